"""The tables of a revision of the schema, and all their rows in the order of their keys."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, MetaData, Row, Table, create_engine, func, select

from sync.server import schema
from sync.server.database import migrate_to

#: Rows fetched at once: few enough that those with pieces of files in them fit into memory.
FETCH = 100


def of_revision(revision: str) -> list[Table]:
    """Return the tables that a database of this revision has, those that others refer to first.

    Of older revisions nothing is known but their migrations: these make an empty database that tells.
    """
    if revision == schema.SCHEMA_REVISION:
        return list(schema.metadata.sorted_tables)
    engine = create_engine("sqlite://")
    found = MetaData()
    try:
        with engine.begin() as conn:
            migrate_to(conn, revision)
            found.reflect(conn)
    finally:
        engine.dispose()
    for table in found.tables.values():
        for column in table.columns:
            column.type = column.type.as_generic()
    return [table for table in found.sorted_tables if table.name != "alembic_version"]


def columns(tables: Iterable[Table]) -> dict[str, list[str]]:
    """Return the names of the columns of each table."""
    return {str(table.name): [str(column.name) for column in table.columns] for table in tables}


def rows(conn: Connection, table: Table, names: Sequence[str]) -> Iterator[Row[*tuple[Any, ...]]]:
    """Read these columns in the order of the key. Few rows are in memory at a time, however many there are."""
    query = select(*(table.c[name] for name in names)).order_by(*table.primary_key.columns)
    yield from conn.execute(query.execution_options(yield_per=FETCH))


def continue_counters(conn: Connection, tables: list[Table]) -> None:
    """Let PostgreSQL's counters go on after the numbers that were written. SQLite looks at the numbers by itself."""
    if conn.dialect.name != "postgresql":
        return
    for table in tables:
        counted = next((one for one in table.primary_key.columns if _counts(conn, table, one.name)), None)
        if counted is not None:
            newest = select(func.max(counted)).scalar_subquery()
            counter = func.pg_get_serial_sequence(table.name, counted.name)
            conn.execute(select(func.setval(counter, newest)).where(newest.is_not(None)))


def _counts(conn: Connection, table: Table, column: str) -> bool:
    return conn.execute(select(func.pg_get_serial_sequence(table.name, column))).scalar_one() is not None


def drop_all(conn: Connection) -> None:
    """Drop all tables of a server, of whatever revision, so that another can take its place in the same transaction."""
    ours = {table.name for table in schema.metadata.sorted_tables}
    there = MetaData()
    there.reflect(conn, only=lambda name, _: name in ours or name == "alembic_version")
    there.drop_all(conn)
