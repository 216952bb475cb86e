"""Destroying a profile on the company's order, so that a stop at any moment is gone on from at the next start.

First a note is written that says what is being done; it holds no customer. Then the file that leads to the key goes
and the key itself, and with it everything that was ever encrypted, copies elsewhere included; then the other files.
The note stays, so that the person is told, until somebody begins anew.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import msgspec

from desktop_crm.errors import Removed, StoreBusy
from desktop_crm.paths import ProfilePaths
from desktop_crm.store import keys


class Removal(msgspec.Struct, kw_only=True):
    """What is being destroyed, or was. ``report``: what the server still has to be told, None when it was."""

    at: str
    company: str = ""
    handed_over: int = 0  # unsent operations and drafts that the server has now
    lost: int = 0  # that went with the data
    destroyed: bool = False
    report: dict[str, Any] | None = None


def removal(paths: ProfilePaths) -> Removal | None:
    """Read the note; None when there is none."""
    try:
        return msgspec.json.decode(paths.removal.read_bytes(), type=Removal)
    except (FileNotFoundError, NotADirectoryError, msgspec.DecodeError):
        return None  # a note that cannot be read was never finished: nothing has been destroyed by it


def write_note(paths: ProfilePaths, note: Removal) -> None:
    """Write the note so that it is there whole or not at all."""
    temporary = paths.removal.with_suffix(".new")
    with temporary.open("wb") as stream:
        stream.write(msgspec.json.encode(note))
        stream.flush()
        os.fsync(stream.fileno())
    temporary.replace(paths.removal)


def destroy(paths: ProfilePaths, note: Removal) -> None:
    """Destroy key and files, and note it. Raises StoreBusy when another program holds a file; then again later."""
    write_note(paths, note)
    keys.forget_key(paths)
    failed = [path for path in paths.made_here if not _remove(path)]
    if failed:
        raise StoreBusy(detail=failed[0].name)
    note.destroyed = True
    write_note(paths, note)


def refuse_removed(paths: ProfilePaths) -> None:
    """Finish what was interrupted. Raises Removed where a profile was destroyed and nobody has begun anew.

    A note alone destroys nothing: while the key is there, only an order in the store counts.
    """
    note = removal(paths)
    if note is None:
        return
    if not note.destroyed:
        if paths.info.exists():
            begin_anew(paths)
            return
        destroy(paths, note)
    raise Removed(at=note.at, company=note.company)


def begin_anew(paths: ProfilePaths) -> None:
    """Take the note away, so that a new profile can be made in this folder."""
    paths.removal.unlink(missing_ok=True)


def _remove(path: Path) -> bool:
    try:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    except OSError:
        return False
    return True
