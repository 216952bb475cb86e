"""``make bench``: every benchmark in one run, a table on stdout, the figures in build/bench.json."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from pathlib import Path

from bench import office, search, window

#: Name, path to the figure, limit, unit.
GOALS = (
    ("first sync against the encrypted floor, wall", ("office", "first_sync", "ratio_wall"), 1.6, "x"),
    ("search entries after the first sync, CPU", ("office", "first_sync", "search_cpu_s"), 8.0, "s"),
    ("peak memory of the first sync", ("office", "first_sync", "peak_mb"), 350, "MB"),
    ("save of one record, CPU p95", ("office", "save", "cpu_p95_ms"), 3.0, "ms"),
    ("no-op sync, requests", ("office", "no_op", "requests"), 1, ""),
    ("no-op sync, bytes of bodies both ways", ("office", "no_op", "body_bytes"), 400, "B"),
    ("no-op sync, bytes with headers", ("office", "no_op", "bytes_both_ways"), 600, "B"),
    ("no-op sync, server CPU", ("office", "no_op", "server_cpu_ms"), 5.0, "ms"),
    ("no-op sync, client CPU", ("office", "no_op", "client_cpu_ms"), 1.5, "ms"),
    (
        "bytes to push one of 100 changes, answer included",
        ("office", "wire", "push_100", "push_bytes_a_change"),
        100,
        "B",
    ),
    ("bytes to push a single change", ("office", "wire", "push_1", "push_up_bytes_a_change"), 250, "B"),
    ("first rows of the register", ("register", "first_rows_ms"), 150, "ms"),
    ("search as you type, worst kind, CPU p99", ("search", "worst_cpu_p99_ms"), 5.0, "ms"),
    ("start to usable register", ("start", "usable_s"), 0.8, "s"),
    ("client memory, idle", ("start", "idle_mb"), 220, "MB"),
)


def main() -> int:
    """Run; exit 0 also where a goal is missed: figures are no tests."""
    parser = argparse.ArgumentParser(prog="bench")
    parser.add_argument("--customers", type=int, default=100_000, help="size of the office")
    parser.add_argument("--rows", type=int, default=1_000_000, help="size of the register and the search index")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", choices=("office", "search", "start"), action="append")
    options = parser.parse_args()
    wanted = set(options.only or ("office", "search", "start"))
    build = Path("build")
    folder = build / "bench"
    report = build / "bench.json"
    figures: dict[str, object] = json.loads(report.read_text()) if report.exists() and options.only else {}
    if "office" in wanted:
        shutil.rmtree(folder, ignore_errors=True)
        figures["office"] = office.measure(folder, options.customers, options.rounds)
    if "start" in wanted:
        figures["start"] = window.start(folder / "b")
    if "search" in wanted:
        folder.mkdir(parents=True, exist_ok=True)
        key = bytes.fromhex("11" * 32)
        figures["search"] = search.run(options.rows, folder=folder, also=lambda path: window.register(path, key))
        figures["register"] = figures["search"].pop("also")
    report.write_text(json.dumps(figures, indent=1, ensure_ascii=False, default=str))
    _print(figures)
    return 0


def _print(figures: dict[str, object]) -> None:
    print(json.dumps(figures, indent=1, ensure_ascii=False, default=str))
    for name, path, limit, unit in GOALS:
        value: object = figures
        for step in path:
            value = value.get(step) if isinstance(value, dict) else None
        if value is None:
            continue
        verdict = "ok" if float(str(value)) <= limit else "MISSED"
        print(f"{verdict:7} {name}: {float(str(value)):.3g} {unit} (goal <= {limit} {unit})")


if __name__ == "__main__":
    sys.exit(main())
