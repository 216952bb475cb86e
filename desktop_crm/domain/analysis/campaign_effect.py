"""A18 客户促销分析: did a campaign make customers come again, and did it pay (domain contract §4.4).

Inputs: the campaign (F11), its members with their group (target or control), and the orders (F25) of its window: from
the first day to ``follow_days`` after the last one, or to today. An order counts whatever was bought: a guest who comes
for another room came again all the same. Every member counts in the group he was drawn into, whether he responded or
not; who is in both groups (two cards merged later) counts in none.

Formulas (source of the intervals: :mod:`.shares`; of the money: Blattberg and Neslin, Sales Promotion, 1990):

- rate of coming again = members with an order in the window / members, of each group, with Wilson's interval;
- effect = rate of the target group - rate of the control group, with Newcombe's interval;
- came because of it = effect x members of the target group;
- baseline = sales a member of the control group x members of the target group; incremental sales = actual - baseline;
- incremental margin = incremental sales x margin; cost = fixed + variable x members of the target group;
- result = incremental margin - cost; ROI = result / cost; break-even incremental sales = cost / margin;
- nothing of money is said where the groups are too small;
- response rate = responded / members of the target group.

What is said: with fewer than ``effect_least`` members in a group nothing (too few); where the interval of the
difference holds 0, that no difference is shown; else how much more, or less, and between which bounds the truth lies.
Campaigns are compared over equally many days from their first one, and only members who are in one of the two count.

Check: 48 of 80 in the target group against 9 of 30: +30 points, from +9.0 to +46.7 (shares 60 %, from 49.0 to 70.0, and
30 %, from 16.7 to 47.9): more. Baseline 1000, actual 1400, margin 30 %, fixed 30, variable 20: incremental margin 120,
result 70, ROI 140 %, break-even 166.67.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from desktop_crm.domain.analysis.shares import Difference, Share, difference, share
from desktop_crm.domain.campaign_records import FOLLOW_DAYS
from desktop_crm.domain.fields import Values

_NEVER = date(9000, 1, 1)


class Finding(StrEnum):
    """What may be said of a difference."""

    NOBODY = "nobody"  # one of the groups is empty
    EARLY = "early"  # the window has not begun
    TOO_FEW = "too_few"
    SAME = "same"  # no difference is shown
    MORE = "more"
    FEWER = "fewer"


class Phase(StrEnum):
    """W8: plan, organise, execute, evaluate, closed."""

    PLAN = "plan"
    ORGANISE = "organise"  # the customers are drawn, it has not begun
    RUN = "run"
    EVALUATE = "evaluate"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Window:
    """The days in which orders count; ``open``: more of them are to come. Nothing counts where it is ``empty``."""

    first: date
    last: date
    open: bool = False

    @property
    def days(self) -> int:
        """How many there are."""
        return max(0, (self.last - self.first).days + 1)

    @property
    def empty(self) -> bool:
        """Whether it has not begun."""
        return self.days == 0

    def shortened(self, days: int) -> Window:
        """Return the first so many days of it."""
        return Window(self.first, min(self.last, self.first + timedelta(days - 1)), self.open)


@dataclass(frozen=True, slots=True)
class Sums:
    """Of the members of one group: how many, how many came again, what they bought (minor units), who responded."""

    members: int = 0
    came: int = 0
    sales: int = 0
    responded: int = 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two groups beside each other."""

    one: Share
    other: Share
    gap: Difference
    finding: Finding

    @property
    def extra(self) -> float:
        """How many of the first group came because of it."""
        return self.gap.value * self.one.whole


@dataclass(frozen=True, slots=True)
class Money:
    """What it brought and cost, in minor units. ``None`` where it cannot be told."""

    baseline: float
    actual: float
    margin: float  # incremental
    cost: int
    break_even: float | None

    @property
    def incremental(self) -> float:
        """Sales above the baseline."""
        return self.actual - self.baseline

    @property
    def result(self) -> float:
        """What is left of the margin."""
        return self.margin - self.cost

    @property
    def roi(self) -> float | None:
        """Result for each unit of cost."""
        return self.result / self.cost if self.cost else None


@dataclass(frozen=True, slots=True)
class Effect:
    """All that is said of one campaign. ``money`` is None without both costs, and where too few are in a group."""

    window: Window
    target: Sums
    control: Sums
    comparison: Comparison
    money: Money | None
    both: int = 0  # members in both groups, who count in none

    @property
    def response(self) -> Share:
        """Who responded."""
        return share(self.target.responded, self.target.members)


def window_of(campaign: Values, today: date) -> Window:
    """Return the days in which orders count."""
    first, last = _day(campaign.get("from_on")), _day(campaign.get("to_on"))
    follow = campaign.get("follow_days")
    end = last + timedelta(follow if isinstance(follow, int) else FOLLOW_DAYS)
    return Window(first, min(end, today), end > today)


def phase_of(campaign: Values, members: int, today: date) -> Phase:
    """Tell the stage from dates and members; closing is the only thing that people say."""
    if campaign.get("closed_on"):
        return Phase.CLOSED
    if today < _day(campaign.get("from_on")):
        return Phase.ORGANISE if members else Phase.PLAN
    return Phase.RUN if today <= _day(campaign.get("to_on")) else Phase.EVALUATE


def compare(one: Sums, other: Sums, least: int, *, early: bool = False) -> Comparison:
    """Compare who came again in two groups; fewer than ``least`` members in one say nothing."""
    first, second = share(one.came, one.members), share(other.came, other.members)
    gap = difference(first, second)
    if not one.members or not other.members:
        finding = Finding.NOBODY
    elif early:
        finding = Finding.EARLY
    elif min(one.members, other.members) < least:
        finding = Finding.TOO_FEW
    elif not gap.certain:
        finding = Finding.SAME
    else:
        finding = Finding.MORE if gap.value > 0 else Finding.FEWER
    return Comparison(first, second, gap, finding)


def money(baseline: float, actual: float, share_of_margin: float, fixed: int, variable: int) -> Money:
    """Return what it brought: ``baseline`` and ``actual`` sales, costs in all; amounts in one unit."""
    cost = fixed + variable
    even = cost / share_of_margin if share_of_margin else None
    return Money(baseline, actual, (actual - baseline) * share_of_margin, cost, even)


def effect(
    campaign: Values, window: Window, target: Sums, control: Sums, *, least: int, share_of_margin: float, both: int = 0
) -> Effect:
    """Judge one campaign."""
    fixed, variable = campaign.get("fixed_cost"), campaign.get("variable_cost")
    told, found = None, compare(target, control, least, early=window.empty)
    enough = found.finding not in (Finding.NOBODY, Finding.EARLY, Finding.TOO_FEW)
    if isinstance(fixed, int) and isinstance(variable, int) and enough:
        baseline = control.sales / control.members * target.members
        told = money(baseline, target.sales, share_of_margin, fixed, variable * target.members)
    return Effect(window, target, control, found, told, both)


def _day(value: object) -> date:
    try:
        return date.fromisoformat(str(value or ""))
    except ValueError:
        return _NEVER  # unreadable: it does not begin
