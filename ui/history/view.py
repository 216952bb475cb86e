"""The list of changes, painted: the day above its first change, then what, from what to what, who."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop_crm.domain.history import Entry
from ui.history.model import DayRole, HistoryModel, LineRole
from ui.history.words import Line
from ui.theme import theme
from ui.widgets import paint_pill, pill_width

_DAY_HEIGHT, _LINE_HEIGHT, _PILL_HEIGHT, _GAP = 32, 20, 18, 6
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)


class HistoryDelegate(QStyledItemDelegate):
    """Paints an entry in three lines, or two when there is nothing to compare; ``margin`` at both sides."""

    def __init__(self, margin: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._margin = margin

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """The first row of a day is higher."""
        line = index.data(LineRole)
        lines = 3 if isinstance(line, Line) and line.detail else 2
        return QSize(200, lines * _LINE_HEIGHT + 14 + (_DAY_HEIGHT if index.data(DayRole) else 0))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint day, ground and lines."""
        line = index.data(LineRole)
        if not isinstance(line, Line):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect
        day = index.data(DayRole)
        if day:
            self._day(painter, QRect(rect.left(), rect.top(), rect.width(), _DAY_HEIGHT), str(day), index.row())
            rect = rect.adjusted(0, _DAY_HEIGHT, 0, 0)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.color("sel" if chosen else "hover"))
        if chosen:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), theme.color("primary"))
        self._lines(painter, QRectF(rect).adjusted(self._margin, 7, -self._margin, -7), line)
        painter.restore()

    def _lines(self, painter: QPainter, inner: QRectF, line: Line) -> None:
        time_width = QFontMetrics(theme.font(12)).horizontalAdvance(line.time) + 8
        top = QRectF(inner.left(), inner.top(), inner.width(), _LINE_HEIGHT)
        _words(painter, top.adjusted(0, 0, -time_width, 0), line.title, "text", 13, QFont.Weight.DemiBold)
        _words(painter, top, line.time, "text3", 12, align=_RIGHT)
        if line.detail:
            _words(painter, top.translated(0, _LINE_HEIGHT), line.detail, "text2", 13)
        last = top.translated(0, _LINE_HEIGHT * (2 if line.detail else 1))
        room = self._pills(painter, last, line)
        _words(painter, last.adjusted(0, 0, -room, 0), line.who, "text3", 12)

    @staticmethod
    def _pills(painter: QPainter, rect: QRectF, line: Line) -> float:
        """Paint the marks at the right, as many as leave room for a name; return the width they take."""
        used = 0.0
        shown = []
        for text, tint in line.marks:
            width = pill_width(text, padding=7) + _GAP
            if used + width > rect.width() - 60:
                break
            shown.append((text, tint))
            used += width
        x = rect.right() - used + _GAP
        for text, tint in shown:
            x += paint_pill(painter, x, rect.center().y(), text, tint, height=_PILL_HEIGHT, padding=7) + _GAP
        return used

    def _day(self, painter: QPainter, rect: QRect, day: str, row: int) -> None:
        if row:
            painter.setPen(QPen(theme.color("line"), 1))
            painter.drawLine(QPointF(rect.left(), rect.top() + 0.5), QPointF(rect.right() + 1, rect.top() + 0.5))
        words = QRectF(rect).adjusted(self._margin, 6, -self._margin, 0)
        _words(painter, words, day, "text3", 12, QFont.Weight.DemiBold)


def _words(
    painter: QPainter,
    rect: QRectF,
    text: str,
    tint: str,
    px: int,
    weight: QFont.Weight = QFont.Weight.Normal,
    align: int = _LEFT,
) -> None:
    font = theme.font(px, weight)
    painter.setFont(font)
    painter.setPen(theme.color(tint))
    painter.drawText(rect, align, QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, int(rect.width())))


class HistoryView(QListView):
    """Shows a :class:`HistoryModel`. ``picked(entry or None)``; ``opened(entry)``: Enter or a double click."""

    picked = Signal(object)
    opened = Signal(object)

    def __init__(self, model: HistoryModel, parent: QWidget | None = None, *, margin: int = 14) -> None:
        super().__init__(parent)
        self._model = model
        self.setObjectName("history")
        self.setModel(model)
        self.setItemDelegate(HistoryDelegate(margin, self))
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(self._told)
        self.doubleClicked.connect(self._open)

    def current(self) -> Entry | None:
        """Return the entry under the keyboard."""
        return self._model.entry(self.currentIndex().row())

    def choose(self, place: int) -> None:
        """Stand on a row; on the last one when there are fewer."""
        last = self._model.rowCount() - 1
        if last >= 0:
            self.setCurrentIndex(self._model.index(min(max(place, 0), last), 0))
        self._told()

    def choose_entry(self, place: int) -> bool:
        """Stand on the entry with this place in the history; False when it is not listed."""
        row = next((row for row, one in enumerate(self._model.entries()) if one.place == place), -1)
        if row >= 0:
            self.choose(row)
        return row >= 0

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Give the keyboard a row to stand on."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.choose(0)

    def _open(self) -> None:
        entry = self.current()
        if entry is not None:
            self.opened.emit(entry)

    def _told(self) -> None:
        self.picked.emit(self.current())
