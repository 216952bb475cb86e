"""When contents of attachments move: after a synchronisation and never instead of one.

First comes what somebody asked for, then goes what only this laptop has, then come small pictures of one's own
customers, last a new version of the program. A piece takes about a second, and between two pieces all ends when
something else is to be done. Every step may be repeated; where a transfer stands is known on both sides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from filelock import FileLock, Timeout

from desktop_crm.bootstrap import Application
from desktop_crm.errors import Offline, Refused, SyncError
from desktop_crm.store import contents, meta
from sync.client import updates
from sync.client.fetching import Fetcher
from sync.client.link import Link, ago, recovering
from sync.client.pieces import Ended, Moving, Pieces
from sync.client.sending import Sender

__all__ = ["Moved", "Moving", "fetch_wanted", "hand_over", "run"]


@dataclass(slots=True)
class Moved:
    """What a run did. ``more``: it was ended although something could still be moved."""

    sent: int = 0
    fetched: int = 0
    more: bool = False


def run(
    link: Link,
    *,
    metered: Callable[[], bool] = lambda: False,
    stop: Callable[[], bool] = lambda: False,
    told: Callable[[Moving | None], None] = lambda _moving: None,
) -> Moved:
    """Move what there is to move, one content after the other, until that is done or something else is.

    ``metered`` says whether the network costs by volume, ``stop`` whether something else is to be done; ``told`` hears
    of each piece, and None when nothing moves any more. Raises Offline, Refused, SyncError, StoreError; what was moved
    stays moved.
    """
    app = link.app
    with app.store.read() as connection:
        limit = meta.get_int(connection, "attachment_limit")
        ready = limit > 0 and not recovering(connection)
    moved = Moved()
    with _alone(app) as alone:
        if not ready or not alone:
            return moved
        pieces = Pieces(link, stop, told)
        sender, fetcher = Sender(pieces), Fetcher(pieces)
        app.attachments.sweep()
        try:
            fetcher.fetch_wanted()
            if not _is_dear(app, metered):
                with app.store.read() as connection:
                    waiting = contents.to_send(connection, ago(app.clock(), hours=contents.ASK_AGAIN_HOURS))
                sender.send(waiting, limit)
                fetcher.fetch_pictures()
                updates.ReleaseFetcher(pieces).fetch()
        except Ended:
            moved.more = True
        finally:
            moved.sent, moved.fetched = sender.sent, fetcher.fetched
            app.attachments.sweep()
            if pieces.moved:
                told(None)
    return moved


def fetch_wanted(link: Link) -> None:
    """Fetch only what a person asked for. Raises as :func:`run`."""
    with _alone(link.app) as alone:
        if alone:
            Fetcher(Pieces(link, pressing=True)).fetch_wanted()


def hand_over(link: Link) -> None:
    """Send everything that only this laptop has, before its data is destroyed. Raises Offline, Refused.

    What the server does not want, and a server that knows no contents, hold up nothing.
    """
    with link.app.store.read() as connection:
        waiting = contents.everything_waiting(connection)
    for one in waiting:
        try:
            Sender(Pieces(link, pressing=True)).send([one])
        except (Offline, Refused):
            raise
        except SyncError:
            return


@contextmanager
def _alone(app: Application) -> Iterator[bool]:
    """Hold the partial files of a profile; False when another program moves contents."""
    lock = FileLock(app.paths.transfers, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        yield False
        return
    try:
        yield True
    finally:
        lock.release()


def _is_dear(app: Application, metered: Callable[[], bool]) -> bool:
    with app.store.read() as connection:
        allowed = meta.get(connection, "attachment_metered") == "1"
    return not allowed and metered()
