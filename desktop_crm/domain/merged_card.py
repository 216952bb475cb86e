"""What the card that stays knows of one that was merged into it: its record, made by laptop and server alike."""

from __future__ import annotations

import uuid

from desktop_crm.domain.fields import Field, FieldType, RecordType, SearchIn, Sensitivity

_ROWS = uuid.UUID("b0a8a9d5-6d39-5f36-9d1c-3c2f4f8f0b67")

#: A card of the same customer that was merged into this one: found by its old number, and can be taken out again.
MERGED_CARD = RecordType(
    "merged_card",
    "合并来的档案",
    "Merged card",
    (
        Field(id="card_id", zh="档案", en="Card"),
        Field(id="customer_no", zh="编号", en="Number", max_length=40, search=SearchIn.DIGITS),
        Field(id="name", zh="名称", en="Name", sensitivity=Sensitivity.P1, max_length=100, search=SearchIn.NAME),
        Field(id="into", zh="合并到", en="Merged into"),
        Field(id="by", zh="合并人", en="Merged by", max_length=50),
        Field(id="merged_at", zh="合并时间", en="Merged at", type=FieldType.INSTANT),
    ),
    parent="customer",
    by_server=True,
    when="merged_at",
    title=("customer_no", "name"),
)


def merged_card_id(op_id: str) -> str:
    """Return the id of the row that a merge leaves on the card that stays."""
    return str(uuid.uuid5(_ROWS, op_id))
