"""What goes out with the mail: sheets of labels, and envelopes with the boxes of the postcode."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from desktop_crm.domain.addressing import Addressee
from desktop_crm.domain.stationery import (
    PAPERS,
    POSTCODE_DIGITS,
    POSTCODE_HEIGHT,
    POSTCODE_LEFT,
    POSTCODE_PITCH,
    POSTCODE_TOP,
    POSTCODE_WIDTH,
    Envelope,
    LabelSheet,
)
from ui.printing.content import word
from ui.printing.flow import CENTRE, RIGHT
from ui.printing.sheet import Box, Sheet, Style

#: Gives the addressees of a slice, from one place up to another.
Slice = Callable[[int, int], Sequence[Addressee]]

_PAD = 5.0
CODE = Style(11, 9, padding=0)
ADDRESS = Style(10.5, 6, padding=0)
NAME = Style(13, 8, bold=True, padding=0)
_CODE_LINE, _NAME_LINE = 5.5, 8.0
_BOX_RULE = 0.35


class Labels:
    """Sheets of labels, the first one beginning at label ``first`` (from 1)."""

    name = ""

    def __init__(self, kind: LabelSheet, count: int, addressees: Slice, first: int, language: str) -> None:
        self._kind, self._addressees, self._language = kind, addressees, language
        self._number, self._skipped = count, min(max(first, 1), kind.count) - 1

    def count(self) -> int:
        """Return the number of sheets."""
        return -(-(self._skipped + self._number) // self._kind.count) if self._number else 0

    def sheet(self, number: int) -> Sheet:
        """Draw a sheet, counted from 0."""
        kind, paper = self._kind, PAPERS[self._kind.paper]
        sheet = Sheet(paper.width, paper.height)
        start = number * kind.count - self._skipped
        for place, one in enumerate(self._addressees(max(start, 0), min(start + kind.count, self._number)), 0):
            x, y = kind.place(place + max(-start, 0))
            _label(sheet, Box(x, y, kind.width, kind.height), one, self._language)
        return sheet


class Envelopes:
    """One envelope a sheet."""

    name = ""

    def __init__(self, kind: Envelope, count: int, addressees: Slice, sender: Sender, language: str) -> None:
        self._kind, self._addressees, self._sender, self._language = kind, addressees, sender, language
        self._number = count

    def count(self) -> int:
        """Return the number of envelopes."""
        return self._number

    def sheet(self, number: int) -> Sheet:
        """Draw an envelope, counted from 0."""
        (one,) = self._addressees(number, number + 1)
        sheet = Sheet(self._kind.width, self._kind.height)
        _postcode(sheet, one.postal_code)
        width, height = self._kind.width, self._kind.height
        body = Box(width * 0.18, height * 0.28, width * 0.68, height * 0.2)
        sheet.text(body, one.address, Style(14, 8, padding=0))
        names = Box(body.x, body.bottom + 2, body.width, height * 0.2)
        _names(sheet, names, one, Style(18, 10, bold=True, align=CENTRE, padding=0), self._language)
        sender = self._sender
        lines = [text for text in (sender.address, sender.name) if text]
        y = height - 12 - 5.5 * len(lines)
        for text in lines:
            sheet.text(Box(width * 0.42, y, width * 0.52, 5.5), text, Style(10.5, 6.5, align=RIGHT, padding=0))
            y += 5.5
        if sender.postal_code:
            text = "  ".join(sender.postal_code)
            sheet.text(Box(width * 0.42, y, width * 0.52, 5.5), text, Style(10.5, 7, align=RIGHT, padding=0))
        return sheet


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends the letters."""

    name: str = ""
    address: str = ""
    postal_code: str = ""


def _label(sheet: Sheet, box: Box, one: Addressee, language: str) -> None:
    sheet.cells.append(box)  # not ruled: the label has its own edge
    inner = Box(box.x + _PAD, box.y + _PAD - 1, box.width - 2 * _PAD, box.height - 2 * (_PAD - 1))
    name = Box(inner.x, inner.bottom - _NAME_LINE * (1.6 if one.person else 1), inner.width, _NAME_LINE)
    if one.person:
        name = replace(name, height=_NAME_LINE * 1.6)
    sheet.text(Box(inner.x, inner.y, inner.width, _CODE_LINE), _spaced(one.postal_code), CODE)
    above = Box(inner.x, inner.y + _CODE_LINE, inner.width, name.y - inner.y - _CODE_LINE)
    sheet.text(above, one.address, replace(ADDRESS, top=False))
    _names(sheet, name, one, NAME, language)


def _names(sheet: Sheet, box: Box, one: Addressee, style: Style, language: str) -> None:
    if not one.person:
        sheet.text(box, word("to", language, name=one.name), style)
        return
    half = box.height / 2
    smaller = replace(style, size=style.size - 2)
    sheet.text(replace(box, height=half), one.name, smaller)
    sheet.text(Box(box.x, box.y + half, box.width, half), word("to", language, name=one.person), smaller)


def _spaced(code: str) -> str:
    return " ".join(code)


def _postcode(sheet: Sheet, code: str) -> None:
    """Six red boxes at the upper left, one digit each; a code that is not six digits stands below them."""
    digits = code if len(code) == POSTCODE_DIGITS and code.isascii() and code.isdigit() else ""
    for place in range(POSTCODE_DIGITS):
        box = Box(POSTCODE_LEFT + place * POSTCODE_PITCH, POSTCODE_TOP, POSTCODE_WIDTH, POSTCODE_HEIGHT)
        sheet.frame(box, _BOX_RULE, accent=True)
        if digits:
            sheet.text(box, digits[place], Style(16, 12, align=CENTRE, padding=0))
    if code and not digits:
        sheet.text(Box(POSTCODE_LEFT, POSTCODE_TOP + POSTCODE_HEIGHT + 1, 60, 6), code, CODE)
