"""Scenes of the classification: the page, the list narrowed to a class, the card's tab, one class, the parameters."""

from __future__ import annotations

from collections.abc import Callable

from desktop_crm.domain.filters.tree import is_one_of
from desktop_crm.queries.classes import ClassOf
from desktop_crm.queries.customers import ListFilter, Order
from ui.classes.card_tab import ClassRole
from ui.dialogs._parameters import ParametersPage
from ui.dialogs.class_dialog import ClassDialog
from ui.dialogs.settings_dialog import open_settings
from ui.main_window import MainWindow
from ui.pages.classes import ClassesPage
from ui.screenshots.data import EMPTY, FULL, LONG
from ui.screenshots.scene import Scene
from ui.screenshots.stage import Stage


def _page(stage: Stage, scheme: str, window: MainWindow | None = None) -> ClassesPage:
    window = window or stage.window()
    window.go_to("classes")
    page = window.pages.currentWidget()
    assert isinstance(page, ClassesPage)  # noqa: S101 -- what go_to says
    page.show_scheme(scheme)
    stage.settle(0.4)
    return page


def _scheme(scheme: str) -> Callable[[Stage], None]:
    def build(stage: Stage) -> None:
        _page(stage, scheme)

    return build


def _empty(stage: Stage) -> None:
    _page(stage, "C4", stage.window(EMPTY))


def _no_orders(stage: Stage) -> None:
    page = _page(stage, "C11")
    detail = page.detail
    counts = [detail.model.row_at(detail.model.index(place)) for place in range(detail.model.rowCount())]
    detail.show_scheme("C11", [one for one in counts if one], detail._parameters, with_orders=False)


def _narrowed(stage: Stage) -> None:
    window = stage.window()
    window.show_class("C14", "high")


def _columns(stage: Stage) -> None:
    window = stage.window()
    view = window.customers.view
    for name in ("class_c10", "class_c11", "class_c18", "last_order", "sales"):
        view.set_column_shown(name, on=True)
    window.customers.choose_order("sales_12", descending=True)


def _card(stage: Stage, name: str) -> MainWindow:
    window = stage.window()
    wanted = stage.customer(name)
    window.show_customer(wanted)
    stage.wait(lambda: (card := window.customers.card.card) is not None and card.id == wanted)
    window.customers.card.show_tab("classes")
    stage.settle(0.3)
    return window


def _tab(stage: Stage) -> None:
    _card(stage, str(FULL["full_name"]))


def _first_buyer(stage: Stage) -> str:
    app = stage.window().context.app
    bought = ListFilter(where=is_one_of("C9", "current"))
    rids = app.queries.all_rids(bought, Order("sales_12", descending=True))
    row = app.queries.rows(rids[:1])[0]
    return str(row.values["display_name"]) if row is not None else ""


def _tab_full(stage: Stage) -> None:
    _card(stage, _first_buyer(stage))


def _dialog(stage: Stage, name: str, scheme: str) -> ClassDialog:
    window = _card(stage, name)
    tab = window.customers.card.classes
    for place in range(tab.model.rowCount()):
        row = tab.model.data(tab.model.index(place), ClassRole)
        if isinstance(row, ClassOf) and row.scheme.id == scheme:
            tab.view.opened.emit(row)
    stage.settle(0.3)
    return next(one for one in stage.tops() if isinstance(one, ClassDialog))


def _one(stage: Stage) -> None:
    _dialog(stage, _first_buyer(stage), "C10")


def _one_long(stage: Stage) -> None:
    dialog = _dialog(stage, str(LONG["full_name"]), "C18")
    dialog.save.click()


def _parameters(stage: Stage) -> ParametersPage:
    window = stage.window()
    window.context.app.set_facts(role="admin")
    page = open_settings(window.context, window, "parameters").pages["parameters"]
    assert isinstance(page, ParametersPage)  # noqa: S101 -- what its name says
    return page


def _previewed(stage: Stage) -> None:
    page = _parameters(stage)
    page.rows["active_days"].line.setText("200")
    page.rows["pyramid"].line.setText("5/15/30")
    page._show_state()
    page.try_out.click()
    stage.settle(0.5)


def _wrong(stage: Stage) -> None:
    page = _parameters(stage)
    page.rows["active_days"].line.setText("9000")
    page._show_state()
    page.save_button.click()


SCENES: tuple[Scene, ...] = tuple(
    Scene(f"classes-{name}" if name else "classes", build)
    for name, build in dict[str, Callable[[Stage], object]](
        {
            "": _scheme("C4"),
            "tree": _scheme("C8"),
            "industry": _scheme("C6"),
            "relation": _scheme("C17"),
            "text": _scheme("C29"),
            "empty": _empty,
            "no-orders": _no_orders,
            "narrowed": _narrowed,
            "columns": _columns,
            "card": _tab,
            "card-full": _tab_full,
            "one": _one,
            "one-wrong": _one_long,
            "parameters": _previewed,
            "parameters-wrong": _wrong,
        }
    ).items()
)
