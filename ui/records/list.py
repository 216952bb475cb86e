"""The rows of one kind of a customer as a table: columns from the declaration, add, edit, remove, bring back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop_crm.domain.fields import Field, FieldType, RecordType
from desktop_crm.errors import NotFound
from desktop_crm.events import ChangeSet
from desktop_crm.queries.rows import RecordRow
from ui.context import Context
from ui.dialogs._frame import Dialog, set_texts
from ui.i18n import language
from ui.jobs import Lane, Task
from ui.records.words import Names, row_text
from ui.widgets import EmptyState, make_button

if TYPE_CHECKING:
    from ui.records.desk import RecordDesk

_NOWHERE = QModelIndex()
_SIZE = QSize(900, 560)
#: Beside what says when and what it is, a list shows amounts, choices and dates, as long as there is room.
_COLUMNS = 6
_MOST = 10_000
_TELLING = (FieldType.CHOICE, FieldType.MONEY, FieldType.DATE, FieldType.INSTANT)
#: Widths of columns whose contents are short; the others share the rest.
_WIDTHS = {
    FieldType.CHOICE: 110, FieldType.MONEY: 130, FieldType.DATE: 110, FieldType.INSTANT: 140, FieldType.INTEGER: 90,
    FieldType.BOOLEAN: 70,
}  # fmt: skip


class _WholeRow(QStyledItemDelegate):
    """The row is chosen, not a cell: no frame around one."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus


def columns_of(record: RecordType) -> list[Field]:
    """Choose the columns of a list: when, what, then what tells most in few letters."""
    first = [record[record.when]] if record.when else []
    named = [record[name] for name in record.title if name != record.when]
    rest = [field for field in record.typed if field.type in _TELLING and field not in (*first, *named)]
    return [*first, *named, *rest][:_COLUMNS]


