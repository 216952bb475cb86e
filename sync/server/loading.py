"""Locks and reads what a batch of operations touches."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import BindParameter, Connection, Row, bindparam, select

from sync.protocol import Command, Op, OpKind
from sync.protocol.card_hash import NOTHING
from sync.server.access import present_scopes
from sync.server.intake import MERGED_INTO
from sync.server.rows import Card, CardState, RowState, Working
from sync.server.schema import agg, obj
from sync.server.sql import chunks, insert_missing

_ids: BindParameter[Any] = bindparam("ids", expanding=True)
_merged = select(agg.c.merged_into).where(agg.c.agg_id.in_(_ids), agg.c.merged_into.is_not(None))
_cards = select(agg.c.agg_id, agg.c.type, agg.c.state, agg.c.seq, agg.c.h, agg.c.merged_into)
_cards_locked = _cards.where(agg.c.agg_id.in_(_ids)).order_by(agg.c.agg_id).with_for_update()
_rows = select(obj.c.row_id, obj.c.agg_id, obj.c.type, obj.c.version, obj.c.deleted, obj.c.fver, obj.c.body)
_rows_of_cards, _rows_by_id = _rows.where(obj.c.agg_id.in_(_ids)), _rows.where(obj.c.row_id.in_(_ids))


def lock_cards(conn: Connection, ops: Iterable[Op]) -> dict[str, Card]:
    """Lock the cards in the order of their ids. New ones get their row first, so that they can be locked."""
    creating = sorted({op.agg for op in ops if op.k is OpKind.CREATE and op.row == op.agg})
    types = {op.agg: op.t for op in ops if op.row == op.agg}
    insert_missing(conn, agg, [{"agg_id": one, "type": types[one], "seq": 0, "state": 0} for one in creating])
    named = {op.agg for op in ops} | {str(op.f[MERGED_INTO].n) for op in ops if op.cmd is Command.MERGE}
    found: dict[str, Card] = {}
    wanted = named | _survivors(conn, named)
    while wanted:  # once, unless a card was merged just now
        found |= _locked(conn, wanted)
        wanted = {card.merged_into for card in found.values() if card.merged_into} - found.keys()
    return found


def _survivors(conn: Connection, named: set[str]) -> set[str]:
    """Follow cards that were merged to those that stay."""
    found: set[str] = set()
    more = named
    while more:
        news: set[str] = set()
        for part in chunks(sorted(more)):
            news |= {one for one in conn.execute(_merged, {"ids": part}).scalars() if one}
        more = news - found
        found |= news
    return found


def _locked(conn: Connection, agg_ids: set[str]) -> dict[str, Card]:
    found: dict[str, Card] = {}
    for part in chunks(sorted(agg_ids)):
        for row in conn.execute(_cards_locked, {"ids": part}):
            found[row.agg_id] = Card(
                row.agg_id,
                row.type,
                CardState(row.state),
                row.seq > 0,  # a card of commit 0 was named but never made
                frozenset(),
                hash=row.h or NOTHING,
                merged_into=row.merged_into,
            )
    return found


def load(conn: Connection, ops: Sequence[Op], cards: dict[str, Card]) -> Working:
    """Read access and rows, after the locks and in statements of their own."""
    work = Working(cards=cards)
    known = [agg_id for agg_id, card in cards.items() if card.exists]
    for agg_id, scopes in present_scopes(conn, known).items():
        cards[agg_id].scopes = scopes
    _load_rows(conn, work, {op.row for op in ops} | cards.keys())
    whole = {
        work.survivor(op.agg) for op in ops if op.row == op.agg and (op.k is OpKind.DELETE or op.cmd is Command.MERGE)
    }
    for part in chunks(sorted(whole)):
        _take(work, conn.execute(_rows_of_cards, {"ids": part}).all())
    return work


def _load_rows(conn: Connection, work: Working, ids: set[str]) -> None:
    for part in chunks(sorted(ids)):
        _take(work, conn.execute(_rows_by_id, {"ids": part}).all())


def _take(work: Working, records: Iterable[Row[*tuple[Any, ...]]]) -> None:
    for record in records:
        row = RowState.stored(record)
        work.rows[row.id] = row
