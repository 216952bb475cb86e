"""Between new versions and the window: tells once what came or what became of it, installs, goes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop_crm.errors import UpdateRefused
from desktop_crm.program import PLATFORM, version
from sync.client.status import SyncStatus, UpdateStatus
from ui.context import Context
from ui.jobs import Job, Lane, Task
from ui.updates.words import ready_words, refusal

if TYPE_CHECKING:
    from sync.client.installing import Prepared, Starter, WayBack
    from sync.client.update_files import Step
    from ui.dialogs.update import UpdateDialog

#: Setting: the version and state that was told last, so that it is not told at every start.
_TOLD = "update/told"


class UpdateDesk(QObject):
    """``close_wanted``: an installer was started, the program has to go; ``failed(error)``: nothing was changed."""

    close_wanted = Signal()
    prepared = Signal(object)
    failed = Signal(object)

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._context, self._window = context, window
        self._dialog: UpdateDialog | None = None
        #: Starts an installer; None: as a program of its own.
        self.start: Starter | None = None
        #: Whether the program starts the installer by itself, or a person has to.
        self.installs_itself = PLATFORM == "windows"
        context.sync_signals.changed.connect(self._status_changed)

    @property
    def status(self) -> UpdateStatus:
        """How it stands with a newer version."""
        return self._context.status.update

    def settle(self) -> None:
        """Tell once what became of the last installation."""
        paths = self._context.app.paths
        if not paths.updates.is_dir():
            return  # nothing was ever installed from here; the sync client need not be loaded for that

        def work(_task: Task) -> Step | None:
            from sync.client import installing

            return installing.settle(paths, version())

        self._context.jobs.run(work, Lane.POOL).on_success(self._settled)

    @Slot()
    def open(self) -> UpdateDialog:
        """Show the new version and what is new in it."""
        from ui.dialogs.update import UpdateDialog

        if self._dialog is None:
            self._dialog = UpdateDialog(self._context, self, self._window)
            self._dialog.finished.connect(self._closed)
        self._dialog.open()
        return self._dialog

    # -- doing ------------------------------------------------------------------------------

    def prepare(self) -> Job:
        """Prove the installer and back up the data, in the background; then start it unless that was cancelled."""
        app = self._context.app

        def work(task: Task) -> Prepared:
            from sync.client import installing

            made = installing.prepare(app)
            task.check()
            return made

        return self._context.jobs.run(work).on_success(self._prepared).on_failure(self.failed.emit)

    def find_way_back(self) -> Job:
        """Look whether the version before is here; the job's result is a way back or None."""
        app = self._context.app

        def work(_task: Task) -> WayBack | None:
            from sync.client import installing

            return installing.way_back(app) if app.paths.updates.is_dir() else None

        return self._context.jobs.run(work)

    def go_back(self, way: WayBack) -> Job:
        """Put back what the older version needs and start its installer."""
        app, sync, start = self._context.app, self._context.sync, self.start
        if sync is not None:
            sync.stop()

        def work(_task: Task) -> WayBack:
            from sync.client import installing

            installing.go_back(app, way, start or installing.start_detached)
            return way

        return self._context.jobs.run(work).on_success(self._gone_back).on_failure(self._not_gone_back)

    # -- telling ----------------------------------------------------------------------------

    @Slot(object)
    def _status_changed(self, status: SyncStatus) -> None:
        update = status.update
        mark = f"{update.version} {update.error or ('ready' if update.ready else '')}".strip()
        if not (update.ready or update.error) or self._context.settings.text(_TOLD) == mark:
            return
        self._context.settings.set_text(_TOLD, mark)
        if update.error:
            said = refusal(update)
            self._context.notify(f"{said.what}{said.safe}", kind="warning")
        else:
            self._context.notify(ready_words(update), (self.tr("查看"), self.open))

    @Slot(object)
    def _settled(self, step: Step | None) -> None:
        if step is None:
            return
        if step.state == "done":
            self._context.notify(self.tr("已更新到 %1。").replace("%1", step.after), kind="success")
            return
        text = self.tr("版本 %1 没有装上，现在的版本照常可用，资料没有改动。").replace("%1", step.after)
        self._context.notify(text, (self.tr("再试一次"), self.open), kind="warning")

    @Slot(object)
    def _prepared(self, made: Prepared) -> None:
        from sync.client import installing

        if not made.words:
            self.prepared.emit(made)
            return
        try:
            installing.begin(self._context.app, made, self.start or installing.start_detached)
        except UpdateRefused as error:
            self.failed.emit(error)
            return
        self.close_wanted.emit()

    @Slot(object)
    def _gone_back(self, way: WayBack) -> None:
        if way.words:
            self.close_wanted.emit()
        else:
            self.prepared.emit(way)

    @Slot(object)
    def _not_gone_back(self, error: object) -> None:
        if self._context.sync is not None:
            self._context.sync.start()
        self.failed.emit(error)

    @Slot()
    def _closed(self) -> None:
        self._dialog = None
