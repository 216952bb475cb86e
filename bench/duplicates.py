"""The search for duplicates at size: candidates of one typed card, all cards compared, what is kept, what a save pays.

    python -m bench.duplicates --customers 50000 --typed 200000

Cards are those of the labelled set (``tests/support/lookalikes.py``): as much to find as in a neglected file.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from bench.world import PASSPHRASE, percentile
from desktop_crm.bootstrap import Application, open_application
from desktop_crm.domain.fields import Value
from desktop_crm.services.customers import NewCustomer
from desktop_crm.store.projection import CODECS, RowImage
from tests.support.lookalikes import Labelled, labelled

_SLICE = 5_000
_TYPED = 500


def fill(app: Application, cards: Sequence[Labelled]) -> None:
    """Store cards as a first synchronisation does: rows with their derived columns, no search entries."""
    codec = CODECS["customer"]
    deriver = app.customers.deriver
    for start in range(0, len(cards), _SLICE):
        rows = []
        for card in cards[start : start + _SLICE]:
            values: dict[str, Value] = {"customer_no": f"B-{start + len(rows):07}", "record_status": "filed"}
            values |= {name: value for name, value in card.values.items() if value}
            new = app.new_id()
            image = RowImage(codec.record, new, new, values, version=1)
            rows.append(codec.row(image, deriver.columns(image)))
        with app.store.write() as connection:
            connection.exec_driver_sql(codec.insert_sql, rows)


def measure(customers: int, folder: Path) -> dict[str, object]:
    """Return the figures at one size."""
    people = labelled(customers, seed=3)
    app = open_application(folder, PASSPHRASE, create=True)
    fill(app, people)
    app.store.checkpoint()
    bare_bytes = app.paths.store.stat().st_size
    wall, cpu = time.perf_counter(), time.process_time()
    app.duplicates.catch_up()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    app.store.checkpoint()
    full_bytes = app.paths.store.stat().st_size
    started = time.perf_counter()
    groups = app.duplicate_queries.groups()
    listed = time.perf_counter() - started
    typed = [people[at].values for at in random.Random(5).sample(range(len(people)), _TYPED)]
    figures = {
        "customers": customers,
        "compare_all_wall_s": wall,
        "compare_all_cpu_s": cpu,
        "groups": len(groups),
        "list_groups_s": listed,
        "bytes_a_customer": (full_bytes - bare_bytes) / customers,
        "bytes_of_the_bare_store": bare_bytes / customers,
        "peak_mb": _peak_mb(),
        **_typed(app, typed),
        **_changed(app),
    }
    app.close()
    return figures


def _typed(app: Application, cards: Sequence[dict[str, str]]) -> dict[str, float]:
    walls = []
    for card in cards:
        started = time.perf_counter()
        app.duplicates.matches(card)
        walls.append((time.perf_counter() - started) * 1e3)
    return {"typed_p50_ms": percentile(walls, 0.5), "typed_p99_ms": percentile(walls, 0.99), "typed_max_ms": max(walls)}


def _changed(app: Application) -> dict[str, float]:
    """What one changed card costs: the mark in its save apart, then reading and comparing it."""
    saved = app.customers.create_many([NewCustomer({"full_name": "曾国藩", "mobile_phone": "13812345678"})])[0]
    app.duplicates.catch_up()
    walls = []
    for number in range(50):
        app.customers.update(saved.id, {"mobile_phone": f"138{number:08}"})
        started = time.perf_counter()
        app.duplicates.catch_up()
        walls.append((time.perf_counter() - started) * 1e3)
    return {"changed_p50_ms": percentile(walls, 0.5), "changed_p99_ms": percentile(walls, 0.99)}


def _peak_mb() -> float:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog="bench.duplicates", description=__doc__)
    parser.add_argument("--customers", type=int, default=50_000)
    parser.add_argument("--typed", type=int, default=200_000, help="size of the file in which one card is looked up")
    given = parser.parse_args()
    for size in sorted({given.customers, given.typed}):
        with tempfile.TemporaryDirectory() as made:
            sys.stdout.write(json.dumps(measure(size, Path(made) / "profile"), indent=1) + "\n")


if __name__ == "__main__":
    main()
