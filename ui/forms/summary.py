"""The strip that says whether the card can be filed, and leads to the next mistake."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.i18n import Translated
from ui.theme import set_role
from ui.widgets import IconMark, make_button, make_label


class SummaryStrip(Translated, QWidget):
    """``jump`` asks for the next mistake."""

    jump = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("summary")
        self._counts = (0, 0, 0)
        self._mark = IconMark("circle-check", "green", 16)
        self.label = make_label(role="success")
        self.label.setObjectName("summaryText")
        self.button = make_button("", size="small", on_click=self._jump)
        self.button.setObjectName("nextError")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(7)
        row.addWidget(self._mark)
        row.addWidget(self.label)
        row.addSpacing(4)
        row.addWidget(self.button)
        self.retranslate()

    def set_counts(self, mistakes: int, missing: int, warnings: int) -> None:
        """Say how many mistakes there are, how many of them are only missing, and what is to be looked at."""
        if (mistakes, missing, warnings) != self._counts:
            self._counts = (mistakes, missing, warnings)
            self.retranslate()

    def retranslate(self) -> None:
        """Say it."""
        mistakes, missing, warnings = self._counts
        if not mistakes:
            text, role, mark = self.tr("可建档"), "success", ("circle-check", "green")
        elif mistakes == missing:
            text = self.tr("还差 %n 项，将存为草稿", "", mistakes)
            role, mark = "warning", ("circle-alert", "amber")
        else:
            text = self.tr("%n 处需要改正，将存为草稿", "", mistakes)
            role, mark = "error", ("circle-alert", "red")
        if warnings:
            text += self.tr(" · %n 处请核对", "", warnings)
        self._mark.set_icon(*mark)
        set_role(self.label, role)
        self.label.setText(text)
        self.setAccessibleName(text)
        self.button.setText(self.tr("下一处 F8"))
        self.button.setAccessibleName(self.tr("转到下一处需要改正的地方"))
        self.button.setVisible(bool(mistakes or warnings))

    def _jump(self) -> None:
        self.jump.emit()
