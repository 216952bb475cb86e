"""What the window does by itself soon after the start: search entries, the backup of the day, the sync client."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from desktop_crm.errors import CrmError
from ui.context import Context, SyncMaker
from ui.errors import describe
from ui.jobs import Job, Lane, Task

#: Search entries made in one transaction: a save in the window waits for one slice at most.
CARDS_A_SLICE = 300


class Background(QObject):
    """``sync_loaded(maker)``: the sync client can be started."""

    sync_loaded = Signal(object)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context

    def begin(self) -> Job:
        """Start everything; return the job that makes the search complete."""
        app, jobs = self._context.app, self._context.jobs

        def index(task: Task) -> None:
            app.build_search(lambda: task.cancelled, cards_a_slice=CARDS_A_SLICE)

        def back_up(_task: Task) -> None:
            app.attachments.clear_opened()
            app.back_up_today()

        searching = jobs.run(index)
        jobs.run(back_up, Lane.POOL).on_failure(self._backup_failed)
        if self._context.with_sync:
            # The sync client brings an HTTP library; its import is long, so not in the GUI thread.
            jobs.run(_load_sync, Lane.POOL).on_success(self.sync_loaded.emit)
        return searching

    @Slot(object)
    def _backup_failed(self, error: Exception) -> None:
        if not isinstance(error, CrmError):
            raise error
        self._context.notify(f"{self.tr('今天的自动备份没有完成。')}{describe(error).todo}", kind="warning")


def _load_sync(_task: Task) -> SyncMaker:
    from sync.client.scheduler import Scheduler

    return Scheduler
