"""The scheduler: one word for the status bar after each try, and always a next try."""

from __future__ import annotations

import threading
import time

import pytest

from desktop_crm.errors import Offline, Refused, StoreBusy
from desktop_crm.services.customers import NewCustomer
from desktop_crm.store import lease, troubles
from sync import protocol
from sync.client import transport
from sync.client.engine import Engine, Result
from sync.client.scheduler import BACKOFF_CAP_S, LONGEST_WAIT_S, Scheduler
from sync.client.status import CheckState, State, SyncStatus
from sync.server import devices, info
from sync.server.orders import Wipe
from tests.support.profiles import INDIVIDUAL
from tests.sync.client.office import Laptop, no_fault
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


@pytest.mark.parametrize(("asked", "least", "most"), [("17", 17, 17 * 1.2), ("0", 1, 1.2), ("9" * 30, 3600, 3600)])
def test_server_says_when_and_not_all_come_at_once(watched, asked, least, most):
    def fault(_path: str) -> None:
        raise Offline("server_busy", retry_after=asked)

    watched.laptop.line.before = fault
    pauses = {watched.step() for _ in range(20)}
    assert least <= min(pauses) and max(pauses) <= most
    assert len(pauses) > 1 or least == most


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


def test_server_steers_how_often(watched, monkeypatch):
    watched.step()
    for said, least, most in ((300, 240, 360), (0, 0.8, 1.2), (10**9, LONGEST_WAIT_S * 0.8, LONGEST_WAIT_S * 1.2)):
        monkeypatch.setattr(Engine, "run", lambda _engine, said=said: Result(poll_after_s=said))
        begun = time.monotonic()
        pauses = {watched.step() for _ in range(20)}
        spent = time.monotonic() - begun  # a pause counts from the end of the synchronisation
        assert least - spent <= min(pauses) and max(pauses) <= most and len(pauses) > 1


def test_person_who_asks_does_not_wait_for_further_saves(watched, monkeypatch):
    """The pause after a save is an hour here: the test would not end if a person had to wait for it."""
    monkeypatch.setattr("sync.client.scheduler.AFTER_SAVE_S", 3600)
    synced = threading.Event()

    def note(status: SyncStatus) -> None:
        if status.state is State.SYNCED and not status.pending:
            synced.set()

    watched.scheduler._on_status = note
    watched.scheduler.start()
    assert synced.wait(20)
    synced.clear()
    watched.laptop.app.customers.create_many([NewCustomer(INDIVIDUAL)])
    assert not synced.is_set()
    watched.scheduler.wake()
    assert synced.wait(20)
    watched.scheduler.stop()
    assert watched.scheduler.status.pending == 0


# -- the check of everything ----------------------------------------------------------------


def checks(watched):
    return [status.check for status in watched.told if status.check.state is not CheckState.NONE]


def test_check_that_was_asked_for_tells_how_far_it_is_and_how_it_ended(watched):
    watched.laptop.app.customers.create_many([NewCustomer(INDIVIDUAL)] * 3)
    watched.step()
    watched.scheduler.request_check()
    watched.scheduler.request_check()  # once is enough
    watched.step()
    states = [check.state for check in checks(watched)]
    assert states[0] is CheckState.WAITING and states[-1] is CheckState.DONE and CheckState.RUNNING in states
    last = watched.scheduler.status.check
    assert (last.cards, last.repaired, last.equal, last.busy) == (3, 0, True, False)
    assert watched.scheduler.status.state is State.SYNCED
    before = len(watched.laptop.line.requests)
    watched.step()
    assert len(watched.laptop.line.requests) == before + 1  # no second check


def test_check_repairs_what_differs(watched):
    made = watched.laptop.app.customers.create(INDIVIDUAL)
    watched.step()
    with watched.laptop.app.store.write() as connection:
        connection.exec_driver_sql("UPDATE customer SET full_name = '曾国荃' WHERE id = ?", (made.id,))
    watched.scheduler.request_check()
    watched.step()
    last = watched.scheduler.status.check
    assert (last.state, last.repaired, last.equal) == (CheckState.DONE, 1, True)
    assert watched.laptop.values(made.id)["full_name"] == INDIVIDUAL["full_name"]


def test_check_can_be_cancelled_and_asked_for_again(watched):
    watched.laptop.app.customers.create(INDIVIDUAL)
    watched.step()
    watched.scheduler.request_check()
    watched.scheduler.cancel_check()
    watched.step()
    assert watched.scheduler.status.check.state is CheckState.CANCELLED
    watched.scheduler.request_check()
    watched.step()
    assert watched.scheduler.status.check.equal


def test_check_without_a_network_has_failed_and_is_not_repeated(watched):
    watched.step()
    watched.laptop.cut(path=protocol.PULL_PATH)
    watched.scheduler.request_check()
    watched.step()
    assert watched.scheduler.status.check.state is CheckState.FAILED
    watched.step()
    assert watched.scheduler.status.check.state is CheckState.FAILED
    assert watched.scheduler.status.state is State.SYNCED


