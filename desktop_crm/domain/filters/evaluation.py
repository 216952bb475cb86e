"""What a filter means, in plain Python. The SQL of :mod:`desktop_crm.queries.filters` must never answer differently.

Both take days and numbers through :func:`ranges_of`, so that "last month" is one computation.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from desktop_crm.domain.birthdays import next_birthday
from desktop_crm.domain.fields import Value
from desktop_crm.domain.filters.checking import check_condition
from desktop_crm.domain.filters.periods import Period, days_of
from desktop_crm.domain.filters.subjects import Kind, Subject
from desktop_crm.domain.filters.tree import Condition, Join, Node, Op, Operand
from desktop_crm.domain.quick_dates import to_instant

_UPPER = {ord(letter): ord(letter) + 32 for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}


class Range(NamedTuple):
    """From ``low`` on and below ``high``; None is open."""

    low: str | int | None
    high: str | int | None

    def holds(self, value: str | int) -> bool:
        """Say whether a value lies inside."""
        return (self.low is None or value >= self.low) and (self.high is None or value < self.high)  # type: ignore[operator]


def matches(node: Node, values: Mapping[str, Value], today: date) -> bool:
    """Say whether a customer is let through; ``values`` by subject, absent ones empty. Raises UsageError."""
    if isinstance(node, Condition):
        return _holds(node, values, today) is not node.negated
    if not node.parts:
        return True
    each = (matches(part, values, today) for part in node.parts)
    return (all(each) if node.join is Join.ALL else any(each)) is not node.negated


def ranges_of(condition: Condition, subject: Subject, today: date) -> tuple[Range, ...]:
    """Return the values that a condition on a number or a day asks for; instants as UTC text without its ``Z``."""
    if condition.op is Op.DURING:
        first, last = period_of(condition, today)
        return (Range(_from(first, subject), _from(last + timedelta(1), subject)),)
    ends = [_ends(value, subject) for value in condition.values]
    match condition.op:
        case Op.LESS:
            return (Range(None, ends[0][0]),)
        case Op.MORE:
            return (Range(ends[0][1], None),)
        case Op.AT_LEAST:
            return (Range(ends[0][0], None),)
        case Op.AT_MOST:
            return (Range(None, ends[0][1]),)
        case Op.BETWEEN:
            return (Range(ends[0][0], ends[1][1]),)
    return tuple(Range(low, high) for low, high in ends)


def period_of(condition: Condition, today: date) -> tuple[date, date]:
    """Return the first and last day of a condition's period."""
    number = condition.values[1] if len(condition.values) > 1 else 0
    return days_of(Period(str(condition.values[0])), int(number), today)


def folded(text: str) -> str:
    """Return what texts are compared as: ASCII letters small, as SQLite's own ``lower``."""
    return text.translate(_UPPER)


def asked_classes(condition: Condition, subject: Subject) -> frozenset[str]:
    """Return the codes of the classes asked for, those below one in a tree included."""
    codes = map(str, condition.values)
    scheme = subject.scheme
    return frozenset(codes) if scheme is None else frozenset().union(*(scheme.below(code) for code in codes))


def has_birthday(values: Mapping[str, Value], first: date, last: date) -> bool:
    """Say whether somebody's birthday, by the calendar in which it is kept, falls on these days."""
    birthday = next_birthday(values, first)
    return birthday is not None and birthday.day <= last


def _holds(condition: Condition, values: Mapping[str, Value], today: date) -> bool:
    subject = check_condition(condition)
    if subject.kind is Kind.BIRTHDAY:
        if condition.op is Op.EMPTY:
            return not values.get("birth_date")
        return has_birthday(values, *period_of(condition, today))
    value = values.get(subject.id)
    if subject.kind is Kind.BOOLEAN:
        return value is True
    if value is None or value in ("", ()):
        return condition.op is Op.EMPTY
    if condition.op is Op.EMPTY:
        return False
    if subject.kind in (Kind.NUMBER, Kind.MONEY) or subject.kind.dated:
        return isinstance(value, str | int) and any(one.holds(value) for one in ranges_of(condition, subject, today))
    if subject.kind is Kind.SET:
        words = value if isinstance(value, tuple) else ()
        if condition.op is Op.CONTAINS:
            return any(_text_holds(condition, word, ()) for word in words)
        return not set(condition.values).isdisjoint(words)
    return _text_holds(condition, str(value), asked_classes(condition, subject))


def _text_holds(condition: Condition, value: str, asked: Iterable[str]) -> bool:
    if condition.op is Op.IS:
        return value in asked
    wanted, text = folded(str(condition.values[0])), folded(value)
    return text.startswith(wanted) if condition.op is Op.BEGINS else wanted in text


def _ends(value: Operand, subject: Subject) -> tuple[str | int, str | int]:
    if subject.kind.dated:
        day = date.fromisoformat(str(value))
        return _from(day, subject), _from(day + timedelta(1), subject)
    return int(value), int(value) + 1


def _from(day: date, subject: Subject) -> str:
    if subject.kind is Kind.DATE:
        return day.isoformat()
    return to_instant(datetime.combine(day, time())).removesuffix("Z")
