"""What sending and fetching contents of attachments have in common: one piece at a time, and fields come first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from desktop_crm.errors import Offline, Refused, SyncError
from desktop_crm.store import contents, outbox
from desktop_crm.store.sealing import UNIT
from sync import protocol
from sync.client.link import Link, witness
from sync.protocol import blobs

#: A piece is made larger when it took less than the first, smaller when it took more than the second, in milliseconds.
_QUICK_MS, _SLOW_MS = 500, 2_000
#: A content that arrived, here or there, and is not what it was called.
BAD = "bad_content"


class Moving(NamedTuple):
    """The transfer under way: ``done`` of ``size`` bytes."""

    sha256: str
    up: bool
    done: int
    size: int


class Ended(Exception):
    """Something else is to be done."""


@dataclass(slots=True)
class Pieces:
    """The way of one piece. ``stop`` says whether something else is to be done, ``told`` hears of each piece.

    With ``pressing`` nothing comes before it: the data of this laptop is about to be destroyed.
    """

    link: Link
    stop: Callable[[], bool] = lambda: False
    told: Callable[[Moving | None], None] = lambda _moving: None
    pressing: bool = False
    moved: bool = False  # anything at all

    def go_on(self) -> None:
        """Raise Ended when something else is to be done."""
        if self.pressing:
            return
        if self.stop():
            raise Ended
        with self.link.app.store.read() as connection:
            if outbox.pending(connection).operations:
                raise Ended

    def witness(self) -> tuple[int, str] | None:
        """Return the newest commit this laptop ever heard of."""
        with self.link.app.store.read() as connection:
            return witness(connection)

    @contextmanager
    def timed(self) -> Iterator[None]:
        """Make the next piece larger or smaller: each shall take about a second, so that nothing waits for longer."""
        clock, pace = self.link.app.clock, self.link.pace
        began = datetime.fromisoformat(clock())
        yield
        took_ms = (datetime.fromisoformat(clock()) - began) / timedelta(milliseconds=1)
        if took_ms < _QUICK_MS:
            pace.piece_bytes = min(blobs.MAX_PIECE_BYTES, pace.piece_bytes * 2)
        elif took_ms > _SLOW_MS:
            pace.piece_bytes = max(UNIT, pace.piece_bytes // 2)

    def note(self, sha256: str, have: int, size: int, *, up: bool) -> None:
        """Note how far a transfer is, and tell it."""
        with self.link.app.store.write() as connection:
            contents.note_progress(connection, sha256, have, size)
        self.moved = True
        self.told(Moving(sha256, up, have, size))

    def tell(self, sha256: str) -> None:
        """Tell windows which customers show a content that moved."""
        with self.link.app.store.read() as connection:
            showing = contents.cards_showing(connection, sha256)
        self.moved = True
        self.link.tell(showing)


def refusal_code(error: SyncError) -> str:
    """Return the code of a refusal that concerns one content alone. Any other error is raised again."""
    if isinstance(error, Offline | Refused) or error.code == protocol.Code.DIVERGED:
        raise error
    return error.code