# -- troubles and news ----------------------------------------------------------------------


def test_troubles_are_kept_once_each_and_are_over_with_the_next_synchronisation(watched):
    app, line, clock = watched.laptop.app, watched.laptop.line, watched.laptop.clock
    watched.step()

    def fault(_path: str) -> None:
        raise Offline

    line.before = fault
    for _ in range(5):
        clock.forward(hours=1)
        watched.step()
    (only,) = app.sync_log.troubles()
    assert (only.code, only.times, only.over) == ("offline", 5, False)
    assert (only.first_at, only.last_at) == ("2026-11-22T03:00:00.000Z", "2026-11-22T07:00:00.000Z")
    assert app.sync_log.facts().last_error == "offline"
    line.before = no_fault
    clock.forward(hours=1)
    watched.step()
    assert app.sync_log.troubles()[0].over and app.sync_log.facts().last_error == ""
    line.before = fault
    clock.forward(hours=1)
    watched.step()
    assert [trouble.times for trouble in app.sync_log.troubles()] == [1, 5]


def test_only_the_last_troubles_are_kept(watched):
    app = watched.laptop.app
    with app.store.write() as connection:
        for number in range(troubles.KEPT + 7):
            troubles.note(connection, f"code_{number}", watched.laptop.clock())
    kept = app.sync_log.troubles()
    assert len(kept) == troubles.KEPT and kept[0].code == f"code_{troubles.KEPT + 6}"


def test_status_tells_once_since_when_something_came(pair, monkeypatch):
    one, two = pair
    made = one.app.customers.create(INDIVIDUAL)
    one.sync()
    watched = Watched(two, monkeypatch)
    watched.step()
    assert watched.told[-1].came_since == ""  # the first synchronisation is no news
    one.app.customers.update(made.id, {"remarks": "新电话"})
    one.sync()
    two.clock.forward(minutes=5)
    began = two.clock()
    watched.step()
    assert watched.told[-1].came_since == began
    (card,) = two.app.sync_log.came.since(began).cards
    assert card.agg_id == made.id
    assert watched.scheduler.status.came_since == ""
    watched.step()
    assert watched.told[-1].came_since == ""


# -- contents of attachments ----------------------------------------------------------------


def attach(laptop: Laptop, content: bytes) -> str:
    card = laptop.app.customers.create(INDIVIDUAL).id
    return laptop.app.attachments.add(card, [laptop.app.attachments.take_bytes(content, "a.jpg")]).ids[0]


def test_contents_follow_the_fields_and_the_status_counts_what_waits(watched):
    attach(watched.laptop, bytes(300_000))
    watched.step()
    states = [(status.state, status.transfer.waiting, status.transfer.sha256 != "") for status in watched.told]
    assert states[0] == (State.FIRST_SYNC, 1, False)
    assert (State.SYNCED, 1, False) in states and (State.SYNCED, 1, True) in states
    last = watched.told[-1].transfer
    assert (last.waiting, last.waiting_bytes, last.sha256, last.error) == (0, 0, "", "")


def test_trouble_with_contents_is_no_trouble_of_the_synchronisation(watched):
    attach(watched.laptop, b"photo")
    watched.laptop.cut(path=protocol.BLOB_PUT_PATH)
    assert watched.step() >= 40
    last = watched.told[-1]
    assert (last.state, last.error, last.transfer.error, last.transfer.waiting) == (State.SYNCED, "", "offline", 1)
    watched.step()
    assert (watched.told[-1].transfer.error, watched.told[-1].transfer.waiting) == ("", 0)


def test_a_costly_network_holds_contents_back(office, monkeypatch):
    laptop = office.laptop("wang")
    watched = Watched(laptop, monkeypatch)
    watched.scheduler = Scheduler(laptop.app, watched.told.append, lambda: True)
    attach(laptop, b"photo")
    watched.step()
    assert (watched.told[-1].transfer.dear, watched.told[-1].transfer.waiting) == (True, 1)
    laptop.app.set_facts(attachment_metered="1")
    watched.step()
    assert watched.told[-1].transfer.waiting == 0
    laptop.app.close()


def test_contents_give_way_to_whoever_asks(watched):
    """A save while a content goes up: the piece under way ends it, and the next synchronisation begins at once."""
    attach(watched.laptop, bytes(900_000))
    puts = 0

    def save(path: str) -> None:
        nonlocal puts
        puts += path == protocol.BLOB_PUT_PATH
        if puts == 1 and path == protocol.BLOB_PUT_PATH:
            watched.scheduler.wake()

    watched.laptop.line.after = save
    watched.step()
    assert puts == 1 and watched.told[-1].transfer.waiting == 1
