"""New versions of the program that the company's server offers: what it says of one, and pieces of its installer."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from desktop_crm.domain.versions import PATTERN
from sync.protocol.basics import Id, Number
from sync.protocol.blobs import MAX_PIECE_BYTES, Sha256

MAX_BYTES = 2 << 30  # of an installer
MAX_NOTES = 8_000  # characters
_FILE = r"^[A-Za-z0-9][A-Za-z0-9._+~-]{0,119}$"
Version = Annotated[str, Meta(pattern=PATTERN, max_length=23)]


class Release(Struct, kw_only=True, omit_defaults=True):
    """One installer as the server describes it, signed for the purpose ``release`` (``sync/PROTOCOL.md``)."""

    id: Id
    server: str
    platform: Annotated[str, Meta(max_length=20)]
    version: Version
    file: Annotated[str, Meta(pattern=_FILE, max_length=120)]  # a plain name: it becomes a file on the laptop
    size: Annotated[int, Meta(ge=1, le=MAX_BYTES)]
    sha256: Sha256
    by: Annotated[str, Meta(max_length=100)]  # who uploaded it
    at: Annotated[str, Meta(max_length=32)]
    sig: str
    over: Version = "0"  # oldest version it can be installed over
    notes: Annotated[str, Meta(max_length=MAX_NOTES)] = ""


def read(fields: dict[str, Any]) -> Release:
    """Read a description that was found to be signed. Raises ValueError."""
    return msgspec.convert(fields, Release)


class ReleaseGetRequest(Struct, omit_defaults=True, kw_only=True):
    """A piece of an installer, from byte ``start`` on."""

    id: Id
    start: Number = 0
    most: Annotated[int, Meta(ge=1, le=MAX_PIECE_BYTES)] = MAX_PIECE_BYTES


class ReleaseGetReply(Struct, kw_only=True):
    """The piece, where it belongs (an answer to an earlier request shall not be taken for this one), and how long the
    whole is."""

    size: Number
    start: Number
    data: bytes
