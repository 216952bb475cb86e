"""Contents of attachments: taken in pieces, checked by their hash, given to whoever sees a card that shows them.

A content is kept once. Which rows may have it is written down (``blob_link``) when their laptop sent it or proved to
have it, so that knowing a hash alone opens nothing. Locks are taken in the order card, content, counter.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import msgspec
from sqlalchemy import ColumnElement, Connection, delete, select, update

from desktop_crm.domain import attachments as kinds
from desktop_crm.domain.parameters import parameter_id
from desktop_crm.domain.records import ATTACHMENT
from sync.protocol.blobs import (
    MAX_PIECE_BYTES,
    BlobGetReply,
    BlobGetRequest,
    BlobName,
    BlobPutReply,
    BlobPutRequest,
    BlobsReply,
    BlobsRequest,
    BlobState,
    digest,
)
from sync.server import commits, info
from sync.server.access import held_scopes, present_scopes, visible
from sync.server.context import Context, instant_text
from sync.server.errors import NotFound, TooLarge
from sync.server.rows import CardState
from sync.server.schema import (
    OPEN,
    PROPOSED,
    agg,
    blob,
    blob_link,
    blob_piece,
    change,
    obj,
    program_release,
    quarantine,
    salvaged,
)
from sync.server.sql import insert_missing, upsert

_SALT_BYTES = 16


@dataclass(frozen=True, slots=True)
class _Shown:
    """A content and a row that shows it. ``seen``: the caller sees the card of the row now."""

    row: str
    sha: str
    agg_id: str
    seen: bool


# -- the handlers ---------------------------------------------------------------------------


def ask(conn: Connection, ctx: Context, request: BlobsRequest) -> BlobsReply:
    """Tell what there is of contents that the caller may send. Raises Diverged, NotPrimary."""
    commits.check_witness(conn, request.w)
    mine = held_scopes(conn, ctx.caller.user_id)
    names = [name for name in request.of if _shown(conn, ctx, mine, name.row, name.sha) is not None]
    return BlobsReply(known=[_state(conn, ctx, name) for name in names])


def put(conn: Connection, ctx: Context, request: BlobPutRequest) -> BlobPutReply:
    """Take a piece, or a proof. The same piece again changes nothing; one that does not fit on tells where to go on.

    Raises NotFound for a content that no row of the caller shows, TooLarge, Diverged, NotPrimary.
    """
    commits.check_witness(conn, request.w)
    if request.size > limit(conn):
        raise TooLarge
    shown = _locked(conn, ctx, request)
    there = _hold(conn, ctx, request, shown)
    if there.complete:
        return _prove(conn, ctx, request, shown, there.size)
    have, part = there.have, request.data[max(0, there.have - request.start) :]
    if request.start > have or not part:
        return BlobPutReply(have=have)
    if have + len(part) > request.size:
        return _refuse(conn, request.sha)
    have = append(conn, request.sha, have, part)
    if have < request.size:
        return BlobPutReply(have=have)
    if not close_content(conn, ctx, request.sha):
        return _refuse(conn, request.sha)
    return _done(conn, ctx, shown, have)


def get(conn: Connection, ctx: Context, request: BlobGetRequest) -> BlobGetReply:
    """Give a piece. Raises NotFound for what the caller does not see, Diverged, NotPrimary."""
    commits.check_witness(conn, request.w)
    shown = _shown(conn, ctx, held_scopes(conn, ctx.caller.user_id), request.row, request.sha)
    if shown is None or not shown.seen:
        raise NotFound
    mine = (blob_link.c.row_id == request.row) & (blob_link.c.sha256 == request.sha) & blob_link.c.proven
    there = select(blob.c.size).join(blob_link, blob_link.c.sha256 == blob.c.sha256).where(mine, blob.c.complete)
    size = conn.execute(there).scalar_one_or_none()
    if size is None:
        return BlobGetReply()
    return BlobGetReply(size=size, data=slice_of(conn, request.sha, request.start, request.most))


def limit(conn: Connection) -> int:
    """Say how many bytes one content may have: a parameter of the organisation."""
    row_id = parameter_id(kinds.PARAMETER_KIND, kinds.PARAMETER_MAX_MB)
    body = conn.execute(select(obj.c.body).where(obj.c.row_id == row_id, ~obj.c.deleted)).scalar_one_or_none()
    fields = msgspec.json.decode(body) if body else {}
    return kinds.limit_bytes({kinds.PARAMETER_MAX_MB: str(fields.get("value") or "")})


# -- who may --------------------------------------------------------------------------------


def _shown(conn: Connection, ctx: Context, mine: frozenset[str], row_id: str, sha: str) -> _Shown | None:
    """Find a content behind a row; None when the caller has nothing to do with it.

    The caller, who holds the scopes ``mine``, sees the card, or wrote the row once, or its operation was set aside.
    """
    user_id = ctx.caller.user_id
    row = conn.execute(select(obj.c.agg_id, obj.c.type, obj.c.body).where(obj.c.row_id == row_id)).first()
    if row is None:
        return _set_aside(conn, user_id, row_id, sha)
    if row.type != ATTACHMENT.name or not _names(conn, row_id, row.body, sha):
        return None
    scopes = present_scopes(conn, [row.agg_id]).get(row.agg_id, frozenset())
    seen = visible(scopes, mine)
    return _Shown(row_id, sha, row.agg_id, seen) if seen or _wrote(conn, user_id, row_id) else None


def _names(conn: Connection, row_id: str, body: bytes, sha: str) -> bool:
    """Say whether a row shows a content, or did before it was changed."""
    wanted = sha.encode()
    if wanted in body:
        return True
    past = select(change.c.old, change.c.new).where(change.c.row_id == row_id, change.c.type == ATTACHMENT.name)
    return any(sha in f"{old} {new}" for old, new in conn.execute(past))


def _wrote(conn: Connection, user_id: str, row_id: str) -> bool:
    mine = select(change.c.op_id).where(change.c.row_id == row_id, change.c.user_id == user_id).limit(1)
    return conn.execute(mine).first() is not None


def _set_aside(conn: Connection, user_id: str, row_id: str, sha: str) -> _Shown | None:
    """Find a row that is not there (yet): its operation waits for a person, or was offered after a restore."""
    waiting = quarantine.c.state.in_((OPEN, PROPOSED)) & (quarantine.c.user_id == user_id)
    for agg_id, raw in conn.execute(select(quarantine.c.agg_id, quarantine.c.raw).where(waiting)):
        if row_id.encode() in raw and sha.encode() in raw:
            return _Shown(row_id, sha, agg_id or "", seen=False)
    offered = select(salvaged.c.agg_id, salvaged.c.body)
    offered = offered.where(salvaged.c.row_id == row_id, salvaged.c.user_id == user_id)
    row = conn.execute(offered).first()
    return _Shown(row_id, sha, row.agg_id, seen=False) if row is not None and sha.encode() in row.body else None


# -- one content ----------------------------------------------------------------------------


def _state(conn: Connection, ctx: Context, name: BlobName) -> BlobState:
    there = conn.execute(select(blob.c.have, blob.c.complete).where(blob.c.sha256 == name.sha)).first()
    if there is None:
        return BlobState(row=name.row, sha=name.sha)
    if not there.complete:
        return BlobState(row=name.row, sha=name.sha, have=there.have)
    if _is_linked(conn, name.row, name.sha):
        return BlobState(row=name.row, sha=name.sha, have=there.have, done=True)
    return BlobState(row=name.row, sha=name.sha, have=there.have, prove=_salt(conn, ctx, name.sha))


def _is_linked(conn: Connection, row_id: str, sha: str) -> bool:
    mine = (blob_link.c.row_id == row_id) & (blob_link.c.sha256 == sha) & blob_link.c.proven
    return conn.execute(select(blob_link.c.row_id).where(mine)).first() is not None


def _salt(conn: Connection, ctx: Context, sha: str) -> str:
    """Make the salt of a laptop for a content: nobody else's proof is good for it, and nothing need be remembered."""
    secret = bytes.fromhex(info.read_keys(conn).box)
    return hmac.digest(secret, f"blob {ctx.caller.device_id} {sha}".encode(), "sha256")[:_SALT_BYTES].hex()


