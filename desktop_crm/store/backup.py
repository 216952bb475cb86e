"""Backups of the encrypted store: copies that were opened and checked before they count.

Contents of attachments that no server has lie in a folder beside the backups, each once however many backups show it.
"""

from __future__ import annotations

import shutil
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from filelock import FileLock, Timeout
from sqlcipher3 import dbapi2

from desktop_crm.errors import NotFound, StoreBusy, StoreDamaged, StoreError, StoreTooNew
from desktop_crm.paths import ProfilePaths
from desktop_crm.store import contents, opening
from desktop_crm.store.content_files import ContentFiles, Keyed
from desktop_crm.store.engine import Store, explain, open_connection

#: How many automatic backups stay: the newest of each of the last days, weeks and months.
KEEP_DAYS, KEEP_WEEKS, KEEP_MONTHS = 7, 4, 6
#: Folder beside backups with the contents that no server has.
ATTACHMENTS = "attachments"


@dataclass(frozen=True, slots=True)
class _Key:
    """The key of a store that is not open."""

    key: bytes


@dataclass(frozen=True, slots=True)
class Checkup:
    """What a look through a store found. ``problems`` is empty when all is well."""

    customers: int
    pending: int
    unindexed: int
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Glance:
    """What a backup holds: its customers, its newest change (UTC text, "" for none); ``here``: customers here now."""

    customers: int
    changed_at: str
    here: int


def write_backup(store: Store, target: Path) -> int:
    """Copy the store to ``target`` and open the copy; return its number of customers.

    Attachments that no server has go into the folder ``attachments`` beside it. The target appears only when the copy
    is whole. Raises DiskFull or StoreDamaged.
    """
    work = target.with_name(target.name + ".new")
    opening.remove_database(work)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        opening.copy_database(store.path, work, store.key)
        result = _sound(work, store.key)
        _lend(work, _live(store), _beside(target.parent, store))
        opening.replace_database(work, target)
    except OSError as error:
        raise opening.file_error(error, "backup") from error
    finally:
        opening.remove_database(work)
    return result.customers


def rotate(store: Store, folder: Path, today: str) -> Path | None:
    """Make today's automatic backup if it is missing, and clear away what is too old."""
    target = folder / f"customers-{today}.backup"
    if target.exists():
        return None
    write_backup(store, target)
    dated = _dated(folder)
    for path in dated.keys() - _kept(dated):
        path.unlink(missing_ok=True)
    _forget_sent(store, folder, today)
    return target


def _live(store: Store) -> ContentFiles:
    return ContentFiles(ProfilePaths(store.path.parent).attachments, store)


def _beside(folder: Path, keyed: Keyed) -> ContentFiles:
    """Return the contents that lie beside the backups of a folder."""
    return ContentFiles(folder / ATTACHMENTS, keyed)


def _lend(path: Path, source: ContentFiles, target: ContentFiles) -> None:
    """Give what a store file says is here only to another folder; what is missing in the source cannot be given."""
    connection = open_connection(path, source.key, existing=True)
    try:
        only = [str(row[0]) for row in connection.execute(contents.ONLY_HERE_SQL)]
    except dbapi2.Error as error:
        if "no such table" not in str(error):
            raise explain(error) or StoreDamaged(detail="contents") from error
        only = []  # a copy made by an earlier version
    finally:
        connection.close()
    for sha256 in only:
        source.lend(sha256, target)


def _forget_sent(store: Store, folder: Path, today: str) -> None:
    """Contents that the server has by now need no place beside the backups."""
    beside = _beside(folder, store)
    with store.read() as connection:
        known, only = contents.known(connection), set(contents.only_here(connection))
    for sha256 in set(known) - only:
        beside.remove(sha256)
    beside.clear(only, datetime.fromisoformat(f"{today}T00:00:00+00:00").timestamp())


