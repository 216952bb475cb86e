"""Scenes of the page of one customer: full, empty, long, an organisation, its tabs, what leads outside."""

from __future__ import annotations

from desktop_crm.domain.fields import Value
from ui.pages.customer import CARDS, PEOPLE, CustomerPage
from ui.screenshots.data import FULL, LONG, LONG_ORGANISATION
from ui.screenshots.scene import Scene
from ui.screenshots.stage import Stage


def _page(stage: Stage, name: Value = FULL["full_name"], tab: str = "") -> CustomerPage:
    window = stage.window()
    page = window.cards.show(stage.customer(str(name)))
    stage.settle()
    page.show_tab(tab or "timeline")
    return page


def _whole(stage: Stage) -> None:
    _page(stage)


def _organisation(stage: Stage) -> None:
    _page(stage, LONG_ORGANISATION["org_name"])


def _long(stage: Stage) -> None:
    _page(stage, LONG["full_name"])


def _new(stage: Stage) -> None:
    window = stage.window()
    rows = window.customers.model
    name = next(row.values["display_name"] for row in (rows.row_at(place) for place in range(30)) if row is not None)
    _page(stage, name)


def _people(stage: Stage) -> None:
    _page(stage, tab=PEOPLE)


def _people_edited(stage: Stage) -> None:
    page = _page(stage, tab=PEOPLE)
    grid = page.people.grid
    assert grid is not None  # noqa: S101 -- a customer is shown
    grid.add_row()
    grid.rows[-1].cells[0].row.type("phone", "123")
    grid.refresh()
    page.people.check_now()


def _cards(stage: Stage) -> None:
    _page(stage, tab=CARDS)


def _cards_former(stage: Stage) -> None:
    _page(stage, LONG_ORGANISATION["org_name"], CARDS)


def _found(stage: Stage) -> None:
    page = _page(stage)
    page.timeline.search.setText("样卡")
    page.timeline.search.returnPressed.emit()


def _nothing_found(stage: Stage) -> None:
    page = _page(stage)
    page.timeline.search.setText("没有这个人")
    page.timeline.search.returnPressed.emit()


def _call(stage: Stage) -> None:
    _page(stage).head.buttons["call"].click()


def _code(stage: Stage) -> None:
    _page(stage).head.buttons["qr"].click()


SCENES = (
    Scene("card", _whole),
    Scene("card-organisation", _organisation),
    Scene("card-long", _long),
    Scene("card-new", _new),
    Scene("card-people", _people),
    Scene("card-people-edited", _people_edited),
    Scene("card-cards", _cards),
    Scene("card-cards-former", _cards_former),
    Scene("card-found", _found),
    Scene("card-nothing-found", _nothing_found),
    Scene("card-call", _call),
    Scene("card-code", _code),
)
