"""Operations on their way to the server: pending, then acknowledged, then done.

``acked``: the server has answered, but its answer has not come back by a pull yet, so the operation
still lies over the server's state on the screen. ``done`` operations stay for at least 30 days: they are
what a server restored from a backup gets back.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec
from sqlalchemy import Connection

from desktop_crm.store import meta

KEEP_DONE_DAYS = 30
_encode = msgspec.json.Encoder(order="sorted").encode


@dataclass(frozen=True, slots=True)
class Receipt:
    """The server's answer to one operation: number of its commit, outcome, and the whole of it as JSON."""

    op_id: str
    seq: int
    outcome: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Pending:
    """What waits for the server."""

    operations: int
    customers: int


def pending(connection: Connection) -> Pending:
    """Count the operations without an answer and the cards they touch."""
    row = connection.exec_driver_sql(
        "SELECT count(*), count(DISTINCT nullif(agg_id, 'org')) FROM outbox WHERE state = 'pending'"
    ).one()
    return Pending(int(row[0]), int(row[1]))


def next_batch(connection: Connection, max_ops: int, max_bytes: int, after: str = "") -> list[tuple[str, bytes]]:
    """Return the oldest pending operations as (id, JSON), whole save groups where they fit; those behind ``after``.

    At least one operation comes, however large, so that one big edit cannot stop the queue.
    """
    rows = connection.exec_driver_sql(
        "SELECT op_id, save_group, payload FROM outbox WHERE state = 'pending'"
        " AND n > coalesce((SELECT n FROM outbox WHERE op_id = ?), 0) ORDER BY n LIMIT ?",
        (after, max_ops + 1),
    ).fetchall()
    batch: list[tuple[str, bytes]] = []
    size, boundary = 0, 0
    for position, (op_id, group, payload) in enumerate(rows):
        data = str(payload).encode()
        if batch and (len(batch) == max_ops or size + len(data) > max_bytes):
            return batch[:boundary] if boundary else batch
        batch.append((str(op_id), data))
        size += len(data)
        following = rows[position + 1][1] if position + 1 < len(rows) else None
        if following != group:
            boundary = len(batch)
    return batch


def kept_after(connection: Connection, n: int, most: int) -> list[tuple[int, bytes]]:
    """Return operations that are kept, answered or not, as (position, JSON), those after a position."""
    sql = "SELECT n, payload FROM outbox WHERE n > ? ORDER BY n LIMIT ?"
    return [(int(row[0]), str(row[1]).encode()) for row in connection.exec_driver_sql(sql, (n, most))]


def acknowledge(connection: Connection, receipts: Iterable[Receipt], at: str = "") -> None:
    """Write down the server's answers. Answers name operations, never "this row is clean"."""
    rows = [(item.seq, item.outcome, item.answer or None, at or None, item.op_id) for item in receipts]
    if rows:
        connection.exec_driver_sql(
            "UPDATE outbox SET state = 'acked', seq = ?, outcome = ?, receipt = ?, acked_at = ?"
            " WHERE op_id = ? AND state = 'pending'",
            rows,
        )


def reopen(connection: Connection) -> int:
    """Offer every operation that is still kept once more, as concurrent with everything; return how many.

    For a server that forgot. One that still knows an operation answers it again by its id.
    """
    connection.exec_driver_sql(
        "UPDATE outbox SET state = 'pending', seq = NULL, outcome = NULL, done_at = NULL, acked_at = NULL,"
        " receipt = NULL WHERE state != 'pending'"
    )
    meta.put(connection, keep_from_seq=None, keep_from_at=None)  # of commits that are no more
    forget_bases(connection)
    return pending(connection).operations


def forget_bases(connection: Connection) -> None:
    """Take the numbers of a history that is no more out of what waits. Nothing else ever edits a payload."""
    rows = connection.exec_driver_sql("SELECT payload, op_id FROM outbox WHERE state = 'pending'").fetchall()
    edited = []
    for payload, op_id in rows:
        operation = msgspec.json.decode(str(payload), type=dict[str, object])
        if operation.get("base") or operation.get("c"):
            fresh = _encode({**operation, "base": 0, "c": 0}).decode()
            edited.append((fresh, op_id))
    if edited:
        connection.exec_driver_sql("UPDATE outbox SET payload = ? WHERE op_id = ?", edited)


