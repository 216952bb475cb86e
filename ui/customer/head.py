"""The head of the customer's page: who it is, how complete and fresh, the six sources, what can be done at once."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_crm.domain.card_states import CardState
from desktop_crm.domain.records import CUSTOMER
from desktop_crm.domain.sources import SOURCES
from desktop_crm.queries.customers import CustomerCard, stale_before
from desktop_crm.queries.one_view import OneView
from ui.card.words import head_pills, under_name
from ui.customer.section import Host
from ui.i18n import Translated, language
from ui.models.texts import short_day, sync_word
from ui.widgets import (
    Avatar,
    Dot,
    ElidedLabel,
    FlowLayout,
    IconButton,
    Panel,
    Pills,
    make_button,
    make_label,
)

#: Icon buttons: name of what is wanted -> icon.
_QUICK = {"call": "phone", "mail": "mail", "map": "map-pin", "qr": "id-card", "print": "printer", "history": "history"}
_LEAST_WIDTH = 640
_STATE_TINTS = {CardState.PROSPECT: "grey", CardState.ACTIVE: "green", CardState.FORMER: "red"}


class PageHead(Translated, Panel):
    """Wishes go to the host: call, mail, map, qr, print, history, edit, log, back."""

    def __init__(self, host: Host, parent: QWidget | None = None) -> None:
        super().__init__(parent, margin=14, spacing=10)
        self.setObjectName("customer_head")
        self._host = host
        self._view: OneView | None = None
        self._today = date.min
        self._back = IconButton("arrow-left", "", self)
        self._back.setObjectName("customer_back")
        self._back.clicked.connect(lambda: host.wanted.emit("back"))
        self._avatar = Avatar("", 52)
        self._name, self._under = ElidedLabel("", "name"), ElidedLabel("", "muted")
        self._pills = Pills()
        #: Whoever classifies customers puts pills of its own here.
        self.classes = QHBoxLayout()
        self._fresh = [ElidedLabel("", "muted") for _ in range(3)]
        self.buttons = {name: IconButton(symbol, "", self) for name, symbol in _QUICK.items()}
        self._edit = make_button("", icon_name="pencil", on_click=lambda: host.wanted.emit("edit"))
        self._log = make_button("", role="primary", icon_name="plus", on_click=lambda: host.wanted.emit("log"))
        self._sources = QWidget()
        self._sources.setMinimumWidth(_LEAST_WIDTH)
        self._flow = FlowLayout(self._sources, gap=18)
        self._lay_out()

    def show_view(self, view: OneView, today: date) -> None:
        """Show another customer."""
        self._view, self._today = view, today
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text."""
        self._back.set_name(self.tr("返回"))
        words = {
            "call": self.tr("打电话"), "mail": self.tr("写邮件"), "map": self.tr("在地图上找"),
            "qr": self.tr("二维码名片"), "print": self.tr("打印文档"), "history": self.tr("变更历史"),
        }  # fmt: skip
        for name, button in self.buttons.items():
            button.set_name(words[name])
        self._edit.setText(self.tr("编辑"))
        self._edit.setToolTip("F2")
        self._log.setText(self.tr("记一笔"))
        self._log.setToolTip("Ctrl+L")
        if self._view is not None:
            self._fill(self._view)

    def _fill(self, view: OneView) -> None:
        card = view.card
        name = card.display_name or self.tr("（未填姓名）")
        self._avatar.set_name(name)
        self._name.setText(name)
        self._under.setText(" · ".join(part for part in (under_name(card, language(), self._today),
                                                         card.customer_no) if part))  # fmt: skip
        self._pills.set_items([*self._state_pills(view), *head_pills(card, language())])
        values = card.values
        self.buttons["call"].setEnabled(bool(values.get("mobile_phone") or values.get("landline_phone")))
        self.buttons["mail"].setEnabled(bool(values.get("email")))
        self.buttons["map"].setEnabled(bool(values.get("mailing_address")))
        for button in (self._edit, self._log):
            button.setEnabled(not card.deleted)
        for label, text in zip(self._fresh, self._freshness(card), strict=True):
            label.setText(text)
        self._show_sources(view)

    def _state_pills(self, view: OneView) -> list[tuple[str, str]]:
        state = view.standing.state
        choice = CUSTOMER["card_kind"].choice(state.value)
        word = (choice.en if language() == "en" else choice.zh) if choice else state.value
        pills = [(word, _STATE_TINTS[state])]
        return [*pills, (self.tr("赢回"), "purple")] if view.standing.won_back else pills

    def _freshness(self, card: CustomerCard) -> tuple[str, str, str]:
        updated = short_day(card.updated_at, self._today)
        stale = card.updated_at[:10] < stale_before(self._today)
        text = self.tr("更新于 %1，需要更新") if stale else self.tr("更新于 %1")
        owner = str(card.values.get("signed_by") or "")
        return (
            f"{CUSTOMER['signed_by'].label(language())} {owner}" if owner else "",
            self.tr("完整度 %1%").replace("%1", str(card.completeness)),
            f"{text.replace('%1', updated)} · {sync_word(card.sync_state)}",
        )

    def _show_sources(self, view: OneView) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for choice in SOURCES:
            when = view.sources.get(choice.code, "")
            day = short_day(when, self._today) if when else self.tr("暂无")
            name = choice.en if language() == "en" else choice.zh
            self._flow.addWidget(_badge(name, day, known=bool(when)))

    def _lay_out(self) -> None:
        for name, button in self.buttons.items():
            button.setObjectName(f"customer_{name}")
            button.clicked.connect(lambda _checked=False, name=name: self._host.wanted.emit(name))
        self._edit.setObjectName("customer_edit")
        self._log.setObjectName("customer_log")
        below = QHBoxLayout()
        below.setSpacing(6)
        below.addWidget(self._pills)
        below.addLayout(self.classes)
        below.addWidget(self._under, 1)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self._name)
        words.addLayout(below)
        fresh = QVBoxLayout()
        fresh.setSpacing(0)
        for label in self._fresh:
            label.setAlignment(Qt.AlignmentFlag.AlignRight)
            fresh.addWidget(label)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self._back)
        row.addWidget(self._avatar)
        row.addLayout(words, 1)
        row.addLayout(fresh)
        row.addSpacing(4)
        quick = QHBoxLayout()
        quick.setSpacing(0)
        for button in self.buttons.values():
            quick.addWidget(button)
        row.addLayout(quick)
        row.addWidget(self._edit)
        row.addWidget(self._log)
        self.body.addLayout(row)
        self.body.addWidget(self._sources)


def _badge(name: str, day: str, *, known: bool) -> QWidget:
    badge = QWidget()
    row = QHBoxLayout(badge)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    row.addWidget(Dot("green" if known else "handle"), 0, Qt.AlignmentFlag.AlignVCenter)
    label = make_label(f"{name} {day}", "muted")
    row.addWidget(label)
    badge.setAccessibleName(f"{name} {day}")
    return badge
