"""Letters that somebody carried here, because their laptop has no network. Author and permissions are those of the
laptop that sealed the letter; who carries it does not matter."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from msgspec import Raw
from sqlalchemy import Connection, Row

from sync.protocol import Code, LastWillRequest, PushRequest, courier
from sync.protocol.courier import Answer, CourierReply, CourierRequest, Kind, Letter, Part
from sync.server import auth, info
from sync.server.context import Context, instant_text
from sync.server.devices import LOCKED, REVOKED, write_audit
from sync.server.errors import BadEnvelope, BadLetter, Diverged
from sync.server.last_will import last_will
from sync.server.push import push


@dataclass(frozen=True, slots=True)
class Delivered:
    """What became of one part. ``code`` is why it was refused as a whole, "" otherwise."""

    answer: bytes
    user_id: str
    device_id: str
    operations: int
    code: str


def courier_route(conn: Connection, ctx: Context, request: CourierRequest) -> CourierReply:
    """Take a part from a colleague's laptop. Raises BadLetter, NotPrimary."""
    try:
        part = courier.read_part(request.part)
    except courier.BadCourierFile as error:
        raise BadLetter(detail=error.code) from error
    delivered = deliver(conn, ctx, part)
    return CourierReply(part=Raw(delivered.answer), refused=bool(delivered.code))


def deliver(conn: Connection, ctx: Context, part: Part) -> Delivered:
    """Do with the operations of a letter what a push of its laptop would do, and seal the answer for it.

    The same part again gets the same receipts. Raises BadLetter, NotPrimary.
    """
    facts, own = info.read(conn), info.read_keys(conn)
    envelope = part.envelope
    if envelope.server != facts.server_id:
        raise BadLetter(detail="other_server")
    author = auth.author(conn, envelope.device)
    if author is None or not author.sign_key or not author.box_key:
        raise BadLetter(detail="unknown_device")
    letter = _opened(part, author, own.box)
    answer = _answered(conn, replace(ctx, caller=auth.caller_of(author)), author, letter)
    detail = {"letter": envelope.letter, "part": envelope.n, "operations": len(letter.ops), "refused": answer.code}
    write_audit(conn, ctx, "courier", author.device_id, **detail)
    head = {"server": facts.server_id, "device": envelope.device, "letter": envelope.letter}
    line = courier.make_part(
        Kind.ANSWER,
        {**head, "n": envelope.n, "of": envelope.of},
        answer,
        sign=own.sign,
        seal_for=author.box_key.hex(),
        random_bytes=ctx.random_bytes,
    )
    return Delivered(line, author.user_id, author.device_id, len(letter.ops), answer.code)


def _opened(part: Part, author: Row[*tuple[Any, ...]], box: str) -> Letter:
    try:
        courier.check(part, Kind.POST, author.sign_key.hex())
        letter = courier.open_part(part, Kind.POST, box, Letter)
    except courier.BadCourierFile as error:
        raise BadLetter(detail=error.code) from error
    if letter.device != author.device_id:
        raise BadLetter(detail="courier_damaged")
    return letter


def _answered(conn: Connection, ctx: Context, author: Row[*tuple[Any, ...]], letter: Letter) -> Answer:
    answer = Answer(at=instant_text(ctx.clock()), asked=letter.w, epoch=letter.epoch)
    if author.state == REVOKED:
        last_will(conn, ctx, LastWillRequest(wall=letter.wall, ops=letter.ops))
        answer.code = Code.REVOKED  # no order: a file may be old, and its order taken back since
    elif author.state == LOCKED:
        answer.code = Code.LOCKED
    elif not author.active:
        answer.code = Code.DISABLED
    else:
        _push(conn, ctx, letter, answer)
    return answer


def _push(conn: Connection, ctx: Context, letter: Letter, answer: Answer) -> None:
    wall = _wall_now(letter, ctx.clock())
    try:
        reply = push(conn, ctx, PushRequest(wall=wall, ops=letter.ops, w=letter.w))
    except (Diverged, BadEnvelope) as refusal:  # nothing was written yet
        answer.code = refusal.code
        return
    answer.w, answer.res = reply.w, reply.res


def _wall_now(letter: Letter, now: datetime) -> str:
    """Tell what the laptop's clock shows now: what it showed at the writing and the time the letter travelled."""
    try:
        travelled = max(now - datetime.fromisoformat(letter.at), timedelta())
        return instant_text(datetime.fromisoformat(letter.wall) + travelled)
    except (ValueError, OverflowError):  # a 30th of February, the year 10000
        return letter.wall
