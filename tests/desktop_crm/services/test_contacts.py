"""Contacts written down in one go, and what is to do next: found by day, done, put off, taken back."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from desktop_crm.domain.quick_dates import to_instant
from desktop_crm.domain.steps import Due, due_of
from desktop_crm.services.contacts import QuickContact
from desktop_crm.services.rows import RowChange, RowRefused
from tests.support.profiles import INDIVIDUAL, PASSPHRASE, TODAY, operations, profile

NINE = datetime.fromisoformat("2026-11-22 09:00")


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    app = profile(tmp_path_factory.mktemp("contacts"), passphrase=PASSPHRASE)
    yield app
    app.close()


@pytest.fixture
def customer(app):
    """A customer; with all others in the bin, only its own steps are left."""
    for rid in app.queries.ids(app.queries.all_rids(*_everybody())):
        app.customers.delete(rid)
    return app.customers.create({**INDIVIDUAL, "mobile_phone": f"138{app.new_id()[-8:]}"}).id


def _everybody():
    from desktop_crm.queries.customers import ListFilter, Order

    return ListFilter(), Order()


def log(app, customer, action="", due=None, **more):
    return app.contacts.log(customer, QuickContact("谈了样品", next_action=action, due=due, **more)).ids[0]


def test_a_contact_needs_only_its_summary(app, customer):
    row = app.row_queries.row("activity", log(app, customer, method="visit"))
    assert row.values["contacted_at"][:19] == app.clock()[:19] and row.values["by"] == "王五"
    assert [row.values[name] for name in ("method", "direction", "purpose", "outcome")] == [
        "visit", "ours", "other", "unchanged",
    ]  # fmt: skip
    with pytest.raises(RowRefused):
        app.contacts.log(customer, QuickContact(" "))
    with pytest.raises(RowRefused):  # a day without what is to do
        log(app, customer, "", NINE)


def test_steps_come_by_day_and_are_counted(app, customer):
    days = {"逾期": -1, "今天": 0, "明天": 1, "以后": 40}
    for name in ("以后", "逾期", "明天", "今天"):
        log(app, customer, name, NINE + timedelta(days=days[name]))
    log(app, customer, "没有日子")
    log(app, customer)
    steps = app.steps.page()
    assert [step.action for step in steps] == ["逾期", "今天", "明天", "以后", "没有日子"]
    assert [step.action for step in app.steps.of_customer(customer)] == [step.action for step in steps]
    assert steps[0].customer_name == "曾国藩" and steps[0].summary == "谈了样品"
    wanted = {Due.OVERDUE: 1, Due.TODAY: 1, Due.WEEK: 0, Due.LATER: 2, Due.UNDATED: 1}  # it is a Sunday
    assert app.steps.counts(TODAY) == wanted
    pages, after = [], None
    while page := app.steps.page(after, 2):
        pages += page
        after = page[-1]
    assert pages == steps


def test_done_put_off_and_removed_steps_go(app, customer):
    first, second, third = (log(app, customer, name, NINE) for name in "一二三")
    app.contacts.finish(first)
    app.contacts.put_off(second, NINE + timedelta(days=30))
    app.rows.remove("activity", third)
    (left,) = app.steps.page()
    assert (left.row_id, left.due) == (second, to_instant(NINE + timedelta(days=30)))
    app.rows.change("activity", first, {"next_done_at": None})
    assert [step.row_id for step in app.steps.page()] == [first, second]
    app.customers.delete(customer)
    assert app.steps.page() == [] and sum(app.steps.counts(TODAY).values()) == 0


def test_a_contact_settles_the_step_it_was(app, customer):
    step = log(app, customer, "回电", NINE)
    before = len(operations(app))
    log(app, customer, done=[step])
    assert app.steps.page() == []
    assert len({operation["g"] for operation in operations(app)[before:]}) == 1  # one save


@pytest.mark.parametrize(
    ("days", "due"), [(-1, Due.OVERDUE), (0, Due.TODAY), (1, Due.WEEK), (6, Due.WEEK), (7, Due.LATER)]
)
def test_times_of_a_week_that_begins_on_monday(days, due):
    assert due_of(to_instant(NINE + timedelta(days=1 + days)), date(2026, 11, 23)) is due


@pytest.mark.parametrize(
    ("record", "values", "wrong"),
    [
        ("prospect_survey", {"surveyed_by": "王五", "surveyed_on": "2026-11-20", "source_channel": "web"},
         "demand_features"),
        ("prospect_survey", {"surveyed_by": "王五", "surveyed_on": "2026-11-20", "source_channel": "web",
                             "demand_tags": ("面料",), "expected_buy_from": "2026-12-10",
                             "expected_buy_to": "2026-12-01"}, "expected_buy_to"),
        ("stop_record", {"stopped_on": "2026-11-01", "stop_reason_main": "other"}, "stop_reason_text"),
        ("activity", {"contacted_at": "2026-11-23T09:00:00Z", "method": "phone", "summary": "x"}, "contacted_at"),
    ],
)  # fmt: skip
def test_rules_across_the_fields_of_a_record(app, customer, record, values, wrong):
    with pytest.raises(RowRefused) as caught:
        app.rows.save(customer, [RowChange(record, values)])
    assert [finding.field for finding in caught.value.findings] == [wrong]


def test_no_customer_is_related_to_itself(app, customer):
    with pytest.raises(RowRefused):
        app.rows.add("customer_link", customer, {"kind": "family", "other_id": customer})
