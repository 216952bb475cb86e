"""An editor whose content stays masked until its eye button is pressed. An empty one needs no reveal."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop_crm.domain.fields import Value
from desktop_crm.domain.masking import mask_value
from ui.forms.editors import FieldEditor
from ui.forms.lines import LineEdit
from ui.forms.state import Raw, is_empty
from ui.i18n import Translated, language
from ui.theme import set_role
from ui.widgets import IconButton


class _MaskLine(LineEdit):
    """Shows stars; Return asks to reveal."""

    wanted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Reveal on Return and F2."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.wanted.emit()
            return
        super().keyPressEvent(event)


class MaskedEditor(Translated, FieldEditor):
    """Wraps the editor of a sensitive field. ``reveal_wanted`` asks for its content."""

    reveal_wanted = Signal()

    def __init__(self, inner: FieldEditor, parent: QWidget | None = None) -> None:
        super().__init__(inner.field, parent)
        self.inner = inner
        self._value: Value = None
        self._covered = False
        self._name = ""
        self.stars = _MaskLine(self)
        self.stars.setReadOnly(True)
        self.stars.setObjectName(f"mask.{inner.field.id}")
        self.stars.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.eye = IconButton("eye", "", self, small=True)
        self.eye.setObjectName(f"eye.{inner.field.id}")
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 4, 0)
        row.setSpacing(2)
        row.addWidget(inner, 1)
        row.addWidget(self.stars, 1)
        row.addWidget(self.eye)
        self.box.addLayout(row)
        inner.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        inner.edited.connect(self.edited)
        inner.left.connect(self.left)
        self.stars.wanted.connect(self.toggle)
        self.eye.clicked.connect(self.toggle)
        self._cover(covered=False)

    @property
    def covered(self) -> bool:
        """Whether the content is masked now."""
        return self._covered

    @property
    def composing(self) -> bool:
        """Whether an input method is composing here."""
        return self.inner.composing

    def set_stored(self, value: Value, *, revealed: bool) -> None:
        """Say what is stored: that is what there is to cover."""
        self._value = value
        self._cover(covered=not is_empty(value) and not revealed)

    def raw(self) -> Raw:
        """Return the content, covered or not."""
        return self.inner.raw()

    def show_raw(self, raw: Raw) -> None:
        """Show another content."""
        self.inner.show_raw(raw)
        self._cover(covered=self._covered and not is_empty(raw))

    def stops(self) -> list[QWidget]:
        """Mask, editor and eye; Tab skips what is hidden."""
        return [self.stars, *self.inner.stops(), self.eye]

    def set_name(self, name: str, hint: str = "") -> None:
        """Set the names of all three."""
        self._name = name
        self.inner.set_name(name, hint)
        self.retranslate()

    def set_state(self, state: str, description: str) -> None:
        """Show a state on what is visible."""
        self.inner.set_state(state, description)
        set_role(self.stars, state, "state")
        self.stars.setAccessibleDescription(description)

    def take_focus(self) -> None:
        """Put the cursor here."""
        if self._covered:
            self.stars.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.inner.take_focus()

    def toggle(self) -> None:
        """Ask for the content, or cover it again."""
        if self._covered:
            self.reveal_wanted.emit()
            return
        self._cover(covered=True)
        self.stars.setFocus(Qt.FocusReason.OtherFocusReason)

    def uncover(self) -> None:
        """Show the content."""
        self._cover(covered=False)
        self.inner.take_focus()

    def retranslate(self) -> None:
        """Set mask and names."""
        self.stars.show_text(mask_value(self.field, self.inner.raw(), language()))
        self.stars.setAccessibleName(self.tr("%1（已遮盖，按回车显示）").replace("%1", self._name))
        action = self.tr("显示%1") if self._covered else self.tr("遮住%1")
        self.eye.set_name(action.replace("%1", self._name))
        self.eye.set_icon("eye" if self._covered else "eye-off", "text3")

    def _cover(self, *, covered: bool) -> None:
        self._covered = covered
        self.inner.setVisible(not covered)
        self.stars.setVisible(covered)
        # Only what is stored can be covered; what is being typed is in plain sight anyway.
        self.eye.setVisible(not is_empty(self._value))
        self.setFocusProxy(self.stars if covered else self.inner)
        self.retranslate()
