"""What an examination of a server says: one finding a check, in sentences for the administrator."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from sync.server.context import Context
from sync.server.database import Database


class State(StrEnum):
    """How bad it is. With a problem laptops cannot work, or work may be lost."""

    OK = "ok"
    WARNING = "warning"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, how it is, what that means, and what to do."""

    check: str
    state: State
    says: str
    todo: str = ""


@dataclass(frozen=True, slots=True)
class Patient:
    """A server under examination, and what its configuration says of it."""

    database: Database
    ctx: Context
    certificate: Path | None = None
    key: Path | None = None
    address: str = ""  # the one laptops use; asked over the network only with ``ask``
    ask: bool = False
    authority: Path | None = None
    backups: Path | None = None
    settings: Path | None = None

    def since(self, instant: str) -> timedelta:
        """Say how long ago an instant of the database was."""
        return self.ctx.clock() - datetime.fromisoformat(instant)


def fine(check: str, says: str) -> Finding:
    """All is well."""
    return Finding(check, State.OK, says)


def warning(check: str, says: str, todo: str) -> Finding:
    """Somebody should look at it."""
    return Finding(check, State.WARNING, says, todo)


def problem(check: str, says: str, todo: str) -> Finding:
    """Somebody must act."""
    return Finding(check, State.PROBLEM, says, todo)


def days(span: timedelta) -> str:
    """Write a span as people say it."""
    return f"{span.days} days" if span.days != 1 else "1 day"


def size(number: int) -> str:
    """Write a number of bytes as people say it."""
    return f"{number / (1 << 30):.1f} GB" if number >= 1 << 30 else f"{number / (1 << 20):.0f} MB"


def as_documents(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Make what the command line prints as JSON."""
    return [asdict(one) for one in findings]


def told(result: list[dict[str, Any]]) -> Iterator[str]:
    """Tell the findings line by line, and what to do below each that needs it."""
    for one in result:
        loud = one["state"] if one["state"] == State.OK else one["state"].upper()
        yield f"{loud:8} {one['check']:12} {one['says']}"
        if one["todo"]:
            yield f"{'':21} {one['todo']}"
