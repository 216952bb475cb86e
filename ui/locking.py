"""Locks the window when the company's rules say so, opens it again, and ends it when the data is ordered away."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QMainWindow, QStackedWidget, QWidget

from desktop_crm.errors import CrmError
from desktop_crm.store import erasing, lease
from sync.client.status import State, SyncStatus
from ui.context import Context
from ui.jobs import Jobs, Lane

if TYPE_CHECKING:
    from ui.lock_screen import LockScreen


class Place(Protocol):
    """The window, as far as locking goes."""

    curtain: QStackedWidget

    @property
    def status_bar(self) -> QWidget:
        """The strip at the lower edge."""

    def put_work_away(self) -> None:
        """Keep what is being typed as a draft and close the form."""

    def stop_work(self) -> None:
        """Stop everything that reads or writes the profile."""

    def wake_sync(self) -> None:
        """Synchronise now."""


class Locking(QObject):
    """Follows the status of the synchronisation."""

    def __init__(self, context: Context, place: Place, window: QMainWindow) -> None:
        super().__init__(window)
        self._context, self._place, self._window = context, place, window
        self._taken: list[QAction] = []
        self._jobs: Jobs | None = None
        self.screen: LockScreen | None = None
        context.sync_signals.changed.connect(self.follow)

    @property
    def locked(self) -> bool:
        """Say whether the screen covers the window."""
        return self.screen is not None and self._place.curtain.currentWidget() is self.screen

    @Slot(object)
    def follow(self, status: SyncStatus) -> None:
        """Lock, open or end, as a status says."""
        if self._jobs is not None:
            return  # it has ended
        if status.state is State.LEAVING:
            self._end()
        elif status.lock:
            self._lock(lease.Lock(status.lock))
        elif self.locked:
            self._open()

    def close(self) -> None:
        """The window is closing."""
        if self._jobs is not None:
            self._jobs.close()

    def _lock(self, reason: lease.Lock) -> None:
        screen = self._covered()
        facts = self._context.app.facts()
        screen.show_lock(reason, facts.get("device_code", ""), lease.question(facts), self._days(facts))

    def _days(self, facts: dict[str, str]) -> int:
        contact = facts.get("last_contact_at")
        if not contact:
            return 0
        return max(0, (datetime.fromisoformat(self._context.app.clock()) - datetime.fromisoformat(contact)).days)

    def _covered(self) -> LockScreen:
        """Cover the window; what is being typed is kept, dialogs close, no key does anything behind it."""
        if self.screen is None:
            from ui.lock_screen import LockScreen  # hardly ever needed, never at the start

            self.screen = LockScreen()
            self.screen.sync_wanted.connect(self._place.wake_sync)
            self.screen.code_entered.connect(self._try_code)
            self.screen.quit_wanted.connect(self._window.close)
            self._place.curtain.addWidget(self.screen)
        if not self.locked:
            self._place.put_work_away()
            for dialog in self._window.findChildren(QDialog):
                if dialog.isVisible():
                    dialog.close()
            self._taken = self._window.actions()
            for action in self._taken:
                self._window.removeAction(action)
            self._place.curtain.setCurrentWidget(self.screen)
            self.screen.sync.setFocus()
        return self.screen

    def _open(self) -> None:
        self._window.addActions(self._taken)
        self._taken = []
        self._place.curtain.setCurrentIndex(0)

    @Slot(str)
    def _try_code(self, code: str) -> None:
        from sync.client.unlocking import unlock

        try:
            unlock(self._context.app, code)
        except CrmError as error:
            if self.screen is not None:
                self.screen.say(error)
            return
        if self.screen is not None:
            self.screen.code.clear()
        self._open()
        self._place.wake_sync()

    def _end(self) -> None:
        """Close the profile and destroy it; a stop in between is gone on from at the next start."""
        from sync.client import wiping

        screen = self._covered()
        app = self._context.app
        self._place.stop_work()
        try:
            note: erasing.Removal | None = wiping.destroy(app)
        except CrmError:
            note = erasing.removal(app.paths)  # another program holds a file
        if note is not None:
            screen.show_removed(note)
        self._place.status_bar.hide()
        self._jobs = Jobs(self)
        self._jobs.run(lambda _task: wiping.report(app.paths), Lane.POOL)
