"""Editors of fields: one factory from the declared type to a widget. Every form uses these.

An editor holds a ``raw`` (see :mod:`ui.forms.state`), shows one with ``show_raw``, and tells ``edited``
after each change by the person and ``left`` when the focus goes on.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop_crm.domain.fields import Field, FieldType
from desktop_crm.domain.validation import validators
from ui.forms.lines import LineEdit, TextEdit
from ui.forms.picking import Option, PickEdit
from ui.forms.state import Raw
from ui.i18n import Translated, language
from ui.theme import set_role
from ui.widgets import make_label


class FieldEditor(QWidget):
    """Base of all editors. ``main`` is the widget that has the focus and shows the state."""

    edited = Signal()
    left = Signal()

    def __init__(self, declared: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = declared
        self.setObjectName(f"editor.{declared.id}")
        self.main: QWidget = self
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    @property
    def composing(self) -> bool:
        """Whether an input method is composing here."""
        return bool(getattr(self.main, "composing", False))

    def raw(self) -> Raw:
        """Return what the editor holds."""
        return ""

    def show_raw(self, raw: Raw) -> None:
        """Show another content; nothing is told."""

    def stops(self) -> list[QWidget]:
        """Widgets that Tab visits, in order."""
        return [self.main]

    def set_name(self, name: str, hint: str = "") -> None:
        """Set the accessible name, and what the empty editor shows."""
        self.main.setAccessibleName(name)
        if isinstance(self.main, LineEdit | TextEdit):
            self.main.setPlaceholderText(hint)

    def set_state(self, state: str, description: str) -> None:
        """Show ``error``, ``warning``, ``info`` or nothing, and say why to a screen reader."""
        set_role(self.main, state, "state")
        self.main.setAccessibleDescription(description)

    def take_focus(self) -> None:
        """Put the cursor here."""
        self.main.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _hold(self, main: QWidget) -> None:
        self.main = main
        main.setObjectName(f"input.{self.field.id}")
        self.setFocusProxy(main)


class TextEditor(FieldEditor):
    """One line of text; also whole numbers, which are typed and not stepped."""

    def __init__(self, declared: Field, parent: QWidget | None = None) -> None:
        super().__init__(declared, parent)
        self.line = LineEdit(self)
        self.box.addWidget(self.line)
        self._hold(self.line)
        self.line.typed.connect(self.edited)
        self.line.left.connect(self.left)

    def raw(self) -> Raw:
        """Return the text."""
        return self.line.text()

    def show_raw(self, raw: Raw) -> None:
        """Show a text."""
        self.line.show_text(str(raw or ""))


class LongTextEditor(Translated, FieldEditor):
    """Several lines with a count of characters (not of UTF-16 units: 𬱖 is one)."""

    def __init__(self, declared: Field, parent: QWidget | None = None) -> None:
        super().__init__(declared, parent)
        self.text = TextEdit(self)
        self._count: QLabel = make_label(role="muted")
        self._count.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._count.setContentsMargins(0, 0, 8, 4)
        self.box.addWidget(self.text)
        self.box.addWidget(self._count)
        self._hold(self.text)
        self.text.typed.connect(self._typed)
        self.text.left.connect(self.left)
        self.retranslate()

    def raw(self) -> Raw:
        """Return the text."""
        return self.text.toPlainText()

    def show_raw(self, raw: Raw) -> None:
        """Show a text."""
        self.text.show_text(str(raw or ""))
        self.retranslate()

    def retranslate(self) -> None:
        """Count."""
        used = len(self.text.toPlainText().strip())
        self._count.setText(f"{used:,} / {self.field.max_length:,}")
        self._count.setAccessibleName(self.tr("字数 %1").replace("%1", self._count.text()))
        set_role(self._count, "error" if used > self.field.max_length else "muted")

    def _typed(self) -> None:
        self.retranslate()
        self.edited.emit()


class BooleanEditor(Translated, FieldEditor):
    """Yes or not. A field that was never answered stays so until the box is ticked."""

    def __init__(self, declared: Field, parent: QWidget | None = None) -> None:
        super().__init__(declared, parent)
        self.check = QCheckBox(self)
        row = QHBoxLayout()
        row.setContentsMargins(10, 4, 8, 4)
        row.addWidget(self.check)
        row.addStretch(1)
        self.box.addLayout(row)
        self._hold(self.check)
        self._untold: Raw = None
        self.check.toggled.connect(self.edited)
        self.retranslate()

    def raw(self) -> Raw:
        """Return True; for an empty box what it was."""
        return True if self.check.isChecked() else False if self._untold is True else self._untold

    def show_raw(self, raw: Raw) -> None:
        """Tick the box or not."""
        self._untold = raw if isinstance(raw, bool) else None
        self.check.blockSignals(True)
        self.check.setChecked(raw is True)
        self.check.blockSignals(False)

    def retranslate(self) -> None:
        """Set the word."""
        self.check.setText(self.tr("是"))


class SuggestEditor(FieldEditor):
    """A line that suggests texts but takes any."""

    def __init__(self, declared: Field, suggestions: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(declared, parent)
        self.line = PickEdit(self)
        self.line.set_options([Option(text, text) for text in suggestions])
        self.box.addWidget(self.line)
        self._hold(self.line)
        self.line.typed.connect(self.edited)
        self.line.left.connect(self.left)
        self.line.picked.connect(self._picked)

    def raw(self) -> Raw:
        """Return the text."""
        return self.line.text()

    def show_raw(self, raw: Raw) -> None:
        """Show a text."""
        self.line.show_text(str(raw or ""))

    def _picked(self, key: str) -> None:
        self.line.show_text(key)
        self.edited.emit()


class ChoiceEditor(Translated, FieldEditor):
    """One of the declared choices: typed by label, alias, code or pinyin, or picked; empty allowed."""

    def __init__(self, declared: Field, parent: QWidget | None = None) -> None:
        super().__init__(declared, parent)
        self.line = PickEdit(self)
        self.box.addWidget(self.line)
        self._hold(self.line)
        self._raw = ""
        self.line.typed.connect(self._typed)
        self.line.picked.connect(self._picked)
        self.line.left.connect(self._settle)
        self.retranslate()

    def raw(self) -> Raw:
        """Return the code; text that means no choice is returned as typed."""
        return self._raw

    def show_raw(self, raw: Raw) -> None:
        """Show a choice."""
        self._raw = str(raw or "")
        self.line.show_text(self._label(self._raw))

    def retranslate(self) -> None:
        """Show labels of the present language."""
        english = language() == "en"
        self.line.set_options(
            [
                Option(item.code, item.en if english else item.zh, (item.zh, item.en, item.code, *item.aliases))
                for item in self.field.choices
            ],
            self.tr("（不填）"),
        )
        self.line.show_text(self._label(self._raw))

    def _label(self, raw: str) -> str:
        choice = self.field.choice(raw)
        if choice is None:
            return raw
        return choice.en if language() == "en" else choice.zh

    def _typed(self) -> None:
        typed = self.line.text().strip()
        option = self.line.option(typed)
        self._raw = option.key if option is not None and option.text == typed else typed
        self.edited.emit()

    def _picked(self, key: str) -> None:
        self.show_raw(key)
        self.edited.emit()

    def _settle(self) -> None:
        """Take what was typed as the choice it means."""
        option = self.line.option(self.line.text().strip())
        if option is not None and option.key != self._raw:
            self._picked(option.key)
        self.left.emit()


def make_editor(
    declared: Field, suggestions: Sequence[str] | None = None, parent: QWidget | None = None
) -> FieldEditor:
    """Make the editor of a field by its declared type; ``suggestions`` belong to a line of text."""
    from ui.forms.amounts import MoneyEditor, ScoreEditor
    from ui.forms.date_editor import DateEditor
    from ui.forms.instant_editor import InstantEditor
    from ui.forms.set_editor import CheckSetEditor, ChipSetEditor

    if suggestions is not None:
        return SuggestEditor(declared, suggestions, parent)
    match declared.type:
        case FieldType.CHOICE:
            return ChoiceEditor(declared, parent)
        case FieldType.LONG_TEXT:
            return LongTextEditor(declared, parent)
        case FieldType.BOOLEAN:
            return BooleanEditor(declared, parent)
        case FieldType.DATE:
            return DateEditor(declared, parent)
        case FieldType.INSTANT:
            return InstantEditor(declared, parent)
        case FieldType.MONEY:
            return MoneyEditor(declared, parent)
        case FieldType.INTEGER if declared.validator is validators.score:
            return ScoreEditor(declared, parent)
        case FieldType.SET:
            return CheckSetEditor(declared, parent) if declared.choices else ChipSetEditor(declared, parent)
        case _:
            return TextEditor(declared, parent)
