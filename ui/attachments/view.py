"""The list of attachments, painted: small picture or icon, name, size and note, who and when, where the content is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFont,
    QImage,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPen,
)
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop_crm.queries.attachments import Attachment
from ui import icons
from ui.attachments.model import AttachmentRole, AttachmentsModel, PictureRole
from ui.attachments.words import mark, second_line, symbol, third_line
from ui.theme import theme
from ui.widgets import paint_pill, pill_width
from ui.widgets.painting import paint_ground, write
from ui.widgets.review_list import PaintedList

#: Side of the small picture, in logical pixels.
PICTURE = 44
_HEIGHT, _MARGIN, _GAP, _LINE = 76, 8, 12, 20
_PILL_HEIGHT, _BAR_HEIGHT = 18, 3


class AttachmentDelegate(QStyledItemDelegate):
    """Paints one attachment."""

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self._today = today

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Every row is as high as the other."""
        return QSize(200, _HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint ground, picture and lines."""
        one = index.data(AttachmentRole)
        if not isinstance(one, Attachment):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect
        paint_ground(painter, option, rect, rounded=True)
        place = QRectF(rect.left() + _MARGIN, rect.top() + (_HEIGHT - PICTURE) / 2, PICTURE, PICTURE)
        _picture(painter, place, one, index.data(PictureRole))
        left = place.right() + _GAP
        lines = QRectF(left, rect.top() + 8, rect.right() - _MARGIN - left, _LINE)
        write(painter, lines, one.file_name, "text", 13, QFont.Weight.DemiBold, elide=Qt.TextElideMode.ElideMiddle)
        write(painter, lines.translated(0, _LINE), second_line(one), "text2", 12)
        last = lines.translated(0, 2 * _LINE)
        room = _mark(painter, last, one)
        write(painter, last.adjusted(0, 0, -room, 0), third_line(one, self._today()), "text3", 12)
        painter.restore()


def _picture(painter: QPainter, rect: QRectF, one: Attachment, picture: object) -> None:
    if isinstance(picture, QImage):
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(rect, picture)
        painter.setPen(QPen(theme.color("border"), 1))  # a white page on white ground has an edge too
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
    else:
        path = QPainterPath()
        path.addRoundedRect(rect, 6, 6)
        painter.fillPath(path, theme.color("soft"))
        icons.paint(painter, symbol(one), "accent" if one.here else "text3", rect.adjusted(12, 12, -12, -12))
    if 0 < one.percent < 100:
        bar = QRectF(rect.left(), rect.bottom() + 3, rect.width(), _BAR_HEIGHT)
        painter.fillRect(bar, theme.color("line"))
        painter.fillRect(
            QRectF(bar.left(), bar.top(), bar.width() * one.percent / 100, _BAR_HEIGHT), theme.color("blue")
        )


def _mark(painter: QPainter, rect: QRectF, one: Attachment) -> float:
    """Paint where the content is at the right end; return the room it takes."""
    text, tint = mark(one)
    if not text:
        return 0.0
    width = pill_width(text, padding=7)
    paint_pill(painter, rect.right() - width, rect.center().y(), text, tint, height=_PILL_HEIGHT, padding=7)
    return width + 6


class AttachmentsView(PaintedList):
    """Shows an :class:`AttachmentsModel`. ``opened``: Enter or a double click; ``menu_wanted(place)``."""

    opened = Signal()
    menu_wanted = Signal(QPoint)

    def __init__(self, model: AttachmentsModel, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(model, AttachmentDelegate(today), parent)
        self._model = model
        self.setObjectName("attachments")
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.doubleClicked.connect(self._open)

    def current(self) -> Attachment | None:
        """Return the row the keyboard stands on, if it is selected."""
        index = self.currentIndex()
        chosen = index.isValid() and self.selectionModel().isSelected(index)
        return self._model.row(index.row()) if chosen else None

    def chosen(self) -> list[Attachment]:
        """Return the selected rows, in the order of the list."""
        places = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return [one for place in places if (one := self._model.row(place)) is not None]

    def choose_row(self, row_id: str) -> None:
        """Select a row and show it."""
        place = self._model.place_of(row_id)
        if place >= 0:
            self.setCurrentIndex(self._model.index(place))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu, at the row when the keyboard asks."""
        place = event.pos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            place = self.visualRect(self.currentIndex()).center()
        self.menu_wanted.emit(place)

    def _open(self) -> None:
        self.opened.emit()
