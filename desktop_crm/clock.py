"""Time and identity, handed in so that tests and simulations can replace them."""

from __future__ import annotations

import secrets
import time
import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime

#: Gives the present instant as UTC text with milliseconds, e.g. ``2026-11-22T10:00:00.000Z``.
Clock = Callable[[], str]
#: Gives a new UUID in text form.
NewId = Callable[[], str]


def utc_now() -> str:
    """Return the present instant."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


def new_id() -> str:
    """Make a UUID version 7 (RFC 9562): rising in time, so that inserts go to the end of an index."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & (2**48 - 1)) << 80 | 0x7 << 76 | secrets.randbits(12) << 64
    value |= 0b10 << 62 | secrets.randbits(62)
    return str(uuid.UUID(int=value))


def today() -> date:
    """Return the day of the person's calendar."""
    return datetime.now().astimezone().date()
