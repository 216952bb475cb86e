"""The three customer cards (F5 潜在, F6 现有, F7 旧) as views, and how the customer went from one to the next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_crm.domain.card_states import CardState, Cause, Standing
from desktop_crm.domain.fields import RecordType
from desktop_crm.domain.records import CUSTOMER, RECORD_TYPES
from desktop_crm.queries.one_view import OneView
from desktop_crm.queries.rows import RecordRow
from ui.card.tabs import Scroll
from ui.customer.section import Host, ViewSection
from ui.i18n import Translated, language
from ui.models.texts import short_day
from ui.records.words import row_text
from ui.timeline.words import money
from ui.widgets import Banner, FlowLayout, IconMark, KeyValueList, Pill, Separator

_TINTS = {CardState.PROSPECT: "blue", CardState.ACTIVE: "green", CardState.FORMER: "red"}
_PERCENT, _LEAST_WIDTH = 100, 280


class CardsTab(Translated, QWidget):
    """``kind_wanted(code)``: let the field 卡片类型 say what the orders say."""

    kind_wanted = Signal(str)

    def __init__(self, host: Host, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._host = host
        self._view: OneView | None = None
        self._area = Scroll(self)
        self._area.column.setContentsMargins(14, 8, 14, 12)
        flow = QWidget()
        flow.setMinimumWidth(_LEAST_WIDTH)
        self._flow = FlowLayout(flow, gap=8)
        self._banner = Banner()
        self._take = self._banner.add_action("", self._take_clicked)
        self.cards = (ActiveCard(host), ProspectCard(host), FormerCard(host))
        self._area.column.addWidget(flow)
        self._area.column.addWidget(self._banner)
        for card in self.cards:
            self._area.column.addWidget(Separator())
            self._area.column.addWidget(card)
        self._area.column.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._area)

    def show_view(self, view: OneView) -> None:
        """Show another customer, or the same one anew."""
        self._view = view
        for card in self.cards:
            card.show_view(view)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text."""
        self._take.setText(self.tr("更新"))
        if self._view is None:
            return
        self._show_flow(self._view.standing)
        stored = str(self._view.card.values.get("card_kind") or "")
        derived = self._view.standing.state.value
        self._banner.setVisible(stored != derived and not self._view.card.deleted)
        text = self.tr("资料里的卡片类型是“%1”，按交易应是“%2”。")
        self._banner.set_message(text.replace("%1", kind_word(stored) or "—").replace("%2", kind_word(derived)), "info")

    def _show_flow(self, standing: Standing) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        path = [CardState.PROSPECT, *(step.transition.end for step in standing.steps)][-_PATH:]
        days = ["", *(step.day.isoformat() for step in standing.steps)][-_PATH:]
        causes = [None, *(step.transition for step in standing.steps)][-_PATH:]
        for place, (state, day, cause) in enumerate(zip(path, days, causes, strict=True)):
            if place:
                self._flow.addWidget(IconMark("arrow-right", "text3", 22))
            last = place == len(path) - 1
            word = kind_word(state.value)
            if cause is not None and cause.won_back:
                word = f"{word}（{self.tr('赢回')}）"
            when = short_day(day, self._host.context.app.today()) if day else ""
            pill = Pill(" ".join(part for part in (word, when) if part), _TINTS[state] if last else "grey")
            self._flow.addWidget(pill)

    def _take_clicked(self) -> None:
        if self._view is not None:
            self.kind_wanted.emit(self._view.standing.state.value)


#: Steps of the way that are shown.
_PATH = 4


class ProspectCard(ViewSection):
    """F5: demand, and when, where and how he will probably buy."""

    def __init__(self, host: Host, parent: QWidget | None = None) -> None:
        super().__init__(host, "prospect", parent)

    def name(self) -> str:
        """Return the title."""
        return _record_name(RECORD_TYPES["prospect_survey"])

    def fill(self, view: OneView) -> None:
        """Draw the newest survey."""
        row = view.survey
        self.add_button("plus", self.tr("填写调查卡"), self.desk_open("prospect_survey"))
        if row is None:
            self.add_nothing(self.tr("还没有调查过需求。"))
            return
        self.tell_origin("marketing", row.when)
        self.add(_values(row, RECORD_TYPES["prospect_survey"]))
        self.add_link(self.tr("编辑调查卡"), self.desk_open("prospect_survey", row.id))


