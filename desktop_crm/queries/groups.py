"""A list in groups: the heads with their numbers by one grouped read, the keys of a group when it is opened."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from desktop_crm.domain.filters.subjects import SUBJECTS, Subject
from desktop_crm.errors import UsageError
from desktop_crm.queries.customers import CustomerQueries, ListFilter
from desktop_crm.store.class_tables import class_column
from desktop_crm.store.engine import Store
from desktop_crm.store.raw import fetch_all

#: Groups shown at most, the largest ones; a list by a free text may have any number.
MOST_GROUPS = 500


@dataclass(frozen=True, slots=True)
class GroupHead:
    """One group: its code ("" for customers without a value), how many, sales of 12 months in minor units, and the
    mean completeness in percent; None for a figure that was not added up yet."""

    code: str
    customers: int
    sales: int | None = None
    completeness: int | None = None

    @property
    def complete(self) -> bool:
        """Whether both figures are here."""
        return self.sales is not None and self.completeness is not None


#: Sales and mean completeness by code.
Figures = dict[str, tuple[int, int]]


def grouped_by(name: str) -> Subject:
    """Return the subject of a grouping. Raises UsageError."""
    subject = SUBJECTS.get(name)
    if subject is None or not subject.grouped:
        raise UsageError("unknown_grouping", name=name[:50])
    return subject


def group_of(wanted: ListFilter, name: str, code: str) -> ListFilter:
    """Return the list of one group."""
    return replace(wanted, group=(name, code))


class GroupQueries:
    """Reads of one profile. Thread-safe."""

    def __init__(self, store: Store, queries: CustomerQueries) -> None:
        self._store, self._queries = store, queries

    def heads(self, wanted: ListFilter, name: str) -> list[GroupHead]:
        """Return the groups of a list: choices and classes in declared order, others by number, no value last.

        They come from indexes alone, each with the figure that stands there too; :meth:`figures` has the other.
        Raises UsageError for a subject that lists are not grouped by.
        """
        subject = grouped_by(name)
        with self._store.read() as connection:
            heads = (self._of_classes if subject.scheme is not None else self._of_column)(connection, wanted, subject)
            order = _places(connection, subject)
        heads = sorted(heads, key=lambda head: -head.customers)[:MOST_GROUPS]
        place = len(order)
        return sorted(heads, key=lambda one: (one.code == "", order.get(one.code, place), -one.customers, one.code))

    def figures(self, wanted: ListFilter, name: str) -> Figures:
        """Add up sales and completeness of each group: reads every customer once. Raises UsageError."""
        subject = grouped_by(name)
        own = f"k.{class_column(subject.id)}" if subject.scheme is not None else f"customer.{subject.id}"
        with self._store.read() as connection:
            clause, args = self._clause(connection, wanted)
            # Both tables lie in the order of their keys: going through them side by side reads each page once.
            rows = fetch_all(
                connection,
                f"SELECT {own}, sum(k.sales), avg(customer.completeness) FROM customer NOT INDEXED"
                f" LEFT JOIN customer_class k ON k.rid = customer.rid WHERE {clause} GROUP BY 1",
                args,
            )
            codes = _codes(connection, subject)
        found: Figures = {}
        for value, sales, filled in rows:
            code = codes.get(value, "") if subject.scheme is not None else str(value or "")
            found[code] = (int(str(sales or 0)), round(float(str(filled or 0))))
        return found

    # -- parts ------------------------------------------------------------------------------

    def _clause(self, connection: Connection, wanted: ListFilter) -> tuple[str, list[object]]:
        clause, args = self._queries.clause(connection, wanted)
        found = self._queries.found_by_text(connection, wanted)
        if found is None:
            return clause, args
        return f"{clause} AND customer.rid IN (SELECT value FROM json_each(?))", [*args, found]

    def _of_column(self, connection: Connection, wanted: ListFilter, subject: Subject) -> list[GroupHead]:
        clause, args = self._clause(connection, wanted)
        own = f"customer.{subject.id}"
        sql = f"SELECT {own}, count(*), avg(customer.completeness) FROM customer WHERE {clause} GROUP BY 1"
        heads = [
            GroupHead(str(value or ""), int(str(customers)), None, round(float(str(filled or 0))))
            for value, customers, filled in fetch_all(connection, sql, args)
        ]
        blank = [head for head in heads if not head.code]
        if len(blank) > 1:  # empty texts beside values that are missing
            heads = [head for head in heads if head.code] + [GroupHead("", sum(head.customers for head in blank))]
        return heads

    def _of_classes(self, connection: Connection, wanted: ListFilter, subject: Subject) -> list[GroupHead]:
        clause, args = self._clause(connection, wanted)
        total = int(str(fetch_all(connection, f"SELECT count(*) FROM customer WHERE {clause}", args)[0][0]))
        inside, more = f"IN (SELECT customer.rid FROM customer WHERE {clause})", args
        if wanted.everybody and not wanted.deleted:
            inside, more = "NOT IN (SELECT rid FROM customer WHERE deleted = 1)", []
        own = class_column(subject.id)
        sql = f"SELECT {own}, count(*), sum(sales) FROM customer_class WHERE rid {inside} GROUP BY 1"
        codes = _codes(connection, subject)
        heads = [
            GroupHead(codes.get(value, ""), int(str(customers)), int(str(sales or 0)))
            for value, customers, sales in fetch_all(connection, sql, more)
        ]
        named = [head for head in heads if head.code]
        rest = total - sum(head.customers for head in named)
        unnamed = sum(head.sales or 0 for head in heads if not head.code)
        return [*named, GroupHead("", rest, unnamed)] if rest else named


def completed(heads: Iterable[GroupHead], figures: Figures) -> list[GroupHead]:
    """Put the figures into the heads."""
    found = []
    for head in heads:
        sales, filled = figures.get(head.code, (head.sales or 0, head.completeness or 0))
        found.append(replace(head, sales=sales, completeness=filled))
    return found


def _codes(connection: Connection, subject: Subject) -> dict[object, str]:
    sql = "SELECT id, code FROM class_value WHERE scheme = ?"
    return {number: str(code) for number, code in fetch_all(connection, sql, (subject.id,))} if subject.scheme else {}


def _places(connection: Connection, subject: Subject) -> dict[str, int]:
    if subject.scheme is None:
        return {choice.code: place for place, choice in enumerate(subject.choices)}
    sql = "SELECT code, place FROM class_value WHERE scheme = ?"
    return {str(code): int(str(place)) for code, place in fetch_all(connection, sql, (subject.id,))}
