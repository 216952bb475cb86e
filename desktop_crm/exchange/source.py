"""An opened file: its format, its headers and its rows, read again each time they are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from desktop_crm.domain.validation.findings import Finding
from desktop_crm.exchange.cells import Cell
from desktop_crm.exchange.places import Place


@dataclass(frozen=True, slots=True)
class Part:
    """One cell and the place it belongs to."""

    place: Place
    cell: Cell


@dataclass(slots=True)
class RawCard:
    """One customer as the file gives it. ``number`` is the row, card or line in the file, from 1;
    ``cells`` are kept for the list of failed rows; ``error`` says why the card cannot be read;
    ``exact``: written by this program, so that nothing in it is a slip of a hand."""

    number: int
    cells: tuple[Cell, ...]
    parts: list[Part] = field(default_factory=list)
    error: Finding | None = None
    exact: bool = False


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A row of a table; ``number`` as a spreadsheet program shows it."""

    number: int
    cells: tuple[Cell, ...]


class Table(Protocol):
    """A table in a file: rows with their numbers, blank ones included or not."""

    name: str

    def rows(self) -> Iterator[SourceRow]:
        """Read the rows from the start of the file."""
        ...


@dataclass
class Source:
    """A file ready to be imported.

    ``headers`` is empty when the format itself says what each value is (vCard, JSON lines);
    ``columns`` are the titles of ``RawCard.cells`` then. ``exact``: a table written by this program.
    ``total`` counts the rows, for progress.
    """

    path: Path
    format: str
    exact: bool = False
    total: int = 0
    headers: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()

    def rows(self) -> Iterator[SourceRow]:
        """Read the data rows of a table."""
        raise TypeError(f"{self.format} has no table")

    def cards(self) -> Iterator[RawCard]:
        """Read the cards of a format that needs no mapping."""
        raise TypeError(f"{self.format} needs a mapping")

    def grid_rows(self, customer_no: str) -> Sequence[Sequence[Part]]:
        """Give the grid rows that a second sheet holds for a customer number."""
        return ()


@dataclass
class TableSource(Source):
    """A table whose columns are mapped to fields."""

    table: Table | None = None
    first_data_row: int = 0
    grids: Mapping[str, list[list[Part]]] = field(default_factory=dict)

    def rows(self) -> Iterator[SourceRow]:
        """Read the rows below the header that hold anything."""
        assert self.table is not None  # noqa: S101 - set by every opener
        for row in self.table.rows():
            if row.number >= self.first_data_row:
                yield row

    def grid_rows(self, customer_no: str) -> Sequence[Sequence[Part]]:
        """Give the grid rows that a second sheet holds for a customer number."""
        return self.grids.get(customer_no, ())
