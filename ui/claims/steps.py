"""Withdrawing a claim as a step that can be undone."""

from __future__ import annotations

from desktop_crm.services.claims import ClaimService


class Withdrawing:
    """One's claim in a case, taken back or (``again``) taken up again."""

    def __init__(self, service: ClaimService, case_id: str, *, again: bool) -> None:
        self._service, self._case_id, self._again = service, case_id, again

    def undo(self) -> None:
        """Do the opposite. Raises RecordRefused once the case is decided."""
        self._service.withdraw(self._case_id, again=not self._again)

    def redo(self) -> None:
        """Do it again. Raises RecordRefused once the case is decided."""
        self._service.withdraw(self._case_id, again=self._again)
