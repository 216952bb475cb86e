"""Keys of a profile: two cards that share one are candidates. Whatever else is alike, cards without a common key are
never compared, so each key is something that true duplicates rarely both lack or write differently."""

from __future__ import annotations

from collections.abc import Iterator
from zlib import crc32

from desktop_crm.domain.matching.numbers import LOCAL
from desktop_crm.domain.matching.profile import Profile

#: Keys are 32 bits, as a signed integer: SQLite stores that in four bytes. A chance collision costs one comparison.
_HALF = 1 << 31
#: Syllables with which the name of a company is looked up: a mistake behind them, or a shorter name, does no harm.
_BRAND = 2


def keys(profile: Profile) -> tuple[int, ...]:
    """Return the keys of a card, rising, each once."""
    return tuple(sorted({crc32(text.encode()) - _HALF for text in _texts(profile)}))


def rule_keys(card: Profile) -> Iterator[tuple[tuple[str, ...], tuple[object, ...]]]:
    """Give what makes two cards the same by X-DUP-SOFT, each with its reasons: cards with an equal key are."""
    if card.mobile:
        yield ("mobile_same",), ("mobile", card.mobile)
    name: tuple[str, ...] = (card.company.core, card.company.branch) if card.organisation else (card.person.text,)
    if not name[0]:
        return
    for one in card.lines:
        if not one.is_mobile:
            yield ("name_same", "phone_same"), (*name, one.local)
    if card.address.rest:
        where = card.address
        yield ("name_same", "address_same"), (*name, where.road, *(where.numbers or (where.rest,)))
    if card.born:
        yield ("name_same", "birth_same"), (*name, card.born)


def _texts(card: Profile) -> Iterator[str]:
    if card.document:
        yield f"d{card.document}"
    for one in card.lines:
        yield f"t{one.local[-LOCAL:] if not one.is_mobile else one.local}"
    if card.email:
        yield f"e{card.email}"
    where = card.address
    if where.road and where.numbers:
        yield f"a{where.road}/{'/'.join(where.numbers)}"
    if card.organisation:
        yield from _of_company(card)
    else:
        yield from _of_person(card)


def _of_person(card: Profile) -> Iterator[str]:
    sound = card.person.sound
    if not sound:
        return
    yield f"n{sound}/{card.address.city}"
    if card.born:
        yield f"b{sound}/{card.born}"
        yield f"s{sound.partition(chr(39))[0]}/{card.born}"
    if card.employer:
        yield f"w{sound}/{card.employer}"


def _of_company(card: Profile) -> Iterator[str]:
    name = card.company
    if not name.core:
        return
    syllables = name.sound.split("'")
    yield f"c{name.sound}"
    if len(syllables) > _BRAND:
        yield f"p{''.join(syllables[:_BRAND])}/{name.city or card.address.city}"
        yield f"q{''.join(syllables[1:])}"
