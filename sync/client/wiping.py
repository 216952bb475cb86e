"""Carrying out an order: hand over what the server never got, destroy, report. Each step may be repeated."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable

import msgspec

from desktop_crm.bootstrap import Application
from desktop_crm.errors import CrmError
from desktop_crm.paths import ProfilePaths
from desktop_crm.store import erasing, meta, outbox
from sync import protocol
from sync.client import tokens, transfers
from sync.client.link import Link
from sync.client.orders import standing
from sync.client.transport import HttpTransport, Transport

_BATCH_BYTES = protocol.MAX_PUSH_BYTES // 2
_decoder = msgspec.json.Decoder(protocol.LastWillReply)
Connect = Callable[[erasing.Removal], Transport]


def carry_out(app: Application, transport: Transport, connect: Connect | None = None) -> erasing.Removal:
    """Do all of it; the profile is closed and gone afterwards. Raises Offline before anything is destroyed when
    unsent work cannot be handed over."""
    hand_over(Link(app, transport))
    note = destroy(app)
    report(app.paths, connect or _connect)
    return note


def hand_over(link: Link) -> None:
    """Send every operation that is kept, answered or not, and every draft, when the order says so."""
    order = standing(link.app.facts())
    if order is None or order.mode is not protocol.OrderMode.DRAIN_THEN_WIPE:
        return
    while batch := _next_batch(link.app):
        ops = [msgspec.Raw(payload) for _n, payload in batch]
        kept = link.post(protocol.LAST_WILL_PATH, protocol.LastWillRequest(wall=link.app.clock(), ops=ops), _decoder)
        with link.app.store.write() as connection:
            total = meta.get_int(connection, "will_kept") + kept.kept
            meta.put(connection, will_sent=batch[-1][0], will_kept=total)
    _hand_over_drafts(link)
    transfers.hand_over(link)


def _next_batch(app: Application) -> list[tuple[int, bytes]]:
    with app.store.read() as connection:
        rows = outbox.kept_after(connection, meta.get_int(connection, "will_sent"), protocol.MAX_PUSH_OPS)
    batch: list[tuple[int, bytes]] = []
    size = 0
    for n, payload in rows:
        size += len(payload)
        if batch and size > _BATCH_BYTES:
            break
        batch.append((n, payload))
    return batch


def _hand_over_drafts(link: Link) -> None:
    """Drafts are no operations yet; the server keeps what it does not understand as it came."""
    with link.app.store.read() as connection:
        rows = connection.exec_driver_sql("SELECT key, body FROM draft ORDER BY key").fetchall()
    for key, body in rows:
        will = msgspec.json.encode({"id": _draft_id(str(key), str(body)), "draft": str(key), "body": str(body)})
        request = protocol.LastWillRequest(wall=link.app.clock(), ops=[msgspec.Raw(will)])
        kept = link.post(protocol.LAST_WILL_PATH, request, _decoder).kept
        with link.app.store.write() as connection:
            meta.put(connection, will_kept=meta.get_int(connection, "will_kept") + kept)


def _draft_id(key: str, body: str) -> str:
    """Return the same id for the same draft, so that sending it twice keeps it once."""
    return str(uuid.UUID(bytes=hashlib.sha256(f"{key}\0{body}".encode()).digest()[:16]))


def destroy(app: Application) -> erasing.Removal:
    """Close the profile and destroy it. Does nothing without a true order. Raises StoreBusy, LookupError."""
    facts = app.facts()
    order = standing(facts)
    if order is None:
        raise LookupError("no order")
    with app.store.read() as connection:
        waiting = outbox.pending(connection).operations
        drafts = int(connection.exec_driver_sql("SELECT count(*) FROM draft").scalar() or 0)
    handed = order.mode is protocol.OrderMode.DRAIN_THEN_WIPE
    note = erasing.Removal(
        at=app.clock(),
        company=facts.get("company", ""),
        handed_over=int(facts.get("will_kept", "0")) if handed else 0,
        lost=0 if handed else waiting + drafts,
        report={
            "url": facts["server_url"],
            "tokens": tokens.held(facts),
            "authority": facts.get("authority", ""),
            "nonce": order.nonce,
        },
    )
    app.close()
    erasing.destroy(app.paths, note)
    return note


def report(paths: ProfilePaths, connect: Connect | None = None) -> bool:
    """Tell the server that the data is gone; True when it knows. Tried again at every start until it does."""
    note = erasing.removal(paths)
    if note is None or not note.destroyed or note.report is None:
        return note is not None and note.destroyed
    transport = (connect or _connect)(note)
    try:
        transport.post(protocol.ACK_WIPE_PATH, protocol.encode(protocol.WipeReport(nonce=note.report["nonce"])))
    except CrmError:
        return False
    finally:
        transport.close()
    note.report = None
    erasing.write_note(paths, note)
    return True


def _connect(note: erasing.Removal) -> Transport:
    facts = note.report or {}
    return HttpTransport(facts["url"], facts["tokens"], facts["authority"])
