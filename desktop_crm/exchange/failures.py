"""The rows that could not be imported, saved as a workbook with the reason beside each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import xlsxwriter

from desktop_crm.errors import ExchangeError
from desktop_crm.exchange.cells import EXACT_LIMIT, Cell, cell_text
from desktop_crm.exchange.files import replacing

_REASON = ("失败原因", "Why it failed")
_LONGEST_CELL = 32_767  # characters, limit of xlsx
_FIRST_EXCEL_DAY = date(1900, 3, 1)


class FailedRows:
    """Collects failed rows."""

    def __init__(self, columns: Sequence[str], language: str) -> None:
        self._columns = [*columns, _REASON[language.startswith("en")]]
        self._rows: list[tuple[int, tuple[Cell, ...], str]] = []

    def add(self, number: int, cells: tuple[Cell, ...], reasons: Sequence[str]) -> None:
        """Keep a row of the file with its reasons."""
        self._rows.append((number, cells, "\n".join(reasons)))

    def save(self, source: Path, folder: Path | None) -> Path | None:
        """Write ``<name>.失败.xlsx`` beside the source, else in ``folder``; None without failed rows.

        Raises ``ExchangeError`` when neither place can be written.
        """
        if not self._rows:
            return None
        path = source.with_name(f"{source.stem}.失败.xlsx")
        try:
            self._write(path)
        except ExchangeError:
            if folder is None:
                raise
            path = folder / path.name
            self._write(path)
        return path

    def _write(self, path: Path) -> None:
        with replacing(path) as draft:
            options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
            book = xlsxwriter.Workbook(str(draft), options)
            sheet = book.add_worksheet()
            bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
            day = book.add_format({"num_format": "yyyy-mm-dd"})
            why = len(self._columns) - 1
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, why, 16)
            sheet.set_column(why, why, 60)
            for column, title in enumerate(self._columns):
                sheet.write_string(0, column, title[:_LONGEST_CELL], bold)
            in_order = sorted(self._rows, key=lambda row: row[0])
            for number, (_, cells, reasons) in enumerate(in_order, start=1):
                for column, cell in enumerate(cells[:why]):
                    _write_cell(sheet, number, column, cell, (text, day))
                sheet.write_string(number, why, reasons[:_LONGEST_CELL])
            book.close()


def _write_cell(
    sheet: xlsxwriter.workbook.Worksheet,
    row: int,
    column: int,
    cell: Cell,
    formats: tuple[xlsxwriter.format.Format, xlsxwriter.format.Format],
) -> None:
    """Write a cell as it was: text stays text, numbers numbers, dates dates."""
    text, day = formats
    if isinstance(cell, bool):
        sheet.write_boolean(row, column, cell)
    elif isinstance(cell, int | float) and abs(cell) < EXACT_LIMIT:
        sheet.write_number(row, column, cell)
    elif isinstance(cell, date) and (cell.date() if isinstance(cell, datetime) else cell) >= _FIRST_EXCEL_DAY:
        sheet.write_datetime(row, column, cell, day)
    elif cell_text(cell):
        sheet.write_string(row, column, cell_text(cell)[:_LONGEST_CELL], text)
