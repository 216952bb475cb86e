"""Rows of the organisation: everybody sees them, administrators write them."""

from __future__ import annotations

import pytest

from desktop_crm.errors import NotFound
from sync.protocol import ORG, OpKind, Outcome, Why
from sync.server import accounts, parameters, quarantine
from sync.server.context import Role
from tests.sync.server.laptop import Laptop, World, new_id


@pytest.fixture
def office(world: World) -> tuple[Laptop, Laptop, Laptop]:
    world.user("root", role=Role.ADMIN)
    world.user("chief", role=Role.ADMIN)
    world.user("li", "east")
    return world.laptop("root"), world.laptop("chief"), world.laptop("li")


def test_everybody_sees_what_an_administrator_sets(office):
    root, _, li = office
    row = root.child(ORG, "parameter", kind="class", name="A", value="100000")
    assert root.sync()[0].r is Outcome.APPLIED
    li.pull()
    assert li.fields(row)["value"] == "100000"
    root.put(row, ORG, "parameter", value="200000")
    root.sync()
    li.pull()
    assert li.fields(row)["value"] == "200000"
    root.delete(row, ORG, "parameter")
    assert root.sync()[0].r is Outcome.APPLIED
    li.pull()
    assert li.cards[ORG][row].deleted
    assert li.snapshot() == li.first_pull()


def test_others_cannot_write_them_and_nothing_is_lost(office, world):
    root, _, li = office
    row = root.child(ORG, "parameter", kind="class", name="A", value="100000")
    root.sync()
    li.pull()
    li.put(row, ORG, "parameter", value="1")
    li.delete(row, ORG, "parameter")
    li.child(ORG, "parameter", kind="class", name="B")
    assert {(one.r, one.why) for one in li.sync()} == {(Outcome.QUARANTINED, Why.SCOPE)}
    assert li.fields(row)["value"] == "100000"
    with world.database.read() as conn:
        first = quarantine.listed(conn)[0]["n"]
    assert world.admin(quarantine.retry, first).outcome == "applied"  # the administrator agrees
    li.pull()
    assert li.fields(row)["value"] == "1"


def test_customers_and_company_do_not_mix(office):
    root, _, _ = office
    card = root.create(customer_no="K1")
    root.sync()
    root.child(card, "parameter", kind="class", name="A")
    root.child(ORG, "family_member", name="x")
    root.child(ORG, "employee", user_name="x")
    root.edit(OpKind.PUT, "parameter", new_id(), ORG, f={})
    assert [one.why for one in root.sync()] == [
        Why.BAD_OPERATION, Why.BAD_OPERATION, Why.SCOPE, Why.UNKNOWN_ROW,
    ]  # fmt: skip


def test_two_administrators_set_one_parameter(office, world):
    root, chief, li = office
    row = root.child(ORG, "parameter", kind="class", name="A", value="first")
    again = chief.child(ORG, "parameter", kind="class", name="A", value="second", note="why")
    chief.outbox[0].row = row
    root.sync()
    receipt = chief.sync()[0]
    assert (receipt.r, receipt.lost) == (Outcome.PARTLY, ["value"])
    assert again not in chief.cards[ORG]
    li.pull()
    assert (li.fields(row)["value"], li.fields(row)["note"]) == ("first", "why")
    (kept,) = li.conflicts(ORG)
    assert (kept["loser"], kept["state"], kept["important"]) == ('"second"', "kept", False)


def test_colleagues_and_parameters_share_a_card(office, world):
    root, _, li = office
    root.child(ORG, "parameter", kind="class", name="A", value="x")
    root.sync()
    world.admin(accounts.change_user, "li", display="Li Er")
    root.child(ORG, "parameter", kind="class", name="B", value="y")
    root.sync()
    li.pull()
    assert len(li.cards[ORG]) == 5
    assert li.snapshot() == li.first_pull()


def test_the_administrator_sets_them_at_the_server(office, world):
    _, _, li = office
    for value in ("1", "2", "2"):
        world.admin(parameters.set_parameter, "class", "A", value)
        li.pull()
        assert [row.f["value"] for row in li.cards[ORG].values() if row.t == "parameter"] == [value]
    world.admin(parameters.remove_parameter, "class", "A")
    with pytest.raises(NotFound):
        world.admin(parameters.remove_parameter, "class", "A")
    world.admin(parameters.set_parameter, "class", "A", "3")
    li.pull()
    assert [(row.f["value"], row.deleted) for row in li.cards[ORG].values() if row.t == "parameter"] == [("3", False)]


def test_a_server_without_people_takes_them(world):
    world.admin(parameters.set_parameter, "class", "A", "1")
    world.user("li")
    li = world.laptop("li")
    li.pull()
    assert [row.f["value"] for row in li.cards[ORG].values() if row.t == "parameter"] == ["1"]


def test_everybody_shares_views_of_his_own_and_leaves_those_of_others(office, world):
    root, _, li = office
    world.user("wu", "west")
    wu = world.laptop("wu")
    row = li.child(ORG, "saved_view", name="本季度", content="{}")
    assert li.sync()[0].r is Outcome.APPLIED
    wu.pull()
    assert wu.fields(row)["name"] == "本季度"
    wu.put(row, ORG, "saved_view", name="我的")
    wu.delete(row, ORG, "saved_view")
    assert {(one.r, one.why) for one in wu.sync()} == {(Outcome.QUARANTINED, Why.SCOPE)}
    li.put(row, ORG, "saved_view", name="下季度")
    assert li.sync()[0].r is Outcome.APPLIED
    root.pull()
    root.delete(row, ORG, "saved_view")
    assert root.sync()[0].r is Outcome.APPLIED
    wu.pull()
    assert wu.cards[ORG][row].deleted
    assert wu.snapshot() == wu.first_pull()
