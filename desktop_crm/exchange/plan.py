"""The plan of an import: every row with what will become of it. Rows are planned in slices, so that
a list of any length takes a bounded amount of memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Protocol

from desktop_crm.domain.custom.book import EMPTY_BOOK, FormBook
from desktop_crm.errors import CrmError, ExchangeError
from desktop_crm.exchange.mapping import Mapping, propose
from desktop_crm.exchange.opener import open_source
from desktop_crm.exchange.planner import Planner
from desktop_crm.exchange.rows import Counts, DuplicateOf, PlannedRow, RowState, Tally
from desktop_crm.exchange.source import RawCard, Source
from desktop_crm.exchange.target import Duplicate, Target
from desktop_crm.exchange.workbook_guard import counts_from_1904

#: Rows planned, looked up and written at a time.
SLICE = 1_000
#: Rows a plan keeps for the preview; a longer file is read again when it is imported.
KEPT_ROWS = 20_000

#: Called with the rows done and the rows in all.
Progress = Callable[[int, int], None]


def local_today() -> date:
    """Give the day it is where the person sits."""
    return datetime.now().astimezone().date()


class CancelToken(Protocol):
    """Asked between slices whether to stop; a ``threading.Event`` is one."""

    def is_set(self) -> bool:
        """Say whether the person has cancelled."""
        ...


class Cancelled(CrmError):
    """The person stopped the preview."""

    code = "cancelled"


@dataclass
class ImportPlan:
    """An opened file, its mapping, and what becomes of each row.

    ``prepare`` fills ``rows`` (the first :data:`KEPT_ROWS`) and ``counts`` for the preview; without it
    the plan is made on the way, slice by slice.
    """

    source: Source
    mapping: Mapping | None = None
    today: date = field(default_factory=local_today)
    rows: list[PlannedRow] = field(default_factory=list)
    counts: Counts = field(default_factory=Counts)
    complete: bool = False
    book: FormBook = EMPTY_BOOK  # the company's form

    def __post_init__(self) -> None:
        if self.mapping is None and self.source.headers:
            self.mapping = propose(self.source.headers, record=self.book.record)

    @property
    def columns(self) -> tuple[str, ...]:
        """Titles of the cells of each row."""
        return self.source.headers or self.source.columns

    def prepare(self, target: Target, progress: Progress | None = None, cancel: CancelToken | None = None) -> Counts:
        """Plan the whole file for the preview. Raises :class:`Cancelled`, ``ExchangeError``."""
        self.rows, self.complete = [], False
        tally = Tally()
        done = 0
        for rows in self._plan(target):
            for row in rows:
                tally.add(row)
            self.rows += rows[: KEPT_ROWS - len(self.rows)]
            done += len(rows)
            if progress:
                progress(done, max(self.source.total, done))
            if cancel and cancel.is_set():
                raise Cancelled()
        self.counts = tally.counts()
        self.complete = done == len(self.rows)
        return self.counts

    def slices(self, target: Target) -> Iterator[Sequence[PlannedRow]]:
        """Give the planned rows in slices, from memory when they are all there."""
        if not self.complete:
            yield from self._plan(target)
            return
        for start in range(0, len(self.rows), SLICE):
            yield self.rows[start : start + SLICE]

    def _plan(self, target: Target) -> Iterator[list[PlannedRow]]:
        from_1904 = self.source.format == "xlsx" and counts_from_1904(self.source.path)
        planner = Planner(self.today, from_1904=from_1904, headers=self.source.headers, book=self.book)
        cards = self._cards()
        while batch := list(islice(cards, SLICE)):
            rows = [planner.plan(card) for card in batch]
            _look_up(rows, target)
            yield rows

    def _cards(self) -> Iterator[RawCard]:
        if self.mapping is None:
            yield from self.source.cards()
            return
        number_at = next((c.index for c in self.mapping.columns if c.place and str(c.place) == "customer_no"), None)
        for row in self.source.rows():
            parts = self.mapping.parts(row)
            if number_at is not None and number_at < len(row.cells):
                for grid_row in self.source.grid_rows(str(row.cells[number_at] or "")):
                    parts.extend(grid_row)
            yield RawCard(row.number, row.cells, parts, exact=self.source.exact)


def open_plan(
    path: Path,
    overrides: dict[str, str] | None = None,
    *,
    today: date | None = None,
    book: FormBook = EMPTY_BOOK,
) -> ImportPlan:
    """Open a file and propose a mapping. ``overrides``: header -> field, as ``--map`` gives them; ``book`` is
    the company's form.

    Raises ``ExchangeError`` for the file, ``UsageError`` (``unknown_header``, ``unknown_field``) for
    the wishes.
    """
    source = open_source(path, overrides or ())
    if overrides and not source.headers:
        raise ExchangeError("needs_no_mapping", path=path.name)
    mapping = propose(source.headers, overrides, book.record) if source.headers else None
    return ImportPlan(source, mapping, today or local_today(), book=book)


def _look_up(rows: Sequence[PlannedRow], target: Target) -> None:
    """Mark the rows whose customer is in the customer file already."""
    asked = [row for row in rows if row.state is RowState.CREATE and row.values]
    found = target.find_duplicates([row.values or {} for row in asked])
    for row, duplicate in zip(asked, found, strict=True):
        if duplicate and _counts(row, duplicate):
            row.state = RowState.DUPLICATE if duplicate.counts else row.state
            row.duplicate = DuplicateOf(
                duplicate.hard, duplicate.customer_no, percent=duplicate.percent, reasons=duplicate.reasons
            )


def _counts(row: PlannedRow, duplicate: Duplicate) -> bool:
    """A card of our own export is the same only by its number; likeness to another is no reason."""
    number = (row.values or {}).get("customer_no")
    return not (row.exact and number) or duplicate.customer_no == number
