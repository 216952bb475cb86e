"""The machines of a history: one server with its replica and eight laptops, made once a process.

Nothing here is invented: the laptop is the real application with the real services, the server the real handlers.
Left out are files, encryption, threads, argon2 and the search index (deferred, as after a bulk import).
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock

import structlog
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool
from sqlcipher3 import dbapi2

from desktop_crm.bootstrap import Application, assemble
from desktop_crm.paths import ProfilePaths
from desktop_crm.services.customers import GridInput
from desktop_crm.store import opening, search
from sync import protocol
from sync.client.engine import Engine, Machine, Pace
from sync.client.enrolment import enroll
from sync.client.transport import Reply
from sync.protocol import keys
from sync.server import accounts, auth, info
from sync.server.context import Context, Role
from sync.server.routes import BY_PATH
from sync.server.schema import metadata
from sync.server.service import Service
from tests.simulation import memory_server, memory_store
from tests.simulation.faults import Plan
from tests.simulation.memory_server import MemoryDatabase
from tests.simulation.memory_store import MemoryStore

BEGINNING = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
#: User, team, role; one laptop each, Wang has two.
PEOPLE = (
    ("wang", "east", Role.REP),
    ("li", "east", Role.REP),
    ("zhao", "west", Role.REP),
    ("sun", "east", Role.MANAGER),
    ("boss", None, Role.ADMIN),
    ("chen", None, Role.REP),
)
OWNERS = ("wang", "wang", "li", "zhao", "sun", "boss")
#: Places for copies of laptops that run beside their originals.
SPARE = 2

# The search index is rebuilt from the rows and no part of synchronisation.
for _name in ("index_cards", "remove", "enqueue", "enqueue_after"):
    setattr(search, _name, lambda *_arguments: None)
# The driver looks for an adapter of every None and boolean; see desktop_crm.store.engine.
memory_server.sqlite3.register_adapter(type(None), {}.get)
structlog.configure(processors=[], logger_factory=structlog.ReturnLoggerFactory())


class Time:
    """The true time, and each machine's wrong idea of it."""

    def __init__(self) -> None:
        self.now = BEGINNING

    def at(self, skew_s: float) -> datetime:
        return self.now + timedelta(seconds=skew_s)


class SkewedClock:
    """UTC text, wrong by ``skew_s`` seconds."""

    def __init__(self, time: Time) -> None:
        self.time = time
        self.skew_s = 0.0

    def __call__(self) -> str:
        return self.time.at(self.skew_s).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Ids:
    """UUIDs that rise like version 7 and are otherwise random; reproducible."""

    def __init__(self) -> None:
        self.begin(0)

    def begin(self, seed: int) -> None:
        self._bits = random.Random(seed).getrandbits
        self._given = 0

    def follow(self, other: Ids) -> None:
        """Give none that another one gave before, so that they rise on a copy too."""
        self._given = other._given

    def __call__(self) -> str:
        self._given += 1
        tail = self._bits(76)
        return (
            f"{self._given:08x}-{tail & 0xFFFF:04x}-7{tail >> 16 & 0xFFF:03x}"
            f"-8{tail >> 28 & 0xFFF:03x}-{tail >> 28 & 0xFFFFFFFFFFFF:012x}"
        )


@dataclass(eq=False)
class Laptop:
    """One laptop: what stays for the whole process, and what a history changes."""

    number: int
    user: str
    store: MemoryStore
    plan: Plan
    clock: SkewedClock
    ids: Ids
    app: Application
    pace: Pace = field(default_factory=Pace)
    room: int = 1 << 40
    damaged: set[str] = field(default_factory=set)
    images: list[tuple[memory_store.Image, frozenset[str]]] = field(default_factory=list)  # with what was damaged then
    copies: int = 0  # kept in the salvage folder
    gone: bool = False  # wiped

    def begin(self, seed: int) -> None:
        """Begin a history."""
        self.plan = self.store.plan = Plan("laptop")
        self.ids.begin((seed + 1) * 64 + self.number)
        self.clock.skew_s, self.pace, self.copies = 0.0, Pace(), 0
        self.damaged, self.images, self.gone = set(), [], False
        self.store.begin_history()

    def machine(self) -> Machine:
        """What the engine may ask of the computer."""
        return Machine(
            free_bytes=lambda _app: self.room,
            keep_copy=self._keep_copy,
            forget_copies=lambda _app, _before: None,
            random_bytes=lambda size: (self.ids().encode() * 4)[:size],
        )

    def _keep_copy(self, _app: Application, _name: str) -> None:
        self.copies += 1

    def query(self, sql: str, arguments: Any = ()) -> list[Any]:
        """Read the durable state, past all misfortunes."""
        return list(self.store.raw.execute(sql, arguments).fetchall())

    def fact(self, key: str) -> str:
        rows = self.query("SELECT value FROM meta WHERE key = ?", (key,))
        return str(rows[0][0]) if rows else ""


