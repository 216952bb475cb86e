"""Reading dates, instants, integers and yes/no from typed text. A text that is none of it gives
None and one error whose code is in :data:`TYPE_ERRORS`."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from desktop_crm.domain.validation.findings import EMPTY, Checked, error
from desktop_crm.domain.validation.text import code_text

#: Codes of findings that say: this raw value is not of the field's type; there is no value.
TYPE_ERRORS = frozenset(
    (
        "not_text",
        "text_huge",
        "number_imprecise",
        "not_integer",
        "not_money",
        "not_boolean",
        "not_date",
        "date_ambiguous",
        "date_unreal",
        "not_instant",
        "not_set",
        "unknown_choice",
    )
)

#: Integers beyond this do not survive JSON readers that use floating point (RFC 8259 §6).
LARGEST_INTEGER = 2**53 - 1

_TIME = r"(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
_YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.年 ]\s*(\d{1,2})\s*[-/.月 ]\s*(\d{1,2})\s*[日号]?" + _TIME, re.ASCII)
_RUN = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})" + _TIME, re.ASCII)
_YEARS = range(1800, 2200)
_INTEGER = re.compile(r"([+-]?\d{1,16})(?:\.0+)?(?:岁|周岁|人|个|口|日|号|名)?", re.ASCII)
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.0+)?", re.ASCII)
_MONEY = re.compile(r"(-?)[¥￥$€]?(\d{1,16}|\d{1,3}(?:,\d{3})+)(?:\.(\d{1,8}))?(千|万|亿)?元?", re.ASCII)
_SCALES = {"": 0, "千": 3, "万": 4, "亿": 8}
_YES = frozenset(("是", "有", "对", "yes", "y", "true", "t", "1", "√", "✓", "✔"))
_NO = frozenset(("否", "无", "不是", "no", "n", "false", "f", "0", "×", "✗"))


def read_date(text: str) -> Checked:
    """Read a date in one of the accepted spellings as ISO text.

    Year first with ``- / . 年月日`` or eight digits; a trailing time is dropped. With the year last
    the order of day and month must be certain (one of them above 12).
    """
    text = code_text(text[:64])
    if not text:
        return EMPTY
    if match := _YEAR_FIRST.fullmatch(text) or _RUN.fullmatch(text):
        return _real(*(int(part) for part in match.groups()))
    if match := _YEAR_LAST.fullmatch(text):
        first, second, year = (int(part) for part in match.groups())
        if first <= 12 and second <= 12 and first != second:
            return Checked(None, (error("date_ambiguous", value=text),))
        return _real(year, min(first, second), max(first, second))
    return Checked(None, (error("not_date", value=text),))


def _real(year: int, month: int, day: int) -> Checked:
    if year in _YEARS:
        try:
            return Checked(date(year, month, day).isoformat())
        except ValueError:  # 29 February of a common year, month 13
            pass
    return Checked(None, (error("date_unreal", value=f"{year:04}-{month:02}-{day:02}"),))


def read_instant(text: str) -> Checked:
    """Read an ISO 8601 instant with its offset as UTC text ending in ``Z``."""
    text = code_text(text[:64])
    if not text:
        return EMPTY
    try:
        return instant_text(datetime.fromisoformat(text))
    except (ValueError, OverflowError):
        return Checked(None, (error("not_instant", value=text),))


def instant_text(moment: datetime) -> Checked:
    """Write an instant as UTC text; one without an offset is refused, it could be any hour."""
    if moment.tzinfo is None:
        return Checked(None, (error("not_instant", value=moment.isoformat()),))
    try:
        return Checked(moment.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z")
    except OverflowError:
        return Checked(None, (error("not_instant", value=moment.isoformat()),))


def read_integer(text: str) -> Checked:
    """Read a whole number; thousands commas, ``.0`` and a counting word (岁, 人) are understood."""
    text = code_text(text[:64])
    if not text:
        return EMPTY
    bare = text.replace(",", "") if _GROUPED.fullmatch(text) else text
    match = _INTEGER.fullmatch(bare)
    if match is None or abs(int(match[1])) > LARGEST_INTEGER:
        return Checked(None, (error("not_integer", value=text[:20]),))
    return Checked(int(match[1]))


def read_money(text: str) -> Checked:
    """Read an amount in the currency's main unit as whole minor units: ``1,234.5``, ``¥1234.50``, ``3万元``, ``1.2亿``.

    More than two decimals of the main unit are refused, not rounded.
    """
    text = code_text(text[:64])
    if not text:
        return EMPTY
    match = _MONEY.fullmatch(text.replace(" ", ""))
    if match is None:
        return Checked(None, (error("not_money", value=text[:20]),))
    sign, whole, fraction, scale = match.groups()
    digits = whole.replace(",", "") + (fraction or "")
    minor = int(digits) * 10 ** _SCALES[scale or ""]
    minor, rest = divmod(minor * 100, 10 ** len(fraction or ""))
    if rest or minor > LARGEST_INTEGER:
        return Checked(None, (error("not_money", value=text[:20]),))
    return Checked(-minor if sign else minor)


def read_boolean(text: str) -> Checked:
    """Read yes or no in Chinese or English, or 1 and 0."""
    word = code_text(text[:64]).casefold()
    if not word:
        return EMPTY
    if word in _YES or word in _NO:
        return Checked(word in _YES)
    return Checked(None, (error("not_boolean", value=word[:20]),))
