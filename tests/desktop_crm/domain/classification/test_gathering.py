"""From rows to facts: windows, sums, and which row counts."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desktop_crm.domain.classification.facts import Facts, Override, Year
from desktop_crm.domain.classification.gathering import COLUMNS, Rows, gather
from tests.desktop_crm.domain.classification.cases import TODAY_N, ago
from tests.support.profiles import TODAY

CARD = ("organisation", "agent", " 渔业 ", "vip", "A", "web", "north", None, None, "11330000MB1234567X")
_PLACES = {
    "sales_order": "orders", "activity": "contacts", "investment": "investments", "assessment": "assessments",
    "prospect_survey": "surveys", "stop_record": "stops", "customer_link": "links", "class_override": "overrides",
}  # fmt: skip


def day(days: int) -> str:
    return (TODAY - timedelta(days=days)).isoformat()


def row(record: str, /, **values: object) -> tuple[object, ...]:
    """A row as the store reads it; what is not given is empty."""
    assert values.keys() <= set(COLUMNS[record])
    return tuple(values.get(name) for name in COLUMNS[record])


def order(days: int, amount: int = 100, **values: object) -> tuple[object, ...]:
    return row("sales_order", **{"ordered_on": day(days), "amount": amount, "state": "closed", **values})


def contact(days: int, **values: object) -> tuple[object, ...]:
    return row("activity", **{"contacted_at": day(days) + "T02:00:00Z", "direction": "ours", "purpose": "other",
                              "method": "phone", "outcome": "unchanged", **values})  # fmt: skip


def facts(**rows: list[tuple[object, ...]]) -> Facts:
    return gather(Rows(CARD, **{_PLACES[kind]: found for kind, found in rows.items()}), TODAY_N)


def test_the_card_is_taken_as_it_stands():
    found = facts()
    assert (found.kind, found.nature, found.industry, found.state_body) == ("organisation", "agent", "渔业", True)
    assert found.window_on == 0


@pytest.mark.parametrize(
    ("days", "place", "leaves"),
    [(0, 0, 365), (364, 0, 1), (365, 1, 365), (729, 1, 1), (730, 2, 365), (1094, 2, 1), (1095, 3, 0)],
)
def test_an_order_counts_in_its_year_until_it_leaves_it(days, place, leaves):
    found = facts(sales_order=[order(days, gross_margin=30)])
    years = [*found.years, found.earlier]
    assert [year.margin for year in years].index(30) == place
    assert (found.orders_12, found.sales_12) == ((1, 100) if place == 0 else (0, 0))
    assert found.window_on == (TODAY_N + leaves if leaves else 0)


def test_orders_are_added_up_without_cancelled_ones_and_those_to_come():
    found = facts(
        sales_order=[
            order(800, delivered_on=day(790)),
            order(40, 300, returned_amount=50, product_line="茶 ", state="open"),
            order(10, 70, product_line="水", gross_margin=-5),
            order(5, 9_999, state="cancelled"),
            order(-3, 9_999),
            order(20, 50, product_line="茶"),
            row("sales_order", ordered_on="not a day", amount=5),
        ]
    )
    assert (found.orders, found.open_orders, found.orders_12, found.sales_12) == (4, 1, 3, 370)
    assert found.lines == (("茶", 300), ("水", 70))
    assert (found.first_on, found.last_on, found.sale_on) == (ago(800), ago(10), ago(10))
    assert found.years == (Year(-5, 300, 0), Year(), Year(0, 100))
    assert found.interval == 20  # of 760, 20, 10
    assert found.window_on == TODAY_N + 3


def test_the_sale_is_the_delivery_of_the_last_order():
    assert facts(sales_order=[order(30, delivered_on=day(12)), order(40, delivered_on=day(2))]).sale_on == ago(12)


def test_contacts_after_the_sale_and_what_they_say():
    found = facts(
        sales_order=[order(200)],
        activity=[
            contact(210, purpose="after_sales"),
            contact(190, purpose="after_sales", feeling_score=2),
            contact(150, direction="theirs", purpose="complaint", feeling_score=5),
            contact(100, purpose="quote", competitors='["甲"]', concession_type="price", concession_value=7, cost=3),
            contact(50, outcome="not_reached", method="visit", purpose="survey"),
            contact(-1, feeling_score=1),
        ],
    )
    assert (found.contacts, found.followed_after, found.ours_after, found.theirs_after) == (5, 10, True, True)
    assert found.quarters == 0b10  # the quotation; the first quarter has none
    assert (found.quoted_on, found.competitor_on, found.told_us_on) == (ago(100), ago(100), ago(150))
    assert (found.score, found.score_on) == (5, ago(150))
    assert (found.benefits, found.years[0].cost) == (("financial",), 10)
    assert found.accepted
    assert not facts(activity=[contact(5, outcome="not_reached", method="visit")]).accepted


def test_a_fair_counts_as_an_event_only_for_a_customer():
    assert not facts(sales_order=[order(20)], activity=[contact(30, method="exhibition")]).at_event
    assert facts(sales_order=[order(20)], activity=[contact(10, method="exhibition")]).at_event


def test_investments_cost_and_tie():
    found = facts(
        sales_order=[order(200)],
        investment=[
            row("investment", invested_at=day(400) + "T01:00:00Z", cost=5, benefit_kind="social"),
            row("investment", invested_at=day(100) + "T01:00:00Z", cooperation_type="joint_advertising",
                cooperation_cost=8, other_cost=1),
        ],
    )  # fmt: skip
    assert (found.years[0].cost, found.years[1].cost) == (9, 5)
    assert (found.benefits, found.together_on, found.at_event) == (("social",), ago(100), True)


def test_the_newest_valid_assessment_counts_and_its_end_is_waited_for():
    old = row("assessment", assessed_on=day(300), attitude_to_us=2, image=4, demand_potential=100)
    over = row("assessment", assessed_on=day(200), valid_until=day(1), attitude_to_us=5)
    new = row("assessment", assessed_on=day(100), valid_until=day(-9), attitude_to_us=4, dealings_with_competitors="甲")
    found = facts(assessment=[old, over])
    assert (found.score, found.reputed, found.potential) == (2, True, 100)
    found = facts(assessment=[new, old, over])
    assert (found.score, found.reputed, found.rivals, found.potential) == (4, False, True, 0)
    assert found.window_on == TODAY_N + 10


def test_surveys_expect_a_purchase_and_know_a_potential():
    survey = row("prospect_survey", surveyed_on=day(9), likelihood="high", expected_buy_to=day(-30),
                 demand_potential=77)  # fmt: skip
    doubtful = row("prospect_survey", surveyed_on=day(3), likelihood="low", expected_buy_to=day(-90))
    found = facts(prospect_survey=[survey, doubtful])
    assert (found.likely_until, found.potential) == (TODAY_N + 30, 77)


def test_the_newest_stop_holds_until_the_customer_comes_back():
    stop = row("stop_record", stopped_on=day(50), stop_reason_main="service", stop_reason_more=("price_high",))
    found = facts(stop_record=[stop], sales_order=[order(60)])
    assert (found.stopped, found.stop_reason, found.stop_details) == (True, "service", ("price_high",))
    assert not facts(stop_record=[stop], sales_order=[order(40)]).stopped
    won_back = (*stop[:3], day(10))
    assert not facts(stop_record=[stop, won_back]).stopped


def test_links_and_overrides():
    found = facts(
        customer_link=[
            row("customer_link", kind="referred_by", other_id="b"),
            row("customer_link", kind="referred_by", other_id="a"),
            row("customer_link", kind="supplies", other_id="c"),
        ],
        class_override=[
            row("class_override", scheme="C4", value="main", id="1"),
            row("class_override", scheme="C4", value="general", reason="再看看", expires_on=day(-5), id="2"),
        ],
    )
    assert (found.referred_by, found.supplies) == (("a", "b"), True)
    assert found.overrides == (Override("C4", "general", "再看看", "", TODAY_N + 5, "2"),)
