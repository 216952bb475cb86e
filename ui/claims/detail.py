"""One case: what is the same, who claims with which evidence, all prices, all contacts, and what was decided."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop_crm.domain.claim_records import CLAIM_CASE, DECIDED
from desktop_crm.queries.claims import Case, Party
from ui.claims import words
from ui.claims.prices import Prices
from ui.dialogs._frame import scrolled, set_texts
from ui.i18n import Translated
from ui.models.texts import coming_moment, long_moment, short_day
from ui.sync_centre.rows import Cell, LogModel, LogRow, Look
from ui.sync_centre.view import ROW_HEIGHT, LogView
from ui.widgets import Banner, ElidedLabel, Pill, SectionHeader, Separator, make_button, make_label

_HEAD = 40
_MOST_CONTACTS = 8  # rows shown before the list scrolls


class CaseDetail(Translated, QWidget):
    """``decide_wanted``, ``dismiss_wanted``, ``withdraw_wanted(again)``, ``customer_wanted(id)``."""

    decide_wanted = Signal()
    dismiss_wanted = Signal()
    withdraw_wanted = Signal(bool)
    customer_wanted = Signal(str)

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._case: Case | None = None
        self._name, self._state = ElidedLabel("", "name"), Pill("")
        self._about = make_label(role="muted", wrap=True)
        self._banner = Banner()
        self._claims, self._quotes, self._contacts = (SectionHeader("") for _ in range(3))
        self._no_quotes, self._no_contacts = make_label(role="muted"), make_label(role="muted")
        self.parties = LogModel(self._party_titles, self._party_rows, parent=self)
        self.party_view = LogView(self.parties, (118, 92, 0, 84, 84, 76))
        self.prices = Prices()
        self.contacts = LogModel(self._contact_titles, self._contact_rows, parent=self)
        self.contact_view = LogView(self.contacts, (150, 150, 0))
        self._lay_out()
        self.retranslate()

    @property
    def case(self) -> Case | None:
        """The case shown."""
        return self._case

    def show_case(self, case: Case | None) -> None:
        """Show another case."""
        self._case = case
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text."""
        set_texts(self.decide, self.tr("裁定…"))
        set_texts(self.dismiss, self.tr("不是同一客户…"))
        set_texts(self.open_customer, self.tr("打开客户"))
        self.party_view.setAccessibleName(self.tr("主张"))
        self.contact_view.setAccessibleName(self.tr("跟踪记录"))
        self._claims.set_text(self.tr("主张（按依据排序）"))
        self._contacts.set_text(self.tr("跟踪记录"))
        self._no_quotes.setText(self.tr("还没有人报价。"))
        self._no_contacts.setText(self.tr("还没有人联系过这位客户。"))
        if self._case is not None:
            self._show(self._case)

    # -- showing ----------------------------------------------------------------------------

    def _show(self, case: Case) -> None:
        self._name.setText(case.name or "—")
        self._state.set_pill(*words.case_state(case))
        self._about.setText(self._about_words(case))
        self._say(case)
        spread = words.spread_words(case)
        title = self.tr("报价")
        self._quotes.set_text(f"{title} · {spread}" if spread else title)
        self.parties.show_keys(case.parties)
        _fit(self.party_view, len(case.parties), len(case.parties))
        self.prices.show_quotes(case.quotes)
        self.prices.setVisible(bool(case.quotes))
        self._no_quotes.setVisible(not case.quotes)
        contacts = _all_contacts(case)
        self.contacts.show_keys(contacts)
        _fit(self.contact_view, len(contacts), _MOST_CONTACTS)
        self.contact_view.setVisible(bool(contacts))
        self._no_contacts.setVisible(not contacts)
        self._show_buttons(case)

    def _about_words(self, case: Case) -> str:
        today = self._today()
        parts = [words.sames(case.reasons), self.tr("发现于 %1").replace("%1", long_moment(case.opened_at, today))]
        if case.is_open:
            level = words.choice_word(CLAIM_CASE["level"], case.level)
            parts.append(self.tr("由%1裁定").replace("%1", level.lower() if level.isascii() else level))
            if case.due_at:
                parts.append(self.tr("期限 %1").replace("%1", coming_moment(case.due_at, today)))
        return " · ".join(part for part in parts if part)

    def _say(self, case: Case) -> None:
        """Say what the rule proposes, or what was decided and why."""
        if case.is_open:
            best = case.proposed
            day = short_day(best.ranked.since, self._today()) if best is not None else ""
            self._banner.set_message(words.proposal(case, day), "warning" if case.overdue else "info")
            return
        by = self.tr("%1 裁定：%2").replace("%1", case.decided_by or self.tr("您"))
        text = by.replace("%2", words.decision_words(case))
        if case.reason:
            text += "\n" + self.tr("理由：%1").replace("%1", case.reason)
        if case.waiting:
            text += "\n" + self.tr("还没有同步；服务器收到后才最终生效。")
        self._banner.set_message(text, "success" if case.state == DECIDED and not case.waiting else "info")

    def _show_buttons(self, case: Case) -> None:
        for button in (self.decide, self.dismiss):
            button.setVisible(case.is_open and case.judge)
        mine = next((one for one in case.parties if one.row_id and case.mine and one.user == self.me), None)
        self.withdraw.setVisible(case.is_open and mine is not None)
        again = mine is not None and mine.withdrawn
        set_texts(self.withdraw, self.tr("重新主张") if again else self.tr("撤回主张"))
        self._foot.setVisible(case.is_open and (case.judge or mine is not None))
        self.open_customer.setVisible(bool(self._card(case)))

    def _card(self, case: Case) -> str:
        """Return the card to open: the one that stays, one's own, or another that is here."""
        here = [one for one in case.parties if one.card_is_here]
        own = [one for one in here if one.user == self.me]
        return next((one.card_id for one in [*own, *here]), "") or case.card_id

    #: User name of whoever works here.
    me = ""

    # -- lists ------------------------------------------------------------------------------

    def _party_titles(self) -> Sequence[str]:
        return (
            self.tr("业务人员"), self.tr("依据"), self.tr("说明"), self.tr("首次联系"), self.tr("最近联系"),
            self.tr("联系次数"),
        )  # fmt: skip

    def _party_rows(self, keys: Sequence[object]) -> Sequence[LogRow]:
        today = self._today()
        rows = []
        for one in keys:
            assert isinstance(one, Party)  # noqa: S101 - the model holds nothing else
            ground = words.ground_word(one.ranked.ground)
            tint = "grey" if one.withdrawn else words.GROUND_TINTS[one.ranked.ground]
            reason = words.ground_reason(one, short_day(one.ranked.since, today))
            days = (short_day(day, today) or "—" for day in (one.first_contact_at, one.last_contact_at))
            told = " · ".join(part for part in (reason, one.customer_no, one.evidence) if part)
            cells = (Cell(one.name, Look.NAME), Cell(ground, Look.PILL, tint), Cell(told))
            rows.append(
                LogRow(
                    (*cells, *(Cell(day, Look.MUTED) for day in days), Cell(str(one.contacts), Look.MUTED)), one.card_id
                )
            )
        return rows

    def _contact_titles(self) -> Sequence[str]:
        return (self.tr("业务人员"), self.tr("时间"), self.tr("方式"))

    def _contact_rows(self, keys: Sequence[object]) -> Sequence[LogRow]:
        today = self._today()
        rows = []
        for key in keys:
            moment, method, name = key if isinstance(key, tuple) else ("", "", "")
            when = Cell(long_moment(moment, today), Look.MUTED)
            rows.append(LogRow((Cell(name, Look.NAME), when, Cell(words.method_word(method)))))
        return rows

    # -- building ---------------------------------------------------------------------------

    def _lay_out(self) -> None:
        def button(name: str, role: str, icon: str, on_click: Callable[[], object]) -> QPushButton:
            made = make_button("", role=role, icon_name=icon, on_click=on_click)
            made.setObjectName(name)
            return made

        self.decide = button("case_decide", "primary", "", self.decide_wanted.emit)
        self.dismiss = button("case_dismiss", "", "", self.dismiss_wanted.emit)
        self.withdraw = button("case_withdraw", "", "undo-2", self._withdraw)
        self.open_customer = make_button("", size="small", icon_name="user-round", on_click=self._open)
        self.open_customer.setObjectName("case_customer")
        self.party_view.setObjectName("case_parties")
        self.contact_view.setObjectName("case_contacts")
        self.party_view.opened.connect(lambda row: self.customer_wanted.emit(row.agg_id))
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(self._name)
        top.addWidget(self._state)
        top.addStretch(1)
        top.addWidget(self.open_customer)
        inside = QWidget()
        body = QVBoxLayout(inside)
        body.setContentsMargins(18, 4, 18, 14)
        body.setSpacing(10)
        for part in (self._banner, self._claims, self.party_view, self._quotes, self._no_quotes, self.prices,
                     self._contacts, self._no_contacts, self.contact_view):  # fmt: skip
            body.addWidget(part)
        body.addStretch(1)
        foot = QHBoxLayout()
        foot.setContentsMargins(18, 0, 18, 0)
        foot.setSpacing(8)
        foot.addWidget(self.withdraw)
        foot.addStretch(1)
        foot.addWidget(self.dismiss)
        foot.addWidget(self.decide)
        head = QVBoxLayout()
        head.setContentsMargins(18, 14, 18, 0)
        head.setSpacing(4)
        head.addLayout(top)
        head.addWidget(self._about)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(scrolled(inside), 1)
        self._foot = QWidget()
        around = QVBoxLayout(self._foot)
        around.setContentsMargins(0, 0, 0, 12)
        around.setSpacing(10)
        around.addWidget(Separator())
        around.addLayout(foot)
        column.addWidget(self._foot)

    def _withdraw(self) -> None:
        mine = self._case.party(self.me) if self._case is not None else None
        if mine is not None:
            self.withdraw_wanted.emit(mine.withdrawn)

    def _open(self) -> None:
        if self._case is not None and (card := self._card(self._case)):
            self.customer_wanted.emit(card)


def _fit(view: LogView, rows: int, most: int) -> None:
    """Make a list as high as its rows, so that the page scrolls and not each list in it."""
    view.setFixedHeight(_HEAD + ROW_HEIGHT * min(max(rows, 1), max(most, 1)) + 2)


def _all_contacts(case: Case) -> list[tuple[str, str, str]]:
    """Return instant, way and person of all contacts, the newest first."""
    found = []
    for one in case.parties:
        for text in one.contact_days:
            moment, _, method = text.partition(" ")
            found.append((moment, method, one.name))
    return sorted(found, reverse=True)
