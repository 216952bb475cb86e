"""Manual classes that were given or taken away, for undo and redo."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desktop_crm.domain.classification.facts import Override
from desktop_crm.services.manual_classes import ManualClassService


@dataclass(frozen=True, slots=True)
class Given:
    """A class given by hand, in the place of ``before`` if a person had decided already."""

    service: ManualClassService
    customer_id: str
    after: Override
    before: Override | None

    def undo(self) -> None:
        """Take it away, or give the former one again."""
        if self.before is None:
            self.service.remove(self.after.row_id)
        else:
            self._give(self.before)

    def redo(self) -> None:
        """Give it again."""
        if self.before is None:
            self.service.restore(self.after.row_id)
        else:
            self._give(self.after)

    def _give(self, one: Override) -> None:
        until = date.fromordinal(one.expires_on) if one.expires_on else None
        self.service.put(self.customer_id, one.scheme, one.value, one.reason, one.by, until, self.after.row_id)


@dataclass(frozen=True, slots=True)
class TakenAway:
    """A class by hand that was taken away."""

    service: ManualClassService
    row_id: str

    def undo(self) -> None:
        """Give it again."""
        self.service.restore(self.row_id)

    def redo(self) -> None:
        """Take it away again."""
        self.service.remove(self.row_id)
