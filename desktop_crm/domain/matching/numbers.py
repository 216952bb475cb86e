"""Telephone numbers as they are compared: without country code, and a landline apart from its extension."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from desktop_crm.domain.validation.phones import any_number

_MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)
_LANDLINE = re.compile(r"(?:(0\d{2,3})-)?([2-9]\d{6,7})(?:-(\d{1,6}))?", re.ASCII)
_DIGITS = re.compile(r"\D+", re.ASCII)
#: Digits of a landline that are compared where one of two has no area code.
LOCAL = 7


class Line(NamedTuple):
    """One number. ``local``: its digits without area code; a mobile has no area and no extension."""

    local: str
    area: str = ""
    extension: str = ""

    @property
    def is_mobile(self) -> bool:
        """Whether it rings in somebody's pocket."""
        return not self.area and len(self.local) == 11


def line(text: str) -> Line | None:
    """Read a number as it is stored or typed; None when there are too few digits to tell anybody by."""
    if not _MOBILE.fullmatch(text):
        text = str(any_number(text).value or "")
    if _MOBILE.fullmatch(text):
        return Line(text)
    if found := _LANDLINE.fullmatch(text):
        return Line(found[2], found[1] or "", found[3] or "")
    digits = _DIGITS.sub("", text)
    return Line(digits) if len(digits) >= LOCAL else None


def lines(texts: Iterable[object]) -> tuple[Line, ...]:
    """Read several numbers, each once."""
    found = (line(str(text)) for text in texts if text)
    return tuple(dict.fromkeys(one for one in found if one is not None))


def same_line(one: Line, other: Line) -> bool:
    """Say whether two numbers ring at the same telephone; an area code that is missing is taken to fit."""
    if one.local != other.local:
        return False
    return not (one.area and other.area) or one.area == other.area