@dataclass(eq=False)
class Server:
    """The server, its replica that lags behind, and its backups."""

    database: MemoryDatabase
    service: Service
    plan: Plan
    clock_skew_s: float = 0.0

    def query(self, sql: str, arguments: Any = ()) -> list[Any]:
        """Read the durable state, past all misfortunes."""
        return self.database.raw.plain(sql, arguments)


@dataclass(frozen=True)
class Newer:
    """What the laptop of a later version knows of itself and of the server (:mod:`tests.simulation.newer`)."""

    token: str
    device_id: str
    server_id: str
    sign_key: str  # private
    server_box_key: str


@dataclass(eq=False)
class Machines:
    """Everything that is made once a process."""

    time: Time
    server: Server
    replica: Server
    laptops: list[Laptop]
    spares: list[Laptop]
    server_ids: Ids
    newer_ids: Ids = field(default_factory=Ids)
    newer: Newer | None = None
    server_key: str = ""  # private

    def context(self) -> Context:
        """What the office works with at the server's own command line."""
        return self.server.service.ctx

    def begin(self, seed: int, laptops: list[Laptop], *, replicated: bool) -> None:
        """Begin a history: a transaction of everything on each machine."""
        self.time.now = BEGINNING
        self.server_ids.begin((seed + 1) * 64 + 40)
        self.newer_ids.begin((seed + 1) * 64 + 41)
        for server in (self.server, self.replica) if replicated else (self.server,):
            server.plan = Plan("server")
            server.clock_skew_s = 0.0
            server.database.begin_history(server.plan)
        for laptop in laptops:
            self.begin_laptop(seed, laptop)

    def begin_laptop(self, seed: int, laptop: Laptop) -> None:
        """Begin a history on one laptop."""
        laptop.begin(seed)

    def end(self, laptops: list[Laptop], *, replicated: bool) -> None:
        """End a history: every machine is again as it was."""
        for server in (self.server, self.replica) if replicated else (self.server,):
            server.database.end_history()
        for laptop in laptops:
            laptop.store.end_history()

    def sign_in(self, laptop: Laptop) -> None:
        """What a person does whose laptop is refused for good."""
        with mock.patch.object(auth, "check_password", lambda _stored, _password: None):
            _enroll(laptop, self.server)

    def replicate(self) -> None:
        """Let the replica catch up."""
        self.replica.database.put_back(self.server.database.image())
        self.replica.database.raw.plain("INSERT OR REPLACE INTO server_info VALUES (?, ?)", (info.ROLE, info.REPLICA))


@cache
def machines() -> Machines:
    """Make the machines. All later histories begin in this very state: three cards that everybody has who may."""
    time, ids = Time(), Ids()
    server, replica = _server(), _server()
    with mock.patch.object(auth, "check_password", lambda _stored, _password: None):
        _found(server, _context(server, time, ids))
        replica.database.put_back(server.database.image())
        for one in (server, replica):
            one.service = Service(one.database, _context(one, time, ids))
        blank = _blank_store()
        laptops = [_laptop(number, user, time, blank) for number, user in enumerate(OWNERS)]
        for laptop in laptops:
            _enroll(laptop, server)
        spares = [_laptop(len(OWNERS) + number, "", time, blank) for number in range(SPARE)]
        made = Machines(time, server, replica, laptops, spares, ids)
        made.newer = _enrolled(server, "boss")
        with server.database.read() as conn:
            made.server_key = info.read_keys(conn).sign
    _first_cards(made)
    made.replicate()
    return made


