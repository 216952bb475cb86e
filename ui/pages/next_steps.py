"""Next steps of all customers: overdue, today, this week, later; done and put off by one key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMenu, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop_crm.domain.steps import Due
from desktop_crm.events import ChangeSet
from desktop_crm.queries.steps import Step
from ui.context import Context
from ui.i18n import Translated
from ui.jobs import Lane, Task
from ui.records.desk import RecordDesk
from ui.steps.ask import AskDay
from ui.steps.model import PAGE, StepModel
from ui.steps.view import StepView
from ui.steps.words import PUT_OFF, put_off_to, put_off_words
from ui.timers import single_shot
from ui.widgets import EmptyState, Panel, make_button, make_label

#: The list is read anew this long after the last change, in milliseconds.
SETTLE_MS = 60


class NextStepsPage(Translated, QWidget):
    """``customer_wanted(id)``: open the customer; ``log_wanted(id)``: write a contact down."""

    customer_wanted = Signal(str)
    log_wanted = Signal(str)

    def __init__(self, context: Context, desk: RecordDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("next_steps_page")
        self._context, self._desk = context, desk
        self._stopped = False
        self._round = 0
        self._counts: Mapping[Due, int] = {}
        self.model = StepModel(context.app.today, self)
        self.view = StepView(self.model)
        self.empty = EmptyState("list-checks", "")
        self._settle = single_shot(self, SETTLE_MS, self.reload)
        self._lay_out()
        self._connect()
        self.retranslate()
        self.reload()

    def stop(self) -> None:
        """Read nothing more; the window is closing."""
        self._stopped = True
        self._settle.stop()

    def showEvent(self, event: QShowEvent) -> None:
        """Let the keys of the list work at once."""
        super().showEvent(event)
        (self.view if self._stack.currentWidget() is self.view else self._write).setFocus()

    @Slot()
    def reload(self) -> None:
        """Read the list anew, as far as it was read."""
        if self._stopped:
            return
        self._round += 1
        steps, today, number = self._context.app.steps, self._context.app.today(), self._round
        wanted = max(PAGE, self.model.rowCount())

        def work(_task: Task) -> tuple[int, list[Step], Mapping[Due, int], bool]:
            found = steps.page(limit=wanted)
            return number, found, steps.counts(today), len(found) < wanted

        self._context.jobs.run(work, Lane.POOL).on_success(self._show)

    def retranslate(self) -> None:
        """Set every text."""
        self._title.setText(self.tr("待办"))
        self.view.setAccessibleName(self.tr("下一步"))
        texts = (
            (self._done, self.tr("完成"), self.tr("空格")),
            (self._later, self.tr("推迟"), "P"),
            (self._log, self.tr("记一笔"), "Ctrl+L"),
            (self._open, self.tr("打开客户"), self.tr("回车")),
        )
        for button, text, keys in texts:
            button.setText(text)
            button.setAccessibleName(text)
            button.setToolTip(keys)
        self._write.setText(self.tr("记一笔"))
        self.empty.set_texts(self.tr("没有待办"), self.tr("记联系时写下“下一步”，到时候就列在这里。"))
        self._say()

    # -- parts ------------------------------------------------------------------------------

    def _say(self) -> None:
        late, now = self._counts.get(Due.OVERDUE, 0), self._counts.get(Due.TODAY, 0)
        parts = [self.tr("%n 项已逾期", "", late)] if late else []
        parts += [self.tr("今天 %n 项", "", now)] if now else []
        nothing = self.tr("今天没有要做的事") if self.model.rowCount() else ""
        self._hint.setText(" · ".join(parts) or nothing)

    def _show(self, answer: tuple[int, list[Step], Mapping[Due, int], bool]) -> None:
        number, steps, counts, whole = answer
        if self._stopped or number != self._round:
            return
        here, place = self.view.current(), max(0, self.view.currentIndex().row())
        at = QApplication.focusWidget()
        here_now = self.isVisible() and (at is None or self.isAncestorOf(at))
        self._counts = counts
        self.model.show_steps(steps, counts, whole=whole)
        self._stack.setCurrentWidget(self.view if steps else self.empty)
        for button in (self._done, self._later, self._log, self._open):
            button.setVisible(bool(steps))
        if steps:
            again = self.model.place_of(here.row_id) if here is not None else -1
            self.view.choose(again if again >= 0 else place)
            if here_now:
                self.view.setFocus()
        self._say()

    @Slot(object)
    def _more(self, last: Step) -> None:
        steps, number = self._context.app.steps, self._round

        def work(_task: Task) -> tuple[int, list[Step]]:
            return number, steps.page(last, PAGE)

        self._context.jobs.run(work, Lane.POOL).on_success(self._add)

    def _add(self, answer: tuple[int, list[Step]]) -> None:
        number, steps = answer
        if not self._stopped and number == self._round:
            self.model.add_steps(steps, whole=len(steps) < PAGE)

    @Slot(object)
    def _changed(self, _change: ChangeSet) -> None:
        if not self._stopped:
            self._settle.start()

    @Slot(object)
    def _finish(self, step: Step) -> None:
        self._desk.finish(step)

    @Slot(object, str)
    def _put_off(self, step: Step, words: str) -> None:
        moment = put_off_to(words, step.due, self._context.app.today())
        if moment is not None:
            self._desk.put_off(step, moment)

    @Slot(QPoint)
    def _menu_at(self, place: QPoint) -> None:
        self.put_off_menu().popup(self.view.viewport().mapToGlobal(place))

    def put_off_menu(self) -> QMenu:
        """Make the menu of days to which the present step can be put off."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for keys, words in PUT_OFF:
            action = QAction(f"{put_off_words(words)}\t{keys}", menu)
            action.setData(words)
            menu.addAction(action)
        menu.triggered.connect(self._menu_chosen)
        menu.addSeparator()
        other = QAction(self.tr("其他日期…"), menu)
        other.triggered.connect(self._ask)
        menu.addAction(other)
        return menu

    @Slot(QAction)
    def _menu_chosen(self, action: QAction) -> None:
        step, words = self.view.current(), str(action.data() or "")
        if step is not None and words:
            self._put_off(step, words)

    @Slot()
    def _ask(self) -> None:
        step = self.view.current()
        if step is None:
            return
        asked = AskDay(step.due, self._context.app.today(), self)

        def chosen(moment: datetime) -> None:
            self._desk.put_off(step, moment)

        asked.chosen.connect(chosen)
        corner = self.view.visualRect(self.view.currentIndex()).bottomLeft() + QPoint(60, 0)
        asked.open_at(self.view.viewport().mapToGlobal(corner))

    def _done_clicked(self) -> None:
        step = self.view.current()
        if step is not None:
            self._finish(step)

    def _later_clicked(self) -> None:
        self.put_off_menu().popup(self._later.mapToGlobal(QPoint(0, self._later.height())))

    def _log_clicked(self) -> None:
        step = self.view.current()
        self.log_wanted.emit(step.customer_id if step is not None else "")

    def _open_clicked(self) -> None:
        step = self.view.current()
        if step is not None:
            self._opened(step)

    @Slot(object)
    def _opened(self, step: Step) -> None:
        self.customer_wanted.emit(step.customer_id)

    def _connect(self) -> None:
        self.view.finished.connect(self._finish)
        self.view.put_off.connect(self._put_off)
        self.view.put_off_wanted.connect(self._menu_at)
        self.view.opened.connect(self._opened)
        self.model.more_wanted.connect(self._more)
        self._context.bridge.changed.connect(self._changed)

    def _lay_out(self) -> None:
        self._title, self._hint = make_label(role="title"), make_label(role="muted")
        self._log = self._button("log", "plus", self._log_clicked)
        self._open = self._button("open", "id-card", self._open_clicked)
        self._later = self._button("later", "calendar-clock", self._later_clicked)
        self._done = self._button("done", "check", self._done_clicked, role="primary")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._hint)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addLayout(words, 1)
        for button in (self._open, self._log, self._later, self._done):
            top.addWidget(button)
        self._write = self._button("write", "plus", self._log_clicked, role="primary")
        self.empty.add_action(self._write)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        panel = Panel(margin=1, spacing=0)
        panel.body.addWidget(self._stack)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 18, 16)
        column.setSpacing(14)
        column.addLayout(top)
        column.addWidget(panel, 1)

    def _button(self, name: str, symbol: str, slot: Callable[[], object], role: str = "") -> QPushButton:
        button = make_button("", role=role, icon_name=symbol, on_click=slot)
        button.setObjectName(f"steps_{name}")
        return button
