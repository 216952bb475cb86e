"""The scheduler: one word for the status bar after each try, and always a next try."""

from __future__ import annotations

import threading

import pytest

from desktop_crm.errors import Offline, Refused, StoreBusy
from desktop_crm.services.customers import NewCustomer
from desktop_crm.store import lease
from sync import protocol
from sync.client import transport
from sync.client.scheduler import BACKOFF_CAP_S, LONGEST_WAIT_S, Scheduler
from sync.client.status import State, SyncStatus
from sync.server import devices, info
from sync.server.orders import Wipe
from tests.support.profiles import INDIVIDUAL
from tests.sync.client.office import Laptop
from tests.sync.client.servers import change_setting


class Watched:
    """A scheduler whose line is the laptop's; every status is noted."""

    def __init__(self, laptop: Laptop, patch: pytest.MonkeyPatch) -> None:
        self.told: list[SyncStatus] = []
        self.laptop = laptop
        patch.setattr(transport, "of_profile", lambda _facts, _tokens: laptop.line)
        self.scheduler = Scheduler(laptop.app, self.told.append)

    def step(self) -> float:
        return self.scheduler._run_once()


@pytest.fixture
def watched(office, monkeypatch):
    laptop = office.laptop("wang")
    yield Watched(laptop, monkeypatch)
    laptop.app.close()


def test_states_of_a_good_day(watched):
    watched.laptop.app.customers.create(INDIVIDUAL)
    pause = watched.step()
    assert watched.told[0].state is State.FIRST_SYNC and watched.told[0].pending == 1
    last = watched.told[-1]
    assert (last.state, last.pending, last.conflicts, last.error) == (State.SYNCED, 0, 0, "")
    assert last.last_synced_at and 48 <= pause <= 72
    watched.step()
    assert [status.state for status in watched.told[-2:]] == [State.SYNCING, State.SYNCED]


@pytest.mark.parametrize(
    ("error", "state", "code"),
    [(Offline(), State.OFFLINE, "offline"), (Refused("revoked"), State.ERROR, "revoked"),
     (StoreBusy(), State.ERROR, "store_busy"), (ZeroDivisionError(), State.ERROR, "internal")],
)  # fmt: skip
def test_failure_is_told_and_tried_again(watched, error, state, code):
    watched.laptop.app.customers.create(INDIVIDUAL)

    def fault(_path: str) -> None:
        raise error

    watched.laptop.line.before = fault
    pause = watched.step()
    last = watched.told[-1]
    assert (last.state, last.error, last.pending) == (state, code, 1)
    assert 1 <= pause <= 4


def test_months_without_a_network(watched):
    def fault(_path: str) -> None:
        raise Offline

    watched.laptop.line.before = fault
    pauses = [watched.step() for _ in range(1200)]
    assert max(pauses) <= BACKOFF_CAP_S and min(pauses) >= 1
    assert sum(pauses[600:]) / 600 > 60
    watched.scheduler.wake()
    assert watched.step() <= 4


@pytest.mark.parametrize(("asked", "pause"), [("17", 17), ("9" * 30, LONGEST_WAIT_S)])
def test_server_says_when(watched, asked, pause):
    def fault(_path: str) -> None:
        raise Offline("server_busy", retry_after=asked)

    watched.laptop.line.before = fault
    assert watched.step() == pause


def test_store_that_cannot_be_read(watched, monkeypatch):
    def busy() -> dict[str, str]:
        raise StoreBusy

    watched.step()
    monkeypatch.setattr(type(watched.laptop.app), "facts", lambda _app: busy())
    assert watched.step() <= 4
    assert watched.told[-1].error == "store_busy"


def test_an_order_is_obeyed_up_to_what_the_window_does(watched):
    laptop = watched.laptop
    laptop.app.customers.create(INDIVIDUAL)
    laptop.office.admin(devices.revoke, laptop.app.facts()["device_id"], Wipe.DRAIN)
    laptop.cut(path=protocol.LAST_WILL_PATH)
    watched.step()
    assert (watched.told[-1].state, watched.told[-1].lock) == (State.OFFLINE, lease.Lock.ORDER)
    watched.step()
    assert watched.told[-1].state is State.LEAVING and laptop.app.paths.store.exists()
    assert watched.scheduler._stopping.is_set()


def test_too_long_without_contact(watched):
    laptop = watched.laptop
    watched.step()
    laptop.app.set_facts(lease_days=30)
    change_setting(laptop.office, info.LEASE_DAYS, 30)
    laptop.clock.forward(days=31)
    laptop.cut(path=protocol.PULL_PATH)
    watched.step()
    assert (watched.told[-1].state, watched.told[-1].lock) == (State.OFFLINE, lease.Lock.LEASE)
    watched.step()
    assert (watched.told[-1].state, watched.told[-1].lock) == (State.SYNCED, "")


def test_a_clock_put_back_between_two_tries(watched):
    laptop = watched.laptop
    watched.step()
    laptop.app.set_facts(lease_days=30)
    change_setting(laptop.office, info.LEASE_DAYS, 30)
    for days in (20, -15):
        laptop.clock.forward(days=days)
        laptop.cut(path=protocol.PULL_PATH)
        watched.step()
    assert watched.told[-1].lock == lease.Lock.CLOCK


def test_profile_without_a_server(office, monkeypatch):
    laptop = office.laptop("wang", enrolled=False)
    watched = Watched(laptop, monkeypatch)
    watched.step()
    assert watched.told[-1].state is State.NOT_ENROLLED and laptop.line.requests == []
    laptop.app.close()


def test_thread_synchronises_at_start_and_after_a_save(watched, monkeypatch):
    monkeypatch.setattr("sync.client.scheduler.AFTER_SAVE_S", 0)
    synced = threading.Event()

    def note(status: SyncStatus) -> None:
        if status.state is State.SYNCED and not status.pending:
            synced.set()

    watched.scheduler._on_status = note
    watched.scheduler.start()
    assert synced.wait(20)
    synced.clear()
    watched.laptop.app.customers.create_many([NewCustomer(INDIVIDUAL)])
    assert synced.wait(20)
    watched.scheduler.stop()
    assert watched.scheduler._thread is None
    assert watched.laptop.line.requests[-2][0] == protocol.PUSH_PATH
