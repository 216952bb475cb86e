"""Two cards of one customer become one; late edits of the one that went reach the one that stays."""

from __future__ import annotations

import pytest

from desktop_crm.errors import RecordRefused
from sync.protocol import Change, Command, OpKind, Outcome, Why
from sync.server import moving
from tests.sync.server.laptop import Laptop, World

Two = tuple[Laptop, Laptop, str, str]


@pytest.fixture
def two(world: World) -> Two:
    """Li's card K1 and Wang's card K2 are the same customer; both see both."""
    world.user("li", "east")
    world.user("wang", "east")
    li, wang = world.laptop("li"), world.laptop("wang")
    goes = li.create(
        customer_no="K1", full_name="曾国藩", mobile_phone="13800138000", email="a@example.com", preferences=["tea"],
        mailing_address="old street",
    )  # fmt: skip
    li.child(goes, name="member")
    stays = wang.create(
        customer_no="K2", full_name="曾国藩", email="b@example.com", preferences=["go"], postal_code="312000"
    )
    for laptop in (li, wang, li):
        laptop.sync()
    world.forward(hours=1)
    return li, wang, goes, stays


def merge(laptop: Laptop, goes: str, stays: str) -> None:
    change = {"merged_into": Change(n=stays)}
    laptop.edit(OpKind.COMMAND, "customer", goes, goes, cmd=Command.MERGE, f=change)


def member_of(laptop: Laptop, card: str) -> str:
    return next(row.id for row in laptop.cards[card].values() if row.t == "family_member")


def test_rows_move_gaps_are_filled_and_what_differs_is_kept(two):
    li, wang, goes, stays = two
    merge(wang, goes, stays)
    assert wang.sync()[0].r is Outcome.APPLIED
    li.pull()
    for laptop in (li, wang):
        assert goes not in laptop.cards
        assert laptop.snapshot() == laptop.first_pull()
    fields = li.fields(stays)
    assert fields["mobile_phone"] == "13800138000"
    assert (fields["email"], fields["preferences"]) == ("b@example.com", ["go", "tea"])
    assert fields.get("mailing_address") is None  # no address beside a postcode that is not its own
    assert li.fields(member_of(li, stays))["name"] == "member"
    losers = {one["field"]: one["loser"] for one in li.conflicts(stays)}
    assert losers == {"customer_no": '"K1"', "email": '"a@example.com"', "mailing_address": '"old street"'}
    assert not any(one["important"] for one in li.conflicts(stays))


def test_late_edits_reach_the_card_that_stays(two, world):
    li, wang, goes, stays = two
    member = member_of(li, goes)
    merge(wang, goes, stays)
    wang.sync()
    li.put(goes, occupation="painter", email="c@example.com")
    li.put(member, goes, "family_member", name="renamed")
    li.child(goes, name="second")
    world.forward(hours=1)
    assert {one.r for one in li.sync()} == {Outcome.APPLIED}
    wang.pull()
    assert (wang.fields(stays)["occupation"], wang.fields(stays)["email"]) == ("painter", "c@example.com")
    assert wang.fields(member)["name"] == "renamed"
    assert [row.t for row in wang.cards[stays].values()].count("family_member") == 2
    assert '"b@example.com"' in [one["loser"] for one in wang.conflicts(stays)]
    assert li.snapshot() == li.first_pull() == wang.snapshot()


def test_an_edit_older_than_what_the_other_card_says_loses_and_is_kept(two, world):
    li, wang, goes, stays = two
    li.put(goes, email="c@example.com")
    world.forward(hours=1)
    wang.put(stays, email="d@example.com")
    merge(wang, goes, stays)
    wang.sync()
    assert li.sync()[0].r is Outcome.LOST
    assert li.fields(stays)["email"] == "d@example.com"
    assert '"c@example.com"' in [one["loser"] for one in li.conflicts(stays)]


def test_deleting_a_merged_card_does_not_delete_the_one_that_stays(two):
    li, wang, goes, stays = two
    li.delete(goes)
    merge(wang, goes, stays)
    wang.sync()
    (receipt,) = li.sync()
    assert (receipt.r, receipt.why) == (Outcome.INBOX, Why.CHANGED_SINCE)
    assert not li.cards[stays][stays].deleted


def test_merging_twice_both_ways_and_into_a_third(two):
    li, wang, goes, stays = two
    third = wang.create(customer_no="K3")
    wang.sync()
    li.pull()
    merge(wang, goes, stays)
    wang.sync()
    merge(li, goes, stays)
    merge(li, stays, goes)
    merge(li, goes, third)
    receipts = li.sync()
    assert [one.r for one in receipts] == [Outcome.SAME, Outcome.SAME, Outcome.QUARANTINED]
    merge(wang, stays, third)
    wang.sync()
    li.put(goes, occupation="painter")  # two merges away
    li.sync()
    assert li.fields(third)["occupation"] == "painter"
    assert set(li.cards) == {third, "org"}
    assert li.snapshot() == li.first_pull()


def test_both_ways_in_one_batch(two):
    li, _, goes, stays = two
    merge(li, goes, stays)
    merge(li, stays, goes)
    li.put(goes, occupation="painter")
    assert [one.r for one in li.sync()] == [Outcome.APPLIED, Outcome.SAME, Outcome.APPLIED]
    assert li.fields(stays)["occupation"] == "painter"
    assert li.snapshot() == li.first_pull()


def test_only_who_sees_both_may_merge(two, world):
    li, _, goes, _ = two
    world.user("zhao")
    zhao = world.laptop("zhao")
    hidden = zhao.create(customer_no="K9")
    zhao.sync()
    merge(li, goes, hidden)
    merge(zhao, goes, hidden)
    assert li.sync()[0].why is Why.SCOPE
    assert zhao.sync()[0].why is Why.SCOPE
    assert goes in li.cards


def test_the_administrator_merges(two, world):
    li, _, goes, stays = two
    world.admin(moving.merge, "K1", "K2")
    li.pull()
    assert (goes in li.cards, stays in li.cards) == (False, True)
    with pytest.raises(RecordRefused):
        world.admin(moving.merge, "K1", "K2")
