"""Unsent work of a revoked laptop: kept for a person to look at, never applied by itself."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select

from sync.protocol import LastWillReply, LastWillRequest, Why
from sync.server import commits
from sync.server.context import Context, instant_text
from sync.server.devices import write_audit
from sync.server.intake import receive
from sync.server.schema import op_seen, quarantine
from sync.server.sql import chunks


def last_will(conn: Connection, ctx: Context, request: LastWillRequest) -> LastWillReply:
    """Put operations that were never answered into quarantine; each once, however often it is sent.

    The caller's device row is locked already. Raises BadEnvelope for an operation without an id.
    """
    offered = {one.id: one for one in map(receive, request.ops)}
    known: set[str] = set()
    for part in chunks(offered):
        known |= set(conn.execute(select(op_seen.c.op_id).where(op_seen.c.op_id.in_(part))).scalars())
        known |= set(conn.execute(select(quarantine.c.op_id).where(quarantine.c.op_id.in_(part))).scalars())
    fresh = [one for op_id, one in offered.items() if op_id not in known]
    if fresh:
        who = {"user_id": ctx.caller.user_id, "device_id": ctx.caller.device_id, "why": Why.LAST_WILL.value}
        when = {"seq": commits.head(conn).seq, "at": instant_text(ctx.clock())}
        rows = [
            {"op_id": one.id, "agg_id": one.op.agg if one.op else None, "detail": one.flaw, "raw": one.raw}
            for one in fresh
        ]
        conn.execute(insert(quarantine), [row | who | when for row in rows])
        write_audit(conn, ctx, "last_will", ctx.caller.device_id, operations=len(fresh))
    return LastWillReply(kept=len(fresh))
