"""Several server processes over one PostgreSQL behind a proxy: killed, restarted and upgraded while everybody pushes.

Nothing that was acknowledged is lost and nothing is done twice. It goes through nginx, set up by the example that
administrators get, where nginx is installed (continuous integration installs it); else the laptops choose a process.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import shutil
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
import requests
from sqlalchemy import func, select

from sync.protocol import SERVER_HEADER, Change, Op, OpKind, Outcome, encode
from sync.server.database import Database
from sync.server.schema import change, commit_log, obj, op_seen
from tests.support.databases import Postgres
from tests.support.entrance import Entrance, entrance
from tests.support.office import staff
from tests.support.processes import PASSWORD, Laptop, do_server
from tests.support.versions import SERVER_REVISION, later_server
from tests.sync.server.laptop import World
from tests.sync.server.remote import RemoteLaptop
from ui.demo.server import LocalServer

_PROCESSES = 2
_IMPORTED = 150
_TRIES = 60


@dataclass
class Caller(RemoteLaptop):
    """A laptop that asks again when a process died under its request, as the real one does."""

    way: Entrance = field(default_factory=lambda: Entrance(()))

    def post(self, path: str, message: object, address: str = "") -> bytes:
        body, headers = encode(message), {"Authorization": f"Bearer {self.token}"}
        trusted = str(self.way.authority) if self.way.authority else True
        for attempt in range(_TRIES):
            address = self.way.addresses[attempt % len(self.way.addresses)]
            try:
                reply = requests.post(address + path, data=body, headers=headers, timeout=60, verify=trusted)
            except requests.ConnectionError:
                continue
            if reply.status_code == 200:
                return reply.content
            assert reply.status_code == 503 or SERVER_HEADER not in reply.headers, reply.text
            threading.Event().wait(0.05)  # busy, or nobody there at the moment
        raise AssertionError("nobody answered")


@dataclass
class Company:
    """Server processes, the way to them, and laptops that push."""

    url: str
    folder: Path
    servers: list[LocalServer]
    way: Entrance
    world: World
    sent: list[tuple[Op, str]] = field(default_factory=list)

    def caller(self, user: str) -> Caller:
        made = self.world.laptop(user)
        return Caller(self.world, made.token, made.user, way=self.way)

    @contextmanager
    def busy(self) -> Iterator[Callable[[], None]]:
        """Let three laptops push without pause. What is given waits until each got an answer once more."""
        stop, turns = threading.Event(), Counter[str]()
        changed = threading.Condition()
        laptops = {name: self.caller("wang") for name in ("one", "two", "three")}

        def work(name: str, laptop: Caller) -> None:
            card = laptop.create(full_name="王芳")
            while not stop.is_set():
                laptop.edit(OpKind.INC, "customer", card, card, f={"visits": Change(d=1)})
                laptop.child(card, name="王小明")
                laptop.create(full_name="李雷")
                ops = list(laptop.outbox)
                self.sent += zip(ops, (receipt.r for receipt in laptop.push()), strict=True)
                with changed:
                    turns[name] += 1
                    changed.notify_all()

        def answered() -> None:
            before = Counter(turns)
            with changed:
                assert changed.wait_for(lambda: all(turns[name] > before[name] for name in laptops), 60)

        with ThreadPoolExecutor(len(laptops)) as pool:
            work_done = [pool.submit(work, *one) for one in laptops.items()]
            try:
                answered()
                yield answered
            finally:
                stop.set()
            for one in work_done:
                one.result()

    def check(self) -> None:
        """Every acknowledged operation is there once, counters add up, the chain of commits is whole."""
        database = self.world.database
        with database.read() as conn:
            log = conn.execute(
                select(commit_log.c.seq, commit_log.c.tag, commit_log.c.batch_hash).order_by("seq")
            ).all()
            known = set(conn.execute(select(op_seen.c.op_id)).scalars())
            twice = select(change.c.row_id).where(change.c.field == "").group_by(change.c.row_id)
            made_twice = conn.execute(twice.having(func.count() > 1)).all()
            rows = {row_id: json.loads(body) for row_id, body in conn.execute(select(obj.c.row_id, obj.c.body))}
        assert [row.seq for row in log] == list(range(len(log)))
        for before, row in itertools.pairwise(log):
            assert row.tag == hashlib.sha256(before.tag + row.batch_hash).digest()
        assert {outcome for _, outcome in self.sent} == {Outcome.APPLIED}
        assert {op.id for op, _ in self.sent} <= known
        assert {op.row for op, _ in self.sent} <= set(rows)
        assert made_twice == []
        visits = Counter(op.row for op, _ in self.sent if op.k is OpKind.INC)
        assert {card: rows[card]["visits"] for card in visits} == visits


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory, postgres: Postgres) -> Iterator[Company]:
    folder = tmp_path_factory.mktemp("company")
    url = postgres.create()
    staff(url)
    servers = [LocalServer(url, folder / f"server-{number}.log") for number in range(_PROCESSES)]
    database = Database(url)
    try:
        with ThreadPoolExecutor(_PROCESSES) as pool:
            addresses = list(pool.map(LocalServer.start, servers))
        with entrance(addresses, folder / "front") as way:
            yield Company(url, folder, servers, way, World(database, datetime.now(UTC)))
    finally:
        for server in servers:
            server.stop()
        database.close()


@pytest.fixture(scope="module")
def laptop(company: Company, template: Path) -> Laptop:
    """The real program, connected through the entrance, with customers that wait for the server."""
    made = Laptop(company.folder / "chen-laptop")
    shutil.copytree(template, made.folder)
    trust = ("--ca-file", str(company.way.authority)) if company.way.authority else ()
    made.enroll(company.way.addresses[0], "chen", PASSWORD, *trust)
    file = company.folder / "customers.csv"
    file.write_text("姓名,手机\n" + "".join(f"张{chr(0x4E00 + n)},138{n:08}\n" for n in range(_IMPORTED)), "utf-8")
    assert made.do("import", str(file))["created"] == _IMPORTED
    return made


def test_a_process_is_killed_and_comes_back_while_everybody_pushes(company: Company, laptop: Laptop) -> None:
    with company.busy() as answered, laptop.start("sync") as syncing:
        server = company.servers[0]
        server.kill()
        answered()  # by the other one
        server.start()
        answered()
        ended = syncing.finish()
    assert ended.code in (0, 3), ended  # 3: a process died under it without a proxy to ask another one
    checked = laptop.do("verify", "--server")  # sends first what waits
    assert (checked["equal"], checked["customers"]) == (True, _IMPORTED)
    company.check()


def test_a_new_version_takes_over_process_by_process(company: Company, laptop: Laptop) -> None:
    later = later_server(company.folder)
    with company.busy() as answered:
        done = do_server(company.url, "upgrade", str(company.folder), program=later)
        assert (done["to"], done["problems"]) == (SERVER_REVISION, [])
        answered()  # by the version before, over the new schema
        for server in company.servers:
            server.stop()
            answered()
            server.program = later
            server.start()
            answered()
    company.check()
    laptop.do("add", "full_name=赵云", "mobile_phone=13900000001")
    assert laptop.do("verify", "--server")["customers"] == _IMPORTED + 1
    company.folder.joinpath("way-back").write_text(str(done["backup"]))


def test_the_way_back_costs_nothing_that_a_laptop_still_has(company: Company, laptop: Laptop) -> None:
    later, backup = company.servers[0].program, company.folder.joinpath("way-back").read_text()
    for server in company.servers:
        server.stop()
    company.world.database.close()
    done = do_server(company.url, "restore", backup, "--yes", "--replace", "--as-it-was", program=later)
    assert done["replaced"]
    company.servers[0].program = ("-m", "sync.server")
    company.servers[0].start()
    for _ in range(2):  # it notices, offers again, and is done
        laptop.do("sync")
    checked = laptop.do("verify", "--server")
    assert (checked["equal"], checked["customers"]) == (True, _IMPORTED + 1)
