"""Adding customers to a campaign: whom, to which one, and what share of them gets nothing, for comparison."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from desktop_crm.domain.analysis.campaign_effect import Phase
from desktop_crm.domain.campaign_records import CAMPAIGN, CONTROL_PERCENT
from desktop_crm.domain.company_parameters import DEFAULTS, Parameters
from desktop_crm.domain.fields import Values
from desktop_crm.errors import CrmError
from desktop_crm.queries.campaigns import Campaign
from desktop_crm.services.campaigns import MOST, Draw
from ui.bulk.dialog import Scope
from ui.context import Context
from ui.dialogs._fields import LabelledField
from ui.dialogs._frame import Dialog, set_texts
from ui.jobs import Lane, Task
from ui.records.company_form import CompanyForm
from ui.widgets import Banner, ProgressLine, make_button, make_label
from ui.widgets.number_edit import NumberEdit

_SIZE, FORM_SIZE = QSize(580, 480), QSize(860, 620)
_WHOLE = 100
NOBODY = Scope.of(())


@dataclass(frozen=True, slots=True)
class Whom:
    """Customers one may choose from: the selected ones, those of the list and its filter in words."""

    selected: Scope = NOBODY
    listed: Scope = NOBODY
    words: str = ""


@dataclass(slots=True)
class _Choices:
    campaigns: list[Campaign] = field(default_factory=list)
    parameters: Parameters = DEFAULTS


class DrawDialog(Dialog):
    """``drawn(Draw)``: they are in. ``made(campaign id)``: a new campaign was made on the way."""

    drawn = Signal(object)
    made = Signal(str)

    def __init__(self, context: Context, whom: Whom, campaign_id: str = "", parent: QWidget | None = None) -> None:
        super().__init__("campaign_draw", parent, _SIZE)
        self._context, self._whom = context, whom
        self._choices, self._running = _Choices(), False
        self.selected, self.listed = QRadioButton(), QRadioButton()
        self.selected.setObjectName("draw_selected")
        self.listed.setObjectName("draw_listed")
        self.campaign = QComboBox()
        self._campaign_field = LabelledField(self.campaign, "draw_campaign")
        self.new = make_button("", icon_name="plus", on_click=self.make_new)
        self.new.setObjectName("draw_new")
        self.control = NumberEdit("", 0, 90)
        self._control_field = LabelledField(self.control, "draw_control")
        self._whom_label, self._why = make_label(role="section"), make_label(role="muted", wrap=True)
        self.sums = Banner()
        self.progress = ProgressLine("")
        self._lay_out()
        self._connect()
        self._read(campaign_id)
        self.settle()

    def retranslate(self) -> None:
        """Set every text."""
        self.set_head(self.tr("加入促销活动"), self.tr("按名单加入，并抽签留出一组作对照。"))
        self._whom_label.setText(self.tr("哪些客户"))
        number = self._whom.listed.number
        self.selected.setText(self.tr("选中的 %n 位", "", self._whom.selected.number))
        listed = self.tr("列表里的全部 %n 位", "", number)
        self.listed.setText(f"{listed} · {self._whom.words}" if self._whom.words else listed)
        self._campaign_field.set_texts(self.tr("哪个活动"))
        set_texts(self.new, self.tr("新建活动…"))
        self._control_field.set_texts(self.tr("对照组比例"))
        self.control.setSuffix(" %")
        self._why.setText(self.tr("对照组由抽签决定，什么也不给。没有它，就不知道客户再来是因为活动，还是本来就会来。"))
        set_texts(self.cancel, self.tr("取消"))
        set_texts(self.save, self.tr("加入"))
        self.progress.set_text(self.tr("正在加入…"))
        self._say()

    def scope(self) -> Scope:
        """Return the chosen customers."""
        return self._whom.selected if self.selected.isChecked() else self._whom.listed

    def make_new(self) -> CompanyForm:
        """Open the form of a new campaign, which then is the one chosen here."""
        form = CompanyForm(self._context, CAMPAIGN, None, {}, self, FORM_SIZE)
        form.filled.connect(lambda values: self._save_new(form, values))
        form.open()
        return form

    def draw(self) -> None:
        """Draw and add them, in the background."""
        campaign_id, app = str(self.campaign.currentData() or ""), self._context.app
        if not campaign_id or not self.scope().number or self._running:
            return
        scope, percent = self.scope(), self.control.value()
        words = "" if self.selected.isChecked() else self._whom.words

        def work(task: Task) -> Draw:
            ids = [one for one in app.queries.ids(list(scope.rids())) if one]
            return app.campaigns.draw(campaign_id, ids, percent, words=words, progress=task.progress)

        self._set_running(running=True)
        job = self._context.jobs.run(work)
        job.on_success(self._done).on_failure(self._failed).on_progress(self.progress.set_progress)

    def reject(self) -> None:
        """Stay open while customers are being added: the way back is offered at the end."""
        if not self._running:
            super().reject()

    # -- parts ------------------------------------------------------------------------------

    def _save_new(self, form: CompanyForm, values: Values) -> None:
        try:
            campaign_id = self._context.app.campaigns.save(values)
        except CrmError as error:
            form.say_error(error)
            return
        form.accept()
        self.made.emit(campaign_id)
        self._read(campaign_id)

    def _read(self, wanted: str) -> None:
        app = self._context.app

        def work(_task: Task) -> tuple[str, _Choices]:
            campaigns = [one for one in app.campaign_queries.all() if one.phase is not Phase.CLOSED]
            return wanted, _Choices(campaigns, app.class_queries.freshness().parameters)

        self._context.jobs.run(work, Lane.POOL).on_success(self._show).on_failure(self.say_error)

    @Slot(object)
    def _show(self, answer: tuple[str, _Choices]) -> None:
        wanted, self._choices = answer
        self.campaign.clear()
        for one in self._choices.campaigns:
            self.campaign.addItem(one.name, one.id)
        self.campaign.setCurrentIndex(max(0, self.campaign.findData(wanted)))
        self._say()

    @Slot()
    def _say(self) -> None:
        """Say how large the groups become, and whether that is enough to tell anything."""
        number, chosen = self.scope().number, bool(self.campaign.currentData())
        self.campaign.setEnabled(chosen)
        control = (number * self.control.value() + _WHOLE // 2) // _WHOLE
        least = self._choices.parameters.effect_least
        groups = self.tr("目标组 %1 位，对照组 %2 位。")
        text, kind = groups.replace("%1", f"{number - control:,}").replace("%2", f"{control:,}"), "info"
        if not chosen:
            text, kind = self.tr("还没有可以加入的活动，先新建一个。"), "info"
        elif number > MOST:
            text, kind = self.tr("一次最多加入 %n 位。", "", MOST), "error"
        elif not control:
            text, kind = f"{text} {self.tr('没有对照组，效果无法判断。')}", "warning"
        elif min(control, number - control) < least:
            few = self.tr("每组不到 %n 位，多半看不出效果。", "", least)
            text, kind = f"{text} {few}", "warning"
        self.sums.set_message(text, kind)
        self.save.setEnabled(chosen and 0 < number <= MOST and not self._running)

    @Slot(object)
    def _done(self, drawn: Draw) -> None:
        self._set_running(running=False)
        self.drawn.emit(drawn)
        self.accept()

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self._set_running(running=False)
        self.say_error(error)

    def _set_running(self, *, running: bool) -> None:
        self._running = running
        self.progress.setVisible(running)
        for part in (self.selected, self.listed, self.campaign, self.new, self.control):
            part.setEnabled(not running)
        self._say()
        if not running:
            self._enable_scopes()

    def _enable_scopes(self) -> None:
        for button, scope in ((self.selected, self._whom.selected), (self.listed, self._whom.listed)):
            button.setEnabled(scope.number > 0)
            button.setVisible(scope.number > 0)

    def _connect(self) -> None:
        self.selected.toggled.connect(self._say)
        self.control.valueChanged.connect(self._say)
        self.campaign.currentIndexChanged.connect(self._say)

    def _lay_out(self) -> None:
        group = QButtonGroup(self)
        for button in (self.selected, self.listed):
            group.addButton(button)
        (self.selected if self._whom.selected.number else self.listed).setChecked(True)
        self._enable_scopes()
        self.control.setValue(CONTROL_PERCENT)
        self.progress.hide()
        scopes = QVBoxLayout()
        scopes.setSpacing(6)
        for widget in (self._whom_label, self.selected, self.listed):
            scopes.addWidget(widget)
        self.body.addLayout(scopes)
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(self._campaign_field, 1)
        beside = QVBoxLayout()
        beside.addStretch(1)
        beside.addWidget(self.new)
        line.addLayout(beside)
        self.body.addLayout(line)
        self.body.addWidget(self._control_field)
        self.body.addWidget(self._why)
        self.body.addWidget(self.sums)
        self.body.addWidget(self.progress)
        self.body.addStretch(1)
        self.cancel = make_button("", on_click=self.reject)
        self.cancel.setObjectName("close")
        self.save = make_button("", role="primary", on_click=self.draw)
        self.save.setObjectName("draw_save")
        self.foot.addStretch(1)
        self.foot.addWidget(self.cancel)
        self.foot.addWidget(self.save)
