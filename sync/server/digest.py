"""The proof of equality: count and sum of the hashes of all cards a person sees, in one snapshot.

Each card counts once, however many scopes show it. The sums of cards are kept with them
(:mod:`sync.server.saving`), so a digest reads no row.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, and_, bindparam, select

from sync.protocol import Digest, DigestReply, DigestRequest
from sync.protocol.card_hash import BUCKETS, NOTHING, bucket, total
from sync.server import commits
from sync.server.context import Context
from sync.server.schema import access, agg, user_scope

_mine = and_(user_scope.c.scope == access.c.scope, user_scope.c.user_id == bindparam("person"), user_scope.c.present)
_visible = select(access.c.agg_id, agg.c.h).join(user_scope, _mine).join(agg, agg.c.agg_id == access.c.agg_id)
_visible = _visible.where(access.c.present)


def visible_hashes(conn: Connection, user_id: str) -> dict[str, bytes]:
    """Read the hash of every card the person sees now."""
    return {agg_id: kept or NOTHING for agg_id, kept in conn.execute(_visible, {"person": user_id}).all()}


def summed(hashes: Iterable[bytes]) -> Digest:
    """Add up hashes."""
    found = list(hashes)
    return Digest(len(found), total(found).hex())


def digest(conn: Connection, ctx: Context, request: DigestRequest) -> DigestReply:
    """Answer what the person should hold. Raises Diverged, NotPrimary."""
    commits.check_witness(conn, request.w)
    head = commits.head(conn)
    hashes = visible_hashes(conn, ctx.caller.user_id)
    reply = DigestReply(w=head.witness, head=head.seq, digest=summed(hashes.values()))
    if request.buckets:
        wanted = frozenset(request.buckets)
        reply.cards = sorted((agg_id, one.hex()) for agg_id, one in hashes.items() if bucket(agg_id) in wanted)
        return reply
    parts: list[list[bytes]] = [[] for _ in range(BUCKETS)]
    for agg_id, one in hashes.items():
        parts[bucket(agg_id)].append(one)
    reply.buckets = [summed(part) for part in parts]
    return reply
