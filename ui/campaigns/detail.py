"""One campaign: what it is, what it brought beside its control group and another one, its money, who has a part."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop_crm.domain.analysis.campaign_effect import Effect, Money, Phase
from desktop_crm.domain.analysis.campaign_words import percent, statement
from desktop_crm.domain.campaign_records import CAMPAIGN, CONTROL, TARGET
from desktop_crm.domain.company_parameters import DEFAULTS, Parameters
from desktop_crm.queries.campaigns import Against, Campaign, Member
from ui.campaigns import words
from ui.campaigns.bars import GroupShare, ShareBars
from ui.dialogs._frame import scrolled, set_texts
from ui.i18n import Translated, language
from ui.models.texts import short_day
from ui.sync_centre.rows import Cell, LogModel, LogRow, Look
from ui.sync_centre.view import ROW_HEIGHT, LogView
from ui.timeline.words import money
from ui.widgets import Banner, ElidedLabel, KeyValueList, Pill, SectionHeader, Separator, make_button, make_label

_HEAD = 40
_MOST_MEMBERS = 8  # rows shown before the list scrolls
#: What people wrote of a campaign, in the order in which it is shown.
_TEXTS = ("description", "text", "time_changes", "evaluation")
_GROUP_TINTS = {TARGET: "blue", CONTROL: "grey"}


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown of a campaign. ``others``: those it can be compared with."""

    campaign: Campaign
    effect: Effect
    members: Sequence[Member] = ()
    others: Sequence[Campaign] = ()
    against: Against | None = None
    parameters: Parameters = field(default=DEFAULTS)


