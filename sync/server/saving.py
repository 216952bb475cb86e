"""Writes a merged batch. Runs while the counter is held; everything here carries the new number."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, bindparam, select

from desktop_crm.domain.records import CUSTOMER
from sync.protocol import canonical
from sync.protocol.card_hash import add, row_hash
from sync.server import access, duplicates, placing
from sync.server.claims import noting
from sync.server.commits import Commit
from sync.server.context import Context, instant_text
from sync.server.instants import from_us
from sync.server.intake import MAX_NUMBER
from sync.server.rows import Card, RowState, Working
from sync.server.schema import agg, card_index, change, obj
from sync.server.sql import insert_rows, upsert


def save(conn: Connection, ctx: Context, work: Working, commit: Commit) -> None:
    """Write rows, cards, access and history of a batch."""
    duplicates.mark(conn, ctx, work)
    rows = [row for row in work.rows.values() if row.dirty]
    cards = [card for card in work.cards.values() if card.dirty]
    roots = [row for row in rows if row.is_root and row.type == CUSTOMER.name]
    _finish_numbers(conn, roots)
    stored = [_stored(row, commit.seq) for row in rows]
    upsert(conn, obj, stored)
    _sum_hashes(work, rows, stored)
    entries = [
        {
            "agg_id": one.agg_id,
            "type": one.type,
            "seq": commit.seq,
            "state": int(one.state),
            "h": one.hash,
            "merged_into": one.merged_into,
            "parted": one.parted,
        }
        for one in cards
    ]
    upsert(conn, agg, entries)
    _save_access(conn, work, cards, commit.seq)
    _save_index(conn, work, roots)
    _save_history(conn, ctx, work, commit)
    noting.note(conn, work)


def _stored(row: RowState, seq: int) -> dict[str, Any]:
    return {
        "row_id": row.id,
        "agg_id": row.agg_id,
        "type": row.type,
        "version": seq,
        "deleted": row.deleted,
        "fver": row.stored_versions(seq),
        "home": row.home or None,
        "layers": row.stored_layers(seq),
        "body": canonical(row.fields),
    }


def _sum_hashes(work: Working, rows: list[RowState], stored: list[dict[str, Any]]) -> None:
    """Exchange the old hashes of the written rows for the new ones in the sums of their cards."""
    for row, new in zip(rows, stored, strict=True):
        card = work.cards[row.agg_id]
        made = row_hash(row.id, new["version"], new["body"], deleted=row.deleted, root=row.is_root)
        card.hash = add(card.hash, add(row.hash, made))
        row.hash = made


def _save_access(conn: Connection, work: Working, cards: list[Card], seq: int) -> None:
    moved = [card for card in cards if card.moved or card.new_owner is not None]
    fresh: dict[str, frozenset[str]] = {}
    for agg_id, wanted in placing.scopes(conn, work, moved).items():
        if work.rows[agg_id].version == 0:
            fresh[agg_id] = wanted
        else:
            access.move_card(conn, agg_id, wanted, seq)
    access.create_cards(conn, fresh, seq)
    access.enter_anew(conn, [card.agg_id for card in cards if card.anew], seq)
    access.bump(conn, [card.agg_id for card in cards if card.agg_id not in fresh], seq)


def _save_index(conn: Connection, work: Working, roots: list[RowState]) -> None:
    entries = [
        {
            "agg_id": row.id,
            "customer_no": row.fields.get("customer_no") or None,
            "owner_id": row.fields["owner_id"],
            "deleted": row.deleted,
            "territory": placing.territory_of(row.fields),
        }
        for row in roots
    ]
    upsert(conn, card_index, entries)


def _save_history(conn: Connection, ctx: Context, work: Working, commit: Commit) -> None:
    counts: dict[str, int] = {}
    lines = []
    for op_id, made_us, kind, agg_id, row_id, name, old, new, outcome in work.changes:
        i = counts[op_id] = counts.get(op_id, -1) + 1
        lines.append(
            {
                "op_id": op_id,
                "i": i,
                "seq": commit.seq,
                "at": commit.at,
                "user_id": ctx.caller.user_id,
                "device_id": ctx.caller.device_id,
                "agg_id": agg_id,
                "row_id": row_id,
                "field": name,
                "old": None if old is None else canonical(old).decode(),
                "new": None if new is None else canonical(new).decode(),
                "outcome": outcome,
                "made_at": instant_text(from_us(made_us)),
                "type": kind,
            }
        )
    insert_rows(conn, change, lines)


_holders = select(card_index.c.customer_no, card_index.c.agg_id).where(
    card_index.c.customer_no.in_(bindparam("numbers", expanding=True))
)


def _finish_numbers(conn: Connection, roots: list[RowState]) -> None:
    """Give every customer a number of its own; the later of two gets a suffix and hears it by pull."""
    wanted = {str(row.fields["customer_no"]) for row in roots if row.fields.get("customer_no")}
    if not wanted:
        return
    holders: dict[str, str] = dict(conn.execute(_holders, {"numbers": sorted(wanted)}).all())
    for row in roots:
        number = row.fields.get("customer_no")
        if not number:
            continue
        if holders.setdefault(number, row.id) != row.id:
            number = _free_number(conn, row.id, number, holders)
            holders[number] = row.id
            row.fields["customer_no"] = number


def _free_number(conn: Connection, agg_id: str, number: str, holders: dict[str, str]) -> str:
    suffix = 2
    while True:
        ending = f"-{suffix}"
        candidate = number[: MAX_NUMBER - len(ending)] + ending
        stored = conn.execute(_holders, {"numbers": [candidate]}).first()
        if holders.get(candidate, agg_id) == agg_id and (stored is None or stored.agg_id == agg_id):
            return candidate
        suffix += 1
