"""Composition root: from a profile folder to a working application. No Qt, no HTTP."""

from __future__ import annotations

import json
import secrets
import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from desktop_crm import clock as clocks
from desktop_crm.clock import Clock, NewId
from desktop_crm.events import EventBus
from desktop_crm.paths import ProfilePaths
from desktop_crm.queries.customers import CustomerQueries
from desktop_crm.queries.history import HistoryQueries
from desktop_crm.queries.rows import RowQueries
from desktop_crm.queries.sync_log import SyncLog
from desktop_crm.services.conflicts import ConflictService
from desktop_crm.services.customers import CustomerService
from desktop_crm.services.history import HistoryService
from desktop_crm.services.parameters import ParameterService
from desktop_crm.services.rows import RowService
from desktop_crm.store import backup, erasing, meta, opening, search, unseen
from desktop_crm.store.engine import Store

DEVICE_CODE_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # nothing that looks like something else


@dataclass(slots=True)
class Application:
    """One open profile."""

    paths: ProfilePaths
    store: Store
    events: EventBus
    customers: CustomerService
    rows: RowService
    conflicts: ConflictService
    queries: CustomerQueries
    row_queries: RowQueries
    sync_log: SyncLog
    history_queries: HistoryQueries
    history: HistoryService
    parameters: ParameterService
    clock: Clock = clocks.utc_now
    new_id: NewId = clocks.new_id
    today: Callable[[], date] = field(default=clocks.today)

    def facts(self) -> dict[str, str]:
        """Return the small facts of the profile (device, user, server, cursor)."""
        with self.store.read() as connection:
            return meta.everything(connection)

    def set_facts(self, **facts: object) -> None:
        """Change small facts; None removes one."""
        with self.store.write() as connection:
            meta.put(connection, **facts)

    def build_search(self, stop: Callable[[], bool] = lambda: False, *, cards_a_slice: int = search.SLICE) -> None:
        """Make the search entries that are still missing; ``stop`` ends it early.

        Each slice is one transaction that other writers wait for: a window takes small ones.
        """
        worked, left = False, True
        while left and not stop():
            with self.store.write() as connection:
                left = not search.is_complete(connection)
                if left:
                    search.drain(connection, cards_a_slice)
                    worked = True
                else:
                    search.tidy(connection)
        if worked:
            self.store.recycle()

    def write_audit(self, event: str, **detail: object) -> None:
        """Write down a sensitive action: what and how much, never the values."""
        with self.store.write() as connection:
            connection.exec_driver_sql(
                "INSERT INTO audit (at, by, event, detail) VALUES (?, ?, ?, ?)",
                (self.clock(), meta.get(connection, "user_name"), event, json.dumps(detail, ensure_ascii=False)),
            )

    def mark_seen(self, agg_ids: Iterable[str] | None = None) -> int:
        """Note that the person looked at some customers, or at all; return how many had news."""
        with self.store.write() as connection:
            return unseen.forget_all(connection) if agg_ids is None else unseen.forget(connection, agg_ids)

    def answer_question(self, word: str) -> None:
        """Write down what a person decided about customers that a restored server does not know: ``drop`` lets them
        go with the next synchronisation, ``keep`` leaves them here and asks again later."""
        self.set_facts(answer=word, answered_at=self.clock())
        self.write_audit("server_forgot_answer", answer=word)

    def back_up_today(self) -> Path | None:
        """Make today's automatic backup if there is none yet."""
        return backup.rotate(self.store, self.paths.backups, self.today().isoformat())

    def close(self) -> None:
        """Close the store."""
        self.store.close()


def open_application(
    folder: Path,
    passphrase: str | None = None,
    *,
    create: bool = False,
    clock: Clock = clocks.utc_now,
    new_id: NewId = clocks.new_id,
    today: Callable[[], date] = clocks.today,
) -> Application:
    """Open the profile in ``folder``; with ``create`` make one there if it holds none.

    ``passphrase`` is for machines without a key store. Raises KeyMissing, WrongKey, Removed, StoreError.
    """
    paths = ProfilePaths(folder)
    erasing.refuse_removed(paths)
    if create and not opening.profile_exists(paths):
        opening.create_profile(paths, passphrase)
    store = opening.open_store(paths, passphrase)
    try:
        hash_key = _settle_in(store, new_id)
    except BaseException:
        store.close()
        raise
    return assemble(paths, store, hash_key, clock=clock, new_id=new_id, today=today)


def assemble(
    paths: ProfilePaths,
    store: Store,
    hash_key: bytes,
    *,
    clock: Clock = clocks.utc_now,
    new_id: NewId = clocks.new_id,
    today: Callable[[], date] = clocks.today,
) -> Application:
    """Put an application together on an open store."""
    events = EventBus()
    customers = CustomerService(store, events, clock=clock, new_id=new_id, today=today, hash_key=hash_key)
    rows = RowService(store, events, clock=clock, new_id=new_id, today=today, deriver=customers.deriver)
    conflicts = ConflictService(store, events, clock=clock, new_id=new_id, today=today, deriver=customers.deriver)
    return Application(
        paths,
        store,
        events,
        customers,
        rows,
        conflicts,
        CustomerQueries(store),
        RowQueries(store),
        SyncLog(store),
        HistoryQueries(store),
        HistoryService(store, customers, rows),
        ParameterService(store, events, clock=clock, new_id=new_id, deriver=customers.deriver),
        clock,
        new_id,
        today,
    )


def _settle_in(store: Store, new_id: NewId) -> bytes:
    """Give a new store its device and its hash key; return the key."""
    with store.read() as connection:
        known = meta.get(connection, "hash_key")
    if known:
        return bytes.fromhex(known)
    key = secrets.token_bytes(32)
    with store.write() as connection:
        known = meta.get(connection, "hash_key")  # another process may have been first
        if known:
            return bytes.fromhex(known)
        meta.put(
            connection,
            hash_key=key.hex(),
            device_id=new_id(),
            device_code="".join(secrets.choice(DEVICE_CODE_ALPHABET) for _ in range(4)),
            device_name=socket.gethostname()[:60] or "laptop",
            issuer_code="KH",
        )
    return key
