"""Many writers and one reader over one PostgreSQL, through the whole server below HTTP.

Writers push cards with child rows, a reader follows with its cursor as a laptop would. No row is ever changed again, so
the reader must get each exactly once, however the commits interleave. The control exchanges the counter for what most
home-made synchronisation uses, a sequence drawn before the commit: now rows must vanish, or the harness sees nothing.

So that the race happens at all, some pushes stand still between number and commit until the reader has passed their
number. With the counter it never can: everybody waits for the lock, and the push goes on after a moment.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from unittest import mock

import msgspec
from sqlalchemy import Connection, func, insert, select, text

from sync.protocol import (
    PULL_PATH,
    PUSH_PATH,
    Change,
    EnrollRequest,
    Op,
    OpKind,
    Outcome,
    PullReply,
    PullRequest,
    PushReply,
    PushRequest,
    encode,
)
from sync.server import accounts, auth, commits
from sync.server.context import Context, Role, instant_text
from sync.server.database import Database
from sync.server.routes import BY_PATH
from sync.server.schema import commit_log, obj
from sync.server.service import Service

CHILDREN = 9  # rows that hang on each card
_WALL = "2026-03-02T09:00:00Z"
_PAUSE_S = 0.05  # a push stands still so long at most
_TABLES = (
    "CREATE SEQUENCE race_seq",
    "CREATE TABLE race_reader (since bigint NOT NULL)",
    "INSERT INTO race_reader VALUES (0)",
)


@dataclass(frozen=True, slots=True)
class Plan:
    """One race. ``control``: numbers come from a sequence. Every ``pause_every``-th push stands still.

    ``batch`` operations a push, whole cards: of a card in two pushes the reader would rightly get rows twice.
    """

    url: str
    rows: int
    writers: int = 16
    batch: int = 500
    control: bool = False
    pause_every: int = 10

    def __post_init__(self) -> None:
        """Raises ValueError for a batch that would cut a card."""
        if self.batch % (CHILDREN + 1):
            raise ValueError(self.batch)

    @property
    def pushes(self) -> int:
        """Pushes of one writer."""
        return -(-self.rows // (self.writers * self.batch))


@dataclass(slots=True)
class Seen:
    """What came out."""

    written: int = 0
    lost: int = 0
    repeated: int = 0
    not_applied: int = 0
    pulls: int = 0
    paused: int = 0
    seconds: float = 0.0
    problems: list[str] = field(default_factory=list)


# -- writers --------------------------------------------------------------------------------


def _uuid(kind: int, writer: int, number: int) -> str:
    return f"{writer:08x}-{kind:04x}-4000-8000-{number:012x}"


def _operations(writer: int, start: int, count: int) -> Iterator[Op]:
    """Cards with children; every id says who made it, so that nothing has to be handed around."""
    for number in range(start, start + count):
        root = number - number % (CHILDREN + 1)
        card = _uuid(1, writer, root)
        kind, name = ("customer", "full_name") if number == root else ("family_member", "name")
        yield Op(
            id=_uuid(2, writer, number), k=OpKind.CREATE, t=kind, row=_uuid(1, writer, number), agg=card,
            wall=_WALL, f={name: Change(n=f"{writer} {number}")},
        )  # fmt: skip


def write(plan: Plan, writer: int, token: str) -> tuple[int, int]:
    """Push everything of one writer; return how many operations were applied and how many pushes stood still."""
    database = Database(plan.url)
    applied = 0
    with _numbers(plan, writer) as paused:
        service = Service(database)
        for number in range(plan.pushes):
            ops = [msgspec.Raw(encode(op)) for op in _operations(writer, number * plan.batch, plan.batch)]
            body = encode(PushRequest(wall=_WALL, ops=ops))
            reply = service.answer(BY_PATH[PUSH_PATH], f"Bearer {token}", None, body)
            receipts = msgspec.json.decode(reply, type=PushReply).res.values()
            applied += sum(one.r is Outcome.APPLIED for one in receipts)
    database.close()
    return applied, len(paused)


@contextmanager
def _numbers(plan: Plan, writer: int) -> Iterator[list[int]]:
    """Let the pushes of this thread or process draw as the plan says; gives the numbers that stood still."""
    draw = _from_a_sequence if plan.control else _draw
    paused: list[int] = []
    spectator = Database(plan.url)
    pushes = 0

    def drawn(conn: Connection, ctx: Context, hashes: Iterable[bytes], n_ops: int) -> commits.Commit:
        nonlocal pushes
        pushes += 1
        commit = draw(conn, ctx, hashes, n_ops)
        if (pushes + writer) % plan.pause_every == 0:
            paused.append(commit.seq)
            _stand_still(spectator, commit.seq)
        return commit

    _draw_of_thread.set(drawn)
    try:
        yield paused
    finally:
        spectator.close()


def _stand_still(spectator: Database, seq: int) -> None:
    """Wait until the reader has passed this number, or a moment."""
    until = time.monotonic() + _PAUSE_S
    while time.monotonic() < until:
        with spectator.read() as conn:
            if conn.execute(text("SELECT since FROM race_reader")).scalar_one() >= seq:
                return


_draw = commits.draw
_head = commits.head


class _PerThread:
    """Each writer draws in its own way, be it a thread or a process."""

    def __init__(self) -> None:
        self._local = threading.local()

    def set(self, draw: Callable[..., commits.Commit]) -> None:
        self._local.draw = draw

    def __call__(self, conn: Connection, ctx: Context, hashes: Iterable[bytes], n_ops: int) -> commits.Commit:
        draw: Callable[..., commits.Commit] = getattr(self._local, "draw", _draw)
        return draw(conn, ctx, hashes, n_ops)


_draw_of_thread = _PerThread()


def patch_draw() -> None:
    """Let writers of this process decide how they draw (for worker processes, which end with their work)."""
    commits.draw = _draw_of_thread


def _from_a_sequence(conn: Connection, ctx: Context, _hashes: Iterable[bytes], n_ops: int) -> commits.Commit:
    """The control: nobody waits for anybody, and numbers become visible in any order."""
    seq = conn.execute(text("SELECT nextval('race_seq')")).scalar_one()
    tag = hashlib.sha256(str(seq).encode()).digest()
    drawn = commits.Commit(seq, tag, instant_text(ctx.clock()))
    entry = {"seq": seq, "tag": tag, "batch_hash": b"", "at": drawn.at, "n_ops": n_ops}
    conn.execute(insert(commit_log).values(device_id=ctx.caller.device_id, **entry))
    return drawn


def _newest_logged(conn: Connection) -> commits.Commit:
    """The control has no counter row: its head is the largest number that can be seen."""
    query = select(commit_log.c.seq, commit_log.c.tag).order_by(commit_log.c.seq.desc()).limit(1)
    seq, tag = conn.execute(query).one()
    return commits.Commit(seq, tag, "")


# -- reader ---------------------------------------------------------------------------------


class Reader:
    """A director's laptop that polls without pause."""

    def __init__(self, plan: Plan, token: str) -> None:
        self._database = Database(plan.url)
        self._service = Service(self._database)
        self._token = token
        self._since, self._witness = 0, None
        self.rows: Counter[str] = Counter()
        self.pulls = 0

    def follow(self, finished: Callable[[], bool]) -> None:
        """Pull until the writers have finished, and once more."""
        last = False
        while not last:
            last = finished()
            self._pull()
        self._database.close()

    def _pull(self) -> None:
        staged: dict[str, list[str]] = {}
        after, done = None, False
        while not done:
            request = PullRequest(since=self._since, after=after, w=self._witness, max_aggs=5000, max_bytes=8 << 20)
            answer = self._service.answer(BY_PATH[PULL_PATH], f"Bearer {self._token}", None, encode(request))
            page = msgspec.json.decode(answer, type=PullReply)
            staged |= {item.a: [row.id for row in item.rows if row.t != "employee"] for item in page.items}
            after, done = page.after, page.done
        self.pulls += 1
        for rows in staged.values():
            self.rows.update(rows)
        self._since, self._witness = page.head, page.w
        with self._database.write() as conn:
            conn.execute(text("UPDATE race_reader SET since = :since"), {"since": self._since})


