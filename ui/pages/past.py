"""To the history of a customer and back. The page is made when it is first wanted."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from ui.context import Context
from ui.pages.place import Place

if TYPE_CHECKING:
    from ui.pages.history import HistoryPage


class Past(QObject):
    """Shows the page of the history. ``place`` is the window."""

    def __init__(self, context: Context, place: Place, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._place = context, place
        self._page: HistoryPage | None = None
        self._back: Callable[[str], object] | None = None
        place.customers.card.history_wanted.connect(self.show_at)

    def show(
        self, customer_id: str, place: int | None = None, back: Callable[[str], object] | None = None
    ) -> HistoryPage:
        """Show a customer's history, at an entry. An open form closes, its input stays. ``back`` shows the customer
        afterwards, else the list does. Raises NotFound."""
        page = self._page or self._made()
        self._back = back
        page.show_customer(customer_id, place=place)
        self._place.editing.leave()
        self._place.navigation.go_to("customers")
        self._place.pages.setCurrentWidget(page)
        page.view.setFocus()
        return page

    def end(self) -> None:
        """Read nothing more; the window is closing."""
        if self._page is not None:
            self._page.stop()

    @Slot()
    def show_here(self) -> None:
        """Show the history of what is in front: the field of an open form, or the customer on the card."""
        editor = self._place.editing.editor
        if editor is not None:
            editor.show_field_history()
        else:
            self.show_at(-1)

    @Slot(int)
    def show_at(self, place: int) -> None:
        """Show the history of the customer on the card, at an entry or (-1) from the newest."""
        customers = self._place.customers
        customer_id = customers.card.card.id if customers.card.card is not None else customers.current_id()
        if customer_id:
            self.show(customer_id, place if place >= 0 else None)

    @Slot(str)
    def _go_back(self, customer_id: str) -> None:
        if customer_id:
            (self._back or self._place.show_customer)(customer_id)
        else:
            self._place.go_to("customers")

    def _made(self) -> HistoryPage:
        from ui.pages.history import HistoryPage

        page = self._page = HistoryPage(self._context)
        page.back_wanted.connect(self._go_back)
        self._place.pages.addWidget(page)
        return page
