"""The editor over a cell of the list, with what is wrong below it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop_crm.domain.fields import Field
from desktop_crm.domain.validation.findings import Severity
from desktop_crm.queries.customers import CustomerCard
from ui.forms.editors import FieldEditor, make_editor
from ui.forms.notes import Note, Notes
from ui.forms.state import is_empty, raw_of
from ui.i18n import language

_LEAST_WIDTH, _LEAST_HEIGHT = 200, 40


class CellEditor(QFrame):
    """The editor over a cell, with what is wrong below. ``committed(step)``: 0 stay, 1 next, -1 previous cell."""

    committed = Signal(int)
    cancelled = Signal()

    def __init__(self, declared: Field, card: CustomerCard, parent: QWidget) -> None:
        super().__init__(parent)
        self.field, self.card = declared, card
        self.setObjectName("cell_editor")
        self.setProperty("role", "panel")
        self.setAutoFillBackground(True)
        self.editor: FieldEditor = make_editor(declared, parent=self)
        self.notes = Notes(self)
        self.before = raw_of(declared, card.values.get(declared.id))
        self.editor.show_raw(self.before)
        label = declared.label(language(), card.kind)
        self.editor.set_name(f"{label} · {card.display_name}")
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.editor)
        column.addWidget(self.notes)
        for widget in (self.editor, *self.editor.findChildren(QWidget)):
            widget.installEventFilter(self)

    @property
    def changed(self) -> bool:
        """Whether there is anything to save."""
        raw = self.editor.raw()
        return raw != self.before and not (is_empty(raw) and is_empty(self.before))

    def place(self, cell: QRect, room: QRect) -> None:
        """Stand over a cell, inside the list."""
        self.setFixedWidth(min(max(cell.width(), _LEAST_WIDTH), room.width()))
        height = max(cell.height(), _LEAST_HEIGHT, self._column.totalHeightForWidth(self.width()))
        left = max(room.left(), min(cell.left(), room.right() - self.width()))
        top = max(room.top(), min(cell.top(), room.bottom() - height))
        self.setGeometry(QRect(QPoint(left, top), self.size()))
        self.resize(self.width(), height)

    def say(self, text: str) -> None:
        """Say what is wrong, or nothing."""
        self.notes.set_notes([Note(Severity.ERROR, text)] if text else [])
        self.editor.set_state("error" if text else "", text)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Enter saves, Tab saves and goes on, Esc puts back; the input method and an open list come first."""
        if not isinstance(event, QKeyEvent) or event.type() not in (
            QEvent.Type.KeyPress,
            QEvent.Type.ShortcutOverride,
        ):
            return False
        key = event.key()
        list_open = bool(getattr(self.editor.main, "is_open", False))
        if self.editor.composing or (list_open and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)):
            return False
        steps = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1, Qt.Key.Key_Return: 0, Qt.Key.Key_Enter: 0}
        if key not in steps and key != Qt.Key.Key_Escape:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
        elif key == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            self.committed.emit(steps[Qt.Key(key)])
        return True
