"""A sheet of paper described in millimetres, and the one painter that puts it on any device.

A :class:`Sheet` is a list of fills, marks, rules and single lines of text. Text is measured once, in dots of
:data:`DPI`, so printer, PDF, preview and picture break lines at the same places.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache, lru_cache

import segno
from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QTextLayout, QTextOption

from ui.fonts import text_font

#: Resolution in which text is measured, and that of the PDF.
DPI = 1200
#: Dots per millimetre.
DOT = DPI / 25.4

INK = QColor(0x11, 0x11, 0x11)
RULE = QColor(0x22, 0x22, 0x22)
TINT = QColor(0xF1, 0xF3, 0xF6)


class Tone(StrEnum):
    """Colours of text, named by what they are for."""

    INK = "ink"
    QUIET = "quiet"
    RED = "red"  # grade of secrecy, boxes of a postcode
    MARK = "mark"  # behind everything: must not hinder reading
    RED_MARK = "red_mark"


TONES = {
    Tone.INK: INK,
    Tone.QUIET: QColor(0x5A, 0x60, 0x6A),
    Tone.RED: QColor(0xB4, 0x23, 0x18),
    Tone.MARK: QColor(0xDF, 0xE2, 0xE8),
    Tone.RED_MARK: QColor(0xF6, 0xDC, 0xD9),
}

HAIR, FRAME = 0.18, 0.5
LEADING = 1.3
PADDING = 1.4


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the sheet, in millimetres."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return self.y + self.height


@dataclass(frozen=True, slots=True)
class Style:
    """How a text stands in its box: sizes in points; it shrinks from ``size`` to ``smallest``."""

    size: float = 10.5
    smallest: float = 8.0
    bold: bool = False
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft
    top: bool = False
    padding: float = PADDING
    tone: Tone = Tone.INK


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text: left end and baseline in millimetres, size in points, ``turn`` in degrees."""

    text: str
    x: float
    y: float
    size: float
    bold: bool = False
    turn: float = 0.0
    tone: Tone = Tone.INK


@dataclass(slots=True)
class Sheet:
    """One page. ``rules`` are (x, y, width, height) bars; ``cells`` are kept to be looked at by tests.

    ``scale`` enlarges everything on the way to the device: the paper is ``width * scale`` wide. ``marks`` lie behind
    rules and lines; ``accents`` are rules in red. ``foot`` is the room of the footer line, None for pages without one.
    """

    width: float = 210.0
    height: float = 297.0
    scale: float = 1.0
    foot: Box | None = None
    marks: list[Line] = field(default_factory=list)
    accents: list[Box] = field(default_factory=list)
    fills: list[Box] = field(default_factory=list)
    rules: list[Box] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    cells: list[Box] = field(default_factory=list)
    codes: list[tuple[Box, str]] = field(default_factory=list)

    @property
    def landscape(self) -> bool:
        """Whether the page lies on its long side."""
        return self.width > self.height

    @property
    def texts(self) -> list[Line]:
        """Everything written, in the order of painting."""
        return [*self.marks, *self.lines]

    def cell(self, box: Box, text: str = "", style: Style | None = None, *, filled: bool = False) -> None:
        """Draw a bordered cell with ``text`` inside."""
        self.cells.append(box)
        if filled:
            self.fills.append(box)
        self.frame(box, HAIR)
        self.text(box, text, style or Style())

    def frame(self, box: Box, thickness: float, *, accent: bool = False) -> None:
        """Rule the four edges of ``box``; the bars lie centred on its edges."""
        half, bars = thickness / 2, self.accents if accent else self.rules
        for y in (box.y, box.bottom):
            bars.append(Box(box.x - half, y - half, box.width + thickness, thickness))
        for x in (box.x, box.right):
            bars.append(Box(x - half, box.y - half, thickness, box.height + thickness))

    def text(self, box: Box, text: str, style: Style) -> None:
        """Put ``text`` into ``box``, shrunk to fit."""
        if text:
            self.place(box, *fit(text, box.width - 2 * style.padding, box.height, style), style)

    def place(self, box: Box, size: float, texts: list[str], style: Style) -> None:
        """Put broken lines into ``box``: as a block, centred in height unless the style says top."""
        step = line_height(size)
        block = step * len(texts)
        y = box.y + PADDING if style.top else box.y + (box.height - block) / 2
        ascent, descent = extent(size, style.bold)
        for number, text in enumerate(texts):
            spare = box.width - 2 * style.padding - advance(text, size, style.bold)
            left = {Qt.AlignmentFlag.AlignHCenter: spare / 2, Qt.AlignmentFlag.AlignRight: spare}.get(style.align, 0.0)
            baseline = y + number * step + (step + ascent - descent) / 2
            start = box.x + style.padding + left
            self.lines.append(Line(text, start, baseline, size, style.bold, tone=style.tone))

    def heading(self, box: Box, text: str) -> None:
        """Fill a narrow cell with a vertical heading: stacked Chinese characters, turned Latin words."""
        self.cells.append(box)
        self.fills.append(box)
        self.frame(box, HAIR)
        latin, size = text.isascii(), 10.5
        while (
            size > 6 and (advance(text, size, bold=True) if latin else len(text) * line_height(size)) > box.height - 2
        ):
            size -= 0.5
        if latin:
            ascent, descent = extent(size, bold=True)
            x = box.x + (box.width + ascent - descent) / 2
            y = box.y + (box.height + advance(text, size, bold=True)) / 2
            self.lines.append(Line(text, x, y, size, bold=True, turn=-90))
        else:
            style = Style(size, bold=True, align=Qt.AlignmentFlag.AlignHCenter, padding=0)
            self.place(box, size, list(text), style)

    def code(self, box: Box, text: str) -> None:
        """Put a QR code of ``text`` into the square ``box``."""
        self.codes.append((box, text))


