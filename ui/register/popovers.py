"""Small windows under a button; the one that chooses columns."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ui.i18n import Translated, language
from ui.models.columns import BY_ID
from ui.widgets import SectionHeader, make_button, make_label


class Popover(QFrame):
    """A panel that opens below a widget and closes on Esc or a click elsewhere."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "panel")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(16, 14, 16, 14)
        self.column.setSpacing(10)

    def open_below(self, anchor: QWidget) -> None:
        """Open, right edge under the right edge of ``anchor``, inside the screen."""
        self.adjustSize()
        corner = anchor.mapToGlobal(QPoint(anchor.width() - self.width(), anchor.height() + 4))
        room = anchor.screen().availableGeometry()
        x = min(max(corner.x(), room.left()), room.right() - self.width())
        y = min(corner.y(), room.bottom() - self.height())
        self.move(x, max(y, room.top()))
        self.show()


class _ColumnList(QListWidget):
    """Columns with a check mark; Ctrl+Up and Ctrl+Down move the current one, as dragging does."""

    moved = Signal(str, int)

    def __init__(self) -> None:
        super().__init__()
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.model().rowsMoved.connect(self._dropped)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with Ctrl and an arrow."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.shift(step)
            return
        super().keyPressEvent(event)

    def shift(self, step: int) -> None:
        """Move the current column by one place."""
        row = self.currentRow()
        target = row + step
        if row < 0 or not 0 <= target < self.count():
            return
        item = self.takeItem(row)
        self.insertItem(target, item)
        self.setCurrentRow(target)
        self.moved.emit(str(item.data(Qt.ItemDataRole.UserRole)), target)

    def _dropped(self) -> None:
        for row in range(self.count()):
            self.moved.emit(str(self.item(row).data(Qt.ItemDataRole.UserRole)), row)


class ColumnPopover(Translated, Popover):
    """The column chooser."""

    toggled = Signal(str, bool)
    moved = Signal(str, int)
    reset = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("column_popover")
        self._title = SectionHeader("")
        self._hint = make_label(role="muted", wrap=True)
        self.list = _ColumnList()
        self.list.setObjectName("column_list")
        self.list.setFixedSize(232, 340)
        self.list.itemChanged.connect(self._changed)
        self.list.moved.connect(self.moved)
        self._reset = make_button("", icon_name="rotate-ccw", on_click=self.reset.emit)
        self._reset.setObjectName("columns_reset")
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self._reset)
        for part in (self._title, self.list, self._hint):
            self.column.addWidget(part)
        self.column.addLayout(line)
        self._folded: Sequence[str] = ()
        self.retranslate()

    def show_columns(self, order: Sequence[str], visible: Sequence[str], folded: Sequence[str]) -> None:
        """Show the columns in order; folded ones are wanted but have no room."""
        self._folded = folded
        self.list.blockSignals(True)
        self.list.clear()
        for name in order:
            item = QListWidgetItem(BY_ID[name].label(language()))
            item.setData(Qt.ItemDataRole.UserRole, name)
            flags = item.flags() | Qt.ItemFlag.ItemIsUserCheckable
            item.setFlags(flags & ~Qt.ItemFlag.ItemIsUserCheckable if name == "name" else flags)
            item.setCheckState(Qt.CheckState.Checked if name in visible else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.blockSignals(False)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text."""
        self._title.set_text(self.tr("显示的列"))
        self._reset.setText(self.tr("恢复默认"))
        self.setAccessibleName(self.tr("显示的列"))
        self.list.setAccessibleName(self.tr("显示的列"))
        hint = self.tr("拖动可调整顺序，键盘用 Ctrl+↑ ↓。")
        if self._folded:
            hint = f"{self.tr('窗口较窄，%n 列暂时收起。', '', len(self._folded))}{hint}"
        self._hint.setText(hint)
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setText(BY_ID[str(item.data(Qt.ItemDataRole.UserRole))].label(language()))

    def _changed(self, item: QListWidgetItem) -> None:
        name = str(item.data(Qt.ItemDataRole.UserRole))
        self.toggled.emit(name, item.checkState() == Qt.CheckState.Checked)
