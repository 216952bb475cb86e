"""What search means: the document of a card, the parts of a typed query, and the plain scan.

``rank`` is the truth. The index of :mod:`desktop_crm.store.search` only finds the same rows faster; it
must never answer differently.

A query is normalised (NFKC, lower case) and split at spaces; every part must match. A part matches

* any stretch of a name; of an employer, an address, remarks from two characters on;
* letters: pinyin of a name from any syllable on. Each syllable is typed in full or by its initial
  (also zh, ch, sh), the last one may be unfinished: zgf, zengguof, zguofan, guofan. In names of more than
  four syllables, which are companies, either all syllables are typed in full or all by their first letter;
* digits: any stretch of a phone number from three digits on, its beginning below that;
* any stretch of the customer number from three characters on;
* words followed by at least three digits also match as two parts: 曾8000.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from itertools import islice

import msgspec

from desktop_crm.domain.fields import Field, Mask, RecordType, SearchIn, Sensitivity
from desktop_crm.domain.merged_card import MERGED_CARD
from desktop_crm.domain.pinyin import Spelling, spelling
from desktop_crm.domain.records import CONTACT, CUSTOMER, display_name

#: Stands before index terms that are not pieces of a text; normalising removes it from every text.
MARK = "\ue000"
#: Shortest query found inside employers, addresses and remarks.
SHORTEST_TEXT = 2
#: Shortest stretch found inside a phone or customer number.
SHORTEST_DIGITS = 3
#: Most syllables of a name that may be typed partly in full and partly by initials.
MOST_MIXED = 4
#: Initials of two letters.
WIDE_INITIALS = ("zh", "ch", "sh")

_LONGEST_QUERY = 100
_MOST_PARTS = 6
_BETWEEN_TEXTS = "\x1f"
_UNUSABLE = re.compile(f"[\x00-\x1e\x7f{MARK}\ud800-\udfff]")
_WIDE_SIGNS = tuple((sign, unicodedata.normalize("NFKC", sign)) for sign in "，：；！？（）\u3000")
_LETTERS = re.compile("[a-z]+")
_DIALLED = re.compile(r"[0-9+()\-]*[0-9][0-9+()\-]*")
_WORDS_AND_DIGITS = re.compile(r"(\D+)([0-9]{3,})")
_NOT_DIGITS = re.compile("[^0-9]+")
_BETWEEN_NUMBERS = re.compile("[/;,、|]+")
_MOBILE = 11
_CHINA = re.compile(r"(?:00)?86(?=1[0-9]{10}$)")
#: Legal forms end nearly every company name; nobody looks for them by pinyin.
_LEGAL_FORM = re.compile("(?:有限责任|股份有限|有限|集团)*(?:公司|集团)(?=\\W*$)")


class Rank(IntEnum):
    """Why a card was found; better reasons are listed first, inside one the newest card."""

    START = 0  # the displayed name begins with it
    NAME = 1
    COMPANY = 2
    DIGITS = 3  # also: several parts found in names, companies and numbers
    TEXT = 4


def normalise(text: str) -> str:
    """Return the form in which texts and queries are compared."""
    return _normalised([text])[0]


def _normalised(texts: list[str]) -> list[str]:
    """Normalise many texts at once; what stands between them keeps them apart."""
    text = _BETWEEN_TEXTS.join(texts)
    if text.count(_BETWEEN_TEXTS) >= len(texts) > 0:  # it stands inside a text
        text = _BETWEEN_TEXTS.join([one.replace(_BETWEEN_TEXTS, " ") for one in texts])
    if not text.isascii() and not unicodedata.is_normalized("NFKC", text):
        for wide, narrow in _WIDE_SIGNS:  # mostly it is only these, and the whole way costs ten times as much
            text = text.replace(wide, narrow)
        if not unicodedata.is_normalized("NFKC", text):
            text = unicodedata.normalize("NFKC", text)
    text = text.lower()
    if not text.isprintable():
        text = _UNUSABLE.sub(" ", text)
    return text.split(_BETWEEN_TEXTS)


class SearchDocument(msgspec.Struct, frozen=True, gc=False):
    """All of a card that can be found, normalised. The displayed name comes first."""

    name: tuple[str, ...] = ()
    company: tuple[str, ...] = ()
    readings: tuple[Spelling, ...] = ()
    digits: tuple[str, ...] = ()
    number: tuple[str, ...] = ()
    text: tuple[str, ...] = ()


def searched_fields(record: RecordType, *places: SearchIn) -> tuple[Field, ...]:
    """Return the declared fields that feed these places; sensitive ones (P2) never do."""
    return tuple(field for field in record if field.search in places and field.sensitivity is not Sensitivity.P2)


def _names(fields: Iterable[Field]) -> tuple[str, ...]:
    return tuple(field.id for field in fields)


_NAME = _names(searched_fields(CUSTOMER, SearchIn.NAME))
_COMPANY = _names(searched_fields(CUSTOMER, SearchIn.COMPANY))
#: Under this name a card brings what is found of the fields its company added.
ADDED = "added"
_TEXT = (*_names(searched_fields(CUSTOMER, SearchIn.TEXT)), ADDED)
_PHONE = _names(field for field in searched_fields(CUSTOMER, SearchIn.DIGITS) if field.mask is Mask.PHONE)
_NUMBER = _names(field for field in searched_fields(CUSTOMER, SearchIn.DIGITS) if field.mask is not Mask.PHONE)
_ROW_NAME = _names(searched_fields(CONTACT, SearchIn.NAME))
_ROW_PHONE = _names(searched_fields(CONTACT, SearchIn.DIGITS))
_ROW_NUMBER = _names(searched_fields(MERGED_CARD, SearchIn.DIGITS))


def _texts(row: Mapping[str, object], names: tuple[str, ...]) -> list[str]:
    return [str(value) for value in map(row.get, names) if value]


def phone_digits(text: str) -> list[str]:
    """Return the digits of each number in a phone field, without China's country code before a mobile."""
    plain = text.isascii() and text.isdigit()
    found = [text] if plain else [_NOT_DIGITS.sub("", piece) for piece in _BETWEEN_NUMBERS.split(text)]
    return [_CHINA.sub("", digits) if len(digits) > _MOBILE else digits for digits in found if digits]


