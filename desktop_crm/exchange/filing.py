"""The customer service in the shape an import needs, and cards in the shape an export needs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop_crm.domain.fields import FormKind, Values
from desktop_crm.errors import CrmError, StoreError
from desktop_crm.exchange.importer import DuplicatePolicy, ImportResult, run_import
from desktop_crm.exchange.plan import CancelToken, ImportPlan, Progress
from desktop_crm.exchange.target import Duplicate, NewCustomer, Written
from desktop_crm.queries.customers import CustomerCard, CustomerQueries
from desktop_crm.services import customers as service
from desktop_crm.services.batches import BatchService, Recording
from desktop_crm.services.duplicates import Match
from desktop_crm.store.batches import Kind, Outcome

_EXPORT_SLICE = 500


def _duplicate(twin: Match) -> Duplicate:
    return Duplicate(twin.customer_no, twin.hard, twin.counts, twin.score.percent, twin.score.reasons)


@dataclass(frozen=True, slots=True)
class ExportCard:
    """A card as the writers see it."""

    kind: FormKind
    values: Values
    grid: tuple[Values, ...]


def export_cards(queries: CustomerQueries, rids: Sequence[int]) -> Iterator[ExportCard]:
    """Read the cards of a list in order, a slice at a time."""
    for start in range(0, len(rids), _EXPORT_SLICE):
        for card in queries.cards(queries.ids(rids[start : start + _EXPORT_SLICE])):
            yield ExportCard(card.kind, card.values, tuple(_bare(row.values) for row in card.grid))


def _bare(row: Values) -> Values:
    return {name: value for name, value in row.items() if name != "sort_order"}


class CustomerFile:
    """Implements :class:`desktop_crm.exchange.target.Target` over the customer service."""

    def __init__(
        self,
        customers: service.CustomerService,
        queries: CustomerQueries,
        *,
        sample: bool = False,
        batch: int | None = None,
    ) -> None:
        self._customers = customers
        self._queries = queries
        self._sample = sample
        self._batch = batch

    def find_duplicates(self, rows: Sequence[Values]) -> list[Duplicate | None]:
        """Look up number, document, rules and likeness."""
        numbers = self._queries.known_numbers([str(row["customer_no"]) for row in rows if row.get("customer_no")])
        twins = self._customers.find_duplicates(rows)
        found: list[Duplicate | None] = []
        for row, twin in zip(rows, twins, strict=True):
            number = str(row.get("customer_no") or "")
            if number in numbers:
                found.append(Duplicate(number, hard=True))
            else:
                found.append(_duplicate(twin) if twin else None)
        return found

    def create_many(self, customers: Sequence[NewCustomer]) -> list[Written]:
        """Create a slice in one transaction; where one card is refused, each for itself.

        Raises StoreError: on a full disk the next row would fare no better.
        """
        wanted = [
            service.NewCustomer({"customer_kind": item.kind.value, **item.values}, item.grid, item.file)
            for item in customers
        ]
        try:
            saved = self._customers.create_many(wanted, sample=self._sample, batch=self._batch)
        except StoreError:
            raise
        except CrmError:
            return [self._create_one(item) for item in wanted]
        return [Written(item.customer_no) for item in saved]

    def _create_one(self, customer: service.NewCustomer) -> Written:
        try:
            saved = self._customers.create_many([customer], sample=self._sample, batch=self._batch)
            return Written(saved[0].customer_no)
        except StoreError:
            raise
        except CrmError as error:
            return Written(refused=error)

    def fill_empty(self, changes: Sequence[tuple[str, NewCustomer]]) -> list[Written]:
        """Fill empty fields of existing cards and append grid rows whose name is new. Raises StoreError."""
        return [self._fill(number, new) for number, new in changes]

    def _fill(self, number: str, new: NewCustomer) -> Written:
        try:
            card = self._queries.card(self._queries.id_of(number))
            values = {name: value for name, value in new.values.items() if card.values.get(name) in (None, "")}
            values.pop("customer_no", None)
            rows = [service.GridInput(row) for row in new.grid if _is_new_row(card, row)]
            if new.kind is not card.kind:
                rows = []
            if not values and not rows:
                return Written(number, changed=False)
            saved = self._customers.update(card.id, values, rows, batch=self._batch)
        except StoreError:
            raise
        except CrmError as error:
            return Written(refused=error)
        return Written(number, changed=saved.changed)


def _is_new_row(card: CustomerCard, row: Values) -> bool:
    return row.get("name") not in {present.values.get("name") for present in card.grid}


def import_customers(
    plan: ImportPlan,
    customers: service.CustomerService,
    queries: CustomerQueries,
    batches: BatchService,
    *,
    policy: DuplicatePolicy = DuplicatePolicy.SKIP,
    progress: Progress | None = None,
    cancel: CancelToken | None = None,
    folder: Path | None = None,
    language: str = "zh",
    kind: Kind = Kind.IMPORT,
) -> ImportResult:
    """Import a planned file by :func:`run_import` as one batch, which can be taken back."""
    with batches.recording(kind, {"file": plan.source.path.name}) as recording:
        target = CustomerFile(customers, queries, batch=recording.n)
        result = run_import(
            plan, target, policy=policy, progress=progress, cancel=cancel, folder=folder, language=language
        )
        close(recording, result)
    return result


def close(recording: Recording, result: ImportResult) -> None:
    """Say of a batch how its import ended, and of the import which batch it was."""
    if result.error is not None:
        recording.outcome = Outcome.FAILED
    elif result.cancelled:
        recording.outcome = Outcome.CANCELLED
    result.batch = recording.n if result.created or result.updated else None