def forget_copies(folder: Path, oldest: str) -> None:
    """Remove the copies in a salvage folder whose name sorts before ``oldest``; other files are not ours."""
    for path in folder.glob("customers-*.backup"):
        if path.name < oldest:
            path.unlink(missing_ok=True)


def _dated(folder: Path) -> dict[Path, date]:
    """Return our automatic backups and their days, newest first; other files are not ours to remove."""
    found: dict[Path, date] = {}
    for path in sorted(folder.glob("customers-*.backup"), reverse=True):
        with suppress(ValueError):
            found[path] = date.fromisoformat(path.name[10:-7])
    return found


def _kept(newest_first: dict[Path, date]) -> set[Path]:
    weeks: dict[str, Path] = {}
    months: dict[str, Path] = {}
    for path, day in newest_first.items():
        weeks.setdefault(f"{day:%G-%V}", path)
        months.setdefault(f"{day:%Y-%m}", path)
    days = list(newest_first)[:KEEP_DAYS]
    return {*days, *list(weeks.values())[:KEEP_WEEKS], *list(months.values())[:KEEP_MONTHS]}


def restore_backup(paths: ProfilePaths, key: bytes, source: Path, stamp: str) -> Path:
    """Put a backup in the place of the store; the present file is kept among the backups and its path
    returned, even when it is damaged.

    Raises NotFound, WrongKey, StoreDamaged or StoreTooNew before anything is touched.
    """
    if not source.is_file():
        raise NotFound("backup_missing", file=source.name)
    work = paths.store.with_suffix(".restoring")
    kept = paths.backups / f"before-restore-{stamp}.backup"
    opening.remove_database(work)
    try:
        shutil.copyfile(source, work)
        revision = opening.revision_of(work, key)
        if revision is not None and not opening.is_known(revision):
            raise StoreTooNew(revision=revision)
        _sound(work, key)
        keyed = _Key(key)
        _lend(work, _beside(source.parent, keyed), ContentFiles(paths.attachments, keyed))
        with FileLock(paths.lock, timeout=30):
            _put_in_place(work, paths, key, kept)
        if kept.exists():
            with suppress(StoreError):  # it may be damaged, which is why a backup was wanted
                _lend(kept, ContentFiles(paths.attachments, keyed), _beside(kept.parent, keyed))
    except Timeout as error:
        raise StoreBusy from error
    except OSError as error:
        raise opening.file_error(error, "restore") from error
    finally:
        opening.remove_database(work)
    return kept


def look_into(source: Path, paths: ProfilePaths, key: bytes) -> Glance:
    """Look at a backup without changing it or anything here.

    Works on a copy, because the file may lie where nobody can write. Raises NotFound, WrongKey for one of another
    profile, StoreDamaged, StoreTooNew.
    """
    if not source.is_file():
        raise NotFound("backup_missing", file=source.name)
    work = paths.looking
    opening.remove_database(work)
    try:
        shutil.copyfile(source, work)
        revision = opening.revision_of(work, key)
        if revision is None or not opening.is_known(revision):
            raise StoreTooNew(revision=revision or "")
        customers, changed_at = _counted(work, key)
        return Glance(customers, changed_at, _counted(paths.store, key)[0])
    except OSError as error:
        raise opening.file_error(error, "backup") from error
    finally:
        opening.remove_database(work)


def _counted(path: Path, key: bytes) -> tuple[int, str]:
    connection = open_connection(path, key, existing=True)
    try:
        row = connection.execute("SELECT count(*), max(updated_at) FROM customer WHERE NOT deleted").fetchone()
        return int(row[0]), str(row[1] or "")
    except dbapi2.Error as error:
        raise explain(error) or StoreDamaged(detail="backup") from error
    finally:
        connection.close()


