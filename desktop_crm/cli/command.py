"""What a command is, and what it gets to work with."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path
from typing import TextIO

from desktop_crm.bootstrap import Application, open_application
from desktop_crm.clock import utc_now
from desktop_crm.errors import Locked
from desktop_crm.store import lease


class Exit(IntEnum):
    """Exit codes, as documented in docs/command-line.md."""

    DONE = 0
    SOME_FAILED = 1
    WRONG_USE = 2
    NO_NETWORK = 3
    DAMAGED = 4


@dataclass(slots=True)
class Session:
    """One run of the program: where it talks, and the profile it works on."""

    profile: Path
    as_json: bool
    language: str
    passphrase: Callable[[], str | None]
    out: TextIO = field(default_factory=lambda: sys.stdout)
    err: TextIO = field(default_factory=lambda: sys.stderr)
    _app: Application | None = None

    @property
    def app(self) -> Application:
        """The profile, opened on first use. Raises Locked, and what opening raises."""
        app = self.open_locked()
        reason = lease.locked(app.facts(), app.clock())
        if reason:
            raise Locked(f"laptop_{reason}")
        return app

    def open_locked(self) -> Application:
        """Return the profile even if work on it is locked, for what may unlock it."""
        if self._app is None:
            self._app = open_application(self.profile, self.passphrase())
        return self._app

    def app_opened(self, app: Application) -> None:
        """Work on a profile that was just made."""
        self._app = app

    def stamp(self) -> str:
        """Return the present instant as part of a file name."""
        return utc_now().replace(":", "").replace("-", "")[:15]

    def say(self, text: str) -> None:
        """Talk to the person; never on stdout."""
        print(text, file=self.err)

    def answer(self, document: object, text: str = "") -> None:
        """Give the result: one JSON document, or lines for a person."""
        if self.as_json:
            print(json.dumps(document, ensure_ascii=False, sort_keys=False), file=self.out)
        elif text:
            print(text, file=self.out)

    def close(self) -> None:
        """Close what was opened."""
        if self._app is not None:
            self._app.close()
            self._app = None


def teller(session: Session) -> Callable[[int, int], None]:
    """Make what tells the progress of long work: how many of how many."""

    def progress(done: int, total: int) -> None:
        if total > 2000:
            session.say(f"{done}/{total}")

    return progress


Run = Callable[[Session, argparse.Namespace], Exit]
Arguments = Callable[[argparse.ArgumentParser], None]


@dataclass(frozen=True, slots=True)
class Command:
    """A word of the command line: what it does (zh, en), its arguments, and the function."""

    name: str
    zh: str
    en: str
    arguments: Arguments
    run: Run
