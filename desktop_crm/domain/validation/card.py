"""Checks of a typed value and of a whole card: the single field, then the rules across fields
(domain contract §1.1 "Cross-field checks", §1.2, §1.3). Duplicates are found by the store.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache

from desktop_crm.domain import regions
from desktop_crm.domain.fields import Field, FieldType, FormKind, RecordType, Value, Values
from desktop_crm.domain.records import CUSTOMER, GRID
from desktop_crm.domain.validation import identity
from desktop_crm.domain.validation.findings import Checked, Finding, error, hint, warning
from desktop_crm.domain.validation.parsing import TYPE_ERRORS
from desktop_crm.domain.validation.person import facts_from_id, person_findings
from desktop_crm.domain.values import parse_value
from desktop_crm.errors import UsageError

__all__ = ["check_card", "check_field", "check_file", "facts_from_id", "form_kind", "grid_field"]

_WAYS_TO_REACH = ("mailing_address", "landline_phone", "mobile_phone", "email")
_TEXTS = (FieldType.TEXT, FieldType.LONG_TEXT)
_PAIRS = {FormKind.INDIVIDUAL: ("id_type", "id_number"), FormKind.ORGANISATION: ("licence_type", "licence_no")}

#: First two digits of postcodes by province code (China Post).
_POSTCODES = {
    "11": "10", "12": "30", "13": "05 06 07", "14": "03 04", "15": "01 02 13 16", "21": "11 12", "22": "13",
    "23": "15 16", "31": "20", "32": "21 22", "33": "31 32", "34": "23 24", "35": "35 36", "36": "33 34",
    "37": "25 26 27", "41": "45 46 47", "42": "43 44", "43": "41 42", "44": "51 52", "45": "53 54", "46": "57",
    "50": "40", "51": "61 62 63 64", "52": "55 56", "53": "65 66 67", "54": "85 86", "61": "71 72", "62": "73 74",
    "63": "81", "64": "75", "65": "83 84",
}  # fmt: skip


def form_kind(values: Values) -> FormKind:
    """Return the kind of customer of a row; an individual when none or an unknown one is given."""
    return FormKind.ORGANISATION if values.get("customer_kind") == FormKind.ORGANISATION else FormKind.INDIVIDUAL


def grid_field(record: RecordType, position: int, field_id: str) -> str:
    """Name a cell of the grid in findings: ``family_member[2].name``; positions count from 1."""
    return f"{record.name}[{position}].{field_id}"


def check_field(record: RecordType, field_id: str, raw: object, row: Values, today: date) -> Checked:
    """Read and check one raw value of a record; the findings are placed on the field.

    ``row`` holds the other values of the record, as far as they are known. The value is None when
    nothing was given or the raw value is not of the field's type (a code of ``TYPE_ERRORS``).

    Raises:
        UsageError: ``unknown_field``.
    """
    field = record.get(field_id)
    if field is None:
        raise UsageError("unknown_field", field=field_id, record=record.name)
    parsed = parse_value(field, raw, today)
    if parsed.value is None:
        return parsed
    checked = _check_value(field, parsed.value, row, today)
    return Checked(checked.value, parsed.findings + checked.findings)


def _check_value(field: Field, value: Value, row: Values, today: date) -> Checked:
    """Run the validator and the length rule on a value of the right type."""
    findings: tuple[Finding, ...] = ()
    if field.validator is not None and not isinstance(value, bool | tuple):
        checked = field.validator(str(value), row, today)
        findings = tuple(finding.at(field.id) for finding in checked.findings)
        if field.type in _TEXTS and not _not_of_type(checked):
            value = checked.value
    length = _length(value)
    if length > field.max_length:
        findings += (error("too_long", field.id, length=length, limit=field.max_length),)
    return Checked(value, findings)


def _not_of_type(checked: Checked) -> bool:
    return any(finding.code in TYPE_ERRORS for finding in checked.findings)


def _length(value: Value) -> int:
    if isinstance(value, tuple):
        return sum(map(len, value)) + max(len(value) - 1, 0)
    return len(value) if isinstance(value, str) else 0


def check_file(
    values: Values, grid_rows: Sequence[Values], today: date, record: RecordType = CUSTOMER
) -> tuple[Finding, ...]:
    """Check a whole stored file: every field, every cell of the grid, and :func:`check_card`.

    A file without an error among the findings may be filed (已建档). Grid cells are named as by
    :func:`grid_field`.
    """
    found: list[Finding] = []
    for field in record:
        found.extend(_stored(field, values, today))
    grid = GRID[form_kind(values)]
    for position, row in enumerate(grid_rows, start=1):
        for field in grid:
            found.extend(finding.at(grid_field(grid, position, field.id)) for finding in _stored(field, row, today))
    return (*found, *check_card(values, grid_rows, today, record))


def _stored(field: Field, row: Values, today: date) -> tuple[Finding, ...]:
    value = row.get(field.id)
    return () if value in (None, "", ()) else _check_value(field, value, row, today).findings


def check_card(
    values: Values, grid_rows: Sequence[Values], today: date, record: RecordType = CUSTOMER
) -> tuple[Finding, ...]:
    """Check the rules across fields: required fields, X-CONTACT, X-IDPAIR, X-SEX, X-BIRTH, X-NATIVE,
    consent, minors, postcode, and the rows of the grid. Single fields are :func:`check_field`'s."""
    kind = form_kind(values)
    return (
        *_required(values, kind, record),
        *_contact(values),
        *_pair(values, kind, today),
        *(person_findings(values, today) if kind is FormKind.INDIVIDUAL else ()),
        *_postcode(values),
        *(_family(grid_rows) if kind is FormKind.INDIVIDUAL else _contacts(grid_rows)),
    )


