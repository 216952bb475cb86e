"""Merging customers in the window: side by side, chosen by key, undone, taken apart from the card."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from desktop_crm.domain.merging import TOGETHER
from tests.ui.support_window import close_window, id_of, make_profile, names, open_window
from ui.merge.model import RESULT, STAYS

pytestmark = pytest.mark.usefixtures("dressed")


@pytest.fixture
def window(tmp_path, qtbot):
    """A window on five customers, two of whom are one."""
    window = open_window(make_profile(tmp_path / "profile"), qtbot)
    for name, remarks in (("张三", "甲"), ("李四", "乙")):
        window.context.app.customers.update(id_of(window, name), {"remarks": remarks})
    yield window
    close_window(window)


@pytest.fixture
def page(window, qtbot):
    """The page of the merge of both."""
    window.open_merge([id_of(window, "张三"), id_of(window, "李四")])
    qtbot.waitUntil(lambda: window.pages.currentWidget() is window.merging.page)
    return window.merging.page


def row_of(page, field):
    rows = range(page.model.rowCount())
    return next(row for row in rows if (one := page.model.choice(row)) and one.fields[0].id == field)


def merge(window, page, qtbot, *, name=0):
    page.model.take(row_of(page, "full_name"), name)
    page.merge.click()
    qtbot.waitUntil(lambda: window.pages.currentWidget() is window.customers)


def test_the_cards_stand_side_by_side_and_keys_choose(window, page, qtbot):
    model, view = page.model, page.view
    name, remarks = row_of(page, "full_name"), row_of(page, "remarks")
    assert model.columnCount() == 4 and page.merge.text() == "合并 2 张卡片"
    view.choose(name, 1)
    qtbot.keyClick(view.cards, Qt.Key.Key_Space)
    assert (model.text(name, RESULT), model.is_taken(name, 1), model.is_taken(name, 0)) == ("李四", True, False)
    qtbot.keyClick(view.cards, Qt.Key.Key_1)
    assert model.text(name, RESULT) == "张三"
    view.choose(remarks, 0)
    qtbot.keyClick(view.cards, Qt.Key.Key_2)
    assert model.text(remarks, RESULT) == "乙"
    qtbot.keyClick(view.cards, Qt.Key.Key_0)
    assert model.choice(remarks).taken == TOGETHER and not page._together.isHidden()
    view.choose(STAYS, 1)
    qtbot.keyClick(view.cards, Qt.Key.Key_Return)
    assert model.plan.survivor.id == id_of(window, "李四")
    assert model.text(remarks, RESULT) == "乙\n甲"  # what was chosen stays chosen
    assert view.current() == (STAYS, 1)


def test_only_differences_or_everything_and_hidden_values(page):
    few = page.model.rowCount()
    page.only_different.setChecked(False)
    assert page.model.rowCount() > few and not page._eye.isHidden()
    number = row_of(page, "id_type")
    assert "002X" not in page.model.text(number, RESULT).replace("*", "")[:-4]
    page._eye.click()
    assert "11010519491231002X" in page.model.text(number, RESULT)


def test_merged_the_list_shows_one_and_undo_brings_both_back(window, page, qtbot):
    first, second = (card.id for card in page.model.plan.cards)
    merge(window, page, qtbot)
    queries = window.context.app.queries
    qtbot.waitUntil(lambda: "李四" not in names(window.customers.model))
    assert queries.card(first).values["remarks"] == "甲\n乙" and queries.card(second).deleted
    window.actions_by_id["undo"].trigger()
    qtbot.waitUntil(lambda: "李四" in names(window.customers.model))
    assert queries.card(first).values["remarks"] == "甲"
    window.actions_by_id["redo"].trigger()
    qtbot.waitUntil(lambda: "李四" not in names(window.customers.model))


def test_the_card_names_the_old_number_and_takes_it_apart(window, page, qtbot):
    first, second = (card.id for card in page.model.plan.cards)
    number = page.model.plan.cards[1].customer_no
    merge(window, page, qtbot)
    card = window.customers.card
    qtbot.waitUntil(lambda: card.card is not None and card.card.id == first and not card.merged.isHidden())
    button = card.findChild(object, f"part_{number}")
    assert button.accessibleName() == f"拆出 {number}"
    button.click()
    qtbot.waitUntil(lambda: "李四" in names(window.customers.model))
    qtbot.waitUntil(lambda: card.merged.isHidden())
    assert not window.context.app.queries.card(second).deleted


def test_somebody_changed_a_card_meanwhile(window, page, qtbot):
    first = page.model.plan.cards[0].id
    window.context.app.customers.update(first, {"employer": "某公司"})
    before = page.model.plan
    page.merge.click()
    qtbot.waitUntil(lambda: page.model.plan is not before)
    assert window.pages.currentWidget() is page and page.merge.isEnabled()
    assert page.model.plan.result["employer"] == "某公司"


def test_two_must_be_selected_and_a_person_is_no_organisation(window, qtbot):
    customers = window.customers
    action = window.actions_by_id["merge"]
    customers.view.choose(0)
    qtbot.waitUntil(lambda: not action.isEnabled())
    customers.view.selectAll()
    assert action.isEnabled()
    said = []
    window.context.notify = lambda text, action=None, *, kind="info": said.append(text)
    action.trigger()
    qtbot.waitUntil(lambda: bool(said))
    assert said[0].startswith("个人和单位不能合并。") and window.pages.currentWidget() is customers


def test_escape_goes_back_and_nothing_is_done(window, page, qtbot):
    qtbot.keyClick(page.view.cards, Qt.Key.Key_Escape)
    assert window.pages.currentWidget() is window.customers
    assert not window.context.undo.can_undo


def test_the_survivor_is_in_front_though_its_name_moves_it_in_the_list(window, page, qtbot):
    first = page.model.plan.cards[0].id
    merge(window, page, qtbot, name=1)
    qtbot.waitUntil(lambda: "张三" not in names(window.customers.model) and window.customers.model.complete)
    qtbot.waitUntil(lambda: window.customers.current_id() == first)
    card = window.customers.card
    qtbot.waitUntil(lambda: card.card is not None and card.card.id == first and card.card.display_name == "李四")
