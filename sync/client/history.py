"""Fetching the server's history of one card, so that it can be read offline from then on."""

from __future__ import annotations

import msgspec

from desktop_crm.bootstrap import Application
from desktop_crm.errors import NotEnrolled, SyncError
from desktop_crm.store import proof
from sync import protocol
from sync.client import tokens
from sync.client.link import Link
from sync.client.transport import Transport, of_profile

#: Lines fetched at most; the rest stays at the server, and the history says from when on it is here.
MOST_LINES = 5_000
_LINES_A_PAGE = 500


class _Line(msgspec.Struct):
    s: int


class _Page(msgspec.Struct):
    """:class:`sync.protocol.HistoryReply` with its lines as they came: what is unknown here is kept too."""

    lines: list[msgspec.Raw]
    before: int = 0


_page_decoder = msgspec.json.Decoder(_Page)
_line_decoder = msgspec.json.Decoder(_Line)


def fetch_history(app: Application, agg_id: str, transport: Transport | None = None) -> int:
    """Fetch what is new in the history of a card; the first time all of it. Returns the number of lines that came.

    0 too for a card the server does not show to this person. Raises NotEnrolled, Offline, Refused, SyncError.
    """
    facts = app.facts()
    if not facts.get("token"):
        raise NotEnrolled
    way = transport or of_profile(facts, tokens.held(facts))
    try:
        return _fetch(Link(app, way), agg_id)
    except SyncError as error:
        if error.code == protocol.Code.NOT_FOUND:  # made here and not sent yet, or no longer in sight
            return 0
        raise
    finally:
        if transport is None:
            way.close()


def _fetch(link: Link, agg_id: str) -> int:
    now = link.app.clock()
    with link.app.store.read() as connection:
        kept = proof.extent_of(connection, agg_id)
    lines: list[bytes] = []
    newest, before, reached = 0, 0, False
    while True:
        request = protocol.HistoryRequest(agg=agg_id, before=before, limit=_LINES_A_PAGE)
        page = link.post(protocol.HISTORY_PATH, request, _page_decoder)
        numbers = [_line_decoder.decode(line).s for line in page.lines]
        newest = max(newest, *numbers, 0)
        lines += [
            bytes(line) for line, number in zip(page.lines, numbers, strict=True) if not kept or number > kept.newest
        ]
        before = page.before
        reached = kept is not None and min(numbers, default=0) <= kept.newest
        if not before or reached or len(lines) >= MOST_LINES:
            break
    if reached and kept is not None:
        before = kept.before
    extent = proof.Extent(now, max(newest, kept.newest if kept else 0), before)
    with link.app.store.write() as connection:
        proof.keep_history(connection, agg_id, lines, extent, anew=not reached)
    return len(lines)
