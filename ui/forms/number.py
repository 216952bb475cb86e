"""The number of the card: given by the program, unless a person insists on an own one."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from ui.forms.card_state import CardState
from ui.forms.cell import FieldCell
from ui.forms.lines import LineEdit
from ui.widgets import IconButton


class NumberLock(QObject):
    """Keeps the number read-only until its pencil is pressed."""

    def __init__(self, cell: FieldCell, state: CardState, parent: QWidget) -> None:
        super().__init__(parent)
        self.cell = cell
        self._new = state.customer_id is None
        self.button = IconButton("pencil", "", parent, small=True)
        self.button.setObjectName("ownNumber")
        self.button.clicked.connect(self.open)
        self._lock(locked=cell.field.id not in state.row.typed)
        self.retranslate()

    @property
    def locked(self) -> bool:
        """Whether the number cannot be typed now."""
        line = self.cell.editor.main
        return isinstance(line, LineEdit) and line.isReadOnly()

    def open(self) -> None:
        """Let the person type a number."""
        self._lock(locked=False)
        self.cell.editor.take_focus()

    def retranslate(self) -> None:
        """Set texts."""
        self.button.set_name(self.tr("改用自己的编号"))
        self.cell.set_hint(self.tr("保存时自动编号") if self._new else "")

    def _lock(self, *, locked: bool) -> None:
        line = self.cell.editor.main
        if isinstance(line, LineEdit):
            line.setReadOnly(locked)
            line.setFocusPolicy(Qt.FocusPolicy.ClickFocus if locked else Qt.FocusPolicy.StrongFocus)
        self.button.setVisible(locked)
