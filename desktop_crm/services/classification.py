"""Keeping every customer's classes up to date, a portion at a time (domain contract §2.0).

Each portion reads in one transaction, thinks outside any, and writes in a short one, so that nobody waits for it. The
list of what is to be done is kept in the store, written by whoever changed a customer, so nothing is lost by a stop.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from desktop_crm.clock import Clock
from desktop_crm.domain.classification import facts as facts_of
from desktop_crm.domain.classification.catalogue import DECIDED, classify, due, rules_hash, same_facts
from desktop_crm.domain.classification.facts import Facts
from desktop_crm.domain.classification.model import Case, Verdict
from desktop_crm.domain.classification.population import Population
from desktop_crm.domain.classification.rules_relation import segment_of
from desktop_crm.domain.classification.worth import sums
from desktop_crm.domain.company_parameters import KIND, Parameters
from desktop_crm.events import ChangeSet, EventBus
from desktop_crm.services.parameters import ParameterService
from desktop_crm.store import class_ranks, class_rows, classes
from desktop_crm.store.classes import Kept, Run, Step, Todo, ValueBook
from desktop_crm.store.engine import Store
from desktop_crm.store.replica import ORGANISATION

#: Customers of one portion.
PORTION = 200
#: Customers noted in one transaction.
_NOTED = 20_000

_MEASURE, _COMPARE, _SETTLED = 1, 2, 0


@dataclass(frozen=True, slots=True)
class _Decided:
    """One customer as the rules see it now."""

    todo: Todo
    verdicts: dict[str, Verdict]
    due_on: int
    ranks: tuple[int, int, int]


class ClassService:
    """Works off what waits. One instance a profile; thread-safe as far as one thread calls :meth:`work` at a time."""

    def __init__(
        self,
        store: Store,
        events: EventBus,
        parameters: ParameterService,
        *,
        clock: Clock,
        today: Callable[[], date],
    ) -> None:
        self._store, self._parameters = store, parameters
        self._clock, self._today = clock, today
        self._book: ValueBook | None = None
        self._marked = 0  # all customers up to this key are noted, while all are being noted
        self._settled_on = 0  # day for which rules and windows are in force; 0: look again
        events.subscribe(self._changed)

    def parameters(self) -> Parameters:
        """Return the company's parameters in force."""
        return Parameters.of(self._parameters.all(KIND))

    def run(self, stop: Callable[[], bool] = lambda: False, portion: int = PORTION) -> None:
        """Work until nothing waits, or until ``stop`` says so."""
        while not stop() and self.work(portion):
            pass

    def work(self, portion: int = PORTION) -> bool:
        """Do one portion; False when everything is up to date."""
        today = self._today().toordinal()
        if self._settled_on != today and not self._settle(today):
            return True
        with self._store.read() as connection:
            run = classes.newest_run(connection)
            todo = classes.waiting(connection, portion, rules=False)
            if run is not None and not todo and run.stale == _SETTLED:
                todo = classes.waiting(connection, portion, rules=True)
        if run is None:
            self._settled_on = 0  # somebody took the classes away
        elif todo and todo[0].step is not Step.RULES:
            self._add_up(run, todo, today)
        elif run.stale == _MEASURE:
            self._measure(run)
        elif run.stale == _COMPARE:
            self._compare(run)
        elif todo:
            self._apply(run, todo, today)
        else:
            return self._end(run)
        return True

    def begin_anew(self) -> None:
        """Let every customer be classified anew from its rows."""
        with self._store.write() as connection:
            connection.exec_driver_sql("UPDATE class_run SET rules = ''")
        self._settled_on = 0

    # -- rules and days ---------------------------------------------------------------------

    def _changed(self, change: ChangeSet) -> None:
        if change.many or ORGANISATION in change.agg_ids:
            self._settled_on = 0

    def _settle(self, today: int) -> bool:
        """Put the company's rules and this day in force, a portion at a time; True when they are."""
        self._settled_on = today  # from here on a change of the company's parameters is heard
        done = self._take_rules(today)
        if not done:
            self._settled_on = 0
        return done

    def _take_rules(self, today: int) -> bool:
        parameters = self.parameters()
        rules = rules_hash(parameters)
        with self._store.read() as connection:
            run = classes.newest_run(connection)
        if run is None or run.rules != rules or run.day > today:
            known = run is not None and same_facts(run.rules, rules) and run.day <= today
            if not self._note_all(Step.SUMS if known else Step.ROWS):
                return False
            with self._store.write() as connection:
                classes.begin_run(connection, rules, parameters, today, self._clock())
                self._book = ValueBook.read(connection)
                self._book.declare(connection, parameters)
        elif run.day < today:
            with self._store.write() as connection:
                if classes.mark_due(connection, today, _NOTED) == _NOTED:
                    return False
                classes.update_run(connection, run.n, day=today, done_at=None)
        return True

    def _note_all(self, step: Step) -> bool:
        with self._store.write() as connection:
            last = classes.mark_all(connection, self._marked, _NOTED, step)
        self._marked = last or 0
        return last is None

    # -- portions ---------------------------------------------------------------------------

    def _add_up(self, run: Run, todo: Sequence[Todo], today: int) -> None:
        """Make facts of rows and sums of facts."""
        rids = [one.rid for one in todo]
        with self._store.read() as connection:
            kept = classes.read_facts(connection, rids)
            again = [one.rid for one in todo if one.step is Step.ROWS or one.rid not in kept]
            read = class_rows.read(connection, again, today)
            referred = class_rows.rids_of(connection, sorted(_referred_differently(kept, read)))
        found = {rid: facts_of.decode(kept[rid]) for rid in rids if rid in kept and rid not in set(again)} | read
        added = [(rid, sums(facts, run.parameters, today), _segment(facts, run, today)) for rid, facts in found.items()]
        with self._store.write() as connection:
            gone = [one for one in todo if one.rid not in found]
            moved = classes.take_out(connection, [one.rid for one in gone])
            rows = [(rid, one, self._number(connection, segment)) for rid, one, segment in added]
            moved |= classes.write_sums(connection, today, rows)
            classes.write_facts(connection, [(rid, facts_of.encode(facts)) for rid, facts in read.items()])
            classes.mark_rids(connection, referred, Step.ROWS)
            classes.finish(connection, gone)
            classes.advance(connection, [one for one in todo if one.rid in found])
            if moved or run.done_at:
                classes.update_run(connection, run.n, stale=_MEASURE if moved else run.stale, done_at=None)

    def _measure(self, run: Run) -> None:
        """Rank all customers."""
        with self._store.read() as connection:
            population = class_ranks.measure_all(connection, run.parameters)
        with self._store.write() as connection:
            class_ranks.keep_types(connection, population, run.parameters)
            classes.update_run(connection, run.n, population=population, stale=_COMPARE)

    def _compare(self, run: Run) -> None:
        """Note whose ranks are others now, although nothing happened to them."""
        with self._store.read() as connection:
            rids = class_ranks.differing(connection, run.population, _NOTED)
        with self._store.write() as connection:
            classes.mark_rids(connection, rids, Step.RULES)
            if len(rids) < _NOTED:
                classes.update_run(connection, run.n, stale=_SETTLED)

    def _apply(self, run: Run, todo: Sequence[Todo], today: int) -> None:
        """Classify."""
        with self._store.read() as connection:
            kept = classes.read_facts(connection, [one.rid for one in todo])
        decided = [_decide(one, facts_of.decode(kept[one.rid]), run, today) for one in todo if one.rid in kept]
        with self._store.write() as connection:
            before = classes.read_kept(connection, [one.todo.rid for one in decided])
            counts: dict[int, int] = {}
            rows: list[tuple[object, ...]] = []
            ended: list[tuple[int, int, bool, int, int]] = []
            for one in decided:
                old = before.get(one.todo.rid)
                if old is None:
                    continue  # taken out meanwhile
                values = [self._number(connection, (name, verdict.code)) for name, verdict in one.verdicts.items()]
                rows.append((run.n, one.due_on, *one.ranks, _by_hand(one.verdicts), *values, one.todo.rid))
                ended += _differences(one.todo.rid, old, values, counts, today)
            classes.write_classes(connection, rows)
            classes.add_counts(connection, counts)
            classes.write_changes(connection, ended)
            classes.finish(connection, todo)
            classes.mark_rids(connection, [one.rid for one in todo if one.rid not in kept], Step.ROWS)

    def _end(self, run: Run) -> bool:
        if run.done_at is None:
            with self._store.write() as connection:
                classes.update_run(connection, run.n, done_at=self._clock())
        return False

    def _number(self, connection: Connection, value: tuple[str, str] | None) -> int | None:
        if value is None:
            return None
        if self._book is None:
            self._book = ValueBook.read(connection)
        return self._book.number(connection, *value)


