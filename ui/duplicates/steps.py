"""Telling two cards apart, as a step that can be undone."""

from __future__ import annotations

from desktop_crm.services.duplicate_search import DuplicateService, ToldApart


class TellingApart:
    """Two cards are not the same customer."""

    def __init__(self, service: DuplicateService, told: ToldApart) -> None:
        self._service, self._told = service, told

    def undo(self) -> None:
        """Offer them again."""
        self._service.take_back(self._told)

    def redo(self) -> None:
        """Tell them apart again."""
        self._told = self._service.tell_apart(self._told.customer_id, self._told.other_id)
