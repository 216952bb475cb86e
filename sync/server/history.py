"""The history of a card: every change of every field, as the server decided it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, Select, select

from sync.protocol import HistoryLine, HistoryReply, HistoryRequest
from sync.server.access import held_scopes, present_scopes, visible
from sync.server.context import Context
from sync.server.errors import NotFound
from sync.server.loading import merged_below
from sync.server.rows import CREATED, LIFE
from sync.server.schema import app_user, change, device


def history(conn: Connection, ctx: Context, request: HistoryRequest) -> HistoryReply:
    """Return one page, newest first. The lines of one commit stay together, so a page may be longer than
    asked for. Raises NotFound for a card the person does not see."""
    mine = held_scopes(conn, ctx.caller.user_id)
    if not visible(present_scopes(conn, [request.agg]).get(request.agg, frozenset()), mine):
        raise NotFound
    cards = sorted(merged_below(conn, request.agg))
    query = _lines.where(change.c.agg_id.in_(cards))
    if request.before:
        query = query.where(change.c.seq < request.before)
    rows = list(conn.execute(query.limit(request.limit + 1)).all())
    if len(rows) <= request.limit:
        return HistoryReply(lines=_told_once(rows, request.agg))
    cut = rows[-1].seq  # its lines may go on behind the limit
    page = [row for row in rows if row.seq > cut]
    if not page:
        page = list(conn.execute(_lines.where(change.c.agg_id.in_(cards), change.c.seq == cut)).all())
    return HistoryReply(lines=_told_once(page, request.agg), before=page[-1].seq)


def _told_once(rows: list[Row[*tuple[Any, ...]]], agg_id: str) -> list[HistoryLine]:
    """What was typed for a card after it was merged was written to both: it is told of the one that stays."""
    here = {(row.op_id, row.field) for row in rows if row.row_id == agg_id and row.field not in (LIFE, CREATED)}
    return [_line(row) for row in rows if row.row_id == agg_id or (row.op_id, row.field) not in here]


_lines: Select[*tuple[Any, ...]] = (
    select(change, app_user.c.display_name, device.c.name.label("device_name"))
    .outerjoin(app_user, app_user.c.user_id == change.c.user_id)
    .outerjoin(device, device.c.device_id == change.c.device_id)
    .order_by(change.c.seq.desc(), change.c.op_id, change.c.i)
)


def _line(row: Row[*tuple[Any, ...]]) -> HistoryLine:
    return HistoryLine(
        op=row.op_id,
        i=row.i,
        s=row.seq,
        at=row.at,
        made=row.made_at or row.at,
        by=row.display_name or row.user_id,
        device=row.device_name or "",
        t=row.type,
        row=row.row_id,
        field=row.field,
        r=row.outcome,
        old=row.old,
        new=row.new,
    )
