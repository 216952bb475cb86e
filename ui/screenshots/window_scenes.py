"""Scenes of the main window: list, card, recycle bin, conflicts, palette, messages."""

from __future__ import annotations

from PySide6.QtCore import QPoint

from desktop_crm.queries.customers import ListFilter, Order
from desktop_crm.queries.history import CardHistory
from desktop_crm.services.conflicts import Decision
from sync.client.status import State, SyncStatus
from ui.main_window import MainWindow
from ui.pages.conflicts import ConflictsPage
from ui.pages.history import HistoryPage
from ui.palette import Palette
from ui.screenshots.data import EMPTY, FULL, LONG, conflict
from ui.screenshots.scene import Scene
from ui.screenshots.stage import SYNCED, Stage


def _empty(stage: Stage) -> None:
    stage.window(EMPTY)


def _ordinary(stage: Stage) -> None:
    stage.window().customers.view.choose(0)


def _card(stage: Stage, name: str, tab: str = "fields") -> MainWindow:
    window = stage.window()
    wanted = stage.customer(name)
    window.show_customer(wanted)
    stage.wait(lambda: (card := window.customers.card.card) is not None and card.id == wanted)
    window.customers.card.show_tab(tab)
    return window


def _full_card(stage: Stage) -> None:
    _card(stage, str(FULL["full_name"]))


def _family(stage: Stage) -> None:
    _card(stage, str(FULL["full_name"]), "grid")


def _history(stage: Stage) -> None:
    _card(stage, str(FULL["full_name"]), "history")


def _history_page(stage: Stage, name: str) -> HistoryPage:
    return stage.window().past.show(stage.customer(name))


def _past(stage: Stage) -> None:
    page = _history_page(stage, str(FULL["full_name"]))
    page.view.choose(next(row for row, one in enumerate(page.model.entries()) if one.over and one.over.unseen))


def _past_of_a_field(stage: Stage) -> None:
    page = _history_page(stage, str(FULL["full_name"]))
    page.fields.setCurrentIndex(page.fields.findData("mobile_phone"))
    page.view.choose(1)


def _past_long(stage: Stage) -> None:
    page = _history_page(stage, str(LONG["full_name"]))
    page.view.choose(next(row for row, one in enumerate(page.model.entries()) if one.change.field == "remarks"))


def _past_then(stage: Stage) -> None:
    page = _history_page(stage, str(FULL["full_name"]))
    page.view.choose(page.model.rowCount() - 2)
    page.show_side("then")
    page.moment.model.tick_all()


def _past_then_whole(stage: Stage) -> None:
    page = _history_page(stage, str(LONG["full_name"]))
    page.view.choose(page.model.rowCount() - 1)
    page.show_side("then")
    page.moment.all_fields.setChecked(True)


def _past_same(stage: Stage) -> None:
    page = _history_page(stage, str(FULL["full_name"]))
    page.show_side("then")


def _past_empty(stage: Stage) -> None:
    page = _history_page(stage, str(FULL["full_name"]))
    page.model.show_history(CardHistory(page.customer_id), page.model.kind)
    page.retranslate()


def _long_names(stage: Stage) -> None:
    _card(stage, str(LONG["full_name"]))


def _selected(stage: Stage) -> None:
    stage.window().customers.view.selectAll()


def _search(stage: Stage, text: str) -> None:
    window = stage.window()
    window.customers.head.search.setText(text)
    stage.settle(0.4)


def _found(stage: Stage) -> None:
    _search(stage, "oyr")


def _no_hits(stage: Stage) -> None:
    _search(stage, "没有这个人")


def _filter(stage: Stage) -> None:
    window = stage.window()
    window.customers.choose_filter("importance_tier", "vip")
    window.customers.tools.open_filters()


def _columns(stage: Stage) -> None:
    stage.window().customers.chips.column_button.click()


def _menu(stage: Stage) -> None:
    view = stage.window().customers.view
    view.choose(2)
    view.menu_wanted.emit(QPoint(180, 120))


def _deleted(stage: Stage) -> None:
    window = stage.window()
    queries = window.context.app.queries
    rids = queries.first_rids(ListFilter(deleted=True), Order("updated_at", descending=True), 1)
    stage.settle()
    window.customers.card.show_customer(queries.ids(rids)[0])


