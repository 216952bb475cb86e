from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.ui.support_window import close_window, id_of, make_profile, open_window
from ui.palette import Palette


@pytest.fixture
def window(tmp_path, qtbot):
    made = open_window(make_profile(tmp_path / "profile"), qtbot)
    yield made
    close_window(made)


@pytest.fixture
def palette(window):
    made = Palette(window.actions_by_id, window.context, window)
    made.customer_chosen.connect(window.show_customer)
    made.open_over(window)
    return made


def typed(palette, text):
    palette.box.setText(text)
    palette.search()
    return palette.offered()


def test_all_actions_are_offered_at_first(palette):
    assert "action:new" in palette.offered()
    assert "action:undo" not in palette.offered()  # there is nothing to undo


@pytest.mark.parametrize("text", ["新建", "xinjian", "xjkh", "XJ"])
def test_actions_are_found_by_words_and_pinyin(palette, text):
    assert typed(palette, text)[0] == "action:new"


def test_customers_are_found_and_shown(palette, window, qtbot):
    customer_id = id_of(window, "曾国藩")
    assert f"customer:{customer_id}" in typed(palette, "zgf")
    while palette.list.currentIndex().data(Qt.ItemDataRole.UserRole) != f"customer:{customer_id}":
        qtbot.keyClick(palette, Qt.Key.Key_Down)
    qtbot.keyClick(palette, Qt.Key.Key_Return)
    assert window.customers.current_id() == customer_id


def test_enter_runs_an_action_after_closing(palette, window, qtbot):
    typed(palette, "回收站")
    keys = palette.offered()
    while palette.list.currentIndex().data(Qt.ItemDataRole.UserRole) != "action:recycle_bin":
        qtbot.keyClick(palette, Qt.Key.Key_Down)
    assert "action:recycle_bin" in keys
    qtbot.keyClick(palette, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.pages.currentWidget().objectName() == "recycle_bin_page")


def test_nothing_found_is_said(palette):
    assert typed(palette, "qqqqqq") == []
    assert not palette._none.isHidden()
