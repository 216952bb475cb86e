"""The way from a laptop to the server and everything that can happen to a message on it.

A message is bytes of the wire both ways. The handlers are called through :meth:`Service.answer`, so decoding,
authentication and transactions are the real ones; only HTTP is left out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NoReturn

from sqlalchemy.exc import DBAPIError

from desktop_crm.errors import Offline, Refused, SyncError
from sync import protocol
from sync.client import tokens
from sync.client.transport import _FINAL, Reply
from sync.protocol import keys
from sync.server.errors import ServerRefusal
from sync.server.routes import BY_PATH
from tests.simulation.faults import Crash
from tests.simulation.states import require

if TYPE_CHECKING:
    from tests.simulation.machines import Laptop, Server
    from tests.simulation.world import World

#: What may happen to the request with a certain number; see :meth:`Line.post`.
MISHAPS = ("dropped", "lost", "doubled", "late", "again", "cut", "portal", "stranger", "replica", "busy", "forged")
#: Requests of one synchronisation; more would mean that it never ends.
MOST_REQUESTS = 300
_PORTAL = b"<html><body>Welcome to the hotel. Please sign in.</body></html>"
_TOKENS = "SELECT key, value FROM meta WHERE key IN ('token', 'old_tokens')"
_READING = frozenset({protocol.PULL_PATH, protocol.DIGEST_PATH})


@dataclass(frozen=True, slots=True)
class Letter:
    """A request as it left a laptop."""

    laptop: Laptop
    token: str
    path: str
    body: bytes


@dataclass(slots=True)
class Line:
    """One synchronisation's transport. ``mishap`` happens to request number ``at``, ``between`` is done before it."""

    world: World
    laptop: Laptop
    mishap: str = ""
    at: int = 0
    between: Callable[[], None] | None = None
    asked: int = 0
    happened: bool = False
    tokens: list[str] = field(init=False)
    fell_back: bool = False  # to an older token

    def __post_init__(self) -> None:
        self.tokens = list(tokens.held(dict(self.laptop.query(_TOKENS))))

    def ask_ahead(self, path: str, body: bytes) -> bool:
        """Pages are asked for when they are needed: one thread."""
        return False

    def close(self) -> None:
        """Nothing is kept open."""

    def post(self, path: str, body: bytes) -> Reply:
        number, self.asked = self.asked, self.asked + 1
        require(number < MOST_REQUESTS, "I13", f"{number} requests in one synchronisation")
        letter = Letter(self.laptop, self.tokens[0], path, body)
        if number == self.at and self.between is not None:
            between, self.between = self.between, None
            between()
        if number == self.at and self.mishap:
            return self._unlucky(letter)
        return self._deliver(letter)

    def _unlucky(self, letter: Letter) -> Reply:
        world, mishap = self.world, self.mishap
        if mishap == "replica" and letter.path not in _READING:
            return self._deliver(letter)
        self.happened = True
        world.counts[f"message: {mishap}"] += 1
        if mishap == "dropped":
            raise Offline
        if mishap == "lost":
            world.send(letter)
            raise Offline
        if mishap == "late":  # gone for now; it will arrive hours later
            world.underway.append(letter)
            raise Offline
        if mishap == "again":  # arrives now, and once more hours later
            world.underway.append(letter)
            return self._deliver(letter)
        if mishap == "doubled":
            world.send(letter)
            return self._deliver(letter)
        if mishap == "cut":
            reply = self._deliver(letter)
            return Reply(reply.body[: len(reply.body) * 2 // 3], reply.server_id)
        if mishap == "portal":
            raise Offline("not_our_server")
        if mishap == "stranger":
            return Reply(_PORTAL, "somebody-else")
        if mishap == "forged":
            raise Refused(protocol.Code.REVOKED.value, order=self._forged(letter))
        if mishap == "busy":
            raise Offline("server_busy", retry_after="1")
        return self._deliver(letter, world.machines.replica)

    def _forged(self, letter: Letter) -> str:
        """An order that is almost right: signed by somebody else, for another laptop, or changed afterwards."""
        world = self.world
        other = world.machines.laptops[(self.laptop.number + 1) % len(world.machines.laptops)]
        device = other.fact("device_id") if len(letter.body) % 3 == 1 else self.laptop.fact("device_id")
        fields = {"device": device, "mode": "none", "nonce": "00" * 16, "at": world.laptops[0].clock()}
        key = self.laptop.fact("sign_key") if len(letter.body) % 3 == 0 else world.machines.server_key
        signed = keys.sign_fields(key, keys.ORDER, fields | ({"mode": "wipe_now"} if len(letter.body) % 3 != 2 else {}))
        return protocol.canonical(signed | {"mode": "wipe_now"}).decode()

    def _deliver(self, letter: Letter, server: Server | None = None) -> Reply:
        try:
            return Reply(self.world.answer(letter, server), self.world.machines.server.service.facts.server_id)
        except ServerRefusal as refusal:
            if refusal.code is protocol.Code.TOKEN and len(self.tokens) > 1:  # as in sync.client.transport
                self.tokens.pop(0)
                self.fell_back = True
                return self._deliver(replace(letter, token=self.tokens[0]), server)
            _refused(refusal)


def _refused(refusal: ServerRefusal) -> NoReturn:
    """What :mod:`sync.client.transport` makes of the answer."""
    if refusal.code in _FINAL:
        order = {"order": protocol.canonical(refusal.order).decode()} if refusal.order else {}
        raise Refused(refusal.code.value, **order) from refusal
    if refusal.status in (429, 503, 507):
        raise Offline(f"server_{refusal.code.value}") from refusal
    raise SyncError(refusal.code.value) from refusal


def served(server: Server, letter: Letter) -> bytes:
    """Let a server answer. Raises ServerRefusal, and Offline when it crashed or had no room."""
    plan = server.plan
    armed = bool(plan.kind)
    try:
        return server.service.answer(BY_PATH[letter.path], f"Bearer {letter.token}", None, letter.body)
    except Crash:
        plan.disarm()
        raise Offline("connection_reset") from None
    except DBAPIError as error:
        if armed and "disk is full" in str(error):
            raise Offline("server_full") from error
        raise
