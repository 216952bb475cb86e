"""What every step of a synchronisation is given: the profile, the way to the server, and what the
machine can do. Each exchange is checked here: is it our server, is it an answer."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeVar

from sqlalchemy import Connection

from desktop_crm import program
from desktop_crm.bootstrap import Application
from desktop_crm.errors import DiskFull, Offline, Refused, SyncError
from desktop_crm.events import ChangeSet, Origin
from desktop_crm.store import backup, meta
from desktop_crm.store.sealing import UNIT
from sync import protocol
from sync.client.ahead import Ahead
from sync.client.transport import Transport

PAGE_CARDS, FIRST_PAGE_CARDS = protocol.PAGE_CARDS, 5_000
PAGE_BYTES, FIRST_PAGE_BYTES = protocol.PAGE_BYTES, 8 << 20
MIN_BATCH_BYTES = 16 << 10
MANY_CARDS = 200
#: Room that must be left on the disk before a page is applied, as a multiple of the page.
ROOM = 3

_T = TypeVar("_T")
_Decoded = TypeVar("_Decoded", covariant=True)


class Decoder(Protocol[_Decoded]):
    """Makes a message of the JSON of an answer; raises ValueError for what is none."""

    def decode(self, body: bytes, /) -> _Decoded:
        """Decode."""


@dataclass(slots=True)
class Pace:
    """How this process talks to the server; kept from one synchronisation to the next.

    A link that cannot carry a large request may carry a small one: sizes are halved when no answer comes,
    doubled when one does. ``greet``: the next synchronisation says hello.
    """

    push_bytes: int = protocol.MAX_PUSH_BYTES
    page_bytes: int = FIRST_PAGE_BYTES
    greet: bool = False
    piece_bytes: int = UNIT  # of the content of an attachment; grows while pieces are quick

    def slower(self) -> None:
        """Halve both sizes; pieces begin small again."""
        self.push_bytes = max(MIN_BATCH_BYTES, self.push_bytes // 2)
        self.page_bytes = max(MIN_BATCH_BYTES, self.page_bytes // 2)
        self.piece_bytes = UNIT

    def faster(self) -> None:
        """Double both sizes."""
        self.push_bytes = min(protocol.MAX_PUSH_BYTES, self.push_bytes * 2)
        self.page_bytes = min(FIRST_PAGE_BYTES, self.page_bytes * 2)


def free_bytes(app: Application) -> int:
    """Return the room left on the disk of the profile."""
    return shutil.disk_usage(app.paths.root).free


def keep_copy(app: Application, name: str) -> None:
    """Copy the store, checked, into the salvage folder of the profile; once is enough."""
    target = app.paths.salvage / name
    if not target.exists():
        backup.write_backup(app.store, target)


def forget_copies(app: Application, before: str) -> None:
    """Remove copies that were made before an instant (UTC text)."""
    backup.forget_copies(app.paths.salvage, copy_name(before))


def copy_name(at: str) -> str:
    """Name the copy that was made at an instant (UTC text); names sort by time."""
    return f"customers-{at.replace(':', '').replace('.', '')}.backup"


@dataclass(frozen=True, slots=True)
class Machine:
    """The parts of the laptop that are no store: a simulation hands in others."""

    free_bytes: Callable[[Application], int] = free_bytes
    keep_copy: Callable[[Application, str], None] = keep_copy
    forget_copies: Callable[[Application, str], None] = forget_copies
    random_bytes: Callable[[int], bytes] = secrets.token_bytes
    version: Callable[[], str] = program.version
    platform: str = program.PLATFORM


@dataclass(slots=True)
class Result:
    """What one synchronisation did: operations answered, cards applied and repaired (``healed``),
    open conflicts afterwards; ``carried``: letters of colleagues that were answered.

    ``equal``: the digest was compared and agreed (None: not compared). ``question``: something waits for
    a person (:mod:`sync.client.recovery`). ``digest``: the server's, of the state that is here now.
    """

    pushed: int = 0
    pulled: int = 0
    dropped: int = 0
    conflicts: int = 0
    outcomes: dict[str, int] = field(default_factory=dict)
    poll_after_s: int = protocol.POLL_AFTER_S
    healed: set[str] = field(default_factory=set)
    salvaged: int = 0
    equal: bool | None = None
    question: str = ""
    digest: protocol.Digest | None = None
    carried: int = 0


@dataclass(slots=True)
class Link:
    """One profile, one transport, one pace."""

    app: Application
    transport: Transport
    pace: Pace = field(default_factory=Pace)
    machine: Machine = field(default_factory=Machine)
    progress: Callable[[int], None] = lambda _cards: None
    ahead: Ahead[Any, Any] | None = None  # the next page, on its way

    def let_go(self) -> None:
        """Wait for what still runs; nothing of it is taken."""
        if self.ahead:
            self.ahead.wait()
        self.ahead = None

    def post(self, path: str, message: object, decoder: Decoder[_T]) -> _T:
        """Send a request and return the decoded answer.

        Raises Offline (no answer that is ours, or a copy of the server that is behind), Refused, SyncError.
        """
        try:
            reply = self.transport.post(path, protocol.encode(message))
        except Offline:
            self.pace.slower()
            raise
        except SyncError as error:
            if error.code == protocol.Code.NOT_PRIMARY:
                raise Offline(error.code) from error
            raise
        self.pace.faster()
        with self.app.store.read() as connection:
            enrolled_at = meta.get(connection, "server_id")
        if reply.server_id != enrolled_at:
            raise Refused("other_server", server=reply.server_id[:40])
        if self.machine.free_bytes(self.app) < ROOM * len(reply.body):
            raise DiskFull(detail="page")
        try:
            return decoder.decode(reply.body)
        except ValueError as error:  # no JSON, of another shape, or no UTF-8
            raise Offline("bad_answer") from error

    def tell(self, changed: AbstractSet[str]) -> None:
        """Tell windows which cards look different now."""
        if changed:
            self.app.events.publish(ChangeSet(frozenset(changed), Origin.REMOTE, many=len(changed) > MANY_CARDS))


def witness(connection: Connection) -> tuple[int, str] | None:
    """Return the newest commit this laptop ever heard of."""
    tag = meta.get(connection, "witness_tag")
    return (meta.get_int(connection, "witness_seq"), tag) if tag else None


def remember(connection: Connection, heard: tuple[int, str]) -> None:
    """Keep the newest commit ever heard of, from whatever answer it came."""
    known = witness(connection)
    if known is None or heard[0] >= known[0]:
        meta.put(connection, witness_seq=heard[0], witness_tag=heard[1])


def recovering(connection: Connection) -> bool:
    """Say whether the server forgot something and the way back is not finished."""
    return bool(meta.get(connection, "diverged_at"))


def ago(now: str, **amount: float) -> str:
    """Return the instant some time before another, both as UTC text."""
    moment = datetime.fromisoformat(now) - timedelta(**amount)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def is_due(last: str, now: str, **amount: float) -> bool:
    """Say whether something done at ``last`` ("": never) is to be done again; a clock put back counts too."""
    return not last or last > now or last <= ago(now, **amount)


def parts(things: Iterable[_T], size: int) -> list[list[_T]]:
    """Cut identifiers, or whatever it is, into lists of a size."""
    found = list(things)
    return [found[start : start + size] for start in range(0, len(found), size)]
