"""The list of pairs: grouped, the worst group first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop_crm.domain.matching.scoring import Band
from desktop_crm.queries.duplicates import Card, Group, Mark, Pair
from ui.duplicates.words import certainty, group_name, why

ItemRole = Qt.ItemDataRole.UserRole
#: True for the first row of a group: it shows the names.
FirstRole = Qt.ItemDataRole.UserRole + 1
_NOWHERE = QModelIndex()


class Show(StrEnum):
    """Which pairs are listed."""

    ALL = "all"
    LIKELY = "likely"
    POSSIBLE = "possible"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: a pair of a group, or the server's mark that makes a group of its own."""

    group: Group
    pair: Pair | None = None

    @property
    def mark(self) -> Mark | None:
        """The server's mark; None for a pair."""
        return self.group.mark

    @property
    def cards(self) -> tuple[Card, ...]:
        """The two cards; one for a mark."""
        return (self.pair.low, self.pair.high) if self.pair is not None else self.group.cards

    @property
    def key(self) -> tuple[str, ...]:
        """What stays the same when the list is read anew."""
        return self.pair.ids if self.pair is not None else (self.group.mark.conflict_id if self.group.mark else "",)

    @property
    def band(self) -> Band:
        """How sure it is."""
        return self.pair.band if self.pair is not None else Band.HARD

    @property
    def later(self) -> bool:
        """Whether a person put it off."""
        return self.pair is not None and bool(self.pair.later_at)


def selected(groups: Sequence[Group], show: Show) -> list[Entry]:
    """Return the rows of a choice, group by group. What was put off stands under LATER alone."""
    found: list[Entry] = []
    for group in groups:
        entries = [Entry(group, pair) for pair in group.pairs] or [Entry(group)]
        found += [entry for entry in entries if _shown(entry, show)]
    return found


def _shown(entry: Entry, show: Show) -> bool:
    if entry.later or show is Show.LATER:
        return entry.later and show is Show.LATER
    sure = entry.band in (Band.HARD, Band.LIKELY)
    return show is Show.ALL or sure is (show is Show.LIKELY)


class PairModel(QAbstractListModel):
    """Rows of :func:`selected`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: list[Entry] = []

    def show_entries(self, entries: list[Entry]) -> None:
        """Show other rows."""
        if entries == self._entries:
            return
        self.beginResetModel()
        self._entries = entries
        self.endResetModel()

    def item(self, place: int) -> Entry | None:
        """Return one row; None outside the list."""
        return self._entries[place] if 0 <= place < len(self._entries) else None

    def place_of(self, key: tuple[str, ...]) -> int:
        """Return the place of a row, -1 when it is not listed."""
        return next((place for place, entry in enumerate(self._entries) if entry.key == key), -1)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        """Count the rows."""
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what the delegate and a screen reader need."""
        entry = self.item(index.row()) if index.isValid() else None
        if entry is None:
            return None
        if role == ItemRole:
            return entry
        if role == FirstRole:
            before = self.item(index.row() - 1)
            return before is None or before.group != entry.group
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return told(entry)
        return None


def told(entry: Entry) -> str:
    """Say a row in one line."""
    name = group_name(entry.group)
    if entry.pair is None:
        return f"{name} · {certainty(Band.HARD, 100)}"
    pair = entry.pair
    return f"{name} · {certainty(pair.band, pair.percent)} · {why(pair.reasons)}"
