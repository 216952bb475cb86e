"""Paints the head of a group across the whole row: arrow, name, how many, sales, mean completeness."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QTableView

from desktop_crm.queries.groups import GroupHead
from ui import icons
from ui.models.grouping import head_figures
from ui.models.register import RegisterModel
from ui.theme import theme

_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
_GAP = 22


class GroupHeadPainter:
    """Each cell paints its part of the band, so that any part of the row can be painted alone."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
        head: GroupHead,
    ) -> None:
        """Paint the part of a head that lies in one cell."""
        view, model = option.widget, index.model()
        if not isinstance(view, QTableView) or not isinstance(model, RegisterModel):
            return
        rect = option.rect
        band = QRectF(0, rect.top(), view.viewport().width(), rect.height())
        painter.save()
        painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, theme.color("sel" if selected else "pressed"))
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(QPointF(band.left(), band.bottom() - 0.5), QPointF(band.right(), band.bottom() - 0.5))
        arrow = "chevron-down" if model.is_open(head) else "chevron-right"
        icons.paint(painter, arrow, "text2", QRectF(band.left() + 14, band.center().y() - 8, 16, 16))
        self._words(painter, band.adjusted(40, 0, -16, 0), model.title_of(head), head)
        painter.restore()

    def _words(self, painter: QPainter, room: QRectF, title: str, head: GroupHead) -> None:
        number, *figures = head_figures(head)
        font = theme.font(13, QFont.Weight.Normal)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(theme.color("text2"))
        for text in reversed([one for one in figures if one]):
            painter.drawText(room, _RIGHT, text)
            room = room.adjusted(0, 0, -metrics.horizontalAdvance(text) - _GAP, 0)
        bold = theme.font(14, QFont.Weight.DemiBold)
        space = room.width() - metrics.horizontalAdvance(number) - _GAP
        shown = QFontMetrics(bold).elidedText(title, Qt.TextElideMode.ElideRight, int(max(0, space)))
        painter.drawText(room.adjusted(QFontMetrics(bold).horizontalAdvance(shown) + 10, 0, 0, 0), _LEFT, number)
        painter.setFont(bold)
        painter.setPen(theme.color("text"))
        painter.drawText(room, _LEFT, shown)
