"""The one ordered sequence of commits: number, hash chain, witness."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, LargeBinary, bindparam, delete, func, insert, select, update

from sync.protocol import Witness
from sync.server import info
from sync.server.context import Context, instant_text
from sync.server.errors import Diverged, NotPrimary
from sync.server.schema import commit_log, op_seen, stream
from sync.server.sql import chunks

STREAM = 1
#: Commits stay in full for this long; of older ones every thousandth stays for ever.
KEEP = timedelta(days=400)
MILESTONE = 1000
_BLOCKS_A_DRAW = 4  # blocks of a thousand thinned out at most each thousandth commit: nobody waits for more
#: Answers forgotten at most each hundredth commit: more than are given, so that they do not pile up.
_FORGET_EVERY, _FORGOTTEN = 100, 2000
_WIRE_TAG = 16  # bytes of the tag that go over the wire


@dataclass(frozen=True, slots=True)
class Commit:
    """A drawn number and the chain up to it."""

    seq: int
    tag: bytes
    at: str

    @property
    def witness(self) -> tuple[int, str]:
        """What a laptop remembers of it."""
        return self.seq, self.tag[:_WIRE_TAG].hex()


def draw(conn: Connection, ctx: Context, op_hashes: Iterable[bytes], n_ops: int) -> Commit:
    """Lock the counter and draw the next number. The last lock of a transaction: writes follow, then COMMIT.

    The batch hash is made of hashes of operations, so erasing values later does not break the chain. An identifier
    of the commit is among them: a server that was restored may be given the same operations again, and what it makes
    of them at another time is another state.
    """
    batch_hash = hashlib.sha256(b"".join((ctx.new_id().encode(), *op_hashes))).digest()
    seq, tag = (_next_at_once if conn.dialect.name == "postgresql" else _next)(conn, batch_hash)
    drawn = Commit(seq, tag, instant_text(ctx.clock()))
    entry = {"seq": drawn.seq, "tag": tag, "batch_hash": batch_hash, "at": drawn.at, "n_ops": n_ops}
    conn.execute(_entry, {"device_id": ctx.caller.device_id, **entry})
    if drawn.seq % MILESTONE == 0:
        prune(conn, ctx.clock())
    if drawn.seq % _FORGET_EVERY == 0:
        forget_answers(conn)
    return drawn


_head = select(stream.c.seq, stream.c.tag).where(stream.c.id == STREAM)
_tag_of = select(commit_log.c.tag).where(commit_log.c.seq == bindparam("number"))
_times_of = select(commit_log.c.seq, commit_log.c.at).where(commit_log.c.seq.in_(bindparam("numbers", expanding=True)))
_entry = insert(commit_log)
_counter = update(stream).where(stream.c.id == STREAM)
_draw = _counter.values(seq=bindparam("number"), tag=bindparam("chain"))
_draw_at_once = _counter.values(
    seq=stream.c.seq + 1, tag=func.sha256(stream.c.tag.op("||")(bindparam("batch_hash", type_=LargeBinary)))
).returning(stream.c.seq, stream.c.tag)


def _next_at_once(conn: Connection, batch_hash: bytes) -> tuple[int, bytes]:
    """Lock and draw in one statement: everybody queues for what follows from here."""
    seq, tag = conn.execute(_draw_at_once, {"batch_hash": batch_hash}).one()
    return seq, tag


def _next(conn: Connection, batch_hash: bytes) -> tuple[int, bytes]:
    """SQLite knows no sha256, and its transaction holds the only write lock already."""
    seq, before = conn.execute(_head).one()
    tag = hashlib.sha256(before + batch_hash).digest()
    conn.execute(_draw, {"number": seq + 1, "chain": tag})
    return seq + 1, tag


def start(conn: Connection, server_id: str, now: datetime) -> None:
    """Write commit 0 of a new server. Its tag differs from that of every other new server."""
    tag = hashlib.sha256(server_id.encode()).digest()
    conn.execute(insert(stream).values(id=STREAM, seq=0, tag=tag))
    entry = {"seq": 0, "tag": tag, "batch_hash": b"", "at": instant_text(now), "n_ops": 0}
    conn.execute(_entry, {"device_id": None, **entry})


def head(conn: Connection) -> Commit:
    """Read the newest commit visible in this transaction."""
    row = conn.execute(_head).one()
    return Commit(row.seq, row.tag, "")


def check_witness(conn: Connection, witness: Witness | None) -> bool:
    """Make sure that this server's history contains what the laptop saw.

    False: the witness is of a commit that is no longer kept, so nothing can be said and the laptop should
    ask for a digest. Raises Diverged: restored from a backup, or another server. Only a primary may say
    that; a copy that does not have the commit (yet) raises NotPrimary.
    """
    if witness is None:
        return True
    seq, tag = witness
    known = conn.execute(_tag_of, {"number": seq}).scalar_one_or_none()
    if known is not None and known[:_WIRE_TAG].hex() == tag:
        return True
    if known is None and seq <= head(conn).seq:  # numbers have no gaps, so it was thinned out
        return False
    raise NotPrimary if is_replica(conn) else Diverged


def is_replica(conn: Connection) -> bool:
    """Say whether this database only follows another one."""
    if info.setting(conn, info.ROLE) == info.REPLICA:
        return True
    return conn.dialect.name == "postgresql" and bool(conn.execute(select(func.pg_is_in_recovery())).scalar_one())


def prune(conn: Connection, now: datetime) -> None:
    """Thin out a few blocks of old commits. The counter is held."""
    done = info.number(conn, info.PRUNED_TO)
    limit = instant_text(now - KEEP)
    for _ in range(_BLOCKS_A_DRAW):
        end = done + MILESTONE
        at = conn.execute(select(commit_log.c.at).where(commit_log.c.seq == end)).scalar_one_or_none()
        if at is None or at >= limit:
            return
        conn.execute(delete(commit_log).where(commit_log.c.seq > done, commit_log.c.seq < end))
        info.change(conn, info.PRUNED_TO, str(end))
        done = end


def forget_answers(conn: Connection) -> None:
    """Forget some of the answers to operations that came with commits thinned out since. The counter is held.

    What is based on a commit that old is not applied any more (``too_old``), so nothing is done twice.
    """
    oldest = select(op_seen.c.op_id).where(op_seen.c.seq <= info.number(conn, info.PRUNED_TO))
    oldest = oldest.order_by(op_seen.c.seq).limit(_FORGOTTEN)
    conn.execute(delete(op_seen).where(op_seen.c.op_id.in_(oldest)))


def times(conn: Connection, seqs: Iterable[int]) -> dict[int, datetime]:
    """Read when commits were made."""
    found: dict[int, datetime] = {}
    for part in chunks(str(seq) for seq in seqs):
        rows = conn.execute(_times_of, {"numbers": [int(seq) for seq in part]})
        found |= {seq: datetime.fromisoformat(at) for seq, at in rows}
    return found
