"""Frames and layouts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLayout,
    QLayoutItem,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)


class Panel(QFrame):
    """White rounded panel with a border; ``body`` is its vertical layout."""

    def __init__(self, parent: QWidget | None = None, *, margin: int = 18, spacing: int = 12) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(margin, margin, margin, margin)
        self.body.setSpacing(spacing)


def lay_out_review(
    page: QWidget, heads: Sequence[QWidget], tool: QWidget, bars: Sequence[QWidget], stack: QStackedWidget,
    *, view: QWidget, detail: QWidget, empty: QWidget, width: int,
) -> None:  # fmt: skip
    """Lay out a page on which a person decides one thing after another.

    Title and hint with a tool beside them, the bars below; then the list, ``width`` pixels wide, beside its detail, or
    what is shown for an empty list: page 0 and 1 of ``stack``.
    """
    words = QVBoxLayout()
    words.setSpacing(0)
    for head in heads:
        words.addWidget(head)
    top = QHBoxLayout()
    top.addLayout(words, 1)
    top.addWidget(tool)
    left, right, nothing = (Panel(margin=0, spacing=0) for _ in range(3))
    left.setFixedWidth(width)
    left.body.setContentsMargins(1, 4, 1, 4)
    left.body.addWidget(view)
    right.body.addWidget(detail)
    nothing.body.setContentsMargins(1, 1, 1, 1)
    nothing.body.addWidget(empty)
    both = QWidget()
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(14)
    row.addWidget(left)
    row.addWidget(right, 1)
    stack.addWidget(both)
    stack.addWidget(nothing)
    column = QVBoxLayout(page)
    column.setContentsMargins(20, 20, 18, 16)
    column.setSpacing(14)
    column.addLayout(top)
    for bar in bars:
        column.addWidget(bar)
    column.addWidget(stack, 1)


def side_by_side(*widgets: QWidget) -> QScrollArea:
    """Put widgets beside one another, equally wide, in an area that scrolls where they are higher than it."""
    inner = QWidget()
    inner.setProperty("role", "scroll")
    row = QHBoxLayout()
    row.setSpacing(10)
    for widget in widgets:
        row.addWidget(widget, 1)
    column = QVBoxLayout(inner)
    column.setContentsMargins(0, 0, 0, 0)
    column.addLayout(row)
    column.addStretch(1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inner)
    return area


def dress_table(table: QTableView, row_height: int) -> None:
    """Make a table one of whose rows is chosen; the last column takes the room there is. ``row_height`` in pixels."""
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(row_height)
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setStretchLastSection(True)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class Separator(QFrame):
    """Hair line between two groups."""

    def __init__(self, parent: QWidget | None = None, *, vertical: bool = False) -> None:
        super().__init__(parent)
        self.setProperty("role", "separator")
        self.setProperty("kind", "vertical" if vertical else "horizontal")


class FlowLayout(QLayout):
    """Places items left to right and breaks the line where the width ends."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = 8) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(QMargins())

    def addItem(self, item: QLayoutItem) -> None:
        """Add an item; Qt calls this."""
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        """Count the items."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return an item, or None beyond the end."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take an item out."""
        if not 0 <= index < len(self._items):
            return None
        self.invalidate()
        return self._items.pop(index)

    def expandingDirections(self) -> Qt.Orientation:
        """Ask for no extra room."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Height depends on width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height of all lines at this width."""
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Place all items."""
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        """As small as allowed."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """Room for the largest single item."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _place(self, rect: QRect, *, move: bool) -> int:
        inner = rect.marginsRemoved(self.contentsMargins())
        x, y, line = inner.x(), inner.y(), 0
        for item in self._shown():
            hint = item.sizeHint()
            if line and x + hint.width() > inner.right() + 1:
                x, y, line = inner.x(), y + line + self._gap, 0
            if hint.width() > inner.width():  # a text that breaks its lines here
                height = item.heightForWidth(inner.width()) if item.hasHeightForWidth() else hint.height()
                hint = QSize(inner.width(), max(hint.height(), height))
            if move:
                item.setGeometry(QRect(QPoint(x, y), hint))
            x += hint.width() + self._gap
            line = max(line, hint.height())
        return y + line - rect.y() + self.contentsMargins().bottom()

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]


def expanding(widget: QWidget) -> QWidget:
    """Let a widget take all width there is; returns it."""
    widget.setSizePolicy(QSizePolicy.Policy.Expanding, widget.sizePolicy().verticalPolicy())
    return widget
