"""What a case shows of a person who is erased goes with the person."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, delete, select, update

from desktop_crm.domain.claim_records import CLAIM_CASE
from sync.server.claims.writing import Writer
from sync.server.commits import Commit
from sync.server.context import Context
from sync.server.instants import to_us
from sync.server.loading import load_whole, lock_known
from sync.server.rows import PENDING_SEQ, Version, Working
from sync.server.saving import save
from sync.server.schema import change, claim_card, claim_key, claim_todo


def cases_of(conn: Connection, cards: Sequence[str]) -> list[str]:
    """Find the cases that were ever about one of these cards, to be locked with them."""
    query = select(claim_card.c.case_id).where(claim_card.c.agg_id.in_(cards)).distinct()
    return sorted(conn.execute(query).scalars())


def forget(conn: Connection, ctx: Context, cards: Sequence[str], cases: Sequence[str], commit: Commit) -> None:
    """Empty what cases show of these cards, in their history too. All are locked, the counter is held."""
    for table in (claim_key, claim_todo, claim_card):
        conn.execute(delete(table).where(table.c.agg_id.in_(cards)))
    if not cases:
        return
    work = Working(cards=lock_known(conn, cases), by_duty=True)
    load_whole(conn, work, cases)
    writer = Writer(work, Version(PENDING_SEQ, "", "", to_us(ctx.clock()), ctx.new_id()))
    for row in list(work.rows.values()):
        if row.type == CLAIM_CASE.name:
            writer.put(row, {"name": None, "decided_reason": None})
        elif row.fields.get("card_id") in cards:
            writer.put(row, dict.fromkeys(row.fields))
            writer.live(row, there=False)
    save(conn, ctx, work, commit)
    conn.execute(update(change).where(change.c.agg_id.in_(cases)).values(old=None, new=None))
