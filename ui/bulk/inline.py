"""Editing a cell where it stands in the list: by a click on the current cell, or Alt+Enter.

Enter opens the customer and F2 the form; neither may be taken away. What was typed is never lost: a value that breaks
a rule stays open with its reason, and where the list has to go it becomes a draft of the customer's form.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QApplication

from desktop_crm.domain.bulk import Act, Action, Fate, judge
from desktop_crm.domain.validation.catalogue import sentence
from desktop_crm.domain.values import Json
from desktop_crm.errors import CrmError
from desktop_crm.queries.customers import ListRow
from desktop_crm.services.drafts import DraftService
from ui.bulk.cells import field_of
from ui.context import Context
from ui.errors import describe
from ui.i18n import language
from ui.models.columns import COLUMNS
from ui.models.register import RegisterModel, RowRole
from ui.register.view import RegisterView
from ui.undo import CardEdit

if TYPE_CHECKING:
    from ui.bulk.cell_editor import CellEditor

_EDIT_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class InlineEditing(QObject):
    """At most one cell of ``view`` is open. Also hears the keys of copy and paste."""

    copy_wanted = Signal()
    paste_wanted = Signal()

    def __init__(self, context: Context, view: RegisterView, model: RegisterModel, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._view, self._model = context, view, model
        self.cell: CellEditor | None = None
        self._rid, self._column = -1, -1
        self._pressed = QModelIndex()
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.timeout.connect(self.open_here)
        view.delegate.ring = True
        view.installEventFilter(self)
        self._viewport = view.viewport()  # asked of the view while that one is destroyed, it would be gone
        self._viewport.installEventFilter(self)
        view.verticalScrollBar().valueChanged.connect(self._follow)
        view.horizontalScrollBar().valueChanged.connect(self._follow)
        model.modelAboutToBeReset.connect(self.leave)
        model.rowsRemoved.connect(self._look_after)

    # -- opening ----------------------------------------------------------------------------

    @Slot()
    def open_here(self) -> bool:
        """Open the current cell; False where it cannot be written in place."""
        index = self._view.currentIndex()
        row = index.data(RowRole) if index.isValid() else None
        if not isinstance(row, ListRow) or self._view.isColumnHidden(index.column()):
            return False
        declared = field_of(COLUMNS[index.column()], row.values)
        if declared is None:
            self._context.notify(self.tr("这一栏不能在列表里改，按 F2 打开表单。"), kind="info")
            return False
        if not self.leave():
            return False
        try:
            card = self._context.app.queries.card(row.id)
        except CrmError as error:
            self._context.notify(_told(error), kind="error")
            return False
        self._rid, self._column = row.rid, index.column()
        from ui.bulk.cell_editor import CellEditor

        self.cell = CellEditor(declared, card, self._view.viewport())
        self.cell.committed.connect(self._commit)
        self.cell.cancelled.connect(self.cancel)
        self._follow()
        self.cell.show()
        self.cell.editor.take_focus()
        return True

    # -- ending -----------------------------------------------------------------------------

    @Slot()
    def cancel(self) -> None:
        """Put the cell back as it was."""
        self._close()

    @Slot()
    def leave(self) -> bool:
        """Save what is open. What cannot be saved becomes a draft of the form, and that is said. Always True."""
        cell = self.cell
        if cell is not None and cell.changed and not self._save(cell):
            drafts = DraftService(self._context.app.store, self._context.app.clock)
            values: Mapping[str, Json] = {cell.field.id: cell.editor.raw()}
            try:
                drafts.put(cell.card.id, {"kind": cell.card.kind.value, "values": values, "grid": []})
            except CrmError as error:
                self._context.notify(_told(error), kind="error")
            else:
                text = self.tr("%1：输入的内容不合规则，已留作草稿，打开表单可以接着改。")
                self._context.notify(text.replace("%1", cell.card.display_name), kind="warning")
        self._close()
        return True

    @Slot(int)
    def _commit(self, step: int) -> None:
        cell = self.cell
        if cell is None or (cell.changed and not self._save(cell)):
            return
        self._close()
        if step:
            self._open_next(step)

    def _save(self, cell: CellEditor) -> bool:
        """Save; False with the reason in place when a rule forbids it."""
        app = self._context.app
        raw = cell.editor.raw()
        try:
            card = app.queries.card(cell.card.id)
            action = Action(cell.field.id, Act.CLEAR) if raw in (None, "", ()) else Action(cell.field.id, Act.SET, raw)
            grid = [row.values for row in card.grid]
            verdict = judge(card.values, grid, card.deleted, [action], app.today())
            if verdict.fate in (Fate.INVALID, Fate.NOT_ALLOWED):
                finding = verdict.changes[0].finding
                cell.say(sentence(finding, language()) if finding is not None else "")
                self._follow()
                return False
            if verdict.values:
                status = {"record_status": card.values.get("record_status")}
                app.customers.update(card.id, {**verdict.values, **status})
                edit = CardEdit(app.customers, app.queries, card, app.queries.card(card.id))
                if edit.changed:
                    self._context.undo.push(edit)
        except CrmError as error:
            cell.say(_told(error))
            self._follow()
            return False
        return True

    def _close(self) -> None:
        cell, self.cell = self.cell, None
        self._slow.stop()
        if cell is not None:
            focused = QApplication.focusWidget()
            had_focus = focused is not None and cell.isAncestorOf(focused)
            cell.hide()
            cell.deleteLater()
            if had_focus:
                self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_next(self, step: int) -> None:
        """Go to the next cell of the row that can be written in place, then to the row below or above."""
        position = self._model.position_of(self._rid)
        header = self._view.horizontalHeader()
        places = [header.logicalIndex(visual) for visual in range(header.count())]
        columns = [place for place in places if not self._view.isColumnHidden(place)]
        at = columns.index(self._column) + step if self._column in columns else 0
        for _ in range(2 * len(columns)):
            if not 0 <= at < len(columns):
                position, at = position + step, 0 if step > 0 else len(columns) - 1
            row = self._model.row_at(position)
            if row is None:
                return
            if field_of(COLUMNS[columns[at]], row.values) is not None:
                index = self._model.index(position, columns[at])
                self._view.setCurrentIndex(index)
                self._view.scrollTo(index)
                self.open_here()
                return
            at += step

    # -- keys, mouse, place -----------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hear Alt+Enter, the second click on a cell, copy and paste."""
        if watched is self._view and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        if watched is self._view and event.type() == QEvent.Type.Hide and self.cell is not None:
            self.leave()  # another page, the lock
        if watched is self._viewport:
            if event.type() == QEvent.Type.Resize:
                self._follow()
            elif isinstance(event, QMouseEvent):
                self._mouse(event)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        if event.key() in _EDIT_KEYS and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_here()
            return True
        for keys, wanted in (
            (QKeySequence.StandardKey.Copy, self.copy_wanted),
            (QKeySequence.StandardKey.Paste, self.paste_wanted),
        ):
            if event.matches(keys):
                wanted.emit()
                return True
        return False

    def _mouse(self, event: QMouseEvent) -> None:
        """A click on the cell that was the current one already opens it, unless it becomes a double click."""
        plain = event.button() == Qt.MouseButton.LeftButton and not event.modifiers()
        index = self._view.indexAt(event.position().toPoint())
        if event.type() == QEvent.Type.MouseButtonPress:
            self._slow.stop()
            if self.cell is not None:
                self.leave()
            current = self._view.currentIndex()
            lone = self._view.selected_count() == 1 and self._view.hasFocus()
            self._pressed = index if plain and lone and index == current else QModelIndex()
        elif event.type() == QEvent.Type.MouseButtonRelease and plain:
            row = index.data(RowRole) if index.isValid() and index == self._pressed else None
            if isinstance(row, ListRow) and field_of(COLUMNS[index.column()], row.values) is not None:
                self._slow.start(QApplication.doubleClickInterval())
        elif event.type() == QEvent.Type.MouseButtonDblClick:
            self._slow.stop()
            self._pressed = QModelIndex()

    @Slot()
    def _look_after(self) -> None:
        """Rows went: the one that is being edited may be among them."""
        if self.cell is not None and self._model.position_of(self._rid) < 0:
            self.leave()
        else:
            self._follow()

    @Slot()
    def _follow(self) -> None:
        """Keep the editor over its cell."""
        if self.cell is None:
            return
        position = self._model.position_of(self._rid)
        if position < 0:
            return
        rect = self._view.visualRect(self._model.index(position, self._column))
        self.cell.place(rect, self._view.viewport().rect())


def _told(error: CrmError) -> str:
    return describe(error).whole().replace("\n", " ")