def _locked(conn: Connection, ctx: Context, request: BlobPutRequest) -> _Shown:
    """Find the content behind the row while its card is held, so that whoever erases it waits or is seen."""
    mine = held_scopes(conn, ctx.caller.user_id)
    shown = _shown(conn, ctx, mine, request.row, request.sha)
    if shown is None:
        raise NotFound
    held = select(agg.c.state).where(agg.c.agg_id == shown.agg_id).with_for_update(read=True)
    if conn.execute(held).scalar_one_or_none() == CardState.ERASED:
        raise NotFound
    again = _shown(conn, ctx, mine, request.row, request.sha)
    if again is None:
        raise NotFound
    return again


@dataclass(frozen=True, slots=True)
class There:
    """What there is of a content, in bytes."""

    size: int
    have: int
    complete: bool


def _hold(conn: Connection, ctx: Context, request: BlobPutRequest, shown: _Shown) -> There:
    """Lock a content, making it known; the row is noted as one that shows it."""
    there = open_content(conn, ctx, request.sha, request.size)
    link = {"row_id": request.row, "sha256": request.sha, "agg_id": shown.agg_id, "proven": False}
    insert_missing(conn, blob_link, [link])
    return there


def open_content(conn: Connection, ctx: Context, sha: str, size: int) -> There:
    """Lock a content, making it known, and tell what there is of it."""
    now = instant_text(ctx.clock())
    new = {"size": size, "have": 0, "complete": False, "at": now, "device_id": ctx.caller.device_id}
    insert_missing(conn, blob, [{"sha256": sha, **new}])
    found = conn.execute(select(blob).where(blob.c.sha256 == sha).with_for_update()).one()
    if found.complete or found.size == size:
        return There(found.size, found.have, found.complete)
    forget(conn, sha)  # whoever began it was wrong about its size
    conn.execute(update(blob).where(blob.c.sha256 == sha).values(size=size))
    return There(size, 0, complete=False)


