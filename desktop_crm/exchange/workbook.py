"""Spreadsheets: xlsx, xls and ods through calamine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import python_calamine as calamine

from desktop_crm.errors import ExchangeError
from desktop_crm.exchange.cells import is_blank
from desktop_crm.exchange.source import SourceRow

_Span = tuple[tuple[int, int], tuple[int, int]]


class Sheet:
    """One sheet as a table."""

    def __init__(self, path: Path, sheet: calamine.CalamineSheet) -> None:
        self.name = sheet.name
        self._path = path
        self._sheet = sheet
        self._left = (sheet.start or (0, 0))[1]

    def rows(self) -> Iterator[SourceRow]:
        """Read the rows that hold anything; columns count from the first filled one."""
        with readable(self._path):
            for number, cells in enumerate(self._sheet.iter_rows(), start=1):
                if any(not is_blank(cell) for cell in cells):
                    yield SourceRow(number, tuple(cells))

    @property
    def height(self) -> int:
        """Rows between the first and the last filled one."""
        return self._sheet.height

    def merged(self) -> list[_Span]:
        """Give the merged areas: row numbers from 1, columns as in :meth:`rows`."""
        spans = self._sheet.merged_cell_ranges or []
        return [((top + 1, left - self._left), (low + 1, right - self._left)) for (top, left), (low, right) in spans]


@contextmanager
def readable(path: Path) -> Iterator[None]:
    """Turn the errors of the library into ours."""
    try:
        yield
    except calamine.PasswordError as problem:
        raise ExchangeError("encrypted", path=path.name) from problem
    except calamine.CalamineError as problem:
        raise ExchangeError("damaged", path=path.name) from problem
    except PermissionError as problem:
        raise ExchangeError("unreadable", path=path.name) from problem


def open_sheets(path: Path) -> list[Sheet]:
    """Open the visible sheets of a workbook. Raises ``ExchangeError``: ``damaged``, ``encrypted``, ``empty``."""
    with readable(path):
        # From bytes, not from the name: people rename files, and Windows would keep the file locked.
        with path.open("rb") as file:
            book = calamine.load_workbook(file)
        shown = [
            meta.name
            for meta in book.sheets_metadata
            if meta.visible == calamine.SheetVisibleEnum.Visible and meta.typ == calamine.SheetTypeEnum.WorkSheet
        ]
        sheets = [Sheet(path, book.get_sheet_by_name(name)) for name in shown]
    filled = [sheet for sheet in sheets if sheet.height]
    if not filled:
        raise ExchangeError("empty", path=path.name)
    return filled
