"""The list of changes: newest first, by day, narrowed to a field and a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop_crm.domain.fields import FormKind
from desktop_crm.domain.history import Cell, Entry, as_read
from desktop_crm.queries.history import CardHistory
from ui.history.words import Line, day_of, line_of

EntryRole = Qt.ItemDataRole.UserRole
LineRole = Qt.ItemDataRole.UserRole + 1
#: The day, on the first row of each; "" elsewhere.
DayRole = Qt.ItemDataRole.UserRole + 2
_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What is listed: changes of one ``field`` (of one row, where ``row_id`` is given), of one ``person``."""

    field: str = ""
    row_id: str = ""
    person: str = ""

    def holds(self, entry: Entry) -> bool:
        """Say whether an entry is listed. The creation that gave a field its first value belongs to it."""
        change = entry.change
        if self.person and change.by != self.person:
            return False
        if self.row_id and change.row_id != self.row_id:
            return False
        return not self.field or change.field == self.field or self.field in change.values


class HistoryModel(QAbstractListModel):
    """Rows of a :class:`CardHistory`, as people read them."""

    def __init__(self, today: Callable[[], date], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._known, self._kind = CardHistory(""), FormKind.INDIVIDUAL
        self._entries: list[Entry] = []
        self._current: dict[Cell, int] = {}
        self._times: Counter[Cell] = Counter()
        self.narrowed = Narrowed()

    @property
    def known(self) -> CardHistory:
        """The history that is listed."""
        return self._known

    @property
    def kind(self) -> FormKind:
        """The form of the customer, which labels the fields."""
        return self._kind

    def show_history(self, known: CardHistory, kind: FormKind, narrowed: Narrowed | None = None) -> None:
        """List another history, or the same narrowed differently."""
        self.beginResetModel()
        self._known, self._kind = known, kind
        self.narrowed = narrowed if narrowed is not None else self.narrowed
        self._entries = [one for one in as_read(known.entries) if self.narrowed.holds(one)]
        self._current = {one.change.cell: one.place for one in known.entries if one.chained and one.change.field}
        self._times = Counter(one.change.cell for one in known.entries)
        self.endResetModel()

    def entries(self) -> Sequence[Entry]:
        """Return what is listed."""
        return self._entries

    def item(self, place: int) -> Entry | None:
        """Return an entry; None outside the list."""
        return self._entries[place] if 0 <= place < len(self._entries) else None

    def line(self, entry: Entry) -> Line:
        """Write an entry."""
        return line_of(entry, self._known, self._kind, self.narrowed.field, current=self.is_current(entry))

    def is_current(self, entry: Entry) -> bool:
        """Say whether an entry gave its field the value it has now; of a field changed once nobody asks."""
        change = entry.change
        row = self._known.row(change.row_id)
        return (
            self._current.get(change.cell) == entry.place
            and (self._times[change.cell] > 1 or bool(self.narrowed.field))
            and row is not None
            and change.new not in (None, "", ())
            and row.values.get(change.field) == change.new
        )

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        """Count the rows."""
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what the delegate and a screen reader need."""
        entry = self.item(index.row()) if index.isValid() else None
        if entry is None:
            return None
        if role == EntryRole:
            return entry
        if role == LineRole:
            return self.line(entry)
        if role == DayRole:
            day = day_of(entry.change, self._today())
            above = self.item(index.row() - 1)
            return "" if above is not None and day_of(above.change, self._today()) == day else day
        if role == Qt.ItemDataRole.DisplayRole:
            return self.line(entry).title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            line = self.line(entry)
            said = [day_of(entry.change, self._today()), line.time, line.title, line.detail, line.who]
            return " ".join(part for part in [*said, *(text for text, _ in line.marks)] if part)
        return None
