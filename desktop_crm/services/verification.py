"""Writing marks on the truth of fields: checked, in doubt, or neither (domain contract §1.0-3)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from desktop_crm.clock import Clock
from desktop_crm.domain.fields import Value, Values
from desktop_crm.domain.file_records import VERIFICATION
from desktop_crm.domain.records import CUSTOMER
from desktop_crm.domain.validation.card import form_kind
from desktop_crm.domain.verification import State, mark_id, newest_marks, value_hash, verifiable_fields
from desktop_crm.errors import NotFound, RecordRefused, UsageError
from desktop_crm.services.rows import RowChange, RowService
from desktop_crm.store.engine import Store
from desktop_crm.store.recorder import load_row, load_rows


@dataclass(frozen=True, slots=True)
class Marked:
    """One mark before and after; None where there was none. For undo."""

    row_id: str
    before: Values | None
    after: Values | None


class VerificationService:
    """Marks are rows of the customer and travel with it. Thread-safe. ``me`` names whoever works here."""

    def __init__(self, store: Store, rows: RowService, clock: Clock, me: Callable[[], str]) -> None:
        self._store, self._rows, self._clock, self._me = store, rows, clock, me

    def mark(self, customer_id: str, field_id: str, how: str, state: State = State.VERIFIED) -> Marked:
        """Say that the present value of a field is true, or in doubt, and how one knows.

        Raises UsageError for a field whose truth is not checked or an unknown ``how``,
        RecordRefused("nothing_to_check") for an empty one, NotFound, and as ``RowService.save``.
        """
        value, present = self._look(customer_id, field_id)
        if value in (None, "", ()):
            raise RecordRefused("nothing_to_check", field=field_id)
        row_id, before, deleted = present or (mark_id(customer_id, field_id), None, False)
        if deleted:
            self._rows.restore(VERIFICATION.name, row_id)
        values: dict[str, Value] = {
            "field": field_id,
            "state": State(state).value,
            "how": how,
            "by": self._me() or None,
            "verified_at": self._clock(),
            "value_hash": value_hash(row_id, value),
        }
        change = RowChange(VERIFICATION.name, values, row_id if present else None, new_id=row_id)
        self._rows.save(customer_id, [change])
        return Marked(row_id, None if deleted else before, values)

    def withdraw(self, customer_id: str, field_id: str) -> Marked | None:
        """Take the mark of a field away; None when there was none. Raises as :meth:`mark`."""
        _, present = self._look(customer_id, field_id)
        if present is None or present[2]:
            return None
        self._rows.remove(VERIFICATION.name, present[0])
        return Marked(present[0], present[1], None)

    def _look(self, customer_id: str, field_id: str) -> tuple[Value, tuple[str, Values, bool] | None]:
        """Return the value of the field and its mark: id, values, whether it was taken away."""
        with self._store.read() as connection:
            card = load_row(connection, CUSTOMER, customer_id)
            rows = load_rows(connection, VERIFICATION, [customer_id])
        if card is None:
            raise NotFound(id=customer_id)
        if all(field.id != field_id for field in verifiable_fields(form_kind(card.values))):
            raise UsageError("not_verifiable", field=field_id)
        own = mark_id(customer_id, field_id)
        live = newest_marks((row.id, row.values) for row in rows if not row.deleted).get(field_id)
        if live is not None:
            return card.values.get(field_id), (*live, False)
        gone = next((row for row in rows if row.id == own), None)
        return card.values.get(field_id), (own, gone.values, True) if gone else None
