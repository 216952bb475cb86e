"""Between the synchronisation and the window: starts and wakes it, shows its status, tells what it brought."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from sync.client.status import State, SyncStatus
from ui.actions import Actions
from ui.context import Context, SyncMaker
from ui.navigation import Navigation
from ui.status_bar import StatusBar
from ui.sync_centre.news import NewsTeller
from ui.sync_trouble import with_hints
from ui.wakes import NetworkHints, Wakes


class SyncDesk(QObject):
    """``news_wanted``: show what came. ``answers_came(number)``: letters of colleagues were answered.
    ``hinted``: the system told something about the network."""

    news_wanted = Signal()
    answers_came = Signal(int)
    hinted = Signal()

    def __init__(
        self, context: Context, actions: Actions, navigation: Navigation, status_bar: StatusBar, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._ended = False
        self._actions, self._navigation, self._status_bar = actions, navigation, status_bar
        self._news = NewsTeller(context, self.news_wanted.emit, self)
        self.wakes = Wakes(self.wake, self)
        self.wakes.hinted.connect(self._show_hints)
        context.sync_signals.changed.connect(self.show_status)

    def begin(self, make: SyncMaker) -> None:
        """Start synchronising, unless enrolling has done so already."""
        context = self._context
        if context.sync is None:
            context.sync = make(context.app, context.sync_signals.tell, context.is_metered)
            context.sync.start()
        self.wakes.begin()

    def end(self) -> None:
        """Listen no more; the window is closing, or the profile is."""
        self._ended = True
        self.wakes.end()

    @Slot(object)
    def show_status(self, status: SyncStatus) -> None:
        """Show how it stands, and tell once what a synchronisation brought."""
        if self._ended:
            return
        self._status_bar.set_status(with_hints(status, self._context.network))
        if status.came_since:
            self._news.tell(status.came_since)
        if status.answers:
            self.answers_came.emit(status.answers)
        self._navigation.set_count("conflicts", status.conflicts)
        self._actions["connect"].setVisible(status.state is State.NOT_ENROLLED)
        self._actions["courier"].setEnabled(status.state is not State.NOT_ENROLLED)
        if status.state is State.SYNCED:
            self.show_facts()

    def show_facts(self) -> None:
        """Show who works here."""
        self._navigation.set_profile(self._context.app.facts())

    @Slot()
    def wake(self) -> None:
        """Synchronise now."""
        if self._context.sync is not None:
            self._context.sync.wake()

    @Slot(object)
    def _show_hints(self, hints: NetworkHints) -> None:
        self._context.network = hints
        self._status_bar.set_status(with_hints(self._context.status, hints))
        self.hinted.emit()
