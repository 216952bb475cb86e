"""The card at a moment: which one, what was different, and taking chosen values back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

from PySide6.QtCore import QDateTime, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDateTimeEdit,
    QHBoxLayout,
    QHeaderView,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop_crm.domain.fields import FormKind
from desktop_crm.domain.history import Entry, after, as_it_was, later_than
from desktop_crm.queries.history import CardHistory
from ui.history.then import FIELD, NOW, THEN, ThenDelegate, ThenModel, lines_of
from ui.i18n import Translated
from ui.models.texts import local_moment
from ui.revealing import Wish
from ui.widgets import EmptyState, IconButton, make_button, make_label
from ui.widgets.date_edit import dress_calendar

_ROW_HEIGHT = 34


class MomentView(Translated, QWidget):
    """``taken(list of Wanted)``; ``reveal_wanted(Wish)`` asks for hidden values."""

    taken = Signal(object)
    reveal_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known, self._kind = CardHistory(""), FormKind.INDIVIDUAL
        self._undone: Callable[[Entry], bool] = after(0)
        self._existed, self._open = True, False
        self.model = ThenModel(self)
        self._label = make_label(role="strong")
        self.moment = QDateTimeEdit()
        self.moment.setObjectName("history_moment")
        self.moment.setDisplayFormat("yyyy-MM-dd HH:mm")
        self.moment.setCalendarPopup(True)
        dress_calendar(self.moment.calendarWidget())
        self._label.setBuddy(self.moment)
        self.all_fields = QCheckBox()
        self.all_fields.setObjectName("history_all_fields")
        self._eye = IconButton("eye", "", small=True)
        self.table = QTableView()
        self._dress_table()
        self.empty = EmptyState("circle-check", "")
        self._stack = QStackedWidget()
        self._every = make_button("", size="small", on_click=self.model.tick_all)
        self._every.setObjectName("history_tick_all")
        self.take = make_button("", role="primary", icon_name="undo-2", on_click=self._take)
        self.take.setObjectName("history_take_ticked")
        self._lay_out()
        self._connect()
        self.retranslate()

    def show_after(self, entry: Entry, known: CardHistory, kind: FormKind) -> None:
        """Show the card as it was when a change had taken effect."""
        self._known, self._kind, self._undone = known, kind, after(entry.place)
        moment = local_moment(entry.change.effective_at or entry.change.came_at)
        if moment is not None:
            blocker = QSignalBlocker(self.moment)
            self.moment.setDateTime(QDateTime.fromSecsSinceEpoch(int(moment.timestamp())))
            blocker.unblock()
        self._refresh()

    def show_at(self, instant: str) -> None:
        """Show the card as it was at an instant (UTC text)."""
        self._undone = later_than(instant)
        self._refresh()

    def set_today(self, today: date) -> None:
        """The future cannot be looked at."""
        self.moment.setMaximumDateTime(QDateTime(today.year, today.month, today.day, 23, 59, 59))

    def retranslate(self) -> None:
        """Set every text."""
        self._label.setText(self.tr("时刻"))
        self.moment.setAccessibleName(self.tr("时刻"))
        self.all_fields.setText(self.tr("也列出没有变的"))
        self._eye.set_name(self.tr("显示或隐藏敏感内容"))
        self._every.setText(self.tr("全选"))
        self._every.setAccessibleName(self.tr("全选"))
        self.table.setAccessibleName(self.tr("当时的资料"))
        self.model.headerDataChanged.emit(Qt.Orientation.Horizontal, FIELD, NOW)
        self._say()

    # -- parts ------------------------------------------------------------------------------

    def _refresh(self) -> None:
        then = as_it_was(self._known.rows, self._known.entries, self._undone)
        self._existed, self._open = self._known.card_id in then, False
        self.model.show_lines(lines_of(then, self._known, self._kind), self._known)
        self._say()

    def _say(self) -> None:
        ticked = len(self.model.wanted())
        self.take.setText(self.tr("采用所选 %n 项", "", ticked) if ticked else self.tr("采用所选"))
        self.take.setEnabled(bool(ticked) and self._existed)
        self._every.setEnabled(self._existed and any(line.takeable for line in self.model.different()))
        self._eye.setVisible(self.model.has_secrets())
        self._eye.set_icon("eye-off" if self._open else "eye", "text3")
        if not self._existed:
            self.empty.set_texts(self.tr("那时还没有这位客户"), self.tr("选一个更晚的时刻。"))
        else:
            self.empty.set_texts(self.tr("和现在一样"), self.tr("从那时起没有改过。"))
        self._stack.setCurrentIndex(0 if self._existed and self.model.rowCount() else 1)

    def _picked(self, moment: QDateTime) -> None:
        # The whole minute that is shown counts as past.
        instant = datetime.fromtimestamp(moment.toSecsSinceEpoch() // 60 * 60 + 59, UTC)
        self.show_at(f"{instant:%Y-%m-%dT%H:%M:%S}.999Z")

    def _filter(self, every: bool) -> None:
        self.model.show_only_different(only=not every)
        self._say()

    def _toggle(self) -> None:
        if self._open:
            self._show(opened=False)
        else:
            self.reveal_wanted.emit(Wish(self, lambda: self._show(opened=True), [{"fields": "history"}]))

    def _show(self, *, opened: bool) -> None:
        self._open = opened
        self.model.reveal(opened=opened)
        self._say()

    def _take(self) -> None:
        self.taken.emit(self.model.wanted())

    def _connect(self) -> None:
        self.moment.dateTimeChanged.connect(self._picked)
        self.all_fields.toggled.connect(self._filter)
        self._eye.clicked.connect(self._toggle)
        self.model.ticked.connect(self._say)
        key = QShortcut(QKeySequence("Ctrl+Return"), self)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(self.take.click)

    def _dress_table(self) -> None:
        table = self.table
        table.setObjectName("history_then")
        table.setModel(self.model)
        table.setItemDelegateForColumn(THEN, ThenDelegate(table))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column in (FIELD, THEN, NOW):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._label)
        top.addWidget(self.moment)
        top.addStretch(1)
        top.addWidget(self._eye)
        top.addWidget(self.all_fields)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self.take)
        below.addWidget(self._every)
        below.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(top)
        column.addWidget(self._stack, 1)
        column.addLayout(below)
