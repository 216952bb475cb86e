"""One customer from every side: numbers, cards, relations both ways, sources with dates, the timeline."""

from __future__ import annotations

import pytest

from desktop_crm.domain.card_states import CardState
from desktop_crm.queries.one_view import Deals, Spent, is_expired
from desktop_crm.queries.timeline import Group
from desktop_crm.services.rows import RowChange
from tests.support.profiles import INDIVIDUAL, ORGANISATION, PASSPHRASE, RELATIVE, TODAY, profile


def order(number, day, amount, state="closed", **more):
    return RowChange("sales_order", {"order_no": number, "ordered_on": day, "amount": amount, "state": state, **more})


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    app = profile(tmp_path_factory.mktemp("view"), passphrase=PASSPHRASE)
    yield app
    app.close()


@pytest.fixture(scope="module")
def customer(app):
    from desktop_crm.services.customers import GridInput

    made = app.customers.create({**INDIVIDUAL, "source_channel": "web"}, [GridInput(RELATIVE)])
    app.customers.update(made.id, {"postal_code": "410000"})
    return made.id


@pytest.fixture(scope="module")
def whole(app, customer):
    """The customer with a file of one row of each kind, and some more orders."""
    firm = app.customers.create(ORGANISATION).id
    met = app.queries.card(customer).grid[0].id
    app.rows.save(
        customer,
        [
            order("A-1", "2026-02-01", "100.50", returned_amount="0.50", delivered_on="2026-02-20"),
            order("A-2", "2026-10-01", "50", "open"),
            order("A-0", "2025-06-01", "25"),
            order("A-X", "2026-10-02", "999", "cancelled"),
            RowChange("payment", {"due_on": "2026-03-01", "paid_on": "2026-02-28", "amount": "100"}),
            RowChange("payment", {"due_on": "2026-03-01", "paid_on": "2026-03-09", "amount": "1"}),
            RowChange("payment", {"due_on": "2026-11-01", "amount": "50"}),
            RowChange("payment", {"due_on": "2026-12-01", "amount": "7"}),
            RowChange("activity", {"contacted_at": "2026-11-20T01:00:00Z", "method": "phone", "summary": "谈价",
                                   "contact_id": met, "cost": "3", "purpose": "complaint"}),
            RowChange("activity", {"contacted_at": "2025-11-20T01:00:00Z", "method": "visit", "summary": "拜访",
                                   "concession_value": "2"}),
            RowChange("investment", {"invested_at": "2026-05-01T01:00:00Z", "method": "visit", "cost": "10",
                                     "other_cost": "5"}),
            RowChange("assessment", {"source_kind": "purchased", "assessed_on": "2026-09-01",
                                     "valid_until": "2026-10-01"}),
            RowChange("assessment", {"source_kind": "own", "assessed_on": "2026-08-01"}),
            RowChange("prospect_survey", {"surveyed_by": "王五", "surveyed_on": "2024-01-01",
                                          "source_channel": "exhibition", "demand_tags": ("面料",)}),
            RowChange("verification", {"field": "mobile_phone", "how": "call", "verified_at": "2026-01-05T01:00:00Z"}),
            RowChange("customer_link", {"kind": "employer", "other_id": firm}),
            RowChange("delivery_address", {"label": "仓库", "address": "河西"}),
        ],
    )  # fmt: skip
    return firm


@pytest.fixture(scope="module")
def view(app, customer, whole):
    return app.one_view.of(customer, TODAY)


def test_orders_and_payments_in_numbers(view):
    assert view.deals == Deals(
        count=3, total=17_500, this_year=15_000, last_year=2_500, open_count=1, open_amount=5_000, owed=5_700,
        overdue=5_000, paid=2, paid_in_time=1, first_on="2025-06-01", last_on="2026-10-01",
    )  # fmt: skip
    assert view.deals.on_time_percent == 50
    assert view.standing.state is CardState.ACTIVE and view.standing.interval_days == 244
    assert [row.values["order_no"] for row in view.orders] == ["A-X", "A-2", "A-1", "A-0"]


def test_what_we_put_in_by_year_contacts_included(view):
    assert view.spent == [Spent(2026, 1_800, 0), Spent(2025, 0, 200)]


def test_the_assessment_that_is_valid_counts(view):
    assert view.assessment.values["source_kind"] == "own" and not is_expired(view.assessment, TODAY)


def test_relations_show_from_both_sides(app, customer, whole, view):
    (link,) = view.links
    assert (link.other_id, link.other_name, link.kind, link.reverse) == (
        whole,
        "绍兴市恒昌纺织有限公司",
        "employer",
        False,
    )
    (back,) = app.one_view.of(whole, TODAY).links
    assert (back.other_id, back.reverse) == (customer, True)
    assert app.one_view.of(whole, TODAY).standing.state is CardState.PROSPECT


def test_six_sources_with_the_date_of_the_newest(view):
    assert view.sources == {
        "orders": "2026-10-02", "stock": "2026-02-20", "service": "2026-11-20T01:00:00Z", "market": "2026-11-22",
        "marketing": "2024-01-01", "sales": "2026-08-01",
    }  # fmt: skip
    assert all(view.sources.values())
    assert view.verified["mobile_phone"].values["how"] == "call"


def test_the_timeline_holds_everything_the_newest_first(app, customer, view):
    line = app.timelines.of(customer)
    orders = [one.order for one in line.moments]
    assert orders == sorted(orders, reverse=True)
    groups = {one.group for one in line.moments}
    assert groups == {Group.CONTACT, Group.DEAL, Group.EFFORT, Group.KNOWLEDGE, Group.CHANGE}
    delivered = next(one for one in line.moments if one.what == "delivered")
    assert (delivered.when, delivered.source) == ("2026-02-20", "stock")
    changes = [one.entry.change.field for one in line.moments if one.entry is not None]
    assert "postal_code" in changes
    assert not any(one.entry and one.record == "sales_order" for one in line.moments)  # a row tells itself
    assert line.names[next(one.values["contact_id"] for one in line.moments if "contact_id" in one.values)] == "曾纪泽"


def test_a_new_customer_has_an_empty_view(app):
    made = app.customers.create({"full_name": "李四", "mobile_phone": "13900000009"}).id
    view = app.one_view.of(made, TODAY)
    assert view.deals == Deals() and view.spent == [] and view.assessment is None
    assert [code for code, when in view.sources.items() if when] == ["sales"]
    assert {one.group for one in app.timelines.of(made).moments} == {Group.CHANGE}
