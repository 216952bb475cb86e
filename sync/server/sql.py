"""The few statements that SQLite and PostgreSQL spell in their own dialects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any, cast

from sqlalchemy import ARRAY, Connection, Select, Table, bindparam, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import Insert

CHUNK = 500
_FAIL, _SKIP, _REPLACE = "fail", "skip", "replace"  # what happens to a row that is there


def chunks(ids: Iterable[str], size: int = CHUNK) -> Iterator[list[str]]:
    """Cut into lists short enough for one statement."""
    rest = iter(ids)
    while part := list(islice(rest, size)):
        yield part


@lru_cache(maxsize=64)
def _statement(dialect: str, table: Table, columns: tuple[str, ...], clash: str) -> Insert:
    """Insert rows of these columns. PostgreSQL takes one array a column: one execution however many rows."""
    statement: Any
    if dialect == "postgresql":
        arrays = [bindparam(name, type_=ARRAY(table.c[name].type)) for name in columns]
        rows = func.unnest(*arrays).table_valued(*columns).render_derived()
        statement = postgresql.insert(table).from_select(list(columns), select(*(rows.c[name] for name in columns)))
    else:
        statement = sqlite.insert(table).values({name: bindparam(name) for name in columns})
    if clash == _FAIL:
        return cast(Insert, statement)
    keys = [column.name for column in table.primary_key]
    if clash == _SKIP:
        return cast(Insert, statement.on_conflict_do_nothing(index_elements=keys))
    rest = {name: statement.excluded[name] for name in columns if name not in keys}
    return cast(Insert, statement.on_conflict_do_update(index_elements=keys, set_=rest))


def _write(conn: Connection, table: Table, rows: Sequence[Mapping[str, Any]], clash: str) -> None:
    if not rows:
        return
    statement = _statement(conn.dialect.name, table, tuple(rows[0]), clash)
    if conn.dialect.name == "postgresql":
        conn.execute(statement, {name: [row[name] for row in rows] for name in rows[0]})
    else:
        conn.execute(statement, rows)


def insert_rows(conn: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows, all with the same columns. Raises IntegrityError when one is there."""
    _write(conn, table, rows, _FAIL)


def upsert(conn: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows by primary key, replacing the given columns of those that are there. No key may come twice."""
    _write(conn, table, rows, _REPLACE)


def insert_missing(conn: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows by primary key, leaving those that are there."""
    _write(conn, table, rows, _SKIP)


def insert_or_skip(conn: Connection, table: Table, columns: Sequence[str], source: Select[Any]) -> None:
    """Insert the rows of a query, leaving those that are there."""
    dialect = postgresql if conn.dialect.name == "postgresql" else sqlite
    keys = [column.name for column in table.primary_key]
    # SQLite cannot tell ON CONFLICT from a join without a WHERE; every caller's query has one.
    conn.execute(dialect.insert(table).from_select(list(columns), source).on_conflict_do_nothing(index_elements=keys))
