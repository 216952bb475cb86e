"""The hashes of cards carried from one state of the server to the next, row by row.

What the server says a card's hash is, is compared and never taken over: a row that got lost here once would be
covered for ever by the hash that comes with the next change of its card.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from desktop_crm.domain.card_hash import NOTHING, add, row_hash, total
from desktop_crm.store import meta
from desktop_crm.store.projection import CODECS, RowImage, canonical
from desktop_crm.store.schema import CARD_TABLES

if TYPE_CHECKING:
    from desktop_crm.store.replica import RemoteCard

_SLICE = 400


def sums(
    connection: Connection,
    cards: Collection[RemoteCard],
    present: Mapping[str, RowImage],
    kept: Mapping[str, str],
) -> dict[str, str]:
    """Return the hash of each card that comes, as it will be; "" where none was kept so far.

    ``present`` are the rows that are here of them, ``kept`` the hashes. Called before anything is written.
    """
    partial = [row.id for card in cards if not card.full and not card.drop for row in card.rows]
    base = _stored(connection, "base_row", partial)
    foreign = _stored(connection, "foreign_row", [one for one in partial if one not in present])
    found: dict[str, str] = {}
    for card in cards:
        if card.drop:
            continue
        news = total(
            row_hash(row.id, row.v, canonical(row.f).encode(), deleted=row.deleted, root=row.id == card.a)
            for row in card.rows
        )
        before = kept.get(card.a, "")
        if card.full:
            found[card.a] = news.hex()
        elif not before:
            found[card.a] = ""  # kept since a version that knew no hashes: computed anew when it is asked for
        else:
            olds = total(_old(card.a, row.id, base, foreign, present) for row in card.rows)
            found[card.a] = add(add(bytes.fromhex(before), olds), news).hex()
    return found


def kept_hashes(connection: Connection, agg_ids: Iterable[str], organisation: str) -> dict[str, str]:
    """Read the hashes that are kept."""
    ids = list(agg_ids)
    found: dict[str, str] = {}
    for start in range(0, len(ids), _SLICE):
        part = ids[start : start + _SLICE]
        for table in CARD_TABLES:
            sql = f"SELECT id, card_hash FROM {table} WHERE id IN ({','.join('?' * len(part))})"
            found |= {str(agg_id): str(one or "") for agg_id, one in connection.exec_driver_sql(sql, tuple(part))}
    if organisation in ids:
        found[organisation] = meta.get(connection, "org_hash")
    return found


_Stored = Mapping[str, tuple[int, bool, str]]


def _stored(connection: Connection, table: str, row_ids: list[str]) -> _Stored:
    found: dict[str, tuple[int, bool, str]] = {}
    for start in range(0, len(row_ids), _SLICE):
        part = row_ids[start : start + _SLICE]
        sql = f'SELECT id, version, deleted, body FROM "{table}" WHERE id IN ({",".join("?" * len(part))})'
        for row_id, version, deleted, body in connection.exec_driver_sql(sql, tuple(part)):
            found[str(row_id)] = (int(version), bool(deleted), str(body))
    return found


def _old(agg_id: str, row_id: str, base: _Stored, foreign: _Stored, present: Mapping[str, RowImage]) -> bytes:
    """Hash a row as it lies here from the server; nothing where it does not."""
    root = row_id == agg_id
    under = base.get(row_id) or foreign.get(row_id)
    if under is not None:
        version, deleted, body = under
        return row_hash(row_id, version, body.encode(), deleted=deleted, root=root)
    image = present.get(row_id)
    if image is None or not image.version or image.agg_id != agg_id or (image.deleted and not root):
        return NOTHING
    body = CODECS[image.record.name].body(image)
    return row_hash(row_id, image.version, body.encode(), deleted=image.deleted, root=root)
