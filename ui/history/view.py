"""The list of changes, painted: the day above its first change, then what, from what to what, who."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.history.model import DayRole, HistoryModel, LineRole
from ui.history.words import Line
from ui.theme import theme
from ui.widgets import paint_pill, pill_width
from ui.widgets.painting import RIGHT, paint_ground, paint_line, write
from ui.widgets.review_list import ReviewList

_DAY_HEIGHT, _LINE_HEIGHT, _PILL_HEIGHT, _GAP = 32, 20, 18, 6


class HistoryDelegate(QStyledItemDelegate):
    """Paints an entry in three lines, or two when there is nothing to compare; ``margin`` at both sides."""

    def __init__(self, margin: int) -> None:
        super().__init__()
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
        paint_ground(painter, option, rect)
        self._lines(painter, QRectF(rect).adjusted(self._margin, 7, -self._margin, -7), line)
        painter.restore()

    def _lines(self, painter: QPainter, inner: QRectF, line: Line) -> None:
        time_width = QFontMetrics(theme.font(12)).horizontalAdvance(line.time) + 8
        top = QRectF(inner.left(), inner.top(), inner.width(), _LINE_HEIGHT)
        write(painter, top.adjusted(0, 0, -time_width, 0), line.title, "text", 13, QFont.Weight.DemiBold)
        write(painter, top, line.time, "text3", 12, align=RIGHT)
        if line.detail:
            write(painter, top.translated(0, _LINE_HEIGHT), line.detail, "text2", 13)
        last = top.translated(0, _LINE_HEIGHT * (2 if line.detail else 1))
        room = self._pills(painter, last, line)
        write(painter, last.adjusted(0, 0, -room, 0), line.who, "text3", 12)

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
            paint_line(painter, rect, above=True)
        words = QRectF(rect).adjusted(self._margin, 6, -self._margin, 0)
        write(painter, words, day, "text3", 12, QFont.Weight.DemiBold)


class HistoryView(ReviewList):
    """Shows a :class:`HistoryModel`. ``picked(entry or None)``; ``opened(entry)``: Enter or a double click."""

    def __init__(self, model: HistoryModel, parent: QWidget | None = None, *, margin: int = 14) -> None:
        super().__init__(model, HistoryDelegate(margin), parent)
        self._model = model
        self.setObjectName("history")

    def choose_entry(self, place: int) -> bool:
        """Stand on the entry with this place in the history; False when it is not listed."""
        row = next((row for row, one in enumerate(self._model.entries()) if one.place == place), -1)
        if row >= 0:
            self.choose(row)
        return row >= 0
