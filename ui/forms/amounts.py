"""Editors of numbers that are more than digits: amounts of money, judgements from 1 to 5."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop_crm import clock
from desktop_crm.domain.fields import Field
from desktop_crm.domain.values import format_money, parse_value
from ui.forms.editors import FieldEditor
from ui.forms.lines import LineEdit
from ui.forms.state import Raw
from ui.i18n import Translated
from ui.widgets import make_button, make_label

#: A judgement goes from 1 to this.
HIGHEST = 5


class MoneyEditor(Translated, FieldEditor):
    """An amount in yuan with two decimals; 3万 and 1,234.5 are rewritten when the focus goes on."""

    def __init__(self, declared: Field, parent: QWidget | None = None) -> None:
        super().__init__(declared, parent)
        self.line = LineEdit(self)
        self._unit = make_label(role="muted")
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 10, 0)
        row.setSpacing(4)
        row.addWidget(self.line, 1)
        row.addWidget(self._unit)
        self.box.addLayout(row)
        self._hold(self.line)
        self.line.typed.connect(self.edited)
        self.line.left.connect(self._settle)
        self.retranslate()

    def raw(self) -> Raw:
        """Return the amount as text."""
        return self.line.text().strip()

    def show_raw(self, raw: Raw) -> None:
        """Show an amount, or the text that is none."""
        self.line.show_text(str(raw or ""))

    def retranslate(self) -> None:
        """Set the unit."""
        self._unit.setText(self.tr("元"))

    def _settle(self) -> None:
        value = parse_value(self.field, self.line.text(), clock.today()).value
        if isinstance(value, int):
            self.line.show_text(format_money(value))
        self.left.emit()


class ScoreEditor(Translated, FieldEditor):
    """Five buttons; digits choose, Delete takes the judgement back, a second click too."""

    def __init__(self, declared: Field, parent: QWidget | None = None) -> None:
        super().__init__(declared, parent)
        self._name = ""
        self._raw = ""
        self.buttons = [self._button(number) for number in range(1, HIGHEST + 1)]
        row = QHBoxLayout()
        row.setContentsMargins(8, 5, 8, 5)
        row.setSpacing(6)
        for button in self.buttons:
            row.addWidget(button)
        row.addStretch(1)
        self.box.addLayout(row)
        self.main = self.buttons[0]
        self.setFocusProxy(self.main)

    def raw(self) -> Raw:
        """Return the number as text."""
        return self._raw

    def show_raw(self, raw: Raw) -> None:
        """Show a judgement."""
        self._raw = str(raw or "")
        for number, button in enumerate(self.buttons, 1):
            button.setChecked(str(number) == self._raw)

    def stops(self) -> list[QWidget]:
        """Every button."""
        return list(self.buttons)

    def set_name(self, name: str, hint: str = "") -> None:
        """Name every button after the field and its number."""
        self._name = name
        self.retranslate()

    def retranslate(self) -> None:
        """Set the names."""
        for number, button in enumerate(self.buttons, 1):
            button.setAccessibleName(self.tr("%1：%2 分").replace("%1", self._name).replace("%2", str(number)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by digit."""
        text = event.text()
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._choose("")
        elif text.isdigit() and 1 <= int(text) <= HIGHEST:
            self._choose(text)
            self.buttons[int(text) - 1].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def _button(self, number: int) -> QPushButton:
        button = make_button(str(number), size="small", checkable=True, parent=self)
        button.setObjectName(f"input.{self.field.id}.{number}")
        button.setFixedWidth(34)
        button.clicked.connect(self._clicked)
        return button

    def _clicked(self) -> None:
        sender = self.sender()
        text = sender.text() if isinstance(sender, QPushButton) else ""
        self._choose("" if text == self._raw else text)

    def _choose(self, raw: str) -> None:
        self.show_raw(raw)
        self.edited.emit()
