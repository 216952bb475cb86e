"""The few statements that SQLite and PostgreSQL spell in their own dialects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Select, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import Insert

CHUNK = 500


def chunks(ids: Iterable[str], size: int = CHUNK) -> Iterator[list[str]]:
    """Cut into lists short enough for one statement."""
    rest = iter(ids)
    while part := list(islice(rest, size)):
        yield part


@lru_cache(maxsize=64)
def _statement(dialect: str, table: Table, *, replace: bool) -> Insert:
    keys = [column.name for column in table.primary_key]
    statement = postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
    if not replace:
        return statement.on_conflict_do_nothing(index_elements=keys)
    rest = {column.name: statement.excluded[column.name] for column in table.columns if column.name not in keys}
    return statement.on_conflict_do_update(index_elements=keys, set_=rest)


def upsert(conn: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows by primary key, replacing those that are there."""
    if rows:
        conn.execute(_statement(conn.dialect.name, table, replace=True), rows)


def insert_missing(conn: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows by primary key, leaving those that are there."""
    if rows:
        conn.execute(_statement(conn.dialect.name, table, replace=False), rows)


def insert_or_skip(conn: Connection, table: Table, columns: Sequence[str], source: Select[Any]) -> None:
    """Insert the rows of a query, leaving those that are there."""
    dialect = postgresql if conn.dialect.name == "postgresql" else sqlite
    keys = [column.name for column in table.primary_key]
    # SQLite cannot tell ON CONFLICT from a join without a WHERE; every caller's query has one.
    conn.execute(dialect.insert(table).from_select(list(columns), source).on_conflict_do_nothing(index_elements=keys))
