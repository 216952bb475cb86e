"""Keeps what is computed of customers up to date while the window is open: classes, file quality.

Small portions in the background, with pauses between.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop_crm.errors import CrmError
from desktop_crm.events import ChangeSet
from ui.context import Context
from ui.jobs import Lane, Task
from ui.timers import single_shot

#: Customers of one portion: some 20 ms of work, so that neither the list nor a save waits for it.
PORTION = 80
#: Pause between portions, after a change, after a failure, and until the next look at the calendar, in milliseconds.
PAUSE_MS, SETTLE_MS, RETRY_MS, CALENDAR_MS = 15, 400, 60_000, 600_000


class PortionDesk(QObject):
    """``settled``: something changed and all is up to date. ``progressed``: some changed, more waits.

    ``portion`` works off that many customers and says whether more wait.
    """

    settled = Signal()
    progressed = Signal()

    def __init__(self, context: Context, portion: Callable[[int], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._portion = context, portion
        self._running = self._ended = self._worked = False
        self._next = single_shot(self, PAUSE_MS, self._work)
        self._calendar = QTimer(self)
        self._calendar.setInterval(CALENDAR_MS)
        self._calendar.timeout.connect(self._work)

    def begin(self) -> None:
        """Start working off what waits, and follow changes and days."""
        self._context.bridge.changed.connect(self._changed)
        self._calendar.start()
        self._next.start(PAUSE_MS)

    def end(self) -> None:
        """Start nothing more; the window is closing, or the profile is."""
        self._ended = True
        self._next.stop()
        self._calendar.stop()

    @Slot(object)
    def _changed(self, _change: ChangeSet) -> None:
        if not self._ended:
            self._next.start(SETTLE_MS)

    @Slot()
    def _work(self) -> None:
        if self._running or self._ended:
            return
        self._running = True
        portion = self._portion

        def work(_task: Task) -> bool:
            return portion(PORTION)

        self._context.jobs.run(work, Lane.POOL).on_success(self._done).on_failure(self._failed)

    def _done(self, more: bool) -> None:
        self._running = False
        if more:
            self._worked = True
            self.progressed.emit()
            if not self._ended:
                self._next.start(PAUSE_MS)
        elif self._worked:
            self._worked = False
            self.settled.emit()

    def _failed(self, error: Exception) -> None:
        self._running = False
        if not isinstance(error, CrmError):
            raise error
        if not self._ended:
            self._next.start(RETRY_MS)  # a full disk or a busy file: saving tells it, this waits
