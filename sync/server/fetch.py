"""Cards whole, whatever the cursor says: how a laptop repairs what the digest found to differ."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection, insert, select

from sync.protocol import FetchRequest, encode
from sync.server import commits
from sync.server.access import held_scopes, present_scopes, visible
from sync.server.context import Context, instant_text
from sync.server.pull import whole_cards
from sync.server.schema import audit, stream


def fetch(conn: Connection, ctx: Context, request: FetchRequest) -> bytes:
    """Return cards as ready JSON (:class:`sync.protocol.FetchReply`): whole, or ``drop`` for what the
    person does not see, whether it exists or not.

    Runs in a writing transaction because a repair is written down. The counter is shared first, so that
    all that is read belongs to one commit. Raises Diverged, NotPrimary.
    """
    commits.check_witness(conn, request.w)
    conn.execute(select(stream.c.seq).where(stream.c.id == commits.STREAM).with_for_update(read=True)).all()
    head = commits.head(conn)
    wanted = list(dict.fromkeys(request.aggs))
    mine = held_scopes(conn, ctx.caller.user_id)
    seen = {agg_id for agg_id, scopes in present_scopes(conn, wanted).items() if visible(scopes, mine)}
    items = whole_cards(conn, wanted, seen)
    if request.repair:
        detail = msgspec.json.encode({"cards": len(wanted), "head": head.seq}).decode()
        entry = {"at": instant_text(ctx.clock()), "event": "repair", "detail": detail}
        caller = ctx.caller
        conn.execute(insert(audit).values(user_id=caller.user_id, device_id=caller.device_id, **entry))
    return b'{"w":%b,"head":%d,"items":[%b]}' % (encode(head.witness), head.seq, b",".join(items))
