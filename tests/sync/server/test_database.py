"""Schema revisions: the migrations make what the tables say, and only fitting databases are served."""

from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from desktop_crm.errors import StoreTooNew, UsageError
from sync.server.database import Database, NotInitialised, _alembic, check_ready, migrate
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
