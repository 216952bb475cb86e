"""A small window with a list to choose from: one entry, or several that are ticked; typing narrows it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from desktop_crm.domain.filters.evaluation import folded
from ui.register.popovers import Popover

_ROW, _MOST_ROWS, _WIDTH = 34, 10, 260
#: Lists longer than this have a line to narrow them.
_SHORT = 9


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list; without a key it is a heading."""

    key: str
    text: str


class PickList(Popover):
    """``picked(key)`` of a list of one; ``ticked(keys)`` after each tick of a list of several."""

    picked = Signal(str)
    ticked = Signal(list)

    def __init__(
        self, title: str, entries: Sequence[Entry], parent: QWidget, ticks: Collection[str] | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("pick_list")
        self.setAccessibleName(title)
        self._several = ticks is not None
        self.column.setContentsMargins(8, 8, 8, 8)
        self.line = QLineEdit()
        self.line.setObjectName("pick_line")
        self.line.setAccessibleName(title)
        self.line.setPlaceholderText(title)
        self.line.textChanged.connect(self._narrow)
        self.list = QListWidget()
        self.list.setObjectName("pick_entries")
        self.list.setAccessibleName(title)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for entry in entries:
            self._add(entry, ticks or ())
        self.list.itemClicked.connect(self._clicked)
        self.list.itemChanged.connect(self._changed)
        self.list.setFixedSize(_WIDTH, min(len(entries), _MOST_ROWS) * _ROW + 12)
        self.column.addWidget(self.line)
        if len(entries) <= _SHORT:
            self.line.hide()
        self.column.addWidget(self.list)
        self.setFocusProxy(self.list if self.line.isHidden() else self.line)

    def open_for(self, anchor: QWidget, current: str = "") -> None:
        """Open below a widget with an entry in front."""
        self.open_below(anchor)
        found = [row for row in range(self.list.count()) if self._key(row) == current]
        self.list.setCurrentRow(found[0] if found else self._next(-1, 1))
        (self.list if self.line.isHidden() else self.line).setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go through the list also from the line; Enter picks; Esc closes."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step:
            self.list.setCurrentRow(self._next(self.list.currentRow(), step))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.list.currentItem() is not None:
            self._clicked(self.list.currentItem())
        else:
            super().keyPressEvent(event)

    def _add(self, entry: Entry, ticks: Collection[str]) -> None:
        item = QListWidgetItem(entry.text)
        item.setData(Qt.ItemDataRole.UserRole, entry.key)
        if not entry.key:
            item.setFlags(Qt.ItemFlag.NoItemFlags)
        elif self._several:
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if entry.key in ticks else Qt.CheckState.Unchecked)
        self.list.addItem(item)

    def _key(self, row: int) -> str:
        return str(self.list.item(row).data(Qt.ItemDataRole.UserRole))

    def _next(self, row: int, step: int) -> int:
        """Return the next row that can be chosen and is not hidden."""
        at = row + step
        while 0 <= at < self.list.count():
            if self._key(at) and not self.list.item(at).isHidden():
                return at
            at += step
        return row

    def _narrow(self, text: str) -> None:
        wanted = folded(text.strip())
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setHidden(bool(wanted) and (not self._key(row) or wanted not in folded(item.text())))
        self.list.setCurrentRow(self._next(-1, 1))

    def _clicked(self, item: QListWidgetItem) -> None:
        key = str(item.data(Qt.ItemDataRole.UserRole))
        if not key:
            return
        if not self._several:
            self.close()
            self.picked.emit(key)
        elif self.sender() is not self.list:  # by key: a click on the box has ticked it already
            on = item.checkState() == Qt.CheckState.Checked
            item.setCheckState(Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)

    def _changed(self, _item: QListWidgetItem) -> None:
        rows = range(self.list.count())
        on = [self._key(row) for row in rows if self.list.item(row).checkState() == Qt.CheckState.Checked]
        self.ticked.emit([key for key in on if key])
