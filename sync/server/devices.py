"""Laptops as administrators see and treat them: listed, revoked, locked, unlocked, reported as wiped."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, Row, insert, or_, select, update

from desktop_crm.errors import NotFound, RecordRefused
from sync.protocol import Device, WipeNoted, WipeReport, keys
from sync.server import info
from sync.server.context import Context, instant_text
from sync.server.errors import NotFound as NoSuchOrder
from sync.server.orders import Wipe
from sync.server.schema import app_user, audit, device

ACTIVE, REVOKED, LOCKED = "active", "revoked", "locked"
_LONGEST_SHOWN = 40
_NONCE_BYTES = 16


_line = insert(audit)


def write_audit(conn: Connection, ctx: Context, event: str, device_id: str | None, **detail: object) -> None:
    """Write down what an administrator may have to answer for; never a personal value."""
    made = {"at": instant_text(ctx.clock()), "user_id": ctx.caller.user_id, "device_id": device_id, "event": event}
    conn.execute(_line, {**made, "detail": json.dumps(detail)})


def list_devices(conn: Connection, user_id: str | None = None) -> list[Device]:
    """Describe the laptops of one person or of all, oldest first."""
    query = select(device, app_user.c.display_name).join(app_user, app_user.c.user_id == device.c.user_id)
    if user_id is not None:
        query = query.where(device.c.user_id == user_id)
    return [_described(row) for row in conn.execute(query.order_by(device.c.created_at, device.c.device_id))]


def _described(row: Row[*tuple[Any, ...]]) -> Device:
    return Device(
        device_id=row.device_id,
        user_id=row.user_id,
        user_name=row.display_name,
        name=row.name,
        code=row.code,
        state=row.state,
        app=row.app,
        schema=row.schema,
        created_at=row.created_at,
        last_seen_at=row.last_seen_at,
        alarm_at=row.alarm_at or "",
        order=row.order_mode or "" if row.state == REVOKED else "",
        order_at=row.order_at or "" if row.state == REVOKED else "",
        wiped_at=row.wiped_at or "",
    )


def revoke(conn: Connection, ctx: Context, device_id: str, wipe: Wipe, user_id: str | None = None) -> Device:
    """Take a laptop's access away at once and order what becomes of its data; a later order replaces an earlier.

    A laptop is named by its id or its four-letter code. With ``user_id`` only one of this person's. Raises
    NotFound; RecordRefused when it has reported its wipe.
    """
    row = _locked_row(conn, device_id, user_id)
    if row.wiped_at:
        raise RecordRefused("wiped_already", device=device_id)
    device_id = row.device_id
    nonce, at = ctx.random_bytes(_NONCE_BYTES).hex(), instant_text(ctx.clock())
    values = {"state": REVOKED, "order_mode": wipe.mode.value, "order_nonce": nonce, "order_at": at}
    conn.execute(update(device).where(device.c.device_id == device_id).values(**values))
    write_audit(conn, ctx, "revoke", device_id, wipe=wipe.value)
    return _one(conn, device_id)


def unlock(conn: Connection, ctx: Context, device_id: str) -> Device:
    """Give a locked laptop access again, or take back an order that it has not carried out.

    After a clone alarm the newest token and the one before it both count until one of them is used; if the other
    is used after that there are two laptops, and the alarm comes again. Raises NotFound; RecordRefused after a wipe.
    """
    row = _locked_row(conn, device_id)
    if row.wiped_at:
        raise RecordRefused("wiped_already", device=device_id)
    device_id = row.device_id
    values: dict[str, Any] = {"state": ACTIVE, "alarm_at": None}
    if row.alarm_at:
        values |= {"next_token_hash": row.prev_token_hash, "prev_token_hash": None}
    conn.execute(update(device).where(device.c.device_id == device_id).values(**values))
    write_audit(conn, ctx, "unlock", device_id, was=row.state)
    return _one(conn, device_id)


def lock(conn: Connection, ctx: Context, device_id: str) -> None:
    """Clone alarm: a replaced token was used. The laptop gets no answer until somebody unlocks it."""
    mine = (device.c.device_id == device_id) & (device.c.state == ACTIVE)
    changed = conn.execute(update(device).where(mine).values(state=LOCKED, alarm_at=instant_text(ctx.clock())))
    if changed.rowcount:
        write_audit(conn, ctx, "clone_alarm", device_id)


def ack_wipe(conn: Connection, ctx: Context, request: WipeReport) -> WipeNoted:
    """Note that the calling laptop has destroyed its data. Raises NotFound for another order than its own."""
    mine = device.c.device_id == ctx.caller.device_id
    row = conn.execute(select(device).where(mine)).one()
    if row.order_nonce != request.nonce:
        raise NoSuchOrder
    if not row.wiped_at:
        conn.execute(update(device).where(mine).values(state=REVOKED, wiped_at=instant_text(ctx.clock())))
        write_audit(conn, ctx, "wiped", row.device_id, order=row.order_mode)
    return WipeNoted(at=row.wiped_at or instant_text(ctx.clock()))


def unlock_code(conn: Connection, ctx: Context, device_id: str, question: str) -> str:
    """Answer the question on the screen of a laptop that was too long without contact; to be read out.

    Raises NotFound; RecordRefused for a laptop that enrolled before there were keys, or has no access any more.
    """
    row = _locked_row(conn, device_id)
    if row.state != ACTIVE:
        raise RecordRefused("device_not_active", device=device_id)
    if not row.box_key:
        raise RecordRefused("device_without_keys", device=device_id)
    write_audit(conn, ctx, "unlock_code", row.device_id)
    return keys.spoken_code(info.read_keys(conn).box, row.box_key.hex(), question)


def _locked_row(conn: Connection, device_id: str, user_id: str | None = None) -> Row[*tuple[Any, ...]]:
    query = select(device).where(or_(device.c.device_id == device_id, device.c.code == device_id.upper()))
    if user_id is not None:
        query = query.where(device.c.user_id == user_id)
    row = conn.execute(query.with_for_update()).first()
    if row is None:
        raise NotFound("no_such_device", device=device_id[:_LONGEST_SHOWN])
    return row


def _one(conn: Connection, device_id: str) -> Device:
    query = select(device, app_user.c.display_name).join(app_user, app_user.c.user_id == device.c.user_id)
    return _described(conn.execute(query.where(device.c.device_id == device_id)).one())
