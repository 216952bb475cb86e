"""A server of our own in another process, on a free port of this machine, ended by its process id."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from desktop_crm import program

START_LIMIT_S = 60.0
STOP_LIMIT_S = 15.0
_MODULE = ("-m", "sync.server")
#: A window has no console to share: without this one would appear.
_NO_CONSOLE = getattr(subprocess, "CREATE_NO_WINDOW", 0)


class ServerFailed(Exception):
    """The server did not come up; the message is what it said."""


class LocalServer:
    """``python -m sync.server serve`` over one database. Started again it takes the same port.

    ``program``: what Python runs; another version of the server may take its place while this one is stopped.
    """

    def __init__(self, url: str, log: Path) -> None:
        self.url = url
        self.log = log
        self.program: tuple[str, ...] = _MODULE
        self.address = ""
        self._port = 0
        self._process: subprocess.Popen[str] | None = None

    @property
    def running(self) -> bool:
        """Say whether the process lives."""
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int | None:
        """Return the process id while it runs."""
        return self._process.pid if self._process is not None else None

    def start(self) -> str:
        """Start, wait until it answers, and return its address. Raises ServerFailed."""
        command = [*_program(self.program), "--db", self.url, "serve", "--port", str(self._port)]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603 - our own program, no shell
                command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log,
                text=True, encoding="utf-8", creationflags=_NO_CONSOLE,
            )  # fmt: skip
        line = _first_line(self._process)
        if not line:
            self.stop()
            raise ServerFailed(self.log.read_text("utf-8", "replace")[-2000:])
        self.address = str(json.loads(line)["listening"])
        self._port = int(self.address.rpartition(":")[2])
        return self.address

    def stop(self) -> None:
        """Ask the process to end; after a while end it."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(STOP_LIMIT_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
        self._close()

    def kill(self) -> None:
        """End the process at once, as a power cut would (SIGKILL)."""
        if self._process is not None:
            self._process.kill()
            self._close()

    def _close(self) -> None:
        if self._process is not None:
            self._process.wait()
            if self._process.stdout is not None:
                self._process.stdout.close()
            self._process = None


def administer(url: str, *words: str, stdin: str = "") -> object:
    """Run one command of the server and return its JSON. Raises ServerFailed."""
    command = [*_program(), "--db", url, "--json", *words]
    environment = {**os.environ, "PYTHONUTF8": "1"}
    done = subprocess.run(  # noqa: S603 - our own program, no shell
        command, input=stdin, capture_output=True, text=True, encoding="utf-8", env=environment,
        timeout=START_LIMIT_S, check=False, creationflags=_NO_CONSOLE,
    )  # fmt: skip
    if done.returncode:
        raise ServerFailed(done.stderr[-2000:])
    return json.loads(done.stdout) if done.stdout.strip() else None


def _program(words: Sequence[str] = _MODULE) -> list[str]:
    """Return what runs the server: that of this version, or another one that takes its place."""
    return program.server() if tuple(words) == _MODULE else [sys.executable, *words]


def _first_line(process: subprocess.Popen[str]) -> str:
    """Wait for the readiness line; a process that says nothing in time is ended, which ends the wait."""
    if process.stdout is None:
        return ""
    limit = threading.Timer(START_LIMIT_S, process.kill)
    limit.start()
    try:
        return process.stdout.readline()
    finally:
        limit.cancel()
