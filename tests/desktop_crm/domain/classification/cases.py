"""Customers for the rules, made by hand; days count back from today."""

from __future__ import annotations

from desktop_crm.domain.classification.catalogue import classify
from desktop_crm.domain.classification.facts import Facts
from desktop_crm.domain.classification.model import Case, Verdict
from desktop_crm.domain.classification.population import Population
from desktop_crm.domain.company_parameters import DEFAULTS, Parameters
from tests.support.profiles import TODAY

TODAY_N = TODAY.toordinal()
NOBODY = Population()


def ago(days: int) -> int:
    """A day so many days back."""
    return TODAY_N - days


def buyer(first: int = 800, last: int = 30, **more: object) -> Facts:
    """A customer with orders, the first and the last so many days ago."""
    values = {"kind": "organisation", "orders": 5, "orders_12": 3, "sales_12": 100_00, **more}
    return Facts(first_on=ago(first), last_on=ago(last), sale_on=ago(last), **values)


def verdicts(
    facts: Facts, parameters: Parameters = DEFAULTS, population: Population = NOBODY, today: int = TODAY_N
) -> dict[str, Verdict]:
    """Classify a customer in every scheme."""
    return classify(Case(facts, parameters, population, today))


def codes(facts: Facts, *schemes: str, **more: object) -> tuple[str, ...]:
    """The classes of a customer in some schemes."""
    found = verdicts(facts, **more)
    return tuple(found[scheme].code for scheme in schemes)
