"""The filter builder: conditions in groups of all or any, nested and negated, tried out at once on the list."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_crm.domain.company_parameters import Parameters
from desktop_crm.domain.filters.tree import DEEPEST, EVERYBODY, Condition, Group, Join, Node, Op, simplified
from ui.dialogs._frame import order_tabs, scrolled, set_texts
from ui.i18n import Translated
from ui.register.condition_row import ConditionRow
from ui.timers import single_shot
from ui.widgets import IconButton, SectionHeader, make_button, make_label

#: The list follows this long after the last keystroke. Milliseconds.
_FOLLOW_MS = 250
#: Heights in pixels: a line, what a group has around its lines, at most, at least, what the page needs besides.
_ROW, _FRAME = 42, 24
_HIGHEST, _LEAST, _BESIDES = 320, 130, 540
#: Groups inside groups that one can make here; the command line and shared views may go deeper.
_MOST_NESTED = min(4, DEEPEST)


class GroupBox(Translated, QFrame):
    """One group with its parts. ``changed``, ``removed`` as of a condition."""

    changed = Signal()
    removed = Signal(object)

    def __init__(self, group: Group, parameters: Parameters, depth: int = 0) -> None:
        super().__init__()
        self._parameters, self._depth = parameters, depth
        self.setObjectName("filter_group")
        if depth:
            self.setProperty("role", "card")
        self.join = QComboBox()
        self.join.setObjectName("group_join")
        self.add_condition = make_button("", role="link", icon_name="plus", on_click=self.append_condition)
        self.add_condition.setObjectName("group_add_condition")
        self.add_group = make_button("", role="link", icon_name="plus", on_click=self._append_group)
        self.add_group.setObjectName("group_add_group")
        self.add_group.setVisible(depth < _MOST_NESTED)
        self.remove = IconButton("x", "", small=True)
        self.remove.setVisible(depth > 0)
        self.remove.clicked.connect(partial(self.removed.emit, self))
        self._parts: list[ConditionRow | GroupBox] = []
        self._build()
        self._group = group
        self.retranslate()
        self.join.setCurrentIndex(_JOINS.index((group.join, group.negated)))
        self.join.activated.connect(self._edited)
        for part in group.parts:
            self._add(part)

    def node(self) -> Node:
        """Return what is complete of the group."""
        join, negated = _JOINS[max(0, self.join.currentIndex())]
        made = (part.condition() if isinstance(part, ConditionRow) else part.node() for part in self._parts)
        parts = tuple(part for part in made if part is not None and part != EVERYBODY)
        return Group(join, parts, negated) if parts else EVERYBODY

    def conditions(self) -> Iterator[ConditionRow]:
        """Give every condition, from top to bottom."""
        for part in self._parts:
            if isinstance(part, ConditionRow):
                yield part
            else:
                yield from part.conditions()

    def groups(self) -> int:
        """Count the groups, this one included."""
        return 1 + sum(part.groups() for part in self._parts if isinstance(part, GroupBox))

    def append_condition(self) -> ConditionRow:
        """Add a condition and give it the focus."""
        row = self._add(Condition("importance_tier", Op.IS))
        assert isinstance(row, ConditionRow)  # noqa: S101 -- of a condition
        row.subject.setFocus(Qt.FocusReason.OtherFocusReason)
        return row

    def retranslate(self) -> None:
        """Set every text."""
        place = max(0, self.join.currentIndex())
        self.join.clear()
        words = {
            (Join.ALL, False): self.tr("满足全部条件"),
            (Join.ANY, False): self.tr("满足任一条件"),
            (Join.ALL, True): self.tr("不同时满足"),
            (Join.ANY, True): self.tr("全都不满足"),
        }
        for one in _JOINS:
            self.join.addItem(words[one])
        self.join.setCurrentIndex(place)
        self.join.setAccessibleName(self.tr("条件之间的关系"))
        set_texts(self.add_condition, self.tr("条件"))
        set_texts(self.add_group, self.tr("条件组"))
        self.remove.set_name(self.tr("去掉这一组"))

    def _build(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(10)
        for part in (self.join, self.add_condition, self.add_group):
            line.addWidget(part)
        line.addStretch(1)
        line.addWidget(self.remove)
        self._column = QVBoxLayout(self)
        margin = 10 if self._depth else 0
        self._column.setContentsMargins(margin, margin, margin, margin)
        self._column.setSpacing(8)
        self._column.addLayout(line)

    def _add(self, node: Node) -> ConditionRow | GroupBox:
        part: ConditionRow | GroupBox
        if isinstance(node, Condition):
            part = ConditionRow(node, self._parameters)
        else:
            part = GroupBox(node, self._parameters, self._depth + 1)
        part.changed.connect(self.changed)
        part.removed.connect(self._take_away)
        self._parts.append(part)
        self._column.addWidget(part)
        return part

    def _append_group(self) -> None:
        join = Join.ANY if _JOINS[self.join.currentIndex()][0] is Join.ALL else Join.ALL
        box = self._add(Group(join))
        assert isinstance(box, GroupBox)  # noqa: S101 -- of a group
        box.append_condition()
        self.changed.emit()

    def _take_away(self, part: ConditionRow | GroupBox) -> None:
        self._parts.remove(part)
        self._column.removeWidget(part)
        part.hide()
        part.deleteLater()
        self.add_condition.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _edited(self, _place: int) -> None:
        self.changed.emit()


_JOINS = [(Join.ALL, False), (Join.ANY, False), (Join.ALL, True), (Join.ANY, True)]


class FilterBuilder(Translated, QFrame):
    """A panel above the list. ``changed(Node)`` a moment after every edit; incomplete conditions are left out.

    It is no popup: input methods need a real window, and the list below stays in sight.
    """

    changed = Signal(object)
    closed = Signal()

    def __init__(self, where: Node, parameters: Parameters, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("filter_builder")
        self.setProperty("role", "panel")
        self._parameters = parameters
        self._title = SectionHeader("")
        content = QWidget()
        self._inside = QVBoxLayout(content)
        self._inside.setContentsMargins(0, 0, 8, 0)
        self._content = content
        self._area: QScrollArea = scrolled(content)
        self._count = make_label(role="muted")
        self._count.setObjectName("filter_count")
        self.clear = make_button("", icon_name="filter-x", on_click=self._clear)
        self.clear.setObjectName("filter_clear")
        self.done = make_button("", role="primary", on_click=self.finish)
        self.done.setObjectName("filter_done")
        foot = QHBoxLayout()
        foot.addWidget(self._count, 1)
        foot.addWidget(self.clear)
        foot.addWidget(self.done)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(10)
        column.addWidget(self._title)
        column.addWidget(self._area)
        column.addLayout(foot)
        self._follow = single_shot(self, _FOLLOW_MS, self._tell)
        self.root = self._make(where)
        self.retranslate()

    def show_filter(self, where: Node) -> None:
        """Show another filter, unless it is the one that was built here."""
        if where == self._told:
            return
        self._follow.stop()
        old, self.root = self.root, self._make(where)
        self._inside.removeWidget(old)
        old.hide()
        old.deleteLater()

    def show_count(self, number: int, *, exact: bool) -> None:
        """Say how many customers are let through."""
        self._count.setText(self.tr("符合 %1 位").replace("%1", f"{number:,}") if exact else self.tr("正在查找…"))

    def finish(self) -> None:
        """Tell what was edited last, and go."""
        if self._follow.isActive():
            self._follow.stop()
            self._tell()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes; what is built stays in force."""
        if event.key() == Qt.Key.Key_Escape:
            self.finish()
        else:
            super().keyPressEvent(event)

    def retranslate(self) -> None:
        """Set every text."""
        self.setAccessibleName(self.tr("筛选"))
        self._title.set_text(self.tr("筛选"))
        set_texts(self.clear, self.tr("清除筛选"))
        set_texts(self.done, self.tr("完成"))

    def _make(self, where: Node) -> GroupBox:
        self._told = where
        group = where if isinstance(where, Group) else Group(Join.ALL, (where,))
        box = GroupBox(group, self._parameters)
        self._inside.insertWidget(0, box)
        if not group.parts:
            box.append_condition()
        box.changed.connect(self._edited)
        self._fit(box)
        return box

    def _edited(self) -> None:
        self._fit(self.root)
        self._follow.start()

    def _fit(self, box: GroupBox) -> None:
        """Grow with the conditions, up to where it scrolls; Tab goes through them as one reads."""
        order_tabs(self)
        rows = sum(1 for _ in box.conditions()) + box.groups()
        room = max(_LEAST, min(_HIGHEST, self.window().height() - _BESIDES))
        self._area.setFixedHeight(min(room, rows * _ROW + (box.groups() - 1) * _FRAME))

    def _tell(self) -> None:
        node = simplified(self.root.node())
        if node != self._told:
            self._told = node
            self.changed.emit(node)

    def _clear(self) -> None:
        self._follow.stop()
        self.changed.emit(EVERYBODY)
        self.closed.emit()
