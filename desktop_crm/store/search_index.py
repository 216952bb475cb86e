"""Terms of the search index and the MATCH expressions that look them up. Text in, text out; no SQL runs here.

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
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from operator import add

from desktop_crm.domain.pinyin import Spelling, syllable_beginnings
from desktop_crm.domain.search_text import (
    MOST_MIXED,
    SHORTEST_DIGITS,
    SHORTEST_TEXT,
    Part,
    Rank,
    SearchDocument,
    typed_as,
)

_GRAM = 4
_DIGIT_RUN = re.compile("[0-9]{3,}")
#: Digits that stand together.
_DIGITS_TOGETHER = re.compile("[0-9]{2,}")
#: Longer stretches are rare enough to be looked up by half of their terms.
_LONG_TEXT = 6
_LONGEST_SYLLABLE = 6
_SYLLABLES_OF_COMPANY = 3
_INITIALS_OF_COMPANY = 6
#: Shortest and longest term of kind w.
_CONTINUED = range(4, _SYLLABLES_OF_COMPANY * _LONGEST_SYLLABLE + 1)


def _pairs(text: str) -> list[str]:
    found: list[str] = []
    for word in text.split():
        found += map(add, word, word[1:])  # joined without an index: a first synchronisation has 10⁷ of them
    return found


def _text_grams(text: str) -> list[str]:
    """Pairs, and threes with two digits: house numbers differ in little, and pairs of digits are everywhere."""
    found = _pairs(text)
    for word in text.split() if _DIGITS_TOGETHER.search(text) else ():
        for run in _DIGITS_TOGETHER.finditer(word):
            first, last = max(run.start() - 1, 0), min(run.end() + 1, len(word)) - 2
            found += [word[at : at + 3] for at in range(first, last)]
    return found


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def number_terms(number: str) -> list[str]:
    """Return the stretches by which any part of 3 and more characters of a number is found.

    Three digits are looked up as the ten stretches of four that begin with them, so three are only
    kept where no digit follows, or where they are not all digits.
    """
    terms = [number[at : at + _GRAM] for at in range(len(number) - _GRAM + 1)]
    if _is_digits(number):
        return [*terms, number[-SHORTEST_DIGITS:]] if len(number) >= SHORTEST_DIGITS else terms
    for at in range(len(number) - SHORTEST_DIGITS + 1):
        short = number[at : at + SHORTEST_DIGITS]
        if not _is_digits(short) or not _is_digits(number[at + SHORTEST_DIGITS : at + _GRAM]):
            terms.append(short)
    return terms


def _typed_ways(rest: Spelling, *, company: bool) -> tuple[list[str], list[str]]:
    """Everything that can be typed from a syllable on: to the end of the name, and up to where more follows."""
    if not company:
        return ["".join(way) for way in itertools.product(*map(typed_as, rest[:-1]), rest[-1])], []
    full = ["".join(way) for way in itertools.product(*rest[:_SYLLABLES_OF_COMPANY])]
    letters = [tuple(dict.fromkeys(syllable[0] for syllable in some)) for some in rest[:_INITIALS_OF_COMPANY]]
    initials = ["".join(way) for way in itertools.product(*letters)]
    continued = full if len(rest) > _SYLLABLES_OF_COMPANY else []
    return full + initials, continued + (initials if len(rest) > _INITIALS_OF_COMPANY else [])


def _spelling_terms(doc: SearchDocument) -> set[str]:
    terms: set[str] = set()
    for place, options in enumerate(doc.readings):
        company = len(options) > MOST_MIXED
        for start in range(len(options)):
            rest = options[start : start + _INITIALS_OF_COMPANY + 1] if company else options[start:]
            terms.update(_terms_from(rest, company=company, first=place == start == 0))
    return terms


@lru_cache(maxsize=1 << 15)
def _terms_from(rest: Spelling, *, company: bool, first: bool) -> tuple[str, ...]:
    """Terms of a name from one syllable on. Cached: given names and ends of company names come again and again."""
    short, run = ("q", "s") if first else ("p", "r")
    beginnings = syllable_beginnings()
    ways, continued = _typed_ways(rest, company=company)
    terms: set[str] = set()
    for way in ways:
        terms.update((run + way, short + way[0], short + way[:2]))
        for length in range(3, min(len(way), _LONGEST_SYLLABLE) + 1):
            if way[:length] not in beginnings:
                break
            terms.add(short + way[:length])
    terms.update("w" + way for way in continued)
    return tuple(terms)


def lean_row(doc: SearchDocument) -> str:
    """Return the terms of names, pinyin, employers and numbers."""
    terms = _spelling_terms(doc)
    if doc.name:
        terms.update(("h" + doc.name[0][0], "h" + doc.name[0].split()[0][:2]))
    for name in doc.name:
        terms.update("n" + char for char in name if char != " ")
        terms.update("n" + pair for pair in _pairs(name))
    terms.update("c" + pair for company in doc.company for pair in _pairs(company))
    for number in itertools.chain(doc.digits, *(number.split() for number in doc.number)):
        terms.update("d" + term for term in number_terms(number))
    for number in doc.digits:
        terms.update(("f" + number[0], "f" + number[:2]))
    for text in doc.text:
        terms.update("t" + term for run in _DIGIT_RUN.findall(text) for term in number_terms(run))
    return " ".join(terms)


def text_row(doc: SearchDocument) -> str:
    """Return the terms of address, remarks and the like; empty when there are none."""
    return " ".join({gram for text in doc.text for gram in _text_grams(text)})


@dataclass(frozen=True, slots=True)
class Lookup:
    """A MATCH expression; ``exact`` when every row it finds is an answer, else the rows must be checked."""

    match: str
    exact: bool = True


def _any(lookups: Iterable[Lookup | None]) -> Lookup | None:
    found = [lookup for lookup in lookups if lookup]
    if not found:
        return None
    match = found[0].match if len(found) == 1 else "(" + " OR ".join(x.match for x in found) + ")"
    return Lookup(match, all(x.exact for x in found))


def _all(lookups: Iterable[Lookup | None], *, exact: bool = True) -> Lookup | None:
    """Join by AND; None when one of them finds nothing."""
    found = list(lookups)
    present = [lookup for lookup in found if lookup]
    if len(present) < len(found) or not present:
        return None
    match = present[0].match if len(present) == 1 else "(" + " AND ".join(x.match for x in present) + ")"
    return Lookup(match, exact and all(x.exact for x in present))


def _term(*terms: str) -> Lookup:
    """Look up any of some terms."""
    quoted = ['"' + term.replace('"', '""') + '"' for term in terms]
    return Lookup(quoted[0] if len(quoted) == 1 else "(" + " OR ".join(quoted) + ")")


def _begins(term: str) -> Lookup:
    return Lookup(_term(term).match + " *")


def _text_in(kind: str, text: str) -> Lookup | None:
    """Look up a stretch of text by its pairs; a single character by itself."""
    pairs = _pairs(text)
    if len(text) > _LONG_TEXT:  # every other pair still covers all of it
        pairs = [*pairs[::2], pairs[-1]]
    grams = list(dict.fromkeys(pairs)) or [text]
    return _all((_term(kind + gram) for gram in grams), exact=len(text) <= len(grams[0]))


def _digits_in(kind: str, text: str) -> Lookup | None:
    if len(text) < SHORTEST_DIGITS:
        return None
    if len(text) > SHORTEST_DIGITS:
        grams = [text[at : at + _GRAM] for at in range(len(text) - _GRAM + 1)]
        # The last digits of a number say most; letters and signs (KH-2024-) stand in every one.
        grams = [gram for gram in grams if _is_digits(gram)] or grams
        telling = dict.fromkeys((grams[-1], grams[-3] if len(grams) > 2 else grams[0]))
        return _all((_term(kind + gram) for gram in telling), exact=len(text) == _GRAM)
    longer = [kind + text + digit for digit in "0123456789"] if _is_digits(text) else []
    return _term(kind + text, *longer)


def _spelled(letters: str, short: str, run: str) -> Lookup:
    if len(letters) <= SHORTEST_TEXT or letters in syllable_beginnings():
        return _term(short + letters)
    return _begins(run + letters)


def _continued(part: Part) -> Lookup | None:
    """Look up the beginning of a long query in long names."""
    lengths = [length for length in _CONTINUED if length < len(part.text)] if part.letters else []
    return Lookup(_term(*("w" + part.text[:length] for length in lengths)).match, False) if lengths else None


def _start(part: Part) -> Iterator[Lookup | None]:
    text = part.text
    yield _all([_term("h" + text[:2]), _text_in("n", text) if len(text) > SHORTEST_TEXT else _term("h" + text[:2])])
    if part.letters:
        yield _spelled(text, "q", "s")
        yield _continued(part)


def _names(part: Part) -> Iterator[Lookup | None]:
    yield _text_in("n", part.text)
    if part.letters:
        yield _spelled(part.text, "p", "r")
        yield _continued(part)


def _company(part: Part) -> Lookup | None:
    return _text_in("c", part.text) if len(part.text) >= SHORTEST_TEXT else None


def _digits(part: Part) -> Lookup | None:
    dialled = part.dialled
    short = bool(dialled) and len(dialled) < SHORTEST_DIGITS
    numbers = dict.fromkeys(text for text in (part.text, dialled) if text)
    return _any([_term("f" + dialled) if short else None, *(_digits_in("d", number) for number in numbers)])


def _digits_of_text(part: Part) -> Lookup | None:
    return _digits_in("t", part.text) if _is_digits(part.text) else None


def lean_lookup(part: Part, *, of_text: bool = True) -> Lookup | None:
    """Return how a part is found anywhere in the lean index, as two parts too.

    ``of_text``: also by the digits inside texts, which the lean index holds.
    """
    found = [*_names(part), _spelled(part.text, "q", "s") if part.letters else None, _company(part), _digits(part)]
    if of_text:
        found.append(_digits_of_text(part))
    if part.split:
        found.append(_all(lean_lookup(one, of_text=of_text) for one in part.split))
    return _any(found)


def lean_lookups(query: tuple[Part, ...]) -> list[tuple[Rank, list[Lookup]]]:
    """Return what to look up in the lean index for each rank, best rank first."""
    if len(query) != 1:
        ranks = ((Rank.DIGITS, False), (Rank.TEXT, True))
        joint = [(rank, [_all(lean_lookup(part, of_text=of_text) for part in query)]) for rank, of_text in ranks]
        return [(rank, [lookup for lookup in lookups if lookup]) for rank, lookups in joint]
    part = query[0]
    pair = [_all(lean_lookup(one, of_text=of_text) for one in part.split or ()) for of_text in (False, True)]
    tiers: tuple[tuple[Rank, Iterable[Lookup | None]], ...] = (
        (Rank.START, _start(part)),
        (Rank.NAME, _names(part)),
        (Rank.COMPANY, [_company(part)]),
        (Rank.DIGITS, [_digits(part), pair[0]]),
        (Rank.TEXT, [_digits_of_text(part), pair[1]]),
    )
    return [(rank, [lookup for lookup in lookups if lookup]) for rank, lookups in tiers]


def text_lookup(part: Part) -> Lookup | None:
    """Return how a part is found in the texts; None when it is too short or the lean index knows."""
    if len(part.text) < SHORTEST_TEXT or (_is_digits(part.text) and len(part.text) >= SHORTEST_DIGITS):
        return None
    if len(part.text) > _LONG_TEXT and part.text.isascii():
        return _text_in("", part.text)
    grams = dict.fromkeys(_text_grams(part.text))
    return _all((_term(gram) for gram in grams), exact=len(part.text) == SHORTEST_TEXT)
