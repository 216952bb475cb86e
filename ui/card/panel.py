"""The card beside the list: one customer, several selected, or nobody."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop_crm.domain.fields import FormKind
from desktop_crm.errors import NotFound
from desktop_crm.queries.customers import CustomerCard
from ui.card.head import CardHead
from ui.card.tabs import FieldsTab, GridTab, HistoryTab
from ui.context import Context
from ui.i18n import Translated
from ui.widgets import EmptyState, Panel, Separator, make_button

WIDTH = 334
FIELDS, GRID_ROWS, HISTORY = "fields", "grid", "history"


class CardPanel(Translated, Panel):
    """``wanted(action)`` asks for an action of the window, ``mail_wanted(address)`` for a letter,
    ``history_wanted(place)`` for the page of the history, at an entry or (-1) from the newest."""

    wanted = Signal(str)
    mail_wanted = Signal(str)
    history_wanted = Signal(int)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent, margin=18, spacing=12)
        self._context = context
        self._card: CustomerCard | None = None
        self._selected = 0
        self.setObjectName("card")
        self.setFixedWidth(WIDTH)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._page())
        self._empty = EmptyState("id-card", "", "")
        self._many = EmptyState("users", "", "")
        self._add_many_actions()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._many)
        self._stack.setCurrentWidget(self._empty)
        self.body.addWidget(self._stack)
        self.retranslate()

    @property
    def card(self) -> CustomerCard | None:
        """The customer shown."""
        return self._card

    def show_customer(self, customer_id: str) -> None:
        """Show a customer; values shown before are masked again."""
        try:
            card = self._context.app.queries.card(customer_id)
        except NotFound:
            self.show_nobody()
            return
        self._card, self._selected = card, 1
        self._stack.setCurrentIndex(0)
        self._fill(card)

    def show_many(self, number: int) -> None:
        """Several are selected."""
        self._card, self._selected = None, number
        self._stack.setCurrentWidget(self._many)
        self.retranslate()

    def show_nobody(self) -> None:
        """Nobody is selected."""
        self._card, self._selected = None, 0
        self._stack.setCurrentWidget(self._empty)

    def refresh(self) -> None:
        """Read the customer anew."""
        if self._card is not None:
            self.show_customer(self._card.id)

    def reveal(self) -> None:
        """Open the masked values of the tab shown, or mask them again."""
        tab = self._tabs.currentWidget()
        if self._card is not None and isinstance(tab, FieldsTab | GridTab):
            tab.reveal_all()

    def show_tab(self, name: str) -> None:
        """Show a tab: fields, grid or history."""
        self._buttons[name].click()

    def tab(self, name: str) -> FieldsTab | GridTab | HistoryTab:
        """Return a tab."""
        tabs: dict[str, FieldsTab | GridTab | HistoryTab]
        tabs = {FIELDS: self._fields, GRID_ROWS: self._grid, HISTORY: self._history}
        return tabs[name]

    def retranslate(self) -> None:
        """Set every text."""
        self.setAccessibleName(self.tr("客户卡片"))
        self._empty.set_texts(self.tr("没有选中客户"), self.tr("在左边的列表里选一位，这里显示他的资料。"))
        self._many.set_texts(self.tr("已选 %n 位客户", "", self._selected), self.tr("可以一起打印、导出或移到回收站。"))
        words = {"print": self.tr("打印"), "export": self.tr("导出"), "delete": self.tr("删除")}
        for name, button in self._many_buttons.items():
            button.setText(words[name])
        self._set_tab_texts()

    # -- parts ------------------------------------------------------------------------------

    def _page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.head = CardHead()
        self.head.wanted.connect(self.wanted)
        self.head.mail_wanted.connect(self.mail_wanted)
        column.addWidget(self.head)
        column.addLayout(self._tab_row())
        self._tabs = QStackedWidget()
        self._fields, self._grid, self._history = FieldsTab(), GridTab(), HistoryTab(self._context.app.today)
        for tab in (self._fields, self._grid, self._history):
            self._tabs.addWidget(tab)
        for tab in (self._fields, self._grid):
            tab.revealed.connect(self._revealed)
        self._fields.edit_wanted.connect(self._edit)
        self._history.opened.connect(self.history_wanted)
        column.addWidget(self._tabs, 1)
        return page

    def _tab_row(self) -> QVBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(16)
        self._buttons: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        for name in (FIELDS, GRID_ROWS, HISTORY):
            button = make_button("", role="tab", checkable=True)
            button.setObjectName(f"card_tab_{name}")
            self._group.addButton(button)
            self._buttons[name] = button
            row.addWidget(button)
        row.addStretch(1)
        self._buttons[FIELDS].setChecked(True)
        self._group.buttonClicked.connect(self._tab_clicked)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(Separator())
        return column

    def _add_many_actions(self) -> None:
        self._many_buttons = {}
        # Three beside each other leave no room for icons in any language but Chinese.
        for name, slot in (("print", self._print), ("export", self._export), ("delete", self._delete)):
            button = make_button("", size="small", on_click=slot)
            button.setObjectName(f"many_{name}")
            self._many_buttons[name] = button
            self._many.add_action(button)

    def _fill(self, card: CustomerCard) -> None:
        today = self._context.app.today()
        self.head.show_card(card, today)
        self._fields.show_card(card, today)
        self._grid.show_card(card)
        self._set_tab_texts()
        if self._tabs.currentWidget() is self._history:
            self._load_history()

    def _set_tab_texts(self) -> None:
        organisation = self._card is not None and self._card.kind is FormKind.ORGANISATION
        rows = len(self._card.grid) if self._card else 0
        people = self.tr("联系人") if organisation else self.tr("家庭成员")
        texts = {
            FIELDS: self.tr("资料"),
            GRID_ROWS: f"{people} {rows}" if rows else people,
            HISTORY: self.tr("变更历史"),
        }
        for name, text in texts.items():
            self._buttons[name].setText(text)
            self._buttons[name].setAccessibleName(text)

    def _tab_clicked(self, button: QPushButton) -> None:
        place = list(self._buttons.values()).index(button)
        if self._tabs.widget(place) is self._history:
            self._load_history()
        self._tabs.setCurrentIndex(place)

    def _load_history(self) -> None:
        if self._card is not None:
            self._history.show_history(self._card, self._context.app.history_queries.of_card(self._card.id))

    def _revealed(self, record: str, row_id: str, field: str) -> None:
        if self._card is not None:
            self._context.app.write_audit("reveal", customer=self._card.id, record=record, row=row_id, field=field)

    def _edit(self) -> None:
        self.wanted.emit("edit")

    def _print(self) -> None:
        self.wanted.emit("print")

    def _export(self) -> None:
        self.wanted.emit("export")

    def _delete(self) -> None:
        self.wanted.emit("delete")
