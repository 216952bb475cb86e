"""From the bus of the core, which speaks in the thread that committed, to a signal in the GUI thread."""

from __future__ import annotations

import threading

from PySide6.QtCore import QObject, Qt, Signal, Slot

from desktop_crm.events import ChangeSet, EventBus, Origin

#: More cards than this in one delivery means: reload everything.
MANY = 500


class Bridge(QObject):
    """``changed(ChangeSet)`` for every commit; what piled up meanwhile comes as one set per origin."""

    changed = Signal(object)
    _wake = Signal()

    def __init__(self, bus: EventBus, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = threading.Lock()
        self._waiting: dict[Origin, ChangeSet] = {}
        self._wake.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._unsubscribe = bus.subscribe(self._heard)

    def close(self) -> None:
        """Listen no more; call before the window goes."""
        self._unsubscribe()
        with self._lock:
            self._waiting.clear()

    def _heard(self, change: ChangeSet) -> None:
        with self._lock:
            first = not self._waiting
            earlier = self._waiting.get(change.origin)
            self._waiting[change.origin] = merged(earlier, change) if earlier else change
        if first:
            self._wake.emit()

    @Slot()
    def _deliver(self) -> None:
        with self._lock:
            changes = tuple(self._waiting.values())
            self._waiting.clear()
        for change in changes:
            self.changed.emit(change)


def merged(one: ChangeSet, other: ChangeSet) -> ChangeSet:
    """Both changes as one; too many cards to name become ``many``."""
    agg_ids = one.agg_ids | other.agg_ids
    many = one.many or other.many or len(agg_ids) > MANY
    return ChangeSet(frozenset() if many else agg_ids, other.origin, many)
