"""One company filed by several people offline: every card is taken, the later ones are marked."""

from __future__ import annotations

import pytest

from sync.protocol import Outcome
from sync.server import erasing, moving
from tests.sync.server.laptop import Laptop, World

NUMBER = "91330600MA2BWXYZ1K"


@pytest.fixture
def three(world: World) -> list[Laptop]:
    for name in ("li", "wang", "zhao"):
        world.user(name)
    return [world.laptop(name) for name in ("li", "wang", "zhao")]


def filed(laptop: Laptop, number: str = NUMBER, **fields: str) -> str:
    return laptop.create(org_name="绍兴某某有限公司", licence_no=number, **fields)


def test_three_people_file_the_same_company_offline(three):
    cards = [filed(one, spelling) for one, spelling in zip(three, (NUMBER, NUMBER.lower(), NUMBER), strict=True)]
    assert [one.sync()[0].r for one in three] == [Outcome.APPLIED] * 3
    marks = [one.conflicts(card) for one, card in zip(three, cards, strict=True)]
    assert [len(one) for one in marks] == [0, 1, 1]
    mark = marks[1][0]
    assert (mark["why"], mark["field"], mark["important"], mark["state"]) == ("duplicate", "licence_no", True, "open")
    assert (mark["winner_by"], mark["loser_by"]) == ("Li", "Wang")
    for one in three:
        assert len(one.cards) == 2  # nobody is shown the card of another
        assert one.snapshot() == one.first_pull()


def test_two_in_one_batch(three):
    li = three[0]
    first, second = filed(li), filed(li)
    li.sync()
    assert [len(li.conflicts(card)) for card in (first, second)] == [0, 1]


def test_a_mark_is_made_when_the_number_is_typed_and_only_for_what_is_live(three):
    li, wang, _ = three
    mine = filed(li)
    li.sync()
    other = filed(wang)
    wang.sync()
    (mark,) = [row.id for row in wang.cards[other].values() if row.t == "conflict"]
    wang.resolve(mark, other)
    wang.put(other, website="example.com")
    wang.sync()
    wang.put(other, licence_no="")
    wang.sync()
    wang.put(other, licence_no=NUMBER)
    wang.sync()
    assert sorted(one["state"] for one in wang.conflicts(other)) == ["kept", "open"]
    li.delete(mine)
    li.put(mine, licence_no="x")
    li.sync()
    third = filed(three[2])
    three[2].sync()
    assert [one["winner_by"] for one in three[2].conflicts(third)] == ["Wang"]  # Li's is in the bin


def test_without_a_second_live_card_there_is_no_mark(three, world):
    li, wang, zhao = three
    filed(li, customer_no="K1")
    li.sync()
    world.admin(erasing.erase, "K1")
    other = filed(wang, customer_no="K2")
    wang.sync()
    assert wang.conflicts(other) == []
    wang.put(other, licence_no="another")
    wang.sync()
    third = filed(zhao, customer_no="K3")
    zhao.sync()
    assert zhao.conflicts(third) == []


def test_merging_the_double_ends_it(three, world):
    li, wang, _ = three
    filed(li, customer_no="K1")
    li.sync()
    filed(wang, customer_no="K2")
    wang.sync()
    world.admin(moving.merge, "K2", "K1")
    third = filed(three[2])
    three[2].sync()
    assert [one["winner_by"] for one in three[2].conflicts(third)] == ["Li"]
