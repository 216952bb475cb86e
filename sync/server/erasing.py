"""Erasing a person: every value goes, everywhere; that something was here, and that it was erased, stays."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import closing

from sqlalchemy import ColumnElement, Connection, delete, or_, select, update

from desktop_crm.errors import NotFound
from sync.server import access, accounts, blobs, commits
from sync.server.claims import forgetting
from sync.server.commits import Commit
from sync.server.context import Context
from sync.server.database import Database
from sync.server.devices import write_audit
from sync.server.instants import to_us
from sync.server.loading import merged_below
from sync.server.rows import CREATED, CardState, RowState, Version
from sync.server.schema import (
    ERASED,
    agg,
    card_index,
    change,
    obj,
    quarantine,
    salvaged,
    unique_value,
)

_EMPTY = b"{}"


def erase(conn: Connection, ctx: Context, number: str, reference: str = "") -> dict[str, int]:
    """Erase a customer with all rows, history, set aside operations and files, and cards merged into it.

    Laptops are told by an ordinary pull and destroy theirs; what they still send is answered ``erased``. ``reference``
    names the request in the audit log; it must not name the person. Returns what was erased. Raises NotFound.
    """
    cards = _cards(conn, accounts.find_card(conn, number).agg_id)
    cases = forgetting.cases_of(conn, cards)
    _lock(conn, [*cards, *cases])
    files = blobs.hold_of_cards(conn, cards)
    proof = hashlib.sha256(ctx.new_id().encode()).digest()
    commit = commits.draw(conn, ctx, [proof], 1)
    gone = {
        "cards": len(cards),
        "rows": _empty_rows(conn, ctx, cards, commit),
        "changes": conn.execute(update(change).where(change.c.agg_id.in_(cards)).values(old=None, new=None)).rowcount,
        "set_aside": _empty_quarantine(conn, cards),
        "salvaged": conn.execute(delete(salvaged).where(salvaged.c.agg_id.in_(cards))).rowcount,
        "files": blobs.drop(conn, cards, files),
    }
    forgetting.forget(conn, ctx, cards, cases, commit)
    conn.execute(delete(unique_value).where(unique_value.c.agg_id.in_(cards)))
    conn.execute(delete(card_index).where(card_index.c.agg_id.in_(cards)))
    end = {"state": int(CardState.ERASED), "h": None, "seq": commit.seq}
    conn.execute(update(agg).where(agg.c.agg_id.in_(cards)).values(**end))
    for agg_id in cards:
        access.move_card(conn, agg_id, frozenset(), commit.seq)
    write_audit(conn, ctx, "erase", None, card=cards, reference=reference, **gone)
    return gone


def scrub(database: Database) -> None:
    """Empty SQLite's log too, which holds pages as they were. PostgreSQL does it by its own vacuum."""
    if database.is_sqlite:
        with closing(database.engine.raw_connection()) as conn:
            conn.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _cards(conn: Connection, agg_id: str) -> list[str]:
    """Find the card that stays and all that were merged into it: one person."""
    query = select(agg.c.merged_into).where(agg.c.agg_id == agg_id)
    while above := conn.execute(query).scalar_one_or_none():
        agg_id = above
        query = select(agg.c.merged_into).where(agg.c.agg_id == agg_id)
    return sorted(merged_below(conn, agg_id))


def _lock(conn: Connection, cards: list[str]) -> None:
    query = select(agg.c.agg_id, agg.c.state).where(agg.c.agg_id.in_(cards)).order_by(agg.c.agg_id).with_for_update()
    if any(row.state == CardState.ERASED for row in conn.execute(query).all()):
        raise NotFound("no_such_customer", no="")


def _empty_rows(conn: Connection, ctx: Context, cards: Sequence[str], commit: Commit) -> int:
    """Leave tombstones: ids, so that nothing comes back under them."""
    nobody = Version(commit.seq, "", "", to_us(ctx.clock()), "")
    blank = RowState("", "", "", 0, deleted=True, fields={}, versions={CREATED: nobody})
    empty = {"body": _EMPTY, "fver": blank.stored_versions(commit.seq), "layers": None}
    values = {**empty, "deleted": True, "version": commit.seq}
    return conn.execute(update(obj).where(obj.c.agg_id.in_(cards)).values(**values)).rowcount


def _empty_quarantine(conn: Connection, cards: Sequence[str]) -> int:
    """Those whose card is known, and those that could not be read but name it."""
    named = [quarantine.c.agg_id.in_(cards)]
    unread = select(quarantine.c.n, quarantine.c.raw).where(quarantine.c.agg_id.is_(None), quarantine.c.state != ERASED)
    wanted = [card.encode() for card in cards]
    told = [n for n, raw in conn.execute(unread) if any(card in raw for card in wanted)]
    where: ColumnElement[bool] = or_(*named, quarantine.c.n.in_(told))
    return conn.execute(update(quarantine).where(where).values(raw=b"", state=ERASED, reason=None)).rowcount
