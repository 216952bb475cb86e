"""Validators of single fields (domain contract §1.1): ``(text, other values of the row, today)``.

Each returns the normalised value; with an error finding it returns the text as far as it could be
tidied, so that a draft keeps what was typed. An empty text has the value None and no finding.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from stdnum import luhn

from desktop_crm.domain.validation import identity, internet, licences, phones
from desktop_crm.domain.validation.findings import EMPTY, Checked, error, warning
from desktop_crm.domain.validation.parsing import read_date, read_instant, read_integer
from desktop_crm.domain.validation.text import clean, code_number, compact, is_scientific

_Row = Mapping[str, str | int | bool | tuple[str, ...] | None]

_LONGEST_NAME = 50
_FORM_DATE_DAYS = 30
_LARGEST_COUNT = 100_000_000
_POSTCODE = re.compile(r"[0-9]{6}")
_ACCOUNT = re.compile(r"[A-Z0-9]{5,34}")
_ACCOUNT_DIGITS = range(9, 31)
_ID_IN_TEXT = re.compile(r"(?<![0-9A-Za-z])[1-9][0-9]{5}(?:18|19|20)[0-9]{9}[0-9Xx](?![0-9A-Za-z])")
_CARD_IN_TEXT = re.compile(r"(?<![0-9])[3-69](?:[ -]?[0-9]){14,18}(?![0-9])")


def person_name(text: str, row: _Row, today: date) -> Checked:
    """V-NAME: 1-50 characters, no digits, ``·`` only inside; a single character is unusual."""
    name, _ = clean(text)
    if not name:
        return EMPTY
    if len(name) > _LONGEST_NAME:
        return Checked(name, (error("name_long", limit=_LONGEST_NAME),))
    if any(character.isdigit() for character in name):
        return Checked(name, (error("name_digits"),))
    if name.startswith("·") or name.endswith("·"):
        return Checked(name, (error("name_dot"),))
    return Checked(name, (warning("name_single"),) if len(name) == 1 else ())


def organisation_name(text: str, row: _Row, today: date) -> Checked:
    """Check the name of an organisation: one character or digits only is unusual."""
    name, _ = clean(text)
    if not name:
        return EMPTY
    unusual = len(name) == 1 or name.isdigit()
    return Checked(name, (warning("org_name_unusual"),) if unusual else ())


def mobile(text: str, row: _Row, today: date) -> Checked:
    """V-MOBILE."""
    return phones.mobile_number(text)


def landline(text: str, row: _Row, today: date) -> Checked:
    """V-LAND, also for fax numbers."""
    return phones.landline_number(text)


def phone(text: str, row: _Row, today: date) -> Checked:
    """V-MOBILE or V-LAND."""
    return phones.any_number(text)


def postcode(text: str, row: _Row, today: date) -> Checked:
    """V-POST: six digits kept as text."""
    code = compact(text)
    if not code:
        return EMPTY
    if not _POSTCODE.fullmatch(code):
        return Checked(code, (error("postcode_form"),))
    return Checked(code, (warning("postcode_zero"),) if code == "000000" else ())


def email(text: str, row: _Row, today: date) -> Checked:
    """V-MAIL."""
    return internet.mail_address(text)


def url(text: str, row: _Row, today: date) -> Checked:
    """V-URL."""
    return internet.web_address(text)


def any_date(text: str, row: _Row, today: date) -> Checked:
    """V-DATE: a real date."""
    return read_date(text)


def past_date(text: str, row: _Row, today: date) -> Checked:
    """V-DATE, not later than today."""
    checked = read_date(text)
    if isinstance(checked.value, str) and checked.value > today.isoformat():
        return Checked(checked.value, (error("date_future"),))
    return checked


def past_moment(text: str, row: _Row, today: date) -> Checked:
    """Check an instant (UTC text) of a thing that has happened: not after today."""
    checked = read_instant(text)
    if isinstance(checked.value, str) and datetime.fromisoformat(checked.value).timestamp() >= _end_of(today):
        return Checked(checked.value, (error("date_future"),))
    return checked


def _end_of(day: date) -> float:
    """Return the POSIX time at which a day of this place is over."""
    return datetime(day.year, day.month, day.day).timestamp() + timedelta(days=1).total_seconds()  # noqa: DTZ001


def form_date(text: str, row: _Row, today: date) -> Checked:
    """V-DATE of the header: not in the future; more than 30 days back is flagged."""
    checked = past_date(text, row, today)
    if checked.ok and isinstance(checked.value, str):
        oldest = today - timedelta(days=_FORM_DATE_DAYS)
        if checked.value < oldest.isoformat():
            return Checked(checked.value, (warning("form_date_old", days=_FORM_DATE_DAYS),))
    return checked


def _between(text: str, low: int, high: int, code: str) -> Checked:
    checked = read_integer(text)
    if isinstance(checked.value, int) and not low <= checked.value <= high:
        return Checked(checked.value, (error(code, low=low, high=high),))
    return checked


def age(text: str, row: _Row, today: date) -> Checked:
    """V-AGE: 0-150."""
    return _between(text, 0, 150, "age_range")


def pay_day(text: str, row: _Row, today: date) -> Checked:
    """Check a day of the month, 1-31."""
    return _between(text, 1, 31, "pay_day_range")


def count(text: str, row: _Row, today: date) -> Checked:
    """Check a number of people: not negative."""
    return _between(text, 0, _LARGEST_COUNT, "count_range")


def money(text: str, row: _Row, today: date) -> Checked:
    """V-MONEY: minor units, not negative."""
    checked = read_integer(text)
    negative = isinstance(checked.value, int) and checked.value < 0
    return Checked(checked.value, (error("money_negative"),)) if negative else checked


def score(text: str, row: _Row, today: date) -> Checked:
    """Check a judgement on the scale 1-5."""
    return _between(text, 1, 5, "score_range")


def percent(text: str, row: _Row, today: date) -> Checked:
    """Check a whole percentage, 0-100."""
    return _between(text, 0, 100, "percent_range")


def relationship_strength(text: str, row: _Row, today: date) -> Checked:
    """Check the strength of a relationship, 1-5."""
    return _between(text, 1, 5, "strength_range")


def id_document(text: str, row: _Row, today: date) -> Checked:
    """Check the document number by ``id_type``: V-ID18, V-ID15, V-PASSPORT, V-HKMO, V-TW or 4-30 characters."""
    return identity.document(text, row.get("id_type"), today)


def licence_document(text: str, row: _Row, today: date) -> Checked:
    """Check the licence number by ``licence_type``: V-USCC, V-ORG9 or 4-30 characters."""
    return licences.licence(text, row.get("licence_type"))


def bank_account(text: str, row: _Row, today: date) -> Checked:
    """Check an account number: 5-34 letters and digits; in China 9-30 digits."""
    number = code_number(text, "-")
    if not number:
        return EMPTY
    if is_scientific(number):
        return Checked(number, (error("number_scientific"),))
    if not _ACCOUNT.fullmatch(number):
        return Checked(number, (error("account_form"),))
    usual = number.isdigit() and len(number) in _ACCOUNT_DIGITS
    return Checked(number, () if usual else (warning("account_unusual"),))


def remarks(text: str, row: _Row, today: date) -> Checked:
    """Warn when free text holds an identity or bank card number: those have their own, masked field."""
    value, _ = clean(text, multiline=True)
    if not value:
        return EMPTY
    if _ID_IN_TEXT.search(value):
        return Checked(value, (warning("remarks_id_number"),))
    cards = (re.sub("[ -]", "", match[0]) for match in _CARD_IN_TEXT.finditer(value))
    return Checked(value, (warning("remarks_bank_card"),) if any(luhn.is_valid(card) for card in cards) else ())
