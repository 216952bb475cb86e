"""New versions in the window: told, shown, installed after a backup, refused in words, and the way back."""

from __future__ import annotations

import shutil
import threading

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from desktop_crm.errors import UpdateRefused
from sync.client import installing
from sync.client.installing import Prepared, WayBack
from sync.client.status import State, SyncStatus, UpdateStatus
from sync.client.update_files import DONE, Step, UpdateFiles
from tests.ui.support_centre import NOW, Watched, centre, idle, tell
from tests.ui.support_window import close_window, make_profile, open_window, tidy
from ui.updates.words import refusal, short_words

READY = UpdateStatus("1.2.0", "更快的搜索", 10, 10, ready=True)


def status(update: UpdateStatus) -> SyncStatus:
    return SyncStatus(State.SYNCED, last_synced_at=NOW, server="https://crm.test", update=update)


@pytest.fixture(scope="module")
def shared(tmp_path_factory, dressed, request):
    made = open_window(make_profile(tmp_path_factory.mktemp("updates") / "profile"), QtBot(request))
    made.context.app.set_facts(token="t", first_sync_done="1", user_id="chen")
    yield made
    close_window(made)


@pytest.fixture
def window(shared, qtbot, monkeypatch):
    """The window; what would close it only notes that."""
    monkeypatch.setattr("ui.updates.desk.version", lambda: "1.1.0")
    shared.closes = []
    monkeypatch.setattr(shared, "close", lambda: shared.closes.append(True))
    shared.context.sync = Watched(status(UpdateStatus()))
    yield shared
    monkeypatch.undo()
    shared.updates.start = None
    tidy(shared, qtbot)
    shared.context.settings.remove("update/told")
    shutil.rmtree(shared.context.app.paths.updates, ignore_errors=True)


def messages(window):
    return [toast.accessibleName() for toast in window.notifications.toasts()]


def prepared(window, monkeypatch, words=("setup.exe", "/S"), command=""):
    """Let the installer be proved and the data be backed up, without either."""
    step = Step(before="1.1.0", after="1.2.0", file="x/setup.exe", back="", backup="b.backup", at=NOW)
    made = Prepared("1.2.0", words, command, window.context.app.paths.backups / "b.backup", step)
    monkeypatch.setattr(installing, "prepare", lambda _app: made)


def test_a_version_that_is_ready_is_told_once_and_stays_in_the_status_bar(window, qtbot):
    tell(window, qtbot, status(UpdateStatus("1.2.0", done=3, size=10)))
    assert "新版本" not in window.status_bar.words and not messages(window)
    tell(window, qtbot, status(READY))
    assert "新版本 1.2.0 已就绪" in window.status_bar.words
    assert messages(window) == ["新版本 1.2.0 已就绪"]
    window.notifications.clear()
    tell(window, qtbot, status(READY))
    assert not messages(window)
    window.status_bar._update.click()
    dialog = window.updates._dialog
    assert dialog.title.text() == "新版本 1.2.0 已就绪" and dialog.notes.toPlainText() == "更快的搜索"
    assert dialog.install.isVisible() and dialog.install.isDefault()
    dialog.reject()


def test_the_sync_centre_tells_how_far_it_is_and_offers_to_install(window, qtbot):
    tell(window, qtbot, status(UpdateStatus("1.2.0", done=45, size=100)))
    page = centre(window, qtbot)
    assert "正在下载新版本 1.2.0 · 45%" in " ".join(page.head.words)
    tell(window, qtbot, status(READY))
    window.context.app.sync_log.facts()
    idle(window, qtbot)
    assert "新版本 1.2.0 已就绪" in " ".join(page.head.words)


def test_installing_starts_the_installer_and_closes(window, qtbot, monkeypatch):
    started = []
    window.updates.start = started.append
    prepared(window, monkeypatch)
    tell(window, qtbot, status(READY))
    window.open_editor(None, "没写完的")
    dialog = window.updates.open()
    dialog.install.click()
    assert dialog.progress.isVisible() and not dialog.install.isEnabled()
    qtbot.waitUntil(lambda: bool(window.closes))
    assert started == [("setup.exe", "/S")]
    assert window.editing.editor is None  # what was typed is a draft
    dialog.reject()


def test_an_installation_that_was_cancelled_does_not_start(window, qtbot, monkeypatch):
    started, cancelled = [], threading.Event()
    window.updates.start = started.append
    monkeypatch.setattr(installing, "prepare", lambda _app: cancelled.wait(10))
    tell(window, qtbot, status(READY))
    dialog = window.updates.open()
    idle(window, qtbot)
    dialog.install.click()
    dialog.cancel.click()
    cancelled.set()
    idle(window, qtbot)
    assert not started and not window.closes and dialog.install.isEnabled()
    dialog.reject()


