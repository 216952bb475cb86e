"""The list of the inbox: conflicts of one customer stand together, what matters first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from enum import StrEnum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop_crm.queries.conflict_items import ConflictItem
from desktop_crm.services.conflicts import OPEN
from ui.inbox.words import subject
from ui.models.texts import long_moment

ItemRole = Qt.ItemDataRole.UserRole
#: True for the first row of a customer: it shows the name.
FirstRole = Qt.ItemDataRole.UserRole + 1
WhenRole = Qt.ItemDataRole.UserRole + 2
_NOWHERE = QModelIndex()


class Show(StrEnum):
    """Which conflicts are listed."""

    OPEN = "open"
    IMPORTANT = "important"
    MINE = "mine"
    DECIDED = "decided"


def selected(items: Sequence[ConflictItem], show: Show, me: str) -> list[ConflictItem]:
    """Return the conflicts of a choice, grouped by customer: important ones and the newest first."""
    tests: dict[Show, Callable[[ConflictItem], bool]] = {
        Show.OPEN: lambda item: item.state == OPEN,
        Show.IMPORTANT: lambda item: item.state == OPEN and item.important,
        Show.MINE: lambda item: item.state == OPEN and me in (item.loser_by, item.winner_by),
        Show.DECIDED: lambda item: item.state != OPEN,
    }
    groups: dict[str, list[ConflictItem]] = {}
    for item in items:
        if tests[show](item):
            groups.setdefault(item.agg_id, []).append(item)
    for group in groups.values():
        group.sort(key=lambda item: (item.important, item.at), reverse=True)
    ordered = sorted(
        groups.values(), key=lambda group: (group[0].important, max(item.at for item in group)), reverse=True
    )
    return [item for group in ordered for item in group]


class InboxModel(QAbstractListModel):
    """Rows of :func:`selected`."""

    def __init__(self, today: Callable[[], date], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._items: list[ConflictItem] = []

    def show_items(self, items: list[ConflictItem]) -> None:
        """Show other conflicts."""
        if items == self._items:
            return
        self.beginResetModel()
        self._items = items
        self.endResetModel()

    def items(self) -> Sequence[ConflictItem]:
        """Return what is listed."""
        return self._items

    def item(self, place: int) -> ConflictItem | None:
        """Return one conflict; None outside the list."""
        return self._items[place] if 0 <= place < len(self._items) else None

    def place_of(self, conflict_id: str) -> int:
        """Return the row of a conflict, -1 when it is not listed."""
        return next((place for place, item in enumerate(self._items) if item.id == conflict_id), -1)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        """Count the rows."""
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what the delegate and a screen reader need."""
        item = self.item(index.row()) if index.isValid() else None
        if item is None:
            return None
        if role == ItemRole:
            return item
        if role == FirstRole:
            before = self.item(index.row() - 1)
            return before is None or before.agg_id != item.agg_id
        if role == WhenRole:
            return long_moment(item.at, self._today())
        if role == Qt.ItemDataRole.DisplayRole:
            return subject(item)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{item.display_name or item.customer_no} {subject(item)} {long_moment(item.at, self._today())}"
        return None
