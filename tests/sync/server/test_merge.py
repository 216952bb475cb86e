"""Two laptops edit one card: what each rule of the merge does, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from desktop_crm.domain.fields import Merge
from desktop_crm.domain.records import CUSTOMER
from sync.protocol import Change, Op, OpKind, Outcome, Why, encode
from sync.server.context import Role
from sync.server.schema import change
from tests.sync.server.laptop import Laptop, World, new_id


@pytest.fixture
def pair(world: World) -> tuple[Laptop, Laptop, str]:
    """Two people of one team who both see the same filed card."""
    world.user("li", "east")
    world.user("wang", "east")
    one, two = world.laptop("li", "ThinkPad"), world.laptop("wang", "MacBook")
    card = one.create(
        customer_no="K1", full_name="曾国藩", customer_kind="individual", record_status="draft",
        mailing_address="old street", postal_code="100000", preferences=["tea"],
    )  # fmt: skip
    one.sync()
    two.sync()
    world.forward(minutes=1)
    return one, two, card


def settle(*laptops: Laptop) -> None:
    """Everybody pulls until nothing is new; then all hold what the server holds."""
    for laptop in laptops:
        laptop.sync()
    for laptop in laptops:
        laptop.sync()
        assert laptop.snapshot() == laptop.first_pull()


def test_different_fields_both_survive(pair):
    one, two, card = pair
    one.put(card, full_name="曾国荃")
    two.put(card, mobile_phone="13800138000")
    settle(one, two)
    assert one.fields(card)["full_name"] == "曾国荃"
    assert one.fields(card)["mobile_phone"] == "13800138000"
    assert one.conflicts(card) == []


def test_same_field_later_edit_wins_and_loser_is_kept(pair, world):
    one, two, card = pair
    two.put(card, full_name="from two")  # the earlier edit arrives last
    world.forward(minutes=5)
    one.put(card, full_name="from one")
    assert one.sync()[0].r is Outcome.APPLIED
    receipt = two.sync()[0]
    assert (receipt.r, receipt.lost, receipt.why) == (Outcome.LOST, ["full_name"], Why.CONCURRENT)
    one.sync()
    (conflict,) = one.conflicts(card)
    assert one.fields(card)["full_name"] == "from one"
    assert (conflict["winner"], conflict["loser"], conflict["base"]) == ('"from one"', '"from two"', '"曾国藩"')
    assert (conflict["winner_by"], conflict["loser_by"]) == ("Li", "Wang")
    assert (conflict["winner_device"], conflict["loser_device"]) == ("ThinkPad", "MacBook")
    assert (conflict["important"], conflict["state"]) == (True, "open")
    assert receipt.inbox in one.cards[card]


def test_overwritten_value_is_kept_too(pair, world):
    one, two, card = pair
    one.put(card, email="one@example.com")
    world.forward(minutes=5)
    two.put(card, email="two@example.com")
    settle(one, two)
    (conflict,) = two.conflicts(card)
    assert two.fields(card)["email"] == "two@example.com"
    assert (conflict["loser"], conflict["loser_by"], conflict["important"]) == ('"one@example.com"', "Li", False)


def test_two_laptops_of_one_person_also_get_a_conflict_row(world):
    world.user("li")
    one, two = world.laptop("li", "A"), world.laptop("li", "B")
    card = one.create(customer_no="1", full_name="x")
    one.sync()
    two.sync()
    one.put(card, full_name="a")
    world.forward(seconds=1)
    two.put(card, full_name="b")
    settle(one, two)
    assert [entry["loser"] for entry in one.conflicts(card)] == ['"a"']


def test_same_value_typed_twice_is_no_conflict(pair):
    one, two, card = pair
    one.put(card, email="same@example.com")
    two.put(card, email="same@example.com")
    one.sync()
    assert two.sync()[0].r is Outcome.SAME
    assert two.conflicts(card) == []


def test_own_earlier_edit_is_never_a_conflict(pair):
    one, _, card = pair
    one.put(card, email="a@example.com")
    one.push()
    change = {"email": Change(o="a@example.com", n="b@example.com")}
    one.edit(OpKind.PUT, "customer", card, card, f=change)  # no pull in between: the base is still the old version
    assert [receipt.r for receipt in one.sync()] == [Outcome.APPLIED]
    assert one.conflicts(card) == []


def test_what_a_laptop_wrote_before_it_was_put_back_is_not_overwritten_without_a_word(pair, world):
    one, two, card = pair
    two.put(card, email="a@example.com")
    two.sync()
    world.forward(hours=1)
    one.put(card, email="a@example.com")
    one.push()
    one.put(card, email="b@example.com")  # the image of the laptop knew of neither
    assert [receipt.r for receipt in one.sync()] == [Outcome.APPLIED]
    assert [found["loser"] for found in one.conflicts(card)] == ['"a@example.com"']


def test_words_the_server_joined_are_joined_again_with_what_was_typed_meanwhile(pair):
    one, two, card = pair
    one.put(card, remarks="Likes tea.")
    one.sync()
    two.pull()
    two.put(card, remarks="Likes tea.\nAsk for the nephew.")
    two.sync()
    one.put(card, remarks="Met in spring.\nLikes tea.")
    one.push()
    change = {"remarks": Change(o="Met in spring.\nLikes tea.", n="Met in May.\nLikes tea.")}
    one.edit(OpKind.PUT, "customer", card, card, f=change)
    one.sync()
    assert one.fields(card)["remarks"] == "Met in May.\nLikes tea.\nAsk for the nephew."


@pytest.mark.parametrize("skew", [timedelta(days=-10_000), timedelta(days=10_000)])
def test_wrong_clock_does_not_decide(pair, world, skew):
    one, two, card = pair
    one.skew = skew
    one.put(card, email="first@example.com")
    world.forward(hours=1)
    two.put(card, email="second@example.com")
    settle(two, one)
    assert one.fields(card)["email"] == "second@example.com"


def test_group_is_decided_as_one_value(pair, world):
    one, two, card = pair
    one.put(card, mailing_address="one's street", postal_code="200000")
    world.forward(minutes=1)
    two.put(card, mailing_address="two's street", postal_code="300000")
    settle(two, one)
    assert (one.fields(card)["mailing_address"], one.fields(card)["postal_code"]) == ("two's street", "300000")
    assert {entry["field"] for entry in one.conflicts(card)} == {"mailing_address", "postal_code"}


def test_parts_of_a_group_do_not_mix(pair, world):
    one, two, card = pair
    one.put(card, mailing_address="one's street")
    world.forward(minutes=1)
    two.put(card, postal_code="300000")
    two.sync()
    assert one.sync()[0].r is Outcome.LOST
    assert (one.fields(card)["mailing_address"], one.fields(card)["postal_code"]) == ("old street", "300000")


def test_sets_merge_element_by_element(pair):
    one, two, card = pair
    one.put(card, preferences=["coffee", "tea"])
    two.put(card, preferences=["golf"])
    settle(one, two)
    assert one.fields(card)["preferences"] == ["coffee", "golf"]
    assert one.conflicts(card) == []


def test_concurrent_add_of_an_element_wins(pair):
    one, two, card = pair
    one.put(card, preferences=[])
    one.sync()
    one.put(card, preferences=["tea"])  # taken away and given again
    one.sync()
    two.put(card, preferences=[])
    receipt = two.sync()[0]
    assert receipt.r is Outcome.LOST
    assert two.fields(card)["preferences"] == ["tea"]
    assert [entry["important"] for entry in two.conflicts(card)] == [False]


def test_add_and_remove_operations(pair):
    one, _, card = pair
    one.edit(OpKind.ADD, "customer", card, card, f={"preferences": Change(n=["golf", "tea"])})
    one.edit(OpKind.REMOVE, "customer", card, card, f={"preferences": Change(n=["tea"])})
    one.edit(OpKind.ADD, "customer", card, card, f={"newer_set": Change(n=["x"])})
    assert [receipt.r for receipt in one.sync()] == [Outcome.APPLIED] * 3
    assert (one.fields(card)["preferences"], one.fields(card)["newer_set"]) == (["golf"], ["x"])


def test_state_moves_only_from_the_state_that_was_seen(pair, world):
    one, two, card = pair
    one.put(card, record_status="filed")
    one.sync()
    world.forward(hours=1)
    two.put(card, record_status="archived")
    assert two.sync()[0].r is Outcome.LOST
    assert two.fields(card)["record_status"] == "filed"
    assert two.conflicts(card)[0]["important"] is True


def test_delete_and_restore_a_card_with_its_rows(pair):
    one, two, card = pair
    kept, gone = one.child(card, name="kept"), one.child(card, name="gone")
    one.sync()
    one.delete(gone, card, "family_member")
    one.sync()
    one.delete(card)
    assert one.sync()[0].r is Outcome.APPLIED
    two.sync()
    assert two.cards[card][card].deleted
    assert two.fields(card)["full_name"] == "曾国藩"  # the bin shows what can be restored
    two.restore(card)
    settle(two, one)
    assert not one.cards[card][card].deleted
    assert (one.cards[card][kept].deleted, one.cards[card][gone].deleted) == (False, True)
    assert one.fields(gone) == {}


def test_delete_of_a_card_changed_meanwhile_waits_for_a_person(pair):
    one, two, card = pair
    two.child(card, name="added meanwhile")
    two.sync()
    one.delete(card)
    receipt = one.sync()[0]
    assert (receipt.r, receipt.why) == (Outcome.INBOX, Why.CHANGED_SINCE)
    assert not one.cards[card][card].deleted
    (conflict,) = one.conflicts(card)
    assert (conflict["why"], conflict["field"], conflict["important"]) == ("changed_since", "", True)


def test_edit_of_something_deleted_does_not_bring_it_back(pair):
    one, two, card = pair
    two.put(card, full_name="late", email="late@example.com")
    member = two.child(card, name="late child")
    one.delete(card)
    one.sync()
    edited, created = two.sync()
    assert (edited.r, edited.why, created.r) == (Outcome.INBOX, Why.DELETED, Outcome.INBOX)
    assert two.cards[card][card].deleted
    assert member not in two.cards[card]
    kept = {entry["field"]: entry["loser"] for entry in two.conflicts(card)}
    assert kept == {"full_name": '"late"', "email": '"late@example.com"', "": '{"name":"late child"}'}


def test_deleting_twice_is_the_same(pair):
    one, two, card = pair
    one.delete(card)
    two.delete(card)
    one.sync()
    assert two.sync()[0].r is Outcome.SAME


def test_resolving_a_conflict_once(pair, world):
    one, two, card = pair
    one.put(card, email="a@example.com")
    world.forward(seconds=1)
    two.put(card, email="b@example.com")
    settle(one, two)
    conflict = next(row.id for row in one.cards[card].values() if row.t == "conflict")
    one.resolve(conflict, card, "taken")
    two.resolve(conflict, card, "kept")
    assert one.sync()[0].r is Outcome.APPLIED
    assert two.sync()[0].r is Outcome.LOST
    assert two.conflicts(card)[0]["state"] == "taken"


def test_laptops_cannot_make_conflicts_or_colleagues(pair):
    one, _, card = pair
    one.child(card, "conflict", state="open")
    one.edit(OpKind.CREATE, "employee", new_id(), "org", f={"role": Change(n="admin")})
    assert [receipt.r for receipt in one.sync()] == [Outcome.QUARANTINED] * 2


def test_unknown_fields_and_row_types_come_back_as_they_went(pair):
    one, two, card = pair
    one.put(card, field_of_tomorrow="x\u0000y", another=["b", "a"])
    row = one.child(card, "opportunity", title="big", stage=3)
    settle(one, two)
    assert (two.fields(card)["field_of_tomorrow"], two.fields(card)["another"]) == ("x\u0000y", ["b", "a"])
    assert (two.cards[card][row].t, two.fields(row)) == ("opportunity", {"title": "big", "stage": 3})


def test_server_keeps_the_technical_fields(pair, world):
    one, two, card = pair
    world.forward(hours=1)
    two.put(card, owner_id="wang", updated_by="nobody", email="x@example.com")
    settle(one, two)
    fields = one.fields(card)
    assert (fields["owner_id"], fields["created_by"], fields["updated_by"]) == ("li", "Li", "Wang")
    assert fields["created_at"] == "2026-03-02T09:00:00.000Z"
    assert fields["updated_at"] == "2026-03-02T10:01:00.000Z"


def test_clashing_customer_numbers_get_a_suffix(world):
    world.user("li")
    world.user("wang")
    one, two = world.laptop("li"), world.laptop("wang")
    first = one.create(customer_no="K1")
    others = [two.create(customer_no="K1"), two.create(customer_no="K1")]
    one.sync()
    assert [receipt.r for receipt in two.sync()] == [Outcome.APPLIED] * 2
    world.user("chief", role=Role.DIRECTOR)
    boss = world.laptop("chief")
    boss.sync()
    assert [boss.fields(card)["customer_no"] for card in (first, *others)] == ["K1", "K1-2", "K1-3"]
    two.put(others[0], customer_no="K1")
    two.sync()
    assert two.fields(others[0])["customer_no"] == "K1-2"


def test_creating_a_row_twice_fills_what_is_missing(pair):
    one, _, card = pair
    again = Op(
        id=new_id(), k=OpKind.CREATE, t="customer", row=card, agg=card, wall=one.wall(),
        f={"full_name": Change(n="another"), "email": Change(n="new@example.com")},
    )  # fmt: skip
    one.send([encode(again)])
    one.pull()
    assert (one.fields(card)["full_name"], one.fields(card)["email"]) == ("曾国藩", "new@example.com")


REMARKS = "Likes tea. Calls on Monday.\nHas two children.\nAsked for the new catalogue in spring.\n"


def test_long_text_written_at_different_places_is_joined(pair, world):
    one, two, card = pair
    one.put(card, remarks=REMARKS)
    settle(one, two)
    two.put(card, remarks=REMARKS.replace("two children", "three children"))  # the earlier edit arrives last
    world.forward(minutes=5)
    one.put(card, remarks=REMARKS.replace("tea", "coffee"))
    one.sync()
    assert two.sync()[0].r is Outcome.APPLIED
    one.sync()
    both = REMARKS.replace("two children", "three children").replace("tea", "coffee")
    assert [laptop.fields(card)["remarks"] for laptop in (one, two)] == [both, both]
    assert one.conflicts(card) == []
    with world.database.read() as conn:
        line = conn.execute(select(change).where(change.c.outcome == "merged")).one()
    assert (line.old, line.new) == tuple(encode(text).decode() for text in (REMARKS.replace("tea", "coffee"), both))


def test_long_text_written_at_one_place_keeps_the_winner_and_the_loser(pair, world):
    one, two, card = pair
    one.put(card, remarks=REMARKS)
    settle(one, two)
    two.put(card, remarks=REMARKS.replace("tea", "beer"))
    world.forward(minutes=5)
    one.put(card, remarks=REMARKS.replace("tea", "coffee"))
    one.sync()
    receipt = two.sync()[0]
    assert (receipt.r, receipt.lost) == (Outcome.LOST, ["remarks"])
    assert "coffee" in two.fields(card)["remarks"]
    assert [entry["loser"] for entry in two.conflicts(card)] == [encode(REMARKS.replace("tea", "beer")).decode()]


def test_joined_text_that_is_too_long_is_not_joined(pair, world):
    one, two, card = pair
    base = "start of the text. " + "x" * 1000 + " end of the text."
    one.put(card, remarks=base)
    settle(one, two)
    one.put(card, remarks="a" * 900 + base)
    two.put(card, remarks=base + "b" * 900)  # each fits, both together are more than the field takes
    settle(one, two)
    assert len(one.conflicts(card)) == 1


def test_counters_are_always_added(pair):
    one, two, card = pair
    for laptop, by in ((one, 2), (two, 5), (one, -1)):
        laptop.edit(OpKind.INC, "customer", card, card, f={"visits_of_tomorrow": Change(d=by)})
    settle(two, one)
    assert one.fields(card)["visits_of_tomorrow"] == 6
    assert one.conflicts(card) == []


def test_a_counter_takes_only_differences_that_it_can_hold(pair):
    one, _, card = pair
    one.edit(OpKind.INC, "customer", card, card, f={"full_name": Change(d=1)})
    one.edit(OpKind.INC, "customer", card, card, f={"visits": Change(n=1)})
    one.edit(OpKind.PUT, "customer", card, card, f={"visits": Change(d=1)})
    one.put(card, visits="many")
    one.edit(OpKind.INC, "customer", card, card, f={"visits": Change(d=1)})
    one.edit(OpKind.INC, "customer", card, card, f={"other": Change(d=2**53 - 1)})
    one.edit(OpKind.INC, "customer", card, card, f={"other": Change(d=1)})
    kept, aside = (Outcome.APPLIED, None), (Outcome.QUARANTINED, Why.BAD_OPERATION)
    assert [(one.r, one.why) for one in one.sync()] == [aside, aside, aside, kept, aside, kept, aside]
    assert (one.fields(card)["visits"], one.fields(card)["other"]) == ("many", 2**53 - 1)


def test_a_new_value_of_a_declared_counter_counts_as_a_difference(pair, monkeypatch):
    one, two, card = pair
    declared = CUSTOMER["age_stated"]
    monkeypatch.setitem(CUSTOMER.by_id, "age_stated", replace(declared, merge=Merge.COUNTER))
    one.put(card, age_stated=40)
    settle(one, two)
    one.put(card, age_stated=41)
    two.put(card, age_stated=43)
    settle(one, two)
    assert one.fields(card)["age_stated"] == 44
    assert one.conflicts(card) == []
