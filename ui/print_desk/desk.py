"""From the window to the print dialog: who is in front, who is selected, what the list shows."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QPoint, Slot
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from desktop_crm.domain.documents import DOCUMENTS, About
from ui.context import Context
from ui.i18n import language
from ui.pages.customers import CustomersPage
from ui.register.filters import filter_words

if TYPE_CHECKING:
    from ui.print_desk.dialog import PrintDialog
    from ui.print_desk.whom import Whom


class Place(Protocol):
    """The window, as far as printing looks at it."""

    pages: QStackedWidget
    customers: CustomersPage

    def in_front(self) -> str:
        """Return the id of the customer a person is looking at; "" for none."""
        ...


class PrintDesk(QObject):
    """Opens the dialog, which is loaded when it is first wanted. ``window`` is its parent."""

    def __init__(self, context: Context, place: Place, window: QWidget) -> None:
        super().__init__(window)
        self._context, self._place, self._window = context, place, window

    @Slot()
    def open(self) -> None:
        """Open the dialog with the document of last time."""
        self.print_document("")

    def print_document(self, document: str) -> PrintDialog:
        """Open the dialog with a document in front, "" for that of last time."""
        from ui.print_desk.dialog import PrintDialog

        dialog = PrintDialog(self._context, self.whom(), self._window, document)
        dialog.open()
        return dialog

    def offer(self, button: QWidget) -> QMenu:
        """Offer the documents of the customer in front below a button."""
        menu = QMenu(button)
        menu.setObjectName("documents_menu")
        for document in DOCUMENTS:
            if document.about is not About.ALL:
                action = menu.addAction(document.title(language()))
                action.setObjectName(f"print_{document.id}")
                action.triggered.connect(partial(self._chosen, document.id))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))
        return menu

    def whom(self) -> Whom:
        """Return of whom documents can be printed now."""
        from ui.print_desk.whom import Whom

        page, here = self._place.customers, self._place.in_front()
        card = self._context.app.queries.card(here) if here else None
        wanted = page.wanted_filter()
        return Whom(
            card.rid if card else 0,
            (card.display_name or card.customer_no) if card else "",
            page.view.selected_rids() if self._place.pages.currentWidget() is page else (),
            wanted,
            page.order(),
            page.model.rowCount(),
            tuple(page.view.columns.visible(page.view.room())),
            filter_words(wanted, language()),
        )

    def _chosen(self, document: str, _checked: bool = False) -> None:
        self.print_document(document)
