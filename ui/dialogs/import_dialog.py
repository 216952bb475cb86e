"""Importing customers: file, columns, preview, progress, result, in one window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop_crm.exchange.filing import CustomerFile, import_customers
from desktop_crm.exchange.importer import ImportResult
from desktop_crm.exchange.plan import Cancelled, ImportPlan, open_plan
from ui.bulk.step import BatchStep
from ui.bulk.undoing import open_undo
from ui.context import Context
from ui.dialogs._frame import Dialog, order_tabs, set_texts, step_foot
from ui.dialogs._import_end import ResultPage, RunningPage
from ui.dialogs._import_file import FilePage, dropped_file
from ui.dialogs._import_mapping import MappingPage, Opened, sample_values
from ui.dialogs._import_preview import PreviewPage
from ui.dialogs._steps import StepBar
from ui.dialogs._work import TaskToken
from ui.i18n import language
from ui.jobs import Job, Lane, Task, Work

FILE, MAPPING, PREVIEW, RUNNING, RESULT = range(5)


def open_import(context: Context, parent: QWidget | None, path: Path | None = None) -> ImportDialog:
    """Show the import over ``parent``; with ``path`` the file is opened at once. Returns immediately."""
    dialog = ImportDialog(context, parent)
    dialog.open()
    if path is not None:
        dialog.open_file(Path(path))
    return dialog


class ImportDialog(Dialog):
    """Import in steps. ``imported(ImportResult)`` tells the end."""

    imported = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("import_dialog", parent, QSize(960, 660))
        self._context = context
        self._plan: ImportPlan | None = None
        self._job: Job | None = None
        self._closing = False
        self.setAcceptDrops(True)
        self.steps = StepBar()
        self.pages = QStackedWidget()
        self.file, self.mapping, self.preview = FilePage(), MappingPage(), PreviewPage()
        self.running, self.outcome = RunningPage(), ResultPage()
        for page in (self.file, self.mapping, self.preview, self.running, self.outcome):
            self.pages.addWidget(page)
        self.body.addWidget(self.steps)
        self.body.addWidget(self.pages, 1)
        foot = step_foot(self, back=self.go_back, cancel=self.reject, go_on=self.go_on)
        self.back, self.cancel, self.next = foot.back, foot.cancel, foot.next
        self.file.chosen.connect(self.open_file)
        self.preview.policy_changed.connect(self.retranslate)
        self.running.cancelled.connect(self._cancel_job)
        self.outcome.undo_wanted.connect(self._undo)
        self._show(FILE)
        self.settle()

    # -- steps ------------------------------------------------------------------------------

    @Slot(object)
    def open_file(self, path: Path) -> None:
        """Read a file and propose a mapping."""
        if self._job is not None or self.pages.currentIndex() not in (FILE, MAPPING, PREVIEW):
            return
        app = self._context.app
        today = app.today()

        def work(_task: Task) -> Opened:
            plan = open_plan(path, today=today, book=app.forms.book())
            return Opened(plan, sample_values(plan))

        self._show(FILE)
        self.file.set_busy(True)
        self._start(work, Lane.POOL).on_success(self._opened).on_failure(self._not_opened)

    def take_plan(self, plan: ImportPlan) -> None:
        """Go on with rows that are here already, as from the clipboard."""
        self._opened(Opened(plan, sample_values(plan)))

    @Slot(object)
    def _opened(self, opened: Opened) -> None:
        self._job = None
        self.file.set_busy(False)
        self._plan = opened.plan
        if opened.plan.mapping is None:
            self._prepare()
            return
        self.mapping.show_file(opened)
        self._show(MAPPING)
        order_tabs(self)

    @Slot(object)
    def _not_opened(self, error: object) -> None:
        self.file.set_busy(False)
        self.say_error(error)

    def go_on(self) -> None:
        """Go to the next step; the preview starts the import, the result closes."""
        page = self.pages.currentIndex()
        if page == MAPPING:
            self._prepare()
        elif page == PREVIEW:
            self._import()
        elif page == RESULT:
            self.accept()

    def go_back(self) -> None:
        """Go to the step before."""
        page = self.pages.currentIndex()
        if page == PREVIEW and self._plan is not None and self._plan.mapping is not None:
            self._show(MAPPING)
        elif page in (MAPPING, PREVIEW):
            self._show(FILE)

    def _prepare(self) -> None:
        plan = self._plan
        if plan is None or self._job is not None:
            return
        if self.mapping.mapping is not None and plan.mapping is not None:
            plan.mapping = self.mapping.mapping
        target = CustomerFile(self._context.app.customers, self._context.app.queries)

        def work(task: Task) -> ImportPlan:
            token = TaskToken(task)
            try:
                plan.prepare(target, token.progress, token)
            except Cancelled:
                task.check()
            return plan

        self.running.start(importing=False)
        self._show(RUNNING)
        job = self._start(work, Lane.POOL).on_progress(self.running.line.set_progress)
        job.on_success(self._prepared).on_failure(self._not_prepared)
        job.cancelled.connect(self._preview_cancelled)

    @Slot(object)
    def _prepared(self, plan: ImportPlan) -> None:
        self.preview.show_plan(plan)
        self._show(PREVIEW)
        self.preview.table.setFocus()

    @Slot(object)
    def _not_prepared(self, error: object) -> None:
        self._show(MAPPING if self._plan is not None and self._plan.mapping is not None else FILE)
        self.say_error(error)

    @Slot()
    def _preview_cancelled(self) -> None:
        self._show(MAPPING if self._plan is not None and self._plan.mapping is not None else FILE)

    def _import(self) -> None:
        plan, app, policy, spoken = self._plan, self._context.app, self.preview.chosen_policy(), language()
        if plan is None or self._job is not None:
            return

        def work(task: Task) -> ImportResult:
            token = TaskToken(task)
            result = import_customers(
                plan,
                app.customers,
                app.queries,
                app.batches,
                policy=policy,
                progress=token.progress,
                cancel=token,
                folder=app.paths.root,
                language=spoken,
            )
            app.write_audit("import", created=result.created, updated=result.updated, failed=result.failed)
            return result

        self.running.start(importing=True)
        self._show(RUNNING)
        job = self._start(work, Lane.STORE).on_progress(self.running.line.set_progress)
        job.on_success(self._imported).on_failure(self._not_imported)
        job.cancelled.connect(self._never_begun)

    @Slot(object)
    def _imported(self, result: ImportResult) -> None:
        self._job = None
        # Search entries follow behind the result; the sync engine and other commands would make them too.
        self._context.jobs.run(lambda task: self._context.app.build_search(lambda: task.cancelled, cards_a_slice=300))
        if result.batch is not None:
            step = BatchStep(self._context.app.batches, result.batch, result.created + result.updated)
            self._context.undo.push(step)
        self.outcome.show_result(result)
        self._show(RESULT)
        self.imported.emit(result)
        if self._closing:
            self.accept()

    def _undo(self) -> None:
        result = self.outcome.result()
        if result.batch is not None:
            open_undo(self._context, self.parentWidget(), result.batch)
            self.accept()

    @Slot()
    def _never_begun(self) -> None:
        """Cancelled while it still waited for its turn: nothing was imported."""
        self._job = None
        self._show(PREVIEW)
        if self._closing:
            self.reject()

    @Slot(object)
    def _not_imported(self, error: object) -> None:
        self._show(PREVIEW)
        self.say_error(error)

    # -- parts ------------------------------------------------------------------------------

    def _start(self, work: Work, lane: Lane) -> Job:
        self.say("")
        job = self._context.jobs.run(work, lane)
        job.finished.connect(self._finished)
        self._job = job
        return job

    @Slot()
    def _finished(self) -> None:
        if self.sender() is self._job:  # the slot of its result may have started the next one
            self._job = None

    @Slot()
    def _cancel_job(self) -> None:
        if self._job is not None:
            self.running.cancel.setEnabled(False)
            self._job.cancel()

    def _show(self, page: int) -> None:
        self.pages.setCurrentIndex(page)
        at = {FILE: 0, MAPPING: 1, PREVIEW: 2, RESULT: 4}
        self.steps.set_current(at.get(page, 3 if self.running.importing else 2))
        self.back.setVisible(page in (MAPPING, PREVIEW))
        self.next.setVisible(page in (MAPPING, PREVIEW, RESULT))
        self.cancel.setVisible(page in (FILE, MAPPING, PREVIEW))
        self.say("")
        self.retranslate()
        if page in (MAPPING, RESULT):
            self.next.setFocus()

    def retranslate(self) -> None:
        """Set every text."""
        name = self._plan.source.path.name if self._plan is not None else ""
        self.set_head(self.tr("导入客户"), name)
        self.steps.set_names(
            (self.tr("选择文件"), self.tr("对应栏目"), self.tr("预览"), self.tr("导入"), self.tr("结果"))
        )
        set_texts(self.back, self.tr("上一步"))
        set_texts(self.cancel, self.tr("取消"))
        page = self.pages.currentIndex()
        count = self.preview.to_import()
        words = {PREVIEW: self.tr("导入 {n} 位客户").format(n=f"{count:,}"), RESULT: self.tr("完成")}
        set_texts(self.next, words.get(page, self.tr("下一步")))
        self.next.setEnabled(page != PREVIEW or count > 0)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept a file anywhere on the window."""
        if dropped_file(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take a dropped file."""
        path = dropped_file(event.mimeData())
        if path is not None:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.open_file(path)

    def reject(self) -> None:
        """Close; a running import stops first, at the end of its present slice, and shows its result."""
        if self._job is not None and self.pages.currentIndex() == RUNNING and self.running.importing:
            self._closing = True
            self._cancel_job()
            return
        if self._job is not None:
            self._job.cancel()
        super().reject()
