"""A laptop that is locked shows nothing and loses nothing; one whose data is ordered away ends quietly."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop_crm.errors import Removed, UsageError
from desktop_crm.services.drafts import DraftService
from desktop_crm.store import erasing, lease
from sync.client import unlocking, wiping
from sync.client.status import State, SyncStatus
from sync.protocol import keys
from tests.ui.support_window import close_window, id_of, make_profile, open_window
from ui.app import _may_begin
from ui.dialogs import removed
from ui.dialogs.settings_dialog import open_settings
from ui.lock_screen import removed_words

OPEN = SyncStatus(State.SYNCED)
LOCKED = replace(OPEN, lock=lease.Lock.LEASE)


@pytest.fixture
def window(tmp_path, qtbot):
    made = open_window(make_profile(tmp_path / "profile"), qtbot)
    yield made
    close_window(made)


def tell(window, qtbot, status):
    window.context.sync_signals.tell(status)
    qtbot.waitUntil(lambda: window.locking.locked == bool(status.lock or status.state is State.LEAVING))


def test_a_lock_covers_everything_and_keeps_what_is_typed(window, qtbot):
    editor = window.open_editor(id_of(window, "张三"))
    editor.state.row.type("full_name", "张三丰")
    editor.touched.emit()
    settings = open_settings(window.context, window)
    before = window.actions()
    tell(window, qtbot, LOCKED)
    assert not settings.isVisible() and not window.customers.isVisible() and window.actions() == []
    assert window.status_bar.words.startswith("本机已锁定")
    (draft,) = DraftService(window.context.app.store, window.context.app.clock).all()
    assert "张三丰" in str(draft.document)
    tell(window, qtbot, OPEN)
    assert window.customers.isVisible() and window.actions() == before


def test_a_window_opens_locked(window, tmp_path, qtbot):
    app = window.context.app
    app.set_facts(token="t", lease_days=1, last_contact_at="2020-01-01T00:00:00.000Z")
    window.context.with_sync = True
    assert window.context.status.lock is lease.Lock.LEASE


def test_the_administrators_code_unlocks(window, qtbot):
    app, server = window.context.app, keys.new_key(lambda size: bytes(range(size)))
    mine = keys.new_key(lambda size: b"x" * size)
    app.set_facts(
        token="t", lease_days=1, last_contact_at="2020-01-01T00:00:00.000Z", box_key=mine,
        server_box_key=keys.box_public(server),
    )  # fmt: skip
    tell(window, qtbot, LOCKED)
    screen = window.locking.screen
    question = lease.question(app.facts())
    assert question in screen._hint.text() and app.facts()["device_code"] in screen._hint.text()
    screen.code.setText("WRONG")
    screen.unlock.click()
    assert window.locking.locked and "代码不对" in screen.banner.accessibleName()
    screen.code.setText(keys.spoken_code(server, keys.box_public(mine), question))
    screen.unlock.click()
    assert not window.locking.locked and window.customers.isVisible()
    assert lease.locked(app.facts(), app.clock()) is None
    with pytest.raises(UsageError):
        unlocking.unlock(app, "WRONG")


def test_an_order_ends_the_window_without_a_word_of_error(window, qtbot, monkeypatch):
    paths = window.context.app.paths
    done = []

    def destroy(app):
        app.close()
        note = erasing.Removal(at=app.clock(), company="恒昌", handed_over=2)
        erasing.destroy(app.paths, note)
        return note

    monkeypatch.setattr(wiping, "destroy", destroy)
    monkeypatch.setattr(wiping, "report", lambda where: done.append(where) or True)
    tell(window, qtbot, replace(OPEN, state=State.LEAVING))
    assert not paths.store.exists() and not paths.info.exists()
    qtbot.waitUntil(lambda: done == [paths])
    screen = window.locking.screen
    assert "2 项" in screen._state.accessibleDescription() and not screen.code.isVisible()
    window.context.sync_signals.tell(OPEN)  # whatever comes late
    assert window.locking.locked


def test_the_next_start_tells_it_and_may_begin_anew(window, tmp_path, monkeypatch, qtbot):
    paths = window.context.app.paths
    window.stop_work()
    window.context.app.close()
    erasing.destroy(paths, erasing.Removal(at="2026-11-22T02:00:00.000Z", company="恒昌", lost=1))
    monkeypatch.setattr(removed.RemovedDialog, "exec", lambda dialog: dialog.result())
    assert not _may_begin(paths)
    with pytest.raises(Removed):
        erasing.refuse_removed(paths)
    accepted = removed.RemovedDialog.DialogCode.Accepted
    monkeypatch.setattr(removed.RemovedDialog, "exec", lambda _dialog: accepted)
    assert _may_begin(paths) and erasing.removal(paths) is None and _may_begin(paths)


def test_what_is_said_of_the_end(qtbot):
    title, text = removed_words(erasing.Removal(at="2026-11-22T02:00:00.000Z", company="恒昌", lost=3))
    assert title == "本机资料已清除" and "恒昌" in text and "3 项" in text and "交给" not in text