class RecordModel(QAbstractTableModel):
    """Rows of a record type, the newest first."""

    def __init__(self, record: RecordType, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.record, self.fields = record, columns_of(record)
        self._rows: Sequence[RecordRow] = ()
        self._names: Names = {}

    def show_rows(self, rows: Sequence[RecordRow], names: Names) -> None:
        """List other rows; ``names`` gives what their references mean."""
        self.beginResetModel()
        self._rows, self._names = rows, names
        self.endResetModel()

    def row(self, place: int) -> RecordRow | None:
        """Return a row; None outside the list."""
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        """Count the rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        """Count the columns."""
        return 0 if parent.isValid() else len(self.fields)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the text of a cell; amounts stand at the right."""
        row = self.row(index.row())
        if row is None:
            return None
        field = self.fields[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            text = row_text(field, row.values.get(field.id), self._names)
            return text.replace("\n", " ") if role == Qt.ItemDataRole.DisplayRole else text
        if role == Qt.ItemDataRole.TextAlignmentRole and field.type in (FieldType.MONEY, FieldType.INTEGER):
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the label of a column."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.fields[section].label(language())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            amount = self.fields[section].type in (FieldType.MONEY, FieldType.INTEGER)
            side = Qt.AlignmentFlag.AlignRight if amount else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None


class RecordListDialog(Dialog):
    """All rows of one kind of a customer. Enter edits, Insert adds, Delete removes. Raises NotFound."""

    def __init__(
        self, context: Context, desk: RecordDesk, record: RecordType, customer_id: str, parent: QWidget
    ) -> None:
        super().__init__(f"records.{record.name}", parent, _SIZE)
        self._context, self._desk, self._record = context, desk, record
        self._card = context.app.queries.card(customer_id)
        self.model = RecordModel(record, self)
        self.view = _table(self.model)
        self.view.doubleClicked.connect(self.edit)
        self.empty = EmptyState("inbox", "")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        self.body.addWidget(self._stack, 1)
        self._remove = make_button("", role="ghost", icon_name="trash-2", on_click=self.remove)
        self._remove.setObjectName("records_remove")
        self._edit = make_button("", icon_name="pencil", on_click=self.edit)
        self._edit.setObjectName("records_edit")
        self._add = make_button("", role="primary", icon_name="plus", on_click=self.add)
        self._add.setObjectName("records_add")
        self.foot.addWidget(self._remove)
        self.foot.addStretch(1)
        self.foot.addWidget(self._edit)
        self.foot.addWidget(self._add)
        context.bridge.changed.connect(self._changed)
        self.settle()
        self.reload()

    def current(self) -> RecordRow | None:
        """Return the row under the keyboard."""
        return self.model.row(self.view.currentIndex().row())

    @Slot()
    def add(self) -> None:
        """Open the form of a new row."""
        self._desk.open(self._record.name, self._card.id, parent=self)

    @Slot()
    def edit(self) -> None:
        """Open the form of the present row."""
        row = self.current()
        if row is not None:
            self._desk.open(self._record.name, self._card.id, row.id, parent=self)

    @Slot()
    def remove(self) -> None:
        """Remove the present row; the window's message brings it back."""
        row = self.current()
        if row is not None:
            self._desk.remove(self._record.name, row.id)

    def reload(self) -> None:
        """Read the rows anew, off this thread."""
        queries, record, customer = self._context.app.row_queries, self._record, self._card.id

        def work(_task: Task) -> tuple[list[RecordRow], Names]:
            rows = queries.of_customer(record.name, customer, limit=_MOST)
            return rows, queries.names(rows)

        self._context.jobs.run(work, Lane.POOL).on_success(self._show)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter edits, Insert adds, Delete removes."""
        slots = {
            Qt.Key.Key_Return: self.edit, Qt.Key.Key_Enter: self.edit, Qt.Key.Key_Insert: self.add,
            Qt.Key.Key_Delete: self.remove,
        }  # fmt: skip
        slot = slots.get(Qt.Key(event.key()))
        if slot is not None:
            slot()
        else:
            super().keyPressEvent(event)

    def retranslate(self) -> None:
        """Set every text."""
        name = self._record.en if language() == "en" else self._record.zh
        self.set_head(name, self._card.display_name)
        self.view.setAccessibleName(name)
        self.empty.set_texts(self.tr("还没有%1").replace("%1", name.lower() if language() == "en" else name))
        set_texts(self._add, self.tr("添加"))
        set_texts(self._edit, self.tr("编辑"))
        set_texts(self._remove, self.tr("删除"))

    def _show(self, answer: tuple[list[RecordRow], Names]) -> None:
        rows, names = answer
        here = self.view.currentIndex().row()
        self.model.show_rows(rows, names)
        self._stack.setCurrentWidget(self.view if rows else self.empty)
        for button in (self._edit, self._remove):
            button.setEnabled(bool(rows))
        if rows:
            self.view.setCurrentIndex(self.model.index(min(max(here, 0), len(rows) - 1), 0))
            self.view.setFocus()

    @Slot(object)
    def _changed(self, change: ChangeSet) -> None:
        if change.many or self._card.id in change.agg_ids:
            try:
                self._card = self._context.app.queries.card(self._card.id)
            except NotFound:  # it has left this laptop
                self.reject()
                return
            self.reload()


def _table(model: RecordModel) -> QTableView:
    view = QTableView()
    view.setObjectName("records_table")
    view.setModel(model)
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setTabKeyNavigation(False)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(40)
    header = view.horizontalHeader()
    header.setHighlightSections(False)
    header.setFixedHeight(38)
    texts = [place for place, field in enumerate(model.fields) if field.type not in _WIDTHS]
    for place, field in enumerate(model.fields):
        if place in texts:
            header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        else:
            header.resizeSection(place, _WIDTHS[field.type])
    header.setStretchLastSection(not texts)
    view.setItemDelegate(_WholeRow(view))
    return view
