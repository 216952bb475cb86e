"""The card beside the list: one customer, several selected, or nobody."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop_crm.domain.fields import FormKind
from desktop_crm.domain.file_records import VERIFICATION
from desktop_crm.domain.records import RECORD_TYPES
from desktop_crm.domain.verification import newest_marks
from desktop_crm.errors import NotFound
from desktop_crm.queries.customers import CustomerCard
from desktop_crm.queries.rows import RecordRow
from ui.card.head import CardHead
from ui.card.tabs import FieldsTab, GridTab, HistoryTab
from ui.classes.card_tab import ClassesTab
from ui.context import Context
from ui.customer.strip import StepStrip
from ui.i18n import Translated
from ui.merge.note import MergedNote
from ui.models.texts import long_moment
from ui.records.words import row_text
from ui.revealing import Wish, reveal
from ui.widgets import ElidedLabel, EmptyState, Panel, Separator, make_button

if TYPE_CHECKING:
    from ui.attachments.panel import AttachmentsPanel

WIDTH = 334
FIELDS, GRID_ROWS, ATTACHMENTS, CLASSES, HISTORY = "fields", "grid", "attachments", "classes", "history"


class CardPanel(Translated, Panel):
    """``wanted(action)`` asks for an action of the window, ``history_wanted(place)`` for the page of the history, at an
    entry or (-1) from the newest, ``part_wanted(customer, ids)`` for taking merged customers out of it."""

    wanted = Signal(str)
    history_wanted = Signal(int)
    part_wanted = Signal(str, list)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent, margin=18, spacing=12)
        self._context = context
        self._card: CustomerCard | None = None
        self._last: RecordRow | None = None
        self._selected = self._attached = 0
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

    def revealed_fields(self) -> frozenset[str]:
        """Return the masked fields of the customer that are open now."""
        if self._card is None:
            return frozenset()
        return frozenset(
            label.objectName().removeprefix("masked_") for label in self._fields.masked() if label.is_revealed()
        )

    def show_tab(self, name: str) -> None:
        """Show a tab: fields, grid, attachments, classes or history."""
        self._buttons[name].click()

    def tab(self, name: str) -> FieldsTab | GridTab | HistoryTab | ClassesTab:
        """Return a tab."""
        tabs: dict[str, FieldsTab | GridTab | HistoryTab | ClassesTab]
        tabs = {FIELDS: self._fields, GRID_ROWS: self._grid, HISTORY: self._history, CLASSES: self.classes}
        return tabs[name]

    def retranslate(self) -> None:
        """Set every text."""
        self.setAccessibleName(self.tr("客户卡片"))
        self._empty.set_texts(self.tr("没有选中客户"), self.tr("在左边的列表里选一位，这里显示他的资料。"))
        self._many.set_texts(self.tr("已选 %n 位客户", "", self._selected), self.tr("可以一起打印、导出或移到回收站。"))
        words = {"print": self.tr("打印"), "export": self.tr("导出"), "delete": self.tr("删除")}
        for name, button in self._many_buttons.items():
            button.setText(words[name])
        self._say_contact()
        self._set_tab_texts()

    # -- parts ------------------------------------------------------------------------------

    def _page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.head = CardHead()
        self.head.wanted.connect(self.wanted)
        column.addWidget(self.head)
        self.strip = StepStrip(narrow=True)
        column.addWidget(self.strip)
        column.addLayout(self._contact_row())
        self.merged = MergedNote(self._context.app.today, self._log)
        self.merged.part_wanted.connect(self._part)
        column.addWidget(self.merged)
        column.addLayout(self._tab_row())
        self._tabs = QStackedWidget()
        self._fields, self._grid, self._history = FieldsTab(), GridTab(), HistoryTab(self._context.app.today)
        self._attachments: AttachmentsPanel | None = None
        self.classes = ClassesTab(self._context)
        for tab in (self._fields, self._grid, QWidget(), self.classes, self._history):
            self._tabs.addWidget(tab)
        for tab in (self._fields, self._grid):
            tab.reveal_wanted.connect(self._reveal_wanted)
        self._fields.edit_wanted.connect(self._edit)
        self._history.opened.connect(self.history_wanted)
        column.addWidget(self._tabs, 1)
        return page

    def _contact_row(self) -> QHBoxLayout:
        """When and how one spoke last, and the button that writes the next time down."""
        self._contact = ElidedLabel("", "muted")
        self._contact.setObjectName("card_contact")
        self._log = make_button("", size="small", icon_name="plus", on_click=self._log_clicked)
        self._log.setObjectName("card_log")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._contact, 1)
        row.addWidget(self._log)
        return row

    def _tab_row(self) -> QVBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        self._buttons: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        for name in (FIELDS, GRID_ROWS, ATTACHMENTS, CLASSES, HISTORY):
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
        self.merged.show_cards(self._context.app.merging.merged_into(card.id))
        rows = self._context.app.row_queries.of_customer(VERIFICATION.name, card.id)
        self._fields.show_card(card, today, newest_marks((row.id, row.values) for row in rows))
        self._grid.show_card(card)
        self._show_contact(card, today)
        self._attached = self._context.app.attachment_queries.count(card.id)
        self._set_tab_texts()
        self.classes.show_customer(card.id, card.display_name)
        if self._tabs.currentWidget() is self._history:
            self._load_history()
        elif self._attachments is not None and self._tabs.currentWidget() is self._attachments:
            self._attachments.show_customer(card.id)

    def _set_tab_texts(self) -> None:
        organisation = self._card is not None and self._card.kind is FormKind.ORGANISATION
        rows = len(self._card.grid) if self._card else 0
        people = self.tr("联系人") if organisation else self.tr("家庭成员")
        texts = {
            FIELDS: self.tr("资料"),
            GRID_ROWS: f"{people} {rows}" if rows else people,
            ATTACHMENTS: f"{self.tr('附件')} {self._attached}" if self._attached else self.tr("附件"),
            HISTORY: self.tr("变更历史"),
            CLASSES: self.tr("分类"),
        }
        for name, text in texts.items():
            self._buttons[name].setText(text)
            self._buttons[name].setAccessibleName(text)
            self._buttons[name].setToolTip(text)  # five of them fill the panel: some language cuts one

    def _tab_clicked(self, button: QPushButton) -> None:
        place = list(self._buttons.values()).index(button)
        if self._tabs.widget(place) is self._history:
            self._load_history()
        elif button is self._buttons[ATTACHMENTS] and self._card is not None:
            self.attachments().show_customer(self._card.id)
        self._tabs.setCurrentIndex(place)
        self.classes.reload()

    def attachments(self) -> AttachmentsPanel:
        """Return the tab of the attachments, made when it is first wanted."""
        if self._attachments is None:
            from ui.attachments.panel import AttachmentsPanel

            place = list(self._buttons).index(ATTACHMENTS)
            made = self._attachments = AttachmentsPanel(self._context)
            made.counted.connect(self._count_attachments)
            before = self._tabs.widget(place)
            self._tabs.insertWidget(place, made)
            if before is not None:
                self._tabs.removeWidget(before)
                before.deleteLater()
        return self._attachments

    def stop(self) -> None:
        """Read nothing more; the window is closing."""
        if self._attachments is not None:
            self._attachments.stop()

    def _count_attachments(self, number: int) -> None:
        self._attached = number
        self._set_tab_texts()

    def _load_history(self) -> None:
        if self._card is not None:
            self._history.show_history(self._card, self._context.app.history_queries.of_card(self._card.id))

    def _reveal_wanted(self, wish: Wish) -> None:
        if self._card is not None:
            reveal(self._context, [self._card.id], wish)

    def _show_contact(self, card: CustomerCard, today: date) -> None:
        app = self._context.app
        self.strip.show_steps(app.steps.of_customer(card.id), today)
        self._last = next(iter(app.row_queries.of_customer("activity", card.id, limit=1)), None)
        self._log.setEnabled(not card.deleted)
        self._say_contact()

    def _say_contact(self) -> None:
        self._log.setText(self.tr("记一笔"))
        self._log.setToolTip("Ctrl+L")
        if self._last is None:
            self._contact.setText(self.tr("还没有联系过"))
            return
        record = RECORD_TYPES["activity"]
        way = row_text(record["method"], self._last.values.get("method"), {})
        when = long_moment(self._last.when, self._context.app.today())
        summary = str(self._last.values.get("summary") or "").replace("\n", " ")
        self._contact.setText(
            " · ".join(part for part in (self.tr("最近联系 %1").replace("%1", when), way, summary) if part)
        )

    def _log_clicked(self) -> None:
        self.wanted.emit("log")

    def _edit(self) -> None:
        self.wanted.emit("edit")

    def _part(self, ids: list[str]) -> None:
        if self._card is not None:
            self.part_wanted.emit(self._card.id, ids)

    def _print(self) -> None:
        self.wanted.emit("print")

    def _export(self) -> None:
        self.wanted.emit("export")

    def _delete(self) -> None:
        self.wanted.emit("delete")