def _first_cards(made: Machines) -> None:
    """Wang, Li and Zhao file a customer each; everybody synchronises."""
    for laptop in made.laptops:
        laptop.ids.begin(laptop.number)
    for laptop in (made.laptops[0], made.laptops[2], made.laptops[3]):
        values = {"full_name": f"客户{laptop.number}", "mobile_phone": "13812345678", "sex": "male"}
        rows = [GridInput({"name": "曾纪泽", "relation": "son"})] * 2
        laptop.app.customers.create({**values, "remarks": "Met in spring.\nLikes tea.\nAsk for the nephew."}, rows)
    for laptop in made.laptops * 2:
        Engine(laptop.app, Straight(laptop, made.server), machine=laptop.machine()).run()


# -- the server -----------------------------------------------------------------------------


def _server() -> Server:
    database = MemoryDatabase(memory_server.new_database())
    with database.write() as conn:
        metadata.create_all(conn.shell)
    return Server(database, None, Plan("server"))  # type: ignore[arg-type]


def _context(server: Server, time: Time, ids: Ids) -> Context:
    given = Ids()
    given.begin(7)
    return Context(
        clock=lambda: time.at(server.clock_skew_s),
        new_id=ids,
        new_token=lambda: (given().replace("-", "") * 2)[:43],
        random_bytes=lambda size: (given().encode() * 4)[:size],
    )


def _found(server: Server, ctx: Context) -> None:
    with server.database.write() as conn:
        accounts.initialise(conn, ctx, "恒昌")
        for name in ("east", "west"):
            accounts.add_team(conn, name)
        for user, team, role in PEOPLE:
            accounts.add_user(conn, ctx, user, "x", role, team, user.title())


# -- the laptops ----------------------------------------------------------------------------


def _blank_store() -> dbapi2.Connection:
    from alembic import command

    raw = memory_store.new_database()
    engine = create_engine("sqlite://", module=dbapi2, creator=lambda: raw, poolclass=StaticPool)
    config = opening.alembic_config()
    with engine.connect() as bound:
        config.attributes["connection"] = bound
        bound.exec_driver_sql("BEGIN")
        command.upgrade(config, "head")
        bound.commit()
    return raw


def _laptop(number: int, user: str, time: Time, blank: dbapi2.Connection) -> Laptop:
    raw = memory_store.new_database()
    blank.backup(raw)
    plan = Plan("laptop")
    clock, ids = SkewedClock(time), Ids()
    store: Any = MemoryStore(raw, plan)
    with store.write() as connection:
        facts = {
            "hash_key": f"{number:064x}", "device_id": f"device-{number}", "device_code": f"AB{number + 2:02}",
            "device_name": f"laptop-{number}", "issuer_code": "KH", "user_name": user,
        }  # fmt: skip
        connection.exec_driver_sql("INSERT INTO meta VALUES (?, ?)", list(facts.items()))
    today = date(2026, 11, 22)
    paths = ProfilePaths(Path(f"laptop-{number}"))
    app = assemble(paths, store, bytes(32), clock=clock, new_id=ids, today=lambda: today)
    return Laptop(number, user, store, plan, clock, ids, app)


def _enroll(laptop: Laptop, server: Server) -> None:
    counting = Ids()
    counting.begin(laptop.number)
    enroll(
        laptop.app, "https://crm.test", laptop.user, "secret", f"laptop-{laptop.number}",
        connect=lambda _url: Straight(laptop, server), random_bytes=lambda size: (counting().encode() * 4)[:size],
    )  # fmt: skip


def _enrolled(server: Server, user: str) -> Newer:
    """Sign in without a laptop."""
    sign_key, box_key = "5" * 64, "6" * 64
    public = {"sign_key": keys.sign_public(sign_key), "box_key": keys.box_public(box_key)}
    request = protocol.EnrollRequest(user=user, password="x", device="newer", code="NEWR", **public)
    reply = server.service.enroll(None, protocol.encode(request))
    return Newer(reply.token, reply.device_id, reply.server_id, sign_key, reply.server_box_key)


class Straight:
    """A transport on which nothing happens, for the preparations."""

    def __init__(self, laptop: Laptop, server: Server) -> None:
        self.server = server
        self.token = laptop.fact("token")

    def post(self, path: str, body: bytes) -> Reply:
        service = self.server.service
        if path == protocol.ENROLL_PATH:
            return Reply(protocol.encode(service.enroll(None, body)), service.facts.server_id)
        return Reply(service.answer(BY_PATH[path], f"Bearer {self.token}", None, body), service.facts.server_id)

    def ask_ahead(self, path: str, body: bytes) -> bool:
        """One thread."""
        return False

    def close(self) -> None:
        """Nothing is kept open."""
