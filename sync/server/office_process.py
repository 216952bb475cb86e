"""The running office server: a process of its own that goes on when whoever started it ends.

It holds a lock while it lives, so that nobody takes a number of a process that is long gone for it, and it ends when a
file asks it to: the same on every system, with every request answered first.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from desktop_crm.errors import UsageError
from sync.server.context import Context, instant_text

_START_LIMIT_S, _STOP_LIMIT_S = 60.0, 30.0
_PAUSE_S = 0.1
_PATIENCE_S = 2.0  # a look at the lock holds it for a moment
_LONGEST_LOG = 4 << 20  # bytes
#: A server has no console to share: without this a window would appear.
_NO_CONSOLE = getattr(subprocess, "CREATE_NO_WINDOW", 0) | getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)


@dataclass(frozen=True, slots=True)
class Process:
    """The process of the office server in a folder."""

    folder: Path

    @property
    def log(self) -> Path:
        """What it logs when it was started by :meth:`start`."""
        return self.folder / "server.log"

    @property
    def _note(self) -> Path:
        return self.folder / "running.json"

    @property
    def _stop(self) -> Path:
        return self.folder / "stop"

    @property
    def _resume(self) -> Path:
        return self.folder / "resume"

    def _lock(self) -> FileLock:
        return FileLock(self.folder / "running.lock")

    # -- inside the process -----------------------------------------------------------------

    @contextmanager
    def alive(self) -> Iterator[None]:
        """Be the running server. Raises UsageError when there is one."""
        lock = self._lock()
        try:
            lock.acquire(timeout=_PATIENCE_S)
        except Timeout as error:
            raise UsageError("office_runs", folder=self.folder) from error
        try:
            self._stop.unlink(missing_ok=True)
            yield
        finally:
            for left in (self._note, self._stop):
                left.unlink(missing_ok=True)
            lock.release()

    def note(self) -> None:
        """Write down that it answers now, for :meth:`running`."""
        facts = {"pid": os.getpid(), "since": instant_text(Context().clock())}
        half = self._note.with_suffix(".half")
        half.write_text(json.dumps(facts), "utf-8")
        half.replace(self._note)

    def is_asked_to_end(self) -> bool:
        """Say whether somebody wants it to end."""
        return self._stop.exists()

    # -- outside ----------------------------------------------------------------------------

    def running(self) -> dict[str, Any] | None:
        """Return number and start of the process; None when it does not run."""
        if not self._is_held():
            return None
        try:
            return dict(json.loads(self._note.read_text("utf-8")))
        except (OSError, ValueError):
            return {"pid": 0, "since": ""}  # it is about to answer, or to end

    def start(self, words: Sequence[str], *, resumed: bool = False) -> None:
        """Start it, and wait until it answers. Nothing happens when it runs, or when nobody interrupted it and it is
        only to be resumed.

        Raises UsageError with what the process itself had to say.
        """
        wanted = not resumed or self._resume.exists()
        self._resume.unlink(missing_ok=True)
        if not wanted or self._is_held():
            return
        if self.log.exists() and self.log.stat().st_size > _LONGEST_LOG:
            self.log.replace(self.log.with_suffix(".old.log"))
        with self.log.open("ab") as log:
            process = subprocess.Popen(  # noqa: S603 - our own program, no shell
                list(words), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log,
                start_new_session=True, creationflags=_NO_CONSOLE,
            )  # fmt: skip
        said = _first_words(process)
        if "listening" in said:
            return
        if process.poll() is None:
            process.kill()
        process.wait()
        raise UsageError(str(said.get("error", "office_start")), **dict(said.get("params", {})))

    def stop(self, *, resume: bool = False) -> bool:
        """Ask it to end, and wait until it has; say whether it ran. Raises UsageError when it does not end."""
        if not self._is_held():
            return False
        if resume:
            self._resume.touch()
        self._stop.touch()
        until = time.monotonic() + _STOP_LIMIT_S
        while self._is_held():
            if time.monotonic() > until:
                raise UsageError("office_stop", folder=self.folder)
            time.sleep(_PAUSE_S)
        self._stop.unlink(missing_ok=True)
        return True

    def _is_held(self) -> bool:
        if not self.folder.is_dir():
            return False
        lock = self._lock()
        try:
            lock.acquire(timeout=0)
        except Timeout:
            return True
        lock.release()
        return False


def _first_words(process: subprocess.Popen[bytes]) -> dict[str, Any]:
    """Return the document that says it answers, or what is wrong; a process that says nothing in time is ended."""
    if process.stdout is None:
        return {}
    limit = threading.Timer(_START_LIMIT_S, process.kill)
    limit.start()
    try:
        first = process.stdout.readline()
        found = first if b"listening" in first else first + process.stdout.read()
    finally:
        limit.cancel()
        process.stdout.close()
    try:
        return dict(json.loads(found))
    except ValueError:
        return {}


def program() -> list[str]:
    """Return the words that start this program again."""
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "sync.server"]
