"""Real processes: a server, laptops that run one command each, kills. Every process is ended by its id."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support import nursery

PASSPHRASE = "nur-fuer-versuche"
PASSWORD = "Passwort-8640"
LIMIT_S = 120.0
SERVER = ("-m", "sync.server")


@dataclass(frozen=True, slots=True)
class Answer:
    """How a command ended. ``document`` is its JSON, None when it printed none."""

    code: int
    document: Any
    err: str

    @property
    def succeeded(self) -> bool:
        """Say whether the program told that its work is done (some rows may have failed); it may be dead since."""
        return self.document is not None and not self.error

    @property
    def crashed(self) -> bool:
        """Say whether the program ended by itself with something else than an answer."""
        return self.code >= 0 and self.document is None

    @property
    def error(self) -> str:
        """Return the code of the error it answered, "" for none."""
        if isinstance(self.document, dict) and isinstance(self.document.get("error"), dict):
            return str(self.document["error"]["code"])
        return ""


class Running:
    """A started command. Use as a context manager, so that it never outlives its test."""

    def __init__(self, program: tuple[str, ...], words: list[str], environment: dict[str, str], stdin: str) -> None:
        """``program`` is what Python runs; of our own two one is born that need not import itself first."""
        self._stdin = stdin
        self.process: nursery.Child | subprocess.Popen[str]
        if hasattr(os, "fork") and program[0] == "-m" and program[1] in nursery.PROGRAMS:
            self.process = nursery.Child(program[1], words, environment, stdin)
        else:
            self.process = subprocess.Popen(
                [sys.executable, *program, *words],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                text=True, encoding="utf-8", env=environment,
            )  # fmt: skip

    def __enter__(self) -> Running:
        return self

    def __exit__(self, *_exc: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.communicate()

    def finish(self, limit_s: float = LIMIT_S) -> Answer:
        """Wait for the end. Raises TimeoutExpired after killing a command that takes too long."""
        try:
            out, err = self.process.communicate(self._stdin, limit_s)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.communicate()
            raise
        return Answer(self.process.returncode, _document(out), err)

    def ended_within(self, seconds: float) -> bool:
        """Wait that long at most; say whether the command has ended."""
        try:
            self.process.wait(max(0.0, seconds))
        except subprocess.TimeoutExpired:
            return False
        return True

    def kill(self) -> Answer:
        """End the command at once (SIGKILL); return what it had told by then."""
        self.process.kill()
        out, err = self.process.communicate()
        return Answer(self.process.returncode, _document(out), err)


@dataclass(frozen=True, slots=True)
class Laptop:
    """One profile folder and the program that works on it, a new process each command."""

    folder: Path
    passphrase: str = PASSPHRASE
    program: str = "desktop_crm"

    def start(self, *words: str, stdin: str = "") -> Running:
        """Start a command."""
        more = ["--profile", str(self.folder), "--json", *words]
        return Running(("-m", self.program), more, _environment(DESKTOP_CRM_PASSPHRASE=self.passphrase), stdin)

    def ask(self, *words: str, stdin: str = "") -> Answer:
        """Run a command, whatever it answers."""
        with self.start(*words, stdin=stdin) as running:
            return running.finish()

    def do(self, *words: str, stdin: str = "") -> Any:
        """Run a command that must end with exit code 0; return its JSON."""
        answer = self.ask(*words, stdin=stdin)
        assert answer.code == 0, (words, answer)
        return answer.document

    def enroll(self, address: str, user: str, password: str = PASSWORD, *more: str) -> Any:
        """Connect to a server."""
        words = ("--user", user, "--password-stdin", "--device", self.folder.name, *more)
        return self.do("enroll", address, *words, stdin=f"{password}\n")


def free_port() -> int:
    """Return a port at which nobody listens now."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def ask_server(url: str, *words: str, stdin: str = "", program: tuple[str, ...] = SERVER) -> Answer:
    """Run one command of the server on a database, whatever it answers."""
    with Running(program, ["--db", url, "--json", *words], _environment(), stdin) as running:
        return running.finish()


def do_server(url: str, *words: str, stdin: str = "", program: tuple[str, ...] = SERVER) -> Any:
    """Run a server command that must end with exit code 0; return its JSON."""
    answer = ask_server(url, *words, stdin=stdin, program=program)
    assert answer.code == 0, (words, answer)
    return answer.document


def _environment(**extra: str) -> dict[str, str]:
    return {**os.environ, "PYTHONUTF8": "1", "DESKTOP_CRM_LANGUAGE": "en", **extra}


def _document(out: str) -> Any:
    try:
        return json.loads(out)
    except ValueError:
        return None
