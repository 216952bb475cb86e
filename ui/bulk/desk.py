"""What the list does for many customers: bulk edit, the list of batches, copy and paste, editing in place."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from desktop_crm.domain.bulk import Fate
from desktop_crm.services.bulk_edit import Edited
from ui.bulk.clipboard import Clipboard
from ui.bulk.inline import InlineEditing
from ui.bulk.step import BatchStep
from ui.context import Context
from ui.pages.customers import CustomersPage


class BulkDesk(QObject):
    """``window`` is the parent of dialogs, ``page`` the list."""

    def __init__(self, context: Context, page: CustomersPage, window: QWidget) -> None:
        super().__init__(window)
        self._context, self._page, self._window = context, page, window
        self.inline = InlineEditing(context, page.view, page.model, self)
        self.clipboard = Clipboard(context, page, window, self)
        self.inline.copy_wanted.connect(self.clipboard.copy)
        self.inline.paste_wanted.connect(self.clipboard.paste)

    @Slot()
    def edit(self) -> None:
        """Change the selected customers, or all that the list shows."""
        from ui.bulk.dialog import BulkDialog, Scope

        self.inline.leave()
        model, selected = self._page.model, self._page.view.selected_rids()
        scopes = (Scope.of(selected), Scope(model.customers, model.whole()))
        dialog = BulkDialog(self._context, scopes, self._window)
        dialog.edited.connect(self._edited)
        dialog.open()

    @Slot()
    def batches(self) -> None:
        """Show what was done to many customers at once."""
        from ui.bulk.batches import open_batches

        self.inline.leave()
        open_batches(self._context, self._window)

    @Slot(object)
    def _edited(self, edited: Edited) -> None:
        self.tell(edited)

    def tell(self, edited: Edited) -> None:
        """Say what a bulk edit did, with the way back."""
        if edited.batch is None:
            return
        step = BatchStep(self._context.app.batches, edited.batch, edited.tally[Fate.CHANGE])

        def take_back() -> None:
            from ui.bulk.undoing import open_undo

            open_undo(self._context, self._window, step.n)

        text = self.tr("已修改 %n 位客户", "", edited.tally[Fate.CHANGE])
        self._context.notify(text, (self.tr("撤销"), take_back), kind="success")
