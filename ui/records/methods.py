"""Ways of contact as chips: one is chosen; Ctrl and a digit choose from anywhere in the window."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QPushButton, QSizePolicy, QWidget

from desktop_crm.domain.file_choices import METHOD
from ui.i18n import Translated, language
from ui.widgets import FlowLayout, make_button

#: Way of contact -> its icon.
ICONS = {
    "visit": "map-pin", "phone": "phone", "email": "mail", "sms": "messages-square", "chat": "message-circle",
    "exhibition": "users-round", "reception": "log-in", "letter": "inbox",
}  # fmt: skip


class MethodChips(Translated, QWidget):
    """``chosen(code)`` after a choice by the person."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        flow = FlowLayout(self, gap=6)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QPushButton] = {}
        for number, choice in enumerate(METHOD, 1):
            button = make_button("", role="chip", icon_name=ICONS[choice.code], checkable=True, parent=self)
            button.setObjectName(f"method.{choice.code}")
            self._group.addButton(button)
            self.buttons[choice.code] = button
            flow.addWidget(button)
            QShortcut(QKeySequence(f"Ctrl+{number}"), self).activated.connect(button.click)
        self._group.buttonClicked.connect(self._clicked)
        self.retranslate()

    def current(self) -> str:
        """Code of the chosen way."""
        return next((code for code, button in self.buttons.items() if button.isChecked()), METHOD[0].code)

    def choose(self, code: str) -> None:
        """Choose a way; one of a newer version chooses the first."""
        self.buttons.get(code, self.buttons[METHOD[0].code]).setChecked(True)

    def retranslate(self) -> None:
        """Set the labels."""
        self.setAccessibleName(self.tr("联系方式"))
        for number, choice in enumerate(METHOD, 1):
            button = self.buttons[choice.code]
            button.setText(choice.en if language() == "en" else choice.zh)
            button.setToolTip(f"Ctrl+{number}")

    def _clicked(self) -> None:
        self.chosen.emit(self.current())
