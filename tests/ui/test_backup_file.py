"""A backup that is opened: told what it is, restored with a copy of what is here, refused when it is not ours."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_crm.bootstrap import open_application
from desktop_crm.errors import StoreTooNew, WrongKey
from desktop_crm.queries.customers import ListFilter
from desktop_crm.store import backup, opening
from tests.ui.support_centre import idle
from tests.ui.support_window import close_window, make_profile, open_window
from ui.dialogs import _restoring
from ui.dialogs.backup_file import BackupFileDialog


@pytest.fixture(scope="module")
def shared(tmp_path_factory, dressed, request):
    made = open_window(make_profile(tmp_path_factory.mktemp("backup") / "profile"), QtBot(request))
    backup.write_backup(made.context.app.store, made.context.app.paths.root / "written.crmbackup")
    made.context.app.customers.create({"full_name": "以后的"})
    yield made
    close_window(made)


@pytest.fixture
def window(shared, qtbot):
    yield shared
    for dialog in shared.findChildren(BackupFileDialog):
        dialog.reject()
    idle(shared, qtbot)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    for timer in shared.findChildren(QTimer):
        timer.stop()


@pytest.fixture
def copy(window, tmp_path):
    return Path(shutil.copy(window.context.app.paths.root / "written.crmbackup", tmp_path / "星期一.crmbackup"))


def opened(window, qtbot, path):
    window.take_files([path])
    idle(window, qtbot)
    (dialog,) = window.findChildren(BackupFileDialog)
    return dialog


def words(dialog):
    grid = dialog.rows._grid
    return " ".join(grid.itemAt(place).widget().text() for place in range(grid.count()))


def test_it_says_what_it_is_and_changes_nothing(window, qtbot, copy):
    copy.chmod(0o400)
    before = copy.read_bytes()
    dialog = opened(window, qtbot, copy)
    assert "星期一.crmbackup" in words(dialog) and "5 位（现在 6 位）" in words(dialog)
    assert dialog.restore.isEnabled() and dialog.shut.isDefault()
    dialog.shut.click()
    assert copy.read_bytes() == before and window.context.app.queries.count(ListFilter()) == 6
    assert not list(window.context.app.paths.root.glob("*.looking*"))


def test_a_backup_of_another_computer_is_refused_in_words(window, qtbot, tmp_path):
    other = open_application(tmp_path / "other", "another passphrase", create=True)
    path = tmp_path / "foreign.crmbackup"
    backup.write_backup(other.store, path)
    other.close()
    dialog = opened(window, qtbot, path)
    assert "属于另一个资料库" in dialog.banner.accessibleName() and not dialog.restore.isVisible()
    dialog.shut.click()
    with pytest.raises(WrongKey):
        backup.look_into(path, window.context.app.paths, window.context.app.store.key)


def test_a_backup_of_a_later_version_and_a_cut_one_are_refused(window, qtbot, copy, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(opening, "is_known", lambda _revision: False)
        with pytest.raises(StoreTooNew):
            backup.look_into(copy, window.context.app.paths, window.context.app.store.key)
    copy.write_bytes(b"")
    dialog = opened(window, qtbot, copy)
    assert dialog.banner.property("kind") == "error" and not dialog.restore.isVisible()
    dialog.shut.click()


def test_restoring_keeps_a_copy_of_what_is_here(window, qtbot, copy, monkeypatch):
    monkeypatch.setattr(_restoring, "end_program", lambda: None)
    dialog = opened(window, qtbot, copy)
    dialog.restore.click()
    idle(window, qtbot)
    app = window.context.app
    assert app.queries.count(ListFilter()) == 5
    (kept,) = app.paths.backups.glob("before-restore-*.backup")
    assert backup.check_file(kept, app.store.key).customers == 6
    dialog.restoring.box.accept()
