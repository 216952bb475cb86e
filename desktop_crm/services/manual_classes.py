"""A person's word against the computed class: with a reason, for a time, and for some classes only by a manager."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from desktop_crm.domain.classification.catalogue import SCHEMES
from desktop_crm.domain.classification.model import Kind
from desktop_crm.domain.company_parameters import KIND, Parameters
from desktop_crm.domain.file_records import CLASS_OVERRIDE
from desktop_crm.errors import RecordRefused, UsageError
from desktop_crm.services.parameters import ADMINISTRATOR, MANAGER, ParameterService
from desktop_crm.services.rows import RowChange, RowService

_DECIDERS = frozenset({ADMINISTRATOR, MANAGER})


class ManualClassService:
    """Writes overrides; they are rows of the customer and travel with it."""

    def __init__(self, rows: RowService, parameters: ParameterService, *, today: Callable[[], date]) -> None:
        self._rows, self._parameters, self._today = rows, parameters, today

    def last_day(self) -> date:
        """Return the day until which a class set today holds, unless another is given."""
        return self._today() + timedelta(days=Parameters.of(self._parameters.all(KIND)).override_days)

    def may_give(self, scheme_id: str, value: str) -> bool:
        """Say whether whoever works here may give this class by hand."""
        return value not in SCHEMES[scheme_id].manager_only or self._parameters.role() in _DECIDERS

    def put(
        self, customer_id: str, scheme_id: str, value: str, reason: str, by: str, until: date | None = None,
        present: str = "",
    ) -> str:  # fmt: skip
        """Set the class of a customer by hand; return the row's id. ``present`` is the row that says otherwise now.

        Raises UsageError for an unknown scheme or class or a day that is over, RecordRefused("manager_only"), and as
        :meth:`RowService.save`.
        """
        scheme = SCHEMES.get(scheme_id)
        if scheme is None or scheme.kind is Kind.DESCRIBED:
            raise UsageError("unknown_scheme", scheme=scheme_id[:20])
        parameters = Parameters.of(self._parameters.all(KIND))
        if all(known.code != value for known in scheme.values_under(parameters)) and not scheme.takes_any(parameters):
            raise UsageError("unknown_class", value=value[:50], scheme=scheme_id)
        last = until or self.last_day()
        if last < self._today():
            raise UsageError("day_over", day=last.isoformat())
        if not self.may_give(scheme_id, value):
            raise RecordRefused("manager_only")
        values = {"value": value, "reason": reason.strip(), "by": by, "expires_on": last.isoformat()}
        change = RowChange(CLASS_OVERRIDE.name, {"scheme": scheme_id, **values}, present or None)
        return self._rows.save(customer_id, [change]).ids[0]

    def remove(self, row_id: str) -> None:
        """Let the rule decide again. Raises NotFound."""
        self._rows.remove(CLASS_OVERRIDE.name, row_id)

    def restore(self, row_id: str) -> None:
        """Bring back what was removed. Raises NotFound."""
        self._rows.restore(CLASS_OVERRIDE.name, row_id)
