"""The way down: one page at a time, staged; applied in one transaction when the server says that all has come.

In the first synchronisation pages are applied one by one, so that a person sees customers after a second.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

import msgspec
from sqlalchemy import Connection

from desktop_crm import collector
from desktop_crm.errors import Offline
from desktop_crm.store import bulk, meta, outbox, staging
from desktop_crm.store.replica import ORGANISATION, RemoteCard, Replica
from sync import protocol
from sync.client import link as links
from sync.client import pages, recovery
from sync.client.ahead import Ahead
from sync.client.link import Link, Result, is_due, recovering, remember, witness
from sync.client.pages import FirstPage, Page

#: Cards of the very first page: few, so that something is on the screen at once.
SOON_CARDS = 200
DIGEST_EVERY_HOURS = 24.0


@dataclass(frozen=True, slots=True)
class _Cursor:
    """Where a pull stands. ``first``: pages are applied as they come; ``restored``: after a server forgot."""

    since: int
    after: tuple[int, str] | None
    heard: tuple[int, str] | None
    first: bool
    restored: bool
    digest: bool

    @classmethod
    def read(cls, connection: Connection, now: str) -> _Cursor:
        restored = recovering(connection)
        after = meta.get(connection, "after")
        due = meta.get(connection, "digest_due") or is_due(
            meta.get(connection, "digest_at"), now, hours=DIGEST_EVERY_HOURS
        )
        return cls(
            meta.get_int(connection, "stage_head" if restored else "since"),
            msgspec.json.decode(after, type=tuple[int, str]) if after else None,
            witness(connection),
            not meta.get(connection, "first_sync_done") and not restored,
            restored,
            bool(due),
        )

    def is_current(self, connection: Connection, now: str) -> bool:
        """Say whether the pull still stands here. Another program on this laptop may have gone on meanwhile; what was
        asked for before that is older than what is here now."""
        present = self.read(connection, now)
        return (present.since, present.after, present.restored) == (self.since, self.after, self.restored)

    def request(self, page_bytes: int) -> protocol.PullRequest:
        """Build the request for the next page."""
        cards, most = links.PAGE_CARDS, links.PAGE_BYTES
        if self.first:
            cards = links.FIRST_PAGE_CARDS if self.after else min(SOON_CARDS, links.FIRST_PAGE_CARDS)
            most = links.FIRST_PAGE_BYTES
        return protocol.PullRequest(
            since=self.since,
            after=self.after,
            w=self.heard,
            max_aggs=cards,
            max_bytes=min(page_bytes, most),
            digest=self.digest,
        )


_Ahead: TypeAlias = Ahead[_Cursor, tuple[Page, FirstPage | None]]


def pull_one(link: Link, result: Result) -> bool:
    """Ask for one page and take it in; say whether more is to be asked."""
    with link.app.store.read() as connection:
        cursor = _Cursor.read(connection, link.app.clock())
    result.digest = None
    ahead, link.ahead = link.ahead, None
    page, first = (ahead and ahead.take(cursor)) or _fetch(link, cursor, cursor.request(link.pace.page_bytes))
    if not page.done and (page.after is None or page.after == cursor.after):
        raise Offline("bad_answer")  # asking again would go on for ever
    following = _ask_ahead(link, cursor, page) if cursor.first and not page.done else None
    result.poll_after_s = page.poll_after
    with collector.paused():
        if cursor.restored:
            return _take_back(link, cursor, page, result)
        return _take(link, cursor, page, first, result, following)


def _fetch(link: Link, cursor: _Cursor, request: protocol.PullRequest) -> tuple[Page, FirstPage | None]:
    first = FirstPage(link.app.customers.deriver) if cursor.first else None
    with collector.paused():
        return link.post(protocol.PULL_PATH, request, first or pages.decoder), first


def _ask_ahead(link: Link, cursor: _Cursor, page: Page) -> _Ahead | None:
    """Ask for the page behind this one while this one is stored; None where the way to the server has one thread."""
    following = _Cursor(cursor.since, page.after, page.w, cursor.first, cursor.restored, cursor.digest or page.check)
    request = following.request(link.pace.page_bytes)
    if not link.transport.ask_ahead(protocol.PULL_PATH, protocol.encode(request)):
        return None
    return Ahead(following, partial(_fetch, link, following, request))


def _take(
    link: Link, cursor: _Cursor, page: Page, first: FirstPage | None, result: Result, following: _Ahead | None
) -> bool:
    """Stage a page, or apply everything when the server says ``done``. Say whether more is to be asked."""
    changed: set[str] = set()
    now = link.app.clock()
    with link.app.store.write() as connection:
        if not cursor.is_current(connection, now):
            return True
        staged = not cursor.first and staging.anything_staged(connection)
        if not cursor.first and (not page.done or staged):
            staging.lay_in_stage(connection, page.items)
        replica = Replica(connection, link.app.customers.deriver, first_sync=cursor.first, now=now)
        if first and first.bulk:
            changed = _store(connection, replica, page, first, result)
        elif cursor.first or page.done:
            changed = _apply(connection, replica, page, result, staged=staged)
        if page.done:
            if changed or staged or page.head != cursor.since or outbox.answered(connection, page.head):
                changed |= replica.settle(page.head, now)
            meta.put(connection, since=page.head, after=None, first_sync_done="1")
            meta.put(connection, last_synced_at=now, last_error=None)
        else:
            meta.put(connection, after=msgspec.json.encode(page.after).decode())
        _heard(connection, page)
        if following:  # now, that this page only has to be written to the disk
            following.begin()
            link.ahead = following
    link.tell(changed)
    link.progress(result.pulled)
    result.digest = page.digest
    return not page.done


def _store(connection: Connection, replica: Replica, page: Page, first: FirstPage, result: Result) -> set[str]:
    """Store the rows of new cards as they are; where one is here already, apply the page."""
    made = first.bulk
    if made is None or not bulk.store(connection, made):
        page.items = first.cards()
        return _apply(connection, replica, page, result, staged=False)
    if made.org_hash is not None:
        meta.put(connection, org_hash=made.org_hash)
    changed = set(made.cards)
    result.pulled += len(changed - {ORGANISATION})
    return changed


def _apply(connection: Connection, replica: Replica, page: Page, result: Result, *, staged: bool) -> set[str]:
    direct = [page.items] if page.items else []
    slices: Iterable[list[RemoteCard]] = staging.stage_slices(connection) if staged else direct
    changed: set[str] = set()
    for cards in slices:
        applied = replica.apply(cards, page.head)
        changed |= applied.changed | applied.dropped
        result.pulled += applied.customers
        result.dropped += len(applied.dropped)
    if staged:
        staging.clear_stage(connection)
    return changed


def _take_back(link: Link, cursor: _Cursor, page: Page, result: Result) -> bool:
    """After a server forgot: stage all pages; what is here stays until nothing more is to be asked.

    True when the staged state was applied too, so that the ordinary pull goes on from it.
    """
    with link.app.store.write() as connection:
        if not cursor.is_current(connection, link.app.clock()):
            return True
        staging.lay_in_stage(connection, page.items)
        if page.done:
            meta.put(connection, stage_head=page.head, after=None)
        else:
            meta.put(connection, after=msgspec.json.encode(page.after).decode())
        _heard(connection, page)
    return not page.done or recovery.finish(link, page.head, result)


def _heard(connection: Connection, page: Page) -> None:
    # Remembered with every page, so that a server restored between two pages is noticed at the next.
    remember(connection, page.w)
    if page.check:
        meta.put(connection, digest_due="1")
    if page.releases != meta.get_int(connection, "releases"):
        meta.put(connection, releases_told=page.releases)  # the next synchronisation begins with a greeting
