"""Unsaved input that survives a kill: what a form holds, kept in the encrypted store until it is saved.

A draft is no record: it has no history, is never sent, and may hold text that no field would take.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from desktop_crm.clock import Clock
from desktop_crm.domain.values import Json, decode, encode
from desktop_crm.store.engine import Store

#: Keys of drafts of customers that have no card yet begin with this; others are customer ids.
NEW = "new:"
#: Keys of drafts of a customer's rows (:class:`RowKey`).
ROW = "row:"
#: In place of a row's id: a new row, and the quick log.
NEW_ROW, QUICK = "new", "quick"


@dataclass(frozen=True, slots=True)
class RowKey:
    """The draft of one row of a customer, who has at most one unsaved new row of a record type."""

    customer_id: str
    record: str
    row_id: str = NEW_ROW

    def __str__(self) -> str:
        return f"{ROW}{self.customer_id}:{self.record}:{self.row_id}"


def row_key(key: str) -> RowKey | None:
    """Read the key of a row's draft; None for one of a customer's form."""
    parts = key.removeprefix(ROW).split(":")
    return RowKey(*parts) if key.startswith(ROW) and len(parts) == 3 else None


@dataclass(frozen=True, slots=True)
class Draft:
    """One unsaved form. ``key`` is a customer id or begins with :data:`NEW` or :data:`ROW`; ``saved_at`` is UTC."""

    key: str
    document: Mapping[str, Json]
    saved_at: str

    @property
    def customer_id(self) -> str | None:
        """Card that was being edited, or whose row was; None for a customer not filed yet."""
        if (row := row_key(self.key)) is not None:
            return row.customer_id
        return None if self.key.startswith(NEW) else self.key


class DraftService:
    """Keeps drafts. Safe in any thread; each call is one short transaction."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def put(self, key: str, document: Mapping[str, Json]) -> None:
        """Keep a document under a key, instead of an earlier one.

        Raises UsageError for what is not JSON, StoreError when it cannot be written.
        """
        body = encode(document)
        with self._store.write() as connection:
            connection.exec_driver_sql(
                "INSERT OR REPLACE INTO draft (key, body, saved_at) VALUES (?, ?, ?)", (key, body, self._clock())
            )

    def get(self, key: str) -> Draft | None:
        """Return the draft under a key; None when there is none."""
        with self._store.read() as connection:
            row = connection.exec_driver_sql("SELECT key, body, saved_at FROM draft WHERE key = ?", (key,)).fetchone()
        return Draft(str(row[0]), decode(str(row[1])), str(row[2])) if row else None

    def all(self) -> list[Draft]:
        """Return every draft, newest first."""
        with self._store.read() as connection:
            rows = connection.exec_driver_sql("SELECT key, body, saved_at FROM draft ORDER BY saved_at DESC, key DESC")
            return [Draft(str(key), decode(str(body)), str(saved_at)) for key, body, saved_at in rows]

    def drop(self, key: str) -> None:
        """Forget a draft; nothing happens when there is none."""
        with self._store.write() as connection:
            connection.exec_driver_sql("DELETE FROM draft WHERE key = ?", (key,))
