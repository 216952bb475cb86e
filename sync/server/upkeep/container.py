"""A backup as a file: pieces one after the other, each compressed, and sealed when there is a passphrase.

::

    desktop-crm crmserver 1\\n
    {"seal": null}\\n                   or the parameters of scrypt
    4 bytes length, piece              as often as there are pieces

A sealed piece is AES-256-GCM under a key made for this file alone. The nonce is the number of the piece (11 bytes) and
whether it is the last (1 byte), the first two lines are authenticated with it. A plain piece begins with the sum of the
same. Either way a piece that was changed, moved, left out, or is missing at the end, is noticed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import BinaryIO, Protocol

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from msgspec import Struct

from desktop_crm.errors import StoreError, UsageError
from sync.protocol.codec import BadEncodingError, TooBigError, compress, unpack
from sync.protocol.keys import RandomBytes

FORMAT = 1
_OURS = b"desktop-crm crmserver "
_MAX_HEADER = 4096  # bytes of each of the first two lines
#: A piece is about a megabyte, but one row may be larger: no row comes near this.
MAX_PIECE = 64 << 20
_LENGTH = 4
_SALT = 16
_WORK, _BLOCK = 1 << 16, 8  # scrypt: 64 MiB and a fifth of a second for each guess
_MOST_WORK = 1 << 20
_NUMBER = 11  # bytes of the nonce that count the pieces
_SUM = 16


class BadBackup(StoreError):
    """This file is no whole backup.

    Codes: ``backup_foreign`` (something else), ``backup_newer``, ``backup_damaged``, ``backup_sealed`` (wrong
    passphrase, or damaged).
    """

    code = "backup_damaged"


class _Scrypt(Struct, forbid_unknown_fields=True):
    """How the key is made of the passphrase."""

    salt: bytes
    n: int
    r: int = _BLOCK
    p: int = 1


class _Header(Struct, forbid_unknown_fields=True):
    seal: _Scrypt | None = None


class _Guard(Protocol):
    """Makes pieces tell when they were changed. It is asked for one piece after the other."""

    def close(self, piece: bytes, *, last: bool) -> bytes: ...

    def open(self, piece: bytes, *, last: bool) -> bytes: ...


class _Seal:
    """Seals pieces with a passphrase."""

    def __init__(self, parameters: _Scrypt, passphrase: str, head: bytes) -> None:
        known = 1 < parameters.n <= _MOST_WORK and 1 <= parameters.r <= _BLOCK and parameters.p == 1
        if not known or len(parameters.salt) != _SALT:
            raise BadBackup
        kdf = Scrypt(salt=parameters.salt, length=32, n=parameters.n, r=parameters.r, p=parameters.p)
        self._cipher = AESGCM(kdf.derive(passphrase.encode()))
        self._head = head
        self._number = 0

    def close(self, piece: bytes, *, last: bool) -> bytes:
        return self._cipher.encrypt(self._nonce(last=last), piece, self._head)

    def open(self, piece: bytes, *, last: bool) -> bytes:
        first = self._number == 0
        try:
            return self._cipher.decrypt(self._nonce(last=last), piece, self._head)
        except InvalidTag as error:
            raise BadBackup("backup_sealed" if first else None) from error

    def _nonce(self, *, last: bool) -> bytes:
        nonce = self._number.to_bytes(_NUMBER, "big") + bytes([last])
        self._number += 1
        return nonce


class _Check:
    """Adds a check sum: against damage, not against malice."""

    def __init__(self) -> None:
        self._number = 0

    def close(self, piece: bytes, *, last: bool) -> bytes:
        return self._sum(piece, last=last) + piece

    def open(self, piece: bytes, *, last: bool) -> bytes:
        if piece[:_SUM] != self._sum(piece[_SUM:], last=last):
            raise BadBackup
        return piece[_SUM:]

    def _sum(self, piece: bytes, *, last: bool) -> bytes:
        self._number += 1
        return hashlib.blake2b(b"%d %d " % (self._number, last) + piece, digest_size=_SUM).digest()


class PieceWriter:
    """Writes pieces to a new file. The last one is given to :meth:`finish`."""

    def __init__(self, file: BinaryIO, passphrase: str | None, random_bytes: RandomBytes) -> None:
        header = _Header(_Scrypt(random_bytes(_SALT), n=_WORK) if passphrase else None)
        head = b"%b%d\n%b\n" % (_OURS, FORMAT, msgspec.json.encode(header))
        self._file = file
        self._guard = _guard(header, passphrase, head)
        file.write(head)

    def write(self, piece: bytes) -> None:
        """Append a piece."""
        self._append(piece, last=False)

    def finish(self, piece: bytes) -> None:
        """Append the last piece."""
        self._append(piece, last=True)

    def _append(self, piece: bytes, *, last: bool) -> None:
        packed = self._guard.close(compress(piece), last=last)
        self._file.write(len(packed).to_bytes(_LENGTH, "big") + packed)


def read_pieces(file: BinaryIO, passphrase: str | None) -> Iterator[bytes]:
    """Yield the pieces of a file. Raises BadBackup; UsageError when it is sealed and there is no passphrase."""
    head = _first_line(file)
    line = file.readline(_MAX_HEADER)
    try:
        header = msgspec.json.decode(line, type=_Header)
    except msgspec.MsgspecError as error:
        raise BadBackup from error
    guard = _guard(header, passphrase, head + line)
    length = file.read(_LENGTH)
    while length:
        piece, length = _exactly(file, int.from_bytes(length, "big")), file.read(_LENGTH)
        yield _opened(piece, guard, last=not length)


def _first_line(file: BinaryIO) -> bytes:
    line = file.readline(_MAX_HEADER)
    if not line.startswith(_OURS) or not line.endswith(b"\n"):
        raise BadBackup("backup_foreign")
    version = line.removeprefix(_OURS).strip()
    if version != b"%d" % FORMAT:
        raise BadBackup("backup_newer" if version.isdigit() else "backup_foreign")
    return line


def _exactly(file: BinaryIO, size: int) -> bytes:
    if size > MAX_PIECE:
        raise BadBackup
    piece = file.read(size)
    if len(piece) < size:
        raise BadBackup
    return piece


def _guard(header: _Header, passphrase: str | None, head: bytes) -> _Guard:
    if not header.seal:
        return _Check()
    if not passphrase:
        raise UsageError("backup_passphrase")
    return _Seal(header.seal, passphrase, head)


def _opened(piece: bytes, guard: _Guard, *, last: bool) -> bytes:
    try:
        return unpack(guard.open(piece, last=last), "zstd", MAX_PIECE)
    except (BadEncodingError, TooBigError) as error:
        raise BadBackup from error
