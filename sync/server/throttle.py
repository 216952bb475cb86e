"""Slows down guessing of passwords. Counts live in this process and forget after a minute."""

from __future__ import annotations

import threading
from collections import OrderedDict, deque
from collections.abc import Callable

MAX_FAILURES = 10
WINDOW_S = 60.0
_MAX_NAMES = 10_000


class Throttle:
    """Failures a user name within the last minute. Safe to share between threads."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._failures: OrderedDict[str, deque[float]] = OrderedDict()

    def wait_s(self, name: str) -> int:
        """Return the seconds until the next attempt is allowed; 0 for now."""
        with self._lock:
            times = self._recent(name)
            if len(times) < MAX_FAILURES:
                return 0
            return max(1, int(times[0] + WINDOW_S - self._monotonic()) + 1)

    def failed(self, name: str) -> None:
        """Count a failed attempt."""
        with self._lock:
            self._recent(name).append(self._monotonic())
            self._failures.move_to_end(name)
            while len(self._failures) > _MAX_NAMES:
                self._failures.popitem(last=False)

    def succeeded(self, name: str) -> None:
        """Forget the failures of a name."""
        with self._lock:
            self._failures.pop(name, None)

    def _recent(self, name: str) -> deque[float]:
        times = self._failures.setdefault(name, deque())
        while times and times[0] <= self._monotonic() - WINDOW_S:
            times.popleft()
        return times
