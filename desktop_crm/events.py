"""What changed, told after the commit. Windows and the sync engine refresh from this alone."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Origin(StrEnum):
    """Who made a change."""

    LOCAL = "local"
    REMOTE = "remote"


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """Cards that changed in one commit. ``many`` means too many to name: reload everything."""

    agg_ids: frozenset[str]
    origin: Origin
    many: bool = False


Listener = Callable[[ChangeSet], None]


class EventBus:
    """Calls listeners in the thread that committed; a window queues the call to its own thread."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []
        self._lock = threading.Lock()

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Add a listener; call the result to remove it."""
        with self._lock:
            self._listeners.append(listener)

        def unsubscribe() -> None:
            with self._lock:
                if listener in self._listeners:
                    self._listeners.remove(listener)

        return unsubscribe

    def publish(self, change: ChangeSet) -> None:
        """Tell every listener, in order of subscription."""
        with self._lock:
            listeners = tuple(self._listeners)
        for listener in listeners:
            listener(change)
