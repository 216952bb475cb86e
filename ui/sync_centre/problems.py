"""What went wrong lately, in words, when, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtWidgets import QWidget

from desktop_crm.store.troubles import Trouble
from ui.context import Context
from ui.i18n import language
from ui.models.texts import long_moment
from ui.sync_centre.rows import Cell, LogModel, LogRow, Look
from ui.sync_centre.tab import DetailStrip, ListTab
from ui.sync_centre.view import LogView
from ui.sync_trouble import CONNECT_ANEW, whole_words


class ProblemsTab(ListTab):
    """One row a trouble; below the list, what is safe and what to do about the chosen one."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, "sync_problems", parent)
        self.model = LogModel(self._titles, self._rows, parent=self)
        self.view = LogView(self.model, (0, 90, 150, 150, 120))
        self.view.setObjectName("sync_problems_list")
        self.lay_out("circle-check", context.app.sync_log.troubles, self._show_troubles)
        self.strip = DetailStrip("sync_problems_go", self._go_clicked)
        self.panel.body.addWidget(self.strip)
        self.retranslate()
        self.view.picked.connect(self._explain)

    def retranslate(self) -> None:
        """Set every text."""
        self.view.setAccessibleName(self.tr("同步的问题"))
        self.empty.set_texts(self.tr("没有问题"), self.tr("同步出错时，这里用文字说明原因、什么是安全的、该怎么办。"))
        self.model.forget()

    def _show_troubles(self, found: list[Trouble]) -> None:
        chosen = self._chosen()
        self.model.show_keys(found)
        self.show_rows()
        place = next((at for at, trouble in enumerate(found) if chosen and trouble.n == chosen.n), -1)
        if place >= 0:
            self.view.choose(place)

    def _chosen(self) -> Trouble | None:
        row = self.view.current_row()
        return cast(Trouble, row.target) if row is not None else None

    def _explain(self, row: LogRow | None) -> None:
        if row is None:
            self.strip.say("")
            return
        trouble = cast(Trouble, row.target)
        again = self.tr("重新连接") if trouble.code in CONNECT_ANEW else self.tr("立即重试")
        self.strip.say(row.detail, "" if trouble.over else again)

    def _go_clicked(self) -> None:
        trouble = self._chosen()
        if trouble is not None:
            self.action_wanted.emit("connect" if trouble.code in CONNECT_ANEW else "sync")

    def _titles(self) -> Sequence[str]:
        return (self.tr("问题"), self.tr("次数"), self.tr("第一次"), self.tr("最近一次"), self.tr("现在"))

    def _rows(self, keys: Sequence[object]) -> Sequence[LogRow]:
        today = self.context.app.today()
        found = []
        for trouble in cast("Sequence[Trouble]", keys):
            words = whole_words(trouble.code)
            state = (
                Cell(self.tr("已过去"), Look.PILL, "green")
                if trouble.over
                else Cell(self.tr("还在"), Look.PILL, "amber")
            )
            cells = (
                Cell(words.what),
                Cell(f"{trouble.times:,}", Look.MUTED),
                Cell(long_moment(trouble.first_at, today), Look.MUTED),
                Cell(long_moment(trouble.last_at, today), Look.MUTED),
                state,
            )
            space = " " if language() == "en" else ""
            detail = space.join(part for part in (words.what, words.safe, words.todo) if part)
            found.append(LogRow(cells, detail=detail, target=trouble))
        return found
