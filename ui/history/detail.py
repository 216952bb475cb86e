"""One change: the value before and after it, what became of it, and taking either value back."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop_crm.domain.fields import FormKind, Value
from desktop_crm.domain.history import Entry, State
from desktop_crm.queries.history import CardHistory
from desktop_crm.services.history import Wanted
from ui.history import words
from ui.i18n import Translated
from ui.inbox.detail import Side
from ui.inbox.words import marked
from ui.revealing import Wish
from ui.widgets import IconButton, Pills, make_button, make_label, side_by_side


class ChangeDetail(Translated, QWidget):
    """``taken(Wanted)`` asks for a value; ``reveal_wanted(Wish)`` asks for hidden ones.

    ``fills_in``: a form fills the value in, a page saves it. ``field_wanted(row id, field)``: only this one.
    """

    taken = Signal(object)
    field_wanted = Signal(str, str)
    reveal_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None, *, fills_in: bool = False) -> None:
        super().__init__(parent)
        self._fills_in = fills_in
        self._entry: Entry | None = None
        self._known, self._kind, self._today = CardHistory(""), FormKind.INDIVIDUAL, date.min
        self._name, self._marks, self._open = "", list[tuple[str, str]](), False
        self._subject = make_label(role="section")
        self._eye = IconButton("eye", "", small=True)
        self._eye.setObjectName("history_eye")
        self._eye.clicked.connect(self.toggle)
        self._pills = Pills()
        self._when = make_label(role="muted", wrap=True)
        self._became = make_label(role="body", wrap=True)
        self.before, self.after = Side("before"), Side("after")
        self._buttons: list[QPushButton] = []
        for name, slot in (("before", self._take_before), ("after", self._take_after)):
            button = make_button("", icon_name="undo-2", on_click=slot)
            button.setObjectName(f"history_take_{name}")
            self._buttons.append(button)
        self._only = make_button("", role="link", on_click=self._want_field)
        self._only.setObjectName("history_only_field")
        self._lay_out()
        self.retranslate()

    @property
    def entry(self) -> Entry | None:
        """The change shown."""
        return self._entry

    def button(self, number: int) -> QPushButton:
        """Return the button that takes the value before (1) or after (2) the change."""
        return self._buttons[number - 1]

    def press(self, number: int) -> None:
        """Take a value by the number that stands on its button."""
        button = self.button(number)
        if button.isEnabled() and not button.isHidden():
            button.click()

    def show_entry(
        self,
        entry: Entry | None,
        known: CardHistory,
        kind: FormKind,
        today: date,
        *,
        name: str = "",
        current: bool = False,
    ) -> None:
        """Show a change, of the field ``name`` where a whole row was created; hidden values are hidden again."""
        if entry != self._entry:
            self._open = False
        self._entry, self._known, self._kind, self._today = entry, known, kind, today
        self._name = (entry.change.field or name) if entry is not None else ""
        self._marks = words.marks(entry, current=current) if entry is not None else []
        self.retranslate()

    def toggle(self) -> None:
        """Ask for hidden values, or hide them again."""
        entry = self._entry
        if self._open or entry is None:
            self._show(entry, opened=False)
            return
        what: dict[str, object] = {"record": entry.change.record, "row": entry.change.row_id, "field": self._name}
        self.reveal_wanted.emit(Wish(self, lambda: self._show(entry, opened=True), [what]))

    def _show(self, entry: Entry | None, *, opened: bool) -> None:
        if entry == self._entry:  # else another one was chosen meanwhile
            self._open = opened
            self.retranslate()

    def retranslate(self) -> None:
        """Set every text."""
        self._eye.set_name(self.tr("显示或隐藏敏感内容"))
        entry = self._entry
        if entry is None:
            return
        change, masked = entry.change, not self._open
        self._subject.setText(words.subject(change, self._kind, self._known.customer))
        self._eye.setVisible(words.is_secret(change.record, self._name, self._known.customer))
        self._eye.set_icon("eye-off" if self._open else "eye", "text3")
        self._pills.set_items(self._marks)
        self._pills.setVisible(bool(self._marks))
        self._when.setText(" · ".join(part for part in (words.author(change), words.when(change, self._today)) if part))
        became = words.became(entry, self._known, self._today, masked=masked)
        self._became.setText(became)
        self._became.setVisible(bool(became))
        self._only.setText(self.tr("只看这个字段"))
        self._only.setAccessibleName(self.tr("只看这个字段"))
        self._only.setVisible(bool(change.field) and not self._fills_in)
        self._show_sides(entry, masked=masked)

    # -- parts ------------------------------------------------------------------------------

    def _show_sides(self, entry: Entry, *, masked: bool) -> None:
        change = entry.change
        values = words.values_of(change, self._name)
        texts = [words.value_words(self._known, change.record, self._name, one, masked=masked) for one in values]
        titles = (self.tr("改前"), self.tr("改后"))
        if change.state is State.LOST:
            titles = (self.tr("留下的值"), self.tr("被覆盖的值"))
        for side, title, text, other in zip((self.before, self.after), titles, texts, reversed(texts), strict=True):
            side.show_side(title, marked(text, other if text and other else text), text, "")
            side.setVisible(bool(self._name))
        self.before.setVisible(bool(change.field))
        if self._fills_in:
            captions = (self.tr("填入改前的值"), self.tr("填入这个值"))
        else:
            captions = (self.tr("采用改前的值"), self.tr("采用这个值"))
        for number, (button, caption, value) in enumerate(zip(self._buttons, captions, values, strict=True), 1):
            button.setText(f"{caption}  {number}")
            button.setAccessibleName(caption)
            button.setVisible(bool(self._name) and (number == 2 or bool(change.field)))
            button.setEnabled(self._possible(value))

    def _possible(self, value: Value) -> bool:
        """A declared field of a row that is here, and another value than there is."""
        change = self._entry.change if self._entry is not None else None
        row = self._known.row(change.row_id) if change is not None else None
        if change is None or row is None or words.field_of(change.record, self._name, self._known.customer) is None:
            return False
        present = row.values.get(self._name)
        return not row.exists or (present or None) != (value or None)

    def _want_field(self) -> None:
        if self._entry is not None:
            self.field_wanted.emit(self._entry.change.row_id, self._entry.change.field)

    def _take(self, number: int) -> None:
        if self._entry is not None:
            change = self._entry.change
            value = words.values_of(change, self._name)[number - 1]
            self.taken.emit(Wanted(change.record, change.row_id, self._name, value))

    def _take_before(self) -> None:
        self._take(1)

    def _take_after(self) -> None:
        self._take(2)

    def _lay_out(self) -> None:
        about = QHBoxLayout()
        about.setSpacing(6)
        about.addWidget(self._subject)
        about.addWidget(self._eye)
        about.addStretch(1)
        about.addWidget(self._pills)
        area = side_by_side(self.before, self.after)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in self._buttons:
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self._only)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(about)
        column.addWidget(self._when)
        column.addWidget(self._became)
        column.addWidget(area, 1)
        column.addLayout(buttons)
