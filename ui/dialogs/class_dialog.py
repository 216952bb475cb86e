"""One customer in one scheme: the class and why, what it was before, and a person's word against the rule."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import cast

from PySide6.QtCore import QDate, QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from desktop_crm.domain.classification.catalogue import SCHEMES
from desktop_crm.domain.classification.evidence import rule_in_words
from desktop_crm.domain.classification.facts import Override
from desktop_crm.domain.company_parameters import DEFAULTS, Parameters
from desktop_crm.errors import CrmError
from desktop_crm.queries.classes import ClassOf, Spell
from ui.classes.steps import Given, TakenAway
from ui.classes.words import class_words, reasons, spell_words
from ui.context import Context
from ui.dialogs._fields import LabelledField, LineField
from ui.dialogs._frame import Dialog, set_texts
from ui.i18n import language
from ui.jobs import Lane, Task
from ui.sync_centre.rows import Cell, LogModel, LogRow, Look
from ui.sync_centre.view import LogView
from ui.undo import Step
from ui.widgets import KeyValueList, SectionHeader, make_button
from ui.widgets.date_edit import DateEdit

_HISTORY_HEIGHT = 124
_Answer = tuple[ClassOf, list[Spell], Parameters]


class ClassDialog(Dialog):
    """``changed``: the class was given by hand, or the rule decides again."""

    changed = Signal()

    def __init__(
        self, context: Context, customer_id: str, name: str, scheme_id: str, parent: QWidget | None = None
    ) -> None:
        super().__init__("class_dialog", parent, QSize(640, 560))
        self._context = context
        self._customer, self._name = customer_id, name
        self._scheme = SCHEMES[scheme_id]
        self._found: ClassOf | None = None
        self._spells: Sequence[Spell] = ()
        self._parameters = DEFAULTS
        self.now = KeyValueList(key_width=76)
        self._hand = SectionHeader("")
        self.choice = QComboBox()
        self.reason = LineField("class_reason", longest=500)
        self.until = DateEdit("")
        self._value_field = LabelledField(self.choice, "class_value")
        self._until_field = LabelledField(self.until, "class_until")
        self._past = SectionHeader("")
        self.model = LogModel(self._titles, self._rows, parent=self)
        self.view = LogView(self.model, (0, 110, 110, 120))
        self.view.setObjectName("class_history")
        self.view.setMinimumHeight(_HISTORY_HEIGHT)
        self._lay_out()
        self.settle()
        self.choice.setFocus()
        self._read()

    def retranslate(self) -> None:
        """Set every text."""
        label = self._scheme.label(language())
        self.set_head(label, rule_in_words(self._scheme, language(), self._parameters))
        self._hand.set_text(self.tr("人工调整"))
        self._value_field.set_texts(self.tr("类别"))
        self.reason.set_texts(self.tr("理由"))
        self._until_field.set_texts(self.tr("有效期至"))
        self._past.set_text(self.tr("变化"))
        self.view.setAccessibleName(self.tr("变化"))
        set_texts(self.back, self.tr("恢复按规则"))
        set_texts(self.close_button, self.tr("关闭"))
        set_texts(self.save, self.tr("保存调整"))
        self.model.forget()
        self._show()

    # -- reading ----------------------------------------------------------------------------

    def _read(self) -> None:
        queries, customer_id, scheme_id = self._context.app.class_queries, self._customer, self._scheme.id

        def work(_task: Task) -> _Answer:
            found = next(one for one in queries.of_customer(customer_id) if one.scheme.id == scheme_id)
            return found, queries.history(customer_id, scheme_id), queries.freshness().parameters

        self._context.jobs.run(work, Lane.POOL).on_success(self._arrived).on_failure(self.say_error)

    def _arrived(self, answer: _Answer) -> None:
        self._found, self._spells, self._parameters = answer
        self.model.show_keys(list(range(len(self._spells))))
        self._fill(self._found)
        self.retranslate()

    def _fill(self, found: ClassOf) -> None:
        """Offer the classes a person may give, beginning with the one in force."""
        service = self._context.app.manual_classes
        self.choice.clear()
        for value in self._scheme.values_under(self._parameters):
            if service.may_give(self._scheme.id, value.code):
                self.choice.addItem(value.label(language()), value.code)
        override = found.override if found.verdict.manual else None
        self.choice.setCurrentIndex(max(0, self.choice.findData(found.verdict.code)))
        self.reason.edit.setText(override.reason if override else "")
        last = date.fromordinal(override.expires_on) if override and override.expires_on else service.last_day()
        today = self._context.app.today()
        self.until.setMinimumDate(QDate(today.year, today.month, today.day))
        self.until.setDate(QDate(last.year, last.month, last.day))

    def _show(self) -> None:
        found = self._found
        self.save.setEnabled(found is not None)
        self.back.setVisible(found is not None and found.verdict.manual)
        if found is None:
            return
        since = found.since_on.isoformat() if found.since_on else self.tr("还没有归类")
        self.now.set_rows(
            [
                (self.tr("客户"), self._name),
                (self.tr("现在的类别"), class_words(self._scheme.id, found.verdict.code, self._parameters)),
                (self.tr("理由"), "\n".join(reasons(found.verdict.why, self._parameters))),
                (self.tr("从何时起"), since),
            ]
        )

    def _titles(self) -> Sequence[str]:
        return (self.tr("类别"), self.tr("从"), self.tr("到"), self.tr("来由"))

    def _rows(self, keys: Sequence[object]) -> Sequence[LogRow]:
        rows = []
        for key in cast("Sequence[int]", keys):
            spell = self._spells[key]
            start, until, how = spell_words(spell)
            name = class_words(spell.scheme, spell.code, self._parameters)
            muted = [Cell(text, Look.MUTED) for text in (start, until, how)]
            rows.append(LogRow((Cell(name), *muted)))
        return rows

    # -- deciding ---------------------------------------------------------------------------

    def _save_clicked(self) -> None:
        if not self.reason.text():
            self.reason.set_error(self.tr("请写明理由。"))
            self.reason.edit.setFocus()
            return
        found = self._found
        before = found.override if found is not None and found.verdict.manual else None
        app, day = self._context.app, self.until.date()
        until = date(day.year(), day.month(), day.day())
        code, by = str(self.choice.currentData()), app.facts().get("user_name", "")
        present = found.override.row_id if found is not None and found.override is not None else ""
        try:
            row_id = app.manual_classes.put(
                self._customer, self._scheme.id, code, self.reason.text(), by, until, present
            )
        except CrmError as error:
            self.say_error(error)
            return
        after = Override(self._scheme.id, code, self.reason.text(), by, until.toordinal(), row_id)
        self._finish(Given(app.manual_classes, self._customer, after, before), self.tr("类别已调整"))

    def _back_clicked(self) -> None:
        override = self._found.override if self._found is not None else None
        if override is None:
            return
        service = self._context.app.manual_classes
        try:
            service.remove(override.row_id)
        except CrmError as error:
            self.say_error(error)
            return
        self._finish(TakenAway(service, override.row_id), self.tr("已恢复按规则归类"))

    def _finish(self, step: Step, said: str) -> None:
        context, changed = self._context, self.changed
        context.undo.push(step)

        def take_back() -> None:
            context.undo.take_back(step)
            changed.emit()

        context.notify(said, (self.tr("撤销"), take_back), kind="success")
        self.changed.emit()
        self.accept()

    # -- building ---------------------------------------------------------------------------

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self._value_field, 1, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._until_field, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(self.now)
        self.body.addWidget(self._hand)
        self.body.addLayout(line)
        self.body.addWidget(self.reason)
        self.body.addWidget(self._past)
        self.body.addWidget(self.view, 1)
        self.back = make_button("", icon_name="undo-2", on_click=self._back_clicked)
        self.back.setObjectName("class_back")
        self.close_button = make_button("", on_click=self.reject)
        self.close_button.setObjectName("close")
        self.save = make_button("", role="primary", on_click=self._save_clicked)
        self.save.setObjectName("class_save")
        self.foot.addWidget(self.back)
        self.foot.addStretch(1)
        self.foot.addWidget(self.close_button)
        self.foot.addWidget(self.save)
