"""From the rows of a customer to what the rules know: sums, days and marks. Rows are tuples as the store reads them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from desktop_crm.domain.classification.facts import Facts, Override, Year
from desktop_crm.domain.classification.figures import QUARTER, YEAR, median_interval

Row = Sequence[Any]

#: Columns of each kind of row, in the order in which :func:`gather` takes them.
COLUMNS: dict[str, tuple[str, ...]] = {
    "customer": (
        "customer_kind", "customer_nature", "industry_code", "importance_tier", "credit_standing", "source_channel",
        "region", "trade_relation", "relation_scope", "licence_no",
    ),
    "sales_order": (
        "ordered_on", "state", "amount", "returned_amount", "gross_margin", "product_line", "delivered_on",
    ),
    "activity": (
        "contacted_at", "method", "direction", "purpose", "outcome", "feeling_score", "interest_tags", "supplied",
        "competitors", "cost", "concession_type", "concession_value",
    ),
    "investment": (
        "invested_at", "cost", "concession_type", "concession_value", "benefit_kind", "cooperation_type",
        "cooperation_cost", "other_cost",
    ),
    "assessment": (
        "assessed_on", "valid_until", "attitude_to_us", "image", "reputation", "demand_potential",
        "dealings_with_competitors",
    ),
    "prospect_survey": ("surveyed_on", "likelihood", "expected_buy_to", "demand_potential"),
    "stop_record": ("stopped_on", "stop_reason_main", "stop_reason_more", "won_back_on"),
    "customer_link": ("kind", "other_id"),
    "class_override": ("scheme", "value", "reason", "by", "expires_on", "id"),
}  # fmt: skip

_STATE_BODY = "11"  # first characters of a social credit code (GB 32100)
_SHOWN = frozenset({"visit", "exhibition", "reception"})
_NEWS = frozenset({"develop", "survey", "quote"})
_TELLING = frozenset({"survey", "complaint", "satisfaction"})
_LINES_KEPT = 12
_REPUTED = 4


@dataclass(slots=True)
class Rows:
    """The rows of one customer by kind, in the order in which they were made; ``referrals`` counts whom it named."""

    customer: Row
    orders: list[Row] = field(default_factory=list)
    contacts: list[Row] = field(default_factory=list)
    investments: list[Row] = field(default_factory=list)
    assessments: list[Row] = field(default_factory=list)
    surveys: list[Row] = field(default_factory=list)
    stops: list[Row] = field(default_factory=list)
    links: list[Row] = field(default_factory=list)
    overrides: list[Row] = field(default_factory=list)
    referrals: int = 0


def day_of(text: object) -> int:
    """Return the ordinal of an ISO date or instant, 0 for none or for what is no date."""
    try:
        return date.fromisoformat(str(text)[:10]).toordinal() if text else 0
    except ValueError:
        return 0  # of a later version, or damaged: not worth a customer's other classes


def gather(rows: Rows, today: int) -> Facts:
    """Make the facts of a customer as of today. What is dated in the future counts from its day."""
    card = rows.customer
    years = _Years(today)
    values = _of_orders(rows.orders, years)
    values |= _of_contacts(rows.contacts, values, years)
    values |= _of_investments(rows.investments, values, years)
    values |= _of_assessments(rows, values, today, years)
    values |= _of_stops(rows.stops, values)
    return Facts(
        kind=card[0] or "individual",
        nature=card[1] or "",
        industry=(card[2] or "").strip(),
        tier=card[3] or "",
        credit=card[4] or "",
        source=card[5] or "",
        region=card[6] or "",
        trade_relation=(card[7] or "").strip(),
        relation_scope=card[8] or "",
        state_body=str(card[9] or "").startswith(_STATE_BODY),
        years=(years.year(0), years.year(1), years.year(2)),
        earlier=years.year(3),
        referrals=rows.referrals,
        referred_by=tuple(sorted({str(link[1]) for link in rows.links if link[0] == "referred_by"})),
        supplies=any(link[0] == "supplies" for link in rows.links),
        overrides=_of_overrides(rows.overrides),
        window_on=years.window_on,
        **values,
    )


class _Years:
    """Sums by rolling year: the last 12 months, the two years before, and all earlier."""

    def __init__(self, today: int) -> None:
        self.today = today
        self.window_on = 0
        self._sums = [[0, 0, 0] for _ in range(4)]

    def place(self, day: int) -> int | None:
        """Return the year of a day, 0 the newest; None for a day to come."""
        age = self.today - day
        if age < 0:
            self.wait_for(day)
            return None
        place = min(age // YEAR, 3)
        if place < 3:
            self.wait_for(day + YEAR * (place + 1))
        return place

    def wait_for(self, day: int) -> None:
        """Note a day on which the sums change by themselves."""
        if day > self.today and (not self.window_on or day < self.window_on):
            self.window_on = day

    def sale(self, place: int, sales: int, margin: int | None) -> None:
        """Add an order."""
        if margin is None:
            self._sums[place][1] += sales
        else:
            self._sums[place][0] += margin

    def cost(self, day: int, cost: int) -> None:
        """Add what we put in."""
        if cost and (place := self.place(day)) is not None:
            self._sums[place][2] += cost

    def year(self, place: int) -> Year:
        """Return one year's sums."""
        return Year(*self._sums[place])


