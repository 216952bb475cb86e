"""When to synchronise: at start, after a save, when asked, and periodically; with back-off when the
way is closed. One thread; the window only reads :attr:`Scheduler.status`."""

from __future__ import annotations

import logging
import random
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from desktop_crm.bootstrap import Application
from desktop_crm.errors import CrmError, Offline
from desktop_crm.events import ChangeSet, Origin
from desktop_crm.store import contents, lease, meta, outbox, troubles
from sync.client import tokens, transfers, updates
from sync.client.engine import Engine, Pace, Result, open_conflicts
from sync.client.link import Link
from sync.client.orders import WipeOrdered
from sync.client.status import CheckState, CheckStatus, State, SyncStatus, TransferStatus

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from sync.client.transport import Transport

log = logging.getLogger(__name__)

AFTER_SAVE_S = 3.0
BACKOFF_BASE_S, BACKOFF_CAP_S = 2.0, 300.0
_MOST_DOUBLINGS = 16
SHORTEST_WAIT_S = 1.0
LONGEST_WAIT_S = 3_600.0  # whatever a server asks for
POLL_SPREAD = 0.2
#: A busy server tells everybody the same wait; so much longer, at random, they come back one by one.
RETRY_SPREAD = 0.2
STOP_TIMEOUT_S = 5.0
#: Search entries made in one transaction: a save in the window waits for one slice at most.
CARDS_A_SLICE = 300


