"""Contents of attachments: what the server has of them, and pieces up and down.

A content is named by its SHA-256 and asked for by a row that shows it: whoever sees the card of that row may have it.
Bytes go as base64, which costs nothing over a compressed line.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Annotated

from msgspec import Meta, Struct

from sync.protocol.basics import Id, Number, Witness

#: Bytes of one piece; a laptop sends less over a slow line, so that it can turn to something else soon.
MAX_PIECE_BYTES = 256 << 10
MAX_ASKED = 200
_BASE64 = "^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$"
#: Name of the limit that a greeting tells: bytes of the largest content. A server without it knows no contents.
LIMIT = "attachment_bytes"
#: SHA-256 of a whole content, hexadecimal.
Sha256 = Annotated[str, Meta(pattern="^[0-9a-f]{64}$", max_length=64)]
#: Bytes of a piece, base64 on the wire.
Piece = Annotated[bytes, Meta(max_length=MAX_PIECE_BYTES, extra_json_schema={"pattern": _BASE64})]
Salt = Annotated[str, Meta(pattern="^([0-9a-f]{32})?$", max_length=32)]


class BlobName(Struct):
    """A content, and a row that shows it."""

    row: Id
    sha: Sha256


class BlobsRequest(Struct, omit_defaults=True, kw_only=True):
    """What does the server have of these contents?"""

    of: Annotated[list[BlobName], Meta(max_length=MAX_ASKED)]
    w: Witness | None = None


class BlobState(Struct, omit_defaults=True, kw_only=True):
    """What the server has of a content. ``done``: all of it, for this row. ``prove``: all of it, from somebody else,
    and a salt with which the asker proves to have it too (:func:`digest`)."""

    row: Id
    sha: Sha256
    have: Number = 0
    done: bool = False
    prove: Salt = ""


class BlobsReply(Struct, omit_defaults=True, kw_only=True):
    """Those the laptop may send; the others are left out, whether the row exists or not."""

    known: list[BlobState] = []


class BlobPutRequest(Struct, omit_defaults=True, kw_only=True):
    """A piece of a content of ``size`` bytes, from byte ``start`` on; or, without data, the proof of having it all."""

    row: Id
    sha: Sha256
    size: Annotated[int, Meta(ge=1, le=2**53 - 1)]
    start: Number = 0
    data: Piece = b""
    proof: Annotated[str, Meta(pattern="^([0-9a-f]{64})?$", max_length=64)] = ""
    w: Witness | None = None


class BlobPutReply(Struct, omit_defaults=True, kw_only=True):
    """How many bytes the server has now; the next piece begins there, whatever was sent. ``bad``: what came did not add
    up to the content, or proved nothing; the server has none of it."""

    have: Number
    done: bool = False
    bad: bool = False
    w: Witness | None = None  # of the commit that completed it


class BlobGetRequest(Struct, omit_defaults=True, kw_only=True):
    """A piece of a content, from byte ``start`` on."""

    row: Id
    sha: Sha256
    start: Number = 0
    most: Annotated[int, Meta(ge=1, le=MAX_PIECE_BYTES)] = MAX_PIECE_BYTES
    w: Witness | None = None


class BlobGetReply(Struct, omit_defaults=True, kw_only=True):
    """The piece, and how long the whole content is; ``size`` 0: whoever added it has not sent it yet."""

    size: Number = 0
    data: bytes = b""


def digest(parts: Iterable[bytes], salt: str = "") -> str:
    """Hash a content: SHA-256, hexadecimal. With a salt before it this proves to have the content."""
    hashed = hashlib.sha256(bytes.fromhex(salt))
    for part in parts:
        hashed.update(part)
    return hashed.hexdigest()
