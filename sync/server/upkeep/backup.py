"""Writes backups: one snapshot of the whole database in a file, read back before it counts."""

from __future__ import annotations

import os
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import Connection

from sync.server import commits, info
from sync.server.context import Context, instant_text
from sync.server.database import Database, known_revision
from sync.server.upkeep import tables
from sync.server.upkeep.container import PieceWriter
from sync.server.upkeep.contents import BackupReader, BackupWriter, Head

SUFFIX = ".crmserver"
_PREFIX = "desktop-crm-"
_UNFINISHED = ".part"
_OWNER_ONLY = 0o600


@dataclass(frozen=True, slots=True)
class Verified:
    """A backup that was read from its beginning to its end. ``problems`` are those of the database it was made of."""

    head: Head
    rows: dict[str, int]
    problems: list[str]


def write_backup(database: Database, ctx: Context, target: Path, passphrase: str | None = None) -> Verified:
    """Write a backup, read it back, and only then give it its name; note in the database when that was.

    The server may run meanwhile. An existing file of this name is replaced. Raises NotInitialised, StoreDamaged,
    StoreTooNew, BadBackup, OSError; then there is no file of this name that was not there before.
    """
    work = target.with_name(target.name + _UNFINISHED)
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with _private(work) as file:
            with database.read() as conn:
                _write(conn, ctx, file, passphrase)
            file.flush()
            os.fsync(file.fileno())
        verified = verify(work, passphrase)
        work.replace(target)
    finally:
        work.unlink(missing_ok=True)
    sync_folder(target.parent)
    _note(database, verified)
    return verified


def verify(path: Path, passphrase: str | None = None) -> Verified:
    """Read a backup to its end. Raises BadBackup; UsageError when it is sealed and there is no passphrase."""
    with path.open("rb") as file:
        reader = BackupReader(file, passphrase)
        for _ in reader.rows():
            pass  # reading is what checks
    counts = {name: one.rows for name, one in reader.sums.result().items()}
    return Verified(reader.head, counts, reader.soundness.problems())


def next_name(ctx: Context) -> str:
    """Make the name of a backup of now; names sort by time."""
    return f"{_PREFIX}{ctx.clock():%Y%m%dT%H%M%S}Z{SUFFIX}"


def rotate(folder: Path, keep: int) -> list[str]:
    """Remove all but the newest backups that bear names of ours, and what broken off ones left; return the names."""
    known = sorted(folder.glob(f"{_PREFIX}*{SUFFIX}"))
    newest = known[-1].name if known else ""
    old = known[:-keep] + [one for one in folder.glob(f"{_PREFIX}*{SUFFIX}{_UNFINISHED}") if one.name < newest]
    for path in old:
        path.unlink(missing_ok=True)
    return [path.name for path in old]


# -- writing --------------------------------------------------------------------------------


def _private(path: Path) -> BinaryIO:
    """Open a new file for this account alone: a backup holds all customers and the server's keys."""
    path.unlink(missing_ok=True)
    return open(path, "xb", opener=lambda name, flags: os.open(name, flags, _OWNER_ONLY))


def _write(conn: Connection, ctx: Context, file: BinaryIO, passphrase: str | None) -> None:
    revision = known_revision(conn)
    known = tables.of_revision(revision)
    columns = tables.columns(known)
    facts, newest = info.read(conn), commits.head(conn)
    head = Head(
        made_at=instant_text(ctx.clock()),
        app=metadata.version("desktop-crm"),
        server_id=facts.server_id,
        company=facts.company,
        revision=revision,
        seq=newest.seq,
        tag=newest.tag,
        tables=columns,
    )
    writer = BackupWriter(PieceWriter(file, passphrase, ctx.random_bytes), head)
    for table in known:
        name = str(table.name)
        for row in tables.rows(conn, table, columns[name]):
            writer.add(name, row)
    writer.finish()


def _note(database: Database, verified: Verified) -> None:
    """Write down when the newest backup was made; a copy that only reads cannot."""
    with database.read() as conn:
        if commits.is_replica(conn):
            return
    with database.write() as conn:
        info.change(conn, info.LAST_BACKUP_AT, verified.head.made_at)


def sync_folder(folder: Path) -> None:
    """Have the new name on the disk too. Windows knows no such thing."""
    if os.name != "posix":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
