"""The numbers of the domain contract, checked by its own examples (A10, A11, §2.4, §4.0)."""

from __future__ import annotations

import pytest

from desktop_crm.domain.classification.figures import (
    UNREACHED,
    abc_floors,
    kotler_type,
    lifetime_value,
    median_interval,
    pyramid_floors,
    weighted_year,
)
from desktop_crm.domain.classification.population import Population, Segment, measure
from desktop_crm.domain.company_parameters import DEFAULTS

SALES = [400, 250, 120, 80, 50, 40, 25, 15, 12, 8]


def test_lifetime_value_is_that_of_the_contract():
    assert lifetime_value(100, 0.8, 0.1) == pytest.approx(266.67, abs=0.005)


def test_yearly_worth_weighs_the_last_three_years_that_were():
    assert weighted_year([100, 50, 20], 3) == pytest.approx(69)
    assert weighted_year([100, 0, 0], 1) == 100
    assert weighted_year([100, 60, 0], 2) == pytest.approx((50 + 18) / 0.8)


def test_pareto_classes_of_ten_customers():
    population = measure(SALES, [], [], DEFAULTS)
    assert [population.abc_class(amount) for amount in SALES] == list("AAAABBBCCC")


def test_pareto_gives_equal_amounts_one_class_and_counts_whom_it_reaches():
    assert abc_floors([10, 10, 10, 10], 0.8, 0.95) == (10, 10)
    assert abc_floors([], 0.8, 0.95) == (UNREACHED, UNREACHED)
    assert abc_floors([100], 0.8, 0.95) == (100, 100)


def test_pyramid_of_a_hundred_and_of_few():
    population = measure([], list(range(100, 0, -1)), [], DEFAULTS)
    tiers = [population.tier(worth) for worth in range(100, 0, -1)]
    assert [tiers.count(tier) for tier in ("vip", "major", "ordinary", "small")] == [1, 4, 15, 80]
    few = measure([], [30, 20, 10], [], DEFAULTS)
    assert [few.tier(worth) for worth in (30, 20, 10)] == ["vip", "small", "small"]


def test_equal_worths_that_do_not_all_fit_fall_to_the_tier_below():
    assert pyramid_floors([7, 7, 7], (0.01, 0.04, 0.15)) == (UNREACHED,) * 3
    assert pyramid_floors([9, 7, 7, 7, 5], (0.01, 0.5, 0.3)) == (9, 9, 7)
    assert pyramid_floors([], (0.01,)) == (UNREACHED,)


@pytest.mark.parametrize(
    ("customers", "margin", "wanted"),
    [
        (200, 0.10, 1), (200, 0.15, 2), (200, 0.40, 3),
        (50, 0.10, 2), (50, 0.3, 3), (50, 0.5, 4),
        (20, 0.10, 3), (20, 0.3, 4), (20, 0.4, 5),
    ],
)  # fmt: skip
def test_kotlers_grid(customers, margin, wanted):
    population = Population(segments={"茶|MFR": Segment(customers, 1000, round(1000 * margin))})
    assert population.kotler("茶|MFR", DEFAULTS) == wanted
    assert population.kotler("水|MFR", DEFAULTS) == 0


def test_grid_is_symmetric():
    few_high = kotler_type(1, 1.0, 20, 200, 0.15, 0.4)
    many_low = kotler_type(900, 0.0, 20, 200, 0.15, 0.4)
    assert (few_high, many_low) == (5, 1)


def test_median_interval_needs_three_orders():
    assert median_interval([1, 31]) == 0
    assert median_interval([1, 31, 41]) == 20
    assert median_interval([5, 5, 5]) == 0
