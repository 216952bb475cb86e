"""Sets: fixed choices as a check list, free words as chips."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from desktop_crm import clock
from desktop_crm.domain.fields import Field
from desktop_crm.domain.values import parse_value
from ui.forms.editors import FieldEditor
from ui.forms.lines import LineEdit
from ui.forms.state import Raw
from ui.i18n import Translated, language
from ui.theme import set_role
from ui.widgets import FlowLayout, make_button


class _Flow(QWidget):
    """Row of members that breaks its line."""

    def __init__(self, parent: QWidget, gap: int = 6) -> None:
        super().__init__(parent)
        self.flow = FlowLayout(self, gap=gap)
        self.flow.setContentsMargins(8, 5, 8, 5)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)


class CheckSetEditor(Translated, FieldEditor):
    """Members of a fixed list, each with a box. Codes of a newer version are kept unseen."""

    def __init__(self, declared: Field, parent: QWidget | None = None) -> None:
        super().__init__(declared, parent)
        row = _Flow(self, gap=18)
        self._checks = {choice.code: QCheckBox(row) for choice in declared.choices}
        for code, check in self._checks.items():
            check.setObjectName(f"input.{declared.id}.{code}")
            check.toggled.connect(self.edited)
            row.flow.addWidget(check)
        self._unknown: tuple[str, ...] = ()
        self._name = ""
        self.box.addWidget(row)
        self.main = next(iter(self._checks.values()))
        self.setFocusProxy(self.main)
        self.retranslate()

    def raw(self) -> Raw:
        """Return the ticked codes."""
        return tuple(sorted((*self._unknown, *(code for code, check in self._checks.items() if check.isChecked()))))

    def show_raw(self, raw: Raw) -> None:
        """Tick these codes."""
        members = raw if isinstance(raw, tuple) else ()
        self._unknown = tuple(code for code in members if code not in self._checks)
        for code, check in self._checks.items():
            check.blockSignals(True)
            check.setChecked(code in members)
            check.blockSignals(False)

    def stops(self) -> list[QWidget]:
        """Every box."""
        return list(self._checks.values())

    def set_name(self, name: str, hint: str = "") -> None:
        """Name every box after field and choice."""
        self._name = name
        self.retranslate()

    def retranslate(self) -> None:
        """Set the labels."""
        for choice in self.field.choices:
            label = choice.en if language() == "en" else choice.zh
            self._checks[choice.code].setText(label)
            self._checks[choice.code].setAccessibleName(f"{self._name}：{label}" if self._name else label)


class _WordLine(LineEdit):
    """Line that adds a word on Return and takes the last one back on Backspace."""

    def __init__(self, owner: ChipSetEditor) -> None:
        super().__init__(owner)
        self._owner = owner

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Add or take back; while composing every key belongs to the input method."""
        if not self.composing:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.text().strip():
                self._owner.add_typed()
                return
            if event.key() == Qt.Key.Key_Backspace and not self.text():
                self._owner.remove_last()
                return
        super().keyPressEvent(event)


class ChipSetEditor(Translated, FieldEditor):
    """Free words as chips; a click or Delete takes one out, Return or a comma adds what was typed."""

    def __init__(self, declared: Field, parent: QWidget | None = None) -> None:
        super().__init__(declared, parent)
        self._row = _Flow(self)
        self._members: tuple[str, ...] = ()
        self._chips: list[QWidget] = []
        self.line = _WordLine(self)
        self.line.typed.connect(self._typed)
        self.line.left.connect(self._left)
        self.box.addWidget(self._row)
        self.box.addWidget(self.line)
        self._hold(self.line)
        self.retranslate()

    def raw(self) -> Raw:
        """Return the words, with the one that is still being typed."""
        return self._with(self.line.text())

    def show_raw(self, raw: Raw) -> None:
        """Show these words."""
        self.line.show_text("")
        self._members = raw if isinstance(raw, tuple) else ()
        self._rebuild()

    def stops(self) -> list[QWidget]:
        """The chips and the line."""
        return [*self._chips, self.line]

    def add_typed(self) -> None:
        """Make chips of what was typed."""
        members = self._with(self.line.text())
        self.line.show_text("")
        if members != self._members:
            self._members = members
            self._rebuild()
            self.edited.emit()

    def remove_last(self) -> None:
        """Take the last word out."""
        if self._members:
            self._remove(self._members[-1])

    def retranslate(self) -> None:
        """Set names and the hint."""
        self.line.setPlaceholderText(self.tr("输入后按回车添加"))
        self._rebuild()

    def set_name(self, name: str, hint: str = "") -> None:
        """Set the accessible name of the line."""
        self.line.setAccessibleName(name)

    def _with(self, typed: str) -> tuple[str, ...]:
        value = parse_value(self.field, [*self._members, typed], clock.today()).value
        return value if isinstance(value, tuple) else ()

    def _typed(self) -> None:
        if any(mark in self.line.text() for mark in "、,，;；\n"):
            self.add_typed()
        else:
            self.edited.emit()

    def _left(self) -> None:
        self.add_typed()
        self.left.emit()

    def _remove(self, word: str) -> None:
        self._members = tuple(member for member in self._members if member != word)
        self._rebuild()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def _chip_clicked(self) -> None:
        chip = self.sender()
        if isinstance(chip, QWidget):
            self._remove(str(chip.property("word")))

    def _rebuild(self) -> None:
        for chip in self._chips:
            self._row.flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = []
        for word in self._members:
            chip = make_button(word, size="small", icon_name="x", parent=self._row)
            set_role(chip, "chip")
            chip.setProperty("word", word)
            chip.setAccessibleName(self.tr("删除“%1”").replace("%1", word))
            chip.clicked.connect(self._chip_clicked)
            self._row.flow.addWidget(chip)
            self._chips.append(chip)
        self._row.setVisible(bool(self._chips))
        self.updateGeometry()
