"""Opening a file of any kind: its content decides what it is, not its name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from desktop_crm.domain.fields import RecordType
from desktop_crm.domain.records import CUSTOMER, GRID
from desktop_crm.errors import ExchangeError
from desktop_crm.exchange.cells import cell_text, is_blank
from desktop_crm.exchange.columns import is_own_table
from desktop_crm.exchange.decoding import detect_encoding
from desktop_crm.exchange.delimited import DelimitedText
from desktop_crm.exchange.header import SEARCHED_ROWS, Header, find_header, named
from desktop_crm.exchange.jsonl import open_jsonl
from desktop_crm.exchange.places import Place, plain
from desktop_crm.exchange.source import Part, Source, TableSource
from desktop_crm.exchange.vcard_reader import open_vcards
from desktop_crm.exchange.workbook import Sheet, open_sheets
from desktop_crm.exchange.workbook_guard import container

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_FOREIGN = re.compile(rb"^\s*(?:<|%PDF|\{\\rtf|\x1f\x8b|Rar!|7z\xbc\xaf)")
_VCARD = re.compile(r"^\s*BEGIN:VCARD\s*$", re.IGNORECASE | re.MULTILINE)
FILE_LIMIT = 512 << 20
_HEAD = 1 << 16


def open_source(path: Path, headers: Iterable[str] = ()) -> Source:
    """Open a file for import. ``headers``: headers a person has mapped, which help to find the header row.

    Raises ``ExchangeError``: ``not_found``, ``is_folder``, ``unreadable``, ``empty``, ``too_big``,
    ``unknown_format``, ``unknown_encoding``, ``encrypted``, ``damaged``.
    """
    _check_file(path)
    also = frozenset(header.strip() for header in headers)
    try:
        return _open(path, also)
    except PermissionError as problem:
        raise ExchangeError("unreadable", path=path.name) from problem
    except OSError as problem:
        raise ExchangeError("unreadable", path=path.name, reason=problem.strerror or "") from problem


def _check_file(path: Path) -> None:
    if not path.exists():
        raise ExchangeError("not_found", path=path.name)
    if path.is_dir():
        raise ExchangeError("is_folder", path=path.name)
    if not path.is_file():
        raise ExchangeError("unreadable", path=path.name)
    size = path.stat().st_size
    if not size:
        raise ExchangeError("empty", path=path.name)
    if size > FILE_LIMIT:
        raise ExchangeError("too_big", path=path.name)


def _open(path: Path, also: frozenset[str]) -> Source:
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if head.startswith(_ZIP):
        kind = container(path)
        if not kind:
            raise ExchangeError("unknown_format", path=path.name)
        return _workbook(path, kind, also)
    if head.startswith(_OLE):
        return _old_workbook(path, also)
    if _FOREIGN.match(head):
        raise ExchangeError("unknown_format", path=path.name)
    return _text(path, also)


def _old_workbook(path: Path, also: frozenset[str]) -> Source:
    with path.open("rb") as file:
        if any(_ENCRYPTED_STREAM in chunk for chunk in iter(lambda: file.read(1 << 20), b"")):
            raise ExchangeError("encrypted", path=path.name)
    return _workbook(path, "xls", also)


def _text(path: Path, also: frozenset[str]) -> Source:
    with path.open(encoding=detect_encoding(path), newline="") as file:
        head = file.read(_HEAD)
    if not head.strip():
        raise ExchangeError("empty", path=path.name)
    if _VCARD.search(head):
        return open_vcards(path)
    if head.lstrip().startswith("{"):
        return open_jsonl(path)
    table = DelimitedText(path)
    header = find_header(list(islice(table.rows(), SEARCHED_ROWS)), (), also)
    if not header.texts:
        raise ExchangeError("empty", path=path.name)
    return _table(path, "csv", table, header)


def _workbook(path: Path, kind: str, also: frozenset[str]) -> Source:
    sheets = open_sheets(path)
    found = [(sheet, find_header(list(islice(sheet.rows(), SEARCHED_ROWS)), sheet.merged(), also)) for sheet in sheets]
    best, header = max(found, key=lambda pair: pair[1].score)  # the first of equals
    source = _table(path, kind, best, header)
    if source.exact:
        for record in GRID.values():
            for sheet, columns in found:
                if sheet is not best and plain(sheet.name) in (plain(record.zh), plain(record.en)):
                    _read_grid(source, record, sheet, columns)
    return source


def _table(path: Path, kind: str, table: DelimitedText | Sheet, header: Header) -> TableSource:
    texts = _without_blank_columns(table, header)
    return TableSource(
        path,
        kind,
        exact=is_own_table(header.texts),
        total=max(table.height - (header.first_data_row - 1), 0),
        headers=texts,
        table=table,
        first_data_row=header.first_data_row,
    )


def _without_blank_columns(table: DelimitedText | Sheet, header: Header) -> tuple[str, ...]:
    """Name columns beyond the header that hold data, so that no cell is out of a person's sight."""
    width = max((len(row.cells) for row in islice(table.rows(), 200)), default=0)
    return named([*header.texts, *[""] * (width - len(header.texts))])


def _read_grid(source: TableSource, record: RecordType, sheet: Sheet, header: Header) -> None:
    """Read the second sheet of our own workbook: grid rows keyed by customer number."""
    number = CUSTOMER["customer_no"]
    labels = {plain(label): field for field in record for label in (field.id, field.zh, field.en)}
    keys = [plain(text) for text in header.texts]
    if not keys or keys[0] not in (plain(number.zh), plain(number.en)):
        return
    grids: dict[str, list[list[Part]]] = {**source.grids}
    for row in sheet.rows():
        if row.number < header.first_data_row or is_blank(row.cells[0]):
            continue
        rows = grids.setdefault(cell_text(row.cells[0]), [])
        rows.append(
            [
                Part(Place(record, labels[key], len(rows) + 1), cell)
                for key, cell in zip(keys[1:], row.cells[1:], strict=False)
                if key in labels and not is_blank(cell)
            ]
        )
    source.grids = grids
