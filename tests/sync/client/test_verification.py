"""Marks of verification, plans and requests between laptops."""

from __future__ import annotations

from functools import partial

import pytest

from desktop_crm.domain.anonymity import SmallGroups
from desktop_crm.domain.verification import State, states
from desktop_crm.errors import RecordRefused
from sync.server import accounts
from sync.server.context import Role
from tests.support.profiles import INDIVIDUAL

_SMALL = SmallGroups(1, 2, 2, 5, ("sex",))


def found(laptop, customer):
    card = laptop.app.queries.card(customer)
    rows = [(row.id, row.values) for row in laptop.app.row_queries.of_customer("verification", customer)]
    assert len(rows) <= 1
    return states(card.kind, card.values, rows)


def test_two_people_who_check_a_field_offline_write_one_mark(pair):
    one, two = pair
    customer = one.app.customers.create(INDIVIDUAL).id
    one.sync()
    two.sync()
    one.app.verification.mark(customer, "mobile_phone", "call")
    two.app.verification.mark(customer, "mobile_phone", "document")
    for laptop in (one, two, one):
        laptop.sync()
    assert found(one, customer) == found(two, customer)
    assert found(one, customer)["mobile_phone"] is State.VERIFIED
    two.app.customers.update(customer, {"mobile_phone": "13900001111"})
    two.sync()
    one.sync()
    assert found(one, customer)["mobile_phone"] is State.UNVERIFIED  # a colleague changed what was checked here


def test_plans_and_requests_travel_and_belong_to_their_authors(pair, office):
    one, two = pair
    plan = one.app.collection.save({"name": "补手机", "starts_on": "2026-11-01"})
    one.app.collection.want(plan, {"field": "mobile_phone"})
    asked = one.app.privacy.ask("f", _SMALL, 3, ("sex",), "研究")
    assert one.app.privacy.ask("f", _SMALL, 3, ("sex",), "研究") == asked  # once for the same export
    one.sync()
    two.sync()
    assert [item.field for item in two.app.collection.plan(plan).items] == ["mobile_phone"]
    assert two.app.privacy.about("f").state == "asked"
    if one.user != two.user:
        with pytest.raises(RecordRefused, match="of_another"):
            two.app.collection.save({"name": "别的"}, plan)
    two.app.set_facts(role="rep")
    office.admin(partial(accounts.change_user, role=Role.ADMIN), two.user)
    two.sync()
    two.app.privacy.decide(asked, allow=True, reason="已评估")
    two.sync()
    one.sync()
    assert one.app.privacy.about("f").state == "allowed"
