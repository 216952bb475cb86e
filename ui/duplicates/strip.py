"""The line beside the tabs of the form: who the customer may be already. It never moves what is being typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from desktop_crm.domain.matching.scoring import Band
from desktop_crm.services.duplicates import Match
from ui.duplicates.words import certainty, why
from ui.i18n import Translated
from ui.theme import set_role
from ui.widgets import ElidedLabel, IconMark, make_button

_HEIGHT = 34
#: Kind of the strip by what is certain: only a document is.
_SURE, _LIKELY = ("circle-alert", "red", "error"), ("users-round", "amber", "warning")


class TwinStrip(Translated, QFrame):
    """``compare_wanted(Match)``, ``apart_wanted(Match)``: not the same customer."""

    compare_wanted = Signal(object)
    apart_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("twins")
        self.setProperty("role", "banner")
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._matches: tuple[Match, ...] = ()
        self._at = 0
        self._mark = IconMark(*_LIKELY[:2], 15)
        self.label = ElidedLabel("")
        self._compare = self._button("twinCompare", self.compare)
        self._apart = self._button("twinApart", self.tell_apart)
        self._next = self._button("twinNext", self.show_next)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 3, 4, 3)
        row.setSpacing(6)
        row.addWidget(self._mark)
        row.addWidget(self.label, 1)
        for button in self.buttons():
            row.addWidget(button)
        self.hide()
        self.retranslate()

    @property
    def match(self) -> Match | None:
        """The card the strip speaks of; None when it says nothing."""
        return self._matches[self._at] if self._matches else None

    def buttons(self) -> tuple[QPushButton, ...]:
        """Return the buttons in order."""
        return self._compare, self._apart, self._next

    def show_matches(self, matches: Sequence[Match]) -> None:
        """Speak of these, the likeliest first; of nothing when there are none."""
        if tuple(matches) == self._matches:
            return
        before = self.match
        self._matches = tuple(matches)
        here = [place for place, one in enumerate(self._matches) if before is not None and one.id == before.id]
        self._at = here[0] if here else 0
        self.retranslate()

    def compare(self) -> None:
        """Ask for both cards side by side."""
        if self.match is not None:
            self.compare_wanted.emit(self.match)

    def tell_apart(self) -> None:
        """Say that it is somebody else."""
        if self.match is not None:
            self.apart_wanted.emit(self.match)

    def show_next(self) -> None:
        """Speak of the next one."""
        if self._matches:
            self._at = (self._at + 1) % len(self._matches)
            self.retranslate()

    def retranslate(self) -> None:
        """Set every text."""
        match = self.match
        self.setVisible(match is not None)
        for button, text, keys in (
            (self._compare, self.tr("并排查看"), "F7"),
            (self._apart, self.tr("不是同一位"), "Shift+F7"),
        ):
            button.setText(f"{text}  {keys}")
            button.setAccessibleName(text)
        self._next.setAccessibleName(self.tr("下一位可能相同的客户"))
        if match is None:
            return
        self._next.setText(f"{self._at + 1}/{len(self._matches)}")
        self._next.setVisible(len(self._matches) > 1)
        band = match.score.band
        symbol, tint, kind = _SURE if band is Band.HARD else _LIKELY
        self._mark.set_icon(symbol, tint)
        set_role(self, kind, "kind")
        set_role(self.label, f"banner-{kind}")
        said = self.tr("已有客户：%1") if band is Band.HARD else self.tr("可能已有：%1")
        parts = [said.replace("%1", f"{match.name} ({match.customer_no})"), why(match.score.reasons)]
        parts += [] if band is Band.HARD else [certainty(band, match.score.percent)]
        self.label.setText(" · ".join(part for part in parts if part))
        self.setAccessibleName(self.label.text())

    @staticmethod
    def _button(name: str, on_click: Callable[[], object]) -> QPushButton:
        button = make_button("", size="small", on_click=on_click)
        button.setObjectName(name)
        return button
