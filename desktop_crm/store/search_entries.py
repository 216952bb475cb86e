"""Terms of the search index: what is written for a card. Text in, text out; no SQL runs here.

What a term is about stands in its first letter, not in a column: FTS5 walks all rows of a term to find
those in one column, but a term of its own gives its newest rows at once. A prefix is merged as a whole
before the first answer, so it is only asked for where few rows can have it.

====  ===================================================================================================
kind  terms
====  ===================================================================================================
h     first character and first two characters of the displayed name
n     every character of a name, and every two neighbours
q, p  pinyin from the first syllable of the displayed name (q) or any other (p): what has been typed after one
      and two letters, and longer as long as that may still be a single syllable
s, r  the same typed to the end of the name, in every way (looked up by prefix); companies: three syllables,
      or six initials
w     the same terms of companies where more follows (longer queries begin with one of them)
c     every two neighbours of an employer
d, f  stretches of four and the last three characters of phone and customer numbers; first digits of phones
t     the same as d, of digits inside address, remarks and the like
====  ===================================================================================================

Texts stand in a table of their own, by every two neighbours, and three where two of them are digits.

Entries are made for many cards at once: stretches of text by copying every character to its places
(:func:`_windows`), pinyin from what is remembered of the same syllables. A term may come twice: FTS5 takes
it once a row.
"""

from __future__ import annotations

import itertools
import re
import sys
from array import array
from collections.abc import Iterable, Sequence
from functools import lru_cache, partial

from desktop_crm.domain.pinyin import Spelling, syllable_beginnings
from desktop_crm.domain.search_text import MOST_MIXED, SHORTEST_DIGITS, SearchDocument, typed_as

#: Digits of a number are kept in stretches of so many.
GRAM = 4
LONGEST_SYLLABLE = 6
SYLLABLES_OF_COMPANY = 3
_INITIALS_OF_COMPANY = 6
_DIGIT_RUN = re.compile("[0-9]{3,}")
_DIGITS_TOGETHER = re.compile("[0-9]{2}")
#: Every stretch of three that has two digits side by side.
_WITH_DIGITS = re.compile("(?=([0-9]{2}.|.[0-9]{2}))")
#: Every stretch of three that no stretch of four digits begins with: those are looked up instead.
_SHORT = re.compile("(?![0-9]{4})(?=(...))")
_CODEC = f"utf-32-{sys.byteorder[0]}e"  # as array("I") holds it
_SPACE = array("I", [ord(" ")])


def _windows(texts: Sequence[str], width: int, kind: str = "") -> list[str]:
    """Give all stretches of a width of each text, each behind its kind and with a space after it."""
    step = len(kind) + width + 1
    codes = array("I", " ".join(texts).encode(_CODEC))
    count = len(codes)
    made = _SPACE * (count * step)
    if kind:
        made[::step] = array("I", [ord(kind)]) * count
    for place in range(width):
        made[len(kind) + place :: step] = codes[place:] + _SPACE * min(place, count)
    together = made.tobytes().decode(_CODEC)
    found, at = [], 0
    for text in texts:
        end = at + max(len(text) - width + 1, 0)
        found.append(together[at * step : end * step])
        at += len(text) + 1
    return found


def threes(text: str) -> list[str]:
    """Return the stretches of three with two digits: house numbers differ in little, and pairs of digits are
    everywhere."""
    return _WITH_DIGITS.findall(text) if _DIGITS_TOGETHER.search(text) else []


class _Entries:
    """Terms of several cards as they are found."""

    def __init__(self, cards: int) -> None:
        #: Pieces of each card, every term with a space after it.
        self.pieces: list[list[str]] = [[] for _ in range(cards)]
        self._cuts: dict[tuple[int, str], list[tuple[int, str]]] = {}

    def cuts(self, width: int, kind: str = "") -> list[tuple[int, str]]:
        """Return the list that takes (card, text without spaces) of which all stretches of a width are terms."""
        return self._cuts.setdefault((width, kind), [])

    def rows(self) -> list[str]:
        """Return the terms of each card."""
        for (width, kind), wanted in self._cuts.items():
            made = _windows([text for _card, text in wanted], width, kind)
            for (card, _text), piece in zip(wanted, made, strict=True):
                self.pieces[card].append(piece)
        return list(map("".join, self.pieces))


def lean_rows(docs: Sequence[SearchDocument]) -> list[str]:
    """Return for each card the terms of names, pinyin, employers and numbers."""
    entries = _Entries(len(docs))
    chars, pairs, companies = entries.cuts(1, "n"), entries.cuts(2, "n"), entries.cuts(2, "c")
    numbers, runs = entries.cuts(GRAM, "d"), entries.cuts(GRAM, "t")
    for card, (doc, pieces) in enumerate(zip(docs, entries.pieces, strict=True)):
        first = True
        for options in doc.readings:
            pieces += _spelling_terms(options, first=first)
            first = False
        if doc.name:
            pieces.append(f"h{doc.name[0][0]} h{doc.name[0].split()[0][:2]} ")
        words = [(card, word) for name in doc.name for word in name.split()]
        chars += words
        pairs += words
        companies += [(card, word) for company in doc.company for word in company.split()]
        named = [word for number in doc.number for word in number.split()]
        numbers += [(card, number) for number in (*doc.digits, *named)]
        pieces += [_short_terms(number, "d") for number in named]
        pieces += [f"d{digits[-SHORTEST_DIGITS:]} f{digits[0]} f{digits[:2]} " for digits in doc.digits]
        for text in doc.text:
            found = _DIGIT_RUN.findall(text)
            runs += [(card, run) for run in found]
            pieces += [f"t{run[-SHORTEST_DIGITS:]} " for run in found]
    return entries.rows()


