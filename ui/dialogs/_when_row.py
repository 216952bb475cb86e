"""A condition on another field of the card: which field, and what it must say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from desktop_crm.domain.custom.conditions import EMPTY, IS, is_filled, is_one_of
from desktop_crm.domain.fields import Field, FieldType
from ui.i18n import Translated, language

_NONE, _KEPT = "", "kept"
_FILLED, _EMPTY = "filled", "empty"


class WhenRow(Translated, QWidget):
    """``changed`` follows every choice. A condition that has more parts than fit here is kept as it is."""

    changed = Signal()

    def __init__(self, name: str, fields: Sequence[Field], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields = {field.id: field for field in fields}
        self._kept: dict[str, Any] | None = None
        self.subject, self.answer = QComboBox(), QComboBox()
        self.subject.setObjectName(name)
        self.answer.setObjectName(f"{name}_answer")
        for box in (self.subject, self.answer):
            box.setMinimumContentsLength(10)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.subject, 3)
        row.addWidget(self.answer, 2)
        self.setFocusProxy(self.subject)
        self.subject.activated.connect(self._chosen)
        self.answer.activated.connect(self.changed)
        self.retranslate()

    def condition(self) -> dict[str, Any] | None:
        """Return what is chosen; None for no condition."""
        name, answer = str(self.subject.currentData() or _NONE), str(self.answer.currentData() or _FILLED)
        if name == _NONE:
            return None
        if name == _KEPT:
            return self._kept
        if answer == _FILLED:
            return is_filled(name)
        if answer == _EMPTY:
            return {"field": name, "op": EMPTY}
        is_yes_no = self._fields[name].type is FieldType.BOOLEAN
        return is_one_of(name, answer == "yes" if is_yes_no else answer)

    def show_condition(self, condition: dict[str, Any] | None) -> None:
        """Show a condition."""
        name, answer = _simple(condition)
        known = name in self._fields
        self._kept = condition if condition is not None and not known else None
        self.retranslate()
        wanted = _NONE if condition is None else name if known else _KEPT
        self.subject.setCurrentIndex(max(0, self.subject.findData(wanted)))
        self._offer()
        self.answer.setCurrentIndex(max(0, self.answer.findData(answer)))

    def retranslate(self) -> None:
        """Set every text."""
        present = self.subject.currentData()
        self.subject.clear()
        self.subject.addItem(self.tr("没有条件"), _NONE)
        if self._kept is not None:
            self.subject.addItem(self.tr("保持现有的条件"), _KEPT)
        for field in self._fields.values():
            self.subject.addItem(field.label(language()), field.id)
        self.subject.setCurrentIndex(max(0, self.subject.findData(present or _NONE)))
        self.subject.setAccessibleName(self.tr("条件的项目"))
        self.answer.setAccessibleName(self.tr("条件的内容"))
        self._offer()

    def _offer(self) -> None:
        """List what the chosen field may say."""
        field, present = self._fields.get(str(self.subject.currentData())), self.answer.currentData()
        self.answer.clear()
        self.answer.setVisible(field is not None)
        self.answer.addItem(self.tr("已填写"), _FILLED)
        self.answer.addItem(self.tr("没有填写"), _EMPTY)
        if field is None:
            return
        if field.type is FieldType.BOOLEAN:
            self.answer.addItem(self.tr("是"), "yes")
            self.answer.addItem(self.tr("否"), "no")
        for choice in field.choices:
            self.answer.addItem(choice.en if language() == "en" else choice.zh, choice.code)
        self.answer.setCurrentIndex(max(0, self.answer.findData(present)))

    def _chosen(self) -> None:
        self._offer()
        self.changed.emit()


def _simple(condition: dict[str, Any] | None) -> tuple[str, str]:
    """Read a condition of one part: field and answer; empty texts for any other."""
    if condition is None or "field" not in condition:
        return "", ""
    name, negated = str(condition["field"]), condition.get("not") is True
    if condition.get("op", IS) == EMPTY:
        return name, _FILLED if negated else _EMPTY
    values = condition.get("values") or []
    if negated or len(values) != 1:
        return "", ""
    return name, {True: "yes", False: "no"}.get(values[0], str(values[0]))
