"""Where a profile keeps its files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import platformdirs

APP_NAME = "DesktopCRM"


def default_profile_dir() -> Path:
    """Return the platform's data folder of this program."""
    return Path(platformdirs.user_data_dir(APP_NAME, appauthor=False))


def default_office_dir() -> Path:
    """Return the folder of the office server of this account."""
    return Path(platformdirs.user_data_dir(f"{APP_NAME}-Office", appauthor=False))


@dataclass(frozen=True, slots=True)
class ProfilePaths:
    """Names of the files inside one profile folder."""

    root: Path

    @property
    def info(self) -> Path:
        """Facts needed before the store is open: profile id, salt, how the key is kept. No secrets."""
        return self.root / "profile.json"

    @property
    def former_info(self) -> Path:
        """The same of a profile that is being destroyed."""
        return self.root / "profile.gone"

    @property
    def store(self) -> Path:
        """The encrypted store."""
        return self.root / "customers.db"

    @property
    def looking(self) -> Path:
        """Copy of a backup that is being looked at."""
        return self.store.with_suffix(".looking")

    @property
    def backups(self) -> Path:
        """Rotating backups."""
        return self.root / "backups"

    @property
    def salvage(self) -> Path:
        """Copies of the store from before a server that had forgotten something was followed."""
        return self.root / "salvage"

    @property
    def attachments(self) -> Path:
        """Contents of attachments, an encrypted file each."""
        return self.root / "attachments"

    @property
    def opened(self) -> Path:
        """Readable copies of attachments that another program was started with; emptied at every start."""
        return self.root / "opened"

    @property
    def transfers(self) -> Path:
        """Held by the program that moves contents of attachments."""
        return self.root / "transfers.lock"

    @property
    def updates(self) -> Path:
        """Installers of other versions of the program, and what was installed from them. No customer data."""
        return self.root / "updates"

    @property
    def lock(self) -> Path:
        """Held while the store file is replaced (migration, restored backup)."""
        return self.root / "store.lock"

    @property
    def logs(self) -> Path:
        """Log files, without personal data."""
        return self.root / "logs"

    @property
    def removal(self) -> Path:
        """Says that the data of this folder was destroyed on order, and what is still to be reported."""
        return self.root / "removed.json"

    @property
    def made_here(self) -> tuple[Path, ...]:
        """Everything that may hold customers or the way to their key, in the order in which it is destroyed."""
        stores = [self.store, *map(self.store.with_suffix, (".migrating", ".restoring")), self.looking]
        files = [path.with_name(path.name + ending) for path in stores for ending in ("", "-wal", "-shm", "-journal")]
        return (*files, self.opened, self.attachments, self.backups, self.salvage)

    @property
    def settings(self) -> Path:
        """Window geometry and choices of this laptop."""
        return self.root / "settings.ini"
