"""On the card: which numbers were merged into this customer, and the button that takes them apart again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop_crm.services.merging import MergedCard
from ui.i18n import Translated
from ui.models.texts import short_day
from ui.widgets import ElidedLabel, IconMark, make_button


class MergedNote(Translated, QWidget):
    """A line a card that was merged. ``part_wanted(ids)``: take these out again. With Tab it comes after ``before``."""

    part_wanted = Signal(list)

    def __init__(self, today: Callable[[], date], before: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("merged_note")
        self._today, self._before = today, before
        self._cards: tuple[MergedCard, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.hide()

    def show_cards(self, cards: Sequence[MergedCard]) -> None:
        """Show what was merged; nothing for none."""
        if tuple(cards) != self._cards:
            self._cards = tuple(cards)
            self.retranslate()

    def retranslate(self) -> None:
        """Make the lines anew."""
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        last = self._before
        for card in self._cards:
            line = self._line(card)
            self._column.addWidget(line)
            for button in line.findChildren(QPushButton):
                QWidget.setTabOrder(last, button)
                last = button
        self.setVisible(bool(self._cards))

    def _line(self, card: MergedCard) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        words = self.tr("%1 已并入").replace("%1", card.customer_no or card.name)
        by = " ".join(part for part in (card.by, short_day(card.merged_at, self._today())) if part)
        label = ElidedLabel(f"{words} · {by}" if by else words, "muted")
        label.setAccessibleName(label.text())
        row.addWidget(IconMark("git-merge", "text3", 14))
        row.addWidget(label, 1)
        if card.parting:
            row.addWidget(ElidedLabel(self.tr("拆分待同步"), "muted"))
        elif not card.inside:
            button = make_button(self.tr("拆分"), role="link", size="small")
            button.setObjectName(f"part_{card.customer_no}")
            button.setAccessibleName(self.tr("拆出 %1").replace("%1", card.customer_no or card.name))
            button.clicked.connect(lambda _checked=False, one=card.card_id: self.part_wanted.emit([one]))
            row.addWidget(button)
        return line
