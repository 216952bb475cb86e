"""The list of pairs, painted: the group's names above its first pair."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop_crm.domain.matching.scoring import Band
from ui.duplicates.model import Entry, FirstRole, ItemRole, PairModel
from ui.duplicates.words import TINTS, certainty, group_name, why
from ui.widgets import paint_pill, pill_width
from ui.widgets.painting import paint_ground, paint_line, write
from ui.widgets.review_list import ReviewList

_NAME_HEIGHT, _LINE_HEIGHT = 34, 48


class PairDelegate(QStyledItemDelegate):
    """Paints a pair in two lines, and before it the group where one begins."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """The first row of a group is higher."""
        return QSize(200, _LINE_HEIGHT + (_NAME_HEIGHT if index.data(FirstRole) else 0))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint the group's name, the ground, the pill and two lines."""
        entry = index.data(ItemRole)
        if not isinstance(entry, Entry):
            return
        rect: QRect = option.rect
        if index.data(FirstRole):
            self._name(painter, QRect(rect.left(), rect.top(), rect.width(), _NAME_HEIGHT), entry)
            rect = rect.adjusted(0, _NAME_HEIGHT, 0, 0)
        paint_ground(painter, option, rect)
        inner = QRectF(rect).adjusted(16, 6, -14, -6)
        half = inner.height() / 2
        sure = certainty(entry.band, entry.pair.percent if entry.pair is not None else 100)
        width = pill_width(sure)
        paint_pill(painter, inner.right() - width, inner.top() + half / 2 + 2, sure, TINTS[entry.band], height=20)
        first = QRectF(inner.left(), inner.top(), inner.width() - width - 8, half)
        write(painter, first, _numbers(entry), "text", 13, QFont.Weight.Medium)
        second = QRectF(inner.left(), inner.top() + half, inner.width(), half)
        write(painter, second, _reason(entry), "text3", 12)

    @staticmethod
    def _name(painter: QPainter, rect: QRect, entry: Entry) -> None:
        paint_line(painter, rect, above=True)
        words = QRectF(rect).adjusted(16, 6, -14, 0)
        write(painter, words, group_name(entry.group), "text", 13, QFont.Weight.DemiBold)


def _numbers(entry: Entry) -> str:
    if entry.pair is None:
        return entry.group.cards[0].customer_no
    return f"{entry.pair.low.customer_no} · {entry.pair.high.customer_no}"


def _reason(entry: Entry) -> str:
    if entry.pair is not None:
        return why(entry.pair.reasons)
    return entry.mark.owner if entry.mark is not None else certainty(Band.HARD, 100)


class PairView(ReviewList):
    """Shows a :class:`PairModel`."""

    def __init__(self, model: PairModel, parent: QWidget | None = None) -> None:
        super().__init__(model, PairDelegate(), parent)
        self.setObjectName("pairs")
