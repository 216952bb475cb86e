"""Carrying out a plan: create, fill or skip, and keep the failed rows with their reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from desktop_crm.domain.validation.findings import error
from desktop_crm.errors import CrmError
from desktop_crm.exchange.failures import FailedRows
from desktop_crm.exchange.plan import CancelToken, ImportPlan, Progress
from desktop_crm.exchange.rows import PlannedRow, RowState
from desktop_crm.exchange.target import Target, Written


class DuplicatePolicy(StrEnum):
    """What to do with a row whose customer exists."""

    SKIP = "skip"
    FILL = "fill"
    CREATE = "create"


@dataclass(slots=True)
class ImportResult:
    """What an import did. ``duplicates``: rows skipped because the customer exists. ``cancelled``: the
    person stopped; what was created before stays. ``error``: what stopped it otherwise. ``batch``: by this number it
    can be taken back, None when nothing was written."""

    created: int = 0
    updated: int = 0
    duplicates: int = 0
    failed: int = 0
    failed_file: Path | None = None
    cancelled: bool = False
    error: CrmError | None = None
    batch: int | None = None


def run_import(
    plan: ImportPlan,
    target: Target,
    *,
    policy: DuplicatePolicy = DuplicatePolicy.SKIP,
    progress: Progress | None = None,
    cancel: CancelToken | None = None,
    folder: Path | None = None,
    language: str = "zh",
) -> ImportResult:
    """Import a planned file, slice by slice; each slice is one transaction of the target.

    Failed rows are saved as ``<name>.失败.xlsx`` beside the file, or in ``folder`` when that place is
    not writable. An error of the store or of the file ends the import and stands in the result.
    """
    run = _Run(plan, target, policy, language)
    done = 0
    try:
        for rows in plan.slices(target):
            if cancel and cancel.is_set():
                run.result.cancelled = True
                break
            run.write(rows)
            done += len(rows)
            if progress:
                progress(done, max(plan.source.total, done))
    except CrmError as problem:
        run.result.error = problem
    run.save_failed(folder)
    return run.result


@dataclass
class _Run:
    plan: ImportPlan
    target: Target
    policy: DuplicatePolicy
    language: str
    result: ImportResult = field(default_factory=ImportResult)
    numbers: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.failed = FailedRows(self.plan.columns, self.language)

    def write(self, rows: Sequence[PlannedRow]) -> None:
        """Write one slice."""
        create = [row for row in rows if self._is_new(row)]
        if create:
            for row, written in zip(create, self.target.create_many([row.customer() for row in create]), strict=True):
                if self._note(row, written):
                    self.result.created += 1
                    self.numbers[row.number] = written.customer_no
        repeated = [
            row for row in rows if row.state is RowState.DUPLICATE and self.policy is not DuplicatePolicy.CREATE
        ]
        if self.policy is DuplicatePolicy.FILL:
            self._fill(repeated)
        else:
            self.result.duplicates += len(repeated)
        for row in rows:
            if row.state is RowState.ERROR:
                self._fail(row, row.reasons(self.language))

    def _is_new(self, row: PlannedRow) -> bool:
        return row.state is RowState.CREATE or (
            row.state is RowState.DUPLICATE and self.policy is DuplicatePolicy.CREATE
        )

    def _fill(self, rows: Sequence[PlannedRow]) -> None:
        """Fill empty fields of the cards the rows repeat; a repeat of a failed row has none."""
        known = [(self._number_of(row), row) for row in rows]
        changes = [(number, row) for number, row in known if number]
        self.result.duplicates += len(rows) - len(changes)
        if not changes:
            return
        written = self.target.fill_empty([(number, row.customer()) for number, row in changes])
        for (_, row), outcome in zip(changes, written, strict=True):
            if self._note(row, outcome):
                self.result.updated += outcome.changed
                self.result.duplicates += not outcome.changed

    def _number_of(self, row: PlannedRow) -> str:
        if row.duplicate is None:
            return ""
        return row.duplicate.customer_no or self.numbers.get(row.duplicate.row, "")

    def _note(self, row: PlannedRow, written: Written) -> bool:
        if written.refused is None:
            return True
        row.errors = (error("write_refused", value=written.refused),)
        self._fail(row, row.reasons(self.language))
        return False

    def _fail(self, row: PlannedRow, reasons: Sequence[str]) -> None:
        self.result.failed += 1
        self.failed.add(row.number, row.cells, reasons)

    def save_failed(self, folder: Path | None) -> None:
        """Save the failed rows, if any."""
        try:
            self.result.failed_file = self.failed.save(self.plan.source.path, folder)
        except CrmError as problem:
            self.result.error = self.result.error or problem
