"""Without any network: what waits leaves in a file, and the server's answer comes back in another.

Writing a letter changes nothing: an operation leaves the outbox by its receipt alone, whatever way that comes. So
files may be lost, doubled, late or in any order. A letter always begins with the oldest operation that has no
receipt; colleagues' changes come by the network only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from msgspec import Raw
from sqlalchemy import Connection

from desktop_crm.bootstrap import Application
from desktop_crm.errors import ExchangeError, NotEnrolled, Offline, Refused, SyncError, UsageError
from desktop_crm.store import meta, outbox
from sync import protocol
from sync.client import recovery
from sync.client.link import Link, Machine, Result, recovering, witness
from sync.client.pushing import take_receipts
from sync.client.transport import Reply
from sync.protocol import Witness, courier, keys
from sync.protocol.courier import Answer, Kind, Letter, Part

#: Most parts of a letter; a part is what one push would carry. The rest goes with the next letter.
MAX_PARTS = 40
#: Larger files are none of ours.
MAX_FILE_BYTES = 64 << 20
_ACCESS_ENDED = frozenset({protocol.Code.REVOKED, protocol.Code.LOCKED, protocol.Code.DISABLED})


@dataclass(frozen=True, slots=True)
class Written:
    """A letter: the file, how many operations are in it, and how many more wait."""

    data: bytes
    letter: str
    operations: int
    left: int


@dataclass(slots=True)
class Taken:
    """What an answer brought: operations answered by it, and what became of them. ``repeated``: it told nothing new."""

    answered: int = 0
    repeated: bool = False
    outcomes: dict[str, int] = field(default_factory=dict)


class _NoWay:
    """Stands where a transport would: nothing here goes to the network."""

    def post(self, path: str, body: bytes) -> Reply:
        """Refuse."""
        raise Offline

    def ask_ahead(self, path: str, body: bytes) -> bool:
        """Do nothing."""
        return False

    def close(self) -> None:
        """Do nothing."""


def load(path: Path) -> bytes:
    """Read a file that may be a courier's. Raises ExchangeError."""
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise ExchangeError("courier_foreign")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise ExchangeError("not_found", path=path.name) from error
    except IsADirectoryError as error:
        raise ExchangeError("is_folder", path=path.name) from error
    except OSError as error:
        raise ExchangeError("unreadable", path=path.name) from error


def file_name(kind: Kind, name: str, letter: str) -> str:
    """Propose a name for a file: of whom it is, and an end that tells two letters apart."""
    who = "".join(one for one in name if one.isalnum())[:30] or "courier"
    return f"{who}-{letter[-6:]}.{kind}"


def save(path: Path, data: bytes) -> None:
    """Write a file whole or not at all. Raises ExchangeError."""
    from desktop_crm.exchange.files import replacing  # file formats are loaded only when asked for

    with replacing(path) as draft:
        draft.write_bytes(data)


def is_answer(data: bytes) -> bool:
    """Say whether a file claims to be an answer."""
    return data.startswith(f"desktop-crm {Kind.ANSWER} ".encode())


def read(data: bytes) -> tuple[Kind, list[Part]]:
    """Read a courier's file. Raises ExchangeError."""
    try:
        return courier.read_file(data)
    except courier.BadCourierFile as error:
        raise ExchangeError(error.code) from error


# -- out ------------------------------------------------------------------------------------


def write(app: Application, machine: Machine | None = None) -> Written:
    """Put what waits into a letter to the server. Raises NotEnrolled, SyncError without keys, UsageError when
    nothing waits."""
    link = Link(app, _NoWay(), machine=machine or Machine())
    facts = app.facts()
    if not facts.get("token"):
        raise NotEnrolled
    if not facts.get("sign_key") or not facts.get("server_box_key"):
        raise SyncError("courier_no_keys")
    if not recovery.is_prepared(link):
        recovery.begin(link)
    batches, letter = _snapshot(link)
    if not batches:
        raise UsageError("nothing_waits")
    letter_id = app.new_id()
    parts = [
        courier.make_part(
            Kind.POST,
            {**_head(facts), "letter": letter_id, "n": n, "of": len(batches)},
            Letter(ops=ops, **letter),
            sign=facts["sign_key"],
            seal_for=facts["server_box_key"],
            random_bytes=link.machine.random_bytes,
        )
        for n, ops in enumerate(batches, 1)
    ]
    written = sum(map(len, batches))
    with app.store.read() as connection:
        left = max(0, outbox.pending(connection).operations - written)
    app.write_audit("courier_write", operations=written)
    return Written(courier.write_file(Kind.POST, parts), letter_id, written, left)


