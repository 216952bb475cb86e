"""Campaigns as lists and the analysis need them: how many members, who came again, what it brought."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from desktop_crm.domain.analysis import campaign_effect as effects
from desktop_crm.domain.analysis.campaign_effect import Comparison, Effect, Phase, Sums, Window
from desktop_crm.domain.campaign_records import CAMPAIGN, CONTROL, TARGET
from desktop_crm.domain.company_parameters import DEFAULTS, Parameters
from desktop_crm.domain.fields import Values
from desktop_crm.errors import NotFound
from desktop_crm.store import classes
from desktop_crm.store.engine import Store
from desktop_crm.store.raw import fetch_all
from desktop_crm.store.recorder import load_rows
from desktop_crm.store.replica import ORGANISATION

#: Benefit of campaigns that give discounts alone.
DISCOUNT = "financial"
_NET = "amount - coalesce(returned_amount, 0)"
_MEMBERS = (
    "SELECT m.agg_id, min(m.member_group) AS grp, count(DISTINCT m.member_group) AS groups,"
    " max(m.responded_on IS NOT NULL) AS responded FROM campaign_member m"
    " JOIN customer c ON c.id = m.agg_id AND NOT c.deleted WHERE m.campaign_id = ? AND NOT m.deleted GROUP BY m.agg_id"
)
_ORDERS = (
    f"SELECT agg_id, sum({_NET}) AS sales, sum(gross_margin) AS margin,"
    f" sum(CASE WHEN gross_margin IS NULL THEN {_NET} ELSE 0 END) AS unknown FROM sales_order"
    " WHERE NOT deleted AND state IS NOT 'cancelled' AND ordered_on >= ? AND ordered_on <= ? GROUP BY agg_id"
)


@dataclass(frozen=True, slots=True)
class Campaign:
    """One campaign with the number of its members that are on this laptop."""

    id: str
    values: Values
    phase: Phase
    targets: int = 0
    controls: int = 0

    @property
    def name(self) -> str:
        """Return the name."""
        return str(self.values.get("name") or "")

    @property
    def members(self) -> int:
        """Count both groups."""
        return self.targets + self.controls

    @property
    def discount_only(self) -> bool:
        """Whether it gives discounts alone."""
        return self.values.get("benefit_kind") == DISCOUNT


@dataclass(frozen=True, slots=True)
class Member:
    """One customer in a campaign. ``came_on``: the first order of the window, "" for none; amounts in minor units."""

    id: str
    customer_id: str
    customer_no: str
    name: str
    group: str
    drawn_on: str
    responded_on: str
    came_on: str
    sales: int


@dataclass(frozen=True, slots=True)
class Against:
    """The target group beside that of another campaign, over equally many days. ``both``: customers in both, who count
    in neither."""

    other: Campaign
    days: int
    comparison: Comparison
    both: int = 0


class CampaignQueries:
    """Reads of one profile. Thread-safe."""

    def __init__(self, store: Store, *, today: Callable[[], date]) -> None:
        self._store, self._today = store, today

    def all(self) -> list[Campaign]:
        """Return every campaign, the newest first."""
        counts = (
            "SELECT campaign_id, sum(grp = 'target'), sum(grp = 'control') FROM (SELECT DISTINCT m.campaign_id,"
            " m.agg_id, m.member_group AS grp FROM campaign_member m JOIN customer c ON c.id = m.agg_id AND NOT"
            " c.deleted WHERE NOT m.deleted) GROUP BY campaign_id"
        )
        with self._store.read() as connection:
            rows = [row for row in load_rows(connection, CAMPAIGN, [ORGANISATION]) if not row.deleted]
            found = fetch_all(connection, counts)
        numbers = {str(one): (int(str(targets)), int(str(controls))) for one, targets, controls in found}
        made = [self._made(row.id, row.values, *numbers.get(row.id, (0, 0))) for row in rows]
        return sorted(made, key=lambda one: (str(one.values.get("from_on") or ""), one.id), reverse=True)

    def called(self, name: str) -> Campaign:
        """Find one by its id, the beginning of that, or its name. Raises NotFound."""
        found = [one for one in self.all() if name and (one.id.startswith(name) or one.name == name)]
        if len(found) != 1:
            raise NotFound("no_such_campaign", name=name[:60])
        return found[0]

    def effect(self, campaign: Campaign) -> Effect:
        """Measure a campaign against its own control group."""
        window = effects.window_of(campaign.values, self._today())
        with self._store.read() as connection:
            parameters = _parameters(connection)
            sums, both, margin = _sums(connection, campaign.id, window, parameters)
        return effects.effect(
            campaign.values, window, sums[TARGET], sums[CONTROL], least=parameters.effect_least,
            share_of_margin=margin, both=both,
        )  # fmt: skip

    def against(self, campaign: Campaign, other: Campaign) -> Against:
        """Measure a campaign's target group against that of another one."""
        mine, theirs = (effects.window_of(one.values, self._today()) for one in (campaign, other))
        days = min(mine.days, theirs.days)
        with self._store.read() as connection:
            parameters = _parameters(connection)
            shared = _shared(connection, campaign.id, other.id)
            sums = [
                _sums(connection, one.id, window.shortened(days) if days else window, parameters, without=shared)[0]
                for one, window in ((campaign, mine), (other, theirs))
            ]
        found = effects.compare(sums[0][TARGET], sums[1][TARGET], parameters.effect_least, early=not days)
        return Against(other, days, found, len(shared))

    def members(self, campaign: Campaign) -> list[Member]:
        """Return who has a part, the target group first, by name."""
        window = effects.window_of(campaign.values, self._today())
        sql = (
            "SELECT m.id, c.id, c.customer_no, c.display_name, m.member_group, m.drawn_on, m.responded_on,"
            f" min(o.ordered_on), coalesce(sum({_NET}), 0) FROM campaign_member m"
            " JOIN customer c ON c.id = m.agg_id AND NOT c.deleted"
            " LEFT JOIN sales_order o ON o.agg_id = c.id AND NOT o.deleted AND o.state IS NOT 'cancelled'"
            " AND o.ordered_on >= ? AND o.ordered_on <= ? WHERE m.campaign_id = ? AND NOT m.deleted GROUP BY m.id"
            " ORDER BY m.member_group DESC, c.name_key, m.id"
        )
        with self._store.read() as connection:
            rows = fetch_all(connection, sql, (*_ends(window), campaign.id))
        return [_member(*row) for row in rows]

    def member_ids(self, campaign_id: str, group: str = TARGET) -> list[str]:
        """Return the customers of a group."""
        sql = f"SELECT agg_id FROM ({_MEMBERS}) WHERE grp = ? AND groups = 1"
        with self._store.read() as connection:
            return [str(row[0]) for row in fetch_all(connection, sql, (campaign_id, group))]

    def _made(self, row_id: str, values: Values, targets: int, controls: int) -> Campaign:
        phase = effects.phase_of(values, targets + controls, self._today())
        return Campaign(row_id, values, phase, targets, controls)


