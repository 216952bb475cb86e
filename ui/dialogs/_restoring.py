"""Putting a backup in the place of the present data: what writes is stopped, and at the end the program is."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QMessageBox, QWidget

from desktop_crm.events import ChangeSet, Origin
from desktop_crm.store import backup
from ui.context import Context
from ui.models.texts import weekday


def moment(path: Path) -> str:
    """Say when a file was written."""
    written = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
    return f"{written:%Y-%m-%d %H:%M} {weekday(written.date())}"


class Restoring(QObject):
    """``said(text)``: it is done; ``failed(error)``: nothing was changed; ``busy_changed(busy)``. ``parent`` is the
    widget whose window asks and tells."""

    said = Signal(str)
    failed = Signal(object)
    busy_changed = Signal(bool)

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._parent = parent
        self.box: QMessageBox | None = None

    def start(self, source: Path) -> None:
        """Put a backup in the place of the file; the present one is kept beside the backups."""
        app, sync = self._context.app, self._context.sync
        stamp = datetime.now().astimezone().strftime("%Y%m%d-%H%M%S")
        if sync is not None:
            sync.stop()

        def work(_task: object) -> Path:
            with app.store.exclusive():
                app.store.recycle()
                return backup.restore_backup(app.paths, app.store.key, source, stamp)

        job = self._context.jobs.run(work)
        job.on_success(self._restored).on_failure(self._not_restored)
        job.finished.connect(self._idle)
        self.busy_changed.emit(True)

    @Slot()
    def _idle(self) -> None:
        self.busy_changed.emit(False)

    @Slot(object)
    def _restored(self, kept: Path) -> None:
        self._context.undo.clear()
        self._context.app.events.publish(ChangeSet(frozenset(), Origin.LOCAL, many=True))
        self._context.app.write_audit("restore_backup", kept=kept.name)
        self.said.emit(self.tr("已恢复。原来的资料另存为 {file}，请重新打开程序。").format(file=kept.name))
        box = QMessageBox(self._parent.window())
        box.setObjectName("restored")
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Information)
        box.setText(self.tr("已从备份恢复"))
        box.setInformativeText(self.tr("程序现在关闭，请重新打开。"))
        box.addButton(self.tr("关闭程序"), QMessageBox.ButtonRole.AcceptRole)
        box.finished.connect(end_program)
        self.box = box
        box.open()

    @Slot(object)
    def _not_restored(self, error: object) -> None:
        if self._context.sync is not None:
            self._context.sync.start()
        self.failed.emit(error)


def end_program() -> None:
    """End the program; what runs has the replaced data in its hands."""
    QCoreApplication.quit()
