"""How much of a file is filled in (analysis A36)."""

from __future__ import annotations

from functools import cache

from desktop_crm.domain.fields import FormKind, Value, Values
from desktop_crm.domain.records import CUSTOMER

#: Weight of the grid: at least one relative or contact.
GRID_WEIGHT = 5

# Choices that say "we do not know": chosen, but nothing learnt.
_EMPTY: frozenset[Value] = frozenset((None, "", ()))
_UNKNOWN: frozenset[Value] = _EMPTY | {"not_stated", "unknown", "N"}


@cache
def _weighted(kind: FormKind) -> tuple[tuple[tuple[str, int, frozenset[Value]], ...], int]:
    """Give identifier, weight and the values that count as empty, and the sum of all weights."""
    fields = [field for field in CUSTOMER if field.weight and field.on_form(kind)]
    parts = tuple((field.id, field.weight, _UNKNOWN if field.choices else _EMPTY) for field in fields)
    return parts, sum(field.weight for field in fields) + GRID_WEIGHT


def completeness(values: Values, grid_count: int) -> int:
    """Return the share of filled weight on the form of the customer's kind, in percent (0-100).

    ``grid_count`` is the number of relatives or contacts. 100 is reached only by a full file.
    """
    organisation = values.get("customer_kind") == FormKind.ORGANISATION
    parts, total = _weighted(FormKind.ORGANISATION if organisation else FormKind.INDIVIDUAL)
    filled = GRID_WEIGHT if grid_count > 0 else 0
    for name, weight, empty in parts:  # a plain loop: every card of a first synchronisation comes by
        if name in values and values[name] not in empty:
            filled += weight
    return filled * 100 // total