def _decide(todo: Todo, facts: Facts, run: Run, today: int) -> _Decided:
    case = Case(facts, run.parameters, run.population, today)
    verdicts = classify(case)
    added = sums(facts, run.parameters, today)
    ranks = (
        class_ranks.abc_rank(run.population, added.sales),
        class_ranks.tier_rank(run.population, bought=added.bought, worth=added.worth),
        run.population.kotler(segment_of(case), run.parameters),
    )
    return _Decided(todo, verdicts, due(case), ranks)


def segment_code(facts: Facts, parameters: Parameters, today: int) -> str:
    """Return the segment a customer counts in, "" for none."""
    case = Case(facts, parameters, Population(), today)
    classify(case, ("C7", "C8"))
    return segment_of(case)


def _segment(facts: Facts, run: Run, today: int) -> tuple[str, str] | None:
    code = segment_code(facts, run.parameters, today)
    return (classes.SEGMENT, code) if code else None


def _referred_differently(kept: dict[int, bytes], read: dict[int, Facts]) -> set[str]:
    """Return the customers who are now, or are no longer, named by one that was read."""
    found: set[str] = set()
    for rid, facts in read.items():
        before = facts_of.decode(kept[rid]).referred_by if rid in kept else ()
        found |= set(before) ^ set(facts.referred_by)
    return found


def _differences(
    rid: int, old: Kept, values: Sequence[int | None], counts: dict[int, int], today: int
) -> list[tuple[int, int, bool, int, int]]:
    """Count what changed, and return what ended today."""
    ended = []
    for scheme, new in zip(DECIDED, values, strict=True):
        before = old.values[scheme.id]
        if before == new:
            continue
        if new is not None:
            counts[new] = counts.get(new, 0) + 1
        if before is not None:
            counts[before] = counts.get(before, 0) - 1
            ended.append((rid, before, scheme.id in old.manual, old.run, today))
    return ended


def _by_hand(verdicts: dict[str, Verdict]) -> str | None:
    return " ".join(name for name, verdict in verdicts.items() if verdict.manual) or None
