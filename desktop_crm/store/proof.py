"""What this laptop holds of the server's state, in the form in which it is compared with the server's.

The hash of a card as the server told it is kept beside the customer (``card_hash``); the rows from which
it can be computed anew are the typed rows, or their ``base_row`` while operations lie over them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection

from desktop_crm.domain.records import RECORD_TYPES
from desktop_crm.store import meta
from desktop_crm.store.projection import CODECS
from desktop_crm.store.raw import fetch_all
from desktop_crm.store.replica import ORGANISATION
from desktop_crm.store.schema import CARD_TABLES, card_key


class Line(msgspec.Struct):
    """One line of the server's history, as it came (:class:`sync.protocol.HistoryLine`)."""

    op: str
    i: int


@dataclass(frozen=True, slots=True)
class Extent:
    """How much of a card's history was fetched: commits ``newest`` down to ``before``, 0 for all of it."""

    fetched_at: str
    newest: int
    before: int


@dataclass(frozen=True, slots=True)
class BaseRow:
    """One row as the server last sent it; ``body`` is canonical JSON."""

    agg_id: str
    id: str
    version: int
    deleted: bool
    body: str
    type: str


def card_hashes(connection: Connection) -> dict[str, str]:
    """Return the kept hash of every card that came from the server, "" where none is kept."""
    found: dict[str, str] = {}
    for table in CARD_TABLES:
        rows: Any = fetch_all(connection, f"SELECT id, coalesce(card_hash, '') FROM {table} WHERE version > 0")
        found.update(rows)
    organisation = meta.get(connection, "org_hash")
    if organisation or connection.exec_driver_sql("SELECT 1 FROM employee LIMIT 1").fetchone():
        found[ORGANISATION] = organisation
    return found


def cards_from_server(connection: Connection) -> int:
    """Count the cards that the server has sent or accepted."""
    return int(connection.exec_driver_sql("SELECT count(*) FROM customer WHERE version > 0").scalar() or 0)


def hashes_of(connection: Connection, agg_ids: Sequence[str]) -> dict[str, str]:
    """Return the kept hashes of some cards, "" where none is kept; cards that are gone are left out."""
    marks = ",".join("?" * len(agg_ids))
    found: dict[str, str] = {}
    for table in CARD_TABLES:
        sql = f"SELECT id, card_hash FROM {table} WHERE version > 0 AND id IN ({marks})"
        found |= {str(agg_id): str(kept or "") for agg_id, kept in connection.exec_driver_sql(sql, tuple(agg_ids))}
    if ORGANISATION in agg_ids:
        found[ORGANISATION] = meta.get(connection, "org_hash")
    return found


def base_rows(connection: Connection, agg_ids: Sequence[str]) -> Iterator[BaseRow]:
    """Yield the rows of some cards as the server last sent them; not what is only here."""
    homes = _homes(connection)
    for name in RECORD_TYPES:
        codec = CODECS[name]
        rows = _rows_at_server(connection, name, codec.select_sql, agg_ids, homes)
        kept = _kept(connection, [str(row[0]) for row in rows])
        for row in rows:
            image = codec.image(row)
            agg_id = homes.get(image.id, image.agg_id)
            base = kept.get(image.id)
            if base is not None:
                yield BaseRow(agg_id, image.id, *base, name)
            elif image.version:
                yield BaseRow(agg_id, image.id, image.version, image.deleted, codec.body(image), name)
    sql = "SELECT id, agg_id, version, deleted, body, type FROM foreign_row"
    for row in _rows_at_server(connection, "foreign_row", sql, agg_ids, homes):
        row_id, there, version, deleted, body, kind = row
        home = homes.get(str(row_id), str(there))
        yield BaseRow(home, str(row_id), int(str(version)), bool(deleted), str(body), str(kind))


def _homes(connection: Connection) -> dict[str, str]:
    """Return on which card the server has the rows that are shown on another one (:mod:`desktop_crm.store.merging`)."""
    rows = connection.exec_driver_sql("SELECT id, agg_id FROM moved_row")
    return {str(row_id): str(agg_id) for row_id, agg_id in rows}


