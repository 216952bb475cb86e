"""Taking a batch back, or doing it again: progress, and what was left alone because somebody changed it since."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop_crm.domain.records import RECORD_TYPES
from desktop_crm.queries.batches import BatchItem, SkippedItem
from desktop_crm.services.batches import Reversed
from desktop_crm.store.batches import Outcome
from ui.bulk.step import BatchStep
from ui.bulk.table import TextRow, TextTable
from ui.bulk.words import batch_words, kind_word, why_word
from ui.context import Context
from ui.dialogs._frame import Dialog, set_texts
from ui.dialogs._import_end import RunningPage
from ui.dialogs._sums import SumsPage
from ui.dialogs._work import TaskToken, in_words
from ui.i18n import Translated, language
from ui.jobs import Job, Lane, Task
from ui.widgets import make_button

RUNNING, RESULT = range(2)


def open_undo(context: Context, parent: QWidget | None, n: int, *, again: bool = False) -> UndoDialog:
    """Take a batch back over ``parent``, or do it ``again``; returns at once."""
    dialog = UndoDialog(context, context.app.batch_queries.one(n), again=again, parent=parent)
    dialog.open()
    dialog.begin()
    return dialog


class _Running(RunningPage):
    """The same page in other words."""

    def __init__(self, *, again: bool) -> None:
        self._again = again
        super().__init__()

    def retranslate(self) -> None:
        """Set every text."""
        super().retranslate()
        self.line.set_text(self.tr("正在重做…") if self._again else self.tr("正在撤销…"))
        self._note.setText(self.tr("停下后，已经处理的部分会保留；可以接着做完，也可以反过来。"))
        set_texts(self.cancel, self.tr("停下"))


class _Result(Translated, SumsPage):
    """How many customers were changed, what was left alone, and which."""

    def __init__(self, *, again: bool) -> None:
        super().__init__(2)
        self._again = again
        self._done: Reversed | None = None
        self._skipped: list[SkippedItem] = []
        self.table = TextTable("skipped", 3, (140, 180, 150))
        self.below.addWidget(self.table)

    def show_result(self, done: Reversed, skipped: list[SkippedItem]) -> None:
        """Show what was done."""
        self._done, self._skipped = done, skipped
        self.show_sums((done.cards, done.skipped), well=done.outcome is Outcome.DONE)
        self.table.setVisible(bool(skipped))
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text."""
        done = self._done
        title = self.tr("已重做") if self._again else self.tr("已撤销")
        if done is not None and done.error is not None:
            title = self.tr("中途停止")
            self.problem.set_message(in_words(done.error), "error")
        elif done is not None and done.outcome is Outcome.CANCELLED:
            title = self.tr("中途停下")
            self.problem.set_message(self.tr("没有处理的部分保持不变。在「批量记录」里可以接着做完。"), "warning")
        self.set_words(
            title, (self.tr("位客户已恢复原样") if not self._again else self.tr("位客户"), self.tr("处保持不变"))
        )
        heads = (self.tr("编号"), self.tr("客户"), self.tr("项目"), self.tr("原因"))
        self.table.setAccessibleName(self.tr("保持不变的内容"))
        self.table.show_rows(heads, [self._row(one) for one in self._skipped])

    def _row(self, item: SkippedItem) -> TextRow:
        skipped = item.skipped
        if skipped.field:
            fields = (record.get(skipped.field) for record in RECORD_TYPES.values())
            declared = next((field for field in fields if field is not None), None)
            what = declared.label(language()) if declared is not None else skipped.field
        else:
            what = self.tr("整张卡片")
        return TextRow((item.customer_no, item.name or "—", what, why_word(skipped.why)), "amber")


class UndoDialog(Dialog):
    """``ended`` when it is done or stopped."""

    ended = Signal()

    def __init__(self, context: Context, item: BatchItem, *, again: bool, parent: QWidget | None = None) -> None:
        super().__init__("undo_dialog", parent, QSize(760, 560))
        self._context, self._item, self._again = context, item, again
        self._job: Job | None = None
        self._closing = False
        self.running, self.outcome = _Running(again=again), _Result(again=again)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.running)
        self.pages.addWidget(self.outcome)
        self.body.addWidget(self.pages, 1)
        self.close_button = make_button("", role="primary", on_click=self.accept)
        self.close_button.setObjectName("close")
        self.foot.addStretch(1)
        self.foot.addWidget(self.close_button)
        self.running.cancelled.connect(self._cancel)
        self.settle()

    def retranslate(self) -> None:
        """Set every text."""
        batch = self._item.batch
        told = batch_words(batch)
        title = self.tr("重做：%1") if self._again else self.tr("撤销：%1")
        self.set_head(title.replace("%1", kind_word(batch.kind)), told[:200])
        set_texts(self.close_button, self.tr("完成"))
        self.close_button.setVisible(self.pages.currentIndex() == RESULT)

    def begin(self) -> None:
        """Start."""
        app, n = self._context.app, self._item.batch.n
        move = app.batches.redo if self._again else app.batches.undo
        event = "batch_redo" if self._again else "batch_undo"

        def work(task: Task) -> tuple[Reversed, list[SkippedItem]]:
            token = TaskToken(task)
            done = move(n, token.progress, token)
            app.write_audit(event, batch=n, changed=done.cards, skipped=done.skipped)
            return done, app.batch_queries.named(done.report)

        self.running.start(importing=True)
        self._job = self._context.jobs.run(work, Lane.POOL).on_progress(self.running.line.set_progress)
        self._job.on_success(self._ended).on_failure(self._failed)
        self._job.cancelled.connect(self.reject)

    def reject(self) -> None:
        """Close; what is running stops first, at the end of its portion, and shows how far it came."""
        if self._job is not None and self.pages.currentIndex() == RUNNING:
            self._closing = True
            self._cancel()
            return
        super().reject()

    @Slot()
    def _cancel(self) -> None:
        if self._job is not None:
            self.running.cancel.setEnabled(False)
            self._job.cancel()

    @Slot(object)
    def _ended(self, answer: tuple[Reversed, list[SkippedItem]]) -> None:
        self._job = None
        done, skipped = answer
        self._context.jobs.run(lambda task: self._context.app.build_search(lambda: task.cancelled, cards_a_slice=300))
        if done.outcome is Outcome.DONE:
            step = BatchStep(self._context.app.batches, self._item.batch.n)
            self._context.undo.moved(step, undone=not self._again)
        self.outcome.show_result(done, skipped)
        self.pages.setCurrentIndex(RESULT)
        self.retranslate()
        self.close_button.setFocus()
        self.ended.emit()
        if self._closing:
            self.accept()

    @Slot(object)
    def _failed(self, error: object) -> None:
        self._job = None
        self.say_error(error)
        self.pages.hide()
        self.close_button.show()
        self.ended.emit()
