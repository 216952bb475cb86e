"""A process that has imported the programs already and forks one for each command: the same program in a process of its
own, without the time that the imports take.

``python -m tests.support.nursery SOCKET`` serves until its standard input ends. Only where there is ``fork``.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import json
import os
import pkgutil
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import IO

#: Program -> the module whose ``main`` it is.
PROGRAMS = {"desktop_crm": "desktop_crm.cli.main", "sync.server": "sync.server.__main__"}
_NOT_IMPORTED = frozenset({"__main__", "migrations"})
_MOST = 1 << 20  # bytes of a request


class Child:
    """A started program: the part of ``subprocess.Popen`` that tests use."""

    def __init__(self, program: str, words: Sequence[str], environment: Mapping[str, str], stdin: str) -> None:
        self._files: list[IO[bytes]] = [tempfile.TemporaryFile() for _ in range(3)]  # noqa: SIM115 - closed at the end
        self._files[0].write(stdin.encode())
        self._files[0].seek(0)
        self._line = socket.socket(socket.AF_UNIX)
        self._line.connect(_nursery())
        request = {
            "program": program,
            "words": list(words),
            "environment": dict(environment),
            "folder": str(Path.cwd()),
        }
        socket.send_fds(self._line, [json.dumps(request).encode()], [file.fileno() for file in self._files])
        self._line.shutdown(socket.SHUT_WR)
        self._answers = self._line.makefile("r")
        self.pid = int(self._answers.readline())
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Return the exit code of a program that has ended."""
        if self.returncode is None and select.select([self._line], [], [], 0)[0]:
            self._end()
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait for the end. Raises TimeoutExpired."""
        if self.returncode is None:
            if timeout is not None and not select.select([self._line], [], [], timeout)[0]:
                raise subprocess.TimeoutExpired("nursery", timeout)
            self._end()
        assert self.returncode is not None
        return self.returncode

    def kill(self) -> None:
        """End the program at once (SIGKILL)."""
        if self.poll() is None:
            os.kill(self.pid, signal.SIGKILL)

    def communicate(self, _stdin: str | None = None, timeout: float | None = None) -> tuple[str, str]:
        """Wait for the end; return stdout and stderr. Raises TimeoutExpired."""
        self.wait(timeout)
        told = []
        for file in self._files[1:]:
            file.seek(0)
            told.append(file.read().decode())
        for file in self._files:
            file.close()
        return told[0], told[1]

    def _end(self) -> None:
        self.returncode = int(self._answers.readline())
        self._answers.close()
        self._line.close()


@cache
def _nursery() -> str:
    """Start the nursery of this process; return its address. It ends with this process, however that ends."""
    folder = Path(tempfile.mkdtemp(prefix="nursery-"))
    address = str(folder / "socket")
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.support.nursery", address],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert process.stdin is not None and process.stdout is not None
    stdin, stdout = process.stdin, process.stdout

    def close() -> None:
        stdin.close()
        process.wait()
        stdout.close()
        shutil.rmtree(folder, ignore_errors=True)

    atexit.register(close)
    assert stdout.readline(), "the nursery did not start"
    return address


def _import_all(package: ModuleType) -> None:
    for one in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        if one.name.rpartition(".")[2] not in _NOT_IMPORTED:
            module = importlib.import_module(one.name)
            if one.ispkg:
                _import_all(module)


def _serve(address: str) -> None:
    for name in ("desktop_crm", "sync"):
        _import_all(importlib.import_module(name))
    for name in PROGRAMS.values():
        importlib.import_module(name)
    gc.freeze()
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(address)
        listener.listen()
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # those who watch a program are of no further interest
        print("ready", flush=True)
        while select.select([listener, sys.stdin], [], [])[0] == [listener]:
            line, _ = listener.accept()
            if os.fork() == 0:
                listener.close()
                _watch(line)
            line.close()


def _watch(line: socket.socket) -> None:
    """Run one program in a child of this child, and tell its exit code as ``subprocess`` does. Does not return."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    text, files, _, _ = socket.recv_fds(line, _MOST, 3)
    while more := line.recv(_MOST):
        text += more
    pid = os.fork()
    if pid == 0:
        line.close()
        _become(json.loads(text), files)
    for file in files:
        os.close(file)
    line.sendall(f"{pid}\n".encode())
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    line.sendall(f"{code}\n".encode())
    os._exit(0)


def _become(request: Mapping[str, object], files: Sequence[int]) -> None:
    for number, file in enumerate(files):
        os.dup2(file, number)
        os.close(file)
    os.environ.clear()
    os.environ.update(request["environment"])  # type: ignore[call-overload]
    os.chdir(str(request["folder"]))
    program = str(request["program"])
    sys.argv = [program, *request["words"]]  # type: ignore[misc]
    sys.exit(importlib.import_module(PROGRAMS[program]).main())


if __name__ == "__main__":
    _serve(sys.argv[1])
