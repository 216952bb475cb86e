"""Rows of the sync centre's lists: cells with their look, and the model that reads them by the page."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

PAGE_ROWS = 128
KEPT_PAGES = 64

RowRole = Qt.ItemDataRole.UserRole
CellRole = Qt.ItemDataRole.UserRole + 1

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class Look(StrEnum):
    """How a cell is painted."""

    NAME = "name"  # with the round mark of a person
    TEXT = "text"
    MUTED = "muted"
    PILL = "pill"  # ``tint`` is its colour token


@dataclass(frozen=True, slots=True)
class Cell:
    """Text of one column."""

    text: str
    look: Look = Look.TEXT
    tint: str = ""


@dataclass(frozen=True, slots=True)
class LogRow:
    """One row. ``agg_id`` is its customer ("" when it is not on this laptop); ``lines``: it can be opened.

    ``detail`` says in sentences what the row means, ``conflict`` is the id of a conflict to look at,
    ``target`` whatever else the row is about.
    """

    cells: tuple[Cell, ...]
    agg_id: str = ""
    lines: int = 0
    detail: str = ""
    conflict: str = ""
    target: object = None


#: Makes the rows of some keys; None for a key that is gone.
ReadRows = Callable[[Sequence[object]], Sequence[LogRow | None]]
#: Makes the lines below the row of a key.
ReadLines = Callable[[object], Sequence[LogRow]]


def no_lines(_key: object) -> Sequence[LogRow]:
    """Give nothing: the list has one level."""
    return ()


class LogModel(QAbstractItemModel):
    """Any number of rows from a snapshot of keys; rows come by the page, lines when a row is opened."""

    def __init__(
        self,
        titles: Callable[[], Sequence[str]],
        read_rows: ReadRows,
        read_lines: ReadLines = no_lines,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._titles = titles
        self._read_rows, self._read_lines = read_rows, read_lines
        self._keys: Sequence[object] = ()
        self._pages: OrderedDict[int, list[LogRow | None]] = OrderedDict()
        self._lines: dict[int, list[LogRow]] = {}

    def show_keys(self, keys: Sequence[object]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._keys = keys
        self._pages.clear()
        self._lines.clear()
        self.endResetModel()

    def forget(self) -> None:
        """Read the same rows anew: words of another language, names that changed."""
        self.show_keys(self._keys)

    @property
    def keys(self) -> Sequence[object]:
        """The snapshot shown."""
        return self._keys

    def row_at(self, index: Index) -> LogRow | None:
        """Return the row of an index."""
        if not index.isValid():
            return None
        top = int(index.internalId())
        if top:
            return self._lines_of(top - 1)[index.row()]
        return self._row(index.row())

    # -- Qt ---------------------------------------------------------------------------------

    def index(self, row: int, column: int, parent: Index = _NOWHERE) -> QModelIndex:
        """Return an index; lines carry the place of their row."""
        if not (0 <= row < self.rowCount(parent) and 0 <= column < self.columnCount()):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: Index | None = None) -> QModelIndex:  # type: ignore[override]
        """Return the row a line belongs to."""
        top = int(index.internalId()) if index is not None and index.isValid() else 0
        return self.createIndex(top - 1, 0, 0) if top else QModelIndex()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Count rows, or the lines of a row, which are read now."""
        if not parent.isValid():
            return len(self._keys)
        if int(parent.internalId()) or parent.column():
            return 0
        return len(self._lines_of(parent.row()))

    def hasChildren(self, parent: Index = _NOWHERE) -> bool:
        """Whether a row can be opened; its lines are not read for that."""
        if not parent.isValid():
            return bool(self._keys)
        if int(parent.internalId()) or parent.column():
            return False
        row = self._row(parent.row())
        return row is not None and row.lines > 0

    def columnCount(self, _parent: Index = _NOWHERE) -> int:
        """Count the columns."""
        return len(self._titles())

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a title."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._titles()[section]
        return _LEFT if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a cell, its text, or what a screen reader says."""
        row = self.row_at(index)
        if row is None or index.column() >= len(row.cells):
            return None
        cell = row.cells[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return cell.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._titles()[index.column()]}：{cell.text}" if cell.text else None
        if role == CellRole:
            return cell
        return row if role == RowRole else None

    # -- reading ----------------------------------------------------------------------------

    def _row(self, place: int) -> LogRow | None:
        number, offset = divmod(place, PAGE_ROWS)
        page = self._pages.get(number)
        if page is None:
            page = self._pages[number] = list(
                self._read_rows(self._keys[number * PAGE_ROWS : (number + 1) * PAGE_ROWS])
            )
            while len(self._pages) > KEPT_PAGES:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(number)
        return page[offset]

    def _lines_of(self, place: int) -> list[LogRow]:
        if place not in self._lines:
            self._lines[place] = list(self._read_lines(self._keys[place]))
        return self._lines[place]
