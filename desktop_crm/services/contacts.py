"""Writing contacts down in one go, and keeping their next steps: done, taken back, put off."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from desktop_crm.clock import Clock
from desktop_crm.domain.quick_dates import to_instant
from desktop_crm.domain.records import RECORD_TYPES
from desktop_crm.services.rows import RowChange, RowService, SavedRows

ACTIVITY = RECORD_TYPES["activity"]


@dataclass(frozen=True, slots=True)
class QuickContact:
    """What one tells of a call or visit; the rest follows from the clock and the defaults.

    ``due`` is a moment of this computer's clock. ``done`` are contacts whose next step this was.
    """

    summary: str
    method: str = "phone"
    next_action: str = ""
    due: datetime | None = None
    done: Sequence[str] = ()


class ContactService:
    """Contacts and their next steps, written through the rows' one door. Thread-safe."""

    def __init__(self, rows: RowService, clock: Clock, me: Callable[[], str]) -> None:
        self._rows, self._clock, self._me = rows, clock, me

    def log(self, customer_id: str, contact: QuickContact) -> SavedRows:
        """Write a contact down as of now, in one save with the steps it settles. Raises as ``RowService.save``."""
        values = {
            "contacted_at": self._clock(),
            "method": contact.method,
            "summary": contact.summary,
            "next_action": contact.next_action or None,
            "next_action_at": to_instant(contact.due) if contact.due else None,
            "by": self._me() or None,
        }
        settled = [RowChange("activity", {"next_done_at": self._clock()}, row_id) for row_id in contact.done]
        given = {name: value for name, value in values.items() if value is not None}
        return self._rows.save(customer_id, [RowChange("activity", given), *settled])

    def finish(self, row_id: str) -> SavedRows:
        """Note that the next step of a contact is done. Raises NotFound."""
        return self._rows.change("activity", row_id, {"next_done_at": self._clock()})

    def put_off(self, row_id: str, due: datetime) -> SavedRows:
        """Put the next step of a contact off to another moment. Raises NotFound."""
        return self._rows.change("activity", row_id, {"next_action_at": to_instant(due)})
