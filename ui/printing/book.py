"""The register as a book: cover and table of contents (domain contract §1.4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from desktop_crm.domain.records import CUSTOMER
from desktop_crm.domain.secrecy import Grade
from ui.printing.content import word
from ui.printing.flow import CENTRE
from ui.printing.page import Page
from ui.printing.register import Column, Listing, ListRow
from ui.printing.sheet import HAIR, Box, Sheet, Style, Tone

_OUTER, _INNER, _BETWEEN = 1.2, 0.3, 1.8
_FACT_ROW = 11.0
TITLE = Style(40, 24, bold=True, align=CENTRE, padding=0)
COMPANY = Style(20, 12, align=CENTRE, padding=0)
ALSO = Style(12, 9, align=CENTRE, padding=0, tone=Tone.QUIET)
GRADE = Style(16, 11, bold=True, align=CENTRE, padding=1, tone=Tone.RED)
COPY = Style(11, 8, align=CENTRE, padding=0)
FACT, VALUE = Style(11.5, 9, align=CENTRE, padding=1), Style(11.5, 7.5, padding=3)
NOTE = Style(9, 7, align=CENTRE, padding=0, tone=Tone.QUIET)


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands on the cover: ``facts`` are (label, value)."""

    title: str
    also: str
    company: str
    grade: Grade
    facts: Sequence[tuple[str, str]]


def cover_sheet(cover: Cover, page: Page, language: str, copy: int, copies: int) -> Sheet:
    """Draw the cover of one numbered copy."""
    sheet = replace(page.sheet(), foot=None)
    edge = Box(page.left, page.top, page.room, page.foot_y - page.top)
    sheet.frame(edge, _OUTER)
    inner = Box(edge.x + _BETWEEN, edge.y + _BETWEEN, edge.width - 2 * _BETWEEN, edge.height - 2 * _BETWEEN)
    sheet.frame(inner, _INNER)
    stamp = Box(inner.right - 52, inner.y + 8, 44, 11)
    sheet.frame(stamp, 0.5, accent=True)
    sheet.text(stamp, f"{cover.grade.label(language)} ★", GRADE)
    number = word("copy", language, copy=copy, copies=copies)
    sheet.text(Box(stamp.x - 8, stamp.bottom + 2, stamp.width + 16, 7), number, COPY)
    middle = inner.y + inner.height * 0.24
    sheet.text(Box(inner.x + 8, middle, inner.width - 16, 14), cover.company, COMPANY)
    spaced = cover.title if language.startswith("en") else " ".join(cover.title)
    sheet.text(Box(inner.x + 8, middle + 18, inner.width - 16, 24), spaced, TITLE)
    sheet.rules.append(Box(inner.x + inner.width / 2 - 30, middle + 46, 60, HAIR * 2))
    sheet.text(Box(inner.x + 8, middle + 50, inner.width - 16, 9), cover.also, ALSO)
    _facts(sheet, cover.facts, inner)
    sheet.text(Box(inner.x + 8, inner.bottom - 14, inner.width - 16, 9), word("keep", language), NOTE)
    return sheet


def _facts(sheet: Sheet, facts: Sequence[tuple[str, str]], inner: Box) -> None:
    width = min(inner.width - 24, 130.0)
    x, y = inner.x + (inner.width - width) / 2, inner.bottom - 24 - _FACT_ROW * len(facts)
    for label, value in facts:
        sheet.cell(Box(x, y, width * 0.28, _FACT_ROW), label, FACT, filled=True)
        sheet.cell(Box(x + width * 0.28, y, width * 0.72, _FACT_ROW), value, VALUE)
        y += _FACT_ROW


class Contents:
    """The table of contents. Entries are (number, name); their pages may be told later, once known."""

    def __init__(self, entries: Sequence[tuple[str, str]], page: Page, language: str) -> None:
        self._entries = entries
        self._pages: Sequence[int] = ()
        columns = [
            Column(word("row", language), 12, "center"),
            Column(CUSTOMER["customer_no"].label(language), 40),
            Column(word("name", language), 100),
            Column(word("page_no", language), 18, "right"),
        ]
        self._listing = Listing(word("contents", language), columns, _Lines(self), page)

    def count(self) -> int:
        """Return the number of pages; it does not depend on what the entries' pages are."""
        return self._listing.count()

    def set_pages(self, pages: Sequence[int]) -> None:
        """Tell the page of each entry, from 1."""
        self._pages = pages

    def line(self, place: int) -> tuple[str, str, str, str]:
        """Return the texts of an entry."""
        number, name = self._entries[place]
        page = str(self._pages[place]) if self._pages else ""
        return str(place + 1), number, name, page

    def __len__(self) -> int:
        """Count the entries."""
        return len(self._entries)

    def sheet(self, number: int) -> Sheet:
        """Draw a page, counted from 0."""
        return self._listing.sheet(number)


class _Lines:
    """The texts of the contents, made when they are drawn."""

    def __init__(self, contents: Contents) -> None:
        self._contents = contents

    def __len__(self) -> int:
        return len(self._contents)

    def __iter__(self) -> Iterator[ListRow]:
        return (self._contents.line(place) for place in range(len(self)))

    def __getitem__(self, part: slice, /) -> Sequence[ListRow]:
        return [self._contents.line(place) for place in range(*part.indices(len(self)))]
