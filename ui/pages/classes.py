"""Classes: every scheme at the left, the chosen one with its classes as bars at the right."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_crm.domain.classification.catalogue import SCHEMES
from desktop_crm.domain.classification.model import Kind
from desktop_crm.errors import CrmError
from desktop_crm.queries.classes import Freshness, ValueCount
from ui.classes.detail import SchemeDetail
from ui.classes.schemes import SchemeList
from ui.classes.words import fresh_words
from ui.context import Context
from ui.errors import describe
from ui.i18n import Translated
from ui.jobs import Lane, Task
from ui.timers import single_shot
from ui.widgets import ElidedLabel, EmptyState, Panel, Spinner, make_button, make_label

#: The numbers are read anew this long after the last change, in milliseconds.
SETTLE_MS = 150
_LIST_WIDTH = 250
_FIRST = "C4"

_Read = tuple[str, list[ValueCount], Freshness]


class ClassesPage(Translated, QWidget):
    """``class_wanted(scheme id, code)``: show these customers. ``action_wanted(action)``: of the window.
    ``parameters_wanted``: show the company's parameters."""

    class_wanted = Signal(str, str)
    action_wanted = Signal(str)
    parameters_wanted = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._fresh: Freshness | None = None
        self._reading = self._stopped = False
        self.setObjectName("classes_page")
        self._title, self._line = make_label(role="title"), ElidedLabel("", "muted")
        self._spinner = Spinner("", 14)
        self._spinner.hide()
        self.schemes = SchemeList()
        self.detail = SchemeDetail()
        self.empty = EmptyState("tag", "")
        self._import = make_button("", role="primary", icon_name="upload", on_click=self._import_clicked)
        self._import.setObjectName("classes_import")
        self.empty.add_action(self._import)
        self._settle = single_shot(self, SETTLE_MS, self._read)
        self._lay_out()
        self.schemes.picked.connect(self._picked)
        self.detail.opened.connect(self.class_wanted)
        self.detail.parameters_wanted.connect(self.parameters_wanted)
        self.detail.import_wanted.connect(self._import_clicked)
        context.bridge.changed.connect(self.refresh)
        self.schemes.choose(_FIRST)
        self.retranslate()

    def show_scheme(self, scheme_id: str) -> None:
        """Show a scheme."""
        self.schemes.choose(scheme_id)

    @Slot()
    def refresh(self) -> None:
        """Read the numbers anew, soon, or when the page is next shown."""
        if self.isVisible() and not self._stopped:
            self._settle.start()

    def stop(self) -> None:
        """Start nothing more; the window is closing."""
        self._stopped = True
        self._settle.stop()

    def retranslate(self) -> None:
        """Set every text."""
        self._title.setText(self.tr("客户分类"))
        self._spinner.setAccessibleName(self.tr("正在分类"))
        self.empty.set_texts(self.tr("还没有客户"), self.tr("有了客户，这里按三十种方式看他们各属于哪一类。"))
        self._import.setText(self.tr("导入客户"))
        self._import.setAccessibleName(self.tr("导入客户"))
        if self._fresh is not None:
            self._line.setText(fresh_words(self._fresh, self._context.app.today()))
            self._spinner.setVisible(bool(self._fresh.waiting))

    def showEvent(self, event: QShowEvent) -> None:
        """Read what changed while another page was in front."""
        super().showEvent(event)
        if not self._stopped:
            self._read()
            self.schemes.setFocus()

    # -- reading ----------------------------------------------------------------------------

    @Slot(str)
    def _picked(self, _scheme_id: str) -> None:
        self._read()

    @Slot()
    def _read(self) -> None:
        if self._stopped or not self.isVisible():
            return
        if self._reading:
            self._settle.start()
            return
        self._reading = True
        queries, scheme_id = self._context.app.class_queries, self.schemes.current()

        def work(_task: Task) -> _Read:
            described = SCHEMES[scheme_id].kind is Kind.DESCRIBED
            return scheme_id, [] if described else queries.counts(scheme_id), queries.freshness()

        self._context.jobs.run(work, Lane.POOL).on_success(self._arrived).on_failure(self._failed)

    def _arrived(self, answer: _Read) -> None:
        self._reading = False
        if self._stopped:
            return
        scheme_id, counts, self._fresh = answer
        if scheme_id == self.schemes.current():
            with_orders = self._fresh.with_orders > 0
            self.detail.show_scheme(scheme_id, counts, self._fresh.parameters, with_orders=with_orders)
        nobody = not self._fresh.classified and not self._fresh.waiting
        self._stack.setCurrentIndex(1 if nobody else 0)
        self.retranslate()

    def _failed(self, error: Exception) -> None:
        self._reading = False
        if not isinstance(error, CrmError):
            raise error
        self._context.notify(describe(error).whole().replace("\n", ""), kind="error")

    def _import_clicked(self) -> None:
        self.action_wanted.emit("import")

    # -- building ---------------------------------------------------------------------------

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(self._line)
        line.addWidget(self._spinner)
        line.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addLayout(line)
        left = Panel(margin=8, spacing=0)
        left.setFixedWidth(_LIST_WIDTH)
        left.body.addWidget(self.schemes)
        right = Panel(margin=18, spacing=0)
        right.body.addWidget(self.detail)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(left)
        row.addWidget(right, 1)
        work = QWidget()
        work.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        nothing = Panel()
        nothing.body.addWidget(self.empty)
        self._stack = QStackedWidget()
        self._stack.addWidget(work)
        self._stack.addWidget(nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 18, 16)
        column.setSpacing(14)
        column.addLayout(words)
        column.addWidget(self._stack, 1)
