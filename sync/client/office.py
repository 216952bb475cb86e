"""The office server of this computer, as the window sees it: a program of its own that is run by its own words.

Nothing of the server is imported here. What it is asked, it does in a process of its own, and it goes on when the
window closes; its folder is the same for every window of this account.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

import msgspec

from desktop_crm import program
from desktop_crm.bootstrap import Application
from desktop_crm.errors import OfficeFailed
from desktop_crm.paths import default_office_dir
from sync.client.enrolment import enroll

DEFAULT_PORT = 8640
_LOOPBACK = "127.0.0.1"
_LOOK_S = 0.2
_NO_CONSOLE = getattr(subprocess, "CREATE_NO_WINDOW", 0)
#: Other systems only take this option for a port that was used a moment ago; there it would let two programs listen.
_LISTENING = () if sys.platform == "win32" else ((socket.SOL_SOCKET, socket.SO_REUSEADDR),)

_T = TypeVar("_T")


def _never() -> bool:
    return False


class OfficeStatus(msgspec.Struct, frozen=True):
    """What the office server says of itself. ``made``: there is one; the rest is only told then.

    ``connect`` is what colleagues type, ``also`` other spellings of it; ``connected`` counts the laptops of the last
    minutes; instants are UTC text. ``reached_at``: address of this computer, told while there is no server.
    """

    made: bool = False
    folder: str = ""
    reached_at: str = ""
    running: bool = False
    pid: int = 0
    since: str = ""
    autostart: bool = False
    log: str = ""
    address: str = ""
    port: int = DEFAULT_PORT
    others: bool = False
    fingerprint: str = ""
    connect: str = ""
    also: tuple[str, ...] = ()
    server_id: str = ""
    company: str = ""
    customers: int = 0
    users: int = 0
    devices: int = 0
    connected: int = 0
    last_backup_at: str = ""
    backups: int = 0
    database: str = ""
    bytes: int = 0

    @property
    def moved(self) -> str:
        """What colleagues type now, when the network gave this computer another address than it was made with."""
        return next((one for one in self.also if _is_number(urlsplit(one).hostname or "")), "")

    @property
    def named(self) -> str:
        """The name that may stand for the address; "" when there is none."""
        hosts = [urlsplit(one).hostname or "" for one in self.also]
        return next((host for host in hosts if not _is_number(host)), "")

    @property
    def here(self) -> str:
        """The address for this computer itself, which stays when the network gives it another one."""
        return f"https://{_LOOPBACK}:{self.port}#{self.fingerprint}"


class Finding(msgspec.Struct, frozen=True):
    """What an examination found: which check, ``ok``, ``warning`` or ``problem``, and its sentences (English)."""

    check: str
    state: str
    says: str = ""
    todo: str = ""


class Account(msgspec.Struct, frozen=True):
    """Somebody who may sign in."""

    user: str
    display_name: str = ""
    role: str = ""
    active: bool = True


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person wants of a new office server. ``device``: connect the open profile too, under this name."""

    company: str
    admin: str
    display_name: str
    password: str
    port: int = DEFAULT_PORT
    others: bool = True
    autostart: bool = True
    device: str = ""


#: The steps of :func:`make`; each is told before it begins.
STEPS = ("create", "start", "autostart", "connect")


