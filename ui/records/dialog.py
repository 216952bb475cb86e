"""The window around the form of a record: head, message, buttons; saving, undo, and the draft until then."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget

from desktop_crm.domain.fields import RecordType, Value, Values
from desktop_crm.domain.values import Json
from desktop_crm.errors import CrmError
from desktop_crm.services.drafts import NEW_ROW, RowKey
from desktop_crm.services.rows import RowRefused, SavedRows
from ui.context import Context
from ui.dialogs._frame import Dialog, scrolled
from ui.forms.drafting import DraftKeeper
from ui.forms.state import RowState
from ui.i18n import language
from ui.jobs import Task
from ui.records.form import RecordForm, starting_values
from ui.records.steps import RowEdit
from ui.undo import Step
from ui.widgets import make_button

_SIZE = QSize(860, 620)
#: What stands around the form, in pixels.
_AROUND = 190


class RecordDialog(Dialog):
    """One row of a customer being filled in. ``saved(row id, step)`` carries what undoes the save.

    Closing keeps what was typed; it comes back when the same row is opened again. Raises NotFound.
    """

    saved = Signal(str, object)
    kept = Signal()

    def __init__(
        self,
        context: Context,
        record: RecordType,
        customer_id: str,
        row_id: str | None = None,
        initial: Values | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(f"record.{record.name}", parent, _SIZE)
        self._context, self._record = context, record
        self._card = context.app.queries.card(customer_id)
        self._before = dict(context.app.row_queries.row(record.name, row_id).values) if row_id else None
        self.form = RecordForm(context, record, self._card, self._row(row_id, initial or {}))
        self._saving = False
        key = RowKey(customer_id, record.name, row_id or NEW_ROW)
        self._keeper = DraftKeeper(context, str(key), self._document, self)
        self._keeper.failed.connect(self.say_error)
        self.body.addWidget(scrolled(self.form), 1)
        self._build_foot()
        self.form.touched.connect(self._keeper.touch)
        for keys in ("Ctrl+Return", "Ctrl+Enter", "Ctrl+S"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.save)
        self._take_draft()
        self.settle()
        self.resize(_SIZE.width(), min(_SIZE.height(), self.form.wanted_height(_SIZE.width()) + _AROUND))
        self.form.take_focus()

    # -- ending -----------------------------------------------------------------------------

    def save(self) -> None:
        """Save and close; ``saved`` follows. Says what is wrong and stays open otherwise."""
        if self._saving or not self.form.insist():
            return
        values = self.form.values()
        if not values and self.form.row.id is not None:
            self._end()
            return
        self._set_saving(on=True)
        rows, name, row_id, customer = self._context.app.rows, self._record.name, self.form.row.id, self._card.id

        def work(_task: Task) -> SavedRows:
            return rows.add(name, customer, values) if row_id is None else rows.change(name, row_id, values)

        self._context.jobs.run(work).on_success(self._saved).on_failure(self._refused)

    def discard(self) -> None:
        """Close and forget what was typed."""
        self._end()

    def reject(self) -> None:
        """Close and keep what was typed."""
        if self.form.row.typed and not self._saving:
            self._keeper.touch()
            self._keeper.flush()
            self._keeper.release()
            self.kept.emit()
        else:
            self._keeper.end()
        super().reject()

    def retranslate(self) -> None:
        """Set every text."""
        name = self._record.en if language() == "en" else self._record.zh
        text = self.tr("编辑%1") if self.form.row.id else self.tr("新建%1")
        who = " · ".join(part for part in (self._card.display_name, self._card.customer_no) if part)
        self.set_head(text.replace("%1", name.lower() if language() == "en" else name), who)
        self._drop.setText(self.tr("放弃"))
        self._save.setText(self.tr("保存"))
        self._save.setToolTip("Ctrl+Enter")

    # -- parts ------------------------------------------------------------------------------

    def _row(self, row_id: str | None, initial: Values) -> RowState:
        if row_id is not None:
            return RowState(self._record, self._before, row_id)
        row = RowState(self._record)
        row.base.update(starting_values(self._context, self._record, initial))
        return row

    def _build_foot(self) -> None:
        self._drop: QPushButton = make_button("", role="ghost", on_click=self.discard)
        self._drop.setObjectName("record_drop")
        self._save = make_button("", role="primary", on_click=self.save)
        self._save.setObjectName("record_save")
        self.foot.addStretch(1)
        self.foot.addWidget(self._drop)
        self.foot.addWidget(self._save)

    def _document(self) -> Mapping[str, Json]:
        return {"values": dict(self.form.row.typed)}

    def _take_draft(self) -> None:
        found = self._keeper.found()
        values = found.document.get("values") if found is not None else None
        for name, raw in values.items() if isinstance(values, Mapping) else ():
            if name in self._record.by_id and isinstance(raw, str | bool | tuple):
                self.form.row.type(name, raw)
        if self.form.row.typed:
            self.form.refresh()
            self.say(self.tr("上次没有保存的内容已找回。"))

    def _set_saving(self, *, on: bool) -> None:
        self._saving = on
        self._save.setEnabled(not on)

    def _saved(self, done: SavedRows) -> None:
        app, row_id = self._context.app, done.ids[0]
        after: Mapping[str, Value] = app.row_queries.row(self._record.name, row_id).values
        step: Step = RowEdit(app.rows, app.row_queries, self._record.name, row_id, self._before, dict(after))
        self._end()
        self.saved.emit(row_id, step)

    def _refused(self, error: Exception) -> None:
        self._set_saving(on=False)
        if isinstance(error, RowRefused):
            self.form.say(error.findings)
        elif not isinstance(error, CrmError):
            raise error
        self.say_error(error)

    def _end(self) -> None:
        self._keeper.end()
        self.accept()
