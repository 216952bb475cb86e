"""How sure one may be of a share, and of the difference of two: 95 % intervals of counts that are samples.

Sources: E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927) 209-212, for
one share; R. G. Newcombe, Interval estimation for the difference between independent proportions, Statistics in
Medicine 17 (1998) 873-890, method 10, for two: the two Wilson intervals joined by squares. Both hold for small groups
and for shares near 0 and 1, where the textbook's normal interval fails.

Check (Newcombe's first example): 56 of 70 against 48 of 80: difference 0.2000, from 0.0524 to 0.3339. One share: 81 of
263 = 0.3080, from 0.2553 to 0.3662. None of 20: from 0 to 0.1611.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

#: The 97.5 % point of the normal distribution: 95 of 100 such intervals hold the truth.
Z = 1.959964


@dataclass(frozen=True, slots=True)
class Share:
    """``part`` of ``whole``; ``low`` and ``high`` bound the true share."""

    part: int
    whole: int
    low: float
    high: float

    @property
    def value(self) -> float:
        """The share itself, 0 of nobody."""
        return self.part / self.whole if self.whole else 0.0


@dataclass(frozen=True, slots=True)
class Difference:
    """The first share less the second; ``low`` and ``high`` bound the true difference."""

    value: float
    low: float
    high: float

    @property
    def certain(self) -> bool:
        """Whether the interval leaves no difference out."""
        return self.low > 0 or self.high < 0


def share(part: int, whole: int) -> Share:
    """Return a share with Wilson's interval; of nobody nothing is known."""
    if not whole:
        return Share(0, 0, 0.0, 1.0)
    p, z2 = part / whole, Z * Z
    middle = 2 * part + z2
    spread = Z * sqrt(z2 + 4 * part * (1 - p))
    below = 2 * (whole + z2)
    return Share(part, whole, max(0.0, (middle - spread) / below), min(1.0, (middle + spread) / below))


def difference(one: Share, other: Share) -> Difference:
    """Return the difference of two independent shares with Newcombe's interval."""
    p1, p2 = one.value, other.value
    low = p1 - p2 - sqrt((p1 - one.low) ** 2 + (other.high - p2) ** 2)
    high = p1 - p2 + sqrt((one.high - p1) ** 2 + (p2 - other.low) ** 2)
    return Difference(p1 - p2, max(-1.0, low), min(1.0, high))
