"""The keyboard in a grouped list: Right opens a group, Left closes it or goes to its head, Enter and Space turn it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QTableView

from ui.models.register import RegisterModel

_TURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


def take_group_key(view: QTableView, model: RegisterModel, event: QKeyEvent) -> bool:
    """Act on a key; False when it means nothing here."""
    if not model.grouping.name or event.modifiers() not in _PLAIN or not view.currentIndex().isValid():
        return False
    key, position = Qt.Key(event.key()), view.currentIndex().row()
    head = model.head_at(position)
    if head is not None and key in (*_TURN, Qt.Key.Key_Left, Qt.Key.Key_Right):
        opened = key == Qt.Key.Key_Right if key not in _TURN else not model.is_open(head)
        model.set_open(head, opened=opened)
        return True
    if head is None and key == Qt.Key.Key_Left:
        view.selectRow(model.grouping.place_of_head(position))
        return True
    return False