Card = tuple[Mapping[str, object], Sequence[Mapping[str, object]]]


def document(values: Mapping[str, object], grid_rows: Sequence[Mapping[str, object]] = ()) -> SearchDocument:
    """Build the document of a card from its values and its rows that are found: contacts, cards merged into it."""
    return documents([(values, grid_rows)])[0]


def documents(cards: Iterable[Card]) -> list[SearchDocument]:
    """Build the documents of several cards; for many this costs a third of one by one."""
    raw: list[list[list[str]]] = []
    for values, grid in cards:
        names, phones = [display_name(values), *_texts(values, _NAME)], _texts(values, _PHONE)
        numbers = _texts(values, _NUMBER)
        for row in grid:
            names += _texts(row, _ROW_NAME)
            phones += _texts(row, _ROW_PHONE)
            numbers += _texts(row, _ROW_NUMBER)
        raw.append([names, _texts(values, _COMPANY), phones, numbers, _texts(values, _TEXT)])
    clean = map(str.strip, _normalised([text for groups in raw for texts in groups for text in texts]))
    return [_document(*[list(islice(clean, len(texts))) for texts in groups]) for groups in raw]


def _document(
    names: list[str], company: list[str], phones: list[str], number: list[str], text: list[str]
) -> SearchDocument:
    unique = tuple(dict.fromkeys(filter(None, names)))
    return SearchDocument(
        unique,
        tuple(company),
        tuple([spelling(_LEGAL_FORM.sub("", name)) for name in unique]),
        tuple(dict.fromkeys([digits for phone in phones for digits in phone_digits(phone)])),
        tuple(number),
        tuple(text),
    )


