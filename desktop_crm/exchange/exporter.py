"""Writing cards to a file; its ending says the format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from desktop_crm.domain.fields import Field, FormKind, RecordType, Value
from desktop_crm.domain.records import CUSTOMER
from desktop_crm.errors import ExchangeError
from desktop_crm.exchange import csv_writer, jsonl, vcard_writer, xlsx_writer
from desktop_crm.exchange.columns import Card, export_fields, shown_values
from desktop_crm.exchange.files import replacing
from desktop_crm.exchange.places import grid_fields


@dataclass(frozen=True, slots=True)
class Shown:
    """A card reduced to what the export may show; ``grid`` rows hold only filled cells."""

    kind: FormKind
    values: dict[str, Value]
    grid: list[dict[str, Value]]


#: ``(path, cards, fields, with grids, language)`` -> cards written.
_Writer = Callable[[Path, Iterable[Shown], Sequence[Field], bool, str], int]


def export_rows(
    path: Path,
    cards: Iterable[Card],
    *,
    sensitive: bool = False,
    language: str = "zh",
    fields: Iterable[str] | None = None,
    today: date | None = None,
    record: RecordType = CUSTOMER,
) -> int:
    """Write cards to an ``.xlsx``, ``.csv``, ``.vcf`` or ``.jsonl`` file and return how many.

    Without ``sensitive`` the classes P2 and P3, the grids (third parties) and personal information of
    children under 14 are left out. With it the file holds everything and can be imported again.
    ``fields`` narrows the columns; ``record`` is the customer with what the company added.
    An existing file is replaced only when the new one is complete.

    Raises ``ExchangeError``: ``unknown_format``, ``unwritable``, ``folder_missing``, ``is_folder``,
    ``disk_full``; ``UsageError`` ``unknown_field``.
    """
    writer = _WRITERS.get(path.suffix.lower())
    if writer is None:
        raise ExchangeError("unknown_format", path=path.name)
    columns = export_fields(sensitive=sensitive, chosen=fields, record=record)
    with_grids = sensitive and fields is None
    shown = _shown(
        cards, columns, sensitive=sensitive, with_grids=with_grids, today=today or datetime.now().astimezone().date()
    )
    with replacing(path) as draft:
        return writer(draft, shown, columns, with_grids, language)


def _shown(
    cards: Iterable[Card], fields: Sequence[Field], *, sensitive: bool, with_grids: bool, today: date
) -> Iterator[Shown]:
    for card in cards:
        kind = FormKind(card.kind)
        values = shown_values(card, fields, sensitive=sensitive, today=today)
        grid = []
        if with_grids:
            names = [field.id for field in grid_fields(kind)]
            filled = [{name: row.get(name) for name in names if row.get(name) is not None} for row in card.grid]
            grid = [row for row in filled if row]
        yield Shown(kind, values, grid)


def _write_jsonl(path: Path, cards: Iterable[Shown], fields: Sequence[Field], grids: bool, language: str) -> int:
    count = 0
    with path.open("wb") as file:
        for card in cards:
            file.write(jsonl.encode(card.kind, card.values, card.grid))
            count += 1
    return count


_WRITERS: dict[str, _Writer] = {
    ".xlsx": xlsx_writer.write,
    ".csv": csv_writer.write,
    ".vcf": vcard_writer.write,
    ".jsonl": _write_jsonl,
}

#: Formats an export can be written in.
EXPORT_SUFFIXES = tuple(_WRITERS)
