"""Commits become visible in the order of their numbers, on real PostgreSQL. The figure: ``python -m bench.races``."""

from __future__ import annotations

import pytest

from tests.support import races

ROWS = 9_600


@pytest.fixture
def backend() -> str:
    """SQLite has one writer at a time: only PostgreSQL can race."""
    return "postgresql"


def test_sixteen_writers_and_a_polling_reader_lose_nothing(database_url: str) -> None:
    seen = races.run(races.Plan(database_url, ROWS, batch=120))
    assert (seen.problems, seen.lost, seen.repeated, seen.not_applied) == ([], 0, 0, 0)
    assert seen.written >= ROWS
    assert seen.paused > 0


def test_the_same_race_with_a_sequence_loses_rows(database_url: str) -> None:
    """The control: a harness that sees nothing here would prove nothing above."""
    seen = races.run(races.Plan(database_url, ROWS, batch=120, control=True))
    assert (seen.problems, seen.not_applied) == ([], 0)
    assert seen.lost > 0
