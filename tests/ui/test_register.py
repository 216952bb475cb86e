from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt

from desktop_crm.queries.customers import ListFilter, Order
from desktop_crm.queries.sync_state import SyncState
from tests.ui.support_window import close_window, id_of, make_profile, names, open_window
from ui.models.columns import COLUMNS, Look
from ui.models.pages import unchanged_ends
from ui.models.register import RegisterModel, RowRole
from ui.models.texts import short_day, sync_word

ALL = ["阿明", "李四", "绍兴纺织有限公司", "曾国藩", "张三"]


@pytest.fixture(scope="module")
def profile(tmp_path_factory):
    return make_profile(tmp_path_factory.mktemp("register"))


@pytest.fixture
def own_profile(tmp_path):
    return make_profile(tmp_path / "profile")


@pytest.fixture
def window(profile, qtbot):
    made = open_window(profile, qtbot)
    yield made
    close_window(made)


@pytest.fixture
def own_window(own_profile, qtbot):
    made = open_window(own_profile, qtbot)
    yield made
    close_window(made)


def settled(qtbot, model):
    qtbot.waitUntil(lambda: model.complete, timeout=5_000)


def column(name):
    return next(place for place, one in enumerate(COLUMNS) if one.id == name)


def test_model_keeps_the_rules_of_qt(window, qtmodeltester):
    qtmodeltester.check(window.customers.model)


def test_names_stand_in_pinyin_order(window):
    assert names(window.customers.model) == ALL


def test_header_click_sorts_and_turns(window, qtbot):
    page = window.customers
    header = page.view.horizontalHeader()
    header.sectionClicked.emit(column("name"))
    settled(qtbot, page.model)
    assert names(page.model) == ALL[::-1]
    assert header.sortIndicatorSection() == column("name")
    assert header.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
    header.sectionClicked.emit(column("number"))
    settled(qtbot, page.model)
    assert names(page.model) == ["张三", "李四", "曾国藩", "阿明", "绍兴纺织有限公司"]


def test_column_without_sorting_leaves_the_order(window):
    page = window.customers
    page.view.horizontalHeader().sectionClicked.emit(column("sync"))
    assert page.order() == Order()
    assert names(page.model) == ALL


@pytest.mark.parametrize(
    ("chip", "expected"),
    [("vip", ["张三"]), ("major", ["李四"]), ("draft", ["绍兴纺织有限公司"]), ("new", ALL), ("stale", [])],
)
def test_chip_filters(window, qtbot, chip, expected):
    page = window.customers
    page._choose_chip(chip)
    settled(qtbot, page.model)
    drafts = {"draft"}
    found = names(page.model)
    assert (set(expected) <= set(found)) if chip in drafts else found == expected


def test_chips_are_counted_in_the_background(window, qtbot):
    page = window.customers
    qtbot.waitUntil(lambda: page._counts.get("all") == 5, timeout=5_000)
    assert page._counts["vip"] == 1
    assert page.chips.chips._buttons["all"].text() == "全部  5"


def test_popover_choice_filters_and_is_shown_on_the_button(window, qtbot):
    page = window.customers
    page.choose_filter("customer_kind", "organisation")
    settled(qtbot, page.model)
    assert names(page.model) == ["绍兴纺织有限公司"]
    assert "1" in page.chips.filter_button.text()
    page.clear_filters()
    settled(qtbot, page.model)
    assert names(page.model) == ALL


@pytest.mark.parametrize(
    ("text", "found"), [("zgf", "曾国藩"), ("曾", "曾国藩"), ("0013800", "张三"), ("越城", "张三")]
)
def test_search_narrows_the_list(window, qtbot, text, found):
    page = window.customers
    page.head.search.setText(text)
    with qtbot.waitSignal(page.head.searched):
        pass
    settled(qtbot, page.model)
    qtbot.waitUntil(lambda: found in names(page.model))
    assert len(names(page.model)) < len(ALL)


def test_no_hits_offers_to_create_the_customer(window, qtbot):
    page = window.customers
    page._search("王不见")
    qtbot.waitUntil(lambda: page.model.complete and page._stack.currentWidget() is page.empty)
    assert "王不见" in page._create.text()
    assert not page._create.isHidden()
    assert page.wanted_filter() == ListFilter(text="王不见")


def test_select_all_and_selection_bar(window, qtbot):
    page = window.customers
    page.view.selectAll()
    assert page.view.selected_count() == 5
    assert len(page.selected_ids()) == 5
    assert not page.selection_bar.isHidden()
    assert "5" in window.status_bar._selection.text()
    qtbot.waitUntil(lambda: page.card._selected == 5)
    page._dismiss_selection()
    assert page.view.selected_count() == 1
    assert page.selection_bar.isHidden()


