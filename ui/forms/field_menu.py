"""The menu of a field of the form: what its editor offers, and the field's history."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QMenu, QPlainTextEdit, QWidget

from ui.icons import icon

#: The key of the window's action; the menu only names it.
HISTORY_KEY = "Ctrl+H"


class FieldMenu(QObject):
    """Takes the place of the context menus of some widgets. ``history_wanted``: the entry was chosen.
    ``filling(menu)``: a menu is being made, and more can be added to it."""

    history_wanted = Signal()
    filling = Signal(object)

    def __init__(self, widgets: Iterable[QWidget], parent: QObject) -> None:
        super().__init__(parent)
        for widget in widgets:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show our menu instead of the widget's own."""
        if not isinstance(event, QContextMenuEvent) or not isinstance(watched, QWidget):
            return False
        self.menu_of(watched).popup(event.globalPos())
        return True

    def menu_of(self, widget: QWidget) -> QMenu:
        """Make the menu of a widget."""
        own = isinstance(widget, QLineEdit | QPlainTextEdit)
        own = own and widget.contextMenuPolicy() is not Qt.ContextMenuPolicy.NoContextMenu
        menu = widget.createStandardContextMenu() if own else QMenu(widget)  # type: ignore[attr-defined]
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if menu.actions():
            menu.addSeparator()
        action = menu.addAction(icon("history"), self.tr("这个字段的历史"))
        action.setObjectName("field_history")
        action.setShortcut(QKeySequence(HISTORY_KEY))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(self.history_wanted)
        found: QMenu = menu
        self.filling.emit(found)
        return found
