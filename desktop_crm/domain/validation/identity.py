"""Numbers of identity documents: the 18-digit citizen number and its 15-digit forerunner, passport,
permits of Hong Kong, Macao and Taiwan residents (domain contract §1.1)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from desktop_crm.domain.validation.findings import EMPTY, Checked, Finding, error, hint, warning
from desktop_crm.domain.validation.text import code_number, compact, is_scientific

_CITIZEN = re.compile(r"\d{17}[\dX]", re.ASCII)
_OLD_CITIZEN = re.compile(r"\d{15}", re.ASCII)
_PASSPORT = re.compile(r"[A-Z0-9]{5,20}")
_CHINESE_PASSPORT = re.compile(r"(?:E[A-Z]?|G)\d+", re.ASCII)
_HONG_KONG_MACAO = re.compile(r"[HM](\d{8}|\d{10})", re.ASCII)
_TAIWAN = re.compile(r"\d{8}|\d{10}[A-Z]?", re.ASCII)
_OLD_FOREIGN_CARD = re.compile(r"[A-Z]{3}\d{12}", re.ASCII)

#: First two digits of a citizen number: provinces of GB/T 2260; 83: Taiwan residents' permit.
PROVINCES = frozenset(
    str(code)
    for block in (range(11, 16), range(21, 24), range(31, 38), range(41, 47), range(50, 55), range(61, 66))
    for code in block
) | {"71", "81", "82", "83"}

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_OLDEST, _VERY_OLD = 150, 120
_LENGTHS = range(4, 31)


def citizen_check_character(first_17: str) -> str:
    """Check character of the 17 leading digits (GB 11643-1999; ISO 7064 MOD 11-2)."""
    total = sum(int(digit) * weight for digit, weight in zip(first_17, _WEIGHTS, strict=True))
    return _CHECK[total % 11]


def age_on(birth: date, day: date) -> int:
    """Full years (周岁) from a birth date to a day."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def citizen_birth(number: str) -> date | None:
    """Birth date in an 18-digit number; None when there is no such day."""
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class IdFacts:
    """What a valid 18-digit number says of its holder. ``birth_date`` is ISO text, ``sex`` a code of
    the field, ``age`` full years, ``area`` the first six digits ("" for foreigners' cards)."""

    sex: str
    birth_date: str
    age: int
    area: str


def read_citizen(number: str, today: date) -> IdFacts | None:
    """Read the facts of a valid 18-digit number; None when the number has an error."""
    number = code_number(number, "-")
    if _citizen_errors(number, today):
        return None
    birth = citizen_birth(number)
    if birth is None:
        return None
    return IdFacts(
        sex="male" if int(number[16]) % 2 else "female",
        birth_date=birth.isoformat(),
        age=age_on(birth, today),
        area="" if number[0] == "9" else number[:6],
    )


def _citizen_errors(number: str, today: date) -> tuple[Finding, ...]:
    if not _CITIZEN.fullmatch(number):
        return (error("id_form", length=len(number)),)
    found = []
    if number[0] != "9" and number[:2] not in PROVINCES:
        found.append(error("id_area", code=number[:2]))
    birth = citizen_birth(number)
    if birth is None:
        found.append(error("id_birth", value=number[6:14]))
    elif birth > today:
        found.append(error("id_future", value=birth.isoformat()))
    elif age_on(birth, today) > _OLDEST:
        found.append(error("id_age", age=age_on(birth, today)))
    if citizen_check_character(number[:17]) != number[17]:
        found.append(error("id_check"))
    return tuple(found)


def citizen_number(text: str, today: date) -> Checked:
    """V-ID18, V-ID15. A 15-digit number is an error that offers the converted one as ``id_number``."""
    number = code_number(text, "-")
    if not number:
        return EMPTY
    if is_scientific(number):
        return Checked(number, (error("number_scientific"),))
    if _OLD_CITIZEN.fullmatch(number):
        return _old_citizen(number, today)
    errors = _citizen_errors(number, today)
    birth = citizen_birth(number)
    if not errors and birth is not None and age_on(birth, today) > _VERY_OLD:
        return Checked(number, (warning("id_very_old", age=age_on(birth, today)),))
    return Checked(number, errors)


def _old_citizen(number: str, today: date) -> Checked:
    first_17 = number[:6] + "19" + number[6:]
    converted = first_17 + citizen_check_character(first_17)
    if errors := _citizen_errors(converted, today):
        return Checked(number, (error("id_old"), *errors))
    return Checked(number, (error("id_old_convert", value=converted).offering(id_number=converted),))


def _resident(text: str, today: date) -> Checked:
    checked = citizen_number(text, today)
    if not checked.findings and isinstance(checked.value, str):
        if checked.value.startswith("9"):
            return Checked(checked.value, (hint("id_is_foreign_card").offering(id_type="foreign_residence"),))
        if checked.value.startswith(("81", "82", "83")):
            return Checked(checked.value, (hint("id_is_residence_permit").offering(id_type="hmt_residence"),))
    return checked


def _foreign_card(text: str, today: date) -> Checked:
    number = code_number(text, "-")
    if _OLD_FOREIGN_CARD.fullmatch(number):  # issued until 2023: country, then 12 digits
        return Checked(number)
    return citizen_number(text, today)


def _pattern(pattern: re.Pattern[str], code: str) -> Callable[[str, date], Checked]:
    def check(text: str, today: date) -> Checked:
        number = code_number(text, "-")
        return Checked(number) if pattern.fullmatch(number) else Checked(number, (error(code),))

    return check


def _passport(text: str, today: date) -> Checked:
    number = code_number(text, "-")
    if not _PASSPORT.fullmatch(number):
        return Checked(number, (error("passport_form"),))
    if _CHINESE_PASSPORT.fullmatch(number) and len(number) != 9:
        return Checked(number, (warning("passport_length", length=len(number)),))
    return Checked(number)


def other_document(text: str, today: date) -> Checked:
    """Check any other document: 4 to 30 characters, kept with its hyphens."""
    number = code_number(text)
    if is_scientific(number):
        return Checked(number, (error("number_scientific"),))
    return Checked(number) if len(number) in _LENGTHS else Checked(number, (error("document_length"),))


def _unnamed(text: str, today: date) -> Checked:
    number = code_number(text, "-")
    if _CITIZEN.fullmatch(number) or _OLD_CITIZEN.fullmatch(number):
        return citizen_number(text, today)
    return other_document(text, today)


_BY_TYPE: dict[str, Callable[[str, date], Checked]] = {
    "resident_id": _resident,
    "hmt_residence": citizen_number,
    "foreign_residence": _foreign_card,
    "passport": _passport,
    "hk_macao_permit": _pattern(_HONG_KONG_MACAO, "hk_macao_form"),
    "taiwan_permit": _pattern(_TAIWAN, "taiwan_form"),
}

#: Document types whose number is a citizen number.
CITIZEN_TYPES = frozenset(("resident_id", "hmt_residence", "foreign_residence"))


def document(text: str, kind: object, today: date) -> Checked:
    """Check a document number by its ``id_type``; without a type a citizen number is recognised."""
    if not compact(text):
        return EMPTY
    check = _BY_TYPE.get(str(kind)) if kind else _unnamed
    return (check or other_document)(text, today)
