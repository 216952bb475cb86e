"""Parameters of the organisation on the laptops."""

from __future__ import annotations

from functools import partial

import pytest

from desktop_crm.errors import RecordRefused
from sync.server import accounts
from sync.server.context import Role


def test_an_administrator_sets_them_offline_and_everybody_reads_them(pair, office):
    one, two = pair
    office.admin(partial(accounts.change_user, role=Role.ADMIN), one.user)
    one.sync()
    one.app.parameters.put("class", "A", "100000")
    one.app.parameters.put("class", "B", "50000")
    one.app.parameters.put("view", "A", "x")
    assert one.app.parameters.all("class") == {"A": "100000", "B": "50000"}
    one.sync()
    two.sync()
    assert two.app.parameters.all("class") == {"A": "100000", "B": "50000"}
    one.app.parameters.put("class", "A", "200000")
    one.app.parameters.remove("class", "B")
    one.sync()
    two.sync()
    assert two.app.parameters.all("class") == {"A": "200000"}
    one.app.parameters.put("class", "B", "1")
    one.sync()
    two.sync()
    assert two.app.parameters.all("class") == {"A": "200000", "B": "1"}
    assert two.app.queries.conflicts() == []


def test_others_are_refused_before_anything_is_written(pair):
    one, _ = pair
    one.app.set_facts(role="rep")
    assert not one.app.parameters.may_write()
    with pytest.raises(RecordRefused):
        one.app.parameters.put("class", "A", "1")
    assert one.app.parameters.all("class") == {}


def test_what_the_server_sets_aside_holds_on_no_laptop(pair, office):
    one, two = pair
    office.admin(partial(accounts.change_user, role=Role.ADMIN), one.user)
    one.sync()
    one.app.parameters.put("class", "A", "100000")
    office.admin(partial(accounts.change_user, role=Role.REP), one.user)  # before it arrives
    heard = []
    one.app.events.subscribe(lambda changes: heard.append(changes.agg_ids))
    assert one.sync().outcomes == {"quarantined": 1}
    assert one.app.parameters.all("class") == {} and any("org" in ids for ids in heard)
    two.sync()
    assert two.app.parameters.all("class") == {}
