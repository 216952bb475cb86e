"""The mutation gate: how many histories an injected bug survives."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor

from tests.simulation import (
    mutants_of_merging,  # noqa: F401 -- registers its bugs
    playing,
)
from tests.simulation.mutants import injected

#: Distance between the seeds of two ranges.
APART = 1_000_000


def survived(name: str, first: int, most: int) -> tuple[int | None, str]:
    """Return how many histories from ``first`` it took to find a bug (None: more than ``most``), and what found it."""
    gc.disable()
    try:
        with playing.stage(), injected(name):
            for number in range(1, most + 1):
                outcome = playing.play_seed(first + number - 1)
                if outcome.failure and not outcome.what.startswith("I"):
                    raise RuntimeError(f"the bug {name} does not fit the product any more: {outcome.failure}")
                if outcome.failure:
                    return number, outcome.what
    finally:
        gc.enable()
        gc.collect()
    return None, ""


def measured(
    names: list[str], ranges: int, most: int, processes: int
) -> Iterator[tuple[str, list[int | None], list[str]]]:
    """Yield each bug with the histories it survived in each range, and the invariants that found it."""
    firsts = [(one + 1) * APART for one in range(ranges)]
    with ProcessPoolExecutor(processes) as pool:
        jobs = {name: [pool.submit(survived, name, first, most) for first in firsts] for name in names}
        for name, waiting in jobs.items():
            found = [job.result() for job in waiting]
            yield name, [number for number, _by in found], sorted({by for _number, by in found if by})
