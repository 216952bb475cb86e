"""Commands about attachments that may need the network: saving one whose content is not here yet."""

from __future__ import annotations

import argparse

from desktop_crm.bootstrap import Application
from desktop_crm.cli.attachments import attachment_arguments, run_attachment
from desktop_crm.cli.command import Command, Exit, Session
from desktop_crm.errors import NotFound, SyncError
from desktop_crm.queries.attachments import Attachment
from sync.client import tokens, transfers
from sync.client.link import Link
from sync.client.transport import Transport, of_profile


def contribute() -> tuple[Command, ...]:
    """Return the commands of this module."""
    zh, en = "保存、说明、移除一个附件", "save, describe or remove an attachment"
    return (Command("attachment", zh, en, attachment_arguments, _attachment),)


def _attachment(session: Session, options: argparse.Namespace) -> Exit:
    return run_attachment(session, options, fetch)


def fetch(app: Application, one: Attachment, transport: Transport | None = None) -> None:
    """Bring the content of an attachment here now. Raises NotFound (``attachment_not_here``, ``attachment_not_sent``),
    Offline, Refused, SyncError."""
    facts = app.facts()
    if not facts.get("token"):
        raise NotFound("attachment_not_here")
    app.attachments.want(one.id)
    way = transport or of_profile(facts, tokens.held(facts))
    try:
        transfers.fetch_wanted(Link(app, way))
    finally:
        if transport is None:
            way.close()
    now = app.attachment_queries.one(one.id)
    if not now.here:
        raise NotFound("attachment_not_sent")


def move(app: Application, transport: Transport) -> dict[str, object]:
    """Move contents after a synchronisation, and tell what was done; trouble with them is no trouble of it."""
    moved, error = transfers.Moved(), None
    try:
        moved = transfers.run(Link(app, transport))
    except SyncError as trouble:
        error = trouble.code
    waiting = app.attachment_queries.waiting()
    return {
        "sent": moved.sent,
        "fetched": moved.fetched,
        "waiting": waiting.number,
        "waiting_bytes": waiting.size,
        "error": error,
    }
