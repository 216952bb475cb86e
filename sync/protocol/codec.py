"""JSON and compression of bodies."""

from __future__ import annotations

import zlib

import msgspec
from backports import zstd

from sync.protocol.basics import COMPRESS_FROM, MAX_BODY_BYTES


class TooBigError(ValueError):
    """The body is larger than allowed once decompressed."""


class BadEncodingError(ValueError):
    """The body is not in the encoding it claims, or the encoding is unknown."""


_encoder = msgspec.json.Encoder()
_canonical = msgspec.json.Encoder(order="sorted")


def encode(message: object) -> bytes:
    """Make the JSON of a message."""
    return _encoder.encode(message)


def canonical(fields: object) -> bytes:
    """Make canonical JSON: UTF-8, sorted keys, no spaces. The caller keeps floats out."""
    return _canonical.encode(fields)


def pack(body: bytes) -> tuple[bytes, str | None]:
    """Compress a body if that pays; return it and the Content-Encoding to send with it."""
    if len(body) < COMPRESS_FROM:
        return body, None
    return zstd.compress(body, level=3), "zstd"


def compress(body: bytes) -> bytes:
    """Compress with zstd whatever the size: for what is kept, not sent with a header."""
    return zstd.compress(body, level=3)


def unpack(body: bytes, encoding: str | None, limit: int = MAX_BODY_BYTES) -> bytes:
    """Undo a Content-Encoding (none, zstd, gzip).

    Raises TooBigError above ``limit`` bytes, BadEncodingError when the bytes are not what the header says.
    """
    name = (encoding or "identity").strip().lower()
    if name in ("identity", ""):
        plain = body
    elif name == "zstd":
        plain = _unpack_zstd(body, limit)
    elif name == "gzip":
        plain = _unpack_gzip(body, limit)
    else:
        raise BadEncodingError(name[:20])
    if len(plain) > limit:
        raise TooBigError
    return plain


def _unpack_zstd(body: bytes, limit: int) -> bytes:
    decoder = zstd.ZstdDecompressor()
    try:
        plain = decoder.decompress(body, max_length=limit + 1)
    except zstd.ZstdError as error:
        raise BadEncodingError("zstd") from error
    if not decoder.eof and len(plain) <= limit:
        raise BadEncodingError("zstd")
    return plain


def _unpack_gzip(body: bytes, limit: int) -> bytes:
    decoder = zlib.decompressobj(wbits=31)
    try:
        plain = decoder.decompress(body, limit + 1)
    except zlib.error as error:
        raise BadEncodingError("gzip") from error
    if not decoder.eof and len(plain) <= limit:
        raise BadEncodingError("gzip")
    return plain
