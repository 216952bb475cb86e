"""Slips of people's lists that can be mended without guessing, each of them visible. What cannot be
mended for certain is refused with its reason: a wrong phone number is worse than none."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from desktop_crm.domain import regions
from desktop_crm.domain.fields import Field, FieldType
from desktop_crm.domain.validation import validators as check
from desktop_crm.domain.validation.findings import Finding, error
from desktop_crm.exchange.cells import EXACT_LIMIT, Cell, cell_text, is_number


@dataclass(frozen=True, slots=True)
class Repair:
    """One mended slip: where, what the file held, what is imported, and why (a code of ``wording``)."""

    field: str
    before: str
    after: str
    code: str


@dataclass(slots=True)
class Mended:
    """A cell after mending. ``rest``: further values found in the cell, for another place."""

    raw: str | bool | tuple[str, ...] = ""
    repairs: list[Repair] = field(default_factory=list)
    refusal: Finding | None = None
    rest: list[str] = field(default_factory=list)


def joined(repairs: list[Repair]) -> tuple[Repair, ...]:
    """Show the steps of mending one value as one repair, named after the last step."""
    kept: list[Repair] = []
    for repair in repairs:
        last = next((index for index, one in enumerate(kept) if one.field == repair.field), None)
        if last is not None and kept[last].after == repair.before and repair.code != "moved":
            repair = Repair(repair.field, kept.pop(last).before, repair.after, repair.code)
        kept.append(repair)
    return tuple(kept)


_NUMBERED = frozenset((check.mobile, check.landline, check.phone))
_DIGITS = _NUMBERED | {check.postcode, check.id_document, check.licence_document, check.bank_account}

_EMPTY_WORDS = frozenset(
    ("无", "没有", "暂无", "空", "不详", "(空)", "(无)", "无。", "、", "/", "//", "\\", ".", "#n/a")
)
_EMPTY_WORDS |= {"-", "--", "---", "—", "——", "———", "n/a", "na", "n.a.", "n.a", "null", "none", "nil", "nan"}
_EXCEL_ERROR = re.compile(r"#(?:REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|N/A|SPILL!|CALC!)", re.IGNORECASE)
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[Ee]\+?\d{1,2}", re.ASCII)
_FLOAT = re.compile(r"(\d{5,})\.0+", re.ASCII)
_SERIAL = re.compile(r"\d{4,5}(?:\.\d+)?", re.ASCII)
_YEARS = range(1900, 2101)
_LAST_SERIAL = 109_574  # 2199-12-31
_TITLES = {"先生": "male", "女士": "female", "小姐": "female", "太太": "female"}
_HAN = r"[㐀-䶿一-鿿豈-﫿\U00020000-\U0003ffff]"
_SPACED_NAME = re.compile(rf"{_HAN}(?:\s{{1,4}}{_HAN}){{1,3}}")
_MAIL_SEPARATOR = re.compile(r"[;,；，、\s|]+")
_LOST_DIGITS = re.compile(r"[1-9]\d{14}0{3,4}", re.ASCII)
#: Provinces (GB/T 2260) whose postcodes begin with 0, by the digit after it: a number cell takes the
#: zero away (China Post).
_ZERO_PROVINCES = {"1": "15", "2": "15", "3": "14", "4": "14", "5": "13", "6": "13", "7": "13"}


def takes_numbers(target: Field) -> bool:
    """Say whether a field holds a phone number."""
    return target.validator in _NUMBERED


def takes_digits(target: Field) -> bool:
    """Say whether a field holds a number kept as text, whose digits must not be lost."""
    return target.validator in _DIGITS or target.id == "customer_no"


class Trust(StrEnum):
    """How far the text cells of a row are taken as they are. ``HAND``: a person's list. ``EXPORT``: our
    own export, perhaps saved again by a spreadsheet program. ``DRAFT``: a draft in our own export, in
    which any text may be what its author typed."""

    HAND = "hand"
    EXPORT = "export"
    DRAFT = "draft"


def mend(target: Field, cell: Cell, place: str, *, trust: Trust = Trust.HAND, from_1904: bool = False) -> Mended:
    """Mend one cell for a field. Number cells are read as text whatever the ``trust``."""
    mended = Mended()
    if isinstance(cell, bool | tuple):
        mended.raw = cell if target.type in (FieldType.BOOLEAN, FieldType.SET) else cell_text(cell)
        return mended
    text = _typed_text(target, cell, place, mended, from_1904=from_1904)
    if mended.refusal is None and isinstance(cell, str) and trust is not Trust.DRAFT:
        text = _spreadsheet_slips(target, text, place, mended, from_1904=from_1904)
        if trust is Trust.HAND:
            text = _hand_slips(target, text, place, mended)
    mended.raw = text
    return mended


def _note(mended: Mended, place: str, before: str, after: str, code: str) -> str:
    if before != after:
        mended.repairs.append(Repair(place, before, after, code))
    return after


def _refuse(mended: Mended, target: Field, code: str, text: str) -> str:
    mended.refusal = error(code, target.id, value=text[:40])
    return text


def _typed_text(target: Field, cell: Cell, place: str, mended: Mended, *, from_1904: bool) -> str:
    """Spell numbers and dates as the field's text."""
    text = cell_text(cell)
    if isinstance(cell, datetime) and target.type is FieldType.DATE:
        return cell.date().isoformat()
    if not is_number(cell) or not isinstance(cell, int | float):
        return text
    if target.type is FieldType.DATE:
        return _serial_date(target, text, place, mended, from_1904=from_1904)
    if target.type is not FieldType.INTEGER and abs(cell) >= EXACT_LIMIT:
        return _refuse(mended, target, "digits_lost", repr(cell))
    if takes_digits(target) and text.isdigit():
        mended.repairs.append(Repair(place, repr(cell), text, "number_to_text"))
        return _missing_zero(target, text, place, mended, certain=True)
    return text


