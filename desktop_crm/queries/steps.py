"""Reading the next steps that are not done, of all customers and of one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desktop_crm.domain.steps import Due, until
from desktop_crm.store.engine import Store
from desktop_crm.store.raw import Row, fetch_all

#: Counting ends here: more than a page of "overdue" is only "many".
MOST_COUNTED = 1_000

#: As the partial index has it, word for word: SQLite compares the terms.
OPEN = "a.next_done_at IS NULL AND NOT a.deleted AND (a.next_action_at IS NOT NULL OR a.next_action IS NOT NULL)"
_NAMES = (
    "a.rid, a.id, a.agg_id, c.display_name, c.customer_no, a.next_action, a.next_action_at, a.summary, a.method,"
    " a.contacted_at, a.by"
)
_FROM = "FROM activity a JOIN customer c ON c.id = a.agg_id AND NOT c.deleted"


@dataclass(frozen=True, slots=True)
class Step:
    """A next step: what, when (UTC text, "" for no day), for whom, and the contact it came from."""

    rid: int
    row_id: str
    customer_id: str
    customer_name: str
    customer_no: str
    action: str
    due: str
    summary: str
    method: str
    contacted_at: str
    by: str


class StepQueries:
    """Reads of one profile. Thread-safe."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def page(self, after: Step | None = None, limit: int = 200) -> list[Step]:
        """Return steps in the order of their days, those without one last; ``after`` goes on behind a step."""
        with self._store.read() as connection:
            found: list[Row] = []
            if after is None or after.due:
                place = (after.due, after.rid) if after is not None else ("", 0)
                sql = (
                    f"SELECT {_NAMES} {_FROM} WHERE {OPEN} AND (a.next_action_at, a.rid) > (?, ?)"
                    " ORDER BY a.next_action_at, a.rid LIMIT ?"
                )
                found = fetch_all(connection, sql, (*place, limit))
            if len(found) < limit:
                rid = after.rid if after is not None and not after.due else 0
                sql = (
                    f"SELECT {_NAMES} {_FROM} WHERE {OPEN} AND a.next_action_at IS NULL AND a.rid > ?"
                    " ORDER BY a.rid LIMIT ?"
                )
                found += fetch_all(connection, sql, (rid, limit - len(found)))
        return [_step(row) for row in found]

    def of_customer(self, customer_id: str) -> list[Step]:
        """Return the open steps of a customer, the next one first."""
        sql = f"SELECT {_NAMES} {_FROM} WHERE a.agg_id = ? AND {OPEN} ORDER BY a.next_action_at IS NULL, 7, a.rid"
        with self._store.read() as connection:
            return [_step(row) for row in fetch_all(connection, sql, (customer_id,))]

    def counts(self, today: date) -> dict[Due, int]:
        """Count the steps of each time, each up to :data:`MOST_COUNTED`."""
        found, begin = {}, ""
        with self._store.read() as connection:
            for due in Due:
                end = until(due, today)
                place = "a.next_action_at IS NULL" if due is Due.UNDATED else "a.next_action_at >= ?"
                arguments: tuple[object, ...] = () if due is Due.UNDATED else (begin,)
                if end:
                    place, arguments = f"{place} AND a.next_action_at < ?", (begin, end)
                sql = f"SELECT count(*) FROM (SELECT 1 {_FROM} WHERE {OPEN} AND {place} LIMIT {MOST_COUNTED})"
                found[due] = int(str(fetch_all(connection, sql, arguments)[0][0]))
                begin = end or begin
        return found


def _step(row: Row) -> Step:
    texts = [str(value or "") for value in row[1:]]
    name, number = texts[2], texts[3]
    return Step(int(str(row[0])), texts[0], texts[1], name or number, number, *texts[4:])
