"""Orders, contacts and ends of dealings for the invented customers (:mod:`.sample_data`): the same at every call."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from desktop_crm.domain.fields import Value
from desktop_crm.domain.file_choices import STOP_REASON
from desktop_crm.services.rows import RowChange, RowService

#: Product lines of the invented company, with the share of an order's amount that is margin.
LINES = {"碳酸饮料": 0.22, "茶饮料": 0.31, "水饮料": 0.14, "果汁饮料": 0.44}

_SEED = 20260102
_SLICE = 100
#: Orders a year and typical amount in yuan, by the tier on the card.
_HABITS = {"vip": (14, 42_000), "major": (9, 16_000), "ordinary": (4, 5_200), "small": (1, 1_300)}

Customer = tuple[str, Mapping[str, Value]]


def add(rows: RowService, customers: Sequence[Customer], today: date, *, sample: bool) -> int:
    """Give customers (ids with the values of their cards) a past by the kind of their card; return how many rows."""
    made = 0
    saves = [(customer_id, list(_past(values, today))) for customer_id, values in customers]
    saves = [(customer_id, changes) for customer_id, changes in saves if changes]
    for start in range(0, len(saves), _SLICE):
        part = saves[start : start + _SLICE]
        rows.save_many(part, sample=sample)
        made += sum(len(changes) for _id, changes in part)
    return made


def _past(values: Mapping[str, Value], today: date) -> Iterator[RowChange]:
    number = str(values["customer_no"])
    rng = random.Random(f"{_SEED}{number}")
    kind = values.get("card_kind")
    if kind == "prospect":
        if rng.random() < 0.3:
            yield _contact(today - timedelta(days=rng.randint(1, 160)), "visit", "quote", "progress")
        return
    filed = date.fromisoformat(str(values["form_date"]))
    begun = filed - timedelta(days=rng.randint(0, 500))
    ended = today - timedelta(days=rng.randint(200, 500)) if kind == "former" else today
    a_year, amount = _HABITS.get(str(values.get("importance_tier")), _HABITS["small"])
    count = max(1, round(a_year * (ended - begun).days / 365)) if ended > begun else 1
    line = rng.choice(list(LINES))
    days = sorted(
        min(begun, ended) + timedelta(days=rng.randint(0, max(1, (ended - begun).days))) for _ in range(count)
    )
    for place, day in enumerate(days):
        yield _order(rng, f"{number}-{place + 1:02d}", min(day, today), line, amount, today)
    if rng.random() < 0.7:
        followed = min(today, days[-1] + timedelta(days=rng.randint(2, 30)))
        yield _contact(followed, "phone", "after_sales", "unchanged", rng.choice((5, 5, 4, 4, 3, 2)))
    if kind == "former":
        values = {"stopped_on": ended.isoformat(), "stop_reason_main": rng.choice(STOP_REASON[:-1]).code}
        yield RowChange("stop_record", values)


def _order(rng: random.Random, number: str, day: date, line: str, amount: int, today: date) -> RowChange:
    line = line if rng.random() < 0.8 else rng.choice(list(LINES))
    yuan = round(amount * rng.lognormvariate(0, 0.5))
    delivered = day + timedelta(days=rng.randint(1, 12))
    values: dict[str, Value] = {
        "order_no": number,
        "ordered_on": day.isoformat(),
        "product_line": line,
        "amount": yuan * 100,
        "state": "closed" if delivered <= today else "open",
    }
    if delivered <= today:
        values["delivered_on"] = delivered.isoformat()
    if rng.random() < 0.9:
        values["gross_margin"] = round(yuan * LINES[line] * 100)
    return RowChange("sales_order", values)


def _contact(day: date, method: str, purpose: str, outcome: str, score: int | None = None) -> RowChange:
    values: dict[str, Value] = {
        "contacted_at": f"{day.isoformat()}T02:30:00.000Z",
        "method": method,
        "purpose": purpose,
        "outcome": outcome,
        "summary": "报价并介绍新品。" if purpose == "quote" else "回访收货情况。",
    }
    if score:
        values["feeling_score"] = score
    return RowChange("activity", values)
