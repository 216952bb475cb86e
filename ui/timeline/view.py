"""The timeline, painted: a circle with the kind, what, when, the words in at most two lines, source and person."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui import icons
from ui.theme import theme
from ui.timeline.model import DayRole, TimelineModel
from ui.timeline.words import Line
from ui.widgets.painting import RIGHT, paint_ground, paint_line, write
from ui.widgets.review_list import ReviewList

_DAY, _LINE, _CIRCLE, _LEFT, _RIGHT = 32, 20, 28, 14, 14
_TEXT = _LEFT + _CIRCLE + 12


class TimelineDelegate(QStyledItemDelegate):
    """Paints a line of a :class:`TimelineModel`."""

    def __init__(self, model: TimelineModel) -> None:
        super().__init__()
        self._model = model

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Title, up to two lines of text, source; the first line of a day is higher."""
        line = self._model.item(index.row())
        if line is None:
            return QSize(200, _LINE)
        view = cast("QAbstractItemView", self.parent())
        rows = 2 + self._rows(line.text, view.viewport().width() - _TEXT - _RIGHT)
        return QSize(200, rows * _LINE + 14 + (_DAY if index.data(DayRole) else 0))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint day, ground, circle and words."""
        line = self._model.item(index.row())
        if line is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect
        day = str(index.data(DayRole) or "")
        if day:
            self._day(painter, QRectF(rect.left(), rect.top(), rect.width(), _DAY), day, index.row())
            rect = rect.adjusted(0, _DAY, 0, 0)
        paint_ground(painter, option, rect)
        self._circle(painter, QRectF(rect.left() + _LEFT, rect.top() + 8, _CIRCLE, _CIRCLE), line)
        self._words(painter, QRectF(rect).adjusted(_TEXT, 7, -_RIGHT, -7), line)
        painter.restore()

    @staticmethod
    def _circle(painter: QPainter, circle: QRectF, line: Line) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(f"{line.tint}_s"))
        painter.drawEllipse(circle)
        icons.paint(painter, line.icon, line.tint, circle.adjusted(7, 7, -7, -7))

    def _words(self, painter: QPainter, inner: QRectF, line: Line) -> None:
        time = QFontMetrics(theme.font(12)).horizontalAdvance(line.time) + 10 if line.time else 0
        top = QRectF(inner.left(), inner.top(), inner.width(), _LINE)
        write(painter, top.adjusted(0, 0, -time, 0), line.title, "text", 13, QFont.Weight.DemiBold)
        write(painter, top, line.time, "text3", 12, align=RIGHT)
        rows = self._rows(line.text, int(inner.width()))
        if rows:
            self._wrapped(painter, QRectF(inner.left(), inner.top() + _LINE, inner.width(), rows * _LINE), line.text)
        write(painter, top.translated(0, _LINE * (rows + 1)), line.foot, "text3", 12)

    @staticmethod
    def _wrapped(painter: QPainter, box: QRectF, text: str) -> None:
        font = theme.font(13)
        metrics = QFontMetrics(font)
        room = int(box.width() * (box.height() // _LINE) - 20)
        painter.setFont(font)
        painter.setPen(theme.color("text2"))
        flags = Qt.TextFlag.TextWrapAnywhere | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
        painter.drawText(box, int(flags), metrics.elidedText(text, Qt.TextElideMode.ElideRight, room))

    @staticmethod
    def _rows(text: str, width: int) -> int:
        if not text:
            return 0
        return 1 if QFontMetrics(theme.font(13)).horizontalAdvance(text) <= width else 2

    @staticmethod
    def _day(painter: QPainter, rect: QRectF, day: str, row: int) -> None:
        if row:
            paint_line(painter, rect.toRect(), above=True)
        write(painter, rect.adjusted(_LEFT, 6, -_RIGHT, 0), day, "text3", 12, QFont.Weight.DemiBold)


class TimelineView(ReviewList):
    """Shows a :class:`TimelineModel`."""

    def __init__(self, model: TimelineModel, parent: QWidget | None = None) -> None:
        super().__init__(model, TimelineDelegate(model), parent)
        self.setObjectName("timeline")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Texts break elsewhere."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()
