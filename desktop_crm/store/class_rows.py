"""Reading the rows from which the facts of customers are made (:mod:`desktop_crm.domain.classification.gathering`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection

from desktop_crm.domain.classification.facts import Facts
from desktop_crm.domain.classification.gathering import COLUMNS, Rows, gather
from desktop_crm.domain.records import CUSTOMER
from desktop_crm.store.projection import parse
from desktop_crm.store.raw import Row, fetch_all

_SLICE = 500
#: Kind of row -> attribute of :class:`Rows`.
_PLACES = {
    "sales_order": "orders", "activity": "contacts", "investment": "investments", "assessment": "assessments",
    "prospect_survey": "surveys", "stop_record": "stops", "customer_link": "links", "class_override": "overrides",
}  # fmt: skip
_REASONS = COLUMNS["stop_record"].index("stop_reason_more")
_CARD_COLUMNS = ", ".join(COLUMNS[CUSTOMER.name])
_SQL = {
    kind: f"SELECT agg_id, {', '.join(COLUMNS[kind])} FROM {kind} WHERE NOT deleted AND agg_id IN ({{marks}})"
    f" ORDER BY agg_id, {'updated_at, rid' if kind == 'class_override' else 'rid'}"
    for kind in _PLACES
}


def read(connection: Connection, rids: Sequence[int], today: int) -> dict[int, Facts]:
    """Make the facts of customers; those in the recycle bin and those that are gone are left out."""
    found: dict[int, Facts] = {}
    for start in range(0, len(rids), _SLICE):
        for rid, rows in _rows(connection, rids[start : start + _SLICE]):
            found[rid] = gather(rows, today)
    return found


def rids_of(connection: Connection, ids: Sequence[str]) -> list[int]:
    """Return the keys of customers by their ids."""
    marks = ",".join("?" * len(ids))
    return [int(str(row[0])) for row in fetch_all(connection, f"SELECT rid FROM customer WHERE id IN ({marks})", ids)]


def _rows(connection: Connection, rids: Sequence[int]) -> Iterator[tuple[int, Rows]]:
    marks = ",".join("?" * len(rids))
    sql = f"SELECT rid, id, {_CARD_COLUMNS} FROM customer WHERE rid IN ({marks}) AND NOT deleted"
    cards: dict[object, tuple[int, Rows]] = {
        row[1]: (int(str(row[0])), Rows(row[2:])) for row in fetch_all(connection, sql, rids)
    }
    ids = list(cards)
    if not ids:
        return
    marks = ",".join("?" * len(ids))
    for kind, place in _PLACES.items():
        for agg_id, *values in fetch_all(connection, _SQL[kind].format(marks=marks), ids):
            if kind == "stop_record":
                values[_REASONS] = parse(str(values[_REASONS])) if values[_REASONS] else ()
            getattr(cards[agg_id][1], place).append(values)
    for other_id, number in _referrals(connection, ids, marks):
        cards[other_id][1].referrals = int(str(number))
    yield from cards.values()


def _referrals(connection: Connection, ids: Sequence[object], marks: str) -> list[Row]:
    """Count the customers that name these as who referred them."""
    return fetch_all(
        connection,
        "SELECT other_id, count(DISTINCT agg_id) FROM customer_link"
        f" WHERE other_id IN ({marks}) AND kind = 'referred_by' AND NOT deleted GROUP BY other_id",
        ids,
    )
