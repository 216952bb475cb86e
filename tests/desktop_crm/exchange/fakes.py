"""The smallest xls and ods files a reader accepts, written by hand: no library writes them for us."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Sequence
from pathlib import Path

_SECTOR = 512
_END, _FAT, _FREE = 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF


def ods(path: Path, rows: Sequence[Sequence[object]], repeat: int = 1) -> Path:
    """Write an OpenDocument spreadsheet; the last row is repeated."""
    body = ""
    for index, row in enumerate(rows):
        again = f' table:number-rows-repeated="{repeat}"' if repeat > 1 and index == len(rows) - 1 else ""
        body += f"<table:table-row{again}>" + "".join(_ods_cell(cell) for cell in row) + "</table:table-row>"
    names = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="{names}:office:1.0" '
        f'xmlns:table="{names}:table:1.0" xmlns:text="{names}:text:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="S">{body}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", content)
    return path


def _ods_cell(cell: object) -> str:
    if isinstance(cell, float):
        return f'<table:table-cell office:value-type="float" office:value="{cell}"><text:p/></table:table-cell>'
    return f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'


def xls(path: Path, rows: Sequence[Sequence[object]]) -> Path:
    """Write a BIFF8 workbook in a compound file."""
    path.write_bytes(_compound(_biff(rows)))
    return path


def _record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _biff(rows: Sequence[Sequence[object]]) -> bytes:
    def globals_part(sheet_at: int) -> bytes:
        name = b"S"
        sheet = struct.pack("<IBBBB", sheet_at, 0, 0, len(name), 0) + name
        start = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
        return start + _record(0x0042, struct.pack("<H", 1200)) + _record(0x0085, sheet) + _record(0x000A)

    body = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
    width = max(len(row) for row in rows)
    body += _record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, width, 0))
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            place = struct.pack("<HHH", r, c, 0)
            if isinstance(cell, float):
                body += _record(0x0203, place + struct.pack("<d", cell))
            else:
                text = str(cell)
                body += _record(0x0204, place + struct.pack("<HB", len(text), 1) + text.encode("utf-16-le"))
    stream = globals_part(len(globals_part(0))) + body + _record(0x000A)
    return stream + b"\0" * max(0, 4096 - len(stream))  # shorter streams go to the mini sectors


def _compound(stream: bytes) -> bytes:
    stream += b"\0" * (-len(stream) % _SECTOR)
    count = len(stream) // _SECTOR
    chain = [_FAT, _END, *range(3, count + 2), _END]  # FAT, directory, stream
    fat = struct.pack(f"<{len(chain)}I", *chain) + struct.pack("<I", _FREE) * (128 - len(chain))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header += b"\0" * 6 + struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, _END, 0, _END, 0) + struct.pack("<I", 0)
    header += struct.pack("<I", _FREE) * 108
    directory = _entry("Root Entry", 5, 1, _END, 0) + _entry("Workbook", 2, _FREE, 2, len(stream))
    return header + fat + directory + b"\0" * (_SECTOR - len(directory)) + stream


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    head = text + b"\0" * (64 - len(text)) + struct.pack("<HBB", len(text), kind, 1)
    return head + struct.pack("<III", _FREE, _FREE, child) + b"\0" * 36 + struct.pack("<IQ", start, size)
