"""The server, with a stop-watch on the counter row: how long each push takes to draw its number, waiting included.

    TIMES=FILE python -m bench.timed_server --db URL serve --port 0

Writes the seconds to the file when it stops, one line a draw: when, how long. Everything else is the server.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import Connection

from sync.server import commits
from sync.server.__main__ import main
from sync.server.context import Context

_draw = commits.draw
_times: list[tuple[float, float]] = []


def _timed(conn: Connection, ctx: Context, op_hashes: Iterable[bytes], n_ops: int) -> commits.Commit:
    began = time.perf_counter()
    drawn = _draw(conn, ctx, op_hashes, n_ops)
    _times.append((time.time(), time.perf_counter() - began))
    return drawn


if __name__ == "__main__":
    commits.draw = _timed
    signal.signal(signal.SIGTERM, lambda _signal, _frame: sys.exit())  # the web server ends itself by it once more
    try:
        main()
    finally:
        Path(os.environ["TIMES"]).write_text("".join(f"{at} {took}\n" for at, took in _times), "utf-8")
