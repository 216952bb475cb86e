"""What a customer is worth (A10), and the sums by which customers are ranked."""

from __future__ import annotations

from typing import NamedTuple

from desktop_crm.domain.classification.facts import Facts
from desktop_crm.domain.classification.figures import lifetime_value, weighted_year
from desktop_crm.domain.company_parameters import Parameters


def yearly_worth(facts: Facts, parameters: Parameters, today: int) -> int:
    """Return the weighted yearly contribution of the last years, 0 without orders."""
    known = facts.known_years(today)
    if not known:
        return 0
    return round(weighted_year([year.contribution(parameters) for year in facts.years], known))


def value_ahead(worth: int, parameters: Parameters) -> int:
    """Return the lifetime value of a yearly worth."""
    return round(lifetime_value(worth, parameters.retention, parameters.discount_rate))


class Sums(NamedTuple):
    """One customer's part in the ranks: kept in columns, so that all can be sorted and added up."""

    bought: bool
    sales: int  # of 12 months
    margin: int
    worth: int
    last_on: int


def sums(facts: Facts, parameters: Parameters, today: int) -> Sums:
    """Add one customer up."""
    margin = facts.years[0].gross(parameters)
    return Sums(bool(facts.orders), facts.sales_12, margin, yearly_worth(facts, parameters, today), facts.last_on)
