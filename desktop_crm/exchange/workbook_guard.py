"""Limits on workbooks, checked before a library unpacks them: a spreadsheet of 20 kB can claim a
table of 17 billion cells and take all memory with it."""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path
from typing import IO

from desktop_crm.errors import ExchangeError

#: Most cells between the first and the last filled one; calamine takes about 32 bytes for each.
CELL_LIMIT = 16_000_000
#: Most bytes of unpacked parts.
UNPACKED_LIMIT = 1 << 30
_CHUNK = 1 << 20
_OVERLAP = 512

_FILLED_CELL = re.compile(rb'<(?:\w+:)?c\s(?:[^>]*?\s)?r="([A-Z]{1,3})(\d{1,7})"[^>]*(?<!/)>\s*<(?!/)')
_DATE_1904 = re.compile(rb'date1904="(?:1|true)"')
_ODS_REPEAT = re.compile(rb'<table:table-(?:row|cell)\b[^>]*number-(?:rows|columns)-repeated="(\d+)"[^>]*>')
_ODS_VALUE = re.compile(rb"office:(?:value-type|date-value|string-value)|<text:p")


def container(path: Path) -> str:
    """Say what a zip file holds: ``xlsx``, ``ods`` or ``""``.

    Raises ``ExchangeError``: ``damaged``, ``encrypted``, ``too_big``.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            _check_size(path, archive)
            if "xl/workbook.xml" in names or "xl/workbook.bin" in names:
                _check_sheets(path, archive)
                return "xlsx"
            if "content.xml" in names and b"spreadsheet" in _head(archive, "mimetype"):
                if b"manifest:encryption-data" in _head(archive, "META-INF/manifest.xml"):
                    raise ExchangeError("encrypted", path=path.name)
                _check_ods(path, archive)
                return "ods"
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as problem:
        raise ExchangeError("damaged", path=path.name) from problem
    except RuntimeError as problem:  # zipfile: the part is encrypted
        raise ExchangeError("encrypted", path=path.name) from problem
    return ""


def counts_from_1904(path: Path) -> bool:
    """Say whether a workbook counts its days from 1904 (old Macintosh files)."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _DATE_1904.search(_head(archive, "xl/workbook.xml")) is not None
    except zipfile.BadZipFile:
        return False


def _head(archive: zipfile.ZipFile, name: str) -> bytes:
    if name not in archive.namelist():
        return b""
    with archive.open(name) as part:
        return part.read(_CHUNK)


def _check_size(path: Path, archive: zipfile.ZipFile) -> None:
    if sum(part.file_size for part in archive.infolist()) > UNPACKED_LIMIT:
        raise ExchangeError("too_big", path=path.name)


def _check_sheets(path: Path, archive: zipfile.ZipFile) -> None:
    for name in archive.namelist():
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            with archive.open(name) as part:
                _check_extent(path, part)
        elif name == "xl/sharedStrings.xml":
            with archive.open(name) as part:
                while part.read(_CHUNK):  # proves the checksum, so that sizes cannot lie
                    continue


def _check_extent(path: Path, part: IO[bytes]) -> None:
    """Refuse a sheet whose filled cells span too large a table."""
    columns, last_row, first_row, rest = {b"A"}, 1, 1 << 20, b""
    while chunk := part.read(_CHUNK):
        found = _FILLED_CELL.findall(rest + chunk)
        if found:
            columns.update({column for column, _ in found})
            numbers = [int(number) for _, number in found]
            first_row, last_row = min(first_row, min(numbers)), max(last_row, max(numbers))
        rest = chunk[-_OVERLAP:]
    width = max(_column_number(column) for column in columns)
    if width * last_row > CELL_LIMIT:
        raise ExchangeError("too_big", path=path.name)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _check_ods(path: Path, archive: zipfile.ZipFile) -> None:
    """Refuse a table in which a filled row or cell is repeated without end."""
    rest = b""
    with archive.open("content.xml") as part:
        while chunk := part.read(_CHUNK):
            text = rest + chunk
            for match in _ODS_REPEAT.finditer(text):
                if int(match[1]) > 10_000 and _ODS_VALUE.search(text, match.start(), match.end() + 200):
                    raise ExchangeError("too_big", path=path.name)
            rest = chunk[-_OVERLAP:]
