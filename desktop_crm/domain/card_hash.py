"""The hash by which laptop and server compare cards.

``hash(row) = BLAKE2b-128(id, version, deleted, body)`` over the row as it is sent; a card's hash is the XOR
of its rows', so one changed row changes it without reading the others. Tombstones count nothing, except
the customer row of a card in the bin, which is sent with its fields.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from hashlib import blake2b
from operator import xor

SIZE = 16
NOTHING = bytes(SIZE)


def row_hash(row_id: str, version: int, body: bytes, *, deleted: bool, root: bool) -> bytes:
    """Hash one row as it is sent."""
    if deleted and not root:
        return NOTHING
    head = b"%b %d %d " % (row_id.encode(), version, deleted)
    return blake2b(head + body, digest_size=SIZE).digest()


def add(one: bytes, other: bytes) -> bytes:
    """XOR two hashes: adds a part to a sum, or takes it out again. Empty bytes count as zero."""
    return (int.from_bytes(one) ^ int.from_bytes(other)).to_bytes(SIZE)


def total(hashes: Iterable[bytes]) -> bytes:
    """XOR many hashes."""
    return reduce(xor, map(int.from_bytes, hashes), 0).to_bytes(SIZE)
