"""The hash kept with a card is the sum over its rows as they are sent, after whatever happened to them."""

from __future__ import annotations

from sqlalchemy import select

from sync.protocol.card_hash import NOTHING, add, row_hash
from sync.server import moving
from sync.server.schema import agg, obj
from tests.sync.server.laptop import World


def _recomputed(conn) -> dict[str, bytes]:
    sums: dict[str, bytes] = {}
    for row in conn.execute(select(obj)):
        part = row_hash(row.row_id, row.version, row.body, deleted=row.deleted, root=row.row_id == row.agg_id)
        sums[row.agg_id] = add(sums.get(row.agg_id, NOTHING), part)
    return sums


def _kept(database) -> tuple[dict[str, bytes], dict[str, bytes]]:
    with database.read() as conn:
        kept = {row.agg_id: row.h for row in conn.execute(select(agg)) if row.h is not None}
        return kept, _recomputed(conn)


def test_it_follows_rows_into_another_card(database):
    world = World(database)
    world.user("li")
    laptop = world.laptop("li")
    laptop.child(laptop.create(customer_no="K1"), name="member")
    laptop.create(customer_no="K2")
    laptop.sync()
    world.admin(moving.merge, "K1", "K2")
    kept, computed = _kept(database)
    assert kept == computed


def test_it_follows_every_change(database):
    world = World(database)
    world.user("li", "east")
    laptop = world.laptop("li")
    card = laptop.create(full_name="王芳")
    child = laptop.child(card, name="王小明")
    laptop.sync()
    laptop.put(card, full_name="王方")
    laptop.delete(child, card, "family_member")
    laptop.sync()
    laptop.delete(card)
    laptop.sync()
    kept, computed = _kept(database)
    assert kept == computed
    assert len(kept) == 2  # the card and the list of colleagues
    assert kept[card] != NOTHING  # a card in the bin is sent with its fields
