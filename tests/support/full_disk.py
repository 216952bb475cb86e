"""``python -m desktop_crm`` on a disk without a free byte: its database may not grow by a single page.

SQLite then answers what it answers when a write finds the disk full, and rolls back in the same way.
"""

from __future__ import annotations

import sys
from pathlib import Path

from sqlcipher3 import dbapi2

from desktop_crm.store import engine

_open_connection = engine.open_connection


def _cramped(path: Path, key: bytes, *, existing: bool = False) -> dbapi2.Connection:
    connection = _open_connection(path, key, existing=existing)
    connection.execute("PRAGMA max_page_count = 1")  # SQLite takes the present size for it
    return connection


if __name__ == "__main__":
    engine.open_connection = _cramped  # before anybody imports it by name
    from desktop_crm.cli.main import main

    sys.exit(main())