@cache
def _required_fields(kind: FormKind) -> tuple[Field, ...]:
    return tuple(field for field in CUSTOMER if kind in field.required)


def _added_fields(record: RecordType) -> tuple[Field, ...]:
    """Fields that the company added: they stand behind the declared ones."""
    return record.fields[len(CUSTOMER.fields) :]


def _is_asked(field: Field, kind: FormKind, values: Values) -> bool:
    if not field.on_form(kind) or (field.visible is not None and not field.visible(values)):
        return False
    return kind in field.required or (field.needed is not None and field.needed(values))


def _required(values: Values, kind: FormKind, record: RecordType) -> Iterator[Finding]:
    asked = (*_required_fields(kind), *(one for one in _added_fields(record) if _is_asked(one, kind, values)))
    for field in asked:
        if values.get(field.id) in (None, "", ()):
            yield error("required", field.id)


def _contact(values: Values) -> Iterator[Finding]:
    if not any(values.get(field_id) for field_id in _WAYS_TO_REACH):
        yield error("contact_missing", "mobile_phone")


def _pair(values: Values, kind: FormKind, today: date) -> Iterator[Finding]:
    type_id, number_id = _PAIRS[kind]
    document, number = values.get(type_id), values.get(number_id)
    if number and not document:
        finding = error("document_type_missing", type_id)
        citizen = kind is FormKind.INDIVIDUAL and identity.read_citizen(str(number), today)
        yield finding.offering(id_type="resident_id") if citizen else finding
    elif document and not number:
        yield error("document_number_missing", number_id)


def _postcode(values: Values) -> Iterator[Finding]:
    code, address = values.get("postal_code"), values.get("mailing_address")
    if not isinstance(code, str) or not isinstance(address, str) or len(code) != 6 or code == "000000":
        return
    province = regions.province_of_address(address)
    expected = _POSTCODES.get(province or "")
    if expected and code[:2] not in expected.split():
        yield hint("postcode_province", "postal_code", province=regions.province_name(province or ""))


def _touched(row: Mapping[str, Value], *but: str) -> bool:
    return any(value not in (None, "", (), False) for name, value in row.items() if name not in ("sort_order", *but))


def _family(rows: Sequence[Values]) -> Iterator[Finding]:
    grid = GRID[FormKind.INDIVIDUAL]
    for position, row in enumerate(rows, start=1):
        typed = {field.id: row.get(field.id) for field in grid}
        if not _touched(typed):
            continue
        for needed in ("name", "relation"):
            if not typed[needed]:
                yield error("required", grid_field(grid, position, needed))
        if typed["is_under_14"]:
            for forbidden in ("work_unit", "phone"):
                if typed[forbidden]:
                    yield warning("minor_cell", grid_field(grid, position, forbidden))


def _contacts(rows: Sequence[Values]) -> Iterator[Finding]:
    grid = GRID[FormKind.ORGANISATION]
    primary = 0
    for position, row in enumerate(rows, start=1):
        typed = {field.id: row.get(field.id) for field in grid}
        if _touched(typed) and not typed["name"]:
            yield error("required", grid_field(grid, position, "name"))
        primary += bool(typed["is_primary"])
        if typed["is_primary"] and primary > 1:
            yield warning("contact_primary_many", grid_field(grid, position, "is_primary"))
