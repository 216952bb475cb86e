"""The server's connection in the simulation: statements that are made once are compiled once.

SQLAlchemy writes the SQL of each; its way from there to the driver and back, most of the cost of a small statement, is
left out as on the laptops. A statement that the product builds anew each time goes SQLAlchemy's whole way.
"""

from __future__ import annotations

import sqlite3
from collections import namedtuple
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Boolean, Connection, Select
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import DBAPIError, NoResultFound
from sqlalchemy.sql.base import Executable
from sqlalchemy.sql.compiler import SQLCompiler

Values = Mapping[str, Any]
RowMaker = Callable[[Sequence[Any]], Any]
_DIALECT = sqlite.dialect()  # type: ignore[no-untyped-call]


class Rows:
    """What a statement gave: the few methods of SQLAlchemy's result that the server uses."""

    __slots__ = ("_rows", "rowcount")

    def __init__(self, rows: list[Any], rowcount: int) -> None:
        self._rows = rows
        self.rowcount = rowcount

    def __iter__(self) -> Iterator[Any]:
        return iter(self._rows)

    def all(self) -> list[Any]:
        return self._rows

    def first(self) -> Any:
        return self._rows[0] if self._rows else None

    def one(self) -> Any:
        if len(self._rows) != 1:
            raise NoResultFound
        return self._rows[0]

    def scalars(self) -> Rows:
        return Rows([row[0] for row in self._rows], self.rowcount)

    def scalar_one(self) -> Any:
        return self.one()[0]

    def scalar_one_or_none(self) -> Any:
        return self.one()[0] if self._rows else None


class _Prepared:
    """The SQL of a statement for parameters of certain names and lengths."""

    def __init__(self, compiled: SQLCompiler, row: RowMaker | None, values: Values) -> None:
        whole = compiled.construct_expanded_state(values)
        self.sql: str = whole.statement
        self.fixed = dict(whole.parameters)
        self.names: list[str] = list(whole.positiontup)
        self.lists: dict[str, list[str]] = dict(whole.parameter_expansion)
        self.row = row

    def positions(self, values: Values) -> tuple[Any, ...]:
        """Put the values into the order of the question marks."""
        known = {**self.fixed, **values}
        for name, parts in self.lists.items():
            if name in values:  # else it stands in the statement itself
                known.update(zip(parts, values[name], strict=True))
        return tuple(known[name] for name in self.names)


def _row_maker(statement: Select[Any]) -> RowMaker:
    columns = list(statement.selected_columns)
    kind = namedtuple("Row", [column.key for column in columns], rename=True)  # type: ignore[misc]
    flags = [at for at, column in enumerate(columns) if isinstance(column.type, Boolean)]
    if not flags:
        return kind._make

    def made(row: Sequence[Any]) -> Any:
        values = list(row)
        for at in flags:
            values[at] = None if values[at] is None else bool(values[at])
        return kind._make(values)

    return made


class _Statement:
    """One statement of the product: compiled once for parameters of certain names, expanded once for their lengths."""

    def __init__(self, statement: Any) -> None:
        self.rows = _row_maker(statement) if isinstance(statement, Select) else None
        self.compiled: dict[Any, SQLCompiler] = {}
        self.prepared: dict[Any, _Prepared] = {}

    def of(self, statement: Any, values: Values) -> _Prepared:
        """Return what to run for these values."""
        shape = tuple((name, len(value) if isinstance(value, list) else -1) for name, value in values.items())
        found = self.prepared.get(shape)
        if found is None:
            names = None if self.rows else list(values)
            key = names and tuple(names)
            if key not in self.compiled:
                self.compiled[key] = statement.compile(dialect=_DIALECT, column_keys=names)
            found = self.prepared[shape] = _Prepared(self.compiled[key], self.rows, values)
        return found


#: The statements that were seen; None after the first time, for there may be no second.
_seen: WeakKeyDictionary[Executable, _Statement | None] = WeakKeyDictionary()


class PreparedConnection:
    """One database's connection, in the place of SQLAlchemy's (``shell``), which does what is not done here."""

    def __init__(self, raw: sqlite3.Connection, shell: Connection) -> None:
        self.raw = raw
        self.shell = shell
        self.dialect = shell.dialect
        self.begin_nested = shell.begin_nested
        self.exec_driver_sql = shell.exec_driver_sql

    def execute(self, statement: Executable, values: Values | Sequence[Values] | None = None) -> Any:
        """Run a statement."""
        known = _seen.get(statement)
        if known is None:
            known = _seen[statement] = _Statement(statement) if statement in _seen else None
        if known is None:
            return self.shell.execute(statement, values)
        if isinstance(values, list):
            prepared = known.of(statement, values[0])
            cursor = self._run(prepared, [prepared.positions(one) for one in values])
        else:
            prepared = known.of(statement, values or {})
            cursor = self._run(prepared, prepared.positions(values or {}))
        made = prepared.row
        return Rows([] if made is None else list(map(made, cursor.fetchall())), cursor.rowcount)

    def commit(self) -> None:
        """End the transaction, however it was begun."""
        try:
            (self.shell if self.shell.in_transaction() else self.raw).commit()
        except sqlite3.Error as error:
            raise DBAPIError.instance("COMMIT", (), error, sqlite3.Error) from error

    def _run(self, prepared: _Prepared, values: Any) -> sqlite3.Cursor:
        cursor = self.raw.cursor()
        try:
            return (cursor.executemany if isinstance(values, list) else cursor.execute)(prepared.sql, values)
        except sqlite3.Error as error:
            raise DBAPIError.instance(prepared.sql, values, error, sqlite3.Error) from error
