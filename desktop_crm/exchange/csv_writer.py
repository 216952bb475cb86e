"""Comma separated text in UTF-8 with a mark (Excel needs it), cells guarded against formulas; with
everything, the grids stand in numbered columns at the end."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING

import msgspec

from desktop_crm.domain.fields import Field, FormKind
from desktop_crm.domain.records import GRID
from desktop_crm.domain.values import format_value
from desktop_crm.exchange.columns import grid_headers, headers
from desktop_crm.exchange.delimited import guard
from desktop_crm.exchange.places import grid_fields

if TYPE_CHECKING:
    from desktop_crm.exchange.exporter import Shown

_SPOOL = 8 << 20
_Row = tuple[list[str], str, list[list[str]]]


def write(path: Path, cards: Iterable[Shown], fields: Sequence[Field], grids: bool, language: str) -> int:
    """Write a text file; return the number of cards."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        if not grids:
            writer.writerow(headers(fields, language))
            count = 0
            for card in cards:
                writer.writerow(_cells(card, fields, language))
                count += 1
            return count
        with tempfile.SpooledTemporaryFile(_SPOOL, dir=str(path.parent)) as spool:
            return _write_with_grids(writer.writerow, spool, cards, fields, language)


def _cells(card: Shown, fields: Sequence[Field], language: str) -> list[str]:
    return [guard(format_value(field, card.values.get(field.id), language)) for field in fields]


def _grid_cells(card: Shown, language: str) -> list[list[str]]:
    columns = grid_fields(card.kind)
    return [[guard(format_value(field, row.get(field.id), language)) for field in columns] for row in card.grid]


def _write_with_grids(
    write_row: Callable[[list[str]], object],
    spool: IO[bytes],
    cards: Iterable[Shown],
    fields: Sequence[Field],
    language: str,
) -> int:
    """Write the rows to a spool first: only the last card tells how many grid columns there are."""
    most = dict.fromkeys(GRID, 0)
    count = 0
    for card in cards:
        row: _Row = (_cells(card, fields, language), card.kind.value, _grid_cells(card, language))
        spool.write(msgspec.json.encode(row) + b"\n")
        most[card.kind] = max(most[card.kind], len(card.grid))
        count += 1
    titles = headers(fields, language)
    for kind, rows in most.items():
        titles += grid_headers(GRID[kind], rows, language)
    write_row(titles)
    for cells, grid_kind, grid in _spooled(spool):
        write_row(cells + _numbered(FormKind(grid_kind), grid, most))
    return count


def _spooled(spool: IO[bytes]) -> Iterator[_Row]:
    spool.seek(0)
    decoder = msgspec.json.Decoder(_Row)
    for line in spool:
        yield decoder.decode(line)


def _numbered(kind: FormKind, grid: list[list[str]], most: dict[FormKind, int]) -> list[str]:
    cells: list[str] = []
    for one, rows in most.items():
        width = len(grid_fields(one))
        filled = [cell for row in grid for cell in row] if one is kind else []
        cells += filled + [""] * (rows * width - len(filled))
    return cells
