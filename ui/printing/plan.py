"""A document ready to be printed: which pages it has, and each of them drawn when it is asked for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import cos, radians, sin
from threading import Lock
from typing import Protocol

from desktop_crm.domain.secrecy import Grade
from ui.printing.content import word
from ui.printing.flow import CENTRE, RIGHT, SMALL
from ui.printing.sheet import Box, Line, Sheet, Tone, advance

#: The mark behind the pages: points, millimetres, degrees.
MARK_SIZE, MARK_STEP, MARK_TURN = 15.0, 62.0, -30.0


class Changed(Exception):
    """A customer was changed between counting the pages and drawing them: the page numbers would not be true."""


class Section(Protocol):
    """A part of a document. ``name`` is its bookmark, "" for none."""

    @property
    def name(self) -> str:
        """Bookmark."""
        ...

    def count(self) -> int:
        """Return the number of pages."""
        ...

    def sheet(self, number: int) -> Sheet:
        """Draw a page, counted from 0, without footer. Raises Changed."""
        ...


@dataclass(frozen=True, slots=True)
class Marks:
    """What stands on every page that stays in the house: who printed it, where and when, and its grade."""

    grade: Grade
    person: str
    laptop: str
    time: str
    copies: int = 1

    def line(self, language: str) -> str:
        """Return the words of the mark behind the page."""
        parts = (self.grade.label(language), self.person, self.laptop, self.time)
        return " · ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A customer who is not in the document, and the code of the reason."""

    name: str
    reason: str


class Plan:
    """The pages of a document. Safe in several threads: one page is drawn at a time.

    ``marks`` None: pages go out to customers and carry neither footer nor mark. ``whole``: pages are counted through
    all sections, else each section counts its own. ``cover`` draws the first page anew for each copy.
    """

    def __init__(
        self,
        title: str,
        sections: Sequence[Section],
        language: str,
        marks: Marks | None,
        *,
        whole: bool = False,
        copies: int = 1,
        cover: Callable[[int, int], Sheet] | None = None,
        left_out: Sequence[LeftOut] = (),
        customers: int = 0,
    ) -> None:
        self.title, self.language, self.marks = title, language, marks
        self.copies, self.left_out, self.customers = max(1, copies), tuple(left_out), customers
        self._sections, self._whole, self._cover = sections, whole, cover
        self._ends: list[int] = []
        total = 0
        for section in sections:
            total += section.count()
            self._ends.append(total)
        self._lock = Lock()

    def __len__(self) -> int:
        """Return the number of pages of one copy."""
        return self._ends[-1] if self._ends else 0

    def bookmarks(self) -> list[tuple[str, int]]:
        """Return name and first page, from 0, of each named section, of all copies."""
        starts = [0, *self._ends[:-1]]
        named = [(one.name, start) for one, start in zip(self._sections, starts, strict=True) if one.name]
        return [(name, copy * len(self) + start) for copy in range(self.copies) for name, start in named]

    def page(self, number: int, copy: int = 1) -> Sheet:
        """Draw a page of a copy, page counted from 0 and copy from 1. Raises Changed."""
        with self._lock:
            place = bisect_right(self._ends, number)
            start = self._ends[place - 1] if place else 0
            section = self._sections[place]
            if self._cover is not None and number == 0:
                sheet = self._cover(copy, self.copies)
            else:
                sheet = section.sheet(number - start)
            if self.marks is None:
                return sheet
            page, pages = (number, len(self)) if self._whole else (number - start, section.count())
            return self._finished(sheet, page + 1, pages, copy, self.marks)

    def stream(self, told: Callable[[int, int], object] = lambda done, total: None) -> Iterator[Sheet]:
        """Draw every page of every copy, telling how many are done. Raises Changed, and what ``told`` raises."""
        total = len(self) * self.copies
        for copy in range(1, self.copies + 1):
            for number in range(len(self)):
                yield self.page(number, copy)
                told((copy - 1) * len(self) + number + 1, total)

    def _finished(self, sheet: Sheet, page: int, pages: int, copy: int, marks: Marks) -> Sheet:
        """Add footer and mark; the sheet itself stays as it is, another copy gets its own."""
        done = replace(sheet, lines=[*sheet.lines], marks=list(mark_lines(sheet, marks, self.language)))
        number = word("copy", self.language, copy=copy, copies=self.copies) if self.copies > 1 else ""
        texts = (
            " · ".join(part for part in (marks.grade.label(self.language), number) if part),
            word("page", self.language, page=page, pages=pages),
            word("printed", self.language, person=marks.person, time=marks.time),
        )
        styles = (SMALL, replace(SMALL, align=CENTRE), replace(SMALL, align=RIGHT))
        foot = sheet.foot
        for place, (text, style) in enumerate(zip(texts, styles, strict=True)):
            if foot is not None:
                third = foot.width / 3
                done.text(Box(foot.x + place * third, foot.y, third, foot.height), text, style)
        return done


def mark_lines(sheet: Sheet, marks: Marks, language: str) -> Iterator[Line]:
    """Lay the mark over a page: turned lines, every other one set off."""
    text, size = marks.line(language), MARK_SIZE / sheet.scale
    tone = Tone.RED_MARK if marks.grade is Grade.SECRET else Tone.MARK
    width = advance(text, size)
    across, down = width * cos(radians(MARK_TURN)), -width * sin(radians(MARK_TURN))
    step = MARK_STEP / sheet.scale
    middle_y, place = step * 0.7, 0
    while middle_y < sheet.height:
        middle_x = sheet.width * (0.42 if place % 2 else 0.58)
        yield Line(text, middle_x - across / 2, middle_y + down / 2, size, turn=MARK_TURN, tone=tone)
        middle_y, place = middle_y + step, place + 1
