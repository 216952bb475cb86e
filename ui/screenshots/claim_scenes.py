"""Scenes of claim cases: open, overdue with long names, decided, the decision, the report, nothing."""

from __future__ import annotations

from ui.claims.model import Show
from ui.pages.claims import ClaimsPage
from ui.screenshots.data import CLAIMS, FILLED
from ui.screenshots.scene import Scene
from ui.screenshots.stage import Stage


def _page(stage: Stage, show: Show, place: int = 0, profile: str = CLAIMS) -> ClaimsPage:
    window = stage.window(profile)
    window.go_to("claims")
    page = window.pages.currentWidget()
    assert isinstance(page, ClaimsPage)  # noqa: S101 - the navigation has just shown it
    if profile == CLAIMS:
        stage.wait(lambda: page.model.rowCount() > 0 or page.chips.isVisible())
        stage.settle()
        page.chips.chosen.emit(show.value)
        page.view.choose(place)
    return page


def _open(stage: Stage) -> None:
    _page(stage, Show.OPEN, 1)


def _long(stage: Stage) -> None:
    _page(stage, Show.OPEN)


def _decided(stage: Stage) -> None:
    _page(stage, Show.DECIDED, 1)


def _dialog(stage: Stage) -> None:
    dialog = _page(stage, Show.OPEN, 1).decide()
    if dialog is not None:
        dialog.split.setChecked(True)
        dialog.reason.edit.setText("林晓先报价且跟进最勤，丁一已签小单")


def _dismiss(stage: Stage) -> None:
    _page(stage, Show.OPEN, 1).decide(dismiss=True)


def _report(stage: Stage) -> None:
    _page(stage, Show.OPEN)._open_report()


def _empty(stage: Stage) -> None:
    _page(stage, Show.OPEN, profile=FILLED)


SCENES = (
    Scene("claims", _open),
    Scene("claims-long", _long),
    Scene("claims-decided", _decided),
    Scene("claims-decide", _dialog),
    Scene("claims-dismiss", _dismiss),
    Scene("claims-report", _report),
    Scene("claims-empty", _empty),
)
