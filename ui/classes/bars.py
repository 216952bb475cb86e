"""Classes of one scheme as calm horizontal bars: name, bar, number, share. A click shows the customers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop_crm.domain.classification.model import NONE
from desktop_crm.queries.classes import ValueCount
from ui.i18n import language
from ui.theme import theme
from ui.widgets.painting import RIGHT, write
from ui.widgets.review_list import PaintedList

ROW_HEIGHT = 40
_BAR = 10
_INDENT = 18
_NUMBER, _SHARE = 78, 60
CountRole = Qt.ItemDataRole.UserRole

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


def share_words(part: int, whole: int) -> str:
    """Write a share: whole percents, one decimal below ten, and never 0 % for somebody."""
    if not part or not whole:
        return "—"
    percent = 100 * part / whole
    if percent < 0.1:
        return "<0.1%"
    return f"{percent:.0f}%" if percent >= 9.95 else f"{percent:.1f}%"


class BarModel(QAbstractListModel):
    """Rows of :class:`ValueCount`; shares are of the whole of the first level."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[ValueCount] = []
        self.whole = 0

    def show_counts(self, rows: Sequence[ValueCount]) -> None:
        """Show other classes, or other numbers of the same ones without losing the current row."""
        same = [row.value.code for row in rows] == [row.value.code for row in self._rows]
        whole = sum(row.customers for row in rows if row.depth == 0)
        if same:
            self._rows, self.whole = list(rows), whole
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self._rows, self.whole = list(rows), whole
        self.endResetModel()

    def row_at(self, index: Index) -> ValueCount | None:
        """Return a row, None where there is none."""
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Count the classes."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a row says."""
        row = self.row_at(index)
        if row is None:
            return None
        name = row.value.label(language())
        if role == Qt.ItemDataRole.DisplayRole:
            return name
        if role == CountRole:
            return row
        if role == Qt.ItemDataRole.AccessibleTextRole:
            number = self.tr("%n 位", "", row.customers)
            return f"{name}：{number}，{share_words(row.customers, self.whole)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.tr("查看这一类的客户")
        return None


class BarDelegate(QStyledItemDelegate):
    """Paints name, bar, number and share."""

    name_width = 200

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Rows are of one height."""
        return QSize(360, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one class."""
        row, model = index.data(CountRole), index.model()
        if not isinstance(row, ValueCount) or not isinstance(model, BarModel):
            return
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        if state & QStyle.StateFlag.State_MouseOver or focused:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("sel" if focused else "hover"))
            painter.drawRoundedRect(QRectF(rect).adjusted(0, 2, 0, -2), 6, 6)
            painter.restore()
        inner = QRectF(rect).adjusted(10, 0, -10, 0)
        indent = _INDENT * row.depth
        name = QRectF(inner.left() + indent, inner.top(), self.name_width - indent, inner.height())
        weight = QFont.Weight.Normal if row.depth else QFont.Weight.Medium
        quiet = row.value.code == NONE or not row.customers
        write(painter, name, str(index.data() or ""), "text2" if quiet else "text", 13, weight)
        bar = QRectF(name.right() + 14, inner.center().y() - _BAR / 2, 0, _BAR)
        bar.setRight(max(bar.left() + 40, inner.right() - _NUMBER - _SHARE - 8))
        self._bar(painter, bar, row, model.whole)
        number = QRectF(inner.right() - _NUMBER - _SHARE, inner.top(), _NUMBER, inner.height())
        write(painter, number, f"{row.customers:,}", "text3" if quiet else "text", 13, align=RIGHT)
        share = QRectF(inner.right() - _SHARE, inner.top(), _SHARE, inner.height())
        write(painter, share, share_words(row.customers, model.whole), "text3", 13, align=RIGHT)

    def _bar(self, painter: QPainter, bar: QRectF, row: ValueCount, whole: int) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("line"))
        painter.drawRoundedRect(bar, _BAR / 2, _BAR / 2)
        if row.customers and whole:
            filled = QRectF(bar)
            filled.setWidth(max(float(_BAR), bar.width() * row.customers / whole))
            painter.setBrush(theme.color("handle" if row.value.code == NONE else "primary"))
            painter.setOpacity(0.62 if row.depth else 1.0)
            painter.drawRoundedRect(filled, _BAR / 2, _BAR / 2)
        painter.restore()


class BarView(PaintedList):
    """``opened(code)``: a click, Enter or the space bar on a class."""

    opened = Signal(str)

    def __init__(self, model: BarModel, parent: QWidget | None = None) -> None:
        self._delegate = BarDelegate()
        super().__init__(model, self._delegate, parent)
        self._model = model
        self.setObjectName("class_bars")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._open)
        model.modelReset.connect(self.fit_names)

    def fit_names(self) -> None:
        """Give the names the room they need, up to two fifths of the width."""
        metrics = QFontMetrics(theme.font(13, QFont.Weight.Medium))
        rows = [self._model.row_at(self._model.index(place)) for place in range(self._model.rowCount())]
        widths = [metrics.horizontalAdvance(row.value.label(language())) + _INDENT * row.depth for row in rows if row]
        self._delegate.name_width = min(max(120, max(widths, default=0) + 4), max(140, self.width() * 2 // 5))
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and the space bar open; arrows are Qt's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        row = self._model.row_at(index)
        if row is not None:
            self.opened.emit(row.value.code)
