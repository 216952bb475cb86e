"""The one ordered sequence of commits: number, hash chain, witness."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from sync.protocol import Witness
from sync.server.context import Context, instant_text
from sync.server.errors import Diverged
from sync.server.schema import commit_log, stream
from sync.server.sql import chunks

STREAM = 1
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

    The batch hash is made of hashes of operations, so erasing values later does not break the chain.
    """
    row = conn.execute(select(stream.c.seq, stream.c.tag).where(stream.c.id == STREAM).with_for_update()).one()
    batch_hash = hashlib.sha256(b"".join(op_hashes)).digest()
    tag = hashlib.sha256(row.tag + batch_hash).digest()
    drawn = Commit(row.seq + 1, tag, instant_text(ctx.clock()))
    conn.execute(update(stream).where(stream.c.id == STREAM).values(seq=drawn.seq, tag=tag))
    entry = {"seq": drawn.seq, "tag": tag, "batch_hash": batch_hash, "at": drawn.at, "n_ops": n_ops}
    conn.execute(insert(commit_log).values(device_id=ctx.caller.device_id, **entry))
    return drawn


def start(conn: Connection, server_id: str, now: datetime) -> None:
    """Write commit 0 of a new server. Its tag differs from that of every other new server."""
    tag = hashlib.sha256(server_id.encode()).digest()
    conn.execute(insert(stream).values(id=STREAM, seq=0, tag=tag))
    entry = {"seq": 0, "tag": tag, "batch_hash": b"", "at": instant_text(now), "n_ops": 0}
    conn.execute(insert(commit_log).values(device_id=None, **entry))


def head(conn: Connection) -> Commit:
    """Read the newest commit visible in this transaction."""
    row = conn.execute(select(stream.c.seq, stream.c.tag).where(stream.c.id == STREAM)).one()
    return Commit(row.seq, row.tag, "")


def check_witness(conn: Connection, witness: Witness | None) -> None:
    """Make sure that this server's history contains what the laptop saw.

    Raises Diverged: restored from a backup, or another server.
    """
    if witness is None:
        return
    seq, tag = witness
    known = conn.execute(select(commit_log.c.tag).where(commit_log.c.seq == seq)).scalar_one_or_none()
    if known is None or known[:_WIRE_TAG].hex() != tag:
        raise Diverged


def times(conn: Connection, seqs: Iterable[int]) -> dict[int, datetime]:
    """Read when commits were made."""
    found: dict[int, datetime] = {}
    for part in chunks(str(seq) for seq in seqs):
        query = select(commit_log.c.seq, commit_log.c.at).where(commit_log.c.seq.in_([int(seq) for seq in part]))
        found |= {seq: datetime.fromisoformat(at) for seq, at in conn.execute(query)}
    return found
