"""JSON lines: one document a customer, shaped as ``show`` prints it. The full-fidelity format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from desktop_crm.domain.custom.book import unknown_field
from desktop_crm.domain.fields import Field, FormKind, RecordType, Value, is_custom
from desktop_crm.domain.records import CUSTOMER, GRID
from desktop_crm.domain.validation.findings import Finding, error
from desktop_crm.errors import ExchangeError
from desktop_crm.exchange.cells import Cell
from desktop_crm.exchange.decoding import detect_encoding
from desktop_crm.exchange.places import GRID_KEY, Place
from desktop_crm.exchange.source import Part, RawCard, Source

_Json = Mapping[str, object]
_LINE_LIMIT = 1 << 20


class Unreadable(Exception):
    """A document that is no customer; carries the finding."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.code)
        self.finding = finding


@dataclass
class JsonLines(Source):
    """A file of JSON documents, one a line."""

    def cards(self) -> Iterator[RawCard]:
        """Read every line; a broken line becomes a card with an error."""
        for number, line in _lines(self.path):
            card = RawCard(number, (line.strip(),), exact=True)
            try:
                card.parts = parts_of(decode(line))
            except Unreadable as problem:
                card.error = problem.finding
            yield card


def open_jsonl(path: Path) -> JsonLines:
    """Open a JSON lines file. Raises ``ExchangeError`` ``damaged`` when no line is a document."""
    total = sum(1 for _ in _lines(path))
    return JsonLines(path, "jsonl", total=total, columns=("JSON",), exact=True)


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    with path.open(encoding=detect_encoding(path), newline="\n") as file:
        number = 0
        while line := file.readline(_LINE_LIMIT):
            number += 1
            if not line.endswith("\n") and len(line) >= _LINE_LIMIT:
                raise ExchangeError("damaged", path=path.name, line=number)
            if line.strip():
                yield number, line


def decode(line: str) -> _Json:
    """Read one document. Raises :class:`Unreadable`."""
    try:
        document = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError) as problem:
        raise Unreadable(error("line_unreadable")) from problem
    if not isinstance(document, dict) or not isinstance(document.get("fields"), dict):
        raise Unreadable(error("line_unreadable"))
    return document


def parts_of(document: _Json) -> list[Part]:
    """Turn a document into placed cells. Raises :class:`Unreadable` for a field nobody knows."""
    fields = document["fields"]
    assert isinstance(fields, dict)  # noqa: S101 - decode() has checked it
    parts = [Part(Place(CUSTOMER, _field(CUSTOMER, name)), _cell(name, value)) for name, value in fields.items()]
    given = {part.place.field.id for part in parts}
    for key, name in (("kind", "customer_kind"), ("no", "customer_no")):
        if document.get(key) and name not in given:
            parts.append(Part(Place(CUSTOMER, CUSTOMER[name]), _cell(name, document[key])))
    for record in GRID.values():
        rows = document.get(GRID_KEY[record.name]) or []
        if not isinstance(rows, list):
            raise Unreadable(error("line_unreadable"))
        for index, row in enumerate(rows, start=1):
            parts.extend(grid_parts(record, index, row))
    return parts


def grid_parts(record: RecordType, index: int, row: object) -> list[Part]:
    """Turn one grid row of a document into placed cells."""
    if not isinstance(row, dict):
        raise Unreadable(error("line_unreadable"))
    return [
        Part(Place(record, _field(record, name), index), _cell(name, value))
        for name, value in row.items()
        if name not in ("id", "sort_order")
    ]


def _field(record: RecordType, name: object) -> Field:
    found = record.get(str(name))
    if found is None and is_custom(str(name)) and record is CUSTOMER:
        return unknown_field(str(name))  # the plan knows the company's form
    if found is None:
        raise Unreadable(error("unknown_field", value=str(name)[:60]))
    return found


def _cell(name: str, value: object) -> Cell:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    if value is None or isinstance(value, str | int | float | bool):
        return value
    raise Unreadable(error("not_text", name))


def encode(kind: FormKind, values: Mapping[str, Value], grid: list[dict[str, Value]]) -> bytes:
    """Write one document, line end included."""
    document = {
        "kind": str(kind),
        "no": values.get("customer_no") or "",
        "fields": {name: value for name, value in values.items() if value is not None},
        GRID_KEY[GRID[kind].name]: grid,
    }
    return msgspec.json.encode(document) + b"\n"