def _rows_at_server(
    connection: Connection, name: str, select: str, agg_ids: Sequence[str], homes: Mapping[str, str]
) -> list[tuple[object, ...]]:
    """Read the rows of one kind that the server has on these cards; their id comes first."""
    marks = ",".join("?" * len(agg_ids))
    rows = list(fetch_all(connection, f"{select} WHERE {card_key(name)} IN ({marks})", tuple(agg_ids)))
    if homes:
        rows = [row for row in rows if str(row[0]) not in homes]
        elsewhere = f"id IN (SELECT id FROM moved_row WHERE type = ? AND agg_id IN ({marks}))"
        rows += fetch_all(connection, f"{select} WHERE {elsewhere}", (name, *agg_ids))
    return rows


def _kept(connection: Connection, row_ids: list[str]) -> dict[str, tuple[int, bool, str]]:
    """Return the server's state of the rows that have operations over them."""
    if connection.exec_driver_sql("SELECT 1 FROM base_row LIMIT 1").fetchone() is None:
        return {}
    found: dict[str, tuple[int, bool, str]] = {}
    for start in range(0, len(row_ids), 500):
        part = row_ids[start : start + 500]
        marks = ",".join("?" * len(part))
        sql = f"SELECT id, version, deleted, body FROM base_row WHERE id IN ({marks})"
        for row_id, version, deleted, body in connection.exec_driver_sql(sql, tuple(part)):
            found[str(row_id)] = (int(version), bool(deleted), str(body))
    return found


def correct_hashes(connection: Connection, found: Iterable[tuple[str, str, str]]) -> int:
    """Write computed hashes as (card, computed, kept before); a card that changed meanwhile is left alone.

    Returns how many were written.
    """
    written = 0
    for agg_id, computed, before in found:
        if agg_id == ORGANISATION:
            if meta.get(connection, "org_hash") == before:
                meta.put(connection, org_hash=computed)
                written += 1
            continue
        for table in CARD_TABLES:
            sql = f"UPDATE {table} SET card_hash = ? WHERE id = ? AND coalesce(card_hash, '') = ?"
            written += connection.exec_driver_sql(sql, (computed, agg_id, before)).rowcount
    return written


def extent_of(connection: Connection, agg_id: str) -> Extent | None:
    """Say how much of the server's history of a card is here; None for nothing."""
    sql = "SELECT fetched_at, newest, before FROM remote_extent WHERE agg_id = ?"
    row = connection.exec_driver_sql(sql, (agg_id,)).fetchone()
    return Extent(str(row[0]), int(row[1]), int(row[2])) if row else None


def keep_history(connection: Connection, agg_id: str, lines: Iterable[bytes], extent: Extent, *, anew: bool) -> None:
    """Keep lines of the server's history for reading offline; ``anew`` in place of those kept before.

    ``extent`` says what is here then.
    """
    if anew:
        connection.exec_driver_sql("DELETE FROM remote_history WHERE agg_id = ?", (agg_id,))
    rows = []
    for line in lines:
        facts = msgspec.json.decode(line, type=Line)
        rows.append((facts.op, facts.i, agg_id, line.decode(), extent.fetched_at))
    if rows:
        connection.exec_driver_sql(
            "INSERT OR REPLACE INTO remote_history (op_id, i, agg_id, line, came_at) VALUES (?, ?, ?, ?, ?)", rows
        )
    connection.exec_driver_sql(
        "INSERT OR REPLACE INTO remote_extent (agg_id, fetched_at, newest, before) VALUES (?, ?, ?, ?)",
        (agg_id, extent.fetched_at, extent.newest, extent.before),
    )


def forget_history(connection: Connection) -> None:
    """Forget what was fetched of a history that is no more."""
    connection.exec_driver_sql("DELETE FROM remote_history")
    connection.exec_driver_sql("DELETE FROM remote_extent")


def tidy(connection: Connection, before: str) -> None:
    """Drop arrivals, and history that was fetched, from before an instant."""
    connection.exec_driver_sql("DELETE FROM arrival WHERE at < ?", (before,))
    old = "SELECT agg_id FROM remote_extent WHERE fetched_at < ?"  # a card's lines go together
    connection.exec_driver_sql(f"DELETE FROM remote_history WHERE agg_id IN ({old})", (before,))
    connection.exec_driver_sql("DELETE FROM remote_extent WHERE fetched_at < ?", (before,))
