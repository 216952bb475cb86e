"""The page 公司参数: what the classification and the rules of claims go by. Administrators change it for everybody,
others read it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QProgressBar, QVBoxLayout, QWidget

from desktop_crm.domain import claims
from desktop_crm.domain.classification.catalogue import SCHEMES
from desktop_crm.domain.company_parameters import KIND, SPECS, Parameters, check_together
from desktop_crm.domain.parameter_types import ParameterSpec, ParameterType, values_of
from desktop_crm.errors import CrmError, UsageError
from desktop_crm.services.class_preview import Preview, preview
from ui.context import Context
from ui.dialogs._frame import set_texts
from ui.dialogs._settings_pages import SettingsPage
from ui.i18n import Translated, language
from ui.jobs import Job, Lane, Task
from ui.theme import set_role
from ui.widgets import SectionHeader, Separator, make_button, make_label

#: Kind of the stored parameters -> what is declared of them; a name stands in one kind only.
_SPECS = {KIND: SPECS, claims.KIND: claims.SPECS}
_FIELD_WIDTH = 132
_LIST_HEIGHT = 92


class ParameterRow(Translated, QWidget):
    """One parameter: name and explanation at the left, its value at the right; a list stands below. ``edited``."""

    edited = Signal()

    def __init__(self, spec: ParameterSpec) -> None:
        super().__init__()
        self.spec = spec
        self._name, self._help = make_label(role="section"), make_label(role="muted", wrap=True)
        self._unit = make_label(role="muted")
        self._error = make_label(role="error", wrap=True)
        self._error.hide()
        self.line, self.lines = QLineEdit(), QPlainTextEdit()
        self.field: QWidget = self.lines if spec.type is ParameterType.LIST else self.line
        self.field.setObjectName(f"parameter_{spec.name}")
        self.line.textEdited.connect(self._told)
        self.lines.textChanged.connect(self._told)
        self._lay_out()
        self.retranslate()

    def text(self) -> str:
        """Return what is typed."""
        return self.lines.toPlainText() if self.field is self.lines else self.line.text()

    def set_text(self, text: str) -> None:
        """Show a value."""
        self.lines.blockSignals(True)
        self.lines.setPlainText(text)
        self.lines.blockSignals(False)
        self.line.setText(text)
        self.set_error(None)

    def set_error(self, error: UsageError | None) -> None:
        """Say what is wrong with it, or nothing."""
        text = _error_words(self.spec, error) if error is not None else ""
        self._error.setText(text)
        self._error.setVisible(bool(text))
        self.field.setAccessibleDescription(text)
        set_role(self.field, "error" if text else "", "state")

    def set_editable(self, *, on: bool) -> None:
        """Let it be changed, or only read."""
        self.line.setReadOnly(not on)
        self.lines.setReadOnly(not on)

    def retranslate(self) -> None:
        """Set every text."""
        spec, lang = self.spec, language()
        self._name.setText(spec.label(lang))
        self.field.setAccessibleName(spec.label(lang))
        self._unit.setText(spec.unit(lang))
        self._help.setText(f"{spec.help(lang)}{' ' if lang == 'en' else ''}{self._limits()}")
        self.lines.setPlaceholderText(self.tr("每行一项：中文 | English | 其他写法"))

    def _limits(self) -> str:
        spec = self.spec
        if spec.type is ParameterType.LIST:
            return ""
        default = self.tr("默认 %1。").replace("%1", spec.text(spec.default))
        if spec.type not in (ParameterType.DAYS, ParameterType.COUNT, ParameterType.PERCENT, ParameterType.RATIO):
            return default
        bounds = self.tr("可填 %1–%2。").replace("%1", f"{spec.low:g}").replace("%2", f"{spec.high:,.0f}")
        return f"{default}{' ' if language() == 'en' else ''}{bounds}"

    def _told(self) -> None:
        self.set_error(None)
        self.edited.emit()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._name)
        words.addWidget(self._help)
        words.addWidget(self._error)
        if self.field is self.lines:
            self.line.hide()
            self.lines.setFixedHeight(_LIST_HEIGHT)
            self.lines.setTabChangesFocus(True)
            column = QVBoxLayout(self)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(6)
            column.addLayout(words)
            column.addWidget(self.lines)
            return
        self.lines.hide()
        self.line.setFixedWidth(_FIELD_WIDTH)
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._unit.setFixedWidth(32)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addLayout(words, 1)
        row.addWidget(self.line, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._unit, 0, Qt.AlignmentFlag.AlignVCenter)


class ParametersPage(SettingsPage):
    """Changes count when saved; before that one can see how many customers would change class."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._job: Job | None = None
        self._lead = make_label(role="body", wrap=True)
        self.rows = {name: ParameterRow(spec) for specs in _SPECS.values() for name, spec in specs.items()}
        self._heads = (SectionHeader(""), SectionHeader(""), SectionHeader(""))
        self.outcome = make_label(role="body", wrap=True)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(6)
        self.try_out = make_button("", icon_name="eye", on_click=self._preview)
        self.try_out.setObjectName("parameters_preview")
        self.defaults = make_button("", role="ghost", on_click=self._show_defaults)
        self.defaults.setObjectName("parameters_defaults")
        self.save_button = make_button("", icon_name="save", on_click=self._save)
        self.save_button.setObjectName("parameters_save")
        self._lay_out()
        self.refresh()
        self.retranslate()

    def refresh(self) -> None:
        """Read what is in force; what is being typed stays."""
        if self.changed():
            return
        self._stored = {name: text for kind in _SPECS for name, text in self._in_force(kind).items()}
        may = self.context.app.parameters.may_write()
        for name, row in self.rows.items():
            row.set_text(self._stored[name])
            row.set_editable(on=may)
        self._foot.setVisible(may)
        self._show_state()

    def _in_force(self, kind: str) -> dict[str, str]:
        values = values_of(_SPECS[kind], self.context.app.parameters.all(kind))
        return {name: spec.text(values.get(name, spec.default)) for name, spec in _SPECS[kind].items()}

    def changed(self) -> dict[str, str]:
        """Return what differs from what is in force."""
        stored = getattr(self, "_stored", None)
        if stored is None:
            return {}
        return {name: row.text() for name, row in self.rows.items() if row.text().strip() != stored[name]}

    def retranslate(self) -> None:
        """Set every text."""
        may = self.context.app.parameters.may_write()
        own = self.tr("客户分类和撞单按这些参数处理，对公司的每一台电脑有效。改动在保存后生效，分类随后自动更新。")
        other = self.tr("客户分类和撞单按这些参数处理，由管理员统一设定；您可以查看。")
        self._lead.setText(own if may else other)
        self._heads[0].set_text(self.tr("期限和界限"))
        self._heads[1].set_text(self.tr("撞单"))
        self._heads[2].set_text(self.tr("公司的表"))
        set_texts(self.try_out, self.tr("预览影响"))
        set_texts(self.defaults, self.tr("恢复默认"))
        set_texts(self.save_button, self.tr("保存参数"))
        self.progress.setAccessibleName(self.tr("正在预览"))

    # -- doing ------------------------------------------------------------------------------

    def _typed(self) -> Parameters | None:
        """Read every field; say beside the first wrong one what is wrong."""
        try:
            for row in self.rows.values():
                row.spec.parse(row.text())
            typed = Parameters.of({name: self.rows[name].text() for name in SPECS})
            check_together(typed)
        except UsageError as error:
            name = error.params.get("parameter", "")
            self.rows[name].set_error(error)
            self.rows[name].field.setFocus()
            return None
        return typed

    def _preview(self) -> None:
        typed = self._typed()
        if typed is None or self._job is not None:
            return
        app = self.context.app

        def work(task: Task) -> Preview:
            return preview(app.store, typed, app.today(), task.progress)

        self._job = self.context.jobs.run(work, Lane.POOL)
        self._job.on_success(self._previewed).on_failure(self.tell_error).on_progress(self._progressed)
        self._job.finished.connect(self._ended)
        self._show_state()

    def _previewed(self, found: Preview) -> None:
        if not found.changed:
            self.outcome.setText(self.tr("没有客户会改变类别。"))
            return
        colon, comma = (": ", ", ") if language() == "en" else ("：", "、")
        most = sorted(found.by_scheme.items(), key=lambda item: -item[1])[:4]
        parts = [f"{SCHEMES[name].label(language())} {number:,}" for name, number in most]
        text = self.tr("%1 位客户中有 %2 位会改变类别")
        text = text.replace("%1", f"{found.customers:,}").replace("%2", f"{found.changed:,}")
        self.outcome.setText(f"{text}{colon}{comma.join(parts)}")

    @Slot(int, int)
    def _progressed(self, done: int, total: int) -> None:
        self.progress.setMaximum(max(1, total))
        self.progress.setValue(done)

    @Slot()
    def _ended(self) -> None:
        self._job = None
        self._show_state()

    def _show_defaults(self) -> None:
        for row in self.rows.values():
            row.set_text(row.spec.text(row.spec.default))
        self._show_state()

    def _save(self) -> None:
        if self._typed() is None:
            return
        changed = self.changed()
        try:
            for kind, specs in _SPECS.items():
                usual = {name: spec.text(spec.default) for name, spec in specs.items()}
                typed = {name: text.strip() for name, text in changed.items() if name in specs}
                stored = {name: None if text == usual[name] else text for name, text in typed.items()}
                if stored:
                    self.context.app.parameters.save(kind, stored)
        except CrmError as error:
            self.tell_error(error)
            return
        self._stored.update({name: text.strip() for name, text in changed.items()})
        self.outcome.setText("")
        classes = bool(changed.keys() & SPECS.keys())
        text = self.tr("参数已保存，客户分类正在更新。") if classes else self.tr("参数已保存。")
        self.said.emit(text, "success")
        self._show_state()

    @Slot()
    def _show_state(self) -> None:
        changed, busy = bool(self.changed()), self._job is not None
        self.save_button.setEnabled(changed and not busy)
        self.try_out.setEnabled(not busy and bool(self.changed().keys() & SPECS.keys()))
        self.progress.setVisible(busy)
        self.outcome.setVisible(not busy)
        if not changed and not busy:
            self.outcome.setText("")

    def minimumSizeHint(self) -> QSize:
        """Wide enough for a name beside its field."""
        return QSize(420, super().minimumSizeHint().height())

    def _lay_out(self) -> None:
        self.column.addWidget(self._lead)
        self._foot = QWidget()
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(8)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.save_button, self.try_out, self.defaults):
            buttons.addWidget(button)
        buttons.addStretch(1)
        foot.addLayout(buttons)
        foot.addWidget(self.progress)
        foot.addWidget(self.outcome)
        self.column.addWidget(self._foot)
        self.column.addWidget(Separator())
        limits = [self.rows[name] for name in _SPECS[claims.KIND]]
        lists = [row for row in self.rows.values() if row.spec.type is ParameterType.LIST]
        numbers = [row for row in self.rows.values() if row not in (*lists, *limits)]
        for head, rows in zip(self._heads, (numbers, limits, lists), strict=True):
            self.column.addWidget(head)
            for row in rows:
                self.column.addWidget(row)
                row.edited.connect(self._show_state)
            self.column.addSpacing(6)
        self.column.addStretch(1)


def _error_words(spec: ParameterSpec, error: UsageError) -> str:
    """Say what is wrong with a value."""
    translate, params = QCoreApplication.translate, error.params
    other = SPECS[params["other"]].label(language()) if params.get("other") in SPECS else ""
    words = {
        "not_number": translate("Parameters", "请填一个数字。"),
        "not_whole": translate("Parameters", "请填整数。"),
        "out_of_bounds": translate("Parameters", "可填 %1–%2。"),
        "how_many": translate("Parameters", "请用 / 分开填 %3 个数字。"),
        "not_rising": translate("Parameters", "几个界限要从小到大。"),
        "too_much": translate("Parameters", "几个百分比加起来不能超过 100。"),
        "too_many": translate("Parameters", "最多 200 项。"),
        "twice": translate("Parameters", "每项要有中文名称，写法不能重复。"),
        "not_below": translate("Parameters", "要小于“%4”。"),
    }
    text = words.get(params.get("reason", ""), error.code)
    pairs = (("%1", params.get("low", "")), ("%2", params.get("high", "")), ("%3", params.get("number", "")))
    for mark, value in (*pairs, ("%4", other)):
        text = text.replace(mark, value)
    return text
