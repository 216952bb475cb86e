"""The filter tree: conditions joined by all or any, each part possibly negated. Frozen, and the same as JSON.

A condition of an empty value is false, except "is empty"; a negation is everything else. So 不是 VIP also holds for
customers without a tier, and a tree and its negation together always give all customers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

import msgspec

from desktop_crm.errors import UsageError

#: What a condition compares with: texts, codes, days (ISO), whole numbers (money in minor units), yes.
Operand = str | int | bool
#: A filter larger than this is nobody's question.
MOST_CONDITIONS, MOST_VALUES, DEEPEST = 50, 200, 8
_LONGEST_TEXT = 200


class Op(StrEnum):
    """What a condition asks of a value."""

    IS = "is"  # equal to one of some values
    CONTAINS = "contains"
    BEGINS = "begins"
    EMPTY = "empty"
    LESS = "less"  # of days: before
    MORE = "more"  # of days: after
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    BETWEEN = "between"  # both ends included
    DURING = "during"  # a period of :mod:`desktop_crm.domain.filters.periods`, seen from today


class Join(StrEnum):
    """How the parts of a group go together."""

    ALL = "all"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Condition:
    """One question about one subject of :mod:`desktop_crm.domain.filters.subjects`."""

    subject: str
    op: Op
    values: tuple[Operand, ...] = ()
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Several parts together; one without parts lets everything through."""

    join: Join = Join.ALL
    parts: tuple[Node, ...] = ()
    negated: bool = False


Node = Condition | Group

#: Lets every customer through.
EVERYBODY = Group()


def all_of(*parts: Node) -> Node:
    """Join filters, leaving out those that let everything through."""
    return simplified(Group(Join.ALL, parts))


def is_one_of(subject: str, *values: Operand) -> Condition:
    """Ask for one of some values; the commonest condition."""
    return Condition(subject, Op.IS, values)


def negation(node: Node) -> Node:
    """Return what holds exactly where ``node`` does not."""
    return replace(node, negated=not node.negated)


def conditions(node: Node) -> Iterator[Condition]:
    """Yield every condition, from left to right."""
    if isinstance(node, Condition):
        yield node
        return
    for part in node.parts:
        yield from conditions(part)


def top_parts(node: Node) -> tuple[Node, ...]:
    """Return the parts that must all hold: what a person can take away one by one."""
    if isinstance(node, Group) and node.join is Join.ALL and not node.negated:
        return node.parts
    return (node,)


def without(node: Node, part: Node) -> Node:
    """Take one of :func:`top_parts` away."""
    left = list(top_parts(node))
    if part in left:
        left.remove(part)
    return all_of(*left)


def simplified(node: Node) -> Node:
    """Return the same filter without groups that say nothing: empty ones, of one part, of the join around them."""
    if isinstance(node, Condition):
        return node
    parts: list[Node] = []
    for part in map(simplified, node.parts):
        if not isinstance(part, Group) or part.parts:
            same = isinstance(part, Group) and part.join is node.join and not part.negated
            parts += part.parts if isinstance(part, Group) and same else [part]
    if not parts:
        return EVERYBODY
    if len(parts) == 1:
        return negation(parts[0]) if node.negated else parts[0]
    return Group(node.join, tuple(parts), node.negated)


# -- JSON ----------------------------------------------------------------------------------


def to_plain(node: Node) -> dict[str, object]:
    """Return the JSON shape: ``{"field", "op", "values", "not"}`` or ``{"all" | "any": [...], "not"}``."""
    if isinstance(node, Condition):
        plain: dict[str, object] = {"field": node.subject, "op": node.op.value}
        if node.values:
            plain["values"] = list(node.values)
    else:
        plain = {node.join.value: [to_plain(part) for part in node.parts]}
    return {**plain, "not": True} if node.negated else plain


def from_plain(plain: object) -> Node:
    """Read the JSON shape. Raises UsageError for what has another shape or is too large."""
    node = _read(plain, 0)
    if sum(1 for _ in conditions(node)) > MOST_CONDITIONS:
        raise UsageError("filter_too_large", limit=MOST_CONDITIONS)
    return node


def to_json(node: Node) -> str:
    """Write the tree as JSON text."""
    return msgspec.json.encode(to_plain(node)).decode()


def from_json(text: str) -> Node:
    """Read the tree from JSON text. Raises UsageError."""
    try:
        return from_plain(msgspec.json.decode(text))
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError) as error:
        raise UsageError("filter_shape") from error


def _read(plain: object, depth: int) -> Node:
    if not isinstance(plain, Mapping) or depth > DEEPEST:
        raise UsageError("filter_shape")
    negated = plain.get("not", False)
    joins = [join for join in Join if join.value in plain]
    known = {"field", "op", "values", "not"} if not joins else {joins[0].value, "not"}
    if not isinstance(negated, bool) or not plain.keys() <= known:
        raise UsageError("filter_shape")
    if joins:
        parts = plain[joins[0].value]
        if not isinstance(parts, list):
            raise UsageError("filter_shape")
        return Group(joins[0], tuple(_read(part, depth + 1) for part in parts), negated)
    return _condition(plain, negated=negated)


def _condition(plain: Mapping[str, object], *, negated: bool) -> Condition:
    subject, op, values = plain.get("field"), plain.get("op", Op.IS.value), plain.get("values", [])
    if not isinstance(subject, str) or op not in [one.value for one in Op] or not isinstance(values, list):
        raise UsageError("filter_shape")
    if len(values) > MOST_VALUES:
        raise UsageError("filter_too_large", limit=MOST_VALUES)
    if not all(isinstance(value, str | int) and len(str(value)) <= _LONGEST_TEXT for value in values):
        raise UsageError("filter_shape")
    return Condition(subject, Op(str(op)), tuple(values), negated)
