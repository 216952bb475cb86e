"""Contents of attachments on the disk: one encrypted file each (:mod:`desktop_crm.store.sealing`), under a name that
only the key leads to.

What is in the folder under its final name is whole: it is written beside and put in its place.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from desktop_crm.errors import NotFound, StoreBusy, StoreDamaged
from desktop_crm.store import sealing
from desktop_crm.store.opening import file_error
from desktop_crm.store.sealing import UNIT, Sealer

PARTIAL, _NEW = ".part", "new-"
#: A file that the store does not know stays for so long: longer than the oldest backup, which may know it.
KEEP_UNKNOWN_DAYS = 200
_ADDING_DAYS = 2  # what was being added then will not be finished
_DAY_S = 86_400


class Keyed(Protocol):
    """Something that has the key of the profile: the store."""

    @property
    def key(self) -> bytes:
        """The key."""


@dataclass(frozen=True, slots=True)
class Written:
    """A file that is whole but not yet in its place; ``head`` are the first bytes of the content."""

    path: Path
    sha256: str
    size: int
    head: bytes


class ContentFiles:
    """The folder of one profile, or of its backups. Safe in any thread; one process at a time goes on with a partial
    file. Methods raise DiskFull, StoreBusy, StoreDamaged."""

    def __init__(self, folder: Path, keyed: Keyed) -> None:
        self.folder = folder
        self._keyed = keyed  # asked when needed: not every store has a key

    @property
    def key(self) -> bytes:
        """The key of the profile."""
        return self._keyed.key

    def path(self, sha256: str) -> Path:
        """Say where a content lies, or would."""
        name = hashlib.blake2b(sha256.encode(), key=self.key, digest_size=20, person=b"crm-file-name")
        return self.folder / name.hexdigest()

    def holds(self, sha256: str) -> bool:
        """Say whether a content is here, whole."""
        return self.path(sha256).is_file()

    # -- writing ----------------------------------------------------------------------------

    def write(self, parts: Iterable[bytes]) -> Written:
        """Write a new content beside the others; :meth:`place` puts it in its place, :meth:`discard` takes it away.

        An exception of ``parts`` passes, and leaves nothing behind.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"{_NEW}{secrets.token_hex(8)}{PARTIAL}"
        hashed, size, head = hashlib.sha256(), 0, b""
        try:
            with _told(), path.open("xb") as stream:
                sealer = self._begin(stream)
                for number, (unit, last) in enumerate(sealing.units(parts)):
                    head = head or unit[:64]
                    hashed.update(unit)
                    size += len(unit)
                    stream.write(sealer.seal(number, unit, last=last))
                _flush(stream)
        except BaseException:
            self.discard(path)
            raise
        return Written(path, hashed.hexdigest(), size, head)

    def place(self, written: Written) -> None:
        """Put a content in its place. One that is there already and being read stays: it is the same."""
        target = self.path(written.sha256)
        try:
            written.path.replace(target)
        except PermissionError:  # Windows: somebody reads the file that is there
            if not target.is_file():
                raise StoreBusy(detail="content") from None
            self.discard(written.path)
        except OSError as error:
            raise file_error(error, "content") from error
        _flush_folder(self.folder)

    def discard(self, path: Path) -> None:
        """Take away what is not wanted; one that cannot be taken away now goes later (:meth:`clear`)."""
        with suppress(OSError):
            path.unlink(missing_ok=True)

    def remove(self, sha256: str) -> bool:
        """Destroy a content, a partial one too; False when another program holds it."""
        path = self.path(sha256)
        try:
            for one in (path, path.with_suffix(PARTIAL)):
                one.unlink(missing_ok=True)
        except OSError:
            return False
        return True

    def _begin(self, stream: BinaryIO) -> Sealer:
        header = sealing.new_header()
        stream.write(header)
        return Sealer(header, self.key)

    # -- arriving ---------------------------------------------------------------------------

    def arrived(self, sha256: str) -> int:
        """Return how many bytes of a content that comes in pieces are safely here: whole units."""
        try:
            size = self.path(sha256).with_suffix(PARTIAL).stat().st_size
        except OSError:
            return 0
        return sealing.whole_units(size) * UNIT

    def append(self, sha256: str, start: int, data: bytes, size: int) -> int:
        """Go on with a content of ``size`` bytes at ``start``, where :meth:`arrived` says; return how far it is now.

        What is no whole unit counts only at the end.
        """
        path = self.path(sha256).with_suffix(PARTIAL)
        self.folder.mkdir(parents=True, exist_ok=True)
        with _told(), path.open("r+b" if path.exists() else "x+b") as stream:
            sealer = self._begin(stream) if not start else Sealer(stream.read(sealing.HEADER), self.key)
            stream.seek(sealing.HEADER + start // UNIT * sealing.SEALED)
            stream.truncate()  # what a stop left of a unit
            at = start
            for unit in (data[at : at + UNIT] for at in range(0, len(data), UNIT)):
                last = at + len(unit) == size
                if len(unit) < UNIT and not last:
                    break
                stream.write(sealer.seal(at // UNIT, unit, last=last))
                at += len(unit)
            _flush(stream)
        return at

    def complete(self, sha256: str, size: int) -> bool:
        """Check a content that has arrived and put it in its place. False: it is something else, and was destroyed."""
        partial = self.path(sha256).with_suffix(PARTIAL)
        hashed = hashlib.sha256()
        try:
            for part in self._read(partial, size):
                hashed.update(part)
        except (NotFound, StoreDamaged):
            self.discard(partial)
            return False
        if hashed.hexdigest() != sha256:
            self.discard(partial)
            return False
        self.place(Written(partial, sha256, size, b""))
        return True

    # -- reading ----------------------------------------------------------------------------

    def read(self, sha256: str, size: int, start: int = 0) -> Iterator[bytes]:
        """Yield a content in parts, from the unit that holds byte ``start`` on. Raises NotFound when it is not here."""
        return self._read(self.path(sha256), size, start // UNIT)

    def piece(self, sha256: str, size: int, start: int, most: int) -> bytes:
        """Return at most so many bytes from ``start`` on. Raises NotFound."""
        parts, held = [], -(start % UNIT)
        for part in self.read(sha256, size, start):
            parts.append(part)
            held += len(part)
            if held >= most:
                break
        return b"".join(parts)[start % UNIT :][:most]

    def _read(self, path: Path, size: int, first: int = 0) -> Iterator[bytes]:
        try:
            stream = path.open("rb")
        except FileNotFoundError as error:
            raise NotFound("attachment_not_here") from error
        except OSError as error:
            raise file_error(error, "content") from error
        with stream:
            sealer = Sealer(stream.read(sealing.HEADER), self.key)
            stream.seek(sealing.HEADER + first * sealing.SEALED)
            for number in range(first, sealing.unit_count(size)):
                last = (number + 1) * UNIT >= size
                yield sealer.open(number, stream.read(sealing.SEALED), last=last)

    # -- keeping order ----------------------------------------------------------------------

    def lend(self, sha256: str, other: ContentFiles) -> bool:
        """Give a content to another folder of the same profile, without using room where the file system can do so.

        False when it is not here. A file there is whole, whatever happens meanwhile.
        """
        source, target = self.path(sha256), other.path(sha256)
        if target.is_file():
            return True
        if not source.is_file():
            return False
        with _told():
            other.folder.mkdir(parents=True, exist_ok=True)
            try:
                os.link(source, target)
            except OSError:  # another disk, or a file system without links
                work = other.folder / f"{_NEW}{secrets.token_hex(8)}{PARTIAL}"
                try:
                    shutil.copyfile(source, work)
                    with work.open("rb+") as stream:
                        _flush(stream)
                    work.replace(target)
                finally:
                    work.unlink(missing_ok=True)
            _flush_folder(other.folder)
        return True

    def fits(self, sha256: str, size: int) -> bool:
        """Say whether a content of so many bytes is here, as far as its length tells."""
        try:
            return self.path(sha256).stat().st_size == sealing.sealed_size(size)
        except OSError:
            return False

    def clear(self, known: Iterable[str], now_s: float) -> None:
        """Take away what belongs to no known content and is old: what a stop while adding left, and what only older
        copies of the store know. ``now_s`` counts seconds since 1970."""
        names = {self.path(sha256).name for sha256 in known}
        for one in self._files():
            days = _ADDING_DAYS if one.name.startswith(_NEW) else KEEP_UNKNOWN_DAYS
            with suppress(OSError):
                if one.name.split(".")[0] not in names and one.stat().st_mtime < now_s - days * _DAY_S:
                    one.unlink()

    def _files(self) -> list[Path]:
        try:
            return list(self.folder.iterdir())
        except FileNotFoundError:
            return []


@contextmanager
def _told() -> Iterator[None]:
    """Turn the system's errors inside the block into ours."""
    try:
        yield
    except OSError as error:
        raise file_error(error, "content") from error


def _flush(stream: BinaryIO) -> None:
    stream.flush()
    os.fsync(stream.fileno())


def _flush_folder(folder: Path) -> None:
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
