"""What a person, a file or a program gives for a field <-> the stored value.

:func:`parse_value` never raises: a raw value that cannot be of the field's type gives None and one
error with a code of :data:`TYPE_ERRORS`. The stored value of "nothing" is None, for every type.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import msgspec

from desktop_crm.domain.fields import Choice, Field, FieldType, Value
from desktop_crm.domain.validation.findings import EMPTY, Checked, Finding, error, warning
from desktop_crm.domain.validation.parsing import (
    LARGEST_INTEGER,
    TYPE_ERRORS,
    instant_text,
    read_boolean,
    read_date,
    read_instant,
    read_integer,
    read_money,
)
from desktop_crm.domain.validation.text import clean, code_text
from desktop_crm.errors import UsageError

__all__ = ["TYPE_ERRORS", "decode", "encode", "format_money", "format_value", "parse_value"]

#: Longest text looked at, in characters; no field is longer than a fiftieth of this.
LONGEST_RAW = 100_000

_SHOWN = 20
_MINOR_UNITS = 100
#: Beyond this a float no longer holds every cent.
_LARGEST_FLOAT_AMOUNT = 2.0**43
_SET_SEPARATORS = re.compile(r"[、,，;；\n\t]+")
_TODAY = ("今天", "今日", "today")
_YES_NO = {"zh": ("否", "是"), "en": ("No", "Yes")}


def parse_value(field: Field, raw: object, today: date) -> Checked:
    """Read a raw value (text, number, list, date, None) as a stored value of the field.

    Findings are placed on the field. ``today`` is the day that 今天 (today) means.
    """
    if field.type is FieldType.DATE and isinstance(raw, str) and raw.strip().casefold() in _TODAY:
        return Checked(today.isoformat())
    checked = _READERS[field.type](field, raw)
    if not checked.findings:
        return checked
    return Checked(checked.value, tuple(finding.at(field.id) for finding in checked.findings))


def _refuse(code: str, raw: object = "") -> Checked:
    return Checked(None, (error(code, value=_shown(raw)),))


def _shown(raw: object) -> str:
    text = raw if isinstance(raw, str) else str(raw) if isinstance(raw, int | float) else type(raw).__name__
    kept, _ = clean(text[:_SHOWN])
    return kept + ("…" if len(text) > _SHOWN else "")


def _as_text(raw: object) -> str | Finding:
    """Spell a raw scalar as text; a finding when it is none or too long."""
    if isinstance(raw, str):
        return raw if len(raw) <= LONGEST_RAW else error("text_huge", limit=LONGEST_RAW)
    if isinstance(raw, bool):
        return error("not_text", value=raw)
    if isinstance(raw, int):
        # str() of an integer with thousands of digits raises.
        return str(raw) if raw.bit_length() < 256 else error("number_imprecise", value="…")
    if isinstance(raw, float):
        return _float_text(raw)
    if isinstance(raw, date):
        return raw.isoformat()
    return error("not_text", value=_shown(raw))


def _float_text(raw: float) -> str | Finding:
    if not math.isfinite(raw) or abs(raw) > LARGEST_INTEGER:
        return error("number_imprecise", value=raw)
    return str(int(raw)) if raw.is_integer() else repr(raw)


def _read_text(field: Field, raw: object) -> Checked:
    if raw is None:
        return EMPTY
    text = _as_text(raw)
    if isinstance(text, Finding):
        return Checked(None, (text,))
    kept, dropped = clean(text, multiline=field.type is FieldType.LONG_TEXT)
    findings = (warning("characters_dropped"),) if dropped else ()
    return Checked(kept or None, findings)


def _scalar(code: str, read: Callable[[str], Checked]) -> Callable[[Field, object], Checked]:
    """Make a reader of numbers, dates and yes/no out of a reader of text."""

    def reader(field: Field, raw: object) -> Checked:
        if raw is None:
            return EMPTY
        text = _as_text(raw)
        if isinstance(text, Finding):
            return Checked(None, (text if text.code == "text_huge" else error(code, value=_shown(raw)),))
        kept, _ = clean(text[:256])
        return read(kept)

    return reader


def _read_boolean(field: Field, raw: object) -> Checked:
    return Checked(raw) if isinstance(raw, bool) else _BOOLEAN_TEXT(field, raw)


def _read_money(field: Field, raw: object) -> Checked:
    """An int is the stored value; text and fractions are amounts as people write them, in the main unit."""
    if isinstance(raw, int) and not isinstance(raw, bool):
        return Checked(raw) if abs(raw) <= LARGEST_INTEGER else _refuse("number_imprecise", raw)
    if isinstance(raw, float) and math.isfinite(raw) and abs(raw) < _LARGEST_FLOAT_AMOUNT:
        return Checked(round(raw * _MINOR_UNITS))
    return _MONEY_TEXT(field, raw)


def _read_date(field: Field, raw: object) -> Checked:
    if isinstance(raw, datetime):
        raw = raw.date()
    return _DATE_TEXT(field, raw)


def _read_instant(field: Field, raw: object) -> Checked:
    return instant_text(raw) if isinstance(raw, datetime) else _INSTANT_TEXT(field, raw)


_BOOLEAN_TEXT = _scalar("not_boolean", read_boolean)
_MONEY_TEXT = _scalar("not_money", read_money)
_DATE_TEXT = _scalar("not_date", read_date)
_INSTANT_TEXT = _scalar("not_instant", read_instant)


def _key(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().replace(" ", "")


_choice_tables: dict[tuple[Choice, ...], dict[str, str]] = {}


def _choice_table(choices: tuple[Choice, ...]) -> dict[str, str]:
    """Spellings of the choices: a code wins over a label, a label over an alias."""
    table = _choice_tables.get(choices)
    if table is None:
        table = {}
        for spellings in (
            [(choice.code, choice.code) for choice in choices],
            [(label, choice.code) for choice in choices for label in (choice.zh, choice.en)],
            [(alias, choice.code) for choice in choices for alias in choice.aliases],
        ):
            for spelling, code in spellings:
                table.setdefault(_key(spelling), code)
        _choice_tables[choices] = table
    return table


def _read_choice(field: Field, raw: object) -> Checked:
    if raw is None:
        return EMPTY
    text = _as_text(raw)
    if isinstance(text, Finding):
        return _refuse("unknown_choice", raw) if text.code != "text_huge" else Checked(None, (text,))
    word = clean(code_text(text[:256]))[0]
    if not word:
        return EMPTY
    code = _choice_table(field.choices).get(_key(word))
    if code is None:
        return Checked(None, (error("unknown_choice", value=_shown(text), **_allowed(field.choices)),))
    return Checked(code)


def _allowed(choices: tuple[Choice, ...]) -> dict[str, str]:
    return {
        "allowed": "、".join(choice.zh for choice in choices),
        "allowed_en": " / ".join(choice.en for choice in choices),
    }


def _read_set(field: Field, raw: object) -> Checked:
    if raw is None:
        return EMPTY
    items: Iterable[object] = raw if isinstance(raw, list | tuple | set | frozenset) else (raw,)
    members: set[str] = set()
    dropped = False
    for item in items:
        text = _as_text(item)
        if isinstance(text, Finding):
            return Checked(None, (text,)) if text.code == "text_huge" else _refuse("not_set", item)
        for part in _SET_SEPARATORS.split(text):
            member, lossy = clean(part)
            dropped = dropped or lossy
            if field.choices and member:
                checked = _read_choice(field, member)
                if checked.findings:
                    return checked
                member = str(checked.value)
            members.add(member)
    members.discard("")
    findings = (warning("characters_dropped"),) if dropped else ()
    return Checked(tuple(sorted(members)) or None, findings)


_READERS: dict[FieldType, Callable[[Field, object], Checked]] = {
    FieldType.TEXT: _read_text,
    FieldType.LONG_TEXT: _read_text,
    FieldType.INTEGER: _scalar("not_integer", read_integer),
    FieldType.MONEY: _read_money,
    FieldType.BOOLEAN: _read_boolean,
    FieldType.DATE: _read_date,
    FieldType.INSTANT: _read_instant,
    FieldType.CHOICE: _read_choice,
    FieldType.SET: _read_set,
}


def format_value(field: Field, value: Value, language: str = "zh") -> str:
    """Write a stored value for people: labels of choices, 是/否, sets joined.

    A code of a newer version is shown as it is. :func:`parse_value` reads the result back.
    """
    if value is None:
        return ""
    english = language.startswith("en")
    if field.type is FieldType.MONEY and isinstance(value, int):
        return format_money(value)
    if isinstance(value, bool):
        return _YES_NO["en" if english else "zh"][value]
    if isinstance(value, tuple):
        return (", " if english else "、").join(_label(field, member, english) for member in value)
    return _label(field, value, english) if isinstance(value, str) else str(value)


def format_money(minor: int) -> str:
    """Write minor units as an amount with thousands commas and two decimals: ``-1,234.50``."""
    whole, cents = divmod(abs(minor), _MINOR_UNITS)
    return f"{'-' if minor < 0 else ''}{whole:,}.{cents:02}"


def _label(field: Field, code: str, english: bool) -> str:
    choice = field.choice(code) if field.choices else None
    if choice is None:
        return code
    return choice.en if english else choice.zh


#: What canonical JSON can hold: a field's value, or objects and lists of such.
Json = Value | Mapping[str, "Json"] | Sequence["Json"] | frozenset[str]

_encoder = msgspec.json.Encoder(order="deterministic")
_decoder = msgspec.json.Decoder()


def encode(value: Json) -> str:
    """Write canonical JSON: sorted keys, no blanks, UTF-8 text as it is, no floating point.

    The members of a set value (a tuple, or a ``frozenset`` anywhere) are sorted; lists and tuples
    inside objects keep their order, because they may belong to fields of a newer version.

    Raises:
        UsageError: ``not_json`` for a float or another type, or text with half a surrogate pair.
    """
    if isinstance(value, tuple) and all(isinstance(member, str) for member in value):
        value = tuple(sorted(str(member) for member in value))
    _hold_no_float(value)
    try:
        return _encoder.encode(value).decode()
    except (TypeError, ValueError, OverflowError, RecursionError) as cause:
        raise UsageError("not_json", type=type(value).__name__) from cause


def decode(text: str | bytes) -> Any:  # noqa: ANN401 - JSON of any shape
    """Read JSON: arrays become tuples, so that set values compare equal.

    Raises:
        UsageError: ``not_json`` for text that is not JSON or holds floating point.
    """
    try:
        value = _decoder.decode(text)
    except (ValueError, RecursionError) as cause:
        raise UsageError("not_json", type="text") from cause
    return _tuples(value)


def _hold_no_float(value: object) -> None:
    if isinstance(value, float):
        raise UsageError("not_json", type="float")
    if isinstance(value, Mapping):
        for member in value.values():
            _hold_no_float(member)
    elif isinstance(value, list | tuple):
        for member in value:
            _hold_no_float(member)


def _tuples(value: object) -> object:
    if isinstance(value, float):
        raise UsageError("not_json", type="float")
    if isinstance(value, list):
        return tuple(_tuples(member) for member in value)
    if isinstance(value, dict):
        return {name: _tuples(member) for name, member in value.items()}
    return value
