"""A filter as an SQL condition over ``customer``: the same answer as :mod:`desktop_crm.domain.filters.evaluation`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from desktop_crm.domain.classification.catalogue import SCHEMES
from desktop_crm.domain.filters.checking import check_condition
from desktop_crm.domain.filters.evaluation import Range, asked_classes, folded, period_of, ranges_of
from desktop_crm.domain.filters.subjects import SUBJECTS, Kind, Subject
from desktop_crm.domain.filters.tree import Condition, Join, Node, Op, conditions
from desktop_crm.queries.classes import class_condition
from desktop_crm.queries.steps import OPEN
from desktop_crm.store.class_tables import class_column
from desktop_crm.store.schema import LISTED

#: A condition and its arguments. ``+customer.rid`` keeps SQLite from fetching, one by one, the rows of what may be half
#: of all customers: it goes through the list's index instead, in order, and asks of each key whether it belongs.
Sql = tuple[str, list[object]]

#: Begin of the lunar calendar that is known here; whoever is older keeps the solar birthday.
_LUNAR_FROM = "1900-01-31"
#: Customers by the ids that a query gives, as keys: with them the list's index is enough.
_KEYS = "SELECT c.rid FROM customer c WHERE c.id IN ({})"
_BOOLEANS = {
    "mine": "coalesce(customer.owner_id, '') = ?",
    **{
        name: f"customer.rid IN ({_KEYS.format(rows)})"
        for name, rows in (
            ("waiting", "SELECT agg_id FROM outbox WHERE state = 'pending'"),
            ("conflict", "SELECT agg_id FROM conflict WHERE state = 'open' AND NOT deleted"),
            ("unseen", "SELECT agg_id FROM unseen"),
        )
    },
}
_TAGGED = "SELECT a.agg_id FROM activity a, json_each(a.interest_tags) t WHERE NOT a.deleted"


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, and on which day."""

    today: date
    user_id: str = ""
    added: Mapping[str, Subject] = field(default_factory=dict)  # what can be asked of the company's own fields


def sql_of(node: Node, asker: Asker) -> Sql:
    """Return the SQL condition. Raises UsageError for a filter that does not fit the declarations."""
    if isinstance(node, Condition):
        found = _condition(node, check_condition(node, asker.added), asker)
    elif not node.parts:
        return "1", []
    else:
        parts = [sql_of(part, asker) for part in node.parts]
        word = " AND " if node.join is Join.ALL else " OR "
        found = f"({word.join(text for text, _ in parts)})", [one for _, args in parts for one in args]
    # NULL counts as false, also under a negation.
    return (f"({found[0]}) IS NOT TRUE", found[1]) if node.negated else found


def is_read_from_index(node: Node) -> bool:
    """Say whether a filter needs nothing of a customer but what stands in the index of the list's order."""
    return all(
        condition.subject in LISTED or condition.subject in _BY_KEY or condition.subject in SCHEMES
        for condition in conditions(node)
    )


def group_sql(name: str, code: str) -> Sql:
    """Return the condition of one group: exactly this code, not those below it; "" for who has no value."""
    subject = SUBJECTS[name]
    if subject.kind is not Kind.CLASS:
        column = f"customer.{subject.id}"
        return (f"{column} = ?", [code]) if code else (f"coalesce({column}, '') = ''", [])
    own = class_column(subject.id)
    if not code:
        return f"customer.rid NOT IN (SELECT rid FROM customer_class WHERE {own} IS NOT NULL)", []
    value = "SELECT id FROM class_value WHERE scheme = ? AND code = ?"
    return f"+customer.rid IN (SELECT rid FROM customer_class WHERE {own} = ({value}))", [subject.id, code]


def _condition(condition: Condition, subject: Subject, asker: Asker) -> Sql:
    special = _SPECIAL.get(subject.id)
    if special is not None:
        return special(condition, subject, asker)
    if subject.kind is Kind.CLASS:
        return _class(condition, subject)
    added = subject.id in asker.added
    column = f"json_extract(customer.extra, '$.{subject.id}')" if added else f"customer.{subject.id}"
    if subject.kind is Kind.BOOLEAN:
        own = _BOOLEANS.get(subject.id, f"{column} = 1")
        return own, [asker.user_id] if "?" in own else []
    if condition.op is Op.EMPTY:
        return (f"({column} IS NULL)" if subject.kind in (Kind.NUMBER, Kind.MONEY) else _blank(column)), []
    if subject.kind in (Kind.NUMBER, Kind.MONEY) or subject.kind.dated:
        return _within(column, ranges_of(condition, subject, asker.today), texts=subject.kind.dated)
    if subject.kind is Kind.SET:
        members = f"customer.extra, '$.{subject.id}'" if added else column
        text, args = _among(condition)
        return f"EXISTS (SELECT 1 FROM json_each({members}) t WHERE {text})", args
    if condition.op is Op.IS:
        return f"{column} IN {_marks(condition)}", [*condition.values]
    wanted = folded(str(condition.values[0]))
    if condition.op is Op.BEGINS:
        return f"substr(lower({column}), 1, ?) = ?", [len(wanted), wanted]
    return f"instr(lower({column}), ?) > 0", [wanted]


def _class(condition: Condition, subject: Subject) -> Sql:
    if condition.op is Op.EMPTY:
        return group_sql(subject.id, "")
    text, args = class_condition(subject.id, asked_classes(condition, subject))
    return text, [*args]


