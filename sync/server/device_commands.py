"""Commands about laptops at the server's own command line."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

import msgspec

from sync.protocol import Device
from sync.server import devices
from sync.server.context import Context
from sync.server.database import Database
from sync.server.orders import Wipe

Result = dict[str, Any] | list[Any]


def listed(database: Database, _args: Namespace) -> Result:
    """List laptops: whose, last heard of, state, alarms, orders, wipes."""
    with database.read() as conn:
        return [_told(one) for one in devices.list_devices(conn)]


def revoke(database: Database, args: Namespace) -> Result:
    """Take a laptop's access away at once, and say what becomes of its data."""
    with database.write() as conn:
        return _told(devices.revoke(conn, Context(), args.device, Wipe(args.wipe)))


def unlock(database: Database, args: Namespace) -> Result:
    """Give a locked laptop access again, or take back an order it has not carried out."""
    with database.write() as conn:
        return _told(devices.unlock(conn, Context(), args.device))


def code(database: Database, args: Namespace) -> Result:
    """Answer the question of a laptop that locked itself after too long without contact."""
    with database.write() as conn:
        return {"code": devices.unlock_code(conn, Context(), args.device, args.question)}


def _told(one: Device) -> dict[str, Any]:
    """Spell every field out: a script shall not have to know which are left out when empty."""
    told = {name: getattr(one, name) for name in one.__struct_fields__}
    del told["current"]
    return msgspec.to_builtins(told)  # type: ignore[no-any-return]
