"""The ranks of all customers: measured from the sums kept of each, and compared with those it was classified by."""

from __future__ import annotations

from array import array

from sqlalchemy import Connection

from desktop_crm.domain.classification.population import TIERS, Population, Segment, measure
from desktop_crm.domain.company_parameters import Parameters
from desktop_crm.store.classes import SEGMENT
from desktop_crm.store.raw import fetch_all

_ABC = "ABC"


def abc_rank(population: Population, sales: int) -> int:
    """Return the Pareto class as it is kept: 1 to 3, 0 without sales."""
    return _ABC.index(population.abc_class(sales)) + 1 if sales > 0 else 0


def tier_rank(population: Population, *, bought: bool, worth: int) -> int:
    """Return the tier as it is kept: 1 to 4, 0 without orders."""
    return TIERS.index(population.tier(worth)) + 1 if bought else 0


def measure_all(connection: Connection, parameters: Parameters) -> Population:
    """Measure the ranks from what is kept of each customer; a second for a million."""
    sql = (
        "SELECT v.code, count(*), sum(c.sales), sum(c.margin) FROM customer_class c"
        " JOIN class_value v ON v.id = c.segment GROUP BY c.segment"
    )
    segments = [
        (str(code), Segment(int(str(customers)), int(str(sales)), int(str(margin))))
        for code, customers, sales, margin in fetch_all(connection, sql)
    ]
    sales = _falling(connection, "sales", "sales > 0")
    worths = _falling(connection, "worth", "bought")
    return measure(sales, worths, segments, parameters)


def keep_types(connection: Connection, population: Population, parameters: Parameters) -> None:
    """Write beside each segment the type of relationship that fits it."""
    rows = fetch_all(connection, "SELECT id, code FROM class_value WHERE scheme = ?", (SEGMENT,))
    types = [(population.kotler(str(code), parameters), number) for number, code in rows]
    if types:
        connection.exec_driver_sql("UPDATE class_value SET place = ? WHERE id = ?", types)


def differing(connection: Connection, population: Population, limit: int) -> list[int]:
    """Return customers whose ranks are others than they were classified by, and who do not wait already."""
    tiers = " ".join(f"WHEN c.worth >= {floor:d} THEN {rank}" for rank, floor in enumerate(population.tiers, 1))
    sql = (
        "SELECT c.rid FROM customer_class c LEFT JOIN class_value v ON v.id = c.segment WHERE c.run > 0 AND ("
        "  c.abc != CASE WHEN c.sales <= 0 THEN 0 WHEN c.sales >= ? THEN 1 WHEN c.sales >= ? THEN 2 ELSE 3 END"
        f" OR c.tier != CASE WHEN NOT c.bought THEN 0 {tiers} ELSE {len(population.tiers) + 1} END"
        "  OR c.kotler != coalesce(v.place, 0)"
        ") AND c.rid NOT IN (SELECT rid FROM class_todo) LIMIT ?"
    )
    return [int(str(row[0])) for row in fetch_all(connection, sql, (*population.abc, limit))]


def _falling(connection: Connection, column: str, where: str) -> array[int]:
    """Read one column in falling order: as one value, so that the interpreter stays free meanwhile."""
    inner = f"SELECT {column} AS n FROM customer_class WHERE {where} ORDER BY {column} DESC"
    rows = fetch_all(connection, f"SELECT group_concat(n) FROM ({inner})")
    text = rows[0][0] if rows else None
    return array("q", map(int, str(text).split(","))) if text is not None else array("q")
