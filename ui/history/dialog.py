"""The history of one field, over the form: a value of the past is filled in there and saved with the rest."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_crm.domain.history import Entry
from desktop_crm.queries.operations import field_label
from desktop_crm.services.history import Wanted
from ui.context import Context
from ui.history.detail import ChangeDetail
from ui.history.model import HistoryModel, Narrowed
from ui.history.view import HistoryView
from ui.history.words import covers
from ui.i18n import Translated, language
from ui.revealing import Wish, reveal
from ui.widgets import EmptyState, Panel, make_button, make_label

_SIZE = (820, 480)
_LIST_WIDTH = 340


class FieldHistory(Translated, QDialog):
    """``taken(Wanted)``: fill this in. Raises NotFound for a customer that is gone."""

    taken = Signal(object)

    def __init__(self, context: Context, customer_id: str, row_id: str, field: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("field_history")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(*_SIZE)
        self._context, self._customer, self._field = context, customer_id, field
        self.model = HistoryModel(context.app.today, self)
        self.view, self.detail = HistoryView(self.model), ChangeDetail(fills_in=True)
        self._hint, self.empty = make_label(role="muted", wrap=True), EmptyState("history", "")
        self._stack = QStackedWidget()
        self._close = make_button("", on_click=self.reject)
        known = context.app.history_queries.of_card(customer_id)
        row = known.row(row_id)
        self._record = row.record if row is not None else "customer"
        self._lay_out()
        self._connect()
        self.model.show_history(known, context.app.queries.card(customer_id).kind, Narrowed(field, row_id))
        self._stack.setCurrentIndex(0 if self.model.rowCount() else 1)
        self.retranslate()
        self.view.choose(0)
        self.view.setFocus()

    def retranslate(self) -> None:
        """Set every text."""
        label = field_label(self._record, self._field, language(), self.model.kind, self.model.known.customer)
        self.setWindowTitle(self.tr("%1 的变更历史").replace("%1", label))
        self.view.setAccessibleName(self.windowTitle())
        coverage, today = self.model.known.coverage, self._context.app.today()
        self._hint.setText(covers(coverage, today, connected=False))
        self.empty.set_texts(self.tr("这个字段没有改过"), "")
        self._close.setText(self.tr("关闭"))
        self._close.setAccessibleName(self.tr("关闭"))

    @Slot(object)
    def _picked(self, entry: Entry | None) -> None:
        current = entry is not None and self.model.is_current(entry)
        today = self._context.app.today()
        self.detail.show_entry(entry, self.model.known, self.model.kind, today, name=self._field, current=current)

    @Slot(object)
    def _take(self, wanted: Wanted) -> None:
        self.taken.emit(wanted)
        self.accept()

    @Slot()
    def _take_after(self) -> None:
        self.detail.press(2)

    @Slot(object)
    def _reveal_wanted(self, wish: Wish) -> None:
        reveal(self._context, [self._customer], wish)

    def _connect(self) -> None:
        self.view.picked.connect(self._picked)
        self.view.opened.connect(self._take_after)
        self.detail.taken.connect(self._take)
        self.detail.reveal_wanted.connect(self._reveal_wanted)
        for number in (1, 2):
            key = QShortcut(QKeySequence(str(number)), self.view)
            key.setContext(Qt.ShortcutContext.WidgetShortcut)
            key.activated.connect(lambda one=number: self.detail.press(one))

    def _lay_out(self) -> None:
        left = Panel(margin=1, spacing=0)
        left.setFixedWidth(_LIST_WIDTH)
        left.body.setContentsMargins(1, 4, 1, 4)
        left.body.addWidget(self.view)
        both, nothing = QWidget(), QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(left)
        row.addWidget(self.detail, 1)
        alone = QVBoxLayout(nothing)
        alone.addWidget(self.empty)
        self._stack.addWidget(both)
        self._stack.addWidget(nothing)
        below = QHBoxLayout()
        below.addWidget(self._hint, 1)
        below.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(14)
        column.addWidget(self._stack, 1)
        column.addLayout(below)
