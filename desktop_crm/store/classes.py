"""Which customers' classes must be made anew, and the classes as they are kept.

A customer waits in ``class_todo`` and goes down three steps: its rows are read into facts, the facts are added up
into what it is ranked by, and, when all are ranked, the rules are applied. Nothing here travels.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

import msgspec
from sqlalchemy import Connection

from desktop_crm.domain.classification.catalogue import DECIDED, SCHEMES
from desktop_crm.domain.classification.population import Population
from desktop_crm.domain.classification.worth import Sums
from desktop_crm.domain.company_parameters import Parameters
from desktop_crm.store.class_tables import class_column
from desktop_crm.store.raw import fetch_all

_SLICE = 500
#: Pseudo-scheme of the pairs of product line and nature that Kotler's matrix counts.
SEGMENT = "segment"
#: Values of a scheme without a list of its own that are told apart; further ones count as other.
MOST_VALUES = 200


class Step(IntEnum):
    """What is to be done next for a customer."""

    RULES = 0
    SUMS = 1
    ROWS = 2


@dataclass(frozen=True, slots=True)
class Todo:
    """One waiting customer."""

    rid: int
    mark: int
    step: Step


@dataclass(frozen=True, slots=True)
class Run:
    """The rules in force and the state of the work under them."""

    n: int
    rules: str
    parameters: Parameters
    since_at: str
    day: int
    population: Population
    stale: int  # 1: the ranks must be measured again, 2: compared with those of each customer
    done_at: str | None


@dataclass(frozen=True, slots=True)
class Kept:
    """The classes of one customer as they stand in the store: class_value by scheme, None before the first time."""

    run: int
    since_on: int
    values: Mapping[str, int | None]
    manual: frozenset[str]


_CLASS_COLUMNS = ", ".join(class_column(scheme.id) for scheme in DECIDED)


# -- marking ------------------------------------------------------------------------------------


def mark(connection: Connection, agg_ids: Iterable[str], step: Step = Step.ROWS) -> None:
    """Note that customers changed, in the transaction that changed them."""
    ids = sorted(agg_ids)
    for start in range(0, len(ids), _SLICE):
        part = ids[start : start + _SLICE]
        where = f"id IN ({','.join('?' * len(part))})"
        _mark(connection, f"SELECT rid, random(), ? FROM customer WHERE {where}", (int(step), *part))


def mark_after(connection: Connection, rid: int) -> None:
    """Note all customers stored after this one."""
    _mark(connection, "SELECT rid, random(), ? FROM customer WHERE rid > ?", (int(Step.ROWS), rid))


def mark_rids(connection: Connection, rids: Sequence[int], step: Step) -> None:
    """Note customers by their keys, of which some may be gone: those lose their classes."""
    for start in range(0, len(rids), _SLICE):
        part = rids[start : start + _SLICE]
        values = ",".join("(?)" for _ in part)
        _mark(connection, f"SELECT column1, random(), ? FROM (VALUES {values}) WHERE true", (int(step), *part))


def mark_due(connection: Connection, day: int, limit: int) -> int:
    """Note customers whose classes may change by a day; return how many. The caller repeats until there are none."""
    sql = "SELECT rid FROM customer_class WHERE due_on > 0 AND due_on <= ? LIMIT ?"
    rids = [int(str(row[0])) for row in fetch_all(connection, sql, (day, limit))]
    if rids:
        mark_rids(connection, rids, Step.ROWS)
        connection.exec_driver_sql("UPDATE customer_class SET due_on = 0 WHERE rid = ?", [(rid,) for rid in rids])
    return len(rids)


def mark_all(connection: Connection, after: int, limit: int, step: Step) -> int | None:
    """Note a portion of all customers above a key; return the last key, None when there are no more."""
    rows = fetch_all(connection, "SELECT rid FROM customer WHERE rid > ? ORDER BY rid LIMIT ?", (after, limit))
    if not rows:
        return None
    last = int(str(rows[-1][0]))
    sql = "SELECT rid, random(), ? FROM customer WHERE rid > ? AND rid <= ?"
    _mark(connection, sql, (int(step), after, last))
    return last


def _mark(connection: Connection, select: str, arguments: tuple[object, ...]) -> None:
    connection.exec_driver_sql(
        f"INSERT INTO class_todo (rid, mark, step) {select}"
        " ON CONFLICT (rid) DO UPDATE SET mark = excluded.mark, step = max(step, excluded.step)",
        arguments,
    )


def waiting(connection: Connection, limit: int, *, rules: bool) -> list[Todo]:
    """Return waiting customers: those whose rules are due, or those before."""
    where = f"step = {Step.RULES:d}" if rules else f"step > {Step.RULES:d}"
    rows = fetch_all(connection, f"SELECT rid, mark, step FROM class_todo WHERE {where} LIMIT ?", (limit,))
    return [Todo(int(str(rid)), int(str(drawn)), Step(int(str(step)))) for rid, drawn, step in rows]


def count_waiting(connection: Connection) -> int:
    """Count the customers that wait."""
    return int(connection.exec_driver_sql("SELECT count(*) FROM class_todo").scalar() or 0)


def finish(connection: Connection, done: Sequence[Todo]) -> None:
    """Take finished customers off the list; who changed meanwhile stays."""
    if done:
        rows = [(one.rid, one.mark) for one in done]
        connection.exec_driver_sql("DELETE FROM class_todo WHERE rid = ? AND mark = ?", rows)


def advance(connection: Connection, done: Sequence[Todo]) -> None:
    """Let customers that were added up wait for the rules; who changed meanwhile stays where it is."""
    if done:
        rows = [(one.rid, one.mark) for one in done]
        sql = f"UPDATE class_todo SET step = {Step.RULES:d} WHERE rid = ? AND mark = ?"
        connection.exec_driver_sql(sql, rows)


# -- runs ---------------------------------------------------------------------------------------


def newest_run(connection: Connection) -> Run | None:
    """Return the rules in force; None before the first time."""
    runs = read_runs(connection, "ORDER BY n DESC LIMIT 1")
    return runs[0] if runs else None


def read_runs(connection: Connection, tail: str = "ORDER BY n", arguments: Sequence[object] = ()) -> list[Run]:
    """Return runs."""
    sql = f"SELECT n, rules, parameters, since_at, day, population, stale, done_at FROM class_run {tail}"
    return [
        Run(
            int(str(row[0])),
            str(row[1]),
            Parameters.of(msgspec.json.decode(str(row[2]), type=dict[str, str])),
            str(row[3]),
            int(str(row[4])),
            msgspec.json.decode(str(row[5]), type=Population),
            int(str(row[6])),
            None if row[7] is None else str(row[7]),
        )
        for row in fetch_all(connection, sql, arguments)
    ]


def begin_run(connection: Connection, rules: str, parameters: Parameters, day: int, now: str) -> None:
    """Put other rules in force. The ranks stay until they are measured again."""
    before = newest_run(connection)
    population = msgspec.json.encode(before.population if before else Population()).decode()
    texts = msgspec.json.encode(parameters.texts()).decode()
    connection.exec_driver_sql(
        "INSERT INTO class_run (rules, parameters, since_at, day, population, stale) VALUES (?, ?, ?, ?, ?, 1)",
        (rules, texts, now, day, population),
    )


def update_run(connection: Connection, n: int, **columns: object) -> None:
    """Write down the state of the work."""
    if isinstance(columns.get("population"), Population):
        columns["population"] = msgspec.json.encode(columns["population"]).decode()
    names = ", ".join(f"{name} = ?" for name in columns)
    connection.exec_driver_sql(f"UPDATE class_run SET {names} WHERE n = ?", (*columns.values(), n))


# -- values -------------------------------------------------------------------------------------


@dataclass(slots=True)
class ValueBook:
    """Numbers of the classes: a class is known by its scheme and code, kept by its number."""

    numbers: dict[tuple[str, str], int] = field(default_factory=dict)
    codes: dict[int, tuple[str, str]] = field(default_factory=dict)
    _of_scheme: dict[str, int] = field(default_factory=dict)

    @classmethod
    def read(cls, connection: Connection) -> ValueBook:
        """Read all."""
        book = cls()
        for number, scheme, code in fetch_all(connection, "SELECT id, scheme, code FROM class_value"):
            book._take(int(str(number)), str(scheme), str(code))
        return book

    def number(self, connection: Connection, scheme: str, code: str, place: int = MOST_VALUES) -> int:
        """Return the number of a class, given now if it has none. Too many undeclared ones count as other."""
        known = self.numbers.get((scheme, code))
        if known is not None:
            return known
        if place == MOST_VALUES and scheme in SCHEMES and self._of_scheme.get(scheme, 0) >= MOST_VALUES:
            return self.number(connection, scheme, "other", MOST_VALUES + 1)
        connection.exec_driver_sql(
            "INSERT INTO class_value (scheme, code, place) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            (scheme, code, place),
        )
        sql = "SELECT id FROM class_value WHERE scheme = ? AND code = ?"
        number = int(connection.exec_driver_sql(sql, (scheme, code)).scalar_one())
        self._take(number, scheme, code)
        return number

    def declare(self, connection: Connection, parameters: Parameters) -> None:
        """Number every declared class, in its place."""
        connection.exec_driver_sql("UPDATE class_value SET place = ?", (MOST_VALUES,))
        for scheme in DECIDED:
            for place, value in enumerate(scheme.values_under(parameters)):
                at = MOST_VALUES + 1 + place if value.code in ("none", "other") else place  # they stand last
                number = self.number(connection, scheme.id, value.code, at)
                connection.exec_driver_sql("UPDATE class_value SET place = ? WHERE id = ?", (at, number))

    def _take(self, number: int, scheme: str, code: str) -> None:
        self.numbers[scheme, code] = number
        self.codes[number] = (scheme, code)
        self._of_scheme[scheme] = self._of_scheme.get(scheme, 0) + 1


# -- what is kept of a customer -----------------------------------------------------------------


def read_kept(connection: Connection, rids: Sequence[int]) -> dict[int, Kept]:
    """Return the classes of some customers as they stand."""
    names = [scheme.id for scheme in DECIDED]
    found: dict[int, Kept] = {}
    for start in range(0, len(rids), _SLICE):
        part = rids[start : start + _SLICE]
        sql = f"SELECT rid, run, since_on, manual, {_CLASS_COLUMNS} FROM customer_class"
        rows = fetch_all(connection, f"{sql} WHERE rid IN ({','.join('?' * len(part))})", part)
        for rid, run, since_on, manual, *values in rows:
            numbers = dict(zip(names, values, strict=True))
            found[int(str(rid))] = Kept(
                int(str(run)), int(str(since_on)), numbers, frozenset(str(manual or "").split())  # type: ignore[arg-type]
            )  # fmt: skip
    return found


def read_facts(connection: Connection, rids: Sequence[int]) -> dict[int, bytes]:
    """Return what is kept for the rules."""
    found: dict[int, bytes] = {}
    for start in range(0, len(rids), _SLICE):
        part = rids[start : start + _SLICE]
        sql = f"SELECT rid, facts FROM class_facts WHERE rid IN ({','.join('?' * len(part))})"
        found.update((int(str(rid)), facts) for rid, facts in fetch_all(connection, sql, part))  # type: ignore[misc]
    return found


def write_facts(connection: Connection, rows: Sequence[tuple[int, bytes]]) -> None:
    """Keep facts."""
    if rows:
        connection.exec_driver_sql("INSERT OR REPLACE INTO class_facts (rid, facts) VALUES (?, ?)", list(rows))


def write_sums(connection: Connection, day: int, rows: Sequence[tuple[int, Sums, int | None]]) -> bool:
    """Keep what customers are ranked by: key, sums, segment. Say whether a rank may have moved by it."""
    before: dict[object, tuple[object, ...]] = {}
    rids = [row[0] for row in rows]
    for start in range(0, len(rids), _SLICE):
        part = rids[start : start + _SLICE]
        sql = "SELECT rid, bought, sales, margin, worth, last_on, segment FROM customer_class"
        found = fetch_all(connection, f"{sql} WHERE rid IN ({','.join('?' * len(part))})", part)
        before.update((row[0], row[1:]) for row in found)
    news = [(rid, day, *sums, segment) for rid, sums, segment in rows if before.get(rid) != (*sums, segment)]
    if news:
        connection.exec_driver_sql(
            "INSERT INTO customer_class (rid, run, since_on, bought, sales, margin, worth, last_on, segment)"
            " VALUES (?, 0, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (rid) DO UPDATE SET bought = excluded.bought,"
            " sales = excluded.sales, margin = excluded.margin, worth = excluded.worth, last_on = excluded.last_on,"
            " segment = excluded.segment",
            news,
        )
    return bool(news)


def write_classes(connection: Connection, rows: Sequence[tuple[object, ...]]) -> None:
    """Keep classes: run, due_on, abc, tier, kotler, manual, the class of each decided scheme, key."""
    if rows:
        columns = ", ".join(f"{class_column(scheme.id)} = ?" for scheme in DECIDED)
        connection.exec_driver_sql(
            f"UPDATE customer_class SET run = ?, due_on = ?, abc = ?, tier = ?, kotler = ?, manual = ?, {columns}"
            " WHERE rid = ?",
            list(rows),
        )


def add_counts(connection: Connection, differences: Mapping[int, int]) -> None:
    """Count customers more or fewer by class."""
    rows = [(difference, value) for value, difference in sorted(differences.items()) if difference]
    if rows:
        connection.exec_driver_sql("UPDATE class_value SET customers = customers + ? WHERE id = ?", rows)


def write_changes(connection: Connection, rows: Sequence[tuple[int, int, bool, int, int]]) -> None:
    """Write down what ended: key, class, by hand, run, last day."""
    if rows:
        connection.exec_driver_sql(
            "INSERT INTO class_change (rid, value, manual, run, until_on) VALUES (?, ?, ?, ?, ?)", list(rows)
        )


def forget(connection: Connection, rids: Sequence[int]) -> None:
    """Take away everything that is kept of customers that are gone."""
    if not rids:
        return
    take_out(connection, rids)
    for table in ("class_change", "class_todo"):
        connection.exec_driver_sql(f"DELETE FROM {table} WHERE rid = ?", [(rid,) for rid in rids])


def take_out(connection: Connection, rids: Sequence[int]) -> bool:
    """Take customers out of the classes, counts included; what they were in the past stays. Say if any was in."""
    kept = read_kept(connection, rids)
    if not kept:
        return False
    differences: dict[int, int] = {}
    for one in kept.values():
        for value in one.values.values():
            if value is not None:
                differences[value] = differences.get(value, 0) - 1
    add_counts(connection, differences)
    for table in ("customer_class", "class_facts"):
        connection.exec_driver_sql(f"DELETE FROM {table} WHERE rid = ?", [(rid,) for rid in kept])
    return True
