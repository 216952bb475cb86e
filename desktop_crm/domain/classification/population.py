"""What ranks need: where the classes of all customers together begin. Made from sums, compared with one customer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from desktop_crm.domain.classification.figures import UNREACHED, abc_floors, kotler_type, pyramid_floors
from desktop_crm.domain.company_parameters import Parameters

TIERS = ("vip", "major", "ordinary", "small")


class Segment(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Customers of one product line and nature who bought in 12 months."""

    customers: int
    sales: int
    margin: int

    @property
    def share(self) -> float:
        """Margin on sales."""
        return self.margin / self.sales if self.sales else 0.0


class Population(msgspec.Struct, frozen=True, gc=False):
    """All customers of this laptop. Empty: nobody has bought anything."""

    abc: tuple[int, int] = (UNREACHED, UNREACHED)
    tiers: tuple[int, ...] = (UNREACHED, UNREACHED, UNREACHED)
    ranked: int = 0
    sales: int = 0
    segments: dict[str, Segment] = {}

    def abc_class(self, sales: int) -> str:
        """Return A, B or C for sales of 12 months (A11)."""
        return "A" if sales >= self.abc[0] else "B" if sales >= self.abc[1] else "C"

    def tier(self, worth: int) -> str:
        """Return the tier of the customer pyramid for a yearly worth."""
        return next((tier for tier, floor in zip(TIERS, self.tiers, strict=False) if worth >= floor), TIERS[-1])

    def kotler(self, segment: str, parameters: Parameters) -> int:
        """Return the type of relationship that fits a segment, 0 for an unknown one."""
        known = self.segments.get(segment)
        if known is None:
            return 0
        p = parameters
        return kotler_type(known.customers, known.share, p.kotler_few, p.kotler_many, p.margin_low, p.margin_high)


def measure(
    sales: Sequence[int], worths: Sequence[int], segments: Iterable[tuple[str, Segment]], parameters: Parameters
) -> Population:
    """Make the figures from sales of 12 months and yearly worths, each in falling order."""
    return Population(
        abc_floors(sales, parameters.abc_a, parameters.abc_b),
        pyramid_floors(worths, parameters.pyramid),
        len(worths),
        sum(sales),
        dict(segments),
    )
