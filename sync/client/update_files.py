"""The folder of installers beside the store, and the journal of what was installed from it.

Installers are no secret, so nothing here is encrypted; what is in the folder counts only after its hash was compared
with what the server signed. The journal lies here too, because it has to outlive a change of the store.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import msgspec

from desktop_crm.store import opening
from sync.protocol.releases import Release

_JOURNAL = "journal.json"
#: Entries of the journal that stay; with each stays its installer, and the one before it.
_KEPT_STEPS = 3
STARTED, DONE, FAILED, SHOWN = "started", "done", "failed", "shown"


class Step(msgspec.Struct, kw_only=True, frozen=True):
    """One version put in the place of another. Paths are names below the folder, the backup's below ``backups``.

    ``back`` installs ``before`` again, "" where that is not here. ``shown``: the person installs it by himself.
    """

    before: str
    after: str
    file: str
    back: str
    backup: str
    at: str
    state: str = STARTED


class UpdateFiles:
    """Installers as they arrive and lie there; each in a folder named after its hash."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def place(self, release: Release) -> Path:
        """Return where an installer lies once it is whole."""
        return self.root / release.sha256[:16] / release.file

    def is_here(self, release: Release) -> bool:
        """Say whether an installer arrived whole; whether it still is, :meth:`is_true` says."""
        path = self.place(release)
        return path.is_file() and path.stat().st_size == release.size

    def is_true(self, release: Release) -> bool:
        """Hash an installer and compare."""
        try:
            with self.place(release).open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest() == release.sha256
        except OSError:
            return False

    def arrived(self, release: Release) -> int:
        """Return how many bytes have come so far."""
        part = self._part(release)
        return release.size if self.is_here(release) else part.stat().st_size if part.is_file() else 0

    def append(self, release: Release, have: int, data: bytes) -> int:
        """Write a piece behind the first ``have`` bytes; return how many there are now. Raises DiskFull, StoreBusy."""
        part = self._part(release)
        try:
            part.parent.mkdir(parents=True, exist_ok=True)
            with part.open("r+b" if part.exists() else "wb") as file:
                file.truncate(have)
                file.seek(have)
                file.write(data[: release.size - have])
                return file.tell()
        except OSError as error:
            raise opening.file_error(error, "update") from error

    def complete(self, release: Release) -> bool:
        """Put an installer in its place if all that came is what was signed; else throw it away."""
        part = self._part(release)
        try:
            with part.open("rb") as file:
                whole = hashlib.file_digest(file, "sha256").hexdigest() == release.sha256
            if whole:
                part.replace(self.place(release))
            else:
                part.unlink()
        except OSError as error:
            raise opening.file_error(error, "update") from error
        return whole

    def remove(self, release: Release) -> None:
        """Throw away what there is of an installer."""
        shutil.rmtree(self.place(release).parent, ignore_errors=True)

    def keep_only(self, releases: Iterable[Release]) -> None:
        """Remove all installers but these and those of the journal."""
        kept = {self.place(one).parent.name for one in releases}
        for step in self.steps():
            kept |= {Path(name).parts[0] for name in (step.file, step.back) if name}
        with suppress(OSError):
            for folder in self.root.iterdir():
                if folder.is_dir() and folder.name not in kept:
                    shutil.rmtree(folder, ignore_errors=True)

    def name_of(self, path: Path) -> str:
        """Return a path as the journal has it."""
        return path.relative_to(self.root).as_posix()

    # -- the journal ------------------------------------------------------------------------

    def steps(self) -> list[Step]:
        """Return what was installed from here, the oldest first; a journal that cannot be read says nothing."""
        try:
            return msgspec.json.decode((self.root / _JOURNAL).read_bytes(), type=list[Step])
        except (OSError, ValueError):
            return []

    def note(self, step: Step) -> None:
        """Write down a step, in the place of the last one where it goes on with that. Raises DiskFull, StoreBusy."""
        steps = self.steps()
        if steps and steps[-1].at == step.at:
            steps.pop()
        path = self.root / _JOURNAL
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            new = path.with_suffix(".new")
            new.write_bytes(msgspec.json.encode([*steps, step][-_KEPT_STEPS:]))
            new.replace(path)
        except OSError as error:
            raise opening.file_error(error, "update") from error

    def _part(self, release: Release) -> Path:
        place = self.place(release)
        return place.with_name(place.name + ".part")
