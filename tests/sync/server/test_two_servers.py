"""Two server processes over one PostgreSQL: nothing is decided twice, and no decision is made on what just changed."""

from __future__ import annotations

import hashlib
import itertools
import json
import random
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import select

from sync.protocol import Change, Op, OpKind, Outcome, Receipt, encode
from sync.server import accounts, commits, devices
from sync.server.context import Role
from sync.server.database import Database
from sync.server.orders import Wipe
from sync.server.schema import access, app_user, change, commit_log, obj, op_seen, quarantine
from tests.sync.server.laptop import Laptop, World, new_id
from tests.sync.server.remote import Refusal, RemoteLaptop, remote
from ui.demo.server import LocalServer


@pytest.fixture
def backend() -> str:
    """A SQLite file is served by one process."""
    return "postgresql"


@pytest.fixture
def world(database: Database) -> World:
    """The servers have clocks of their own, so the laptops' is the real one."""
    return World(database, datetime.now(UTC))


@pytest.fixture
def servers(database_url: str, tmp_path: Path) -> Iterator[list[str]]:
    """Run two servers. What made them answer "busy" must have been a race for the same operation, no deadlock."""
    running = [LocalServer(database_url, tmp_path / f"server-{number}.log") for number in range(2)]
    try:
        with ThreadPoolExecutor(2) as pool:
            addresses = list(pool.map(LocalServer.start, running))
        yield addresses
    finally:
        for server in running:
            server.stop()
    logs = "".join(server.log.read_text("utf-8") for server in running)
    assert "Deadlock" not in logs
    assert "merge_failed" not in logs


# -- what must be true of a database at rest ------------------------------------------------


def check_chain(world: World) -> None:
    """Numbers without a gap, and every tag follows from the one before."""
    with world.database.read() as conn:
        log = conn.execute(select(commit_log.c.seq, commit_log.c.tag, commit_log.c.batch_hash).order_by("seq")).all()
        head = commits.head(conn)
    assert [row.seq for row in log] == list(range(len(log)))
    for before, row in itertools.pairwise(log):
        assert row.tag == hashlib.sha256(before.tag + row.batch_hash).digest()
    assert (head.seq, head.tag) == (log[-1].seq, log[-1].tag)


def check_access(world: World) -> None:
    """Every card is seen by its owner and the owner's team, and by no other person or team."""
    with world.database.read() as conn:
        teams = {row.user_id: row.team_id for row in conn.execute(select(app_user.c.user_id, app_user.c.team_id))}
        bodies = conn.execute(select(obj.c.agg_id, obj.c.body).where(obj.c.type == "customer")).all()
        seeing = conn.execute(select(access.c.agg_id, access.c.scope).where(access.c.present)).all()
    assert bodies
    for agg_id, body in bodies:
        owner = json.loads(body)["owner_id"]
        wanted = {f"u:{owner}"} | ({f"t:{teams[owner]}"} if teams[owner] else set())
        assert {scope for card, scope in seeing if card == agg_id and scope[:2] in ("u:", "t:")} == wanted


def decided(world: World) -> tuple[dict[str, Receipt], set[str], Counter[str]]:
    """Receipts by operation, operations in the history, and how often each was set aside."""
    with world.database.read() as conn:
        rows = conn.execute(select(op_seen.c.op_id, op_seen.c.receipt)).all()
        history = set(conn.execute(select(change.c.op_id)).scalars())
        aside = Counter(conn.execute(select(quarantine.c.op_id)).scalars())
    return {op_id: msgspec.json.decode(receipt, type=Receipt) for op_id, receipt in rows}, history, aside


def visits(world: World) -> Counter[str]:
    """Read what was counted on each card."""
    with world.database.read() as conn:
        bodies = conn.execute(select(obj.c.row_id, obj.c.body).where(obj.c.type == "customer")).all()
    return +Counter({row_id: json.loads(body).get("visits") or 0 for row_id, body in bodies})


