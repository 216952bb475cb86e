"""One condition of the filter builder: what, how, and with which values."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QWidget

from desktop_crm.domain.classification.catalogue import SCHEMES
from desktop_crm.domain.company_parameters import Parameters
from desktop_crm.domain.filters.checking import check_condition
from desktop_crm.domain.filters.periods import MOST_DAYS, WORDS, Period
from desktop_crm.domain.filters.reading import read_operand
from desktop_crm.domain.filters.subjects import SECTIONS, SUBJECTS, Kind, Section, Subject
from desktop_crm.domain.filters.tree import Condition, Op, Operand
from desktop_crm.domain.filters.vocabulary import COMMA_WORDS, UNTIL, has_negated_form, operator
from desktop_crm.domain.filters.words import operand_text
from desktop_crm.errors import UsageError
from ui.forms.date_editor import DateLine
from ui.i18n import Translated, language
from ui.models.columns import added_to_ask
from ui.register.pick_list import Entry, PickList
from ui.theme import set_role
from ui.widgets import IconButton, make_button, make_label
from ui.widgets.number_edit import NumberEdit

#: Periods that make sense for something that lies behind, before those to come.
_BIRTHDAY_PERIODS = (
    Period.TODAY, Period.TOMORROW, Period.THIS_WEEK, Period.NEXT_WEEK, Period.THIS_MONTH, Period.NEXT_MONTH,
    Period.NEXT_DAYS,
)  # fmt: skip
_USUAL_DAYS = 30


def subject_entries() -> list[Entry]:
    """Return every subject under the heading of its section."""
    entries: list[Entry] = []
    for section in Section:
        every = (*SUBJECTS.values(), *added_to_ask().values())
        inside = [subject for subject in every if subject.section is section]
        entries.append(Entry("", SECTIONS[section][language() == "en"]))
        entries += [Entry(subject.id, subject.label(language())) for subject in inside]
    return entries


def _subject(name: str) -> Subject:
    return SUBJECTS.get(name) or added_to_ask().get(name) or SUBJECTS["display_name"]


class ConditionRow(Translated, QWidget):
    """``changed`` after every edit, ``removed`` when the person takes the condition away."""

    changed = Signal()
    removed = Signal(object)

    def __init__(self, condition: Condition, parameters: Parameters, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parameters = parameters
        self._subject = _subject(condition.subject)
        self._codes: tuple[str, ...] = ()
        self.setObjectName("condition")
        self.subject = make_button("", icon_name="chevrons-up-down", parent=self, on_click=self._pick_subject)
        self.subject.setObjectName("condition_subject")
        self.op = QComboBox()
        self.op.setObjectName("condition_op")
        self.codes = make_button("", parent=self, on_click=self._pick_codes)
        self.codes.setObjectName("condition_codes")
        self.low, self.high = DateLine(self._day), DateLine(self._day)
        self.between = make_label(role="muted")
        self.period = QComboBox()
        self.days = NumberEdit("", 0, MOST_DAYS)
        self.remove = IconButton("x", "", small=True)
        self.remove.setObjectName("condition_remove")
        self._build()
        self._fill_ops()
        self._show(condition)
        self.retranslate()

    def condition(self) -> Condition | None:
        """Return the condition; None while something is missing or wrong."""
        data = self.op.currentData()
        if not isinstance(data, tuple):
            return None
        op, negated = data
        made = Condition(self._subject.id, op, self._values(op), negated)
        try:
            check_condition(made, added_to_ask())
        except (UsageError, ValueError):
            return None
        return made

    def retranslate(self) -> None:
        """Set every text."""
        label = self._subject.label(language())
        self.subject.setText(label)
        self.subject.setAccessibleName(self.tr("条件：%1").replace("%1", label))
        self.op.setAccessibleName(self.tr("比较"))
        self.period.setAccessibleName(self.tr("时间段"))
        self.days.setAccessibleName(self.tr("天数"))
        self.days.setSuffix(" " + self.tr("天"))
        self.between.setText(UNTIL[language() == "en"].strip())
        self.remove.set_name(self.tr("去掉这个条件"))
        for line, name in ((self.low, self.tr("值")), (self.high, self.tr("到"))):
            line.setAccessibleName(name)
        self._name_codes()
        self._hint()

    # -- parts ------------------------------------------------------------------------------

    def _build(self) -> None:
        self.subject.setMinimumWidth(150)
        self.op.setMinimumWidth(104)
        for line, name in ((self.low, "condition_low"), (self.high, "condition_high")):
            line.setProperty("role", "")
            line.setObjectName(name)
            line.setMinimumWidth(70)
            line.typed.connect(self._edited)
            line.picked.connect(self._edited)
        self.codes.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.period.setObjectName("condition_period")
        self.days.setObjectName("condition_days")
        self.days.setMinimumWidth(96)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.subject)
        row.addWidget(self.op)
        for part in (self.codes, self.low, self.between, self.high, self.period, self.days):
            row.addWidget(part, 1 if part is not self.between else 0)
        row.addWidget(self.remove)
        self.op.activated.connect(self._op_chosen)
        self.period.activated.connect(self._period_chosen)
        self.days.valueChanged.connect(self._edited)
        self.remove.clicked.connect(self._remove)

    def _fill_ops(self) -> None:
        place = int(language() == "en")
        self.op.clear()
        for op in self._subject.ops:
            if self._subject.kind is Kind.BOOLEAN:
                self.op.addItem(self.tr("是"), (op, False))
                self.op.addItem(self.tr("否"), (op, True))
                continue
            self.op.addItem(operator(self._subject, op)[place], (op, False))
            if has_negated_form(self._subject, op):
                self.op.addItem(operator(self._subject, op, negated=True)[place], (op, True))
        self.period.clear()
        periods: Sequence[Period] = _BIRTHDAY_PERIODS if self._subject.kind is Kind.BIRTHDAY else tuple(Period)
        for period in periods:
            words = WORDS[period]
            self.period.addItem((words.en if place else words.zh).replace("{n}", "N"), period.value)

    def _show(self, condition: Condition) -> None:
        blockers = [QSignalBlocker(one) for one in (self.op, self.period, self.days)]
        wanted = (condition.op, condition.negated)
        found = [at for at in range(self.op.count()) if self.op.itemData(at) == wanted]
        self.op.setCurrentIndex(found[0] if found else 0)
        values = condition.values
        self.days.setValue(_USUAL_DAYS)
        if condition.op is Op.DURING and values:
            self.period.setCurrentIndex(max(0, self.period.findData(values[0])))
            if len(values) > 1:
                self.days.setValue(int(values[1]))
        elif self._listed:
            self._codes = tuple(map(str, values))
        elif condition.op is Op.BETWEEN and len(values) == 2:
            self.low.show_text(self._text(values[0]))
            self.high.show_text(self._text(values[1]))
        else:
            comma = ", " if language() == "en" else "、"
            self.low.show_text(comma.join(map(self._text, values)) if self._subject.kind is not Kind.BOOLEAN else "")
        del blockers
        self._arrange()

    @property
    def _listed(self) -> bool:
        """Whether values are chosen from a list."""
        return bool(self._choices())

    def _choices(self) -> list[Entry]:
        if self._subject.scheme is not None:
            values = SCHEMES[self._subject.id].values_under(self._parameters)
            return [Entry(value.code, value.label(language())) for value in values]
        return [Entry(choice.code, choice.en if language() == "en" else choice.zh) for choice in self._subject.choices]

    def _text(self, value: Operand) -> str:
        return operand_text(self._subject, value)

    def _values(self, op: Op) -> tuple[Operand, ...]:
        if op is Op.EMPTY:
            return ()
        if self._subject.kind is Kind.BOOLEAN:
            return (True,)
        if op is Op.DURING:
            period = Period(str(self.period.currentData()))
            return (period.value, self.days.value()) if period.counted else (period.value,)
        if self._listed:
            return self._codes
        texts = [self.low.text(), self.high.text()] if op is Op.BETWEEN else [self.low.text()]
        if op is Op.IS:
            texts = _parts(self.low.text())
        found = [read_operand(self._subject, text) for text in texts]
        return tuple(value for value in found if value is not None) if None not in found else ()

    def _arrange(self) -> None:
        """Show what the question needs."""
        data = self.op.currentData()
        op = data[0] if isinstance(data, tuple) else Op.EMPTY
        plain = op not in (Op.EMPTY, Op.DURING) and self._subject.kind is not Kind.BOOLEAN
        self.codes.setVisible(plain and self._listed)
        self.low.setVisible(plain and not self._listed)
        self.high.setVisible(op is Op.BETWEEN)
        self.between.setVisible(op is Op.BETWEEN)
        for line in (self.low, self.high):
            line.set_calendar(on=self._subject.kind.dated)
        self.period.setVisible(op is Op.DURING)
        period = self.period.currentData()
        self.days.setVisible(op is Op.DURING and period is not None and Period(str(period)).counted)
        self._hint()

    def _day(self, text: str) -> str:
        return str(read_operand(self._subject, text) or "")

    def _hint(self) -> None:
        """Say in the line what it takes, and mark what cannot be read."""
        kind = self._subject.kind
        hints = {Kind.NUMBER: self.tr("数字"), Kind.MONEY: self.tr("金额，如 3万")}
        hint = self.tr("如 2026-03-05") if kind.dated else hints.get(kind, self.tr("文字，多个用顿号隔开"))
        if self._subject.shortest > 1:
            hint = self.tr("至少 %n 个字符", "", self._subject.shortest)
        for line in (self.low, self.high):
            line.setPlaceholderText(hint)
            wrong = bool(line.text().strip()) and self.condition() is None and not line.isHidden()
            set_role(line, "error" if wrong else "", "state")

    def _name_codes(self) -> None:
        names = {entry.key: entry.text for entry in self._choices()}
        comma = ", " if language() == "en" else "、"
        text = comma.join(names.get(code, code) for code in self._codes) or self.tr("请选择…")
        shown = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, 230)
        self.codes.setText(shown)
        self.codes.setToolTip(text)
        self.codes.setAccessibleName(self.tr("值：%1").replace("%1", text))

    def _edited(self) -> None:
        self._hint()
        self.changed.emit()

    def _op_chosen(self, _place: int) -> None:
        self._arrange()
        self.changed.emit()

    def _period_chosen(self, _place: int) -> None:
        self._arrange()
        self.changed.emit()

    def _remove(self) -> None:
        self.removed.emit(self)

    def _pick_subject(self) -> None:
        picker = PickList(self.tr("查找条件"), subject_entries(), self)
        picker.picked.connect(self.choose_subject)
        picker.open_for(self.subject, self._subject.id)

    def choose_subject(self, subject_id: str) -> None:
        """Ask about something else."""
        self._subject = _subject(subject_id)
        self._codes = ()
        self._fill_ops()
        self._show(Condition(subject_id, self._subject.ops[0]))
        self.retranslate()
        self.changed.emit()

    def _pick_codes(self) -> None:
        picker = PickList(self._subject.label(language()), self._choices(), self, self._codes)
        picker.ticked.connect(self.choose_codes)
        picker.open_for(self.codes)

    def choose_codes(self, codes: Sequence[str]) -> None:
        """Ask for these choices."""
        unknown = {entry.key for entry in self._choices()}
        self._codes = (*(code for code in self._codes if code not in unknown), *codes)
        self._name_codes()
        self.changed.emit()


def _parts(text: str) -> list[str]:
    """Split at commas; what stands between marks stays whole."""
    for comma in COMMA_WORDS[:3]:
        text = text.replace(comma, "\n") if comma != "," or not text.replace(",", "").isdigit() else text
    return [part.strip() for part in text.split("\n") if part.strip()]
