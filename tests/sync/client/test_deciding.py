"""Decisions about conflicts: made offline, undone, made by two people at once."""

from __future__ import annotations

import pytest

from desktop_crm.errors import NotFound, RecordRefused, UsageError
from desktop_crm.services.conflicts import Decision
from desktop_crm.services.customers import GridInput
from tests.support.profiles import INDIVIDUAL, RELATIVE, count


def _shared(pair, office):
    one, two = pair
    saved = one.app.customers.create(INDIVIDUAL, [GridInput(RELATIVE)])
    one.sync()
    two.sync()
    office.forward(one, two, minutes=1)
    return saved.id


def _quarrel(pair, office, field="full_name", first="曾国华", second="曾国荃"):
    """Both change a field offline; the later edit wins, the other becomes a conflict."""
    one, two = pair
    card_id = _shared(pair, office)
    two.app.customers.update(card_id, {field: second})
    office.forward(one, two, minutes=1)
    one.app.customers.update(card_id, {field: first})
    _settle(pair)
    (conflict,) = one.app.queries.conflicts()
    return card_id, conflict


def _settle(pair):
    for laptop in (*pair, *pair):
        laptop.sync()


def _states(laptop):
    return sorted(item.state for item in laptop.app.queries.conflicts())


def test_other_value_is_taken_offline_and_reaches_everybody(pair, office):
    one, two = pair
    card_id, conflict = _quarrel(pair, office)
    two.app.conflicts.resolve(conflict.id, Decision.TAKE)
    assert two.values(card_id)["full_name"] == "曾国荃" and _states(two) == ["taken"]
    assert [row.id for row in two.app.queries.find("曾国荃")] == [card_id]
    _settle(pair)
    assert one.values(card_id)["full_name"] == "曾国荃" and _states(one) == ["taken"]
    assert one.app.queries.card(card_id).sync_state == "synced"


def test_kept_value_stays_and_own_value_is_written(pair, office):
    one, two = pair
    card_id, conflict = _quarrel(pair, office)
    one.app.conflicts.resolve(conflict.id, Decision.KEEP)
    with pytest.raises(RecordRefused, match="already_decided"):
        one.app.conflicts.resolve(conflict.id, Decision.TAKE)
    _settle(pair)
    assert (two.values(card_id)["full_name"], _states(two)) == ("曾国华", ["kept"])


def test_a_third_value(pair, office):
    one, two = pair
    card_id, conflict = _quarrel(pair, office)
    one.app.conflicts.resolve(conflict.id, Decision.EDIT, "曾国葆")
    _settle(pair)
    assert (two.values(card_id)["full_name"], _states(two)) == ("曾国葆", ["edited"])


def test_decision_is_taken_back(pair, office):
    one, two = pair
    card_id, conflict = _quarrel(pair, office)
    decided = one.app.conflicts.resolve(conflict.id, Decision.TAKE)
    one.sync()
    one.app.conflicts.take_back(decided)
    assert (one.values(card_id)["full_name"], _states(one)) == ("曾国华", ["open"])
    _settle(pair)
    assert (two.values(card_id)["full_name"], _states(two)) == ("曾国华", ["open"])


def test_two_people_decide_at_once_and_end_in_one_state(pair, office):
    one, two = pair
    card_id, conflict = _quarrel(pair, office)
    one.app.conflicts.resolve(conflict.id, Decision.KEEP)
    two.app.conflicts.resolve(conflict.id, Decision.TAKE)
    _settle(pair)
    assert _states(one) == _states(two) == ["kept"]
    assert one.values(card_id) == two.values(card_id)


def test_withheld_deletion_is_done_after_all(pair, office):
    one, two = pair
    card_id = _shared(pair, office)
    one.app.customers.update(card_id, {"remarks": "刚改过"})
    two.app.customers.delete(card_id)
    _settle(pair)
    (conflict,) = two.app.queries.conflicts()
    assert not two.app.queries.card(card_id).deleted
    with pytest.raises(RecordRefused, match="decision_impossible"):
        two.app.conflicts.resolve(conflict.id, Decision.TAKE)
    two.app.conflicts.resolve(conflict.id, Decision.DELETE)
    _settle(pair)
    assert one.app.queries.card(card_id).deleted


def test_deleted_customer_comes_back_with_the_withheld_edit(pair, office):
    one, two = pair
    card_id = _shared(pair, office)
    one.app.customers.delete(card_id)
    one.sync()
    two.app.customers.update(card_id, {"remarks": "来自李"})
    _settle(pair)
    (conflict,) = two.app.queries.conflicts()
    two.app.conflicts.resolve(conflict.id, Decision.RESTORE)
    _settle(pair)
    for laptop in pair:
        card = laptop.app.queries.card(card_id)
        assert (card.deleted, card.values["remarks"]) == (False, "来自李")


def test_row_added_to_a_deleted_customer_comes_back_with_it(pair, office):
    one, two = pair
    card_id = _shared(pair, office)
    one.app.customers.delete(card_id)
    one.sync()
    two.app.customers.update(card_id, {}, [GridInput({"name": "曾纪鸿", "relation": "son"})])
    _settle(pair)
    (conflict,) = [item for item in two.app.queries.conflicts() if item.record_type == "family_member"]
    two.app.conflicts.resolve(conflict.id, Decision.RESTORE)
    _settle(pair)
    for laptop in pair:
        assert count(laptop.app, "family_member", "NOT deleted AND name = '曾纪鸿'") == 1


def test_many_are_decided_alike(pair, office):
    one, two = pair
    card_id = _shared(pair, office)
    two.app.customers.update(card_id, {"full_name": "曾国荃", "remarks": "二"})
    office.forward(one, two, minutes=1)
    one.app.customers.update(card_id, {"full_name": "曾国华", "remarks": "一"})
    _settle(pair)
    ids = [item.id for item in one.app.queries.conflicts()]
    assert len(one.app.conflicts.resolve_all(ids, Decision.TAKE)) == len(ids)
    assert one.app.conflicts.resolve_all(ids, Decision.DELETE) == []
    assert one.values(card_id)["full_name"] == "曾国荃" and set(_states(one)) == {"taken"}


def test_what_cannot_be_decided(pair, office):
    one, _two = pair
    _card_id, conflict = _quarrel(pair, office, "birth_date", "1980-01-01", "1981-01-01")
    with pytest.raises(UsageError, match="bad_value"):
        one.app.conflicts.resolve(conflict.id, Decision.EDIT, "昨天左右")
    with pytest.raises(NotFound):
        one.app.conflicts.resolve("00000000-0000-7000-8000-000000000000", Decision.KEEP)
    assert _states(one) == ["open"]
