"""Marks of verification in the form: what each important field's label shows, and the menu that gives one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from desktop_crm.domain.fields import Values
from desktop_crm.domain.file_records import VERIFICATION
from desktop_crm.domain.verification import State, newest_marks
from desktop_crm.errors import CrmError
from desktop_crm.events import ChangeSet
from desktop_crm.services.verification import Marked
from ui.card.marks import value_state
from ui.errors import describe
from ui.forms.cell import FieldCell
from ui.i18n import language
from ui.icons import icon
from ui.records.steps import RowEdit

if TYPE_CHECKING:
    from ui.forms.card_form import CardForm

#: The key of the form's shortcut; the menu only names it.
VERIFY_KEY = "Ctrl+T"
_DOUBTFUL, _REMOVE = "doubtful", "remove"


class Verifying(QObject):
    """Reads the marks of the form's customer, shows them at the cells, and writes new ones at once."""

    def __init__(self, form: CardForm) -> None:
        super().__init__(form)
        self._form = form
        self._marks: dict[str, tuple[str, Values]] = {}
        form.context.bridge.changed.connect(self._changed)

    def load(self) -> None:
        """Read the marks of the customer in the form."""
        customer_id = self._form.state.customer_id
        rows = self._form.context.app.row_queries.of_customer(VERIFICATION.name, customer_id) if customer_id else []
        self._marks = newest_marks((row.id, row.values) for row in rows)

    def show(self, values: Values) -> None:
        """Show at each cell what its mark means for the value that stands there now."""
        today = self._form.context.app.today()
        for cell in self._cells():
            cell.show_mark(*value_state(self._marks, cell.field.id, values, today))

    def fill(self, cell: FieldCell, menu: QMenu) -> None:
        """Offer in the menu of a cell what can be said of its value."""
        if cell.field.verifiable and cell.row is self._form.state.row:
            menu.addSeparator()
            menu.addMenu(self._menu(cell, menu))

    def open_menu(self, cell: FieldCell) -> QMenu | None:
        """Open the menu of marks at a cell; None where there is nothing to check."""
        if not cell.field.verifiable or cell.row is not self._form.state.row:
            self._form.context.notify(self.tr("这一项不需要核实。"))
            return None
        menu = self._menu(cell, None)
        menu.popup(cell.editor.mapToGlobal(QPoint(0, cell.editor.height())))
        return menu

    # -- parts ------------------------------------------------------------------------------

    def _cells(self) -> list[FieldCell]:
        return [cell for page in self._form.pages for cell in page.cells if cell.field.verifiable]

    def _menu(self, cell: FieldCell, parent: QMenu | None) -> QMenu:
        menu = QMenu(self.tr("核实…"), parent or self._form)
        menu.setObjectName("verify")
        menu.setIcon(icon("shield-check"))
        if parent is None:
            menu.aboutToHide.connect(menu.deleteLater)
        name = cell.field.id
        stored = self._form.state.row.base.get(name)
        if self._form.state.customer_id is None or name in self._form.state.row.typed or stored in (None, "", ()):
            menu.addAction(self.tr("先填写并保存，再核实")).setEnabled(False)
            return menu
        for choice in VERIFICATION["how"].choices:
            label = choice.en if language() == "en" else choice.zh
            self._add(menu, cell, self.tr("已核实：%1").replace("%1", label), choice.code)
        menu.addSeparator()
        self._add(menu, cell, self.tr("存疑"), _DOUBTFUL)
        if name in self._marks:
            self._add(menu, cell, self.tr("去掉核实标记"), _REMOVE)
        return menu

    def _add(self, menu: QMenu, cell: FieldCell, text: str, what: str) -> None:
        action = QAction(text, menu)
        action.setObjectName(f"verify_{what}")
        action.triggered.connect(lambda: self._say(cell, what))
        menu.addAction(action)

    def _say(self, cell: FieldCell, what: str) -> None:
        context, customer_id = self._form.context, str(self._form.state.customer_id)
        service, name = context.app.verification, cell.field.id
        try:
            done: Marked | None
            if what == _REMOVE:
                done = service.withdraw(customer_id, name)
            elif what == _DOUBTFUL:
                done = service.mark(customer_id, name, "other", State.DOUBTFUL)
            else:
                done = service.mark(customer_id, name, what)
        except CrmError as error:
            context.notify(describe(error).whole().replace("\n", " "), kind="warning")
            return
        self._again()
        if done is None:
            return
        step = RowEdit(
            context.app.rows, context.app.row_queries, VERIFICATION.name, done.row_id, done.before, done.after
        )
        context.undo.push(step)
        context.notify(self.tr("已记下：%1").replace("%1", cell.text()), kind="success")
        cell.editor.take_focus()

    def _again(self) -> None:
        self.load()
        self._form.show_marks()

    @Slot(object)
    def _changed(self, change: ChangeSet) -> None:
        if change.many or self._form.state.customer_id in change.agg_ids:
            self._again()
