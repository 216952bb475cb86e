"""What was set aside, as an administrator decides it: looked at, applied after all, or dismissed with a reason.

An operation applied after all goes through the ordinary merge in its author's name, with the age and the base it had:
whatever was written meanwhile is not overwritten without a word. Its own answer, if it had one, stays what it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, Select, select, update

from desktop_crm.errors import NotFound, UsageError
from sync.protocol import Outcome, PushRequest, Receipt, Why
from sync.server import schema
from sync.server.context import Caller, Context, Role, derived_id, instant_text
from sync.server.devices import write_audit
from sync.server.push import push
from sync.server.schema import app_user, device, quarantine

_MAX_REASON = 500
_loose = msgspec.json.Decoder(dict[str, Any])


@dataclass(frozen=True, slots=True)
class Retried:
    """What became of one operation that was tried again; ``outcome`` ``quarantined``: it stays where it was."""

    n: int
    outcome: str
    why: str


def listed(conn: Connection, state: str = schema.OPEN) -> list[dict[str, object]]:
    """Describe what is in this state, oldest first; no personal value."""
    found = conn.execute(_query().where(quarantine.c.state == state).order_by(quarantine.c.n)).all()
    return [_described(row) for row in found]


def shown(conn: Connection, n: int) -> dict[str, object]:
    """Describe one with the operation as it came. Raises NotFound."""
    row = _one(conn, n)
    operation = _operation(row.raw)
    kept = {"operation": operation} if operation is not None else {"raw": row.raw.decode(errors="replace")}
    decided = {"decided_at": row.decided_at or "", "decided_by": row.decided_by or "", "reason": row.reason or ""}
    return _described(row) | decided | kept


def retry(conn: Connection, ctx: Context, n: int) -> Retried:
    """Apply one after all, if the merge takes it now. Raises NotFound."""
    row = _one(conn, n, schema.OPEN, lock=True)
    # What a revoked laptop left behind was never answered: this is its answer, should the laptop come back and send it.
    unanswered = row.why == Why.LAST_WILL
    op_id = row.op_id if unanswered else derived_id("retry", row.op_id, str(row.n))
    raw = row.raw if unanswered else msgspec.json.encode({**(_operation(row.raw) or {}), "id": op_id})
    attempt = conn.begin_nested()
    _decide(conn, ctx, n, schema.APPLIED)
    receipt = _sent(conn, ctx, row, op_id, raw)
    if receipt.r is Outcome.QUARANTINED:
        attempt.rollback()  # no second copy of what waits already
        return Retried(n, receipt.r.value, receipt.why or "")
    attempt.commit()
    write_audit(conn, ctx, "quarantine_retry", row.device_id, n=n, outcome=receipt.r.value)
    return Retried(n, receipt.r.value, receipt.why or "")


def dismiss(conn: Connection, ctx: Context, n: int, reason: str) -> None:
    """Decide that one is not applied. It stays where it is, with the reason. Raises NotFound, UsageError."""
    if not reason.strip():
        raise UsageError("reason_needed")
    row = _one(conn, n, schema.OPEN, lock=True)
    _decide(conn, ctx, n, schema.DISMISSED, reason.strip()[:_MAX_REASON])
    write_audit(conn, ctx, "quarantine_dismiss", row.device_id, n=n)


def numbers(conn: Connection) -> Sequence[int]:
    """List what waits, in the order in which it came."""
    query = select(quarantine.c.n).where(quarantine.c.state == schema.OPEN).order_by(quarantine.c.n)
    return conn.execute(query).scalars().all()


def _query() -> Select[*tuple[Any, ...]]:
    names = (app_user.c.display_name, app_user.c.team_id, device.c.name.label("device_name"), device.c.code)
    query = select(quarantine, *names).outerjoin(app_user, app_user.c.user_id == quarantine.c.user_id)
    return query.outerjoin(device, device.c.device_id == quarantine.c.device_id)


def _one(conn: Connection, n: int, state: str | None = None, *, lock: bool = False) -> Row[*tuple[Any, ...]]:
    if lock:
        conn.execute(select(quarantine.c.n).where(quarantine.c.n == n).with_for_update()).all()
    query = _query().where(quarantine.c.n == n)
    row = conn.execute(query if state is None else query.where(quarantine.c.state == state)).first()
    if row is None:
        raise NotFound("not_in_quarantine" if state else "no_such_operation", n=str(n))
    return row


def _described(row: Row[*tuple[Any, ...]]) -> dict[str, object]:
    operation = _operation(row.raw) or {}
    return {
        "n": row.n,
        "at": row.at,
        "user": row.user_id,
        "device": row.device_name or "",
        "why": row.why,
        "detail": row.detail,
        "state": row.state,
        "card": row.agg_id or "",
        "kind": str(operation.get("k", "")),
        "type": str(operation.get("t", "")),
        "fields": sorted(fields) if isinstance(fields := operation.get("f"), dict) else [],
    }


def _operation(raw: bytes) -> dict[str, Any] | None:
    try:
        return _loose.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _sent(conn: Connection, ctx: Context, row: Row[*tuple[Any, ...]], op_id: str, raw: bytes) -> Receipt:
    """Send it in its author's name. Without a device: the administrator's sight decides, not the author's."""
    author = Caller(
        row.user_id, row.display_name or row.user_id, Role.ADMIN, row.team_id,
        device_name=row.device_name or "", code=row.code or "",
    )  # fmt: skip
    request = PushRequest(wall=instant_text(ctx.clock()), ops=[msgspec.Raw(raw)])
    return push(conn, Context(author, ctx.clock, ctx.new_id), request).res[op_id]


def _decide(conn: Connection, ctx: Context, n: int, state: str, reason: str | None = None) -> None:
    made = {"state": state, "decided_at": instant_text(ctx.clock()), "decided_by": ctx.caller.display_name}
    conn.execute(update(quarantine).where(quarantine.c.n == n).values(reason=reason, **made))
