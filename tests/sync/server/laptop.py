"""A laptop without disk or screen: it speaks the protocol with the handlers, in this process."""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from sync.protocol import (
    Change,
    Command,
    EnrollRequest,
    Item,
    Op,
    OpKind,
    PullReply,
    PullRequest,
    PushReply,
    PushRequest,
    Receipt,
    Row,
    encode,
)
from sync.server import accounts, auth
from sync.server.context import Context, Role, instant_text
from sync.server.database import Database
from sync.server.pull import pull
from sync.server.push import push

PASSWORD_HASH = auth.hash_password("secret")  # hashing is slow on purpose; once is enough


def new_id() -> str:
    return str(uuid.uuid4())


@dataclass
class World:
    """The server, a clock that only tests move, and people."""

    database: Database
    now: datetime = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    def clock(self) -> datetime:
        return self.now

    def forward(self, **amount: float) -> None:
        self.now += timedelta(**amount)

    def context(self, **more: Any) -> Context:
        return Context(clock=self.clock, **more)

    def user(self, name: str, team: str | None = None, role: Role = Role.REP) -> None:
        with self.database.write() as conn:
            if team and team not in [one["team"] for one in accounts.list_teams(conn)]:
                accounts.add_team(conn, team)
            accounts.add_user(conn, self.context(), name, PASSWORD_HASH, role, team, name.title())

    def laptop(self, user: str, name: str = "laptop", code: str | None = None) -> Laptop:
        with self.database.write() as conn:
            request = EnrollRequest(user=user, password="secret", device=name, code=code)
            reply = auth.enroll(conn, self.context(), request)
        return Laptop(self, reply.token, reply.user)

    def admin(self, action: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        with self.database.write() as conn:
            return action(conn, self.context(), *args, **kwargs)


@dataclass
class Laptop:
    world: World
    token: str
    user: str
    since: int = 0
    witness: tuple[int, str] | None = None
    cards: dict[str, dict[str, Row]] = field(default_factory=dict)
    skew: timedelta = timedelta()
    outbox: list[Op] = field(default_factory=list)

    # -- edits ------------------------------------------------------------------------------

    def wall(self) -> str:
        return instant_text(self.world.now + self.skew)

    def version(self, row: str) -> int:
        return next((card[row].v for card in self.cards.values() if row in card), 0)

    def edit(self, kind: OpKind, kind_of_row: str, row: str, agg: str, **more: Any) -> Op:
        more.setdefault("base", self.version(row))
        op = Op(id=new_id(), k=kind, t=kind_of_row, row=row, agg=agg, wall=self.wall(), c=self.since, **more)
        self.outbox.append(op)
        return op

    def create(self, **fields: Any) -> str:
        row = new_id()
        news = {name: Change(n=value) for name, value in fields.items()}
        self.edit(OpKind.CREATE, "customer", row, row, f=news)
        return row

    def child(self, agg: str, kind: str = "family_member", /, **fields: Any) -> str:
        row = new_id()
        self.edit(OpKind.CREATE, kind, row, agg, f={name: Change(n=value) for name, value in fields.items()})
        return row

    def put(self, row: str, agg: str | None = None, kind: str = "customer", **fields: Any) -> Op:
        old = self.fields(row)
        changes = {name: Change(o=old.get(name), n=value) for name, value in fields.items()}
        return self.edit(OpKind.PUT, kind, row, agg or row, f=changes)

    def delete(self, row: str, agg: str | None = None, kind: str = "customer") -> Op:
        base = max((one.v for one in self.cards.get(row, {}).values()), default=0) if agg is None else None
        more = {} if base is None else {"base": base}
        return self.edit(OpKind.DELETE, kind, row, agg or row, **more)

    def restore(self, row: str, agg: str | None = None, kind: str = "customer") -> Op:
        return self.edit(OpKind.RESTORE, kind, row, agg or row)

    def assign(self, row: str, user: str) -> Op:
        change = Change(o=self.fields(row).get("owner_id"), n=user)
        return self.edit(OpKind.COMMAND, "customer", row, row, cmd=Command.ASSIGN, f={"owner_id": change})

    def resolve(self, conflict: str, agg: str, state: str = "kept") -> Op:
        change = {"state": Change(o="open", n=state)}
        return self.edit(OpKind.COMMAND, "conflict", conflict, agg, cmd=Command.RESOLVE, f=change)

    def decide(self, case: str, **said: Any) -> Op:
        """Decide a claim case; what is not said is what makes sense."""
        wanted = {"state": "decided", "decided_reason": "first", **said}
        changes = {name: Change(o=self.fields(case).get(name), n=value) for name, value in wanted.items()}
        return self.edit(OpKind.COMMAND, "claim_case", case, case, cmd=Command.DECIDE, f=changes)

    def withdraw(self, party: str, case: str, new: str = "withdrawn") -> Op:
        change = {"state": Change(o=self.fields(party).get("state"), n=new)}
        return self.edit(OpKind.COMMAND, "claim_party", party, case, cmd=Command.WITHDRAW, f=change)

    # -- exchange ---------------------------------------------------------------------------

    def context(self, opened: AbstractContextManager[Any], *, lock: bool) -> tuple[Any, Context]:
        conn = opened.__enter__()
        return conn, self.world.context(caller=auth.authenticate(conn, f"Bearer {self.token}", lock=lock))

    def send(self, ops: list[Op] | list[bytes]) -> PushReply:
        raws = [msgspec.Raw(op if isinstance(op, bytes) else encode(op)) for op in ops]
        request = PushRequest(wall=self.wall(), ops=raws, w=self.witness)
        with self.world.database.write() as conn:
            caller = auth.authenticate(conn, f"Bearer {self.token}", lock=True)
            reply = push(conn, self.world.context(caller=caller), request)
        self.witness = reply.w
        return reply

    def push(self) -> list[Receipt]:
        """Send everything; receipts in the order of the edits."""
        ops, self.outbox = self.outbox, []
        reply = self.send(ops)
        return [reply.res[op.id] for op in ops]

    def page(self, after: tuple[int, str] | None, **limits: int) -> PullReply:
        request = PullRequest(since=self.since, after=after, w=self.witness, **limits)
        with self.world.database.read() as conn:
            caller = auth.authenticate(conn, f"Bearer {self.token}")
            return msgspec.json.decode(pull(conn, self.world.context(caller=caller), request), type=PullReply)

    def pull(self, between: Callable[[], None] = lambda: None, **limits: int) -> list[Item]:
        """Stage pages until done, then apply them all; ``between`` runs after each page."""
        stage: dict[str, Item] = {}
        after: tuple[int, str] | None = None
        for number in itertools.count():
            assert number < 10_000
            reply = self.page(after, **limits)
            stage |= {item.a: item for item in reply.items}
            if reply.done:
                break
            after = reply.after
            between()
        self.apply(list(stage.values()))
        self.since, self.witness = reply.head, reply.w
        return list(stage.values())

    def apply(self, items: list[Item]) -> None:
        for item in items:
            if item.drop:
                self.cards.pop(item.a, None)
                continue
            card = {} if item.full else self.cards.setdefault(item.a, {})
            card.update({row.id: row for row in item.rows})
            self.cards[item.a] = card

    def sync(self) -> list[Receipt]:
        receipts = self.push() if self.outbox else []
        self.pull()
        return receipts

    # -- what the screen would show ---------------------------------------------------------

    def fields(self, row: str) -> dict[str, Any]:
        return next((card[row].f for card in self.cards.values() if row in card), {})

    def conflicts(self, agg: str) -> list[dict[str, Any]]:
        return [row.f for row in self.cards.get(agg, {}).values() if row.t == "conflict"]

    def snapshot(self) -> dict[str, Any]:
        return {agg: {row.id: encode(row) for row in rows.values()} for agg, rows in self.cards.items()}

    def first_pull(self) -> dict[str, Any]:
        """What a newly enrolled laptop of the same person would hold."""
        other = Laptop(self.world, self.token, self.user)
        other.pull()
        return other.snapshot()
