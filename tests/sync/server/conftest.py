"""Fixtures of the server's tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import structlog

from sync.server.database import Database
from tests.support.databases import backend, database, database_url, empty_url, postgres, template_url
from tests.sync.server.laptop import World

__all__ = ["backend", "database", "database_url", "empty_url", "postgres", "template_url"]


@pytest.fixture
def world(database: Database) -> World:
    """A fresh server with a clock of its own."""
    return World(database)


@pytest.fixture(autouse=True)
def _logs_as_before() -> Iterator[None]:
    """A command that a test runs in this process sends logs to that test's stderr, which closes with it."""
    before = structlog.get_config()
    yield
    structlog.configure(**before)
