"""What the pieces of a backup say: whose it is, the rows of every table in the order of their keys, the sums.

All messages are msgpack. A sum of a table is SHA-256 over its rows as they are written, so two databases with the same
contents have the same sums, whatever kind they are.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

import msgspec
from msgspec import Raw, Struct
from sqlalchemy import Row

from sync.server.upkeep.container import BadBackup, PieceWriter, read_pieces
from sync.server.upkeep.soundness import Soundness

_PIECE_BYTES = 1 << 20


class Head(Struct, tag="head"):
    """First piece."""

    made_at: str
    app: str  # version of the program
    server_id: str
    company: str
    revision: str  # of the schema
    seq: int  # newest commit
    tag: bytes
    tables: dict[str, list[str]]  # their columns, in the order of restoring


class Rows(Struct, tag="rows"):
    """Some rows of a table, each the list of its values."""

    table: str
    rows: list[Raw]


class TableSum(Struct, array_like=True):
    """Rows of a table, and SHA-256 over them."""

    rows: int
    sha256: bytes


class End(Struct, tag="end"):
    """Last piece. ``whole`` is SHA-256 over all pieces before it."""

    tables: dict[str, TableSum]
    digest: bytes  # sum of the hashes of all cards
    whole: bytes


_Piece = Head | Rows | End
_pieces: msgspec.msgpack.Decoder[_Piece] = msgspec.msgpack.Decoder(_Piece)
_values = msgspec.msgpack.Decoder(list[Any])


def encode(message: object) -> bytes:
    """Write a message or a row."""
    return msgspec.msgpack.encode(message)


@dataclass
class Sums:
    """Adds up the rows of tables as they pass."""

    _hashes: dict[str, Any] = field(default_factory=dict)
    _counts: dict[str, int] = field(default_factory=dict)

    def begin(self, table: str) -> None:
        """Know a table, even if it has no row."""
        self._hashes[table] = hashlib.sha256()
        self._counts[table] = 0

    def add(self, table: str, row: bytes | Raw) -> None:
        """Count a row."""
        self._hashes[table].update(row)
        self._counts[table] += 1

    def result(self) -> dict[str, TableSum]:
        """Return the sums so far."""
        return {name: TableSum(self._counts[name], one.digest()) for name, one in self._hashes.items()}


class BackupWriter:
    """Writes a backup: the head, then the rows of all tables, then the end."""

    def __init__(self, pieces: PieceWriter, head: Head) -> None:
        self._pieces = pieces
        self._whole = hashlib.sha256()
        self._sums, self._soundness = Sums(), Soundness()
        self._table, self._waiting, self._size = "", list[Raw](), 0
        for table in head.tables:
            self._sums.begin(table)
        self._write(head)

    def add(self, table: str, row: Row[*tuple[Any, ...]]) -> None:
        """Append a row. The rows of a table come one after the other, their columns in the order of the head."""
        if table != self._table or self._size >= _PIECE_BYTES:
            self._flush()
            self._table = table
        made = Raw(encode(tuple(row)))
        self._sums.add(table, made)
        self._soundness.see(table, row._mapping)
        self._waiting.append(made)
        self._size += len(made)

    def finish(self) -> None:
        """Write what waits, and the end."""
        self._flush()
        self._pieces.finish(encode(End(self._sums.result(), self._soundness.digest, self._whole.digest())))

    def _flush(self) -> None:
        if self._waiting:
            self._write(Rows(self._table, self._waiting))
        self._waiting, self._size = [], 0

    def _write(self, message: Head | Rows) -> None:
        piece = encode(message)
        self._whole.update(piece)
        self._pieces.write(piece)


class BackupReader:
    """Reads a backup from its beginning to its end and makes sure that all of it is there."""

    def __init__(self, file: BinaryIO, passphrase: str | None = None) -> None:
        """Raises BadBackup, UsageError."""
        self._pieces = read_pieces(file, passphrase)
        self._whole = hashlib.sha256()
        first = next(self._pieces, b"")
        head = _decoded(first)
        if not isinstance(head, Head):
            raise BadBackup
        self._whole.update(first)
        self.head = head
        self.sums = Sums()
        self.soundness = Soundness()
        for table in head.tables:
            self.sums.begin(table)

    def rows(self) -> Iterator[tuple[str, list[dict[str, Any]]]]:
        """Yield the rows of the tables, some at a time. Raises BadBackup, at the latest after the last row."""
        end: End | None = None
        for piece in self._pieces:
            message = _decoded(piece)
            if end is not None or isinstance(message, Head):
                raise BadBackup
            if isinstance(message, End):
                end = message
                continue
            self._whole.update(piece)
            yield message.table, self._noted(message)
        if end is None or end.whole != self._whole.digest() or end.tables != self.sums.result():
            raise BadBackup
        if end.digest != self.soundness.digest:
            raise BadBackup

    def _noted(self, message: Rows) -> list[dict[str, Any]]:
        columns = self.head.tables.get(message.table)
        if columns is None:
            raise BadBackup
        rows = []
        for raw in message.rows:
            values = _values.decode(raw)
            if len(values) != len(columns):
                raise BadBackup
            self.sums.add(message.table, raw)
            row = dict(zip(columns, values, strict=True))
            self.soundness.see(message.table, row)
            rows.append(row)
        return rows


def _decoded(piece: bytes) -> _Piece:
    try:
        return _pieces.decode(piece)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise BadBackup from error
