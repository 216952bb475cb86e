"""Fixtures of the stories."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.databases import postgres
from tests.support.office import Office, new_profile, open_office
from tests.ui.conftest import dressed, qapp_cls

__all__ = ["dressed", "postgres", "qapp_cls"]


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a fresh profile to copy laptops from."""
    return new_profile(tmp_path_factory.mktemp("template") / "profile")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, template: Path) -> Iterator[Office]:
    """Run a company on SQLite for the stories of one module."""
    folder = tmp_path_factory.mktemp("office")
    with open_office(f"sqlite:///{folder / 'server.sqlite'}", folder, template) as opened:
        yield opened
