"""A value taken back from the history, as a step that can be undone."""

from __future__ import annotations

from desktop_crm.services.history import HistoryService, Taken


class Taking:
    """What was taken; a field that somebody else changed since is left alone by the undo."""

    def __init__(self, service: HistoryService, taken: Taken) -> None:
        self._service, self._taken = service, taken

    def undo(self) -> None:
        """Give it back."""
        self._service.take_back(self._taken)

    def redo(self) -> None:
        """Take it again."""
        self._taken = self._service.take(self._taken.customer_id, self._taken.wanted)
