"""One change for many customers: which fields take part, what can be done to each type, and what comes of it.

A customer is changed as a whole or not at all: where one of the wanted values would break a rule, nothing is written
and the reason is told. A field that a customer's form does not have is left out instead, so that one change may go over
people and organisations.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

from desktop_crm.domain.fields import Field, FieldType, FormKind, RecordType, Value, Values, is_custom
from desktop_crm.domain.records import CUSTOMER
from desktop_crm.domain.validation.card import check_card, check_field, form_kind
from desktop_crm.domain.validation.findings import Checked, Finding, Severity, error
from desktop_crm.domain.values import parse_value

#: What says which customer it is, which form it has and whether it is filed is decided one by one.
_ONE_BY_ONE = frozenset(("customer_no", "customer_kind", "record_status"))
_TEXTS = (FieldType.TEXT, FieldType.LONG_TEXT)


class Act(StrEnum):
    """What is done to a field."""

    SET = "set"
    CLEAR = "clear"
    ADD = "add"  # members to a set
    REMOVE = "remove"
    REPLACE = "replace"  # a piece of text by another
    SHIFT = "shift"  # a day by a number of days


class Fate(StrEnum):
    """What becomes of a customer, or of one of its fields."""

    CHANGE = "change"
    SAME = "same"  # it is so already
    NOT_ALLOWED = "not_allowed"
    INVALID = "invalid"


@dataclass(frozen=True, slots=True)
class Action:
    """One wish. ``raw`` is what a person or a file gives: the value, the members, the text to put in; ``find`` the text
    to look for; ``days`` how far a day moves. ``shown``: texts that mean the value the field has, such as its mask."""

    field: str
    act: Act = Act.SET
    raw: object = None
    find: str = ""
    days: int = 0
    shown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldChange:
    """What an action comes to for one customer; ``finding`` says why it cannot be."""

    field: str
    old: Value
    new: Value
    fate: Fate
    finding: Finding | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What all actions come to for one customer. ``values`` is what is to be written, empty unless it changes."""

    fate: Fate
    changes: tuple[FieldChange, ...]

    @property
    def values(self) -> dict[str, Value]:
        """New values by field."""
        if self.fate is not Fate.CHANGE:
            return {}
        return {one.field: one.new for one in self.changes if one.fate is Fate.CHANGE}


@cache
def bulk_fields(record: RecordType = CUSTOMER) -> tuple[Field, ...]:
    """Fields of a customer that can be changed for many, in declared order."""
    return tuple(field for field in record.typed if not field.unique and field.id not in _ONE_BY_ONE)


def acts_of(field: Field) -> tuple[Act, ...]:
    """What can be done to a field: by its type; what every form demands is never cleared."""
    acts = [Act.SET]
    if field.type is FieldType.SET:
        acts = [Act.ADD, Act.REMOVE, Act.SET]
    elif field.type in _TEXTS:
        acts.append(Act.REPLACE)
    elif field.type is FieldType.DATE:
        acts.append(Act.SHIFT)
    if field.required != frozenset(FormKind):
        acts.append(Act.CLEAR)
    return tuple(acts)


def is_editable(field: Field, kind: FormKind) -> bool:
    """Say whether a customer of this kind has the field, and whether it may be written without the form."""
    return (is_custom(field.id) or field in bulk_fields()) and (
        field.on_form(kind) or frozenset(FormKind) == field.required
    )


def judge(
    values: Values,
    grid: Sequence[Values],
    deleted: bool,
    actions: Sequence[Action],
    today: date,
    record: RecordType = CUSTOMER,
) -> Verdict:
    """Say what becomes of a stored customer; ``grid`` are the rows of its form, ``record`` is the
    customer with what the company added."""
    kind = form_kind(values)
    changes: list[FieldChange] = []
    after: dict[str, Value] = dict(values)
    for action in actions:
        change = _change(action, after, kind, today, record, deleted=deleted)
        if change.fate is Fate.CHANGE:
            after[change.field] = change.new
        changes.append(change)
    fates = {change.fate for change in changes}
    if Fate.INVALID in fates:
        return Verdict(Fate.INVALID, tuple(changes))
    if Fate.CHANGE not in fates:
        return Verdict(Fate.SAME if Fate.SAME in fates or not fates else Fate.NOT_ALLOWED, tuple(changes))
    broken = _newly_broken(values, after, grid, today, record)
    if broken is None:
        return Verdict(Fate.CHANGE, tuple(changes))
    return Verdict(
        Fate.INVALID,
        tuple(
            FieldChange(one.field, one.old, one.new, Fate.INVALID, broken) if one.fate is Fate.CHANGE else one
            for one in changes
        ),
    )


