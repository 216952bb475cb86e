"""The print dialog: choices on the left, the pages on the right, PDF and printer at the foot."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop_crm.bootstrap import Application
from desktop_crm.errors import CrmError, UsageError
from ui.context import Context
from ui.dialogs._frame import Dialog, scrolled, set_texts
from ui.dialogs._work import expected
from ui.i18n import language
from ui.jobs import Job, Lane, Task
from ui.print_desk.choices import PrintChoices
from ui.print_desk.pages import PagePane
from ui.print_desk.run import PrintRun, open_file
from ui.print_desk.whom import Scope, Whom
from ui.printing.compose import Request, compose, grade_for
from ui.printing.plan import Changed, Plan
from ui.printing.sheet import Sheet
from ui.timers import single_shot
from ui.widgets import ProgressLine, make_button, make_label

#: So many customers are laid out before the first page is shown; the others are counted behind it.
FIRST_CUSTOMERS = 20
#: Of more customers than this the pages are not counted to look at them: that would take minutes for nothing.
MOST_COUNTED = 3_000
#: The pages follow a choice after this pause, in milliseconds.
FOLLOW_MS = 250
_CHOICES_WIDTH = 336
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\r\n]+')


class PrintDialog(Dialog):
    """``saved(Path)`` when a PDF is complete. Closing it while a document is on its way lets that go on.

    Keys beside those of the pages: Ctrl+P prints, Ctrl+S saves, Esc closes, or stops what is on its way.
    """

    saved = Signal(object)

    def __init__(self, context: Context, whom: Whom, parent: QWidget | None = None, document: str = "") -> None:
        super().__init__("print_dialog", parent, QSize(1180, 780))
        self._context, self._whom = context, whom
        self._plan: Plan | None = None
        self._job: Job | None = None
        self._round = 0
        self.run = PrintRun(context, parent or self)
        facts = context.app.facts()
        self.choices = PrintChoices(context.settings, whom, facts.get("issuer_name", ""), context.app.today())
        self.pages = PagePane()
        self.missing = make_label(role="muted", wrap=True)
        self._build()
        self._follow = single_shot(self, FOLLOW_MS, self.lay_out)
        self._connect()
        if document:
            self.choices.choose(document)
        self.settle()
        self.lay_out()
        self.pages.view.setFocus()

    @property
    def plan(self) -> Plan | None:
        """The document as it is shown; None while there is none."""
        return self._plan

    # -- building ---------------------------------------------------------------------------

    def _build(self) -> None:
        self.title.hide()
        self.lead.hide()
        choices = scrolled(self.choices)
        choices.setFixedWidth(_CHOICES_WIDTH)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self.pages, 1)
        right.addWidget(self.missing)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(choices)
        row.addLayout(right, 1)
        self.body.addLayout(row, 1)
        self.line = ProgressLine()
        self.line.hide()
        self.open_button = make_button("", icon_name="external-link", on_click=self._open)
        self.open_button.hide()
        self.background_button = make_button("", on_click=self._go_on_behind)
        self.background_button.hide()
        self.close_button = make_button("", on_click=self.reject)
        self.save_button = make_button("", icon_name="file-down", on_click=self.choose_file)
        self.print_button = make_button("", role="primary", icon_name="printer", on_click=self.choose_printer)
        buttons = {
            "open": self.open_button, "behind": self.background_button, "close": self.close_button,
            "save": self.save_button, "print": self.print_button,
        }  # fmt: skip
        for name, button in buttons.items():
            button.setObjectName(f"print_{name}_button")
        self.foot.addWidget(self.open_button)
        self.foot.addWidget(self.line, 1)
        self.foot.addStretch(1)
        for button in (self.background_button, self.close_button, self.save_button, self.print_button):
            self.foot.addWidget(button)

    def _connect(self) -> None:
        self.choices.changed.connect(self._changed)
        self.run.progressed.connect(self.line.set_progress)
        self.run.done.connect(self._done)
        self.run.failed.connect(self._failed)
        self.run.cancelled.connect(self._cancelled)
        QShortcut(QKeySequence("Ctrl+P"), self, self.print_button.click)
        QShortcut(QKeySequence("Ctrl+S"), self, self.save_button.click)

    def retranslate(self) -> None:
        """Set every text."""
        self.setWindowTitle(self.tr("打印"))
        set_texts(self.open_button, self.tr("打开文件"))
        set_texts(self.background_button, self.tr("在后台继续"))
        set_texts(self.save_button, self.tr("保存为 PDF"))
        set_texts(self.print_button, self.tr("打印"))
        self.line.set_text(self.tr("正在生成…"))
        self._show_state()

    # -- the pages --------------------------------------------------------------------------

    @Slot()
    def _changed(self) -> None:
        self.open_button.hide()
        self.say("")
        self._follow.start()
        self._show_state()

    @Slot()
    def lay_out(self) -> None:
        """Lay the document out behind the window: the first customers to look at, then all, to count the pages."""
        self._stop_counting()
        self._start(FIRST_CUSTOMERS)

    def _start(self, most: int) -> None:
        self._round += 1
        work = _LayOut(self._context.app, self._shown(), self._whom, self.choices.scope, most, self._round)
        self._job = self._context.jobs.run(work, Lane.POOL).on_progress(self._counting)
        self._job.on_success(self._laid_out).on_failure(self._not_laid_out)

    def _shown(self) -> Request:
        """Return the wish as it is looked at: masked, with the grade of what will be put out.

        What is revealed is written down, and only what leaves the program is.
        """
        request = self.choices.request()
        if not request.reveal:
            return request
        return replace(request, reveal=False, grade=grade_for(replace(request, rids=(1,))))

    def _stop_counting(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._round += 1

    @Slot(object)
    def _laid_out(self, answer: tuple[int, Plan, int]) -> None:
        number, plan, total = answer
        if number != self._round:
            return
        self._job, self._plan = None, plan
        more = total > FIRST_CUSTOMERS and len(plan) and plan.customers + len(plan.left_out) < total
        self.pages.show_pages(self._sheet, len(plan), self._counting_words(total) if more else "")
        self.missing.setText(self.run.missing(plan.left_out, language()))
        self._show_state()
        if more and total <= MOST_COUNTED:
            self._start(total)

    def _counting_words(self, total: int) -> str:
        if total <= MOST_COUNTED:
            return self.tr("正在数页…")
        return self.tr("样页：{total} 位客户里的前 {n} 位").format(total=f"{total:,}", n=FIRST_CUSTOMERS)

    def _sheet(self, number: int) -> Sheet:
        """Draw a page; a document whose customers were changed meanwhile is laid out anew."""
        plan = self._plan
        if plan is None:
            return Sheet()
        try:
            return plan.page(number)
        except Changed:
            self._follow.start()
            return Sheet()

    @Slot(int, int)
    def _counting(self, done: int, total: int) -> None:
        if total > FIRST_CUSTOMERS and self.pages.count:
            self.pages.set_counting(self.tr("正在数页 {done} / {total}").format(done=f"{done:,}", total=f"{total:,}"))

    @Slot(object)
    def _not_laid_out(self, error: object) -> None:
        if not isinstance(error, CrmError):
            raise expected(error)
        self._job, self._plan = None, None
        self.missing.setText("")
        if isinstance(error, UsageError) and error.code == "nothing_to_print":
            self.pages.show_words(*self._nothing())
        else:
            self.say_error(error)
        self._show_state()

    def _nothing(self) -> tuple[str, str]:
        """Say why there is no page, and what helps."""
        kind = self.choices.kind
        if kind.trading:
            return self.tr("没有可列入的客户"), self.tr("名册只列有订单的客户：请放宽范围或期间。")
        return self.tr("没有可打印的内容"), self.tr("这些客户没有通讯地址，或不同意邮寄。")

    # -- putting out ------------------------------------------------------------------------

    def choose_file(self) -> None:
        """Ask for a file and save the PDF there."""
        if not self._may_put_out():
            return
        title = self._plan.title if self._plan else self.choices.kind.title(language())
        name = f"{title}-{self._whom.here_name}" if self.choices.scope is Scope.HERE else title
        proposed = _FORBIDDEN.sub("-", f"{name}.pdf")
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("保存为 PDF"), proposed, "PDF (*.pdf)")
        if chosen:
            self.save_pdf(Path(chosen))

    def save_pdf(self, path: Path) -> None:
        """Write the PDF in the background; ``saved`` follows."""
        if self._may_put_out():
            self.run.save(self.choices.request(), self._whom, self.choices.scope, path)
            self._show_started()

    def choose_printer(self) -> None:
        """Ask for a printer and print the chosen pages."""
        if not self._may_put_out():
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self._plan.title if self._plan else "")
        dialog = QPrintDialog(printer, self)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.print_on(printer)

    def print_on(self, printer: QPrinter) -> None:
        """Print in the background."""
        if self._may_put_out():
            self.run.print_on(self.choices.request(), self._whom, self.choices.scope, printer)
            self._show_started()

    def _may_put_out(self) -> bool:
        if not self.choices.complete:
            self.say(self.tr("要显示敏感信息，请写明用途。"), "warning")
            self.choices.reason.edit.setFocus()
        return self.choices.complete and not self.run.running

    def _show_started(self) -> None:
        self._follow.stop()
        self._stop_counting()
        self.say("")
        self.line.set_progress(0, 0)
        self._show_state()

    def _show_state(self) -> None:
        busy = self.run.running
        self.choices.set_busy(busy=busy)
        self.line.setVisible(busy)
        self.background_button.setVisible(busy)
        ready = not busy and (self._plan is not None or self._job is not None)
        self.save_button.setEnabled(ready)
        self.print_button.setEnabled(ready)
        set_texts(self.close_button, self.tr("取消") if busy else self.tr("关闭"))
        self.missing.setVisible(bool(self.missing.text()))

    @Slot(object)
    def _done(self, plan: Plan) -> None:
        self._show_state()
        self.say(self.run.result(plan), "success")
        if self.run.target is not None:
            self.open_button.show()
            self.saved.emit(self.run.target)

    @Slot(object)
    def _failed(self, error: object) -> None:
        self._show_state()
        self.say_error(error)

    @Slot()
    def _cancelled(self) -> None:
        self._show_state()
        self.say(self.tr("已取消，没有留下文件。"), "info")

    def _open(self) -> None:
        if self.run.target is not None:
            open_file(self.run.target)

    def _go_on_behind(self) -> None:
        """Close; the window tells how it ended."""
        self.run.in_background = self.run.running
        self.accept()

    def reject(self) -> None:
        """Stop what is on its way; else close."""
        if self.run.running:
            self.run.cancel()
            return
        super().reject()

    def done(self, result: int) -> None:
        """Close; what was only looked at is laid out no further."""
        self._follow.stop()
        self._stop_counting()
        if not self.run.in_background:
            self.run.deleteLater()
        super().done(result)


class _LayOut:
    """The work: find the customers, lay out the first of them; answers (round, plan, number of all)."""

    def __init__(self, app: Application, request: Request, whom: Whom, scope: Scope, most: int, number: int) -> None:
        self._app, self._request, self._whom, self._scope = app, request, whom, scope
        self._most, self._number = most, number

    def __call__(self, task: Task) -> tuple[int, Plan, int]:
        rids: Sequence[int] = self._whom.rids(self._scope, self._app.queries)
        if not rids and self._scope is not Scope.BLANK:
            raise UsageError("nothing_to_print")
        part = rids[: self._most]
        try:
            plan = compose(self._app, replace(self._request, rids=part), task.progress)
        except UsageError as nothing:
            if nothing.code != "nothing_to_print" or len(part) == len(rids):
                raise
            plan = compose(self._app, replace(self._request, rids=rids), task.progress)
        return self._number, plan, len(rids)
