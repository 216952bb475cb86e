"""How much of a file is filled in (analysis A36)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import compress

from desktop_crm.domain.fields import FieldType, FormKind, Values
from desktop_crm.domain.records import CUSTOMER

#: Weight of the grid: at least one relative or contact.
GRID_WEIGHT = 5

# Choices that say "we do not know": chosen, but nothing learnt.
_UNKNOWN: frozenset[object] = frozenset(("not_stated", "unknown", "N"))


@dataclass(frozen=True, slots=True)
class _Form:
    """The fields that count on one form, and their weights."""

    ids: tuple[str, ...]
    weights: tuple[int, ...]
    choices: tuple[tuple[int, int], ...]  # places and weights of fields that may say "unknown"
    numbers: tuple[tuple[int, int], ...]  # of fields that are filled with zero and "no", too
    total: int


@cache
def _form(kind: FormKind) -> _Form:
    fields = [field for field in CUSTOMER if field.weight and field.on_form(kind)]
    numbers = (FieldType.INTEGER, FieldType.BOOLEAN)
    return _Form(
        tuple(field.id for field in fields),
        tuple(field.weight for field in fields),
        tuple((at, one.weight) for at, one in enumerate(fields) if one.choices and one.type is not FieldType.SET),
        tuple((at, one.weight) for at, one in enumerate(fields) if one.type in numbers),
        sum(field.weight for field in fields) + GRID_WEIGHT,
    )


def completeness(values: Values, grid_count: int) -> int:
    """Return the share of filled weight on the form of the customer's kind, in percent (0-100).

    ``grid_count`` is the number of relatives or contacts. 100 is reached only by a full file.
    """
    organisation = values.get("customer_kind") == FormKind.ORGANISATION
    kind = FormKind.ORGANISATION if organisation else FormKind.INDIVIDUAL
    return share_filled(kind, [*map(values.get, _form(kind).ids)], grid_count)


def counted_fields(kind: FormKind) -> tuple[str, ...]:
    """Name the fields that count on a form."""
    return _form(kind).ids


def missing_fields(values: Values) -> list[str]:
    """Name the fields of the customer's form that count and are not filled, the weightiest first."""
    organisation = values.get("customer_kind") == FormKind.ORGANISATION
    form = _form(FormKind.ORGANISATION if organisation else FormKind.INDIVIDUAL)
    unknown = {at for at, _ in form.choices if values.get(form.ids[at]) in _UNKNOWN}
    empty = [at for at, name in enumerate(form.ids) if at in unknown or values.get(name) in (None, "", ())]
    return [form.ids[at] for at in sorted(empty, key=lambda at: -form.weights[at])]


def share_filled(kind: FormKind, found: Sequence[object], grid_count: int) -> int:
    """Return the completeness from the values of :func:`counted_fields`, None where there is none."""
    form = _form(kind)
    # Every card of a first synchronisation comes by: the sum is made without a step of Python a field.
    filled = sum(compress(form.weights, found)) + (GRID_WEIGHT if grid_count > 0 else 0)
    if not _UNKNOWN.isdisjoint([found[at] for at, _ in form.choices]):
        filled -= sum(weight for at, weight in form.choices if found[at] in _UNKNOWN)
    for at, weight in form.numbers:
        if found[at] is not None and not found[at]:
            filled += weight
    return filled * 100 // form.total
