"""Shares of groups as bars, each with the line within which the true share lies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_crm.domain.analysis.campaign_words import percent, share_words
from desktop_crm.domain.analysis.shares import Share
from ui.i18n import language
from ui.theme import theme

_ROW, _BAR, _NAME, _COUNT = 30, 14, 190, 190
_TICK = 4


@dataclass(frozen=True, slots=True)
class GroupShare:
    """One row: the name of a group, its share, the colour of its bar."""

    name: str
    share: Share
    tint: str


class ShareBars(QWidget):
    """Rows of :class:`GroupShare` on one scale."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("share_bars")
        self._rows: Sequence[GroupShare] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_rows(self, rows: Sequence[GroupShare]) -> None:
        """Show other groups."""
        self._rows = rows
        lang = language()
        self.setAccessibleName("; ".join(f"{one.name} {share_words(one.share, lang)}" for one in rows))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As high as its rows."""
        return QSize(480, max(1, len(self._rows)) * _ROW)

    def minimumSizeHint(self) -> QSize:
        """As high as its rows."""
        return QSize(360, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint name, bar, interval and numbers of each."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = max((one.share.high for one in self._rows if one.share.whole), default=1.0) or 1.0
        for place, one in enumerate(self._rows):
            rect = QRectF(0, place * _ROW, self.width(), _ROW)
            self._words(painter, rect.adjusted(0, 0, _NAME - self.width() - 10, 0), one.name, "text")
            room = QRectF(_NAME, rect.center().y() - _BAR / 2, max(40.0, self.width() - _NAME - _COUNT), _BAR)
            self._bar(painter, room, one, top)
            numbers = (
                f"{percent(one.share.value)}  {one.share.part:,} / {one.share.whole:,}" if one.share.whole else "–"
            )
            self._words(painter, rect.adjusted(room.right() + 14, 0, 0, 0), numbers, "text2")
        painter.end()

    def _bar(self, painter: QPainter, room: QRectF, one: GroupShare, top: float) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("line"))
        painter.drawRoundedRect(room, 3, 3)
        if not one.share.whole:
            return
        filled = QRectF(room)
        filled.setWidth(room.width() * one.share.value / top)
        painter.setBrush(theme.color(one.tint))
        painter.drawRoundedRect(filled, 3, 3)
        y = room.center().y()
        low, high = (room.left() + room.width() * end / top for end in (one.share.low, one.share.high))
        painter.setPen(QPen(theme.color("text"), 1.5))
        painter.drawLine(QPointF(low, y), QPointF(high, y))
        for x in (low, high):
            painter.drawLine(QPointF(x, y - _TICK), QPointF(x, y + _TICK))

    @staticmethod
    def _words(painter: QPainter, rect: QRectF, text: str, tint: str) -> None:
        font = theme.font(13, QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(theme.color(tint))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, int(rect.width()))
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
