"""Commit order on a real PostgreSQL: sixteen writing processes and a polling reader, and a control that must lose.

    python -m bench.races --rows 1000000

The same race twice: with the counter row, which must lose no row, and with a sequence drawn before the commit. Prints
one line of JSON; exit code 1 when the counter lost something or the control saw nothing.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import multiprocessing
import shutil
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor

from tests.support.databases import Postgres, initialised
from tests.support.races import Plan, Seen, patch_draw, run


def race(cluster: Postgres, rows: int, writers: int, *, control: bool) -> Seen:
    """Run one race with processes in a database of its own."""
    url = initialised(cluster.create())
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(writers, mp_context=context, initializer=patch_draw) as pool:
        seen = run(Plan(url, rows, writers, control=control), pool)
    cluster.drop(url)
    return seen


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--control-rows", type=int, default=100_000)
    parser.add_argument("--writers", type=int, default=16)
    options = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="crm-races-")
    cluster = Postgres(folder)
    try:
        counter = race(cluster, options.rows, options.writers, control=False)
        control = race(cluster, options.control_rows, options.writers, control=True)
    finally:
        cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)
    print(json.dumps({"counter": dataclasses.asdict(counter), "control": dataclasses.asdict(control)}))
    good = not (counter.lost or counter.repeated or counter.not_applied or counter.problems) and control.lost > 0
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
