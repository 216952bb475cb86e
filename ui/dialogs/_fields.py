"""Rows of the dialogs' forms: label, field, a note below; passphrase with its strength; big choices."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import set_role
from ui.widgets import make_label
from ui.widgets.marks import IconMark

#: Shortest passphrase taken, in characters.
SHORTEST_PASSPHRASE = 8
_GOOD_LENGTH, _LONG = 12, 16
_CHOICE_HEIGHT = 92  # title and three lines


class LabelledField(QWidget):
    """A field with its label over it and a note or an error below."""

    def __init__(self, field: QWidget, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        field.setObjectName(name)
        self._label = make_label(role="section")
        self._label.setBuddy(field)
        self._note = make_label(role="muted", wrap=True)
        self._note.hide()
        self._plain = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        column.addWidget(self._label)
        column.addWidget(field)
        column.addWidget(self._note)

    def set_texts(self, label: str, note: str = "") -> None:
        """Set label and note; the label is the field's accessible name too."""
        self._label.setText(label)
        self.field.setAccessibleName(label)
        self._plain = note
        self.clear_error()

    def set_error(self, text: str) -> None:
        """Say below the field what is wrong with it."""
        self._say(text, "error")
        set_role(self.field, "error", "state")

    def set_note(self, text: str, role: str = "muted") -> None:
        """Say something else below the field."""
        self._say(text, role)

    def clear_error(self) -> None:
        """Show the note again."""
        self._say(self._plain, "muted")
        set_role(self.field, "", "state")

    def note(self) -> str:
        """Return what stands below the field."""
        return self._note.text()

    def _say(self, text: str, role: str) -> None:
        self._note.setText(text)
        self._note.setVisible(bool(text))
        set_role(self._note, role)
        self.field.setAccessibleDescription(text)


class LineField(LabelledField):
    """A labelled line to type in; ``secret`` shows dots."""

    def __init__(self, name: str, *, secret: bool = False, longest: int = 100, parent: QWidget | None = None) -> None:
        self.edit = QLineEdit()
        self.edit.setMaxLength(longest)
        if secret:
            self.edit.setEchoMode(QLineEdit.EchoMode.Password)
            self.edit.setInputMethodHints(Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhSensitiveData)
        super().__init__(self.edit, name, parent)

    def text(self) -> str:
        """Return what was typed, without spaces around it."""
        return self.edit.text().strip()


def passphrase_strength(text: str) -> int:
    """Judge a passphrase: 0 too short, 1 fair, 2 good. Length counts most; so do different characters."""
    if len(text) < SHORTEST_PASSPHRASE:
        return 0
    kinds = sum((any(map(str.isdigit, text)), any(map(str.isalpha, text)), any(not c.isalnum() for c in text)))
    good = len(text) >= _LONG or (len(text) >= _GOOD_LENGTH and kinds > 1)
    return 2 if good and len(set(text)) >= SHORTEST_PASSPHRASE else 1


class BigChoice(QPushButton):
    """A wide button: icon, title, one sentence."""

    def __init__(self, name: str, icon_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_CHOICE_HEIGHT)
        self._title = make_label(role="heading")
        self._sentence = make_label(role="body", wrap=True)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addStretch(1)
        texts.addWidget(self._title)
        texts.addWidget(self._sentence)
        texts.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 10, 16, 10)
        row.setSpacing(16)
        parts: tuple[QWidget, ...] = (
            IconMark(icon_name, "accent", 46, halo="soft"),
            IconMark("chevron-right", "text3", 18),
        )
        row.addWidget(parts[0])
        row.addLayout(texts, 1)
        row.addWidget(parts[1])
        for part in (*parts, self._title, self._sentence):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def set_texts(self, title: str, sentence: str) -> None:
        """Set both texts."""
        self._title.setText(title)
        self._sentence.setText(sentence)
        self.setAccessibleName(title)
        self.setAccessibleDescription(sentence)

    def labels(self) -> tuple[QLabel, QLabel]:
        """Return title and sentence."""
        return self._title, self._sentence