def visit(laptop: Laptop, card: str, times: int = 1) -> Op:
    return laptop.edit(OpKind.INC, "customer", card, card, f={"visits": Change(d=times)})


# -- the same operations at both --------------------------------------------------------------


def batches(laptop: Laptop, cards: list[str], chance: random.Random) -> list[list[bytes]]:
    """Edits, counted visits, new rows and cards, and what nobody can read; each batch in an order of its own."""
    made = []
    for number in range(6):
        for card in chance.sample(cards, 3):
            visit(laptop, card)
            laptop.put(card, remarks=f"{laptop.token[:4]} {number}")
            laptop.child(card, name=f"member {number}")
        visit(laptop, new_id())  # of a card that is nowhere: no lock keeps two servers apart
        laptop.create(full_name=f"new {number}")
        ops = [encode(op) for op in laptop.outbox] + [encode({"id": new_id(), "k": "shout"})]
        laptop.outbox.clear()
        chance.shuffle(ops)
        made.append(ops)
    return made


def test_the_same_operations_at_both_servers_are_decided_once(world: World, servers: list[str]) -> None:
    """By the laptop itself, which did not wait for its answer, and by a colleague's that carries them."""
    world.user("li", "east")
    world.user("wang", "east")
    laptops = [remote(world, user, servers) for user in ("li", "wang", "li", "wang")]
    first = laptops[0]
    cards = [first.create(full_name=f"card {number}") for number in range(5)]
    first.push()
    for laptop in laptops:
        laptop.pull()
    work = [(laptop, ops) for laptop in laptops for ops in batches(laptop, cards, random.Random(laptop.token))]
    ways = itertools.cycle([servers, servers[::-1]])
    with ThreadPoolExecutor(8) as pool:
        sending: list[tuple[list[bytes], list[Future[dict[str, Receipt]]]]] = []
        for (laptop, ops), (here, there) in zip(work, ways, strict=False):
            carrier = laptops[laptops.index(laptop) - 1]
            tries = [(laptop, here), (laptop, there), (carrier, there)]
            sending.append((ops, [pool.submit(_receipts, *one, ops) for one in tries]))
        answers = [(ops, [one.result() for one in futures]) for ops, futures in sending]
    found, history, aside = decided(world)
    counted: Counter[str] = Counter()
    for ops, (receipts, *others) in answers:
        assert all(other == receipts for other in others)
        for raw in ops:
            op = msgspec.json.decode(raw)
            receipt = receipts[op["id"]]
            assert found[op["id"]] == receipt
            if receipt.r is Outcome.QUARANTINED:
                assert (aside[op["id"]], op["id"] in history) == (1, False)
            else:
                assert (aside[op["id"]], op["id"] in history) == (0, True)
                counted[op["agg"]] += op["k"] == "inc"
    assert visits(world) == +counted
    assert sum(aside.values()) == 2 * len(work)
    check_chain(world)
    for laptop in laptops:
        laptop.pull()
        assert laptop.snapshot() == first.first_pull()


def _receipts(laptop: RemoteLaptop, address: str, ops: list[bytes]) -> dict[str, Receipt]:
    sender = RemoteLaptop(laptop.world, laptop.token, laptop.user)  # each thread its own
    return sender.send(ops, address).res


# -- cards change hands, a team changes, a laptop is revoked ------------------------------------


def work_until(stop: Callable[[], bool], laptop: RemoteLaptop, sent: list[tuple[Op, Receipt]], seed: int) -> str:
    """Edit what the laptop believes to hold, also after it has lost it; return why the server refused, if it did."""
    chance = random.Random(seed)
    ever: list[str] = []
    while not stop():
        try:
            laptop.pull(max_aggs=3)
            ever = sorted({*ever, *laptop.cards} - {"org"})
            for card in chance.choices(ever, k=3) if ever else []:
                visit(laptop, card)
                laptop.put(card, remarks=new_id())
            ops = list(laptop.outbox)
            receipts = laptop.push() if ops else []
        except Refusal as refusal:
            return refusal.code
        sent += zip(ops, receipts, strict=True)
    return ""