def _of_orders(column: str, ends: Callable[[Range], Range]) -> Callable[[Condition, Subject, Asker], Sql]:
    """Ask the sums that are kept with the classes; they say something where there was an order."""

    def ask(condition: Condition, subject: Subject, asker: Asker) -> Sql:
        inner = "SELECT rid FROM customer_class WHERE last_on > 0"
        if condition.op is Op.EMPTY:
            return f"customer.rid NOT IN ({inner})", []
        text, args = _within(column, [ends(one) for one in ranges_of(condition, subject, asker.today)])
        return f"+customer.rid IN ({inner} AND {text})", args

    return ask


def _of_activities(value: str, rows: str) -> Callable[[Condition, Subject, Asker], Sql]:
    """Ask the newest contact, or the first open step, of each customer."""

    def ask(condition: Condition, subject: Subject, asker: Asker) -> Sql:
        if condition.op is Op.EMPTY:
            return f"customer.rid NOT IN ({_KEYS.format(f'SELECT a.agg_id {rows}')})", []
        text, args = _within(value, ranges_of(condition, subject, asker.today), texts=True)
        return f"+customer.rid IN ({_KEYS.format(f'SELECT a.agg_id {rows} GROUP BY a.agg_id HAVING {text}')})", args

    return ask


def _tags(condition: Condition, _subject: Subject, _asker: Asker) -> Sql:
    if condition.op is Op.EMPTY:
        return f"customer.rid NOT IN ({_KEYS.format(_TAGGED)})", []
    text, args = _among(condition)
    return f"+customer.rid IN ({_KEYS.format(f'{_TAGGED} AND {text}')})", args


def _among(condition: Condition) -> Sql:
    """Ask a word of a set, ``t.value``."""
    if condition.op is Op.CONTAINS:
        return "instr(lower(t.value), ?) > 0", [folded(str(condition.values[0]))]
    return f"t.value IN {_marks(condition)}", [*condition.values]


def _birthday(condition: Condition, _subject: Subject, asker: Asker) -> Sql:
    born = "customer.birth_date"
    if condition.op is Op.EMPTY:
        return _blank(born), []
    first, last = period_of(condition, asker.today)
    lunar = "coalesce(customer.birthday_lunar, 0)"
    solar = f"({lunar} = 0 OR {born} < '{_LUNAR_FROM}') AND substr({born}, 6) IN (SELECT value FROM json_each(?))"
    by_moon = f"{lunar} = 1 AND {born} IN (SELECT value FROM json_each(?))"
    days = json.dumps(sorted(_solar_days(first, last)))
    return f"{born} <= ? AND (({solar}) OR ({by_moon}))", [first.isoformat(), days, _lunar_births(first, last)]


def _solar_days(first: date, last: date) -> set[str]:
    """Month and day of everybody whose birthday falls on these days; the 28th takes a missing 29 February."""
    found = set()
    for day in _days(first, last):
        found.add(f"{day:%m-%d}")
        if (day.month, day.day) == (2, 28) and (day + timedelta(1)).day == 1:
            found.add("02-29")
    return found


@lru_cache(maxsize=8)
def _lunar_births(first: date, last: date) -> str:
    """Return, as a JSON list, the days on which people were born whose lunar birthday falls on these days."""
    from borax.calendars.lunardate import LunarDate  # 27 ms, and few filters need it

    found: set[str] = set()
    wanted: set[tuple[int, int]] = set()
    for day in _days(first, last):
        moon = LunarDate.from_solar(day)
        if not moon.leap:  # a birthday in a leap month is kept in the month itself
            wanted.add((moon.month, moon.day))
            if moon.day == 29 and LunarDate.from_solar(day + timedelta(1)).day == 1:
                wanted.add((moon.month, 30))  # the month has no 30th this year
    for year in range(1900, last.year + 1):
        for month, day_of_month in wanted:
            for leap in (0, 1):
                try:
                    born = LunarDate(year, month, day_of_month, leap).to_solar_date()
                except ValueError:  # no such leap month, or no 30th
                    continue
                found.add(born.isoformat())
    return json.dumps(sorted(found))


def _days(first: date, last: date) -> Iterator[date]:
    """Yield the days of a period, at most those of a year and a lunar month."""
    for number in range(min((last - first).days, 400) + 1):
        yield first + timedelta(number)


def _blank(column: str) -> str:
    return f"coalesce({column}, '') IN ('', '[]')"


def _marks(condition: Condition) -> str:
    return f"({','.join('?' * len(condition.values))})"


def _within(column: str, ranges: Sequence[Range], *, texts: bool = False) -> Sql:
    parts, args = [], []
    for one in ranges:
        ends = [f"{column} >= ?"] if one.low is not None else [f"{column} > ''"] if texts else []
        args += [one.low] if one.low is not None else []
        if one.high is not None:
            ends.append(f"{column} < ?")
            args.append(one.high)
        parts.append(f"({' AND '.join(ends)})")
    return f"({' OR '.join(parts)})", list(args)


def _ordinals(one: Range) -> Range:
    low, high = (None if end is None else date.fromisoformat(str(end)).toordinal() for end in one)
    return Range(low, high)


_SPECIAL: dict[str, Callable[[Condition, Subject, Asker], Sql]] = {
    "last_order_on": _of_orders("last_on", _ordinals),
    "sales_12": _of_orders("sales", lambda one: one),
    "last_contact_at": _of_activities(
        "max(a.contacted_at)", "FROM activity a WHERE NOT a.deleted AND a.contacted_at > ''"
    ),
    "next_step_at": _of_activities("min(a.next_action_at)", f"FROM activity a WHERE {OPEN} AND a.next_action_at > ''"),
    "interest_tags": _tags,
    "birthday": _birthday,
}
_BY_KEY = frozenset(("waiting", "conflict", "unseen", *_SPECIAL)) - {"birthday"}
