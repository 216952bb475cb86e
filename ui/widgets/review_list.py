"""A list that is worked through from top to bottom with the keyboard; what is chosen stands beside it."""

from __future__ import annotations

from typing import Any, Protocol

from PySide6.QtCore import QAbstractItemModel, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.widgets.marks import paint_pill, pill_width
from ui.widgets.painting import paint_ground, paint_line, write

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PaintedList(QListView):
    """A list of painted rows: it scrolls smoothly, follows the pointer and is never edited in place."""

    def __init__(self, model: QAbstractItemModel, delegate: QStyledItemDelegate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        delegate.setParent(self)
        self.setItemDelegate(delegate)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Give the keyboard a row to stand on."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.choose(0)

    def choose(self, place: int) -> None:
        """Stand on a row; on the last one when there are fewer."""
        last = self.model().rowCount() - 1
        if last >= 0:
            self.setCurrentIndex(self.model().index(min(max(place, 0), last), 0))


class Reviewed(Protocol):
    """A list model whose rows are items."""

    def item(self, place: int) -> Any:  # noqa: ANN401 - each list has items of its own
        """Return one item; None outside the list."""


class ReviewList(PaintedList):
    """Shows a :class:`Reviewed` model. ``picked(item or None)``; ``opened(item)``: Enter or a double click."""

    picked = Signal(object)
    opened = Signal(object)

    def __init__(self, model: QAbstractItemModel, delegate: QStyledItemDelegate, parent: QWidget | None = None) -> None:
        super().__init__(model, delegate, parent)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.selectionModel().currentChanged.connect(self._told)
        self.doubleClicked.connect(self._open)

    def current(self) -> Any:  # noqa: ANN401 - each list has items of its own
        """Return the item under the keyboard; None without one."""
        model: Any = self.model()
        return model.item(self.currentIndex().row())

    def choose(self, place: int) -> None:
        """Stand on a row, and tell which; on the last one when there are fewer."""
        super().choose(place)
        self._told()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens."""
        if event.key() in _ENTER:
            self._open()
        else:
            super().keyPressEvent(event)

    def _open(self) -> None:
        item = self.current()
        if item is not None:
            self.opened.emit(item)

    def _told(self) -> None:
        self.picked.emit(self.current())


def paint_item(painter: QPainter, option: QStyleOptionViewItem, lines: tuple[str, str], pill: tuple[str, str]) -> None:
    """Paint an item in two lines with a pill (text, colour) at the right, on the ground of its state."""
    rect: QRect = option.rect
    paint_ground(painter, option, rect)
    paint_line(painter, rect, above=False)
    inner = QRectF(rect).adjusted(16, 8, -14, -8)
    half = inner.height() / 2
    word, tint = pill
    width = pill_width(word)
    paint_pill(painter, inner.right() - width, inner.top() + half / 2, word, tint, height=20)
    first = QRectF(inner.left(), inner.top(), inner.width() - width - 10, half)
    write(painter, first, lines[0], "text", 13, QFont.Weight.DemiBold)
    second = QRectF(inner.left(), inner.top() + half, inner.width(), half)
    write(painter, second, lines[1], "text3", 12)
