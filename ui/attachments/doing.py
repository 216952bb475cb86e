"""What is done with attachments from the window: added, opened, saved, described, removed. Work runs in jobs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QInputDialog, QWidget

from desktop_crm.domain.attachments import file_name
from desktop_crm.errors import CrmError, ExchangeError
from desktop_crm.queries.attachments import Attachment
from desktop_crm.services.attachments import AttachmentService
from ui.attachments.preview import PreviewDialog
from ui.attachments.steps import Removal
from ui.attachments.taking import Brought, Outcome, attach
from ui.attachments.words import explanation, is_shown_inside
from ui.context import Context
from ui.errors import describe
from ui.jobs import Job, Lane, Task
from ui.undo import Opposite, Step


class Doing(QObject):
    """``began(job)``: something is being added. ``added(row ids)``. ``fetching(row id)``: its content was asked for."""

    began = Signal(object)
    added = Signal(object)
    fetching = Signal(str)

    def __init__(self, context: Context, owner: QWidget) -> None:
        super().__init__(owner)
        self._context, self._owner = context, owner
        self._service = context.app.attachments

    # -- adding and removing ----------------------------------------------------------------

    def choose_files(self, customer_id: str) -> None:
        """Ask for files and attach them."""
        chosen, _ = QFileDialog.getOpenFileNames(self._owner.window(), self.tr("添加附件"))
        if chosen:
            self.attach(customer_id, Brought(tuple(Path(name) for name in chosen)))

    def attach(self, customer_id: str, what: Brought) -> None:
        """Attach what was brought."""
        service = self._service
        job = self._context.jobs.run(lambda task: attach(task, service, customer_id, what), Lane.POOL)
        job.on_success(self._attached).on_failure(self.failed)
        self.began.emit(job)

    def remove(self, rows: Sequence[Attachment]) -> None:
        """Take attachments off the customer; the message offers to take it back."""
        ids = tuple(one.id for one in rows)
        if ids:
            job = self._context.jobs.run(_removing(self._service, ids))
            job.on_success(self._removed).on_failure(self.failed)

    # -- reading ----------------------------------------------------------------------------

    def open(self, one: Attachment) -> None:
        """Show an attachment; fetch its content first where it is not here."""
        if not one.here:
            self._fetch(one)
        elif is_shown_inside(one):
            dialog = PreviewDialog(self._context, one, self._owner.window())
            dialog.outside_wanted.connect(lambda: self.open_outside(one))
            dialog.save_wanted.connect(lambda: self.save(one))
            dialog.open()
        else:
            self.open_outside(one)

    def open_outside(self, one: Attachment) -> None:
        """Open a copy in the system's program."""
        job = self._context.jobs.run(lambda _task: self._service.open_copy(one.id), Lane.POOL)
        job.on_success(self._copied).on_failure(self.failed)

    def save(self, one: Attachment, target: Path | None = None) -> None:
        """Save an attachment to a file, asking where unless told."""
        if target is None:
            chosen, _ = QFileDialog.getSaveFileName(self._owner.window(), self.tr("另存为"), file_name(one.file_name))
            if not chosen:
                return
            target = Path(chosen)
        job = self._context.jobs.run(_saving(self._context, one, target), Lane.POOL)
        job.on_success(self._saved).on_failure(self.failed)

    def describe(self, one: Attachment) -> QInputDialog:
        """Ask for the note of an attachment."""
        dialog = QInputDialog(self._owner.window())
        dialog.setObjectName("attachment_note")
        dialog.setWindowTitle(self.tr("附件说明"))
        dialog.setLabelText(one.file_name)
        dialog.setTextValue(one.note)
        dialog.setOkButtonText(self.tr("保存"))
        dialog.setCancelButtonText(self.tr("取消"))
        dialog.textValueSelected.connect(lambda text: self._describe(one, text.strip()))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    # -- outcomes ---------------------------------------------------------------------------

    @Slot(object)
    def failed(self, error: BaseException) -> None:
        """Say what went wrong; a fault of the program goes on to whoever catches those."""
        if not isinstance(error, CrmError):
            raise error
        text = describe(error)
        self._context.notify(f"{text.what}{text.todo}", kind="error")

    @Slot(object)
    def _attached(self, outcome: Outcome) -> None:
        fresh = outcome.fresh
        if fresh:
            step = Opposite(Removal(self._service, fresh))
            self._context.undo.push(step)
            self._offer(self.tr("已添加 %n 个附件", "", len(fresh)), step)
        elif outcome.added.ids:
            self._context.notify(self.tr("这位客户已有同样的附件，没有重复添加"))
        for error in outcome.refused[:3]:
            self.failed(error)
        self.added.emit(outcome.added.ids)

    @Slot(object)
    def _removed(self, ids: tuple[str, ...]) -> None:
        step = Removal(self._service, ids)
        self._context.undo.push(step)
        self._offer(self.tr("已移除 %n 个附件", "", len(ids)), step)

    @Slot(object)
    def _copied(self, path: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self._context.notify(self.tr("没有程序能打开 %1，可以另存为文件").replace("%1", path.name), kind="warning")

    @Slot(object)
    def _saved(self, target: Path) -> None:
        self._context.notify(self.tr("已保存到 %1").replace("%1", target.name), kind="success")

    def _offer(self, text: str, step: Step) -> None:
        def take_back() -> None:
            if not self._context.undo.take_back(step):
                self._context.notify(self.tr("之后还有别的改动，请用 Ctrl+Z 逐步撤销"))

        self._context.notify(text, (self.tr("撤销"), take_back), kind="success")

    def _fetch(self, one: Attachment) -> None:
        self._context.notify(explanation(one), kind="info")
        self.fetching.emit(one.id)
        job: Job = self._context.jobs.run(lambda _task: self._service.want(one.id))
        job.on_success(self._wake).on_failure(self.failed)

    @Slot(object)
    def _wake(self, _nothing: object) -> None:
        if self._context.sync is not None:
            self._context.sync.wake()

    def _describe(self, one: Attachment, note: str) -> None:
        if note != one.note:
            job = self._context.jobs.run(lambda _task: self._service.describe(one.id, note=note))
            job.on_failure(self.failed)


def _removing(service: AttachmentService, ids: tuple[str, ...]) -> Callable[[Task], tuple[str, ...]]:
    def work(_task: Task) -> tuple[str, ...]:
        service.remove(ids)
        return ids

    return work


def _saving(context: Context, one: Attachment, target: Path) -> Callable[[Task], Path]:
    def work(_task: Task) -> Path:
        try:
            context.app.attachments.save_to(one.id, target)
        except OSError as error:
            raise ExchangeError("cannot_write", path=target.name) from error
        context.app.write_audit("export_attachment", customer=one.customer_id, row=one.id)
        return target

    return work
