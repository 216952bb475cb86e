"""Papers, sheets of labels and envelopes, in millimetres.

Envelopes: GB/T 1416-2003 (postcode boxes at the upper left, the sender at the lower right).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paper:
    """A size of paper, upright."""

    id: str
    width: float
    height: float


PAPERS = {
    paper.id: paper
    for paper in (
        Paper("A4", 210, 297),
        Paper("A5", 148, 210),
        Paper("A3", 297, 420),
        Paper("B5", 176, 250),
        Paper("16K", 185, 260),
        Paper("Letter", 215.9, 279.4),
    )
}


@dataclass(frozen=True, slots=True)
class LabelSheet:
    """A sheet of labels. ``left`` and ``top`` are the corner of the first one, the pitches lead to the next."""

    id: str
    paper: str
    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    pitch_x: float
    pitch_y: float

    @property
    def count(self) -> int:
        """Labels on a sheet."""
        return self.columns * self.rows

    def place(self, number: int) -> tuple[float, float]:
        """Return the corner of a label of the sheet, counted from 0: row by row, left to right."""
        row, column = divmod(number, self.columns)
        return self.left + column * self.pitch_x, self.top + row * self.pitch_y


LABEL_SHEETS = {
    sheet.id: sheet
    for sheet in (
        LabelSheet("3x8", "A4", 3, 8, 70, 37, 0, 0.5, 70, 37),
        LabelSheet("3x7", "A4", 3, 7, 63.5, 38.1, 7.2, 15.15, 66, 38.1),
        LabelSheet("2x7", "A4", 2, 7, 99.1, 38.1, 4.65, 15.15, 101.6, 38.1),
        LabelSheet("2x4", "A4", 2, 4, 99.1, 67.7, 4.65, 13.1, 101.6, 67.7),
        LabelSheet("2x8", "A4", 2, 8, 99.1, 33.9, 4.65, 12.9, 101.6, 33.9),
    )
}


@dataclass(frozen=True, slots=True)
class Envelope:
    """An envelope, lying."""

    id: str
    width: float
    height: float


ENVELOPES = {
    envelope.id: envelope for envelope in (Envelope("DL", 220, 110), Envelope("ZL", 230, 120), Envelope("C5", 229, 162))
}
#: Boxes of the postcode: corner of the first, side lengths, distance from one to the next.
POSTCODE_LEFT, POSTCODE_TOP, POSTCODE_WIDTH, POSTCODE_HEIGHT, POSTCODE_PITCH = 12.0, 10.0, 7.0, 9.0, 9.0
POSTCODE_DIGITS = 6
