"""Customers whom several people claim: the list of cases, and the case chosen beside it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from desktop_crm.errors import CrmError
from desktop_crm.queries.claims import Case
from ui.claims.decide import DecideDialog
from ui.claims.detail import CaseDetail
from ui.claims.model import CaseModel, Show, selected
from ui.claims.report import CaseReport
from ui.claims.steps import Withdrawing
from ui.claims.view import CaseView
from ui.context import Context
from ui.jobs import Lane, Task
from ui.pages.review import ReviewPage
from ui.undo import Step
from ui.widgets import make_button

LIST_WIDTH = 320


class ClaimsPage(ReviewPage):
    """``take_back`` undoes a step, as a message's button does."""

    def __init__(self, context: Context, take_back: Callable[[Step], object], parent: QWidget | None = None) -> None:
        super().__init__(context, "claims_page", Show.OPEN, "handshake", parent)
        self._take_back = take_back
        self._cases: list[Case] = []
        self.model = CaseModel(self)
        self.view, self.detail = CaseView(self.model), CaseDetail(context.app.today)
        self._counts = make_button("", size="small", icon_name="chart-column", on_click=self._open_report)
        self._counts.setObjectName("case_report_button")
        self.lay_out(self.detail, self._counts, LIST_WIDTH)
        self._connect()
        self.retranslate()
        self.reload()

    def read(self, _task: Task) -> tuple[list[Case], str]:
        """Read the cases, and who asks."""
        app = self._context.app
        return app.claim_queries.cases(), app.facts().get("user_id", "")

    def keep(self, answer: tuple[list[Case], str]) -> None:
        """Take the cases that were read."""
        self._cases, self.detail.me = answer

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
        self.say()

    # -- what is shown ----------------------------------------------------------------------

    def say(self) -> None:
        """Show the cases of the chip that is chosen."""
        names = {Show.OPEN: self.tr("待裁定"), Show.MINE: self.tr("与我有关"), Show.DECIDED: self.tr("已裁定")}
        counts = {show: len(selected(self._cases, show)) for show in Show}
        self._hint.setText(self.tr("几位业务人员在争同一位客户；裁定前报价冻结。"))
        self.empty.set_texts(*self._nothing(counts[Show.OPEN]))
        self.list_items(selected(self._cases, Show(self._show)), names, counts)

    def _nothing(self, open_ones: int) -> tuple[str, str]:
        if self._show is Show.DECIDED:
            return self.tr("还没有裁定过"), self.tr("裁定过的撞单会列在这里，附有理由。")
        if open_ones:
            return self.tr("这里没有撞单"), self.tr("其他撞单在「待裁定」里。")
        return (
            self.tr("没有撞单"),
            self.tr("两个人登记了同一位客户时，同步会立即发现，并通知经理和所有相关的人。"),
        )

    @Slot(object)
    def _picked(self, case: Case | None) -> None:
        self.detail.setVisible(case is not None)
        self.detail.show_case(case)
        if case is not None:
            self._place = max(self.model.place_of(case.id), 0)

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

    @Slot(str)
    def _open_customer(self, customer_id: str) -> None:
        if self._context.app.queries.cards([customer_id]):  # a colleague's card need not be here
            self.customer_wanted.emit(customer_id)
