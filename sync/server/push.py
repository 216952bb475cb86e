"""The push: one batch, one transaction. Locks in the order device, user, cards by id, counter."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import groupby

import msgspec
import structlog
from msgspec import UNSET
from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy.exc import SQLAlchemyError

from sync.protocol import Op, Outcome, PushReply, PushRequest, Receipt, Why, encode
from sync.server import commits, info, people
from sync.server.access import ALL, ORG_SCOPE, ever_saw, held_scopes
from sync.server.conflicts import Conflicts
from sync.server.context import Context, instant_text
from sync.server.instants import clock_doubt, effective_us
from sync.server.intake import Incoming, Unfit, receive
from sync.server.loading import load, lock_cards
from sync.server.merge import Age, Merger
from sync.server.rows import Working
from sync.server.saving import save
from sync.server.schema import OPEN, PROPOSED, op_seen, quarantine
from sync.server.sql import chunks, insert_rows
from sync.server.verdict import Verdict

log = structlog.get_logger("sync.server")
_receipt_decoder = msgspec.json.Decoder(Receipt)


def push(conn: Connection, ctx: Context, request: PushRequest) -> PushReply:
    """Apply a batch; the caller's transaction commits it. Operations seen before get their old receipts.

    The caller's device row is locked already (:func:`sync.server.auth.authenticate`), so a retry that
    overtakes its own first attempt waits and then finds its operations answered.
    Raises Diverged, BadEnvelope.
    """
    commits.check_witness(conn, request.w)
    incoming = list({one.id: one for one in map(receive, request.ops)}.values())
    cards = lock_cards(conn, [one.op for one in incoming if one.op])
    receipts = _answered(conn, [one.id for one in incoming])
    fresh = [one for one in incoming if one.id not in receipts]
    if not fresh:
        return PushReply(w=commits.head(conn).witness, res=receipts)
    ops = [one.op for one in fresh if one.op]
    batch = _Batch(ctx, load(conn, ops, cards), fresh, _wall(request.wall, ctx.clock()))
    batch.merge(conn)
    hashes = [hashlib.sha256(one.raw).digest() for one in fresh]
    commit = commits.draw(conn, ctx, hashes, len(fresh))
    save(conn, ctx, batch.work, commit)
    receipts |= _remember(conn, ctx, batch, commit)
    return PushReply(w=commit.witness, res=receipts)


def _wall(text: str, now: datetime) -> datetime:
    """Read the laptop's clock; one that shows a 30th of February is no reason to refuse its edits."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return now


_receipts_of = select(op_seen.c.op_id, op_seen.c.receipt).where(op_seen.c.op_id.in_(bindparam("ids", expanding=True)))

_left_as_will = delete(quarantine).where(
    quarantine.c.op_id.in_(bindparam("ids", expanding=True)),
    quarantine.c.why == Why.LAST_WILL.value,
    quarantine.c.state == OPEN,
)


def _answered(conn: Connection, op_ids: list[str]) -> dict[str, Receipt]:
    found: dict[str, Receipt] = {}
    for part in chunks(op_ids):
        rows = conn.execute(_receipts_of, {"ids": part})
        found |= {op_id: _receipt_decoder.decode(receipt) for op_id, receipt in rows}
    return found


