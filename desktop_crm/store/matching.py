"""The search for duplicates, as far as it is kept: which card was read and compared, its keys, the pairs found.

Nothing of this is written by a save but a mark (:func:`touch`): keys are made and cards compared in the background, in
short transactions (:mod:`desktop_crm.services.duplicates`). New cards carry no mark: they are those after the last one
that was read. Until a card is read it is found by its document, its numbers and its name, which have indexes.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import IntEnum
from typing import NamedTuple, TypeVar
from zlib import crc32

import msgspec
from sqlalchemy import Connection

from desktop_crm.domain.fields import FormKind
from desktop_crm.domain.matching.keys import keys
from desktop_crm.domain.matching.profile import COMPARED, Profile, profile
from desktop_crm.domain.matching.scoring import Score
from desktop_crm.store.raw import Row, fetch_all

#: A key that more cards share says too little: it brings no candidates.
MOST_OF_A_KEY = 100
_CHUNK = 500
_LISTED = ", ".join(f'c."{name}"' for name in COMPARED)
_PHONES = (
    "(SELECT json_group_array(g.phone) FROM contact g WHERE g.agg_id = c.id AND NOT g.deleted AND g.phone IS NOT NULL)"
)
_ORGANISATION = f"c.customer_kind = '{FormKind.ORGANISATION.value}'"
_SELECT = f"SELECT c.rid, c.deleted, c.id_hash, CASE WHEN {_ORGANISATION} THEN {_PHONES} END, {_LISTED}"
_T = TypeVar("_T")
_encode = msgspec.msgpack.Encoder().encode
_phones = msgspec.json.Decoder(list[str]).decode


class Due(IntEnum):
    """What is to be done with a card."""

    NOTHING = 0
    COMPARE = 1
    READ = 2


class Found(NamedTuple):
    """Two cards (local keys, the smaller first) that may be one customer."""

    low: int
    high: int
    score: Score


# -- marks ----------------------------------------------------------------------------------


def touch(connection: Connection, agg_ids: Iterable[str]) -> None:
    """Note that cards changed. One that was never read needs no note."""
    ids = list(agg_ids)
    for part in _parts(ids):
        where = f"rid IN (SELECT rid FROM customer WHERE id IN ({_marks(part)}))"
        connection.exec_driver_sql(f"UPDATE match_card SET due = {Due.READ} WHERE {where}", tuple(part))


def touch_all(connection: Connection) -> None:
    """Have every card read and compared anew."""
    connection.exec_driver_sql("DELETE FROM match_key")
    connection.exec_driver_sql("DELETE FROM match_card")
    connection.exec_driver_sql("DELETE FROM match_pair WHERE later_at IS NULL")


def forget(connection: Connection, rids: Iterable[int]) -> None:
    """Drop what is kept of cards that are gone from this laptop."""
    for part in _parts(list(rids)):
        marks = _marks(part)
        known = fetch_all(connection, f"SELECT rid, state FROM match_card WHERE rid IN ({marks})", part)
        _drop_keys(connection, {int(str(rid)): _keys_of(state) for rid, state in known})
        connection.exec_driver_sql(f"DELETE FROM match_card WHERE rid IN ({marks})", tuple(part))
        for side in ("low", "high"):
            connection.exec_driver_sql(f"DELETE FROM match_pair WHERE {side} IN ({marks})", tuple(part))


def is_settled(connection: Connection) -> bool:
    """Say whether every card has been read."""
    return not _unread(connection, 1)


def waiting(connection: Connection) -> tuple[int, int]:
    """Count the cards that are still to be read, and those still to be compared."""
    new = connection.exec_driver_sql(f"SELECT count(*) FROM customer WHERE rid > ({_LAST})").scalar()
    rows = fetch_all(connection, "SELECT due, count(*) FROM match_card WHERE due > 0 GROUP BY due")
    counts = {int(str(due)): int(str(number)) for due, number in rows}
    return int(new or 0) + counts.get(Due.READ, 0), counts.get(Due.COMPARE, 0)


# -- reading --------------------------------------------------------------------------------

#: In the words of the index, which SQLite takes for a partial one only.
_DUE = "due > 0 AND due = {}"
_LAST = "SELECT coalesce(max(rid), 0) FROM match_card"


def _unread(connection: Connection, limit: int) -> list[int]:
    marked = f"SELECT rid FROM match_card WHERE {_DUE.format(Due.READ)} ORDER BY rid LIMIT ?"
    found = [int(str(row[0])) for row in fetch_all(connection, marked, (limit,))]
    if len(found) < limit:
        new = f"SELECT rid FROM customer WHERE rid > ({_LAST}) ORDER BY rid LIMIT ?"
        found += [int(str(row[0])) for row in fetch_all(connection, new, (limit - len(found),))]
    return found


def read_some(connection: Connection, limit: int) -> int:
    """Make the keys of some cards that changed or are new; return how many cards were read. The caller commits."""
    rids = _unread(connection, limit)
    here = profiles(connection, rids)
    known = fetch_all(connection, f"SELECT rid, state FROM match_card WHERE rid IN ({_marks(rids)})", rids)
    before = {int(str(rid)): state for rid, state in known}
    rows: list[tuple[int, bytes, int]] = []
    stale: dict[int, tuple[int, ...]] = {}
    fresh: list[tuple[int, int]] = []
    for rid in rids:
        state = _state(here.get(rid))
        old = before.get(rid)
        rows.append((rid, state, Due.NOTHING if state == old else Due.COMPARE))
        mine, was = _keys_of(state), _keys_of(old) if old is not None else ()
        stale[rid] = tuple(key for key in was if key not in mine)
        fresh += [(key, rid) for key in mine if key not in was]
    _drop_keys(connection, stale)
    if rows:
        put = "INSERT OR REPLACE INTO match_card (rid, state, due) VALUES (?, ?, ?)"
        connection.exec_driver_sql(put, rows)
    if fresh:
        connection.exec_driver_sql("INSERT OR IGNORE INTO match_key (key, rid) VALUES (?, ?)", sorted(fresh))
    return len(rids)


def profiles(connection: Connection, rids: Sequence[int]) -> dict[int, Profile]:
    """Return the profiles of live cards."""
    found: dict[int, Profile] = {}
    for part in _parts(rids):
        rows = fetch_all(connection, f"{_SELECT} FROM customer c WHERE c.rid IN ({_marks(part)})", part)
        found.update((int(str(row[0])), _profile(row)) for row in rows if not row[1])
    return found


def _profile(row: Row) -> Profile:
    _rid, _deleted, document, contacts, *values = row
    phones = _phones(str(contacts)) if contacts else ()
    return profile(dict(zip(COMPARED, values, strict=True)), str(document or ""), phones)  # type: ignore[arg-type]


def _state(card: Profile | None) -> bytes:
    """Return the checksum of a profile and its keys; nothing of a card in the recycle bin is kept."""
    if card is None:
        return b""
    mine = keys(card)
    return struct.pack(f"<I{len(mine)}i", crc32(_encode(card)), *mine)


def _keys_of(state: object) -> tuple[int, ...]:
    raw = state if isinstance(state, bytes) else b""
    return struct.unpack(f"<{(len(raw) - 4) // 4}i", raw[4:]) if raw else ()


def _drop_keys(connection: Connection, stale: Mapping[int, tuple[int, ...]]) -> None:
    gone = sorted((key, rid) for rid, those in stale.items() for key in those)
    if gone:
        connection.exec_driver_sql("DELETE FROM match_key WHERE key = ? AND rid = ?", gone)


# -- candidates -----------------------------------------------------------------------------


def to_compare(connection: Connection, limit: int) -> dict[int, tuple[int, ...]]:
    """Return some cards that wait for their comparison, with their keys."""
    sql = f"SELECT rid, state FROM match_card WHERE {_DUE.format(Due.COMPARE)} ORDER BY rid LIMIT ?"
    return {int(str(rid)): _keys_of(state) for rid, state in fetch_all(connection, sql, (limit,))}


def sharing(connection: Connection, wanted: Iterable[int], most: int = MOST_OF_A_KEY) -> dict[int, list[int]]:
    """Return the cards of some keys, by key; keys that more than ``most`` cards share are left out."""
    found: dict[int, list[int]] = {}
    cursor = connection.connection.cursor()
    try:
        for key in sorted(set(wanted)):
            cursor.execute("SELECT rid FROM match_key WHERE key = ? LIMIT ?", (key, most + 1))
            rids = [row[0] for row in cursor.fetchall()]
            if len(rids) <= most:
                found[key] = rids
    finally:
        cursor.close()
    return found


def unread_twins(connection: Connection, document: str, values: Mapping[str, object], limit: int = 20) -> list[int]:
    """Return cards with this document, number or name by the list's own indexes: those not read yet are among them."""
    asked = (
        ("id_hash", document), ("mobile_phone", values.get("mobile_phone")),
        ("landline_phone", values.get("landline_phone")), ("display_name", values.get("display_name")),
    )  # fmt: skip
    found: set[int] = set()
    for column, value in asked:
        if value:
            rows = fetch_all(connection, f"SELECT rid FROM customer WHERE {column} = ? LIMIT ?", (str(value), limit))
            found.update(int(str(row[0])) for row in rows)
    return sorted(found)


