"""The list of next steps, painted: the time above its first step, then who, what, until when."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop_crm.domain.steps import Due
from desktop_crm.queries.steps import Step
from ui.models.texts import coming_moment
from ui.steps.model import HeadRole, StepModel
from ui.steps.words import PUT_OFF, TINTS
from ui.widgets import paint_avatar, paint_pill, pill_width
from ui.widgets.painting import paint_ground, paint_line, write
from ui.widgets.review_list import ReviewList

_HEAD, _ROW, _AVATAR = 38, 56, 32


class StepDelegate(QStyledItemDelegate):
    """Paints a step in two lines."""

    def __init__(self, model: StepModel) -> None:
        super().__init__()
        self._model = model

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """The first row of a time is higher."""
        return QSize(200, _ROW + (_HEAD if index.data(HeadRole) else 0))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint heading, ground, avatar, lines and the day."""
        step = self._model.item(index.row())
        if step is None:
            return
        due = self._model.due(index.row())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect
        heading = str(index.data(HeadRole))
        if heading:
            self._heading(painter, QRectF(rect.left(), rect.top(), rect.width(), _HEAD), heading, due, index.row())
            rect = rect.adjusted(0, _HEAD, 0, 0)
        paint_ground(painter, option, rect)
        self._step(painter, QRectF(rect).adjusted(18, 7, -18, -7), step, due)
        painter.restore()

    def _step(self, painter: QPainter, inner: QRectF, step: Step, due: Due) -> None:
        circle = QRectF(inner.left(), inner.center().y() - _AVATAR / 2, _AVATAR, _AVATAR)
        paint_avatar(painter, circle, step.customer_name)
        when = coming_moment(step.due, self._model.today())
        room = pill_width(when) + 14 if when else 0
        if when:
            paint_pill(painter, inner.right() - room + 14, inner.center().y(), when, TINTS[due])
        words = inner.adjusted(_AVATAR + 12, 0, -room, 0)
        half = words.height() / 2
        first, second = QRectF(words), QRectF(words)
        first.setHeight(half)
        second.setTop(words.top() + half)
        name_width = write(painter, first, step.customer_name, "text", 13, QFont.Weight.DemiBold, share=0.5)
        write(painter, first.adjusted(name_width + 10, 0, 0, 0), step.action, "text", 13)
        write(painter, second, step.summary.replace("\n", " "), "text3", 12)

    @staticmethod
    def _heading(painter: QPainter, rect: QRectF, heading: str, due: Due, row: int) -> None:
        if row:
            paint_line(painter, rect.toRect(), above=True)
        tint = TINTS[due] if due in (Due.OVERDUE, Due.TODAY) else "text2"
        write(painter, rect.adjusted(18, 8, -18, 0), heading, tint, 12, QFont.Weight.DemiBold)


class StepView(ReviewList):
    """Shows a :class:`StepModel`. Space settles, digits put off, P opens their menu, Enter opens the customer."""

    finished = Signal(object)
    put_off = Signal(object, str)
    put_off_wanted = Signal(QPoint)

    def __init__(self, model: StepModel, parent: QWidget | None = None) -> None:
        super().__init__(model, StepDelegate(model), parent)
        self.setObjectName("steps")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """One key does it."""
        step, key = self.current(), Qt.Key(event.key())
        if step is None or event.modifiers() not in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        ):
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(step)
        elif key == Qt.Key.Key_Space:
            self.finished.emit(step)
        elif key == Qt.Key.Key_P:
            self.put_off_wanted.emit(self.visualRect(self.currentIndex()).bottomLeft())
        elif event.text() in (keys for keys, _ in PUT_OFF):
            self.put_off.emit(step, dict(PUT_OFF)[event.text()])
        else:
            super().keyPressEvent(event)
