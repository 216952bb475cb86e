"""A list of items, shown whole: what a :class:`~ui.widgets.review_list.ReviewList` needs of its model."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

ItemRole = Qt.ItemDataRole.UserRole
_NOWHERE = QModelIndex()


class ItemModel(QAbstractListModel):
    """Rows of items with an ``id``; :meth:`words` says one."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items: list[Any] = []

    def show_items(self, items: list[Any]) -> None:
        """Show other rows."""
        if items != self._items:
            self.beginResetModel()
            self._items = items
            self.endResetModel()

    def item(self, place: int) -> Any:  # noqa: ANN401 - each list has items of its own
        """Return one item; None outside the list."""
        return self._items[place] if 0 <= place < len(self._items) else None

    def place_of(self, item_id: str) -> int:
        """Return the row of an item, -1 when it is not listed."""
        return next((place for place, item in enumerate(self._items) if item.id == item_id), -1)

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
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.words(item)
        return None

    def words(self, item: Any) -> str:  # noqa: ANN401
        """Say an item in one line."""
        return str(item)
