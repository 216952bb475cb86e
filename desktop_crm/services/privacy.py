"""Asking the person responsible for privacy, and what was decided (domain contract W16-4, AC35)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from desktop_crm.clock import Clock
from desktop_crm.domain.anonymity import SmallGroups
from desktop_crm.domain.fields import Value, Values
from desktop_crm.domain.privacy_records import EXPORT_REQUEST
from desktop_crm.errors import NotFound, RecordRefused, UsageError
from desktop_crm.services.company_rows import CompanyRows


@dataclass(frozen=True, slots=True)
class Request:
    """One request, as its row says."""

    id: str
    values: Values

    @property
    def state(self) -> str:
        """Return asked, allowed or refused."""
        return str(self.values.get("state") or "asked")


class PrivacyService:
    """Requests are rows of the company and travel; each call is one transaction. ``me`` names whoever works here."""

    def __init__(self, rows: CompanyRows, clock: Clock, me: Callable[[], str]) -> None:
        self._rows, self._clock, self._me = rows, clock, me

    def requests(self) -> list[Request]:
        """Return every request, the newest first."""
        found = [Request(row.id, row.values) for row in self._rows.all(EXPORT_REQUEST)]
        return sorted(found, key=lambda one: str(one.values.get("asked_at") or ""), reverse=True)

    def about(self, fingerprint: str) -> Request | None:
        """Return the newest request for an export; None when nobody asked."""
        return next((one for one in self.requests() if one.values.get("fingerprint") == fingerprint), None)

    def ask(self, fingerprint: str, groups: SmallGroups, customers: int, fields: tuple[str, ...], reason: str) -> str:
        """Ask for an export, once for the same one; return the request's id. Raises UsageError without a reason."""
        if not reason.strip():
            raise UsageError("export_reason")
        present = self.about(fingerprint)
        if present is not None and present.state == "asked":
            return present.id
        request_id = self._rows.new_id()
        values: dict[str, Value] = {
            "fingerprint": fingerprint,
            "customers": customers,
            "small_groups": groups.groups,
            "people": groups.people,
            "fields": tuple(sorted(fields)),
            "reason": reason.strip()[:500],
            "asked_at": self._clock(),
        }
        self._rows.save([(EXPORT_REQUEST, request_id, values)])
        return request_id

    def may_decide(self) -> bool:
        """Say whether whoever works here is responsible for privacy: an administrator."""
        return self._rows.administers()

    def decide(self, request_id: str, *, allow: bool, reason: str) -> None:
        """Allow or refuse an export. Raises RecordRefused("not_administrator"), NotFound, UsageError."""
        if not self.may_decide():
            raise RecordRefused("not_administrator")
        if not reason.strip():
            raise UsageError("export_reason")
        if all(one.id != request_id for one in self.requests()):
            raise NotFound(id=request_id)
        values: dict[str, Value] = {
            "state": "allowed" if allow else "refused",
            "decided_reason": reason.strip()[:500],
            "decided_by": self._me() or None,
        }
        self._rows.save([(EXPORT_REQUEST, request_id, values)])
