"""The recycle bin: deleted customers, which can be restored."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_crm.queries.customers import ListFilter, Order
from ui.context import Context
from ui.i18n import Translated
from ui.models.register import RegisterModel
from ui.operations import Operations
from ui.register.view import RegisterView
from ui.widgets import EmptyState, Panel, make_button, make_label


class RecycleBinPage(Translated, QWidget):
    """The same list as the customers', of the deleted ones."""

    def __init__(self, context: Context, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._operations = operations
        self.setObjectName("recycle_bin_page")
        app = context.app
        self.model = RegisterModel(app.queries, context.jobs, app.today, self)
        self._title = make_label(role="title")
        self._hint = make_label(role="muted")
        self._restore = make_button("", role="primary", icon_name="rotate-ccw", on_click=self._restore_clicked)
        self._restore.setObjectName("button_restore")
        self.view = RegisterView(self.model, context.settings, context.app.forms)
        self.view.setObjectName("recycle_bin")
        self.view.opened.connect(self._restore_clicked)
        self.empty = EmptyState("trash-2", "")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        self._lay_out()
        self.model.modelReset.connect(self._show_state)
        self.model.settled.connect(self._show_state)
        self.view.picked.connect(self._show_state)
        context.bridge.changed.connect(self.model.apply_change)
        self.model.show_list(ListFilter(deleted=True), Order("updated_at", descending=True))
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text."""
        self._title.setText(self.tr("回收站"))
        self.view.setAccessibleName(self.tr("回收站"))
        self._restore.setText(self.tr("恢复"))
        self._restore.setAccessibleName(self.tr("恢复"))
        self.empty.set_texts(self.tr("回收站是空的"), self.tr("删除的客户放在这里，可以随时恢复。"))
        self._show_state()

    def stop(self) -> None:
        """Start nothing more; the window is closing."""
        self.model.stop()

    @Slot()
    def _show_state(self) -> None:
        nothing = self.model.complete and not self.model.rowCount()
        self._stack.setCurrentWidget(self.empty if nothing else self.view)
        self._restore.setEnabled(self.view.selected_count() > 0)
        self._hint.setText(self.tr("共 %n 位", "", self.model.rowCount()) if self.model.complete else "")

    def _restore_clicked(self) -> None:
        self._operations.restore(self._context.app.queries.ids(self.view.selected_rids()))

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._hint)
        top = QHBoxLayout()
        top.addLayout(words, 1)
        top.addWidget(self._restore)
        panel = Panel(margin=1, spacing=0)
        panel.body.setContentsMargins(1, 4, 1, 4)
        panel.body.addWidget(self._stack)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 18, 16)
        column.setSpacing(14)
        column.addLayout(top)
        column.addWidget(panel, 1)
