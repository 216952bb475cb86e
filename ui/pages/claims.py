"""Customers whom several people claim: the list of cases, and the case chosen beside it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop_crm.errors import CrmError
from desktop_crm.events import ChangeSet
from desktop_crm.queries.claims import Case
from ui.claims.decide import DecideDialog
from ui.claims.detail import CaseDetail
from ui.claims.model import CaseModel, Show, selected
from ui.claims.report import CaseReport
from ui.claims.steps import Withdrawing
from ui.claims.view import CaseView
from ui.context import Context
from ui.errors import describe
from ui.i18n import Translated
from ui.jobs import Lane, Task
from ui.timers import single_shot
from ui.undo import Step
from ui.widgets import Chip, ChipRow, EmptyState, lay_out_review, make_button, make_label

LIST_WIDTH = 320
#: The list is read anew this long after the last change, in milliseconds: a synchronisation tells many.
SETTLE_MS = 60


class ClaimsPage(Translated, QWidget):
    """``customer_wanted(id)``: show this customer. ``take_back`` undoes a step, as a message's button does."""

    customer_wanted = Signal(str)

    def __init__(self, context: Context, take_back: Callable[[Step], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("claims_page")
        self._context, self._take_back = context, take_back
        self._cases: list[Case] = []
        self._show, self._stopped, self._place = Show.OPEN, False, 0
        self.model = CaseModel(self)
        self.view, self.detail = CaseView(self.model), CaseDetail(context.app.today)
        self.chips = ChipRow("")
        self._title, self._hint = make_label(role="title"), make_label(role="muted")
        self._counts = make_button("", size="small", icon_name="chart-column", on_click=self._open_report)
        self._counts.setObjectName("case_report_button")
        self.empty = EmptyState("handshake", "")
        self._stack = QStackedWidget()
        self._settle = single_shot(self, SETTLE_MS, self.reload)
        self._lay_out()
        self._connect()
        self.retranslate()
        self.reload()

    def stop(self) -> None:
        """Read nothing more; the window is closing."""
        self._stopped = True
        self._settle.stop()

    def showEvent(self, event: QShowEvent) -> None:
        """Time passes: what was due yesterday is overdue now."""
        super().showEvent(event)
        if event.type() == QEvent.Type.Show and not event.spontaneous():
            self.reload()
            self.view.setFocus()

    @Slot()
    def reload(self) -> None:
        """Read the cases anew, in the background."""
        if self._stopped:
            return
        app = self._context.app

        def read(_task: Task) -> tuple[list[Case], str]:
            return app.claim_queries.cases(), app.facts().get("user_id", "")

        self._context.jobs.run(read, Lane.POOL).on_success(self._arrived).on_failure(self._failed)

    def show_case(self, case_id: str) -> None:
        """Choose a case, as it stands now."""
        app = self._context.app

        def choose(case: Case) -> None:
            self._cases = [case, *(one for one in self._cases if one.id != case_id)]
            self._chosen((Show.OPEN if case.is_open else Show.DECIDED).value)
            self.view.choose(self.model.place_of(case_id))

        self._context.jobs.run(lambda _task: app.claim_queries.case(case_id), Lane.POOL).on_success(choose).on_failure(
            self._failed
        )

    def retranslate(self) -> None:
        """Set every text."""
        self._title.setText(self.tr("撞单"))
        self.view.setAccessibleName(self.tr("撞单"))
        self.chips.setAccessibleName(self.tr("筛选"))
        self._counts.setText(self.tr("月度统计"))
        self._counts.setAccessibleName(self.tr("月度统计"))
        self._say()

    # -- what is shown ----------------------------------------------------------------------

    @Slot(object)
    def _arrived(self, answer: tuple[list[Case], str]) -> None:
        if not self._stopped:
            self._cases, self.detail.me = answer
            self._say()

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        if not isinstance(error, CrmError):
            raise error
        self._context.notify(describe(error).whole().replace("\n", ""), kind="warning")

    def _say(self) -> None:
        names = {Show.OPEN: self.tr("待裁定"), Show.MINE: self.tr("与我有关"), Show.DECIDED: self.tr("已裁定")}
        counts = {show: len(selected(self._cases, show)) for show in Show}
        self.chips.set_chips([Chip(show.value, names[show], counts[show]) for show in Show])
        self.chips.choose(self._show.value)
        self._hint.setText(self.tr("几位业务人员在争同一位客户；裁定前报价冻结。"))
        here = self.view.current()
        self.model.show_items(selected(self._cases, self._show))
        place = self.model.place_of(here.id) if here is not None else -1
        self.view.choose(place if place >= 0 else self._place)
        self.empty.set_texts(*self._nothing(counts[Show.OPEN]))
        self._stack.setCurrentIndex(0 if self.model.rowCount() else 1)

    def _nothing(self, open_ones: int) -> tuple[str, str]:
        if self._show is Show.DECIDED:
            return self.tr("还没有裁定过"), self.tr("裁定过的撞单会列在这里，附有理由。")
        if open_ones:
            return self.tr("这里没有撞单"), self.tr("其他撞单在「待裁定」里。")
        return (
            self.tr("没有撞单"),
            self.tr("两个人登记了同一位客户时，同步会立即发现，并通知经理和所有相关的人。"),
        )

    @Slot(str)
    def _chosen(self, key: str) -> None:
        self._show, self._place = Show(key), 0
        self._say()

    @Slot(object)
    def _picked(self, case: Case | None) -> None:
        self.detail.setVisible(case is not None)
        self.detail.show_case(case)
        if case is not None:
            self._place = max(self.model.place_of(case.id), 0)

    @Slot(object)
    def _changed(self, _change: ChangeSet) -> None:
        if not self._stopped:
            self._settle.start()

    # -- deciding ---------------------------------------------------------------------------

    def decide(self, *, dismiss: bool = False) -> DecideDialog | None:
        """Open the dialog of the decision; None without a case that may be decided."""
        case = self.detail.case
        if case is None or not case.is_open or not case.judge:
            return None
        dialog = DecideDialog(self._context, case, dismiss=dismiss, parent=self.window())
        dialog.decided.connect(self._decided)
        dialog.open()
        return dialog

    @Slot()
    def _decided(self) -> None:
        self._context.notify(self.tr("已裁定；服务器收到后最终生效。"), kind="success")
        self.reload()
        self.view.setFocus()

    @Slot(bool)
    def _withdraw(self, again: bool) -> None:
        case = self.detail.case
        if case is None:
            return
        service = self._context.app.claims
        try:
            service.withdraw(case.id, again=again)
        except CrmError as error:
            self._failed(error)
            return
        step = Withdrawing(service, case.id, again=again)
        self._context.undo.push(step)
        said = self.tr("已重新主张：%1") if again else self.tr("已撤回主张：%1")
        undo = (self.tr("撤销"), lambda: self._take_back(step))
        self._context.notify(said.replace("%1", case.name), undo, kind="success")
        self.reload()

    @Slot()
    def _open_report(self) -> None:
        CaseReport(self._context, self.window()).open()

    @Slot(object)
    def _opened(self, _case: Case) -> None:
        if self.decide() is None:
            self.detail.party_view.setFocus()

    # -- building ---------------------------------------------------------------------------

    def _connect(self) -> None:
        self.view.picked.connect(self._picked)
        self.view.opened.connect(self._opened)
        self.detail.decide_wanted.connect(self.decide)
        self.detail.dismiss_wanted.connect(lambda: self.decide(dismiss=True))
        self.detail.withdraw_wanted.connect(self._withdraw)
        self.detail.customer_wanted.connect(self._open_customer)
        self.chips.chosen.connect(self._chosen)
        self._context.bridge.changed.connect(self._changed)

    @Slot(str)
    def _open_customer(self, customer_id: str) -> None:
        if self._context.app.queries.cards([customer_id]):  # a colleague's card need not be here
            self.customer_wanted.emit(customer_id)

    def _lay_out(self) -> None:
        lay_out_review(
            self, (self._title, self._hint), self._counts, (self.chips,), self._stack,
            view=self.view, detail=self.detail, empty=self.empty, width=LIST_WIDTH,
        )  # fmt: skip
