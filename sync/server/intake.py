"""From raw bytes to an operation that can be stored, or a reason why not. One bad operation is set
aside; it never spoils its neighbours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import msgspec
from msgspec import UNSET, Raw, Struct

from desktop_crm.domain.fields import FieldType, RecordType
from desktop_crm.domain.records import CUSTOMER, RECORD_TYPES
from sync.protocol import FIELD_NAME, MAX_FIELDS, MAX_TEXT_BYTES, Change, Command, Id, Op, OpKind, Why
from sync.server.errors import BadEnvelope

MAX_LIST = 1000
MAX_NUMBER = CUSTOMER["customer_no"].max_length
LARGEST = 2**53 - 1
MERGED_INTO = "merged_into"
#: Kept by the server on the customer row; what a laptop sends for them is ignored.
TECHNICAL = frozenset(("owner_id", "created_at", "created_by", "updated_at", "updated_by"))
_JSON_TYPES: dict[FieldType, type] = {
    FieldType.INTEGER: int,
    FieldType.MONEY: int,
    FieldType.BOOLEAN: bool,
    FieldType.SET: list,
}


#: The field of each command that says what it asks for.
_COMMAND_FIELD = {
    Command.ASSIGN: "owner_id",
    Command.RESOLVE: "state",
    Command.MERGE: MERGED_INTO,
    Command.UNMERGE: MERGED_INTO,
    Command.DECIDE: "state",
    Command.WITHDRAW: "state",
}


class Unfit(Exception):
    """This operation is set aside. ``detail`` never holds a value."""

    def __init__(self, why: Why, detail: str = "") -> None:
        self.why, self.detail = why, detail
        super().__init__(why.value)


class _Named(Struct):
    id: Id


@dataclass(frozen=True, slots=True)
class Incoming:
    """One operation as it came. ``op`` is None when it cannot be understood; ``flaw`` says why."""

    id: str
    raw: bytes
    op: Op | None
    wall: datetime | None = None
    flaw: str = ""


_op_decoder = msgspec.json.Decoder(Op)
_id_decoder = msgspec.json.Decoder(_Named)


def receive(raw: Raw) -> Incoming:
    """Decode and check one operation.

    Raises BadEnvelope when it has not even an id under which it could be answered.
    """
    data = bytes(raw)
    try:
        op = _op_decoder.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return Incoming(_id_of(data), data, None, flaw="shape")
    try:
        wall = datetime.fromisoformat(op.wall)
    except ValueError:
        return Incoming(op.id, data, None, flaw="wall")
    flaw = _flaw(op)
    return Incoming(op.id, data, None if flaw else op, wall, flaw)


def _id_of(data: bytes) -> str:
    try:
        return _id_decoder.decode(data).id
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadEnvelope(detail="an operation without a valid id") from error


def _flaw(op: Op) -> str:
    if (op.k is OpKind.COMMAND) != (op.cmd is not UNSET):
        return "cmd"
    if len(op.f) > MAX_FIELDS:
        return "too_many_fields"
    if op.cmd is not UNSET:
        return _command_flaw(op)
    return _fields_flaw(op, op.f) or _number_flaw(op)


def _fields_flaw(op: Op, changes: dict[str, Change]) -> str:
    record = RECORD_TYPES.get(op.t)
    for name, change in changes.items():
        if not FIELD_NAME.match(name):
            return "field_name"
        for value in (change.o, change.n):
            if value is not UNSET and not _storable(value):
                return "value"
        if not (_counts(record, name, change) if op.k is OpKind.INC else _sets(record, name, change, op.k)):
            return "type"
    return ""


def _counts(record: RecordType | None, name: str, change: Change) -> bool:
    """Say whether a change is a difference of something that can be counted."""
    field = record.get(name) if record else None
    counted = field is None or field.type in (FieldType.INTEGER, FieldType.MONEY)
    return counted and name not in TECHNICAL and change.d is not UNSET and change.n is UNSET


def _sets(record: RecordType | None, name: str, change: Change, kind: OpKind) -> bool:
    """Say whether a change has a new value of the right type."""
    return change.n is not UNSET and change.d is UNSET and _declared_type(record, name, change.n, kind)


def _number_flaw(op: Op) -> str:
    """The customer number is also a key of the server's own."""
    number = op.f.get("customer_no") if op.t == CUSTOMER.name else None
    if number is not None and isinstance(number.n, str):
        return "" if len(number.n) <= MAX_NUMBER and number.n.isprintable() else "number"
    return ""


def _command_flaw(op: Op) -> str:
    wanted = op.f.get(_COMMAND_FIELD[op.cmd]) if op.cmd is not UNSET else None
    word = None if wanted is None else wanted.o if op.cmd is Command.UNMERGE else wanted.n
    if wanted is None or not isinstance(word, str) or not 0 < len(word) <= 100 or "\0" in word:
        return "cmd"
    fields = chosen(op) if op.cmd is Command.MERGE else op.f if op.cmd is Command.DECIDE else {}
    if flaw := _fields_flaw(op, fields):
        return flaw
    return "" if wanted.o is UNSET or _storable(wanted.o) else "value"


def chosen(op: Op) -> dict[str, Change]:
    """Return what a person who merged two cards decided about the fields of the one that stays."""
    return {name: change for name, change in op.f.items() if name != MERGED_INTO}


def _storable(value: object) -> bool:
    """Say whether a value has one exact form in every JSON implementation and fits."""
    if value is None or isinstance(value, bool):
        return True
    if isinstance(value, str):
        return len(value) <= MAX_TEXT_BYTES and _utf8_size(value) <= MAX_TEXT_BYTES
    if isinstance(value, int):
        return abs(value) <= LARGEST
    if isinstance(value, list):
        return len(value) <= MAX_LIST and all(isinstance(one, str) and _storable(one) for one in value)
    return False


def _utf8_size(value: str) -> int:
    if value.isascii():
        return len(value)
    try:
        return len(value.encode())
    except UnicodeEncodeError:  # half of a surrogate pair
        return MAX_TEXT_BYTES + 1


def _declared_type(record: RecordType | None, name: str, value: object, kind: OpKind) -> bool:
    """Say whether a value has the JSON type of the declared field; unknown fields take anything."""
    if kind in (OpKind.ADD, OpKind.REMOVE):
        return isinstance(value, list)
    field = record.get(name) if record else None
    if field is None or value is None:
        return True
    return type(value) is _JSON_TYPES.get(field.type, str)
