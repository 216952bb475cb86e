"""Changing many customers: what to change, a preview of each, progress, and what was done."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QStackedWidget, QVBoxLayout, QWidget

from desktop_crm.domain.bulk import Fate
from desktop_crm.services.bulk_edit import Edited, Planned, Tally, Wishes
from desktop_crm.store.batches import Kind, Outcome
from ui.bulk.preview import LISTED, BulkPreview
from ui.bulk.step import BatchStep
from ui.bulk.undoing import open_undo
from ui.bulk.wishes import WishList
from ui.context import Context
from ui.dialogs._frame import Dialog, order_tabs, scrolled, set_texts, step_foot
from ui.dialogs._import_end import RunningPage
from ui.dialogs._steps import StepBar
from ui.dialogs._sums import SumsPage
from ui.dialogs._work import TaskToken, in_words
from ui.i18n import Translated
from ui.jobs import Job, Lane, Task, Work
from ui.widgets import Banner, make_button, make_label

WISHES, PREVIEW, RUNNING, RESULT = range(4)


class _Running(RunningPage):
    """The same page in other words; ``hidden_wanted``: go on without the dialog."""

    hidden_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.behind = make_button("", on_click=self.hidden_wanted.emit)
        self.behind.setObjectName("go_on_behind")
        self.buttons.insertWidget(1, self.behind)

    def retranslate(self) -> None:
        """Set every text."""
        super().retranslate()
        self.line.set_text(self.tr("正在修改…") if self.importing else self.tr("正在查看每一位客户…"))
        if self.importing:
            self._note.setText(self.tr("取消后，已经改好的客户会保留，可以整批撤销。"))
        set_texts(self.behind, self.tr("转到后台继续"))
        self.behind.setVisible(self.importing)


class _Result(Translated, SumsPage):
    """Four sums and the way back: ``undo_wanted``."""

    undo_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(4)
        self._edited = Edited()
        self.undo = make_button("", icon_name="undo-2", on_click=self.undo_wanted.emit)
        self.undo.setObjectName("undo_edit")
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.undo)
        row.addStretch(1)
        self.below.addLayout(row)

    def result(self) -> Edited:
        """Return what is shown."""
        return self._edited

    def show_result(self, edited: Edited) -> None:
        """Show what was done."""
        self._edited = edited
        self.show_sums([edited.tally[fate] for fate in Fate], well=edited.outcome is Outcome.DONE)
        self.undo.setVisible(edited.batch is not None)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text."""
        title = self.tr("修改完成")
        if self._edited.error is not None:
            title = self.tr("中途停止")
            self.problem.set_message(in_words(self._edited.error), "error")
        elif self._edited.outcome is Outcome.CANCELLED:
            title = self.tr("已取消")
            self.problem.set_message(self.tr("取消之前改好的客户已保存，可以整批撤销。"), "warning")
        words = (self.tr("已修改"), self.tr("已是如此"), self.tr("不适用"), self.tr("不合规则，没有改"))
        self.set_words(title, words)
        set_texts(self.undo, self.tr("整批撤销"))


@dataclass(frozen=True, slots=True)
class Scope:
    """Some customers: how many there are, and what gives their local keys, which may read: not for the GUI thread."""

    number: int
    rids: Callable[[], Sequence[int]]

    @classmethod
    def of(cls, rids: Sequence[int]) -> Scope:
        """Make a scope of keys that are here."""
        return cls(len(rids), lambda: rids)