# -- the race -------------------------------------------------------------------------------


def run(plan: Plan, executor: Executor | None = None) -> Seen:
    """Run one race in an initialised database; writers are threads unless an executor of processes is given.

    The executor's processes must have called :func:`patch_draw`.
    """
    tokens = _staff(plan)
    head = _newest_logged if plan.control else _head
    seen, began = Seen(), time.monotonic()
    reader = Reader(plan, tokens[-1])
    with (
        mock.patch.object(commits, "draw", _draw_of_thread),
        mock.patch.object(commits, "head", head),
        executor or ThreadPoolExecutor(plan.writers) as pool,
        ThreadPoolExecutor(1) as reading,
    ):
        writing = [pool.submit(write, plan, writer, tokens[writer]) for writer in range(plan.writers)]
        followed = reading.submit(reader.follow, lambda: all(one.done() for one in writing))
        results = [one.result() for one in writing]
        followed.result()
    seen.seconds = time.monotonic() - began
    seen.paused = sum(paused for _, paused in results)
    seen.pulls = reader.pulls
    _compare(plan, seen, reader, applied=sum(applied for applied, _ in results))
    return seen


def _staff(plan: Plan) -> list[str]:
    """Make a person and a laptop a writer, a director for the reader, and the tables of the race."""
    database = Database(plan.url)
    tokens = []
    with database.write() as conn:
        hashed = auth.hash_password("race-race-race")
        for number in range(plan.writers + 1):
            role = Role.REP if number < plan.writers else Role.DIRECTOR
            accounts.add_user(conn, Context(), f"racer{number}", hashed, role, None, "")
            request = EnrollRequest(user=f"racer{number}", password="-", device=f"laptop {number}")
            tokens.append(auth.enroll(conn, Context(), request).token)
        for statement in _TABLES:
            conn.execute(text(statement))
        if plan.control:
            conn.execute(text("SELECT setval('race_seq', (SELECT seq FROM stream))"))
    database.close()
    return tokens


def _compare(plan: Plan, seen: Seen, reader: Reader, *, applied: int) -> None:
    """Compare with plain SQL what is there, what was acknowledged and what the reader got."""
    database = Database(plan.url)
    with database.read() as conn:
        there = set(conn.execute(select(obj.c.row_id).where(obj.c.type != "employee")).scalars())
        numbers = conn.execute(select(func.count(), func.max(commit_log.c.seq)).select_from(commit_log)).one()
    database.close()
    seen.written = len(there)
    seen.not_applied = plan.writers * plan.pushes * plan.batch - applied
    seen.lost = len(there - reader.rows.keys())
    seen.repeated = sum(times > 1 for times in reader.rows.values())
    if len(there) != applied:
        seen.problems.append(f"{applied} operations were acknowledged, {len(there)} rows are there")
    if reader.rows.keys() - there:
        seen.problems.append("the reader got rows that are not there")
    if not plan.control and numbers[0] != numbers[1] + 1:  # commit 0 counts too
        seen.problems.append(f"{numbers[0]} commits up to number {numbers[1]}: there are gaps")
