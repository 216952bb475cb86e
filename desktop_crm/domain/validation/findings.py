"""What a check says: a code with parameters, never prose. The sentences stand in the catalogue
:mod:`desktop_crm.domain.validation.catalogue`, once per language."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum


class Severity(StrEnum):
    """E: the card stays a draft. W: saved and flagged. I: a hint."""

    ERROR = "E"
    WARNING = "W"
    INFO = "I"


@dataclass(frozen=True, slots=True)
class Finding:
    """One result of a check. ``field`` is the identifier of the field it belongs to; ``offer`` holds
    values the person can take over with one click (field identifier -> value)."""

    code: str
    severity: Severity
    field: str = ""
    params: Mapping[str, str] = dataclasses.field(default_factory=dict)
    offer: Mapping[str, str] = dataclasses.field(default_factory=dict)

    def at(self, field_id: str) -> Finding:
        """Return the same finding, placed on a field."""
        return replace(self, field=field_id)

    def offering(self, **offer: str) -> Finding:
        """Return the same finding with values to take over."""
        return replace(self, offer=offer)


@dataclass(frozen=True, slots=True)
class Checked:
    """A normalised value and what the check has to say about it."""

    value: str | int | bool | tuple[str, ...] | None
    findings: tuple[Finding, ...] = ()

    @property
    def ok(self) -> bool:
        """True when no finding is an error."""
        return all(finding.severity is not Severity.ERROR for finding in self.findings)


#: Nothing was typed.
EMPTY = Checked(None)


def error(code: str, field: str = "", /, **params: object) -> Finding:
    """Make an error: the card stays a draft."""
    return Finding(code, Severity.ERROR, field, _texts(params))


def warning(code: str, field: str = "", /, **params: object) -> Finding:
    """Make a warning: saved and flagged."""
    return Finding(code, Severity.WARNING, field, _texts(params))


def hint(code: str, field: str = "", /, **params: object) -> Finding:
    """Make a hint."""
    return Finding(code, Severity.INFO, field, _texts(params))


def _texts(params: Mapping[str, object]) -> dict[str, str]:
    return {name: str(value) for name, value in params.items()}
