"""The encrypted SQLite file: connections, transactions, and what its failures mean."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2

from desktop_crm.errors import CrmError, DiskFull, StoreBusy, StoreDamaged, StoreError, WrongKey

# The driver asks several places for an adapter of every None and every boolean it binds before it binds
# them as they are: 1 µs each, three quarters of the time of inserting a customer. These two end the search.
dbapi2.register_adapter(type(None), {}.get)
dbapi2.register_adapter(bool, int)

BUSY_TIMEOUT_MS = 15_000
CACHE_KIB = 32_768
#: Pages of 4 KiB in the log before it is folded into the file: bulk work rewrites index pages often.
CHECKPOINT_PAGES = 8_000

#: Pause of long work between two portions, and how long it gives way to others at most, in seconds.
_BREATH_S, _MOST_PATIENCE_S = 0.002, 1.0

_MEANING: tuple[tuple[str, type[StoreError]], ...] = (
    ("disk is full", DiskFull),
    ("unable to open database", StoreError),
    ("disk i/o error", StoreError),
    ("database is locked", StoreBusy),
    ("readonly database", StoreBusy),
    ("not a database", WrongKey),
    ("malformed", StoreDamaged),
    ("hmac", StoreDamaged),
)


def explain(error: Exception) -> CrmError | None:
    """Translate a driver's error into ours; None when it is a fault of the program."""
    text = str(error).lower()
    return next((kind(detail=words) for words, kind in _MEANING if words in text), None)


def open_connection(path: Path, key: bytes, *, existing: bool = False) -> dbapi2.Connection:
    """Open one connection with a raw key; with ``existing`` a file that is not there is not made.

    Raises WrongKey, StoreDamaged or StoreError.
    """
    if existing and path.exists() and not path.stat().st_size:
        raise StoreDamaged(detail="empty")  # SQLite would take it for a new store
    address = f"{path.resolve().as_uri()}?mode={'rw' if existing else 'rwc'}"
    try:
        connection = dbapi2.connect(address, uri=True, check_same_thread=False, isolation_level=None)
    except dbapi2.Error as error:
        raise explain(error) or StoreDamaged(detail="open") from error
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")  # a wrong key is told by us, not on stderr
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
        connection.execute("SELECT count(*) FROM sqlite_master")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
    except dbapi2.Error as error:
        connection.close()
        raise explain(error) or StoreDamaged(detail="open") from error
    return connection


class Store:
    """One open profile file. Thread-safe: any number of readers, one writer at a time."""

    def __init__(self, path: Path, key: bytes) -> None:
        self.path = path
        self.key = key
        self._write_lock = threading.RLock()
        self._waiting = 0
        self._file = _identity(path)
        self._readers = self._engine("BEGIN", pool_size=4)
        self._writer = self._engine("BEGIN IMMEDIATE", pool_size=1)

    def _engine(self, begin: str, pool_size: int) -> Engine:
        # No dialect of its own is needed: SQLCipher speaks SQLite once the key is set.
        engine = create_engine(
            "sqlite://",
            module=dbapi2,
            creator=lambda: open_connection(self.path, self.key, existing=True),
            poolclass=QueuePool,
            pool_size=pool_size,
            max_overflow=8,
            pool_reset_on_return="rollback",
        )
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
        return engine

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction that sees and changes the newest state; commits at the end of the block.

        Raises DiskFull, StoreBusy or StoreDamaged; then nothing was saved.
        """
        with self._turn(), told():
            self._follow()
            with self._writer.begin() as connection:
                # Whoever replaces the file holds its write lock meanwhile, so now the answer is final.
                if _identity(self.path) != self._file:
                    raise StoreBusy(detail="replaced")
                yield connection

    @contextmanager
    def _turn(self) -> Iterator[None]:
        self._waiting += 1
        try:
            self._write_lock.acquire()
        finally:
            self._waiting -= 1
        try:
            yield
        finally:
            self._write_lock.release()

    def make_way(self) -> None:
        """Between two portions of long work: let whoever waits to write have their turn.

        A lock goes to whoever is quickest, and that is the thread that has just let it go.
        """
        until = time.monotonic() + _MOST_PATIENCE_S
        time.sleep(_BREATH_S)
        while self._waiting > 0 and time.monotonic() < until:
            time.sleep(_BREATH_S)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One snapshot; never waits for a writer."""
        with told():
            self._follow()
            with self._readers.begin() as connection:  # begun now, so that reads past SQLAlchemy see it too
                yield connection

    def _follow(self) -> None:
        """Turn to the new file where a restored backup or a migration took the place of ours.

        SQLite itself would go on writing into the file that no longer has a name.
        """
        present = _identity(self.path)
        if present != self._file:
            self.recycle()
            self._file = present

    @contextmanager
    def exclusive(self) -> Iterator[None]:
        """Keep this process from writing, for a copy of the file."""
        with self._write_lock:
            yield

    def checkpoint(self) -> None:
        """Move the write-ahead log into the file."""
        with self._write_lock, told():
            connection = open_connection(self.path, self.key, existing=True)
            try:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                connection.close()

    def recycle(self) -> None:
        """Drop pooled connections: after a bulk load their grown search buffers slow later queries."""
        self._readers.dispose()
        self._writer.dispose()

    def close(self) -> None:
        """Close every connection."""
        self.recycle()


def _identity(path: Path) -> tuple[int, int]:
    """Say which file stands under a name; a replaced one has another number."""
    try:
        facts = path.stat()
    except OSError:
        return (0, 0)
    return (facts.st_dev, facts.st_ino)


@contextmanager
def told() -> Iterator[None]:
    """Turn the driver's errors inside the block into ours; faults of the program pass as they are."""
    try:
        yield
    except DBAPIError as error:
        meaning = explain(error.orig) if isinstance(error.orig, Exception) else None
        if meaning is None:
            raise
        raise meaning from error
    except dbapi2.Error as error:
        meaning = explain(error)
        if meaning is None:
            raise
        raise meaning from error