def test_cards_change_hands_and_laptops_are_revoked_while_many_push(world: World, servers: list[str]) -> None:
    people = {"li": "east", "wang": "west", "zhao": None}
    for user, team in people.items():
        world.user(user, team)
    world.user("boss", role=Role.DIRECTOR)
    laptops = {user: remote(world, user, servers) for user in people}
    lost = {f"lost-{number}": remote(world, "li", servers, name=f"lost-{number}") for number in range(3)}
    boss = remote(world, "boss", servers)
    cards = [laptops["li"].create(full_name=f"card {number}") for number in range(10)]
    laptops["li"].push()
    sent: dict[str, list[tuple[Op, Receipt]]] = {name: [] for name in (*laptops, *lost)}
    finished, last = threading.Event(), {}
    with ThreadPoolExecutor(8) as pool:
        working = {
            name: pool.submit(work_until, finished.is_set, laptop, sent[name], seed)
            for seed, (name, laptop) in enumerate([*laptops.items(), *lost.items()])
        }
        try:
            chance = random.Random(1)
            for number in range(24):
                boss.pull()
                for card in chance.sample(cards, 3):
                    boss.assign(card, chance.choice(list(people)))
                boss.push()
                if number % 6 == 4:
                    world.admin(accounts.change_user, "wang", team_name=["east", "", "west"][number % 3])
                if number % 8 == 7:
                    name = list(lost)[number // 8]
                    last[name] = _revoke(world, name)
            assert [working[name].result(120) for name in lost] == ["revoked"] * len(lost)
        finally:
            finished.set()
        assert [working[name].result() for name in laptops] == [""] * len(laptops)
    for name, laptop in lost.items():
        _check_revoked(world, name, laptop, last[name])
    _check_decisions(world, [one for answers in sent.values() for one in answers])
    check_access(world)
    check_chain(world)
    for laptop in (*laptops.values(), boss):
        laptop.pull()
        assert laptop.snapshot() == laptop.first_pull()
    assert set(boss.cards) - {"org"} == set(cards)


def _revoke(world: World, name: str) -> int:
    """Take a laptop's access away; return the newest commit there was right after."""
    world.admin(devices.revoke, _device(world, name), Wipe.DRAIN)
    with world.database.read() as conn:
        return commits.head(conn).seq


def _device(world: World, name: str) -> str:
    with world.database.read() as conn:
        return next(one.device_id for one in devices.list_devices(conn) if one.name == name)


def _check_revoked(world: World, name: str, laptop: RemoteLaptop, last: int) -> None:
    """Nothing of a revoked laptop was taken afterwards, and of its refused batch nothing at all."""
    with world.database.read() as conn:
        query = select(commit_log.c.seq).where(commit_log.c.device_id == _device(world, name))
        numbers = conn.execute(query).scalars().all()
    assert numbers
    assert max(numbers) <= last
    assert not {op.id for op in laptop.outbox} & decided(world)[0].keys()


def _check_decisions(world: World, answers: list[tuple[Op, Receipt]]) -> None:
    found, history, aside = decided(world)
    counted: Counter[str] = Counter()
    outcomes: Counter[str] = Counter()
    for op, receipt in answers:
        outcomes[receipt.r] += 1
        assert found[op.id] == receipt
        set_aside = receipt.r is Outcome.QUARANTINED
        assert (aside[op.id], op.id in history) == (int(set_aside), not set_aside)
        counted[op.row] += op.k is OpKind.INC and not set_aside
    assert visits(world) == +counted
    assert outcomes[Outcome.APPLIED] > 0
    assert outcomes[Outcome.QUARANTINED] > 0  # edits of cards that had just changed hands
