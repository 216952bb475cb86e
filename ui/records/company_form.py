"""The form of a row that belongs to the whole company, drawn from its declaration."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QWidget

from desktop_crm.domain.fields import RecordType, Values
from ui.context import Context
from ui.dialogs._frame import Dialog, scrolled, set_texts
from ui.forms.state import RowState
from ui.i18n import language
from ui.records.form import RecordForm, starting_values
from ui.widgets import make_button

_FORM_SIZE = QSize(820, 440)


class CompanyForm(Dialog):
    """The form of one row of the company. ``filled(values)``: what a save sends; the caller saves and closes."""

    filled = Signal(object)

    def __init__(
        self, context: Context, record: RecordType, row_id: str | None, base: Values, parent: QWidget,
        size: QSize = _FORM_SIZE,
    ) -> None:  # fmt: skip
        super().__init__(f"company.{record.name}", parent, size)
        self._record = record
        row = RowState(record, base, row_id)
        if row_id is None:
            for name, raw in starting_values(context, record, base).items():
                row.type(name, raw)
        self.form = RecordForm(context, record, None, row)
        self.body.addWidget(scrolled(self.form), 1)
        self.cancel = make_button("", on_click=self.reject)
        self.save = make_button("", role="primary", on_click=self._save)
        self.save.setObjectName("save")
        self.foot.addStretch(1)
        self.foot.addWidget(self.cancel)
        self.foot.addWidget(self.save)
        self.settle()
        self.form.take_focus()

    def retranslate(self) -> None:
        """Set every text."""
        name = self._record.en if language() == "en" else self._record.zh
        text = self.tr("编辑%1") if self.form.row.id else self.tr("新建%1")
        self.set_head(text.replace("%1", name.lower() if language() == "en" else name))
        set_texts(self.cancel, self.tr("取消"))
        set_texts(self.save, self.tr("保存"))

    def _save(self) -> None:
        if self.form.insist():
            values = self.form.values()
            if values or self.form.row.id is None:
                self.filled.emit(values)
            else:
                self.accept()  # nothing was changed
