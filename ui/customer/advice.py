"""What is advised about a customer: a warning where discounts alone hold him, and suggestions with their reasons."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_crm.domain.suggestions import WARNINGS, Suggestion
from desktop_crm.queries.one_view import OneView
from ui.customer.section import Host, ViewSection
from ui.i18n import language
from ui.widgets import Banner, make_label
from ui.widgets.marks import IconMark

#: Icon of a suggestion, by its rule.
_ICONS = {
    "celebrate": "calendar-clock", "birthday": "calendar-clock", "win_back": "rotate-ccw", "place": "check",
    "kitchen": "check", "occasion": "message-circle", "wish": "check", "social_tie": "handshake",
    "as_last_time": "history", "host": "user-round",
}  # fmt: skip


class AdviceSection(ViewSection):
    """Three suggestions for next time; below each what it was made from."""

    def __init__(self, host: Host, parent: QWidget | None = None) -> None:
        super().__init__(host, "advice", parent)

    def name(self) -> str:
        """Return the title."""
        return self.tr("建议")

    def fill(self, view: OneView) -> None:
        """Draw warnings, then suggestions."""
        for code in view.advice.warnings:
            banner = Banner(kind="warning")
            banner.setObjectName(f"advice_{code}")
            banner.set_message(WARNINGS[code][language() == "en"], "warning")
            self.add(banner)
        for one in view.advice.suggestions:
            self.add(_line(one))
        if not view.advice.suggestions:
            self.add_nothing(self.tr("记下偏好（房型、楼层、忌口、场合）或订单后，这里给出建议。"))


def _line(suggestion: Suggestion) -> QWidget:
    text = suggestion.what.text(language())
    why = " · ".join(one.text(language()) for one in suggestion.evidence)
    row = QWidget()
    row.setObjectName(f"suggestion_{suggestion.code}")
    row.setAccessibleName(f"{text}（{why}）")
    words = QVBoxLayout()
    words.setSpacing(1)
    words.addWidget(make_label(text, "value", wrap=True))
    words.addWidget(make_label(why, "muted", wrap=True))
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 2, 0, 2)
    line.setSpacing(8)
    mark = IconMark(_ICONS.get(suggestion.code, "check"), "accent", 16)
    column = QVBoxLayout()
    column.setContentsMargins(0, 2, 0, 0)
    column.addWidget(mark)
    column.addStretch(1)
    line.addLayout(column)
    line.addLayout(words, 1)
    return row
