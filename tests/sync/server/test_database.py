"""Schema revisions: the migrations make what the tables say, and only fitting databases are served."""

from __future__ import annotations

from contextlib import ExitStack

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from desktop_crm.errors import StoreTooNew, UsageError
from sync.server import database as server_database
from sync.server.database import Database, NotInitialised, _alembic, check_ready, known_revision, migrate, migrate_to
from sync.server.schema import SCHEMA_REVISION, metadata


def test_migrations_make_the_declared_tables(empty_url):
    database = Database(empty_url)
    migrate(database)
    migrate(database)
    with database.read() as conn:
        assert compare_metadata(MigrationContext.configure(conn), metadata) == []
    database.close()
    assert ScriptDirectory.from_config(_alembic()).get_current_head() == SCHEMA_REVISION


def test_only_a_fitting_database_is_served(database, empty_url):
    check_ready(database)
    with database.write() as conn:
        conn.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreTooNew):
        check_ready(database)
    empty = Database(empty_url)
    with pytest.raises(NotInitialised):
        check_ready(empty)
    empty.close()


def test_a_migration_gives_way_to_a_long_backup_and_comes_again(empty_url, backend, monkeypatch):
    """Who waits for a lock on a table holds up everybody that comes after."""
    database, reader = Database(empty_url), Database(empty_url)
    with database.write() as conn:
        migrate_to(conn, "0001")
    waits = []
    monkeypatch.setattr(server_database, "_PATIENCE_S", 0.1)
    with ExitStack() as reading:
        conn = reading.enter_context(reader.read())
        conn.execute(text("SELECT count(*) FROM agg")).all()

        def wait(seconds: float) -> None:
            waits.append(seconds)
            reading.close()

        monkeypatch.setattr(server_database.time, "sleep", wait)
        migrate(database)
    assert len(waits) == (0 if backend == "sqlite" else 1)
    with database.read() as conn:
        assert known_revision(conn) == SCHEMA_REVISION
    database.close()
    reader.close()


@pytest.mark.parametrize("url", ["", "nonsense", "mysql://x/y", "oracle://x"])
def test_other_databases_are_refused(url):
    with pytest.raises(UsageError):
        Database(url)


def test_a_failed_transaction_leaves_nothing(database):
    def fail() -> None:
        with database.write() as conn:
            conn.execute(text("INSERT INTO team (team_id, name) VALUES ('x', 'x')"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with database.read() as conn:
        assert conn.execute(text("SELECT count(*) FROM team")).scalar_one() == 0
