"""The table of a merge on the screen: fields and result stand still, the cards scroll beside them."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop_crm.domain.merging import TOGETHER
from ui.icons import paint as paint_icon
from ui.merge.model import CARDS, FIELD, RESULT, STAYS, MergeModel, OfferedRole, TakenRole
from ui.theme import theme

ROW_HEIGHT, HEAD_HEIGHT = 38, 54
FIELD_WIDTH, RESULT_WIDTH, CARD_WIDTH = 128, 206, 196
_ICON = 14
Index = QModelIndex | QPersistentModelIndex


class MergeDelegate(QStyledItemDelegate):
    """Paints what is taken on a coloured ground with a tick, the rest quietly."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        taken, offered = bool(index.data(TakenRole)), bool(index.data(OfferedRole))
        place: QRect = option.rect
        card = index.column() >= CARDS
        inner = place.adjusted(4, 3, -4, -3) if card else place
        painter.save()
        painter.fillRect(place, theme.color("surface"))  # the style's mark of the selection says "taken" too loudly
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if taken:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("soft"))
            painter.drawRoundedRect(inner, 6, 6)
        if card and option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(theme.color("accent"), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(inner).adjusted(0.75, 0.75, -0.75, -0.75), 6, 6)
        left = inner.left() + (8 if card else 12)
        if taken:
            paint_icon(painter, "check", "accent", QRectF(left, inner.center().y() - _ICON / 2 + 1, _ICON, _ICON))
        if card:
            left += _ICON + 6
        colour = "text" if taken or index.column() == RESULT else "text2" if offered else "text3"
        bold = index.column() == RESULT or (index.row() == STAYS and taken)
        font = theme.font(13, QFont.Weight.DemiBold) if bold else theme.font(13)
        painter.setFont(font)
        painter.setPen(theme.color(colour))
        room = QRect(left, inner.top(), inner.right() - left - 6, inner.height())
        text = QFontMetrics(font).elidedText(str(index.data() or ""), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), text)
        painter.restore()


class _Table(QTableView):
    """One of both halves."""

    key_pressed = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(MergeDelegate(self))
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setFixedHeight(HEAD_HEIGHT)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Offer a key to the view first."""
        event.ignore()
        self.key_pressed.emit(event)
        if not event.isAccepted():
            super().keyPressEvent(event)


class MergeView(QWidget):
    """``picked(row, card)`` follows the cell the keyboard is on; card is a place, or ``TOGETHER`` for none."""

    picked = Signal(int, int)

    def __init__(self, model: MergeModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._place = (STAYS, 0)
        self.heads, self.cards = _Table("merge_result"), _Table("merge_cards")
        self.heads.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.heads.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.heads.setFixedWidth(FIELD_WIDTH + RESULT_WIDTH + 1)
        self.heads.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.heads.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for table in (self.heads, self.cards):
            table.setModel(model)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.heads)
        row.addWidget(self.cards, 1)
        self.setFocusProxy(self.cards)
        self._connect()
        self._arrange()

    def current(self) -> tuple[int, int]:
        """Return row and card of the cell the keyboard is on; (-1, -1) for none."""
        index = self.cards.currentIndex()
        return (index.row(), index.column() - CARDS) if index.isValid() and index.column() >= CARDS else (-1, -1)

    def choose(self, row: int, card: int) -> None:
        """Put the keyboard on a cell."""
        self.cards.setCurrentIndex(self._model.index(row, card + CARDS))

    # -- parts ------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.cards.verticalScrollBar().valueChanged.connect(self.heads.verticalScrollBar().setValue)
        self.heads.verticalScrollBar().valueChanged.connect(self.cards.verticalScrollBar().setValue)
        self.cards.horizontalScrollBar().rangeChanged.connect(self._keep_level)
        self.cards.key_pressed.connect(self._key)
        self.cards.clicked.connect(self._clicked)
        self._model.modelAboutToBeReset.connect(self._remember)
        self._model.modelReset.connect(self._arrange)
        for table in (self.heads, self.cards):
            table.selectionModel().currentChanged.connect(self._moved)

    @Slot()
    def _remember(self) -> None:
        self._place = self.current()

    @Slot()
    def _arrange(self) -> None:
        """Show in each half its columns; stay where the keyboard was."""
        for column in range(self._model.columnCount()):
            self.heads.setColumnHidden(column, column >= CARDS)
            self.cards.setColumnHidden(column, column < CARDS)
            if column >= CARDS:
                self.cards.setColumnWidth(column, CARD_WIDTH)
        if self._model.columnCount():
            self.heads.setColumnWidth(FIELD, FIELD_WIDTH)
            self.heads.setColumnWidth(RESULT, RESULT_WIDTH)
            row, card = self._place
            rows, cards = self._model.rowCount() - 1, self._model.columnCount() - CARDS - 1
            self.choose(min(max(row, 0), rows), min(max(card, 0), cards))
        self._spread()

    def _spread(self) -> None:
        """Let few cards take the room there is."""
        number = self._model.columnCount() - CARDS
        if number > 0:
            width = max(CARD_WIDTH, self.cards.viewport().width() // number)
            for column in range(CARDS, CARDS + number):
                self.cards.setColumnWidth(column, width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Spread the cards anew."""
        super().resizeEvent(event)
        self._spread()

    @Slot(int, int)
    def _keep_level(self, _least: int, most: int) -> None:
        """Both halves end at the same row, also where one has a scroll bar below."""
        bar = self.cards.horizontalScrollBar().sizeHint().height() if most > 0 else 0
        self.heads.setViewportMargins(0, HEAD_HEIGHT, 0, bar)

    @Slot(QModelIndex, QModelIndex)
    def _moved(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self.picked.emit(*self.current())

    @Slot(QModelIndex)
    def _clicked(self, index: QModelIndex) -> None:
        self._model.take(index.row(), index.column() - CARDS)

    @Slot(object)
    def _key(self, event: QKeyEvent) -> None:
        """Space and Enter take the cell, digits a card of the row, 0 all of it."""
        row, card = self.current()
        key = event.key()
        if event.modifiers() not in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier) or row < 0:
            return
        if key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._model.take(row, card)
        elif Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            self._model.take(row, key - Qt.Key.Key_1)
        elif key == Qt.Key.Key_0:
            self._model.take(row, TOGETHER)
        else:
            return
        event.accept()
