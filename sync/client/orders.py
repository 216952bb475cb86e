"""Orders of the server to this laptop. Only one thing may destroy data: an order that bears the signature of the
key pinned at enrolment and names this very laptop."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from desktop_crm.bootstrap import Application
from desktop_crm.errors import Refused
from sync import protocol
from sync.protocol import keys

_decode = msgspec.json.Decoder(dict[str, Any]).decode


class WipeOrdered(Refused):
    """A true order to destroy the data of this profile lies in the store: see :mod:`sync.client.wiping`."""

    code = "wipe_ordered"


def true_order(facts: Mapping[str, str], text: str) -> protocol.Order | None:
    """Read an order (JSON). None unless it is signed by our server for this laptop."""
    try:
        fields = _decode(text)
        if not keys.verify_fields(facts.get("server_key", ""), keys.ORDER, fields):
            return None
        order = msgspec.convert(fields, protocol.Order)
    except (ValueError, RecursionError):
        return None
    return order if order.device == facts.get("device_id") and order.nonce else None


def standing(facts: Mapping[str, str]) -> protocol.Order | None:
    """Return the order that is still to be carried out; it is proved anew each time."""
    return true_order(facts, facts.get("order", ""))


def receive(app: Application, text: str) -> None:
    """Keep a true order to destroy the data. Raises WipeOrdered; returns where there is nothing to obey."""
    order = true_order(app.facts(), text)
    if order is None:
        return
    if order.mode is protocol.OrderMode.NONE:
        app.set_facts(order=None)
        return
    app.set_facts(order=text)
    raise WipeOrdered
