"""Tokens change by themselves, and a copied laptop is found by them."""

from __future__ import annotations

import pytest

from desktop_crm.errors import Offline, Refused
from desktop_crm.store import backup
from sync import protocol
from tests.support.profiles import INDIVIDUAL, count
from tests.sync.client.office import Laptop, Line, Office
from tests.sync.client.servers import put_back, snapshot


def test_the_token_changes_once_a_day_and_old_ones_are_kept(office: Office, laptop: Laptop) -> None:
    given = [laptop.app.facts()["token"]]
    for _ in range(3):
        office.forward(laptop, days=1)
        laptop.sync()
        given.append(laptop.app.facts()["token"])
    held = laptop.line.held()
    assert len(set(given)) == 4 and list(held) == given[::-1]
    office.forward(laptop, days=31)
    laptop.sync()
    assert len(laptop.line.held()) == 2
    assert office.shown(laptop.device_id).state == "active"


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_greeting_that_is_cut_locks_nobody_out(office: Office, laptop: Laptop, when: str) -> None:
    for _ in range(3):
        office.forward(laptop, days=1)
        laptop.cut(path=protocol.HELLO_PATH, when=when)
        with pytest.raises(Offline):
            laptop.sync()
        laptop.sync()
    assert office.shown(laptop.device_id).alarm_at == ""


def test_a_copied_laptop_is_found(office: Office, laptop: Laptop) -> None:
    copied = laptop.app.facts()["token"]
    office.forward(laptop, days=1)
    laptop.sync()
    laptop.sync()
    office.forward(laptop, hours=2)
    thief = Line(office.service, copied)
    with pytest.raises(Refused):
        thief.post(protocol.PULL_PATH, b"{}")
    with pytest.raises(Refused) as refusal:
        laptop.sync()
    assert refusal.value.code == "locked" and count(laptop.app, "customer") == 1


def test_a_server_restored_from_a_backup_knows_an_older_token(office: Office, laptop: Laptop) -> None:
    backup = snapshot(office)
    for _ in range(2):
        office.forward(laptop, days=1)
        laptop.sync()
    laptop.app.customers.create(INDIVIDUAL)
    laptop.sync()
    put_back(office, backup)
    known = [token for token in laptop.line.held() if _knows(office, token)]
    assert known == [laptop.line.held()[-1]]  # the transport finds it: see test_transport
    laptop.line.held = tuple
    laptop.line.token = known[0]
    assert laptop.sync().pushed
    assert laptop.app.facts()["token"] not in known


def _knows(office: Office, token: str) -> bool:
    try:
        Line(office.service, token).post(protocol.DEVICES_PATH, b"{}")
    except Refused as refusal:
        return refusal.code == "forbidden"
    raise AssertionError


def test_a_restored_backup_does_not_make_the_laptop_an_older_one(office: Office, laptop: Laptop) -> None:
    target = laptop.app.paths.root / "copy.backup"
    backup.write_backup(laptop.app.store, target)
    office.forward(laptop, days=1)
    laptop.sync()
    laptop.sync()
    present = laptop.app.facts()
    backup.restore_backup(laptop.app.paths, laptop.app.store.key, target, "x")
    restored = laptop.app.facts()
    for name in ("token", "old_tokens", "last_contact_at", "newest_at"):
        assert restored[name] == present[name]
    office.forward(laptop, days=1)
    laptop.sync()
    assert office.shown(laptop.device_id).alarm_at == ""