class ActiveCard(ViewSection):
    """F6: opened by the first order; everything on it follows from orders and payments."""

    def __init__(self, host: Host, parent: QWidget | None = None) -> None:
        super().__init__(host, "active", parent)

    def name(self) -> str:
        """Return the title."""
        return self.tr("现有顾客卡")

    def fill(self, view: OneView) -> None:
        """Draw the numbers."""
        deals, now, today = view.deals, view.standing, self.host.context.app.today()
        if not deals.count:
            self.add_nothing(self.tr("第一张订单会开出这张卡。"))
            return
        self.tell_origin("orders", deals.last_on)

        def day(text: str) -> str:
            return short_day(text, today) if text else "—"

        percent = round(_PERCENT * deals.margin / deals.total) if deals.total and deals.margin else None
        margin = money(deals.margin) + (f"（{percent}%）" if percent is not None else "")
        rows: list[tuple[str, str | QWidget]] = [
            (self.tr("建卡日期"), day(deals.first_on)),
            (self.tr("累计交易额"), f"{money(deals.total)} · {self.tr('%n 次', '', deals.count)}"),
            (self.tr("本年交易额"), money(deals.this_year)),
            (self.tr("毛利"), margin if deals.margin else "—"),
            (self.tr("最近交易"), day(deals.last_on)),
        ]
        if now.interval_days is not None:
            rows.append((self.tr("平均间隔"), self.tr("%n 天", "", now.interval_days)))
            rows.append((self.tr("预计下次"), self._expected(deals.last_on, now.interval_days)))
        if now.lapses_on is not None:
            rows.append((self.tr("视为流失"), day(now.lapses_on.isoformat())))
        if deals.on_time_percent is not None:
            rows.append((self.tr("按时付款"), f"{deals.on_time_percent}%"))
        if deals.overdue:
            rows.append((self.tr("逾期未付"), money(deals.overdue)))
        shown = KeyValueList()
        shown.set_rows(rows)
        self.add(shown)

    def _expected(self, last_on: str, days: int) -> str:
        expected = date.fromisoformat(last_on) + timedelta(days=days)
        return short_day(expected.isoformat(), self.host.context.app.today())


class FormerCard(ViewSection):
    """F7: when and why dealings stopped, what is open, how he may come back."""

    def __init__(self, host: Host, parent: QWidget | None = None) -> None:
        super().__init__(host, "former", parent)

    def name(self) -> str:
        """Return the title."""
        return _record_name(RECORD_TYPES["stop_record"])

    def fill(self, view: OneView) -> None:
        """Draw the newest stop, and the history of the dealings."""
        now, deals = view.standing, view.deals
        if deals.count:
            self.add_button("plus", self.tr("记录停止交易"), self._open_new)
        told = view.stop is not None and now.since is not None and view.stop.when >= now.since.isoformat()
        if now.state is CardState.FORMER and now.cause is Cause.LAPSED and not told:
            self.add_nothing(self.tr("太久没有订单，已视为旧客户。请记下停止交易的原因。"))
        elif view.stop is None:
            self.add_nothing(self.tr("没有停止过交易。"))
        if view.stop is None:
            return
        self.tell_origin("sales", view.stop.when)
        self.add(_values(view.stop, RECORD_TYPES["stop_record"]))
        if deals.first_on:
            years = int(deals.last_on[:4]) - int(deals.first_on[:4]) + 1
            text = self.tr("往来 %n 年，累计 %1", "", years).replace("%1", money(deals.total))
            self.add_nothing(text)
        self.add_link(self.tr("编辑旧客户卡"), self.desk_open("stop_record", view.stop.id))

    def _open_new(self) -> None:
        if self.view is not None:
            initial = {"stopped_on": self.view.deals.last_on}
            self.host.desk.open("stop_record", self.view.card.id, initial=initial)


def kind_word(code: str) -> str:
    """Name a card in the present language."""
    choice = CUSTOMER["card_kind"].choice(code)
    if choice is None:
        return code
    return choice.en if language() == "en" else choice.zh


def _record_name(record: RecordType) -> str:
    return record.en if language() == "en" else record.zh


def _values(row: RecordRow, record: RecordType) -> QWidget:
    """Draw every filled field of a row."""
    filled: Sequence[tuple[str, str | QWidget]] = [
        (field.label(language()), text)
        for field in record.typed
        if (text := row_text(field, row.values.get(field.id), {}))
    ]
    shown = KeyValueList(key_width=96)
    shown.set_rows(filled)
    return shown