def _snapshot(link: Link) -> tuple[list[list[Raw]], dict[str, Any]]:
    """Return what waits, batch by batch, and what every part says besides."""
    with link.app.store.read() as connection:
        restored = recovering(connection)
    if restored:
        with link.app.store.write() as connection:
            outbox.forget_bases(connection)
    now = link.app.clock()
    with link.app.store.read() as connection:
        said = {
            "device": meta.get(connection, "device_id"),
            "wall": now,
            "at": _at_server(now, meta.get_int(connection, "server_ahead_ms")),
            "w": witness(connection),
            "epoch": meta.get_int(connection, "epoch"),
        }
        return _batches(connection), said


def _batches(connection: Connection) -> list[list[Raw]]:
    found: list[list[Raw]] = []
    last = ""
    while len(found) < MAX_PARTS:
        batch = outbox.next_batch(connection, protocol.MAX_PUSH_OPS, protocol.MAX_PUSH_BYTES, last)
        if not batch:
            break
        found.append([Raw(payload) for _op, payload in batch])
        last = batch[-1][0]
    return found


def _at_server(now: str, ahead_ms: int) -> str:
    try:
        moment = datetime.fromisoformat(now) + timedelta(milliseconds=ahead_ms)
    except OverflowError:
        return now
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _head(facts: Mapping[str, str]) -> dict[str, Any]:
    return {
        "server": facts["server_id"],
        "device": facts["device_id"],
        "name": facts.get("user_name", "")[:100],
        "key": keys.sign_public(facts["sign_key"]),
    }


# -- back -----------------------------------------------------------------------------------


def take(app: Application, data: bytes, machine: Machine | None = None) -> Taken:
    """Take the server's answer to a letter of this laptop. A doubled or an old one changes nothing.

    Raises ExchangeError (damaged, foreign, for another laptop, of another server), NotEnrolled; SyncError
    ``courier_diverged`` when the server was restored from a backup and a new letter is to be written; Refused
    (revoked, locked, disabled) when the server takes nothing from this laptop.
    """
    kind, parts = read(data)
    if kind is not Kind.ANSWER:
        raise ExchangeError("courier_letter")
    facts = app.facts()
    if not facts.get("token"):
        raise NotEnrolled
    answers = [_opened(part, facts) for part in parts]
    link = Link(app, _NoWay(), machine=machine or Machine())
    result = Result()
    taken = Taken(repeated=True)
    with app.store.read() as connection:
        asked = heard = witness(connection)
    for answer in sorted(answers, key=lambda one: one.w[0] if one.w else 0):
        # The server looked for the commit that the letter named. Whether it still has one that was heard of since, by
        # the network or by another answer, nobody can tell: to believe it would hide what a restored server forgot.
        # What waits goes with the next letter.
        if answer.asked == asked or answer.code in _ACCESS_ENDED:
            heard = _take_one(link, answer, heard, result, taken)
    taken.outcomes = result.outcomes
    app.write_audit("courier_take", operations=taken.answered)
    return taken


def _opened(part: Part, facts: Mapping[str, str]) -> Answer:
    envelope = part.envelope
    if envelope.server != facts.get("server_id"):
        raise ExchangeError("courier_other_server")
    if envelope.device != facts.get("device_id"):
        raise ExchangeError("courier_other_laptop")
    try:
        courier.check(part, Kind.ANSWER, facts.get("server_key", ""))
        return courier.open_part(part, Kind.ANSWER, facts.get("box_key", ""), Answer)
    except courier.BadCourierFile as error:
        raise ExchangeError(error.code) from error


def _take_one(link: Link, answer: Answer, heard: Witness | None, result: Result, taken: Taken) -> Witness | None:
    """Take one part; return the witness from then on. ``heard`` is the one by which the parts before were taken."""
    with link.app.store.read() as connection:
        current = answer.epoch == meta.get_int(connection, "epoch")
        known = witness(connection)
        waiting = outbox.pending(connection).operations
    if not current:  # of a history that the server forgot since; its receipts are worth nothing
        return heard
    if answer.code in _ACCESS_ENDED:
        raise Refused(answer.code)
    if known != heard:  # the network was there meanwhile
        return heard
    if answer.code == protocol.Code.DIVERGED:
        recovery.begin(link)
        raise SyncError("courier_diverged")
    if answer.code:
        raise SyncError(answer.code)
    if answer.w is not None and answer.res:
        take_receipts(link, result, answer.res, answer.w)
    with link.app.store.read() as connection:
        answered = waiting - outbox.pending(connection).operations
        heard = witness(connection)
    taken.answered += max(0, answered)
    taken.repeated &= not answered
    return heard
