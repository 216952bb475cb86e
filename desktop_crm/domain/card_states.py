"""Which of the three cards a customer has (domain contract §1.6): 潜在 → 现有 → 旧 → 现有 (赢回).

The state follows from the orders and from the records of stopping; nothing is stored, so nothing can disagree.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from statistics import median

from desktop_crm.domain import absence
from desktop_crm.domain.company_parameters import DEFAULTS, Parameters


class CardState(StrEnum):
    """The codes of the field ``card_kind``."""

    PROSPECT = "prospect"
    ACTIVE = "active"
    FORMER = "former"


class Cause(StrEnum):
    """What leads from one card to the next."""

    ORDER = "order"
    LAPSED = "lapsed"  # no order for too long
    STOPPED = "stopped"  # a person opened the former customer's card


@dataclass(frozen=True, slots=True)
class Transition:
    """A cause leads from one state to another; ``won_back`` marks the return of a former customer."""

    start: CardState
    cause: Cause
    end: CardState
    won_back: bool = False


TRANSITIONS: tuple[Transition, ...] = (
    Transition(CardState.PROSPECT, Cause.ORDER, CardState.ACTIVE),
    Transition(CardState.ACTIVE, Cause.LAPSED, CardState.FORMER),
    Transition(CardState.ACTIVE, Cause.STOPPED, CardState.FORMER),
    Transition(CardState.FORMER, Cause.ORDER, CardState.ACTIVE, won_back=True),
)
_NEXT = {(one.start, one.cause): one for one in TRANSITIONS}


@dataclass(frozen=True, slots=True)
class Step:
    """A transition that happened, and the day."""

    day: date
    transition: Transition


@dataclass(frozen=True, slots=True)
class Standing:
    """How a customer stands. ``lapses_on``: the day on which an active customer counts as lost without an order.

    ``interval_days`` is the median time between orders, None with fewer than two.
    """

    state: CardState = CardState.PROSPECT
    steps: tuple[Step, ...] = ()
    lapses_on: date | None = None
    interval_days: int | None = None

    @property
    def since(self) -> date | None:
        """Since when the state holds; None for a prospect."""
        return self.steps[-1].day if self.steps else None

    @property
    def won_back(self) -> bool:
        """Whether a former customer came back."""
        return bool(self.steps) and self.steps[-1].transition.won_back

    @property
    def cause(self) -> Cause | None:
        """What led here."""
        return self.steps[-1].transition.cause if self.steps else None


def standing(orders: Iterable[date], stops: Iterable[date], today: date, parameters: Parameters = DEFAULTS) -> Standing:
    """Tell the state from the days of orders that count and the days on which dealings were stopped."""
    days = sorted(day for day in orders if day <= today)
    # On one day the order comes first: who stops after it has stopped.
    events = sorted([*((day, 0) for day in set(days)), *((day, 1) for day in stops if day <= today)])
    found: list[Step] = []
    wait = timedelta(
        days=patience(days, parameters) + 1
    )  # by all that is known today: who orders once a year never lapsed
    state, end = CardState.PROSPECT, date.max
    for day, what in events:
        state = _lapse(found, state, end, day)
        state = _go(found, state, Cause.STOPPED if what else Cause.ORDER, day)
        end = end if what else day + wait
    state = _lapse(found, state, end, today)
    return Standing(state, tuple(found), end if state is CardState.ACTIVE else None, interval(days))


def interval(days: Sequence[date]) -> int | None:
    """Return the median number of days between orders; None with fewer than two."""
    gaps = [(later - earlier).days for earlier, later in pairwise(sorted(set(days)))]
    return round(median(gaps)) if gaps else None


def patience(days: Sequence[date], parameters: Parameters = DEFAULTS) -> int:
    """Return for how many days without an order a customer still counts as active (domain contract §4.0)."""
    own = interval(days) if len(set(days)) >= absence.RHYTHM_ORDERS else None
    return absence.patience(own or 0, parameters)


def _lapse(found: list[Step], state: CardState, end: date, day: date) -> CardState:
    return _go(found, state, Cause.LAPSED, end) if state is CardState.ACTIVE and end <= day else state


def _go(found: list[Step], state: CardState, cause: Cause, day: date) -> CardState:
    transition = _NEXT.get((state, cause))
    if transition is None:
        return state
    found.append(Step(day, transition))
    return transition.end
