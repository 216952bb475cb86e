"""Requests to handlers: decode, open a transaction, authenticate, call, encode. Knows no HTTP server."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TypeVar

import msgspec
from msgspec import Struct
from sqlalchemy import Connection

from desktop_crm import errors as core_errors
from sync.protocol import (
    BadEncodingError,
    DevicesReply,
    EnrollReply,
    EnrollRequest,
    Me,
    TooBigError,
    encode,
    unpack,
)
from sync.server import accounts, auth, cards, commits, devices, info, tokens
from sync.server.claims import duty
from sync.server.context import Caller, Context, Role, instant_text
from sync.server.database import Database
from sync.server.errors import BadContentEncoding, BadEnvelope, BadToken, CopyFound, NotFound, TooLarge, TooMany
from sync.server.orders import Wipe
from sync.server.routes import Route
from sync.server.throttle import Throttle

_Message = TypeVar("_Message", bound=Struct)


class Health(Struct):
    """Answer of the health route."""

    status: str
    server_id: str


class CustomerSummary(Struct):
    """One line of the list of customers."""

    id: str
    no: str
    name: str
    owner: str
    updated_at: str


class CustomerPage(Struct):
    """A page of customers by number; ``next`` is what to send as ``after``."""

    customers: list[CustomerSummary]
    next: str | None


class StoredRow(Struct):
    """One row of a card."""

    id: str
    type: str
    version: int
    deleted: bool
    fields: dict[str, str | int | bool | list[str] | None]


class Customer(Struct):
    """A whole card."""

    id: str
    no: str
    owner: str
    deleted: bool
    version: int
    fields: dict[str, str | int | bool | list[str] | None]
    rows: list[StoredRow]
    conflicts: list[StoredRow]


@dataclass(slots=True)
class Service:
    """One server. Methods raise :class:`sync.server.errors.ServerRefusal`."""

    database: Database
    ctx: Context = field(default_factory=Context)
    throttle: Throttle = field(default_factory=lambda: Throttle(time.monotonic))
    facts: info.ServerInfo = field(init=False)

    def __post_init__(self) -> None:
        auth.prepare()
        with self.database.read() as conn:
            self.facts = info.read(conn)

    # -- sync -------------------------------------------------------------------------------

    def answer(self, route: Route, authorization: str | None, encoding: str | None, body: bytes) -> bytes:
        """Answer one request of synchronisation."""
        with self._alarming():
            reply = self._answer(route, authorization, encoding, body)
        if route.compares:
            duty.work(self.database, self.ctx)
        return reply

    def _answer(self, route: Route, authorization: str | None, encoding: str | None, body: bytes) -> bytes:
        if route.carries:
            answered = self._answer_carrying
        else:
            answered = self._answer_writing if route.writes else self._answer_reading
        reply = answered(route, authorization, encoding, body)
        return reply if isinstance(reply, bytes) else encode(reply)

    def _answer_writing(
        self, route: Route, authorization: str | None, encoding: str | None, body: bytes
    ) -> Struct | bytes:
        request = None
        if self.database.is_sqlite:  # strangers must not take the only write lock there is
            with self.database.read() as conn:
                auth.authenticate(conn, authorization, to_revoked=route.to_revoked, now=self.ctx.clock())
            request = decode(body, encoding, route.request)
        with self.database.write() as conn:
            ctx = self._context(conn, authorization, lock=True, to_revoked=route.to_revoked)
            self._note_contact(conn, ctx.caller)
            return route.handler(conn, ctx, request or decode(body, encoding, route.request))

    def _answer_reading(
        self, route: Route, authorization: str | None, encoding: str | None, body: bytes
    ) -> Struct | bytes:
        with self.database.read() as conn:
            ctx = self._context(conn, authorization, to_revoked=route.to_revoked)
            reply = route.handler(conn, ctx, decode(body, encoding, route.request))
            news = ctx.caller.offered_token or auth.seen_long_ago(ctx.caller, self.ctx.clock())
            news = news and not commits.is_replica(conn)  # there the next push is what the primary hears of it
        if news:
            with self.database.write() as conn:
                self._note_contact(conn, ctx.caller)
        return reply

    def _answer_carrying(
        self, route: Route, authorization: str | None, encoding: str | None, body: bytes
    ) -> Struct | bytes:
        with self.database.read() as conn:
            ctx = self._context(conn, authorization)
        request = decode(body, encoding, route.request)
        with self.database.write() as conn:  # the caller's row is not touched: two who carry for each other never wait
            return route.handler(conn, ctx, request)

    def _note_contact(self, conn: Connection, caller: Caller) -> None:
        now = self.ctx.clock()
        if caller.offered_token and caller.device_id:
            tokens.take(conn, caller.device_id, caller.offered_token, now)
        if auth.seen_long_ago(caller, now):
            auth.note_contact(conn, caller, now)

    @contextmanager
    def _alarming(self) -> Iterator[None]:
        """Lock a laptop of which a copy shows up, whatever became of the request."""
        try:
            yield
        except CopyFound as alarm:
            with self.database.write() as conn:
                devices.lock(conn, self.ctx, alarm.device_id)
            raise

    def _caller(self, conn: Connection, authorization: str | None) -> Caller:
        return auth.authenticate(conn, authorization, now=self.ctx.clock())

    def _context(
        self, conn: Connection, authorization: str | None, *, lock: bool = False, to_revoked: bool = False
    ) -> Context:
        now = self.ctx.clock()
        caller = auth.authenticate(conn, authorization, lock=lock, to_revoked=to_revoked, now=now)
        return replace(self.ctx, caller=caller)

    # -- ordinary ---------------------------------------------------------------------------

    def health(self) -> Health:
        """Prove that the database answers."""
        with self.database.read() as conn:
            return Health("ok", info.read(conn).server_id)

    def enroll(self, encoding: str | None, body: bytes) -> EnrollReply:
        """Answer POST /v1/enroll."""
        request = decode(body, encoding, EnrollRequest)
        name = accounts.user_key(request.user)
        wait_s = self.throttle.wait_s(name)
        if wait_s:
            raise TooMany(retry_after_s=wait_s)
        with self.database.read() as conn:
            stored = auth.stored_password(conn, request.user)
        try:
            auth.check_password(stored, request.password)
        except BadToken:
            self.throttle.failed(name)
            raise
        self.throttle.succeeded(name)
        with self.database.write() as conn:
            return auth.enroll(conn, self.ctx, request)

    def me(self, authorization: str | None) -> Me:
        """Say who is calling."""
        with self._alarming(), self.database.read() as conn:
            caller = self._caller(conn, authorization)
        return Me(
            server_id=self.facts.server_id,
            device_id=caller.device_id or "",
            device=caller.device_name,
            user=caller.user_id,
            display_name=caller.display_name,
            role=caller.role.value,
            team=caller.team_id or "",
            code=caller.code,
            company=self.facts.company,
            now=instant_text(self.ctx.clock()),
        )

    def customers(self, authorization: str | None, limit: int, after: str) -> CustomerPage:
        """List customers in the caller's scope."""
        with self._alarming(), self.database.read() as conn:
            caller = self._caller(conn, authorization)
            page = cards.list_customers(conn, caller.user_id, limit, _key_text(after))
        return msgspec.convert(page, CustomerPage)

    def customer(self, authorization: str | None, number: str) -> Customer:
        """Show one customer in the caller's scope."""
        with self._alarming(), self.database.read() as conn:
            caller = self._caller(conn, authorization)
            return msgspec.convert(cards.show_customer(conn, _key_text(number), caller.user_id), Customer)

    def devices(self, authorization: str | None) -> DevicesReply:
        """List laptops of the caller; of everybody for an administrator."""
        with self._alarming(), self.database.read() as conn:
            caller = self._caller(conn, authorization)
            found = devices.list_devices(conn, _own(caller))
        for one in found:
            one.current = one.device_id == caller.device_id
        return DevicesReply(devices=found)

    def revoke(self, authorization: str | None, device_id: str) -> None:
        """Take a laptop's access away; what is on it stays there. Who wants it destroyed asks as an administrator."""
        with self._alarming(), self.database.write() as conn:
            caller = self._caller(conn, authorization)
            try:
                devices.revoke(conn, replace(self.ctx, caller=caller), _key_text(device_id), Wipe.NONE, _own(caller))
            except (core_errors.NotFound, core_errors.RecordRefused) as error:
                raise NotFound from error


def _own(caller: Caller) -> str | None:
    return None if caller.role is Role.ADMIN else caller.user_id


def _key_text(text: str) -> str:
    """PostgreSQL takes no NUL in a text, and nothing is stored under such a key. Raises NotFound."""
    if "\0" in text:
        raise NotFound
    return text


def _whole_numbers(value: object) -> object:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, list):
        return [_whole_numbers(one) for one in value]
    if isinstance(value, dict):
        return {key: _whole_numbers(one) for key, one in value.items()}
    return value


def decode(body: bytes, encoding: str | None, kind: type[_Message]) -> _Message:
    """Decompress and decode a request. Raises TooLarge, BadContentEncoding, BadEnvelope."""
    try:
        plain = unpack(body, encoding)
        try:
            return msgspec.json.decode(plain, type=kind)
        except msgspec.ValidationError:
            # For JSON 1.0 is a whole number too, and some writers know no other. Rare, so paid only here.
            return msgspec.json.decode(encode(_whole_numbers(msgspec.json.decode(plain))), type=kind)
    except TooBigError as error:
        raise TooLarge from error
    except BadEncodingError as error:
        raise BadContentEncoding from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        # The message names the place and the expected type, never the value.
        raise BadEnvelope(detail=str(error)[:200]) from error
