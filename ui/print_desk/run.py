"""A document on its way to a file or printer, in the background: it goes on when the dialog is closed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QPrinter

from desktop_crm.errors import CrmError
from ui.context import Context
from ui.dialogs._work import expected
from ui.errors import describe
from ui.jobs import Job, Lane, Task
from ui.print_desk.whom import Scope, Whom
from ui.printing.compose import REASONS, Request
from ui.printing.output import print_document, save_pdf
from ui.printing.plan import LeftOut, Plan

#: Names of customers who are not in the document, as a message has room for.
_NAMED = 3


def open_file(path: Path) -> None:
    """Open a file with the program of the system."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


class PrintRun(QObject):
    """One of ``done(Plan)``, ``failed(error)`` and ``cancelled()`` comes at the end.

    While ``in_background`` is set, the window tells how it ended.
    """

    progressed = Signal(int, int)
    done = Signal(object)
    failed = Signal(object)
    cancelled = Signal()

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._job: Job | None = None
        self._target: Path | None = None
        self.in_background = False

    @property
    def running(self) -> bool:
        """Whether it is on its way."""
        return self._job is not None

    @property
    def target(self) -> Path | None:
        """The file, None for a printer."""
        return self._target

    def save(self, request: Request, whom: Whom, scope: Scope, path: Path) -> None:
        """Write a PDF; the ending is added where it is missing."""
        self._target = path if path.suffix.lower() == ".pdf" else path.with_name(path.name + ".pdf")
        app, target = self._context.app, self._target
        self._start(request, whom, scope, lambda full, task: save_pdf(app, full, target, task.progress))

    def print_on(self, request: Request, whom: Whom, scope: Scope, printer: QPrinter) -> None:
        """Print."""
        app, self._target = self._context.app, None
        self._start(request, whom, scope, lambda full, task: print_document(app, full, printer, task.progress))

    def cancel(self) -> None:
        """Stop; a file that was begun goes."""
        if self._job is not None:
            self._job.cancel()

    def _start(self, request: Request, whom: Whom, scope: Scope, put: Callable[[Request, Task], Plan]) -> None:
        queries = self._context.app.queries

        def work(task: Task) -> Plan:
            return put(replace(request, rids=whom.rids(scope, queries)), task)

        self._job = self._context.jobs.run(work, Lane.POOL).on_progress(self.progressed.emit)
        self._job.on_success(self._done).on_failure(self._failed)
        self._job.cancelled.connect(self._cancelled)

    @Slot(object)
    def _done(self, plan: Plan) -> None:
        self._job = None
        if self.in_background:
            self.deleteLater()
            target = self._target
            action = (self.tr("打开"), partial(open_file, target)) if target is not None else None
            self._context.notify(self.result(plan), action, kind="success")
        self.done.emit(plan)

    @Slot(object)
    def _failed(self, error: object) -> None:
        self._job = None
        if not isinstance(error, CrmError | MemoryError):
            raise expected(error)
        if self.in_background:
            self.deleteLater()
            text = describe(error)
            self._context.notify(f"{text.what}{text.todo}", kind="error")
        self.failed.emit(error)

    @Slot()
    def _cancelled(self) -> None:
        self._job = None
        self.cancelled.emit()

    def result(self, plan: Plan) -> str:
        """Say what was put out, where, and who is not in it."""
        pages = f"{len(plan) * plan.copies:,}"
        text = self.tr("已送往打印机，共 {pages} 页。").format(pages=pages)
        if self._target is not None:
            text = self.tr("已保存到 {file}，共 {pages} 页。").format(file=self._target.name, pages=pages)
        missing = self.missing(plan.left_out, plan.language)
        return f"{text} {missing}" if missing else text

    def missing(self, left_out: tuple[LeftOut, ...], language: str) -> str:
        """Say who is not in a document and why; "" for nobody."""
        if not left_out:
            return ""
        english = language.startswith("en")
        shown = [f"{one.name} ({REASONS[one.reason][english]})" for one in left_out[:_NAMED]]
        names = (", " if english else "、").join(shown)
        if len(left_out) > _NAMED:
            names += self.tr(" 等")
        return self.tr("%n 位没有列入：{names}", "", len(left_out)).format(names=names)
