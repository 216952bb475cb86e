"""The greeting: a laptop says what it is, the server says what it is and what it asks."""

from __future__ import annotations

from sqlalchemy import Connection, and_, bindparam, distinct, func, select, update

from sync.protocol import (
    MAX_PAGE_CARDS,
    MAX_PUSH_BYTES,
    MAX_PUSH_OPS,
    MAX_TEXT_BYTES,
    PAGE_BYTES,
    POLL_AFTER_S,
    HelloReply,
    HelloRequest,
    ScopeSize,
    keys,
)
from sync.protocol import blobs as protocol_blobs
from sync.server import blobs, commits, info, releases, tokens
from sync.server.access import held_scopes
from sync.server.context import Context, instant_text
from sync.server.schema import SCHEMA_REVISION, access, device

LIMITS = {
    "push_ops": MAX_PUSH_OPS,
    "push_bytes": MAX_PUSH_BYTES,
    "page_aggs": MAX_PAGE_CARDS,
    "page_bytes": PAGE_BYTES,
    "text_bytes": MAX_TEXT_BYTES,
}


def hello(conn: Connection, ctx: Context, request: HelloRequest) -> HelloReply:
    """Note the laptop's version and tell it what there is. Never refused because of a witness."""
    known = {"schema": request.schema, "app": request.app} if request.app else {"schema": request.schema}
    conn.execute(update(device).where(device.c.device_id == ctx.caller.device_id).values(**known))
    facts = info.read(conn)
    held = held_scopes(conn, ctx.caller.user_id)
    return HelloReply(
        server_id=facts.server_id,
        now=instant_text(ctx.clock()),
        schema=int(SCHEMA_REVISION),
        min_schema=info.number(conn, info.MIN_SCHEMA),
        head=commits.head(conn).seq,
        poll_after=POLL_AFTER_S,
        scopes=_sizes(conn, held),
        limits={**LIMITS, protocol_blobs.LIMIT: blobs.limit(conn)},
        lease_days=info.number(conn, info.LEASE_DAYS),
        cards=_cards(conn, held),
        token=tokens.offer(conn, ctx),
        releases=info.number(conn, info.RELEASES),
        release=releases.offer(conn, ctx, request),
        running=releases.running(conn, request),
        **_keys(conn, ctx, request),
    )


def _keys(conn: Connection, ctx: Context, request: HelloRequest) -> dict[str, str]:
    """Exchange keys with a laptop that enrolled before there were any. Keys once known are never replaced here."""
    if request.sign_key is None or request.box_key is None:
        return {}
    mine = (device.c.device_id == ctx.caller.device_id) & device.c.sign_key.is_(None)
    theirs = {"sign_key": bytes.fromhex(request.sign_key), "box_key": bytes.fromhex(request.box_key)}
    conn.execute(update(device).where(mine).values(**theirs))
    own = info.read_keys(conn)
    return {"server_key": keys.sign_public(own.sign), "server_box_key": keys.box_public(own.box)}


_in_scopes = and_(access.c.scope.in_(bindparam("scopes", expanding=True)), access.c.present)
_counted = select(access.c.scope, func.count()).where(_in_scopes).group_by(access.c.scope)
_counted_once = select(func.count(distinct(access.c.agg_id))).where(_in_scopes)


def _sizes(conn: Connection, held: frozenset[str]) -> list[ScopeSize]:
    counted: dict[str, int] = dict(conn.execute(_counted, {"scopes": sorted(held)}).all())
    return [ScopeSize(id=scope, n=counted.get(scope, 0)) for scope in sorted(held)]


def _cards(conn: Connection, held: frozenset[str]) -> int:
    """Count the cards, each once."""
    return conn.execute(_counted_once, {"scopes": sorted(held)}).scalar_one()