def answered(connection: Connection, head: int) -> bool:
    """Say whether operations wait only for the state up to ``head`` to be applied."""
    sql = "SELECT 1 FROM outbox WHERE state = 'acked' AND seq <= ? LIMIT 1"
    return connection.exec_driver_sql(sql, (head,)).fetchone() is not None


def finish(connection: Connection, head: int, now: str) -> None:
    """Mark as done what the applied state of the server already contains."""
    connection.exec_driver_sql(
        "UPDATE outbox SET state = 'done', done_at = ? WHERE state = 'acked' AND seq <= ?", (now, head)
    )


def forget_old(connection: Connection, now: str, server_now: str) -> None:
    """Drop operations that were done more than ``KEEP_DONE_DAYS`` ago, by both clocks.

    The laptop's clock alone says nothing: it may have been wrong when an operation was done. So a commit is
    marked as known at a moment that neither clock thinks later, and when both agree that the mark is old enough,
    what was answered up to it goes. An operation therefore stays up to twice as long.
    """
    earlier, later = sorted((now, server_now))
    marked_at = meta.get(connection, "keep_from_at")
    limit = datetime.fromisoformat(earlier) - timedelta(days=KEEP_DONE_DAYS)
    if marked_at and marked_at <= later and datetime.fromisoformat(marked_at) > limit:
        return
    if marked_at and marked_at <= later:
        marked = meta.get_int(connection, "keep_from_seq")
        connection.exec_driver_sql("DELETE FROM outbox WHERE state = 'done' AND seq <= ?", (marked,))
    meta.put(connection, keep_from_at=later, keep_from_seq=meta.get_int(connection, "since"))


def open_operations(connection: Connection, covered: int = -1) -> dict[str, list[bytes]]:
    """Return the JSON of the operations that lie over the server's state, by row, oldest first.

    Operations answered in commit ``covered`` or before are left out.
    """
    found: dict[str, list[bytes]] = {}
    for row_id, payload in connection.exec_driver_sql(
        "SELECT row_id, payload FROM outbox INDEXED BY outbox_open_by_row"
        " WHERE state != 'done' AND (seq IS NULL OR seq > ?) ORDER BY row_id, n",
        (covered,),
    ):
        found.setdefault(str(row_id), []).append(str(payload).encode())
    return found


def open_merges(connection: Connection, covered: int = -1) -> list[tuple[int, bytes]]:
    """Return (position, JSON) of the open operations that merge cards or take them apart, oldest first."""
    rows = connection.exec_driver_sql(
        "SELECT n, payload FROM outbox INDEXED BY outbox_open_merges WHERE state != 'done'"
        " AND instr(payload, 'merged_into') > 0 AND (seq IS NULL OR seq > ?) ORDER BY n",
        (covered,),
    )
    return [(int(n), str(payload).encode()) for n, payload in rows]


def open_of_row(connection: Connection, row_id: str, covered: int = -1) -> list[tuple[int, bytes]]:
    """Return (position, JSON) of the operations that lie over the server's state of one row, oldest first."""
    rows = connection.exec_driver_sql(
        "SELECT n, payload FROM outbox INDEXED BY outbox_open_by_row"
        " WHERE state != 'done' AND row_id = ? AND (seq IS NULL OR seq > ?) ORDER BY n",
        (row_id, covered),
    )
    return [(int(n), str(payload).encode()) for n, payload in rows]


def cards_waiting(connection: Connection, agg_ids: Iterable[str]) -> set[str]:
    """Say which of some cards have operations without an answer."""
    ids = list(agg_ids)
    if not ids:
        return set()
    marks = ",".join("?" * len(ids))
    sql = (
        f"SELECT agg_id FROM outbox WHERE state = 'pending' AND agg_id IN ({marks})"
        f" UNION SELECT agg_id FROM merged_card WHERE version = 0 AND agg_id IN ({marks})"  # merged, and not sent
    )
    return {str(row[0]) for row in connection.exec_driver_sql(sql, (*ids, *ids))}