def _serial_date(target: Field, text: str, place: str, mended: Mended, *, from_1904: bool) -> str:
    """Read the number of days that stands for a date in spreadsheets (ECMA-376 §18.17.4).

    The 1900 system counts a 29 February 1900 that never was, so it is one day off before that.
    """
    if not _SERIAL.fullmatch(text):
        return text
    days = int(float(text))
    if days in _YEARS:
        return _refuse(mended, target, "year_only", text)
    if not 0 < days <= _LAST_SERIAL:
        return text
    origin = date(1904, 1, 1) if from_1904 else date(1899, 12, 30 if days > 60 else 31)
    return _note(mended, place, text, (origin + timedelta(days=days)).isoformat(), "serial_date")


def _spreadsheet_slips(target: Field, text: str, place: str, mended: Mended, *, from_1904: bool) -> str:
    """Mend what spreadsheet programs do to text files: exponents, lost zeros, error values."""
    bare = text.strip()
    if _EXCEL_ERROR.fullmatch(bare):
        return _note(mended, place, bare, "", "excel_error")
    if target.type is FieldType.DATE:
        return _serial_date(target, bare, place, mended, from_1904=from_1904)
    if not takes_digits(target):
        return text
    half = unicodedata.normalize("NFKC", bare)
    if len(half) > 1 and half[0] == "'" and half[1:].strip().isdigit():
        bare = half = _note(mended, place, bare, half[1:].strip(), "apostrophe")
    # A customer number such as 1E5 is one; only 1.23E+05 is a spreadsheet's doing.
    if _SCIENTIFIC.fullmatch(half) and (target.validator or "+" in half):
        return _expand(target, half, place, mended)
    if match := _FLOAT.fullmatch(half):
        bare = half = _note(mended, place, bare, match[1], "number_to_text")
    if half.isdigit() and half.isascii():
        return _missing_zero(target, _note(mended, place, bare, half, "full_width"), place, mended, certain=False)
    return text


