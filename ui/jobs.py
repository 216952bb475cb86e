"""Work off the GUI thread.

``STORE`` is one thread: what writes or reads the file runs there, one after the other, in order.
``POOL`` is a few threads for the rest (rendering, parsing, files). Signals of a :class:`Job` come in
the GUI thread; connect bound methods of QObjects, which Qt disconnects when the object goes.
"""

from __future__ import annotations

import itertools
import queue
import threading
import time
from collections.abc import Callable
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

_POOL_SIZE = 2


class Lane(StrEnum):
    """Where a job runs."""

    STORE = "store"
    POOL = "pool"


class Cancelled(Exception):
    """Raised inside a job by :meth:`Task.check` after its cancellation."""


class Task:
    """What running work sees: ask whether to stop, tell how far it is. Safe in any thread."""

    def __init__(self, number: int, tell: Callable[[int, str, object], None]) -> None:
        self.number = number
        self._tell = tell
        self._stop = threading.Event()

    @property
    def cancelled(self) -> bool:
        """Whether somebody wants this to stop."""
        return self._stop.is_set()

    def check(self) -> None:
        """Raise :class:`Cancelled` when somebody wants this to stop; call it between portions."""
        if self.cancelled:
            raise Cancelled

    def progress(self, done: int, total: int = 0) -> None:
        """Tell progress; a total of 0 means unknown. Also a good moment to stop: checks."""
        self.check()
        self.tell("progress", (done, total))

    def tell(self, kind: str, payload: object) -> None:
        """Send something to the GUI thread; the runner uses it for the end."""
        self._tell(self.number, kind, payload)

    def cancel(self) -> None:
        """Ask the work to stop."""
        self._stop.set()


Work = Callable[[Task], Any]


class Job(QObject):
    """One piece of work, seen from the GUI thread. Exactly one of the three ends comes, then ``finished``."""

    progressed = Signal(int, int)
    succeeded = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    finished = Signal()

    def __init__(self, task: Task, parent: QObject) -> None:
        super().__init__(parent)
        self._task = task
        self._handled = False

    def cancel(self) -> None:
        """Ask the work to stop; ``cancelled`` follows unless it ends first."""
        self._task.cancel()

    def on_success(self, slot: Callable[[Any], object]) -> Job:
        """Connect a slot to the result; returns the job."""
        self.succeeded.connect(slot)
        return self

    def on_failure(self, slot: Callable[[Any], object]) -> Job:
        """Connect a slot to the exception, which then is not told as unhandled; returns the job."""
        self._handled = True
        self.failed.connect(slot)
        return self

    def on_progress(self, slot: Callable[[int, int], object]) -> Job:
        """Connect a slot to ``(done, total)``; returns the job."""
        self.progressed.connect(slot)
        return self

    def end(self, kind: str, payload: object) -> bool:
        """Send the end; False when it is a failure that nobody handles."""
        if kind == "result":
            self.succeeded.emit(payload)
        elif kind == "cancelled":
            self.cancelled.emit()
        else:
            self.failed.emit(payload)
        self.finished.emit()
        return kind != "error" or self._handled


class Jobs(QObject):
    """Runs jobs. ``failed`` tells exceptions of jobs that have no ``on_failure``."""

    failed = Signal(object)
    busy_changed = Signal()
    _arrived = Signal(int, str, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._numbers = itertools.count(1)
        self._live: dict[int, Job] = {}
        self._open = True
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._queues: dict[Lane, queue.SimpleQueue[tuple[Task, Work] | None]] = {
            lane: queue.SimpleQueue() for lane in Lane
        }
        sizes = {Lane.STORE: 1, Lane.POOL: _POOL_SIZE}
        self._threads = [
            threading.Thread(target=_serve, args=(self._queues[lane],), name=f"jobs-{lane}-{n}", daemon=True)
            for lane, size in sizes.items()
            for n in range(size)
        ]
        for thread in self._threads:
            thread.start()

    def run(self, work: Work, lane: Lane = Lane.STORE) -> Job:
        """Queue ``work(task)``. Connect to the job at once: nothing is delivered before the event loop turns.

        ``work`` may touch no widget. RuntimeError after :meth:`close`.
        """
        if not self._open:
            raise RuntimeError("closed")
        task = Task(next(self._numbers), self._arrived.emit)
        job = Job(task, self)
        self._live[task.number] = job
        if len(self._live) == 1:
            self.busy_changed.emit()
        self._queues[lane].put((task, work))
        return job

    @property
    def busy(self) -> bool:
        """Whether any job has not ended."""
        return bool(self._live)

    def cancel_all(self) -> None:
        """Ask every job to stop."""
        for job in self._live.values():
            job.cancel()

    def close(self, timeout: float = 5.0) -> bool:
        """Stop all jobs and threads within ``timeout`` seconds; False when a thread did not stop.

        Nothing is delivered afterwards. Store work already begun runs to its end if it asks for no stop.
        """
        self._open = False
        self.cancel_all()
        for thread in self._threads:
            self._queues[Lane.STORE if "store" in thread.name else Lane.POOL].put(None)
        deadline = time.monotonic() + timeout
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        self._live.clear()
        return not any(thread.is_alive() for thread in self._threads)

    @Slot(int, str, object)
    def _deliver(self, number: int, kind: str, payload: object) -> None:
        job = self._live.get(number)
        if job is None:
            return
        if kind == "progress" and isinstance(payload, tuple):
            job.progressed.emit(*payload)
            return
        del self._live[number]
        if not job.end(kind, payload):
            self.failed.emit(payload)
        job.deleteLater()
        if not self._live:
            self.busy_changed.emit()


def _serve(work_queue: queue.SimpleQueue[tuple[Task, Work] | None]) -> None:
    while (entry := work_queue.get()) is not None:
        task, work = entry
        # The queue entry may be the last owner of objects of the GUI thread: drop it before telling.
        del entry
        kind, payload = _run(task, work)
        del work
        _tell(task, kind, payload)
        del task, payload


def _run(task: Task, work: Work) -> tuple[str, object]:
    try:
        task.check()
        return "result", work(task)
    except Cancelled:
        return "cancelled", None
    except BaseException as error:  # noqa: BLE001 - everything goes to the GUI thread, which shows it
        return "error", error


def _tell(task: Task, kind: str, payload: object) -> None:
    try:
        task.tell(kind, payload)
    except RuntimeError:
        # The window was torn down while we worked; there is nobody left to tell.
        return
