"""Undo of what was done to campaigns. Everything goes through the service, so it synchronises like any other save."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from desktop_crm.domain.fields import Values
from desktop_crm.services.campaigns import CampaignService, Draw
from ui.undo import differences


@dataclass(slots=True)
class Removing:
    """A campaign taken away with its members."""

    service: CampaignService
    campaign_id: str
    members: Mapping[str, str] = field(default_factory=dict)

    @property
    def cards(self) -> int:
        """How many members it had."""
        return len(self.members)

    def undo(self) -> None:
        """Bring it back."""
        self.service.restore(self.campaign_id, self.members)

    def redo(self) -> None:
        """Take it away again."""
        self.members = self.service.remove(self.campaign_id)


@dataclass(frozen=True, slots=True)
class Drawing:
    """Customers added to a campaign."""

    service: CampaignService
    drawn: Draw

    @property
    def cards(self) -> int:
        """How many they are."""
        return len(self.drawn.members)

    def undo(self) -> None:
        """Take them out."""
        self.service.take_out(self.drawn.members)

    def redo(self) -> None:
        """Bring them back, in the groups they were drawn into."""
        self.service.take_out(self.drawn.members, back=True)


@dataclass(frozen=True, slots=True)
class Changing:
    """Fields of a campaign before and after; what somebody changed since is left alone."""

    service: CampaignService
    campaign_id: str
    before: Values
    after: Values

    def undo(self) -> None:
        """Bring back what was."""
        self._go(self.after, self.before)

    def redo(self) -> None:
        """Change it again."""
        self._go(self.before, self.after)

    def _go(self, start: Values, target: Values) -> None:
        changes = differences(start, target, self.service.values(self.campaign_id))
        if changes:
            self.service.save(changes, self.campaign_id)


@dataclass(frozen=True, slots=True)
class Responding:
    """The answer of a member, before and after."""

    service: CampaignService
    member_id: str
    before: date | None
    after: date | None

    def undo(self) -> None:
        """Bring back what was."""
        self.service.respond(self.member_id, self.before)

    def redo(self) -> None:
        """Write it down again."""
        self.service.respond(self.member_id, self.after)
