"""A table of rows with texts, one column of which is a pill; a read-only list for previews and reports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from ui.widgets import dress_table, paint_pill

_Index = QModelIndex | QPersistentModelIndex
_ROW_HEIGHT = 38


@dataclass(frozen=True, slots=True)
class TextRow:
    """One row: its texts, and the colour token of its pill."""

    texts: tuple[str, ...]
    tint: str = "grey"


class TextModel(QAbstractTableModel):
    """Shows :class:`TextRow` as they are."""

    def __init__(self, pill: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.pill = pill
        self._heads: tuple[str, ...] = ()
        self._rows: Sequence[TextRow] = ()

    def show_rows(self, heads: tuple[str, ...], rows: Sequence[TextRow]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._heads, self._rows = heads, rows
        self.endResetModel()

    def row(self, index: _Index) -> TextRow | None:
        """Return the row at an index."""
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def rowCount(self, parent: _Index | None = None) -> int:
        """Count the rows."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index | None = None) -> int:
        """Count the columns."""
        return 0 if parent is not None and parent.isValid() else len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a column head."""
        shown = orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return self._heads[section] if shown and section < len(self._heads) else None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a text; the tool tip is the whole of it."""
        row = self.row(index)
        wanted = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)
        if row is None or role not in wanted:
            return None
        text = row.texts[index.column()]
        return text if role == Qt.ItemDataRole.ToolTipRole else " ".join(text.split())


class PillDelegate(QStyledItemDelegate):
    """Paints the word of a row as a pill."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint the cell without its text, then the pill."""
        model = index.model()
        row = model.row(index) if isinstance(model, TextModel) else None
        style = QStyleOptionViewItem(option)
        self.initStyleOption(style, index)
        text, style.text = style.text, ""
        style.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, style, painter, style.widget)
        if row is not None and text:
            paint_pill(painter, style.rect.x() + 8, style.rect.center().y() + 1, text, row.tint)


class TextTable(QTableView):
    """Rows to read; ``widths`` in pixels by column, the last one takes what is left."""

    def __init__(self, name: str, pill: int, widths: Sequence[int]) -> None:
        super().__init__()
        self.setObjectName(name)
        self.rows = TextModel(pill, self)
        self._widths = widths
        self.setModel(self.rows)
        self.setItemDelegateForColumn(pill, PillDelegate(self))
        dress_table(self, _ROW_HEIGHT)

    def show_rows(self, heads: tuple[str, ...], rows: Sequence[TextRow]) -> None:
        """Show other rows; the first is chosen."""
        self.rows.show_rows(heads, rows)
        for column, width in enumerate(self._widths):
            self.setColumnWidth(column, width)
        if rows:
            self.selectRow(0)