# -- pairs ----------------------------------------------------------------------------------


def store_pairs(connection: Connection, compared: Sequence[int], found: Iterable[Found]) -> None:
    """Replace the pairs of cards that were compared with these; what a person put off stays put off."""
    later: dict[tuple[int, int], object] = {}
    for part in _parts(compared):
        for side in ("low", "high"):
            where = f"WHERE {side} IN ({_marks(part)})"
            old = fetch_all(connection, f"SELECT low, high, later_at FROM match_pair {where}", part)
            later.update(((int(str(low)), int(str(high))), at) for low, high, at in old)
            connection.exec_driver_sql(f"DELETE FROM match_pair {where}", tuple(part))
        # One that was touched meanwhile waits for its next reading.
        done = f"UPDATE match_card SET due = 0 WHERE due = {Due.COMPARE} AND rid IN ({_marks(part)})"
        connection.exec_driver_sql(done, tuple(part))
    rows = [
        (one.low, one.high, one.score.percent, " ".join(one.score.reasons), later.get((one.low, one.high)))
        for one in found
    ]
    if rows:
        put = "INSERT OR REPLACE INTO match_pair (low, high, percent, reasons, later_at) VALUES (?, ?, ?, ?, ?)"
        connection.exec_driver_sql(put, rows)


def put_off(connection: Connection, low: int, high: int, at: str | None) -> None:
    """Note that a person wants to look at a pair later; None takes that back."""
    connection.exec_driver_sql("UPDATE match_pair SET later_at = ? WHERE low = ? AND high = ?", (at, low, high))


def told_apart(connection: Connection, agg_ids: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Give the pairs of cards, among these, that a person said are not the same customer; the smaller id first."""
    for part in _parts(agg_ids):
        where = f"WHERE agg_id IN ({_marks(part)}) AND NOT deleted"
        for one, other in fetch_all(connection, f"SELECT agg_id, other_id FROM not_duplicate {where}", part):
            low, high = sorted((str(one), str(other)))
            yield low, high


def _parts(items: Sequence[_T]) -> Iterator[Sequence[_T]]:
    return (items[at : at + _CHUNK] for at in range(0, len(items), _CHUNK))


def _marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))
