"""What a parameter of the company is: its type, its bounds, and the text in which it is stored and typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from functools import cache
from typing import Any

from desktop_crm.errors import UsageError

_MINOR = 100  # 分 in a 元
_LIST_LIMIT = 200


class ParameterType(StrEnum):
    """What a parameter holds, and how its text is read."""

    DAYS = "days"
    COUNT = "count"
    PERCENT = "percent"  # text 80 -> 0.8
    RATIO = "ratio"
    SHARES = "shares"  # text 1/4/15 -> (0.01, 0.04, 0.15)
    AMOUNTS = "amounts"  # yuan, rising: text 10000/100000 -> minor units
    LIST = "list"  # one entry a line: 中文 | English | other spellings


@dataclass(frozen=True, slots=True)
class ListEntry:
    """One value of a list the company keeps itself; its Chinese label is its code."""

    zh: str
    en: str = ""
    aliases: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """The identity of the entry."""
        return self.zh

    def spellings(self) -> tuple[str, ...]:
        """Everything a card may say for this entry."""
        return (self.zh, self.en, *self.aliases) if self.en else (self.zh, *self.aliases)


Entries = tuple[ListEntry, ...]


@dataclass(frozen=True, slots=True)
class ParameterSpec:
    """What is declared of a parameter. ``low`` and ``high`` are in the units of the text."""

    name: str
    type: ParameterType
    default: Any
    zh: str
    en: str
    help_zh: str
    help_en: str
    used_in: tuple[str, ...]
    low: float
    high: float

    def label(self, language: str) -> str:
        """Name for people."""
        return self.en if language.startswith("en") else self.zh

    def help(self, language: str) -> str:
        """What it does, in a sentence."""
        return self.help_en if language.startswith("en") else self.help_zh

    def unit(self, language: str) -> str:
        """Unit behind the number; "" for a bare one."""
        zh, en = _UNITS[self.type]
        return en if language.startswith("en") else zh

    def parse(self, text: str) -> Any:  # noqa: ANN401 - the type is declared beside it
        """Read a typed text. Raises UsageError("parameter_value") that names parameter and reason."""
        if self.type is ParameterType.LIST:
            return self._list(text)
        if self.type in (ParameterType.SHARES, ParameterType.AMOUNTS):
            return self._several(text)
        number = self._number(text)
        if self.type in (ParameterType.DAYS, ParameterType.COUNT):
            if number != int(number):
                raise self._wrong("not_whole", text)
            return int(number)
        return number / 100 if self.type is ParameterType.PERCENT else number

    def text(self, value: Any) -> str:  # noqa: ANN401
        """Return the text that :meth:`parse` reads as this value."""
        if self.type is ParameterType.LIST:
            return "\n".join(_line(entry) for entry in value)
        if self.type is ParameterType.SHARES:
            return "/".join(_plain(share * 100) for share in value)
        if self.type is ParameterType.AMOUNTS:
            return "/".join(_plain(amount / _MINOR) for amount in value)
        return _plain(value * 100) if self.type is ParameterType.PERCENT else _plain(value)

    def _number(self, text: str) -> float:
        try:
            number = float(text.strip().removesuffix("%"))
        except ValueError:
            raise self._wrong("not_number", text) from None
        if not self.low <= number <= self.high:
            raise self._wrong("out_of_bounds", text)
        return number

    def _several(self, text: str) -> tuple[float, ...]:
        numbers = [self._number(part) for part in text.split("/")]
        if len(numbers) != len(self.default):
            raise self._wrong("how_many", text)
        if self.type is ParameterType.AMOUNTS:
            if numbers != sorted(set(numbers)):
                raise self._wrong("not_rising", text)
            return tuple(round(number * _MINOR) for number in numbers)
        if sum(numbers) > self.high:
            raise self._wrong("too_much", text)
        return tuple(number / 100 for number in numbers)

    def _list(self, text: str) -> Entries:
        entries = [_entry(line) for line in text.splitlines() if line.strip()]
        if len(entries) > _LIST_LIMIT:
            raise self._wrong("too_many", text)
        spelt = [_key(word) for entry in entries for word in set(entry.spellings())]
        if len(spelt) != len(set(spelt)) or any(not entry.zh for entry in entries):
            raise self._wrong("twice", text)
        return tuple(entries)

    def _wrong(self, reason: str, text: str) -> UsageError:
        facts = {
            "low": _plain(self.low),
            "high": _plain(self.high),
            "number": len(self.default or ()) if isinstance(self.default, tuple) else 1,
        }
        return UsageError("parameter_value", parameter=self.name, reason=reason, value=text[:80], **facts)


_UNITS = {
    ParameterType.DAYS: ("天", "days"),
    ParameterType.COUNT: ("", ""),
    ParameterType.PERCENT: ("%", "%"),
    ParameterType.RATIO: ("", ""),
    ParameterType.SHARES: ("%", "%"),
    ParameterType.AMOUNTS: ("元", "yuan"),
    ParameterType.LIST: ("", ""),
}


def _plain(number: float) -> str:
    return f"{round(number, 6):.6f}".rstrip("0").rstrip(".")


def _entry(line: str) -> ListEntry:
    zh, _, rest = (part.strip() for part in line.replace("｜", "|").partition("|"))
    en, _, others = (part.strip() for part in rest.partition("|"))
    aliases = tuple(word.strip() for word in others.replace("，", ",").replace("、", ",").split(",") if word.strip())
    return ListEntry(zh, en, aliases)


def _line(entry: ListEntry) -> str:
    parts = [entry.zh, entry.en, ", ".join(entry.aliases)]
    while not parts[-1]:
        parts.pop()
    return " | ".join(parts)


def _key(text: str) -> str:
    return "".join(text.split()).casefold()


def find_entry(entries: Entries, text: str) -> ListEntry | None:
    """Find the entry of a list that a card's text means, whatever its case and spaces."""
    return _by_spelling(entries).get(_key(text))


@cache
def _by_spelling(entries: Entries) -> dict[str, ListEntry]:
    return {_key(word): entry for entry in entries for word in entry.spellings()}


# -- declaring them -----------------------------------------------------------------------------


def declared(
    kind: ParameterType, default: object, words: tuple[str, str], about: tuple[str, str], used: str, *bounds: float
) -> Any:  # noqa: ANN401 - a dataclass field: its type is the annotation beside it
    """Declare a parameter as a field of a frozen dataclass: its value in force, and all that is said of it."""
    low, high = bounds or (0, 0)
    return field(default=default, metadata={"spec": (kind, default, *words, *about, tuple(used.split()), low, high)})


def specs_of(parameters: type[Any]) -> dict[str, ParameterSpec]:
    """Return what is declared of the parameters of a dataclass, by name."""
    return {item.name: ParameterSpec(item.name, *item.metadata["spec"]) for item in fields(parameters)}


def values_of(specs: Mapping[str, ParameterSpec], stored: Mapping[str, str]) -> dict[str, Any]:
    """Read the stored texts of parameters; what cannot be read is left out."""
    values: dict[str, Any] = {}
    for name, spec in specs.items():
        if name in stored:
            try:
                values[name] = spec.parse(stored[name])
            except UsageError:
                continue  # written by a version with other bounds
    return values
