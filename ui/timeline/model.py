"""Lines of a timeline, narrowed to a kind and to a text; the view is given them by portions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop_crm.queries.timeline import Group
from ui.timeline.words import Line

#: The day, on the first line of each; "" elsewhere.
DayRole = Qt.ItemDataRole.UserRole
#: Lines the view lays out at once.
PORTION = 120
_NOWHERE = QModelIndex()


class TimelineModel(QAbstractListModel):
    """Lines, the newest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: Sequence[Line] = ()
        self._lines: list[Line] = []
        self._shown = 0
        self._group: Group | None = None
        self._text = ""

    def show_lines(self, lines: Sequence[Line]) -> None:
        """List other lines; what they are narrowed to stays."""
        self._all = lines
        self._narrow()

    def narrow(self, group: Group | None, text: str) -> None:
        """List only one kind, and only what holds every word of a text."""
        self._group, self._text = group, text
        self._narrow()

    def counts(self) -> Counter[Group]:
        """Count the lines of each kind, whatever is listed."""
        return Counter(line.moment.group for line in self._all)

    def item(self, place: int) -> Line | None:
        """Return a line; None outside the list."""
        return self._lines[place] if 0 <= place < len(self._lines) else None

    def total(self) -> int:
        """Count the lines listed, those not laid out yet too."""
        return len(self._lines)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        """Count the lines the view has."""
        return 0 if parent.isValid() else self._shown

    def canFetchMore(self, parent: QModelIndex | QPersistentModelIndex) -> bool:
        """Say whether there are more."""
        return not parent.isValid() and self._shown < len(self._lines)

    def fetchMore(self, parent: QModelIndex | QPersistentModelIndex) -> None:
        """Give the view another portion."""
        if parent.isValid():
            return
        end = min(self._shown + PORTION, len(self._lines))
        if end > self._shown:
            self.beginInsertRows(_NOWHERE, self._shown, end - 1)
            self._shown = end
            self.endInsertRows()

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what the delegate and a screen reader need."""
        line = self.item(index.row())
        if line is None:
            return None
        if role == DayRole:
            above = self.item(index.row() - 1)
            return "" if above is not None and above.day == line.day else line.day
        if role == Qt.ItemDataRole.DisplayRole:
            return line.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return line.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = (line.day, line.time, line.title, line.text, line.foot)
            return " ".join(part for part in said if part)
        return None

    def _narrow(self) -> None:
        words = self._text.casefold().split()
        self.beginResetModel()
        self._lines = [
            line
            for line in self._all
            if (self._group is None or line.moment.group is self._group) and all(word in line.found for word in words)
        ]
        self._shown = min(PORTION, len(self._lines))
        self.endResetModel()
