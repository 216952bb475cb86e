"""Campaigns: made, given their customers of whom some are drawn as a control group, answered, closed, taken back."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from desktop_crm.domain.campaign_records import CAMPAIGN, CAMPAIGN_MEMBER, CONTROL, CONTROL_PERCENT, TARGET
from desktop_crm.domain.drawing import control_group
from desktop_crm.domain.fields import Value, Values
from desktop_crm.errors import NotFound, RecordRefused, UsageError
from desktop_crm.services.company_rows import RESTORED, CompanyRows
from desktop_crm.services.rows import RowChange, RowService
from desktop_crm.store.engine import Store
from desktop_crm.store.raw import fetch_all

#: Customers of one draw; those written in one transaction, for which a save of the person waits at most.
MOST, PORTION = 20_000, 200
#: Ways in which nobody is told by his name; other media need the customer's permission where he gave any.
_PERMISSION_OF = {"phone": "phone", "sms": "sms", "email": "email", "post": "post"}


@dataclass(frozen=True, slots=True)
class Draw:
    """What became of the customers one wanted to add. ``members``: row by customer."""

    campaign_id: str
    members: Mapping[str, str] = field(default_factory=dict)
    control: int = 0
    known: int = 0  # had a part already
    refused: int = 0  # agreed ways of contact, and the campaign's media are not among them

    @property
    def target(self) -> int:
        """How many are to be told."""
        return len(self.members) - self.control


class CampaignService:
    """Each call is one transaction, a draw one for each portion."""

    def __init__(
        self, store: Store, company: CompanyRows, rows: RowService, *, today: Callable[[], date],
        new_seed: Callable[[], str] = lambda: secrets.token_hex(8),
    ) -> None:  # fmt: skip
        self._store, self._company, self._rows = store, company, rows
        self._today, self._new_seed = today, new_seed

    def save(self, values: Values, campaign_id: str | None = None) -> str:
        """Make a campaign or change one; return its id. Raises RowRefused, RecordRefused("of_another"), UsageError."""
        row_id = campaign_id or self._company.new_id()
        seed: dict[str, Value] = {} if campaign_id else {"seed": self._new_seed()}
        self._company.save([(CAMPAIGN, row_id, {**seed, **values})])
        return row_id

    def values(self, campaign_id: str) -> Values:
        """Return the fields of a campaign. Raises NotFound."""
        for row in self._company.all(CAMPAIGN):
            if row.id == campaign_id:
                return row.values
        raise NotFound("no_such_campaign", name=campaign_id[:60])

    def close(self, campaign_id: str) -> None:
        """End the evaluation. Raises RecordRefused("campaign_open") naming what is missing: both costs, the evaluation
        (W8: no promotion is closed without them)."""
        present = self.values(campaign_id)
        for name in ("fixed_cost", "variable_cost", "evaluation"):
            if present.get(name) in (None, ""):
                raise RecordRefused("campaign_open", field=name)
        self._company.save([(CAMPAIGN, campaign_id, {"closed_on": self._today().isoformat()})])

    def reopen(self, campaign_id: str) -> None:
        """Take the closing back."""
        self._company.save([(CAMPAIGN, campaign_id, {"closed_on": None})])

    def draw(
        self, campaign_id: str, customer_ids: Sequence[str], percent: int = CONTROL_PERCENT, *, words: str = "",
        progress: Callable[[int, int], None] | None = None,
    ) -> Draw:  # fmt: skip
        """Give a campaign its customers, ``percent`` of them drawn by its seed as the control group.

        ``words`` say which list they came from. Left out is who has a part already and who may not be contacted by the
        campaign's media; both before the draw, so that the groups stay alike. Raises UsageError, NotFound,
        RecordRefused.
        """
        if not 0 <= percent <= 90:
            raise UsageError("control_share", percent=percent)
        wanted = list(dict.fromkeys(customer_ids))
        if len(wanted) > MOST:
            raise UsageError("too_many", limit=MOST)
        campaign = self.values(campaign_id)
        known, allowed = self._known(campaign_id), self._allowed(campaign, wanted)
        new = [one for one in wanted if one in allowed and one not in known]
        control = control_group(new, percent, str(campaign.get("seed") or campaign_id))
        self._company.save([(CAMPAIGN, campaign_id, {"control_percent": percent, "target": words[:2000] or None})])
        members: dict[str, str] = {}
        for part in _portions(new):
            saves = [
                (one, [_member(campaign_id, CONTROL if one in control else TARGET, self._today())]) for one in part
            ]
            saved = self._rows.save_many(saves)
            members |= {one: rows.ids[0] for one, rows in zip(part, saved, strict=True)}
            if progress is not None:
                progress(len(members), len(new))
        refused = sum(one not in allowed and one not in known for one in wanted)
        return Draw(campaign_id, members, len(control), sum(one in known for one in wanted), refused)

    def respond(self, member_id: str, day: date | None) -> None:
        """Write down that a member of the target group answered; None takes it back. Raises NotFound, RowRefused."""
        self._rows.change(CAMPAIGN_MEMBER.name, member_id, {"responded_on": day.isoformat() if day else None})

    def take_out(self, members: Mapping[str, str], *, back: bool = False) -> None:
        """Take members (row by customer) out, or ``back`` in. Raises NotFound for a customer who is gone."""
        for part in _portions(list(members)):
            self._rows.save_many(
                [(one, [RowChange(CAMPAIGN_MEMBER.name, {}, members[one], not back, back)]) for one in part]
            )

    def remove(self, campaign_id: str) -> dict[str, str]:
        """Take a campaign away with its members; return them, for :meth:`restore`. Raises RecordRefused."""
        members = self._known(campaign_id)
        self._company.save([(CAMPAIGN, campaign_id, None)])
        self.take_out(members)
        return members

    def restore(self, campaign_id: str, members: Mapping[str, str]) -> None:
        """Bring a campaign back with its members."""
        self._company.save([(CAMPAIGN, campaign_id, RESTORED)])
        self.take_out(members, back=True)

    # -- parts ------------------------------------------------------------------------------

    def _known(self, campaign_id: str) -> dict[str, str]:
        """Return the members that are here, row by customer; of a customer in the bin none."""
        sql = (
            "SELECT m.agg_id, m.id FROM campaign_member m JOIN customer c ON c.id = m.agg_id AND NOT c.deleted"
            " WHERE m.campaign_id = ? AND NOT m.deleted ORDER BY m.rid"
        )
        with self._store.read() as connection:
            return {str(one): str(row) for one, row in fetch_all(connection, sql, (campaign_id,))}

    def _allowed(self, campaign: Values, wanted: Iterable[str]) -> frozenset[str]:
        """Return whom the campaign's media may reach: everybody who said nothing, or who allows one of them."""
        media = campaign.get("media")
        asked = {_PERMISSION_OF.get(one, "") for one in media} if isinstance(media, tuple) else set[str]()
        by_name = bool(asked) and "" not in asked
        found: set[str] = set()
        for part in _portions(list(wanted)):
            sql = (
                "SELECT id, EXISTS (SELECT 1 FROM json_each(contact_permission)) AS agreed,"
                " (SELECT group_concat(value) FROM json_each(contact_permission)) FROM customer"
                f" WHERE NOT deleted AND id IN ({','.join('?' * len(part))})"
            )
            with self._store.read() as connection:
                rows = fetch_all(connection, sql, part)
            for customer_id, agreed, ways in rows:
                if not (by_name and agreed) or asked & set(str(ways).split(",")):
                    found.add(str(customer_id))
        return frozenset(found)


def _member(campaign_id: str, group: str, today: date) -> RowChange:
    values: dict[str, Value] = {
        "campaign_id": campaign_id, "member_group": group, "drawn_on": today.isoformat(),
    }  # fmt: skip
    return RowChange(CAMPAIGN_MEMBER.name, values)


def _portions(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), PORTION):
        yield ids[start : start + PORTION]
