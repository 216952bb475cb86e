"""The next birthday of a person, by the calendar in which he keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desktop_crm.domain.fields import Values


@dataclass(frozen=True, slots=True)
class Birthday:
    """The next one. ``lunar`` names the day in the lunar calendar (九月廿三), ``lunar_number`` as numbers (9-23); both
    are "" for who keeps the solar one."""

    day: date
    days_until: int
    turns: int
    lunar: str = ""
    lunar_number: str = ""


def next_birthday(values: Values, today: date) -> Birthday | None:
    """Return the next birthday from ``birth_date`` and ``birthday_lunar``; None when it is not known."""
    try:
        born = date.fromisoformat(str(values.get("birth_date") or ""))
    except ValueError:
        return None
    if born > today:
        return None
    day, *lunar = _lunar(born, today) if values.get("birthday_lunar") is True else (None,)
    day = day or _solar(born, today)
    return Birthday(day, (day - today).days, day.year - born.year, *lunar)


def _solar(born: date, today: date) -> date:
    """Return the next anniversary; who was born on 29 February has it on the 28th in other years."""

    def in_year(year: int) -> date:
        try:
            return born.replace(year=year)
        except ValueError:
            return date(year, 2, 28)

    this = in_year(today.year)
    return this if this >= today else in_year(today.year + 1)


def _lunar(born: date, today: date) -> tuple[date, str, str] | tuple[None]:
    """Return the next one with its names; None where the calendar does not reach.
    A birthday in a leap month is kept in the month itself."""
    from borax.calendars.lunardate import LunarDate  # 27 ms, and few cards need it

    try:
        birth = LunarDate.from_solar_date(born.year, born.month, born.day)
    except ValueError:  # before 1900
        return (None,)
    for year in (today.year - 1, today.year, today.year + 1):
        for day in (birth.day, 29):  # a month of 29 days has no 30th
            try:
                found = LunarDate(year, birth.month, day).to_solar_date()
            except ValueError:
                continue
            if found >= today:
                return found, f"{birth.cn_month}月{birth.cn_day}", f"{birth.month}-{birth.day}"
            break
    return (None,)
