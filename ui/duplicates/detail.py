"""The two cards of a pair side by side, why they may be one, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop_crm.domain.records import CUSTOMER
from desktop_crm.queries.customers import CustomerCard
from ui.duplicates.compare import CompareModel, CompareTable, Side
from ui.duplicates.model import Entry
from ui.duplicates.words import TINTS, against, certainty, names, why
from ui.i18n import Translated, language
from ui.revealing import Wish
from ui.widgets import ElidedLabel, IconButton, Pill, Separator, make_button, make_label

_ALL = 9


class PairDetail(Translated, QWidget):
    """``merge_wanted``, ``merge_all_wanted`` (the whole group), ``apart_wanted``, ``later_wanted``: what the person
    chose; ``card_wanted(id)``; ``reveal_wanted(Wish)`` asks for hidden values."""

    merge_wanted = Signal()
    merge_all_wanted = Signal()
    apart_wanted = Signal()
    later_wanted = Signal()
    card_wanted = Signal(str)
    reveal_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None, *, can_merge: bool = False) -> None:
        super().__init__(parent)
        self._can_merge = can_merge
        self._entry: Entry | None = None
        self.model = CompareModel(self)
        self.table = CompareTable(self.model)
        self._name = ElidedLabel("", "name")
        self._sure = Pill("", "grey")
        self._why, self._against = make_label(role="body", wrap=True), make_label(role="muted", wrap=True)
        self._eye = IconButton("eye", "", small=True)
        self._eye.clicked.connect(self.toggle)
        self._cards = [make_button("", size="small", icon_name="user-round") for _ in range(2)]
        for place, button in enumerate(self._cards):
            button.setObjectName(f"pair_card_{place}")
            button.clicked.connect(lambda _checked=False, at=place: self.open_card(at))
        self.merge = self._button("pair_merge", self.merge_wanted.emit, "primary")
        self.apart = self._button("pair_apart", self.apart_wanted.emit)
        self.later = self._button("pair_later", self.later_wanted.emit)
        self.merge_all = self._button("pair_merge_all", self.merge_all_wanted.emit, "ghost")
        self._lay_out()
        self.retranslate()

    @property
    def entry(self) -> Entry | None:
        """The row shown."""
        return self._entry

    def show_entry(self, entry: Entry | None, cards: list[CustomerCard]) -> None:
        """Show a row with its cards (one for a mark of the server); hidden values are hidden again."""
        self._entry = entry
        if entry is not None and cards:
            other = Side.of_card(cards[1]) if len(cards) > 1 else Side(self._elsewhere(entry), cards[0].kind)
            self.model.show_sides(Side.of_card(cards[0]), other)
        self.retranslate()

    def press(self, number: int) -> None:
        """Decide by the number that stands on a button."""
        button = (self.merge, self.apart, self.later)[number - 1]
        if not button.isHidden():
            button.click()

    def open_card(self, place: int) -> None:
        """Ask for one of the cards."""
        cards = self._shown()
        if place < len(cards):
            self.card_wanted.emit(cards[place][0])

    def toggle(self) -> None:
        """Ask for hidden values, or hide them again."""
        if self.model.is_open:
            self._show(self._entry, opened=False)
            return
        entry = self._entry
        self.reveal_wanted.emit(Wish(self, lambda: self._show(entry, opened=True), [{"fields": "comparison"}]))

    def _show(self, entry: Entry | None, *, opened: bool) -> None:
        if entry is self._entry:  # else another pair was chosen meanwhile
            self.model.reveal(opened=opened)
            self._eye.set_icon("eye-off" if opened else "eye", "text3")

    def retranslate(self) -> None:
        """Set every text."""
        self._eye.set_name(self.tr("显示或隐藏敏感内容"))
        self.table.setAccessibleName(self.tr("并排比较"))
        later = self.tr("放回列表") if self._entry is not None and self._entry.later else self.tr("稍后再看")
        for button, text, key in (
            (self.merge, self.tr("合并…"), "1"),
            (self.apart, self.tr("不是同一位"), "2"),
            (self.later, later, "3"),
        ):
            button.setText(f"{text}  {key}")
            button.setAccessibleName(text)
        entry = self._entry
        if entry is None:
            return
        self._name.setText(names(entry.cards))
        percent = entry.pair.percent if entry.pair is not None else 100
        self._sure.set_pill(certainty(entry.band, percent), TINTS[entry.band])
        self._say_why(entry)
        self._eye.setVisible(self.model.has_secrets())
        self._eye.set_icon("eye-off" if self.model.is_open else "eye", "text3")
        for button, card in zip(self._cards, [*self._shown(), ("", "")], strict=False):
            button.setText(self.tr("打开 %1").replace("%1", card[1]))
            button.setAccessibleName(button.text())
            button.setVisible(bool(card[0]))
        self.merge.setVisible(self._can_merge and entry.pair is not None)
        self.later.setVisible(entry.pair is not None)
        whole = self.tr("合并全组 (%1)…").replace("%1", str(len(entry.group.cards)))
        self.merge_all.setText(whole)
        self.merge_all.setAccessibleName(whole)
        self.merge_all.setVisible(self._can_merge and len(entry.group.cards) > 2)

    # -- parts ------------------------------------------------------------------------------

    def _say_why(self, entry: Entry) -> None:
        if entry.pair is not None:
            self._why.setText(why(entry.pair.reasons, _ALL))
            text = against(entry.pair.reasons)
            self._against.setText(self.tr("不同之处：%1").replace("%1", text) if text else "")
        elif entry.mark is not None:
            field = CUSTOMER.get(entry.mark.field)
            label = field.label(language()) if field is not None else entry.mark.field
            said = self.tr("服务器发现：另一位客户有相同的%1，由 %2 负责，不在本机。请先与 %2 核对。")
            self._why.setText(said.replace("%1", label).replace("%2", entry.mark.owner))
            self._against.setText("")
        self._against.setVisible(bool(self._against.text()))

    def _elsewhere(self, entry: Entry) -> str:
        owner = entry.mark.owner if entry.mark is not None else ""
        return self.tr("%1 的客户（不在本机）").replace("%1", owner)

    def _shown(self) -> list[tuple[str, str]]:
        return [(card.id, card.customer_no) for card in self._entry.cards] if self._entry is not None else []

    @staticmethod
    def _button(name: str, on_click: Callable[[], object], role: str = "") -> QPushButton:
        button = make_button("", role=role, on_click=on_click)
        button.setObjectName(name)
        return button

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._name)
        top.addWidget(self._sure)
        top.addStretch(1)
        top.addWidget(self._eye)
        for button in self._cards:
            top.addWidget(button)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for one in (self.merge, self.apart, self.later):
            buttons.addWidget(one)
        buttons.addStretch(1)
        buttons.addWidget(self.merge_all)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self._why)
        column.addWidget(self._against)
        column.addWidget(self.table, 1)
        column.addWidget(Separator())
        column.addLayout(buttons)
