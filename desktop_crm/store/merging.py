"""Cards that were merged on this laptop and not at the server yet, shown as if they were.

The rows of a card that goes hang on the one that stays at once; ``moved_row`` keeps on which card the server has them.
Before anything of the server is applied they are lifted back, and laid over again afterwards, so that whatever the
server says of either card is taken in as if nobody had merged them here.
"""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection

from desktop_crm.domain.merged_card import MERGED_CARD, merged_card_id
from desktop_crm.domain.records import CUSTOMER, RECORD_TYPES
from desktop_crm.store import outbox
from desktop_crm.store.projection import CODECS, RowImage
from desktop_crm.store.recorder import load_row, load_rows
from desktop_crm.store.schema import card_key

MERGE, UNMERGE, INTO = "merge", "unmerge", "merged_into"
_HANGING = tuple(name for name, record in RECORD_TYPES.items() if record.parent == CUSTOMER.name)


class _Change(msgspec.Struct):
    o: object = None
    n: object = None


class _Operation(msgspec.Struct):
    """What is read of an operation that merges cards."""

    id: str
    row: str
    cmd: str = ""
    wall: str = ""
    f: dict[str, _Change] = {}


_decoder = msgspec.json.Decoder(_Operation)


@dataclass(frozen=True, slots=True)
class Merging:
    """An open operation that merges card ``goes`` into ``stays``."""

    n: int
    op_id: str
    goes: str
    stays: str
    at: str
    payload: bytes


def open_mergings(connection: Connection, covered: int = -1) -> list[Merging]:
    """Return the merges that lie over the server's state, oldest first; not those that were taken back."""
    found: dict[str, Merging] = {}
    for n, payload in outbox.open_merges(connection, covered):
        try:
            one = _decoder.decode(payload)
        except msgspec.DecodeError:
            continue
        found.pop(one.row, None)
        if one.cmd == MERGE:
            stays = str(one.f[INTO].n)
            found[one.row] = Merging(n, one.id, one.row, stays, one.wall, payload)
    return list(found.values())


def partings(connection: Connection) -> set[str]:
    """Return the cards that the server has merged and that were taken apart here, on their way to it."""
    found: set[str] = set()
    here: set[str] = set()
    for _n, payload in outbox.open_merges(connection):
        one = _decoder.decode(payload)
        if one.cmd == MERGE:
            here.add(one.row)
            found.discard(one.row)
        elif one.row in here:
            here.discard(one.row)
        else:
            found.add(one.row)
    return found


def lay_on_survivors(connection: Connection, opened: dict[str, list[bytes]], covered: int = -1) -> None:
    """Add what open merges write to the cards that stay to the operations over those."""
    mergings = open_mergings(connection, covered)
    for stays in {one.stays for one in mergings}:
        own = outbox.open_of_row(connection, stays, covered)
        both = sorted([*own, *((one.n, one.payload) for one in mergings if one.stays == stays)])
        opened[stays] = [payload for _n, payload in both]


def lift(connection: Connection) -> set[str]:
    """Hang moved rows back on the server's cards; return the cards on which they were shown."""
    rows = connection.exec_driver_sql("SELECT id, type, agg_id FROM moved_row").fetchall()
    words = connection.exec_driver_sql("SELECT DISTINCT agg_id FROM merged_card WHERE version = 0").fetchall()
    if not rows and not words:
        return set()
    for name in {str(row[1]) for row in rows}:
        back = [(str(agg_id), str(row_id)) for row_id, kind, agg_id in rows if kind == name]
        connection.exec_driver_sql(f'UPDATE "{name}" SET agg_id = ? WHERE id = ?', back)
    connection.exec_driver_sql("DELETE FROM moved_row")
    connection.exec_driver_sql("DELETE FROM merged_card WHERE version = 0")
    return {str(row[0]) for row in words} | {str(row[2]) for row in rows}


def lay(connection: Connection, covered: int = -1) -> set[str]:
    """Show the open merges of cards that are both here; return the cards that look different."""
    touched: set[str] = set()
    for one in open_mergings(connection, covered):
        goes, stays = load_row(connection, CUSTOMER, one.goes), load_row(connection, CUSTOMER, one.stays)
        if goes is not None and stays is not None:
            _hang_over(connection, one)
            _leave_word(connection, one, goes)
            touched |= {one.goes, one.stays}
    return touched


def _hang_over(connection: Connection, one: Merging) -> None:
    for name in (*_HANGING, "foreign_row"):
        key = card_key(name)
        connection.exec_driver_sql(
            "INSERT OR IGNORE INTO moved_row (id, type, agg_id)"
            f' SELECT id, ?, ? FROM "{name}" WHERE {key} = ? AND NOT (? = ? AND version = 0)',
            (name, one.goes, one.goes, name, MERGED_CARD.name),
        )
        connection.exec_driver_sql(f'UPDATE "{name}" SET {key} = ? WHERE {key} = ?', (one.stays, one.goes))


def _leave_word(connection: Connection, one: Merging, goes: RowImage) -> None:
    by = connection.exec_driver_sql("SELECT value FROM meta WHERE key = 'user_name'").scalar()
    name = connection.exec_driver_sql("SELECT display_name FROM customer WHERE id = ?", (goes.id,)).scalar()
    values = {
        "card_id": one.goes, "customer_no": goes.values.get("customer_no"), "name": str(name or "") or None,
        "into": one.stays, "by": str(by or "") or None, "merged_at": one.at,
    }  # fmt: skip
    codec = CODECS[MERGED_CARD.name]
    word = RowImage(MERGED_CARD, merged_card_id(one.op_id), one.stays, {k: v for k, v in values.items() if v})
    connection.exec_driver_sql(codec.upsert_sql, codec.row(word))


# -- what others ask ------------------------------------------------------------------------


def cards_in(connection: Connection, agg_id: str) -> list[str]:
    """Return a card and those that were merged into it, over any number of merges."""
    words = load_rows(connection, MERGED_CARD, (agg_id,))
    return [agg_id, *dict.fromkeys(str(one.values.get("card_id")) for one in words if not one.deleted)]


def words_of(connection: Connection, agg_id: str) -> list[RowImage]:
    """Return what says which cards were merged into one, in the order in which they were."""
    words = [one for one in load_rows(connection, MERGED_CARD, (agg_id,)) if not one.deleted]
    return sorted(words, key=lambda one: (str(one.values.get("merged_at") or ""), one.id))


def survivor_of_number(connection: Connection, customer_no: str) -> str | None:
    """Find the card into which one with this number was merged."""
    sql = "SELECT agg_id FROM merged_card WHERE customer_no = ? COLLATE NOCASE AND NOT deleted LIMIT 1"
    row = connection.exec_driver_sql(sql, (customer_no,)).fetchone()
    return str(row[0]) if row else None
