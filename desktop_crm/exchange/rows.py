"""What an import will do with each row, as the preview shows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from desktop_crm.domain.fields import FormKind, Value
from desktop_crm.domain.matching.evidence import speaks_against, words
from desktop_crm.domain.records import display_name
from desktop_crm.domain.validation.findings import Finding
from desktop_crm.exchange.cells import Cell
from desktop_crm.exchange.repairs import Repair
from desktop_crm.exchange.target import NewCustomer
from desktop_crm.exchange.wording import reason


class RowState(StrEnum):
    """What becomes of a row."""

    CREATE = "create"
    DUPLICATE = "duplicate"
    ERROR = "error"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class DuplicateOf:
    """The card a row repeats, or may repeat: in the customer file (``customer_no``) or an earlier ``row`` of this file.

    ``percent`` is 0 where a rule says it; ``reasons`` are codes of :mod:`desktop_crm.domain.matching.evidence`.
    """

    hard: bool
    customer_no: str = ""
    row: int = 0
    percent: int = 0
    reasons: tuple[str, ...] = ()

    def why(self, language: str) -> str:
        """Say what speaks for it, and how likely it is; "" for a customer number."""
        parts = [words(code, language) for code in self.reasons if not speaks_against(code)]
        return " · ".join([*parts, f"{self.percent} %"] if self.percent and parts else parts)


@dataclass(slots=True)
class PlannedRow:
    """One row of a plan. ``errors`` refuse the row; ``notes`` are warnings, hints, and what keeps the
    card a draft (``draft``). ``duplicate`` of a row that is created is only worth a look."""

    number: int
    cells: tuple[Cell, ...]
    state: RowState
    kind: FormKind = FormKind.INDIVIDUAL
    values: Mapping[str, Value] | None = None
    grid: tuple[dict[str, Value], ...] = ()
    repairs: tuple[Repair, ...] = ()
    errors: tuple[Finding, ...] = ()
    notes: tuple[Finding, ...] = ()
    duplicate: DuplicateOf | None = None
    file: bool = True
    draft: bool = False
    exact: bool = False

    @property
    def name(self) -> str:
        """Name of the customer, for the preview."""
        return display_name(dict(self.values or {}))

    def reasons(self, language: str) -> list[str]:
        """Say why the row is refused, one sentence a cause."""
        return [reason(finding, language) for finding in self.errors]

    def customer(self) -> NewCustomer:
        """Give the card to be written."""
        return NewCustomer(self.kind, self.values or {}, self.grid, file=self.file)


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows of a plan by what becomes of them; ``drafts`` are among ``create``."""

    create: int = 0
    duplicate: int = 0
    error: int = 0
    empty: int = 0
    drafts: int = 0
    repaired: int = 0


class Tally:
    """Counts rows as they are planned."""

    def __init__(self) -> None:
        self._states: Counter[RowState] = Counter()
        self._drafts = self._repaired = 0

    def add(self, row: PlannedRow) -> None:
        """Count a row."""
        self._states[row.state] += 1
        self._drafts += row.draft and row.state is RowState.CREATE
        self._repaired += bool(row.repairs)

    def counts(self) -> Counts:
        """Give the sums so far."""
        by_state = {state.value: self._states[state] for state in RowState}
        return Counts(**by_state, drafts=self._drafts, repaired=self._repaired)