def text_rows(docs: Sequence[SearchDocument]) -> list[str]:
    """Return for each card the terms of address, remarks and the like; empty when there are none."""
    entries = _Entries(len(docs))
    pairs = entries.cuts(2)
    for card, doc in enumerate(docs):
        for text in doc.text:
            words = text.split()
            pairs += [(card, word) for word in words]
            if _DIGITS_TOGETHER.search(text):
                entries.pieces[card] += [three + " " for word in words for three in threes(word)]
    return entries.rows()


def _short_terms(number: str, kind: str) -> str:
    """Return the stretches of three by which a number is found beside those of four.

    Three digits are looked up as the ten stretches of four that begin with them, so three are only
    kept where no digit follows, or where they are not all digits.
    """
    if not (number.isascii() and number.isdigit()):
        return "".join([f"{kind}{short} " for short in _SHORT.findall(number)])
    return f"{kind}{number[-SHORTEST_DIGITS:]} " if len(number) >= SHORTEST_DIGITS else ""


# -- pinyin ---------------------------------------------------------------------------------


def _spelling_terms(options: Spelling, *, first: bool) -> list[str]:
    """Return the terms from each syllable on."""
    if len(options) <= MOST_MIXED:
        terms = [_terms_of_rest(options[start:]) for start in range(1, len(options))]
        # The whole name is hardly ever met again, its end is.
        return [*terms, _terms_of_person(options, first=first)] if options else terms
    window = _INITIALS_OF_COMPANY + 1
    return [
        _terms_of_company(options[start : start + window], first=first and start == 0) for start in range(len(options))
    ]


@lru_cache(maxsize=1 << 16)
def _beginnings(letters: str) -> tuple[str, ...]:
    """What is typed of a way that begins so: one letter, two, and as long as that may be one syllable."""
    known, length = syllable_beginnings(), 2
    while length < len(letters) and letters[: length + 1] in known:
        length += 1
    return (letters[0], *[letters[:end] for end in range(2, length + 1)])


_typed = lru_cache(maxsize=4096)(typed_as)


@lru_cache(maxsize=1 << 15)
def _ways(rest: Spelling) -> tuple[str, ...]:
    """Everything that can be typed from a syllable on to the end of a person's name."""
    if len(rest) == 1:
        return rest[0]
    following = _ways(rest[1:])
    return tuple([way + more for way in _typed(rest[0]) for more in following])


@lru_cache(maxsize=1 << 15)
def _rest_of(rest: Spelling) -> tuple[tuple[str, ...], frozenset[str]]:
    """What may follow a first syllable: every way, with nothing in front to be joined by it, and their beginnings."""
    ways = _ways(rest)
    return ("", *ways), frozenset([way[: LONGEST_SYLLABLE - 1] for way in ways])


def _terms_of_person(options: Spelling, *, first: bool) -> str:
    """Terms of a whole name from its first syllable on."""
    if len(options) == 1:
        return _terms_of_ways(options[0], first=first)
    ways, heads = _rest_of(options[1:])
    short, run = (" q", " s") if first else (" p", " r")
    typed: set[str] = set()
    runs = ""
    for way in _typed(options[0]):
        runs += (run + way).join(ways)
        for head in heads:
            typed.update(_beginnings((way + head)[:LONGEST_SYLLABLE]))
    return f"{runs[1:]}{short}{short.join(typed)} "


_terms_of_rest = lru_cache(maxsize=1 << 15)(partial(_terms_of_person, first=False))


def _terms_of_ways(ways: Iterable[str], *, first: bool) -> str:
    short, run = (" q", " s") if first else (" p", " r")
    typed = {beginning for way in ways for beginning in _beginnings(way[:LONGEST_SYLLABLE])}
    return f"{run[1:]}{run.join(ways)}{short}{short.join(typed)} "


@lru_cache(maxsize=1 << 15)
def _terms_of_company(rest: Spelling, *, first: bool) -> str:
    """Terms of a company from one syllable on: three syllables or six initials, and where more follows (kind w)."""
    full = ["".join(way) for way in itertools.product(*rest[:SYLLABLES_OF_COMPANY])]
    letters = [tuple(dict.fromkeys(syllable[0] for syllable in some)) for some in rest[:_INITIALS_OF_COMPANY]]
    initials = ["".join(way) for way in itertools.product(*letters)]
    continued = full if len(rest) > SYLLABLES_OF_COMPANY else []
    continued = continued + (initials if len(rest) > _INITIALS_OF_COMPANY else [])
    return _terms_of_ways([*full, *initials], first=first) + "".join([f"w{way} " for way in continued])
