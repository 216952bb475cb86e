"""Tokens of laptops: only their hashes are stored, and once a day each laptop is offered a new one.

The old token stays good until the new one is used, so a lost answer locks nobody out. Afterwards it is good for
another hour only: for requests that were under way, and for a second program on the same laptop. Who uses it later
works from a copy of the laptop, or from a restored image of it. The server cannot tell which, so it locks the
laptop and leaves the rest to a person.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, bindparam, or_, select, update

from sync.server.context import Context, instant_text
from sync.server.schema import device

ROTATE_EVERY = timedelta(days=1)
GRACE = timedelta(hours=1)


def token_hash(token: str) -> bytes:
    """Hash a device token for storage and look-up."""
    return hashlib.sha256(token.encode()).digest()


#: Finds the laptop that has this token, had it just before, or was offered it.
HELD = or_(
    *(
        column == bindparam("held")
        for column in (device.c.token_hash, device.c.next_token_hash, device.c.prev_token_hash)
    )
)


def is_copied(row: Row[*tuple[Any, ...]], hashed: bytes, now: datetime | None) -> bool:
    """Say whether a replaced token is used too long after it was replaced; without ``now`` at any time."""
    if row.prev_token_hash != hashed:
        return False
    return now is None or not row.token_at or now - datetime.fromisoformat(row.token_at) > GRACE


_given = select(device.c.token_at).where(device.c.device_id == bindparam("mine"))


def offer(conn: Connection, ctx: Context) -> str | None:
    """Offer the calling laptop a new token when its present one is a day old."""
    given = conn.execute(_given, {"mine": ctx.caller.device_id}).scalar_one()
    now = ctx.clock()
    if given and now - datetime.fromisoformat(given) < ROTATE_EVERY:
        return None
    token = ctx.new_token()
    mine = device.c.device_id == ctx.caller.device_id
    conn.execute(update(device).where(mine).values(next_token_hash=token_hash(token)))
    return token


def take(conn: Connection, device_id: str, hashed: bytes, now: datetime) -> None:
    """The offered token was used: it replaces the present one. Doing it again changes nothing."""
    mine = (device.c.device_id == device_id) & (device.c.next_token_hash == hashed)
    values: dict[str, Any] = {"prev_token_hash": device.c.token_hash, "token_hash": hashed, "next_token_hash": None}
    conn.execute(update(device).where(mine).values(token_at=instant_text(now), **values))
