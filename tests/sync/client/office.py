"""A company in one process: the real handlers over SQLite, laptops with real stores, and a line between them that
tests can cut anywhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from desktop_crm.bootstrap import Application
from desktop_crm.errors import Offline, Refused, SyncError
from sync import protocol
from sync.client import tokens
from sync.client.engine import Engine, Result
from sync.client.enrolment import enroll
from sync.client.transport import Reply
from sync.server import accounts, auth, devices
from sync.server.context import Context, Role
from sync.server.database import Database, migrate
from sync.server.errors import ServerRefusal
from sync.server.routes import BY_PATH
from sync.server.service import Service
from tests.support.profiles import Clock, Ids, profile

PASSWORD = "secret"
_HASH = auth.hash_password(PASSWORD)  # slow on purpose; once is enough
Fault = Callable[[str], None]


def no_fault(_path: str) -> None:
    """Let a request through."""


@dataclass
class Line:
    """A transport into the office. ``before`` and ``after`` the server's work may raise; requests are noted."""

    service: Service
    token: str = ""
    before: Fault = no_fault
    after: Fault = no_fault
    requests: list[tuple[str, bytes]] = field(default_factory=list)
    fell_back: bool = False
    threads: bool = False  # the page behind the present one may be asked for in a thread
    held: Callable[[], tuple[str, ...]] = tuple  # the tokens in the store, the newest first

    def ask_ahead(self, path: str, body: bytes) -> bool:
        """Answer when asked, not before: faults keep their place."""
        return self.threads

    def post(self, path: str, body: bytes) -> Reply:
        self.requests.append((path, body))
        self.before(path)
        answer = self._answer(path, body)
        self.after(path)
        return Reply(answer, self.service.facts.server_id)

    def _answer(self, path: str, body: bytes) -> bytes:
        bearer = f"Bearer {next(iter(self.held()), self.token)}"
        try:
            if path == protocol.ENROLL_PATH:
                return protocol.encode(self.service.enroll(None, body))
            return self.service.answer(BY_PATH[path], bearer, None, body)
        except ServerRefusal as error:
            kind = Refused if error.status in (401, 403) else SyncError
            order = protocol.canonical(error.order).decode() if error.order else ""
            raise kind(error.code.value, order=order) from error

    def close(self) -> None:
        """Nothing is kept open."""


class Office:
    """The server and its people; ``clock`` moves for everybody."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.now = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
        self.database = Database(f"sqlite:///{folder / 'server.sqlite'}")
        migrate(self.database)
        with self.database.write() as conn:
            accounts.initialise(conn, self.context(), "恒昌")
            accounts.add_team(conn, "east")
        self.service = Service(self.database, self.context())

    def context(self) -> Context:
        return Context(clock=lambda: self.now)

    def user(self, name: str, team: str | None = None, role: Role = Role.REP) -> None:
        with self.database.write() as conn:
            accounts.add_user(conn, self.context(), name, _HASH, role, team, name.title())

    def laptop(self, user: str, name: str = "laptop", *, enrolled: bool = True) -> Laptop:
        number = len(list(self.folder.glob("laptop-*"))) + 1
        clock = Clock(self.now)
        app = profile(
            self.folder / f"laptop-{number}", clock=clock, ids=Ids(number), user_name=user, device_code=f"AB{number:02}"
        )
        laptop = Laptop(self, app, clock, Line(self.service), user, name)
        if enrolled:
            laptop.enroll()
        return laptop

    def forward(self, *laptops: Laptop, **amount: float) -> None:
        """Let time pass, at the server and on these laptops."""
        self.now += timedelta(**amount)
        for laptop in laptops:
            laptop.clock.forward(**amount)

    def shown(self, device_id: str) -> protocol.Device:
        """Return a laptop as administrators see it."""
        with self.database.read() as conn:
            return next(one for one in devices.list_devices(conn) if one.device_id == device_id)

    def admin(self, action: Callable[..., object], *args: object) -> None:
        with self.database.write() as conn:
            action(conn, self.context(), *args)


@dataclass
class Laptop:
    office: Office
    app: Application
    clock: Clock
    line: Line
    user: str
    name: str

    @property
    def device_id(self) -> str:
        """Its id at the server."""
        return self.app.facts()["device_id"]

    def enroll(self) -> None:
        enroll(self.app, "https://crm.test", self.user, PASSWORD, self.name, connect=lambda _url: self.line)
        self.line.token = self.app.facts()["token"]
        self.line.held = lambda: tokens.held(self.app.facts())

    def sync(self) -> Result:
        return Engine(self.app, self.line).run()

    def values(self, customer_id: str) -> dict[str, object]:
        return dict(self.app.queries.card(customer_id).values)

    def cut(self, *, path: str = protocol.PUSH_PATH, when: str = "before") -> None:
        """Cut the line at the next request to a path: before it arrives, or after the server has committed."""

        def fault(asked: str) -> None:
            if asked == path:
                self.line.before = self.line.after = no_fault
                raise Offline

        setattr(self.line, when, fault)
