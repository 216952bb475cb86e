"""The timeline as a part of the customer's page: kinds as chips, a search, the list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from desktop_crm.queries.timeline import Group
from ui.i18n import Translated
from ui.timeline.model import TimelineModel
from ui.timeline.view import TimelineView
from ui.timeline.words import Line, group_word
from ui.widgets import EmptyState, FlowLayout, SearchBox, make_button

_ALL = "all"
_LEAST_WIDTH = 300


class TimelineTab(Translated, QWidget):
    """``opened(line)``: show what a line tells; ``log_wanted``: write a contact down."""

    opened = Signal(object)
    log_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = TimelineModel(self)
        self.view = TimelineView(self.model)
        self.view.opened.connect(self.opened)
        self.search = SearchBox("")
        self.search.setObjectName("timeline_search")
        self.search.searched.connect(self._narrow)
        self.empty = EmptyState("message-circle", "")
        self._log = make_button("", icon_name="plus", on_click=self.log_wanted.emit)
        self._log.setObjectName("timeline_log")
        self.empty.add_action(self._log)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        holder = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        holder.setSizePolicy(policy)
        holder.setMinimumWidth(_LEAST_WIDTH)
        self._flow = FlowLayout(holder, gap=6)
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(self._narrow)
        self.chips = {name: self._chip(name) for name in (_ALL, *Group)}
        self.chips[_ALL].setChecked(True)
        top = QHBoxLayout()
        top.setContentsMargins(14, 10, 14, 0)
        top.addWidget(self.search)
        chips = QVBoxLayout()
        chips.setContentsMargins(14, 8, 14, 6)
        chips.addWidget(holder)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addLayout(chips)
        column.addWidget(self._stack, 1)
        self.retranslate()

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show another timeline; one keeps one's place as far as it is still there."""
        here = self.view.currentIndex().row()
        self.model.show_lines(lines)
        if 0 <= here < self.model.rowCount():
            self.view.setCurrentIndex(self.model.index(here, 0))
        self.retranslate()

    def reset(self) -> None:
        """Show everything of nobody: another customer follows."""
        self.chips[_ALL].setChecked(True)
        self.search.clear()
        self.model.narrow(None, "")
        self.show_lines([])

    def retranslate(self) -> None:
        """Set every text."""
        self.view.setAccessibleName(self.tr("时间线"))
        self.search.set_texts(self.tr("搜索时间线"), self.tr("搜索：谈话、订单、人名"))
        self._log.setText(self.tr("记一笔"))
        counts = self.model.counts()
        for name, button in self.chips.items():
            number = sum(counts.values()) if name == _ALL else counts[Group(name)]
            word = self.tr("全部") if name == _ALL else group_word(Group(name))
            button.setText(f"{word} {number:,}")
            button.setAccessibleName(button.text())
            button.setVisible(bool(number) or name == _ALL or button.isChecked())
        self._say()

    def _narrow(self) -> None:
        chosen = next(name for name, button in self.chips.items() if button.isChecked())
        self.model.narrow(None if chosen == _ALL else Group(chosen), self.search.text())
        self.view.scrollToTop()
        self._say()

    def _say(self) -> None:
        narrowed = bool(self.search.text().strip()) or not self.chips[_ALL].isChecked()
        if narrowed:
            self.empty.set_texts(self.tr("没有符合条件的记录"), self.tr("换一个词或种类。"))
        else:
            self.empty.set_texts(self.tr("还没有往来"), self.tr("第一次联系、第一张订单都会列在这里。"))
        self._log.setVisible(not narrowed)
        self._stack.setCurrentWidget(self.view if self.model.total() else self.empty)

    def _chip(self, name: str) -> QPushButton:
        button = make_button("", role="chip", checkable=True)
        button.setObjectName(f"timeline_{name}")
        self._group.addButton(button)
        self._flow.addWidget(button)
        return button
