"""What people did: operations, and the server's receipts for them."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

from msgspec import UNSET, Meta, Raw, Struct, UnsetType

from sync.protocol.basics import MAX_PUSH_OPS, AggId, Id, Instant, Number, TypeName, Witness


class OpKind(StrEnum):
    """What an operation does to its row."""

    CREATE = "create"
    PUT = "put"  # a set field is merged element by element: n without o is added, o without n removed
    ADD = "add"  # elements of set fields, in n
    REMOVE = "remove"
    INC = "inc"  # counters: f.<name> = {"d": difference}, always added
    DELETE = "delete"
    RESTORE = "restore"
    COMMAND = "cmd"


class Command(StrEnum):
    """What a ``cmd`` operation asks for."""

    ASSIGN = "assign"  # on the customer row: f.owner_id = {"o": present user, "n": new user}
    MERGE = "merge"  # on the customer row: f.merged_into = {"n": card of the same customer that stays}, and what is
    # written to that card: f.<name> = {"o": what the person saw there, "n": the value chosen}
    UNMERGE = "unmerge"  # on the customer row of a card that was merged: f.merged_into = {"o": card it leaves}
    DECIDE = "decide"  # on a claim case: f.state = {"o": "open", "n": "decided" | "dismissed"}, and the decision
    WITHDRAW = "withdraw"  # on a party of a claim case: f.state = {"o": "valid", "n": "withdrawn"}, or the reverse
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
    SCOPE = "scope"  # no permission, or not any more: a proposal to whoever sees the card now
    UNKNOWN_ROW = "unknown_row"
    BAD_OPERATION = "bad_operation"  # cannot be understood or stored
    CLOCK = "clock"  # the laptop's clock jumped, so nobody can say which edit is the later one
    TOO_OLD = "too_old"  # based on commits that the server no longer remembers
    DUPLICATE = "duplicate"  # another record has the same unique value
    LAST_WILL = "last_will"  # unsent work of a revoked laptop
    INTERNAL = "internal"  # the merge failed; an administrator looks at it


class Change(Struct, omit_defaults=True):
    """Old and new value of one field. A value is text, whole number, boolean, null or a list of texts."""

    o: Any = UNSET
    n: Any = UNSET
    d: Annotated[int, Meta(ge=-(2**53) + 1, le=2**53 - 1)] | UnsetType = UNSET  # of a counter


class Op(Struct, omit_defaults=True, kw_only=True):
    """One action of a person on one row."""

    id: Id
    k: OpKind
    t: TypeName
    row: Id
    agg: AggId = ""  # the card; left out where the row is the card itself
    wall: Instant  # clock of the laptop at the edit
    g: Id | UnsetType = UNSET  # operations of one press of "Save", where it made several; decided in the given order
    base: Number = 0  # version of the row the person saw; 0 never seen from the server
    c: Number = 0  # newest commit the laptop had applied at the edit
    f: dict[str, Change] = {}
    cmd: Command | UnsetType = UNSET

    def __post_init__(self) -> None:
        """Fill in the card."""
        self.agg = self.agg or self.row


class PushRequest(Struct, omit_defaults=True, kw_only=True):
    """Operations in the order they were made. ``ops`` are ready bytes: each is an :class:`Op`."""

    wall: Instant  # clock of the laptop now: age of an edit = push.wall - op.wall
    ops: Annotated[list[Raw], Meta(max_length=MAX_PUSH_OPS)]
    w: Witness | None = None


class Receipt(Struct, omit_defaults=True, kw_only=True):
    """Answer to one operation."""

    s: int  # commit that holds the outcome
    r: Outcome = Outcome.APPLIED
    lost: list[str] = []  # fields not applied
    inbox: str | None = None  # id of the conflict row made
    why: Why | None = None


class PushReply(Struct, omit_defaults=True, kw_only=True):
    """Receipts by operation id, and the newest commit."""

    w: Witness
    res: dict[str, Receipt]
