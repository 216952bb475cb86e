"""A list on paper: the customer list (客户一览表, domain contract §1.5) and its like, of any length."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Literal, NamedTuple, Protocol

from PySide6.QtCore import Qt

from ui.printing.content import word
from ui.printing.flow import CENTRE, spread
from ui.printing.page import LANDSCAPE, Page
from ui.printing.sheet import FRAME, Box, Sheet, Style, height_of

# Millimetres, below the upper margin, and heights.
TABLE_Y, UNDER_Y = 15.0, 9.5
HEAD_ROW, ROW = 9.0, 7.5

Align = Literal["left", "center", "right"]
_ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "center": Qt.AlignmentFlag.AlignHCenter,
    "right": Qt.AlignmentFlag.AlignRight,
}
TITLE = Style(16, 11, bold=True, align=CENTRE)
HEAD = Style(9.5, 7, bold=True, align=CENTRE, padding=0.8)
GROUP = Style(9.5, 7, bold=True, padding=1.6)
UNDER = Style(9, 6, align=CENTRE)
SMALL = Style(8.5, 6, align=CENTRE)

#: The texts of a row; one text alone is the heading of a group.
ListRow = Sequence[str]


class Rows(Protocol):
    """Rows that can be gone through and cut into slices: a list, or what reads them when they are needed."""

    def __len__(self) -> int:
        """Count them."""
        ...

    def __iter__(self) -> Iterator[ListRow]:
        """Go through them."""
        ...

    def __getitem__(self, part: slice, /) -> Sequence[ListRow]:
        """Return a slice."""
        ...


class Column(NamedTuple):
    """A column: its label, its width relative to the others, and how its text stands."""

    label: str
    width: float
    align: Align = "left"


class Listing:
    """A list on its pages. ``rows`` is read twice, in slices: once for the page breaks, once to draw, so that only
    one page is held at a time. ``under`` stands in a line below the title; ``told`` hears how many rows are placed.
    """

    def __init__(
        self,
        title: str,
        columns: Sequence[Column],
        rows: Rows,
        page: Page = LANDSCAPE,
        *,
        under: str = "",
        told: Callable[[int], object] = lambda count: None,
    ) -> None:
        self._title, self._under, self._page, self._columns, self._rows = title, under, page, columns, rows
        self._start = page.top + TABLE_Y
        self._places = [
            (Box(page.left + x, 0, width, 0), Style(9, 7, align=_ALIGN[column.align], padding=1.2))
            for column, (x, width) in zip(columns, spread([column.width for column in columns], page.room), strict=True)
        ]
        self._breaks = self._find_breaks(told)

    def count(self) -> int:
        """Return the number of pages, at least one."""
        return len(self._breaks)

    def sheet(self, number: int) -> Sheet:
        """Draw a page, counted from 0; the footer stays empty."""
        start, end = self._breaks[number]
        sheet, page = self._page.sheet(), self._page
        sheet.text(Box(page.left, page.top, page.room, 10 if self._under else 12), self._title, TITLE)
        if self._under:
            sheet.text(Box(page.left, page.top + UNDER_Y, page.room, 5), self._under, UNDER)
        y = self._draw(sheet, self._start, [column.label for column in self._columns], head=True)
        for row in self._rows[start:end]:
            y = self._draw(sheet, y, row)
        sheet.frame(Box(page.left, self._start, page.room, y - self._start), FRAME)
        return sheet

    def _find_breaks(self, told: Callable[[int], object]) -> list[tuple[int, int]]:
        """Return first and last-plus-one row of each sheet; an empty list has one empty sheet."""
        starts, first, end = [0], self._start + HEAD_ROW, self._page.end
        y, number = first, 0
        for number, row in enumerate(self._rows):
            height = self._height(row)
            if y + height + (ROW if len(row) == 1 else 0) > end and number > starts[-1]:  # no heading at the foot
                starts.append(number)
                y = first
            y += height
            told(number)
        return list(zip(starts, [*starts[1:], len(self._rows)], strict=True))

    def _height(self, row: ListRow) -> float:
        tallest = self._page.end - self._start - HEAD_ROW
        if len(row) == 1 < len(self._places):
            return ROW
        needed = (height_of(text, box.width, style) for (box, style), text in zip(self._places, row, strict=True))
        return min(tallest, max(ROW, max(needed) + 1.4))

    def _draw(self, sheet: Sheet, y: float, row: ListRow, *, head: bool = False) -> float:
        """Draw one row and return where the next begins."""
        height = HEAD_ROW if head else self._height(row)
        if len(row) == 1 < len(self._places):
            sheet.cell(Box(self._page.left, y, self._page.room, height), row[0], GROUP, filled=True)
            return y + height
        for (box, style), text in zip(self._places, row, strict=True):
            sheet.cell(Box(box.x, y, box.width, height), text, HEAD if head else style, filled=head)
        return y + height


def list_sheets(
    title: str, columns: Sequence[Column], rows: Rows, language: str = "zh", page: Page = LANDSCAPE
) -> Iterator[Sheet]:
    """Lay the list out with page numbers, sheet by sheet; every sheet repeats the head row."""
    listing = Listing(title, columns, rows, page)
    for number in range(listing.count()):
        sheet = listing.sheet(number)
        footer = word("page", language, page=number + 1, pages=listing.count())
        sheet.text(Box(page.left, page.foot_y, page.room, 5), footer, SMALL)
        yield sheet
