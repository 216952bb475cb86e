"""Campaigns: the list, and the one chosen beside it with what it brought against its control group."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop_crm.domain.campaign_records import CAMPAIGN
from desktop_crm.domain.fields import Values
from desktop_crm.errors import CrmError
from desktop_crm.events import ChangeSet
from desktop_crm.queries.campaigns import Campaign, Member, comparable
from desktop_crm.services.campaigns import Draw
from ui.campaigns.detail import CampaignDetail, Shown
from ui.campaigns.draw import FORM_SIZE
from ui.campaigns.model import CampaignModel, CampaignView, Show, selected
from ui.campaigns.steps import Changing, Drawing, Removing, Responding
from ui.context import Context
from ui.jobs import Lane, Task
from ui.pages.review import ReviewPage
from ui.records.company_form import CompanyForm
from ui.undo import Opposite, Step
from ui.widgets import make_button

LIST_WIDTH = 320


class CampaignsPage(ReviewPage):
    """``draw_wanted(campaign id)``: add customers to it. ``take_back`` undoes a step, as a message's button does."""

    draw_wanted = Signal(str)
    settle_ms = 120  # a draw tells many

    def __init__(self, context: Context, take_back: Callable[[Step], object], parent: QWidget | None = None) -> None:
        super().__init__(context, "campaigns_page", Show.ALL, "megaphone", parent)
        self._take_back = take_back
        self._campaigns: list[Campaign] = []
        self._wanted, self._round = "", 0
        self._against: dict[str, str] = {}  # with which one each is compared, where somebody chose
        self.model = CampaignModel(self)
        self.view, self.detail = CampaignView(self.model), CampaignDetail(context.app.today)
        self.new = make_button("", role="primary", icon_name="plus", on_click=self.make_new)
        self.new.setObjectName("campaign_new")
        self.first = make_button("", role="primary", icon_name="plus", on_click=self.make_new)
        self.first.setObjectName("campaign_first")
        self.empty.add_action(self.first)
        self.lay_out(self.detail, self.new, LIST_WIDTH)
        self._connect()
        self.retranslate()
        self.reload()

    def stand_on(self, campaign_id: str) -> None:
        """Show a campaign as soon as it is read."""
        self._wanted, self._show = campaign_id, Show.ALL
        self.reload()

    def read(self, _task: Task) -> list[Campaign]:
        """Read the campaigns."""
        return self._context.app.campaign_queries.all()

    def keep(self, answer: list[Campaign]) -> None:
        """Take the campaigns that were read."""
        self._campaigns = answer

    def retranslate(self) -> None:
        """Set every text."""
        self._title.setText(self.tr("促销"))
        self._hint.setText(self.tr("按需求选客户，抽签留出对照组，看有多少人因此再来。"))
        self.view.setAccessibleName(self.tr("促销活动"))
        self.chips.setAccessibleName(self.tr("筛选"))
        for button in (self.new, self.first):
            button.setText(self.tr("新建活动"))
            button.setAccessibleName(self.tr("新建活动"))
        self.say()

    # -- what is shown ----------------------------------------------------------------------

    def say(self) -> None:
        """Show the campaigns of the chip that is chosen."""
        names = {Show.ALL: self.tr("全部"), Show.OPEN: self.tr("进行中"), Show.EVALUATE: self.tr("待评估"),
                 Show.CLOSED: self.tr("已关闭")}  # fmt: skip
        counts = {show: len(selected(self._campaigns, show)) for show in Show}
        if self._campaigns:
            self.empty.set_texts(self.tr("这里没有活动"), self.tr("其他活动在「全部」里。"))
        else:
            self.empty.set_texts(
                self.tr("还没有促销活动"),
                self.tr("在客户列表按需求筛选，例如「偏好 包含 十楼」，再把他们加入活动。"
                        "抽签留出的对照组会告诉您，客户是不是因为活动才再来。"),
            )  # fmt: skip
        self.list_items(selected(self._campaigns, Show(self._show)), names, counts, self._wanted)

    @Slot(object)
    def _picked(self, campaign: Campaign | None) -> None:
        if campaign is None:
            return
        self._place = max(self.model.place_of(campaign.id), 0)
        if self._wanted == campaign.id:
            self._wanted = ""
        self._round += 1
        number, queries = self._round, self._context.app.campaign_queries
        others = comparable(self._campaigns, campaign) if campaign.targets else []
        chosen = self._against.get(campaign.id)
        if chosen is None:
            chosen = others[0].id if others and others[0].discount_only and not campaign.discount_only else ""
        other = next((one for one in others if one.id == chosen), None)
        classes = self._context.app.class_queries

        def read(_task: Task) -> tuple[int, Shown]:
            against = queries.against(campaign, other) if other is not None else None
            members = queries.members(campaign)
            parameters = classes.freshness().parameters
            return number, Shown(campaign, queries.effect(campaign), members, others, against, parameters)

        self._context.jobs.run(read, Lane.POOL).on_success(self._measured).on_failure(self._failed)

    @Slot(object)
    def _measured(self, answer: tuple[int, Shown]) -> None:
        number, shown = answer
        if number == self._round and not self._stopped:
            self.detail.show_campaign(shown)

    @Slot(str)
    def _compare(self, other_id: str) -> None:
        campaign = self.detail.campaign
        if campaign is not None:
            self._against[campaign.id] = other_id
            self._picked(campaign)

    @Slot(object)
    def _changed(self, change: ChangeSet) -> None:
        if self.isVisible():
            super()._changed(change)

    # -- doing ------------------------------------------------------------------------------

    def make_new(self) -> CompanyForm:
        """Open the form of a new campaign."""
        return self._form(None)

    def edit(self) -> CompanyForm | None:
        """Open the form of the campaign shown; None without one."""
        campaign = self.detail.campaign
        return self._form(campaign) if campaign is not None else None

    def tell_drawn(self, drawn: Draw) -> None:
        """Say who was added, with the way back."""
        step = Drawing(self._context.app.campaigns, drawn)
        text = self.tr("已加入：目标组 %1 位，对照组 %2 位")
        text = text.replace("%1", f"{drawn.target:,}").replace("%2", f"{drawn.control:,}")
        if drawn.known:
            text += self.tr("；%n 位已在其中", "", drawn.known)
        if drawn.refused:
            text += self.tr("；%n 位不允许这样联系", "", drawn.refused)
        self._remember(step, text)

    def tell_made(self, campaign_id: str) -> None:
        """Remember that a campaign was made, and show it."""
        service = self._context.app.campaigns
        self._remember(Opposite(Removing(service, campaign_id)), self.tr("已新建活动"))
        self.stand_on(campaign_id)

    def _form(self, campaign: Campaign | None) -> CompanyForm:
        row_id, base = (campaign.id, campaign.values) if campaign is not None else (None, {})
        form = CompanyForm(self._context, CAMPAIGN, row_id, base, self.window(), FORM_SIZE)
        form.filled.connect(lambda values: self._save(form, campaign, values))
        form.open()
        return form

    def _save(self, form: CompanyForm, campaign: Campaign | None, values: Values) -> None:
        service = self._context.app.campaigns
        try:
            campaign_id = service.save(values, campaign.id if campaign is not None else None)
        except CrmError as error:
            form.say_error(error)
            return
        form.accept()
        if campaign is None:
            self.tell_made(campaign_id)
            return
        step = Changing(service, campaign_id, campaign.values, service.values(campaign_id))
        self._remember(step, self.tr("已保存：%1").replace("%1", campaign.name))

    @Slot(str)
    def _do(self, name: str) -> None:
        campaign = self.detail.campaign
        if campaign is None:
            return
        if name == "add":
            self.draw_wanted.emit(campaign.id)
        elif name == "edit":
            self.edit()
        else:
            self._try(lambda: self._end(campaign, name))

    def _end(self, campaign: Campaign, name: str) -> None:
        """Close, open again, or take away."""
        service = self._context.app.campaigns
        if name == "remove":
            step: Step = Removing(service, campaign.id, service.remove(campaign.id))
            self._remember(step, self.tr("已删除活动：%1").replace("%1", campaign.name))
            return
        if name == "close":
            service.close(campaign.id)
        else:
            service.reopen(campaign.id)
        said = self.tr("已关闭活动：%1") if name == "close" else self.tr("已重新打开：%1")
        step = Changing(service, campaign.id, campaign.values, service.values(campaign.id))
        self._remember(step, said.replace("%1", campaign.name))

    @Slot(object)
    def _respond(self, member: Member) -> None:
        service, today = self._context.app.campaigns, self._context.app.today()
        before = date.fromisoformat(member.responded_on) if member.responded_on else None
        after = None if before is not None else today
        said = self.tr("%1 没有响应") if before is not None else self.tr("%1 响应了")

        def work() -> None:
            service.respond(member.id, after)
            self._remember(Responding(service, member.id, before, after), said.replace("%1", member.name))

        self._try(work)

    def _try(self, work: Callable[[], None]) -> None:
        try:
            work()
        except CrmError as error:
            self._failed(error)

    def _remember(self, step: Step, text: str) -> None:
        self._context.undo.push(step)
        self._context.notify(text, (self.tr("撤销"), lambda: self._take_back(step)), kind="success")
        self.reload()

    def _connect(self) -> None:
        self.view.picked.connect(self._picked)
        self.view.opened.connect(lambda _campaign: self.detail.member_view.setFocus())
        self.detail.wanted.connect(self._do)
        self.detail.respond_wanted.connect(self._respond)
        self.detail.other_wanted.connect(self._compare)
        self.detail.customer_wanted.connect(self.customer_wanted)
