"""The proof in the test command: histories of the real code, and every failure of the past."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.simulation.starting import simulate

pytestmark = pytest.mark.lengthy
HISTORIES, SLICES = 2_000, 4
REGRESSIONS = sorted((Path(__file__).parent / "regressions").glob("*.json"))


@pytest.mark.parametrize("part", range(SLICES))
def test_histories(part, project_root):
    number = HISTORIES // SLICES
    out = simulate(project_root, "--histories", number, "--seed", part * number)
    assert f"{number} histories from {part * number}, 0 failed" in out


def test_failures_of_the_past(project_root):
    out = simulate(project_root, "--file", *REGRESSIONS)
    assert out.count("Every invariant holds.") == len(REGRESSIONS) > 0


def test_same_seed_is_the_same_history(project_root):
    assert simulate(project_root, "--replay", 11) == simulate(project_root, "--replay", 11)
