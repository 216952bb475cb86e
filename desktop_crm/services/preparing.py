"""From raw values to checked ones, and who saves: what every service that writes records needs."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection

from desktop_crm.domain.fields import RecordType, Value, Values
from desktop_crm.domain.validation.card import check_field
from desktop_crm.domain.validation.findings import Finding, Severity
from desktop_crm.domain.values import TYPE_ERRORS
from desktop_crm.errors import UsageError
from desktop_crm.store import meta
from desktop_crm.store.recorder import Author


@dataclass(slots=True)
class Prepared:
    """Checked values of one row, and what the checks found."""

    values: dict[str, Value] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def prepare(
    record: RecordType,
    values: Values,
    present: Values,
    today: date,
    *,
    position: int | None = None,
    strict: bool = True,
) -> Prepared:
    """Check raw values of one row; ``present`` are its other values, ``position`` its place in a grid from 1.

    Raises UsageError for a field the record does not have and, when ``strict``, for a value that cannot be
    of its field's type.
    """
    prepared = Prepared()
    row = {**present, **values}
    for name, raw in values.items():
        if name not in record.by_id:
            raise UsageError("unknown_field", field=name)
        checked = check_field(record, name, raw, row, today)
        wrong = next((finding for finding in checked.findings if finding.code in TYPE_ERRORS), None)
        if wrong is not None and strict:
            facts = {"field": name, "value": str(raw)[:80], "reason": wrong.code}
            raise UsageError("bad_value", **{**wrong.params, **facts})
        prepared.values[name] = checked.value
        where = name if position is None else f"{record.name}[{position}].{name}"
        prepared.findings.extend(finding.at(where) for finding in checked.findings)
    return prepared


def has_error(findings: list[Finding] | tuple[Finding, ...]) -> bool:
    """Say whether one of the findings forbids filing."""
    return any(finding.severity is Severity.ERROR for finding in findings)


def author_of(connection: Connection) -> Author:
    """Return who works on this profile, and on which device."""
    device = meta.get(connection, "device_name") or meta.get(connection, "device_code")
    return Author(meta.get(connection, "user_name"), device)
