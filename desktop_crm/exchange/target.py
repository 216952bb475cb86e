"""What an import needs from the customer service, and nothing more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from desktop_crm.domain.fields import FormKind, Values
from desktop_crm.errors import CrmError


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A card already in the file that seems to be the same customer.

    ``hard``: same customer number or same document (X-DUP-HARD). ``counts``: it is taken for the same: hard, by
    X-DUP-SOFT, or very likely; else it is only told. ``percent`` and ``reasons`` are those of
    :mod:`desktop_crm.domain.matching`; a customer number needs none.
    """

    customer_no: str
    hard: bool
    counts: bool = True
    percent: int = 100
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NewCustomer:
    """A checked card to be written. ``values`` holds no empty values and no ``record_status``.

    ``file``: file it when nothing forbids that; otherwise it becomes a draft.
    """

    kind: FormKind
    values: Values
    grid: tuple[Values, ...] = ()
    file: bool = True


@dataclass(frozen=True, slots=True)
class Written:
    """What became of one card: its number, or why it was refused. ``changed`` is False when an
    update found no empty field to fill."""

    customer_no: str = ""
    refused: CrmError | None = None
    changed: bool = True


class Target(Protocol):
    """The customer service as an import sees it. Every call answers row by row, in order, or raises StoreError
    when the store takes nothing any more."""

    def find_duplicates(self, rows: Sequence[Values]) -> Sequence[Duplicate | None]:
        """Look up a slice of cards: number, document, rules and likeness."""
        ...

    def create_many(self, customers: Sequence[NewCustomer]) -> Sequence[Written]:
        """Create a slice of cards in one transaction. A refused card does not stop the others."""
        ...

    def fill_empty(self, changes: Sequence[tuple[str, NewCustomer]]) -> Sequence[Written]:
        """Fill fields that are still empty in existing cards (customer number, new data), and append
        grid rows whose name is not there yet, in one transaction."""
        ...
