"""The card as it was, beside what it is now: one row a field, with a tick to take it back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from desktop_crm.domain.fields import FormKind, Value
from desktop_crm.domain.history import RowThen
from desktop_crm.domain.records import RECORD_TYPES
from desktop_crm.queries.history import HIDDEN, CardHistory
from desktop_crm.queries.operations import field_label, record_label
from desktop_crm.services.history import Wanted
from ui.history import words
from ui.i18n import language
from ui.theme import theme

FIELD, THEN, NOW = range(3)
#: True for a past value that is something else now.
DiffersRole = Qt.ItemDataRole.UserRole
_NOWHERE = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Line:
    """A field then and now. ``takeable``: it differs, and there was a row to take it from."""

    record: str
    row_id: str
    field: str
    label: str
    then: Value
    now: Value
    takeable: bool

    @property
    def differs(self) -> bool:
        """Whether it is something else now."""
        return self.then != self.now


def lines_of(then: Mapping[str, RowThen], known: CardHistory, kind: FormKind) -> list[Line]:
    """List every field that has a value then or now, in the order of the forms."""
    found: list[Line] = []
    numbers: dict[str, int] = {}
    for row in known.rows:
        past, present = then.get(row.row_id), row if row.exists else None
        record = known.customer if row.row_id == known.card_id else RECORD_TYPES[row.record]
        if record.by_server or (past is None and present is None):
            continue
        numbers[row.record] = numbers.get(row.record, 0) + 1
        for field in record:
            before, here = (one.values.get(field.id) if one is not None else None for one in (past, present))
            if field.id in HIDDEN or (before in (None, "", ()) and here in (None, "", ())):
                continue
            label = field_label(row.record, field.id, language(), kind, known.customer)
            if row.row_id != known.card_id:
                name = record_label(row.record, language())
                label = label.replace(name, f"{name} {numbers[row.record]}", 1)
            takeable = past is not None and before != here
            found.append(Line(row.record, row.row_id, field.id, label, before, here, takeable))
    return found


class ThenModel(QAbstractTableModel):
    """Rows of :func:`lines_of`; ``ticked`` follows every change of what is chosen."""

    ticked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._known = CardHistory("")
        self._all: list[Line] = []
        self._lines: list[Line] = []
        self._ticks: set[tuple[str, str]] = set()
        self._only_different, self._open = True, False

    def show_lines(self, lines: Sequence[Line], known: CardHistory) -> None:
        """Show another moment; nothing is ticked."""
        self._known, self._all, self._open = known, list(lines), False
        self._ticks.clear()
        self._filter()

    def show_only_different(self, *, only: bool) -> None:
        """List only what is something else now, or everything."""
        self._only_different = only
        self._filter()

    def reveal(self, *, opened: bool) -> None:
        """Show hidden values, or hide them again."""
        self._open = opened
        self._filter()

    def lines(self) -> Sequence[Line]:
        """Return what is listed."""
        return self._lines

    def different(self) -> list[Line]:
        """Return what is something else now."""
        return [line for line in self._all if line.differs]

    def has_secrets(self) -> bool:
        """Say whether hidden values are listed."""
        return any(words.is_secret(line.record, line.field, self._known.customer) for line in self._lines)

    def wanted(self) -> list[Wanted]:
        """Return what is ticked."""
        return [
            Wanted(line.record, line.row_id, line.field, line.then)
            for line in self._all
            if (line.row_id, line.field) in self._ticks
        ]

    def tick_all(self) -> None:
        """Tick everything that can be taken, or nothing when all is ticked."""
        every = {(line.row_id, line.field) for line in self._all if line.takeable}
        self._ticks = set() if self._ticks == every else every
        self._filter()
        self.ticked.emit()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Count the rows."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Field, then, now."""
        return 0 if parent.isValid() else 3

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Name the columns."""
        if role != Qt.ItemDataRole.DisplayRole or orientation is not Qt.Orientation.Horizontal:
            return None
        return (self.tr("字段"), self.tr("当时"), self.tr("现在"))[section]

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The field of a line that can be taken can be ticked."""
        flags = super().flags(index)
        line = self._lines[index.row()]
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == FIELD and line.takeable else flags

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick or untick a line."""
        line = self._lines[index.row()]
        if role != Qt.ItemDataRole.CheckStateRole or not line.takeable:
            return False
        key = (line.row_id, line.field)
        if Qt.CheckState(value) is Qt.CheckState.Checked:
            self._ticks.add(key)
        else:
            self._ticks.discard(key)
        self.dataChanged.emit(index, index, [Qt.ItemDataRole.CheckStateRole])
        self.ticked.emit()
        return True

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return texts, ticks, and the ground of what differs."""
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == FIELD and line.takeable:
            on = (line.row_id, line.field) in self._ticks
            return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        if role == DiffersRole:
            return line.differs and index.column() == THEN
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._text(line, index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{line.label} {self._text(line, THEN)} {self._text(line, NOW)}"
        return None

    def _text(self, line: Line, column: int) -> str:
        if column == FIELD:
            return line.label
        value = line.then if column == THEN else line.now
        text = words.value_words(self._known, line.record, line.field, value, masked=not self._open)
        return text.replace("\n", " ") or words.NOTHING

    def _filter(self) -> None:
        self.beginResetModel()
        self._lines = [line for line in self._all if line.differs or not self._only_different]
        self.endResetModel()


class ThenDelegate(QStyledItemDelegate):
    """Marks what was different: the style sheet leaves no ground to the model."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the mark below the text."""
        if index.data(DiffersRole):
            rect: QRect = option.rect
            width = min(QFontMetrics(option.font).horizontalAdvance(str(index.data())) + 16, rect.width() - 4)
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("amber_s"))
            painter.drawRoundedRect(QRect(rect.left() + 2, rect.top() + 6, width, rect.height() - 12), 6, 6)
            painter.restore()
        super().paint(painter, option, index)
