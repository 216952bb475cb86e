"""Destroying what a laptop holds of a person who was erased: more than of a card that only left."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection

#: Word of the server for it: why a card is dropped, and the outcome of an operation on one.
ERASED = "erased"


def cards_of(connection: Connection, op_ids: Iterable[str]) -> set[str]:
    """Find the cards of operations."""
    found: set[str] = set()
    for op_id in op_ids:
        row = connection.exec_driver_sql("SELECT agg_id FROM outbox WHERE op_id = ?", (op_id,)).fetchone()
        if row is not None:
            found.add(str(row[0]))
    return found


def forget_rows(connection: Connection, op_ids: Iterable[str]) -> None:
    """Destroy the operations on the rows of these: rows of a person who was erased, taken here for those of a card that
    stays. The rows themselves go with the next state from the server."""
    rows = [(op_id,) for op_id in op_ids]
    if rows:
        here = "SELECT row_id FROM outbox WHERE op_id = ?"
        connection.exec_driver_sql(f"DELETE FROM base_row WHERE id IN ({here})", rows)
        connection.exec_driver_sql(f"DELETE FROM outbox WHERE row_id IN ({here})", rows)


#: The form of a person and those of its rows, whose keys hold the id after four letters (services/drafts.py).
_DRAFTS = "DELETE FROM draft WHERE ? IN (key, substr(key, 5, 36))"


def purge(connection: Connection, agg_ids: Iterable[str]) -> None:
    """Destroy operations, sent or not, with the state they lie over, and the unsaved form. The rows went before."""
    rows = [(agg_id,) for agg_id in agg_ids]
    if not rows:
        return
    below = "DELETE FROM base_row WHERE id IN (SELECT row_id FROM outbox WHERE agg_id = ?)"
    for sql in (below, "DELETE FROM outbox WHERE agg_id = ?", _DRAFTS):
        connection.exec_driver_sql(sql, rows)
