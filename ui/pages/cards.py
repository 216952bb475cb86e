"""To the page of one customer and back to where one came from. The page is made when it is first wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Slot

from desktop_crm.queries.steps import Step
from ui.context import Context
from ui.outside import Outside
from ui.pages.past import Past
from ui.pages.place import Place
from ui.print_desk.desk import PrintDesk
from ui.records.desk import RecordDesk

if TYPE_CHECKING:
    from ui.pages.customer import CustomerPage


class CustomerPlace(Place, Protocol):
    """The window, as far as the customer's page leads away from it and back."""

    past: Past
    records: RecordDesk
    outside: Outside
    papers: PrintDesk

    def trigger(self, action: str) -> None:
        """Do what an action of the window does."""


class Cards(QObject):
    """Shows the page of one customer. ``place`` is the window."""

    def __init__(self, context: Context, place: CustomerPlace, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._place = context, place
        self._from = "customers"
        self._page: CustomerPage | None = None
        customers = place.customers
        customers.outside_wanted.connect(self._outside)
        customers.card.strip.finished.connect(place.records.finish)
        customers.card.strip.opened.connect(self._open_step)

    @property
    def in_front(self) -> bool:
        """Whether the page is what one sees."""
        return self._page is not None and self._place.pages.currentWidget() is self._page

    @Slot(str)
    def show(self, customer_id: str) -> CustomerPage:
        """Show a customer's page. An open form closes, its input stays. Raises NotFound."""
        page = self._page or self._made()
        if not self.in_front:
            self._from = self._place.navigation.current()
        page.show_customer(customer_id)
        self._place.customers.mark_seen([customer_id])
        self._place.editing.leave()
        self._place.pages.setCurrentWidget(page)
        page.timeline.view.setFocus()
        return page

    @Slot()
    def show_here(self) -> None:
        """Show the page of the customer chosen in the list."""
        customer_id = self._place.customers.current_id()
        if customer_id:
            self.show(customer_id)

    def put_work_away(self) -> None:
        """Keep what is being typed on the page."""
        if self._page is not None:
            self._page.people.put_away()

    def end(self) -> None:
        """Read nothing more; the window is closing."""
        if self._page is not None:
            self._page.stop()

    @Slot()
    def _go_back(self) -> None:
        page = self._page
        customer_id = page.customer_id if page is not None else ""
        self._place.go_to(self._from)
        if self._from == "customers" and customer_id:
            self._place.show_customer(customer_id)
        if page is not None:
            page.put_away()

    @Slot(str)
    def _wanted(self, name: str) -> None:
        page = self._page
        if page is None or page.view is None:
            return
        outside = {"call": self._place.outside.call, "mail": self._place.outside.mail, "map": self._place.outside.map}
        if name in outside:
            outside[name](page.view.card, page.head.buttons[name])
        elif name == "qr":
            self._place.outside.show_code(page.view.card)
        elif name == "print":
            self._place.papers.offer(page.head.buttons[name])
        else:
            self._place.trigger(name)

    @Slot(str)
    def _outside(self, name: str) -> None:
        """Call, or mail, the customer on the card beside the list."""
        card = self._place.customers.card
        if card.card is not None:
            go = self._place.outside.call if name == "call" else self._place.outside.mail
            go(card.card, card.head.button(name))

    @Slot(object)
    def _open_step(self, step: Step) -> None:
        self._place.records.open("activity", step.customer_id, step.row_id)

    @Slot(str, int)
    def _history(self, customer_id: str, place: int) -> None:
        self._place.past.show(customer_id, place if place >= 0 else None, back=self.show)

    def _made(self) -> CustomerPage:
        from ui.pages.customer import CustomerPage

        page = self._page = CustomerPage(self._context, self._place.records)
        page.back_wanted.connect(self._go_back)
        page.wanted.connect(self._wanted)
        page.remembered.connect(self._place.records.remember)
        page.history_wanted.connect(self._history)
        self._place.pages.addWidget(page)
        return page
