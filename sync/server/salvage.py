"""What laptops still hold and a restored server forgot: offered by them, decided by an administrator."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, func, select, update

from desktop_crm.domain.records import CUSTOMER
from desktop_crm.errors import NotFound
from sync.protocol import Change, Op, OpKind, Outcome, PushRequest, SalvageReply, SalvageRequest, canonical, encode
from sync.server.accounts import find_user
from sync.server.context import CONSOLE, Context, derived_id, instant_text
from sync.server.push import push
from sync.server.rows import CardState
from sync.server.schema import agg, obj, salvaged
from sync.server.sql import CHUNK, chunks, insert_missing

OPEN, TAKEN, DISMISSED = "open", "taken", "dismissed"
_SERVER_KEEPS = frozenset({"owner_id", "created_at", "created_by", "updated_at", "updated_by"})
_fields = msgspec.json.Decoder(dict[str, Any])


def salvage(conn: Connection, ctx: Context, request: SalvageRequest) -> SalvageReply:
    """Keep rows that this server neither has nor remembers as deleted. Offering them again keeps nothing twice."""
    offered = {row.id: row for row in request.rows}
    known = _known(conn, offered) | _erased(conn, {row.agg for row in offered.values()}, offered)
    fresh = [row for row_id, row in offered.items() if row_id not in known]
    caller = ctx.caller
    who = {"at": instant_text(ctx.clock()), "user_id": caller.user_id, "device_id": caller.device_id, "state": OPEN}
    rows = [
        {"row_id": row.id, "agg_id": row.agg, "type": row.t, "version": row.v, "body": canonical(row.f), **who}
        for row in fresh
    ]
    insert_missing(conn, salvaged, rows)
    return SalvageReply(kept=len(rows))


def _known(conn: Connection, offered: dict[str, Any]) -> set[str]:
    found: set[str] = set()
    for part in chunks(offered):
        found |= set(conn.execute(select(obj.c.row_id).where(obj.c.row_id.in_(part))).scalars())
        found |= set(conn.execute(select(salvaged.c.row_id).where(salvaged.c.row_id.in_(part))).scalars())
    return found


def _erased(conn: Connection, agg_ids: set[str], offered: dict[str, Any]) -> set[str]:
    """Rows of people who were erased must not come back by this door."""
    gone: set[str] = set()
    for part in chunks(sorted(agg_ids)):
        query = select(agg.c.agg_id).where(agg.c.agg_id.in_(part), agg.c.state == int(CardState.ERASED))
        gone |= set(conn.execute(query).scalars())
    return {row_id for row_id, row in offered.items() if row.agg in gone}


# -- the administrator ----------------------------------------------------------------------


def listed(conn: Connection, state: str = OPEN) -> list[dict[str, object]]:
    """Describe the cards with salvaged rows: how many, whose laptop offered them; no personal value."""
    columns = (salvaged.c.agg_id, salvaged.c.user_id)
    query = select(*columns, func.count().label("rows"), func.min(salvaged.c.at).label("at")).group_by(*columns)
    found = conn.execute(query.where(salvaged.c.state == state).order_by(salvaged.c.agg_id)).all()
    return [{"card": agg_id, "user": user_id, "rows": rows, "at": at} for agg_id, user_id, rows, at in found]


def dismiss(conn: Connection, agg_ids: Sequence[str] | None = None) -> int:
    """Decide that these cards (None: all) stay forgotten; return the number of rows. Raises NotFound."""
    rows = _open_rows(conn, agg_ids)
    _decide(conn, rows, DISMISSED)
    return len(rows)


def take(conn: Connection, ctx: Context, agg_ids: Sequence[str] | None = None) -> dict[str, int]:
    """Make the rows of these cards (None: all) anew, each owned by the person whose laptop offered it.

    Returns how many rows were taken, and how many the merge set aside: those stay open, and wait in quarantine too.
    What it laid into the conflict inbox (the card is in the bin, or somebody made the row anew with other values) is
    taken: it waits there. However often a row is taken, it is merged once. Raises NotFound when nothing is open for a
    card that was named.
    """
    rows = _open_rows(conn, agg_ids)
    taken: list[Row[*tuple[Any, ...]]] = []
    for user_id in sorted({row.user_id for row in rows}):
        person = find_user(conn, user_id)
        caller = replace(CONSOLE, user_id=person.user_id, display_name=person.display_name, team_id=person.team_id)
        own = [row for row in rows if row.user_id == user_id]
        for start in range(0, len(own), CHUNK):
            taken += _made(conn, replace(ctx, caller=caller), own[start : start + CHUNK])
    _decide(conn, taken, TAKEN)
    return {"taken": len(taken), "left": len(rows) - len(taken)}


def _open_rows(conn: Connection, agg_ids: Sequence[str] | None) -> list[Row[*tuple[Any, ...]]]:
    """Read what is undecided, the row of a card before those that hang on it."""
    query = select(salvaged).where(salvaged.c.state == OPEN)
    if agg_ids is not None:
        query = query.where(salvaged.c.agg_id.in_(list(agg_ids)))
    rows = list(conn.execute(query.order_by(salvaged.c.agg_id, salvaged.c.row_id)).all())
    missing = set(agg_ids or ()) - {row.agg_id for row in rows}
    if missing:
        raise NotFound("nothing_salvaged", card=min(missing)[:36])
    return sorted(rows, key=lambda row: (row.agg_id, row.row_id != row.agg_id))


def _made(conn: Connection, ctx: Context, rows: list[Row[*tuple[Any, ...]]]) -> list[Row[*tuple[Any, ...]]]:
    wall = instant_text(ctx.clock())
    ops = {row.row_id: _creation(row, derived_id("salvaged", row.row_id), wall) for row in rows}
    reply = push(conn, ctx, PushRequest(wall=wall, ops=[msgspec.Raw(encode(op)) for op in ops.values()]))
    return [row for row in rows if reply.res[ops[row.row_id].id].r is not Outcome.QUARANTINED]


def _creation(row: Row[*tuple[Any, ...]], op_id: str, wall: str) -> Op:
    kept = _SERVER_KEEPS if row.type == CUSTOMER.name else frozenset()
    fields = {name: Change(n=value) for name, value in _fields.decode(row.body).items() if name not in kept}
    return Op(id=op_id, k=OpKind.CREATE, t=row.type, row=row.row_id, agg=row.agg_id, wall=wall, f=fields)


def _decide(conn: Connection, rows: Sequence[Row[*tuple[Any, ...]]], state: str) -> None:
    for part in chunks(row.row_id for row in rows):
        conn.execute(update(salvaged).where(salvaged.c.row_id.in_(part)).values(state=state))
