"""Reading what was done to many customers at once: the list of batches, and what an undoing left alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from desktop_crm.errors import NotFound
from desktop_crm.store import batches
from desktop_crm.store.batches import Batch, Outcome, Skipped
from desktop_crm.store.engine import Store


class State(StrEnum):
    """How a batch stands."""

    RUNNING = "running"
    DONE = "done"
    PART = "part"  # stopped or broken off: a part of it was done
    UNDONE = "undone"
    PART_UNDONE = "part_undone"  # the undoing was stopped or broken off


@dataclass(frozen=True, slots=True)
class BatchItem:
    """One batch as the list shows it; ``last`` is its newest reversal, if any."""

    batch: Batch
    state: State
    last: Batch | None = None

    @property
    def can_undo(self) -> bool:
        """Whether there is something to take back."""
        return self.state in (State.DONE, State.PART, State.PART_UNDONE)

    @property
    def can_redo(self) -> bool:
        """Whether there is something to do again."""
        return self.state in (State.UNDONE, State.PART_UNDONE)


@dataclass(frozen=True, slots=True)
class SkippedItem:
    """What an undoing left alone, with the customer's number and name."""

    skipped: Skipped
    customer_no: str
    name: str


class BatchQueries:
    """Reads of batches. ``is_running`` says whether this program is at work on one."""

    def __init__(self, store: Store, is_running: Callable[[int], bool]) -> None:
        self._store, self._is_running = store, is_running

    def newest(self, limit: int = 100) -> list[BatchItem]:
        """Return the newest batches, the newest first."""
        with self._store.read() as connection:
            found = batches.newest(connection, limit)
            chains = [batches.chain(connection, batch.n) for batch in found]
        return [self._item(chain) for chain in chains]

    def one(self, n: int) -> BatchItem:
        """Return one batch. Raises NotFound."""
        with self._store.read() as connection:
            chain = batches.chain(connection, n)
        if not chain:
            raise NotFound(record="batch", id=n)
        return self._item(chain)

    def named(self, report: Sequence[Skipped]) -> list[SkippedItem]:
        """Give what an undoing left alone the names of the customers; those that are gone have none."""
        ids = sorted({one.agg_id for one in report})
        known: dict[str, tuple[str, str]] = {}
        with self._store.read() as connection:
            for start in range(0, len(ids), 500):
                part = tuple(ids[start : start + 500])
                sql = f"SELECT id, customer_no, display_name FROM customer WHERE id IN ({','.join('?' * len(part))})"
                rows = connection.exec_driver_sql(sql, part)
                known.update((str(row[0]), (str(row[1] or ""), str(row[2] or ""))) for row in rows)
        return [SkippedItem(one, *known.get(one.agg_id, ("", ""))) for one in report]

    def _item(self, chain: Sequence[Batch]) -> BatchItem:
        first, last = chain[0], chain[-1]
        if any(self._is_running(one.n) for one in chain):
            state = State.RUNNING
        elif len(chain) == 1:
            state = State.DONE if first.outcome is Outcome.DONE else State.PART
        elif len(chain) % 2:
            state = State.DONE if last.outcome is Outcome.DONE else State.PART_UNDONE
        else:
            state = State.UNDONE if last.outcome is Outcome.DONE else State.PART_UNDONE
        return BatchItem(first, state, last if len(chain) > 1 else None)
