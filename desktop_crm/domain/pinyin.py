"""Pinyin of Chinese names: sort keys and every reading that search must know.

The readings stand in ``resources/data/readings.txt`` (made from pypinyin's table, see
``tests/desktop_crm/test_pinyin.py``) and are looked up one character at a time: pypinyin itself takes
0.2 s and 57 MB to load. ``surnames.json`` holds what no dictionary of words knows: how a character is
read as a surname, the compound surnames, and place names that companies begin with.
"""

from __future__ import annotations

import itertools
import json
import unicodedata
from functools import cache
from importlib.resources import files
from typing import NamedTuple

#: Which syllables a character may stand for, the likeliest first.
Options = tuple[str, ...]
#: One entry a Chinese character of a name.
Spelling = tuple[Options, ...]

#: Longest name of a person with a surname of one character; longer ones are organisations.
_LONGEST_PERSON = 4
_TONES = "12345"


class _Head(NamedTuple):
    """Beginning of a name that is read in a way of its own; readings with tone, per character."""

    text: str
    readings: tuple[tuple[str, ...], ...]

    @property
    def key(self) -> str:
        """The sort key of this beginning."""
        return "".join(options[0] + char for char, options in zip(self.text, self.readings, strict=True))


class _Heads(NamedTuple):
    surnames: dict[str, _Head]
    compound: dict[str, _Head]
    places: dict[str, _Head]


@cache
def _heads() -> _Heads:
    raw = json.loads(_data("surnames.json"))
    surnames = {char: _Head(char, (tuple(text.split()),)) for char, text in raw["surnames"].items()}
    pairs = [
        {name: _Head(name, tuple((reading,) for reading in text.split())) for name, text in raw[part].items()}
        for part in ("compound", "places")
    ]
    return _Heads(surnames, *pairs)


def _data(name: str) -> str:
    return files("resources").joinpath("data", name).read_text(encoding="utf-8")


@cache
def _table() -> str:
    """Text of the table: lines ``reading,reading characters``, found by searching for a character."""
    return _data("readings.txt").partition("\n\n")[2]


def _toned(char: str) -> tuple[str, ...]:
    """Ordinary readings of one character with tone digits; empty when it is not a Chinese character."""
    table = _table()
    at = table.find(char) if char >= "\u2e80" else -1
    if at < 0:
        return ()
    line = table.rfind("\n", 0, at) + 1
    return tuple(table[line : table.index(" ", line)].split(","))


def _plain(toned: tuple[str, ...]) -> Options:
    return tuple(dict.fromkeys(reading.rstrip(_TONES) for reading in toned))


class _Keys(dict[str, str]):
    """Part of the sort key that one character gives, filled as characters turn up."""

    def __missing__(self, char: str) -> str:
        folded = unicodedata.normalize("NFKC", char)
        toned = _toned(folded)
        # Capitals stand before small letters, so Latin names stand before every syllable.
        key = self[char] = toned[0] + folded if toned else folded.upper()
        return key


class _Options(dict[str, Options]):
    """Plain readings of a character, filled as characters turn up."""

    def __missing__(self, char: str) -> Options:
        options = self[char] = _plain(_toned(unicodedata.normalize("NFKC", char)))
        return options


_key_of = _Keys()
_options_of = _Options()


@cache
def _head_keys() -> dict[str, str]:
    """Sort key of every beginning of two characters."""
    heads = _heads()
    return {text: head.key for text, head in (heads.compound | heads.places).items()}


@cache
def _surname_keys() -> dict[str, str]:
    return {text: head.key for text, head in _heads().surnames.items()}


def sort_key(name: str) -> str:
    """Return the key whose plain byte order is the order of a Chinese name list.

    Each character becomes syllable, tone and the character itself (``zeng1曾guo2国fan1藩``), a surname
    in its own reading. Digits and Latin letters (folded to capitals) stand in front of Chinese.
    """
    name = name.strip()
    head = _head_keys().get(name[:2])
    # 单于 alone is a person named Shan; 单于飞 is one of the Chanyu.
    if head is not None and (len(name) > 2 or name[0] not in _surname_keys()):
        return head + "".join(map(_key_of.__getitem__, name[2:]))
    if len(name) <= _LONGEST_PERSON:
        head = _surname_keys().get(name[:1])
        if head is not None:
            return head + "".join(map(_key_of.__getitem__, name[1:]))
    return "".join(map(_key_of.__getitem__, name))


@cache
def _head_options() -> dict[str, Spelling]:
    """Special readings first, then the ordinary ones, for every special beginning."""
    heads = _heads()
    return {
        text: tuple(
            tuple(dict.fromkeys(_plain(special) + _options_of[char]))
            for char, special in zip(text, head.readings, strict=True)
        )
        for text, head in (heads.surnames | heads.compound | heads.places).items()
    }


def spelling(name: str) -> Spelling:
    """Return the syllables each Chinese character may be typed as, without tones; other characters are left out.

    The reading as a surname comes first, the ordinary ones follow: 曾 is ``("zeng", "ceng")``.
    """
    heads = _head_options()
    head = heads.get(name[:2])
    rest = 2
    if head is None:
        head, rest = heads.get(name[:1], ()), 1
        rest = 1 if head else 0
    return head + tuple(filter(None, map(_options_of.__getitem__, name[rest:])))


def readings(name: str, limit: int = 16) -> list[tuple[str, ...]]:
    """Return whole readings of a name, the likeliest first, at most ``limit``.

    Readings that take fewer second choices come first; a long name with many heteronyms is cut to the
    first few of them, so nothing here grows beyond ``4 ** 5`` combinations.
    """
    options = spelling(name)
    open_places = [place for place, choices in enumerate(options) if len(choices) > 1][:5]
    choices = [options[place][:4] if place in open_places else options[place][:1] for place in range(len(options))]
    ranked = itertools.product(*(enumerate(found) for found in choices))
    ordered = sorted(ranked, key=lambda combination: sum(rank for rank, _ in combination))
    return [tuple(syllable for _, syllable in combination) for combination in ordered[:limit]] if options else []


@cache
def syllable_beginnings() -> frozenset[str]:
    """Return every syllable a character can be typed as, and every beginning of one."""
    ordinary = (_plain(tuple(line.partition(" ")[0].split(","))) for line in _table().splitlines())
    special = (_plain(options) for part in _heads() for head in part.values() for options in head.readings)
    found = {syllable for group in itertools.chain(ordinary, special) for syllable in group}
    return frozenset(syllable[:length] for syllable in found for length in range(1, len(syllable) + 1))
