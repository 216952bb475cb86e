"""Phone numbers of a row: several in one cell, a landline in the mobile column."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from desktop_crm.domain.validation import phones

_DIGITS_OF_A_NUMBER = 7
_SEPARATOR = re.compile(
    r"[/\\、,;；，|\n\t]|或|\s{2,}|(?<=\d)\s+(?=(?:\+?86[\s-]?)?1[3-9]\d)|(?<=\d{7})\s+(?=[(+]?\d{3,4})"
)


@dataclass(frozen=True, slots=True)
class Number:
    """One phone number; ``kind`` is ``mobile``, ``landline`` or ``""`` when it is neither."""

    text: str
    kind: str


def split_numbers(text: str) -> list[str]:
    """Cut a cell into its phone numbers; a cell with one number comes back whole."""
    text = unicodedata.normalize("NFKC", text).strip()
    parts = [part.strip(" :：") for part in _SEPARATOR.split(text)]
    numbers = [part for part in parts if sum(character.isdigit() for character in part) >= _DIGITS_OF_A_NUMBER]
    # What is left over beside a single number (an extension, a word) belongs to it.
    return numbers if len(numbers) > 1 else [text] if text else []


def read_number(text: str) -> Number:
    """Normalise one number and say what it is."""
    mobile = phones.mobile_number(text)
    if mobile.ok and mobile.value:
        return Number(str(mobile.value), "mobile")
    landline = phones.landline_number(text)
    if landline.ok and landline.value:
        return Number(str(landline.value), "landline")
    return Number(text, "")
