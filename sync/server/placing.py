"""Where a card belongs: the scopes that follow from its owner, its address and whom it is shared with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, select

from desktop_crm.domain.records import SHARE
from desktop_crm.domain.regions import province_of_address
from sync.server import access
from sync.server.rows import Card, RowState, Working
from sync.server.schema import obj
from sync.server.sql import chunks

ADDRESS, SHARED_WITH = "mailing_address", "user_id"
_fields = msgspec.json.Decoder(dict[str, Any])


def territory_of(fields: Mapping[str, Any]) -> str | None:
    """Name the territory of a customer: the two-digit code of the province in its address; None without one."""
    address = fields.get(ADDRESS)
    return province_of_address(address) if isinstance(address, str) else None


def scopes(conn: Connection, work: Working, cards: Iterable[Card]) -> dict[str, frozenset[str]]:
    """Say which scopes shall see these cards of a saved batch.

    Everything is read while the counter is held: who changes a team or opens a territory waits for it or is seen.
    """
    cards = list(cards)
    found: dict[str, frozenset[str]] = {card.agg_id: frozenset() for card in cards if card.merged_into}
    owners = {card.agg_id: owner for card in cards if (owner := _owner(card, work.rows[card.agg_id]))}
    if not owners:
        return found
    teams = access.teams_of(conn, set(owners.values()))
    kept = access.kept_territories(conn)
    shared = _shared(conn, work, owners)
    for agg_id, owner in owners.items():
        territory = access.territory_key(territory_of(work.rows[agg_id].fields) or "")
        beside = shared.get(agg_id, frozenset()) | (kept & {territory})
        found[agg_id] = access.card_scopes(owner, teams.get(owner)) | beside
    return found


def _owner(card: Card, root: RowState) -> str | None:
    """Who owns the card now; None for one that was merged, or a kind without owner that nobody gave away."""
    owner = card.new_owner or root.fields.get("owner_id")
    return owner if isinstance(owner, str) and not card.merged_into else None


_shares = select(obj.c.agg_id, obj.c.body).where(
    obj.c.type == SHARE.name, ~obj.c.deleted, obj.c.agg_id.in_(bindparam("cards", expanding=True))
)


def _shared(conn: Connection, work: Working, agg_ids: Iterable[str]) -> dict[str, frozenset[str]]:
    """Read the scopes of those with whom these cards are shared; of new cards all rows are in the batch."""
    fresh = {agg_id for agg_id in agg_ids if work.rows[agg_id].version == 0}
    found: dict[str, set[str]] = {}
    for row in work.rows.values():
        if row.type == SHARE.name and row.agg_id in fresh and not row.deleted:
            _note(found, row.agg_id, row.fields)
    for part in chunks(sorted(set(agg_ids) - fresh)):
        for agg_id, body in conn.execute(_shares, {"cards": part}):
            _note(found, agg_id, _fields.decode(body))
    return {agg_id: frozenset(people) for agg_id, people in found.items()}


def _note(found: dict[str, set[str]], agg_id: str, fields: Mapping[str, Any]) -> None:
    person = fields.get(SHARED_WITH)
    if isinstance(person, str) and person:
        found.setdefault(agg_id, set()).add(access.user_key(person))
