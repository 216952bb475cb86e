"""Filters that stand ready: those of the chips above the list, and those of the views every profile has."""

from __future__ import annotations

from desktop_crm.domain.filters.periods import Period
from desktop_crm.domain.filters.tree import EVERYBODY, Condition, Group, Join, Node, Op, is_one_of

#: Days without a change after which a card counts as stale.
STALE_DAYS = 180
#: Days without a contact after which a customer was long not heard of; percent below which a card is thin.
SILENT_DAYS, THIN_PERCENT = 90, 60


def during(subject: str, period: Period, number: int = 0, *, negated: bool = False) -> Condition:
    """Ask for a period."""
    values = (period.value, number) if period.counted else (period.value,)
    return Condition(subject, Op.DURING, values, negated)


#: By the key of the chip.
QUICK: dict[str, Node] = {
    "all": EVERYBODY,
    "vip": is_one_of("importance_tier", "vip"),
    "major": is_one_of("importance_tier", "major"),
    "draft": is_one_of("record_status", "draft"),
    "waiting": is_one_of("waiting", True),
    "conflict": is_one_of("conflict", True),
    "unseen": is_one_of("unseen", True),
    "new": during("created_at", Period.THIS_MONTH),
    "stale": during("updated_at", Period.LAST_DAYS, STALE_DAYS, negated=True),
}
MINE = is_one_of("mine", True)
SILENT = during("last_contact_at", Period.LAST_DAYS, SILENT_DAYS, negated=True)
BIRTHDAYS = during("birthday", Period.THIS_MONTH)
#: Who has not come for longer than the rule of the classes allows, and did not say that he stopped.
AWAY = is_one_of("C20", "OUT.unknown")
THIN = Condition("completeness", Op.LESS, (THIN_PERCENT,))
RECENT = during("updated_at", Period.LAST_DAYS, 30)
#: A step of the next week, or one that waits since up to a year.
DUE = Group(Join.ANY, (during("next_step_at", Period.NEXT_DAYS, 7), during("next_step_at", Period.LAST_DAYS, 365)))
