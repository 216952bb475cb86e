"""How far a plan to collect information is: by field, channel and salesperson, from the files themselves (AC25)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from desktop_crm.domain.fields import FieldType, Values
from desktop_crm.domain.filters.reading import read_filter
from desktop_crm.domain.filters.tree import EVERYBODY
from desktop_crm.domain.records import CUSTOMER
from desktop_crm.queries.customers import ListFilter
from desktop_crm.queries.filters import Asker
from desktop_crm.store import meta
from desktop_crm.store.engine import Store
from desktop_crm.store.raw import fetch_all


@dataclass(frozen=True, slots=True)
class Count:
    """Files of one channel and salesperson: all, those that have the field, those that got it since the plan began."""

    channel: str
    salesperson: str
    files: int
    filled: int
    gained: int


class CollectionQueries:
    """Reads of one profile. Thread-safe."""

    def __init__(self, store: Store, *, today: Callable[[], date]) -> None:
        self._store, self._today = store, today

    def progress(self, plan: Values, field_id: str) -> list[Count]:
        """Count the files of a plan's target group for one field. Raises UsageError for a target that is no filter.

        A file got the field since the plan began when it was made since, or when its history says so.
        """
        target, since = str(plan.get("target") or ""), str(plan.get("starts_on") or "")
        where = ListFilter(where=read_filter(target) if target else EVERYBODY)
        declared = CUSTOMER[field_id]
        empty = "'[]'" if declared.type is FieldType.SET else "''"
        filled = f'(customer."{field_id}" IS NOT NULL AND customer."{field_id}" <> {empty})'
        told = (
            "(customer.created_at >= ? OR EXISTS (SELECT 1 FROM history h WHERE h.agg_id = customer.id"
            " AND h.row_id = customer.id AND h.field = ? AND h.at >= ? AND h.new IS NOT NULL))"
        )
        with self._store.read() as connection:
            clause, arguments = where.clause(Asker(self._today(), meta.get(connection, "user_id")))
            rows = fetch_all(
                connection,
                "SELECT coalesce(customer.source_channel, ''), coalesce(customer.signed_by, ''), count(*),"
                f" sum({filled}), sum({filled} AND {told}) FROM customer WHERE {clause} GROUP BY 1, 2 ORDER BY 1, 2",
                (since, field_id, since, *arguments),
            )
        return [Count(str(row[0]), str(row[1]), *(int(str(number or 0)) for number in row[2:])) for row in rows]
