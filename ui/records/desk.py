"""Opening the forms of records, the quick log and the lists, and what follows a save: message, undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from desktop_crm.domain.fields import Values
from desktop_crm.domain.records import RECORD_TYPES
from desktop_crm.errors import CrmError, NotFound
from desktop_crm.queries.steps import Step as NextStep
from desktop_crm.services.drafts import NEW_ROW, QUICK, RowKey
from ui.context import Context
from ui.errors import describe
from ui.i18n import language
from ui.jobs import Task
from ui.models.texts import coming_moment
from ui.records.steps import RowEdit, Together
from ui.undo import Step

if TYPE_CHECKING:
    from ui.records.dialog import RecordDialog
    from ui.records.list import RecordListDialog
    from ui.records.quick_log import QuickLog


class RecordDesk(QObject):
    """``window`` is the parent of the dialogs; ``take_back`` undoes a step, as a message's button does."""

    def __init__(self, context: Context, window: QWidget, take_back: Callable[[Step], object]) -> None:
        super().__init__(window)
        self._context, self._window, self._take_back = context, window, take_back

    # -- forms ------------------------------------------------------------------------------

    def open(
        self,
        record: str,
        customer_id: str,
        row_id: str | None = None,
        initial: Values | None = None,
        parent: QWidget | None = None,
    ) -> RecordDialog:
        """Open the form of a row, or of a new one with some values. Raises NotFound."""
        from ui.records.dialog import RecordDialog

        declared = RECORD_TYPES[record]
        dialog = RecordDialog(self._context, declared, customer_id, row_id, initial, parent or self._window)

        def saved(_row_id: str, step: Step) -> None:
            self.remember(self._named(self.tr("已保存：%1"), record), step)

        dialog.saved.connect(saved)
        dialog.kept.connect(self._kept)
        dialog.open()
        return dialog

    def log(self, customer_id: str = "", method: str = "") -> QuickLog:
        """Open the quick log over whatever is in front."""
        from ui.records.quick_log import QuickLog

        window = QuickLog(self._context, customer_id, method, self._window)
        window.saved.connect(self._logged)
        window.more_wanted.connect(lambda customer, values: self.open("activity", customer, initial=values))
        window.kept.connect(self._kept)
        window.open()
        return window

    def show_list(self, record: str, customer_id: str) -> RecordListDialog:
        """Open the list of a customer's rows of one kind. Raises NotFound."""
        from ui.records.list import RecordListDialog

        dialog = RecordListDialog(self._context, self, RECORD_TYPES[record], customer_id, self._window)
        dialog.open()
        return dialog

    def go_on(self, key: RowKey) -> None:
        """Open what a draft keeps. Raises NotFound."""
        if key.row_id == QUICK:
            self.log("" if key.customer_id == "-" else key.customer_id)
        else:
            self.open(key.record, key.customer_id, None if key.row_id == NEW_ROW else key.row_id)

    # -- rows -------------------------------------------------------------------------------

    def remove(self, record: str, row_id: str) -> None:
        """Remove a row; the message offers to take that back."""
        rows = self._context.app.rows
        before = self._values(record, row_id)

        def work(_task: Task) -> None:
            rows.remove(record, row_id)

        def done(_result: object) -> None:
            self.remember(self._named(self.tr("已删除：%1"), record), self._edit(record, row_id, before, None))

        self._context.jobs.run(work).on_success(done).on_failure(self._failed)

    def finish(self, step: NextStep) -> None:
        """Mark a next step as done."""
        contacts = self._context.app.contacts

        def work(_task: Task) -> None:
            contacts.finish(step.row_id)

        self._change(step, work, self.tr("已完成：%1").replace("%1", step.action))

    def put_off(self, step: NextStep, due: datetime) -> None:
        """Put a next step off to a moment."""
        contacts = self._context.app.contacts

        def work(_task: Task) -> None:
            contacts.put_off(step.row_id, due)

        self._change(step, work, self.tr("已推迟：%1").replace("%1", step.action))

    # -- parts ------------------------------------------------------------------------------

    def _change(self, step: NextStep, work: Callable[[Task], None], said: str) -> None:
        before = self._values("activity", step.row_id)

        def done(_result: object) -> None:
            after = self._values("activity", step.row_id)
            text = said
            if after and after.get("next_action_at") != (before or {}).get("next_action_at"):
                moment = coming_moment(str(after.get("next_action_at")), self._context.app.today())
                text = f"{said} → {moment}"
            self.remember(text, self._edit("activity", step.row_id, before, after))

        self._context.jobs.run(work).on_success(done).on_failure(self._failed)

    @Slot(list, list)
    def _logged(self, row_ids: Sequence[str], settled: Sequence[str]) -> None:
        steps: list[Step] = [self._edit("activity", row_ids[0], None, self._values("activity", row_ids[0]))]
        for row_id in settled:
            after = self._values("activity", row_id)
            if after is not None:
                steps.append(self._edit("activity", row_id, {**after, "next_done_at": None}, after))
        row = self._context.app.row_queries.row("activity", row_ids[0])
        name = self._context.app.queries.card(row.customer_id).display_name
        self.remember(self.tr("已记录：%1").replace("%1", name), Together(tuple(steps)))

    def _values(self, record: str, row_id: str) -> Values | None:
        try:
            return dict(self._context.app.row_queries.row(record, row_id).values)
        except NotFound:
            return None

    def _edit(self, record: str, row_id: str, before: Values | None, after: Values | None) -> Step:
        app = self._context.app
        return RowEdit(app.rows, app.row_queries, record, row_id, before, after)

    def _named(self, text: str, record: str) -> str:
        declared = RECORD_TYPES[record]
        return text.replace("%1", declared.en if language() == "en" else declared.zh)

    @Slot(str, object)
    def remember(self, text: str, step: Step) -> None:
        """Say what was done, and offer to take it back."""
        self._context.undo.push(step)
        self._context.notify(text, (self.tr("撤销"), lambda: self._take_back(step)), kind="success")

    def _kept(self) -> None:
        self._context.notify(self.tr("没有保存的内容已留下，下次打开时还在。"))

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, CrmError):
            raise error
        self._context.notify(describe(error).whole().replace("\n", " "), kind="error")
