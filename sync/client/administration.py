"""What administrators do from their own laptop: look at all laptops, revoke one, unlock one."""

from __future__ import annotations

import msgspec

from desktop_crm.bootstrap import Application
from desktop_crm.errors import NotEnrolled
from sync import protocol
from sync.client import tokens
from sync.client.link import Link
from sync.client.transport import Transport, of_profile

_decoder = msgspec.json.Decoder(protocol.DevicesReply)


def devices(app: Application, transport: Transport | None = None) -> list[protocol.Device]:
    """Ask the server for all laptops. Raises NotEnrolled, Offline, Refused."""
    return _ask(app, protocol.DevicesRequest(), transport)


def act(
    app: Application,
    action: protocol.DeviceAction,
    device: str,
    mode: protocol.OrderMode = protocol.OrderMode.NONE,
    transport: Transport | None = None,
) -> list[protocol.Device]:
    """Do something to a laptop; return all as they are then. Raises NotEnrolled, Offline, Refused, SyncError."""
    return _ask(app, protocol.DevicesRequest(action=action, device=device, mode=mode), transport)


def _ask(app: Application, request: protocol.DevicesRequest, transport: Transport | None) -> list[protocol.Device]:
    facts = app.facts()
    if not facts.get("token"):
        raise NotEnrolled
    way = transport or of_profile(facts, tokens.held(facts))
    try:
        return Link(app, way).post(protocol.DEVICES_PATH, request, _decoder).devices
    finally:
        way.close()