@dataclass(frozen=True)
class Part:
    """One word of a query."""

    text: str

    @cached_property
    def letters(self) -> bool:
        """True when the part may be pinyin."""
        return _LETTERS.fullmatch(self.text) is not None

    @cached_property
    def dialled(self) -> str:
        """Digits of a part typed as a phone number, else empty."""
        digits = phone_digits(self.text) if _DIALLED.fullmatch(self.text) else []
        return digits[0] if digits else ""

    @cached_property
    def split(self) -> tuple[Part, Part] | None:
        """Words and the digits behind them, when the part can be read so."""
        found = _WORDS_AND_DIGITS.fullmatch(self.text)
        return (Part(found[1]), Part(found[2])) if found and not self.dialled else None


def parts(query: str) -> tuple[Part, ...]:
    """Split a typed query; very long ones are cut, equal parts are one."""
    words = normalise(query.replace("ü", "v").replace("Ü", "v")[:_LONGEST_QUERY]).split()
    return tuple(Part(word) for word in dict.fromkeys(words[:_MOST_PARTS]))


def typed_as(options: tuple[str, ...]) -> tuple[str, ...]:
    """Return what may be typed for one syllable: each reading in full and its initials."""
    found = [*options]
    for syllable in options:
        found.append(syllable[0])
        if syllable.startswith(WIDE_INITIALS):
            found.append(syllable[:2])
    return tuple(dict.fromkeys(found))


def _read_through(pieces: Iterable[tuple[str, ...]], letters: str) -> bool:
    """Say whether the letters run through these syllables, one way of typing each; the last may be unfinished."""
    open_ends = {0}
    for ways in pieces:
        following: set[int] = set()
        for end in open_ends:
            rest = letters[end:]
            for way in ways:
                if way.startswith(rest):
                    return True
                if rest.startswith(way):
                    following.add(end + len(way))
        if not following:
            return False
        open_ends = following
    return False


def spelled_at(options: Spelling, start: int, letters: str) -> bool:
    """Say whether ``letters`` spell the name from this syllable on."""
    rest = options[start:]
    if len(options) <= MOST_MIXED:
        return _read_through(map(typed_as, rest), letters)
    initials = (tuple(syllable[0] for syllable in choices) for choices in rest)
    return _read_through(rest, letters) or _read_through(initials, letters)


def _name_rank(doc: SearchDocument, part: Part) -> Rank | None:
    text = part.text
    if doc.name and doc.name[0].startswith(text):
        return Rank.START
    if part.letters and doc.readings and spelled_at(doc.readings[0], 0, text):
        return Rank.START
    if any(text in name for name in doc.name):
        return Rank.NAME
    if part.letters:
        for options in doc.readings:
            if any(spelled_at(options, start, text) for start in range(len(options))):
                return Rank.NAME
    return None


def _has_digits(doc: SearchDocument, part: Part) -> bool:
    dialled = part.dialled
    if len(dialled) >= SHORTEST_DIGITS:
        if any(dialled in digits for digits in doc.digits):
            return True
    elif dialled and any(digits.startswith(dialled) for digits in doc.digits):
        return True
    return len(part.text) >= SHORTEST_DIGITS and any(part.text in number for number in doc.number)


def part_rank(doc: SearchDocument, part: Part) -> Rank | None:
    """Say why one part matches, or None."""
    found = _name_rank(doc, part)
    if found is not None:
        return found
    long_enough = len(part.text) >= SHORTEST_TEXT
    if long_enough and any(part.text in company for company in doc.company):
        return Rank.COMPANY
    if _has_digits(doc, part):
        return Rank.DIGITS
    pair = _joint_rank(doc, part.split) if part.split else None
    if pair is Rank.DIGITS:
        return pair
    if long_enough and any(part.text in text for text in doc.text):
        return Rank.TEXT
    return pair


def _joint_rank(doc: SearchDocument, several: tuple[Part, ...]) -> Rank | None:
    worst = Rank.DIGITS
    for part in several:
        found = part_rank(doc, part)
        if found is None:
            return None
        worst = max(worst, found)
    return worst


def rank(doc: SearchDocument, query: tuple[Part, ...]) -> Rank | None:
    """Say why a card matches a query, or None when it does not."""
    if len(query) == 1:
        return part_rank(doc, query[0])
    return _joint_rank(doc, query) if query else None


def matches(doc: SearchDocument, query: str) -> bool:
    """Say whether a card matches a typed query: the plain scan."""
    return rank(doc, parts(query)) is not None
