"""Brings a database to this version's schema, with a backup before and a look at every row afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sync.server.context import Context
from sync.server.database import Database, known_revision, migrate, newest_revision
from sync.server.upkeep import tables
from sync.server.upkeep.backup import next_name, write_backup
from sync.server.upkeep.soundness import Soundness


@dataclass(frozen=True, slots=True)
class Upgraded:
    """What was done. ``backup`` is the way back; None when the database was of this version already."""

    before: str
    now: str
    backup: Path | None = None
    problems: tuple[str, ...] = ()


def upgrade(database: Database, ctx: Context, folder: Path, passphrase: str | None = None) -> Upgraded:
    """Back up, migrate, examine. Servers of the version before may go on running.

    Raises NotInitialised, StoreTooNew, StoreDamaged, BadBackup, OSError; then the schema is as it was.
    """
    newest = newest_revision()
    with database.read() as conn:
        before = known_revision(conn)
    if before == newest:
        return Upgraded(before, newest)
    target = folder / f"before-{newest}-{next_name(ctx)}"
    write_backup(database, ctx, target, passphrase)
    migrate(database)
    return Upgraded(before, newest, target, tuple(examine(database)))


def examine(database: Database) -> list[str]:
    """Read everything that has to fit together, in one snapshot; return the codes of what does not."""
    soundness = Soundness()
    with database.read() as conn:
        known = [table for table in tables.of_revision(known_revision(conn)) if table.name in Soundness.TABLES]
        columns = tables.columns(known)
        for table in known:
            name = str(table.name)
            for row in tables.rows(conn, table, columns[name]):
                soundness.see(name, row._mapping)
    return soundness.problems()
