"""Files instead of a network, in the window: written, dropped, taken, given; every refusal in words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication

from desktop_crm.store import carried
from sync.client import carrying, courier
from sync.client.engine import Engine
from sync.client.enrolment import enroll
from sync.client.status import State, SyncStatus
from tests.support.profiles import INDIVIDUAL
from tests.sync.client.office import PASSWORD, Line, Office
from tests.ui.support_centre import NOW, Watched, centre, idle, tell
from tests.ui.support_window import close_window, make_profile, open_window


@pytest.fixture
def office(tmp_path):
    made = Office(tmp_path)
    made.user("wang", "east")
    made.user("li", "east")
    yield made
    made.database.close()


@pytest.fixture
def li(office):
    made = office.laptop("li")
    yield made
    made.app.close()


@pytest.fixture
def window(office, tmp_path, qtbot):
    made = open_window(make_profile(tmp_path / "profile"), qtbot)
    line = Line(office.service)
    enroll(made.context.app, "https://crm.test", "wang", PASSWORD, "window", connect=lambda _url: line)
    line.token = made.context.app.facts()["token"]
    made.line = line
    made.context.sync = Watched(SyncStatus(State.OFFLINE, last_synced_at=NOW, server="https://crm.test"))
    made.desk.show_status(made.context.sync.status)
    yield made
    close_window(made)


def opened(window, qtbot):
    window.actions_by_id["courier"].trigger()
    dialog = window.courier._dialog
    idle(window, qtbot)
    return dialog


def waiting(window):
    return window.context.app.sync_log.courier().waiting


def drop(widget, *paths):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPoint(10, 10), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    widget.dropEvent(event)
    QApplication.processEvents()


def test_from_the_window_to_the_server_and_back(window, qtbot, office, li, tmp_path):
    dialog = opened(window, qtbot)
    count = waiting(window)
    assert count and str(count) in dialog._counted.text() and dialog.write.isEnabled()
    letter, answer = tmp_path / "wang.crmpost", tmp_path / "wang.crmanswer"
    window.courier.write_to(letter)
    idle(window, qtbot)
    assert letter.exists() and waiting(window) == count
    assert str(count) in dialog.banner.accessibleName()
    dialog.accept()
    one = carrying.carry(li.app, letter.read_bytes())
    assert Engine(li.app, li.line).run().carried == 1
    carrying.give(li.app, one.letter, answer)
    drop(window, answer)
    qtbot.waitUntil(lambda: waiting(window) == 0)
    idle(window, qtbot)
    assert "wake" in window.context.sync.asked
    dialog = opened(window, qtbot)
    assert not dialog.write.isEnabled()
    window.courier.take([answer])
    idle(window, qtbot)
    assert "没有新的内容" in dialog.banner.accessibleName()
    dialog.accept()


def test_a_colleague_s_file_goes_along_and_its_answer_is_given_back(window, qtbot, office, li, tmp_path):
    li.app.customers.create(INDIVIDUAL)
    path, answer = tmp_path / "li.crmpost", tmp_path / "li.crmanswer"
    courier.save(path, courier.write(li.app).data)
    dialog = opened(window, qtbot)
    assert dialog._stack.currentWidget() is dialog.empty
    drop(dialog, path)
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 1)
    assert "等待交给服务器" in _row(dialog)[2] and not dialog.strip.go.isVisible()
    dialog.accept()
    Engine(window.context.app, window.line).run()
    tell(window, qtbot, replace(window.context.sync.status, state=State.SYNCED, answers=1))
    dialog = opened(window, qtbot)
    assert "待带回" in _row(dialog)[2] and dialog.strip.go.isVisible()
    (letter,) = dialog.model.keys
    window.courier.give_to(letter.letter, answer)
    qtbot.waitUntil(lambda: "已保存" in _row(dialog)[2])
    assert courier.take(li.app, answer.read_bytes()).answered == 1
    dialog.accept()
    idle(window, qtbot)


def _row(dialog):
    row = dialog.model.row_at(dialog.model.index(0, 0))
    return [cell.text for cell in row.cells]


def test_files_that_cannot_be_used_are_told_in_words(window, qtbot, office, li, tmp_path):
    li.app.customers.create(INDIVIDUAL)
    own, cut, foreign = (tmp_path / f"{name}.crmpost" for name in ("own", "cut", "foreign"))
    courier.save(own, courier.write(window.context.app).data)
    cut.write_bytes(courier.write(li.app).data[:-30])
    foreign.write_text("x")
    dialog = opened(window, qtbot)
    for path, words in (
        (own, "本机自己写的"),
        (cut, "已损坏"),
        (foreign, "不是信使文件"),
        (tmp_path / "no.crmpost", ""),
    ):
        dialog.say("")
        window.courier.take([path])
        idle(window, qtbot)
        assert dialog.banner.isVisible() and words in dialog.banner.accessibleName()
    assert not dialog.model.rowCount()
    dialog.accept()


def test_a_letter_the_server_refused_says_so(window, qtbot):
    with window.context.app.store.write() as connection:
        carried.put(connection, "l" * 36, "林晓", b"", NOW)
        carried.settle(connection, "l" * 36, NOW, error="bad_letter")
    dialog = opened(window, qtbot)
    assert "没有收下" in _row(dialog)[2] and not dialog.strip.go.isVisible()
    assert "重新写一份" in dialog.strip.accessibleName()
    dialog.accept()


def test_reached_from_the_centre_and_only_with_a_server(window, qtbot):
    page = centre(window, qtbot)
    page.courier.click()
    idle(window, qtbot)
    assert window.courier._dialog is not None
    window.courier._dialog.accept()
    assert window.courier._dialog is None
    window.context.sync.status = SyncStatus(State.NOT_ENROLLED)
    window.desk.show_status(window.context.sync.status)
    page.refresh()
    assert not window.actions_by_id["courier"].isEnabled() and not page.courier.isEnabled()
