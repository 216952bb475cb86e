"""The next page of a first synchronisation: asked for and decoded while the one before is stored."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from threading import Thread
from typing import Generic, TypeVar

_Place = TypeVar("_Place")
_Made = TypeVar("_Made")


class Ahead(Generic[_Place, _Made]):
    """What is made of the page at a place, in a thread of its own from :meth:`begin` on.

    Python runs one thread at a time, so beside other Python code this gains nothing, and beside small statements it
    costs. A COMMIT is another matter: a third of a first synchronisation passes while the driver encrypts and writes,
    and does not hold Python back.
    """

    def __init__(self, place: _Place, make: Callable[[], _Made]) -> None:
        self._place = place
        self._make = make
        self._made: Future[_Made] = Future()
        self._thread: Thread | None = None

    def begin(self) -> None:
        """Go to work."""
        self._thread = Thread(target=self._run, name="sync-decode", daemon=True)
        self._thread.start()

    def take(self, place: _Place) -> _Made | None:
        """Wait until it is made and return it; None, and it is dropped, when another place is asked for or it was never
        begun.

        Raises what making it raised.
        """
        self.wait()
        return self._made.result() if place == self._place and self._thread else None

    def wait(self) -> None:
        """Return when nothing of it runs any more."""
        if self._thread:
            self._thread.join()

    def _run(self) -> None:
        try:
            self._made.set_result(self._make())
        except BaseException as error:  # noqa: BLE001 -- raised where the page is taken
            self._made.set_exception(error)
