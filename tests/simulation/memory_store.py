"""The laptop's store in memory: stands in for :class:`desktop_crm.store.engine.Store`.

The statements are the real ones and so is their database; only SQLAlchemy's shell around the driver, the
encryption and the file are left out. All transactions of a history lie in one outer transaction, so that the
next history begins with a rollback instead of a new database (parsing the schema costs more than a history).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

from sqlalchemy.exc import NoResultFound
from sqlcipher3 import dbapi2

from desktop_crm.store import engine
from tests.simulation.faults import Plan

Image = dict[str, list[Any]]
_STATEMENTS_KEPT = 1_000  # prepared
_WRITES = re.compile(r'\b(?:INSERT(?: OR \w+)? INTO|REPLACE INTO|UPDATE(?: OR \w+)?|DELETE FROM)\s+"?(\w+)')


def new_database() -> dbapi2.Connection:
    """Open an empty database in memory."""
    return dbapi2.connect(":memory:", isolation_level=None, check_same_thread=False, cached_statements=_STATEMENTS_KEPT)


@cache
def written_table(sql: str) -> str:
    """Name the table that a statement writes; "" for one that reads."""
    found = _WRITES.search(sql)
    return found[1] if found else ""


class Rows:
    """The few methods of SQLAlchemy's result that the store uses, straight from a cursor."""

    __slots__ = ("_cursor",)

    def __init__(self, cursor: Any) -> None:
        self._cursor = cursor

    def __iter__(self) -> Iterator[Any]:
        return iter(self._cursor)

    @property
    def rowcount(self) -> int:
        return int(self._cursor.rowcount)

    def fetchone(self) -> Any:
        return self._cursor.fetchone()

    first = fetchone

    def fetchall(self) -> list[Any]:
        return list(self._cursor.fetchall())

    all = fetchall

    def scalar(self) -> Any:
        row = self._cursor.fetchone()
        return None if row is None else row[0]

    def one(self) -> Any:
        row = self._cursor.fetchone()
        if row is None:
            raise NoResultFound
        return row

    def scalar_one(self) -> Any:
        return self.one()[0]

    def scalars(self) -> _Values:
        return _Values(row[0] for row in self._cursor)


class _Values(list[Any]):
    """The first column of a result."""

    def all(self) -> list[Any]:
        return self


class MemoryConnection:
    """One transaction's connection, in the place of SQLAlchemy's."""

    def __init__(self, store: MemoryStore, *, reads: bool) -> None:
        self.raw = store.raw
        self.plan = store.plan
        self.changes = store.changes
        self.reads = reads
        self.connection = self  # SQLAlchemy's way to the driver, see desktop_crm.store.raw

    def exec_driver_sql(self, sql: str, arguments: Any = ()) -> Rows:
        if self.plan.kind or self.plan.dead:
            self.plan.before(sql, no_room)
        table = written_table(sql)
        if table:
            assert not self.reads, f"{table} written while reading"
            self.changes[table] += 1
        if type(arguments) is list:
            return Rows(self.raw.executemany(sql, arguments))
        return Rows(self.raw.execute(sql, arguments))

    def cursor(self) -> _Cursor:
        return _Cursor(self)


class _Cursor:
    """A cursor of the driver that is counted too."""

    def __init__(self, connection: MemoryConnection) -> None:
        self._connection = connection
        self._rows: Rows | None = None

    def execute(self, sql: str, arguments: Sequence[object] = ()) -> None:
        self._rows = self._connection.exec_driver_sql(sql, tuple(arguments))

    def fetchall(self) -> list[Any]:
        assert self._rows is not None
        return self._rows.fetchall()

    def close(self) -> None:
        self._rows = None


def no_room() -> Exception:
    """What the driver says when the disk is full."""
    return dbapi2.OperationalError("database or disk is full")


class MemoryStore:
    """One store. ``raw`` may be exchanged for an older image; ``changes`` counts what was written to each table."""

    def __init__(self, raw: dbapi2.Connection, plan: Plan) -> None:
        self.raw = raw
        self.plan = plan
        self.changes: Counter[str] = Counter()
        self._inside = False
        names = raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        self._tables = [name for (name,) in names if not name.startswith(("search_name", "search_text"))]

    def begin_history(self) -> None:
        """Open the outer transaction."""
        self.raw.execute("BEGIN")

    def end_history(self) -> None:
        """Roll everything back."""
        self.raw.execute("ROLLBACK")

    def image(self) -> Image:
        """Copy the durable state as an image of the disk would: the rows of all tables but the search index."""
        return {name: self.raw.execute(f'SELECT * FROM "{name}"').fetchall() for name in self._tables}

    def put_back(self, image: Image) -> None:
        """Replace the state by an older one."""
        self.changes.update(image.keys())
        for name, rows in image.items():
            self.raw.execute(f'DELETE FROM "{name}"')
            if rows:
                marks = ", ".join("?" * len(rows[0]))
                self.raw.executemany(f'INSERT INTO "{name}" VALUES ({marks})', rows)

    def written(self, tables: Iterable[str]) -> int:
        """Count what was written to these tables so far."""
        return sum(map(self.changes.__getitem__, tables))

    def damage(self, sql: str, arguments: Sequence[object]) -> None:
        """Change the state behind everybody's back."""
        self.changes[written_table(sql)] += 1
        self.raw.execute(sql, arguments)

    # -- what the application sees ----------------------------------------------------------

    @contextmanager
    def write(self) -> Iterator[MemoryConnection]:
        with engine.told(), self._transaction() as connection:
            yield connection

    @contextmanager
    def read(self) -> Iterator[MemoryConnection]:
        """One thread: what is read stays as it is without a transaction."""
        assert not self._inside, "a transaction inside a transaction"
        armed = bool(self.plan.kind or self.plan.dead)
        self._inside = True
        try:
            with engine.told():
                if armed:
                    self.plan.before("BEGIN", no_room)
                yield MemoryConnection(self, reads=True)
                if armed:
                    self.plan.before("COMMIT", no_room)
        finally:
            self._inside = False
        if self.plan.kind:
            self.plan.after_commit()

    @contextmanager
    def _transaction(self) -> Iterator[MemoryConnection]:
        assert not self._inside, "a transaction inside a transaction"
        if self.plan.kind or self.plan.dead:
            self.plan.before("BEGIN", no_room)
        self._inside = True
        raw = self.raw
        raw.execute("SAVEPOINT s")
        try:
            yield MemoryConnection(self, reads=False)
            if self.plan.kind or self.plan.dead:
                self.plan.before("COMMIT", no_room)
        except BaseException:
            raw.execute("ROLLBACK TO s")
            raw.execute("RELEASE s")
            raise
        finally:
            self._inside = False
        raw.execute("RELEASE s")
        if self.plan.kind:
            self.plan.after_commit()

    @contextmanager
    def exclusive(self) -> Iterator[None]:
        yield

    def recycle(self) -> None:
        """Nothing is pooled."""

    def close(self) -> None:
        """The simulation keeps the database."""
