"""What happens to servers: copied, put back, thinned out."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

from sqlalchemy import select

from sync.server import info
from sync.server.digest import summed, visible_hashes
from sync.server.schema import audit, salvaged
from tests.sync.client.office import Laptop, Office


def snapshot(office: Office, name: str = "backup") -> Path:
    """Copy the server's file as a nightly backup would."""
    target = office.folder / f"{name}.sqlite"
    target.unlink(missing_ok=True)
    with sqlite3.connect(office.folder / "server.sqlite") as source:
        source.execute("VACUUM INTO ?", (str(target),))
    source.close()
    return target


def put_back(office: Office, backup: Path) -> None:
    """Restore the server without telling anybody."""
    office.database.close()
    for suffix in ("-wal", "-shm"):
        (office.folder / f"server.sqlite{suffix}").unlink(missing_ok=True)
    shutil.copyfile(backup, office.folder / "server.sqlite")


def change_setting(office: Office, key: str, value: object) -> None:
    with office.database.write() as conn:
        info.change(conn, key, str(value))


def audited(office: Office, event: str) -> list[str]:
    with office.database.read() as conn:
        return list(conn.execute(select(audit.c.detail).where(audit.c.event == event)).scalars())


def kept_rows(office: Office, state: str = "open") -> set[str]:
    with office.database.read() as conn:
        return set(conn.execute(select(salvaged.c.row_id).where(salvaged.c.state == state)).scalars())


def visible(office: Office, laptop: Laptop) -> set[str]:
    """Cards the server would show this person."""
    with office.database.read() as conn:
        return set(visible_hashes(conn, laptop.user)) - {"org"}


def server_digest(office: Office, laptop: Laptop) -> tuple[int, str]:
    with office.database.read() as conn:
        found = summed(visible_hashes(conn, laptop.user).values())
        return found.n, found.x
