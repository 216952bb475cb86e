"""Paths, limits, types of values and error replies."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated, Any

from msgspec import Meta, Struct

VERSION = 1

ENROLL_PATH = "/v1/enroll"
ME_PATH = "/v1/me"
HEALTH_PATH = "/v1/health"
PUSH_PATH = "/sync/v1/push"
PULL_PATH = "/sync/v1/pull"
HELLO_PATH = "/sync/v1/hello"
DIGEST_PATH = "/sync/v1/digest"
FETCH_PATH = "/sync/v1/fetch"
SALVAGE_PATH = "/sync/v1/salvage"
HISTORY_PATH = "/sync/v1/history"
LAST_WILL_PATH = "/sync/v1/last-will"
ACK_WIPE_PATH = "/sync/v1/ack-wipe"
DEVICES_PATH = "/sync/v1/devices"
COURIER_PATH = "/sync/v1/courier"
BLOBS_PATH = "/sync/v1/blobs"
BLOB_PUT_PATH = "/sync/v1/blob-put"
BLOB_GET_PATH = "/sync/v1/blob-get"
RELEASE_GET_PATH = "/sync/v1/release-get"
#: Present in every reply of the server; a reply without it came from somebody else.
SERVER_HEADER = "X-CRM-Server"
PROBLEM_TYPE = "application/problem+json"

MAX_PUSH_OPS = 500
MAX_PUSH_BYTES = 1 << 20  # JSON before compression
MAX_BODY_BYTES = 8 << 20  # decompressed; more is answered 413
MAX_TEXT_BYTES = 64 << 10  # one text value, UTF-8
MAX_FIELDS = 200  # of one operation
PAGE_CARDS = 500
MAX_PAGE_CARDS = 5000
PAGE_BYTES = 2 << 20  # JSON before compression
COMPRESS_FROM = 300  # bytes; below this the frame and its header cost more than they save
POLL_AFTER_S = 60

#: The aggregate that everybody sees: one ``employee`` row a user.
ORG = "org"

_UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
#: An exact whole number in every JSON implementation.
Number = Annotated[int, Meta(ge=0, le=2**53 - 1)]
#: A UUID in canonical lower-case text.
Id = Annotated[str, Meta(pattern=f"^{_UUID}$", max_length=36)]
#: A card (UUID of its customer row) or ``org``.
AggId = Annotated[str, Meta(pattern=f"^({_UUID}|org)$", max_length=36)]
#: Name of a record type.
TypeName = Annotated[str, Meta(pattern="^[a-z][a-z0-9_]{0,39}$", max_length=40)]
#: Number of a commit and the first 32 hex digits of the hash chain up to it.
Witness = tuple[Number, Annotated[str, Meta(pattern="^[0-9a-f]{32}$", max_length=32)]]
ONE_LINE = r"^[^\u0000-\u001f\u007f]*$"
_CLOCK = r"([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?"
_DAY = r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
#: UTC instant, ISO 8601 with ``Z``.
Instant = Annotated[str, Meta(pattern=rf"^{_DAY}T{_CLOCK}(Z|\+00:00)$", max_length=32)]
#: 128-bit hash of a card's rows, hexadecimal; XOR over cards is a digest.
Hash = Annotated[str, Meta(pattern="^[0-9a-f]{32}$", max_length=32)]
#: Public key (Ed25519 or X25519), 32 bytes in hexadecimal.
Key = Annotated[str, Meta(pattern="^[0-9a-f]{64}$", max_length=64)]
FIELD_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,63}\Z")


class Code(StrEnum):
    """Stable codes of error replies."""

    TOKEN = "token"  # 401 # noqa: S105 - a code, not a secret
    PASSWORD = "password"  # 401 at enrolment # noqa: S105 - a code, not a secret
    REVOKED = "revoked"  # 403, with the signed order in ``order``
    LOCKED = "locked"  # 403: an old token was used, so somebody has a copy of the laptop
    DISABLED = "disabled"  # 403
    FORBIDDEN = "forbidden"  # 403: the role does not allow it
    NOT_FOUND = "not_found"  # 404
    METHOD = "method"  # 405
    NOT_PRIMARY = "not_primary"  # 409: this copy of the database is behind the witness; ask the primary
    DIVERGED = "diverged"  # 409: this server does not know the witness
    BAD_LETTER = "bad_letter"  # 409: a courier's letter that was damaged, or of a laptop unknown here
    TOO_BIG = "too_big"  # 413
    ENCODING = "encoding"  # 415: body neither plain, zstd nor gzip
    BAD_ENVELOPE = "bad_envelope"  # 422
    UPGRADE = "upgrade"  # 426: this version is too old to pull; pushing stays open
    TOO_MANY = "too_many"  # 429 with Retry-After
    BUSY = "busy"  # 503 with Retry-After
    FULL = "full"  # 507: no room; nothing was acknowledged


class Problem(Struct, kw_only=True, omit_defaults=True):
    """Error reply (RFC 9457). ``code`` is one of :class:`Code`."""

    title: str
    status: int
    code: str
    type: str = "about:blank"
    detail: str | None = None
    order: dict[str, Any] | None = None  # of `revoked`: what the laptop shall do, signed
