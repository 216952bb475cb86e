"""The server's database in memory: stands in for :class:`sync.server.database.Database`.

As on the laptop, all transactions of a history are savepoints of one outer transaction, rolled back at its end.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from tests.simulation.faults import Crash, Plan
from tests.simulation.prepared import PreparedConnection

_STATEMENTS_KEPT = 1_000  # prepared


def no_room() -> Exception:
    """What the driver says when the disk is full."""
    return sqlite3.OperationalError("database or disk is full")


class _Cursor(sqlite3.Cursor):
    """Counts statements for the plan of misfortunes."""

    connection: RawServer

    def execute(self, sql: str, *arguments: Any) -> _Cursor:
        plan = self.connection.plan
        if plan is not None and (plan.kind or plan.dead):
            plan.before(sql, no_room)
        super().execute(sql, *arguments)
        return self

    def executemany(self, sql: str, *arguments: Any) -> _Cursor:
        plan = self.connection.plan
        if plan is not None and (plan.kind or plan.dead):
            plan.before(sql, no_room)
        super().executemany(sql, *arguments)
        return self


class RawServer(sqlite3.Connection):
    """The driver's connection: COMMIT and ROLLBACK end a savepoint."""

    plan: Plan | None = None
    inside = False
    outer = False

    def cursor(self, *_factory: Any) -> _Cursor:  # type: ignore[override]
        return super().cursor(_Cursor)

    def begin(self) -> None:
        plan = self.plan
        if plan is not None and (plan.kind or plan.dead):
            plan.before("BEGIN", no_room)
        self.plain("SAVEPOINT s")
        self.inside = True

    def commit(self) -> None:
        if not self.inside:
            return
        plan = self.plan
        if plan is not None and (plan.kind or plan.dead):
            plan.before("COMMIT", no_room)
        self.plain("RELEASE s")
        self.inside = False
        if plan is not None and plan.kind:
            plan.after_commit()

    def rollback(self) -> None:
        if self.inside:
            self.plain("ROLLBACK TO s")
            self.plain("RELEASE s")
            self.inside = False

    def close(self) -> None:
        """SQLAlchemy closes the connection of a process that crashed; what it stored stays."""

    def plain(self, sql: str, arguments: Any = ()) -> list[Any]:
        """Run a statement of the simulation's own, which no misfortune meets."""
        return list(sqlite3.Cursor(self).execute(sql, arguments))


def new_database() -> RawServer:
    """Open an empty database in memory."""
    raw = sqlite3.connect(
        ":memory:", isolation_level=None, check_same_thread=False, cached_statements=_STATEMENTS_KEPT, factory=RawServer
    )
    raw.plain("PRAGMA foreign_keys=ON")
    return raw


class MemoryDatabase:
    """Opens transactions on one database in memory. ``raw`` may be exchanged for an older copy."""

    is_sqlite = True

    def __init__(self, raw: RawServer) -> None:
        self._next = raw
        self.engine = create_engine("sqlite://", creator=lambda: self._next, poolclass=NullPool)
        self.raw = raw
        self._connect()

    def _connect(self) -> None:
        self._connection = PreparedConnection(self.raw, self.engine.connect())

    # -- between histories ------------------------------------------------------------------

    def begin_history(self, plan: Plan) -> None:
        """Open the outer transaction."""
        self.raw.plan = plan
        self.raw.plain("BEGIN")
        self.raw.outer = True

    def end_history(self) -> None:
        """Roll everything back."""
        self.raw.plain("ROLLBACK")
        self.raw.outer = False

    def image(self) -> dict[str, list[Any]]:
        """Copy the durable state: the rows of all tables."""
        return {name: self.raw.plain(f'SELECT * FROM "{name}"') for name in self._tables()}

    def put_back(self, image: dict[str, list[Any]]) -> None:
        """Replace the state by an older one."""
        alone = not self.raw.in_transaction
        if alone:
            self.raw.plain("BEGIN")
        self.raw.plain("PRAGMA defer_foreign_keys=ON")
        for name in image:
            self.raw.plain(f'DELETE FROM "{name}"')
        for name, rows in image.items():
            if rows:
                marks = ", ".join("?" * len(rows[0]))
                sqlite3.Cursor(self.raw).executemany(f'INSERT INTO "{name}" VALUES ({marks})', rows)
        if alone:
            self.raw.plain("COMMIT")

    def _tables(self) -> list[str]:
        sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        return [row[0] for row in self.raw.plain(sql)]

    # -- what the server sees ---------------------------------------------------------------

    @contextmanager
    def write(self) -> Iterator[Any]:
        raw, shell = self.raw, self._connection.shell
        assert not raw.inside, "a transaction inside a transaction"
        raw.begin()
        try:
            yield self._connection
            self._connection.commit()
        except Crash:
            shell.close()
            self._connect()
            raise
        finally:
            if shell.get_transaction() is not None:  # a commit without room leaves one behind
                shell.rollback()
            raw.rollback()

    @contextmanager
    def read(self) -> Iterator[Any]:
        before = self.raw.total_changes
        with self.write() as connection:
            yield connection
        assert self.raw.total_changes == before, "written while reading"

    def close(self) -> None:
        """The simulation keeps the database."""
