"""What the delegates of painted lists share: one line of words, the ground of a row, the line between two groups."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from ui.theme import theme

LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
#: Width of the bar at the left of the chosen row, and corner and distance of rounded grounds, in logical pixels.
_BAR, _CORNER, _BETWEEN = 3, 8, 2


def write(
    painter: QPainter,
    rect: QRectF,
    text: str,
    tint: str,
    px: int,
    weight: QFont.Weight = QFont.Weight.Normal,
    *,
    align: int = LEFT,
    elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    share: float = 1.0,
) -> int:
    """Write one line, cut off with … where the room, or a ``share`` of it, ends; return the width it took."""
    font = theme.font(px, weight)
    metrics = QFontMetrics(font)
    painter.setFont(font)
    painter.setPen(theme.color(tint))
    shown = metrics.elidedText(text, elide, max(0, int(rect.width() * share)))
    painter.drawText(rect, align, shown)
    return metrics.horizontalAdvance(shown)


def paint_ground(painter: QPainter, option: QStyleOptionViewItem, rect: QRect, *, rounded: bool = False) -> None:
    """Paint the ground of a row that is chosen, or under the pointer."""
    state: QStyle.StateFlag = option.state
    chosen = bool(state & QStyle.StateFlag.State_Selected)
    tint = "sel" if chosen else "hover" if state & QStyle.StateFlag.State_MouseOver else ""
    if tint and rounded:
        path = QPainterPath()
        path.addRoundedRect(QRectF(rect).adjusted(0, _BETWEEN, 0, -_BETWEEN), _CORNER, _CORNER)
        painter.fillPath(path, theme.color(tint))
    elif tint:
        painter.fillRect(rect, theme.color(tint))
    if chosen and not rounded:
        painter.fillRect(QRect(rect.left(), rect.top(), _BAR, rect.height()), theme.color("primary"))


def paint_line(painter: QPainter, rect: QRect, *, above: bool) -> None:
    """Paint the hair line above a row, or below it."""
    y = rect.top() + 0.5 if above else rect.bottom() + 0.5
    painter.setPen(QPen(theme.color("line"), 1))
    painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right() + 1, y))