def broken_rule(values: Values, grid: Sequence[Values], today: date, record: RecordType = CUSTOMER) -> Finding | None:
    """Return the first rule across fields that a filed card breaks; None for a draft, which may."""
    if values.get("record_status") == "draft":
        return None
    return next((one for one in check_card(values, grid, today, record) if one.severity is Severity.ERROR), None)


# -- parts --------------------------------------------------------------------------------------


def _newly_broken(
    before: Values, after: Values, grid: Sequence[Values], today: date, record: RecordType
) -> Finding | None:
    """Rules that were broken before are not this change's fault."""
    if broken_rule(after, grid, today, record) is None:
        return None
    known = {(one.code, one.field) for one in check_card(before, grid, today, record) if one.severity is Severity.ERROR}
    now = (one for one in check_card(after, grid, today, record) if one.severity is Severity.ERROR)
    return next((one for one in now if (one.code, one.field) not in known), None)


def _change(
    action: Action, values: Mapping[str, Value], kind: FormKind, today: date, record: RecordType, *, deleted: bool
) -> FieldChange:
    field = record[action.field]
    old = values.get(field.id)
    if deleted:
        return FieldChange(field.id, old, old, Fate.NOT_ALLOWED, error("in_recycle_bin", field.id))
    if not is_editable(field, kind):
        return FieldChange(field.id, old, old, Fate.NOT_ALLOWED, error("not_on_form", field.id))
    if action.raw is not None and str(action.raw).strip() in action.shown:
        return FieldChange(field.id, old, old, Fate.SAME)
    checked = _wanted(field, action, old, values, today, record)
    if not checked.ok:
        wrong = next(one for one in checked.findings if one.severity is Severity.ERROR)
        return FieldChange(field.id, old, checked.value, Fate.INVALID, wrong)
    new = None if checked.value in ("", ()) else checked.value
    return FieldChange(field.id, old, new, Fate.SAME if new == old else Fate.CHANGE)


def _wanted(field: Field, action: Action, old: Value, values: Values, today: date, record: RecordType) -> Checked:
    match action.act:
        case Act.CLEAR:
            return Checked(None)
        case Act.SET:
            return check_field(record, field.id, action.raw, values, today)
        case Act.ADD | Act.REMOVE:
            return _members(field, action, old, values, today, record)
        case Act.REPLACE:
            text = str(old or "")
            if not action.find or action.find not in text:
                return Checked(old)
            replaced = text.replace(action.find, str(action.raw or ""))
            return check_field(record, field.id, replaced, values, today)
        case Act.SHIFT:
            return _shifted(field, action, old, values, today, record)


def _members(field: Field, action: Action, old: Value, values: Values, today: date, record: RecordType) -> Checked:
    given = parse_value(field, action.raw, today)
    if not given.ok:
        return given
    present = old if isinstance(old, tuple) else ()
    named = given.value if isinstance(given.value, tuple) else ()
    if action.act is Act.ADD:
        wanted = tuple(sorted({*present, *named}))
    else:
        wanted = tuple(member for member in present if member not in named)
    return check_field(record, field.id, wanted, values, today) if wanted != present else Checked(old)


def _shifted(field: Field, action: Action, old: Value, values: Values, today: date, record: RecordType) -> Checked:
    if not isinstance(old, str):
        return Checked(old)
    try:
        moved = date.fromisoformat(old) + timedelta(days=action.days)
    except (ValueError, OverflowError):
        return Checked(None, (error("date_unreal", field.id, value=old),))
    return check_field(record, field.id, moved.isoformat(), values, today)
