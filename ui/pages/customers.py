"""The customer page: list on the left, card on the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from desktop_crm.events import ChangeSet
from desktop_crm.queries.customers import ListFilter, Order, stale_before
from ui.actions import Actions
from ui.card.panel import CardPanel
from ui.context import Context
from ui.i18n import Translated
from ui.jobs import Lane, Task
from ui.models.columns import COLUMNS
from ui.models.register import RegisterModel
from ui.register.filters import combined, count_chips
from ui.register.head import ChipBar, RegisterHead, SelectionBar
from ui.register.popovers import ColumnPopover, FilterPopover
from ui.register.view import RegisterView
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
_MENU = ("edit", "print", "history", "", "copy_phone", "copy_number", "", "export", "select_all", "", "delete")


class CustomersPage(Translated, QWidget):
    """``selection_changed(selected, total)``; ``usable`` once, when the first rows are painted."""

    selection_changed = Signal(int, int)
    usable = Signal()

    def __init__(self, context: Context, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._actions = actions
        self._chip, self._text = "all", ""
        self._chosen: dict[str, str] = {}
        self._order = Order()
        self._card_folded = False
        self._is_usable = False
        self._counts: dict[str, int] = {}
        self.setObjectName("customers_page")
        app = context.app
        self.model = RegisterModel(app.queries, context.jobs, app.today, self)
        self._build()
        self._connect()
        self.retranslate()
        self.view.delegate.stale_before = stale_before(app.today())
        self._load()

    # -- what is selected -------------------------------------------------------------------

    def selected_ids(self) -> list[str]:
        """Return the ids of the selected customers, from top to bottom."""
        return self._context.app.queries.ids(self.view.selected_rids())

    def current_id(self) -> str:
        """Return the id of the current customer, empty when there is none."""
        ids = self._context.app.queries.ids([rid]) if (rid := self.view.current_rid()) >= 0 else []
        return ids[0] if ids else ""

    def wanted_filter(self) -> ListFilter:
        """Return the filter in force."""
        return combined(self._chip, self._chosen, self._text, self._context.app.today())

    def order(self) -> Order:
        """Return the order in force."""
        return self._order

    def show_customer(self, customer_id: str) -> None:
        """Select a customer, clearing filters that hide it."""
        rid = self._context.app.queries.card(customer_id).rid
        if self.model.position_of(rid) < 0:
            self.clear_filters()
        self._wanted_rid = rid
        self._choose_wanted()

    def clear_filters(self) -> None:
        """Show all customers."""
        self._chosen.clear()
        self._text = ""
        self.head.search.clear()
        self.chips.chips.choose("all")
        self._chip = "all"
        self._load()

    def choose_order(self, column: str, *, descending: bool = False) -> None:
        """Sort by a column of the list."""
        self._order = Order(column, descending)
        self._load()

    def stop(self) -> None:
        """Start nothing more; the window is closing."""
        self.model.stop()
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

    # -- building ---------------------------------------------------------------------------

    def _build(self) -> None:
        self.head = RegisterHead(self._actions)
        self.chips = ChipBar()
        self.selection_bar = SelectionBar(self._actions)
        self.view = RegisterView(self.model, self._context.settings)
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
        left = QVBoxLayout()
        left.setContentsMargins(20, 20, 14, 16)
        left.setSpacing(14)
        for part in (self.head, self.chips, self.selection_bar):
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
        self.head.searched.connect(self._search)
        self.chips.chosen.connect(self._choose_chip)
        self.chips.filter_button.clicked.connect(self._open_filters)
        self.chips.column_button.clicked.connect(self._open_columns)
        self.chips.card_button.clicked.connect(self._toggle_card)
        self.selection_bar.dismissed.connect(self._dismiss_selection)
        self.view.picked.connect(self._picked)
        self.view.opened.connect(self._actions["edit"].trigger)
        self.view.removal_wanted.connect(self._actions["delete"].trigger)
        self.view.reveal_wanted.connect(self.reveal)
        self.view.menu_wanted.connect(self._open_menu)
        self.view.painted.connect(self._painted)
        self.view.horizontalHeader().sectionClicked.connect(self._sort)
        self.model.modelReset.connect(self._reset_done)
        self.model.settled.connect(self._settled)
        self.model.busy_changed.connect(self.head.set_busy)
        self.card.wanted.connect(self._card_wants)
        self.card.mail_wanted.connect(self._mail)
        self._context.bridge.changed.connect(self._changed)
        self._follow = single_shot(self, FOLLOW_MS, self._show_card)
        self._count = single_shot(self, COUNT_MS, self._count_chips)
        self._look = single_shot(self, LOOK_MS, self._looked)

    # -- the list ---------------------------------------------------------------------------

    def _load(self) -> None:
        active = sum(1 for code in self._chosen.values() if code)
        self.chips.set_active_filters(active)
        self.model.show_list(self.wanted_filter(), self._order)
        self.view.show_order(self._order)

    @Slot(str)
    def _search(self, text: str) -> None:
        self._text = text
        self._load()

    @Slot(str)
    def _choose_chip(self, chip: str) -> None:
        if chip != self._chip:
            self._chip = chip
            self._load()

    @Slot(int)
    def _sort(self, logical: int) -> None:
        column = COLUMNS[logical].sort
        if column is not None:
            same = column == self._order.column
            self.choose_order(column, descending=same and not self._order.descending)
        self.view.show_order(self._order)

    @Slot(object)
    def _changed(self, change: ChangeSet) -> None:
        self.model.apply_change(change)
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
            self.view.choose(max(0, self.view.currentIndex().row()))

    def _show_state(self) -> None:
        nothing = self.model.complete and not self.model.rowCount()
        self._set_empty_texts()
        self._stack.setCurrentWidget(self.empty if nothing else self.view)
        self.head.set_counts(self.model.rowCount(), self._counts.get("new", 0), exact=self.model.complete)
        self._picked()
        if nothing:
            self._tell_usable()

    def _set_empty_texts(self) -> None:
        filtered = self.wanted_filter() != ListFilter()
        self._create.setText(self.tr("新建客户"))
        self._import.setText(self._actions["import"].text())
        self._clear.setText(self.tr("显示全部客户"))
        self._create.setVisible(bool(self._text) or not filtered)
        self._import.setVisible(not filtered)
        self._clear.setVisible(filtered)
        if self._text:
            title = self.tr("没有找到“%1”").replace("%1", self._text.strip())
            self.empty.set_texts(title, self.tr("可以换个写法：姓名、拼音首字母、电话的一部分、地址。"))
            self._create.setText(self.tr("新建“%1”").replace("%1", self._text.strip()[:20]))
        elif filtered:
            self.empty.set_texts(self.tr("没有符合条件的客户"), "")
        else:
            self.empty.set_texts(self.tr("还没有客户"), self.tr("新建一位，或从 Excel、CSV、vCard 文件导入。"))

    def _create_clicked(self) -> None:
        self._actions["new"].setData(self._text.strip())
        self._actions["new"].trigger()

    # -- counts -----------------------------------------------------------------------------

    @Slot()
    def _count_chips(self) -> None:
        queries, today = self._context.app.queries, self._context.app.today()

        def work(_task: Task) -> dict[str, int]:
            return count_chips(queries, today)

        self._context.jobs.run(work, Lane.POOL).succeeded.connect(self._counted)

    @Slot(object)
    def _counted(self, counts: dict[str, int]) -> None:
        self._counts = counts
        self.chips.set_counts(counts)
        self.head.set_counts(self.model.rowCount(), counts["new"], exact=self.model.complete)

    # -- selection and card -----------------------------------------------------------------

    @Slot()
    def _picked(self) -> None:
        selected = self.view.selected_count()
        self.selection_bar.set_number(selected)
        self.selection_changed.emit(selected, self.model.rowCount())
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
        else:
            self._actions[action].trigger()

    @Slot(str)
    def _mail(self, address: str) -> None:
        if address:
            QDesktopServices.openUrl(QUrl(f"mailto:{address}"))

    @Slot(QPoint)
    def _open_menu(self, place: QPoint) -> None:
        self._popup_menu(self.view.viewport().mapToGlobal(place))

    def context_menu(self) -> QMenu:
        """Make the menu of the selected customers."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name in _MENU:
            if name:
                menu.addAction(self._actions[name])
            else:
                menu.addSeparator()
        return menu

    def _popup_menu(self, place: QPoint) -> None:
        self.context_menu().popup(place)

    # -- popovers ---------------------------------------------------------------------------

    @Slot()
    def _open_filters(self) -> None:
        popover = FilterPopover(self)
        popover.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popover.set_chosen(self._chosen)
        popover.chosen.connect(self.choose_filter)
        popover.cleared.connect(self.clear_filters)
        popover.cleared.connect(popover.close)
        popover.open_below(self.chips.filter_button)

    @Slot(str, str)
    def choose_filter(self, field: str, code: str) -> None:
        """Show only customers with this code; an empty code shows all."""
        self._chosen[field] = code
        self._load()

    @Slot()
    def _open_columns(self) -> None:
        popover = ColumnPopover(self)
        popover.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popover.toggled.connect(self._toggle_column)
        popover.moved.connect(self.view.move_column)
        popover.reset.connect(self.view.reset_columns)
        popover.reset.connect(popover.close)
        room, columns = self.view.room(), self.view.columns
        popover.show_columns(columns.order, columns.visible(room), columns.folded(room))
        popover.open_below(self.chips.column_button)

    @Slot(str, bool)
    def _toggle_column(self, column_id: str, on: bool) -> None:
        self.view.set_column_shown(column_id, on=on)

    # -- room -------------------------------------------------------------------------------

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
