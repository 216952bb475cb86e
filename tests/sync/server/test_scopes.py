"""Scopes that move: cards that change hands, and what their former owners still had to say."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from sync.protocol import Change, OpKind, Outcome, Why
from sync.server import accounts
from sync.server.context import Role
from sync.server.schema import quarantine
from tests.sync.server.laptop import Laptop, World, new_id


@pytest.fixture
def handed(world: World) -> tuple[Laptop, Laptop, str, str]:
    """Li's card with a family member was given to Wang; Li has not heard of it."""
    for name in ("li", "wang"):
        world.user(name)
    li, wang = world.laptop("li", "ThinkPad"), world.laptop("wang")
    card = li.create(customer_no="K1", full_name="曾国藩", remarks="old")
    member = li.child(card, name="member")
    li.sync()
    world.forward(minutes=1)
    world.admin(accounts.assign, "K1", "wang")
    wang.pull()
    return li, wang, card, member


def test_edits_after_losing_the_card_are_proposals(handed, world):
    li, wang, card, member = handed
    li.put(card, remarks="new", email="a@example.com")
    li.put(member, card, "family_member", name="renamed")
    li.edit(OpKind.INC, "customer", card, card, f={"visits": Change(d=2)})
    child = li.child(card, name="second")
    li.put(child, card, "family_member", relation="spouse")
    receipts = li.sync()
    assert {(one.r, one.why, one.inbox, *one.lost) for one in receipts} == {(Outcome.QUARANTINED, Why.SCOPE, None)}
    assert card not in li.cards
    wang.pull()
    assert wang.fields(card)["remarks"] == "old"
    found = {(one["record_id"], one["field"]): one for one in wang.conflicts(card)}
    assert {key: one["loser"] for key, one in found.items()} == {
        (card, "remarks"): '"new"',
        (card, "email"): '"a@example.com"',
        (card, "visits"): "2",
        (member, "name"): '"renamed"',
        (child, ""): '{"name":"second"}',
        (child, "relation"): '"spouse"',
    }
    assert found[card, "remarks"]["winner"] == found[card, "remarks"]["base"] == '"old"'
    for one in found.values():
        assert (one["why"], one["important"], one["state"]) == ("scope", True, "open")
        assert (one["loser_by"], one["loser_device"]) == ("Li", "ThinkPad")
    with world.database.read() as conn:
        kept = conn.execute(select(quarantine.c.agg_id, quarantine.c.state)).all()
    assert {tuple(row) for row in kept} == {(card, "proposed")}
    assert len(kept) == len(receipts)


def test_deleting_and_restoring_after_losing_the_card_are_proposals(handed):
    li, wang, card, member = handed
    li.delete(member, card, "family_member")
    li.restore(member, card, "family_member")
    li.delete(new_id(), card, "family_member")  # nobody knows this row: nothing to propose
    li.sync()
    wang.pull()
    assert not wang.cards[card][member].deleted
    assert [(one["record_id"], one["why"]) for one in wang.conflicts(card)] == [
        (member, "changed_since"), (member, "deleted"),
    ]  # fmt: skip


def test_sending_a_proposal_again_changes_nothing(handed):
    li, wang, card, _ = handed
    op = li.put(card, remarks="new")
    first = li.send([op])
    assert li.send([op]).res == first.res
    wang.pull()
    assert len(wang.conflicts(card)) == 1


def test_the_new_owner_decides_a_proposal(handed, world):
    li, wang, card, _ = handed
    li.put(card, remarks="new")
    li.sync()
    wang.pull()
    (conflict,) = [row.id for row in wang.cards[card].values() if row.t == "conflict"]
    wang.put(card, remarks="new")
    wang.resolve(conflict, card, "taken")
    assert [one.r for one in wang.sync()] == [Outcome.APPLIED] * 2
    assert (wang.fields(card)["remarks"], wang.conflicts(card)[0]["state"]) == ("new", "taken")
    li.resolve(conflict, card, "kept")
    assert li.sync()[0].why is Why.SCOPE
    wang.pull()
    assert len(wang.conflicts(card)) == 1


def test_of_two_assignments_the_later_arrival_wins_and_both_are_kept(world):
    for name in ("li", "wang", "zhao"):
        world.user(name)
    world.user("one", role=Role.DIRECTOR)
    world.user("two", role=Role.DIRECTOR)
    li, one, two = (world.laptop(name) for name in ("li", "one", "two"))
    card = li.create(customer_no="K1")
    for laptop in (li, one, two):
        laptop.sync()
    two.assign(card, "zhao")
    world.forward(hours=1)
    one.assign(card, "wang")
    one.sync()
    assert two.sync()[0].r is Outcome.APPLIED
    one.pull()
    assert one.fields(card)["owner_id"] == "zhao"
    (conflict,) = one.conflicts(card)
    assert (conflict["field"], conflict["winner"], conflict["loser"], conflict["important"]) == (
        "owner_id", '"zhao"', '"wang"', True,
    )  # fmt: skip
