"""Writing a file whole or not at all."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from xlsxwriter.exceptions import FileCreateError

from desktop_crm.errors import ExchangeError

_FULL = (errno.ENOSPC, errno.EDQUOT) if hasattr(errno, "EDQUOT") else (errno.ENOSPC,)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a temporary file beside ``path`` that takes its place when the block ends well.

    Raises ``ExchangeError``: ``folder_missing``, ``is_folder``, ``unwritable``, ``disk_full``.
    """
    if path.is_dir():
        raise ExchangeError("is_folder", path=path.name)
    if not path.parent.is_dir():
        raise ExchangeError("folder_missing", path=path.parent)
    with _translated(path):
        handle, name = tempfile.mkstemp(prefix=f".{path.name[:60]}.", suffix=".tmp", dir=path.parent)
        os.close(handle)
    draft = Path(name)
    try:
        with _translated(path):
            yield draft
            _flush(draft)
            if path.exists():
                draft.chmod(path.stat().st_mode & 0o777)
            draft.replace(path)
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    try:
        yield
    except FileCreateError as problem:  # XlsxWriter's wrapping of an OSError
        raise ExchangeError("unwritable", path=path.name) from problem
    except OSError as problem:
        code = "disk_full" if problem.errno in _FULL else "unwritable"
        raise ExchangeError(code, path=path.name) from problem
