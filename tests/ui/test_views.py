"""Filters, views and groups of the customer list, as a person uses them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QMenu, QPushButton

from desktop_crm.domain.filters.reading import read_filter
from desktop_crm.domain.filters.tree import EVERYBODY, Condition, Op, simplified
from desktop_crm.domain.filters.words import describe
from desktop_crm.domain.list_views import Look
from desktop_crm.domain.saved_view import Audience
from desktop_crm.errors import UsageError
from desktop_crm.queries.customers import Order
from tests.ui.support_window import close_window, make_profile, names, open_window
from ui.models.columns import COLUMNS
from ui.models.register import HeadRole
from ui.register.pick_list import PickList

ALL = ["阿明", "李四", "绍兴纺织有限公司", "曾国藩", "张三"]


@pytest.fixture(scope="module")
def profile(tmp_path_factory):
    return make_profile(tmp_path_factory.mktemp("views"))


@pytest.fixture
def window(profile, qtbot):
    made = open_window(profile, qtbot)
    yield made
    for view in made.context.app.views.all():
        made.context.app.views.remove(view.id)
    close_window(made)


@pytest.fixture
def page(window):
    return window.customers


def shown(qtbot, page, expected):
    qtbot.waitUntil(lambda: page.model.complete and names(page.model) == expected, timeout=5_000)


def chips(page):
    found = page.narrowed.findChildren(QPushButton, "narrowed_part")
    return [one.text() for one in found if not one.isHidden()]


def press(qtbot, view, key):
    qtbot.keyClick(view, key)


# -- the filter builder --------------------------------------------------------------------------


def test_conditions_narrow_the_list_while_one_builds_them(page, qtbot):
    builder = page.tools.open_filters()
    (row,) = builder.root.conditions()
    assert builder.root.node() == EVERYBODY  # nothing chosen yet
    row.choose_codes(["vip", "major"])
    shown(qtbot, page, ["李四", "张三"])
    second = builder.root.append_condition()
    second.choose_subject("mobile_phone")
    qtbot.keyClicks(second.low, "13800")
    shown(qtbot, page, ["张三"])
    qtbot.waitUntil(lambda: "1" in builder._count.text())
    assert chips(page) == ["客户等级 是 VIP客户、主要客户", "移动电话 包含 “13800”"]
    second.remove.click()
    builder.finish()
    shown(qtbot, page, ["李四", "张三"])


def test_a_condition_says_what_it_cannot_read(page, qtbot):
    builder = page.tools.open_filters()
    (row,) = builder.root.conditions()
    row.choose_subject("completeness")
    row.op.setCurrentIndex(row.op.findText("小于"))
    row.low.setText("很多")
    assert row.condition() is None
    assert row.low.property("state") == "error"
    row.low.setText("60")
    assert row.condition() == Condition("completeness", Op.LESS, (60,))
    row.choose_subject("mobile_phone")
    row.low.setText("13")  # fewer digits than the search takes
    assert row.condition() is None
    builder.finish()


@pytest.mark.parametrize(
    "words",
    [
        "客户等级 是 VIP客户 且 （最近联系 不在 最近 90 天 或 生日 在 本月） 且 完整度 介于 10 至 90",
        "非 （姓名 为空 且 地区 不是 华东区、华北区） 且 非 我负责",
        "12 个月交易额 至少 1234.50 或 下一步时间 不晚于 2026-12-01 或 行业（C6） 是 “军警系统”",
        "偏好 是 “茶”、“鱼” 且 备注 开头不是 “老”",
    ],
)
def test_the_builder_shows_every_filter_and_gives_it_back(page, words):
    page.show_filter(read_filter(words))
    builder = page.tools.open_filters()
    assert describe(simplified(builder.root.node()), "zh") == words
    builder.finish()


def test_lists_are_picked_with_the_keyboard(page, qtbot):
    builder = page.tools.open_filters()
    (row,) = builder.root.conditions()
    row.subject.click()
    picker = row.findChild(PickList)
    picker.line.setText("性别")
    qtbot.keyClick(picker.line, Qt.Key.Key_Return)
    assert row.condition() is None
    row.codes.click()
    picker = row.findChildren(PickList)[-1]
    qtbot.keyClick(picker.list, Qt.Key.Key_Return)
    assert row.condition() == Condition("sex", Op.IS, ("male",))
    picker.close()
    shown(qtbot, page, ["张三"])
    builder.finish()


def test_builder_and_chips_show_one_filter(page, qtbot):
    page.show_filter(read_filter("客户类型 是 个人 且 性别 为空"))
    builder = page.tools.open_filters()
    assert page.tools.open_filters() is builder
    page.narrowed.findChildren(QPushButton, "narrowed_part")[0].click()
    assert [row.condition() for row in builder.root.conditions()] == [Condition("sex", Op.EMPTY)]
    qtbot.keyClick(builder, Qt.Key.Key_Escape)
    assert page.tools.builder is None
    page.chips.filter_button.click()
    page.tools.builder.clear.click()
    assert page.desk.look.where == EVERYBODY
    shown(qtbot, page, ALL)


def test_chips_are_taken_away_one_by_one_or_all(page, qtbot):
    page.show_filter(read_filter("客户类型 是 个人 且 完整度 大于 1 且 性别 为空"))
    shown(qtbot, page, ["阿明", "李四", "曾国藩"])
    assert len(chips(page)) == 3
    assert "3" in page.chips.filter_button.text()
    next(one for one in page.narrowed.findChildren(QPushButton) if "性别" in one.text()).click()
    shown(qtbot, page, ["阿明", "李四", "曾国藩", "张三"])
    page.narrowed.findChild(QPushButton, "narrowed_clear").click()
    shown(qtbot, page, ALL)
    assert page.narrowed.isHidden()


# -- views ---------------------------------------------------------------------------------------


def view_named(page, name):
    return next(one for one in page.view_desk.all_views() if one.name == name)


def save_as(page, name, audience=Audience.PRIVATE):
    dialog = page.view_desk.save_as()
    dialog.line.setText(name)
    dialog.audiences[audience].setChecked(True)
    dialog.ok.click()
    return dialog


def test_view_is_saved_changed_and_shown_again(page, qtbot):
    page.show_filter(read_filter("客户等级 是 VIP客户"))
    page.choose_order("updated_at", descending=True)
    assert page.chips.views.button.text() == "全部客户 •"
    assert not page.chips.views.save.isHidden()
    save_as(page, "重点")
    assert page.chips.views.button.text() == "重点"
    assert page.chips.views.save.isHidden()
    page.view_desk.show_view(view_named(page, "全部客户"))
    shown(qtbot, page, ALL)
    page.view_desk.show_view(view_named(page, "重点"))
    shown(qtbot, page, ["张三"])
    assert page.order() == Order("updated_at", descending=True)
    page.show_filter(read_filter("客户等级 是 主要客户"))
    assert page.desk.modified
    page.view_desk.do("revert")
    shown(qtbot, page, ["张三"])
    page.show_filter(read_filter("客户等级 是 主要客户"))
    page.view_desk.do("save")
    assert not page.desk.modified
    assert view_named(page, "重点").look.where == read_filter("客户等级 是 主要客户")


def test_view_brings_its_columns_and_the_own_ones_come_back(page):
    own = list(page.view.columns.order)
    save_as(page, "带列")
    page.view.move_column("number", 0)
    assert page.desk.modified
    page.view_desk.save()
    page.view_desk.show_view(view_named(page, "全部客户"))
    assert page.view.columns.order == own
    page.view_desk.show_view(view_named(page, "带列"))
    assert page.view.columns.order[0] == "number"


def test_views_are_renamed_shared_and_deleted_with_undo(window, page):
    save_as(page, "甲")
    dialog = page.view_desk.rename()
    dialog.line.setText("乙")
    dialog.ok.click()
    assert page.chips.views.button.text() == "乙"
    page.view_desk.do("share_company")
    assert view_named(page, "乙").shared
    page.view_desk.do("delete")
    assert page.desk.view.id == "all"
    assert "乙" not in [one.name for one in page.view_desk.all_views()]
    window.context.undo.undo()
    assert view_named(page, "乙").shared
    window.context.undo.undo()
    assert not view_named(page, "乙").shared
    window.context.undo.undo()
    assert view_named(page, "甲")


def test_a_view_is_shared_with_the_team_where_there_is_one(window, page):
    dialog = page.view_desk.save_as()
    assert not dialog.audiences[Audience.TEAM].isEnabled()  # no team here
    dialog.reject()
    window.context.app.set_facts(team="华东一组", user_id="u-me", role="rep")
    save_as(page, "本周要拜访", Audience.TEAM)
    assert page.desk.view.audience is Audience.TEAM
    menu = page.view_desk.menu()
    texts = [action.text() for action in menu.actions()]
    assert "共享的视图" in texts and "本周要拜访\t华东一组 · 陈国栋" in texts
    shares = {action.objectName(): action for action in menu.findChild(QMenu, "view_audience").actions()}
    assert shares["view_share_team"].isChecked() and "华东一组" in shares["view_share_team"].text()
    menu.close()
    page.view_desk.do("share_company")
    assert [view.audience for view in page.view_desk.all_views() if view.name == "本周要拜访"] == [Audience.COMPANY]
    assert page.desk.view.audience is Audience.COMPANY
    window.context.undo.undo()
    assert [view.audience for view in page.view_desk.all_views() if view.name == "本周要拜访"] == [Audience.TEAM]
    window.context.undo.redo()
    assert view_named(page, "本周要拜访").audience is Audience.COMPANY


def test_name_is_asked_until_it_is_one(page):
    dialog = page.view_desk.save_as()
    dialog.ok.click()
    assert dialog.isVisible()
    assert not dialog.banner.isHidden()
    dialog.reject()


def test_view_of_a_newer_version_is_told_not_shown(page):
    app = page._context.app
    with app.store.write() as connection:
        connection.exec_driver_sql(
            "INSERT INTO private_view (id, name, content) VALUES ('n', '新', '{\"filter\": {\"field\": \"aura\"}}')"
        )
    new = view_named(page, "新")
    assert new.look is None
    action = next(one for one in page.view_desk.menu().actions() if one.text() == "新")
    assert not action.isEnabled()
    with pytest.raises(UsageError, match="view_shape"):
        page.desk.show_view(new)


def test_list_comes_back_as_it_was_and_a_starred_view_first(tmp_path, qtbot):
    folder = make_profile(tmp_path / "profile")
    window = open_window(folder, qtbot)
    window.customers.show_filter(read_filter("客户等级 是 VIP客户"))
    window.customers.group_by("region")
    window.close()
    window.context.app.close()
    window = open_window(folder, qtbot)
    page = window.customers
    assert describe(page.desk.look.where, "zh") == "客户等级 是 VIP客户"
    assert page.model.grouping.name == "region"
    page.desk.begin_with("birthdays")
    qtbot.waitUntil(lambda: not window.context.jobs.busy)
    window.close()
    window.context.app.close()
    window = open_window(folder, qtbot)
    assert window.customers.desk.view.id == "birthdays"
    assert (
        window.customers.desk.look
        == next(one for one in window.customers.view_desk.all_views() if one.id == "birthdays").look
    )
    close_window(window)


def test_every_ready_view_can_be_shown(page, qtbot):
    for view in page.view_desk.all_views():
        page.view_desk.show_view(view)
        qtbot.waitUntil(lambda: page.model.complete)
        assert not page.desk.modified
        assert page.desk.look != Look() or view.id == "all"


# -- groups --------------------------------------------------------------------------------------


def heads(model):
    found = [model.index(place, 0).data(HeadRole) for place in range(model.rowCount())]
    return [(model.title_of(one), one.customers) for one in found if one is not None]


def test_groups_open_and_close_with_the_keyboard(page, qtbot):
    page.group_by("importance_tier")
    qtbot.waitUntil(lambda: page.model.complete and page.model.rowCount() == 8)
    model, view = page.model, page.view
    assert heads(model) == [("VIP客户", 1), ("主要客户", 1), ("（无）", 3)]
    assert names(model) == ["张三", "李四", "阿明", "绍兴纺织有限公司", "曾国藩"]
    assert model.customers == 5
    view.setFocus()
    view.choose(6)
    press(qtbot, view, Qt.Key.Key_Left)  # to its head
    assert view.currentIndex().row() == 4
    press(qtbot, view, Qt.Key.Key_Left)
    assert names(model) == ["张三", "李四"]
    press(qtbot, view, Qt.Key.Key_Right)
    shown(qtbot, page, ["张三", "李四", "阿明", "绍兴纺织有限公司", "曾国藩"])
    press(qtbot, view, Qt.Key.Key_Return)
    assert names(model) == ["张三", "李四"]
    words = model.index(4, 1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "（无）" in words
    assert "3 位" in words
    assert "已收起" in words


def test_heads_are_no_customers(page, qtbot):
    page.group_by("importance_tier")
    qtbot.waitUntil(lambda: page.model.complete and page.model.rowCount() == 8)
    page.view.selectAll()
    assert page.view.selected_count() == 5
    assert len(page.selected_ids()) == 5
    page.model.set_open(page.model.grouping.heads[2], opened=False)
    assert len(page.model.rids_between(0, page.model.rowCount() - 1)) == 2
    assert len(page.model.whole()()) == 5  # a bulk edit of the list means closed groups too
    page.model.set_open(page.model.grouping.heads[2], opened=True)
    qtbot.waitUntil(lambda: page.model.rowCount() == 8)
    page.view.choose(0)
    assert page.view.current_rid() == -1
    assert page.current_id() == ""
    number = next(place for place, one in enumerate(COLUMNS) if one.id == "row")
    assert [page.model.index(row, number).data() for row in (1, 3, 5, 6, 7)] == ["1", "1", "1", "2", "3"]


def test_figures_of_the_heads_are_added_up(page, window, qtbot):
    page.group_by("importance_tier")
    qtbot.waitUntil(lambda: page.model.complete and all(head.complete for head in page.model.grouping.heads))
    assert all(head.completeness for head in page.model.grouping.heads)


def test_grouped_list_follows_changes(page, window, qtbot):
    page.group_by("importance_tier")
    qtbot.waitUntil(lambda: page.model.complete and page.model.rowCount() == 8)
    app = window.context.app
    one = next(row.id for row in app.queries.find("李四"))
    app.customers.update(one, {"importance_tier": "vip"})
    qtbot.waitUntil(lambda: heads(page.model) == [("VIP客户", 2), ("（无）", 3)], timeout=5_000)
    app.customers.update(one, {"importance_tier": "major"})
    qtbot.waitUntil(lambda: len(heads(page.model)) == 3, timeout=5_000)


def test_days_are_picked_from_a_calendar_where_a_condition_asks_for_days(page, qtbot):
    builder = page.tools.open_filters()
    (row,) = builder.root.conditions()
    row.choose_subject("form_date")
    row.op.setCurrentIndex(next(at for at in range(row.op.count()) if row.op.itemData(at)[0] is Op.BETWEEN))
    row._op_chosen(0)
    assert row.low._button.isVisible() and row.high._button.isVisible()
    row.low.show_text("2026年3月5日")
    row.low.open_calendar()
    assert row.low._popup._calendar.selectedDate() == QDate(2026, 3, 5)
    row.low._popup.picked.emit(QDate(2026, 3, 6))
    row.high.show_text("2026-04-01")
    assert row.low.text() == "2026-03-06" and row.condition() is not None
    row.choose_subject("display_name")
    assert not row.low._button.isVisible()
    qtbot.keyClick(row.low, Qt.Key.Key_F4)  # an ordinary line
    assert row.low._popup.isHidden()
    builder.finish()