def test_delete_and_take_back(own_window, qtbot):
    page = own_window.customers
    page.show_customer(id_of(own_window, "李四"))
    own_window.actions_by_id["delete"].trigger()
    qtbot.waitUntil(lambda: "李四" not in names(page.model), timeout=5_000)
    assert own_window.notifications.toasts()
    own_window.actions_by_id["undo"].trigger()
    qtbot.waitUntil(lambda: names(page.model) == ALL, timeout=5_000)
    own_window.actions_by_id["redo"].trigger()
    qtbot.waitUntil(lambda: "李四" not in names(page.model), timeout=5_000)
    assert not own_window.actions_by_id["redo"].isEnabled()


def test_change_is_shown_without_a_reset(own_window, qtbot):
    page = own_window.customers
    resets = []
    page.model.modelReset.connect(lambda: resets.append(1))
    customer_id = id_of(own_window, "张三")
    page.show_customer(customer_id)
    with qtbot.waitSignal(page.model.dataChanged):
        own_window.context.app.customers.update(customer_id, {"importance_tier": "small"})
    row = page.model.row_at(page.model.position_of(page.view.current_rid()))
    assert row.values["importance_tier"] == "small"
    own_window.context.app.customers.create({"full_name": "白新来", "signed_by": "陈国栋"})
    qtbot.waitUntil(lambda: "白新来" in names(page.model), timeout=5_000)
    assert names(page.model)[1] == "白新来"
    assert page.current_id() == customer_id
    assert not resets


def test_columns_are_remembered(own_profile, own_window, qtbot):
    view = own_window.customers.view
    view.set_column_shown("postal_code", on=True)
    view.set_column_shown("region", on=False)
    view.move_column("number", 0)
    view.setColumnWidth(column("phone"), 222)
    close = [view.columns.order[0], view.columns.width("phone")]
    own_window.context.settings.sync()
    again = type(view.columns).load(own_window.context.settings)
    assert [again.order[0], again.width("phone")] == close == ["number", 222]
    visible = again.visible(1_000)
    assert "postal_code" in visible
    assert "region" not in visible
    assert view.horizontalHeader().logicalIndex(0) == column("number")
    view.reset_columns()
    assert view.columns.order[0] == COLUMNS[0].id
    assert not view.columns.shown


def test_narrow_list_folds_the_less_important_columns(window):
    columns = window.customers.view.columns
    assert columns.visible(300)[0] == "name"
    assert len(columns.visible(500)) < len(columns.visible(900))
    assert set(columns.folded(500)) > set(columns.folded(900))


def test_cells_are_masked_and_speak(window):
    model = window.customers.model
    row = names(model).index("张三")
    phone = model.index(row, column("phone"))
    assert phone.data() == "138****8000"
    assert phone.data(Qt.ItemDataRole.AccessibleTextRole) == "联系电话：138****8000"
    assert model.index(row, column("tier")).data() == "VIP客户"
    assert model.index(row, column("updated")).data() == "今天"
    assert model.index(row, column("row")).data() == str(row + 1)
    assert model.index(row, column("sync")).data() == sync_word(SyncState.WAITING)
    assert model.index(row, 0).data(RowRole).values["display_name"] == "张三"


def test_list_survives_a_customer_that_is_gone(window, qtbot):
    app = window.context.app

    class Gone:
        def __getattr__(self, name):
            return getattr(app.queries, name)

        def rows(self, rids):
            return [None for _ in rids]

    model = RegisterModel(Gone(), window.context.jobs, app.today)
    model.show_list(ListFilter(), Order())
    settled(qtbot, model)
    assert model.index(0, column("name")).data() == "（已删除）"
    assert model.index(0, column("phone")).data() == ""


@pytest.mark.parametrize(
    ("old", "new", "ends"),
    [
        ([1, 2, 3], [1, 2, 3], (3, 0)),
        ([1, 2, 3], [1, 9, 2, 3], (1, 2)),
        ([1, 2, 3], [1, 3], (1, 1)),
        ([], [5], (0, 0)),
        ([4, 4], [4, 4, 4], (2, 0)),
        (list(range(20_000)), [*range(9_000), 77_777, *range(9_000, 20_000)], (9_000, 11_000)),
    ],
)
def test_unchanged_ends(old, new, ends):
    from array import array

    assert unchanged_ends(array("q", old), array("q", new)) == ends


def test_short_days():
    today = date(2026, 11, 22)
    assert short_day("2026-11-22", today) == "今天"
    assert short_day("2026-11-21T20:00:00.000Z", today) == "今天"  # eight hours ahead of UTC
    assert short_day("2026-11-21", today) == "昨天"
    assert short_day("2026-03-05", today) == "03-05"
    assert short_day("2024-03-05", today) == "2024-03-05"
    assert short_day("", today) == ""


def test_every_column_has_a_title():
    assert all(one.label("zh") and one.label("en") for one in COLUMNS)
    assert {one.look for one in COLUMNS} == set(Look)