@dataclass(frozen=True, slots=True)
class OfficeServer:
    """The server in one folder. Every call that asks it something may raise OfficeFailed."""

    folder: Path

    def exists(self) -> bool:
        """Say whether there is one, without asking it."""
        return self._settings.is_file()

    @property
    def _settings(self) -> Path:
        return self.folder / "server.toml"

    def status(self) -> OfficeStatus:
        """Ask how it is."""
        return self._office("status", kind=OfficeStatus)

    def create(self, wish: Wish, stopped: Callable[[], bool] = _never) -> None:
        """Make it, unless ``stopped`` says meanwhile to give up: then there is none."""
        words = [f"--company={wish.company}", f"--admin={wish.admin}", f"--display-name={wish.display_name}"]
        words += [f"--port={wish.port}", "--password-stdin", *(["--others"] if wish.others else [])]
        self._office("create", *words, kind=dict, stdin=f"{wish.password}\n", stopped=stopped)

    def start(self) -> OfficeStatus:
        """Start it in a process of its own, which stays."""
        return self._office("start", kind=OfficeStatus)

    def stop(self) -> OfficeStatus:
        """Let it answer what was asked, and end."""
        return self._office("stop", kind=OfficeStatus)

    def start_with_account(self, *, wanted: bool) -> None:
        """Have it start with this account, or no more."""
        self._office("autostart", "on" if wanted else "off", kind=dict)

    def back_up(self) -> None:
        """Write a backup beside those of each day, and read it back."""
        self._ask([*self._configured(), "backup"], kind=dict)

    def examine(self) -> list[Finding]:
        """Look at everything, and ask the running server as a laptop would."""
        authority = str(self.folder / "server.pem")
        status = self.status()
        way = ["--url", f"https://{_LOOPBACK}:{status.port}", "--ca-file", authority] if status.running else []
        return self._ask([*self._configured(), "doctor", *way], kind=list[Finding])

    def accounts(self) -> list[Account]:
        """List who may sign in."""
        return self._ask([*self._configured(), "user", "list"], kind=list[Account])

    def add_account(self, user: str, display_name: str, role: str, password: str) -> Account:
        """Let somebody sign in."""
        words = ["user", "add", user, f"--display-name={display_name}", f"--role={role}", "--password-stdin"]
        return self._ask([*self._configured(), *words], kind=Account, stdin=f"{password}\n")

    # -- parts ------------------------------------------------------------------------------

    def _configured(self) -> list[str]:
        return ["--config", str(self._settings)]

    def _office(self, *words: str, kind: type[_T], stdin: str = "", stopped: Callable[[], bool] = _never) -> _T:
        return self._ask(["office", *words, "--folder", str(self.folder)], kind=kind, stdin=stdin, stopped=stopped)

    def _ask(
        self, words: Sequence[str], *, kind: type[_T], stdin: str = "", stopped: Callable[[], bool] = _never
    ) -> _T:
        document = _run([*program.server(), "--json", *words], stdin, stopped)
        try:
            return msgspec.convert(document, kind)
        except msgspec.ValidationError as error:
            raise OfficeFailed("office_answer") from error


def make(
    office: OfficeServer, wish: Wish, app: Application, begun: Callable[[int], None], stopped: Callable[[], bool]
) -> OfficeStatus:
    """Make an office server, start it, and connect the open profile to it if that is wished.

    ``begun(step)`` is told before each of :data:`STEPS`; what it raises ends the work there, and what was done before
    stays. Everything in the profile stays and goes up with its first synchronisation. Raises OfficeFailed, SyncError.
    """
    begun(0)
    office.create(wish, stopped)
    begun(1)
    office.start()
    begun(2)
    if wish.autostart:
        office.start_with_account(wanted=True)
    begun(3)
    status = office.status()
    if wish.device:
        enroll(app, status.here, wish.admin, wish.password, wish.device)
    return status


def of_this_computer() -> OfficeServer:
    """Return the office server of this account, whether there is one or not."""
    return OfficeServer(default_office_dir())


def _is_number(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def free_port(after: int) -> int:
    """Return the next port at which nobody listens; 0 when there is none near."""
    return next((port for port in range(after + 1, min(after + 100, 1 << 16)) if _is_free(port)), 0)


def _is_free(port: int) -> bool:
    with socket.socket() as listener:
        for level, option in _LISTENING:
            listener.setsockopt(level, option, 1)
        try:
            listener.bind((_LOOPBACK, port))
        except OSError:
            return False
    return True


def _run(words: Sequence[str], stdin: str, stopped: Callable[[], bool]) -> object:
    """Run one command of the server and return its document. Raises OfficeFailed with the server's own code."""
    environment = {**os.environ, "PYTHONUTF8": "1"}
    try:
        process = subprocess.Popen(  # noqa: S603 - our own program, no shell
            list(words), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            text=True, encoding="utf-8", env=environment, creationflags=_NO_CONSOLE,
        )  # fmt: skip
    except OSError as error:
        raise OfficeFailed("office_no_program", file=words[0]) from error
    with process:
        out = _heard(process, stdin, stopped)
    try:
        document = json.loads(out)
    except ValueError as error:
        raise OfficeFailed("office_answer") from error
    if isinstance(document, dict) and "error" in document:
        code = str(document["error"])
        raise OfficeFailed(code if code.startswith("office_") else f"office_{code}", **dict(document["params"]))
    return document


def _heard(process: subprocess.Popen[str], stdin: str, stopped: Callable[[], bool]) -> str:
    """Wait for all it says; end it when nobody wants that any more."""
    told: str | None = stdin
    while True:
        try:
            return process.communicate(told, timeout=_LOOK_S)[0]
        except subprocess.TimeoutExpired:
            told = None  # it was taken at the first call
        if stopped():
            process.terminate()
            process.communicate()
            raise OfficeFailed("cancelled")
