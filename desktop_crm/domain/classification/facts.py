"""What the rules know of one customer: sums and days, no rows. Days are ordinals of the calendar, 0 for none."""

from __future__ import annotations

import msgspec

from desktop_crm.domain.absence import patience
from desktop_crm.domain.classification.figures import YEAR
from desktop_crm.domain.company_parameters import Parameters

#: Counted up when the meaning of a fact changes: then all are read anew.
FACTS_VERSION = 1


class Year(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A year's dealings in minor units. ``unknown`` is the amount of orders that state no margin."""

    margin: int = 0
    unknown: int = 0
    cost: int = 0  # of what our company put in

    def gross(self, parameters: Parameters) -> int:
        """Gross margin, estimated where an order states none."""
        return self.margin + round(self.unknown * parameters.assumed_margin)

    def contribution(self, parameters: Parameters) -> int:
        """Gross margin less what we put in."""
        return self.gross(parameters) - self.cost


class Override(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A person's word. ``expires_on`` is its last day, 0 for ever."""

    scheme: str
    value: str
    reason: str = ""
    by: str = ""
    expires_on: int = 0
    row_id: str = ""


class Facts(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One customer. ``window_on``: the day on which these facts change although nobody does anything."""

    # The card.
    kind: str = "individual"
    nature: str = ""
    industry: str = ""
    tier: str = ""
    credit: str = ""
    source: str = ""
    region: str = ""
    trade_relation: str = ""
    relation_scope: str = ""
    state_body: bool = False  # its unified social credit code says so (GB 32100)
    # Orders that were not cancelled.
    orders: int = 0
    open_orders: int = 0
    first_on: int = 0
    last_on: int = 0
    interval: int = 0  # median days between orders
    orders_12: int = 0
    sales_12: int = 0
    lines: tuple[tuple[str, int], ...] = ()  # product line and sales of 12 months, the largest first
    years: tuple[Year, Year, Year] = (Year(), Year(), Year())  # the newest first
    earlier: Year = Year()
    sale_on: int = 0  # delivery of the last order, or its date
    # Contacts.
    contacts: int = 0
    accepted: bool = False  # a visit, a quotation, a demonstration
    at_event: bool = False  # as a customer
    followed_after: int = -1  # days from the sale to the first after-sales contact of ours; -1 none
    ours_after: bool = False  # contacts after the sale that we began
    theirs_after: bool = False
    quarters: int = 0  # bit n: product information in the nth quarter after the sale
    quoted_on: int = 0
    competitor_on: int = 0  # competitors were mentioned
    told_us_on: int = 0  # usable words: survey, complaint, satisfaction
    score: int = 0  # satisfaction 1-5, the newest
    score_on: int = 0
    # Investments, assessments, surveys, links.
    together_on: int = 0  # cooperation and support
    benefits: tuple[str, ...] = ()
    potential: int = 0  # yearly demand
    reputed: bool = False  # image or reputation 4 and more
    rivals: bool = False  # the assessment names dealings with competitors
    likely_until: int = 0  # a survey expects a purchase with high likelihood until then
    referred_by: tuple[str, ...] = ()  # customers who named this one
    referrals: int = 0  # customers whom this one named
    supplies: bool = False
    # Where dealings stopped.
    stopped_on: int = 0
    stop_reason: str = ""
    stop_details: tuple[str, ...] = ()
    stopped: bool = False  # the newest stop still holds
    overrides: tuple[Override, ...] = ()
    window_on: int = 0

    def lapse_limit(self, parameters: Parameters) -> int:
        """Days without an order after which the customer has lapsed (domain contract §4.0)."""
        return patience(self.interval, parameters)

    def known_years(self, today: int) -> int:
        """Years of dealings begun, up to three."""
        return min(3, (today - self.first_on) // YEAR + 1) if self.first_on else 0


encode = msgspec.msgpack.Encoder().encode
decode = msgspec.msgpack.Decoder(Facts).decode
