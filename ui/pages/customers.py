"""The customer page: list on the left, card on the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from desktop_crm.domain.classification.catalogue import SCHEMES
from desktop_crm.domain.filters.subjects import SUBJECTS
from desktop_crm.domain.filters.tree import Node, conditions, is_one_of, top_parts
from desktop_crm.events import ChangeSet
from desktop_crm.queries.customers import ListFilter, Order, stale_before
from desktop_crm.store.replica import ORGANISATION
from ui.actions import Actions
from ui.card.panel import CardPanel
from ui.context import Context
from ui.i18n import Translated, language
from ui.jobs import Lane, Task
from ui.models.columns import COLUMNS
from ui.models.register import RegisterModel
from ui.register.desk import ListDesk, filter_with
from ui.register.filters import count_chips
from ui.register.head import ChipBar, RegisterHead, SelectionBar
from ui.register.narrowed import NarrowedBar
from ui.register.tools import ListTools
from ui.register.view import RegisterView
from ui.register.view_desk import ViewDesk
from ui.timers import single_shot
from ui.widgets import EmptyState, Panel, make_button

#: Narrower than this the card folds away; a button brings it back.
FOLD_CARD_BELOW = 1180
#: The card follows the selection after this pause, so that a held arrow key runs smoothly. Milliseconds.
FOLLOW_MS = 40
#: Chips are counted this long after the last change, in milliseconds.
COUNT_MS = 700
#: A card in front for so long has been looked at: its mark of news goes. Milliseconds.
LOOK_MS = 1_500
_MENU = (
    "open_card", "edit", "log", "", "print", "history", "merge", "", "copy_phone", "copy_number",
    "copy_rows", "paste_rows", "", "bulk_edit", "to_campaign", "export", "select_all", "", "delete",
)  # fmt: skip


class CustomersPage(Translated, QWidget):
    """``selection_changed(selected, total)``; ``usable`` once, when the first rows are painted; ``outside_wanted``:
    call, or mail, the customer on the card."""

    selection_changed = Signal(int, int)
    usable = Signal()
    outside_wanted = Signal(str)

    def __init__(self, context: Context, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._actions = actions
        self._card_folded = False
        self._is_usable = False
        self._counts: dict[str, int] = {}
        self.setObjectName("customers_page")
        app = context.app
        self.model = RegisterModel(app.queries, context.jobs, app.today, self, app.groups)
        self._build()
        self.desk = ListDesk(context, lambda: self.view.columns.plain(), self)
        self.view_desk = ViewDesk(context, self.desk, self.chips.views, self)
        self.tools = ListTools(context, self)
        self._connect()
        self.retranslate()
        self.view.delegate.stale_before = stale_before(app.today())
        self.desk.restore()
        self._show_look()

    def selected_ids(self) -> list[str]:
        """Return the ids of the selected customers, from top to bottom."""
        return self._context.app.queries.ids(self.view.selected_rids())

    def current_id(self) -> str:
        """Return the id of the current customer, empty when there is none."""
        ids = self._context.app.queries.ids([rid]) if (rid := self.view.current_rid()) >= 0 else []
        return ids[0] if ids else ""

    def wanted_filter(self) -> ListFilter:
        """Return the filter in force."""
        return self.desk.wanted

    def order(self) -> Order:
        """Return the order in force."""
        return self.desk.order

    def show_customer(self, customer_id: str) -> None:
        """Select a customer, clearing filters that hide it."""
        rid = self._context.app.queries.card(customer_id).rid
        if self.model.position_of(rid) < 0:
            self.clear_filters()
        self._wanted_rid = rid
        self._choose_wanted()

    def await_customer(self, customer_id: str) -> None:
        """Select a customer when the list has followed a change that may move it."""
        self._wanted_rid = self._context.app.queries.card(customer_id).rid

    def clear_filters(self) -> None:
        """Show all customers."""
        self.desk.show_everybody()
        self.head.search.clear()

    def show_class(self, scheme_id: str, code: str) -> None:
        """Show only the customers of a class; a chip above the list takes that back."""
        self.desk.choose(where=is_one_of(scheme_id, code), quick="all", group_by="")

    def show_filter(self, where: Node) -> None:
        """Show only the customers that a filter lets through."""
        self.desk.choose(where=where)

    @Slot()
    def classes_changed(self) -> None:
        """Read what is shown of classes anew."""
        self.model.refresh()
        self.model.reload()

    def choose_order(self, column: str, *, descending: bool = False) -> None:
        """Sort by a column of the list."""
        self.desk.choose(sort=column, descending=descending)

    def stop(self) -> None:
        """Start nothing more; the window is closing."""
        self.desk.stop()
        self.model.stop()
        self.card.stop()
        for timer in (self._follow, self._count, self._look):
            timer.stop()

    def reveal(self) -> None:
        """Show or mask the masked values of the card."""
        self.card.reveal()

    def retranslate(self) -> None:
        """Set every text."""
        self.view.setAccessibleName(self.tr("客户列表"))
        self._set_empty_texts()
        self.view.viewport().update()

    def mark_seen(self, ids: Sequence[str]) -> None:
        """Note that the person looks at customers: their marks of news go."""
        app, wanted = self._context.app, frozenset(ids)

        def work(_task: Task) -> frozenset[str]:
            return wanted if app.mark_seen(wanted) else frozenset()

        self._context.jobs.run(work).on_success(self._marked).on_failure(lambda _error: None)

    @Slot()
    def news_seen(self) -> None:
        """The marks of news of every customer are gone."""
        self.model.refresh()
        self._count.start()

    def _build(self) -> None:
        self.head = RegisterHead(self._actions)
        self.chips = ChipBar()
        self.narrowed = NarrowedBar()
        self.selection_bar = SelectionBar(self._actions)
        self.view = RegisterView(self.model, self._context.settings, self._context.app.forms)
        self.empty = EmptyState("search", "")
        self._create = make_button("", role="primary", icon_name="plus", on_click=self._create_clicked)
        self._import = make_button("", icon_name="upload", on_click=self._actions["import"].trigger)
        self._clear = make_button("", icon_name="filter-x", on_click=self.clear_filters)
        for button in (self._create, self._import, self._clear):
            self.empty.add_action(button)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        panel = Panel(margin=1, spacing=0)
        panel.body.setContentsMargins(1, 4, 1, 4)
        panel.body.addWidget(self._stack)
        self.left = left = QVBoxLayout()
        left.setContentsMargins(20, 20, 14, 16)
        left.setSpacing(14)
        for part in (self.head, self.chips, self.narrowed, self.selection_bar):
            left.addWidget(part)
        left.addWidget(panel, 1)
        self.card = CardPanel(self._context)
        self._side = QWidget()
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 20, 18, 16)
        side.addWidget(self.card)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left, 1)
        row.addWidget(self._side)

    def _connect(self) -> None:
        self._wanted_rid = -1
        self.desk.changed.connect(self._load)
        self.view_desk.shown.connect(self._show_look)
        self.view_desk.columns.connect(self.view.show_columns)
        self.view.columns_changed.connect(self.desk.columns_changed)
        self.head.searched.connect(self._search)
        self.chips.chosen.connect(self._choose_chip)
        self.chips.filter_button.clicked.connect(self.tools.toggle_filters)
        self.chips.group_button.clicked.connect(self.tools.open_groups)
        self.chips.column_button.clicked.connect(self.tools.open_columns)
        self.chips.card_button.clicked.connect(self._toggle_card)
        self.narrowed.changed.connect(self.show_filter)
        self.selection_bar.dismissed.connect(self._dismiss_selection)
        self.view.picked.connect(self._picked)
        self.view.opened.connect(self._actions["open_card"].trigger)
        self.view.edit_wanted.connect(self._actions["edit"].trigger)
        self.view.removal_wanted.connect(self._actions["delete"].trigger)
        self.view.reveal_wanted.connect(self.reveal)
        self.view.menu_wanted.connect(self._open_menu)
        self.view.painted.connect(self._painted)
        self.view.horizontalHeader().sectionClicked.connect(self._sort)
        self.model.modelReset.connect(self._reset_done)
        self.model.settled.connect(self._settled)
        self.model.busy_changed.connect(self.head.set_busy)
        self.card.wanted.connect(self._card_wants)
        self._context.bridge.changed.connect(self._changed)
        self._follow = single_shot(self, FOLLOW_MS, self._show_card)
        self._count = single_shot(self, COUNT_MS, self._count_chips)
        self._look = single_shot(self, LOOK_MS, self._looked)

    @Slot()
    def _show_look(self) -> None:
        """Show another view: its columns too."""
        self.view.show_columns(self.desk.look.columns)
        self.head.search.clear()
        self._load()
        self.view_desk.tell()

    @Slot()
    def _load(self) -> None:
        desk = self.desk
        where = desk.look.where
        if any(condition.subject in SCHEMES for condition in conditions(where)) or desk.group_by in SCHEMES:
            self.narrowed.parameters = self._context.app.class_queries.freshness().parameters
        self.model.group_name = lambda name, code: self.narrowed.class_name(SUBJECTS[name], code)
        self.narrowed.show_filter(where)
        self.tools.show_filter(where)
        self.chips.set_active_filters(len(top_parts(where)))
        self.chips.set_group(SUBJECTS[desk.group_by].label(language()) if desk.group_by else "")
        self.chips.show_chip(desk.look.quick)
        self.model.show_list(desk.wanted, desk.order, desk.group_by)
        self.view.show_order(desk.order)

    @Slot(str)
    def _search(self, text: str) -> None:
        self.desk.search(text)

    @Slot(str)
    def _choose_chip(self, chip: str) -> None:
        self.desk.choose(quick=chip)

    @Slot(int)
    def _sort(self, logical: int) -> None:
        column = COLUMNS[logical].sort
        if column is not None:
            same = column == self.desk.order.column
            self.choose_order(column, descending=same and not self.desk.order.descending)
        self.view.show_order(self.desk.order)

    @Slot(object)
    def _changed(self, change: ChangeSet) -> None:
        self.view.follow_form(change)
        self.model.apply_change(change)
        if change.many or ORGANISATION in change.agg_ids:
            self.view_desk.follow()
        card = self.card.card
        if card is not None and (change.many or card.id in change.agg_ids):
            self.card.refresh()
            self._look.start()
        self._count.start()

    @Slot()
    def _reset_done(self) -> None:
        self._choose_wanted()
        self._show_state()

    @Slot()
    def _settled(self) -> None:
        self._choose_wanted()
        self._show_state()
        if not self._counts or not self._count.isActive():
            self._count.start()

    def _choose_wanted(self) -> None:
        """Keep or find the selected row after the list changed."""
        if self._wanted_rid >= 0:
            position = self.model.position_of(self._wanted_rid)
            if position >= 0:
                self.view.choose(position)
                self._wanted_rid = -1
                return
            if self.model.complete:
                self._wanted_rid = -1
        if self.model.rowCount() and not self.view.selected_count():
            self.view.choose(self.model.customer_from(max(0, self.view.currentIndex().row())))

    def _show_state(self) -> None:
        nothing = self.model.complete and not self.model.rowCount()
        self._set_empty_texts()
        self._stack.setCurrentWidget(self.empty if nothing else self.view)
        self.head.set_counts(self.model.customers, self._counts.get("new", 0), exact=self.model.complete)
        self.tools.show_count()
        self._picked()
        if nothing:
            self._tell_usable()

    def _set_empty_texts(self) -> None:
        filtered, text = not self.desk.wanted.everybody, self.desk.text.strip()
        self._create.setText(self.tr("新建客户"))
        self._import.setText(self._actions["import"].text())
        self._clear.setText(self.tr("显示全部客户"))
        self._create.setVisible(bool(text) or not filtered)
        self._import.setVisible(not filtered)
        self._clear.setVisible(filtered)
        if text:
            title = self.tr("没有找到“%1”").replace("%1", text)
            self.empty.set_texts(title, self.tr("可以换个写法：姓名、拼音首字母、电话的一部分、地址。"))
            self._create.setText(self.tr("新建“%1”").replace("%1", text[:20]))
        elif filtered:
            self.empty.set_texts(self.tr("没有符合条件的客户"), "")
        else:
            self.empty.set_texts(self.tr("还没有客户"), self.tr("新建一位，或从 Excel、CSV、vCard 文件导入。"))

    def _create_clicked(self) -> None:
        self._actions["new"].setData(self.desk.text.strip())
        self._actions["new"].trigger()

    @Slot()
    def _count_chips(self) -> None:
        queries = self._context.app.queries

        def work(_task: Task) -> dict[str, int]:
            return count_chips(queries)

        self._context.jobs.run(work, Lane.POOL).succeeded.connect(self._counted)

    @Slot(object)
    def _counted(self, counts: dict[str, int]) -> None:
        self._counts = counts
        self.chips.set_counts(counts)
        self.head.set_counts(self.model.customers, counts["new"], exact=self.model.complete)

    @Slot()
    def _picked(self) -> None:
        selected = self.view.selected_count()
        self.selection_bar.set_number(selected)
        self._actions["merge"].setEnabled(selected > 1)
        self.selection_changed.emit(selected, self.model.customers)
        if self._is_usable:  # at the start the rows are painted first
            self._follow.start()

    @Slot()
    def _show_card(self) -> None:
        selected = self.view.selected_count()
        if selected > 1:
            self.card.show_many(selected)
            return
        rids = self.view.selected_rids()
        row = self.model.row_at(self.model.position_of(rids[0])) if rids else None
        if row is None:
            self.card.show_nobody()
        else:
            if self.card.card is None or self.card.card.id != row.id:
                self.card.show_customer(row.id)
            if row.news:
                self._look.start()

    @Slot()
    def _looked(self) -> None:
        """The card was in front long enough to have been looked at."""
        card = self.card.card
        row = self.model.row_at(self.model.position_of(card.rid)) if card is not None else None
        if row is not None and row.news and self.isVisible() and self.isActiveWindow():
            self.mark_seen([row.id])

    def _marked(self, ids: frozenset[str]) -> None:
        if ids:
            self.model.refresh(ids)
            self._count.start()

    def _dismiss_selection(self) -> None:
        self.view.choose(max(0, self.view.currentIndex().row()))
        self.view.setFocus()

    @Slot(str)
    def _card_wants(self, action: str) -> None:
        if action == "menu":
            button = self.card.head.more
            self._popup_menu(button.mapToGlobal(QPoint(0, button.height())))
        elif action in ("call", "mail"):
            self.outside_wanted.emit(action)
        else:
            self._actions[action].trigger()

    @Slot(QPoint)
    def _open_menu(self, place: QPoint) -> None:
        self._popup_menu(self.view.viewport().mapToGlobal(place))

    def context_menu(self) -> QMenu:
        """Make the menu of the selected customers."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name in _MENU:
            menu.addAction(self._actions[name]) if name else menu.addSeparator()
        return menu

    def _popup_menu(self, place: QPoint) -> None:
        self.context_menu().popup(place)

    @Slot(str, str)
    def choose_filter(self, field: str, code: str) -> None:
        """Show only customers with this code; an empty code shows all."""
        self.show_filter(filter_with(self.desk.look.where, field, is_one_of(field, code) if code else None))

    @Slot(str)
    def group_by(self, name: str) -> None:
        """Group the list by a subject; "" for none."""
        self.desk.choose(group_by=name)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the card away where the window is narrow."""
        super().resizeEvent(event)
        narrow = self.window().width() < FOLD_CARD_BELOW
        if narrow != self._card_folded:
            self._card_folded = narrow
            self._side.setVisible(not narrow)
        self.chips.card_button.setVisible(narrow)
        self.chips.card_button.setChecked(not self._side.isHidden())

    @Slot()
    def _toggle_card(self) -> None:
        self._side.setVisible(self._side.isHidden())
        self.chips.card_button.setChecked(not self._side.isHidden())

    @Slot()
    def _painted(self) -> None:
        if not self._is_usable and (self.model.rowCount() or self.model.complete):
            self._tell_usable()

    def _tell_usable(self) -> None:
        if not self._is_usable:
            self._is_usable = True
            self._follow.start()
            self.usable.emit()
