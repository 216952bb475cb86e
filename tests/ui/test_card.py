from __future__ import annotations

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from tests.ui.support_window import close_window, id_of, make_profile, open_window
from ui.card.panel import FIELDS, GRID_ROWS, HISTORY
from ui.history.model import DayRole
from ui.widgets import IconButton


@pytest.fixture
def window(tmp_path, qtbot):
    made = open_window(make_profile(tmp_path / "profile"), qtbot)
    yield made
    close_window(made)


def show(window, qtbot, name):
    customer_id = id_of(window, name)
    window.customers.show_customer(customer_id)
    card = window.customers.card
    qtbot.waitUntil(lambda: card.card is not None and card.card.id == customer_id)
    return card


def audit(window):
    with window.context.app.store.read() as connection:
        rows = connection.exec_driver_sql("SELECT event, detail FROM audit ORDER BY n").fetchall()
    return [(row[0], json.loads(row[1])) for row in rows]


def masked(tab, name):
    return next(label for label in tab.masked() if label.objectName() == f"masked_{name}")


def test_head_says_who_it_is(window, qtbot):
    card = show(window, qtbot, "张三")
    assert card.head._name.text() == "张三"
    assert card.head._under.text().startswith("男")
    assert "VIP客户" in card.head._pills.accessibleName()
    assert card.head._phone.isEnabled()
    assert not card.head._mail.isEnabled()


def test_revealing_a_field_is_written_down_without_its_value(window, qtbot):
    card = show(window, qtbot, "张三")
    number = masked(card.tab(FIELDS), "id_number")
    assert number.text() == "110***********002X"
    number.toggle()
    assert number.text() == "11010519491231002X"
    (event, detail), *others = audit(window)
    assert not others
    assert event == "reveal"
    assert detail["field"] == "id_number"
    assert detail["customer"] == card.card.id
    assert "1949" not in json.dumps(detail)


def test_another_customer_is_masked_again(window, qtbot):
    card = show(window, qtbot, "张三")
    masked(card.tab(FIELDS), "id_number").toggle()
    show(window, qtbot, "李四")
    card = show(window, qtbot, "张三")
    assert not masked(card.tab(FIELDS), "id_number").is_revealed()


def test_space_in_the_list_reveals(window, qtbot):
    card = show(window, qtbot, "张三")
    window.customers.view.reveal_wanted.emit()
    assert all(label.is_revealed() for label in card.tab(FIELDS).masked())
    window.customers.view.reveal_wanted.emit()
    assert not any(label.is_revealed() for label in card.tab(FIELDS).masked())


def test_family_is_masked_as_third_persons_are(window, qtbot):
    card = show(window, qtbot, "张三")
    card.show_tab(GRID_ROWS)
    tab = card.tab(GRID_ROWS)
    assert masked(tab, "name").text() == "张**"
    masked(tab, "phone").toggle()
    assert audit(window)[-1][1]["record"] == "family_member"
    assert card._buttons[GRID_ROWS].text() == "家庭成员 1"


def test_history_shows_old_and_new_and_masks(window, qtbot):
    service = window.context.app.customers
    customer_id = id_of(window, "张三")
    service.update(
        customer_id, {"importance_tier": "major", "id_number": "11010519491231002X", "postal_code": "312000"}
    )
    service.update(customer_id, {"id_number": "440308199901101512", "birth_date": "1999-01-10"})
    card = show(window, qtbot, "张三")
    card.show_tab(HISTORY)
    lines = {line.title: line for line in card.tab(HISTORY).lines()}
    assert lines["客户等级"].detail == "VIP客户 → 主要客户"
    assert lines["邮政编码"].detail == "— → 312000"
    assert lines["证件号码"].detail == "110***********002X → 440***********1512"
    assert "陈国栋" in lines["客户等级"].who
    first = card.tab(HISTORY).model.index(0, 0)
    assert first.data(DayRole) == "今天" and "今天" in first.data(Qt.ItemDataRole.AccessibleTextRole)


def test_history_leads_to_its_page(window, qtbot):
    card = show(window, qtbot, "李四")
    card.show_tab(HISTORY)
    tab = card.tab(HISTORY)
    tab.findChild(QPushButton, "card_history_page").click()
    page = window.pages.currentWidget()
    assert page.customer_id == card.card.id
    page.findChild(IconButton, "history_back").click()
    assert window.pages.currentWidget() is window.customers


def test_card_follows_changes(window, qtbot):
    card = show(window, qtbot, "李四")
    window.context.app.customers.update(card.card.id, {"sex": "female"})
    qtbot.waitUntil(lambda: card.head._under.text().startswith("女"))


def test_banners(window, qtbot):
    card = show(window, qtbot, "绍兴纺织有限公司")
    assert "草稿" in card.head.banner.accessibleName()
    card = show(window, qtbot, "张三")
    filed = card.card.values["record_status"] == "filed"
    assert card.head.banner.isHidden() is filed
    window.context.app.customers.delete(card.card.id)
    card.refresh()
    assert "回收站" in card.head.banner.accessibleName()
    card.head._cure_clicked()
    qtbot.waitUntil(lambda: card.card is not None and not card.card.deleted)


def test_copy_phone_is_written_down(window, qtbot, qapp):
    show(window, qtbot, "李四")
    window.actions_by_id["copy_phone"].trigger()
    assert qapp.clipboard().text() == "13900139000"
    assert audit(window)[-1][0] == "copy"


def test_several_and_nobody(window, qtbot):
    page = window.customers
    page.view.selectAll()
    qtbot.waitUntil(lambda: page.card._stack.currentWidget() is page.card._many)
    assert "5" in page.card._many.accessibleName()
    page.view.clearSelection()
    qtbot.waitUntil(lambda: page.card._stack.currentWidget() is page.card._empty)
