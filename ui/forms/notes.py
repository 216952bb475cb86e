"""What a check has to say, beside its field: mark, sentence, and what one click would do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_crm.domain.validation.findings import Severity
from ui.theme import theme
from ui.widgets import IconMark, make_button, make_label

#: Severity -> icon, colour token, state of an editor.
LOOKS = {
    Severity.ERROR: ("circle-alert", "red", "error"),
    Severity.WARNING: ("triangle-alert", "amber", "warning"),
    Severity.INFO: ("info", "blue", "info"),
}
_RANK = tuple(LOOKS)


@dataclass(frozen=True, slots=True)
class Note:
    """One sentence at a field; ``actions`` are (words, key) of its links."""

    severity: Severity
    text: str
    actions: tuple[tuple[str, str], ...] = ()


def worst(notes: Sequence[Note]) -> Severity | None:
    """Return the gravest severity, None when there is nothing to say."""
    return min((note.severity for note in notes), key=_RANK.index, default=None)


class Notes(QWidget):
    """The sentences at one field. ``acted`` tells the key of a link that was clicked."""

    acted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notes: tuple[Note, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(8, 4, 8, 5)
        self._column.setSpacing(2)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.hide()

    @property
    def notes(self) -> tuple[Note, ...]:
        """What is said now."""
        return self._notes

    def set_notes(self, notes: Sequence[Note]) -> bool:
        """Say these, the gravest first; return whether anything changed."""
        ordered = tuple(sorted(notes, key=lambda note: _RANK.index(note.severity)))
        if ordered == self._notes:
            return False
        self._notes = ordered
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for note in ordered:
            self._column.addWidget(self._line(note))
        self.setVisible(bool(ordered))
        return True

    def links(self) -> list[QWidget]:
        """Every link, in order."""
        return [button for button in self.findChildren(QWidget, "noteLink") if not button.isHidden()]

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the soft ground of the gravest one."""
        severity = worst(self._notes)
        if severity is None:
            return
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color(f"{LOOKS[severity][1]}_s"))
        painter.end()

    def _line(self, note: Note) -> QWidget:
        symbol, token, role = LOOKS[note.severity]
        line = QWidget(self)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        mark = IconMark(symbol, token, 13)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
        mark.setContentsMargins(0, 3, 0, 0)
        label = make_label(note.text, role, wrap=True)
        row.addWidget(label, 1)
        for words, key in note.actions:
            link = make_button(words, role="link", size="small")
            link.setObjectName("noteLink")
            link.setAccessibleDescription(note.text)
            link.setProperty("key", key)
            link.clicked.connect(self._clicked)
            row.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def _clicked(self) -> None:
        link = self.sender()
        if isinstance(link, QWidget):
            self.acted.emit(str(link.property("key")))
