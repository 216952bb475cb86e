"""Copying rows of the list for a spreadsheet program, and pasting a block from one onto them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop_crm.domain.bulk import Fate
from desktop_crm.queries.customers import ListRow
from desktop_crm.services.bulk_edit import Edited, Wishes
from ui.bulk.cells import field_of, goes_out, outside_text
from ui.context import Context
from ui.errors import describe
from ui.i18n import language
from ui.jobs import Lane, Task
from ui.models.columns import COLUMNS, RegisterColumn
from ui.pages.customers import CustomersPage

if TYPE_CHECKING:
    from desktop_crm.exchange.clipboard import Pasting, Target

#: More rows than this are exported to a file instead.
MOST = 50_000
_SLICE = 500


class Clipboard(QObject):
    """Copies and pastes for the list of ``page``."""

    def __init__(self, context: Context, page: CustomersPage, window: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._page, self._window = context, page, window
        self._pasting: Pasting | None = None

    # -- copying ----------------------------------------------------------------------------

    @Slot()
    def copy(self) -> None:
        """Put the selected rows on the clipboard, with the columns one sees; that is written down like an export."""
        rids = self._page.view.selected_rids()
        if len(rids) > MOST:
            text = self.tr("一次最多复制 %1 行，更多请用导出。").replace("%1", f"{MOST:,}")
            self._context.notify(text, kind="warning")
            return
        columns = [column for column in self._columns() if goes_out(column)]
        revealed = self._page.card.revealed_fields() if len(rids) == 1 else frozenset[str]()
        app, spoken = self._context.app, language()

        def work(task: Task) -> list[list[str]]:
            table = [[column.label(spoken) for column in columns]]
            today = app.today()
            for start in range(0, len(rids), _SLICE):
                task.check()
                for row in app.queries.rows(rids[start : start + _SLICE]):
                    if row is not None:
                        table.append([outside_text(one, row, spoken, today, revealed) for one in columns])
            detail = {"count": len(table) - 1, "columns": [one.id for one in columns], "revealed": sorted(revealed)}
            if revealed:
                app.revealing.give_out("copy", rids, detail)
            else:
                app.write_audit("copy", **detail)
            return table

        if rids:
            self._context.jobs.run(work, Lane.POOL).on_success(self._copied).on_failure(self._failed)

    @Slot(object)
    def _copied(self, table: list[list[str]]) -> None:
        from desktop_crm.exchange.clipboard import as_html, as_text

        data = QMimeData()
        data.setText(as_text(table))
        data.setHtml(as_html(table))
        QGuiApplication.clipboard().setMimeData(data)
        self._context.notify(self.tr("已复制 %n 位客户，可以粘贴到 Excel", "", len(table) - 1), kind="success")

    # -- pasting ----------------------------------------------------------------------------

    @Slot()
    def paste(self) -> None:
        """Show what the block on the clipboard would change, or offer it as an import."""
        from desktop_crm.exchange.clipboard import NUMBER, Target, read_block, spread
        from desktop_crm.queries.orders import OrderLookups

        block = read_block(QGuiApplication.clipboard().text())
        if not block:
            self._context.notify(self.tr("剪贴板里没有可以粘贴的表格。"), kind="info")
            return
        view, model = self._page.view, self._page.model
        columns = self._columns()
        here = view.currentIndex()
        start = next(
            (place for place, one in enumerate(columns) if here.isValid() and one is COLUMNS[here.column()]), 0
        )
        selected = view.selected_rids()
        first = max(0, here.row())
        below = model.rids_between(first, min(model.rowCount(), first + len(block)) - 1)
        rids = selected if len(selected) > 1 else below
        app, spoken = self._context.app, language()
        lookups = OrderLookups(app.store)

        def work(_task: Task) -> Pasting:
            today = app.today()

            def target(row: ListRow) -> Target:
                fields = {one.id: field_of(one, row.values) for one in columns}
                shown = {one.id: outside_text(one, row, spoken, today, frozenset()) for one in columns}
                known = {name: declared for name, declared in fields.items() if declared is not None}
                by_field = {declared.id: shown[name] for name, declared in known.items()}
                return Target(row.rid, known, {**by_field, **shown})

            def read(wanted: Sequence[int]) -> list[Target]:
                parts = (wanted[at : at + _SLICE] for at in range(0, len(wanted), _SLICE))
                return [target(row) for part in parts for row in app.queries.rows(part) if row is not None]

            def by_key(key: str, words: Sequence[str]) -> Mapping[str, Target]:
                found = lookups.customers_by_number(words) if key == NUMBER else lookups.customers_by_name(words)
                single = {word: ids[0] for word, ids in found.items() if len(ids) == 1}
                rid_of = {one: app.queries.card(one).rid for one in single.values()}
                targets = {one.rid: one for one in read(list(rid_of.values()))}
                return {word: targets[rid_of[one]] for word, one in single.items() if rid_of[one] in targets}

            labels = [(one.id, one.label(spoken)) for one in columns]
            return spread(block, labels, start, read(rids), by_key)

        self._context.jobs.run(work, Lane.POOL).on_success(self._planned).on_failure(self._failed)

    @Slot(object)
    def _planned(self, pasting: Pasting) -> None:
        self._pasting = pasting
        wishes = {rid: actions for rid, actions in pasting.actions.items() if actions}
        if wishes:
            from ui.bulk.dialog import BulkDialog, Scope

            scope = Scope.of(list(wishes))
            dialog = BulkDialog(
                self._context, (scope, scope), self._window, wishes=Wishes(by_rid=wishes), rest=len(pasting.rest)
            )
            dialog.rest_wanted.connect(self.import_rest)
            dialog.edited.connect(self._pasted)
            dialog.open()
        elif pasting.rest:
            self.import_rest()
        else:
            self._context.notify(self.tr("这一列不能在列表里粘贴，请换一列或带上标题行。"), kind="info")

    @Slot()
    def import_rest(self) -> None:
        """Offer the rows that belong to nobody as new customers."""
        from desktop_crm.exchange.clipboard import plan_of
        from ui.dialogs.import_dialog import open_import

        app, pasting = self._context.app, self._pasting
        if pasting is None:
            return
        name = f"{self.tr('粘贴的内容')}.xlsx"
        plan = plan_of(pasting.header, pasting.rest, app.paths.root, name, app.today(), app.forms.book())
        open_import(self._context, self._window).take_plan(plan)

    @Slot(object)
    def _pasted(self, edited: Edited) -> None:
        if edited.batch is not None:
            self._context.notify(self.tr("已修改 %n 位客户", "", edited.tally[Fate.CHANGE]), kind="success")

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self._context.notify(describe(error).whole().replace("\n", " "), kind="error")

    def _columns(self) -> list[RegisterColumn]:
        """Return the visible columns in their order."""
        view = self._page.view
        header = view.horizontalHeader()
        logical = [header.logicalIndex(visual) for visual in range(header.count())]
        return [COLUMNS[place] for place in logical if not view.isColumnHidden(place)]
