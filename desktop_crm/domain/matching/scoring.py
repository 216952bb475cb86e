"""How likely two cards are one customer: a score from 0 to 100, its reasons, and the band it falls into."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from desktop_crm.domain.matching.addresses import NOWHERE, Address
from desktop_crm.domain.matching.evidence import BASE, BY_CODE, KINDS_OTHER
from desktop_crm.domain.matching.numbers import Line, same_line
from desktop_crm.domain.matching.profile import Profile

#: Scores from here on are likely (precision 0.99 on the labelled set), and possible (0.8: people share mobiles).
LIKELY_FROM, POSSIBLE_FROM = 75, 50
#: X-DUP-SOFT: Jaro-Winkler from here on is a similar name (Winkler 1990), on characters or on syllables.
SIMILAR = 0.92
_MOST = 99  # 100 is certainty: the same document
_NAME_SAME = frozenset(("name_same", "name_short_same"))
_WITH_NAME = frozenset(("phone_same", "address_same", "birth_same"))


class Band(StrEnum):
    """What a score means. A hard duplicate has the document of the other card."""

    HARD = "hard"
    LIKELY = "likely"
    POSSIBLE = "possible"
    NONE = "none"


class Score(NamedTuple):
    """``reasons``: codes of :mod:`desktop_crm.domain.matching.evidence`, the weightiest for it first, then against.

    ``by_rule``: X-DUP-HARD or X-DUP-SOFT of the domain contract says so, whatever else speaks against it.
    """

    percent: int
    reasons: tuple[str, ...]
    by_rule: bool = False

    @property
    def band(self) -> Band:
        """Return the band."""
        if self.percent == 100:
            return Band.HARD
        if self.percent >= LIKELY_FROM:
            return Band.LIKELY
        return Band.POSSIBLE if self.percent >= POSSIBLE_FROM else Band.NONE


def score(one: Profile, other: Profile) -> Score:
    """Compare two cards."""
    codes = tuple(dict.fromkeys(evidence(one, other)))
    place = "company" if one.organisation and other.organisation else "person"
    bits = {code: getattr(BY_CODE[code], place) or 0.0 for code in codes}
    reasons = tuple(sorted(codes, key=lambda code: -bits[code]))
    if "document_same" in bits:
        return Score(100, reasons, by_rule=True)
    odds = BASE[place] + sum(bits.values())
    percent = min(_MOST, int(100 / (1 + 2**-odds)))
    by_rule = _soft(frozenset(codes))
    return Score(max(percent, POSSIBLE_FROM) if by_rule else percent, reasons, by_rule)


def _soft(codes: frozenset[str]) -> bool:
    """X-DUP-SOFT: same mobile, or same normalised name + same landline, address or birth date."""
    if "mobile_same" in codes:
        return True
    named = not _NAME_SAME.isdisjoint(codes) and "branch_other" not in codes
    return named and not _WITH_NAME.isdisjoint(codes)


def evidence(one: Profile, other: Profile) -> Iterator[str]:
    """Give the codes of what speaks for and against; at most one a comparison."""
    if one.document and one.document == other.document:
        yield "document_same"
    elif one.document and other.document and one.document_kind == other.document_kind:
        yield "document_other"
    if one.organisation != other.organisation:
        yield KINDS_OTHER.code
    elif one.named and other.named:
        yield from _company(one, other) if one.organisation else _person(one, other)
    yield from _phones(one, other)
    if one.email and other.email:
        yield "email_same" if one.email == other.email else "email_other"
    if NOWHERE not in (one.address, other.address):
        yield from _address(one.address, other.address)
    yield from _personal(one, other)


def _person(one: Profile, other: Profile) -> Iterator[str]:
    mine, theirs = one.person, other.person
    if mine.text == theirs.text:
        yield "name_same" if len(mine.text) > 2 else "name_short_same"
    elif mine.sound.replace("'", "") == theirs.sound.replace("'", ""):
        yield "name_sound"  # also 张伟 and Zhang Wei
    else:
        yield "name_near" if _similar(mine.text, theirs.text, mine.sound, theirs.sound) else "name_other"


def _company(one: Profile, other: Profile) -> Iterator[str]:
    mine, theirs = one.company, other.company
    short, long = sorted((mine.core, theirs.core), key=len)
    if mine.core == theirs.core:
        yield "name_same"
    elif mine.sound == theirs.sound:
        yield "name_sound"
    elif len(short) > 2 and long.startswith(short):
        yield "name_shortened"
    elif _similar(mine.core, theirs.core, mine.sound, theirs.sound):
        yield "name_near"
    else:
        yield "name_other"
    if mine.branch != theirs.branch:
        yield "branch_other"
    if not _compatible(mine.city, theirs.city):
        yield "city_other"


def _similar(one: str, other: str, sound: str, other_sound: str) -> bool:
    """Say whether two names are nearly alike: one character in three or more, or X-DUP-SOFT's measure."""
    from rapidfuzz.distance import JaroWinkler, Levenshtein  # 20 ms that the start of the window need not pay

    if JaroWinkler.similarity(one, other) >= SIMILAR or JaroWinkler.similarity(sound, other_sound) >= SIMILAR:
        return True
    return min(len(one), len(other)) > 2 and Levenshtein.distance(one, other, score_cutoff=1) <= 1


def _phones(one: Profile, other: Profile) -> Iterator[str]:
    if one.mobile and one.mobile == other.mobile:
        yield "mobile_same"
    elif one.mobile and other.mobile:
        yield "mobile_other"
    common = [(mine, theirs) for mine in one.lines for theirs in other.lines if same_line(mine, theirs)]
    further = [pair for pair in common if pair[0].local != one.mobile or pair[1].local != other.mobile]
    if further:
        apart = all(_apart(mine, theirs) for mine, theirs in further)
        yield "extension_other" if apart else "phone_same"


def _apart(mine: Line, theirs: Line) -> bool:
    return bool(mine.extension and theirs.extension and mine.extension != theirs.extension)


def _address(mine: Address, theirs: Address) -> Iterator[str]:
    if not _compatible(mine.city, theirs.city):
        yield "city_other"
    elif mine.rest == theirs.rest or (mine.numbers and mine.road == theirs.road and mine.numbers == theirs.numbers):
        yield "address_same"
    elif mine.road == theirs.road and mine.numbers and theirs.numbers and mine.numbers[0] == theirs.numbers[0]:
        yield "address_near"
    elif mine.rest and theirs.rest:
        yield "address_other"


def _compatible(mine: str, theirs: str) -> bool:
    """Say whether two area codes may be one city: a province fits each of its cities."""
    return mine.startswith(theirs) or theirs.startswith(mine)


def _personal(one: Profile, other: Profile) -> Iterator[str]:
    if one.born and other.born:
        if one.born == other.born:
            yield "birth_same"
        else:
            yield "birth_near" if _slipped(one.born, other.born) else "birth_other"
    if one.sex and other.sex and one.sex != other.sex:
        yield "sex_other"
    if one.employer and other.employer:
        yield "employer_same" if one.employer == other.employer else "employer_other"


def _slipped(one: str, other: str) -> bool:
    """Say whether one date is the other with a digit mistyped, or with month and day exchanged."""
    if sum(mine != theirs for mine, theirs in zip(one, other, strict=False)) == 1:
        return True
    return one[:4] == other[:4] and one[5:7] == other[8:10] and one[8:10] == other[5:7]
