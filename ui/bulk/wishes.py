"""What is to be changed: rows of field, action and value, with the editors of the form."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from desktop_crm import clock
from desktop_crm.domain.bulk import Act, Action, acts_of, bulk_fields
from desktop_crm.domain.fields import Field, FieldType
from desktop_crm.domain.values import parse_value
from ui.bulk.words import act_word
from ui.dialogs._frame import set_texts
from ui.forms.editors import FieldEditor, TextEditor, make_editor
from ui.forms.lines import LineEdit, TextEdit
from ui.forms.picking import Option, PickEdit
from ui.forms.state import is_empty
from ui.i18n import Translated, language
from ui.models.columns import customer_record
from ui.theme import set_role
from ui.widgets import IconButton, Panel, make_button, make_label

#: Rows at most: who changes more fields at once imports a list.
MOST = 8
_LONGEST_FIND = 200
_DAYS_WIDTH = 120


class WishRow(Translated, QWidget):
    """One wish. ``edited`` after each change; ``removal_wanted(self)``."""

    edited = Signal()
    removal_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field: Field | None = None
        self._editor: FieldEditor | None = None
        self.picker = PickEdit(self)
        self.picker.setObjectName("bulk_field")
        self.picker.picked.connect(self.choose_field)
        self.picker.left.connect(self._settle)
        self.acts = QComboBox()
        self.acts.setObjectName("bulk_act")
        self.acts.currentIndexChanged.connect(self._act_chosen)
        self.needle = LineEdit(self)
        self.needle.setObjectName("bulk_find")
        self.needle.setMaxLength(_LONGEST_FIND)
        self.needle.typed.connect(self.edited)
        for line in (self.picker, self.needle):
            line.setProperty("role", "")  # with a border: here is no cell of a form around it
        self.days = QLineEdit()
        self.days.setObjectName("bulk_days")
        self.days.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
        self.days.textEdited.connect(self.edited)
        self._days_word = make_label(role="muted")
        self._arrow = QLabel("→")
        self.remove = IconButton("x", "", self, small=True)
        self.remove.clicked.connect(self._remove_clicked)
        self._value = QVBoxLayout()
        self._value.setContentsMargins(0, 0, 0, 0)
        self.days.setMaximumWidth(_DAYS_WIDTH)
        value = QHBoxLayout()
        value.setSpacing(8)
        value.addWidget(self.needle, 1)
        value.addWidget(self._arrow)
        value.addLayout(self._value, 1)
        value.addWidget(self.days)
        value.addWidget(self._days_word)
        self._parts = value
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self.picker, 3, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.acts, 2, Qt.AlignmentFlag.AlignTop)
        row.addLayout(value, 6)
        row.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)
        self.retranslate()

    @property
    def field(self) -> Field | None:
        """The chosen field."""
        return self._field

    def act(self) -> Act:
        """The chosen action."""
        return Act(str(self.acts.currentData() or Act.SET))

    def editor(self) -> FieldEditor | None:
        """The editor of the value."""
        return self._editor

    def choose_field(self, name: str) -> None:
        """Choose a field by its identifier."""
        self._field = customer_record().get(name)
        self.picker.show_text(self._field.label(language()) if self._field else "")
        self.acts.blockSignals(True)
        self.acts.clear()
        for act in acts_of(self._field) if self._field is not None else ():
            self.acts.addItem(act_word(act), act.value)
        self.acts.blockSignals(False)
        self._make_editor()
        self.retranslate()
        self.edited.emit()

    def choose_act(self, act: Act) -> None:
        """Choose an action."""
        self.acts.setCurrentIndex(max(0, self.acts.findData(act.value)))

    def action(self) -> Action | None:
        """Return the wish; None while something is missing."""
        field, act = self._field, self.act()
        if field is None:
            return None
        if act is Act.CLEAR:
            return Action(field.id, act)
        if act is Act.SHIFT:
            checked = parse_value(_DAYS, self.days.text(), clock.today())
            days = checked.value if isinstance(checked.value, int) else 0
            return Action(field.id, act, days=days) if days else None
        raw = self._editor.raw() if self._editor is not None else None
        if act is Act.REPLACE:
            return Action(field.id, act, str(raw or ""), find=self.needle.text()) if self.needle.text() else None
        return None if is_empty(raw) else Action(field.id, act, raw)

    def retranslate(self) -> None:
        """Set every text."""
        options = [
            Option(item.id, item.label(language()), (item.zh, item.en, *item.aliases))
            for item in bulk_fields(customer_record())
        ]
        self.picker.set_options(options)
        self.picker.setAccessibleName(self.tr("项目"))
        self.picker.setPlaceholderText(self.tr("选一个项目"))
        if self._field is not None:
            self.picker.show_text(self._field.label(language()))
        self.acts.setAccessibleName(self.tr("怎么改"))
        self.needle.setAccessibleName(self.tr("要找的文字"))
        self.needle.setPlaceholderText(self.tr("要找的文字"))
        self.days.setAccessibleName(self.tr("天数"))
        self.days.setPlaceholderText(self.tr("例如 7 或 -7"))
        self._days_word.setText(self.tr("天（负数为提前）"))
        self.remove.set_name(self.tr("去掉这一项"))
        for place in range(self.acts.count()):
            self.acts.setItemText(place, act_word(Act(str(self.acts.itemData(place)))))
        if self._editor is not None:
            hint = self.tr("换成的文字") if self.act() is Act.REPLACE else self.tr("新的内容")
            self._editor.set_name(hint, hint)
        self._show_act()

    def _make_editor(self) -> None:
        """Make the editor of the value anew: by the field's type, a plain line for a piece of text to put in."""
        if self._editor is not None:
            self._value.removeWidget(self._editor)
            self._editor.hide()
            self._editor.deleteLater()
            self._editor = None
        if self._field is None:
            return
        piece = self.act() is Act.REPLACE
        self._editor = TextEditor(self._field, self) if piece else make_editor(self._field, parent=self)
        if isinstance(self._editor.main, LineEdit | TextEdit):
            set_role(self._editor.main, "")
        self._editor.edited.connect(self.edited)
        self._value.addWidget(self._editor)

    def _act_chosen(self) -> None:
        """Keep what was typed where the other editor can hold it."""
        raw = self._editor.raw() if self._editor is not None else None
        self._make_editor()
        if self._editor is not None and not isinstance(raw, tuple | bool):
            self._editor.show_raw(raw)
        self.retranslate()

    def _show_act(self) -> None:
        act = self.act()
        known = self._field is not None
        self.acts.setEnabled(known)
        self.needle.setVisible(known and act is Act.REPLACE)
        self._arrow.setVisible(known and act is Act.REPLACE)
        self.days.setVisible(known and act is Act.SHIFT)
        self._days_word.setVisible(known and act is Act.SHIFT)
        self._parts.setStretch(self._parts.indexOf(self._value), 0 if act is Act.SHIFT else 1)
        self._parts.setStretch(self._parts.indexOf(self._days_word), 1 if act is Act.SHIFT else 0)
        if self._editor is not None:
            self._editor.setVisible(act not in (Act.CLEAR, Act.SHIFT))
        self.edited.emit()

    def _settle(self) -> None:
        """Take what was typed as the field it means."""
        option = self.picker.option(self.picker.text().strip())
        key = option.key if option is not None else ""
        if key != (self._field.id if self._field is not None else ""):
            self.choose_field(key)
        set_role(self.picker, "", "state")

    def _remove_clicked(self) -> None:
        self.removal_wanted.emit(self)


