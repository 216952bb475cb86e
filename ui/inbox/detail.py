"""One conflict side by side: the value before, the one that stands, the one that was overwritten."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop_crm.queries.conflict_items import ConflictItem
from desktop_crm.services.conflicts import MERGED_INTO, OPEN, Decision, possible
from ui.forms.editors import FieldEditor, make_editor
from ui.i18n import Translated
from ui.inbox import words
from ui.revealing import Wish
from ui.widgets import ElidedLabel, IconButton, Separator, make_button, make_label, side_by_side

_KEYS = {Decision.KEEP: "1", Decision.TAKE: "2", Decision.EDIT: "3", Decision.RESTORE: "2", Decision.DELETE: "2"}


class Side(QFrame):
    """One of the three values, with who wrote it and where."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setObjectName(f"side_{name}")
        self._title = make_label(role="key")
        self._value = make_label(role="value", wrap=True)
        self._value.setTextFormat(Qt.TextFormat.RichText)
        self._value.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._value.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self._by = ElidedLabel("", "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(6)
        column.addWidget(self._title)
        column.addWidget(self._value)
        column.addStretch(1)
        column.addWidget(self._by)

    def show_side(self, title: str, html: str, plain: str, by: str) -> None:
        """Show a value."""
        self._title.setText(title)
        self._value.setText(html or "—")
        self._value.setAccessibleName(f"{title}：{plain or '—'}")
        selectable = Qt.TextInteractionFlag.TextSelectableByMouse
        self._value.setTextInteractionFlags(selectable if html else Qt.TextInteractionFlag.NoTextInteraction)
        self._by.setText(by)

    def text(self) -> str:
        """What is shown, for people who hear it."""
        return self._value.accessibleName()


class ConflictDetail(Translated, QWidget):
    """``decided(decision, value)``; ``customer_wanted``; ``reveal_wanted(Wish)`` asks for hidden values."""

    decided = Signal(object, object)
    customer_wanted = Signal()
    reveal_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._item: ConflictItem | None = None
        self._open_values = False
        self._editor: FieldEditor | None = None
        self._name = ElidedLabel("", "name")
        self._go = make_button("", size="small", icon_name="user-round", on_click=self.customer_wanted.emit)
        self._go.setObjectName("inbox_customer")
        self._subject = make_label(role="section")
        self._eye = IconButton("eye", "", small=True)
        self._eye.clicked.connect(self.toggle)
        self._why = make_label(role="muted", wrap=True)
        self._base, self._kept, self._other = Side("base"), Side("kept"), Side("other")
        self._state = make_label(role="muted")
        self._buttons: dict[Decision, QPushButton] = {}
        self._lay_out()
        self.retranslate()

    @property
    def item(self) -> ConflictItem | None:
        """The conflict shown."""
        return self._item

    def button(self, decision: Decision) -> QPushButton:
        """Return the button of a decision."""
        return self._buttons[decision]

    def show_item(self, item: ConflictItem | None) -> None:
        """Show another conflict; hidden values are hidden again, an editor is closed."""
        if item != self._item:
            self._open_values = False
            self._close_editor()
        self._item = item
        self.retranslate()

    def press(self, number: int) -> None:
        """Decide by the number that stands on a button."""
        for decision, button in self._buttons.items():
            if not button.isHidden() and button.isEnabled() and _KEYS[decision] == str(number):
                button.click()
                return

    def toggle(self) -> None:
        """Ask for hidden values, or hide them again."""
        item = self._item
        field = words.field_of(item) if item is not None else None
        if self._open_values or item is None or field is None:
            self._show(item, opened=False)
            return
        what: dict[str, object] = {"record": item.record_type, "field": field.id}
        self.reveal_wanted.emit(Wish(self, lambda: self._show(item, opened=True), [what]))

    def _show(self, item: ConflictItem | None, *, opened: bool) -> None:
        if item == self._item:  # else another one was chosen meanwhile
            self._open_values = opened
            self.retranslate()

    def retranslate(self) -> None:
        """Set every text."""
        self._go.setText(self.tr("打开客户"))
        self._go.setAccessibleName(self.tr("打开客户"))
        self._eye.set_name(self.tr("显示或隐藏敏感内容"))
        item = self._item
        if item is None:
            return
        self._name.setText(item.display_name or item.customer_no)
        self._subject.setText(words.subject(item))
        self._why.setText(words.why_words(item))
        self._eye.setVisible(words.is_masked(item))
        self._show_sides(item)
        self._state.setText("" if item.state == OPEN else words.state_words(item.state))
        offered = (
            possible(item.why, item.field, item.record_type) if item.state == OPEN and self._editor is None else ()
        )
        for decision, button in self._buttons.items():
            text = words.decision_words(item, decision)
            button.setText(f"{text}  {_KEYS[decision]}")
            button.setAccessibleName(text)
            button.setVisible(decision in offered)
        for button, text in ((self._save, self.tr("采用")), (self._cancel, self.tr("取消"))):
            button.setText(text)
            button.setAccessibleName(text)

    # -- parts ------------------------------------------------------------------------------

    def _show_sides(self, item: ConflictItem) -> None:
        masked = not self._open_values
        base, kept, other = (
            words.shown(item, raw, masked=masked) for raw in (item.base_json, item.winner_json, item.loser_json)
        )
        against_base = words.is_long(item) and not (masked and words.is_masked(item))
        whole = not item.field
        titles = (self.tr("原值"), self.tr("现在的值"), self.tr("被覆盖的值"))
        if item.why in ("deleted", "scope") or whole:
            titles = (self.tr("原值"), self.tr("现在"), self.tr("没有写入的修改"))
        if item.field == MERGED_INTO:
            titles, kept = (titles[0], self.tr("现在"), self.tr("没有执行的合并")), ""
        elif item.why == "deleted":
            kept = kept or self.tr("已删除")
        if item.why == "changed_since" and whole:
            other = self.tr("删除")
        html = [words.marked(text, base if against_base else text) for text in (base, kept, other)]
        device = " · "
        self._base.show_side(titles[0], html[0], base, "")
        self._kept.show_side(titles[1], html[1], kept, device.join(filter(None, (item.winner_by, item.winner_device))))
        self._other.show_side(titles[2], html[2], other, device.join(filter(None, (item.loser_by, item.loser_device))))
        self._base.setVisible(not whole and item.field != MERGED_INTO)

    def _begin_edit(self) -> None:
        item = self._item
        field = words.field_of(item) if item is not None else None
        if item is None or field is None:
            return
        self._close_editor()
        self._editor = make_editor(field)
        self._editor.set_name(words.subject(item))
        self._editor.show_raw(words.shown(item, item.winner_json, masked=False))
        self._edit_row.insertWidget(0, self._editor, 1)
        self._save.show()
        self._cancel.show()
        self._editor.take_focus()
        self.retranslate()

    def _close_editor(self) -> None:
        if self._editor is not None:
            self._editor.hide()
            self._editor.deleteLater()
            self._editor = None
        self._save.hide()
        self._cancel.hide()

    def _cancel_edit(self) -> None:
        self._close_editor()
        self.retranslate()

    def _save_edit(self) -> None:
        if self._editor is not None:
            self.decided.emit(Decision.EDIT, self._editor.raw())

    def _clicked(self, decision: Decision) -> None:
        if decision is Decision.EDIT:
            self._begin_edit()
        else:
            self.decided.emit(decision, None)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._name, 1)
        top.addWidget(self._go)
        about = QHBoxLayout()
        about.setSpacing(6)
        about.addWidget(self._subject)
        about.addWidget(self._eye)
        about.addStretch(1)
        area = side_by_side(self._base, self._kept, self._other)
        self._edit_row = QHBoxLayout()
        self._edit_row.setSpacing(8)
        self._save = make_button("", role="primary", on_click=self._save_edit)
        self._save.setObjectName("inbox_save")
        self._cancel = make_button("", on_click=self._cancel_edit)
        self._cancel.setObjectName("inbox_cancel")
        self._edit_row.addWidget(self._save)
        self._edit_row.addWidget(self._cancel)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for decision in Decision:
            role = "primary" if decision in (Decision.TAKE, Decision.RESTORE) else ""
            role = "danger" if decision is Decision.DELETE else role
            button = make_button("", role=role)
            button.setObjectName(f"inbox_{decision.value}")
            button.clicked.connect(lambda _checked=False, one=decision: self._clicked(one))
            self._buttons[decision] = button
            buttons.addWidget(button)
        buttons.addWidget(self._state)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(10)
        column.addLayout(top)
        column.addLayout(about)
        column.addWidget(self._why)
        column.addWidget(area, 1)
        column.addWidget(Separator())
        column.addLayout(self._edit_row)
        column.addLayout(buttons)
        self._save.hide()
        self._cancel.hide()
