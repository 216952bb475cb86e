"""Which cards point to the same customer, by the rules a laptop asks too (:mod:`desktop_crm.domain.matching`)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import msgspec
from sqlalchemy import BindParameter, Connection, bindparam, select

from desktop_crm.domain.claim_records import OPEN
from desktop_crm.domain.claims import is_one_customer
from desktop_crm.domain.file_records import NOT_DUPLICATE
from desktop_crm.domain.matching.evidence import speaks_against
from desktop_crm.domain.matching.keys import rule_keys
from desktop_crm.domain.matching.profile import Profile, profile
from desktop_crm.domain.matching.scoring import score
from desktop_crm.domain.records import CONTACT, CUSTOMER
from sync.server.duplicates import keys_of
from sync.server.rows import CardState
from sync.server.schema import agg, claim_card, claim_case, claim_key, obj
from sync.server.sql import chunks, insert_missing

#: A value that so many cards share names nobody: a switchboard, a number typed to fill a field.
CROWD = 50
_ids: BindParameter[Any] = bindparam("ids", expanding=True)
_read = frozenset((CUSTOMER.name, CONTACT.name, NOT_DUPLICATE.name))
_rows = (
    select(obj.c.row_id, obj.c.agg_id, obj.c.type, obj.c.body)
    .join(agg, agg.c.agg_id == obj.c.agg_id)
    .where(obj.c.agg_id.in_(_ids), obj.c.type.in_(sorted(_read)), ~obj.c.deleted, agg.c.state == int(CardState.LIVE))
)
_holders = select(claim_key.c.key, claim_key.c.agg_id).where(claim_key.c.key.in_(_ids))
_cases = (
    select(claim_card.c.agg_id, claim_card.c.case_id, claim_case.c.state)
    .join(claim_case, claim_case.c.case_id == claim_card.c.case_id)
    .where(claim_card.c.agg_id.in_(_ids))
)
_fields = msgspec.json.Decoder(dict[str, Any])


@dataclass(slots=True)
class Known:
    """What is compared of a live card."""

    agg_id: str
    owner: str
    profile: Profile
    others: frozenset[str]  # cards of which somebody said that they are not the same
    open_cases: set[str] = field(default_factory=set)
    closed_cases: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Twin:
    """Another person's card of the same customer; ``reasons`` speak for it."""

    card: Known
    reasons: tuple[str, ...]


def read(conn: Connection, agg_ids: Iterable[str]) -> dict[str, Known]:
    """Read live cards as they are compared; those in the bin, merged or erased are left out."""
    bodies: dict[str, dict[str, list[dict[str, Any]]]] = {}
    wanted = sorted(set(agg_ids))
    for part in chunks(wanted):
        for _row_id, agg_id, kind, body in conn.execute(_rows, {"ids": part}):
            bodies.setdefault(agg_id, {}).setdefault(kind, []).append(_fields.decode(body))
    found = {agg_id: _known(agg_id, kinds) for agg_id, kinds in bodies.items() if CUSTOMER.name in kinds}
    for part in chunks(sorted(found)):
        for agg_id, case_id, state in conn.execute(_cases, {"ids": part}):
            (found[agg_id].open_cases if state == OPEN else found[agg_id].closed_cases).add(case_id)
    return found


def _known(agg_id: str, kinds: dict[str, list[dict[str, Any]]]) -> Known:
    root = kinds[CUSTOMER.name][0]
    document = "".join(sorted(key.hex() for key in keys_of(root).values()))
    phones = [one.get("phone") for one in kinds.get(CONTACT.name, ())]
    others = frozenset(str(one.get("other_id")) for one in kinds.get(NOT_DUPLICATE.name, ()))
    return Known(agg_id, str(root.get("owner_id") or ""), profile(root, document or None, phones), others)


def learn(conn: Connection, cards: Iterable[Known]) -> None:
    """Keep by what these cards are found. Nothing is forgotten: what a card says now is read when it is compared."""
    rows = [{"key": key, "agg_id": one.agg_id} for one in cards for key in keys(one.profile)]
    insert_missing(conn, claim_key, rows)


def keys(card: Profile) -> list[bytes]:
    """Return the keys of a card: cards of one customer, by the rules, share one."""
    return sorted({hashlib.sha256(text.encode()).digest()[:16] for text in _texts(card)})


def _texts(card: Profile) -> Iterator[str]:
    if card.document:
        yield f"document\0{card.document}"
    for reasons, what in rule_keys(card):
        yield "\0".join((reasons[-1], *map(str, what)))
    name = card.company.core
    if card.organisation and name:  # a mobile of one of its people, which X-DUP-SOFT takes for its telephone
        for line in card.lines:
            if line.is_mobile:
                yield f"mobile of {name}\0{card.company.branch}\0{line.local}"


def twins(conn: Connection, cards: dict[str, Known]) -> dict[str, list[Twin]]:
    """Find for each of these cards the other people's cards of the same customer."""
    of_card = {one.agg_id: keys(one.profile) for one in cards.values()}
    holders: dict[bytes, list[str]] = {}
    every = sorted({key for some in of_card.values() for key in some})
    for at in range(0, len(every), 500):
        for key, agg_id in conn.execute(_holders, {"ids": every[at : at + 500]}):
            holders.setdefault(bytes(key), []).append(agg_id)
    near = {
        agg_id: {other for key in some if len(holders.get(key, ())) <= CROWD for other in holders.get(key, ())}
        for agg_id, some in of_card.items()
    }
    wanted = {other for some in near.values() for other in some} - cards.keys()
    there = cards | read(conn, wanted)
    return {
        agg_id: [
            twin
            for other in sorted(near[agg_id] - {agg_id})
            if other in there and (twin := _twin(card, there[other])) is not None
        ]
        for agg_id, card in cards.items()
    }


def _twin(one: Known, other: Known) -> Twin | None:
    if one.owner == other.owner and not one.open_cases | other.open_cases:
        return None
    if one.agg_id in other.others or other.agg_id in one.others or one.closed_cases & other.closed_cases:
        return None
    found = score(one.profile, other.profile)
    if not is_one_customer(found):
        return None
    return Twin(other, tuple(code for code in found.reasons if not speaks_against(code)))