def _of_orders(rows: Iterable[Row], years: _Years) -> dict[str, Any]:
    days: list[int] = []
    lines: dict[str, int] = {}
    open_orders = orders_12 = sales_12 = 0
    last_sale = (0, 0)
    for ordered_on, state, amount, returned, margin, line, delivered_on in rows:
        day = day_of(ordered_on)
        if state == "cancelled" or not day or (place := years.place(day)) is None:
            continue
        days.append(day)
        open_orders += state == "open"
        sales = (amount or 0) - (returned or 0)
        years.sale(place, sales, margin)
        last_sale = max(last_sale, (day, day_of(delivered_on) or day))
        if place == 0:
            orders_12 += 1
            sales_12 += sales
            if line:
                lines[line.strip()] = lines.get(line.strip(), 0) + sales
    days.sort()
    largest = sorted(lines.items(), key=lambda item: (-item[1], item[0]))[:_LINES_KEPT]
    return {
        "orders": len(days),
        "open_orders": open_orders,
        "first_on": days[0] if days else 0,
        "last_on": days[-1] if days else 0,
        "interval": median_interval(days),
        "orders_12": orders_12,
        "sales_12": sales_12,
        "lines": tuple((line, sales) for line, sales in largest if sales > 0),
        "sale_on": min(last_sale[1], years.today),
    }


def _of_contacts(rows: Iterable[Row], known: dict[str, Any], years: _Years) -> dict[str, Any]:
    sale_on, first_on = known["sale_on"], known["first_on"]
    found: dict[str, Any] = {
        "contacts": 0, "accepted": False, "at_event": False, "followed_after": -1, "ours_after": False,
        "theirs_after": False, "quarters": 0, "quoted_on": 0, "competitor_on": 0, "told_us_on": 0, "score": 0,
        "score_on": 0,
    }  # fmt: skip
    benefits = set()
    for at, method, direction, purpose, outcome, score, tags, supplied, rivals, cost, concession, worth in rows:
        day = day_of(at)
        if not day or years.place(day) is None:
            continue
        found["contacts"] += 1
        years.cost(day, (cost or 0) + (worth or 0))
        if concession:
            benefits.add("financial")
        reached = outcome not in ("not_reached", "lost")
        found["accepted"] |= reached and (method in _SHOWN or purpose == "quote")
        found["at_event"] |= method == "exhibition" and bool(first_on) and day >= first_on
        if purpose == "quote" and outcome != "lost":
            found["quoted_on"] = max(found["quoted_on"], day)
        if rivals:
            found["competitor_on"] = max(found["competitor_on"], day)
        if purpose in _TELLING and reached:
            found["told_us_on"] = max(found["told_us_on"], day)
        if score and day >= found["score_on"]:
            found["score"], found["score_on"] = score, day
        if not sale_on or day < sale_on:
            continue
        if direction == "theirs":
            found["theirs_after"] = True
            continue
        found["ours_after"] = True
        if purpose == "after_sales" and (found["followed_after"] < 0 or day - sale_on < found["followed_after"]):
            found["followed_after"] = day - sale_on
        quarter = (day - sale_on) // QUARTER
        if quarter < 4 and (tags or supplied or purpose in _NEWS):
            found["quarters"] |= 1 << quarter
    return found | {"benefits": tuple(sorted(benefits))}


def _of_investments(rows: Iterable[Row], known: dict[str, Any], years: _Years) -> dict[str, Any]:
    benefits, together_on, at_event = set(known["benefits"]), 0, known["at_event"]
    for at, cost, concession, worth, benefit, cooperation, cooperation_cost, other_cost in rows:
        day = day_of(at)
        if not day or years.place(day) is None:
            continue
        years.cost(day, sum(part or 0 for part in (cost, worth, cooperation_cost, other_cost)))
        if benefit:
            benefits.add(benefit)
        if concession:
            benefits.add("financial")
        if cooperation and known["sale_on"] and day >= known["sale_on"]:
            together_on = max(together_on, day)
        at_event = at_event or cooperation == "joint_advertising"
    return {"benefits": tuple(sorted(benefits)), "together_on": together_on, "at_event": at_event}


def _of_assessments(rows: Rows, known: dict[str, Any], today: int, years: _Years) -> dict[str, Any]:
    """Take the newest assessment that is still valid, and what surveys expect."""
    found: dict[str, Any] = {}
    potential_on = newest = 0
    for assessed_on, valid_until, attitude, image, reputation, potential, dealings in rows.assessments:
        day, until = day_of(assessed_on), day_of(valid_until)
        if not day or years.place(day) is None or day < newest or (until and until < today):
            continue
        if until:
            years.wait_for(until + 1)
        newest = potential_on = day
        found["reputed"] = max(image or 0, reputation or 0) >= _REPUTED
        found["rivals"] = bool(dealings)
        found["potential"] = potential or 0
        if attitude and day >= known["score_on"]:
            found["score"], found["score_on"] = attitude, day
    until_on = 0
    for surveyed_on, likelihood, expected_to, potential in rows.surveys:
        day = day_of(surveyed_on)
        if likelihood == "high":
            until_on = max(until_on, day_of(expected_to))
        if potential and day >= potential_on:
            found["potential"], potential_on = potential, day
    return found | {"likely_until": until_on}


def _of_stops(rows: Sequence[Row], known: dict[str, Any]) -> dict[str, Any]:
    """Take the newest stop; it holds until the customer came back or ordered again."""
    if not rows:
        return {}
    newest = max(reversed(rows), key=lambda row: day_of(row[0]))  # of one day the last one written
    stopped_on = day_of(newest[0])
    holds = not newest[3] and known["last_on"] <= stopped_on
    return {
        "stopped_on": stopped_on,
        "stop_reason": newest[1] or "other",
        "stop_details": tuple(newest[2] or ()),
        "stopped": holds,
    }


def _of_overrides(rows: Iterable[Row]) -> tuple[Override, ...]:
    """Take the newest word on each scheme."""
    newest = {row[0]: row for row in rows}
    return tuple(
        Override(scheme, value or "", reason or "", by or "", day_of(expires_on), row_id)
        for scheme, value, reason, by, expires_on, row_id in newest.values()
    )
