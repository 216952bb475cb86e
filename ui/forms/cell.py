"""One field of the form: label, editor and what the checks say, tied to its row of the state."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop_crm.domain.fields import Field, FormKind
from desktop_crm.domain.masking import is_masked_by_default
from ui.forms.editors import FieldEditor, make_editor
from ui.forms.field_menu import FieldMenu
from ui.forms.masked import MaskedEditor
from ui.forms.notes import LOOKS, Note, Notes, worst
from ui.forms.paper import CellLabel, Place
from ui.forms.state import RowState
from ui.i18n import language


class FieldCell(QObject):
    """``edited`` and ``left`` tell the cell itself; ``acted`` the key of a link in its notes;
    ``history_wanted`` asks for the history of the field."""

    edited = Signal(object)
    left = Signal(object)
    acted = Signal(object, str)
    revealed = Signal(object)
    history_wanted = Signal(object)

    def __init__(
        self,
        declared: Field,
        row: RowState,
        kind: FormKind,
        parent: QWidget,
        *,
        suggestions: Sequence[str] | None = None,
        labelled: bool = True,
    ) -> None:
        super().__init__(parent)
        self.field = declared
        self.kind = kind
        self.row = row
        self.visited = False
        self._hint = ""
        self.label = CellLabel(parent) if labelled else None
        self.editor = self._make(suggestions, parent)
        self.notes = Notes(parent)
        self._menu = FieldMenu(
            [self.editor, *self.editor.findChildren(QWidget), *([self.label] if self.label else [])], self
        )
        self._menu.history_wanted.connect(self._history_wanted)
        self.editor.edited.connect(self._edited)
        self.editor.left.connect(self._left)
        self.notes.acted.connect(self._acted)
        self.show_row(row)
        self.retranslate()

    @property
    def required(self) -> bool:
        """Whether the form demands this field."""
        return self.kind in self.field.required

    def text(self) -> str:
        """Label in the present language."""
        return self.field.label(language(), self.kind)

    def place(self, column: int, span: int) -> Place:
        """Return the widgets for the paper."""
        return Place(column, span, self.label, self.editor, self.notes)

    def show_row(self, row: RowState) -> None:
        """Show the content of a row of the state."""
        self.row = row
        name = self.field.id
        raw = row.raw(name)
        if self.editor.raw() != raw:
            self.editor.show_raw(raw)
        if isinstance(self.editor, MaskedEditor):
            stored = None if name in row.typed else row.base.get(name)
            self.editor.set_stored(stored, revealed=name in row.revealed)

    def set_hint(self, hint: str) -> None:
        """Show a text in the empty editor."""
        self._hint = hint
        self.editor.set_name(self._name(), hint)

    def show_notes(self, notes: Sequence[Note]) -> bool:
        """Say these things; return whether anything changed."""
        if not self.notes.set_notes(notes):
            return False
        severity = worst(notes)
        state = LOOKS[severity][2] if severity else ""
        self.editor.set_state(state, " ".join(note.text for note in notes))
        return True

    def retranslate(self) -> None:
        """Set label and names."""
        if self.label is not None:
            self.label.set_label(self.text(), required=self.required)
        self.editor.set_name(self._name(), self._hint)

    def _name(self) -> str:
        return self.tr("%1（必填）").replace("%1", self.text()) if self.required else self.text()

    def _make(self, suggestions: Sequence[str] | None, parent: QWidget) -> FieldEditor:
        editor = make_editor(self.field, suggestions, parent)
        if not is_masked_by_default(self.field):
            return editor
        masked = MaskedEditor(editor, parent)
        masked.revealed.connect(self._revealed)
        return masked

    def _edited(self) -> None:
        self.row.type(self.field.id, self.editor.raw())
        self.edited.emit(self)

    def _left(self) -> None:
        self.visited = True
        self.left.emit(self)

    def _acted(self, key: str) -> None:
        self.acted.emit(self, key)

    def _history_wanted(self) -> None:
        self.history_wanted.emit(self)

    def _revealed(self) -> None:
        self.row.revealed.add(self.field.id)
        self.revealed.emit(self)
