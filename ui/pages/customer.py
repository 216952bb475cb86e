"""The page of one customer: "who is my customer?" answered at a glance, offline, from every source."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop_crm.domain.fields import FormKind
from desktop_crm.errors import CrmError, NotFound
from desktop_crm.events import ChangeSet
from desktop_crm.queries.one_view import OneView
from desktop_crm.queries.steps import Step as NextStep
from desktop_crm.queries.timeline import Group
from ui.card.tabs import Scroll
from ui.context import Context
from ui.customer.cards import CardsTab
from ui.customer.catalogue import PARTS, Column
from ui.customer.head import PageHead
from ui.customer.history import TimelineTab
from ui.customer.people import PeopleTab
from ui.customer.section import CardSection, Host, ViewSection
from ui.customer.strip import StepStrip
from ui.customer.who import IdentitySection
from ui.errors import describe
from ui.i18n import Translated
from ui.jobs import Lane, Task
from ui.records.desk import RecordDesk
from ui.revealing import Wish
from ui.theme import theme
from ui.timeline.words import Line, lines_of
from ui.timers import single_shot
from ui.undo import CardEdit, Step
from ui.widgets import Panel, Separator, make_button

LEFT_WIDTH, NARROW_LEFT_WIDTH, RIGHT_WIDTH = 312, 270, 292
#: Narrower than this the right column becomes a tab of the middle one.
FOLD_BELOW = 1040
TIMELINE, PEOPLE, CARDS, MORE = "timeline", "people", "cards", "more"
#: The page is read anew this long after the last change, in milliseconds.
SETTLE_MS = 60
_TAB_PADDING = 12
_WIDEST = 16_777_215  # Qt's own


class CustomerPage(Translated, QWidget):
    """``back_wanted``; ``wanted(action)`` for the window; ``remembered(text, step)``: a save that can be undone;
    ``history_wanted(customer, place)``: the page of the history."""

    back_wanted = Signal()
    wanted = Signal(str)
    remembered = Signal(str, object)
    history_wanted = Signal(str, int)

    def __init__(self, context: Context, desk: RecordDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("customer_page")
        self._context, self._desk = context, desk
        self._customer_id, self._round, self._stopped = "", 0, False
        self._folded = False
        self.view: OneView | None = None
        self.host = Host(context, desk, self)
        self.head = PageHead(self.host)
        self.strip = StepStrip()
        self.parts = {part.name: part.make(self.host) for part in PARTS}
        self.timeline, self.people, self.cards = TimelineTab(), PeopleTab(context), CardsTab(self.host)
        self._areas: list[Scroll] = []
        self._settle = single_shot(self, SETTLE_MS, self.reload)
        self._lay_out()
        self._connect()
        self.retranslate()

    @property
    def customer_id(self) -> str:
        """The customer shown; "" for none."""
        return self._customer_id

    def show_customer(self, customer_id: str) -> None:
        """Show a customer. Raises NotFound."""
        card = self._context.app.queries.card(customer_id)
        if customer_id != self._customer_id:
            self.people.put_away()
            self._customer_id = customer_id
            self.timeline.reset()
            for area in self._areas:
                area.verticalScrollBar().setValue(0)
            self._show_view(OneView(card))  # who it is stands there at once; the rest follows
        for part in self.parts.values():
            if not isinstance(part, ViewSection):
                cast("CardSection", part).show_customer(customer_id)
        self.reload()

    def show_tab(self, name: str) -> None:
        """Bring the timeline, the people or the cards to the front."""
        self._tabs[name].click()

    def reveal(self) -> None:
        """Open the masked values, or mask them again."""
        part = self.parts["identity"]
        if isinstance(part, IdentitySection):
            part.reveal()

    def put_away(self) -> None:
        """Keep what is being typed; the page goes to the back."""
        self.people.put_away()
        self._customer_id = ""

    def stop(self) -> None:
        """Read nothing more; the window is closing."""
        self._stopped = True
        self._settle.stop()
        self.people.put_away()
        for part in self.parts.values():
            if not isinstance(part, ViewSection):
                cast("CardSection", part).stop()

    @Slot()
    def reload(self) -> None:
        """Read the customer anew, off this thread; the timeline of a long file comes a moment later."""
        if self._stopped or not self._customer_id:
            return
        self._round += 1
        app, customer, number = self._context.app, self._customer_id, self._round

        def look(_task: Task) -> tuple[int, OneView]:
            return number, app.one_view.of(customer, app.today())

        def tell(_task: Task) -> tuple[int, list[Line]]:
            kind = app.queries.card(customer).kind
            return number, lines_of(app.timelines.of(customer), kind, app.today())

        self._context.jobs.run(look, Lane.POOL).on_success(self._looked).on_failure(self._failed)
        self._context.jobs.run(tell, Lane.POOL).on_success(self._told).on_failure(self._failed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the right column into a tab where the window is narrow."""
        super().resizeEvent(event)
        narrow = self.width() < FOLD_BELOW
        if narrow is self._folded:
            return
        self._folded = narrow
        self._left.setFixedWidth(NARROW_LEFT_WIDTH if narrow else LEFT_WIDTH)
        self._right.setMinimumWidth(0 if narrow else RIGHT_WIDTH)
        self._right.setMaximumWidth(_WIDEST if narrow else RIGHT_WIDTH)
        if narrow:
            self._more.addWidget(self._right)
        else:
            self._columns.addWidget(self._right)
            if self._tabs[MORE].isChecked():
                self.show_tab(TIMELINE)
        self._right.show()  # a widget that changes its parent is hidden
        self._tabs[MORE].setVisible(narrow)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.back_wanted.emit()
        else:
            super().keyPressEvent(event)

    def retranslate(self) -> None:
        """Set every text."""
        self.setAccessibleName(self.tr("客户"))
        organisation = self.view is not None and self.view.card.kind is FormKind.ORGANISATION
        people = self.tr("联系人") if organisation else self.tr("家庭成员")
        number = len(self.view.card.grid) if self.view is not None else 0
        texts = {
            TIMELINE: self.tr("时间线"),
            PEOPLE: f"{people} {number}" if number else people,
            CARDS: self.tr("顾客卡"),
            MORE: self.tr("交易与关系"),
        }
        for name, text in texts.items():
            button = self._tabs[name]
            button.setText(text)
            button.setAccessibleName(text)
            bold = QFontMetrics(theme.font(13, QFont.Weight.DemiBold)).horizontalAdvance(text)
            button.setMinimumWidth(bold + _TAB_PADDING)

    # -- reading ----------------------------------------------------------------------------

    def _looked(self, answer: tuple[int, OneView]) -> None:
        number, view = answer
        if number == self._round and not self._stopped:
            self._show_view(view)

    def _told(self, answer: tuple[int, list[Line]]) -> None:
        number, lines = answer
        if number == self._round and not self._stopped:
            self.timeline.show_lines(lines)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, NotFound):  # it has left this laptop
            self.back_wanted.emit()
        elif isinstance(error, CrmError):
            self._context.notify(describe(error).whole().replace("\n", " "), kind="error")
        else:
            raise error

    def _show_view(self, view: OneView) -> None:
        self.view = view
        today = self._context.app.today()
        self.head.show_view(view, today)
        self.strip.show_steps(view.steps, today)
        for part in self.parts.values():
            if isinstance(part, ViewSection):
                part.show_view(view)
        self.people.show_card(view.card)
        self.cards.show_view(view)
        self.retranslate()

    @Slot(object)
    def _changed(self, change: ChangeSet) -> None:
        if self._customer_id and (change.many or self._customer_id in change.agg_ids):
            self._settle.start()

    # -- wishes -----------------------------------------------------------------------------

    @Slot(str)
    def _wanted(self, name: str) -> None:
        if name == "back":
            self.back_wanted.emit()
        elif name == "history":
            self.history_wanted.emit(self._customer_id, -1)
        else:
            self.wanted.emit(name)

    @Slot(object)
    def _line_opened(self, line: Line) -> None:
        moment = line.moment
        if moment.entry is not None:
            self.history_wanted.emit(self._customer_id, moment.entry.place)
        elif moment.group is not Group.FILE:
            self._desk.open(moment.record, self._customer_id, moment.row_id)

    @Slot(object)
    def _finish(self, step: NextStep) -> None:
        self._desk.finish(step)

    @Slot(object)
    def _open_step(self, step: NextStep) -> None:
        self._desk.open("activity", step.customer_id, step.row_id)

    @Slot(object)
    def _people_saved(self, step: Step) -> None:
        self.remembered.emit(self.tr("已保存"), step)

    @Slot(str)
    def _set_kind(self, code: str) -> None:
        app, customer = self._context.app, self._customer_id
        before = app.queries.card(customer)

        def work(_task: Task) -> None:
            app.customers.update(customer, {"card_kind": code})

        def done(_result: object) -> None:
            edit = CardEdit(app.customers, app.queries, before, app.queries.card(customer))
            self.remembered.emit(self.tr("已更新卡片类型"), edit)

        self._context.jobs.run(work).on_success(done).on_failure(self._failed)

    @Slot(object)
    def _reveal_wanted(self, wish: Wish) -> None:
        self.host.reveal(self._customer_id, wish)

    # -- building ---------------------------------------------------------------------------

    def _connect(self) -> None:
        self.host.wanted.connect(self._wanted)
        self.host.customer_wanted.connect(self.show_customer)
        self.strip.finished.connect(self._finish)
        self.strip.opened.connect(self._open_step)
        self.timeline.opened.connect(self._line_opened)
        self.timeline.log_wanted.connect(lambda: self.wanted.emit("log"))
        self.people.saved.connect(self._people_saved)
        self.people.reveal_wanted.connect(self._reveal_wanted)
        self.cards.kind_wanted.connect(self._set_kind)
        self._context.bridge.changed.connect(self._changed)

    def _lay_out(self) -> None:
        self._columns = columns = QHBoxLayout()
        columns.setSpacing(14)
        self._left, self._right = self._column(Column.LEFT), self._column(Column.RIGHT)
        self._left.setFixedWidth(LEFT_WIDTH)
        self._right.setFixedWidth(RIGHT_WIDTH)
        columns.addWidget(self._left)
        columns.addWidget(self._middle(), 1)
        columns.addWidget(self._right)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 18, 14)
        column.setSpacing(12)
        column.addWidget(self.head)
        column.addWidget(self.strip)
        column.addLayout(columns, 1)

    def _column(self, which: Column) -> Panel:
        panel = Panel(margin=1, spacing=0)
        area = Scroll(panel)
        area.column.setContentsMargins(15, 12, 12, 12)
        self._areas.append(area)
        named = [part.name for part in PARTS if part.column is which]
        for place, name in enumerate(named):
            if place:
                area.column.addWidget(Separator())
            area.column.addWidget(self.parts[name])
        area.column.addStretch(1)
        panel.body.addWidget(area)
        return panel

    def _middle(self) -> Panel:
        panel = Panel(margin=1, spacing=0)
        self._stack = QStackedWidget()
        self._tabs: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        row = QHBoxLayout()
        row.setContentsMargins(14, 4, 14, 0)
        row.setSpacing(16)
        more = QWidget()
        self._more = QVBoxLayout(more)
        self._more.setContentsMargins(0, 0, 0, 0)
        tabs = ((TIMELINE, self.timeline), (PEOPLE, self.people), (CARDS, self.cards), (MORE, more))
        for name, tab in tabs:
            button = make_button("", role="tab", checkable=True)
            button.setObjectName(f"customer_tab_{name}")
            self._group.addButton(button)
            self._tabs[name] = button
            row.addWidget(button)
            self._stack.addWidget(tab)
        row.addStretch(1)
        self._tabs[MORE].hide()
        self._tabs[TIMELINE].setChecked(True)
        self._group.buttonClicked.connect(self._tab_clicked)
        panel.body.addLayout(row)
        panel.body.addWidget(Separator())
        panel.body.addWidget(self._stack, 1)
        return panel

    @Slot(QPushButton)
    def _tab_clicked(self, button: QPushButton) -> None:
        self._stack.setCurrentIndex(list(self._tabs.values()).index(button))
