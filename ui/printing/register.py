"""A list on landscape paper: the customer list (客户一览表, domain contract §1.5) and its like."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from PySide6.QtCore import Qt

from ui.printing.content import word
from ui.printing.sheet import FRAME, Box, Sheet, Style, height_of

# Millimetres, A4 on its long side.
PAGE_WIDTH, PAGE_HEIGHT = 297.0, 210.0
LEFT, WIDTH = 12.0, 273.0
TITLE_Y, TABLE_Y, TABLE_END, FOOTER_Y = 12.0, 27.0, 194.0, 198.0
HEAD_ROW, ROW = 9.0, 7.5
TALLEST_ROW = 60.0

Align = Literal["left", "center", "right"]
_ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "center": Qt.AlignmentFlag.AlignHCenter,
    "right": Qt.AlignmentFlag.AlignRight,
}
CENTRE = Qt.AlignmentFlag.AlignHCenter
TITLE = Style(16, 11, bold=True, align=CENTRE)
HEAD = Style(9.5, 7, bold=True, align=CENTRE, padding=0.8)
SMALL = Style(8.5, 6, align=CENTRE)


class Column(NamedTuple):
    """A column: its label, its width relative to the others, and how its text stands."""

    label: str
    width: float
    align: Align = "left"


def list_sheets(
    title: str, columns: Sequence[Column], rows: Sequence[Sequence[str]], language: str = "zh"
) -> Iterator[Sheet]:
    """Lay the list out, sheet by sheet; every sheet repeats the head row.

    ``rows`` is read twice: once for the page breaks, once to draw, so that only one sheet is held at a time.
    """
    places = _places(columns)
    breaks = _breaks(places, rows)
    for number, (start, end) in enumerate(breaks, 1):
        sheet = Sheet(PAGE_WIDTH, PAGE_HEIGHT)
        sheet.text(Box(LEFT, TITLE_Y, WIDTH, 12), title, TITLE)
        y = _draw_row(sheet, TABLE_Y, [(box, HEAD) for box, _ in places], [c.label for c in columns], head=True)
        for row in rows[start:end]:
            y = _draw_row(sheet, y, places, row)
        sheet.frame(Box(LEFT, TABLE_Y, WIDTH, y - TABLE_Y), FRAME)
        footer = word("page", language, page=number, pages=len(breaks))
        sheet.text(Box(LEFT, FOOTER_Y, WIDTH, 5), footer, SMALL)
        yield sheet


def _places(columns: Sequence[Column]) -> list[tuple[Box, Style]]:
    """Spread the columns over the width of the sheet."""
    scale = WIDTH / sum(column.width for column in columns)
    places, x = [], LEFT
    for column in columns:
        style = Style(9, 7, align=_ALIGN[column.align], padding=1.2)
        places.append((Box(x, 0, column.width * scale, 0), style))
        x += column.width * scale
    return places


def _breaks(places: Sequence[tuple[Box, Style]], rows: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """Return first and last-plus-one row of each sheet; an empty list has one empty sheet."""
    starts, y = [0], TABLE_Y + HEAD_ROW
    for number, row in enumerate(rows):
        height = _row_height(places, row)
        if y + height > TABLE_END and number > starts[-1]:
            starts.append(number)
            y = TABLE_Y + HEAD_ROW
        y += height
    return list(zip(starts, [*starts[1:], len(rows)], strict=True))


def _row_height(places: Sequence[tuple[Box, Style]], row: Sequence[str]) -> float:
    needed = (height_of(text, box.width, style) for (box, style), text in zip(places, row, strict=True))
    return min(TALLEST_ROW, max(ROW, max(needed) + 1.4))


def _draw_row(
    sheet: Sheet, y: float, places: Sequence[tuple[Box, Style]], texts: Sequence[str], *, head: bool = False
) -> float:
    """Draw one row and return where the next begins."""
    height = HEAD_ROW if head else _row_height(places, texts)
    for (box, style), text in zip(places, texts, strict=True):
        sheet.cell(Box(box.x, y, box.width, height), text, style, filled=head)
    return y + height
