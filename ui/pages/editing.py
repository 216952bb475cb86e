"""The customer form as a page of the window: opening, what follows a save, and input left unfinished."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QStackedWidget

from desktop_crm.errors import CrmError
from desktop_crm.queries.customers import CustomerCard
from desktop_crm.services.drafts import RowKey, row_key
from ui.context import Context
from ui.errors import describe
from ui.notifications import Notifications, Toast
from ui.operations import Operations
from ui.undo import CardEdit, Deletion, Opposite, Step

if TYPE_CHECKING:
    from ui.forms.customer_form import CustomerEditor


class Place(Protocol):
    """Where one comes back to from the form."""

    pages: QStackedWidget
    notifications: Notifications
    operations: Operations

    def go_to(self, page: str) -> None:
        """Show a page."""

    def show_customer(self, customer_id: str) -> None:
        """Show a customer in the list."""


class Editing(QObject):
    """At most one form is open. ``place`` is the window."""

    def __init__(self, context: Context, place: Place, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._place = place
        self._before: CustomerCard | None = None
        self._offer: Toast | None = None
        self._back: Callable[[str], object] | None = None
        self.go_on_row: Callable[[RowKey], object] = lambda _key: None
        self.editor: CustomerEditor | None = None

    def open(
        self,
        customer_id: str | None,
        name: str = "",
        draft_key: str | None = None,
        back: Callable[[str], object] | None = None,
    ) -> CustomerEditor:
        """Open a card, an empty form with a name, or a draft. ``back`` shows the customer afterwards, else the list
        does. Raises NotFound."""
        from ui.forms.customer_form import CustomerEditor

        self.leave(offer=False)
        self._withdraw_offer()
        self._back = back
        self._before = self._context.app.queries.card(customer_id) if customer_id else None
        initial = {"full_name": name} if name else None
        editor = CustomerEditor(self._context, customer_id, initial=initial, draft_key=draft_key)
        editor.saved.connect(self._saved)
        editor.added.connect(self._added)
        editor.cancelled.connect(self._cancelled)
        editor.open_requested.connect(self._open_other)
        self.editor = editor
        self._place.pages.addWidget(editor)
        self._place.pages.setCurrentWidget(editor)
        editor.setFocus()
        return editor

    def leave(self, *, offer: bool = True) -> None:
        """Close the form; what was typed stays as a draft and is offered."""
        editor, self.editor = self.editor, None
        if editor is None:
            return
        editor.close()  # writes the draft and lets go of it
        self._place.pages.removeWidget(editor)
        editor.deleteLater()
        if offer:
            self.offer_unfinished()

    def may_close(self) -> bool:
        """Keep what was typed; the window is closing. False when that is impossible and said."""
        return self.editor is None or self.editor.may_close()

    def offer_unfinished(self) -> None:
        """Say how much input was left unfinished, and offer to go on with the newest."""
        from ui.forms.drafting import unfinished

        self._withdraw_offer()
        left = unfinished(self._context)
        if left:
            self._offer = self._place.notifications.post(
                self.tr("有 %n 份未完成的输入", "", len(left)),
                action=self.tr("继续"),
                on_action=self._go_on,
                stay_ms=0,
            )

    def _withdraw_offer(self) -> None:
        offer, self._offer = self._offer, None
        if offer is not None and offer in self._place.notifications.toasts():
            offer.dismiss()

    def _go_on(self) -> None:
        from ui.forms.drafting import unfinished

        left = unfinished(self._context)
        if not left:
            return
        row = row_key(left[0].key)
        try:
            if row is not None:
                self.go_on_row(row)
            else:
                self.open(left[0].customer_id, draft_key=left[0].key)
        except CrmError as error:  # the card has left this laptop since
            self._context.notify(describe(error).whole().replace("\n", " "), kind="error")

    # -- what the form tells ----------------------------------------------------------------

    @Slot(str)
    def _added(self, customer_id: str) -> None:
        self._remember(Opposite(Deletion(self._context.app.customers, (customer_id,))))

    @Slot(str)
    def _saved(self, customer_id: str) -> None:
        app = self._context.app
        if self._before is None:
            self._remember(Opposite(Deletion(app.customers, (customer_id,))))
        else:
            edit = CardEdit(app.customers, app.queries, self._before, app.queries.card(customer_id))
            if edit.changed:
                self._remember(edit)
        self._end()
        (self._back or self._place.show_customer)(customer_id)

    @Slot()
    def _cancelled(self) -> None:
        customer_id, back = self._before.id if self._before is not None else "", self._back
        self._end()
        if back is not None and customer_id:
            back(customer_id)

    @Slot(str)
    def _open_other(self, customer_id: str) -> None:
        """Show another card, such as a likely twin; the form's input stays as a draft."""
        self._end()
        self._place.show_customer(customer_id)

    def _end(self) -> None:
        self.leave()
        self._place.go_to("customers")

    def _remember(self, step: Step) -> None:
        """Make a save undoable, by the message the form has just posted too."""
        self._context.undo.push(step)
        operations = self._place.operations

        def take_back() -> None:
            operations.take_back(step)

        self._place.notifications.offer(self.tr("撤销"), take_back)
