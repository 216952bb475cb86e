"""The list of the inbox, painted: the customer's name above the first of its conflicts."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop_crm.queries.customers import ConflictItem
from ui.inbox.model import FirstRole, InboxModel, ItemRole, WhenRole
from ui.inbox.words import subject
from ui.theme import theme
from ui.widgets import paint_avatar

_NAME_HEIGHT, _LINE_HEIGHT, _AVATAR = 38, 50, 26
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


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
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.color("sel" if chosen else "hover"))
        if chosen:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), theme.color("primary"))
        inner = QRectF(rect).adjusted(16 + _AVATAR + 8, 7, -14, -7)
        half = inner.height() / 2
        if item.important:
            painter.setBrush(theme.color("amber"))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(QPointF(inner.left() - 14, inner.top() + half / 2), 3.5, 3.5)
        weight = QFont.Weight.DemiBold if item.important else QFont.Weight.Normal
        first = QRectF(inner.left(), inner.top(), inner.width(), half)
        _words(painter, first, subject(item), "text", 13, weight)
        second = QRectF(inner.left(), inner.top() + half, inner.width(), half)
        who = f"{item.winner_by} / {item.loser_by}" if item.winner_by else item.loser_by
        _words(painter, second, f"{who} · {index.data(WhenRole)}", "text3", 12)

    @staticmethod
    def _name(painter: QPainter, rect: QRect, item: ConflictItem) -> None:
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(QPointF(rect.left(), rect.top() + 0.5), QPointF(rect.right() + 1, rect.top() + 0.5))
        name = item.display_name or item.customer_no
        circle = QRectF(rect.left() + 14, rect.center().y() - _AVATAR / 2 + 3, _AVATAR, _AVATAR)
        paint_avatar(painter, circle, name)
        words = QRectF(rect).adjusted(16 + _AVATAR + 8, 6, -14, 0)
        _words(painter, words, name, "text", 13, QFont.Weight.DemiBold)


def _words(
    painter: QPainter, rect: QRectF, text: str, tint: str, px: int, weight: QFont.Weight = QFont.Weight.Normal
) -> None:
    font = theme.font(px, weight)
    painter.setFont(font)
    painter.setPen(theme.color(tint))
    painter.drawText(rect, _LEFT, QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, int(rect.width())))


class InboxView(QListView):
    """Shows an :class:`InboxModel`. ``picked(item or None)``; ``opened(item)``: Enter or a double click."""

    picked = Signal(object)
    opened = Signal(object)

    def __init__(self, model: InboxModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setObjectName("inbox")
        self.setModel(model)
        self.setItemDelegate(InboxDelegate(self))
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(self._told)
        self.doubleClicked.connect(self._open)

    def current(self) -> ConflictItem | None:
        """Return the conflict under the keyboard."""
        return self._model.item(self.currentIndex().row())

    def choose(self, place: int) -> None:
        """Stand on a row; on the last one when there are fewer."""
        last = self._model.rowCount() - 1
        if last >= 0:
            self.setCurrentIndex(self._model.index(min(max(place, 0), last), 0))
        self._told()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the customer."""
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
        item = self.current()
        if item is not None:
            self.opened.emit(item)

    def _told(self) -> None:
        self.picked.emit(self.current())
