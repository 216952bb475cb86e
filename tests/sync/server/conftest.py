"""Fixtures of the server's tests."""

from __future__ import annotations

import pytest

from sync.server.database import Database
from tests.support.databases import backend, database, database_url, empty_url, postgres, template_url
from tests.sync.server.laptop import World

__all__ = ["backend", "database", "database_url", "empty_url", "postgres", "template_url"]


@pytest.fixture
def world(database: Database) -> World:
    """A fresh server with a clock of its own."""
    return World(database)
