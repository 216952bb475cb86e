"""What pages and dialogs are given: the open profile and the services of the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal

from desktop_crm.bootstrap import Application
from desktop_crm.store import lease
from sync.client.status import State, SyncStatus
from ui.bridge import Bridge
from ui.i18n import Languages
from ui.jobs import Jobs
from ui.settings import Settings
from ui.theme import Theme
from ui.undo import UndoStack
from ui.wakes import NetworkHints

#: Words on a button of a message, and what it does.
Action = tuple[str, Callable[[], object]]


class Notify(Protocol):
    """Shows a short message in the window."""

    def __call__(self, text: str, action: Action | None = None, *, kind: str = "info") -> object:
        """Show ``text``; ``kind`` is info, success, warning or error."""
        ...


class Synchroniser(Protocol):
    """The sync client's scheduler, as far as the window knows it."""

    status: SyncStatus

    def start(self) -> None:
        """Start in the background."""

    def stop(self) -> None:
        """Stop; waits a few seconds at most."""

    def wake(self) -> None:
        """Synchronise now."""

    def request_check(self) -> None:
        """Compare everything with the server; ``status.check`` tells how far it is."""

    def cancel_check(self) -> None:
        """Stop comparing at the next step."""


#: Makes a synchroniser of an open profile, of what is told each new status, and of what says whether the network costs
#: by volume; both are called in the sync thread.
SyncMaker = Callable[[Application, Callable[[SyncStatus], None], Callable[[], bool]], Synchroniser]


class SyncSignals(QObject):
    """Carries the status from the sync thread to the GUI thread: ``changed(SyncStatus)``."""

    changed = Signal(object)
    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._arrived.connect(self.changed, Qt.ConnectionType.QueuedConnection)

    def tell(self, status: SyncStatus) -> None:
        """Pass on a status; may be called in any thread."""
        self._arrived.emit(status)


@dataclass
class Context:
    """Handed to every page and dialog as ``(context, parent)``."""

    app: Application
    theme: Theme
    languages: Languages
    jobs: Jobs
    bridge: Bridge
    settings: Settings
    undo: UndoStack
    sync_signals: SyncSignals
    #: Made after the first paint, where ``with_sync`` asks for one.
    sync: Synchroniser | None = None
    with_sync: bool = False
    #: What the system believes about the network.
    network: NetworkHints = field(default_factory=NetworkHints)
    notify: Notify = lambda text, action=None, *, kind="info": None

    def is_metered(self) -> bool:
        """Whether the network costs by volume, as far as the system knows. Safe in any thread."""
        return self.network.metered

    @property
    def status(self) -> SyncStatus:
        """How the synchronisation stands."""
        if self.sync is not None:
            return self.sync.status
        facts = self.app.facts() if self.with_sync else {}
        if not facts.get("token"):
            return SyncStatus(State.NOT_ENROLLED)
        return SyncStatus(
            State.SYNCING,
            last_synced_at=facts.get("last_synced_at", ""),
            server=facts.get("server_url", ""),
            lock=lease.locked(facts, self.app.clock()) or "",
        )
