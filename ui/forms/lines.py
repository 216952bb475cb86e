"""Line and text edits that are kind to input methods: nothing is told while one composes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QAction, QFocusEvent, QHelpEvent, QInputMethodEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QToolTip, QWidget

from ui.icons import icon

#: Height of a long text, in pixels.
TEXT_HEIGHT = 88


class LineEdit(QLineEdit):
    """One line. ``typed`` follows every change by the person, ``left`` the loss of focus."""

    typed = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "cell")
        self._composing = False
        self._told = ""
        self.textChanged.connect(self._tell)

    @property
    def composing(self) -> bool:
        """Whether an input method is composing here."""
        return self._composing

    def add_button(self, icon_name: str) -> QAction:
        """Put an icon to press at the right end.

        The action is made here: of one that Qt makes itself PySide does not see the end, and takes a later action at
        the same address for the one that is gone.
        """
        action = QAction(icon(icon_name, "text3"), "", self)
        self.addAction(action, QLineEdit.ActionPosition.TrailingPosition)
        return action

    def show_text(self, text: str) -> None:
        """Show another text without telling; the undo history stays when nothing changes."""
        self._told = text
        if text != self.text():
            self.setText(text)
            self.setCursorPosition(0)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Note whether the input method is composing; tell what it committed."""
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)
        self._tell()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the person went on."""
        super().focusOutEvent(event)
        self.left.emit()

    def event(self, event: QEvent) -> bool:
        """Show a text that is longer than the line as a tip."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and not self.toolTip():
            if self.fontMetrics().horizontalAdvance(self.text()) > self.width() - 20:
                QToolTip.showText(event.globalPos(), self.text(), self)
            return True
        return super().event(event)

    def _tell(self) -> None:
        if not self._composing and self.text() != self._told:
            self._told = self.text()
            self.typed.emit()


class TextEdit(QPlainTextEdit):
    """Several lines; Tab goes on to the next field."""

    typed = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "cell")
        self.setTabChangesFocus(True)
        self._composing = False
        self._told = ""
        self.textChanged.connect(self._tell)

    @property
    def composing(self) -> bool:
        """Whether an input method is composing here."""
        return self._composing

    def sizeHint(self) -> QSize:
        """A few lines."""
        return QSize(super().sizeHint().width(), TEXT_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """A few lines, as narrow as need be."""
        return QSize(60, TEXT_HEIGHT)

    def show_text(self, text: str) -> None:
        """Show another text without telling."""
        self._told = text
        if text != self.toPlainText():
            self.setPlainText(text)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Note whether the input method is composing; tell what it committed."""
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)
        self._tell()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the person went on."""
        super().focusOutEvent(event)
        self.left.emit()

    def _tell(self) -> None:
        if not self._composing and self.toPlainText() != self._told:
            self._told = self.toPlainText()
            self.typed.emit()