class Scheduler:
    """Runs the engine in a thread of its own. ``on_status`` is called in that thread."""

    def __init__(
        self,
        app: Application,
        on_status: Callable[[SyncStatus], None] = lambda _status: None,
        metered: Callable[[], bool] = lambda: False,
    ) -> None:
        """``metered`` says whether the network costs by volume; called in the sync thread."""
        self._app = app
        self._on_status = on_status
        self._metered = metered
        self._wake = threading.Event()
        self._asked = threading.Event()  # by a person: waits for no further saves
        self._stopping = threading.Event()
        self._cancelled = threading.Event()  # the check
        self._thread: threading.Thread | None = None
        self._failures = 0
        self._saved = False
        self._random = random.Random()
        self._pace = Pace()
        self._check = CheckStatus()
        self._transfer = TransferStatus()
        self._unsubscribe: Callable[[], None] = lambda: None
        self.status = self._read(State.NOT_ENROLLED)

    def start(self) -> None:
        """Start the thread; the first synchronisation begins at once."""
        if self._thread is None:
            self._stopping.clear()
            self._unsubscribe = self._app.events.subscribe(self._on_change)
            self._thread = threading.Thread(target=self._loop, name="sync", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """End the thread; a request under way is given a few seconds."""
        self._stopping.set()
        self._asked.set()
        self._wake.set()
        self._unsubscribe()
        if self._thread is not None:
            self._thread.join(STOP_TIMEOUT_S)
            self._thread = None

    def wake(self) -> None:
        """Synchronise now (button, network back, resume from sleep)."""
        self._failures = 0
        self._asked.set()
        self._wake.set()

    def request_check(self) -> None:
        """Compare everything with the server as soon as possible; ``status.check`` tells how far it is."""
        self._cancelled.clear()
        if not self._check.busy:
            self._check = CheckStatus(CheckState.WAITING)
            self._tell(self.status)
        self.wake()

    def cancel_check(self) -> None:
        """Stop comparing at the next step; what was repaired stays repaired."""
        self._cancelled.set()

    def refresh(self) -> None:
        """Count anew what waits, without going to the network."""
        self._tell(self._read(self.status.state, self.status.error))

    # -- the thread -------------------------------------------------------------------------

    def _on_change(self, change: ChangeSet) -> None:
        if change.origin is Origin.LOCAL:
            self.refresh()
            self._saved = True
            self._wake.set()

    def _loop(self) -> None:
        while not self._stopping.is_set():
            pause = self._run_once()
            self._wake.wait(pause)
            if self._saved:  # let a few more saves come together
                self._asked.wait(AFTER_SAVE_S)
            self._saved = False
            self._asked.clear()
            self._wake.clear()

    def _run_once(self) -> float:
        """Synchronise once; return the seconds until the next time. Whatever goes wrong, there is one."""
        try:
            return self._attempt()
        except Offline as error:
            return self._failed(State.OFFLINE, error)
        except CrmError as error:
            return self._failed(State.ERROR, error)
        except Exception:  # a fault of the program must not end synchronisation for the day
            log.exception("sync failed")
            return self._failed(State.ERROR, CrmError("internal"))

    def _attempt(self) -> float:
        from sync.client import transport as transports  # requests is not needed before the first paint

        facts = self._app.facts()
        if lease.is_note_due(facts, self._app.clock()):
            self._app.set_facts(newest_at=self._app.clock())
        if not facts.get("token"):
            self._check = CheckStatus()
            self._tell(self._read(State.NOT_ENROLLED))
            return BACKOFF_CAP_S
        first = not facts.get("first_sync_done")
        self._tell(self._read(State.FIRST_SYNC if first else State.SYNCING))
        began = self._app.clock()
        transport = transports.of_profile(facts, tokens.held(facts))
        try:
            result = self._exchange(transport, first=first)
            self._synchronised(result, began="" if first else began)
            asked = min(max(float(result.poll_after_s), SHORTEST_WAIT_S), LONGEST_WAIT_S)
            return self._move_contents(transport, asked * self._random.uniform(1 - POLL_SPREAD, 1 + POLL_SPREAD))
        except WipeOrdered:
            return self._obey(transport)
        finally:
            self._pace.greet |= transport.fell_back
            transport.close()

    def _synchronised(self, result: Result, began: str) -> None:
        """Tell the end of a synchronisation; ``began`` is "" for the first."""
        self._failures = 0
        self._app.build_search(self._stopping.is_set, cards_a_slice=CARDS_A_SLICE)
        came = began if result.pulled else ""
        self._tell(replace(self._read(State.SYNCED), came_since=came, answers=result.carried))
        self.status = replace(self.status, came_since="", answers=0)  # told once

    def _move_contents(self, transport: Transport, pause_s: float) -> float:
        """Move contents of attachments until the next synchronisation is due or wanted; return the seconds until then.

        What goes wrong with them is no trouble of the synchronisation: the next one comes in its time.
        """
        due = time.monotonic() + pause_s

        def stop() -> bool:
            return self._stopping.is_set() or self._wake.is_set() or time.monotonic() > due

        error = ""
        try:
            transfers.run(Link(self._app, transport, self._pace), metered=self._metered, stop=stop, told=self._told)
        except CrmError as trouble:
            log.info("contents: %s", trouble.code)
            error = trouble.code
        if error != self._transfer.error:
            self._transfer = replace(self._transfer, error=error)
            self.refresh()
        return max(0.0, due - time.monotonic())

    def _told(self, moving: transfers.Moving | None) -> None:
        self._transfer = TransferStatus(**moving._asdict()) if moving else TransferStatus()
        self.refresh()

    def _exchange(self, transport: Transport, *, first: bool) -> Result:
        engine = Engine(self._app, transport, self._on_progress if first else lambda _n: None, self._pace)
        result = engine.run()
        if self._check.state is CheckState.WAITING:
            self._check_everything(engine)
        return result

    def _check_everything(self, engine: Engine) -> None:
        def stop() -> bool:
            return self._cancelled.is_set() or self._stopping.is_set()

        def told(done: int, of: int) -> None:
            self._check = CheckStatus(CheckState.RUNNING, done, of)
            self._tell(self.status)

        told(0, 0)
        checked = engine.check(progress=told, cancelled=stop)
        state = CheckState.CANCELLED if stop() else CheckState.DONE
        self._check = CheckStatus(state, cards=checked.cards, repaired=checked.repaired, equal=checked.equal)

    def _obey(self, transport: Transport) -> float:
        """Hand over what the server never got; then whoever has the profile open is to close and destroy it."""
        from sync.client import wiping

        self._tell(self._read(State.SYNCING))
        wiping.hand_over(Link(self._app, transport))
        self._stopping.set()
        self._tell(replace(self.status, state=State.LEAVING))
        return 0.0

    def _on_progress(self, loaded: int) -> None:
        self._tell(replace(self.status, state=State.FIRST_SYNC, loaded=loaded))

    def _failed(self, state: State, error: CrmError) -> float:
        if self._check.busy:
            self._check = CheckStatus(CheckState.FAILED)
        try:
            with self._app.store.write() as connection:
                troubles.note(connection, error.code, self._app.clock())
            self._tell(self._read(state, error.code))
        except CrmError:  # the store itself: what was known last stays on the screen
            self._tell(replace(self.status, state=state, error=error.code))
        log.info("sync failed: %s", error.code)
        return self._backoff(error)

    def _backoff(self, error: CrmError) -> float:
        """Full jitter, doubling, capped; what the server asks for wins."""
        self._failures = min(self._failures + 1, _MOST_DOUBLINGS)
        asked = error.params.get("retry_after", "")
        if asked.isdecimal():
            wanted = max(SHORTEST_WAIT_S, float(asked)) * self._random.uniform(1, 1 + RETRY_SPREAD)
            return min(wanted, LONGEST_WAIT_S)
        return self._random.uniform(SHORTEST_WAIT_S, min(BACKOFF_CAP_S, BACKOFF_BASE_S * 2**self._failures))

    def _read(self, state: State, error: str = "") -> SyncStatus:
        with self._app.store.read() as connection:
            waiting = outbox.pending(connection)
            facts = meta.everything(connection)
            lock = lease.locked(facts, self._app.clock())
            self._count_contents(connection, facts)
            return SyncStatus(
                state,
                waiting.operations,
                waiting.customers,
                open_conflicts(connection),
                meta.get(connection, "last_synced_at"),
                meta.get(connection, "server_url"),
                error,
                lock=lock or "",
                update=updates.status(facts, self._app.paths),
            )

    def _count_contents(self, connection: Connection, facts: Mapping[str, str]) -> None:
        here = contents.waiting(connection) if facts.get("token") else contents.Waiting(0, 0)
        dear = bool(here.number) and facts.get("attachment_metered") != "1" and self._metered()
        self._transfer = replace(self._transfer, waiting=here.number, waiting_bytes=here.size, dear=dear)

    def _tell(self, status: SyncStatus) -> None:
        self.status = replace(status, check=self._check, transfer=self._transfer)
        self._on_status(self.status)
