"""Everything that answers "who is my customer?" on one page, read in one go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import Connection

from desktop_crm.domain.card_states import Standing, standing
from desktop_crm.domain.company_parameters import DEFAULTS
from desktop_crm.domain.fields import Values
from desktop_crm.domain.records import RECORD_TYPES
from desktop_crm.domain.sources import SOURCES, source_of
from desktop_crm.queries.advice import Advice, AdviceQueries
from desktop_crm.queries.customers import CustomerCard, CustomerQueries
from desktop_crm.queries.rows import RecordRow, RowQueries, rows_of
from desktop_crm.queries.steps import Step, StepQueries
from desktop_crm.store import classes
from desktop_crm.store.engine import Store
from desktop_crm.store.raw import fetch_all

#: Rows of each kind that the page lists itself; its lists show all of them.
SHOWN = 5
_COUNTED = (
    "activity", "investment", "assessment", "prospect_survey", "stop_record", "sales_order", "order_line", "payment",
    "verification", "customer_link", "delivery_address", "attachment", "quote", "claim",
)  # fmt: skip
#: Orders that count: all but the cancelled ones. Amounts are minor units, less what was returned.
_COUNTS = "NOT deleted AND state IS NOT 'cancelled'"
_NET = "amount - coalesce(returned_amount, 0)"


@dataclass(frozen=True, slots=True)
class Deals:
    """Orders and payments in numbers; amounts in minor units."""

    count: int = 0
    total: int = 0
    margin: int = 0
    this_year: int = 0
    last_year: int = 0
    open_count: int = 0
    open_amount: int = 0  # of orders that are not finished
    owed: int = 0  # payments that have not come
    overdue: int = 0  # those of them whose day has passed
    paid: int = 0
    paid_in_time: int = 0
    first_on: str = ""
    last_on: str = ""

    @property
    def on_time_percent(self) -> int | None:
        """Share of payments that came in time; None without any."""
        return round(100 * self.paid_in_time / self.paid) if self.paid else None


@dataclass(frozen=True, slots=True)
class Link:
    """A relation to another customer; ``reverse``: it stands on the other's card."""

    row_id: str
    other_id: str
    other_name: str
    kind: str
    note: str
    reverse: bool


@dataclass(frozen=True, slots=True)
class Spent:
    """What our company put into the customer in a year, in minor units: costs, and concessions."""

    year: int
    cost: int
    concessions: int

    @property
    def total(self) -> int:
        """Both together."""
        return self.cost + self.concessions


@dataclass(frozen=True, slots=True)
class OneView:
    """One customer seen from every side. ``sources`` gives the newest date of each of the six, "" for none."""

    card: CustomerCard
    steps: Sequence[Step] = ()
    contacts: Sequence[RecordRow] = ()
    orders: Sequence[RecordRow] = ()
    addresses: Sequence[RecordRow] = ()
    links: Sequence[Link] = ()
    deals: Deals = field(default_factory=Deals)
    standing: Standing = field(default_factory=Standing)
    spent: Sequence[Spent] = ()
    survey: RecordRow | None = None
    stop: RecordRow | None = None
    assessment: RecordRow | None = None
    verified: Mapping[str, RecordRow] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    advice: Advice = field(default_factory=Advice)


class OneViewQueries:
    """Reads of one profile. Thread-safe."""

    def __init__(
        self, store: Store, customers: CustomerQueries, rows: RowQueries, steps: StepQueries, advice: AdviceQueries
    ) -> None:
        self._store, self._customers, self._rows, self._steps = store, customers, rows, steps
        self._advice = advice

    def of(self, customer_id: str, today: date) -> OneView:
        """Return the view of a customer. Raises NotFound."""
        card = self._customers.card(customer_id)
        steps = self._steps.of_customer(customer_id)
        counts = self._rows.counts(customer_id, _COUNTED)
        with self._store.read() as connection:
            contacts = rows_of(connection, RECORD_TYPES["activity"], customer_id, SHOWN)
            orders = rows_of(connection, RECORD_TYPES["sales_order"], customer_id, SHOWN)
            addresses = rows_of(connection, RECORD_TYPES["delivery_address"], customer_id, SHOWN)
            assessments = rows_of(connection, RECORD_TYPES["assessment"], customer_id, SHOWN)
            surveys = rows_of(connection, RECORD_TYPES["prospect_survey"], customer_id, 1)
            stops = rows_of(connection, RECORD_TYPES["stop_record"], customer_id, 1_000)
            checks = rows_of(connection, RECORD_TYPES["verification"], customer_id, 1_000)
            run = classes.newest_run(connection)
            view = OneView(
                card,
                steps,
                contacts,
                orders,
                addresses,
                _links(connection, customer_id),
                _deals(connection, customer_id, today),
                standing(
                    _order_days(connection, customer_id),
                    _days(stops, "stopped_on"),
                    today,
                    run.parameters if run is not None else DEFAULTS,
                ),
                _spent(connection, customer_id),
                surveys[0] if surveys else None,
                stops[0] if stops else None,
                _valid(assessments, today),
                {str(row.values.get("field")): row for row in reversed(checks)},
                counts,
                _sources(connection, card),
            )
        return replace(view, names=self._rows.names([*contacts, *orders]), advice=self._advice.of(card))

    def last_contacts(self, customer_id: str, number: int = 2) -> list[RecordRow]:
        """Return the newest contacts of a customer."""
        return self._rows.of_customer("activity", customer_id, limit=number)


def _valid(assessments: Sequence[RecordRow], today: date) -> RecordRow | None:
    """Return the newest assessment that is still valid, else the newest of all."""
    valid = (row for row in assessments if str(row.values.get("valid_until") or "9") >= today.isoformat())
    return next(valid, assessments[0] if assessments else None)


