"""What the server sends: pages of cards, the proof that nothing is missing, and the way back when something is."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from sync.protocol.basics import (
    MAX_BODY_BYTES,
    MAX_PAGE_CARDS,
    PAGE_BYTES,
    PAGE_CARDS,
    POLL_AFTER_S,
    AggId,
    Id,
    Number,
    TypeName,
    Witness,
)


class PullRequest(Struct, omit_defaults=True, kw_only=True):
    """What changed after commit ``since``; ``after`` continues an unfinished pull with the same ``since``."""

    since: Number = 0
    after: tuple[Number, AggId] | None = None
    w: Witness | None = None
    max_aggs: Annotated[int, Meta(ge=1, le=MAX_PAGE_CARDS)] = PAGE_CARDS
    max_bytes: Annotated[int, Meta(ge=16 << 10, le=MAX_BODY_BYTES)] = PAGE_BYTES
    digest: bool = False  # ask for the digest of the visible set with the last page


class Digest(Struct):
    """Number of cards, and XOR of their hashes as 32 hexadecimal digits."""

    n: int
    x: str


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
    h: str | None = None  # hash of the whole card in this snapshot (32 hexadecimal digits)
    why: str | None = None  # of a drop: "scope", "merged" (its rows are another card's), "erased": destroy all of it


class PullReply(Struct, omit_defaults=True, kw_only=True):
    """One page. Stage it; at ``done`` apply everything staged in one transaction and set since = head."""

    w: Witness
    done: bool
    head: int
    items: list[Item] = []
    after: tuple[int, str] | None = None  # send back for the next page
    poll_after: int = POLL_AFTER_S  # seconds
    digest: Digest | None = None
    check: bool = False  # the witness is too old to be compared: ask for a digest
    releases: int = 0  # another number than the last greeting's: something new is offered, or withdrawn


class DigestRequest(Struct, omit_defaults=True, kw_only=True):
    """Compare what this laptop holds with what it should see. Without ``buckets``: the digests of all 256."""

    w: Witness | None = None
    buckets: Annotated[list[Annotated[int, Meta(ge=0, le=255)]], Meta(max_length=256)] = []


class DigestReply(Struct, omit_defaults=True, kw_only=True):
    """Digest of the visible set at commit ``head``. A card belongs to the bucket of the last byte of its id."""

    w: Witness
    head: int
    digest: Digest
    buckets: list[Digest] = []  # 256, when none was asked for
    cards: list[tuple[str, str]] = []  # (card, hash) of the buckets asked for


class FetchRequest(Struct, omit_defaults=True, kw_only=True):
    """Send these cards whole, whatever the cursor says."""

    aggs: Annotated[list[AggId], Meta(min_length=1, max_length=500)]
    w: Witness | None = None
    repair: bool = False  # the digest differed: the server writes it down, because it is a fault to be found


class FetchReply(Struct, omit_defaults=True, kw_only=True):
    """The cards as of ``head``: whole, or ``drop`` for what this person does not see."""

    w: Witness
    head: int
    items: list[Item] = []


class Salvaged(Struct, omit_defaults=True, kw_only=True):
    """A row that the server forgot, as the laptop last had it from the server."""

    agg: AggId
    t: TypeName
    id: Id
    v: Number
    f: dict[str, Any] = {}


class SalvageRequest(Struct, omit_defaults=True, kw_only=True):
    """Rows of the old state that a restored server neither has nor remembers as deleted."""

    rows: Annotated[list[Salvaged], Meta(max_length=500)]


class SalvageReply(Struct, kw_only=True):
    """How many rows the server kept for an administrator; what it has already is not kept."""

    kept: int


class HistoryRequest(Struct, omit_defaults=True, kw_only=True):
    """Ask for the history of a card the person sees, newest first, before commit ``before`` (0: from the newest)."""

    agg: AggId
    before: Number = 0
    limit: Annotated[int, Meta(ge=1, le=500)] = 200


class HistoryLine(Struct, omit_defaults=True, kw_only=True):
    """One change of one field, as the server decided it. ``old`` and ``new`` are canonical JSON."""

    op: str
    i: int
    s: int
    at: str  # when it reached the server
    made: str  # effective time of the edit; long before ``at``: made offline
    by: str
    device: str
    t: str
    row: str
    field: str  # "" for a whole row
    r: str  # outcome
    old: str | None = None
    new: str | None = None


class HistoryReply(Struct, omit_defaults=True, kw_only=True):
    """Lines in falling order; ``before`` is what to ask on with, 0 at the beginning of the card."""

    lines: list[HistoryLine]
    before: int = 0
