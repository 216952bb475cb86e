"""What waits: the operations without an answer, by customer, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.models.texts import long_moment
from ui.sync_centre.rows import Cell, LogModel, LogRow, Look
from ui.sync_centre.tab import ListTab
from ui.sync_centre.view import LogView
from ui.sync_centre.words import changes_words, kind_words, operation_lines

#: So few customers are shown opened.
OPENED = 12

_Key = tuple[str, int, int, int]


class WaitingTab(ListTab):
    """One row a customer, below it one line a changed field."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, "sync_waiting", parent)
        self.model = LogModel(self._titles, self._rows, self._lines, self)
        self.view = LogView(self.model, (300, 0, 150))
        self.view.setObjectName("sync_waiting_list")
        self.lay_out("circle-check", context.app.sync_log.waiting_cards, self._show_cards)
        self.retranslate()

    def _show_cards(self, keys: list[_Key]) -> None:
        """Show them; rows opened stay open, and few customers are all opened."""
        opened = {key[0] for place, key in enumerate(self._keys()) if self._is_open(place)}
        fresh = not self._keys()
        current = self.view.current_row()
        self.model.show_keys(keys)
        for place, key in enumerate(keys):
            if key[0] in opened or (fresh and len(keys) <= OPENED):
                self.view.setExpanded(self.model.index(place, 0), True)
            if current is not None and current.agg_id == key[0]:
                self.view.choose(place)
        self.show_rows()

    def retranslate(self) -> None:
        """Set every text."""
        self.view.setAccessibleName(self.tr("待发送的修改"))
        self.empty.set_texts(
            self.tr("没有待发送的修改"), self.tr("保存的修改会自动发给公司服务器；没有网络时先留在这里，不会丢。")
        )
        self.model.forget()

    def _keys(self) -> Sequence[_Key]:
        return cast("Sequence[_Key]", self.model.keys)

    def _is_open(self, place: int) -> bool:
        return self.view.isExpanded(self.model.index(place, 0))

    def _titles(self) -> Sequence[str]:
        return (self.tr("客户"), self.tr("修改"), self.tr("修改时间"))

    def _rows(self, keys: Sequence[object]) -> Sequence[LogRow]:
        cards = self.context.app.sync_log.name_cards(cast("Sequence[_Key]", keys))
        unknown = self.tr("已不在本机的客户")
        return [
            LogRow(
                (
                    Cell(card.display_name or card.customer_no or unknown, Look.NAME),
                    Cell(changes_words(card.operations), Look.PILL, "blue"),
                    Cell(long_moment(card.last_at, self.context.app.today()), Look.MUTED),
                ),
                card.agg_id if card.customer_no or card.display_name else "",
                card.operations,
            )
            for card in cards
        ]

    def _lines(self, key: object) -> Sequence[LogRow]:
        agg_id = cast(_Key, key)[0]
        today = self.context.app.today()
        found = []
        for operation in self.context.app.sync_log.waiting(agg_id):
            when = long_moment(operation.made_at, today)
            for what, how in operation_lines(operation):
                cells = (Cell(what, Look.MUTED), Cell(how or kind_words(operation)), Cell(when, Look.MUTED))
                found.append(LogRow(cells, agg_id))
        return found
