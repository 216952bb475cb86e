"""The history of one customer: changes on the left; on the right the one chosen, or the card as it was then."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontMetrics, QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop_crm.bootstrap import Application
from desktop_crm.domain.history import Entry
from desktop_crm.errors import CrmError, NotFound
from desktop_crm.events import ChangeSet
from desktop_crm.queries.customers import CustomerCard
from desktop_crm.queries.history import CardHistory, people
from desktop_crm.queries.operations import field_label
from desktop_crm.services.history import Wanted
from ui.context import Context
from ui.errors import describe
from ui.history.detail import ChangeDetail
from ui.history.model import HistoryModel, Narrowed
from ui.history.moment import MomentView
from ui.history.taking import Taking
from ui.history.view import HistoryView
from ui.history.words import covers
from ui.i18n import Translated, language
from ui.jobs import Lane, Task
from ui.revealing import Wish, reveal
from ui.theme import theme
from ui.timers import single_shot
from ui.widgets import ElidedLabel, EmptyState, IconButton, Panel, Separator, make_button, make_label

LIST_WIDTH = 380
#: The history is read anew this long after the last change, in milliseconds: a synchronisation tells many.
SETTLE_MS = 60
CHANGE, THEN = "change", "then"
_TAB_PADDING = 12
_WIDEST = 16_777_215  # Qt's own


def fetch_from_server(app: Application, card_id: str) -> int:
    """Fetch what is new at the server; see :func:`sync.client.history.fetch_history`."""
    from sync.client.history import fetch_history  # brings an HTTP library

    return fetch_history(app, card_id)


class HistoryPage(Translated, QWidget):
    """``back_wanted(customer id)``: show the customer again. ``fetch`` asks the server, off the GUI thread."""

    back_wanted = Signal(str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("history_page")
        self._context = context
        self.fetch: Callable[[Application, str], int] = fetch_from_server
        self._card: CustomerCard | None = None
        self._wished: int | None = None
        self._stopped, self._asking, self._trouble = False, False, ""
        self.model = HistoryModel(context.app.today, self)
        self.view = HistoryView(self.model)
        self.detail, self.moment = ChangeDetail(), MomentView()
        self.empty = EmptyState("history", "")
        self.fields, self.persons = QComboBox(), QComboBox()
        self._stack, self._right = QStackedWidget(), QStackedWidget()
        self._left, self._beside = Panel(margin=1, spacing=0), Panel(margin=18, spacing=0)
        self._settle = single_shot(self, SETTLE_MS, self.reload)
        self._make_parts()
        self._lay_out()
        self._connect()
        self.retranslate()

    @property
    def customer_id(self) -> str:
        """The customer shown; "" for none."""
        return self._card.id if self._card is not None else ""

    def show_customer(self, customer_id: str, *, field: str = "", row_id: str = "", place: int | None = None) -> None:
        """Show a customer's history, narrowed to a field where one is named, at an entry. Raises NotFound."""
        self._card = self._context.app.queries.card(customer_id)
        self._trouble, self._wished = "", place
        self.moment.set_today(self._context.app.today())
        self.model.narrowed = Narrowed(field, row_id)
        self.show_side(CHANGE)
        self._read(customer_id)
        self.view.setFocus()
        self._ask_server()

    def show_side(self, name: str) -> None:
        """Show the change or the card as it was then."""
        self._sides[name].click()

    def stop(self) -> None:
        """Read nothing more; the window is closing."""
        self._stopped = True
        self._settle.stop()

    @Slot()
    def reload(self) -> None:
        """Read the history anew."""
        if self._card is not None and not self._stopped:
            self._read(self._card.id)

    def retranslate(self) -> None:
        """Set every text."""
        self._back.set_name(self.tr("返回客户"))
        self._refresh.setText(self.tr("从服务器取"))
        self._refresh.setAccessibleName(self.tr("从服务器取"))
        self.view.setAccessibleName(self.tr("变更历史"))
        self.fields.setAccessibleName(self.tr("字段"))
        self.persons.setAccessibleName(self.tr("修改人"))
        for name, text in ((CHANGE, self.tr("这次改动")), (THEN, self.tr("当时的资料"))):
            self._sides[name].setText(text)
            self._sides[name].setAccessibleName(text)
            bold = QFontMetrics(theme.font(13, QFont.Weight.DemiBold)).horizontalAdvance(text)
            self._sides[name].setMinimumWidth(bold + _TAB_PADDING)  # Qt's hint forgets that the chosen one is bold
        self._say()

    # -- reading ----------------------------------------------------------------------------

    def _read(self, customer_id: str) -> None:
        here = self.view.current()
        try:
            self._card = self._context.app.queries.card(customer_id)
            known = self._context.app.history_queries.of_card(customer_id)
        except NotFound:  # it has left this laptop
            self.back_wanted.emit("")
            return
        self.model.show_history(known, self._card.kind)
        self._fill_filters(known)
        wished, self._wished = self._wished, None
        place = wished if wished is not None else here.place if here is not None else None
        if place is None or not self.view.choose_entry(place):
            self.view.choose(0)
        self._say()

    def _fill_filters(self, known: CardHistory) -> None:
        narrowed = self.model.narrowed
        kind = self.model.kind
        cells = dict.fromkeys((one.change.record, one.change.field) for one in known.entries if one.change.field)
        labels = {name: field_label(record, name, language(), kind, known.customer) for record, name in cells}
        if narrowed.field and narrowed.field not in labels:
            labels[narrowed.field] = field_label("customer", narrowed.field, language(), kind, known.customer)
        ordered = sorted(labels.items(), key=lambda item: item[1])
        _fill(self.fields, [("", self.tr("所有字段")), *ordered], narrowed.field)
        names = people(known.entries)
        if narrowed.person and narrowed.person not in names:
            names.append(narrowed.person)
        _fill(self.persons, [("", self.tr("所有人")), *((name, name) for name in names)], narrowed.person)

    def _ask_server(self) -> None:
        app, card_id = self._context.app, self.customer_id
        if self._asking or not self._connected():
            return
        self._asking = True
        fetch = self.fetch

        def work(_task: Task) -> int:
            return fetch(app, card_id)

        job = self._context.jobs.run(work, Lane.POOL)
        job.on_success(self._fetched)
        job.on_failure(self._not_fetched)
        self._say()

    def _connected(self) -> bool:
        return self._context.with_sync and bool(self._context.app.facts().get("token"))

    @Slot(object)
    def _fetched(self, _lines: int) -> None:
        self._asking, self._trouble = False, ""
        self.reload()

    @Slot(object)
    def _not_fetched(self, error: Exception) -> None:
        self._asking = False
        if not isinstance(error, CrmError):
            raise error
        self._trouble = describe(error).what
        self._say()

    @Slot(object)
    def _changed(self, change: ChangeSet) -> None:
        if not self._stopped and self._card is not None and (change.many or self._card.id in change.agg_ids):
            self._settle.start()

    # -- what is shown ----------------------------------------------------------------------

    def _say(self) -> None:
        name = self._card.display_name or self._card.customer_no if self._card is not None else ""
        self._title.setText(self.tr("%1 的变更历史").replace("%1", name))
        connected = self._connected()
        self._refresh.setVisible(connected)
        self._refresh.setEnabled(not self._asking)
        hint = covers(self.model.known.coverage, self._context.app.today(), connected=connected)
        if self._asking:
            hint = f"{hint} · {self.tr('正在从服务器取…')}"
        elif self._trouble:
            hint = f"{hint} · {self._trouble}"
        self._hint.setText(hint)
        narrowed = self.model.narrowed.field or self.model.narrowed.person
        if narrowed:
            self.empty.set_texts(self.tr("没有符合条件的变更"), self.tr("换一个字段或修改人。"))
        else:
            self.empty.set_texts(self.tr("还没有变更记录"), self.tr("以后的每次修改都会列在这里。"))
        filled = bool(self.model.rowCount())
        self._stack.setCurrentIndex(0 if filled else 1)
        self._beside.setVisible(filled)
        self._left.setMaximumWidth(LIST_WIDTH if filled else _WIDEST)

    @Slot(object)
    def _picked(self, entry: Entry | None) -> None:
        today, model = self._context.app.today(), self.model
        current = entry is not None and model.is_current(entry)
        self.detail.show_entry(entry, model.known, model.kind, today, name=model.narrowed.field, current=current)
        if entry is not None:
            self.moment.show_after(entry, model.known, model.kind)

    @Slot()
    def _narrow(self) -> None:
        field, person = str(self.fields.currentData() or ""), str(self.persons.currentData() or "")
        row_id = self.model.narrowed.row_id if field == self.model.narrowed.field else ""
        self.model.narrowed = Narrowed(field, row_id, person)
        self.reload()

    @Slot(str, str)
    def _only_field(self, row_id: str, field: str) -> None:
        self.model.narrowed = Narrowed(field, row_id, self.model.narrowed.person)
        self.reload()
        self.view.setFocus()

    @Slot(QPushButton)
    def _side_clicked(self, button: QPushButton) -> None:
        self._right.setCurrentIndex(list(self._sides.values()).index(button))

    @Slot(object)
    def _opened(self, _entry: Entry) -> None:
        self.show_side(THEN if self._right.currentIndex() == 0 else CHANGE)

    @Slot()
    def _go_back(self) -> None:
        self.back_wanted.emit(self.customer_id)

    # -- taking -----------------------------------------------------------------------------

    @Slot(object)
    def _take_one(self, wanted: Wanted) -> None:
        label = field_label(wanted.record, wanted.field, language(), self.model.kind, self.model.known.customer)
        self._take([wanted], self.tr("已采用：%1").replace("%1", label))

    @Slot(object)
    def _take_some(self, wanted: list[Wanted]) -> None:
        self._take(wanted, self.tr("已采用 %n 项当时的值", "", len(wanted)))

    def _take(self, wanted: Sequence[Wanted], said: str) -> None:
        service = self._context.app.history
        try:
            step = Taking(service, service.take(self.customer_id, wanted))
        except CrmError as error:
            self._tell(error)
            return
        self._context.undo.push(step)
        self._context.notify(said, (self.tr("撤销"), lambda: self._take_back(step)), kind="success")
        self.reload()
        self.view.choose(0)

    def _take_back(self, step: Taking) -> None:
        try:
            self._context.undo.take_back(step)
        except CrmError as error:
            self._tell(error)

    def _tell(self, error: CrmError) -> None:
        self._context.notify(describe(error).whole().replace("\n", ""), kind="warning")

    @Slot(object)
    def _reveal_wanted(self, wish: Wish) -> None:
        reveal(self._context, [self.customer_id], wish)

    # -- parts ------------------------------------------------------------------------------

    def _make_parts(self) -> None:
        self._back = IconButton("arrow-left", "", self)
        self._back.setObjectName("history_back")
        self._title, self._hint = ElidedLabel("", "title"), make_label(role="muted", wrap=True)
        self._refresh = make_button("", size="small", icon_name="cloud-download", on_click=self._ask_server)
        self._refresh.setObjectName("history_fetch")
        self._sides: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        for name in (CHANGE, THEN):
            button = make_button("", role="tab", checkable=True)
            button.setObjectName(f"history_side_{name}")
            self._group.addButton(button)
            self._sides[name] = button
        self._sides[CHANGE].setChecked(True)
        for box, name in ((self.fields, "history_field"), (self.persons, "history_person")):
            box.setObjectName(name)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(8)

    def _connect(self) -> None:
        self._back.clicked.connect(self._go_back)
        self.view.picked.connect(self._picked)
        self.view.opened.connect(self._opened)
        self.detail.taken.connect(self._take_one)
        self.detail.field_wanted.connect(self._only_field)
        self.detail.reveal_wanted.connect(self._reveal_wanted)
        self.moment.taken.connect(self._take_some)
        self.moment.reveal_wanted.connect(self._reveal_wanted)
        self.fields.currentIndexChanged.connect(self._narrow)
        self.persons.currentIndexChanged.connect(self._narrow)
        self._group.buttonClicked.connect(self._side_clicked)
        self._context.bridge.changed.connect(self._changed)
        for number in (1, 2):
            key = QShortcut(QKeySequence(str(number)), self.view)
            key.setContext(Qt.ShortcutContext.WidgetShortcut)
            key.activated.connect(lambda one=number: self.detail.press(one))
        key = QShortcut(QKeySequence("Esc"), self)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(self._go_back)

    def _lay_out(self) -> None:
        heads = QVBoxLayout()
        heads.setSpacing(0)
        heads.addWidget(self._title)
        heads.addWidget(self._hint)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._back, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(heads, 1)
        top.addWidget(self._refresh)
        filters = QHBoxLayout()
        filters.setContentsMargins(12, 8, 12, 6)
        filters.setSpacing(8)
        filters.addWidget(self.fields, 1)
        filters.addWidget(self.persons, 1)
        nothing, listed = QWidget(), QWidget()
        for holder, inner in ((listed, self.view), (nothing, self.empty)):
            inside = QVBoxLayout(holder)
            inside.setContentsMargins(0, 0, 0, 0)
            inside.addWidget(inner)
            self._stack.addWidget(holder)
        left = self._left
        left.setMinimumWidth(LIST_WIDTH)
        left.body.setContentsMargins(1, 4, 1, 4)
        left.body.addLayout(filters)
        left.body.addWidget(self._stack, 1)
        tabs = QHBoxLayout()
        tabs.setSpacing(16)
        for button in self._sides.values():
            tabs.addWidget(button)
        tabs.addStretch(1)
        right = self._beside
        right.body.addLayout(tabs)
        right.body.addWidget(Separator())
        right.body.addSpacing(14)
        self._right.addWidget(self.detail)
        self._right.addWidget(self.moment)
        right.body.addWidget(self._right, 1)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(left, 1)
        row.addWidget(right, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 18, 16)
        column.setSpacing(14)
        column.addLayout(top)
        column.addLayout(row, 1)


def _fill(box: QComboBox, items: Sequence[tuple[str, str]], chosen: str) -> None:
    """Offer (data, text) pairs; nothing is told."""
    blocker = QSignalBlocker(box)
    box.clear()
    for data, text in items:
        box.addItem(text, data)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    blocker.unblock()
