"""kill -9 of client and server at random moments, over a line that cuts, delays, truncates and doubles bytes:
nothing told as saved is missing, nothing is there twice.

A hundred rounds: ``python -m bench.kill_rounds --rounds 100``, over the bad line with ``--rough``.
"""

from __future__ import annotations

from pathlib import Path

from bench import kill_rounds


def test_nothing_is_lost_or_doubled_by_kills_on_a_bad_line(tmp_path: Path) -> None:
    figures = kill_rounds.run(tmp_path, rounds=8, seed=7, rough=True)
    assert figures.violations == []
    assert figures.rounds == 8
    assert figures.client_kills.total() + figures.server_kills.total() > 0
    assert figures.faults.total() > 0
    assert figures.customers > 0
