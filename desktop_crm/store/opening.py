"""Opening a profile's store: create it, bring it to this version, or say why not.

A migration runs on a copy. Only when the copy is finished and checked does it replace the original,
so a kill at any moment leaves either the old file or the new one, both whole.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool
from sqlcipher3 import dbapi2

from desktop_crm.errors import CrmError, DiskFull, KeyMissing, StoreBusy, StoreDamaged, StoreTooNew, WrongKey
from desktop_crm.paths import ProfilePaths
from desktop_crm.store import keys
from desktop_crm.store.engine import BUSY_TIMEOUT_MS, Store, explain, open_connection, told
from desktop_crm.store.schema import SCHEMA_REVISION

if TYPE_CHECKING:
    from alembic.config import Config

_LOCK_TIMEOUT_S = 30
_FOLD_ATTEMPTS, _FOLD_WAIT_MS = 10, 1_000
REPLACES_OPEN_FILES = os.name == "posix"
_MIGRATIONS = Path(__file__).parent / "migrations"


def profile_exists(paths: ProfilePaths) -> bool:
    """Say whether the folder holds a profile."""
    return paths.info.exists()


def create_profile(paths: ProfilePaths, passphrase: str | None) -> keys.ProfileInfo:
    """Describe a new profile in an empty folder; the store itself is made when first opened.

    Raises KeyMissing when there is neither a key store nor a passphrase.
    """
    if passphrase is None and not keys.key_store_available():
        raise KeyMissing("no_key_store")
    paths.root.mkdir(parents=True, exist_ok=True)
    info = keys.new_info(with_passphrase=passphrase is not None)
    keys.obtain_key(info, passphrase, create=True)
    info.write(paths.info)
    return info


def open_store(paths: ProfilePaths, passphrase: str | None = None) -> Store:
    """Open the store of an existing profile, creating or migrating the file where needed.

    Raises KeyMissing, WrongKey, StoreDamaged, StoreTooNew, StoreBusy or DiskFull; the file on disk
    is then as it was.
    """
    info = keys.read_info(paths)
    if info is None:
        raise StoreDamaged("no_profile", folder=paths.root.name)
    key = keys.obtain_key(info, passphrase)
    try:
        if not paths.store.exists() or revision_of(paths.store, key) != SCHEMA_REVISION:
            _bring_up_to_date(paths, key)
    except WrongKey as error:
        if info.key_source == "passphrase":
            raise
        raise StoreDamaged(detail="not a database") from error  # a key of the key store is never mistyped
    return Store(paths.store, key)


def revision_of(path: Path, key: bytes) -> str | None:
    """Read the schema revision without importing Alembic, which would cost the start 0.1 s.

    None for a file without one. Raises WrongKey or StoreDamaged.
    """
    connection = open_connection(path, key, existing=True)
    try:
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except dbapi2.Error as error:
        if "no such table" in str(error):
            return None
        raise explain(error) or StoreDamaged(detail="revision") from error
    finally:
        connection.close()
    return str(row[0]) if row else None


def _bring_up_to_date(paths: ProfilePaths, key: bytes) -> None:
    try:
        with FileLock(paths.lock, timeout=_LOCK_TIMEOUT_S):
            if not paths.store.exists():
                if paths.backups.is_dir() and any(paths.backups.iterdir()):
                    raise StoreDamaged("store_missing")  # a used profile: an empty file would hide the loss
                _build(paths, key, source=None)
                return
            revision = revision_of(paths.store, key)
            if revision == SCHEMA_REVISION:
                return
            if revision is None:
                raise StoreDamaged(detail="empty")
            if not is_known(revision):
                raise StoreTooNew(revision=revision)
            _build(paths, key, source=paths.store)
    except Timeout as error:
        raise StoreBusy from error


def _build(paths: ProfilePaths, key: bytes, source: Path | None) -> None:
    work = paths.store.with_suffix(".migrating")
    remove_database(work)
    try:
        with ExitStack() as held:
            if source is not None:
                held.enter_context(frozen(source, key, folded=True))
                _copy_files(source, work)
            upgrade(work, key)
            replace_frozen(work, paths.store, held)
    except OSError as error:
        raise file_error(error, "migration") from error
    finally:
        remove_database(work)


@contextmanager
def frozen(path: Path, key: bytes, *, folded: bool = False) -> Iterator[None]:
    """Keep every process from writing to a store for the block; with ``folded`` its log is empty, so that
    the file alone is the whole store and may be replaced.

    A process that still has the file open when it is replaced notices at its next transaction
    (:class:`~desktop_crm.store.engine.Store`). Raises StoreBusy when somebody reads for too long.
    """
    connection = open_connection(path, key, existing=True)
    try:
        _hold(connection, path, folded=folded)
        yield
        connection.execute("ROLLBACK")
    except dbapi2.Error as error:
        raise explain(error) or StoreDamaged(detail="freeze") from error
    finally:
        connection.close()


def _hold(connection: dbapi2.Connection, path: Path, *, folded: bool) -> None:
    log = path.with_name(path.name + "-wal")
    for _ in range(_FOLD_ATTEMPTS):
        # Emptying the log waits for readers; a mere copy takes the log along and need not wait.
        connection.execute(f"PRAGMA busy_timeout = {_FOLD_WAIT_MS}")
        connection.execute(f"PRAGMA wal_checkpoint({'TRUNCATE' if folded else 'PASSIVE'})").fetchall()
        connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
        connection.execute("BEGIN IMMEDIATE")
        if not folded or not log.exists() or not log.stat().st_size:
            return
        connection.execute("ROLLBACK")  # somebody wrote in between, or a reader still needs the log
    raise StoreBusy(detail="read")


def file_error(error: OSError, what: str) -> CrmError:
    """Say what a failed file operation means: another program in the way, or no room."""
    return (StoreBusy if isinstance(error, PermissionError) else DiskFull)(detail=what)


def _copy_files(source: Path, target: Path) -> None:
    shutil.copyfile(source, target)
    log = source.with_name(source.name + "-wal")
    if log.exists() and log.stat().st_size:
        shutil.copyfile(log, target.with_name(target.name + "-wal"))


def upgrade(path: Path, key: bytes, revision: str = "head") -> None:
    """Run the migrations on a file that nobody else has open, then check it."""
    from alembic import command

    connection = open_connection(path, key)
    connection.execute("PRAGMA journal_mode = DELETE")
    engine = create_engine("sqlite://", module=dbapi2, creator=lambda: connection, poolclass=StaticPool)
    config = alembic_config()
    try:
        with told(), engine.connect() as bound:
            config.attributes["connection"] = bound
            bound.exec_driver_sql("BEGIN")
            command.upgrade(config, revision)
            bound.commit()
        answer = connection.execute("PRAGMA quick_check").fetchone()
        if answer is None or answer[0] != "ok":
            raise StoreDamaged(detail="after migration")
    finally:
        connection.close()
    _flush(path)


def alembic_config() -> Config:
    """Return the Alembic configuration of the laptop's store."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))  # a folder may be called "100%"
    return config


