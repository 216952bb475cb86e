"""Scenes of filters, views and groups of the customer list."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QApplication

from desktop_crm.domain.filters.reading import read_filter
from desktop_crm.domain.list_views import Look
from desktop_crm.domain.saved_view import Audience
from desktop_crm.services.views import SavedView
from ui.dialogs.view_name import NameDialog
from ui.pages.customers import CustomersPage
from ui.register.views import ViewMenu
from ui.screenshots.data import EMPTY, LONG
from ui.screenshots.scene import Scene
from ui.screenshots.stage import Stage

_LONG = (
    "客户等级 是 VIP客户、主要客户 且 非 示例客户 且 （最近联系 不在 最近 90 天 或 下一步时间 在 未来 7 天） 且 "
    f"通讯地址 包含 “{LONG['mailing_address']}”"
)
_NESTED = (
    "客户等级 是 VIP客户、主要客户 且 （最近联系 不在 最近 90 天 或 生日 在 本月 或 完整度 小于 60） 且 "
    "新建时间 介于 2026-01-01 至 2026-12-31"
)


def _page(stage: Stage, words: str = "", group: str = "") -> CustomersPage:
    page = stage.window().customers
    page.desk.choose(where=read_filter(words), group_by=group)
    stage.wait(lambda: page.model.complete)
    stage.settle(0.3)
    return page


def _chips(stage: Stage) -> None:
    _page(stage, "客户类型 是 个人 且 完整度 大于 10 且 更新时间 在 最近 30 天")


def _chips_long(stage: Stage) -> None:
    _page(stage, _LONG)


def _builder(stage: Stage) -> None:
    page = _page(stage, "客户类型 是 个人 且 完整度 大于 10")
    page.tools.open_filters()
    stage.settle(0.3)


def _builder_nested(stage: Stage) -> None:
    page = _page(stage, _NESTED)
    page.tools.open_filters()
    stage.settle(0.3)


def _builder_empty(stage: Stage) -> None:
    window = stage.window(EMPTY)
    window.customers.tools.open_filters()


def _subjects(stage: Stage) -> None:
    page = _page(stage)
    builder = page.tools.open_filters()
    stage.settle(0.3)
    next(builder.root.conditions()).subject.click()
    stage.settle(0.2)


def _codes(stage: Stage) -> None:
    page = _page(stage)
    builder = page.tools.open_filters()
    stage.settle(0.3)
    next(builder.root.conditions()).codes.click()
    stage.settle(0.2)


def _groups(stage: Stage) -> None:
    _page(stage, group="region")


def _groups_closed(stage: Stage) -> None:
    page = _page(stage, group="importance_tier")
    for head in page.model.grouping.heads[:2]:
        page.model.set_open(head, opened=False)
    page.view.choose(0)


def _group_menu(stage: Stage) -> None:
    _page(stage, group="region").tools.open_groups()


def _views(stage: Stage) -> ViewMenu:
    page = _page(stage, "生日 在 本月")
    page.desk.start_view = "mine"
    views = page.view_desk.all_views()
    mine = [
        SavedView("a", "VIP 2026", Look()),
        SavedView("b", "名字特别长的视图：绍兴柯桥轻纺城周边三公里内的批发商", Look()),
    ]
    shared = [
        SavedView("t", "本周要拜访", Look(), Audience.TEAM, by="林晓", own=False, team="华东一组"),
        SavedView("c", "本季度续约", Look(), Audience.COMPANY, by="陈国栋"),
        SavedView("d", "新版本的视图", None, Audience.COMPANY, by="林晓", own=False),
    ]
    page.desk.view = mine[0]
    page.view_desk.tell()
    menu = ViewMenu([*views, *mine, *shared], mine[0], "a", modified=True, team="华东一组", parent=page)
    menu.open_below(page.chips.views)
    return menu


def _name(stage: Stage) -> NameDialog:
    page = _page(stage, "生日 在 本月")
    return page.view_desk.save_as()


def _name_wrong(stage: Stage) -> None:
    _name(stage).ok.click()
    QApplication.processEvents()


SCENES: tuple[Scene, ...] = tuple(
    Scene(f"list-{name}", build)
    for name, build in dict[str, Callable[[Stage], object]](
        {
            "chips": _chips,
            "chips-long": _chips_long,
            "filter": _builder,
            "filter-nested": _builder_nested,
            "filter-empty": _builder_empty,
            "filter-subjects": _subjects,
            "filter-codes": _codes,
            "groups": _groups,
            "groups-closed": _groups_closed,
            "group-menu": _group_menu,
            "views": _views,
            "view-name": _name,
            "view-name-missing": _name_wrong,
        }
    ).items()
)
