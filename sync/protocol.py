"""The wire: messages, codes and limits that laptop and server share. No I/O here.

``sync/PROTOCOL.md`` tells the protocol as a story. Bodies are JSON, zstd-compressed in both directions
when that pays. Everything is additive inside one major version: receivers ignore what they do not know.
"""

from __future__ import annotations

import re
import zlib
from enum import StrEnum
from typing import Annotated, Any

import msgspec
from backports import zstd
from msgspec import UNSET, Meta, Raw, Struct, UnsetType

VERSION = 1

ENROLL_PATH = "/v1/enroll"
ME_PATH = "/v1/me"
HEALTH_PATH = "/v1/health"
PUSH_PATH = "/sync/v1/push"
PULL_PATH = "/sync/v1/pull"
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
COMPRESS_FROM = 512  # bytes; below this the frame costs more than it saves
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
_ONE_LINE = r"^[^\u0000-\u001f\u007f]*$"
_CLOCK = r"([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?"
_DAY = r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
#: UTC instant, ISO 8601 with ``Z``.
Instant = Annotated[str, Meta(pattern=rf"^{_DAY}T{_CLOCK}(Z|\+00:00)$", max_length=32)]
FIELD_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,63}\Z")


class OpKind(StrEnum):
    """What an operation does to its row."""

    CREATE = "create"
    PUT = "put"  # a set field is merged element by element: n without o is added, o without n removed
    ADD = "add"  # elements of set fields, in n
    REMOVE = "remove"
    DELETE = "delete"
    RESTORE = "restore"
    COMMAND = "cmd"


class Command(StrEnum):
    """What a ``cmd`` operation asks for."""

    ASSIGN = "assign"  # on the customer row: f.owner_id = {"o": present user, "n": new user}
    RESOLVE = "resolve"  # on a conflict row: f.state = {"o": "open", "n": "kept" | "taken" | ...}


class Outcome(StrEnum):
    """What became of an operation. Final: the same operation gets the same answer for ever."""

    APPLIED = "applied"
    SAME = "same"  # the value was there already
    PARTLY = "partly"  # some fields applied, those in ``lost`` not
    LOST = "lost"  # overwritten by a later edit; kept as a conflict row
    INBOX = "inbox"  # not applied, waits for a person: ``why`` says for what
    QUARANTINED = "quarantined"  # kept by the server, not applied, nothing said about the present state
    ERASED = "erased"  # about a person who was erased


class Why(StrEnum):
    """Reason of a receipt or of a conflict row."""

    CONCURRENT = "concurrent"  # somebody changed the same field meanwhile
    CHANGED_SINCE = "changed_since"  # delete of something changed since it was looked at
    DELETED = "deleted"  # edit of something deleted
    SCOPE = "scope"  # no permission, or not any more
    UNKNOWN_ROW = "unknown_row"
    BAD_OPERATION = "bad_operation"  # cannot be understood or stored
    INTERNAL = "internal"  # the merge failed; an administrator looks at it


class Code(StrEnum):
    """Stable codes of error replies."""

    TOKEN = "token"  # 401 # noqa: S105 - a code, not a secret
    PASSWORD = "password"  # 401 at enrolment # noqa: S105 - a code, not a secret
    REVOKED = "revoked"  # 403
    DISABLED = "disabled"  # 403
    NOT_FOUND = "not_found"  # 404
    METHOD = "method"  # 405
    DIVERGED = "diverged"  # 409: this server does not know the witness
    TOO_BIG = "too_big"  # 413
    ENCODING = "encoding"  # 415: body neither plain, zstd nor gzip
    BAD_ENVELOPE = "bad_envelope"  # 422
    TOO_MANY = "too_many"  # 429 with Retry-After
    BUSY = "busy"  # 503 with Retry-After
    FULL = "full"  # 507: no room; nothing was acknowledged


class Change(Struct, omit_defaults=True):
    """Old and new value of one field. A value is text, whole number, boolean, null or a list of texts."""

    o: Any = UNSET
    n: Any = UNSET


