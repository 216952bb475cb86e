"""What other parameters would do: how many customers would change class. Reads only, and writes nothing."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from desktop_crm.domain.classification import facts as facts_of
from desktop_crm.domain.classification.catalogue import DECIDED, classify
from desktop_crm.domain.classification.facts import Facts
from desktop_crm.domain.classification.model import Case
from desktop_crm.domain.classification.population import Population, Segment, measure
from desktop_crm.domain.classification.worth import sums
from desktop_crm.domain.company_parameters import Parameters
from desktop_crm.services.classification import segment_code
from desktop_crm.store import classes
from desktop_crm.store.engine import Store
from desktop_crm.store.raw import fetch_all

_PORTION = 1_000
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Preview:
    """Of so many customers, how many change, altogether and by scheme."""

    customers: int
    changed: int
    by_scheme: dict[str, int]


def preview(
    store: Store, parameters: Parameters, today: date, progress: Progress = lambda done, total: None
) -> Preview:
    """Classify everybody under other parameters, in memory. ``progress`` may raise to stop it."""
    day = today.toordinal()
    with store.read() as connection:
        total = int(connection.exec_driver_sql("SELECT count(*) FROM customer_class WHERE run > 0").scalar() or 0)
    population = _population(store, parameters, day, lambda done: progress(done, 2 * total))
    by_scheme: Counter[str] = Counter()
    changed = seen = 0
    for rids, found in _portions(store):
        with store.read() as connection:
            book = classes.ValueBook.read(connection).codes
            kept = classes.read_kept(connection, rids)
        for rid, facts in zip(rids, found, strict=True):
            if rid not in kept:
                continue
            verdicts = classify(Case(facts, parameters, population, day))
            before = {scheme.id: kept[rid].values[scheme.id] for scheme in DECIDED}
            others = [
                name for name, number in before.items()
                if number is not None and book[number][1] != verdicts[name].code
            ]  # fmt: skip
            by_scheme.update(others)
            changed += bool(others)
        seen += len(rids)
        progress(total + seen, 2 * total)
    return Preview(seen, changed, {scheme.id: by_scheme[scheme.id] for scheme in DECIDED if by_scheme[scheme.id]})


def _population(store: Store, parameters: Parameters, day: int, progress: Callable[[int], None]) -> Population:
    sales, worths = array("q"), array("q")
    segments: dict[str, Segment] = {}
    done = 0
    for rids, found in _portions(store):
        for facts in found:
            added = sums(facts, parameters, day)
            if added.sales > 0:
                sales.append(added.sales)
            if added.bought:
                worths.append(added.worth)
            if code := segment_code(facts, parameters, day):
                old = segments.get(code, Segment(0, 0, 0))
                segments[code] = Segment(old.customers + 1, old.sales + added.sales, old.margin + added.margin)
        done += len(rids)
        progress(done)
    return measure(sorted(sales, reverse=True), sorted(worths, reverse=True), segments.items(), parameters)


def _portions(store: Store) -> Iterator[tuple[list[int], list[Facts]]]:
    """Give the facts of all customers who have classes."""
    last = 0
    sql = (
        "SELECT f.rid, f.facts FROM class_facts f JOIN customer_class c ON c.rid = f.rid"
        " WHERE f.rid > ? AND c.run > 0 ORDER BY f.rid LIMIT ?"
    )
    while True:
        with store.read() as connection:
            rows = fetch_all(connection, sql, (last, _PORTION))
        if not rows:
            return
        rids = [int(str(row[0])) for row in rows]
        yield rids, [facts_of.decode(row[1]) for row in rows]  # type: ignore[arg-type]
        last = rids[-1]
