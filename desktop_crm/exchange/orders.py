"""Lists of orders: which column is what, what becomes of each row, and carrying it out.

An order is known by its number: a list imported twice changes nothing, a corrected one changes what differs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import islice
from pathlib import Path

from desktop_crm.domain.fields import Field, Value
from desktop_crm.domain.file_records import SALES_ORDER
from desktop_crm.domain.validation.card import check_field
from desktop_crm.domain.validation.findings import Finding, Severity, error
from desktop_crm.errors import CrmError, ExchangeError, UsageError
from desktop_crm.exchange.cells import Cell, cell_text, is_blank
from desktop_crm.exchange.failures import FailedRows
from desktop_crm.exchange.filing import close
from desktop_crm.exchange.importer import ImportResult
from desktop_crm.exchange.opener import open_source
from desktop_crm.exchange.order_columns import NAME, NUMBER, all_names, is_order_list, target_of, targets_of
from desktop_crm.exchange.places import plain
from desktop_crm.exchange.plan import Cancelled, CancelToken, Progress
from desktop_crm.exchange.repairs import mend
from desktop_crm.exchange.source import Source, SourceRow
from desktop_crm.exchange.wording import reason
from desktop_crm.exchange.workbook_guard import counts_from_1904
from desktop_crm.queries.orders import KnownOrder, OrderLookups
from desktop_crm.services.batches import BatchService
from desktop_crm.services.rows import RowChange, RowService
from desktop_crm.store.batches import Kind

SLICE = 1_000
KEPT_ROWS = 20_000
#: A row without a state is an order of the past: it is done.
_STATE = "closed"
_MANDATORY = tuple(item.id for item in SALES_ORDER if item.mandatory and item.default is None)
_FOOTERS = ("合计", "总计", "小计", "total")


class OrderState(StrEnum):
    """What becomes of a row."""

    CREATE = "create"
    UPDATE = "update"
    SAME = "same"
    ERROR = "error"
    EMPTY = "empty"


@dataclass(slots=True)
class PlannedOrder:
    """One row of the list. ``customer`` is what the row calls the customer."""

    number: int
    cells: tuple[Cell, ...]
    state: OrderState = OrderState.CREATE
    customer: str = ""
    customer_id: str = ""
    row_id: str = ""
    told_state: bool = False
    values: dict[str, Value] = field(default_factory=dict)
    errors: tuple[Finding, ...] = ()

    def reasons(self, language: str) -> list[str]:
        """Say why the row is refused."""
        return [_reason(finding, language) for finding in self.errors]


@dataclass
class OrderPlan:
    """An opened list with its columns: header by header the field it feeds, "" for none."""

    source: Source
    targets: tuple[str, ...]
    today: date
    rows: list[PlannedOrder] = field(default_factory=list)
    counts: Counter[OrderState] = field(default_factory=Counter)

    def prepare(
        self, lookups: OrderLookups, progress: Progress | None = None, cancel: CancelToken | None = None
    ) -> Counter[OrderState]:
        """Plan the whole list for a preview, of which the first rows are kept. Raises Cancelled, ExchangeError."""
        self.rows, self.counts = [], Counter()
        done = 0
        for rows in self.slices(lookups):
            self.counts.update(row.state for row in rows)
            self.rows += rows[: KEPT_ROWS - len(self.rows)]
            done += len(rows)
            if progress:
                progress(done, max(self.source.total, done))
            if cancel and cancel.is_set():
                raise Cancelled()
        return self.counts

    def slices(self, lookups: OrderLookups) -> Iterator[list[PlannedOrder]]:
        """Plan the rows, some at a time."""
        from_1904 = self.source.format == "xlsx" and counts_from_1904(self.source.path)
        seen: dict[str, int] = {}
        rows = self.source.rows()
        while batch := list(islice(rows, SLICE)):
            planned = [self._read(row, from_1904=from_1904) for row in batch]
            _find_customers(planned, lookups)
            _find_orders(planned, lookups, seen)
            yield planned

    def _read(self, row: SourceRow, *, from_1904: bool) -> PlannedOrder:
        planned = PlannedOrder(row.number, row.cells)
        filled = [cell_text(cell) for cell in row.cells if not is_blank(cell)]
        if not filled or plain(filled[0]).startswith(_FOOTERS):
            planned.state = OrderState.EMPTY
            return planned
        errors: list[Finding] = []
        called: dict[str, str] = {}
        for target, cell in zip(self.targets, row.cells, strict=False):
            if not target or is_blank(cell):
                continue
            if target in (NUMBER, NAME):
                called.setdefault(target, cell_text(cell).strip())
                continue
            errors += self._value(planned.values, SALES_ORDER[target], cell, from_1904=from_1904)
        planned.customer = called.get(NUMBER) or called.get(NAME, "")
        refused = {finding.field for finding in errors}
        errors += [error("required", name) for name in _MANDATORY if name not in planned.values and name not in refused]
        if not called:
            errors.append(error("customer_missing"))
        planned.told_state = "state" in planned.values
        planned.values.setdefault("state", _STATE)
        _refuse(planned, errors)
        planned.customer_id = "" if NUMBER in called else NAME  # how to look it up; replaced by the id
        return planned

    def _value(self, values: dict[str, Value], declared: Field, cell: Cell, *, from_1904: bool) -> list[Finding]:
        if declared.id in values:
            return []  # a second column for the same field
        mended = mend(declared, cell, declared.id, from_1904=from_1904)
        if mended.refusal is not None:
            return [mended.refusal]
        if mended.raw == "":
            return []
        checked = check_field(SALES_ORDER, declared.id, mended.raw, values, self.today)
        if checked.ok and checked.value not in (None, "", ()):
            values[declared.id] = checked.value
        return [one.at(declared.id) for one in checked.findings if one.severity is Severity.ERROR]


def open_orders(path: Path, overrides: Mapping[str, str] | None = None, *, today: date) -> OrderPlan:
    """Open a list of orders. ``overrides``: header -> field, ``customer_no``, ``customer_name`` or ``ignore``.

    Raises ExchangeError for the file, or ``no_orders`` when columns are missing; UsageError for the wishes.
    """
    source = open_source(path, all_names())
    wishes = {plain(header): target_of(name) for header, name in (overrides or {}).items()}
    unknown = next((header for header in overrides or {} if plain(header) not in map(plain, source.headers)), None)
    if unknown is not None:
        raise UsageError("unknown_header", header=unknown)
    proposed = zip(source.headers, targets_of(source.headers), strict=True)
    targets = tuple(wishes.get(plain(header), target) for header, target in proposed)
    if not is_order_list(targets):
        raise ExchangeError("no_orders", path=path.name)
    return OrderPlan(source, targets, today)


def import_orders(
    plan: OrderPlan,
    lookups: OrderLookups,
    rows: RowService,
    batches: BatchService,
    *,
    progress: Progress | None = None,
    cancel: CancelToken | None = None,
    folder: Path | None = None,
    language: str = "zh",
) -> ImportResult:
    """Carry the plan out as one batch, a slice a transaction; failed rows are saved as for customers. ``duplicates``
    are the orders that were here already, just so."""
    with batches.recording(Kind.ORDERS, {"file": plan.source.path.name}) as recording:
        result = _carry_out(plan, lookups, rows, recording.n, progress, cancel, folder, language)
        close(recording, result)
    return result


def _carry_out(
    plan: OrderPlan,
    lookups: OrderLookups,
    rows: RowService,
    batch: int,
    progress: Progress | None,
    cancel: CancelToken | None,
    folder: Path | None,
    language: str,
) -> ImportResult:
    result = ImportResult()
    failed = FailedRows(plan.source.headers, language)
    done = 0
    try:
        for planned in plan.slices(lookups):
            if cancel and cancel.is_set():
                result.cancelled = True
                break
            _write(planned, rows, batch)
            for row in planned:
                result.created += row.state is OrderState.CREATE
                result.updated += row.state is OrderState.UPDATE
                result.duplicates += row.state is OrderState.SAME
                if row.state is OrderState.ERROR:
                    result.failed += 1
                    failed.add(row.number, row.cells, row.reasons(language))
            done += len(planned)
            if progress:
                progress(done, max(plan.source.total, done))
    except CrmError as problem:
        result.error = problem
    try:
        result.failed_file = failed.save(plan.source.path, folder)
    except CrmError as problem:
        result.error = result.error or problem
    return result


# -- parts --------------------------------------------------------------------------------------


def _refuse(planned: PlannedOrder, errors: Sequence[Finding]) -> None:
    if errors:
        planned.state, planned.errors = OrderState.ERROR, (*planned.errors, *errors)


def _find_customers(planned: Sequence[PlannedOrder], lookups: OrderLookups) -> None:
    open_rows = [row for row in planned if row.state is OrderState.CREATE]
    by_number = lookups.customers_by_number([row.customer for row in open_rows if row.customer_id != NAME])
    by_name = lookups.customers_by_name([row.customer for row in open_rows if row.customer_id == NAME])
    for row in open_rows:
        found = (by_name if row.customer_id == NAME else by_number).get(row.customer, [])
        row.customer_id = found[0] if len(found) == 1 else ""
        if len(found) != 1:
            _refuse(row, [error("customer_ambiguous" if found else "customer_unknown", value=row.customer)])


def _find_orders(planned: Sequence[PlannedOrder], lookups: OrderLookups, seen: dict[str, int]) -> None:
    open_rows = [row for row in planned if row.state is OrderState.CREATE]
    known = lookups.orders([str(row.values["order_no"]) for row in open_rows])
    for row in open_rows:
        number = str(row.values["order_no"])
        first = seen.setdefault(number, row.number)
        if first != row.number:
            _refuse(row, [error("order_repeated", value=number, row=first)])
        elif number in known:
            _compare(row, known[number])


def _compare(row: PlannedOrder, known: KnownOrder) -> None:
    """A known order changes where the list says something else; what the list does not say stays."""
    if known.customer_id != row.customer_id:
        _refuse(row, [error("order_elsewhere", value=row.values["order_no"])])
        return
    row.row_id = known.id
    row.values = {
        name: value
        for name, value in row.values.items()
        if known.values.get(name) != value and (name != "state" or row.told_state)
    }
    row.state = OrderState.UPDATE if row.values else OrderState.SAME


def _write(planned: Sequence[PlannedOrder], rows: RowService, batch: int) -> None:
    changes: dict[str, list[RowChange]] = {}
    for row in planned:
        if row.state in (OrderState.CREATE, OrderState.UPDATE):
            change = RowChange(SALES_ORDER.name, row.values, row.row_id or None)
            changes.setdefault(row.customer_id, []).append(change)
    if changes:
        rows.save_many(list(changes.items()), batch=batch)


def _reason(finding: Finding, language: str) -> str:
    """Say why a value was refused, with the label of the order's field before it."""
    declared = SALES_ORDER.get(finding.field)
    text = reason(finding.at(""), language)
    if declared is None:
        return text
    return f"{declared.label(language)}{': ' if language.startswith('en') else '：'}{text}"
