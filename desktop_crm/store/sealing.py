"""The format of an encrypted content: a header and units of 32 KiB, each sealed with its number and with whether it is
the last; so a file that was cut, or whose units were exchanged, cannot be read.

The key of a file is made of the profile's key and of random bytes in the header, so no two files share one.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from desktop_crm.errors import StoreDamaged

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

UNIT = 32 << 10  # bytes of the content that are sealed together
_TAG = 16
SEALED = UNIT + _TAG
_MAGIC, _SALT = b"CRMFILE1", 24
HEADER = len(_MAGIC) + _SALT
_LAST = b"last"


class Sealer:
    """Seals and opens the units of one file. Raises StoreDamaged for a header that is none of ours."""

    def __init__(self, header: bytes, key: bytes) -> None:
        # Loading it takes longer than opening a store, and most starts need it never or late.
        from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

        if len(header) != HEADER or not header.startswith(_MAGIC):
            raise StoreDamaged("attachment_damaged")
        salt = header[len(_MAGIC) :]
        own = hashlib.blake2b(salt, key=key, digest_size=32, person=b"crm-file-key")
        self._cipher: ChaCha20Poly1305 = ChaCha20Poly1305(own.digest())

    def seal(self, number: int, unit: bytes, *, last: bool) -> bytes:
        """Encrypt a unit."""
        return self._cipher.encrypt(_nonce(number), unit, _LAST if last else b"")

    def open(self, number: int, sealed: bytes, *, last: bool) -> bytes:
        """Decrypt a unit. Raises StoreDamaged unless it is the one that was sealed under this number."""
        from cryptography.exceptions import InvalidTag

        try:
            return self._cipher.decrypt(_nonce(number), sealed, _LAST if last else b"")
        except InvalidTag as error:
            raise StoreDamaged("attachment_damaged") from error


def new_header() -> bytes:
    """Make the header of a new file."""
    return _MAGIC + secrets.token_bytes(_SALT)


def units(parts: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Cut parts of any size into units; the last one is marked. Nothing at all is one empty unit."""
    held = bytearray()
    for part in parts:
        held += part
        while len(held) > UNIT:  # what fills a unit exactly may be the last
            yield bytes(held[:UNIT]), False
            del held[:UNIT]
    yield bytes(held), True


def unit_count(size: int) -> int:
    """Return how many units a content of so many bytes has."""
    return max(1, -(-size // UNIT))


def sealed_size(size: int) -> int:
    """Return how long the file of a content of so many bytes is."""
    return HEADER + size + unit_count(size) * _TAG


def whole_units(length: int) -> int:
    """Return how many whole units are in a file of this length that is still being written."""
    return max(0, length - HEADER) // SEALED


def _nonce(number: int) -> bytes:
    return number.to_bytes(12, "big")  # never used twice under the key of one file
