"""Conflicts as the inbox shows them."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from sqlalchemy import Connection

from desktop_crm.domain.fields import RecordType
from desktop_crm.domain.records import CUSTOMER
from desktop_crm.store.projection import RowImage, canonical, parse


@dataclass(frozen=True, slots=True)
class ConflictItem:
    """An overwritten or withheld edit. Values are for reading, ``*_json`` as they travel."""

    id: str
    agg_id: str
    customer_no: str
    display_name: str
    field: str
    record_type: str
    why: str
    base: str | None
    winner: str | None
    loser: str | None
    winner_by: str
    loser_by: str
    at: str
    important: bool
    state: str
    winner_device: str = ""
    loser_device: str = ""
    base_json: str | None = None
    winner_json: str | None = None
    loser_json: str | None = None
    #: The customer with every field that the company ever added.
    customer: RecordType = dataclasses.field(default=CUSTOMER, kw_only=True)


def _shown(text: str) -> str:
    """Return a value that travels as JSON as a person reads it."""
    try:
        value = parse(text)
    except ValueError:
        return text
    if isinstance(value, list):
        return "、".join(str(item) for item in value)
    return "" if value is None else str(value)


def name_other_card(connection: Connection, conflict: RowImage) -> None:
    """Name the other customer of a merge that was not done, where that one is here."""
    other = _shown(str(conflict.values.get("loser") or ""))
    row = connection.exec_driver_sql("SELECT customer_no, display_name FROM customer WHERE id = ?", (other,)).fetchone()
    conflict.values["loser"] = canonical(f"{row[0]} {row[1] or ''}".strip() if row else other)


def conflict_item(customer_no: str, name: str, image: RowImage, customer: RecordType = CUSTOMER) -> ConflictItem:
    """Return a conflict row of a customer as the inbox shows it."""
    values = image.values

    def text(key: str) -> str:
        return str(values.get(key) or "")

    def optional(key: str) -> str | None:
        value = values.get(key)
        return None if value is None else _shown(str(value))

    return ConflictItem(
        image.id, image.agg_id, customer_no, name, text("field"), text("record_type"), text("why"), optional("base"),
        optional("winner"), optional("loser"), text("winner_by"), text("loser_by"), text("at"),
        bool(values.get("important")), text("state"), text("winner_device"), text("loser_device"),
        *(None if values.get(key) is None else str(values[key]) for key in ("base", "winner", "loser")),
        customer=customer,
    )  # fmt: skip
