"""Next steps by when they are due: overdue, today, this week, later."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from enum import StrEnum

from desktop_crm.domain.quick_dates import local, to_instant


class Due(StrEnum):
    """When a step is due, in the order in which people look at it."""

    OVERDUE = "overdue"
    TODAY = "today"
    WEEK = "week"  # until Sunday
    LATER = "later"
    UNDATED = "undated"


def due_of(instant: str, today: date) -> Due:
    """Say when a step is due; ``instant`` is UTC text or ""."""
    moment = local(instant)
    if moment is None:
        return Due.UNDATED
    day = moment.date()
    if day <= today:
        return Due.TODAY if day == today else Due.OVERDUE
    return Due.WEEK if day <= _sunday(today) else Due.LATER


def until(due: Due, today: date) -> str:
    """Return the instant at which a time of :class:`Due` ends; "" where it has no end."""
    last = {Due.OVERDUE: today - timedelta(days=1), Due.TODAY: today, Due.WEEK: _sunday(today)}.get(due)
    return to_instant(datetime.combine(last + timedelta(days=1), time())) if last is not None else ""


def _sunday(today: date) -> date:
    return today + timedelta(days=6 - today.weekday())
