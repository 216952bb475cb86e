"""Compares cards in the background: everything once, then what changed, and tells how many groups there are."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from desktop_crm.errors import CrmError
from desktop_crm.events import ChangeSet
from desktop_crm.queries.duplicates import Group
from ui.context import Context
from ui.duplicates.model import Show, selected
from ui.errors import describe
from ui.jobs import Job, Lane, Task
from ui.timers import single_shot

#: Cards are compared this long after the last change, in milliseconds: typing and synchronising come in runs.
SETTLE_MS = 1500


class DuplicateSearch(QObject):
    """``found`` after each comparison, and ``counted(pairs that nobody put off)``; ``progressed(done, total)`` during
    one; ``running_changed(bool)``."""

    found = Signal()
    counted = Signal(int)
    progressed = Signal(int, int)
    running_changed = Signal(bool)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._job: Job | None = None
        #: What the last comparison found, the worst first.
        self.groups: list[Group] = []
        self._began = self._stopped = False
        #: Asked for during a comparison: another one, and whether of everything.
        self._again = self._again_anew = False
        self._settle = single_shot(self, SETTLE_MS, self.look)
        context.bridge.changed.connect(self._changed)

    @property
    def is_running(self) -> bool:
        """Whether cards are being compared."""
        return self._job is not None

    def stop(self) -> None:
        """Start nothing more; the window is closing."""
        self._stopped = True
        self._settle.stop()

    @Slot()
    def look(self) -> None:
        """Compare what is new or changed; from the first call on, changes are followed."""
        self._began = True
        self._run(anew=False)

    def look_at_all(self) -> None:
        """Compare everything anew."""
        self._began = True
        self._run(anew=True)

    def cancel(self) -> None:
        """Stop comparing; what was compared stays, and the rest follows the next change or start."""
        if self._job is not None:
            self._job.cancel()

    def _run(self, *, anew: bool) -> None:
        if self._stopped:
            return
        if self._job is not None:
            self._again, self._again_anew = True, self._again_anew or anew
            return
        app = self._context.app

        def work(task: Task) -> list[Group]:
            if anew:
                app.duplicates.start_over()
            app.duplicates.catch_up(lambda: task.cancelled, task.progress)
            return app.duplicate_queries.groups()

        self._job = self._context.jobs.run(work, Lane.POOL)
        self._job.on_success(self._done).on_failure(self._failed).on_progress(self.progressed.emit)
        self._job.finished.connect(self._finished)
        self.running_changed.emit(True)

    @Slot(object)
    def _done(self, groups: list[Group]) -> None:
        if not self._stopped and not self._again:  # else something was decided meanwhile, and a newer list follows
            self.groups = groups
            self.found.emit()
            self.counted.emit(len(selected(groups, Show.ALL)))

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        if not isinstance(error, CrmError):
            raise error
        if not self._stopped:
            self._context.notify(describe(error).whole().replace("\n", ""), kind="warning")

    @Slot()
    def _finished(self) -> None:
        self._job = None
        if self._stopped:
            return
        self.running_changed.emit(False)
        if self._again:
            anew, self._again, self._again_anew = self._again_anew, False, False
            self._run(anew=anew)

    @Slot(object)
    def _changed(self, _change: ChangeSet) -> None:
        if self._began and not self._stopped:
            self._settle.start()
