"""Files that are dropped on the window or opened with the program."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtGui import QDropEvent

#: Endings of the files the import dialog takes, and of those that are carried where there is no network.
IMPORTED = frozenset({".xlsx", ".xls", ".csv", ".tsv", ".txt", ".vcf"})
CARRIED = frozenset({".crmpost", ".crmanswer"})
#: Backups: written elsewhere by a person, and those the program keeps.
BACKUPS = frozenset({".crmbackup", ".backup"})


def dropped(event: QDropEvent, wanted: frozenset[str] = IMPORTED | CARRIED | BACKUPS) -> list[Path]:
    """Return the files on this machine that a drag brings, those with a wanted ending."""
    urls = event.mimeData().urls()
    return ending((Path(url.toLocalFile()) for url in urls if url.isLocalFile()), wanted)


def ending(files: Iterable[Path], wanted: frozenset[str]) -> list[Path]:
    """Return the files with a wanted ending."""
    return [path for path in files if path.suffix.lower() in wanted]