def _bin_empty(stage: Stage) -> None:
    stage.window(EMPTY).go_to("recycle_bin")


def _bin(stage: Stage) -> None:
    stage.window().go_to("recycle_bin")


def _conflicts_empty(stage: Stage) -> None:
    stage.window(EMPTY).go_to("conflicts")


def _conflicts(stage: Stage) -> None:
    stage.window().go_to("conflicts")


def _inbox(stage: Stage) -> ConflictsPage:
    window = stage.window()
    window.go_to("conflicts")
    page = window.pages.currentWidget()
    assert isinstance(page, ConflictsPage)  # noqa: S101 -- what go_to says
    return page


def _conflicts_long(stage: Stage) -> None:
    page = _inbox(stage)
    stage.settle()
    base, private = str(FULL["remarks"]), str(FULL["remark_private"])
    kept = base.replace("上午十点以后", "") + private
    other = private + base.replace("，不喜欢短信", "")
    name = str(LONG["full_name"])
    items = [
        conflict("remarks", base, kept, other, name=name),
        conflict("full_name", "欧阳若兰", "欧阳若", "若兰", name=name),
        conflict("", None, None, {"name": "周一诺", "relation": "daughter"}, why="deleted", record="family_member"),
        conflict("", None, None, None, why="changed_since", name="周志远"),
        conflict("mobile_phone", "13800000011", "13900000911", "13700000912", why="scope", name="周志远"),
    ]
    page.show_conflicts(items)


def _conflicts_deleted(stage: Stage) -> None:
    _conflicts_long(stage)
    page = _inbox(stage)
    page.view.choose(next(place for place, item in enumerate(page.model.items()) if item.why == "deleted"))


def _conflicts_editing(stage: Stage) -> None:
    _conflicts_long(stage)
    page = _inbox(stage)
    page.view.choose(next(place for place, item in enumerate(page.model.items()) if item.field == "remarks"))
    page.detail.button(Decision.EDIT).click()


def _palette(stage: Stage) -> None:
    stage.window().open_palette()


def _caller(stage: Stage) -> None:
    window = stage.window()
    window.open_palette()
    palette = window.findChild(Palette)
    assert palette is not None  # noqa: S101 -- just opened
    palette.box.setText(str(FULL["mobile_phone"]))
    palette.search()


def _messages(stage: Stage) -> None:
    window = stage.window()
    window.status_bar.set_status(SyncStatus(State.OFFLINE, pending=3, conflicts=3))
    window.operations.redo()
    window.operations.copy_phone(window.context.app.queries.card(stage.customer(str(FULL["full_name"]))))
    window.notify(window.actions_by_id["delete"].text(), (window.actions_by_id["undo"].text(), int), kind="error")


def _synced(stage: Stage) -> None:
    window = stage.window()
    window.status_bar.set_status(SYNCED)
    window.customers.view.choose(5)


SCENES = (
    Scene("customers-empty", _empty),
    Scene("customers", _ordinary),
    Scene("customers-full-card", _full_card),
    Scene("customers-family", _family),
    Scene("customers-history", _history),
    Scene("customers-long-names", _long_names),
    Scene("history", _past),
    Scene("history-field", _past_of_a_field),
    Scene("history-long", _past_long),
    Scene("history-then", _past_then),
    Scene("history-then-whole", _past_then_whole),
    Scene("history-same", _past_same),
    Scene("history-empty", _past_empty),
    Scene("customers-selected", _selected),
    Scene("customers-found", _found),
    Scene("customers-no-hits", _no_hits),
    Scene("customers-filter", _filter),
    Scene("customers-columns", _columns),
    Scene("customers-menu", _menu),
    Scene("customers-deleted", _deleted),
    Scene("recycle-bin-empty", _bin_empty),
    Scene("recycle-bin", _bin),
    Scene("conflicts-empty", _conflicts_empty),
    Scene("conflicts", _conflicts),
    Scene("conflicts-long", _conflicts_long),
    Scene("conflicts-deleted", _conflicts_deleted),
    Scene("conflicts-editing", _conflicts_editing),
    Scene("palette", _palette),
    Scene("palette-caller", _caller),
    Scene("messages", _messages),
    Scene("customers-pending", _synced),
)