class Op(Struct, omit_defaults=True, kw_only=True):
    """One action of a person on one row."""

    id: Id
    k: OpKind
    t: TypeName
    row: Id
    agg: AggId
    wall: Instant  # clock of the laptop at the edit
    g: Id | UnsetType = UNSET  # operations of one press of "Save"; decided in the given order
    base: Number = 0  # version of the row the person saw; 0 never seen from the server
    c: Number = 0  # newest commit the laptop had applied at the edit
    f: dict[str, Change] = {}
    cmd: Command | UnsetType = UNSET


class PushRequest(Struct, omit_defaults=True, kw_only=True):
    """Operations in the order they were made. ``ops`` are ready bytes: each is an :class:`Op`."""

    wall: Instant  # clock of the laptop now: age of an edit = push.wall - op.wall
    ops: Annotated[list[Raw], Meta(max_length=MAX_PUSH_OPS)]
    w: Witness | None = None


class Receipt(Struct, omit_defaults=True, kw_only=True):
    """Answer to one operation."""

    s: int  # commit that holds the outcome
    r: Outcome
    lost: list[str] = []  # fields not applied
    inbox: str | None = None  # id of the conflict row made
    why: Why | None = None


class PushReply(Struct, omit_defaults=True, kw_only=True):
    """Receipts by operation id, and the newest commit."""

    w: Witness
    res: dict[str, Receipt]


class PullRequest(Struct, omit_defaults=True, kw_only=True):
    """What changed after commit ``since``; ``after`` continues an unfinished pull with the same ``since``."""

    since: Number = 0
    after: tuple[Number, AggId] | None = None
    w: Witness | None = None
    max_aggs: Annotated[int, Meta(ge=1, le=MAX_PAGE_CARDS)] = PAGE_CARDS
    max_bytes: Annotated[int, Meta(ge=16 << 10, le=MAX_BODY_BYTES)] = PAGE_BYTES


class Row(Struct, omit_defaults=True, kw_only=True):
    """State of one row. Tombstones have no fields, except the customer row of a card in the bin.

    Deleting a card touches only its customer row (whose id is the card's): the other rows stay as they
    were and come back with it.
    """

    t: str
    id: str
    v: int
    f: dict[str, Any] = {}
    deleted: bool = msgspec.field(name="del", default=False)


class Item(Struct, omit_defaults=True, kw_only=True):
    """One card of a page: rows to upsert, all rows (``full``: replace), or ``drop``: no longer yours."""

    a: str
    pos: int
    rows: list[Row] = []
    full: bool = False
    drop: bool = False
    why: str | None = None  # of a drop: "scope"


class PullReply(Struct, omit_defaults=True, kw_only=True):
    """One page. Stage it; at ``done`` apply everything staged in one transaction and set since = head."""

    w: Witness
    done: bool
    head: int
    items: list[Item] = []
    after: tuple[int, str] | None = None  # send back for the next page
    poll_after: int = POLL_AFTER_S  # seconds


class EnrollRequest(Struct, omit_defaults=True, kw_only=True):
    """Sign in and make this laptop known."""

    user: Annotated[str, Meta(min_length=1, max_length=100, pattern=_ONE_LINE)]
    password: Annotated[str, Meta(min_length=1, max_length=1000)]
    device: Annotated[str, Meta(min_length=1, max_length=100, pattern=_ONE_LINE)]  # what the person calls the laptop
    code: Annotated[str, Meta(pattern="^[0-9A-Z]{4}$")] | None = None  # wished device code
    app: Annotated[str, Meta(max_length=40, pattern=_ONE_LINE)] = ""


class EnrollReply(Struct, kw_only=True):
    """Who the laptop is from now on. ``token`` is shown this once."""

    server_id: str
    device_id: str
    token: str
    user: str
    display_name: str
    role: str
    team: str  # "" without a team
    code: str  # the wished device code, or a fresh one when it was taken
    company: str


class Me(Struct, kw_only=True):
    """The signed-in person and laptop, as the server knows them."""

    server_id: str
    device_id: str
    device: str
    user: str
    display_name: str
    role: str
    team: str
    code: str
    company: str
    now: str


class Problem(Struct, kw_only=True, omit_defaults=True):
    """Error reply (RFC 9457). ``code`` is one of :class:`Code`."""

    title: str
    status: int
    code: str
    type: str = "about:blank"
    detail: str | None = None


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
