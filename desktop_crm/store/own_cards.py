"""Cards that are no customers: what the server makes and hangs rows on, as on a customer; rows of the company."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from desktop_crm.domain.records import CONFLICT, CUSTOMER, RECORD_TYPES
from desktop_crm.store.projection import RowImage
from desktop_crm.store.schema import CARD_TABLES, OWN_CARDS

if TYPE_CHECKING:
    from desktop_crm.store.replica import RemoteCard

_SLICE = 400
_COMPANYS = tuple(name for name, record in RECORD_TYPES.items() if record.of_company and not record.by_server)


def known(connection: Connection, ids: Sequence[str]) -> set[str]:
    """Return those of these cards, of whatever kind, that are here."""
    found: set[str] = set()
    for start in range(0, len(ids), _SLICE):
        part = ids[start : start + _SLICE]
        marks = ",".join("?" * len(part))
        for table in CARD_TABLES:
            sql = f'SELECT id FROM "{table}" WHERE id IN ({marks})'
            found.update(str(row[0]) for row in connection.exec_driver_sql(sql, tuple(part)))
    return found


def among(connection: Connection, cards: Sequence[RemoteCard]) -> set[str]:
    """Return all that are no customers, here and among those that come; asked before any is dropped."""
    found = {row.id for card in cards for row in card.rows if row.id == card.a and row.t in OWN_CARDS}
    for table in OWN_CARDS:
        found.update(str(row[0]) for row in connection.exec_driver_sql(f'SELECT id FROM "{table}"'))
    return found


def has_customer(card: RemoteCard) -> bool:
    """Say whether a card comes with its customer row, which holds the hash of the card too."""
    return any(row.id == card.a and row.t == CUSTOMER.name for row in card.rows)


def keep_hashes(connection: Connection, hashes: Sequence[tuple[str, str]]) -> None:
    """Keep hashes of cards, given as (hash, card)."""
    for table in CARD_TABLES:
        connection.exec_driver_sql(f'UPDATE "{table}" SET card_hash = ? WHERE id = ?', hashes)


def is_news(image: RowImage) -> bool:
    """Say whether a change of a row is one of a customer that a person wants to look at."""
    record = image.record
    return record is not CONFLICT and not record.own_card and record.parent in (None, CUSTOMER.name)


def forget_set_aside(connection: Connection) -> int:
    """Delete rows of the company that are only here and on no way to the server; return how many.

    What it did not let somebody write holds nowhere, so not here either. The server keeps it.
    """
    gone = 0
    for name in _COMPANYS:
        sql = f'DELETE FROM "{name}" WHERE version = 0 AND id NOT IN'
        open_rows = "SELECT row_id FROM outbox WHERE state != 'done'"
        gone += connection.exec_driver_sql(f"{sql} ({open_rows})").rowcount
    return gone
