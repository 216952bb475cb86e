"""When a custom field is shown or asked for: a small condition on other fields of the card.

The JSON is that of a filter tree: ``{"field", "op": "is" | "empty", "values", "not"}`` or
``{"all" | "any": [...], "not"}``.
A condition on an empty value is false, except "is empty"; a negation is everything else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from desktop_crm.domain.fields import Value, Values

#: A condition as JSON; it is checked before it is published, and one of a later version simply never holds.
Condition = Mapping[str, Any]

IS, EMPTY = "is", "empty"
_JOINS = ("all", "any")
_DEEPEST = 4
_NOTHING: tuple[Value, ...] = (None, "", ())


def is_one_of(field: str, *values: str | bool | int) -> dict[str, Any]:
    """Ask for one of some values."""
    return {"field": field, "op": IS, "values": list(values)}


def is_filled(field: str) -> dict[str, Any]:
    """Ask for any value."""
    return {"field": field, "op": EMPTY, "not": True}


def holds(condition: Condition, values: Values) -> bool:
    """Say whether a condition is met by the values of a card."""
    negated = condition.get("not") is True
    join = next((one for one in _JOINS if one in condition), None)
    if join is not None:
        each = [holds(part, values) for part in condition[join]]
        return (all(each) if join == "all" else any(each)) is not negated
    value = values.get(str(condition.get("field")))
    if condition.get("op", IS) == EMPTY:
        return (value in _NOTHING) is not negated
    asked = condition.get("values") or ()
    found = any(one in asked for one in value) if isinstance(value, tuple) else value in asked
    return found is not negated


def fields_of(condition: Condition) -> Iterator[str]:
    """Name the fields that a condition reads."""
    for join in _JOINS:
        for part in condition.get(join, ()):
            yield from fields_of(part)
    if "field" in condition:
        yield str(condition["field"])


def is_sound(condition: object, depth: int = 0) -> bool:
    """Say whether something has the shape of a condition."""
    if not isinstance(condition, Mapping) or depth > _DEEPEST or not isinstance(condition.get("not", False), bool):
        return False
    joins = [one for one in _JOINS if one in condition]
    if joins:
        parts = condition[joins[0]]
        one_key = condition.keys() <= {joins[0], "not"}
        return one_key and isinstance(parts, list) and all(is_sound(part, depth + 1) for part in parts)
    if not isinstance(condition.get("field"), str) or not condition.keys() <= {"field", "op", "values", "not"}:
        return False
    op, values = condition.get("op", IS), condition.get("values", [])
    if op == EMPTY:
        return not values
    if op != IS or not isinstance(values, list) or not values:
        return False
    return all(isinstance(one, str | int) for one in values)
