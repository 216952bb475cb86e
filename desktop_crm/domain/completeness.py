"""How much of a file is filled in (analysis A36)."""

from __future__ import annotations

from functools import cache

from desktop_crm.domain.fields import FormKind, Value, Values
from desktop_crm.domain.records import CUSTOMER

#: Weight of the grid: at least one relative or contact.
GRID_WEIGHT = 5

# Choices that say "we do not know": chosen, but nothing learnt.
_EMPTY: tuple[object, ...] = (None, "", (), [])
_UNKNOWN: frozenset[Value] = frozenset(("not_stated", "unknown", "N"))
_NOTHING: frozenset[Value] = frozenset()


@cache
def _weighted(kind: FormKind) -> tuple[tuple[str, ...], tuple[tuple[int, frozenset[Value]], ...], int]:
    """Give the fields that count, for each its weight and the choices that say nothing, and the sum of all weights."""
    fields = [field for field in CUSTOMER if field.weight and field.on_form(kind)]
    parts = tuple((field.weight, _UNKNOWN if field.choices else _NOTHING) for field in fields)
    return tuple(field.id for field in fields), parts, sum(field.weight for field in fields) + GRID_WEIGHT


def completeness(values: Values, grid_count: int) -> int:
    """Return the share of filled weight on the form of the customer's kind, in percent (0-100).

    ``grid_count`` is the number of relatives or contacts. 100 is reached only by a full file.
    """
    organisation = values.get("customer_kind") == FormKind.ORGANISATION
    names, parts, total = _weighted(FormKind.ORGANISATION if organisation else FormKind.INDIVIDUAL)
    filled = GRID_WEIGHT if grid_count > 0 else 0
    # Every card of a first synchronisation comes by, and most of its fields are empty.
    for value, (weight, unknown) in zip(map(values.get, names), parts, strict=True):
        # Most values are texts: looking one up among the choices would hash all of it.
        if (value or value not in _EMPTY) and not (unknown and isinstance(value, str) and value in unknown):
            filled += weight
    return filled * 100 // total
