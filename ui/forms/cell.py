"""One field of the form: label, editor and what the checks say, tied to its row of the state."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop_crm.domain.fields import Field, FormKind
from desktop_crm.domain.masking import is_masked_by_default
from desktop_crm.domain.verification import State
from ui.forms.editors import FieldEditor, make_editor
from ui.forms.field_menu import FieldMenu
from ui.forms.masked import MaskedEditor
from ui.forms.notes import LOOKS, Note, Notes, worst
from ui.forms.paper import CellLabel, Place
from ui.forms.state import RowState
from ui.i18n import language
from ui.revealing import Wish


class FieldCell(QObject):
    """``edited`` and ``left`` tell the cell itself; ``acted`` the key of a link in its notes;
    ``history_wanted`` asks for the history of the field, ``menu_filling`` for more entries of the field's menu,
    ``mark_clicked`` for what the mark of verification means."""

    edited = Signal(object)
    left = Signal(object)
    acted = Signal(object, str)
    reveal_wanted = Signal(object)
    history_wanted = Signal(object)
    menu_filling = Signal(object, object)
    mark_clicked = Signal(object)

    def __init__(
        self,
        declared: Field,
        row: RowState,
        kind: FormKind,
        parent: QWidget,
        *,
        suggestions: Sequence[str] | None = None,
        labelled: bool = True,
        editor: FieldEditor | None = None,
    ) -> None:
        super().__init__(parent)
        self.field = declared
        self.kind = kind
        self.row = row
        self.visited = False
        self._hint = self._mark = ""
        self.label = CellLabel(parent) if labelled else None
        self.editor = editor if editor is not None else self._make(suggestions, parent)
        self.notes = Notes(parent)
        self._menu = FieldMenu(
            [self.editor, *self.editor.findChildren(QWidget), *([self.label] if self.label else [])], self
        )
        self._menu.history_wanted.connect(self._history_wanted)
        self._menu.filling.connect(self._menu_filling)
        if self.label is not None:
            self.label.mark_clicked.connect(self._mark_clicked)
        self.editor.edited.connect(self._edited)
        self.editor.left.connect(self._left)
        self.notes.acted.connect(self._acted)
        self.show_row(row)
        self.retranslate()

    @property
    def required(self) -> bool:
        """Whether the form demands this field."""
        return self.kind in self.field.required or self.field.mandatory

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

    def show(self, *, on: bool) -> None:
        """Show the cell, or take it off the paper."""
        for widget in (self.label, self.editor):
            if widget is not None:
                widget.setVisible(on)
        if not on:
            self.notes.hide()

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

    def show_mark(self, state: State | None, words: str = "") -> None:
        """Show how far the value can be trusted; None where there is none."""
        if self.label is not None:
            self.label.set_mark(state, words)
        self._mark = words if state in (State.VERIFIED, State.DOUBTFUL) else ""
        self.editor.set_name(self._name(), self._hint)

    def retranslate(self) -> None:
        """Set label and names."""
        if self.label is not None:
            self.label.set_label(self.text(), required=self.required)
        self.editor.set_name(self._name(), self._hint or self.field.help[language().startswith("en")])

    def _name(self) -> str:
        name = self.tr("%1（必填）").replace("%1", self.text()) if self.required else self.text()
        return f"{name}，{self._mark}" if self._mark else name

    def _make(self, suggestions: Sequence[str] | None, parent: QWidget) -> FieldEditor:
        editor = make_editor(self.field, suggestions, parent)
        if not is_masked_by_default(self.field):
            return editor
        masked = MaskedEditor(editor, parent)
        masked.reveal_wanted.connect(self._reveal_wanted)
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

    def _menu_filling(self, menu: object) -> None:
        self.menu_filling.emit(self, menu)

    def _mark_clicked(self) -> None:
        self.mark_clicked.emit(self)

    def _reveal_wanted(self) -> None:
        self.reveal_wanted.emit(self)

    def wish(self) -> Wish:
        """Return what uncovers the content of this cell, and what the log says of it."""
        row, name = self.row, self.field.id
        return Wish(self.editor, self._uncover, [{"record": row.record.name, "row": row.id or "", "field": name}])

    def _uncover(self) -> None:
        self.row.revealed.add(self.field.id)
        if isinstance(self.editor, MaskedEditor):
            self.editor.uncover()
