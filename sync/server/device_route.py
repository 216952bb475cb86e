"""The administrators' list of laptops, over the network."""

from __future__ import annotations

from sqlalchemy import Connection

from desktop_crm import errors as core_errors
from sync.protocol import DeviceAction, DevicesReply, DevicesRequest
from sync.server import devices as laptops
from sync.server.context import Context, Role
from sync.server.errors import Forbidden, NotFound
from sync.server.orders import Wipe

_WIPES = {wipe.mode: wipe for wipe in Wipe}


def devices(conn: Connection, ctx: Context, request: DevicesRequest) -> DevicesReply:
    """List all laptops, after acting on one. Raises Forbidden, NotFound."""
    if not ctx.caller.role.sees_all:
        raise Forbidden
    if request.action is not None:
        _act(conn, ctx, request)
    found = laptops.list_devices(conn)
    for one in found:
        one.current = one.device_id == ctx.caller.device_id
    return DevicesReply(devices=found)


def _act(conn: Connection, ctx: Context, request: DevicesRequest) -> None:
    if ctx.caller.role is not Role.ADMIN:
        raise Forbidden
    if request.device == ctx.caller.device_id:
        raise Forbidden  # nobody saws off the branch on which he sits
    try:
        if request.action is DeviceAction.REVOKE:
            laptops.revoke(conn, ctx, request.device or "", _WIPES[request.mode])
        else:
            laptops.unlock(conn, ctx, request.device or "")
    except core_errors.NotFound as error:
        raise NotFound from error
    except core_errors.RecordRefused:
        pass  # wiped already: the list says so
