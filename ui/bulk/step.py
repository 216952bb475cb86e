"""A batch as one step that can be undone."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_crm.services.batches import BatchService


@dataclass(frozen=True, slots=True)
class BatchStep:
    """A bulk edit, a paste or an import. Equal steps are of the same batch. ``cards`` says how much there is to do."""

    service: BatchService
    n: int
    cards: int = 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, BatchStep) and other.n == self.n

    def __hash__(self) -> int:
        return hash(self.n)

    def undo(self) -> None:
        """Take it back, at once."""
        self.service.undo(self.n)

    def redo(self) -> None:
        """Do it again, at once."""
        self.service.redo(self.n)
