"""The offline lease: too long without contact locks the laptop, and destroys nothing."""

from __future__ import annotations

import pytest

from desktop_crm.cli.command import Session
from desktop_crm.errors import Locked, UsageError
from desktop_crm.store import lease
from sync.client.unlocking import unlock
from sync.server import devices, info
from tests.support.profiles import count
from tests.sync.client.office import Laptop, Office


@pytest.fixture
def leased(office: Office, laptop: Laptop) -> Laptop:
    laptop.app.set_facts(lease_days=30)
    with office.database.write() as conn:
        info.change(conn, info.LEASE_DAYS, "30")
    return laptop


def locked(laptop: Laptop) -> lease.Lock | None:
    return lease.locked(laptop.app.facts(), laptop.app.clock())


def test_contact_keeps_the_laptop_open_and_opens_it_again(office: Office, leased: Laptop) -> None:
    office.forward(leased, days=29)
    assert locked(leased) is None
    office.forward(leased, days=1)
    assert locked(leased) is lease.Lock.LEASE
    leased.sync()
    assert locked(leased) is None
    assert count(leased.app, "customer") == 1


def test_a_clock_put_back_lengthens_nothing(office: Office, leased: Laptop) -> None:
    office.forward(leased, days=20)
    leased.app.set_facts(newest_at=leased.app.clock())  # the scheduler notes it
    leased.clock.forward(days=-15)
    assert locked(leased) is lease.Lock.CLOCK
    leased.clock.forward(days=15, minutes=-30)
    assert locked(leased) is None  # a clock that is set right by minutes is no clock put back
    leased.clock.forward(days=11)
    assert locked(leased) is lease.Lock.LEASE


@pytest.mark.parametrize("years", [-30, 30])
def test_a_wrong_clock_is_no_reason_as_long_as_there_is_contact(office: Office, leased: Laptop, years: int) -> None:
    leased.clock.forward(days=365 * years)
    leased.sync()
    assert locked(leased) is None
    leased.clock.forward(days=31)
    assert locked(leased) is lease.Lock.LEASE


def test_without_a_lease_nothing_ever_locks(laptop: Laptop) -> None:
    laptop.clock.forward(days=10_000)
    assert locked(laptop) is None
    laptop.clock.forward(days=-20_000)
    assert locked(laptop) is None


def test_the_administrators_code_opens_once(office: Office, leased: Laptop) -> None:
    office.forward(leased, days=40)
    question = lease.question(leased.app.facts())
    with office.database.write() as conn:
        code = devices.unlock_code(conn, office.context(), leased.device_id, f" {question[:3].lower()} {question[3:]}")
    for wrong in ("", question, code[:-1], code[::-1]):
        with pytest.raises(UsageError):
            unlock(leased.app, wrong)
    assert locked(leased) is lease.Lock.LEASE
    unlock(leased.app, f"{code[:4]} {code[4:].lower()}")
    assert locked(leased) is None
    office.forward(leased, days=40)
    with pytest.raises(UsageError):
        unlock(leased.app, code)
    assert locked(leased) is lease.Lock.LEASE


def test_the_command_line_is_locked_too(office: Office, leased: Laptop) -> None:
    session = Session(leased.app.paths.root, True, "en", lambda: None)
    session.app_opened(leased.app)
    assert session.app is leased.app
    office.forward(leased, days=31)
    with pytest.raises(Locked) as refusal:
        _ = session.app
    assert refusal.value.code == "laptop_lease" and session.open_locked() is leased.app
