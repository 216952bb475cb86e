"""How many cases each person had in each month, and how they ended."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from desktop_crm.queries.claims import CaseCount
from ui.context import Context
from ui.dialogs._frame import Dialog, set_texts
from ui.jobs import Lane, Task
from ui.sync_centre.rows import Cell, LogModel, LogRow, Look
from ui.sync_centre.view import LogView
from ui.widgets import make_button


class CaseReport(Dialog):
    """Cases per person and month."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("case_report", parent, QSize(680, 520))
        self._counts: list[CaseCount] = []
        self.model = LogModel(self._titles, self._rows, parent=self)
        self.view = LogView(self.model, (100, 0, 90, 90, 90, 90))
        self.view.setObjectName("case_counts")
        self.body.addWidget(self.view, 1)
        self.close_button = make_button("", role="primary", on_click=self.reject)
        self.close_button.setObjectName("close")
        self.foot.addStretch(1)
        self.foot.addWidget(self.close_button)
        self.settle()
        queries = context.app.claim_queries

        def work(_task: Task) -> list[CaseCount]:
            return queries.report()

        context.jobs.run(work, Lane.POOL).on_success(self._arrived).on_failure(self.say_error)

    def retranslate(self) -> None:
        """Set every text."""
        self.set_head(self.tr("撞单统计"), self.tr("每月每人的撞单，按发现的月份。只算您能看到的。"))
        self.view.setAccessibleName(self.tr("撞单统计"))
        set_texts(self.close_button, self.tr("关闭"))
        self.model.forget()

    def _arrived(self, counts: list[CaseCount]) -> None:
        self._counts = counts
        self.model.show_keys(counts)
        if not counts:
            self.say(self.tr("还没有撞单。"))

    def _titles(self) -> Sequence[str]:
        return (
            self.tr("月份"), self.tr("业务人员"), self.tr("撞单"), self.tr("待裁定"), self.tr("判归"), self.tr("撤回"),
        )  # fmt: skip

    def _rows(self, keys: Sequence[object]) -> Sequence[LogRow]:
        rows = []
        for one in keys:
            if isinstance(one, CaseCount):
                numbers = (one.cases, one.open, one.won, one.withdrawn)
                told = [Cell(str(number), Look.TEXT if number else Look.MUTED) for number in numbers]
                rows.append(LogRow((Cell(one.month, Look.MUTED), Cell(one.name, Look.NAME), *told)))
        return rows