class BulkDialog(Dialog):
    """``edited(Edited)`` tells the end; ``rest_wanted`` asks to import pasted rows without a customer.

    ``scopes`` are the customers to choose from: the selected ones, and the whole list. With ``wishes``
    the dialog begins with the preview of a paste; ``rest`` counts the pasted rows that belong to nobody.
    """

    edited = Signal(object)
    rest_wanted = Signal()

    def __init__(
        self,
        context: Context,
        scopes: tuple[Scope, Scope],
        parent: QWidget | None = None,
        *,
        wishes: Wishes | None = None,
        rest: int = 0,
    ) -> None:
        super().__init__("bulk_dialog", parent, QSize(960, 660))
        self._context = context
        self._scopes = scopes
        self._pasted = wishes
        self._rest = rest
        self._wishes = wishes or Wishes()
        self._job: Job | None = None
        self._closing = False
        self._rids: Sequence[int] = ()  # of the preview: these are changed
        self.steps = StepBar()
        self.wishes = WishList()
        self.preview, self.running, self.outcome = BulkPreview(), _Running(), _Result()
        self.pages = QStackedWidget()
        for page in (self._first_page(), self.preview, self.running, self.outcome):
            self.pages.addWidget(page)
        self.leftover = Banner(kind="info")
        self.take_rest = make_button("", size="small", icon_name="upload", on_click=self._rest_clicked)
        self.take_rest.setObjectName("import_rest")
        line = QHBoxLayout()
        line.addWidget(self.leftover, 1)
        line.addWidget(self.take_rest)
        self.body.addWidget(self.steps)
        self.body.addLayout(line)
        self.body.addWidget(self.pages, 1)
        foot = step_foot(self, back=self.go_back, cancel=self.reject, go_on=self.go_on)
        self.back, self.cancel, self.next = foot.back, foot.cancel, foot.next
        self.wishes.edited.connect(self._show_buttons)
        self.running.cancelled.connect(self._cancel_job)
        self.running.hidden_wanted.connect(self.hide)
        self.outcome.undo_wanted.connect(self._undo)
        self._show(WISHES)
        self.settle()
        if wishes is not None:
            self.look()

    def _first_page(self) -> QWidget:
        self.selected, self.listed = QRadioButton(), QRadioButton()
        self.selected.setObjectName("scope_selected")
        self.listed.setObjectName("scope_list")
        self._group = QButtonGroup(self)
        for button, scope in zip((self.selected, self.listed), self._scopes, strict=True):
            self._group.addButton(button)
            button.setEnabled(scope.number > 0)
        (self.selected if self._scopes[0].number else self.listed).setChecked(True)
        self._scope_label, self._wish_label = make_label(role="section"), make_label(role="section")
        self._hint = make_label(role="muted", wrap=True)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(10)
        for widget in (self._scope_label, self.selected, self.listed, self._wish_label, self.wishes, self._hint):
            column.addWidget(widget)
        column.addStretch(1)
        return scrolled(page)

    def scope(self) -> Scope:
        """Return the customers to change."""
        return self._scopes[0] if self.selected.isChecked() else self._scopes[1]

    def go_on(self) -> None:
        """Go to the next step; the preview starts the change, the result closes."""
        page = self.pages.currentIndex()
        if page == WISHES:
            self._wishes = Wishes(self.wishes.actions_wanted())
            self.look()
        elif page == PREVIEW:
            self._run()
        elif page == RESULT:
            self.accept()

    def go_back(self) -> None:
        """Go back to the wishes."""
        self._show(WISHES)

    def look(self) -> None:
        """Make the preview."""
        app, scope, wishes = self._context.app, self.scope(), self._wishes

        def work(task: Task) -> tuple[Tally, list[Planned], Sequence[int]]:
            tally, kept = Tally(), list[Planned]()
            task.progress(0, 0)
            rids = scope.rids()
            task.progress(0, len(rids))
            done = 0
            for some in app.bulk.preview(rids, wishes):
                for planned in some:
                    fate = planned.verdict.fate
                    tally.add(fate)
                    if tally[fate] <= LISTED:
                        kept.append(planned)
                done += len(some)
                task.progress(done, len(rids))
            return tally, kept, rids

        self.running.start(importing=False)
        self._show(RUNNING)
        job = self._start(work).on_progress(self.running.line.set_progress)
        job.on_success(self._looked).on_failure(self._failed)
        job.cancelled.connect(self._look_cancelled)

    def reject(self) -> None:
        """Close; what is running stops first, at the end of its portion, and shows what it did."""
        if self._job is not None and self.pages.currentIndex() == RUNNING and self.running.importing:
            self._closing = True
            self._cancel_job()
            return
        if self._job is not None:
            self._job.cancel()
        super().reject()

    def retranslate(self) -> None:
        """Set every text."""
        pasted = self._pasted is not None
        self.set_head(self.tr("粘贴到客户") if pasted else self.tr("批量修改"))
        self.steps.set_names((self.tr("改什么"), self.tr("预览"), self.tr("修改"), self.tr("结果")))
        self.steps.setVisible(not pasted)
        self._scope_label.setText(self.tr("改哪些客户"))
        self.selected.setText(self.tr("选中的 %n 位", "", self._scopes[0].number))
        self.listed.setText(self.tr("列表中的全部 %n 位", "", self._scopes[1].number))
        self._wish_label.setText(self.tr("改什么"))
        self._hint.setText(self.tr("下一步先给出预览，确认之前不改动任何资料。修改后可以整批撤销。"))
        self.leftover.set_message(self.tr("有 %n 行找不到对应的客户。", "", self._rest), "info")
        set_texts(self.take_rest, self.tr("作为新客户导入…"))
        set_texts(self.back, self.tr("上一步"))
        set_texts(self.cancel, self.tr("取消"))
        self._show_buttons()

    # -- acting -----------------------------------------------------------------------------

    def _run(self) -> None:
        app, rids, wishes = self._context.app, array("q", self._rids), self._wishes
        kind = Kind.PASTE if self._pasted is not None else Kind.EDIT

        def work(task: Task) -> Edited:
            token = TaskToken(task)
            edited = app.bulk.run(rids, wishes, kind=kind, progress=token.progress, cancel=token)
            app.write_audit("bulk_edit", batch=edited.batch, changed=edited.tally[Fate.CHANGE])
            return edited

        self.running.start(importing=True)
        self._show(RUNNING)
        job = self._start(work).on_progress(self.running.line.set_progress)
        job.on_success(self._done).on_failure(self._failed)
        job.cancelled.connect(self._look_cancelled)

    @Slot(object)
    def _looked(self, found: tuple[Tally, list[Planned], Sequence[int]]) -> None:
        self._job = None
        tally, kept, self._rids = found
        self.preview.show_plan(tally, kept)
        self._show(PREVIEW)
        self.preview.table.setFocus()

    @Slot(object)
    def _done(self, edited: Edited) -> None:
        self._job = None
        app = self._context.app
        self._context.jobs.run(lambda task: app.build_search(lambda: task.cancelled, cards_a_slice=300))
        if edited.batch is not None:
            self._context.undo.push(BatchStep(app.batches, edited.batch, edited.tally[Fate.CHANGE]))
        self.outcome.show_result(edited)
        self._show(RESULT)
        self.edited.emit(edited)
        if self._closing or self.isHidden():
            self.accept()

    @Slot(object)
    def _failed(self, error: object) -> None:
        self._job = None
        self._show(PREVIEW if self._pasted is not None else WISHES)
        self.say_error(error)
        if self.isHidden():
            self._context.notify(in_words(error), kind="error")

    @Slot()
    def _look_cancelled(self) -> None:
        self._job = None
        if self._pasted is not None:
            super().reject()
        else:
            self._show(WISHES)

    def _undo(self) -> None:
        batch = self.outcome.result().batch
        if batch is not None:
            open_undo(self._context, self.parentWidget(), batch)
            self.accept()

    def _rest_clicked(self) -> None:
        self.rest_wanted.emit()
        self.reject()

    def _start(self, work: Work) -> Job:
        self.say("")
        self._job = self._context.jobs.run(work, Lane.POOL)
        return self._job

    @Slot()
    def _cancel_job(self) -> None:
        if self._job is not None:
            self.running.cancel.setEnabled(False)
            self._job.cancel()

    def _show(self, page: int) -> None:
        self.pages.setCurrentIndex(page)
        at = {WISHES: 0, PREVIEW: 1, RESULT: 3}
        self.steps.set_current(at.get(page, 2 if self.running.importing else 1))
        self.back.setVisible(page == PREVIEW and self._pasted is None)
        self.next.setVisible(page != RUNNING)
        self.cancel.setVisible(page in (WISHES, PREVIEW))
        for part in (self.leftover, self.take_rest):
            part.setVisible(page == PREVIEW and self._rest > 0)
        self.say("")
        self.retranslate()
        order_tabs(self)
        if page == RESULT:
            self.next.setFocus()

    def _show_buttons(self) -> None:
        page = self.pages.currentIndex()
        count = self.preview.changing()
        words = {PREVIEW: self.tr("修改 %n 位客户", "", count), RESULT: self.tr("完成")}
        set_texts(self.next, words.get(page, self.tr("预览")))
        ready = page != WISHES or (bool(self.wishes.actions_wanted()) and self.scope().number > 0)
        self.next.setEnabled(ready and (page != PREVIEW or count > 0))
