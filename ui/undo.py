"""Undo and redo of what a person did to customers, by inverse edits through the service.

Nothing is rolled back: an undo is a new save with its own history, so it synchronises like any other. A field
that somebody else changed since is left alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from desktop_crm.domain.fields import Value, Values
from desktop_crm.queries.customers import CustomerCard, CustomerQueries
from desktop_crm.services.customers import CustomerService, GridInput

#: Steps that can be taken back.
LIMIT = 100


class Step(Protocol):
    """Something done that can be undone and done again."""

    def undo(self) -> None:
        """Take it back. Raises CrmError when that is impossible; nothing is changed then."""

    def redo(self) -> None:
        """Do it again."""


def cards_of(step: Step | None) -> int:
    """Return how many customers a step touches, as its ``cards`` says; those that do not say touch one."""
    return int(getattr(step, "cards", 1)) if step is not None else 0


@dataclass(frozen=True, slots=True)
class Deletion:
    """Customers moved to the recycle bin."""

    service: CustomerService
    ids: tuple[str, ...]

    @property
    def cards(self) -> int:
        """How many they are."""
        return len(self.ids)

    def undo(self) -> None:
        """Restore them."""
        for customer_id in self.ids:
            self.service.restore(customer_id)

    def redo(self) -> None:
        """Delete them."""
        for customer_id in self.ids:
            self.service.delete(customer_id)


@dataclass(frozen=True, slots=True)
class Opposite:
    """The reverse of another step: a restoration or a creation is an undone deletion."""

    step: Step

    @property
    def cards(self) -> int:
        """As many as the other step's."""
        return cards_of(self.step)

    def undo(self) -> None:
        """Redo the other step."""
        self.step.redo()

    def redo(self) -> None:
        """Undo the other step."""
        self.step.undo()


class CardEdit:
    """One save of the form: the card before and after it."""

    def __init__(
        self, service: CustomerService, queries: CustomerQueries, before: CustomerCard, after: CustomerCard
    ) -> None:
        self._service = service
        self._queries = queries
        self._before = before
        self._after = after
        self._successor: dict[str, str] = {}  # a grid row that comes back gets a new id

    @property
    def changed(self) -> bool:
        """Whether the save changed anything a person can see."""
        return dict(self._before.values) != dict(self._after.values) or self._before.grid != self._after.grid

    def undo(self) -> None:
        """Bring back what the save changed."""
        self._go(self._after, self._before)

    def redo(self) -> None:
        """Change it again."""
        self._go(self._before, self._after)

    def _go(self, start: CustomerCard, target: CustomerCard) -> None:
        present = self._queries.card(target.id)
        values = differences(start.values, target.values, present.values)
        grid, returning = self._grid(start, target, present)
        self._service.update(target.id, values, grid)
        if returning:
            known = {row.id for row in present.grid}
            made = [row.id for row in self._queries.card(target.id).grid if row.id not in known]
            self._successor.update(zip(returning, made, strict=False))

    def _grid(
        self, start: CustomerCard, target: CustomerCard, present: CustomerCard
    ) -> tuple[list[GridInput], list[str]]:
        """Return the grid edits, and the ids of the rows they bring back."""
        here = {row.id: row.values for row in present.grid}
        before = {self._now(row.id): row.values for row in start.grid}
        wanted = {self._now(row.id): row.values for row in target.grid}
        edits = [GridInput({}, row_id, removed=True) for row_id in before if row_id in here and row_id not in wanted]
        returning: list[str] = []
        for row in target.grid:
            row_id = self._now(row.id)
            if row_id in here and row_id in before:
                changes = differences(before[row_id], wanted[row_id], here[row_id])
                edits.extend([GridInput(changes, row_id)] if changes else [])
            elif row_id not in here and row_id not in before:
                edits.append(GridInput(row.values))
                returning.append(row.id)
        return edits, returning

    def _now(self, row_id: str) -> str:
        while row_id in self._successor:
            row_id = self._successor[row_id]
        return row_id


def differences(start: Values, target: Values, present: Values) -> dict[str, Value]:
    """Return the values that lead from start to target, without those that are something else by now."""
    names = {**start, **target}
    return {
        name: target.get(name)
        for name in names
        if start.get(name) != target.get(name) and present.get(name) == start.get(name)
    }


class UndoStack(QObject):
    """Steps in order; ``changed`` follows every change of what can be undone or redone."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._done: list[Step] = []
        self._undone: list[Step] = []

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to do again."""
        return bool(self._undone)

    @property
    def newest(self) -> Step | None:
        """The step that would be taken back."""
        return self._done[-1] if self._done else None

    @property
    def newest_undone(self) -> Step | None:
        """The step that would be done again."""
        return self._undone[-1] if self._undone else None

    def lift(self, *, again: bool) -> Step | None:
        """Take the newest step, or the newest undone one, off its pile, to do it in the background; None without one.

        :meth:`lay` puts it down when it is done; one that failed is forgotten.
        """
        source = self._undone if again else self._done
        step = source.pop() if source else None
        self.changed.emit()
        return step

    def lay(self, step: Step, *, undone: bool) -> None:
        """Put a step that was lifted onto the other pile."""
        (self._undone if undone else self._done).append(step)
        self.changed.emit()

    def moved(self, step: Step, *, undone: bool) -> None:
        """Note that a step was taken back, or done again, by other means: in the background, from the list of batches.

        One that is not known here is left unknown.
        """
        source, target = (self._done, self._undone) if undone else (self._undone, self._done)
        if step in source:
            source.remove(step)
            target.append(step)
            self.changed.emit()

    def push(self, step: Step) -> None:
        """Remember a step that was just done."""
        self._done.append(step)
        del self._done[:-LIMIT]
        self._undone.clear()
        self.changed.emit()

    def undo(self) -> bool:
        """Take back the newest step; False when there is none. Raises CrmError, the step is forgotten then."""
        return self._move(self._done, self._undone, "undo")

    def redo(self) -> bool:
        """Do the newest undone step again; False when there is none. Raises CrmError."""
        return self._move(self._undone, self._done, "redo")

    def take_back(self, step: Step) -> bool:
        """Undo one step if it is the newest; False when others followed."""
        return self.undo() if self._done and self._done[-1] is step else False

    def clear(self) -> None:
        """Forget everything."""
        self._done.clear()
        self._undone.clear()
        self.changed.emit()

    def _move(self, source: list[Step], target: list[Step], what: str) -> bool:
        if not source:
            return False
        step = source.pop()
        try:
            getattr(step, what)()
            target.append(step)
        finally:
            self.changed.emit()
        return True


def deletion(service: CustomerService, ids: Sequence[str]) -> Deletion:
    """Make the step of a deletion that was just done."""
    return Deletion(service, tuple(ids))
