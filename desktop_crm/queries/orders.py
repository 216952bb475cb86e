"""Finding what a list of orders speaks of: customers by number or name, orders by number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from desktop_crm.domain.fields import Value
from desktop_crm.domain.file_records import SALES_ORDER
from desktop_crm.store.engine import Store
from desktop_crm.store.projection import CODECS
from desktop_crm.store.raw import Row, fetch_all

_SLICE = 500


@dataclass(frozen=True, slots=True)
class KnownOrder:
    """An order that is here."""

    id: str
    customer_id: str
    values: Mapping[str, Value]


class OrderLookups:
    """Reads of one profile. Thread-safe."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def customers_by_number(self, numbers: Sequence[str]) -> dict[str, list[str]]:
        """Return the ids of customers by number; those in the recycle bin are left out."""
        return self._customers("customer_no", numbers)

    def customers_by_name(self, names: Sequence[str]) -> dict[str, list[str]]:
        """Return the ids of customers by their whole name."""
        return self._customers("display_name", names)

    def orders(self, numbers: Sequence[str]) -> dict[str, KnownOrder]:
        """Return the orders that are here, by number; the first of several."""
        codec = CODECS[SALES_ORDER.name]
        sql = f"{codec.select_sql} WHERE order_no IN ({{marks}}) AND NOT deleted ORDER BY rid DESC"
        images = [codec.image(row) for row in self._rows(sql, numbers)]
        return {str(one.values["order_no"]): KnownOrder(one.id, one.agg_id, one.values) for one in images}

    def _customers(self, column: str, words: Sequence[str]) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        sql = f"SELECT {column}, id FROM customer WHERE {column} IN ({{marks}}) AND NOT deleted ORDER BY rid"
        for word, customer_id in self._rows(sql, words):
            found.setdefault(str(word), []).append(str(customer_id))
        return found

    def _rows(self, sql: str, words: Sequence[str]) -> Iterator[Row]:
        wanted = sorted(set(words))
        with self._store.read() as connection:
            for start in range(0, len(wanted), _SLICE):
                part = wanted[start : start + _SLICE]
                yield from fetch_all(connection, sql.format(marks=",".join("?" * len(part))), part)
