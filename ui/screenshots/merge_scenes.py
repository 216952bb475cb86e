"""Scenes of merging: two, three and many cards side by side, long values, and a customer that was merged."""

from __future__ import annotations

from collections.abc import Sequence

from ui.main_window import MainWindow
from ui.merge.page import MergePage
from ui.screenshots.data import LONG, MERGING
from ui.screenshots.scene import Scene
from ui.screenshots.stage import Stage


def _merge(stage: Stage, places: Sequence[int], *, long: bool = False) -> MergePage:
    window = stage.window(MERGING)
    app = window.context.app
    name = str(LONG["full_name"]) if long else "欧阳"
    found = sorted(app.queries.find(name), key=lambda row: str(row.values["customer_no"]))
    others = sorted(app.queries.find("欧阳"), key=lambda row: str(row.values["customer_no"]))
    ids = [others[at].id for at in places] + ([found[0].id] if long else [])
    window.open_merge(ids)
    page = window.merging.page
    stage.wait(lambda: page.model.plan is not None and [card.id for card in page.model.plan.cards] == ids)
    return page


def _two(stage: Stage) -> None:
    page = _merge(stage, (0, 1))
    page.view.choose(4, 1)


def _three(stage: Stage) -> None:
    page = _merge(stage, (0, 1, 2))
    row = next(row for row in range(page.model.rowCount()) if (one := page.model.choice(row)) and one.can_be_together)
    page.view.choose(row, 0)


def _all_fields(stage: Stage) -> None:
    _merge(stage, (0, 1)).only_different.setChecked(False)


def _many(stage: Stage) -> None:
    _merge(stage, (0, 1, 2, 3, 4, 5)).view.choose(3, 5)


def _long(stage: Stage) -> None:
    _merge(stage, (1,), long=True)


def _merged(stage: Stage) -> MainWindow:
    window = stage.window(MERGING)
    (row,) = window.context.app.queries.find("单雄信")
    window.show_customer(row.id)
    stage.wait(lambda: (card := window.customers.card.card) is not None and card.id == row.id)
    return window


SCENES = (
    Scene("merge", _two),
    Scene("merge-three", _three),
    Scene("merge-all-fields", _all_fields),
    Scene("merge-many", _many),
    Scene("merge-long", _long),
    Scene("merge-note", _merged),
)
