"""Scenes of duplicates: the strip in the form, the comparison, the page."""

from __future__ import annotations

from desktop_crm.queries.duplicates import Card, Group, Mark, Pair
from desktop_crm.services.drafts import NEW, DraftService
from ui.forms.customer_form import CustomerEditor
from ui.pages.duplicates import DuplicatesPage
from ui.screenshots.data import EMPTY, FULL, LONG, LONG_ORGANISATION
from ui.screenshots.scene import Scene
from ui.screenshots.stage import Stage

_KEY = f"{NEW}twin"
_LIKELY = ("birth_same", "mobile_same", "name_sound", "email_other")
_POSSIBLE = ("mobile_same", "name_other")


def _typed(stage: Stage) -> CustomerEditor:
    app = stage.window().context.app
    values = {name: str(FULL[name]) for name in ("full_name", "mobile_phone", "birth_date")}
    DraftService(app.store, app.clock).put(_KEY, {"kind": "individual", "values": values, "grid": []})
    editor = stage.window().editing.open(None, draft_key=_KEY)
    stage.wait(editor.twins.isVisible)
    return editor


def _strip(stage: Stage) -> None:
    _typed(stage)


def _strip_long(stage: Stage) -> None:
    app = stage.window().context.app
    values = {"full_name": str(LONG["full_name"]), "mobile_phone": str(LONG["mobile_phone"])}
    DraftService(app.store, app.clock).put(_KEY, {"kind": "individual", "values": values, "grid": []})
    editor = stage.window().editing.open(None, draft_key=_KEY)
    stage.wait(editor.twins.isVisible)


def _compared(stage: Stage) -> None:
    _typed(stage).twins.compare()


def _page(stage: Stage, profile: str | None = None) -> DuplicatesPage:
    window = stage.window(profile) if profile else stage.window()
    window.go_to("duplicates")
    stage.settle()
    page = window.pages.currentWidget()
    assert isinstance(page, DuplicatesPage)  # noqa: S101 -- what go_to says
    return page


def _groups(stage: Stage) -> list[Group]:
    queries = stage.window().context.app.queries
    names = (FULL["full_name"], LONG["full_name"], LONG_ORGANISATION["org_name"])
    cards = [queries.card(stage.customer(str(name))) for name in names]
    others = [queries.card(row.id) for row in queries.find("1", 40) if row.id not in {card.id for card in cards}]
    first, long, organisation, second, third, fourth = (
        Card(card.rid, card.id, card.customer_no, card.display_name) for card in (*cards, *others[:3])
    )
    return [
        Group((Pair(first, second, 97, _LIKELY), Pair(second, third, 81, _LIKELY), Pair(first, third, 64, _POSSIBLE))),
        Group(mark=Mark("mark", organisation, "licence_no", "林晓", "2026-11-20T03:00:00.000Z")),
        Group((Pair(long, organisation, 100, ("document_same", "kind_other")),)),
        Group((Pair(third, fourth, 50, _POSSIBLE),)),
    ]


def _listed(stage: Stage, most: int = 9) -> DuplicatesPage:
    groups = _groups(stage)
    page = _page(stage)
    page.show_groups(groups[:most])
    return page


def _pairs(stage: Stage) -> None:
    page = _listed(stage)
    page.view.choose(0)
    page.view.setFocus()


def _marked(stage: Stage) -> None:
    page = _listed(stage)
    page.view.choose(3)


def _long(stage: Stage) -> None:
    page = _listed(stage)
    page.view.choose(4)


def _nothing(stage: Stage) -> None:
    _page(stage, EMPTY)


def _running(stage: Stage) -> None:
    page = _listed(stage, 1)
    page.progress.show()
    page.progress.set_progress(12_345, 50_000)


SCENES = (
    Scene("editor-twin", _strip),
    Scene("editor-twin-long", _strip_long),
    Scene("editor-twin-compared", _compared),
    Scene("duplicates-empty", _nothing),
    Scene("duplicates", _pairs),
    Scene("duplicates-mark", _marked),
    Scene("duplicates-long", _long),
    Scene("duplicates-running", _running),
)
