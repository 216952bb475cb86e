"""What an operation of the outbox says: which fields, from what to what. Values are shown masked as lists do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from desktop_crm.domain.fields import FieldType, FormKind, RecordType, Value
from desktop_crm.domain.masking import is_masked_by_default, mask_value
from desktop_crm.domain.records import CUSTOMER, RECORD_TYPES
from desktop_crm.domain.values import decode, format_value
from desktop_crm.errors import UsageError

NOTHING = "—"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """Old and new value of one field, as they stand in an operation or in the history."""

    field: str
    old: Value = None
    new: Value = None


@dataclass(frozen=True, slots=True)
class Operation:
    """One action of a person on one row. ``kind`` is a word of ``sync.protocol.OpKind``, ``command`` of its
    ``Command``; ``made_at`` is UTC text of this laptop's clock."""

    n: int
    op_id: str
    save_group: str
    agg_id: str
    row_id: str
    kind: str
    record_type: str
    made_at: str
    changes: tuple[FieldChange, ...]
    command: str = ""


def read_operation(n: int, op_id: str, payload: str) -> Operation:
    """Read an operation as it goes over the wire; what cannot be read is left out.

    Fields that only accompany their group (old equal to new) are no change and are not named.
    """
    try:
        document = decode(payload)
    except UsageError:
        document = {}
    body: Mapping[str, object] = document if isinstance(document, dict) else {}

    def text(key: str) -> str:
        return str(body.get(key) or "")

    return Operation(
        n, op_id, text("g") or op_id, text("agg") or text("row"), text("row"), text("k"), text("t"), text("wall"),
        tuple(_changes(body.get("f"))), text("cmd"),
    )  # fmt: skip


def _changes(fields: object) -> list[FieldChange]:
    found = []
    for name, change in (fields if isinstance(fields, dict) else {}).items():
        if not isinstance(change, dict):
            continue
        old, new = change.get("o"), change.get("n", change.get("d"))
        if name != "merged_into" and ("o" not in change or old != new):
            found.append(FieldChange(str(name), old, new))
    return found


def record_of(record_type: str, customer: RecordType = CUSTOMER) -> RecordType | None:
    """Return the declared record type, of the ``customer`` with what the company added; None for one of a newer
    version."""
    return customer if record_type == CUSTOMER.name else RECORD_TYPES.get(record_type)


def record_label(record_type: str, language: str) -> str:
    """Name a record type; one of a newer version by its identifier."""
    record = record_of(record_type)
    if record is None:
        return record_type
    return record.en if language == "en" else record.zh


def field_label(
    record_type: str, name: str, language: str, kind: FormKind | None = None, customer: RecordType = CUSTOMER
) -> str:
    """Name a field; those of the grids with their record before them."""
    record = record_of(record_type, customer)
    field = record.get(name) if record else None
    label = field.label(language, kind) if field else _BESIDE.get(name, (name, name))[language == "en"]
    return (
        label if record is None or record.name == CUSTOMER.name else f"{record_label(record_type, language)} · {label}"
    )


#: What is no declared field and stands in operations and conflicts all the same.
_BESIDE = {"owner_id": ("负责人", "Owner"), "merged_into": ("合并", "Merge")}


def shown_value(record_type: str, name: str, value: Value, language: str, customer: RecordType = CUSTOMER) -> str:
    """Write a value for people, masked where the field is masked in lists."""
    record = record_of(record_type, customer)
    field = record.get(name) if record else None
    if value is None or value in ("", ()):
        return NOTHING
    if field is None:
        return str(value)
    if isinstance(value, int) and not isinstance(value, bool) and field.type is FieldType.TEXT:
        value = str(value)
    hidden = is_masked_by_default(field, in_list=True)
    return (mask_value(field, value, language) if hidden else format_value(field, value, language)) or NOTHING