def _put_in_place(work: Path, paths: ProfilePaths, key: bytes, kept: Path) -> None:
    if not paths.store.exists():
        opening.replace_database(work, paths.store)
        return
    paths.backups.mkdir(parents=True, exist_ok=True)
    with ExitStack() as held:
        try:
            held.enter_context(opening.frozen(paths.store, key, folded=True))
            _carry_over(paths.store, work, key)
        except StoreBusy:
            raise
        except StoreError:  # damaged, which is why a backup is wanted: keep its bytes as they are
            log = paths.store.with_name(paths.store.name + "-wal")
            if log.exists():
                shutil.copyfile(log, kept.with_name(kept.name + "-wal"))
        shutil.copyfile(paths.store, kept)
        opening.replace_frozen(work, paths.store, held)


#: What a laptop is to its server, and must not become again by restoring a backup: an old token would look like
#: that of a copied laptop, an old time would lengthen the lease, and an order stands.
_STANDING = (
    *("token", "old_tokens", "device_id", "device_code", "device_name", "sign_key", "box_key"),
    *("server_key", "server_box_key", "authority", "pin", "order", "lease_days", "last_contact_at", "newest_at"),
)


def _carry_over(present: Path, restored: Path, key: bytes) -> None:
    """Take into the restored file what must not go back in time."""
    now, then = _facts(present, key), _facts(restored, key)
    # Numbers given since the backup are on paper and perhaps at the server: never give them again.
    kept = {"next_no": str(max(int(now.get("next_no", "0")), int(then.get("next_no", "0"))))}
    if now.get("server_id") and now.get("server_id") == then.get("server_id"):
        kept |= {name: now[name] for name in _STANDING if name in now}
    connection = open_connection(restored, key, existing=True)
    try:
        connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", list(kept.items()))
    except dbapi2.Error as error:
        raise explain(error) or StoreDamaged(detail="meta") from error
    finally:
        connection.close()


def _facts(path: Path, key: bytes) -> dict[str, str]:
    connection = open_connection(path, key, existing=True)
    try:
        return {str(name): str(value) for name, value in connection.execute("SELECT key, value FROM meta")}
    except dbapi2.Error as error:
        raise explain(error) or StoreDamaged(detail="meta") from error
    finally:
        connection.close()


def _sound(path: Path, key: bytes) -> Checkup:
    result = check_file(path, key)
    if result.problems:
        raise StoreDamaged(detail="backup", problems="; ".join(result.problems)[:200])
    return result


def check_file(path: Path, key: bytes, folder: Path | None = None) -> Checkup:
    """Open a store file and look through it: pages, indexes, outbox, search entries; with ``folder`` also whether the
    contents of attachments that it should hold are there."""
    connection = open_connection(path, key, existing=True)
    try:
        problems = [str(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check").fetchall()]
        problems += [str(row[0]) for row in connection.execute("PRAGMA integrity_check").fetchall() if row[0] != "ok"]

        def count(sql: str) -> int:
            return int(connection.execute(sql).fetchone()[0])

        broken = count("SELECT count(*) FROM outbox WHERE NOT json_valid(payload)")
        if broken:
            problems.append(f"outbox: {broken} unreadable operations")
        unindexed = count("SELECT count(*) FROM search_todo")
        indexed = count("SELECT count(*) FROM search_name")
        expected = count("SELECT count(*) FROM customer WHERE NOT deleted") - unindexed
        if indexed < expected:
            problems.append(f"search: {expected - indexed} customers without an entry")
        if folder is not None:
            files = ContentFiles(folder, _Key(key))
            kept = connection.execute("SELECT sha256, size FROM content WHERE here AND NOT erased").fetchall()
            lost = sum(not files.fits(str(sha256), int(size)) for sha256, size in kept)
            problems += [f"attachments: {lost} contents missing or cut"] if lost else []
        return Checkup(
            count("SELECT count(*) FROM customer WHERE NOT deleted"),
            count("SELECT count(*) FROM outbox WHERE state = 'pending'"),
            unindexed,
            tuple(problems),
        )
    except dbapi2.Error as error:
        raise explain(error) or StoreDamaged(detail="check") from error
    finally:
        connection.close()
