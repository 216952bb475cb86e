"""Scenes of file quality: the page, one reason, one salesperson, a field of the form that is checked, plans."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from desktop_crm.domain.analysis.file_quality import Figure, Sums
from desktop_crm.domain.verification import State
from desktop_crm.store import quality
from ui.pages.quality import QualityPage
from ui.quality.plans import PlansDialog
from ui.screenshots.data import EMPTY, FILLED, FULL
from ui.screenshots.scene import Scene
from ui.screenshots.stage import Stage


def _page(stage: Stage, profile: str = FILLED) -> QualityPage:
    window = stage.window(profile)
    window.go_to("quality")
    page = window.pages.currentWidget()
    assert isinstance(page, QualityPage)  # noqa: S101 -- what go_to says
    stage.settle(0.4)
    return page


def _whole(stage: Stage) -> None:
    app = stage.window().context.app
    app.quality.run()
    with app.store.write() as connection:
        for month, points in ((6, 38), (7, 41), (8, 47), (9, 52), (10, 55)):
            known = {"陈国栋": Sums(100, points * 100, points, 100 - points, 3, points, 100, points * 3, 20)}
            quality.keep_month(connection, date(2026, month, 28), known)
    _page(stage)


def _reason(stage: Stage) -> None:
    _page(stage).choose(Figure.VERIFIED)


def _none(stage: Stage) -> None:
    _page(stage).choose(Figure.UNIQUE)


def _empty(stage: Stage) -> None:
    _page(stage, EMPTY)


def _form(stage: Stage) -> None:
    window = stage.window()
    app, customer = window.context.app, stage.customer(str(FULL["full_name"]))
    app.verification.mark(customer, "full_name", "document")
    app.verification.mark(customer, "mobile_phone", "call")
    app.verification.mark(customer, "email", "business_card", State.DOUBTFUL)
    window.editing.open(customer).go_to("mobile_phone")


def _plans(stage: Stage) -> None:
    app = stage.window().context.app
    plan = app.collection.save(
        {"name": "VIP 2026", "target": "importance_tier = vip", "starts_on": "2026-01-01", "monthly_target": 20}
    )
    for field, channel, note in (
        ("birth_date", "web", "PIPL 13(1)"),
        ("occupation", "sales", "PIPL 13(2)"),
        ("email", "association", ""),
    ):
        wanted = {"field": field, "channel": channel, "owner": "陈国栋", "legal_note": note}
        app.collection.want(plan, {name: value for name, value in wanted.items() if value})
    _page(stage).show_plans()
    stage.settle(0.4)


def _plan_form(stage: Stage) -> None:
    _plans(stage)
    next(one for one in stage.tops() if isinstance(one, PlansDialog)).add.click()
    stage.settle(0.3)


SCENES: tuple[Scene, ...] = tuple(
    Scene(f"quality-{name}" if name else "quality", build)
    for name, build in dict[str, Callable[[Stage], object]](
        {
            "": _whole,
            "reason": _reason,
            "none": _none,
            "empty": _empty,
            "form": _form,
            "plans": _plans,
            "plan-form": _plan_form,
        }
    ).items()
)
