"""Saying hello: what this version is, what the server is and asks."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

from desktop_crm.errors import Offline, Refused, SyncError
from desktop_crm.store import carried, meta, outbox, proof
from desktop_crm.store.schema import SCHEMA_REVISION
from sync import protocol
from sync.client import tokens, updates
from sync.client.link import Link, ago, is_due, witness
from sync.protocol import blobs, keys

EVERY_HOURS = 24.0
KEEP_ARRIVALS_DAYS = 90
KEEP_COPIES_DAYS = 90
_decoder = msgspec.json.Decoder(protocol.HelloReply)


def hello_is_due(link: Link) -> bool:
    """Say whether this process, this version or this day has not said hello yet."""
    with link.app.store.read() as connection:
        said = meta.get(connection, "said_schema") == SCHEMA_REVISION
        last = meta.get(connection, "last_hello_at")
        said &= not meta.get(connection, "releases_told")
    return link.pace.greet or not said or is_due(last, link.app.clock(), hours=EVERY_HOURS)


def say_hello(link: Link) -> None:
    """Introduce this laptop and keep what the server answers.

    A server that knows no greeting, or cannot answer this one, is no reason not to synchronise. Raises
    Offline, Refused.
    """
    now = link.app.clock()
    _make_keys(link)
    with link.app.store.read() as connection:
        request = protocol.HelloRequest(
            wall=now,
            app=link.machine.version(),
            schema=int(SCHEMA_REVISION),
            w=witness(connection),
            platform=link.machine.platform,
        )
        if not meta.get(connection, "server_key"):
            request.sign_key = keys.sign_public(meta.get(connection, "sign_key"))
            request.box_key = keys.box_public(meta.get(connection, "box_key"))
    try:
        reply = link.post(protocol.HELLO_PATH, request, _decoder)
    except (Offline, Refused):
        raise
    except SyncError:
        link.pace.greet = False
        return
    with link.app.store.write() as connection:
        if meta.get(connection, "said_schema") != SCHEMA_REVISION:  # new here, or a new version of the program
            meta.put(connection, digest_due="1")
        meta.put(
            connection,
            last_hello_at=now,
            said_schema=SCHEMA_REVISION,
            min_schema=reply.min_schema,
            lease_days=reply.lease_days,
            server_ahead_ms=_ahead_ms(now, reply.now),
            attachment_limit=reply.limits.get(blobs.LIMIT, 0),
            cards_expected=reply.cards or max((scope.n for scope in reply.scopes), default=0),
        )
        if reply.token:
            tokens.replace(connection, reply.token, now)
        if reply.server_key and not meta.get(connection, "server_key"):
            meta.put(connection, server_key=reply.server_key, server_box_key=reply.server_box_key)
        updates.notice(connection, reply, link.machine)
        # A clock that jumped must not throw away what a restored server would need.
        today = min(now, reply.now)
        outbox.forget_old(connection, now, reply.now)
        proof.tidy(connection, ago(today, days=KEEP_ARRIVALS_DAYS))
        carried.tidy(connection, ago(today, days=carried.KEEP_DAYS))
    link.machine.forget_copies(link.app, ago(today, days=KEEP_COPIES_DAYS))
    link.pace.greet = False


def _ahead_ms(mine: str, theirs: str) -> int:
    """Tell how much the server's clock is ahead of this laptop's, in milliseconds."""
    apart = datetime.fromisoformat(theirs) - datetime.fromisoformat(mine)
    return round(apart / timedelta(milliseconds=1))


def _make_keys(link: Link) -> None:
    """Make the keys of a laptop that enrolled before there were any."""
    with link.app.store.read() as connection:
        there = bool(meta.get(connection, "sign_key"))
    if not there:
        made = {name: keys.new_key(link.machine.random_bytes) for name in ("sign_key", "box_key")}
        link.app.set_facts(**made)
