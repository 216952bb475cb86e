"""The three cards of a customer, the source of a record, the next birthday."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from desktop_crm.domain.birthdays import next_birthday
from desktop_crm.domain.card_states import TRANSITIONS, CardState, Cause, patience, standing
from desktop_crm.domain.choices import CARD_KIND, SOURCE_CHANNEL
from desktop_crm.domain.file_choices import PURPOSE, SOURCE_KIND
from desktop_crm.domain.records import RECORD_TYPES
from desktop_crm.domain.sources import ORIGINS, SOURCE, source_of

TODAY = date(2026, 11, 22)


def ago(days):
    return TODAY - timedelta(days=days)


def test_states_are_the_codes_of_the_field_and_transitions_are_data():
    assert {state.value for state in CardState} == {choice.code for choice in CARD_KIND}
    assert [(one.start, one.end, one.won_back) for one in TRANSITIONS if one.cause is Cause.ORDER] == [
        ("prospect", "active", False), ("former", "active", True),
    ]  # fmt: skip


def test_a_prospect_has_no_order():
    assert standing([], [], TODAY) == standing([], [ago(3)], TODAY)  # nothing to stop
    assert standing([], [], TODAY).state is CardState.PROSPECT and standing([], [], TODAY).since is None
    assert standing([TODAY + timedelta(1)], [], TODAY).state is CardState.PROSPECT


def test_the_first_order_makes_an_active_customer():
    now = standing([ago(10), ago(40)], [], TODAY)
    assert (now.state, now.since, now.won_back, now.interval_days) == (CardState.ACTIVE, ago(40), False, 30)
    assert now.lapses_on == ago(10) + timedelta(181)


def test_without_orders_a_customer_lapses_by_the_own_rhythm_too():
    assert standing([ago(181)], [], TODAY).state is CardState.FORMER
    assert standing([ago(180)], [], TODAY).state is CardState.ACTIVE
    yearly = standing([ago(300), ago(300 + 365), ago(300 + 730)], [], TODAY)
    assert (yearly.state, yearly.won_back, len(yearly.steps)) == (CardState.ACTIVE, False, 1)
    assert patience([ago(300), ago(300 + 365), ago(300 + 730)]) == 1095
    assert standing([ago(200), ago(280), ago(360)], [], TODAY).state is CardState.ACTIVE
    assert standing([ago(200)], [], TODAY).cause is Cause.LAPSED


def test_stopped_by_a_person_and_won_back_by_an_order():
    stopped = standing([ago(60)], [ago(20)], TODAY)
    assert (stopped.state, stopped.since, stopped.cause) == (CardState.FORMER, ago(20), Cause.STOPPED)
    back = standing([ago(60), ago(5)], [ago(20)], TODAY)
    assert (back.state, back.won_back, len(back.steps)) == (CardState.ACTIVE, True, 3)
    assert standing([ago(5)], [ago(5)], TODAY).state is CardState.FORMER  # the same day: the order first


def test_every_record_has_a_source_and_every_code_leads_to_one():
    for record in RECORD_TYPES:
        assert source_of(record, {}) in SOURCE
    for name, origin in ORIGINS.items():
        for field, codes in origin.by_code:
            known = {choice.code for choice in RECORD_TYPES[name][field].choices}
            assert codes.keys() <= known and set(codes.values()) <= SOURCE.keys()
    assert source_of("sales_order", {}, "delivered") == "stock"
    assert {source_of("activity", {"purpose": one.code}) for one in PURPOSE} == {"sales", "service", "marketing"}
    assert len(SOURCE_CHANNEL) > 3 < len(SOURCE_KIND)


@pytest.mark.parametrize(
    ("born", "lunar", "day", "name"),
    [
        ("1949-12-31", False, "2026-12-31", ""), ("1990-11-22", False, "2026-11-22", ""),
        ("1990-11-21", False, "2027-11-21", ""), ("2000-02-29", False, "2027-02-28", ""),
        ("1984-10-17", True, "2027-10-22", "九月廿三"), ("1985-02-20", True, "2027-02-06", "正月初一"),
        ("1999-03-17", True, "2027-03-07", "正月三十"), ("1850-05-05", True, "2027-05-05", ""),
    ],
)  # fmt: skip
def test_the_next_birthday(born, lunar, day, name):
    found = next_birthday({"birth_date": born, "birthday_lunar": lunar}, TODAY)
    assert (found.day.isoformat(), found.lunar) == (day, name)
    assert found.days_until == (found.day - TODAY).days >= 0


def test_no_birthday_without_a_date():
    assert next_birthday({}, TODAY) is None
    assert next_birthday({"birth_date": "2030-01-01"}, TODAY) is None
