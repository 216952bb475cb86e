"""Which fields an export writes, and in which columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Protocol

from desktop_crm.domain.fields import Field, FormKind, RecordType, Sensitivity, Value, Values
from desktop_crm.domain.records import CUSTOMER, GRID
from desktop_crm.errors import UsageError
from desktop_crm.exchange.places import grid_fields, grid_label

#: Classes an export leaves out unless a person asked for everything: sensitive personal information,
#: and third parties, which are handled like it (domain contract §0.3).
WITHHELD = frozenset((Sensitivity.P2, Sensitivity.P3))
_CHILD = 14


class Card(Protocol):
    """A customer card as an export sees it."""

    @property
    def kind(self) -> FormKind:
        """Form of the card."""
        ...

    @property
    def values(self) -> Values:
        """Values by field identifier."""
        ...

    @property
    def grid(self) -> Sequence[Values]:
        """Rows of the form's grid, in order."""
        ...


def export_fields(
    *, sensitive: bool, chosen: Iterable[str] | None = None, record: RecordType = CUSTOMER
) -> tuple[Field, ...]:
    """Give the fields of an export in declared order; ``chosen`` narrows and orders them.

    Raises ``UsageError`` ``unknown_field``.
    """
    fields = [field for field in record if sensitive or field.sensitivity not in WITHHELD]
    if chosen is None:
        return tuple(fields)
    unknown = [name for name in chosen if record.get(name) is None]
    if unknown:
        raise UsageError("unknown_field", field=unknown[0])
    return tuple(record[name] for name in chosen if record[name] in fields)


def shown_values(card: Card, fields: Sequence[Field], *, sensitive: bool, today: date) -> dict[str, Value]:
    """Give the values of a card that an export may show. Personal information of a child under 14 is
    sensitive as a whole (PIPL Art. 28), so without ``sensitive`` only the rest is given."""
    child = not sensitive and is_child(card.values, today)
    return {
        field.id: card.values.get(field.id)
        for field in fields
        if not (child and field.sensitivity is not Sensitivity.N and field.sensitivity is not Sensitivity.B)
    }


def is_child(values: Mapping[str, Value], today: date) -> bool:
    """Say whether a person is known to be younger than 14."""
    age, born = values.get("age_stated"), values.get("birth_date")
    if not born and values.get("id_type") == "resident_id":
        digits = str(values.get("id_number") or "")[6:14]
        born = f"{digits[:4]}-{digits[4:6]}-{digits[6:]}" if len(digits) == 8 else None
    if isinstance(born, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", born):
        return born > f"{today.year - _CHILD:04}-{today.month:02}-{today.day:02}"
    return isinstance(age, int) and age < _CHILD


def headers(fields: Iterable[Field], language: str) -> list[str]:
    """Give the column titles of customer fields."""
    return [field.label(language) for field in fields]


def grid_headers(record: RecordType, rows: int, language: str) -> list[str]:
    """Give the titles of numbered grid columns: all fields of row 1, then of row 2."""
    kind = next(kind for kind, grid in GRID.items() if grid is record)
    return [grid_label(record, row, field, language) for row in range(1, rows + 1) for field in grid_fields(kind)]


@cache
def _own_headers() -> frozenset[tuple[str, ...]]:
    return frozenset(
        tuple(headers(export_fields(sensitive=sensitive), language))
        for sensitive in (True, False)
        for language in ("zh", "en")
    )


def is_own_table(texts: Sequence[str]) -> bool:
    """Say whether a header is that of a complete export of this program, numbered grid columns aside."""
    return any(tuple(texts[: len(own)]) == own for own in _own_headers())
