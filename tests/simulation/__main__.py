"""Run the simulation: ``python -m tests.simulation --help``."""

from __future__ import annotations

import argparse
import gc
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from pathlib import Path

from tests.simulation import playing, scripts
from tests.simulation.gate import measured
from tests.simulation.mutants import MUTANTS

#: Histories a process plays before it tells how it went.
SLICE = 100
#: Commands that are a misfortune by themselves; messages, crashes and full disks are counted under their own names.
MISFORTUNES = frozenset({
    "skew", "server_skew", "image", "put_back", "clone", "restore_server", "replicate", "poison", "damage", "revoke",
    "arrive",
})  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    options = _options(arguments)
    if options.gate:
        return _gate(options)
    if options.replay is not None:
        return _replay(options.replay, shrink=options.shrink)
    if options.file:
        return max(map(_play_file, options.file))
    return _run(options)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--histories", type=int, default=2_000, metavar="N")
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="number of the first history")
    parser.add_argument("--processes", type=int, default=1, metavar="P")
    parser.add_argument("--replay", type=int, metavar="SEED", help="play one history and tell how it went")
    parser.add_argument("--shrink", action="store_true", help="with --replay: cut it short and print it")
    parser.add_argument("--file", type=Path, nargs="+", help="play histories that were written down")
    parser.add_argument("--gate", action="store_true", help="how many histories each injected bug survives")
    parser.add_argument("--ranges", type=int, default=5, metavar="R", help="with --gate: disjoint ranges of seeds")
    parser.add_argument("--part", type=int, default=0, metavar="I", help="with --gate: only every PARTS-th bug")
    parser.add_argument("--parts", type=int, default=1, metavar="PARTS")
    parser.add_argument("--keep-going", action="store_true", help="do not stop at the first failure")
    return parser.parse_args(arguments)


# -- many histories -------------------------------------------------------------------------


def _run(options: argparse.Namespace) -> int:
    begun, done, failed = time.monotonic(), 0, 0
    counts: Counter[str] = Counter()
    end = options.seed + options.histories
    slices = [(start, min(start + SLICE, end)) for start in range(options.seed, end, SLICE)]
    for (start, stop), (told, failures) in zip(slices, _played(slices, options.processes), strict=False):
        done += stop - start
        counts.update(told)
        for seed, failure in failures:
            failed += 1
            print(f"\nhistory {seed} fails:\n{failure}\n")
            _replay(seed, shrink=True)
        rate = done / (time.monotonic() - begun)
        print(f"{done:>8} histories, {failed} failed, {rate:.1f} a second", file=sys.stderr, flush=True)
        if failed and not options.keep_going:
            break
    print(f"{done} histories from {options.seed}, {failed} failed, {time.monotonic() - begun:.0f} s")
    _tell(counts)
    return 1 if failed else 0


def _played(slices: Sequence[tuple[int, int]], processes: int) -> Iterator[tuple[Counter[str], list[tuple[int, str]]]]:
    if processes == 1:
        yield from map(play_slice, slices)
        return
    with ProcessPoolExecutor(processes) as pool:
        waiting = iter(slices)
        jobs = [pool.submit(play_slice, one) for one in islice(waiting, processes * 2)]
        while jobs:
            yield jobs.pop(0).result()
            jobs += [pool.submit(play_slice, one) for one in islice(waiting, 1)]


def play_slice(seeds: tuple[int, int]) -> tuple[Counter[str], list[tuple[int, str]]]:
    """Play the histories of a range; return what happened in them, and the failures."""
    counts: Counter[str] = Counter()
    failures = []
    gc.disable()  # once a slice is enough, and twice as fast
    try:
        with playing.stage():
            for seed in range(*seeds):
                outcome = playing.play_seed(seed)
                counts.update(outcome.counts)
                if outcome.failure:
                    failures.append((seed, outcome.failure))
    finally:
        gc.enable()
        gc.collect()
    return counts, failures


def _tell(counts: Counter[str]) -> None:
    unlucky = {name for name in counts if ": " in name or name in MISFORTUNES}
    print("\nwhat people, laptops and the office did")
    for name, number in sorted(counts.items()):
        if name not in unlucky:
            print(f"  {number:>9}  {name.replace('_', ' ')}")
    print("\nwhat went wrong on purpose")
    for name in sorted(unlucky):
        print(f"  {counts[name]:>9}  {name.replace('_', ' ')}")


# -- one history ----------------------------------------------------------------------------


def _replay(seed: int, *, shrink: bool) -> int:
    history = scripts.written(seed)
    with playing.stage():
        outcome = playing.play(history)
        if outcome.failure and shrink:
            history = playing.shrunk(history, lambda one: playing.play(one).what == outcome.what)
            outcome = playing.play(history)
    print(scripts.encoded(history).decode())
    print(outcome.failure or "Every invariant holds.")
    return 1 if outcome.failure else 0


def _play_file(path: Path) -> int:
    with playing.stage():
        outcome = playing.play(scripts.decoded(path.read_bytes()))
    print(outcome.failure or "Every invariant holds.")
    return 1 if outcome.failure else 0


def _gate(options: argparse.Namespace) -> int:
    print(f"{'injected bug':<40} {'mean':>6} {'worst':>6}   found by")
    missed, names = 0, list(MUTANTS)[options.part :: options.parts]
    for name, found, by in measured(names, options.ranges, options.histories, options.processes):
        missed += None in found
        numbers = [one for one in found if one is not None]
        mean = f"{sum(numbers) / len(numbers):.0f}" if numbers else "-"
        worst = "missed" if None in found else str(max(numbers))
        print(f"{name.replace('_', ' '):<40} {mean:>6} {worst:>6}   {', '.join(by)}", flush=True)
    return 1 if missed else 0


if __name__ == "__main__":
    if os.environ.get("PYTHONHASHSEED") != "0":  # the order of sets is part of a history
        os.environ["PYTHONHASHSEED"] = "0"
        os.execv(sys.executable, [sys.executable, "-m", "tests.simulation", *sys.argv[1:]])
    sys.exit(main())
