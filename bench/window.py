"""The window: first rows of the register, start to usable, memory.

python -m bench.window start PROFILE      one start, in a process of its own
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

from bench.world import ENVIRONMENT, PASSPHRASE, median, percentile, run


def register(store_file: Path, key: bytes, rounds: int = 15) -> dict[str, object]:
    """Time the first rows of a list of any size, below and in the widget, and pages while scrolling."""
    import random

    from desktop_crm.queries.customers import CustomerQueries, ListFilter, Order
    from desktop_crm.store.engine import Store

    store = Store(store_file, key)
    queries = CustomerQueries(store)
    first, pages = [], []
    for _round in range(rounds):
        started = time.perf_counter()
        rids = queries.first_rids(ListFilter(), Order(), 300)
        queries.rows(rids[:128])
        first.append((time.perf_counter() - started) * 1e3)
    started = time.perf_counter()
    everything = queries.all_rids(ListFilter(), Order())
    snapshot_s = time.perf_counter() - started
    rng = random.Random(3)
    for _round in range(200):
        at = rng.randrange(max(1, len(everything) - 128))
        start = time.thread_time()
        queries.rows(everything[at : at + 128])
        pages.append((time.thread_time() - start) * 1e3)
    store.close()
    return {
        "customers": len(everything),
        "first_rows_ms": median(first),
        "first_rows_cold_ms": first[0],
        "whole_snapshot_s": snapshot_s,
        "page_of_128_cpu_p50_ms": median(pages),
        "page_of_128_cpu_p99_ms": percentile(pages, 0.99),
    }


def start(profile: Path, rounds: int = 7) -> dict[str, object]:
    """Time process starts until the register shows its first rows, and memory when idle."""
    walls, memory = [], []
    for _round in range(rounds):
        os.environ["BENCH_SPAWNED"] = ENVIRONMENT["BENCH_SPAWNED"] = repr(time.time())
        answer = run(["-m", "bench.window", "start", str(profile)]).answer
        walls.append(float(str(answer["usable_s"])))
        memory.append(float(str(answer["idle_mb"])))
    return {"usable_s": median(walls), "usable_worst_s": max(walls), "idle_mb": median(memory)}


def _one_start(profile: Path) -> None:
    from ui import app  # isort: skip - as the program does: the core comes before Qt

    from PySide6.QtCore import QTimer

    window = app.build(profile, PASSPHRASE)
    moments: list[float] = []

    def usable() -> None:
        if not moments:
            moments.append(time.time() - float(os.environ["BENCH_SPAWNED"]))
            QTimer.singleShot(5000, finish)

    def finish() -> None:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        print(json.dumps({"usable_s": moments[0], "idle_mb": pages * os.sysconf("SC_PAGESIZE") / 2**20}), flush=True)
        window.close()
        application.quit()

    from PySide6.QtWidgets import QApplication

    application = QApplication.instance()
    window.usable.connect(usable)
    window.show()
    application.exec()


if __name__ == "__main__":
    _one_start(Path(sys.argv[2]))
