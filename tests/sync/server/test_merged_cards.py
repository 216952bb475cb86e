"""Two cards of one customer become one; late edits of the one that went reach the one that stays."""

from __future__ import annotations

import pytest

from desktop_crm.errors import RecordRefused
from sync.protocol import Change, Command, OpKind, Outcome, Why
from sync.server import accounts, moving
from sync.server.schema import obj
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
    assert losers == {"email": '"a@example.com"', "mailing_address": '"old street"'}
    (word,) = [row.f for row in li.cards[stays].values() if row.t == "merged_card"]
    assert (word["customer_no"], word["card_id"], word["into"]) == ("K1", goes, stays)
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
    assert [one.r for one in receipts] == [
        Outcome.SAME,
        Outcome.SAME,
        Outcome.INBOX,
    ]  # a person decides about the third
    assert [one["loser"] for one in li.conflicts(stays) if one["field"] == "merged_into"] == [f'"{third}"']
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


def test_a_card_takes_along_what_was_merged_into_it_in_the_same_batch(two):
    li, wang, goes, stays = two
    third = wang.create(customer_no="K3")
    wang.sync()
    member = member_of(wang, goes)
    merge(wang, goes, stays)
    merge(wang, stays, third)
    part(wang, stays, third)
    assert {one.r for one in wang.sync()} == {Outcome.APPLIED}
    li.pull()
    assert member in li.cards[stays] and member not in li.cards[third]
    part(li, goes, stays)
    li.sync()
    assert member in li.cards[goes]


def test_a_row_that_was_taken_out_with_its_card_is_found_there_although_the_other_was_merged_on(two):
    li, wang, goes, stays = two
    third = wang.create(customer_no="K3")
    wang.sync()
    merge(wang, goes, stays)
    wang.sync()
    li.pull()
    member = member_of(li, stays)
    part(wang, goes, stays)
    merge(wang, stays, third)
    wang.sync()
    li.put(member, stays, "family_member", name="renamed")
    assert li.sync()[0].r is Outcome.APPLIED
    assert li.fields(member)["name"] == "renamed" and member in li.cards[goes]


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


def part(laptop: Laptop, goes: str, stays: str) -> None:
    change = {"merged_into": Change(o=stays)}
    laptop.edit(OpKind.COMMAND, "customer", goes, goes, cmd=Command.UNMERGE, f=change)


def test_taken_apart_each_has_its_own_again(two, world):
    li, wang, goes, stays = two
    before = {card: dict(li.fields(card)) for card in (goes, stays)}
    member = member_of(li, goes)
    merge(wang, goes, stays)
    wang.sync()
    li.sync()
    world.forward(hours=1)
    li.put(stays, email="c@example.com", occupation="painter")
    li.put(member, stays, "family_member", phone="13900000000")
    second = li.child(stays, name="second")
    li.sync()
    world.forward(hours=1)
    part(wang, goes, stays)
    assert wang.sync()[0].r is Outcome.APPLIED
    li.pull()
    for laptop in (li, wang):
        assert laptop.snapshot() == laptop.first_pull()
    stamps = ("updated_at", "updated_by")
    assert {k: v for k, v in li.fields(goes).items() if k not in stamps} == {
        k: v for k, v in before[goes].items() if k not in stamps
    }
    fields = li.fields(stays)
    assert (fields["email"], fields["occupation"], fields["preferences"]) == ("c@example.com", "painter", ["go"])
    assert "mobile_phone" not in fields
    assert li.cards[goes][member].f["phone"] == "13900000000" and second in li.cards[stays]
    assert not [one for one in li.conflicts(stays) if one.get("state") == "open"]  # those that were are closed
    merge(li, goes, stays)  # and once more
    part(li, goes, stays)
    assert [one.r for one in li.sync()] == [Outcome.APPLIED, Outcome.APPLIED]
    assert li.snapshot() == li.first_pull()


def test_taking_apart_what_is_not_merged_there(two):
    li, wang, goes, stays = two
    third = wang.create(customer_no="K3")
    wang.sync()
    li.pull()
    part(li, goes, stays)
    assert li.sync()[0].r is Outcome.SAME
    merge(wang, goes, stays)
    merge(wang, stays, third)
    part(wang, goes, third)
    part(wang, goes, stays)
    receipts = wang.sync()
    assert [(one.r, one.why) for one in receipts[2:]] == [
        (Outcome.SAME, None), (Outcome.INBOX, Why.CHANGED_SINCE),
    ]  # fmt: skip
    part(wang, stays, third)
    part(wang, goes, stays)
    assert {one.r for one in wang.sync()} == {Outcome.APPLIED}
    li.pull()
    assert {goes, stays, third} <= set(li.cards) and li.snapshot() == li.first_pull()


def test_only_who_sees_the_survivor_takes_apart(two, world):
    li, wang, goes, stays = two
    world.user("zhao")
    zhao = world.laptop("zhao")
    merge(wang, goes, stays)
    wang.sync()
    part(zhao, goes, stays)
    assert zhao.sync()[0].why is Why.SCOPE
    li.pull()
    assert goes not in li.cards


def test_the_administrator_takes_apart_but_not_what_was_merged_before_anybody_kept_it(two, world):
    li, _, goes, stays = two
    world.admin(moving.merge, "K1", "K2")
    world.admin(moving.unmerge, "K1")
    li.pull()
    assert {goes, stays} <= set(li.cards)
    with pytest.raises(RecordRefused):
        world.admin(moving.unmerge, "K1")
    world.admin(moving.merge, "K1", "K2")
    with world.database.write() as conn:
        conn.execute(obj.delete().where(obj.c.type == "merged_card"))
    with pytest.raises(RecordRefused):
        world.admin(moving.unmerge, "K1")


def test_a_merged_card_follows_nobody_into_another_team_or_province(two, world):
    li, _, goes, stays = two
    world.user("sun", "west")
    world.user("zhao")
    sun, zhao = world.laptop("sun"), world.laptop("zhao")
    li.put(goes, mailing_address="浙江省绍兴市上大路1号")
    li.sync()
    merge(li, goes, stays)
    li.sync()
    world.admin(accounts.change_user, "li", team_name="west")
    world.admin(moving.see, "zhao", (), ("浙江省",))
    for laptop in (li, sun, zhao):
        laptop.pull()
        assert goes not in laptop.cards


def test_a_proposal_goes_with_the_card_it_was_for(two, world):
    li, wang, goes, stays = two
    world.user("sun", "west")
    merge(wang, goes, stays)
    wang.sync()
    world.admin(accounts.change_user, "li", team_name="west")
    li.put(goes, remarks="from Li")
    assert li.sync()[0].why is Why.SCOPE
    wang.pull()
    (proposed,) = [one for one in wang.conflicts(stays) if one["why"] == "scope"]
    assert (proposed["loser"], proposed["record_id"]) == ('"from Li"', stays)
    part(wang, goes, stays)
    assert wang.sync()[0].r is Outcome.APPLIED
    assert '"from Li"' not in [one.get("loser") for one in wang.conflicts(stays)]
    li.pull()  # the card is Li's again, and so is the question
    (proposed,) = li.conflicts(goes)
    assert (proposed["loser"], proposed["record_id"], proposed["state"]) == ('"from Li"', goes, "open")
    for laptop in (li, wang):
        assert laptop.snapshot() == laptop.first_pull()