_DAYS = Field(id="days", zh="天数", en="Days", type=FieldType.INTEGER)


class WishList(Translated, QWidget):
    """Some wishes. ``edited`` after each change."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[WishRow] = []
        self._panel = Panel(margin=16, spacing=12)
        self.add_button = make_button("", role="ghost", icon_name="plus", on_click=self.add)
        self.add_button.setObjectName("add_wish")
        line = QHBoxLayout()
        line.addWidget(self.add_button)
        line.addStretch(1)
        self._column = QVBoxLayout()
        self._column.setSpacing(10)
        self._panel.body.addLayout(self._column)
        self._panel.body.addLayout(line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._panel)
        self.add()
        self.retranslate()

    def add(self) -> WishRow:
        """Add an empty wish."""
        row = WishRow()
        row.edited.connect(self.edited)
        row.removal_wanted.connect(self._remove)
        self.rows.append(row)
        self._column.addWidget(row)
        self._show_buttons()
        row.picker.setFocus(Qt.FocusReason.OtherFocusReason)
        return row

    def actions_wanted(self) -> list[Action]:
        """Return the wishes that are whole; of two for one field the later one counts."""
        found: dict[str, Action] = {}
        for row in self.rows:
            action = row.action()
            if action is not None:
                found[action.field] = action
        return list(found.values())

    def retranslate(self) -> None:
        """Set every text."""
        set_texts(self.add_button, self.tr("再改一个项目"))

    def _remove(self, row: QObject) -> None:
        if isinstance(row, WishRow) and len(self.rows) > 1:
            self.rows.remove(row)
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
            self._show_buttons()
            self.edited.emit()

    def _show_buttons(self) -> None:
        self.add_button.setVisible(len(self.rows) < MOST)
        for row in self.rows:
            row.remove.setVisible(len(self.rows) > 1)
