"""The server's database: engine, transactions, schema revision. SQLite file or PostgreSQL."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from platformdirs import user_data_path
from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, OperationalError

from desktop_crm.errors import StoreDamaged, StoreError, StoreTooNew, UsageError

BUSY_TIMEOUT_MS = 30_000
#: A change of the schema holds up everybody who comes after it, so it waits for its locks only so long.
_PATIENCE_S, _PAUSE_S, _ATTEMPTS = 3, 1.0, 150
_GAVE_WAY = ("40P01", "55P03")  # a deadlock that PostgreSQL broke; no lock in time
#: How connections call themselves to PostgreSQL.
APPLICATION = "desktop-crm-server"
MIGRATIONS = Path(__file__).parent / "migrations"


class NotInitialised(StoreError):
    """The database holds no server yet."""

    code = "not_initialised"


def default_url() -> str:
    """Name the SQLite file in the platform's data folder; makes the folder."""
    folder = user_data_path("desktop-crm-server", appauthor=False, ensure_exists=True)
    return f"sqlite:///{folder / 'server.sqlite'}"


class Database:
    """Opens transactions. Safe to share between threads."""

    def __init__(self, url: str) -> None:
        """Opens nothing yet. Raises UsageError for a URL of neither SQLite nor PostgreSQL."""
        try:
            parsed = make_url(url)
        except ArgumentError as error:
            raise UsageError("database_url") from error
        if parsed.drivername in ("postgresql", "postgres"):
            parsed = parsed.set(drivername="postgresql+psycopg")
        self.is_sqlite = parsed.get_backend_name() == "sqlite"
        if not self.is_sqlite and parsed.get_backend_name() != "postgresql":
            raise UsageError("database_url")
        self.url = parsed
        self.engine = _sqlite_engine(parsed) if self.is_sqlite else _postgres_engine(parsed)
        # SQLite waits for its lock by polling; threads of one process queue fairly here instead.
        self._writers: Any = threading.Lock() if self.is_sqlite else nullcontext()

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Run one read-write transaction: BEGIN IMMEDIATE, or READ COMMITTED with row locks."""
        options: dict[str, Any] = {"begin": "BEGIN IMMEDIATE"}
        if not self.is_sqlite:
            options["isolation_level"] = "READ COMMITTED"
        with self._writers, self.engine.connect().execution_options(**options) as conn, conn.begin():
            yield conn

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Run one read-only transaction that sees a single snapshot."""
        options: dict[str, Any] = {"begin": "BEGIN"}
        if not self.is_sqlite:
            options |= {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        with self.engine.connect().execution_options(**options) as conn, conn.begin():
            yield conn

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def _postgres_engine(url: URL) -> Engine:
    return create_engine(url, pool_pre_ping=True, connect_args={"application_name": APPLICATION})


def _sqlite_engine(url: URL) -> Engine:
    engine = create_engine(url, connect_args={"timeout": BUSY_TIMEOUT_MS / 1000})

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # BEGIN is ours, see below
        connection.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA secure_delete=ON")  # what was erased is not left in free space
        connection.execute("PRAGMA cache_size=-65536")

    @event.listens_for(engine, "begin")
    def _begin(conn: Connection) -> None:
        conn.exec_driver_sql(conn.get_execution_options().get("begin", "BEGIN"))

    return engine


def _alembic(conn: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = conn
    return config


def migrate(database: Database) -> None:
    """Bring the schema to this version's revision, in one transaction.

    Servers of the version before may be at work meanwhile: where the change meets them, or a long backup, it gives way,
    so that laptops never wait long, and is tried again.
    """
    for attempt in range(1, _ATTEMPTS + 1):
        try:
            with database.write() as conn:
                lock_schema(conn)
                migrate_to(conn, "head")
        except OperationalError as error:
            if attempt == _ATTEMPTS or getattr(error.orig, "sqlstate", "") not in _GAVE_WAY:
                raise
            time.sleep(_PAUSE_S)
        else:
            return


def lock_schema(conn: Connection) -> None:
    """Have only one process change the schema at a time. A second one waits and then finds nothing to do."""
    if conn.dialect.name == "postgresql":
        conn.execute(text(f"SET LOCAL lock_timeout = '{_PATIENCE_S}s'"))
        conn.execute(text("SELECT pg_advisory_xact_lock(8640)"))


def migrate_to(conn: Connection, revision: str) -> None:
    """Bring the schema of this connection's database up to a revision, inside its transaction."""
    command.upgrade(_alembic(conn), revision)


def check_ready(database: Database) -> None:
    """Make sure that the database can be served; migrate an older one.

    Raises NotInitialised, StoreTooNew, StoreDamaged.
    """
    with database.read() as conn:
        revision = known_revision(conn)
    if revision != newest_revision():
        migrate(database)


def newest_revision() -> str:
    """Return the revision of this version of the program."""
    return str(ScriptDirectory.from_config(_alembic()).get_current_head())


def known_revision(conn: Connection) -> str:
    """Read the revision of the schema. Raises NotInitialised, StoreDamaged; StoreTooNew when it is not known here."""
    revision = _revision(conn)
    check_known(revision)
    return revision


def check_known(revision: str) -> None:
    """Raise StoreTooNew unless this version of the program knows the revision."""
    if revision not in {known.revision for known in ScriptDirectory.from_config(_alembic()).walk_revisions()}:
        raise StoreTooNew(revision=revision)


def is_empty(conn: Connection) -> bool:
    """Say whether there is no server in this database, not even its tables."""
    return "server_info" not in inspect(conn).get_table_names()


def _revision(conn: Connection) -> str:
    if is_empty(conn):
        raise NotInitialised
    if "alembic_version" not in inspect(conn).get_table_names():
        raise StoreDamaged(missing="alembic_version")
    return str(conn.execute(text("SELECT version_num FROM alembic_version")).scalar_one())
