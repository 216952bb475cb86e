"""Reading classes: how many customers have which, why one has its own, and what it was before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from desktop_crm.domain.classification.catalogue import DECIDED, SCHEMES, classify
from desktop_crm.domain.classification.facts import Facts, Override
from desktop_crm.domain.classification.model import Case, ClassValue, Kind, Scheme, Verdict
from desktop_crm.domain.classification.population import Population
from desktop_crm.domain.company_parameters import DEFAULTS, Parameters
from desktop_crm.domain.fields import Value
from desktop_crm.errors import NotFound, UsageError
from desktop_crm.store import class_rows, classes
from desktop_crm.store.class_tables import class_column
from desktop_crm.store.engine import Store
from desktop_crm.store.raw import fetch_all

#: Schemes whose classes a row of the customer list carries, under their names.
LIST_SCHEMES = ("C2", "C3", "C4", "C6", "C7", "C10", "C11", "C14", "C16", "C18")
#: Customers whose facts are read together.
_AT_ONCE = 500
_OF_CUSTOMER = "FROM customer_class k {join} WHERE k.rid = customer.rid)"
#: SQL that sorts customers by what is computed of them: classes in declared order, undeclared ones by their words.
SORTED_BY_CLASS: dict[str, str] = {
    "last_order_on": f"(SELECT k.last_on {_OF_CUSTOMER.format(join='')}",
    "sales_12": f"(SELECT k.sales {_OF_CUSTOMER.format(join='')}",
    **{
        scheme.id: "(SELECT printf('%04d %s', v.place, v.code) "
        + _OF_CUSTOMER.format(join=f"JOIN class_value v ON v.id = k.{class_column(scheme.id)}")
        for scheme in DECIDED
    },
}


@dataclass(frozen=True, slots=True)
class ValueCount:
    """A class and how many customers have it, those of the classes under it included. ``depth`` in the tree."""

    value: ClassValue
    customers: int
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Freshness:
    """How the work stands: customers that wait, customers classified, the rules in force and since when."""

    waiting: int
    classified: int
    with_orders: int
    run: int
    since_at: str
    done_at: str
    parameters: Parameters


@dataclass(frozen=True, slots=True)
class ClassOf:
    """The class of a customer in one scheme, made from its rows just now. ``since_on`` None: not classified yet."""

    scheme: Scheme
    verdict: Verdict
    since_on: date | None
    override: Override | None


@dataclass(frozen=True, slots=True)
class Away:
    """A customer who stays away: since when, how often he came before, after how long he is missed, and why likely."""

    id: str
    customer_no: str
    name: str
    last_on: date
    interval: int  # 0: he has none of his own
    limit: int
    reason: Verdict


@dataclass(frozen=True, slots=True)
class Spell:
    """A class that a customer had or has. ``until_on`` None: it still has it."""

    scheme: str
    code: str
    manual: bool
    run: int
    from_on: date
    until_on: date | None


class ClassQueries:
    """Reads of one profile. Thread-safe."""

    def __init__(self, store: Store, *, today: Callable[[], date]) -> None:
        self._store, self._today = store, today

    def freshness(self) -> Freshness:
        """Say how the work stands."""
        with self._store.read() as connection:
            run = classes.newest_run(connection)
            waiting = classes.count_waiting(connection)
            sql = (
                "SELECT coalesce(sum(customers), 0), coalesce(sum((code = 'current') * customers), 0) FROM class_value"
            )
            row = connection.exec_driver_sql(f"{sql} WHERE scheme = 'C9'").one()
        if run is None:
            return Freshness(waiting, 0, 0, 0, "", "", DEFAULTS)
        return Freshness(waiting, int(row[0]), int(row[1]), run.n, run.since_at, run.done_at or "", run.parameters)

    def counts(self, scheme_id: str) -> list[ValueCount]:
        """Count the customers of each class, in declared order; undeclared ones by number. Raises UsageError."""
        scheme = decided(scheme_id)
        with self._store.read() as connection:
            run = classes.newest_run(connection)
            sql = "SELECT code, customers FROM class_value WHERE scheme = ?"
            held = {str(code): int(str(number)) for code, number in fetch_all(connection, sql, (scheme_id,))}
        return _counted(scheme, run.parameters if run else DEFAULTS, held)

    def of_customer(self, customer_id: str) -> list[ClassOf]:
        """Return the classes of a customer in all schemes, with reasons, as its rows are now. Raises NotFound."""
        today = self._today().toordinal()
        with self._store.read() as connection:
            rid = _rid(connection, customer_id)
            run = classes.newest_run(connection)
            facts = class_rows.read(connection, [rid], today).get(rid)
            spells = _spells(connection, rid)
        if facts is None:
            raise NotFound(id=customer_id)
        parameters, population = (run.parameters, run.population) if run else (DEFAULTS, Population())
        verdicts = classify(Case(facts, parameters, population, today))
        since = {spell.scheme: spell.from_on for spell in spells if spell.until_on is None}
        overrides = {override.scheme: override for override in facts.overrides}
        return [
            ClassOf(scheme, verdicts[scheme.id], since.get(scheme.id), overrides.get(scheme.id)) for scheme in DECIDED
        ]

    def staying_away(self) -> list[Away]:
        """Return who has not come for longer than the rule allows, the most valuable first, by the classes as made."""
        condition, args = class_condition("C20", ["OUT.unknown"])
        sql = (
            "SELECT customer.rid, id, customer_no, display_name FROM customer JOIN customer_class k USING (rid)"
            f" WHERE NOT customer.deleted AND {condition} ORDER BY k.worth DESC, customer.rid"
        )
        today = self._today().toordinal()
        found: list[Away] = []
        with self._store.read() as connection:
            run = classes.newest_run(connection)
            if run is None:
                return []
            rows = fetch_all(connection, sql, args)
            for start in range(0, len(rows), _AT_ONCE):
                part = rows[start : start + _AT_ONCE]
                facts = class_rows.read(connection, [int(str(row[0])) for row in part], today)
                for rid, customer_id, number, name in part:
                    known = facts.get(int(str(rid)))
                    if known is not None and known.last_on:
                        why = classify(Case(known, run.parameters, run.population, today))["C21c"]
                        limit = known.lapse_limit(run.parameters)
                        who = (str(customer_id), str(number or ""), str(name or ""))
                        found.append(Away(*who, _day(known.last_on), known.interval, limit, why))
        return found

    def history(self, customer_id: str, scheme_id: str | None = None) -> list[Spell]:
        """Return the classes a customer has and had, the newest first. Raises NotFound."""
        with self._store.read() as connection:
            found = _spells(connection, _rid(connection, customer_id))
        return [spell for spell in found if scheme_id in (None, spell.scheme)]

    def facts(self, customer_id: str) -> Facts | None:
        """Return what the rules know of a customer, as its rows are now. Raises NotFound."""
        with self._store.read() as connection:
            rid = _rid(connection, customer_id)
            return class_rows.read(connection, [rid], self._today().toordinal()).get(rid)


def decided(scheme_id: str) -> Scheme:
    """Return a scheme that customers have. Raises UsageError."""
    scheme = SCHEMES.get(scheme_id)
    if scheme is None or scheme.kind is Kind.DESCRIBED:
        raise UsageError("unknown_scheme", scheme=scheme_id[:20])
    return scheme


def class_condition(scheme_id: str, codes: Iterable[str]) -> tuple[str, Sequence[object]]:
    """Return the SQL condition that a customer is in one of some classes, or below one in a tree. Raises UsageError."""
    scheme = decided(scheme_id)
    wanted = sorted({below for code in codes for below in scheme.below(code)})
    return (
        f"+customer.rid IN (SELECT rid FROM customer_class WHERE {class_column(scheme_id)} IN"
        f" (SELECT id FROM class_value WHERE scheme = ? AND code IN ({','.join('?' * len(wanted))})))"
    ), [scheme_id, *wanted]


def of_rows(connection: Connection, rids: Sequence[int]) -> dict[int, dict[str, Value]]:
    """Return what a list shows of some customers, in the caller's transaction: class codes of :data:`LIST_SCHEMES`,
    ``last_order_on`` as ISO date and ``sales_12`` in minor units where there are any.
    """
    columns = ", ".join(class_column(name) for name in LIST_SCHEMES)
    marks = ",".join("?" * len(rids))
    sql = f"SELECT rid, last_on, sales, {columns} FROM customer_class WHERE rid IN ({marks})"
    codes = {row[0]: str(row[1]) for row in fetch_all(connection, "SELECT id, code FROM class_value")}
    found: dict[int, dict[str, Value]] = {}
    for rid, last_on, sales, *numbers in fetch_all(connection, sql, rids):
        shown: dict[str, Value] = {
            name: codes[n] for name, n in zip(LIST_SCHEMES, numbers, strict=True) if n is not None
        }  # fmt: skip
        if last_on:
            shown["last_order_on"], shown["sales_12"] = _day(int(str(last_on))).isoformat(), int(str(sales))
        found[int(str(rid))] = shown
    return found


def _counted(scheme: Scheme, parameters: Parameters, held: Mapping[str, int]) -> list[ValueCount]:
    declared = scheme.values_under(parameters)
    own = {value.code for value in declared}
    loose = sorted((code for code in held if code not in own and held[code]), key=lambda code: (-held[code], code))
    values = [*(value for value in declared if value.code not in ("none", "other"))]
    values += [ClassValue(code, code, code) for code in loose]
    values += [value for value in declared if value.code in ("none", "other")]
    depths = {"": -1}
    counted = []
    for value in values:
        depths[value.code] = depth = depths[value.parent] + 1
        customers = sum(held.get(code, 0) for code in scheme.below(value.code, parameters))
        counted.append(ValueCount(value, customers, depth))
    return counted


def _rid(connection: Connection, customer_id: str) -> int:
    row = connection.exec_driver_sql("SELECT rid FROM customer WHERE id = ?", (customer_id,)).fetchone()
    if row is None:
        raise NotFound(id=customer_id)
    return int(row[0])


def _spells(connection: Connection, rid: int) -> list[Spell]:
    """Tell the present classes and those that ended, the newest first; what lasted no day is left out."""
    codes = {int(str(n)): (str(scheme), str(code)) for n, scheme, code in
             fetch_all(connection, "SELECT id, scheme, code FROM class_value")}  # fmt: skip
    kept = classes.read_kept(connection, [rid]).get(rid)
    if kept is None:
        return []
    sql = "SELECT value, manual, run, until_on FROM class_change WHERE rid = ? ORDER BY n"
    begun: dict[str, int] = {}
    found: list[Spell] = []
    for value, manual, run, until_on in fetch_all(connection, sql, (rid,)):
        scheme, code = codes[int(str(value))]
        start, end = begun.get(scheme, kept.since_on), int(str(until_on))
        begun[scheme] = max(start, end)
        if end > start:
            found.append(Spell(scheme, code, bool(manual), int(str(run)), _day(start), _day(end)))
    for name, number in kept.values.items():
        if number is not None:
            start = begun.get(name, kept.since_on)
            found.append(Spell(name, codes[number][1], name in kept.manual, kept.run, _day(start), None))
    return sorted(found, key=lambda spell: (spell.until_on or date.max, spell.from_on), reverse=True)


def _day(ordinal: int) -> date:
    return date.fromordinal(ordinal)
