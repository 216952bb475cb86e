"""The page set-up: paper, how it lies, margins, scale; and the room it gives, in millimetres of the drawing."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_crm.domain.stationery import PAPERS
from ui.printing.sheet import Box, Sheet

#: Height of the footer line, and its distance from the table.
FOOT, FOOT_GAP = 5.0, 4.0
SMALLEST_MARGIN, WIDEST_MARGIN = 4.0, 60.0
SMALLEST_SCALE, LARGEST_SCALE = 50, 200


@dataclass(frozen=True, slots=True)
class Page:
    """One page as the layout sees it: already divided by ``scale``, so that what is laid out here fills the paper."""

    width: float = 210.0
    height: float = 297.0
    left: float = 15.0
    top: float = 17.0
    right: float = 15.0
    bottom: float = 8.0
    scale: float = 1.0

    @property
    def room(self) -> float:
        """Width between the margins."""
        return self.width - self.left - self.right

    @property
    def foot_y(self) -> float:
        """Where the footer line begins."""
        return self.height - self.bottom - FOOT

    @property
    def end(self) -> float:
        """Where a table has to end."""
        return self.foot_y - FOOT_GAP

    def sheet(self) -> Sheet:
        """Return an empty sheet."""
        return Sheet(self.width, self.height, self.scale, Box(self.left, self.foot_y, self.room, FOOT))

    def foot(self, place: int) -> Box:
        """Return a third of the footer line: 0 left, 1 in the middle, 2 right."""
        third = self.room / 3
        return Box(self.left + place * third, self.foot_y, third, FOOT)


@dataclass(frozen=True, slots=True)
class Setup:
    """What a person chooses: a paper by name, margins in millimetres (left, top, right, bottom), scale in percent."""

    paper: str = "A4"
    landscape: bool = False
    margins: tuple[float, float, float, float] = (15.0, 17.0, 15.0, 8.0)
    scale: int = 100

    def page(self) -> Page:
        """Return the page; an unknown paper is A4, margins and scale stay in their bounds."""
        paper = PAPERS.get(self.paper, PAPERS["A4"])
        factor = min(max(self.scale, SMALLEST_SCALE), LARGEST_SCALE) / 100
        width, height = (paper.height, paper.width) if self.landscape else (paper.width, paper.height)
        sides = (min(max(side, SMALLEST_MARGIN), WIDEST_MARGIN) for side in self.margins)
        left, top, right, bottom = (side / factor for side in sides)
        return Page(width / factor, height / factor, left, top, right, bottom, factor)


#: How forms and lists stand at first.
UPRIGHT = Setup()
LYING = Setup(landscape=True, margins=(12.0, 12.0, 12.0, 7.0))
PORTRAIT, LANDSCAPE = UPRIGHT.page(), LYING.page()
