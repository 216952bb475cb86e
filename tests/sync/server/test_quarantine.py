"""What was set aside: listed without values, shown, applied after all, dismissed with a reason."""

from __future__ import annotations

import msgspec
import pytest
from sqlalchemy import select

from desktop_crm.errors import NotFound, UsageError
from sync.protocol import Change, LastWillRequest, OpKind, encode
from sync.server import auth, quarantine, schema
from sync.server.last_will import last_will
from tests.sync.server.laptop import Laptop, World, new_id


@pytest.fixture
def pair(world: World) -> tuple[Laptop, Laptop]:
    for name in ("li", "wang"):
        world.user(name, "east")
    return world.laptop("li", "ThinkPad"), world.laptop("wang")


def leave(laptop: Laptop) -> None:
    """Hand over the outbox as a revoked laptop does."""
    ops, laptop.outbox = laptop.outbox, []
    request = LastWillRequest(wall=laptop.wall(), ops=[msgspec.Raw(encode(op)) for op in ops])
    with laptop.world.database.write() as conn:
        caller = auth.authenticate(conn, f"Bearer {laptop.token}", lock=True)
        last_will(conn, laptop.world.context(caller=caller), request)


def listed(world: World, state: str = schema.OPEN) -> list[dict]:
    with world.database.read() as conn:
        return quarantine.listed(conn, state)


def test_unsent_work_of_a_lost_laptop_is_applied_in_its_authors_name(pair, world):
    li, wang = pair
    card = li.create(customer_no="K1", remarks="old", email="a@example.com")
    li.sync()
    world.forward(hours=1)
    li.put(card, email="b@example.com", remarks="from Li")
    new = li.create(customer_no="K2")
    li.child(new, name="member")
    world.forward(hours=1)
    wang.sync()
    wang.put(card, remarks="from Wang")
    wang.sync()
    world.forward(hours=1)
    leave(li)
    assert [(one["kind"], one["why"], one["device"]) for one in listed(world)] == [
        ("put", "last_will", "ThinkPad"), ("create", "last_will", "ThinkPad"), ("create", "last_will", "ThinkPad"),
    ]  # fmt: skip
    assert "from Li" not in str(listed(world))
    done = [world.admin(quarantine.retry, one["n"]) for one in listed(world)]
    assert [one.outcome for one in done] == ["partly", "applied", "applied"]
    wang.pull()
    assert (wang.fields(card)["remarks"], wang.fields(card)["email"]) == ("from Wang", "b@example.com")
    assert [(one["loser"], one["loser_by"]) for one in wang.conflicts(card)] == [('"from Li"', "Li")]
    assert wang.fields(new)["owner_id"] == "li"
    assert len(wang.cards[new]) == 2
    assert listed(world) == []
    assert len(listed(world, schema.APPLIED)) == 3
    with pytest.raises(NotFound):
        world.admin(quarantine.retry, 1)


def test_work_that_was_applied_for_a_lost_laptop_is_not_applied_again_when_it_comes_back(pair, world):
    li, wang = pair
    card = li.create(customer_no="K1", remarks="old")
    li.sync()
    li.put(card, remarks="from Li")
    li.edit(OpKind.INC, "customer", card, card, f={"visits_of_tomorrow": Change(d=2)})
    sent = list(li.outbox)
    leave(li)
    done = {one.n: one.outcome for one in [world.admin(quarantine.retry, kept["n"]) for kept in listed(world)]}
    assert list(done.values()) == ["applied", "applied"]
    world.forward(hours=1)
    wang.pull()
    wang.put(card, remarks="from Wang")
    wang.sync()
    li.outbox = sent
    assert [one.r.value for one in li.push()] == ["applied", "applied"]  # the answers of then
    wang.pull()
    assert wang.fields(card)["visits_of_tomorrow"] == 2
    assert (wang.fields(card)["remarks"], wang.conflicts(card)) == ("from Wang", [])
    assert [one["n"] for one in listed(world, schema.APPLIED)] == list(done)


def test_what_still_does_not_fit_stays(pair, world):
    li, _ = pair
    card = li.create(customer_no="K1")
    li.sync()
    li.edit(OpKind.PUT, "family_member", new_id(), card, f={"name": Change(n="x")})
    li.send([encode({"id": new_id(), "k": "dance"})])
    li.sync()
    before = listed(world)
    done = [world.admin(quarantine.retry, one["n"]) for one in before]
    assert [(one.outcome, one.why) for one in done] == [
        ("quarantined", "bad_operation"), ("quarantined", "unknown_row"),
    ]  # fmt: skip
    assert listed(world) == before
    with world.database.read() as conn:
        assert quarantine.shown(conn, before[1]["n"])["operation"]["f"] == {"name": {"n": "x"}}


def test_a_dismissal_keeps_the_operation_and_the_reason(pair, world):
    li, _ = pair
    card = li.create(customer_no="K1")
    li.sync()
    li.edit(OpKind.PUT, "family_member", new_id(), card, f={"name": Change(n="x")})
    li.sync()
    n = listed(world)[0]["n"]
    with pytest.raises(UsageError):
        world.admin(quarantine.dismiss, n, "  ")
    world.admin(quarantine.dismiss, n, "typed by mistake")
    assert listed(world) == []
    with world.database.read() as conn:
        shown = quarantine.shown(conn, n)
        events = conn.execute(select(schema.audit.c.event)).scalars().all()
    assert (shown["state"], shown["reason"], shown["decided_by"]) == ("dismissed", "typed by mistake", "server")
    assert "quarantine_dismiss" in events
    with pytest.raises(NotFound):
        world.admin(quarantine.dismiss, n, "again")
