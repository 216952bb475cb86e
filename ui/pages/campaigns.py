"""Campaigns: the list, and the one chosen beside it with what it brought against its control group."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

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
from ui.errors import describe
from ui.i18n import Translated
from ui.jobs import Lane, Task
from ui.records.company_form import CompanyForm
from ui.timers import single_shot
from ui.undo import Opposite, Step
from ui.widgets import Chip, ChipRow, EmptyState, lay_out_review, make_button, make_label

LIST_WIDTH = 320
#: The list is read anew this long after the last change, in milliseconds: a draw tells many.
SETTLE_MS = 120


class CampaignsPage(Translated, QWidget):
    """``customer_wanted(id)``: show this customer; ``draw_wanted(campaign id)``: add customers to it. ``take_back``
    undoes a step, as a message's button does."""

    customer_wanted = Signal(str)
    draw_wanted = Signal(str)

    def __init__(self, context: Context, take_back: Callable[[Step], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("campaigns_page")
        self._context, self._take_back = context, take_back
        self._campaigns: list[Campaign] = []
        self._show, self._stopped, self._place, self._wanted, self._round = Show.ALL, False, 0, "", 0
        self._against: dict[str, str] = {}  # with which one each is compared, where somebody chose
        self.model = CampaignModel(self)
        self.view, self.detail = CampaignView(self.model), CampaignDetail(context.app.today)
        self.chips = ChipRow("")
        self._title, self._hint = make_label(role="title"), make_label(role="muted")
        self.new = make_button("", role="primary", icon_name="plus", on_click=self.make_new)
        self.new.setObjectName("campaign_new")
        self.first = make_button("", role="primary", icon_name="plus", on_click=self.make_new)
        self.first.setObjectName("campaign_first")
        self.empty = EmptyState("megaphone", "")
        self.empty.add_action(self.first)
        self._stack = QStackedWidget()
        self._settle = single_shot(self, SETTLE_MS, self.reload)
        lay_out_review(
            self, (self._title, self._hint), self.new, (self.chips,), self._stack,
            view=self.view, detail=self.detail, empty=self.empty, width=LIST_WIDTH,
        )  # fmt: skip
        self._connect()
        self.retranslate()
        self.reload()

    def stop(self) -> None:
        """Read nothing more; the window is closing."""
        self._stopped = True
        self._settle.stop()

    def showEvent(self, event: QShowEvent) -> None:
        """Time passes, and customers come again: read anew."""
        super().showEvent(event)
        if event.type() == QEvent.Type.Show and not event.spontaneous():
            self.reload()
            self.view.setFocus()

    def stand_on(self, campaign_id: str) -> None:
        """Show a campaign as soon as it is read."""
        self._wanted, self._show = campaign_id, Show.ALL
        self.reload()

    @Slot()
    def reload(self) -> None:
        """Read the campaigns anew, in the background."""
        if self._stopped:
            return
        queries = self._context.app.campaign_queries

        def read(_task: Task) -> list[Campaign]:
            return queries.all()

        self._context.jobs.run(read, Lane.POOL).on_success(self._arrived).on_failure(self._failed)

    def retranslate(self) -> None:
        """Set every text."""
        self._title.setText(self.tr("促销"))
        self._hint.setText(self.tr("按需求选客户，抽签留出对照组，看有多少人因此再来。"))
        self.view.setAccessibleName(self.tr("促销活动"))
        self.chips.setAccessibleName(self.tr("筛选"))
        for button in (self.new, self.first):
            button.setText(self.tr("新建活动"))
            button.setAccessibleName(self.tr("新建活动"))
        self._say()

    # -- what is shown ----------------------------------------------------------------------

    @Slot(object)
    def _arrived(self, campaigns: list[Campaign]) -> None:
        if not self._stopped:
            self._campaigns = campaigns
            self._say()

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        if not isinstance(error, CrmError):
            raise error
        self._context.notify(describe(error).whole().replace("\n", ""), kind="warning")

    def _say(self) -> None:
        names = {Show.ALL: self.tr("全部"), Show.OPEN: self.tr("进行中"), Show.EVALUATE: self.tr("待评估"),
                 Show.CLOSED: self.tr("已关闭")}  # fmt: skip
        counts = {show: len(selected(self._campaigns, show)) for show in Show}
        self.chips.set_chips([Chip(show.value, names[show], counts[show]) for show in Show])
        self.chips.choose(self._show.value)
        here = self.view.current()
        self.model.show_items(selected(self._campaigns, self._show))
        wanted = self._wanted or (here.id if here is not None else "")
        place = self.model.place_of(wanted) if wanted else -1
        self.view.choose(place if place >= 0 else self._place)
        if self._campaigns:
            self.empty.set_texts(self.tr("这里没有活动"), self.tr("其他活动在「全部」里。"))
        else:
            self.empty.set_texts(
                self.tr("还没有促销活动"),
                self.tr("在客户列表按需求筛选，例如「偏好 包含 十楼」，再把他们加入活动。"
                        "抽签留出的对照组会告诉您，客户是不是因为活动才再来。"),
            )  # fmt: skip
        self._stack.setCurrentIndex(0 if self.model.rowCount() else 1)

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
    def _chosen(self, key: str) -> None:
        self._show, self._place = Show(key), 0
        self._say()

    @Slot(str)
    def _compare(self, other_id: str) -> None:
        campaign = self.detail.campaign
        if campaign is not None:
            self._against[campaign.id] = other_id
            self._picked(campaign)

    @Slot(object)
    def _changed(self, _change: ChangeSet) -> None:
        if not self._stopped and self.isVisible():
            self._settle.start()

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
        self.chips.chosen.connect(self._chosen)
        self._context.bridge.changed.connect(self._changed)
