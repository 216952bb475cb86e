"""The laptop's tokens. The server offers a new one every day; those before it are kept for a while, because a
server restored from a backup knows no newer."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from sqlalchemy import Connection

from desktop_crm.store import meta
from sync.client.link import ago

KEEP_DAYS = 30
_decode = msgspec.json.Decoder(list[tuple[str, str]]).decode


def held(facts: Mapping[str, str]) -> tuple[str, ...]:
    """Return the tokens of a profile, the newest first; empty when it has no server."""
    newest = facts.get("token", "")
    older = [token for token, _at in _decode(facts.get("old_tokens") or "[]")]
    return (newest, *older) if newest else ()


def replace(connection: Connection, token: str, now: str) -> None:
    """Go on with a new token."""
    older = _decode(meta.get(connection, "old_tokens") or "[]")
    kept = [(meta.get(connection, "token"), now), *((one, at) for one, at in older if at > ago(now, days=KEEP_DAYS))]
    meta.put(connection, token=token, old_tokens=msgspec.json.encode(kept).decode())
