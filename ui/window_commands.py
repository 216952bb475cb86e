"""What each command of the window does: menus, keys and buttons trigger its actions."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from ui.pages.catalogue import PAGES
from ui.theme import Mode

if TYPE_CHECKING:
    from ui.main_window import MainWindow


class WindowCommands(QObject):
    """Connects every action of the window to what it does, for the customer in front or the selected ones."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window = self._window
        slots = {
            "new": self._new, "edit": self._edit, "delete": self._delete, "print": window.papers.open,
            "export": self._export, "import": self._import, "copy_phone": self._copy_phone,
            "copy_number": self._copy_number, "select_all": window.customers.view.selectAll,
            "undo": window.operations.undo, "redo": window.operations.redo, "sync": window.operations.sync,
            "connect": window.operations.connect_company, "office": window.operations.office_server,
            "settings": window.operations.settings,
            "about": window.operations.about, "palette": window.open_palette, "theme": self._switch_theme,
            "restore": self._restore, "history": window.past.show_here, "merge": self._merge,
            "to_campaign": window.campaigns.open, "bulk_edit": window.bulk.edit, "batches": window.bulk.batches,
            "copy_rows": window.bulk.clipboard.copy, "paste_rows": window.bulk.clipboard.paste,
            "check": self._check, "courier": window.courier.open, "log": window.log_here,
            "open_card": window.cards.show_here,
            **{name: partial(self._in_list, name) for name in ("views", "filter", "group")},
            "update": window.updates.open,
            **{page: partial(self._go, page) for page in PAGES},
        }  # fmt: skip
        for name, slot in slots.items():
            window.actions_by_id[name].triggered.connect(slot)

    @Slot()
    def _new(self) -> None:
        action = self._window.actions_by_id["new"]
        name = str(action.data() or "")
        action.setData(None)
        self._window.open_editor(None, name)

    @Slot()
    def _edit(self) -> None:
        customer_id = self._window.in_front()
        if customer_id and self._window.editing.editor is None:
            self._window.open_editor(customer_id)

    @Slot()
    def _delete(self) -> None:
        if self._window.pages.currentWidget() is self._window.customers:
            self._window.operations.delete(self._window.customers.selected_ids())

    @Slot()
    def _merge(self) -> None:
        self._window.open_merge(self._window.customers.selected_ids())

    @Slot()
    def _restore(self) -> None:
        card = self._window.customers.card.card
        if card is not None and card.deleted:
            self._window.operations.restore([card.id])

    @Slot()
    def _export(self) -> None:
        ids = self._window.customers.selected_ids() if self._window.customers.view.selected_count() > 1 else []
        self._window.operations.export(ids, self._window.customers.wanted_filter(), self._window.customers.order())

    @Slot()
    def _import(self) -> None:
        self._window.operations.import_files()

    @Slot()
    def _copy_phone(self) -> None:
        card = self._window.in_front()
        if card:
            self._window.operations.copy_phone(self._window.context.app.queries.card(card))

    @Slot()
    def _copy_number(self) -> None:
        card = self._window.in_front()
        if card:
            self._window.operations.copy(self._window.context.app.queries.card(card).customer_no, self.tr("编号"))

    @Slot()
    def _switch_theme(self) -> None:
        from PySide6.QtWidgets import QApplication

        app = QApplication.instance()
        if isinstance(app, QApplication):
            mode = Mode.LIGHT if self._window.context.theme.dark else Mode.DARK
            self._window.context.theme.apply(app, mode)
            self._window.context.settings.set_text("theme", mode)

    @Slot()
    def _check(self) -> None:
        self._window.operations.check()
        self._window.go_to("sync_centre")

    def _in_list(self, what: str, _checked: bool = False) -> None:
        """Open the views, the filter or the groups of the list."""
        self._window.go_to("customers")
        page = self._window.customers
        {"views": page.view_desk.open_menu, "filter": page.tools.open_filters, "group": page.tools.open_groups}[what]()

    def _go(self, page: str, _checked: bool = False) -> None:
        self._window.go_to(page)
