"""Erasing a person: no value is left anywhere, nothing comes back, and that it was done can be shown."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import inspect, select, text

from desktop_crm.errors import NotFound
from sync.protocol import OpKind, Outcome, Salvaged, SalvageRequest, encode
from sync.server import erasing, moving, schema
from sync.server.salvage import salvage
from tests.sync.server.laptop import Laptop, World, new_id

SECRET = "曾国藩"


@pytest.fixture
def pair(world: World) -> tuple[Laptop, Laptop]:
    world.user("li", "east")
    world.user("wang", "east")
    return world.laptop("li"), world.laptop("wang")


def everything(world: World) -> str:
    """All the database holds, as text."""
    with world.database.read() as conn:
        names = inspect(conn).get_table_names()
        rows = [tuple(row) for name in names for row in conn.execute(text(f'SELECT * FROM "{name}"'))]
    cells = (bytes(cell) if isinstance(cell, memoryview) else cell for row in rows for cell in row)
    return "\n".join(cell.decode(errors="replace") if isinstance(cell, bytes) else str(cell) for cell in cells)


def busy_card(li: Laptop, wang: Laptop, world: World) -> tuple[str, str]:
    """A card with rows, a merged double, a conflict, history, and operations set aside."""
    card = li.create(customer_no="K1", full_name=SECRET, remarks=SECRET + " likes tea")
    member = li.child(card, name=SECRET + "之子")
    li.create(customer_no="K2", full_name=SECRET, email="k2@example.com")
    li.sync()
    wang.pull()
    for laptop, phone in ((li, "13800138000"), (wang, "13900139000")):
        laptop.put(card, mobile_phone=phone, full_name=SECRET + phone)
    li.sync()
    wang.sync()
    li.put(new_id(), card, "family_member", name=SECRET)  # nobody knows the row
    li.send([encode({"id": new_id(), "k": "dance", "agg": card, "f": {"full_name": SECRET}})])
    li.sync()
    world.admin(moving.merge, "K2", "K1")
    other = Salvaged(agg=card, t="family_member", id=new_id(), v=1, f={"name": SECRET})
    world.admin(salvage, SalvageRequest(rows=[other]))
    return card, member


def test_no_value_is_left_anywhere(pair, world):
    li, wang = pair
    keep = li.create(customer_no="K3", full_name="王芳", remarks="kept")
    card, member = busy_card(li, wang, world)
    assert all(value in everything(world) for value in (SECRET, "13800138000", "k2@example.com"))
    gone = world.admin(erasing.erase, "K1", "request 7/2026")
    left = everything(world)
    assert not [
        value for value in (SECRET, "13800138000", "13900139000", "k2@example.com", "likes tea") if value in left
    ]
    assert gone["cards"] == 2
    assert gone["set_aside"] == 2
    for laptop in (li, wang):
        laptop.pull()
        assert set(laptop.cards) == {keep, "org"}
        assert laptop.fields(keep)["remarks"] == "kept"
    with world.database.read() as conn:
        stones = conn.execute(select(schema.obj.c.row_id).where(schema.obj.c.agg_id == card)).scalars().all()
        (event,) = conn.execute(select(schema.audit).where(schema.audit.c.event == "erase")).all()
    assert {card, member} <= set(stones)
    assert json.loads(event.detail)["reference"] == "request 7/2026"


def test_laptops_are_told_and_late_edits_are_answered(pair, world):
    li, wang = pair
    card, member = busy_card(li, wang, world)
    li.pull()
    li.put(card, remarks=SECRET)
    li.put(member, card, "family_member", name=SECRET)
    li.child(card, name=SECRET)
    li.restore(card)
    li.edit(OpKind.CREATE, "customer", card, card)
    world.admin(erasing.erase, "K1")
    assert {one.r for one in li.push()} == {Outcome.ERASED}
    assert SECRET not in everything(world)
    (item,) = [item for item in li.pull() if item.a == card]
    assert (item.drop, item.why, item.rows) == (True, "erased", [])
    other = Salvaged(agg=card, t="family_member", id=new_id(), v=1, f={"name": SECRET})
    assert world.admin(salvage, SalvageRequest(rows=[other])).kept == 0
    assert li.snapshot() == li.first_pull()


def test_erasing_a_merged_double_erases_the_person(pair, world):
    li, wang = pair
    busy_card(li, wang, world)
    world.admin(erasing.erase, "K2")
    assert SECRET not in everything(world)
    with pytest.raises(NotFound):
        world.admin(erasing.erase, "K1")


def test_the_file_holds_no_old_bytes(tmp_path):
    from sync.server import accounts
    from sync.server.database import Database, migrate

    path = tmp_path / "server.sqlite"
    database = Database(f"sqlite:///{path}")
    migrate(database)
    world = World(database)
    world.admin(accounts.initialise, "X")
    world.user("li", "east")
    world.user("wang", "east")
    busy_card(world.laptop("li"), world.laptop("wang"), world)
    world.admin(erasing.erase, "K1")
    erasing.scrub(database)
    files = [one.read_bytes() for one in tmp_path.iterdir()]
    assert not any(SECRET.encode() in data or b"13800138000" in data for data in files)
    database.close()
