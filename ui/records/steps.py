"""Undo of what was done to rows of a customer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_crm.domain.fields import Values
from desktop_crm.queries.rows import RowQueries
from desktop_crm.services.rows import RowService
from ui.undo import Step, differences


@dataclass(frozen=True, slots=True)
class RowEdit:
    """One row before and after; None where there was none. A field that somebody changed since is left alone."""

    rows: RowService
    queries: RowQueries
    record: str
    row_id: str
    before: Values | None
    after: Values | None

    def undo(self) -> None:
        """Bring the row back to what it was."""
        self._go(self.after, self.before)

    def redo(self) -> None:
        """Do it again."""
        self._go(self.before, self.after)

    def _go(self, start: Values | None, target: Values | None) -> None:
        if target is None:
            self.rows.remove(self.record, self.row_id)
        elif start is None:
            self.rows.restore(self.record, self.row_id)
        else:
            present = self.queries.row(self.record, self.row_id).values
            changes = differences(start, target, present)
            if changes:
                self.rows.change(self.record, self.row_id, changes)


@dataclass(frozen=True, slots=True)
class Together:
    """Several steps of one save."""

    steps: Sequence[Step]

    def undo(self) -> None:
        """Take them back, the last first."""
        for step in reversed(self.steps):
            step.undo()

    def redo(self) -> None:
        """Do them again."""
        for step in self.steps:
            step.redo()
