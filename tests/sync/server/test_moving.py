"""Scopes that move: teams, territories, shares and mass reassignment, from both sides."""

from __future__ import annotations

import pytest

from desktop_crm.errors import NotFound, RecordRefused, UsageError
from sync.protocol import Outcome, Why
from sync.server import accounts, moving
from tests.sync.server.laptop import Laptop, World


@pytest.fixture
def office(world: World) -> tuple[Laptop, Laptop, Laptop]:
    """Li and Zhao of the team east, Wang of none."""
    world.user("li", "east")
    world.user("zhao", "east")
    world.user("wang")
    return world.laptop("li"), world.laptop("wang"), world.laptop("zhao")


def whole(owner: Laptop, number: str = "K1", **fields: str) -> tuple[str, str]:
    """A synchronised card with a family member."""
    card = owner.create(customer_no=number, full_name="曾国藩", **fields)
    member = owner.child(card, name="member")
    owner.sync()
    return card, member


def assert_proposal(former: Laptop, now: Laptop, card: str, member: str) -> None:
    """Edits made before the card left are proposals now, and the card leaves whole."""
    former.put(card, remarks="typed in the train")
    former.put(member, card, "family_member", name="renamed")
    receipts = former.sync()
    assert [(one.r, one.why) for one in receipts] == [(Outcome.QUARANTINED, Why.SCOPE)] * 2
    assert card not in former.cards
    now.pull()
    assert {one["loser"] for one in now.conflicts(card)} == {'"typed in the train"', '"renamed"'}
    assert former.snapshot() == former.first_pull()


def test_a_share_shows_one_card_whole_until_it_is_taken_back(office, world):
    li, wang, _ = office
    card, member = whole(li)
    other = li.create(customer_no="K2")
    li.sync()
    li.child(card, "share", user_id="wang")
    assert li.sync()[0].r is Outcome.APPLIED
    wang.pull()
    assert set(wang.cards) == {card, "org"}
    assert wang.fields(member)["name"] == "member"
    wang.put(card, remarks="from Wang")
    assert wang.sync()[0].r is Outcome.APPLIED
    li.pull()
    share = next(row.id for row in li.cards[card].values() if row.t == "share")
    li.delete(share, card, "share")
    assert li.sync()[0].r is Outcome.APPLIED
    assert_proposal(wang, li, card, member)
    assert other in li.cards


def test_a_share_with_nobody_is_set_aside(office):
    li, _, _ = office
    card, _ = whole(li)
    li.child(card, "share", user_id="nobody")
    assert li.sync()[0].why is Why.BAD_OPERATION


def test_a_shared_card_stays_shared_when_it_changes_hands(office, world):
    li, wang, zhao = office
    card, _ = whole(li)
    world.admin(moving.share, "K1", "wang")
    world.admin(accounts.assign, "K1", "zhao")
    wang.pull()
    assert wang.fields(card)["owner_id"] == "zhao"
    world.admin(moving.unshare, "K1", "wang")
    wang.pull()
    assert card not in wang.cards
    world.admin(moving.share, "K1", "wang")
    wang.pull()
    assert card in wang.cards
    zhao.pull()
    assert zhao.snapshot() == zhao.first_pull()


def test_a_card_created_and_shared_offline_in_one_batch(office):
    li, wang, _ = office
    card = li.create(customer_no="K1")
    li.child(card, "share", user_id="wang")
    li.sync()
    wang.pull()
    assert card in wang.cards


def test_cards_of_a_territory_enter_and_leave_with_the_sight_of_it(office, world):
    li, wang, _ = office
    card, member = whole(li, mailing_address="浙江省绍兴市越城区解放路1号")
    far = li.create(customer_no="K2", mailing_address="广东省广州市天河区")
    li.sync()
    assert world.admin(moving.see, "wang", None, ["浙江"]) == {"teams": [], "territories": ["浙江"]}
    wang.pull()
    assert set(wang.cards) == {card, "org"}
    assert wang.fields(member)["name"] == "member"
    new = li.create(customer_no="K3", mailing_address="杭州市西湖区")
    li.sync()
    wang.pull()
    assert set(wang.cards) == {card, new, "org"}
    world.admin(moving.see, "wang", None, ["south"])
    assert_proposal(wang, li, card, member)
    assert set(wang.cards) == {far, "org"}


def test_a_card_moves_into_another_territory_with_its_address(office, world):
    li, wang, _ = office
    card, member = whole(li, mailing_address="浙江省绍兴市越城区解放路1号")
    world.admin(moving.see, "wang", None, ["33"])
    wang.pull()
    li.put(card, mailing_address="绍兴市柯桥区")
    li.sync()
    wang.pull()
    assert wang.fields(card)["mailing_address"] == "绍兴市柯桥区"
    li.put(card, mailing_address="广东省广州市天河区")
    li.sync()
    assert_proposal(wang, li, card, member)
    li.put(card, mailing_address="杭州市")
    li.sync()
    wang.pull()
    assert wang.cards[card] == li.cards[card]


def test_somebody_who_leads_another_team_sees_its_cards(office, world):
    li, wang, _ = office
    card, member = whole(li)
    assert world.admin(moving.see, "wang", ["east"], None) == {"teams": ["east"], "territories": []}
    wang.pull()
    assert card in wang.cards
    world.admin(accounts.change_user, "wang", display="Wang Er")  # other changes of the account keep the sight
    wang.pull()
    assert card in wang.cards
    world.admin(moving.see, "wang", [], None)
    assert_proposal(wang, li, card, member)


def test_who_leaves_a_team_loses_its_cards_and_takes_own_ones_along(office, world):
    li, _, zhao = office
    card, member = whole(li)
    own, _ = whole(zhao, "K2")
    li.pull()
    zhao.pull()
    world.admin(accounts.change_user, "zhao", team_name="")
    assert_proposal(zhao, li, card, member)
    assert own in zhao.cards
    assert own not in li.cards


def test_all_cards_of_a_person_change_hands_in_steps(office, world, monkeypatch):
    monkeypatch.setattr(moving, "AT_ONCE", 2)
    li, wang, _ = office
    cards = [li.create(customer_no=f"K{one}", mailing_address="绍兴市") for one in range(5)]
    far = li.create(customer_no="K9", mailing_address="广州市")
    binned = li.create(customer_no="K8", mailing_address="绍兴市")
    li.sync()
    li.delete(binned)
    li.sync()
    steps, after = [], ""
    while True:
        moved, after = world.admin(moving.reassign, "li", "wang", frozenset({"33"}), after)
        steps.append(moved)
        if not after:
            break
    assert steps == [2, 2, 1]
    wang.pull()
    assert set(wang.cards) == {*cards, "org"}
    li.pull(max_aggs=1)
    assert set(li.cards) == {far, binned, "org"}
    assert world.admin(moving.reassign, "li", "wang", frozenset({"33"}), "") == (0, "")


def test_what_cannot_be_moved(office, world):
    for action, error in (
        (lambda: world.admin(moving.see, "nobody", [], None), NotFound),
        (lambda: world.admin(moving.see, "li", ["nowhere"], None), NotFound),
        (lambda: world.admin(moving.see, "li", None, ["Atlantis"]), UsageError),
        (lambda: world.admin(moving.share, "K0", "li"), NotFound),
    ):
        with pytest.raises(error):
            action()
    world.admin(accounts.change_user, "wang", active=False)
    with pytest.raises(RecordRefused):
        world.admin(moving.reassign, "li", "wang", frozenset(), "")