def is_expired(row: RecordRow, today: date) -> bool:
    """Say whether an assessment is no longer valid."""
    return str(row.values.get("valid_until") or "9") < today.isoformat()


def _days(rows: Sequence[RecordRow], name: str) -> list[date]:
    return [day for row in rows if (day := _day(row.values.get(name))) is not None]


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value or ""))
    except ValueError:
        return None


def _order_days(connection: Connection, customer_id: str) -> list[date]:
    rows = fetch_all(connection, f"SELECT ordered_on FROM sales_order WHERE agg_id = ? AND {_COUNTS}", (customer_id,))
    return [day for row in rows if (day := _day(row[0])) is not None]


def _deals(connection: Connection, customer_id: str, today: date) -> Deals:
    year, before = today.year, today.year - 1
    sql = (
        f"SELECT count(*), sum({_NET}), sum(gross_margin), sum(CASE WHEN ordered_on >= ? THEN {_NET} END),"
        f" sum(CASE WHEN ordered_on >= ? AND ordered_on < ? THEN {_NET} END), sum(state = 'open'),"
        f" sum(CASE WHEN state = 'open' THEN {_NET} END), min(ordered_on), max(ordered_on)"
        f" FROM sales_order WHERE agg_id = ? AND {_COUNTS}"
    )
    orders = fetch_all(connection, sql, (f"{year}-01-01", f"{before}-01-01", f"{year}-01-01", customer_id))[0]
    sql = (
        "SELECT sum(CASE WHEN paid_on IS NULL THEN amount END), sum(CASE WHEN paid_on IS NULL AND due_on < ?"
        " THEN amount END), sum(paid_on IS NOT NULL), sum(paid_on IS NOT NULL AND"
        " (due_on IS NULL OR paid_on <= due_on)) FROM payment WHERE agg_id = ? AND NOT deleted"
    )
    payments = fetch_all(connection, sql, (today.isoformat(), customer_id))[0]
    count, total, margin, now, last, number, amount, owed, overdue, paid, in_time = (
        int(str(value or 0)) for value in (*orders[:7], *payments)
    )
    first_on, last_on = (str(value or "") for value in orders[7:])
    return Deals(count, total, margin, now, last, number, amount, owed, overdue, paid, in_time, first_on, last_on)


def _spent(connection: Connection, customer_id: str) -> list[Spent]:
    """Add up by year what contacts and investments cost (F8 feeds F9)."""
    costs = "coalesce(cost, 0) + coalesce(cooperation_cost, 0) + coalesce(other_cost, 0)"
    sql = (
        "SELECT year, sum(cost), sum(conceded) FROM ("
        f"SELECT substr(invested_at, 1, 4) AS year, {costs} AS cost, coalesce(concession_value, 0) AS conceded"
        " FROM investment WHERE agg_id = ? AND NOT deleted UNION ALL"
        " SELECT substr(contacted_at, 1, 4), coalesce(cost, 0), coalesce(concession_value, 0)"
        " FROM activity WHERE agg_id = ? AND NOT deleted AND (cost IS NOT NULL OR concession_value IS NOT NULL))"
        " GROUP BY year ORDER BY year DESC"
    )
    rows = fetch_all(connection, sql, (customer_id, customer_id))
    return [Spent(int(str(year)), int(str(cost)), int(str(more))) for year, cost, more in rows if str(year).isdigit()]


def _links(connection: Connection, customer_id: str) -> list[Link]:
    sql = (
        "SELECT l.id, c.id, c.display_name, l.kind, l.note, 0 FROM customer_link l"
        " JOIN customer c ON c.id = l.other_id AND NOT c.deleted WHERE l.agg_id = ? AND NOT l.deleted"
        " UNION ALL SELECT l.id, c.id, c.display_name, l.kind, l.note, 1 FROM customer_link l"
        " JOIN customer c ON c.id = l.agg_id AND NOT c.deleted WHERE l.other_id = ? AND NOT l.deleted"
    )
    found = fetch_all(connection, sql, (customer_id, customer_id))
    return [
        Link(str(row), str(other), str(name or ""), str(kind or ""), str(note or ""), bool(reverse))
        for row, other, name, kind, note, reverse in found
    ]


def _sources(connection: Connection, card: CustomerCard) -> dict[str, str]:
    """Return for each source the newest date of something it told, "" where it told nothing."""
    newest = {choice.code: "" for choice in SOURCES}

    def told(source: str, when: object) -> None:
        newest[source] = max(newest[source], str(when or ""))

    told(source_of("customer", card.values), card.values.get("form_date") or card.created_at[:10])
    for name, when, fields in _TOLD:
        columns = "".join(f', "{one}"' for one in fields)
        groups = f" GROUP BY {', '.join(map(str, range(2, 2 + len(fields))))}" if fields else ""
        sql = f'SELECT max("{when}"){columns} FROM "{name}" WHERE agg_id = ? AND NOT deleted{groups}'
        for latest, *codes in fetch_all(connection, sql, (card.id,)):
            values: Values = {one: str(code) for one, code in zip(fields, codes, strict=True)}
            told(source_of(name, values, "delivered" if when == "delivered_on" else ""), latest)
    return newest


#: Record, the column that dates it, and the fields by which its source is told.
_TOLD = (
    ("activity", "contacted_at", ("purpose", "method")),
    ("prospect_survey", "surveyed_on", ("source_channel",)),
    ("assessment", "assessed_on", ("source_kind",)),
    ("sales_order", "ordered_on", ()),
    ("sales_order", "delivered_on", ()),
    ("payment", "paid_on", ()),
    ("campaign_member", "drawn_on", ()),
    ("verification", "verified_at", ("how",)),
)
