"""Periods seen from today: 今天, 本周, 最近 30 天, 未来 7 天, 下月."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

#: Largest number of days in "the last N days".
MOST_DAYS = 3650


class Period(StrEnum):
    """Days around today; a week begins on Monday. Those ``counted`` take a number of days."""

    TODAY = "today"
    YESTERDAY = "yesterday"
    TOMORROW = "tomorrow"
    THIS_WEEK = "this_week"
    LAST_WEEK = "last_week"
    NEXT_WEEK = "next_week"
    THIS_MONTH = "this_month"
    LAST_MONTH = "last_month"
    NEXT_MONTH = "next_month"
    THIS_YEAR = "this_year"
    LAST_YEAR = "last_year"
    LAST_DAYS = "last_days"  # from N days ago until today
    NEXT_DAYS = "next_days"  # from today until in N days

    @property
    def counted(self) -> bool:
        """Whether a number of days belongs to it."""
        return self in (Period.LAST_DAYS, Period.NEXT_DAYS)


@dataclass(frozen=True, slots=True)
class Words:
    """A period in both languages; ``{n}`` stands for the number of days."""

    zh: str
    en: str


WORDS: dict[Period, Words] = {
    Period.TODAY: Words("今天", "today"),
    Period.YESTERDAY: Words("昨天", "yesterday"),
    Period.TOMORROW: Words("明天", "tomorrow"),
    Period.THIS_WEEK: Words("本周", "this week"),
    Period.LAST_WEEK: Words("上周", "last week"),
    Period.NEXT_WEEK: Words("下周", "next week"),
    Period.THIS_MONTH: Words("本月", "this month"),
    Period.LAST_MONTH: Words("上月", "last month"),
    Period.NEXT_MONTH: Words("下月", "next month"),
    Period.THIS_YEAR: Words("今年", "this year"),
    Period.LAST_YEAR: Words("去年", "last year"),
    Period.LAST_DAYS: Words("最近 {n} 天", "the last {n} days"),
    Period.NEXT_DAYS: Words("未来 {n} 天", "the next {n} days"),
}


def days_of(period: Period, number: int, today: date) -> tuple[date, date]:
    """Return the first and the last day."""
    day, monday = timedelta(1), today - timedelta(today.weekday())
    week = timedelta(6)
    match period:
        case Period.TODAY:
            return today, today
        case Period.YESTERDAY:
            return today - day, today - day
        case Period.TOMORROW:
            return today + day, today + day
        case Period.THIS_WEEK:
            return monday, monday + week
        case Period.LAST_WEEK:
            return monday - 7 * day, monday - day
        case Period.NEXT_WEEK:
            return monday + 7 * day, monday + 7 * day + week
        case Period.THIS_MONTH | Period.LAST_MONTH | Period.NEXT_MONTH:
            step = {Period.LAST_MONTH: -1, Period.NEXT_MONTH: 1}.get(period, 0)
            return _month(today, step)
        case Period.THIS_YEAR | Period.LAST_YEAR:
            year = today.year - (period is Period.LAST_YEAR)
            return date(year, 1, 1), date(year, 12, 31)
        case Period.LAST_DAYS:
            return today - number * day, today
    return today, today + number * day


def _month(today: date, step: int) -> tuple[date, date]:
    year, month = divmod(today.year * 12 + today.month - 1 + step, 12)
    return date(year, month + 1, 1), date(year, month + 1, monthrange(year, month + 1)[1])
