"""One synchronisation: push what waits, pull what is new, apply it. A sequence of small steps, each
one request or one local transaction; a stop between any two of them loses nothing.

Clock, identities, transport and store are handed in; no thread, no sleep, no network code here.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

import msgspec
from sqlalchemy import Connection

from desktop_crm.bootstrap import Application
from desktop_crm.errors import NotEnrolled, Offline, Refused, SyncError
from desktop_crm.events import ChangeSet, Origin
from desktop_crm.store import meta, outbox
from desktop_crm.store.replica import RemoteCard, Replica, put_in_stage, take_from_stage
from sync import protocol
from sync.client.transport import Transport

#: Cards of a page: small pages keep incremental pulls light, large ones make the first sync quick.
PAGE_CARDS, FIRST_PAGE_CARDS = 500, 5_000
PAGE_BYTES, FIRST_PAGE_BYTES = 2 << 20, 8 << 20
MIN_BATCH_BYTES = 16 << 10
MANY_CARDS = 200


class _Page(msgspec.Struct):
    """A pull reply whose cards stay bytes where they are only staged."""

    w: tuple[int, str]
    done: bool
    head: int
    items: list[RemoteCard] = []
    after: tuple[int, str] | None = None
    poll_after: int = protocol.POLL_AFTER_S


_T = TypeVar("_T")

_page_decoder = msgspec.json.Decoder(_Page)
_push_decoder = msgspec.json.Decoder(protocol.PushReply)
_item_encoder = msgspec.json.Encoder()


@dataclass(slots=True)
class Pace:
    """How large requests may be on this link; kept from one synchronisation to the next.

    A link that cannot carry a large request may carry a small one: halved when no answer comes, doubled
    when one does.
    """

    push_bytes: int = protocol.MAX_PUSH_BYTES
    page_bytes: int = FIRST_PAGE_BYTES

    def slower(self) -> None:
        """Halve both sizes."""
        self.push_bytes = max(MIN_BATCH_BYTES, self.push_bytes // 2)
        self.page_bytes = max(MIN_BATCH_BYTES, self.page_bytes // 2)

    def faster(self) -> None:
        """Double both sizes."""
        self.push_bytes = min(protocol.MAX_PUSH_BYTES, self.push_bytes * 2)
        self.page_bytes = min(FIRST_PAGE_BYTES, self.page_bytes * 2)


@dataclass(slots=True)
class Result:
    """What one synchronisation did: operations answered, cards applied, open conflicts afterwards."""

    pushed: int = 0
    pulled: int = 0
    dropped: int = 0
    conflicts: int = 0
    outcomes: dict[str, int] = field(default_factory=dict)
    poll_after_s: int = protocol.POLL_AFTER_S


class Engine:
    """Synchronises one profile over one transport."""

    def __init__(
        self,
        app: Application,
        transport: Transport,
        progress: Callable[[int], None] = lambda _cards: None,
        pace: Pace | None = None,
    ) -> None:
        self._app = app
        self._transport = transport
        self._progress = progress
        self._pace = pace or Pace()

    def run(self) -> Result:
        """Push, then pull. Raises NotEnrolled, Offline, Refused or SyncError; what was done stays done."""
        facts = self._app.facts()
        if not facts.get("token"):
            raise NotEnrolled
        result = Result()
        for _step in self._steps(result):
            pass
        with self._app.store.read() as connection:
            result.conflicts = open_conflicts(connection)
        return result

    def _steps(self, result: Result) -> Iterator[None]:
        while self._push_one(result):
            yield
        more = True
        while more:
            with _no_collection():
                more = self._pull_one(result)
            yield

    # -- push -------------------------------------------------------------------------------

    def _push_one(self, result: Result) -> bool:
        with self._app.store.read() as connection:
            batch = outbox.next_batch(connection, protocol.MAX_PUSH_OPS, self._pace.push_bytes)
            witness = _witness(connection)
        if not batch:
            return False
        request = protocol.PushRequest(
            wall=self._app.clock(), ops=[msgspec.Raw(payload) for _op, payload in batch], w=witness
        )
        reply = self._post(protocol.PUSH_PATH, protocol.encode(request), _push_decoder)
        sent = {op_id for op_id, _payload in batch}
        receipts = [outbox.Receipt(op, item.s, item.r.value) for op, item in reply.res.items() if op in sent]
        if not receipts:
            raise SyncError("no_receipts")
        with self._app.store.write() as connection:
            outbox.acknowledge(connection, receipts)
            # The witness of a push is not stored: it may run ahead of what was pulled.
        for receipt in receipts:
            result.outcomes[receipt.outcome] = result.outcomes.get(receipt.outcome, 0) + 1
        result.pushed += len(receipts)
        return True

    # -- pull -------------------------------------------------------------------------------

    def _pull_one(self, result: Result) -> bool:
        with self._app.store.read() as connection:
            since, after = meta.get_int(connection, "since"), meta.get(connection, "after")
            first = not meta.get(connection, "first_sync_done")
            witness = _witness(connection)
        request = protocol.PullRequest(
            since=since,
            after=msgspec.json.decode(after, type=tuple[int, str]) if after else None,
            w=witness,
            max_aggs=FIRST_PAGE_CARDS if first else PAGE_CARDS,
            max_bytes=min(self._pace.page_bytes, FIRST_PAGE_BYTES if first else PAGE_BYTES),
        )
        page = self._post(protocol.PULL_PATH, protocol.encode(request), _page_decoder)
        if not page.done and (page.after is None or page.after == request.after):
            raise Offline("bad_answer")  # asking again would go on for ever
        if first and not page.done:  # the next page is under way while this one is applied
            self._transport.ask_ahead(
                protocol.PULL_PATH, protocol.encode(msgspec.structs.replace(request, after=page.after))
            )
        result.poll_after_s = page.poll_after
        if page.done and not page.items and not after and page.head == since:
            self._note_success(page)
            return False
        self._take(page, result, first=first)
        return not page.done

    def _take(self, page: _Page, result: Result, *, first: bool) -> None:
        """Stage a page; apply at ``done`` in one transaction. The first sync applies page by page, so
        that customers appear after seconds; it is told as incomplete meanwhile."""
        changed: set[str] = set()
        with self._app.store.write() as connection:
            staged = meta.get(connection, "after") != "" and not first
            if not first and (not page.done or staged):
                put_in_stage(connection, ((card.a, _item_encoder.encode(card)) for card in page.items))
            replica = Replica(connection, self._app.customers.deriver, first_sync=first)
            if first or page.done:
                cards = take_from_stage(connection) if staged else page.items
                applied = replica.apply(cards, page.head)
                changed = applied.changed | applied.dropped
                result.pulled += len(applied.changed - {protocol.ORG})
                result.dropped += len(applied.dropped)
            if page.done:
                changed |= replica.settle(page.head, self._app.clock())
                meta.put(connection, since=page.head, after=None, first_sync_done="1")
                _remember(connection, page.w)
                meta.put(connection, last_synced_at=self._app.clock(), last_error=None)
            else:
                meta.put(connection, after=msgspec.json.encode(page.after).decode())
        self._tell(changed)
        self._progress(result.pulled)

    def _note_success(self, page: _Page) -> None:
        """Nothing new; operations that were answered without changing anything are done now."""
        changed: frozenset[str] = frozenset()
        with self._app.store.write() as connection:
            if outbox.answered(connection, page.head):
                changed = Replica(connection, self._app.customers.deriver).settle(page.head, self._app.clock())
            _remember(connection, page.w)
            meta.put(connection, last_synced_at=self._app.clock(), last_error=None, first_sync_done="1")
        self._tell(changed)

    def _tell(self, changed: AbstractSet[str]) -> None:
        if changed:
            self._app.events.publish(ChangeSet(frozenset(changed), Origin.REMOTE, many=len(changed) > MANY_CARDS))

    # -- both -------------------------------------------------------------------------------

    def _post(self, path: str, body: bytes, decoder: msgspec.json.Decoder[_T]) -> _T:
        try:
            reply = self._transport.post(path, body)
        except Offline:
            self._pace.slower()
            raise
        self._pace.faster()
        with self._app.store.read() as connection:
            enrolled_at = meta.get(connection, "server_id")
        if reply.server_id != enrolled_at:
            raise Refused("other_server", server=reply.server_id[:40])
        try:
            return decoder.decode(reply.body)
        except ValueError as error:  # no JSON, of another shape, or no UTF-8
            raise Offline("bad_answer") from error


@contextmanager
def _no_collection() -> Iterator[None]:
    """Keep the cyclic collector away: a page is half a million containers without a cycle among them,
    and walking them again and again costs a tenth of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def open_conflicts(connection: Connection) -> int:
    """Count conflicts nobody has decided yet."""
    sql = "SELECT count(*) FROM conflict WHERE state = 'open' AND NOT deleted"
    return int(connection.exec_driver_sql(sql).scalar() or 0)


def _witness(connection: Connection) -> tuple[int, str] | None:
    tag = meta.get(connection, "witness_tag")
    return (meta.get_int(connection, "witness_seq"), tag) if tag else None


def _remember(connection: Connection, witness: tuple[int, str]) -> None:
    meta.put(connection, witness_seq=witness[0], witness_tag=witness[1])
