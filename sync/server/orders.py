"""What a revoked laptop is told to do, signed so that nobody else can tell it."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row

from sync.protocol import OrderMode, keys
from sync.server import info


class Wipe(StrEnum):
    """What an administrator chooses."""

    DRAIN = "drain"
    NOW = "now"
    NONE = "none"

    @property
    def mode(self) -> OrderMode:
        """Return the word of the order."""
        return _MODES[self]


_MODES = {Wipe.DRAIN: OrderMode.DRAIN_THEN_WIPE, Wipe.NOW: OrderMode.WIPE_NOW, Wipe.NONE: OrderMode.NONE}


def signed_order(conn: Connection, laptop: Row[*tuple[Any, ...]]) -> dict[str, Any] | None:
    """Return the order for a row of ``device``; None for one that was revoked before there were orders."""
    if not laptop.order_mode or not laptop.order_nonce:
        return None
    fields = {
        "device": laptop.device_id,
        "mode": laptop.order_mode,
        "nonce": laptop.order_nonce,
        "at": laptop.order_at,
    }
    return keys.sign_fields(info.read_keys(conn).sign, keys.ORDER, fields)