def fit(text: str, width: float, height: float, style: Style) -> tuple[float, list[str]]:
    """Return the largest size in which ``text`` fits the space, and its lines.

    One line in a slightly smaller size is preferred to two, for a number or code even in a small one. Below
    ``smallest`` the size falls on to 4 points only when the height demands it; a text too long even then ends
    with an ellipsis.
    """
    size = style.size
    one_line = min(style.smallest, 7) if _is_code(text) else max(style.smallest, style.size - 1.5)
    while "\n" not in text and size >= one_line:
        if advance(text, size, style.bold) <= width:
            return size, [plain(text)]
        size -= 0.5
    size = style.size
    while size > style.smallest and not _words_fit(text, width, size, style.bold):
        size -= 0.5
    while True:
        texts = broken(text, width, size, style.bold)
        if len(texts) <= 2 and height >= len(texts) * line_height(size):
            return size, texts
        if size <= style.smallest and len(texts) * line_height(size) <= height:
            return size, texts
        if size <= 4:
            room = max(1, int(height / line_height(size)))
            return size, texts if len(texts) <= room else [*texts[: room - 1], texts[room - 1][:-1] + "…"]
        size -= 0.5


def _words_fit(text: str, width: float, size: float, bold: bool) -> bool:
    """Whether no Latin word has to be broken in itself."""
    words = (word for word in text.split() if word.isascii())
    return all(advance(word, size, bold) <= width for word in words)


def _is_code(text: str) -> bool:
    """Whether this is one word without Chinese characters: broken in two it would be hard to read."""
    return " " not in text and all(ord(one) < 0x2E80 for one in text)


def height_of(text: str, width: float, style: Style) -> float:
    """Return the height in millimetres that ``text`` needs in a cell ``width`` wide."""
    if not text:
        return 0.0
    size, texts = fit(text, width - 2 * style.padding, float("inf"), style)
    return len(texts) * line_height(size)


def broken(text: str, width: float, size: float, bold: bool = False) -> list[str]:
    """Break ``text`` into lines of at most ``width`` millimetres; its own line ends are kept."""
    result: list[str] = []
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    for paragraph in plain(text).split("\n"):
        layout = QTextLayout(paragraph, text_font(_dots(size), bold=bold))
        layout.setTextOption(option)
        layout.beginLayout()
        units = paragraph.encode("utf-16-le")  # Qt counts UTF-16 units: a rare character is two
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width * DOT)
            start, end = line.textStart(), line.textStart() + line.textLength()
            result.append(units[2 * start : 2 * end].decode("utf-16-le").rstrip())
        layout.endLayout()
        if not paragraph:
            result.append("")
    return result


