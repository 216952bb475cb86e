"""Scopes, moves, paging: what each person gets, and that it is exactly what the server would show."""

from __future__ import annotations

import pytest

from sync.protocol import PULL_PATH, Outcome, Why
from sync.server import accounts, devices, info
from sync.server.context import Role
from sync.server.routes import BY_PATH
from sync.server.service import Service
from tests.sync.server.laptop import Laptop, World


@pytest.fixture
def office(world: World) -> dict[str, Laptop]:
    world.user("li", "east")
    world.user("wang", "east")
    world.user("zhao", "west")
    world.user("chief", role=Role.DIRECTOR)
    world.user("head", "east", Role.MANAGER)
    return {name: world.laptop(name) for name in ("li", "wang", "zhao", "chief", "head")}


def cards(laptop: Laptop) -> set[str]:
    return set(laptop.cards) - {"org"}


def check(office: dict[str, Laptop]) -> None:
    for laptop in office.values():
        laptop.pull()
        assert laptop.snapshot() == laptop.first_pull()


def test_everybody_sees_the_own_teams_cards_and_directors_all(office):
    mine, theirs = office["li"].create(full_name="east"), office["zhao"].create(full_name="west")
    for laptop in office.values():
        laptop.sync()
    check(office)
    assert cards(office["wang"]) == cards(office["head"]) == {mine}
    assert cards(office["zhao"]) == {theirs}
    assert cards(office["chief"]) == {mine, theirs}


def test_colleagues_come_by_pull(office, world):
    office["li"].pull()
    people = {row.f["user_name"]: row.f for row in office["li"].cards["org"].values()}
    assert set(people) == {"li", "wang", "zhao", "chief", "head"}
    assert people["head"] == {
        "user_name": "head", "display_name": "Head", "team": "east", "role": "manager", "active": True,
    }  # fmt: skip
    world.admin(accounts.change_user, "zhao", active=False)
    office["li"].pull()
    people = {row.f["user_name"]: row.f for row in office["li"].cards["org"].values()}
    assert people["zhao"]["active"] is False


def test_assigned_card_leaves_whole_and_arrives_whole(office, world):
    li, zhao = office["li"], office["zhao"]
    card = li.create(customer_no="K1", full_name="x")
    member = li.child(card, name="child")
    li.sync()
    check(office)
    world.admin(accounts.assign, "K1", "ZHAO")
    items = li.pull()
    assert [(item.a, item.drop, item.why) for item in items] == [(card, True, "scope")]
    assert card not in office["li"].cards
    (item,) = zhao.pull()
    assert (item.full, {row.id for row in item.rows}) == (True, {card, member})
    assert zhao.fields(card)["owner_id"] == "zhao"
    check(office)


def test_manager_assigns_from_the_laptop_and_a_rep_cannot(office):
    card = office["li"].create(full_name="x")
    office["li"].sync()
    office["head"].pull()
    office["li"].assign(card, "zhao")
    assert [one.why for one in office["li"].sync()] == [Why.SCOPE]
    office["head"].assign(card, "nobody")
    office["head"].assign(card, "zhao")
    assert [one.r for one in office["head"].sync()] == [Outcome.QUARANTINED, Outcome.APPLIED]
    office["head"].put(card, full_name="too late")
    assert office["head"].sync()[0].why is Why.SCOPE
    check(office)
    assert cards(office["zhao"]) == {card}
    assert cards(office["head"]) == set()


def test_person_changes_teams_and_takes_the_cards_along(office, world):
    made = {office["li"].create(customer_no=str(number)) for number in range(5)}
    other = office["wang"].create(customer_no="W")
    office["li"].sync()
    office["wang"].sync()
    check(office)
    world.admin(accounts.change_user, "li", team_name="west")
    check(office)
    assert cards(office["wang"]) == {other}
    assert cards(office["zhao"]) == made
    assert cards(office["li"]) == made
    world.admin(accounts.change_user, "li", team_name="east")
    check(office)
    assert cards(office["wang"]) == made | {other}
    assert cards(office["li"]) == made | {other}


