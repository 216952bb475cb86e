"""Tables that fill page after page: rows under vertical headings, heads that come again, long texts that run on.

The customer information table, the cards and the records are all drawn by this.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from math import inf

from PySide6.QtCore import Qt

from ui.printing.page import Page
from ui.printing.sheet import FRAME, PADDING, Box, Sheet, Style, fit, line_height

CENTRE, RIGHT = Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight
TITLE = Style(19, 11, bold=True, align=CENTRE)
LABEL = Style(10.5, 7, align=CENTRE, padding=1)
HEAD = Style(10.5, 7, bold=True, align=CENTRE, padding=1)
LEFT_VALUE = Style(10.5, 8, padding=2)
CENTRED_VALUE = Style(10.5, 8, align=CENTRE)
SMALL = Style(8.5, 6, padding=0)

#: Width of the column with vertical headings.
SECTION = 12.0
COLUMNS = 12
LABEL_COLUMNS = 2
#: Air above and below the text of a row.
_AIR = 3.0
#: A row too tall for any page begins on this one when so much room is left.
_WORTH_BEGINNING = 30.0


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a row: ``x`` from the left edge of the body, in millimetres like ``width``."""

    x: float
    width: float
    text: str
    style: Style
    filled: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """Cells side by side. A row higher than ``tallest`` shrinks its texts; without it, it runs on to further pages."""

    cells: tuple[Cell, ...]
    least: float
    tallest: float = inf


@dataclass(slots=True)
class _Laid:
    """A row with its texts broken: (cell, size, lines)."""

    row: Row
    parts: list[tuple[Cell, float, list[str]]]

    @classmethod
    def of(cls, row: Row) -> _Laid:
        return cls(row, [(cell, *_broken(cell)) for cell in row.cells])

    @property
    def height(self) -> float:
        needed = max((len(lines) * line_height(size) for _, size, lines in self.parts), default=0.0)
        return min(self.row.tallest, max(self.row.least, needed + _AIR))

    def cut(self, height: float) -> _Laid:
        """Take off what fits ``height``; the rest stays here."""
        taken = []
        for place, (cell, size, lines) in enumerate(self.parts):
            count = max(1, int((height - _AIR) / line_height(size)))
            top = replace(cell, style=replace(cell.style, top=True))
            taken.append((top, size, lines[:count]))
            self.parts[place] = (top, size, lines[count:])
        return _Laid(self.row, taken)

    @property
    def empty(self) -> bool:
        return not any(lines for _, _, lines in self.parts)


def _broken(cell: Cell) -> tuple[float, list[str]]:
    if not cell.text:
        return cell.style.size, []
    return fit(cell.text, cell.width - 2 * cell.style.padding, inf, cell.style)


class Flow:
    """The sheets of one document while they fill: ``y`` is where the next row goes.

    ``top`` draws the head of a page and returns where its table begins. ``foot``: room below the table that stays
    free on every page. ``side``: whether there is a column of vertical headings.
    """

    def __init__(self, page: Page, top: Callable[[Sheet], float], *, foot: float = 0.0, side: bool = True) -> None:
        self.page = page
        self.sheets: list[Sheet] = []
        self.body = page.left + (SECTION if side else 0.0)
        self.width = page.room - (SECTION if side else 0.0)
        self.end = page.end - foot
        self._top = top
        self.start = self.y = self.end

    @property
    def column(self) -> float:
        """Width of one of the twelve columns of the grid."""
        return self.width / COLUMNS

    @property
    def sheet(self) -> Sheet:
        """The sheet being filled."""
        return self.sheets[-1]

    @property
    def room(self) -> float:
        """Height left on this sheet."""
        return self.end - self.y

    def turn(self) -> None:
        """Close the table on this page and begin the next."""
        self.close()
        self.sheets.append(self.page.sheet())
        self.start = self.y = self._top(self.sheet)

    def close(self) -> None:
        """Rule the thick frame round what stands on the page."""
        if self.sheets and self.y > self.start:
            self.sheet.frame(Box(self.page.left, self.start, self.page.room, self.y - self.start), FRAME)

    def section(self, title: str, head: Row | None, rows: Iterable[Row]) -> None:
        """Place rows under a vertical heading; on a new page heading and head row come again."""
        above = _Laid.of(head) if head else None
        start: float | None = None
        for row in rows:
            rest = _Laid.of(row)
            while True:
                extra = above.height if above and start is None else 0.0
                if rest.height + extra > self.room:
                    endless = rest.height + (above.height if above else 0.0) > self.end - self.start
                    if not endless or self.room - extra < _WORTH_BEGINNING:
                        self._end_section(title, start)
                        self.turn()
                        start = None
                        continue
                if start is None:
                    start = self.y
                    if above:
                        self._put(above)
                if rest.height > self.room:
                    self._put(rest.cut(self.room), self.room)
                    continue
                self._put(rest)
                break
        self._end_section(title, start)

    def _put(self, laid: _Laid, height: float = 0.0) -> None:
        height = height or laid.height
        for cell, size, lines in laid.parts:
            box = Box(self.body + cell.x, self.y, cell.width, height)
            if laid.row.tallest < inf:
                self.sheet.cell(box, cell.text, cell.style, filled=cell.filled)
            else:
                self.sheet.cell(box, filled=cell.filled)
                self.sheet.place(box, size, lines, cell.style)
        self.y += height

    def _end_section(self, title: str, start: float | None) -> None:
        if title and start is not None:
            self.sheet.heading(Box(self.page.left, start, SECTION, self.y - start), title)

    def remarks(self, title: str, size: float, lines: list[str], usual: float) -> None:
        """Place broken text under a vertical heading, running on to further pages; at best ``usual`` high."""
        while True:
            count = max(1, int((self.room - 2 * PADDING) / line_height(size)))
            part, lines = lines[:count], lines[count:]
            height = self.room if lines else max(min(usual, self.room), len(part) * line_height(size) + 2 * PADDING)
            box = Box(self.body, self.y, self.width, height)
            self.sheet.cell(box)
            self.sheet.place(box, size, part, replace(LEFT_VALUE, top=True))
            self.sheet.heading(Box(self.page.left, self.y, SECTION, height), title)
            self.y += height
            if not lines:
                return
            self.turn()


def spread(widths: Sequence[float], room: float) -> list[tuple[float, float]]:
    """Spread columns of some relative widths over ``room``: (x, width) of each."""
    scale, x, places = room / sum(widths), 0.0, []
    for width in widths:
        places.append((x, width * scale))
        x += width * scale
    return places
