"""Reading the records that hang on customers: rows of one kind, and everything that happened to a customer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from desktop_crm.domain.fields import RecordType, Value
from desktop_crm.domain.records import RECORD_TYPES
from desktop_crm.errors import NotFound
from desktop_crm.store.engine import Store
from desktop_crm.store.projection import CODECS, RowImage
from desktop_crm.store.raw import fetch_all
from desktop_crm.store.recorder import load_row


@dataclass(frozen=True, slots=True)
class RecordRow:
    """One stored row. ``when`` is its date or instant as text, "" without one; ``version`` 0: not at the server yet."""

    record: str
    id: str
    customer_id: str
    values: Mapping[str, Value]
    when: str
    created_by: str
    updated_at: str
    version: int
    deleted: bool


class RowQueries:
    """Reads of one profile. Thread-safe."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def row(self, record: str, row_id: str) -> RecordRow:
        """Return one row, a removed one too. Raises NotFound."""
        with self._store.read() as connection:
            image = load_row(connection, RECORD_TYPES[record], row_id)
        if image is None:
            raise NotFound(record=record, id=row_id)
        return _row(image)

    def of_customer(self, record: str, customer_id: str, *, limit: int = 1_000) -> list[RecordRow]:
        """Return the rows of a customer, the newest first (:attr:`RecordType.when`), removed ones left out."""
        with self._store.read() as connection:
            return rows_of(connection, RECORD_TYPES[record], customer_id, limit)

    def timeline(self, customer_id: str, records: Sequence[str], *, limit: int = 500) -> list[RecordRow]:
        """Return rows of several kinds in one list, the newest first."""
        with self._store.read() as connection:
            found = [row for name in records for row in rows_of(connection, RECORD_TYPES[name], customer_id, limit)]
        return sorted(found, key=lambda row: (row.when, row.id), reverse=True)[:limit]

    def names(self, rows: Sequence[RecordRow]) -> dict[str, str]:
        """Name what the references of some rows mean: customers, orders, persons, by id."""
        wanted: dict[str, set[str]] = {}
        for row in rows:
            for field in RECORD_TYPES[row.record]:
                value = row.values.get(field.id)
                if value and field.refers in _NAMED:
                    wanted.setdefault(field.refers, set()).add(str(value))
        with self._store.read() as connection:
            return {key: name for refers, ids in wanted.items() for key, name in _names(connection, refers, ids)}

    def counts(self, customer_id: str, records: Sequence[str]) -> dict[str, int]:
        """Count the rows of a customer by kind."""
        with self._store.read() as connection:
            return {
                name: int(
                    connection.exec_driver_sql(
                        f'SELECT count(*) FROM "{name}" WHERE agg_id = ? AND NOT deleted', (customer_id,)
                    ).scalar()
                    or 0
                )
                for name in records
            }


#: What a reference names: the tables it may be in, and the column people know it by.
_NAMED = {
    "customer": (("customer", "display_name"),),
    "contact": (("contact", "name"), ("family_member", "name")),
    "sales_order": (("sales_order", "order_no"),),
    "campaign": (("campaign", "name"),),
}


def _names(connection: Connection, refers: str, ids: set[str]) -> list[tuple[str, str]]:
    marks = ",".join("?" * len(ids))
    return [
        (str(key), str(name or ""))
        for table, column in _NAMED[refers]
        for key, name in fetch_all(connection, f'SELECT id, "{column}" FROM "{table}" WHERE id IN ({marks})', (*ids,))
    ]


def rows_of(connection: Connection, record: RecordType, customer_id: str, limit: int) -> list[RecordRow]:
    """Read the rows of one kind, newest first."""
    order = f'"{record.when}" DESC, rid DESC' if record.when else "rid"
    sql = f"{CODECS[record.name].select_sql} WHERE agg_id = ? AND NOT deleted ORDER BY {order} LIMIT ?"
    codec = CODECS[record.name]
    return [_row(codec.image(row)) for row in fetch_all(connection, sql, (customer_id, limit))]


def _row(image: RowImage) -> RecordRow:
    when = image.values.get(image.record.when) if image.record.when else None
    return RecordRow(
        image.record.name,
        image.id,
        image.agg_id,
        image.values,
        str(when or ""),
        image.stamps.get("created_by", ""),
        image.stamps.get("updated_at", ""),
        image.version,
        image.deleted,
    )
