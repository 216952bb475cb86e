"""Marks on the truth of a field: 未核实, 已核实, 存疑 (domain contract §1.0-3).

A mark is one row of the customer per field. It remembers which value it speaks of by a short keyed hash, so that a
changed value loses its mark without anybody doing anything, on every laptop, whatever comes in which order.
"""

from __future__ import annotations

import hashlib
import hmac
import uuid
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cache

import msgspec

from desktop_crm.domain.fields import Field, FormKind, Value, Values
from desktop_crm.domain.file_records import VERIFICATION
from desktop_crm.domain.records import CUSTOMER

_ROWS = uuid.UUID("6a4f5a0e-9c6b-5d0f-8a57-2f1d9f3b7c11")
#: Hexadecimal digits of the hash. 24 bits tell a change with certainty enough; of all mobile numbers 400 share each, so
#: nobody can find a number that has since been taken off the card by trying them all.
_DIGITS = 6


class State(StrEnum):
    """How far a value can be trusted."""

    UNVERIFIED = "unverified"
    VERIFIED = "verified"
    DOUBTFUL = "doubtful"


@cache
def verifiable_fields(kind: FormKind) -> tuple[Field, ...]:
    """Return the fields of a form whose truth is checked, in declared order."""
    return tuple(field for field in CUSTOMER if field.verifiable and field.on_form(kind))


def mark_id(customer_id: str, field_id: str) -> str:
    """Return the id of the mark of a field: two people who check it offline write one row."""
    return str(uuid.uuid5(_ROWS, f"{customer_id}\0{field_id}"))


def value_hash(row_id: str, value: Value) -> str:
    """Return what the mark with this id remembers of a value."""
    text = msgspec.json.encode(sorted(value) if isinstance(value, tuple) else value)
    return hmac.new(row_id.encode(), text, hashlib.sha256).hexdigest()[:_DIGITS]


def state_of(row_id: str, mark: Values, value: Value) -> State:
    """Say what a mark means for the value the field has now. A mark without a hash, of an earlier version, holds."""
    if value in (None, "", ()):
        return State.UNVERIFIED
    known = mark.get("value_hash")
    if known and known != value_hash(row_id, value):
        return State.UNVERIFIED
    return State.DOUBTFUL if mark.get("state") == State.DOUBTFUL else State.VERIFIED


def newest_marks(rows: Iterable[tuple[str, Values]]) -> dict[str, tuple[str, Values]]:
    """Return the mark that counts for each field, with its id: the newest, as a merged card brought its own."""
    found: dict[str, tuple[str, Values]] = {}
    for row_id, mark in rows:
        field_id = str(mark.get("field") or "")
        present = found.get(field_id)
        if present is None or str(mark.get("verified_at") or "") >= str(present[1].get("verified_at") or ""):
            found[field_id] = (row_id, mark)
    return found


def states(kind: FormKind, values: Mapping[str, Value], rows: Sequence[tuple[str, Values]]) -> dict[str, State]:
    """Return the state of each filled field whose truth is checked; ``rows`` are the marks of the customer."""
    marks = newest_marks(rows)
    found: dict[str, State] = {}
    for field in verifiable_fields(kind):
        value = values.get(field.id)
        if value not in (None, "", ()):
            found[field.id] = state_of(*marks[field.id], value) if field.id in marks else State.UNVERIFIED
    return found


__all__ = [
    "VERIFICATION", "State", "mark_id", "newest_marks", "state_of", "states", "value_hash", "verifiable_fields",
]  # fmt: skip
