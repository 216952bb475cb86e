"""Paints the cells of the customer list. One painter for all columns: faster than a widget style, and one look."""

from __future__ import annotations

from PySide6.QtCore import (
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop_crm.queries.customers import ListRow
from desktop_crm.queries.sync_state import SyncState
from desktop_crm.store.unseen import News
from ui import icons
from ui.delegates.group_head import GroupHeadPainter
from ui.models.columns import COLUMNS, Look, RegisterColumn
from ui.models.register import HeadRole, RowRole
from ui.theme import theme
from ui.widgets import paint_avatar, paint_pill, pill_width

ROW_HEIGHT = 44
_AVATAR = 28
_NEW_PADDING = 6
#: Icon and colour token of each synchronisation state.
SYNC_ICONS = {
    SyncState.LOCAL: ("hard-drive", "text3"),
    SyncState.SYNCED: ("circle-check", "green"),
    SyncState.WAITING: ("cloud-upload", "blue"),
    SyncState.CONFLICT: ("triangle-alert", "amber"),
}
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_LEFT = int(_MIDDLE | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(_MIDDLE | Qt.AlignmentFlag.AlignRight)


class RegisterDelegate(QStyledItemDelegate):
    """Set ``hovered`` to the row under the pointer, ``stale_before`` to the date that makes a card grey, ``ring`` to
    show which cell is the current one. The name is red where values of the card contradict each other."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.hovered = -1
        self.first_column = 0  # logical index of the column that carries the mark of the selection
        self.stale_before = ""
        self.ring = False
        self._fonts: dict[tuple[int, int], tuple[QFont, QFontMetrics]] = {}
        self._colors: dict[str, QColor] = {}
        self._heads = GroupHeadPainter()
        theme.changed.connect(self._forget)

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Rows are of one height."""
        return QSize(COLUMNS[index.column()].width, ROW_HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint background, line and content."""
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        self._ground(painter, rect, index, selected=bool(state & QStyle.StateFlag.State_Selected))
        head = index.data(HeadRole)
        if head is not None:
            self._heads.paint(painter, option, index, head)
            return
        column = COLUMNS[index.column()]
        row = index.data(RowRole)
        text = str(index.data() or "")
        inner = QRectF(rect).adjusted(10, 0, -8, -1)
        stale = isinstance(row, ListRow) and str(row.values.get("updated_at") or "") < self.stale_before
        if not isinstance(row, ListRow):
            self._words(painter, inner, text, "text3")
        elif column.look is Look.NAME:
            self._name(painter, inner, text, row, stale=stale)
        elif column.look is Look.PILL:
            self._pill(painter, inner, text, column, row)
        elif column.look is Look.SHARE:
            self._share(painter, inner, int(str(row.values.get(column.source) or 0)))
        elif column.look is Look.SYNC:
            symbol, tint = SYNC_ICONS[row.sync_state]
            icons.paint(painter, symbol, tint, QRectF(inner.left() + 4, inner.center().y() - 8, 16, 16))
        elif column.look is Look.NUMBER:
            self._words(painter, inner, text, "text3", align=_RIGHT)
        elif column.look is Look.MONEY:
            self._words(painter, inner, text or "—", "text" if text else "text3", align=_RIGHT)
        else:
            tint = "text" if column.look is Look.TEXT and not stale else "text2"
            self._words(painter, inner, text or "—", tint if text else "text3")
        if self.ring and state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(self._color("primary"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(rect).adjusted(0.5, 0.5, -1.5, -2.5))

    def _ground(
        self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex, *, selected: bool
    ) -> None:
        if selected:
            painter.fillRect(rect, self._color("sel"))
        elif index.row() == self.hovered:
            painter.fillRect(rect, self._color("hover"))
        painter.setPen(QPen(self._color("line"), 1))
        painter.drawLine(QPointF(rect.left(), rect.bottom() + 0.5), QPointF(rect.right() + 1, rect.bottom() + 0.5))
        if selected and index.column() == self.first_column:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), self._color("primary"))

    def _name(self, painter: QPainter, rect: QRectF, text: str, row: ListRow, *, stale: bool) -> None:
        circle = QRectF(rect.left() + 2, rect.center().y() - _AVATAR / 2, _AVATAR, _AVATAR)
        paint_avatar(painter, circle, text)
        room = rect.adjusted(_AVATAR + 12, 0, 0, 0)
        if row.news is News.CHANGED:
            self._dot(painter, circle)
        elif row.news is News.NEW:
            word = QCoreApplication.translate("SyncWords", "新")
            width = pill_width(word, padding=_NEW_PADDING)
            named = self._font(14, QFont.Weight.DemiBold)[1].horizontalAdvance(text)
            at = min(room.left() + named + 8, room.right() - width)
            paint_pill(painter, at, rect.center().y(), word, "green", height=18, padding=_NEW_PADDING)
            room.setRight(at - 6)
        weight = QFont.Weight.DemiBold if row.news else QFont.Weight.Medium
        tint = "red" if row.contradictions else "text2" if stale and not row.news else "text"
        self._words(painter, room, text, tint, px=14, weight=weight)

    def _dot(self, painter: QPainter, circle: QRectF) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._color("surface"), 2))
        painter.setBrush(self._color("accent"))
        painter.drawEllipse(QPointF(circle.right() - 3, circle.top() + 4), 5, 5)
        painter.restore()

    def _pill(self, painter: QPainter, rect: QRectF, text: str, column: RegisterColumn, row: ListRow) -> None:
        code = str(row.values.get(column.source) or "")
        if not text:
            self._words(painter, rect, "—", "text3")
            return
        if pill_width(text) > rect.width():
            text = self._font(12, QFont.Weight.Medium)[1].elidedText(
                text, Qt.TextElideMode.ElideRight, int(rect.width()) - 18
            )
        paint_pill(painter, rect.left(), rect.center().y(), text, column.tint(code), height=20)

    def _share(self, painter: QPainter, rect: QRectF, percent: int) -> None:
        bar = QRectF(rect.left(), rect.center().y() - 3, max(24.0, rect.width() - 42), 6)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._color("pressed"))
        painter.drawRoundedRect(bar, 3, 3)
        if percent > 0:
            painter.setBrush(self._color("green" if percent >= 80 else "primary" if percent >= 40 else "amber"))
            painter.drawRoundedRect(QRectF(bar.left(), bar.top(), max(6.0, bar.width() * percent / 100), 6), 3, 3)
        painter.restore()
        place = QRectF(bar.right() + 6, rect.top(), rect.right() - bar.right() - 4, rect.height())
        self._words(painter, place, f"{percent}%", "text3", px=12)

    def _words(
        self,
        painter: QPainter,
        rect: QRectF,
        text: str,
        tint: str,
        *,
        px: int = 13,
        weight: QFont.Weight = QFont.Weight.Normal,
        align: int = _LEFT,
    ) -> None:
        font, metrics = self._font(px, weight)
        painter.setFont(font)
        painter.setPen(self._color(tint))
        if metrics.horizontalAdvance(text) > rect.width():
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(rect.width()))
        painter.drawText(rect, align, text)

    def _font(self, px: int, weight: QFont.Weight) -> tuple[QFont, QFontMetrics]:
        key = (px, int(weight))
        if key not in self._fonts:
            font = theme.font(px, weight)
            self._fonts[key] = (font, QFontMetrics(font))
        return self._fonts[key]

    def _color(self, token: str) -> QColor:
        if token not in self._colors:
            self._colors[token] = theme.color(token)
        return self._colors[token]

    def _forget(self) -> None:
        self._colors.clear()
        self._fonts.clear()
