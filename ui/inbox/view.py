"""The list of the inbox, painted: the customer's name above the first of its conflicts."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop_crm.queries.conflict_items import ConflictItem
from ui.inbox.model import FirstRole, InboxModel, ItemRole, WhenRole
from ui.inbox.words import subject
from ui.theme import theme
from ui.widgets import paint_avatar
from ui.widgets.painting import paint_ground, paint_line, write
from ui.widgets.review_list import ReviewList

_NAME_HEIGHT, _LINE_HEIGHT, _AVATAR = 38, 50, 26


class InboxDelegate(QStyledItemDelegate):
    """Paints a conflict in two lines, and before it the customer where one begins."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """The first row of a customer is higher."""
        return QSize(200, _LINE_HEIGHT + (_NAME_HEIGHT if index.data(FirstRole) else 0))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint name, ground, mark and two lines."""
        item = index.data(ItemRole)
        if not isinstance(item, ConflictItem):
            return
        rect: QRect = option.rect
        if index.data(FirstRole):
            self._name(painter, QRect(rect.left(), rect.top(), rect.width(), _NAME_HEIGHT), item)
            rect = rect.adjusted(0, _NAME_HEIGHT, 0, 0)
        paint_ground(painter, option, rect)
        inner = QRectF(rect).adjusted(16 + _AVATAR + 8, 7, -14, -7)
        half = inner.height() / 2
        if item.important:
            painter.setBrush(theme.color("amber"))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(QPointF(inner.left() - 14, inner.top() + half / 2), 3.5, 3.5)
        weight = QFont.Weight.DemiBold if item.important else QFont.Weight.Normal
        first = QRectF(inner.left(), inner.top(), inner.width(), half)
        write(painter, first, subject(item), "text", 13, weight)
        second = QRectF(inner.left(), inner.top() + half, inner.width(), half)
        who = f"{item.winner_by} / {item.loser_by}" if item.winner_by else item.loser_by
        write(painter, second, f"{who} · {index.data(WhenRole)}", "text3", 12)

    @staticmethod
    def _name(painter: QPainter, rect: QRect, item: ConflictItem) -> None:
        paint_line(painter, rect, above=True)
        name = item.display_name or item.customer_no
        circle = QRectF(rect.left() + 14, rect.center().y() - _AVATAR / 2 + 3, _AVATAR, _AVATAR)
        paint_avatar(painter, circle, name)
        words = QRectF(rect).adjusted(16 + _AVATAR + 8, 6, -14, 0)
        write(painter, words, name, "text", 13, QFont.Weight.DemiBold)


class InboxView(ReviewList):
    """Shows an :class:`InboxModel`."""

    def __init__(self, model: InboxModel, parent: QWidget | None = None) -> None:
        super().__init__(model, InboxDelegate(), parent)
        self.setObjectName("inbox")
