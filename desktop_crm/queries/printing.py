"""What printing asks of many customers at once, by key."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence

from desktop_crm.store.engine import Store
from desktop_crm.store.raw import fetch_all

_SLICE = 500


class PrintQueries:
    """Reads of one profile. Thread-safe."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def trading(self, rids: Sequence[int], start: str = "", end: str = "") -> set[int]:
        """Say which customers have an order that was not cancelled, in a period of ISO days; "" is open."""
        sql = (
            "SELECT c.rid FROM customer c WHERE c.rid IN ({marks}) AND EXISTS (SELECT 1 FROM sales_order o"
            " WHERE o.agg_id = c.id AND NOT o.deleted AND o.state IS NOT 'cancelled'"
            " AND o.ordered_on >= ? AND o.ordered_on <= ?)"
        )
        bounds = (start, end or "9999-12-31")
        return {int(str(row[0])) for part in _parts(rids) for row in self._rows(sql, part, bounds)}

    def by_number(self, rids: Sequence[int]) -> array[int]:
        """Sort customers by their number (编号)."""
        found = [
            (str(row[1] or ""), int(str(row[0])))
            for part in _parts(rids)
            for row in self._rows("SELECT rid, customer_no FROM customer WHERE rid IN ({marks})", part)
        ]
        return array("q", (rid for _, rid in sorted(found)))

    def _rows(self, sql: str, part: Sequence[int], more: Sequence[object] = ()) -> list[Sequence[object]]:
        with self._store.read() as connection:
            return [*fetch_all(connection, sql.format(marks=",".join("?" * len(part))), (*part, *more))]


def _parts(rids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (rids[start : start + _SLICE] for start in range(0, len(rids), _SLICE))