def _expand(target: Field, text: str, place: str, mended: Mended) -> str:
    """Write 1.38E+10 in full when the mantissa still has every digit, else refuse it."""
    mantissa, exponent = re.split("[Ee]", text)
    decimals = len(mantissa.partition(".")[2])
    if int(exponent) > decimals or int(exponent) >= 15:
        return _refuse(mended, target, "digits_lost", text)
    number = Decimal(text)
    if number != number.to_integral_value():
        return _refuse(mended, target, "digits_lost", text)
    return _note(mended, place, text, str(int(number)), "exponent_expanded")


def _missing_zero(target: Field, digits: str, place: str, mended: Mended, *, certain: bool) -> str:
    """Restore the zero a number cell takes from a postcode or an area code."""
    if target.validator is check.postcode and certain and len(digits) == 5 and digits[0] in _ZERO_PROVINCES:
        return _note(mended, place, digits, f"0{digits}", "leading_zero")
    with_zero = f"0{digits}"
    if takes_numbers(target) and len(digits) in (10, 11) and not check.phone(digits, {}, date.max).ok:
        checked = check.landline(with_zero, {}, date.max)
        if checked.ok:
            return _note(mended, place, digits, with_zero, "leading_zero")
    return digits


def postcode_by_address(code: str, address: str) -> str | None:
    """Give the six digits of a five-digit postcode when the province of the address agrees."""
    if len(code) == 5 and code.isdigit() and code[0] in _ZERO_PROVINCES:
        return f"0{code}" if regions.province_of_address(address) == _ZERO_PROVINCES[code[0]] else None
    return None


def lost_digits(text: str) -> bool:
    """Say whether a number of 18 or 19 digits ends as one that went through a number cell."""
    return _LOST_DIGITS.fullmatch(text.strip()) is not None


def _hand_slips(target: Field, text: str, place: str, mended: Mended) -> str:
    """Mend what people write into lists."""
    bare = " ".join(text.split()) if target.type is not FieldType.LONG_TEXT else text.strip()
    if unicodedata.normalize("NFKC", bare).casefold() in _EMPTY_WORDS and not _is_answer(target, bare):
        return _note(mended, place, bare, "", "empty_word")
    mender = _MENDERS.get(target.validator) if target.validator else None
    return mender(bare, place, mended) if mender else text


def _is_answer(target: Field, word: str) -> bool:
    """无 is an answer to a yes-no question, not an empty cell."""
    return target.type is FieldType.BOOLEAN and word in ("无", "没有")


def _mend_name(text: str, place: str, mended: Mended) -> str:
    if _SPACED_NAME.fullmatch(text):
        text = _note(mended, place, text, re.sub(r"\s+", "", text), "name_spaces")
    for title in _TITLES:
        bare = re.sub(rf"\s*[(（]?{title}[)）]?$", "", text)
        # 王先生 is all the list knows of him: the surname alone is no better name.
        if bare != text and len(bare) >= 2:
            return _note(mended, place, text, bare, "title_removed")
    return text


def sex_of_title(name: str) -> str | None:
    """Give the sex a form of address after a name says."""
    return next((sex for title, sex in _TITLES.items() if name.rstrip(")） ").endswith(title)), None)


def _mend_mail(text: str, place: str, mended: Mended) -> str:
    text = unicodedata.normalize("NFKC", text).replace("mailto:", "").strip()
    found = [part for part in _MAIL_SEPARATOR.split(text) if "@" in part]
    if len(found) > 1:
        mended.rest.extend(found[1:])
        return _note(mended, place, text, found[0], "second_mail")
    return text


_MENDERS: dict[Callable[..., object], Callable[[str, str, Mended], str]] = {
    check.person_name: _mend_name,
    check.email: _mend_mail,
}
