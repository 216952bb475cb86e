"""Scenes of campaigns and of the advice on a guest's page: every stage, the draw, the forms, nothing."""

from __future__ import annotations

from desktop_crm.domain.filters.reading import read_filter
from ui.campaigns.draw import DrawDialog
from ui.pages.campaigns import CampaignsPage
from ui.register.desk import ready
from ui.screenshots.data import EMPTY
from ui.screenshots.hotel import GUEST, HOTEL
from ui.screenshots.scene import Scene
from ui.screenshots.stage import Stage


def _page(stage: Stage, name: str = "十楼为您留着", profile: str = HOTEL) -> CampaignsPage:
    window = stage.window(profile)
    window.go_to("campaigns")
    page = window.pages.currentWidget()
    assert isinstance(page, CampaignsPage)  # noqa: S101 - the navigation has just shown it
    stage.settle(0.3)
    places = range(page.model.rowCount())
    page.view.choose(next((at for at in places if page.model.item(at).name.startswith(name)), 0))
    stage.settle(0.3)
    return page


def _whole(stage: Stage) -> None:
    _page(stage)


def _few(stage: Stage) -> None:
    _page(stage, "结婚纪念日")


def _closed(stage: Stage) -> None:
    _page(stage, "淡季八折")


def _planned(stage: Stage) -> None:
    _page(stage, "新年套房")


def _empty(stage: Stage) -> None:
    _page(stage, profile=EMPTY)


def _form(stage: Stage) -> None:
    _page(stage).edit()


def _draw(stage: Stage, words: str = "偏好 包含 双床") -> DrawDialog:
    window = stage.window(HOTEL)
    window.customers.desk.choose(where=read_filter(words), group_by="")
    stage.wait(lambda: window.customers.model.complete)
    stage.settle(0.3)
    dialog = window.campaigns.draw("")
    stage.settle(0.3)
    return dialog


def _draw_usual(stage: Stage) -> None:
    _draw(stage)


def _draw_few(stage: Stage) -> None:
    _draw(stage, "偏好 包含 普洱茶 或 偏好 包含 香菜").control.setValue(0)


def _advice(stage: Stage) -> None:
    window = stage.window(HOTEL)
    window.cards.show(window.context.app.queries.find(GUEST, 1)[0].id)
    stage.settle(0.4)


def _away(stage: Stage) -> None:
    window = stage.window(HOTEL)
    page = window.customers
    page.desk.show_view(ready("away"))
    stage.wait(lambda: page.model.complete)
    stage.settle(0.4)


SCENES = (
    Scene("campaigns", _whole),
    Scene("campaigns-few", _few),
    Scene("campaigns-closed", _closed),
    Scene("campaigns-planned", _planned),
    Scene("campaigns-empty", _empty),
    Scene("campaigns-form", _form),
    Scene("campaigns-draw", _draw_usual),
    Scene("campaigns-draw-few", _draw_few),
    Scene("card-advice", _advice),
    Scene("view-away", _away),
)
