"""File quality: the six figures, who keeps which files how well, and the files that have most to gain."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop_crm.domain.analysis.file_quality import Figure, Sums
from desktop_crm.errors import CrmError
from desktop_crm.queries.quality import FileLine, Overview
from ui.context import Context
from ui.errors import describe
from ui.i18n import Translated
from ui.jobs import Lane, Task
from ui.quality.figures import FigureRow, Months
from ui.quality.lists import FileList, PersonList
from ui.quality.words import chip_name, reasons, score_text
from ui.timers import single_shot
from ui.widgets import Chip, ChipRow, ElidedLabel, EmptyState, Panel, Spinner, make_button, make_label

#: The figures are read anew this long after the last change, in milliseconds.
SETTLE_MS = 250
#: Files of the work list: the worst ones.
MOST = 200
_ALL = "all"
_RIGHT_WIDTH = 280

_Read = tuple[Overview, list[FileLine], list[tuple[str, Sums]]]


class QualityPage(Translated, QWidget):
    """``fix_wanted(customer, place)``: open the form there. ``customer_wanted(customer)``: show it.
    ``action_wanted(action)``: of the window."""

    fix_wanted = Signal(str, str)
    customer_wanted = Signal(str)
    action_wanted = Signal(str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("quality_page")
        self._context = context
        self._view: Overview | None = None
        self._reading = self._again = self._stopped = False
        self._title, self._line = make_label(role="title"), ElidedLabel("", "muted")
        self._spinner = Spinner("", 14)
        self._spinner.hide()
        self.figures, self.months = FigureRow(), Months()
        self.chips, self.people = ChipRow(""), PersonList()
        self.files = FileList(self._why)
        self.good = EmptyState("circle-check", "")
        self.empty = EmptyState("shield-check", "")
        self._settle = single_shot(self, SETTLE_MS, self._read)
        self._lay_out()
        self._connect()
        self.retranslate()

    @Slot()
    def refresh(self) -> None:
        """Read the figures anew, soon, or when the page is next shown."""
        if self.isVisible() and not self._stopped:
            self._settle.start()

    def stop(self) -> None:
        """Start nothing more; the window is closing."""
        self._stopped = True
        self._settle.stop()

    def choose(self, figure: Figure | None) -> None:
        """Show the files that lose by a figure, or all."""
        self.chips.choose(figure.value if figure else _ALL)

    def retranslate(self) -> None:
        """Set every text."""
        self._title.setText(self.tr("档案质量"))
        self._spinner.setAccessibleName(self.tr("正在计算"))
        self.files.setAccessibleName(self.tr("最需要改进的档案"))
        self.people.setAccessibleName(self.tr("签单人员的得分"))
        self.chips.setAccessibleName(self.tr("按原因筛选"))
        self._people_head.setText(self.tr("签单人员"))
        for button, text, keys in (
            (self._fix, self.tr("去改"), self.tr("回车")),
            (self._open, self.tr("打开客户"), "Ctrl+Return"),
            (self._plan, self.tr("收集计划…"), ""),
            (self._import, self.tr("导入客户"), ""),
        ):
            button.setText(text)
            button.setAccessibleName(text)
            button.setToolTip(keys)
        self.good.set_texts(self.tr("没有要改进的档案"), self.tr("这个条件下的档案都符合要求。"))
        self.empty.set_texts(self.tr("还没有客户"), self.tr("有了客户，这里看档案是否完整、真实、及时，先改哪一份。"))
        self._say()

    def showEvent(self, event: QShowEvent) -> None:
        """Read what changed while another page was in front."""
        super().showEvent(event)
        if not self._stopped:
            self._read()
            self.files.setFocus()

    # -- reading ----------------------------------------------------------------------------

    def _figure(self) -> Figure | None:
        key = self.chips.current()
        return Figure(key) if key and key != _ALL else None

    def _person(self) -> str | None:
        row = self.people.current()
        return None if row is None or row[2] else str(row[0])

    @Slot()
    def _read(self) -> None:
        if self._stopped or not self.isVisible():
            return
        if self._reading:
            self._again = True
            return
        self._reading, self._again = True, False
        queries, figure, person = self._context.app.quality_queries, self._figure(), self._person()

        def work(_task: Task) -> _Read:
            return queries.overview(), queries.worst(figure, person, limit=MOST), queries.months(person)

        self._context.jobs.run(work, Lane.POOL).on_success(self._arrived).on_failure(self._failed)

    def _arrived(self, answer: _Read) -> None:
        self._reading = False
        if self._stopped:
            return
        view, lines, months = answer
        self._view = view
        everybody = view.whole
        people = sorted(view.by_person.items(), key=lambda item: (item[1].score() or 0, item[0]))
        person = self._person()
        self.people.show_people([("", everybody, True), *((name, sums, False) for name, sums in people)])
        self.figures.show_sums(everybody if person is None else view.by_person.get(person, Sums()), view.stale_days)
        self.months.show_months(months)
        self.files.show_files(lines)
        self._list.setCurrentWidget(self.files if lines else self.good)
        for button in (self._fix, self._open):
            button.setEnabled(bool(lines))
        self._stack.setCurrentIndex(0 if everybody.files or view.waiting else 1)
        self._say()
        if self._again:
            self._read()

    def _failed(self, error: Exception) -> None:
        self._reading = False
        if not isinstance(error, CrmError):
            raise error
        self._context.notify(describe(error).whole().replace("\n", ""), kind="error")

    def _say(self) -> None:
        view = self._view
        counts = view.reasons if view is not None else {}
        chips = [Chip(_ALL, self.tr("全部"))]
        self.chips.set_chips([*chips, *(Chip(one.value, chip_name(one), counts.get(one, 0)) for one in Figure)])
        self._spinner.setVisible(bool(view is not None and view.waiting))
        if view is None:
            return
        parts = [self.tr("共 %n 份档案", "", view.whole.files)]
        parts.append(self.tr("得分 %1").replace("%1", score_text(view.whole.score())))
        parts.append(self.tr("三部分齐全的 %n 份", "", view.whole.whole))
        if view.waiting:
            parts.append(self.tr("还有 %n 份正在计算", "", view.waiting))
        self._line.setText(" · ".join(parts))

    def _why(self, line: FileLine) -> list[str]:
        return reasons(line, self._view.stale_days if self._view else 0, self._figure())

    # -- doing ------------------------------------------------------------------------------

    @Slot(object)
    def _fix_it(self, line: FileLine) -> None:
        wanted = self._figure()
        losses = sorted(line.quality.losses, key=lambda loss: loss.figure is not wanted)
        first = losses[0] if losses else None
        if first is not None and first.figure is Figure.UNIQUE:
            self.action_wanted.emit("duplicates")
        else:
            self.fix_wanted.emit(line.id, first.field if first else "")

    def _fix_clicked(self) -> None:
        line = self.files.current()
        if line is not None:
            self._fix_it(line)

    def _open_clicked(self) -> None:
        line = self.files.current()
        if line is not None:
            self.customer_wanted.emit(line.id)

    def show_plans(self) -> None:
        """Show the plans to collect information."""
        from ui.quality.plans import PlansDialog

        PlansDialog(self._context, self.window()).open()

    def _import_clicked(self) -> None:
        self.action_wanted.emit("import")

    @Slot()
    def _chosen(self) -> None:
        self.files.viewport().update()
        self._read()

    def _connect(self) -> None:
        self.chips.chosen.connect(self._chosen)
        self.people.picked.connect(self._person_picked)
        self.files.opened.connect(self._fix_it)
        key = QShortcut(QKeySequence("Ctrl+Return"), self.files)
        key.setContext(Qt.ShortcutContext.WidgetShortcut)
        key.activated.connect(self._open_clicked)
        self._context.bridge.changed.connect(self.refresh)
        self._shown_person: str | None = None

    @Slot(object)
    def _person_picked(self, _row: object) -> None:
        if self._person() != self._shown_person:
            self._shown_person = self._person()
            self._read()

    # -- building ---------------------------------------------------------------------------

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(self._line, 1)
        line.addWidget(self._spinner)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addLayout(line)
        self._fix = self._button("quality_fix", "pencil", "primary")
        self._open = self._button("quality_open", "id-card", "")
        self._plan = self._button("quality_plans", "list-checks", "")
        self._plan.clicked.connect(self.show_plans)
        self._import = self._button("quality_import", "upload", "primary")
        self._fix.clicked.connect(self._fix_clicked)
        self._open.clicked.connect(self._open_clicked)
        self._import.clicked.connect(self._import_clicked)
        self.empty.add_action(self._import)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addLayout(words, 1)
        top.addWidget(self._plan)
        top.addWidget(self._open)
        top.addWidget(self._fix)
        self._list = QStackedWidget()
        self._list.addWidget(self.files)
        self._list.addWidget(self.good)
        left = Panel(margin=1, spacing=0)
        left.body.addWidget(self._list)
        self._people_head = make_label(role="section")
        right = Panel(margin=14, spacing=8)
        right.setFixedWidth(_RIGHT_WIDTH)
        right.body.addWidget(self._people_head)
        right.body.addWidget(self.people, 1)
        right.body.addWidget(self.months)
        both = QHBoxLayout()
        both.setSpacing(14)
        both.addWidget(left, 1)
        both.addWidget(right)
        work = QWidget()
        column = QVBoxLayout(work)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.figures)
        column.addWidget(self.chips)
        column.addLayout(both, 1)
        nothing = Panel()
        nothing.body.addWidget(self.empty)
        self._stack = QStackedWidget()
        self._stack.addWidget(work)
        self._stack.addWidget(nothing)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 20, 18, 16)
        whole.setSpacing(14)
        whole.addLayout(top)
        whole.addWidget(self._stack, 1)

    def _button(self, name: str, symbol: str, role: str) -> QPushButton:
        button = make_button("", role=role, icon_name=symbol)
        button.setObjectName(name)
        return button
