"""The mutation gate: each bug that is put back is found, or a clean run would say nothing."""

from __future__ import annotations

import pytest

from tests.simulation.starting import simulate

pytestmark = pytest.mark.lengthy
PARTS = 2
#: Three times the most that any bug survived; docs/simulation.md has the table.
SURVIVES_AT_MOST = 400


@pytest.mark.parametrize("part", range(PARTS))
def test_injected_bugs_are_found(part, project_root):
    words = ("--gate", "--ranges", 1, "--histories", SURVIVES_AT_MOST, "--part", part, "--parts", PARTS)
    out = simulate(project_root, *words)
    assert "missed" not in out and len(out.splitlines()) > 1
