"""Edits whose time is in doubt, and edits so old that nobody knows whether they were applied already."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from sync.protocol import Change, OpKind, Outcome, Why
from sync.server import commits, info
from sync.server.schema import commit_log, op_seen, stream
from tests.sync.server.laptop import Laptop, World


@pytest.fixture
def pair(world: World) -> tuple[Laptop, Laptop, str]:
    """Two people of one team who both see the same card."""
    world.user("li", "east")
    world.user("wang", "east")
    one, two = world.laptop("li"), world.laptop("wang")
    card = one.create(customer_no="K1", full_name="base", remarks="the first words and the last words")
    one.sync()
    two.sync()
    world.forward(days=1)
    return one, two, card


@pytest.mark.parametrize("jump", [timedelta(days=-3), timedelta(days=3)])
def test_a_clock_that_jumped_decides_nothing(pair, world, jump):
    one, two, card = pair
    one.put(card, email="theirs@example.com")
    two.skew = jump
    two.put(card, email="mine@example.com", fax="1")
    two.skew = timedelta()  # set right between the edit and its sending
    one.sync()
    receipt = two.sync()[0]
    assert (receipt.r, receipt.lost, receipt.why) == (Outcome.PARTLY, ["email"], Why.CLOCK)
    assert (two.fields(card)["email"], two.fields(card)["fax"]) == ("theirs@example.com", "1")
    (conflict,) = two.conflicts(card)
    assert (conflict["why"], conflict["important"], conflict["loser"]) == ("clock", True, '"mine@example.com"')


def test_all_fields_in_doubt_wait_for_a_person(pair):
    one, two, card = pair
    one.put(card, email="theirs@example.com")
    two.skew = timedelta(days=300)
    two.put(card, email="mine@example.com")
    two.skew = timedelta()
    one.sync()
    receipt = two.sync()[0]
    assert (receipt.r, receipt.why) == (Outcome.INBOX, Why.CLOCK)
    assert receipt.inbox in two.cards[card]


def test_a_jump_without_a_rival_costs_nothing(pair):
    one, two, card = pair
    one.put(card, remarks="the FIRST words and the last words")
    one.sync()
    two.skew = timedelta(days=300)
    two.put(card, email="mine@example.com", remarks="the first words and the LAST words")
    two.edit(OpKind.INC, "customer", card, card, f={"visits": Change(d=1)})
    two.skew = timedelta()
    assert [one.r for one in two.sync()] == [Outcome.APPLIED] * 2
    assert two.fields(card)["remarks"] == "the FIRST words and the LAST words"


@pytest.mark.parametrize(("offline", "jump"), [(timedelta(days=60), timedelta()), (timedelta(), timedelta(minutes=4))])
def test_an_ordinary_age_is_no_doubt(pair, world, offline, jump):
    one, two, card = pair
    one.put(card, email="theirs@example.com")
    one.sync()
    world.forward(hours=1)
    two.skew = jump
    two.put(card, email="mine@example.com")
    two.skew = timedelta()
    world.forward(days=offline.days)
    assert two.sync()[0].r is Outcome.APPLIED
    assert two.fields(card)["email"] == "mine@example.com"


def skip_commits(world: World, to: int) -> None:
    """Let the server have made many commits."""
    with world.database.write() as conn:
        conn.execute(update(stream).values(seq=to))


def answers(world: World) -> int:
    with world.database.read() as conn:
        return conn.execute(select(func.count()).select_from(op_seen)).scalar_one()


def test_what_is_based_on_a_forgotten_commit_waits_for_a_person(pair, world):
    one, two, card = pair
    counted = two.edit(OpKind.INC, "customer", card, card, f={"visits": Change(d=1)})
    two.sync()  # applied, and its answer lost with the disk of the laptop
    two.outbox = [counted]
    child = two.child(card, name="made long ago")
    two.put(child, card, "family_member", relation="spouse")
    skip_commits(world, 999)
    one.put(card, fax="1")
    one.sync()  # commit 1000
    assert answers(world) > 2
    world.forward(days=401)
    skip_commits(world, 1999)
    one.put(card, fax="2")
    one.sync()  # commit 2000 thins out the first thousand and forgets their answers
    with world.database.read() as conn:
        assert info.number(conn, info.PRUNED_TO) == 1000
        assert conn.execute(select(func.min(commit_log.c.seq)).where(commit_log.c.seq > 0)).scalar_one() == 1000
    assert answers(world) == 1

    receipts = two.sync()
    assert [(one.r, one.why) for one in receipts] == [
        (Outcome.INBOX, Why.TOO_OLD),
        (Outcome.APPLIED, None),  # a row that nobody has is nothing that could be done twice
        (Outcome.INBOX, Why.TOO_OLD),
    ]
    assert two.fields(card)["visits"] == 1
    assert two.fields(card)["fax"] == "2"  # old, but of a commit that is kept
    assert {(entry["field"], entry["why"]) for entry in two.conflicts(card)} == {
        ("visits", "too_old"), ("relation", "too_old"),
    }  # fmt: skip


def test_answers_are_forgotten_a_few_at_a_time(pair, world, monkeypatch):
    one, _, card = pair
    for number in range(7):
        one.put(card, fax=str(number))
    one.sync()
    monkeypatch.setattr(commits, "_FORGOTTEN", 5)
    before = answers(world)
    with world.database.write() as conn:
        info.change(conn, info.PRUNED_TO, "1000")
        commits.forget_answers(conn)
    assert answers(world) == before - 5


def test_a_laptop_that_never_pulled_is_not_too_old(pair, world):
    one, _, _ = pair
    skip_commits(world, 999)
    one.create(full_name="x")
    one.sync()
    world.forward(days=401)
    world.user("zhao")
    fresh = world.laptop("zhao")
    card = fresh.create(full_name="made before the first sync")
    fresh.put(card, fax="1")
    assert [one.r for one in fresh.sync()] == [Outcome.APPLIED] * 2
