"""The list of next steps, painted: the time above its first step, then who, what, until when."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop_crm.domain.steps import Due
from desktop_crm.queries.steps import Step
from ui.models.texts import coming_moment
from ui.steps.model import HeadRole, StepModel
from ui.steps.words import PUT_OFF, TINTS
from ui.theme import theme
from ui.widgets import paint_avatar, paint_pill, pill_width

_HEAD, _ROW, _AVATAR = 38, 56, 32
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


class StepDelegate(QStyledItemDelegate):
    """Paints a step in two lines."""

    def __init__(self, model: StepModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """The first row of a time is higher."""
        return QSize(200, _ROW + (_HEAD if index.data(HeadRole) else 0))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint heading, ground, avatar, lines and the day."""
        step = self._model.step(index.row())
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
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.color("sel" if chosen else "hover"))
        if chosen:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), theme.color("primary"))
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
        name_width = _words(painter, first, step.customer_name, "text", 13, QFont.Weight.DemiBold, share=0.5)
        _words(painter, first.adjusted(name_width + 10, 0, 0, 0), step.action, "text", 13)
        _words(painter, second, step.summary.replace("\n", " "), "text3", 12)

    @staticmethod
    def _heading(painter: QPainter, rect: QRectF, heading: str, due: Due, row: int) -> None:
        if row:
            painter.setPen(QPen(theme.color("line"), 1))
            painter.drawLine(QPointF(rect.left(), rect.top() + 0.5), QPointF(rect.right(), rect.top() + 0.5))
        tint = TINTS[due] if due in (Due.OVERDUE, Due.TODAY) else "text2"
        _words(painter, rect.adjusted(18, 8, -18, 0), heading, tint, 12, QFont.Weight.DemiBold)


def _words(
    painter: QPainter,
    rect: QRectF,
    text: str,
    tint: str,
    px: int,
    weight: QFont.Weight = QFont.Weight.Normal,
    *,
    share: float = 1.0,
) -> int:
    """Write on a line, in at most a share of it; return the width used."""
    font = theme.font(px, weight)
    metrics = QFontMetrics(font)
    painter.setFont(font)
    painter.setPen(theme.color(tint))
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, int(rect.width() * share)))
    painter.drawText(rect, _LEFT, shown)
    return metrics.horizontalAdvance(shown)


class StepView(QListView):
    """Shows a :class:`StepModel`. Space settles, digits put off, P opens their menu, Enter opens the customer."""

    picked = Signal(object)
    opened = Signal(object)
    finished = Signal(object)
    put_off = Signal(object, str)
    put_off_wanted = Signal(QPoint)

    def __init__(self, model: StepModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setObjectName("steps")
        self.setModel(model)
        self.setItemDelegate(StepDelegate(model, self))
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(self._told)
        self.doubleClicked.connect(self._open)

    def current(self) -> Step | None:
        """Return the step under the keyboard."""
        return self._model.step(self.currentIndex().row())

    def choose(self, place: int) -> None:
        """Stand on a row; on the last one when there are fewer."""
        last = self._model.rowCount() - 1
        if last >= 0:
            self.setCurrentIndex(self._model.index(min(max(place, 0), last), 0))
        self._told()

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

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Give the keyboard a row to stand on."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.choose(0)

    def _open(self) -> None:
        step = self.current()
        if step is not None:
            self.opened.emit(step)

    def _told(self) -> None:
        self.picked.emit(self.current())
