"""Delimited text: comma, semicolon, tab or bar; encoding and delimiter are found, not asked for."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from desktop_crm.errors import ExchangeError
from desktop_crm.exchange.cells import is_blank
from desktop_crm.exchange.decoding import detect_encoding
from desktop_crm.exchange.places import place_of
from desktop_crm.exchange.source import SourceRow

_DELIMITERS = ",;\t|"
_SAMPLE = 30
#: Characters at which a spreadsheet program takes a cell for a formula (OWASP: CSV injection).
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_GUARDED = (*FORMULA_STARTS, "'")
_FIELD_LIMIT = 1 << 20


def guard(text: str) -> str:
    """Put an apostrophe before a cell that a spreadsheet program would run as a formula. A cell that
    already begins with one gets a second, so that :func:`unguard` restores every text."""
    return f"'{text}" if text.startswith(_GUARDED) else text


def unguard(text: str) -> str:
    """Take away the apostrophe that :func:`guard` put there."""
    return text[1:] if text[:1] == "'" and text[1:].startswith(_GUARDED) else text


class DelimitedText:
    """A delimited text file as a table."""

    def __init__(self, path: Path) -> None:
        self.name = path.stem
        self._path = path
        self._encoding = detect_encoding(path)
        self._delimiter, self._skip = self._layout()
        self.height = sum(1 for _ in self.rows())  # also proves that every row can be read

    def rows(self) -> Iterator[SourceRow]:
        """Read the rows that hold anything."""
        for number, cells in enumerate(self._read(self._delimiter), start=1):
            if number > self._skip and any(not is_blank(cell) for cell in cells):
                yield SourceRow(number, tuple(unguard(cell) for cell in cells))

    def merged(self) -> list[tuple[tuple[int, int], tuple[int, int]]]:
        """Text has no merged cells."""
        return []

    def _read(self, delimiter: str) -> Iterator[list[str]]:
        csv.field_size_limit(_FIELD_LIMIT)
        with self._path.open(encoding=self._encoding, newline="") as file:
            reader = csv.reader(file, delimiter=delimiter)
            try:
                yield from reader
            except csv.Error as problem:
                raise ExchangeError("damaged", path=self._path.name, line=reader.line_num) from problem

    def _layout(self) -> tuple[str, int]:
        """Find the delimiter, and the number of rows Excel's ``sep=;`` line takes."""
        with self._path.open(encoding=self._encoding, newline="") as file:
            first = file.readline(64).strip().strip('"')
        if first.lower().startswith("sep=") and len(first) == 5:
            return first[-1], 1
        return max(_DELIMITERS, key=self._score), 0

    def _score(self, delimiter: str) -> tuple[int, int]:
        """Rate a delimiter: known headers in the best row, then columns that most rows agree on."""
        try:
            rows = [row for row in islice(self._read(delimiter), _SAMPLE) if row]
        except ExchangeError:
            return (0, 0)
        if not rows:
            return (0, 0)
        known = max(sum(place_of(cell) is not None for cell in row) for row in rows)
        widths = [len(row) for row in rows]
        usual = max(set(widths), key=widths.count)
        return known, usual if widths.count(usual) * 2 >= len(widths) else 0
