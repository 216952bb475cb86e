"""MATCH expressions that look up the terms of :mod:`desktop_crm.store.search_entries`. Text in, text out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from desktop_crm.domain.pinyin import syllable_beginnings
from desktop_crm.domain.search_text import SHORTEST_DIGITS, SHORTEST_TEXT, Part, Rank
from desktop_crm.store.search_entries import GRAM, LONGEST_SYLLABLE, SYLLABLES_OF_COMPANY, threes

#: Longer stretches are rare enough to be looked up by half of their terms.
_LONG_TEXT = 6
#: Shortest and longest term of kind w.
_CONTINUED = range(4, SYLLABLES_OF_COMPANY * LONGEST_SYLLABLE + 1)


def _pairs(text: str) -> list[str]:
    return [text[at : at + 2] for at in range(len(text) - 1)]


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


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
        grams = [text[at : at + GRAM] for at in range(len(text) - GRAM + 1)]
        # The last digits of a number say most; letters and signs (KH-2024-) stand in every one.
        grams = [gram for gram in grams if _is_digits(gram)] or grams
        telling = dict.fromkeys((grams[-1], grams[-3] if len(grams) > 2 else grams[0]))
        return _all((_term(kind + gram) for gram in telling), exact=len(text) == GRAM)
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
    grams = dict.fromkeys((*_pairs(part.text), *threes(part.text)))
    return _all((_term(gram) for gram in grams), exact=len(part.text) == SHORTEST_TEXT)
