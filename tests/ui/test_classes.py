"""Classes in the window: the page, the narrowed list, the card's tab, a class by hand, the company's parameters."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from desktop_crm.domain.classification.catalogue import DECIDED
from desktop_crm.domain.company_parameters import KIND
from desktop_crm.queries.classes import ClassOf
from tests.ui.support_window import close_window, id_of, make_profile, open_window
from ui.classes.bars import share_words
from ui.classes.card_tab import ClassRole
from ui.dialogs.class_dialog import ClassDialog
from ui.dialogs.settings_dialog import open_settings


@pytest.fixture
def window(tmp_path, qtbot):
    made = open_window(make_profile(tmp_path / "profile"), qtbot)
    app = made.context.app
    today = app.today().isoformat()
    for name, amount in (("张三", 90_000_00), ("李四", 10_00)):
        values = {"order_no": f"D-{name}", "ordered_on": today, "amount": amount, "product_line": "茶饮料"}
        app.rows.add("sales_order", id_of(made, name), values)
    settled(made, qtbot)
    yield made
    close_window(made)


def settled(window, qtbot):
    """Wait until nobody waits to be classified and the window has heard of it."""
    app = window.context.app
    qtbot.waitUntil(lambda: not app.class_queries.freshness().waiting and bool(app.class_queries.freshness().done_at))
    qtbot.waitUntil(lambda: not window.context.jobs.busy and not window.class_desk._next.isActive(), timeout=10_000)
    QApplication.processEvents()


def page(window, qtbot, scheme):
    window.go_to("classes")
    made = window.pages.currentWidget()
    made.show_scheme(scheme)
    shown = made.detail
    qtbot.waitUntil(lambda: shown._scheme.id == scheme and bool(shown.model.rowCount() or shown._texts.text()))
    qtbot.waitUntil(lambda: not window.context.jobs.busy)
    return made


def counts(made):
    model = made.detail.model
    rows = [model.row_at(model.index(place)) for place in range(model.rowCount())]
    return {row.value.code: row.customers for row in rows if row.customers}


def names(window):
    model = window.customers.model
    return {model.row_at(place).values["display_name"] for place in range(model.rowCount())}


def press(view, key):
    from PySide6.QtTest import QTest

    QTest.keyClick(view, key)


def test_page_shows_counts_rule_and_freshness_and_follows_what_happens(window, qtbot):
    made = page(window, qtbot, "C9")
    assert counts(made) == {"current": 2, "potential": 3}
    assert "过去买过" in made.detail._rule.text()
    assert "5 位客户" in made._line.text() and "2 位有订单" in made._line.text()
    index = made.detail.model.index(0)
    assert made.detail.model.data(index, Qt.ItemDataRole.AccessibleTextRole) == "现有客户：2 位，40%"
    assert not made.detail.no_orders.isVisible()
    made = page(window, qtbot, "C29")
    assert "客户中心论" in made.detail._texts.text()
    assert not made.detail.view.isVisible()
    made = page(window, qtbot, "C9")
    window.context.app.rows.add(
        "sales_order", id_of(window, "曾国藩"), {"order_no": "N", "ordered_on": "2026-01-01", "amount": 1}
    )
    qtbot.waitUntil(lambda: counts(made) == {"current": 3, "potential": 2}, timeout=10_000)


def test_one_click_shows_the_customers_of_a_class_and_the_chip_takes_it_back(window, qtbot):
    made = page(window, qtbot, "C9")
    made.detail.view.setFocus()
    press(made.detail.view, Qt.Key.Key_Return)
    assert window.pages.currentWidget() is window.customers
    qtbot.waitUntil(lambda: window.customers.model.complete and names(window) == {"张三", "李四"})
    (chip,) = [one for one in window.customers.narrowed.findChildren(QPushButton) if one.isVisible()]
    assert chip.text() == "是否购买（C9） 是 现有客户"
    chip.click()
    qtbot.waitUntil(lambda: window.customers.model.complete and len(names(window)) == 5)
    assert not window.customers.narrowed.isVisible()
    window.show_class("C9", "potential")
    qtbot.waitUntil(lambda: window.customers.model.complete and len(names(window)) == 3)
    window.customers.clear_filters()
    qtbot.waitUntil(lambda: window.customers.model.complete and len(names(window)) == 5)


def test_without_orders_the_page_says_what_is_missing(tmp_path, qtbot):
    made = open_window(make_profile(tmp_path / "profile"), qtbot)
    try:
        settled(made, qtbot)
        detail = page(made, qtbot, "C11").detail
        assert detail.no_orders.isVisible()
        assert not page(made, qtbot, "C5").detail.no_orders.isVisible()
    finally:
        close_window(made)


def _rows(tab):
    found = [tab.model.data(tab.model.index(place), ClassRole) for place in range(tab.model.rowCount())]
    return {row.scheme.id: row for row in found if isinstance(row, ClassOf)}


def _tab(window, qtbot, name):
    window.show_customer(id_of(window, name))
    qtbot.waitUntil(lambda: window.customers.card.card is not None and window.customers.card.card.display_name == name)
    window.customers.card.show_tab("classes")
    tab = window.customers.card.classes
    qtbot.waitUntil(lambda: len(_rows(tab)) == len(DECIDED))
    return tab


def _dialog(window, qtbot, tab, scheme):
    tab.view.opened.emit(_rows(tab)[scheme])
    dialog = window.findChild(ClassDialog)
    qtbot.waitUntil(lambda: dialog._found is not None)
    return dialog


def test_card_lists_every_class_and_who_sells_may_not_do_everything(window, qtbot):
    tab = _tab(window, qtbot, "张三")
    assert _rows(tab)["C3"].verdict.code == "new"
    place = next(
        n for n in range(tab.model.rowCount()) if tab.model.data(tab.model.index(n), ClassRole) is _rows(tab)["C3"]
    )
    assert "首单" in tab.model.data(tab.model.index(place), Qt.ItemDataRole.ToolTipRole)
    assert not tab.model.flags(tab.model.index(0)) & Qt.ItemFlag.ItemIsEnabled
    window.context.app.set_facts(role="sales")
    dialog = _dialog(window, qtbot, tab, "C1")
    assert dialog.choice.findData("special") == -1
    assert dialog.choice.findData("partner") >= 0
    dialog.reject()
    dialog = open_settings(window.context, window, "parameters")
    parameters = dialog.pages["parameters"]
    assert parameters.rows["active_days"].line.isReadOnly()
    assert not parameters.save_button.isVisible()
    assert "管理员" in parameters._lead.text()
    dialog.accept()


def test_class_by_hand_needs_a_reason_and_can_be_taken_back(window, qtbot):
    tab = _tab(window, qtbot, "李四")
    dialog = _dialog(window, qtbot, tab, "C4")
    assert dialog.back.isHidden()
    dialog.choice.setCurrentIndex(dialog.choice.findData("main"))
    dialog.save.click()
    assert dialog.reason.note() == "请写明理由。"
    dialog.reason.edit.setText("重点扶持")
    dialog.save.click()
    qtbot.waitUntil(lambda: _rows(tab)["C4"].verdict.manual)
    assert _rows(tab)["C4"].verdict.code == "main"
    window.operations.undo()
    qtbot.waitUntil(lambda: not _rows(tab)["C4"].verdict.manual)
    window.context.undo.redo()
    qtbot.waitUntil(lambda: _rows(tab)["C4"].verdict.manual)
    dialog = _dialog(window, qtbot, tab, "C4")
    assert dialog.reason.text() == "重点扶持"
    dialog.back.click()
    qtbot.waitUntil(lambda: not _rows(tab)["C4"].verdict.manual)


def test_administrator_previews_and_saves_parameters(window, qtbot):
    dialog = open_settings(window.context, window, "parameters")
    parameters = dialog.pages["parameters"]
    assert not parameters.save_button.isEnabled()
    row = parameters.rows["new_customer_days"]
    row.line.setFocus()
    row.line.setText("0")
    row.edited.emit()
    parameters.save_button.click()
    assert "1" in row._error.text() and "3650" in row._error.text()
    parameters.rows["kotler_few"].line.setText("500")
    row.line.setText("30")
    parameters.save_button.click()
    assert "客户多" in parameters.rows["kotler_few"]._error.text()
    parameters.rows["kotler_few"].set_text("20")
    parameters.rows["product_lines"].lines.setPlainText("茶 | Tea | 茶饮料")
    parameters.try_out.click()
    qtbot.waitUntil(lambda: "会改变类别" in parameters.outcome.text())
    assert "5 位客户中有 2 位" in parameters.outcome.text()
    parameters.save_button.click()
    stored = window.context.app.parameters.all(KIND)
    assert stored == {"new_customer_days": "30", "product_lines": "茶 | Tea | 茶饮料"}
    assert parameters.changed() == {}
    queries = window.context.app.class_queries
    qtbot.waitUntil(lambda: queries.counts("C7")[0].customers == 2, timeout=10_000)
    parameters.defaults.click()
    parameters.save_button.click()
    assert window.context.app.parameters.all(KIND) == {}
    dialog.accept()


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [(0, 5, "—"), (1, 0, "—"), (1, 3, "33%"), (1, 20, "5.0%"), (1, 5000, "<0.1%"), (5, 5, "100%"), (199, 2000, "10%")],
)
def test_shares_in_words(part, whole, words):
    assert share_words(part, whole) == words