def is_known(revision: str | None) -> bool:
    """Say whether this version can read a file of that revision, at once or by a migration."""
    if revision == SCHEMA_REVISION:
        return True
    from alembic.script import ScriptDirectory

    script = ScriptDirectory.from_config(alembic_config())
    return revision in {known.revision for known in script.walk_revisions()}


def copy_database(source: Path, target: Path, key: bytes) -> None:
    """Copy a store with everything committed so far into one file. Writers wait meanwhile."""
    with frozen(source, key):
        _copy_files(source, target)
    open_connection(target, key, existing=True).close()  # the last to close a file folds its log into it


def replace_database(new: Path, target: Path) -> None:
    """Put a finished file in the place of another, whose log must be folded (:func:`frozen`): a kill
    at any moment leaves the one or the other, whole."""
    for suffix in ("-wal", "-shm"):
        target.with_name(target.name + suffix).unlink(missing_ok=True)
    _flush(new)
    new.replace(target)
    if os.name == "posix":
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def replace_frozen(new: Path, target: Path, held: ExitStack) -> None:
    """Put a finished file in the place of one that ``held`` keeps frozen.

    Windows replaces no file that anybody has open, be it this process: there the hold ends first, and a file that
    changed in that moment stays. Raises StoreBusy.
    """
    if not REPLACES_OPEN_FILES and target.exists():
        before = _stamp(target)
        held.close()
        if _stamp(target) != before:
            raise StoreBusy(detail="changed")
    replace_database(new, target)


def _stamp(path: Path) -> tuple[int, int, int]:
    log = path.with_name(path.name + "-wal")
    facts = path.stat()
    return facts.st_mtime_ns, facts.st_size, log.stat().st_size if log.exists() else 0


def remove_database(path: Path) -> None:
    """Remove a database file and its companions."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _flush(path: Path) -> None:
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())
