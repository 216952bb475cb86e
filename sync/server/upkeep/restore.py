"""Puts a backup in place of a database, whole or not at all, and brings it to this version's schema."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Table, func, select, text
from sqlalchemy.exc import OperationalError

from desktop_crm.errors import RecordRefused, StoreBusy, UsageError
from sync.server.context import Context
from sync.server.database import APPLICATION, Database, check_known, is_empty, known_revision, lock_schema, migrate_to
from sync.server.sql import insert_rows
from sync.server.upkeep import tables
from sync.server.upkeep.backup import Verified, next_name, sync_folder, write_backup
from sync.server.upkeep.container import BadBackup
from sync.server.upkeep.contents import BackupReader, Sums, TableSum, encode

_UNFINISHED = ".restoring"
_SQLITE_FILES = ("", "-wal", "-shm")


@dataclass(frozen=True, slots=True)
class Source:
    """A backup to restore. ``upgrade``: bring it to this version's schema; else it stays as the version made it."""

    path: Path
    passphrase: str | None = None
    upgrade: bool = True


def restore(database: Database, source: Source, *, replace: bool = False) -> Verified:
    """Fill a database from a backup and compare every row with it; when anything fails, nothing has changed.

    The server must not run. Raises RecordRefused when there is a server in the database and ``replace`` is not said;
    StoreBusy when a program is connected to it; StoreTooNew, BadBackup, UsageError, OSError.
    """
    with database.read() as conn:
        if not is_empty(conn):
            if not replace:
                raise RecordRefused("not_empty")
            known_revision(conn)  # of a later version we would not know which tables to replace
    return (_restore_file if database.is_sqlite else _restore_in_place)(database, source)


def write_safety_copy(database: Database, ctx: Context, folder: Path, passphrase: str | None) -> Path | None:
    """Back up what is about to be replaced; None when there is nothing. Raises as ``write_backup``."""
    with database.read() as conn:
        if is_empty(conn):
            return None
    target = folder / f"before-{next_name(ctx)}"
    write_backup(database, ctx, target, passphrase)
    return target


def _restore_in_place(database: Database, source: Source) -> Verified:
    """PostgreSQL changes tables in a transaction as it changes rows."""
    with database.write() as conn:
        lock_schema(conn)
        _require_alone(conn)
        return _fill(conn, source)


def _require_alone(conn: Connection) -> None:
    """Raises StoreBusy while a server, or a command of its, is connected."""
    others = select(func.count()).select_from(text("pg_stat_activity")).where(
        text("datname = current_database() AND pid <> pg_backend_pid() AND application_name = :ours")
    )  # fmt: skip
    if conn.execute(others, {"ours": APPLICATION}).scalar_one():
        raise StoreBusy("server_runs")


def _restore_file(database: Database, source: Source) -> Verified:
    """SQLite is filled in a new file, which then takes the place of the old one."""
    if not database.url.database or database.url.database == ":memory:":
        raise UsageError("database_url")
    target = Path(database.url.database)
    work = target.with_name(target.name + _UNFINISHED)
    _remove(work)
    filled = Database(database.url.set(database=str(work)).render_as_string(hide_password=False))
    try:
        with filled.write() as conn:
            verified = _fill(conn, source)
        filled.close()
        _make_single(database)
        _give(work, target)
        work.replace(target)
    finally:
        filled.close()
        _remove(work)
    sync_folder(target.parent)
    return verified


def _make_single(database: Database) -> None:
    """Have all of an old database in its one file, so that nothing of it is left beside the new one.

    SQLite does it only for somebody who is alone with the file. Raises StoreBusy.
    """
    try:
        with database.engine.connect() as conn:
            conn.exec_driver_sql("ROLLBACK")  # the mode of the journal cannot change inside a transaction
            conn.exec_driver_sql("PRAGMA busy_timeout=0")
            mode = conn.exec_driver_sql("PRAGMA journal_mode=DELETE").scalar_one()
            conn.exec_driver_sql("BEGIN")
    except OperationalError as error:
        raise StoreBusy("server_runs") from error
    finally:
        database.close()
    if mode != "delete":
        raise StoreBusy("server_runs")


def _give(work: Path, target: Path) -> None:
    """Let a file belong to whom the one belongs that it replaces, also when an administrator restores it; nobody else
    reads it."""
    if os.name == "posix":
        old = target.stat()
        work.chmod(old.st_mode & 0o770 | 0o600)
        if os.geteuid() == 0:
            os.chown(work, old.st_uid, old.st_gid)


def _remove(path: Path) -> None:
    for suffix in _SQLITE_FILES:
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _fill(conn: Connection, source: Source) -> Verified:
    with source.path.open("rb") as file:
        reader = BackupReader(file, source.passphrase)
        check_known(reader.head.revision)
        known = tables.of_revision(reader.head.revision)
        if _sorted(tables.columns(known)) != _sorted(reader.head.tables):
            raise BadBackup
        tables.drop_all(conn)
        migrate_to(conn, reader.head.revision)
        by_name = {table.name: table for table in known}
        for name, rows in reader.rows():
            insert_rows(conn, by_name[name], rows)
    tables.continue_counters(conn, known)
    written = reader.sums.result()
    if _sums(conn, known, reader.head.tables) != written:
        raise BadBackup
    if source.upgrade:
        migrate_to(conn, "head")
    return Verified(reader.head, {name: one.rows for name, one in written.items()}, reader.soundness.problems())


def _sorted(columns: dict[str, list[str]]) -> dict[str, list[str]]:
    """Forget the order of columns: it may be another one in a database that grew through the migrations."""
    return {table: sorted(names) for table, names in columns.items()}


def _sums(conn: Connection, known: list[Table], columns: dict[str, list[str]]) -> dict[str, TableSum]:
    """Add up what really stands in the tables."""
    sums = Sums()
    for table in known:
        name = str(table.name)
        sums.begin(name)
        for row in tables.rows(conn, table, columns[name]):
            sums.add(name, encode(tuple(row)))
    return sums.result()
