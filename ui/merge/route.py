"""To the page of a merge and back, and taking merged customers apart. The page is made when it is first wanted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from desktop_crm.domain.merging import Plan
from desktop_crm.errors import CrmError
from desktop_crm.services.merging import Merged
from ui.context import Context
from ui.errors import describe
from ui.jobs import Task
from ui.merge.step import Merging, Parting
from ui.pages.place import Place

if TYPE_CHECKING:
    from ui.merge.page import MergePage


class MergeRoute(QObject):
    """Merges customers by hand. ``place`` is the window."""

    def __init__(self, context: Context, place: Place, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._place = context, place
        self._page: MergePage | None = None

    def open(self, ids: Sequence[str]) -> None:
        """Show how some customers would become one, to decide; says why where they cannot."""
        service, wanted = self._context.app.merging, list(ids)

        def work(_task: Task) -> Plan:
            return service.plan(wanted)

        self._context.jobs.run(work).on_success(self._show).on_failure(self._failed)

    def part(self, stays: str, gone: Sequence[str]) -> None:
        """Take merged customers out of the one that stays."""
        service, wanted = self._context.app.merging, list(gone)

        def work(_task: Task) -> None:
            service.unmerge(wanted)

        def parted(_done: object) -> None:
            self._parted(stays, wanted)

        self._context.jobs.run(work).on_success(parted).on_failure(self._failed)

    @property
    def page(self) -> MergePage:
        """The page, made when it is first wanted."""
        if self._page is None:
            from ui.merge.page import MergePage

            self._page = MergePage(self._context)
            self._page.confirmed.connect(self._merge)
            self._page.left.connect(self._leave)
            self._place.pages.addWidget(self._page)
        return self._page

    # -- parts ------------------------------------------------------------------------------

    @Slot(object)
    def _show(self, plan: Plan) -> None:
        self._place.editing.leave()
        self._place.navigation.go_to("customers")
        self._place.pages.setCurrentWidget(self.page)
        self.page.show_plan(plan)

    @Slot(object)
    def _merge(self, plan: Plan) -> None:
        service = self._context.app.merging
        self.page.wait()

        def work(_task: Task) -> Merged:
            return service.merge(plan)

        def merged(done: Merged) -> None:
            self._merged(plan, done)

        self._context.jobs.run(work).on_success(merged).on_failure(self._not_merged)

    def _merged(self, plan: Plan, done: Merged) -> None:
        step = Merging(self._context.app.merging, plan, done)
        self._context.undo.push(step)
        self._place.show_customer(done.stays)
        self._place.customers.await_customer(done.stays)  # it may have another name, and stand elsewhere in the list
        said = self.tr("已把 %n 张档案合并到 %1", "", len(done.gone)).replace("%1", plan.survivor.customer_no)
        self._context.notify(said, (self.tr("撤销"), lambda: self._take_back(step)), kind="success")

    def _parted(self, stays: str, gone: Sequence[str]) -> None:
        step = Parting(self._context.app.merging, stays, gone)
        self._context.undo.push(step)
        here = len(self._context.app.queries.cards(gone))
        if here == len(gone):
            said = self.tr("已拆出 %n 张档案", "", len(gone))
        else:
            said = self.tr("已要求拆出 %n 张档案，它的记录随下一次同步回来", "", len(gone))
        self._context.notify(said, (self.tr("撤销"), lambda: self._take_back(step)), kind="success")

    def _take_back(self, step: Merging | Parting) -> None:
        try:
            self._context.undo.take_back(step)
        except CrmError as error:
            self._failed(error)

    @Slot(object)
    def _not_merged(self, error: Exception) -> None:
        """Somebody changed one of the cards: look at what they say now."""
        plan = self.page.model.plan
        self._failed(error)
        if plan is not None:
            self.open([card.id for card in plan.cards])

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        if not isinstance(error, CrmError):
            raise error
        self._context.notify(describe(error).whole().replace("\n", ""), kind="warning")

    @Slot()
    def _leave(self) -> None:
        self._place.go_to("customers")
