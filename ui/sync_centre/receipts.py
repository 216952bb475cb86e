"""What was sent, and its receipts: commit, tag, and what became of it in words."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from pathlib import Path
from typing import cast

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QWidget

from desktop_crm.exchange.receipts_csv import export_receipts
from desktop_crm.queries.sync_log import ReceiptFilter, ReceiptRow
from ui.context import Context
from ui.i18n import language
from ui.jobs import Task
from ui.models.texts import long_moment
from ui.sync_centre.rows import Cell, LogModel, LogRow, Look
from ui.sync_centre.tab import DetailStrip, ListTab
from ui.sync_centre.view import LogView
from ui.sync_centre.words import TINTS, operation_words, outcome_sentence, outcome_word, receipt_number
from ui.widgets import SearchBox, make_button

#: Outcomes in the order of the choice.
OUTCOMES = ("applied", "merged", "same", "partly", "lost", "inbox", "quarantined", "erased")


class ReceiptsTab(ListTab):
    """One row an operation; below the list, what the chosen one means and where to go on."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, "sync_receipts", parent)
        self._text = ""
        self._outcome = ""
        self.search = SearchBox("")
        self.search.setObjectName("sync_receipts_search")
        self.search.setFixedWidth(280)
        self.export = make_button("", icon_name="download", on_click=self.export_clicked)
        self.export.setObjectName("sync_receipts_export")
        top = QHBoxLayout()
        top.setSpacing(8)
        self.outcomes = QComboBox()
        self.outcomes.setObjectName("sync_receipts_outcomes")
        self.outcomes.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        top.addWidget(self.search)
        top.addWidget(self.outcomes)
        top.addStretch(1)
        top.addWidget(self.export)
        self.column.addLayout(top)
        self.model = LogModel(self._titles, self._rows, parent=self)
        self.view = LogView(self.model, (190, 0, 120, 210, 130))
        self.view.setObjectName("sync_receipts_list")
        self.lay_out("shield-check", self._read_receipts, self._show_receipts)
        self.strip = DetailStrip("sync_receipts_conflict", self._conflict_clicked)
        self.panel.body.addWidget(self.strip)
        self._counts: dict[str, int] = {}
        self.retranslate()
        self.search.searched.connect(self._search)
        self.outcomes.activated.connect(self._choose)
        self.view.picked.connect(self._explain)

    def _read_receipts(self) -> tuple[array[int], dict[str, int]]:
        wanted = self._filter()
        log = self.context.app.sync_log
        return log.receipt_keys(wanted), log.outcomes(wanted)

    def _show_receipts(self, found: tuple[array[int], dict[str, int]]) -> None:
        """Show keys and counts; the same list is left standing."""
        keys, self._counts = found
        self._set_outcomes()
        if keys != self.model.keys:
            self.model.show_keys(keys)
        else:
            self.model.forget()
        self.show_rows()
        self.export.setEnabled(bool(keys))

    def retranslate(self) -> None:
        """Set every text."""
        self.view.setAccessibleName(self.tr("已发送的修改和收据"))
        self.search.set_texts(self.tr("查找客户的收据"), self.tr("客户姓名、拼音或编号"))
        self.outcomes.setAccessibleName(self.tr("结果"))
        self.export.setText(self.tr("导出收据"))
        self.export.setAccessibleName(self.tr("导出收据"))
        title = self.tr("没有找到收据") if self._text or self._outcome else self.tr("还没有收据")
        self.empty.set_texts(
            title, self.tr("服务器收下每处修改后都会给一张收据：提交号、标签和结果。收据在本机保留 30 天。")
        )
        self._set_outcomes()
        self.model.forget()

    def export_clicked(self) -> None:
        """Ask for a file and write the receipts shown into it."""
        name = f"receipts-{self.context.app.today().isoformat()}.csv"
        chosen, _kind = QFileDialog.getSaveFileName(self, self.tr("导出收据"), name, "CSV (*.csv)")
        if chosen:
            self.export_to(Path(chosen))

    def export_to(self, path: Path) -> None:
        """Write the receipts shown as csv, in the background; the export is logged."""
        wanted, app, words = self._filter(), self.context.app, language()

        def work(task: Task) -> int:
            count = export_receipts(app.sync_log, path, wanted, words, task.progress)
            app.write_audit("export_receipts", receipts=count)
            return count

        self.context.jobs.run(work).on_success(self._exported).on_failure(self.tell)

    # -- parts ------------------------------------------------------------------------------

    def _filter(self) -> ReceiptFilter:
        meant = self.context.app.sync_log.customers_meant(self._text) if self._text else None
        return ReceiptFilter(outcome=self._outcome, agg_ids=meant)

    def _search(self, text: str) -> None:
        self._text = text.strip()
        self.retranslate()
        self.reload()

    def show_outcome(self, outcome: str) -> None:
        """Show receipts of one outcome, "" for all."""
        self._outcome = outcome
        self.retranslate()
        self.reload()

    @Slot(int)
    def _choose(self, place: int) -> None:
        self.show_outcome(str(self.outcomes.itemData(place) or ""))

    def _set_outcomes(self) -> None:
        """Offer the outcomes there are, with their numbers; those of a newer server last."""
        known = [name for name in OUTCOMES if name in self._counts or name == self._outcome]
        known += sorted(self._counts.keys() - set(OUTCOMES) - {""})
        self.outcomes.clear()
        self.outcomes.addItem(f"{self.tr('全部结果')}  {sum(self._counts.values()):,}", "")
        for name in known:
            self.outcomes.addItem(f"{outcome_word(name)}  {self._counts.get(name, 0):,}", name)
        self.outcomes.setCurrentIndex(max(0, self.outcomes.findData(self._outcome)))

    def _titles(self) -> Sequence[str]:
        return (self.tr("客户"), self.tr("修改"), self.tr("结果"), self.tr("收据"), self.tr("收下时间"))

    def _rows(self, keys: Sequence[object]) -> Sequence[LogRow | None]:
        found = self.context.app.sync_log.receipts(cast("Sequence[int]", keys))
        return [self._row(row) if row is not None else None for row in found]

    def _row(self, row: ReceiptRow) -> LogRow:
        name = row.display_name or row.customer_no
        return LogRow(
            (
                Cell(name or self.tr("已不在本机的客户"), Look.NAME),
                Cell(operation_words(row.operation)),
                Cell(outcome_word(row.outcome), Look.PILL, TINTS.get(row.outcome, "grey")),
                Cell(receipt_number(row), Look.MUTED),
                Cell(long_moment(row.answered_at, self.context.app.today()), Look.MUTED),
            ),
            row.operation.agg_id if name else "",
            detail=outcome_sentence(row),
            conflict=row.inbox,
        )

    def _explain(self, row: LogRow | None) -> None:
        conflict = row is not None and bool(row.conflict and row.agg_id)
        self.strip.say(row.detail if row is not None else "", self.tr("查看冲突") if conflict else "")

    def _conflict_clicked(self) -> None:
        row = self.view.current_row()
        if row is not None:
            self.conflict_wanted.emit(row.agg_id)

    def _opened(self, row: LogRow) -> None:
        if row.agg_id:
            self.customer_wanted.emit(row.agg_id)

    def _exported(self, number: int) -> None:
        self.context.notify(self.tr("已导出 %n 张收据", "", number), kind="success")
