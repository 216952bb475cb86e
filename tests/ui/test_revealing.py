"""Masked values of a colleague's customer: refused in words, or shown for a purpose; on card, form and list."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.ui.support_window import close_window, id_of, make_profile, open_window
from ui.card.panel import FIELDS
from ui.dialogs.purpose import PurposeDialog

NUMBER = "11010519491231002X"


@pytest.fixture
def window(tmp_path, qtbot):
    made = open_window(make_profile(tmp_path / "profile"), qtbot)
    yield made
    close_window(made)


def becomes(window, role):
    """Work as somebody with a role; every customer is a colleague's."""
    app = window.context.app
    app.set_facts(user_id="u-me", role=role)
    with app.store.write() as connection:
        connection.exec_driver_sql("UPDATE customer SET owner_id = 'u-li'")


def number(window, qtbot):
    customer_id = id_of(window, "张三")
    window.customers.show_customer(customer_id)
    card = window.customers.card
    qtbot.waitUntil(lambda: card.card is not None and card.card.id == customer_id)
    return next(label for label in card.tab(FIELDS).masked() if label.objectName() == "masked_id_number")


def audit(window):
    with window.context.app.store.read() as connection:
        rows = connection.exec_driver_sql("SELECT event, detail FROM audit ORDER BY n").fetchall()
    return [(row[0], json.loads(row[1])) for row in rows]


def asked(window):
    return next(iter(window.findChildren(PurposeDialog)), None)


def test_who_sells_is_told_who_may(window, qtbot):
    becomes(window, "rep")
    label = number(window, qtbot)
    label.toggle()
    assert not label.is_revealed() and "002X" in label.text() and "1949" not in label.text()
    (toast,) = window.notifications.toasts()
    assert "由客户的负责人查看" in toast.accessibleName() and "经理、总监和管理员" in toast.accessibleName()
    assert [event for event, _detail in audit(window)] == ["reveal_refused"]
    window.customers.card.reveal()
    assert not label.is_revealed()


def test_a_manager_is_asked_what_for_once(window, qtbot):
    becomes(window, "manager")
    label = number(window, qtbot)
    label.toggle()
    dialog = asked(window)
    assert not label.is_revealed() and not dialog.show_button.isEnabled()
    dialog.purpose.edit.setText("核对身份")
    qtbot.keyClick(dialog.purpose.edit, Qt.Key.Key_Return)
    assert label.text() == NUMBER
    (event, detail) = audit(window)[-1]
    assert (event, detail["field"], detail["reason"]) == ("reveal", "id_number", "核对身份")
    label.toggle()
    label.toggle()
    assert label.is_revealed()


def test_a_purpose_can_be_picked_and_leaving_shows_nothing(window, qtbot):
    becomes(window, "admin")
    label = number(window, qtbot)
    label.toggle()
    dialog = asked(window)
    dialog.reject()
    assert not label.is_revealed() and not audit(window)
    label.toggle()
    dialog = next(one for one in window.findChildren(PurposeDialog) if one.isVisible())
    qtbot.mouseClick(dialog.usual[1], Qt.MouseButton.LeftButton)
    assert dialog.purpose.text() == "客户本人要求"
    qtbot.mouseClick(dialog.show_button, Qt.MouseButton.LeftButton)
    assert label.is_revealed()


def test_a_card_drawn_anew_meanwhile_stays_masked(window, qtbot):
    becomes(window, "manager")
    label = number(window, qtbot)
    label.toggle()
    dialog = asked(window)
    window.customers.card.tab(FIELDS).retranslate()  # as a synchronisation does
    dialog.purpose.edit.setText("核对身份")
    dialog.show_button.click()
    again = next(one for one in window.customers.card.tab(FIELDS).masked() if one.objectName() == "masked_id_number")
    assert "1949" not in again.text()


def test_what_was_opened_is_copied_and_nothing_else(window, qtbot):
    becomes(window, "rep")
    number(window, qtbot).toggle()
    page = window.customers
    page.view.setFocus()
    window.bulk.clipboard.copy()
    qtbot.waitUntil(lambda: audit(window)[-1][0] == "copy")
    qtbot.waitUntil(lambda: "张三" in QApplication.clipboard().text())
    assert NUMBER not in QApplication.clipboard().text()
    assert audit(window)[-1][1]["revealed"] == []
    QApplication.clipboard().clear()  # what lies there at the end of the process outlives Python
