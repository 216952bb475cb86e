"""How long a customer may stay away before he counts as lost (domain contract §4.0): one definition for the cards, the
classes and the list of who stays away."""

from __future__ import annotations

from desktop_crm.domain.company_parameters import Parameters

#: Orders from which a customer's own interval counts.
RHYTHM_ORDERS = 3


def patience(interval: int, parameters: Parameters) -> int:
    """Return for how many days without an order a customer still counts as active.

    ``interval`` is the median number of days between his orders, 0 for who has no interval of his own. Who has one is
    waited for ``lapse_factor`` times as long, but never less than the company's least number of days: with 21 of them,
    weekly guests are missed after three weeks, while who came once is still waited for ``lapse_days``.
    """
    if not interval:
        return parameters.lapse_days
    return max(parameters.lapse_least_days or parameters.lapse_days, round(parameters.lapse_factor * interval))