@dataclass(slots=True)
class _Batch:
    ctx: Context
    work: Working
    incoming: list[Incoming]
    push_wall: datetime
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    set_aside: list[tuple[Incoming, Why, str]] = field(default_factory=list)

    def merge(self, conn: Connection) -> None:
        """Merge all operations in memory, save group by save group."""
        now = self.ctx.clock()
        names = people.Names(conn)
        conflicts = Conflicts(self.ctx.caller, self.work, instant_text(now), names.person, names.device)
        caller = self.ctx.caller
        scopes = held_scopes(conn, caller.user_id) if caller.device_id else frozenset({ALL, ORG_SCOPE})
        saw = partial(ever_saw, conn, caller.user_id)
        merger = Merger(caller, scopes, self.work, conflicts, names.team_of, saw)
        ages = _Ages(conn, self.incoming, self.push_wall, now)
        for group in _groups(self.incoming):
            self._merge_group(merger, group, ages)

    def _merge_group(self, merger: Merger, group: list[Incoming], ages: _Ages) -> None:
        self.work.mark()
        verdicts: dict[str, Verdict] = {}
        aside: list[tuple[Incoming, Why, str]] = []
        try:
            for one in group:
                try:
                    verdicts[one.id] = verdict = self._merge_one(merger, one, ages)
                    if verdict.proposed:
                        aside.append((one, Why.SCOPE, PROPOSED))
                except Unfit as reason:
                    verdicts[one.id] = Verdict(Outcome.QUARANTINED, why=reason.why)
                    aside.append((one, reason.why, reason.detail))
        except SQLAlchemyError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, it must not cost the neighbours their edits
            self.work.undo()
            log.error("merge_failed", error=type(error).__name__, ops=[one.id for one in group])
            verdicts = {one.id: Verdict(Outcome.QUARANTINED, why=Why.INTERNAL) for one in group}
            aside = [(one, Why.INTERNAL, type(error).__name__) for one in group]
        self.verdicts |= verdicts
        self.set_aside += aside

    def _merge_one(self, merger: Merger, one: Incoming, ages: _Ages) -> Verdict:
        if one.op is None or one.wall is None:
            raise Unfit(Why.BAD_OPERATION, one.flaw)
        return merger.apply(one.op, ages.of(one.op, one.wall))


class _Ages:
    """Places the edits of a batch in time."""

    def __init__(self, conn: Connection, incoming: list[Incoming], push_wall: datetime, now: datetime) -> None:
        self._conn, self._push_wall, self._now = conn, push_wall, now
        ops = [one.op for one in incoming if one.op]
        self._times = commits.times(conn, {seq for op in ops for seq in (op.base, op.c) if seq})

    def of(self, op: Op, wall: datetime) -> Age:
        """When was this edit made, as far as one can know?"""
        seen_at = self._times.get(op.c)
        at_us = effective_us(self._now, self._push_wall, wall, seen_at or self._times.get(op.base))
        doubt = clock_doubt(self._now, self._push_wall, wall, seen_at)
        return Age(at_us, doubt=doubt, too_old=self._forgotten(op.c, seen_at))

    def _forgotten(self, seq: int, at: datetime | None) -> bool:
        """Say whether answers to operations of that time may have been forgotten."""
        recent = at is not None and self._now - at <= commits.KEEP
        return seq > 0 and not recent and seq < info.number(self._conn, info.PRUNED_TO)


def _groups(incoming: list[Incoming]) -> Iterator[list[Incoming]]:
    """Neighbours of one press of "Save"; an operation without a group stands alone."""

    def key(one: Incoming) -> str:
        return one.op.g if one.op is not None and one.op.g is not UNSET else one.id

    for _, group in groupby(incoming, key):
        yield list(group)


def _remember(conn: Connection, ctx: Context, batch: _Batch, commit: commits.Commit) -> dict[str, Receipt]:
    receipts = {
        op_id: Receipt(s=commit.seq, r=one.outcome, lost=one.lost, inbox=one.inbox, why=one.why)
        for op_id, one in batch.verdicts.items()
    }
    seen = [{"op_id": op_id, "seq": commit.seq, "receipt": encode(one)} for op_id, one in receipts.items()]
    insert_rows(conn, op_seen, seen)
    for part in chunks(receipts):  # a laptop that is let in again sends what it had left as its last will
        conn.execute(_left_as_will, {"ids": part})
    kept = [
        {
            "op_id": one.id,
            "seq": commit.seq,
            "at": commit.at,
            "user_id": ctx.caller.user_id,
            "device_id": ctx.caller.device_id,
            "why": why.value,
            "detail": detail,
            "raw": one.raw,
            "agg_id": one.op.agg if one.op else None,
            "state": PROPOSED if detail == PROPOSED else OPEN,
        }
        for one, why, detail in batch.set_aside
    ]
    insert_rows(conn, quarantine, kept)
    return receipts
