"""Search as you type, kind to input methods."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.icons import icon

#: Pause after the last key before a search starts, in milliseconds.
DEBOUNCE_MS = 180


class SearchBox(QLineEdit):
    """Line edit that tells ``searched(text)`` after a pause, at once on Return.

    While an input method composes nothing is told. Esc clears; Ctrl+F in the window focuses.
    """

    searched = Signal(str)

    def __init__(self, name: str, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "search")
        self.set_texts(name, placeholder)
        self.setClearButtonEnabled(True)
        self.addAction(icon("search", "text3"), QLineEdit.ActionPosition.LeadingPosition)
        self._told = ""
        self._composing = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(DEBOUNCE_MS)
        self._pause.timeout.connect(self._tell)
        self.textChanged.connect(self._changed)
        self.returnPressed.connect(self._tell)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.activated.connect(self.take_focus)

    def set_texts(self, name: str, placeholder: str) -> None:
        """Set accessible name and placeholder."""
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)

    def take_focus(self) -> None:
        """Put the cursor here and select what is there."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Note whether the input method is composing; its end starts the pause anew."""
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)
        if self._composing:
            self._pause.stop()
        elif self.text() != self._told:
            self._pause.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Clear on Esc; an empty box leaves Esc to its window."""
        if event.key() == Qt.Key.Key_Escape and self.text() and not self._composing:
            self.clear()
            self._tell()
            return
        super().keyPressEvent(event)

    def _changed(self) -> None:
        if not self._composing:
            self._pause.start()

    def _tell(self) -> None:
        if self._composing:
            return
        self._pause.stop()
        if self.text() != self._told:
            self._told = self.text()
            self.searched.emit(self._told)