def test_card_seen_twice_is_kept_when_one_way_ends(office, world):
    card = office["wang"].create(customer_no="K")
    office["wang"].sync()
    check(office)
    world.admin(accounts.change_user, "li", role=Role.DIRECTOR)
    check(office)
    world.admin(accounts.change_user, "li", team_name="west")
    check(office)
    assert card in office["li"].cards
    world.admin(accounts.change_user, "li", role=Role.REP)
    check(office)
    assert cards(office["li"]) == set()


def test_lost_scope_stays_lost_while_its_cards_change(office, world):
    card = office["wang"].create(customer_no="K", full_name="x")
    office["wang"].sync()
    check(office)
    world.admin(accounts.change_user, "li", team_name="west")
    office["wang"].put(card, full_name="y")
    office["wang"].create(customer_no="new")
    office["wang"].sync()
    check(office)
    assert cards(office["li"]) == set()
    office["wang"].put(card, full_name="z")
    office["wang"].sync()
    assert office["li"].pull() == []


@pytest.mark.parametrize("size", [1, 2, 7])
def test_pages_of_any_size_give_the_same(office, world, size):
    li, chief = office["li"], office["chief"]
    for number in range(12):
        li.create(customer_no=str(number), full_name=f"n{number}")
    li.sync()
    world.admin(accounts.change_user, "wang", role=Role.DIRECTOR)  # positions of "joined" and "changed" mix
    for laptop in (office["wang"], chief):
        laptop.pull(max_aggs=size)
        assert len(cards(laptop)) == 12
        assert laptop.snapshot() == laptop.first_pull()


def test_small_byte_limit_pages_too(office):
    li, chief = office["li"], office["chief"]
    for number in range(40):
        li.create(customer_no=str(number), remarks="x" * 2000)
    li.sync()
    sizes = []
    chief.pull(between=lambda: sizes.append(1), max_bytes=16 << 10)
    assert len(sizes) >= 4
    assert len(cards(chief)) == 40


def test_changes_between_pages_arrive_exactly_once_applied(office, world):
    li, wang = office["li"], office["wang"]
    made = [li.create(customer_no=f"K{number}", full_name="old") for number in range(10)]
    li.sync()
    wang.pull()
    steps = iter(range(1000))

    def meddle() -> None:
        step = next(steps)
        if step < 4:
            li.put(made[step], full_name=f"new {step}")
            li.create(customer_no=f"later {step}")
            li.sync()
            world.admin(accounts.assign, f"K{9 - step}", "zhao")

    wang.since, wang.cards = 0, {}
    wang.pull(between=meddle, max_aggs=3)
    assert wang.snapshot() == wang.first_pull()
    assert {wang.fields(made[step])["full_name"] for step in range(4)} == {f"new {step}" for step in range(4)}
    assert not {made[9 - step] for step in range(4)} & set(wang.cards)
    check(office)


def test_only_changed_rows_travel(office):
    li, wang = office["li"], office["wang"]
    card = li.create(customer_no="K", full_name="x")
    members = [li.child(card, name=f"m{number}") for number in range(3)]
    li.sync()
    wang.pull()
    li.put(members[1], card, "family_member", name="changed")
    li.sync()
    (item,) = wang.pull()
    assert not item.full
    assert {row.id for row in item.rows} == {card, members[1]}  # the card's own row says who changed it last


def test_nothing_new_is_one_empty_page(office):
    office["li"].pull()
    page = office["li"].page(None)
    assert (page.items, page.done, page.after, page.head) == ([], True, None, office["li"].since)


@pytest.mark.parametrize(("role", "noted"), [("primary", True), (info.REPLICA, False)])
def test_a_replica_answers_without_writing(world: World, role: str, noted: bool) -> None:
    """Hours later a pull is worth noting, but a copy of the database takes no write."""
    world.user("li")
    laptop = world.laptop("li")
    world.admin(lambda conn, _ctx: info.change(conn, info.ROLE, role))
    with world.database.read() as conn:
        before = devices.list_devices(conn)[0].last_seen_at
    world.forward(hours=3)
    service = Service(world.database, world.context())
    assert service.answer(BY_PATH[PULL_PATH], f"Bearer {laptop.token}", None, b"{}")
    with world.database.read() as conn:
        assert (devices.list_devices(conn)[0].last_seen_at > before) is noted
