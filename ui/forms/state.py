"""What a form holds, without widgets: stored values, what was typed over them, and what to save.

``raw`` is the text (or choice code, members, yes/no) in an editor; the value follows from it by the
field's own parsing. What equals the stored value again counts as untouched.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from desktop_crm.domain.fields import Field, FieldType, FormKind, RecordType, Value, Values
from desktop_crm.domain.records import CUSTOMER
from desktop_crm.domain.validation.card import check_field
from desktop_crm.domain.validation.findings import Finding
from desktop_crm.domain.values import TYPE_ERRORS, format_money

#: What an editor holds: text, a choice code, members of a set, yes/no.
Raw = str | bool | tuple[str, ...] | None

ORDER = "sort_order"


def raw_of(declared: Field, value: Value) -> Raw:
    """Return what the editor of a field holds for a stored value, in any language the same."""
    if declared.type is FieldType.SET:
        return value if isinstance(value, tuple) else ()
    if declared.type is FieldType.BOOLEAN:
        return value if isinstance(value, bool) else None
    if declared.type is FieldType.MONEY and isinstance(value, int):
        return format_money(value)
    return "" if value is None else str(value)


def is_empty(raw: object) -> bool:
    """Whether an editor with this content is empty."""
    return raw is None or raw in ("", ())


@dataclass(slots=True)
class Reading:
    """Values of a row as its texts read now, with the findings of single fields."""

    values: dict[str, Value] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


class RowState:
    """One row of a record in the form: the card itself, or a row of its grid."""

    def __init__(self, record: RecordType, base: Values | None = None, row_id: str | None = None) -> None:
        self.record = record
        self.id = row_id
        self.base: dict[str, Value] = dict(base or {})
        self.typed: dict[str, Raw] = {}
        self.others: dict[str, Value] = {}  # what somebody else put into a field that is being edited here
        self.revealed: set[str] = set()

    def raw(self, name: str) -> Raw:
        """Return what the editor of a field holds."""
        return self.typed[name] if name in self.typed else raw_of(self.record[name], self.base.get(name))

    def type(self, name: str, raw: Raw) -> None:
        """Take what was typed into a field."""
        stored = raw_of(self.record[name], self.base.get(name))
        if raw == stored or (is_empty(raw) and is_empty(stored)):
            self.typed.pop(name, None)
        else:
            self.typed[name] = raw

    @property
    def empty(self) -> bool:
        """Whether nobody wrote anything into this row."""
        return all(is_empty(raw) or raw is False for name, raw in self.given().items() if name != ORDER)

    def given(self) -> dict[str, object]:
        """Return every content, typed over stored."""
        return {**self.base, **self.typed}

    def read(self, names: Iterable[str], today: date) -> Reading:
        """Read and check the named fields; the others keep their stored value."""
        reading = Reading(dict(self.base))
        given = self.given()
        for name in names:
            if is_empty(given.get(name)):
                reading.values[name] = None
                continue
            checked = check_field(self.record, name, given[name], self._typed_row(given), today)
            if name in self.typed:
                reading.values[name] = checked.value
                reading.findings.extend(checked.findings)
            else:  # a stored choice of a newer version is no mistake of the person here
                reading.findings.extend(item for item in checked.findings if item.code not in TYPE_ERRORS)
        return reading

    def changes(self, reading: Reading) -> dict[str, Value]:
        """Return the values that differ from the stored ones."""
        return {
            name: reading.values.get(name)
            for name in self.typed
            if name in reading.values and _norm(reading.values[name]) != _norm(self.base.get(name))
        }

    def rebase(self, values: Values) -> dict[str, Value]:
        """Take the newest stored values; return those that changed. What is being edited stays as typed."""
        changed = {
            name: values.get(name)
            for name in self.record.by_id
            if _norm(values.get(name)) != _norm(self.base.get(name))
        }
        typed, self.base = self.typed, dict(values)
        self.typed = {}
        for name, raw in typed.items():
            if name in self.record.by_id:
                self.type(name, raw)
        self.others.update({name: value for name, value in changed.items() if name in self.typed})
        return changed

    @staticmethod
    def _typed_row(given: Mapping[str, object]) -> dict[str, Value]:
        return {name: raw for name, raw in given.items() if isinstance(raw, str | int | bool | tuple)}


def _norm(value: Value) -> Value:
    return None if value in ("", ()) else value


def form_fields(record: RecordType, kind: FormKind) -> tuple[Field, ...]:
    """Fields that a person fills in on the form of ``kind``, header included, in declared order."""
    return tuple(item for item in record if item.on_form(kind) or kind in item.required)


def header_fields(kind: FormKind) -> tuple[Field, ...]:
    """Fields of the header line: required, but in no cell and on no tab."""
    return tuple(item for item in CUSTOMER if kind in item.required and not item.on_form(kind))


def basic_fields(kind: FormKind) -> tuple[Field, ...]:
    """Single cells of the paper form in tab order."""
    return tuple(item for item in CUSTOMER.on_paper(kind) if item.type is not FieldType.LONG_TEXT)


def note_fields(kind: FormKind) -> tuple[Field, ...]:
    """Long texts of the paper form; they stand below the grid."""
    return tuple(item for item in CUSTOMER.on_paper(kind) if item.type is FieldType.LONG_TEXT)


def tabs(record: RecordType, kind: FormKind) -> tuple[str, ...]:
    """Names of the extra tabs of the form, in declared order."""
    names = [(item.tab or {}).get(kind) for item in record]
    return tuple(dict.fromkeys(name for name in names if name))
