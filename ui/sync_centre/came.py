"""What came: what colleagues changed on the customers of this laptop, by customer, each thing once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from desktop_crm.domain.filters.quick import QUICK
from desktop_crm.queries.customers import ListFilter
from desktop_crm.queries.sync_digest import Came, CameCard, start_of
from ui.context import Context
from ui.jobs import Task
from ui.models.texts import long_moment
from ui.sync_centre.rows import Cell, LogModel, LogRow, Look
from ui.sync_centre.tab import ListTab
from ui.sync_centre.view import LogView
from ui.sync_centre.words import came_words, changes_words
from ui.widgets import Chip, ChipRow, ElidedLabel, make_button

PERIODS = ("today", "yesterday", "week", "month")
_MINE = "sync_centre/mine"


class CameTab(ListTab):
    """One row a customer, below it one line a field; the sentence above counts who came and who left.

    ``all_seen``: the person has looked at everything.
    """

    all_seen = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, "sync_came", parent)
        self._period = "yesterday"
        self._found = Came((), 0, 0, 0)
        self.periods = ChipRow("")
        self.mine = QCheckBox()
        self.mine.setObjectName("sync_came_mine")
        self.mine.setChecked(context.settings.flag(_MINE, default=True))
        self.summary = ElidedLabel("", "muted")
        self.looked = make_button("", icon_name="list-checks", on_click=self._looked_clicked)
        self.looked.setObjectName("sync_came_looked")
        top = QHBoxLayout()
        top.setSpacing(14)
        top.addWidget(self.periods, 1)
        top.addWidget(self.mine)
        top.addWidget(self.looked)
        self.column.addLayout(top)
        self.column.addWidget(self.summary)
        self.model = LogModel(self._titles, self._rows, self._lines, self)
        self.view = LogView(self.model, (280, 0, 150, 130))
        self.view.setObjectName("sync_came_list")
        self.lay_out("inbox", self._read_digest, self._show_digest)
        self.retranslate()
        self.periods.chosen.connect(self._choose)
        self.mine.toggled.connect(self._mine_only)

    def show_period(self, period: str) -> None:
        """Show what came in a period of :data:`PERIODS`."""
        self.periods.choose(period)

    def _read_digest(self) -> tuple[Came, int]:
        app = self.context.app
        found = app.sync_log.came.since(self._since(), mine_only=self.mine.isChecked())
        return found, app.queries.count(ListFilter(where=QUICK["unseen"]))

    def _show_digest(self, read: tuple[Came, int]) -> None:
        opened = {cast(CameCard, key).agg_id for place, key in enumerate(self.model.keys) if self._is_open(place)}
        self._found, unseen = read
        self.looked.setEnabled(unseen > 0)
        self.model.show_keys(self._found.cards)
        for place, card in enumerate(self._found.cards):
            if card.agg_id in opened or len(self._found.cards) == 1:
                self.view.setExpanded(self.model.index(place, 0), True)
        self.summary.setText(self._summary())
        self.show_rows()

    def retranslate(self) -> None:
        """Set every text."""
        self.view.setAccessibleName(self.tr("收到的更新"))
        self.periods.setAccessibleName(self.tr("时间"))
        words = (self.tr("今天"), self.tr("昨天以来"), self.tr("本周"), self.tr("30 天内"))
        self.periods.set_chips([Chip(key, text) for key, text in zip(PERIODS, words, strict=True)])
        self.periods.choose(self._period)
        self.mine.setText(self.tr("只看我负责的客户"))
        self.looked.setText(self.tr("全部标为已看"))
        self.looked.setAccessibleName(self.looked.text())
        self.looked.setToolTip(self.tr("去掉客户列表里的更新标记"))
        self.empty.set_texts(self.tr("这段时间没有收到更新"), self.tr("同事改了您能看到的客户，同步后会列在这里。"))
        self.summary.setText(self._summary())
        self.model.forget()

    def _looked_clicked(self) -> None:
        app = self.context.app

        def work(_task: Task) -> int:
            return app.mark_seen()

        self.context.jobs.run(work).on_success(self._looked_at).on_failure(self.tell)

    def _looked_at(self, _number: int) -> None:
        self.looked.setEnabled(False)
        self.all_seen.emit()

    def _is_open(self, place: int) -> bool:
        return self.view.isExpanded(self.model.index(place, 0))

    def _since(self) -> str:
        return start_of(self._period, self.context.app.today())

    def _choose(self, period: str) -> None:
        self._period = period
        self.reload()

    def _mine_only(self, on: bool) -> None:
        self.context.settings.set_flag(_MINE, on)
        self.reload()

    def _summary(self) -> str:
        found = self._found
        parts = [self.tr("同事改了 %n 位客户", "", found.changed)] if found.changed else []
        parts += [self.tr("%n 位转来", "", found.new)] if found.new else []
        parts += [self.tr("%n 位转走", "", found.left)] if found.left else []
        if found.changed > len(found.cards):
            parts.append(self.tr("列出最近的 %n 位", "", len(found.cards)))
        return " · ".join(parts)

    def _titles(self) -> Sequence[str]:
        return (self.tr("客户"), self.tr("改动"), self.tr("谁改的"), self.tr("收到"))

    def _rows(self, keys: Sequence[object]) -> Sequence[LogRow]:
        today = self.context.app.today()
        return [
            LogRow(
                (
                    Cell(card.display_name or card.customer_no, Look.NAME),
                    Cell(changes_words(card.lines), Look.PILL, "blue"),
                    Cell("、".join(card.by), Look.MUTED),
                    Cell(long_moment(card.came_at, today), Look.MUTED),
                ),
                card.agg_id,
                card.lines,
            )
            for card in cast("Sequence[CameCard]", keys)
        ]

    def _lines(self, key: object) -> Sequence[LogRow]:
        agg_id = cast(CameCard, key).agg_id
        today = self.context.app.today()
        found = []
        for line in self.context.app.sync_log.came.lines(agg_id, self._since()):
            what, how = came_words(line)
            cells = (Cell(what, Look.MUTED), Cell(how), Cell(line.by), Cell(long_moment(line.at, today), Look.MUTED))
            found.append(LogRow(cells, agg_id))
        return found
