"""What the server sent and is not applied yet: one item a card, kept until the state is complete.

A later item of the same card is laid into the earlier one: what is whole replaces it, single rows take
the place of older versions of theirs. So cards fetched whole and the pages of a pull that began before
them end in one state.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import msgspec
from sqlalchemy import Connection

from desktop_crm.store.replica import RemoteCard
from desktop_crm.store.schema import OWN_CARDS

SLICE = 400
_decoder = msgspec.json.Decoder(RemoteCard)
_encode = msgspec.json.Encoder().encode


def lay_in_stage(connection: Connection, cards: Iterable[RemoteCard]) -> None:
    """Keep cards until the server says that all have come."""
    rest = iter(cards)
    while part := list(islice(rest, SLICE)):
        present = staged(connection, [card.a for card in part])
        for card in part:
            present[card.a] = joined(present.get(card.a), card)
        rows = [(card.a, _encode(card)) for card in present.values()]
        connection.exec_driver_sql("INSERT OR REPLACE INTO stage (agg_id, item) VALUES (?, ?)", rows)


def joined(old: RemoteCard | None, new: RemoteCard) -> RemoteCard:
    """Lay a later item into an earlier one of the same card."""
    if old is None or old.drop or new.drop or new.full:
        return new
    rows = {row.id: row for row in old.rows}
    for row in new.rows:
        present = rows.get(row.id)
        if present is None or present.v <= row.v:
            rows[row.id] = row
    return RemoteCard(new.a, new.pos, list(rows.values()), old.full, h=new.h)


def staged(connection: Connection, agg_ids: Sequence[str]) -> dict[str, RemoteCard]:
    """Return what is staged of some cards."""
    marks = ",".join("?" * len(agg_ids))
    sql = f"SELECT agg_id, item FROM stage WHERE agg_id IN ({marks})"
    rows = connection.exec_driver_sql(sql, tuple(agg_ids)).fetchall() if agg_ids else []
    return {str(agg_id): _decoder.decode(item) for agg_id, item in rows}


def anything_staged(connection: Connection) -> bool:
    """Say whether something waits to be applied."""
    return connection.exec_driver_sql("SELECT 1 FROM stage LIMIT 1").fetchone() is not None


def stage_slices(connection: Connection) -> Iterator[list[RemoteCard]]:
    """Yield what is staged in the order of the cards, a slice at a time: memory stays flat."""
    last = ""
    while True:
        sql = "SELECT agg_id, item FROM stage WHERE agg_id > ? ORDER BY agg_id LIMIT ?"
        rows = connection.exec_driver_sql(sql, (last, SLICE)).fetchall()
        if not rows:
            return
        last = str(rows[-1][0])
        yield [_decoder.decode(item) for _agg_id, item in rows]


def clear_stage(connection: Connection) -> None:
    """Forget what is staged."""
    connection.exec_driver_sql("DELETE FROM stage")


_STAGED = "SELECT agg_id FROM stage WHERE json_extract(CAST(item AS TEXT), '$.drop') = 0"


def vanishing(connection: Connection) -> list[str]:
    """Return the cards that came from the server once and are not in the complete state that is staged.

    Cards with operations on their way stay out: the server's answer to those comes first.
    """
    sql = (
        "SELECT id FROM customer WHERE version > 0"
        f" AND id NOT IN ({_STAGED})"
        " AND id NOT IN (SELECT agg_id FROM outbox WHERE state = 'pending') ORDER BY id"
    )
    return [str(row[0]) for row in connection.exec_driver_sql(sql)]


def outdated(connection: Connection) -> list[str]:
    """Return the cards that only the server makes and that the complete state that is staged does not have: it makes
    them again where they are due, so nobody is asked."""
    return [
        str(row[0])
        for table in OWN_CARDS
        for row in connection.exec_driver_sql(f"SELECT id FROM {table} WHERE id NOT IN ({_STAGED})")
    ]