def comparable(campaigns: Sequence[Campaign], campaign: Campaign) -> list[Campaign]:
    """Return those a campaign can be compared with: the others that have members, discounts alone first."""
    others = [one for one in campaigns if one.id != campaign.id and one.targets]
    return sorted(others, key=lambda one: not one.discount_only)


def _member(*cells: object) -> Member:
    texts = [str(one or "") for one in cells[:-1]]
    row_id, customer_id, number, name, group, drawn_on, responded_on, came_on = texts
    return Member(row_id, customer_id, number, name, group, drawn_on, responded_on, came_on, int(str(cells[-1])))


def _parameters(connection: Connection) -> Parameters:
    run = classes.newest_run(connection)
    return run.parameters if run is not None else DEFAULTS


def _ends(window: Window) -> tuple[str, str]:
    return window.first.isoformat(), window.last.isoformat()


def _shared(connection: Connection, one: str, other: str) -> frozenset[str]:
    sql = f"SELECT agg_id FROM ({_MEMBERS}) INTERSECT SELECT agg_id FROM ({_MEMBERS})"
    return frozenset(str(row[0]) for row in fetch_all(connection, sql, (one, other)))


def _sums(
    connection: Connection, campaign_id: str, window: Window, parameters: Parameters,
    without: frozenset[str] = frozenset(),
) -> tuple[Mapping[str, Sums], int, float]:  # fmt: skip
    """Return the sums of both groups, the members in both, and the margin of their orders as a share of sales."""
    sql = (
        f"SELECT m.agg_id, m.grp, m.groups, m.responded, o.sales, o.margin, o.unknown FROM ({_MEMBERS}) m"
        f" LEFT JOIN ({_ORDERS}) o ON o.agg_id = m.agg_id"
    )
    counted = {TARGET: [0, 0, 0, 0], CONTROL: [0, 0, 0, 0]}
    both = sales = margin = 0
    for one, group, groups, responded, bought, known, unknown in fetch_all(
        connection, sql, (campaign_id, *_ends(window))
    ):
        if int(str(groups)) > 1 or group not in counted or one in without:
            both += int(str(groups)) > 1
            continue
        amount = int(str(bought or 0))
        for place, more in enumerate((1, int(bought is not None), amount, int(str(responded or 0)))):
            counted[str(group)][place] += more
        sales += amount
        margin += int(str(known or 0)) + round(int(str(unknown or 0)) * parameters.assumed_margin)
    share = margin / sales if sales > 0 else parameters.assumed_margin
    return {group: Sums(*numbers) for group, numbers in counted.items()}, both, share
