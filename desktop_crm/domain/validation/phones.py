"""Mobile and landline numbers (national numbering plan; ITU-T E.164; domain contract §1.1)."""

from __future__ import annotations

import re

from desktop_crm.domain.validation.findings import EMPTY, Checked, Finding, error, warning
from desktop_crm.domain.validation.text import code_text, compact, is_scientific

_PREFIX = re.compile(r"(?:\+86|0086)")
_MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)
_FOREIGN = re.compile(r"\+(?!86)[1-9]\d{6,14}", re.ASCII)
_LANDLINE = re.compile(r"(0(?:10|2\d))-?([2-9]\d{7})(-\d{1,6})?|(0[3-9]\d{2})-?([2-9]\d{6,7})(-\d{1,6})?", re.ASCII)
_SERVICE = re.compile(r"(400|800)-?(\d{3})-?(\d{4})", re.ASCII)
_NO_AREA = re.compile(r"([2-9]\d{6,7})(-\d{1,6})?", re.ASCII)
_EXTENSION = re.compile(r"(?:-?(?:转|分机|ext\.?|#|x)[:.]?)(?=\d)", re.IGNORECASE | re.ASCII)
_SEPARATOR = re.compile(r"[/\\、,;，；|]|\s+(?=\d{7})|\b或\b|或")
_PUNCTUATION = "()（）.·"
_TAIL = re.compile(r"(-\d{1,6})$", re.ASCII)
_ENOUGH = 7


def _refused(text: str) -> Finding | None:
    """Find what makes a cell hopeless before any pattern: a lost number, or several numbers."""
    if is_scientific(text):
        return error("number_scientific")
    parts = [part for part in _SEPARATOR.split(text) if sum(character.isdigit() for character in part) >= _ENOUGH]
    return error("phone_several", count=len(parts)) if len(parts) > 1 else None


def _mobile_digits(text: str) -> str | None:
    number = compact(text, "-" + _PUNCTUATION)
    if number.startswith(("+86", "0086")):
        number = _PREFIX.sub("", number, count=1)
    elif len(number) == 13 and number.startswith("86"):
        number = number[2:]
    return number if _MOBILE.fullmatch(number) or _FOREIGN.fullmatch(number) else None


def _landline_parts(text: str) -> str | None:
    number = _EXTENSION.sub("-", compact(text, "."))
    number = number.replace("(", "").replace(")", "-").replace("--", "-")
    if prefix := _PREFIX.match(number):
        number = number[prefix.end() :].lstrip("-")
        number = number if number.startswith(("0", "400", "800")) else "0" + number
    for candidate in (number, _joined(number), number.replace("-", "")):
        if match := _LANDLINE.fullmatch(candidate):
            area, line, extension = match.groups()[:3] if match[1] else match.groups()[3:]
            return f"{area}-{line}{extension or ''}"
        if match := _SERVICE.fullmatch(candidate):
            return "-".join(match.groups())
        if match := _NO_AREA.fullmatch(candidate):
            return match[1] + (match[2] or "")
    return None


def _joined(number: str) -> str:
    """Join the groups of a number written as 0512-6234-1234-801, all but the extension."""
    tail = _TAIL.search(number)
    return number[: tail.start()].replace("-", "") + tail[1] if tail else number


def mobile_number(text: str) -> Checked:
    """V-MOBILE: eleven digits, or ``+`` and the number of another country."""
    text = code_text(text)
    if not text:
        return EMPTY
    if number := _mobile_digits(text):
        return Checked(number)
    if found := _refused(text):
        return Checked(text, (found,))
    if (landline := _landline_parts(text)) and not _NO_AREA.fullmatch(landline):
        return Checked(text, (error("mobile_is_landline").offering(landline_phone=landline),))
    digits = compact(text, "-" + _PUNCTUATION)
    if digits.isdigit() and len(digits) != 11:
        return Checked(text, (error("mobile_length", length=len(digits)),))
    return Checked(text, (error("mobile_form"),))


def landline_number(text: str) -> Checked:
    """V-LAND: stored as ``area-number-extension``; a missing area code is a warning."""
    text = code_text(text)
    if not text:
        return EMPTY
    mobile = _mobile_digits(text)
    if mobile and not mobile.startswith("+"):
        return Checked(mobile, (error("landline_is_mobile").offering(mobile_phone=mobile),))
    if number := _landline_parts(text):
        return Checked(number, (warning("landline_no_area"),) if _NO_AREA.fullmatch(number) else ())
    return Checked(text, (_refused(text) or error("landline_form"),))


def any_number(text: str) -> Checked:
    """Check a mobile or a landline number, as grids of relatives and contacts hold them."""
    text = code_text(text)
    if not text:
        return EMPTY
    if number := _mobile_digits(text):
        return Checked(number)
    if number := _landline_parts(text):
        return Checked(number, (warning("landline_no_area"),) if _NO_AREA.fullmatch(number) else ())
    return Checked(text, (_refused(text) or error("phone_form"),))