def append(conn: Connection, sha: str, have: int, part: bytes) -> int:
    """Keep the next piece of a content that is held; return how much there is now."""
    insert_missing(conn, blob_piece, [{"sha256": sha, "start": have, "data": part}])
    have += len(part)
    conn.execute(update(blob).where(blob.c.sha256 == sha).values(have=have))
    return have


def close_content(conn: Connection, ctx: Context, sha: str) -> bool:
    """Note that a content is whole; False when what arrived is something else, which the caller throws away."""
    if digest(pieces_of(conn, sha)) != sha:
        return False
    conn.execute(update(blob).where(blob.c.sha256 == sha).values(complete=True, at=instant_text(ctx.clock())))
    return True


def _prove(conn: Connection, ctx: Context, request: BlobPutRequest, shown: _Shown, size: int) -> BlobPutReply:
    if _is_linked(conn, request.row, request.sha):
        return BlobPutReply(have=size, done=True)
    if not request.proof or request.size != size:
        return BlobPutReply(have=size, bad=bool(request.proof))
    wanted = digest(pieces_of(conn, request.sha), _salt(conn, ctx, request.sha))
    if not hmac.compare_digest(wanted, request.proof):
        return BlobPutReply(have=size, bad=True)
    return _done(conn, ctx, shown, size)


def _done(conn: Connection, ctx: Context, shown: _Shown, size: int) -> BlobPutReply:
    """Note that a row has its content. That is a commit: laptops notice when a restored server forgot it."""
    link = {"row_id": shown.row, "sha256": shown.sha, "agg_id": shown.agg_id, "proven": True}
    upsert(conn, blob_link, [link])
    commit = commits.draw(conn, ctx, [hashlib.sha256(f"{shown.row} {shown.sha}".encode()).digest()], 0)
    return BlobPutReply(have=size, done=True, w=commit.witness)


def _refuse(conn: Connection, sha: str) -> BlobPutReply:
    """What came is not what it was called. Whoever sent the wrong part, it begins anew."""
    forget(conn, sha)
    return BlobPutReply(have=0, bad=True)


def forget(conn: Connection, sha: str) -> None:
    """Throw away what arrived of a content; it begins anew."""
    conn.execute(delete(blob_piece).where(blob_piece.c.sha256 == sha))
    conn.execute(update(blob).where(blob.c.sha256 == sha).values(have=0))


def pieces_of(conn: Connection, sha: str) -> Iterator[bytes]:
    """Read a content piece by piece: it need not fit into memory."""
    starts = select(blob_piece.c.start).where(blob_piece.c.sha256 == sha).order_by(blob_piece.c.start)
    for start in list(conn.execute(starts).scalars()):
        one = select(blob_piece.c.data).where(blob_piece.c.sha256 == sha, blob_piece.c.start == start)
        yield bytes(conn.execute(one).scalar_one())


def slice_of(conn: Connection, sha: str, start: int, most: int) -> bytes:
    """Read so many bytes of a content from a byte on; fewer at its end."""
    near = (blob_piece.c.start < start + most) & (blob_piece.c.start > start - MAX_PIECE_BYTES)
    query = select(blob_piece.c.start, blob_piece.c.data).where(blob_piece.c.sha256 == sha, near)
    rows = conn.execute(query.order_by(blob_piece.c.start)).all()
    if not rows:
        return b""
    data = b"".join(bytes(row.data) for row in rows)
    return data[start - rows[0].start :][:most]


# -- erasing --------------------------------------------------------------------------------


def hold_of_cards(conn: Connection, cards: Sequence[str]) -> list[str]:
    """Lock the contents that only these cards show, and return them; for whoever erases the cards."""
    of_cards = _of_cards(cards)
    mine = set(conn.execute(select(blob_link.c.sha256).where(of_cards)).scalars())
    others = select(blob_link.c.sha256).where(blob_link.c.sha256.in_(mine), ~of_cards)
    installers = set(conn.execute(select(program_release.c.sha256)).scalars())
    only = sorted(mine - set(conn.execute(others).scalars()) - installers)
    conn.execute(select(blob.c.sha256).where(blob.c.sha256.in_(only)).order_by(blob.c.sha256).with_for_update()).all()
    return only


def drop(conn: Connection, cards: Sequence[str], contents: Sequence[str]) -> int:
    """Destroy contents, and forget which rows of the cards showed any; return how many there were."""
    conn.execute(delete(blob_link).where(_of_cards(cards) | blob_link.c.sha256.in_(contents)))
    conn.execute(delete(blob_piece).where(blob_piece.c.sha256.in_(contents)))
    return conn.execute(delete(blob).where(blob.c.sha256.in_(contents))).rowcount


def _of_cards(cards: Sequence[str]) -> ColumnElement[bool]:
    """Rows that are, or were when they were offered, on these cards."""
    rows = select(obj.c.row_id).where(obj.c.agg_id.in_(cards))
    return blob_link.c.agg_id.in_(cards) | blob_link.c.row_id.in_(rows)
