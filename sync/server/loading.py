"""Locks and reads what a batch of operations touches."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import BindParameter, Connection, Row, bindparam, or_, select

from sync.protocol import Command, Op, OpKind
from sync.protocol.card_hash import NOTHING
from sync.server.access import present_scopes
from sync.server.intake import MERGED_INTO
from sync.server.rows import Card, CardState, RowState, Working
from sync.server.schema import agg, claim_card, obj
from sync.server.sql import chunks, insert_missing

_ids: BindParameter[Any] = bindparam("ids", expanding=True)
_related = select(agg.c.merged_into, agg.c.parted).where(
    agg.c.agg_id.in_(_ids), or_(agg.c.merged_into.is_not(None), agg.c.parted)
)
_below = select(agg.c.agg_id, agg.c.merged_into).where(agg.c.merged_into.in_(_ids))
_cards = select(agg.c.agg_id, agg.c.type, agg.c.state, agg.c.seq, agg.c.h, agg.c.merged_into, agg.c.parted)
_cards_locked = _cards.where(agg.c.agg_id.in_(_ids)).order_by(agg.c.agg_id).with_for_update()
_rows = select(
    obj.c.row_id, obj.c.agg_id, obj.c.type, obj.c.version, obj.c.deleted, obj.c.fver, obj.c.body, obj.c.home,
    obj.c.layers,
)  # fmt: skip
_of_cases = select(claim_card.c.case_id, claim_card.c.agg_id).where(claim_card.c.case_id.in_(_ids))
_places = select(obj.c.agg_id).where(obj.c.row_id.in_(_ids))
_rows_of_cards, _rows_by_id = _rows.where(obj.c.agg_id.in_(_ids)), _rows.where(obj.c.row_id.in_(_ids))


def lock_cards(conn: Connection, ops: Iterable[Op]) -> dict[str, Card]:
    """Lock the cards in the order of their ids. New ones get their row first, so that they can be locked."""
    creating = sorted({op.agg for op in ops if op.k is OpKind.CREATE and op.row == op.agg})
    types = {op.agg: op.t for op in ops if op.row == op.agg}
    insert_missing(conn, agg, [{"agg_id": one, "type": types[one], "seq": 0, "state": 0} for one in creating])
    named = {op.agg for op in ops} | {str(op.f[MERGED_INTO].n) for op in ops if op.cmd is Command.MERGE}
    found: dict[str, Card] = {}
    decided = {op.agg for op in ops if op.cmd is Command.DECIDE}
    named |= {one for cards in cards_of_cases(conn, decided).values() for one in cards}
    wanted = named | _survivors(conn, named, {op.row for op in ops if op.row != op.agg})
    while wanted:  # once, unless a card was merged or came to a case just now
        found |= _locked(conn, wanted)
        wanted = {card.merged_into for card in found.values() if card.merged_into}
        wanted |= {one for cards in cards_of_cases(conn, decided).values() for one in cards}
        wanted -= found.keys()
    return found


def cards_of_cases(conn: Connection, case_ids: Iterable[str]) -> dict[str, set[str]]:
    """Find the customers' cards that these cases are about."""
    found: dict[str, set[str]] = {}
    for part in chunks(sorted(case_ids)):
        for case_id, agg_id in conn.execute(_of_cases, {"ids": part}):
            found.setdefault(case_id, set()).add(agg_id)
    return found


def _survivors(conn: Connection, named: set[str], rows: set[str]) -> set[str]:
    """Follow cards that were merged to those that stay, and rows to the cards that were taken out again with them."""
    found: set[str] = set()
    more, parted = named, False
    while more:
        news: set[str] = set()
        for part in chunks(sorted(more)):
            for stays, left in conn.execute(_related, {"ids": part}):
                parted = parted or left
                news |= {stays} if stays else set()
        more = news - found
        found |= news
    if parted:
        for part in chunks(sorted(rows)):
            found |= set(conn.execute(_places, {"ids": part}).scalars())
    return found


def merged_below(conn: Connection, agg_id: str) -> set[str]:
    """Find a card and all cards that were merged into it, over any number of merges."""
    return {agg_id, *_merges_below(conn, {agg_id})}


def _merges_below(conn: Connection, agg_ids: Collection[str]) -> dict[str, str]:
    """Find the cards that were merged into some, over any number of merges, each with the one it was merged into."""
    found: dict[str, str] = {}
    more = set(agg_ids)
    while more:
        news: dict[str, str] = {}
        for part in chunks(sorted(more)):
            news |= {row.agg_id: row.merged_into for row in conn.execute(_below, {"ids": part})}
        more = news.keys() - found.keys()
        found |= news
    return found


def lock_known(conn: Connection, agg_ids: Iterable[str]) -> dict[str, Card]:
    """Lock some cards in the order of their ids, and those they were merged into."""
    found: dict[str, Card] = {}
    wanted = set(agg_ids)
    wanted |= _survivors(conn, wanted, set())
    while wanted:
        found |= _locked(conn, wanted)
        wanted = {card.merged_into for card in found.values() if card.merged_into} - found.keys()
    for agg_id, scopes in present_scopes(conn, [one for one, card in found.items() if card.exists]).items():
        found[agg_id].scopes = scopes
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
                parted=row.parted,
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
        work.survivor(op.agg)
        for op in ops
        if op.row == op.agg and (op.k is OpKind.DELETE or op.cmd in (Command.MERGE, Command.UNMERGE))
    }
    decided = {op.agg for op in ops if op.cmd is Command.DECIDE}
    work.case_cards = cards_of_cases(conn, decided)
    whole |= decided | {work.survivor(one) for cards in work.case_cards.values() for one in cards}
    if any(op.cmd is Command.UNMERGE for op in ops):  # what is merged in this batch may be taken out in it again
        work.merges = _merges_below(conn, {op.row for op in ops if op.cmd in (Command.MERGE, Command.UNMERGE)})
    load_whole(conn, work, whole)
    return work


def load_whole(conn: Connection, work: Working, agg_ids: Iterable[str]) -> None:
    """Read all rows of some cards."""
    for part in chunks(sorted(agg_ids)):
        _take(work, conn.execute(_rows_of_cards, {"ids": part}).all())


def _load_rows(conn: Connection, work: Working, ids: set[str]) -> None:
    for part in chunks(sorted(ids)):
        _take(work, conn.execute(_rows_by_id, {"ids": part}).all())


def _take(work: Working, records: Iterable[Row[*tuple[Any, ...]]]) -> None:
    for record in records:
        row = RowState.stored(record)
        work.rows[row.id] = row
