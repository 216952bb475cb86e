"""The list of the sync centre: rows that open, all by keyboard, painted alike on every tab."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from ui import icons
from ui.sync_centre.rows import Cell, CellRole, LogModel, LogRow, Look, RowRole
from ui.theme import theme
from ui.widgets import paint_avatar, paint_pill, pill_width
from ui.widgets.painting import write

ROW_HEIGHT = 40
_AVATAR, _CHEVRON = 26, 20
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


class LogDelegate(QStyledItemDelegate):
    """Paints cells by their look."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Rows are of one height."""
        return QSize(80, ROW_HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint ground, line, mark and text."""
        rect: QRect = option.rect
        self._ground(painter, rect, option.state, first=index.column() == 0)
        cell, row = index.data(CellRole), index.data(RowRole)
        if not isinstance(cell, Cell) or not isinstance(row, LogRow):
            return
        inner = QRectF(rect).adjusted(10, 0, -8, -1)
        if index.column() == 0:
            inner = self._indent(painter, inner, option.state, row, nested=index.parent().isValid())
        if cell.look is Look.NAME:
            circle = QRectF(inner.left(), inner.center().y() - _AVATAR / 2, _AVATAR, _AVATAR)
            paint_avatar(painter, circle, cell.text)
            inner = inner.adjusted(_AVATAR + 10, 0, 0, 0)
            write(painter, inner, cell.text, "text", 13, QFont.Weight.Medium)
        elif cell.look is Look.PILL and cell.text:
            text = cell.text
            if pill_width(text) > inner.width():
                metrics = QFontMetrics(theme.font(12, QFont.Weight.Medium))
                text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(inner.width()) - 18)
            paint_pill(painter, inner.left(), inner.center().y(), text, cell.tint or "grey", height=20)
        else:
            write(painter, inner, cell.text, "text3" if cell.look is Look.MUTED else "text", 13)

    def _ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag, *, first: bool) -> None:
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(rect, theme.color("sel"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.color("hover"))
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(QPointF(rect.left(), rect.bottom() + 0.5), QPointF(rect.right() + 1, rect.bottom() + 0.5))
        if selected and first:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), theme.color("primary"))

    def _indent(
        self, painter: QPainter, inner: QRectF, state: QStyle.StateFlag, row: LogRow, *, nested: bool
    ) -> QRectF:
        """Make room for the arrow of a row that opens; lines stand under the name."""
        if nested:
            return inner.adjusted(_CHEVRON + _AVATAR + 10, 0, 0, 0)
        if not row.lines:
            return inner
        symbol = "chevron-down" if state & QStyle.StateFlag.State_Open else "chevron-right"
        icons.paint(painter, symbol, "text3", QRectF(inner.left() - 2, inner.center().y() - 7, 14, 14))
        return inner.adjusted(_CHEVRON, 0, 0, 0)


class LogView(QTreeView):
    """Shows a :class:`LogModel`. ``opened(row)``: Enter or a double click; ``picked(row or None)``."""

    opened = Signal(object)
    picked = Signal(object)

    def __init__(self, model: LogModel, widths: Sequence[int], parent: QWidget | None = None) -> None:
        """``widths`` of the columns in pixels; 0 for the one that takes the rest."""
        super().__init__(parent)
        self._model = model
        self.setModel(model)
        self.setItemDelegate(LogDelegate(self))
        self.setUniformRowHeights(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setExpandsOnDoubleClick(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header = self.header()
        header.setFixedHeight(38)
        header.setSectionsMovable(False)
        header.setStretchLastSection(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for place, width in enumerate(widths):
            mode = QHeaderView.ResizeMode.Interactive if width else QHeaderView.ResizeMode.Stretch
            header.setSectionResizeMode(place, mode)
            if width:
                header.resizeSection(place, width)
        self.selectionModel().currentChanged.connect(self._told)
        model.modelReset.connect(self._told)
        self.doubleClicked.connect(self._open)

    def current_row(self) -> LogRow | None:
        """Return the row under the keyboard."""
        return self._model.row_at(self.currentIndex())

    def choose(self, place: int) -> None:
        """Make a row the current one."""
        self.setCurrentIndex(self._model.index(place, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens what the row is about, the space bar its lines; arrows are Qt's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        elif event.key() == Qt.Key.Key_Space:
            self._toggle(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on the arrow opens the lines."""
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        left = event.button() == Qt.MouseButton.LeftButton
        if left and index.isValid() and index.column() == 0 and event.position().x() < _CHEVRON + 10:
            self._toggle(index)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Give the keyboard a row to stand on."""
        super().focusInEvent(event)
        self.stand_somewhere()

    def stand_somewhere(self) -> None:
        """Choose the first row when none is chosen, so that the keyboard has a place."""
        if not self.currentIndex().isValid() and self._model.rowCount():
            self.choose(0)

    def _toggle(self, index: QModelIndex) -> None:
        top = index.siblingAtColumn(0)
        if self._model.hasChildren(top):
            self.setExpanded(top, not self.isExpanded(top))

    def _open(self) -> None:
        row = self.current_row()
        if row is not None:
            self.opened.emit(row)

    def _told(self, *_ignored: QObject) -> None:
        self.picked.emit(self.current_row())
