"""Merges and takings-apart as steps that can be undone."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_crm.domain.merging import Plan
from desktop_crm.services.merging import Merged, MergeService


class Merging:
    """Customers that were merged; undone, each has its own again."""

    def __init__(self, service: MergeService, plan: Plan, merged: Merged) -> None:
        self._service, self._plan, self._merged = service, plan, merged

    def undo(self) -> None:
        """Take them apart."""
        self._service.take_back(self._merged)

    def redo(self) -> None:
        """Merge them again. Raises RecordRefused when one says something else by now."""
        self._merged = self._service.merge(self._plan)


class Parting:
    """Merged customers that were taken apart; undone, they are merged as the program proposes."""

    def __init__(self, service: MergeService, stays: str, gone: Sequence[str]) -> None:
        self._service, self._stays, self._gone = service, stays, tuple(gone)

    def undo(self) -> None:
        """Merge them again. Raises NotFound while their rows have not come back from the server."""
        self._service.merge(self._service.plan([self._stays, *self._gone], self._stays))

    def redo(self) -> None:
        """Take them apart."""
        self._service.unmerge(self._gone)
