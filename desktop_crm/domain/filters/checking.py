"""Does a filter fit the declarations? What a newer version, a colleague or a typed text brought is checked here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from desktop_crm.domain.filters.periods import MOST_DAYS, Period
from desktop_crm.domain.filters.subjects import SUBJECTS, Kind, Subject
from desktop_crm.domain.filters.tree import Condition, Group, Node, Op, Operand, conditions
from desktop_crm.domain.validation.parsing import LARGEST_INTEGER
from desktop_crm.domain.validation.text import clean
from desktop_crm.errors import UsageError

#: A company that has no fields of its own.
NONE_ADDED: Mapping[str, Subject] = MappingProxyType({})
_COUNTS = {Op.EMPTY: (0, 0), Op.IS: (1, 200), Op.BETWEEN: (2, 2), Op.DURING: (1, 2)}


def check(node: Node, added: Mapping[str, Subject] = NONE_ADDED) -> Node:
    """Return the filter; ``added`` are the subjects of the company's own fields.

    Raises UsageError: ``filter_unknown`` (field), ``filter_op``, ``filter_value``.
    """
    _check_groups(node, top=True)
    for condition in conditions(node):
        check_condition(condition, added)
    return node


def check_condition(condition: Condition, added: Mapping[str, Subject] = NONE_ADDED) -> Subject:
    """Return the subject of a condition that may be asked. Raises as :func:`check`."""
    subject = SUBJECTS.get(condition.subject) or added.get(condition.subject)
    if subject is None:
        raise UsageError("filter_unknown", field=condition.subject[:50])
    if condition.op not in subject.ops:
        raise UsageError("filter_op", field=subject.id, op=condition.op.value)
    low, high = _COUNTS.get(condition.op, (1, 1))
    fits = low <= len(condition.values) <= high
    if condition.op is Op.DURING:
        fits = fits and _period_fits(condition.values)
    elif fits:
        fits = all(_fits(subject, condition.op, value) for value in condition.values)
    if not fits:
        raise UsageError("filter_value", field=subject.id)
    return subject


def _check_groups(node: Node, *, top: bool = False) -> None:
    if isinstance(node, Group):
        if not node.parts and not top:
            raise UsageError("filter_shape")
        for part in node.parts:
            _check_groups(part)


def _period_fits(values: tuple[Operand, ...]) -> bool:
    if values[0] not in [period.value for period in Period]:
        return False
    if not Period(str(values[0])).counted:
        return len(values) == 1
    return len(values) == 2 and type(values[1]) is int and 0 <= values[1] <= MOST_DAYS


def _fits(subject: Subject, op: Op, value: Operand) -> bool:
    match subject.kind:
        case Kind.BOOLEAN:
            return value is True
        case Kind.NUMBER | Kind.MONEY:
            return type(value) is int and abs(value) <= LARGEST_INTEGER
        case Kind.DATE | Kind.INSTANT:
            return isinstance(value, str) and _is_day(value)
        case Kind.CHOICE:
            return any(choice.code == value for choice in subject.choices)
    if not isinstance(value, str) or not value or clean(value)[0] != value:
        return False
    if subject.kind is Kind.SET and subject.choices:
        return any(choice.code == value for choice in subject.choices)
    return op is Op.IS or len(value) >= subject.shortest


def _is_day(text: str) -> bool:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == 10 and 1 < day.year < 9999
