"""The ruled paper: bands of cells on twelve columns, drawn with hairlines of the theme.

A cell is a shaded label beside its editor and, below both, what the checks say. Widths follow the
columns to the pixel, so the rules of all bands meet.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from desktop_crm.domain.verification import State
from ui import icons
from ui.card.marks import LOOKS
from ui.theme import theme
from ui.widgets import make_label

COLUMNS = 12
LABEL_COLUMNS = 2
HEADING = 36
ROW = 38


@dataclass(slots=True)
class Place:
    """Widgets of one cell: ``label`` takes two columns of the span, ``main`` the rest, ``notes`` stand below.

    A cell of ``span`` 0 stands in the tail right of the columns.
    """

    column: int
    span: int
    label: QWidget | None = None
    main: QWidget | None = None
    notes: QWidget | None = None

    def widgets(self) -> list[QWidget]:
        """Return what there is."""
        return [widget for widget in (self.label, self.main, self.notes) if widget is not None]


@dataclass(slots=True)
class Band:
    """A row of cells. A band whose widgets are all hidden takes no room."""

    places: list[Place]
    least: int = ROW
    head: bool = False
    _top: int = field(default=0, init=False)
    _height: int = field(default=0, init=False)

    @property
    def shown(self) -> bool:
        """Whether any widget of it shows."""
        return any(not widget.isHidden() for place in self.places for widget in place.widgets())


_MARK = 14


class CellLabel(QLabel):
    """Label of a cell; a required field has a red star, one whose truth is checked a mark. ``mark_clicked``."""

    mark_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark: State | None = None
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWordWrap(True)
        self.setContentsMargins(6, 0, 6, 0)
        self._text, self._required = "", False
        theme.changed.connect(self._dress)

    def set_label(self, text: str, *, required: bool = False) -> None:
        """Show a text."""
        self._text, self._required = text, required
        self._dress()

    def plain(self) -> str:
        """Text without the star."""
        return self._text

    @property
    def mark(self) -> State | None:
        """The mark that shows."""
        return self._mark

    def set_mark(self, state: State | None, words: str = "") -> None:
        """Show how far the value beside it can be trusted, and say why; None shows no mark."""
        self._mark = state
        self.setToolTip(words)
        self.setAccessibleDescription(words)
        self.setContentsMargins(6, 0, 6 if state is None else _MARK + 8, 0)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the text, and the mark at the right edge."""
        super().paintEvent(event)
        if self._mark is not None:
            name, tint = LOOKS[self._mark]
            painter = QPainter(self)
            top = (self.height() - _MARK) / 2
            icons.paint(painter, name, tint, QRectF(self.width() - _MARK - 6, top, _MARK, _MARK))
            painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on the mark asks what it means."""
        if self._mark is not None and event.position().x() > self.width() - _MARK - 12:
            self.mark_clicked.emit()
        else:
            super().mousePressEvent(event)

    def _dress(self) -> None:
        escaped = self._text.replace("&", "&amp;").replace("<", "&lt;")
        star = f' <span style="color:{theme.value("red")}">*</span>' if self._required else ""
        self.setText(f'<span style="color:{theme.value("text2")}">{escaped}</span>{star}')


class Paper(QWidget):
    """Bands of cells. ``tail`` is room kept at the right end for the buttons of a row."""

    def __init__(self, parent: QWidget | None = None, *, tail: int = 0) -> None:
        super().__init__(parent)
        self._bands: list[Band] = []
        self._tail = tail
        self._fills: list[QRect] = []
        self._rules: list[QRect] = []
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_bands(self, bands: Sequence[Band]) -> None:
        """Show these bands; their widgets become children."""
        self._bands = list(bands)
        for band in self._bands:
            for place in band.places:
                for widget in place.widgets():
                    if widget.parent() is not self:
                        widget.setParent(self)
        self.updateGeometry()
        self._arrange(self.width(), move=True)

    def hasHeightForWidth(self) -> bool:
        """Height depends on width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height of all bands at this width."""
        return self._arrange(width, move=False)

    def sizeHint(self) -> QSize:
        """As high as the bands are."""
        return QSize(720, self.heightForWidth(max(self.width(), 640)))

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for a folded window."""
        return QSize(480, self.heightForWidth(max(self.width(), 640)))

    def event(self, event: QEvent) -> bool:
        """Arrange anew when a child wants another height."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._arrange(self.width(), move=True)
            self.updateGeometry()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange anew."""
        super().resizeEvent(event)
        self._arrange(self.width(), move=True)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint shaded labels and hairlines."""
        painter = QPainter(self)
        for rect in self._fills:
            painter.fillRect(rect, theme.color("hover"))
        for rule in self._rules:
            painter.fillRect(rule, theme.color("field_border"))
        painter.end()

    # -- arranging --------------------------------------------------------------------------

    def _x(self, column: int, width: int) -> int:
        return round(column * (width - self._tail) / COLUMNS)

    def _arrange(self, width: int, *, move: bool) -> int:
        if move:
            self._fills, self._rules = [], []
        y = 0
        for band in self._bands:
            if not band.shown:
                continue
            height = self._band(band, y, width, move=move)
            y += height
            if move:
                self._rules.append(QRect(0, y - 1, width, 1))
        if move and self._rules:
            self._rules.pop()  # the frame of the section closes the last band
            self.update()
        return y

    def _band(self, band: Band, y: int, width: int, *, move: bool) -> int:
        boxes = [self._box(place, width) for place in band.places]
        top = max([band.least, *(_top_height(place, *box) for place, box in zip(band.places, boxes, strict=True))])
        below = [_notes_height(place, box[0], box[2]) for place, box in zip(band.places, boxes, strict=True)]
        height = top + max(below, default=0) + 1
        if move:
            for place, box, notes in zip(band.places, boxes, below, strict=True):
                self._put(place, box, QRect(0, y, width, height), top, noted=bool(notes), head=band.head)
        return height

    def _box(self, place: Place, width: int) -> tuple[int, int, int]:
        """Left edge, left edge of the main widget, right edge."""
        if not place.span:
            return width - self._tail, width - self._tail, width
        left, right = self._x(place.column, width), self._x(place.column + place.span, width)
        columns = place.span if place.main is None else LABEL_COLUMNS
        middle = self._x(place.column + columns, width) if place.label is not None else left
        return left, middle, right

    def _put(self, place: Place, box: tuple[int, int, int], band: QRect, top: int, *, noted: bool, head: bool) -> None:
        left, middle, right = box
        if right < self.width() - 1:
            self._rules.append(QRect(right - 1, band.y(), 1, band.height()))
        if place.label is not None:
            place.label.setGeometry(left, band.y(), middle - left - 1, top)
            ruled = top if noted else band.height()
            self._fills.append(QRect(left, band.y(), middle - left, ruled))
            self._rules.append(QRect(middle - 1, band.y(), 1, ruled))
        elif head:
            self._fills.append(QRect(left, band.y(), right - left, band.height()))
        if place.main is not None:
            place.main.setGeometry(middle, band.y(), right - middle - 1, top)
        if place.notes is not None and not place.notes.isHidden():
            place.notes.setGeometry(left, band.y() + top, right - left - 1, band.height() - top - 1)


def _height(widget: QWidget, width: int) -> int:
    layout = widget.layout()
    if layout is not None and layout.hasHeightForWidth():
        return layout.heightForWidth(width)
    return widget.heightForWidth(width) if widget.hasHeightForWidth() else widget.sizeHint().height()


def _top_height(place: Place, left: int, middle: int, right: int) -> int:
    heights = [0]
    if place.main is not None:
        heights.append(_height(place.main, right - middle - 1))
    if place.label is not None and not place.label.isHidden():
        heights.append(_height(place.label, middle - left - 1))
    return max(heights)


def _notes_height(place: Place, left: int, right: int) -> int:
    if place.notes is None or place.notes.isHidden():
        return 0
    return _height(place.notes, right - left - 1)


class Section(QWidget):
    """A part of the form with its heading along the left edge, as the paper has it."""

    def __init__(self, body: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(HEADING, 0, 0, 1)
        row.setSpacing(0)
        row.addWidget(body)

    def set_title(self, title: str) -> None:
        """Set the heading: Chinese one character a line, other scripts turned."""
        self._title = title
        self.setAccessibleName(title)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint heading and rules."""
        painter = QPainter(self)
        box = QRect(0, 0, HEADING - 1, self.height() - 1)
        painter.fillRect(box, theme.color("hover"))
        rule = theme.color("field_border")
        painter.fillRect(HEADING - 1, 0, 1, self.height(), rule)
        painter.fillRect(0, self.height() - 1, self.width(), 1, rule)
        painter.setPen(theme.color("text2"))
        painter.setFont(theme.font(13, QFont.Weight.DemiBold))
        if self._title.isascii():
            painter.translate(0, self.height() - 1)
            painter.rotate(-90)
            turned = QRect(0, 0, box.height(), box.width())
            text = painter.fontMetrics().elidedText(self._title, Qt.TextElideMode.ElideRight, turned.width() - 8)
            painter.drawText(turned, Qt.AlignmentFlag.AlignCenter, text)
        else:
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "\n".join(self._title))
        painter.end()


class Framed(QWidget):
    """Sections one below the other in the thick frame of the form."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the frame."""
        painter = QPainter(self)
        pen = painter.pen()
        pen.setColor(theme.color("text3"))
        pen.setWidth(1)
        painter.setPen(pen)
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


def spread(
    fields: Sequence[object], wide: Callable[[object], bool], across: int = 2
) -> list[list[tuple[int, int, int]]]:
    """Place fields that have no cell of their own: ``across`` in a row, wide ones alone.

    Returns rows of (index, column, span).
    """
    rows: list[list[tuple[int, int, int]]] = []
    span, used = COLUMNS // across, COLUMNS
    for index, item in enumerate(fields):
        if wide(item):
            rows.append([(index, 0, COLUMNS)])
            used = COLUMNS
            continue
        if used >= COLUMNS:
            rows.append([])
            used = 0
        rows[-1].append((index, used, span))
        used += span
    return rows


def small_heading(text: str) -> QLabel:
    """Title of the form."""
    label = make_label(text, "title")
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return label
