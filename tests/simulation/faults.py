"""What goes wrong at a statement: a crash of the process, or a full disk. One integer names the place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

_WRITING = frozenset({"INSERT", "UPDATE", "DELETE", "COMMIT"})


class Crash(BaseException):
    """The process is gone. Nothing of ours may catch it: it is no Exception."""


class Plan:
    """The next misfortune of one machine, ``after`` statements from now. 0 is the very next statement.

    ``crash`` ends the process before the statement; at a COMMIT of odd ``after`` it ends right behind it instead.
    ``full`` lets one writing statement find no room.
    """

    def __init__(self, machine: str) -> None:
        self.counts: Counter[str] = Counter()
        self.machine = machine
        self.kind = ""
        self.left = 0
        self.dead = False
        self.late = False

    def arm(self, kind: str, after: int) -> None:
        """Set the next misfortune."""
        self.kind, self.left, self.late = kind, after, bool(after % 2)

    def disarm(self) -> None:
        """Let everything work again; a dead process starts anew."""
        self.kind, self.dead = "", False

    def before(self, sql: str, no_room: Callable[[], Exception]) -> None:
        """Called before each statement; raises what is due."""
        if self.dead:
            raise Crash(self.machine)
        if not self.kind:
            return
        if self.kind == "full" and sql[:6].upper() not in _WRITING:
            return
        if self.left > 0:
            self.left -= 1
            return
        if self.kind == "full":
            self.kind = ""
            self.counts[f"{self.machine}: disk full"] += 1
            raise no_room()
        if sql == "COMMIT" and self.late:
            return  # told by after_commit
        self._die("crash at a statement")

    def after_commit(self) -> None:
        """Called when a transaction is durable and nobody knows it yet."""
        if self.kind == "crash" and self.left <= 0 and self.late:
            self._die("crash after COMMIT")

    def _die(self, what: str) -> None:
        self.kind, self.dead = "", True
        self.counts[f"{self.machine}: {what}"] += 1
        raise Crash(self.machine)
