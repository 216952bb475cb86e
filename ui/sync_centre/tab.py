"""What every tab with a list has: reading in the background, the list or a helpful empty page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_crm.errors import CrmError
from ui.context import Context
from ui.errors import describe
from ui.i18n import Translated, language
from ui.jobs import Task
from ui.sync_centre.rows import LogModel, LogRow
from ui.sync_centre.view import LogView
from ui.timers import single_shot
from ui.widgets import EmptyState, Panel, make_button, make_label

#: A list is read anew this long after the last change, in milliseconds: a push tells many.
SETTLE_MS = 60


class ListTab(Translated, QWidget):
    """``customer_wanted(id)``, ``conflict_wanted(customer id)`` and ``action_wanted(action)`` ask the window for it.

    A subclass sets ``model`` and ``view`` and calls :meth:`lay_out`. Nothing is read while the tab is hidden.
    """

    customer_wanted = Signal(str)
    conflict_wanted = Signal(str)
    action_wanted = Signal(str)

    model: LogModel
    view: LogView

    def __init__(self, context: Context, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.setObjectName(name)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(10)
        self._read: Callable[[], Any] = tuple
        self._show: Callable[[Any], None] = lambda _found: None
        self._stopped = self._running = False
        self._stale = True
        self._settle = single_shot(self, SETTLE_MS, self._load)

    def lay_out(self, empty_icon: str, read: Callable[[], Any], show: Callable[[Any], None]) -> None:
        """Put list and empty page below what is in the column already.

        ``read`` runs off the GUI thread and touches no widget, ``show`` gets its result.
        """
        self._read, self._show = read, show
        self.empty = EmptyState(empty_icon, "")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.view)
        self.stack.addWidget(self.empty)
        self.panel = Panel(margin=1, spacing=0)
        self.panel.body.setContentsMargins(1, 4, 1, 4)
        self.panel.body.addWidget(self.stack)
        self.column.addWidget(self.panel, 1)
        self.view.opened.connect(self._opened)

    def show_rows(self) -> None:
        """Show the list, or the empty page when there is nothing."""
        self.stack.setCurrentWidget(self.view if self.model.rowCount() else self.empty)

    # -- reading ----------------------------------------------------------------------------

    def reload(self) -> None:
        """Read anew, now or when the tab is next shown."""
        self._stale = True
        if self.isVisible() and not self._stopped:
            self._settle.start()

    def stop(self) -> None:
        """Read nothing more; the window is closing."""
        self._stopped = True
        self._settle.stop()

    def tell(self, error: Exception) -> None:
        """Tell an expected failure in a message; any other is a fault of the program."""
        if not isinstance(error, CrmError):
            raise error
        self.context.notify(describe(error).whole().replace("\n", " " if language() == "en" else ""), kind="error")

    def showEvent(self, event: QShowEvent) -> None:
        """Read what became stale meanwhile."""
        super().showEvent(event)
        if self._stale and not self._stopped:
            self._load()

    def _load(self) -> None:
        if self._running:  # what is stale is read when this has come
            return
        self._running, self._stale = True, False
        read = self._read

        def work(_task: Task) -> object:
            return read()

        job = self.context.jobs.run(work)
        job.on_success(self._arrived)
        job.on_failure(self._failed)

    def _arrived(self, found: object) -> None:
        self._running = False
        if not self._stopped:
            self._show(found)
            self.view.stand_somewhere()
            self._follow_up()

    def _failed(self, error: Exception) -> None:
        self._running = False
        self.tell(error)

    def _follow_up(self) -> None:
        if self._stale and self.isVisible():
            self._settle.start()

    def _opened(self, row: LogRow) -> None:
        if row.conflict:
            self.conflict_wanted.emit(row.agg_id)
        elif row.agg_id:
            self.customer_wanted.emit(row.agg_id)


class DetailStrip(QFrame):
    """Below a list: what the chosen row means, and one thing to do about it."""

    def __init__(self, name: str, on_go: Callable[[], object]) -> None:
        super().__init__()
        self._words = make_label(role="body", wrap=True)
        self.go = make_button("", role="link", on_click=on_go)
        self.go.setObjectName(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 12, 8)
        row.addWidget(self._words, 1)
        row.addWidget(self.go)
        self.hide()

    def say(self, text: str, action: str = "") -> None:
        """Show a text, and a button when ``action`` names it; an empty text takes the strip away."""
        self._words.setText(text)
        self.setAccessibleName(text)
        self.go.setText(action)
        self.go.setAccessibleName(action)
        self.go.setVisible(bool(action))
        self.setVisible(bool(text))
