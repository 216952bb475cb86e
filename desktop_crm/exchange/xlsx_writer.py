"""Workbooks: one sheet of customers; with everything, one sheet for each grid, keyed by number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import xlsxwriter

from desktop_crm.domain.fields import Field, FieldType, FormKind, RecordType, Value
from desktop_crm.domain.records import CUSTOMER, GRID
from desktop_crm.domain.values import format_value
from desktop_crm.exchange.columns import headers
from desktop_crm.exchange.places import grid_fields

if TYPE_CHECKING:
    from desktop_crm.exchange.exporter import Shown

_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_SHEET = ("客户", "Customers")
_WIDTHS = {
    FieldType.LONG_TEXT: 40,
    FieldType.DATE: 12,
    FieldType.INTEGER: 10,
    FieldType.MONEY: 14,
    FieldType.BOOLEAN: 10,
}
_WIDE = frozenset(("mailing_address", "org_name", "employer", "main_products", "website", "email", "id_number"))
#: Excel's calendar is wrong before this day, so older dates are written as text.
_FIRST_EXCEL_DAY = "1900-03-01"
_LARGEST_NUMBER = 10**15
_ROW_LIMIT = 1_048_576


class _Sheet:
    """A sheet being filled from the top; constant memory allows no way back."""

    def __init__(self, book: xlsxwriter.Workbook, name: str, fields: Sequence[Field], language: str) -> None:
        self._sheet = book.add_worksheet(name)
        self._fields = fields
        self._language = language
        self._text = book.add_format({"num_format": "@"})
        self._day = book.add_format({"num_format": "yyyy-mm-dd"})
        self._row = 0
        bold = book.add_format({"bold": True, "bottom": 1, "bg_color": "#EEF2F6"})
        for column, field in enumerate(fields):
            self._sheet.set_column(column, column, 28 if field.id in _WIDE else _WIDTHS.get(field.type, 16), self._text)
        for column, title in enumerate(headers(fields, language)):
            self._sheet.write_string(0, column, title, bold)
        self._sheet.freeze_panes(1, 1)

    def add(self, values: Mapping[str, Value]) -> None:
        """Write one row."""
        self._row += 1
        for column, field in enumerate(self._fields):
            value = values.get(field.id)
            if value is not None:
                self._write(column, field, value)

    def _write(self, column: int, field: Field, value: Value) -> None:
        if field.type is FieldType.DATE and isinstance(value, str) and value >= _FIRST_EXCEL_DAY:
            self._sheet.write_datetime(self._row, column, date.fromisoformat(value), self._day)
        elif isinstance(value, int) and not isinstance(value, bool) and abs(value) < _LARGEST_NUMBER:
            self._sheet.write_number(self._row, column, value)
        else:
            self._sheet.write_string(self._row, column, format_value(field, value, self._language), self._text)

    def finish(self) -> None:
        """Add the filter and silence the green corners of numbers kept as text."""
        self._sheet.autofilter(0, 0, self._row, max(len(self._fields) - 1, 0))
        self._sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})

    @property
    def is_full(self) -> bool:
        """True when a sheet can hold no further row."""
        return self._row + 1 >= _ROW_LIMIT


def _grid_sheet(book: xlsxwriter.Workbook, kind: FormKind, language: str) -> _Sheet:
    record: RecordType = GRID[kind]
    name = record.en if language.startswith("en") else record.zh
    return _Sheet(book, name, (CUSTOMER["customer_no"], *grid_fields(kind)), language)


def write(path: Path, cards: Iterable[Shown], fields: Sequence[Field], grids: bool, language: str) -> int:
    """Write a workbook; return the number of cards."""
    count = 0
    with xlsxwriter.Workbook(str(path), _OPTIONS) as book:
        main = _Sheet(book, _SHEET[language.startswith("en")], fields, language)
        sheets = {kind: _grid_sheet(book, kind, language) for kind in GRID} if grids else {}
        for card in cards:
            main.add(card.values)
            for row in card.grid:
                sheets[card.kind].add({**row, "customer_no": card.values.get("customer_no")})
            count += 1
        for sheet in (main, *sheets.values()):
            sheet.finish()
    return count
