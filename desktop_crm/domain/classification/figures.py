"""Numbers behind the classes: lifetime value (A10), Pareto classes (A11), the pyramid, Kotler's grid.

Plain functions of plain numbers; money in minor units, days as ordinals.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

YEAR = 365  # days of a rolling year
QUARTER = 91
#: Weights of the last three years, the newest first (domain contract A10).
WEIGHTS = (0.5, 0.3, 0.2)
#: A floor that nothing reaches.
UNREACHED = 2**62

#: Relationship type (C16) by customers (0 few, 1 medium, 2 many) and margin (0 low, 1 medium, 2 high).
KOTLER = ((3, 4, 5), (2, 3, 4), (1, 2, 3))


def weighted_year(years: Sequence[float], known_years: int) -> float:
    """Return the weighted mean of the contributions of the last years, the newest first.

    Years before the first order say nothing: only ``known_years`` (1 to 3) count.
    """
    weights = WEIGHTS[: max(1, min(known_years, len(WEIGHTS)))]
    return sum(weight * year for weight, year in zip(weights, years, strict=False)) / sum(weights)


def lifetime_value(yearly: float, retention: float, interest: float) -> float:
    """Return the value of all future years: m·r/(1 + i - r) (Berger & Nasr 1998)."""
    return yearly * retention / (1 + interest - retention)


def abc_floors(descending: Sequence[int], share_a: float, share_b: float) -> tuple[int, int]:
    """Return the least amounts of class A and of class B, from positive amounts in falling order.

    A customer is A while the share summed up before is below ``share_a``; equal amounts share their class.
    """
    total = sum(descending)
    floors = [UNREACHED, UNREACHED]
    before, position = 0, 0
    while position < len(descending):
        amount = descending[position]
        end = position
        while end < len(descending) and descending[end] == amount:
            end += 1
        if before < share_a * total:
            floors[0] = amount
        if before < share_b * total:
            floors[1] = amount
        else:
            break
        before += amount * (end - position)
        position = end
    return floors[0], floors[1]


def pyramid_floors(descending: Sequence[int], shares: Sequence[float]) -> tuple[int, ...]:
    """Return the least value of each tier but the last, from values in falling order.

    The first tier has at least one place; equal values that do not all fit fall to the tier below.
    """
    floors, reached = [], 0.0
    for share in shares:
        reached += share
        places = max(1, int(reached * len(descending) + 1e-9))
        floors.append(_floor(descending, places))
    return tuple(floors)


def _floor(descending: Sequence[int], places: int) -> int:
    if places >= len(descending):
        return descending[-1] if descending else UNREACHED
    last = places - 1
    while last >= 0 and descending[last] == descending[places]:
        last -= 1
    return descending[last] if last >= 0 else UNREACHED


def kotler_type(customers: int, margin: float, few: int, many: int, low: float, high: float) -> int:
    """Return the type of relationship (1 to 5) for a segment of so many customers with such a unit margin."""
    size = 2 if customers >= many else 0 if customers <= few else 1
    earning = 2 if margin >= high else 0 if margin < low else 1
    return KOTLER[size][earning]


def median_interval(days: Sequence[int]) -> int:
    """Return the median days between orders, from rising days; 0 for fewer than three orders or all on one day."""
    gaps = [later - earlier for earlier, later in pairwise(days) if later > earlier]
    return round(median(gaps)) if len(days) >= 3 and gaps else 0