def test_what_is_refused_is_said_and_the_window_goes_on(window, qtbot, monkeypatch):
    def refuse(_app):
        raise UpdateRefused("release_damaged", version="1.2.0")

    monkeypatch.setattr(installing, "prepare", refuse)
    tell(window, qtbot, status(READY))
    dialog = window.updates.open()
    dialog.install.click()
    idle(window, qtbot)
    assert "不是公司签名的那一个" in dialog.banner.accessibleName() and not window.closes

    def fail(_words):
        raise PermissionError

    prepared(window, monkeypatch)
    window.updates.start = fail
    dialog.install.click()
    idle(window, qtbot)
    assert "安装程序没有启动" in dialog.banner.accessibleName() and not window.closes
    dialog.reject()


def test_where_the_program_may_not_install_itself_the_command_is_shown(window, qtbot, monkeypatch):
    prepared(window, monkeypatch, (), "sudo apt install /x/desktop-crm.deb")
    tell(window, qtbot, status(READY))
    dialog = window.updates.open()
    dialog.install.click()
    idle(window, qtbot)
    assert dialog.command.isVisible() and not dialog.install.isVisible() and not window.closes
    dialog.copy.click()
    assert QGuiApplication.clipboard().text() == "sudo apt install /x/desktop-crm.deb"
    dialog.reject()


@pytest.mark.parametrize(
    "code", ["release_forged", "release_older", "release_gap", "release_withdrawn", "release_damaged"]
)
def test_every_refusal_has_words_of_its_own(code, dressed):
    update = UpdateStatus("1.2.0", error=code)
    text = refusal(update)
    assert text.what != refusal(UpdateStatus("1.2.0", error="update_refused")).what
    assert "没有" in text.what and "资料没有改动" in text.safe and text.todo
    assert short_words(update) == text.what


def test_a_refused_version_is_told(window, qtbot):
    tell(window, qtbot, status(UpdateStatus("1.2.0", error="release_withdrawn")))
    assert "撤回" in messages(window)[0] and "新版本" not in window.status_bar.words
    window.actions_by_id["update"].trigger()
    dialog = window.updates._dialog
    assert "撤回" in dialog.banner.accessibleName() and not dialog.install.isVisible()
    dialog.reject()


@pytest.mark.parametrize(("running", "said"), [("1.2.0", "已更新到 1.2.0。"), ("1.1.0", "版本 1.2.0 没有装上")])
def test_what_became_of_it_is_told_at_the_next_start(window, qtbot, monkeypatch, running, said):
    step = Step(before="1.1.0", after="1.2.0", file="x/setup.exe", back="", backup="b.backup", at=NOW)
    UpdateFiles(window.context.app.paths.updates).note(step)
    monkeypatch.setattr("ui.updates.desk.version", lambda: running)
    window.updates.settle()
    idle(window, qtbot)
    assert said in messages(window)[0]
    window.notifications.clear()
    window.updates.settle()
    idle(window, qtbot)
    assert not messages(window)


def way(window, **more):
    paths = window.context.app.paths
    known = {"backup": paths.backups / "b.backup", "only_here": 0}
    return WayBack("1.0.0", paths.updates / "x.exe", ("x.exe",), "", **(known | more))


@pytest.mark.parametrize(
    ("more", "said", "offered"),
    [
        ({"backup": None}, "什么都不会丢", True),
        ({}, "同步后会再取回来", True),
        ({"only_here": 3}, "还有 3 项只在本机", False),
    ],
)
def test_going_back_says_what_it_takes_and_waits_for_what_is_only_here(window, qtbot, monkeypatch, more, said, offered):
    window.context.app.paths.updates.mkdir()
    monkeypatch.setattr(installing, "way_back", lambda _app: way(window, **more))
    gone = []
    monkeypatch.setattr(installing, "go_back", lambda _app, one, start: gone.append(one))
    dialog = window.updates.open()
    idle(window, qtbot)
    assert dialog.back.text() == "回到 1.0.0…"
    dialog.back.click()
    box = dialog.question
    assert said in box.informativeText()
    go = [one for one in box.buttons() if box.buttonRole(one) is QMessageBox.ButtonRole.DestructiveRole]
    assert bool(go) is offered
    if not go:
        box.reject()
        dialog.reject()
        return
    go[0].click()
    qtbot.waitUntil(lambda: bool(window.closes))
    assert len(gone) == 1
    dialog.reject()


def test_a_way_back_that_is_refused_is_said_and_the_synchronisation_goes_on(window, qtbot, monkeypatch):
    window.context.app.paths.updates.mkdir()
    monkeypatch.setattr(installing, "way_back", lambda _app: way(window))

    def refuse(*_args):
        raise UpdateRefused("back_waiting", number=2)

    monkeypatch.setattr(installing, "go_back", refuse)
    dialog = window.updates.open()
    idle(window, qtbot)
    dialog.back.click()
    next(one for one in dialog.question.buttons() if one.text() == "重启并回到以前的版本").click()
    idle(window, qtbot)
    assert "还有 2 项只在本机" in dialog.banner.accessibleName() and not window.closes
    dialog.reject()


def test_a_step_that_ended_is_not_told_again(window, qtbot):
    step = Step(before="1.0", after="1.1.0", file="x", back="", backup="", at=NOW, state=DONE)
    UpdateFiles(window.context.app.paths.updates).note(step)
    window.updates.settle()
    idle(window, qtbot)
    assert not messages(window)
