"""Checks of the database: is it there, whole, and in the shape that this version expects?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import Connection, func, select, text
from sqlalchemy.dialects import postgresql

from desktop_crm.errors import StoreDamaged
from sync.server import commits, devices, info, salvage
from sync.server.database import known_revision, newest_revision
from sync.server.schema import OPEN, commit_log, device, metadata, quarantine, salvaged
from sync.server.upkeep.findings import Finding, Patient, days, fine, problem, warning
from sync.server.upkeep.soundness import chain_breaks

OLDEST_POSTGRESQL = 13
#: Commits whose chain is followed: all of them only ``backup`` and ``verify`` look at.
CHAIN = 10_000
BACKUP_WARNING, BACKUP_PROBLEM = timedelta(days=2), timedelta(days=14)
QUIET = timedelta(days=30)
_SHOWN = 10


def revision(patient: Patient) -> Iterator[Finding]:
    """Look at the revision of the schema."""
    newest = newest_revision()
    with patient.database.read() as conn:
        here = known_revision(conn)
        facts = info.read(conn) if here == newest else None
        head = commits.head(conn)
    if facts is None:
        says = f"The database has the schema {here}, this version wants {newest}. Nothing is wrong with it."
        yield warning("schema", says, "desktop-crm-server upgrade makes a backup and brings it up to date.")
    else:
        yield fine("schema", f"Schema {here}, commit {head.seq}, server {facts.server_id} of {facts.company}.")


def integrity(patient: Patient) -> Iterator[Finding]:
    """Look at the files and settings of the database itself."""
    with patient.database.read() as conn:
        yield from (_sqlite if patient.database.is_sqlite else _postgresql)(conn)


def _sqlite(conn: Connection) -> Iterator[Finding]:
    found = [str(row[0]) for row in conn.exec_driver_sql("PRAGMA quick_check(3)")]
    orphans = conn.exec_driver_sql("PRAGMA foreign_key_check").first()
    if found == ["ok"] and orphans is None:
        yield fine("integrity", "SQLite finds its file whole.")
        return
    says = f"SQLite finds its file damaged ({'; '.join(found)[:200]})."
    yield problem("integrity", says, "Stop the server, look at the disk, and restore the newest backup.")


def _postgresql(conn: Connection) -> Iterator[Finding]:
    version = conn.execute(text("SHOW server_version_num")).scalar_one()
    encoding = conn.execute(text("SHOW server_encoding")).scalar_one()
    if int(version) < OLDEST_POSTGRESQL * 10_000:
        says = f"PostgreSQL {int(version) // 10_000} is older than {OLDEST_POSTGRESQL}, the oldest that is tried."
        yield warning("integrity", says, "Upgrade PostgreSQL.")
    elif encoding != "UTF8":
        says = f"The database is encoded in {encoding}, which cannot hold every name."
        yield problem("integrity", says, "Make a new database with ENCODING 'UTF8', and restore a backup into it.")
    else:
        yield fine("integrity", f"PostgreSQL {int(version) // 10_000}, {encoding}.")
    wrong = sorted(_wrong_collations(conn))
    if wrong:
        says = f"Keys are not compared byte by byte: {', '.join(wrong[:_SHOWN])}."
        yield problem("collation", says, "Make a backup, restore it into an empty database, and use that.")


def _wrong_collations(conn: Connection) -> set[str]:
    columns = text(
        "SELECT table_name, column_name, collation_name FROM information_schema.columns"
        " WHERE table_schema = current_schema()"
    )
    there = {(table, column): collation for table, column, collation in conn.execute(columns)}
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    keys = [
        (table.name, column.name)
        for table in metadata.sorted_tables
        for column in table.columns
        if getattr(column.type.dialect_impl(dialect), "collation", None) == "C"
    ]
    return {f"{table}.{column}" for table, column in keys if there.get((table, column), "C") != "C"}


def keys(patient: Patient) -> Iterator[Finding]:
    """Look for the keys of the server."""
    with patient.database.read() as conn:
        try:
            info.read_keys(conn)
        except StoreDamaged:
            says = "The server's own keys are missing: no laptop will obey its orders."
            yield problem("keys", says, "Restore a backup. New keys would mean that every person signs in anew.")
        else:
            yield fine("keys", "The server has its keys.")


def chain(patient: Patient) -> Iterator[Finding]:
    """Follow the newest commits."""
    query = select(commit_log.c.seq, commit_log.c.tag, commit_log.c.batch_hash).order_by(commit_log.c.seq.desc())
    with patient.database.read() as conn:
        newest = list(conn.execute(query.limit(CHAIN)).all())[::-1]
        pruned_to = info.number(conn, info.PRUNED_TO)
        head = commits.head(conn)
    broken = chain_breaks([row._mapping for row in newest], pruned_to)
    if not newest or (newest[-1].seq, newest[-1].tag) != (head.seq, head.tag):
        broken.append(head.seq)
    if broken:
        says = (
            f"The chain of commits is broken at {', '.join(map(str, broken[:_SHOWN]))}: somebody changed the database."
        )
        yield problem("chain", says, "Make a backup of what is there, and restore the newest backup from before.")
    else:
        yield fine("chain", f"The chain of the newest {len(newest)} commits is whole.")


def clock(patient: Patient) -> Iterator[Finding]:
    """Compare this machine's clock with the database's, and with the newest commit."""
    with patient.database.read() as conn:
        at = conn.execute(select(commit_log.c.at).order_by(commit_log.c.seq.desc()).limit(1)).scalar_one()
        there = None if patient.database.is_sqlite else conn.execute(select(func.clock_timestamp())).scalar_one()
    ahead = -patient.since(at)
    apart = abs(patient.ctx.clock() - there) if there else timedelta()
    todo = "Have the time set by the network (chrony, systemd-timesyncd) on every machine of the server."
    if ahead > timedelta(minutes=1):
        says = f"The newest commit was made {ahead.total_seconds():.0f} seconds after now: this clock was put back."
        yield problem("clock", says, todo)
    elif apart > timedelta(seconds=5):
        says = f"This machine and the database differ by {apart.total_seconds():.0f} seconds."
        yield warning("clock", says, todo)
    else:
        yield fine("clock", f"It is {patient.ctx.clock():%Y-%m-%d %H:%M:%S} UTC; the newest commit is of {at}.")


def backups(patient: Patient) -> Iterator[Finding]:
    """Look for the time of the newest backup."""
    with patient.database.read() as conn:
        at = info.setting(conn, info.LAST_BACKUP_AT)
    todo = "desktop-crm-server backup --keep 14 FOLDER, every night (the package brings a timer)."
    if not at:
        says = "No backup was ever made with this program. If other tools do it, make sure that one can be restored."
        yield warning("backup", says, todo)
        return
    age = patient.since(at)
    if age > BACKUP_PROBLEM:
        yield problem("backup", f"The newest backup is {days(age)} old.", todo)
    elif age > BACKUP_WARNING:
        yield warning("backup", f"The newest backup is {days(age)} old.", todo)
    else:
        yield fine("backup", f"The newest backup is of {at} and was read back.")


def set_aside(patient: Patient) -> Iterator[Finding]:
    """Count what waits for an administrator."""
    waiting = (
        ("quarantine", quarantine, OPEN, "operations were set aside and wait for a decision"),
        ("salvage", salvaged, salvage.OPEN, "rows that laptops hold and this server forgot wait for a decision"),
    )
    with patient.database.read() as conn:
        for name, table, state, what in waiting:
            number = conn.execute(select(func.count()).select_from(table).where(table.c.state == state)).scalar_one()
            if number:
                yield warning(name, f"{number} {what}.", f"desktop-crm-server {name} list")
            else:
                yield fine(name, "Nothing waits for a decision.")


def laptops(patient: Patient) -> Iterator[Finding]:
    """Look for alarms, and for laptops that nobody heard of for long. They are named by their codes."""
    with patient.database.read() as conn:
        rows = conn.execute(select(device.c.code, device.c.state, device.c.last_seen_at).order_by(device.c.code)).all()
    locked = [row.code for row in rows if row.state == devices.LOCKED]
    if locked:
        says = f"Somebody may have a copy of these laptops, which are locked: {_named(locked)}."
        yield warning("alarms", says, "Call the person, then: desktop-crm-server device unlock, or device revoke.")
    quiet = [row.code for row in rows if row.state == devices.ACTIVE and patient.since(row.last_seen_at) > QUIET]
    if quiet:
        says = f"Nothing was heard of these laptops for {days(QUIET)}: {_named(quiet)}. They may hold unsent work."
        yield warning("laptops", says, "Ask the person; revoke what is lost or no longer used.")
    if not locked and not quiet:
        yield fine("laptops", f"{sum(row.state == devices.ACTIVE for row in rows)} laptops, no alarm, none silent.")


def _named(codes: list[str]) -> str:
    more = f" and {len(codes) - _SHOWN} more" if len(codes) > _SHOWN else ""
    return ", ".join(codes[:_SHOWN]) + more