class CampaignDetail(Translated, QWidget):
    """``wanted(action)``: edit, add, close, reopen, remove; ``respond_wanted(Member)``; ``other_wanted(campaign id)``:
    compare with it; ``customer_wanted(id)``."""

    wanted = Signal(str)
    respond_wanted = Signal(object)
    other_wanted = Signal(str)
    customer_wanted = Signal(str)

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._shown: Shown | None = None
        self._name, self._phase, self._kind = ElidedLabel("", "name"), Pill(""), Pill("", "amber")
        self._about = make_label(role="muted", wrap=True)
        self.banner = Banner()
        self._rates, self._pay, self._people, self._told = (SectionHeader("") for _ in range(4))
        self.bars = ShareBars()
        self.other = QComboBox()
        self.other.setObjectName("campaign_other")
        self.other.setMinimumWidth(190)
        self._against = make_label(role="body", wrap=True)
        self.money = KeyValueList(key_width=112)
        self._no_money, self._nobody = make_label(role="muted", wrap=True), make_label(role="muted", wrap=True)
        self.texts = KeyValueList(key_width=112)
        self.members = LogModel(self._titles, self._rows, parent=self)
        self.member_view = LogView(self.members, (0, 96, 104, 104, 96))
        self._lay_out()
        self.retranslate()

    @property
    def campaign(self) -> Campaign | None:
        """The campaign shown."""
        return self._shown.campaign if self._shown is not None else None

    def show_campaign(self, shown: Shown) -> None:
        """Show another campaign, or the same one anew."""
        self._shown = shown
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text."""
        for button, text in (
            (self.edit, self.tr("编辑")),
            (self.add, self.tr("加入客户…")),
            (self.remove, self.tr("删除")),
            (self.respond, self.tr("记下响应")),
        ):
            set_texts(button, text)
        self._rates.set_text(self.tr("再来的比例"))
        self._pay.set_text(self.tr("投入产出"))
        self._people.set_text(self.tr("参与的客户"))
        self._told.set_text(self.tr("内容与评估"))
        self.other.setAccessibleName(self.tr("与另一个活动比较"))
        self.member_view.setAccessibleName(self.tr("参与的客户"))
        self._no_money.setText(self.tr("两组人数够、固定成本和变动成本都填好后，这里算出活动是否划算。"))
        self._nobody.setText(self.tr("还没有客户。点「加入客户…」，从选中的客户或当前列表加入，并抽签留出对照组。"))
        if self._shown is not None:
            self._fill(self._shown)

    # -- showing ----------------------------------------------------------------------------

    def _fill(self, shown: Shown) -> None:
        campaign = shown.campaign
        self._name.setText(campaign.name)
        self._phase.set_pill(*words.phase_pill(campaign))
        self._kind.set_pill(words.value_word(campaign, "benefit_kind"), "amber" if campaign.discount_only else "purple")
        self._kind.setVisible(bool(campaign.values.get("benefit_kind")))
        by = str(campaign.values.get("by") or "")
        parts = (words.days_words(campaign), words.about_words(campaign), by, words.value_word(campaign, "target"))
        self._about.setText(" · ".join(part for part in parts if part))
        self._say(shown)
        self._fill_rates(shown)
        self._fill_money(shown.effect.money)
        texts = [(CAMPAIGN[name].label(language()), str(campaign.values.get(name) or "")) for name in _TEXTS]
        self.texts.set_rows([(label, text) for label, text in texts if text])
        members = bool(shown.members)
        self.members.show_keys(list(shown.members))
        rows = min(max(len(shown.members), 1), _MOST_MEMBERS)
        self.member_view.setFixedHeight(_HEAD + ROW_HEIGHT * rows + 2)
        self.member_view.setVisible(members)
        self._nobody.setVisible(not members)
        self._people.set_text(f"{self.tr('参与的客户')} · {words.groups_words(campaign)}")
        closed = campaign.phase is Phase.CLOSED
        set_texts(self.close_it, self.tr("重新打开") if closed else self.tr("关闭活动"))
        self.close_it.setVisible(closed or campaign.phase is Phase.EVALUATE)
        for button in (self.edit, self.add, self.respond):
            button.setEnabled(not closed)
        self.respond.setVisible(members)
        self._picked(self.member_view.current_row())

    def _say(self, shown: Shown) -> None:
        effect = shown.effect
        least = shown.parameters.effect_least
        one, other = self._group_names()
        text = statement(effect.comparison, one, other, least, language())
        if effect.window.open and not effect.window.empty and shown.members:
            text += "\n" + self.tr("观察期还没有结束，数到今天为止。")
        if effect.both:
            text += "\n" + self.tr("有 %n 位因档案合并同时在两组，没有计入。", "", effect.both)
        self.banner.set_message(text, words.BANNERS.get(effect.comparison.finding, "info"))
        self.banner.setVisible(bool(shown.members))

    def _group_names(self) -> tuple[str, str]:
        one, other = words.group_word(TARGET), words.group_word(CONTROL)
        return (f"the {one.lower()}", f"the {other.lower()}") if language() == "en" else (one, other)

    def _fill_rates(self, shown: Shown) -> None:
        found, against = shown.effect.comparison, shown.against
        rows = [GroupShare(words.group_word(TARGET), found.one, "accent"),
                GroupShare(words.group_word(CONTROL), found.other, "text3")]  # fmt: skip
        if against is not None:
            rows.append(GroupShare(against.other.name, against.comparison.other, "amber"))
        self.bars.show_rows(rows)
        for part in (self._rates, self.bars):
            part.setVisible(bool(shown.members))
        self.other.blockSignals(True)
        self.other.clear()
        self.other.addItem(self.tr("不与别的活动比"), "")
        for one in shown.others:
            self.other.addItem(self.tr("与「%1」比").replace("%1", one.name), one.id)
        self.other.setCurrentIndex(max(0, self.other.findData(against.other.id if against is not None else "")))
        self.other.blockSignals(False)
        self.other.setVisible(bool(shown.others) and bool(shown.members))
        self._against.setVisible(against is not None)
        if against is not None:
            least = shown.parameters.effect_least
            names = (f"“{shown.campaign.name}”", f"“{against.other.name}”")
            text = statement(against.comparison, *names, least, language())
            days = self.tr("都数开始后的 %n 天。", "", against.days)
            self._against.setText(f"{text}{' ' if language() == 'en' else ''}{days}")

    def _fill_money(self, told: Money | None) -> None:
        self.money.setVisible(told is not None)
        self._no_money.setVisible(told is None)
        if told is None:
            return
        roi = percent(told.roi) if told.roi is not None else "–"
        even = money(round(told.break_even)) if told.break_even is not None else "–"
        self.money.set_rows(
            [
                (self.tr("增量销售额"), f"{money(round(told.incremental))}  ({self._of(told)})"),
                (self.tr("增量毛利"), money(round(told.margin))),
                (self.tr("成本"), money(told.cost)),
                (self.tr("结果"), self.tr("%1，回报率 %2").replace("%1", money(round(told.result))).replace("%2", roi)),
                (self.tr("保本增量"), even),
            ]
        )

    def _of(self, told: Money) -> str:
        text = self.tr("实际 %1，按对照组应有 %2")
        return text.replace("%1", money(round(told.actual))).replace("%2", money(round(told.baseline)))

    # -- members ----------------------------------------------------------------------------

    def _titles(self) -> Sequence[str]:
        return self.tr("客户"), self.tr("组"), self.tr("响应"), self.tr("再来"), self.tr("金额")

    def _rows(self, keys: Sequence[object]) -> Sequence[LogRow]:
        today, rows = self._today(), []
        for one in keys:
            assert isinstance(one, Member)  # noqa: S101 - the model holds nothing else
            days = (short_day(day, today) if day else "—" for day in (one.responded_on, one.came_on))
            group = Cell(words.group_word(one.group), Look.PILL, _GROUP_TINTS.get(one.group, "grey"))
            cells = (Cell(one.name or one.customer_no, Look.NAME), group, *(Cell(day, Look.MUTED) for day in days))
            amount = Cell(money(one.sales) if one.came_on else "", Look.MUTED)
            rows.append(LogRow((*cells, amount), one.customer_id, target=one))
        return rows

    @Slot(object)
    def _picked(self, row: LogRow | None) -> None:
        member = row.target if row is not None else None
        can = isinstance(member, Member) and member.group == TARGET
        closed = self.campaign is not None and self.campaign.phase is Phase.CLOSED
        self.respond.setEnabled(can and not closed)
        answered = isinstance(member, Member) and bool(member.responded_on)
        set_texts(self.respond, self.tr("取消响应") if answered else self.tr("记下响应"))

    def _respond(self) -> None:
        row = self.member_view.current_row()
        if row is not None and isinstance(row.target, Member):
            self.respond_wanted.emit(row.target)

    # -- building ---------------------------------------------------------------------------

    def _lay_out(self) -> None:
        def button(name: str, role: str, icon: str, on_click: Callable[[], object]) -> QPushButton:
            made = make_button("", role=role, icon_name=icon, on_click=on_click)
            made.setObjectName(f"campaign_{name}")
            return made

        self.remove = button("remove", "", "trash-2", lambda: self.wanted.emit("remove"))
        self.edit = button("edit", "", "pencil", lambda: self.wanted.emit("edit"))
        self.add = button("add", "primary", "user-plus", lambda: self.wanted.emit("add"))
        self.close_it = button("close", "", "check", self._close)
        self.respond = make_button("", size="small", icon_name="check", on_click=self._respond)
        self.respond.setObjectName("campaign_respond")
        self.member_view.setObjectName("campaign_members")
        self.member_view.picked.connect(self._picked)
        self.member_view.opened.connect(lambda row: self.customer_wanted.emit(row.agg_id))
        self.other.activated.connect(lambda _place: self.other_wanted.emit(str(self.other.currentData() or "")))
        self._rates.add_action(self.other)
        self._people.add_action(self.respond)
        top = QHBoxLayout()
        top.setSpacing(10)
        for part in (self._name, self._phase, self._kind):
            top.addWidget(part)
        top.addStretch(1)
        head = QVBoxLayout()
        head.setContentsMargins(18, 14, 18, 0)
        head.setSpacing(4)
        head.addLayout(top)
        head.addWidget(self._about)
        inside = QWidget()
        body = QVBoxLayout(inside)
        body.setContentsMargins(18, 4, 18, 14)
        body.setSpacing(10)
        for widget in (self.banner, self._rates, self.bars, self._against, self._pay, self._no_money, self.money,
                       self._people, self._nobody, self.member_view, self._told, self.texts):  # fmt: skip
            body.addWidget(widget)
        body.addStretch(1)
        foot = QHBoxLayout()
        foot.setContentsMargins(18, 0, 18, 12)
        foot.setSpacing(8)
        foot.addWidget(self.remove)
        foot.addStretch(1)
        for made in (self.close_it, self.edit, self.add):
            foot.addWidget(made)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(scrolled(inside), 1)
        column.addWidget(Separator())
        column.addLayout(foot)

    def _close(self) -> None:
        closed = self.campaign is not None and self.campaign.phase is Phase.CLOSED
        self.wanted.emit("reopen" if closed else "close")
