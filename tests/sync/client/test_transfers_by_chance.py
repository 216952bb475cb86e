"""Contents arrive whatever is cut, doubled or killed."""

from __future__ import annotations

import random

import pytest

from desktop_crm.errors import Offline
from desktop_crm.queries.attachments import Place
from sync import protocol
from sync.client import transfers
from sync.client.fetching import ASK_AGAIN_MINUTES
from sync.client.link import Link, Pace
from tests.support.profiles import INDIVIDUAL
from tests.sync.client.attaching import at_server, attach, exchange, move, read
from tests.sync.client.office import Fault, Laptop, Office


class Killed(BaseException):
    """The program is gone at once."""


@pytest.mark.parametrize("seed", range(4))
def test_contents_arrive_whatever_is_cut_doubled_or_killed(office: Office, seed: int) -> None:
    """Two laptops attach, remove and open while requests and answers are lost or come twice, and programs are killed;
    in the end everybody who sees a card reads the same bytes, and nothing is anywhere twice."""
    chance = random.Random(seed)
    laptops = [office.laptop("wang"), office.laptop("li")]
    card = laptops[0].app.customers.create(INDIVIDUAL).id
    for laptop in laptops:
        laptop.sync()
    pool = [b"\xff\xd8\xff" + chance.randbytes(chance.choice([10, 40_000, 150_000])) for _ in range(4)]
    added: dict[str, bytes] = {}
    for laptop in laptops:
        laptop.line.before = laptop.line.after = _fault(chance)
    for _ in range(25):
        laptop = chance.choice(laptops)
        try:
            _step(chance, laptop, card, pool, added)
        except (Offline, Killed):
            continue
    for laptop in laptops:
        laptop.line.before = laptop.line.after = lambda _path: None
        laptop.app.attachments.tidy()
    for _ in range(3):
        office.forward(*laptops, minutes=ASK_AGAIN_MINUTES + 1)
        exchange(*laptops)
    seen = [_seen(laptop, card) for laptop in laptops]
    assert seen[0] == seen[1] and set(seen[0].values()) <= set(added.values())
    assert all(laptop.app.attachment_queries.waiting().number == 0 for laptop in laptops)
    assert at_server(office) <= len(set(added.values()))
    for laptop in laptops:
        laptop.app.close()


def _fault(chance: random.Random) -> Fault:
    def fault(path: str) -> None:
        if path.startswith("/sync/v1/blob"):
            lot = chance.random()
            if lot < 0.15:
                raise Offline
            if lot < 0.2:
                raise Killed

    return fault


def _step(chance: random.Random, laptop: Laptop, card: str, pool: list[bytes], added: dict[str, bytes]) -> None:
    lot = chance.random()
    if lot < 0.3:
        content = chance.choice(pool)
        added[attach(laptop, card, content)] = content
    elif lot < 0.4 and (rows := laptop.app.attachment_queries.of_customer(card)):
        laptop.app.attachments.remove([chance.choice(rows).id])
    elif lot < 0.6:
        for one in laptop.app.attachment_queries.of_customer(card):
            if one.place is Place.SERVER:
                laptop.app.attachments.want(one.id)
    laptop.sync()
    if chance.random() < 0.3:  # a request that a proxy held back comes once more, hours later
        for path, body in chance.sample(laptop.line.requests, min(3, len(laptop.line.requests))):
            if path == protocol.BLOB_PUT_PATH:
                laptop.line._answer(path, body)
    transfers.run(Link(laptop.app, laptop.line, Pace()))


def _seen(laptop: Laptop, card: str) -> dict[str, bytes]:
    found = laptop.app.attachment_queries.of_customer(card)
    for one in found:
        if not one.here:
            laptop.app.attachments.want(one.id)
    move(laptop)
    return {one.id: read(laptop, one.id) for one in found}