def plain(text: str) -> str:
    """Return ``text`` with one kind of line end and without tabs; its characters stay as typed."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "  ")


def advance(text: str, size: float, bold: bool = False) -> float:
    """Return the width of one line of text in millimetres."""
    return _metrics(_dots(size), bold).horizontalAdvance(plain(text)) / DOT


def line_height(size: float) -> float:
    """Return the distance of two baselines in millimetres."""
    return size * LEADING * 25.4 / 72


def extent(size: float, bold: bool) -> tuple[float, float]:
    """Return the height above and below the baseline that looks centred, in millimetres.

    The metrics of the face leave room for accents; a Chinese character reaches from -0.12 to 0.88 of its size.
    """
    em = size * 25.4 / 72
    return 0.86 * em, (0.13 if bold else 0.12) * em


def paint(painter: QPainter, sheet: Sheet, dpi: float) -> None:
    """Paint ``sheet`` with its corner at the painter's origin.

    Fills and rules are snapped to whole device dots, so that hairlines of a page all look the same.
    """
    dpi *= sheet.scale
    for box in sheet.fills:
        painter.fillRect(_snapped(box, dpi), TINT)
    _paint_lines(painter, sheet.marks, dpi)
    for bars, color in ((sheet.rules, RULE), (sheet.accents, TONES[Tone.RED])):
        for bar in bars:
            painter.fillRect(_bar(bar, dpi), color)
    for box, text in sheet.codes:
        _paint_code(painter, box, text, dpi)
    _paint_lines(painter, sheet.lines, dpi)


def _paint_lines(painter: QPainter, lines: Iterable[Line], dpi: float) -> None:
    for line in lines:
        painter.setPen(TONES[line.tone])
        painter.save()
        painter.scale(dpi / DPI, dpi / DPI)
        painter.translate(line.x * DOT, line.y * DOT)
        painter.rotate(line.turn)
        painter.setFont(text_font(_dots(line.size), bold=line.bold))
        painter.drawText(QPointF(0, 0), line.text)
        painter.restore()


def _paint_code(painter: QPainter, box: Box, text: str, dpi: float) -> None:
    rows = _code_rows(text)
    module = max(1, int(box.width * dpi / 25.4 / len(rows)))
    spare = round(box.width * dpi / 25.4) - module * len(rows)
    left, top = round(box.x * dpi / 25.4) + spare, round(box.y * dpi / 25.4)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            if dark:
                painter.fillRect(QRect(left + x * module, top + y * module, module, module), INK)


@lru_cache(maxsize=64)
def _code_rows(text: str) -> list[bytes]:
    """Rows of a QR code; every page of a customer carries the same one."""
    return [bytes(row) for row in segno.make(text, error="m", micro=False).matrix]


def _snapped(box: Box, dpi: float) -> QRect:
    scale = dpi / 25.4
    left, top = round(box.x * scale), round(box.y * scale)
    return QRect(left, top, round(box.right * scale) - left, round(box.bottom * scale) - top)


def _bar(bar: Box, dpi: float) -> QRect:
    """Snap a rule: its thickness first, then its middle, so that all rules of a weight are equally thick."""
    scale = dpi / 25.4
    thick = max(1, round(min(bar.width, bar.height) * scale))
    if bar.width < bar.height:
        top = round((bar.y + bar.width / 2) * scale) - thick // 2
        bottom = round((bar.bottom - bar.width / 2) * scale) - thick // 2 + thick
        return QRect(round((bar.x + bar.width / 2) * scale) - thick // 2, top, thick, bottom - top)
    left = round((bar.x + bar.height / 2) * scale) - thick // 2
    right = round((bar.right - bar.height / 2) * scale) - thick // 2 + thick
    return QRect(left, round((bar.y + bar.height / 2) * scale) - thick // 2, right - left, thick)


def _dots(size: float) -> int:
    return round(size * DPI / 72)


@cache
def _metrics(dots: int, bold: bool) -> QFontMetricsF:
    return QFontMetricsF(text_font(dots, bold=bold))
