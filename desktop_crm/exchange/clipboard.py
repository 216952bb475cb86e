"""Tables on their way to a spreadsheet program and back: tab separated text and HTML, and what a pasted block means.

A pasted block changes customers: those its rows name by number or by whole name, else those that are selected or stand
below the current row. What belongs to nobody is offered as an import.
"""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from desktop_crm.domain.bulk import Act, Action, bulk_fields
from desktop_crm.domain.custom.book import EMPTY_BOOK, FormBook
from desktop_crm.domain.fields import Field, is_custom
from desktop_crm.domain.records import CUSTOMER
from desktop_crm.exchange.delimited import guard, unguard
from desktop_crm.exchange.header import find_header, named
from desktop_crm.exchange.mapping import propose
from desktop_crm.exchange.places import place_of, plain
from desktop_crm.exchange.plan import ImportPlan
from desktop_crm.exchange.repairs import mend
from desktop_crm.exchange.source import SourceRow, TableSource

NUMBER, NAME = "customer_no", "display_name"
#: Columns of the list that hold these.
NUMBER_COLUMN, NAME_COLUMN = "number", "name"
#: Longest block that is read, in characters.
LONGEST = 20_000_000
Cells = tuple[str, ...]


def as_text(rows: Sequence[Sequence[str]]) -> str:
    """Write a table as a spreadsheet program reads it from the clipboard; no cell is run as a formula."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t", lineterminator="\r\n")
    writer.writerows([guard(cell) for cell in row] for row in rows)
    return out.getvalue()


def as_html(rows: Sequence[Sequence[str]]) -> str:
    """Write a table, the first row as its head; numbers stay text, so that none loses a digit or a zero."""
    lines = ['<html><head><meta charset="utf-8"><style>td{mso-number-format:"\\@"}</style></head><body><table>']
    for place, row in enumerate(rows):
        tag = "td" if place else "th"
        cells = "".join(f"<{tag}>{html.escape(cell).replace(chr(10), '<br>')}</{tag}>" for cell in row)
        lines.append(f"<tr>{cells}</tr>")
    return "".join([*lines, "</table></body></html>"])


def read_block(text: str) -> list[Cells]:
    """Read tab separated text: quoted cells may hold tabs, quotes and line breaks; blank rows are left out."""
    lines = csv.reader(io.StringIO(text[:LONGEST], newline=""), delimiter="\t")
    try:
        rows = [tuple(unguard(cell.strip()) for cell in row) for row in lines]
    except csv.Error:  # a quote that never ends, or a cell beyond all measure: as it stands, line by line
        rows = [tuple(cell.strip() for cell in line.split("\t")) for line in text[:LONGEST].splitlines()]
    width = max((len(row) for row in rows), default=0)
    return [row + ("",) * (width - len(row)) for row in rows if any(row)]


@dataclass(frozen=True, slots=True)
class Target:
    """A customer a row may be pasted onto: ``field_of`` says which field a column of the list edits there, and
    ``shown`` how the list shows its columns."""

    rid: int
    field_of: Mapping[str, Field] = field(default_factory=dict)
    shown: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Pasting:
    """What a block comes to: actions by local key, and the rows that belong to nobody, below their header."""

    actions: dict[int, list[Action]] = field(default_factory=dict)
    rest: list[Cells] = field(default_factory=list)
    header: Cells = ()


def spread(
    block: Sequence[Cells],
    columns: Sequence[tuple[str, str]],
    start: int,
    targets: Sequence[Target],
    by_key: Callable[[str, Sequence[str]], Mapping[str, Target]],
) -> Pasting:
    """Say which customer gets which cell.

    ``columns`` are those of the list in their order (identifier, header), ``start`` the one that a block without a
    header begins at; ``targets`` the customers it is laid over, from above; ``by_key`` finds customers by number or
    name. One cell fills all targets.
    """
    pasting = Pasting()
    if not block:
        return pasting
    heads = _heads(block[0], columns)
    if heads is None:
        names = [name for name, _ in columns[start:]]
        rows = [*block] * len(targets) if len(block) == len(block[0]) == 1 and targets else [*block]
        pasting.header = tuple(label for _, label in columns[start:])[: len(block[0])]
        _lay(pasting, rows, names[: len(block[0])], targets)
        return pasting
    pasting.header, body = block[0], block[1:]
    key = next((one for one in (NUMBER, NAME) if one in heads), None)
    if key is None:
        _lay(pasting, body, heads, targets)
        return pasting
    at = heads.index(key)
    found = by_key(key, [row[at] for row in body if row[at]])
    for row in body:
        target = found.get(row[at])
        if target is None:
            pasting.rest.append(row)
        else:
            names = ["" if name == key else NAME_COLUMN if name == NAME else name for name in heads]
            pasting.actions.setdefault(target.rid, []).extend(_actions(row, names, target))
    return pasting


def plan_of(
    header: Cells, rows: Sequence[Cells], folder: Path, name: str, today: date, book: FormBook = EMPTY_BOOK
) -> ImportPlan:
    """Make the plan of an import of pasted rows; nothing of them touches the disk. ``folder`` and ``name`` say where
    a list of failed rows would be saved."""
    lines = [header, *rows] if header else list(rows)
    numbered = [SourceRow(number, cells) for number, cells in enumerate(lines, 1)]
    found = find_header(numbered[:30], ())
    texts, first = (
        (found.texts, found.first_data_row) if found.score > 0 or header else (named([""] * len(lines[0])), 1)
    )
    width = max(len(row) for row in lines)
    headers = named([*texts, *[""] * (width - len(texts))])
    source = TableSource(
        folder / name, "csv", total=len(lines), headers=headers, table=_Rows(name, numbered), first_data_row=first
    )
    return ImportPlan(source, propose(headers, record=book.record), today, book=book)


# -- parts --------------------------------------------------------------------------------------


@dataclass
class _Rows:
    """Rows in memory as a table of an import."""

    name: str
    kept: Sequence[SourceRow]

    def rows(self) -> Iterator[SourceRow]:
        """Give the rows."""
        return iter(self.kept)


_KEYS = {NUMBER_COLUMN: NUMBER, NAME_COLUMN: NAME, "full_name": NAME, "org_name": NAME}


def _heads(first: Cells, columns: Sequence[tuple[str, str]]) -> list[str] | None:
    """Read a row as headers: columns of the list, or fields; None when it is none."""
    known = {plain(label): name for name, label in columns}
    found = []
    for cell in first:
        place = place_of(cell)
        name = known.get(plain(cell), "")
        if not name and place is not None and place.record is CUSTOMER:
            name = place.field.id
        found.append(_KEYS.get(name, name))
    filled = [name for cell, name in zip(first, found, strict=True) if cell]
    return found if filled and 2 * sum(map(bool, filled)) >= len(filled) else None


def _lay(pasting: Pasting, rows: Sequence[Cells], names: Sequence[str], targets: Sequence[Target]) -> None:
    for place, row in enumerate(rows):
        if place >= len(targets):
            pasting.rest.append(row)
        else:
            pasting.actions.setdefault(targets[place].rid, []).extend(_actions(row, names, targets[place]))


def _actions(row: Cells, names: Sequence[str], target: Target) -> list[Action]:
    """Make the actions of a row; an empty cell changes nothing, as in an import."""
    found: dict[str, Action] = {}
    for cell, name in zip(row, names, strict=False):
        declared = target.field_of.get(name) or CUSTOMER.get(name)
        if not cell or declared is None or not (is_custom(declared.id) or declared in bulk_fields()):
            continue
        mended = mend(declared, cell, declared.id)
        shown = tuple(text for text in (target.shown.get(name), target.shown.get(declared.id)) if text)
        raw = cell if mended.refusal is not None or cell in shown else mended.raw
        if raw != "":
            found.setdefault(declared.id, Action(declared.id, Act.SET, raw, shown=shown))
    return list(found.values())
