"""Two cards with one document number: the second is taken, and marked as a possible duplicate.

Looked up while the counter is held, so that of two cards filed at once the later commit sees the earlier one. The mark
is a conflict row of the later card: the other one is not locked, and its people need not see this one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from desktop_crm.domain.records import CUSTOMER
from sync.protocol import Why, canonical
from sync.server.conflicts import OPEN, conflict_row
from sync.server.context import Context, derived_id, instant_text
from sync.server.rows import PENDING_SEQ, RowState, Working
from sync.server.schema import app_user, card_index, obj, unique_value
from sync.server.sql import chunks, insert_missing

_UNIQUE = tuple(field.id for field in CUSTOMER if field.unique)
_fields = msgspec.json.Decoder(dict[str, Any])


def keys_of(fields: Mapping[str, Any]) -> dict[str, bytes]:
    """Hash the values of a customer that no other should have, by field; how they are written does not count."""
    found: dict[str, bytes] = {}
    for name in _UNIQUE:
        value = fields.get(name)
        plain = "".join(letter for letter in value.upper() if letter.isalnum()) if isinstance(value, str) else ""
        if plain:
            found[name] = hashlib.sha256(f"{name}\0{plain}".encode()).digest()
    return found


def mark(conn: Connection, ctx: Context, work: Working) -> None:
    """Mark the cards of a merged batch that share a value written in it with an older live card."""
    written = [(key, row, name) for row in _roots(work) for name, key in keys_of(row.fields).items() if _new(row, name)]
    if not written:
        return
    insert_missing(conn, unique_value, [{"key": key, "agg_id": row.id} for key, row, _ in written])
    holders: dict[bytes, list[str]] = {}
    for part in _parts(sorted({key for key, _, _ in written})):
        query = select(unique_value.c.key, unique_value.c.agg_id).where(unique_value.c.key.in_(part))
        for key, agg_id in conn.execute(query.order_by(unique_value.c.agg_id)):
            holders.setdefault(bytes(key), []).append(agg_id)
    later = [(key, row.id) for key, row, _ in written]
    for at, (key, row, name) in enumerate(written):
        others = [one for one in holders.get(key, ()) if (key, one) not in later[at:]]
        for owner in _owners(conn, work, name, key, others)[:1]:
            _add(ctx, work, row, name, owner)


def _roots(work: Working) -> list[RowState]:
    """Changed customers, in the order of the batch: of two in one batch the later one is marked."""
    dirty = (row for row in work.rows.values() if row.dirty and row.is_root and row.type == CUSTOMER.name)
    return [row for row in dirty if not row.deleted]


def _new(row: RowState, name: str) -> bool:
    return row.version_of(name).seq == PENDING_SEQ


def _parts(keys: list[bytes], size: int = 500) -> Iterable[list[bytes]]:
    return (keys[at : at + size] for at in range(0, len(keys), size))


def _owners(conn: Connection, work: Working, name: str, key: bytes, agg_ids: list[str]) -> list[str]:
    """Name the owners of those of these cards that are live and still have the value."""
    found: list[str] = []
    here = [work.rows[one] for one in agg_ids if one in work.rows]
    kept = [(row.fields, row.fields.get("owner_id")) for row in here if not row.deleted]
    query = select(obj.c.body, card_index.c.owner_id).join(card_index, card_index.c.agg_id == obj.c.row_id)
    for part in chunks(one for one in agg_ids if one not in work.rows):
        for body, owner in conn.execute(query.where(obj.c.row_id.in_(part), ~card_index.c.deleted)):
            kept.append((_fields.decode(body), owner))
    for fields, owner in kept:
        if keys_of(fields).get(name) == key:
            shown = select(app_user.c.display_name).where(app_user.c.user_id == owner)
            found.append(conn.execute(shown).scalar_one_or_none() or str(owner or ""))
    return found


def _add(ctx: Context, work: Working, row: RowState, name: str, owner: str) -> None:
    value = canonical(row.fields[name]).decode()
    op_id = row.version_of(name).op_id
    fields: dict[str, object] = {
        "record_id": row.id,
        "record_type": row.type,
        "field": name,
        "why": Why.DUPLICATE.value,
        "winner": value,
        "loser": value,
        "winner_by": owner,
        "loser_by": ctx.caller.display_name,
        "winner_device": "",
        "loser_device": ctx.caller.device_name,
        "at": instant_text(ctx.clock()),
        "loser_op": op_id,
        "important": True,
        "state": OPEN,
    }
    work.add_row(conflict_row(derived_id(Why.DUPLICATE.value, op_id, name), row.agg_id, fields))
