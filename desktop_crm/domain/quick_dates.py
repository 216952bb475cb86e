"""When something is due, in the words people use: 明天, 下周一 10点, 3天后; tomorrow, fri, 3d, 2w 15:30.

All moments are of the person's own clock (local, without an offset); :func:`to_instant` stores them.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

from desktop_crm.domain.validation.parsing import read_date
from desktop_crm.domain.validation.text import code_text

#: The hour of a day that was named without one.
MORNING = time(9)

_ZH_NUMBERS = {name: number for number, name in enumerate("零一二三四五六七八九十")} | {"两": 2, "〇": 0}
_ZH_DAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6, "末": 5}
_EN_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAYS_FROM_NOW = {
    "前天": -2, "昨天": -1, "昨日": -1, "yesterday": -1, "今天": 0, "今日": 0, "今晚": 0, "today": 0, "tonight": 0,
    "明天": 1, "明日": 1, "明早": 1, "tomorrow": 1, "tmr": 1, "tom": 1, "后天": 2, "大后天": 3,
}  # fmt: skip
_UNITS = {
    "天": "d", "日": "d", "周": "w", "星期": "w", "礼拜": "w", "个星期": "w", "个礼拜": "w", "个月": "m", "月": "m",
    "年": "y", "d": "d", "day": "d", "days": "d", "w": "w", "week": "w", "weeks": "w", "m": "m", "month": "m",
    "months": "m", "y": "y", "year": "y", "years": "y",
}  # fmt: skip
_NUMBER = r"(\d{1,3}|[零〇一二两三四五六七八九十]{1,3}|半|a|an)"
_HOURS = re.compile(rf"(?:in)?{_NUMBER}(?:个)?(?:小时后?|钟头后?|h|hours?)")
_AFTER = re.compile(rf"(?:in)?{_NUMBER}({'|'.join(sorted(_UNITS, key=len, reverse=True))})(?:后|以后|之后)?")
_WEEKDAY_ZH = re.compile(r"(这|本|下下|下)?(?:个)?(?:周|星期|礼拜)([一二三四五六日天末])")
_WEEKDAY_EN = re.compile(rf"(this|next)?({'|'.join(_EN_DAYS)})[a-z]*")
_DAY_OF_MONTH = re.compile(r"(\d{1,2})(?:号|日)")
_MONTH_AND_DAY = re.compile(r"(\d{1,2})(?:月|[-/.])(\d{1,2})(?:日|号)?")
_HOUR = re.compile(
    r"(凌晨|早上|上午|中午|下午|傍晚|晚上|晚)? ?(?:(?<!\d)(\d{1,2}):(\d{2})"
    r"|(?<!\d)(\d{1,2}|[一二两三四五六七八九十]{1,2}) ?点 ?(半|一刻|\d{1,2}分?)?"
    r"|(?<!\d)(\d{1,2})(?::(\d{2}))? ?(am|pm))$"
)
_EN_HOUR = re.compile(r",? ?\bat ?$")
_AFTERNOON = ("下午", "傍晚", "晚上", "晚")
_PART_OF_DAY = {
    "早上": time(9),
    "上午": time(9),
    "中午": time(12),
    "下午": time(14),
    "傍晚": time(18),
    "晚上": time(19),
}


def read_due(text: str, now: datetime) -> datetime | None:
    """Read a moment, most of all one to come; None for other words. A day without an hour means :data:`MORNING`."""
    words = " ".join(code_text(text[:60]).casefold().split())
    if not words:
        return None
    if words in ("现在", "刚才", "刚刚", "now"):
        return _minute(now)
    if match := _HOURS.fullmatch(words.replace(" ", "")):
        return _minute(now + timedelta(hours=0.5 if match[1] == "半" else _number(match[1])))
    words, hour = _split_hour(words)
    words = words.replace(" ", "")
    day = _day(words, now.date()) if words else _today_or_tomorrow(now, hour)
    if day is None:
        return None
    return datetime.combine(day, hour or MORNING)


def to_instant(moment: datetime) -> str:
    """Write a local moment as a stored instant (UTC text)."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def local(instant: str) -> datetime | None:
    """Read a stored instant as a moment of this computer's clock, without an offset; None when there is none."""
    try:
        return datetime.fromisoformat(instant).astimezone().replace(tzinfo=None)
    except ValueError:
        return None


def local_now(instant: str = "") -> datetime:
    """Return the present moment of this computer's clock, or that of an instant, without an offset."""
    moment = datetime.fromisoformat(instant) if instant else datetime.now(UTC)
    return moment.astimezone().replace(tzinfo=None)


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


def _today_or_tomorrow(now: datetime, hour: time | None) -> date | None:
    if hour is None:
        return None
    return now.date() if hour > now.time() else now.date() + timedelta(days=1)


def _split_hour(words: str) -> tuple[str, time | None]:
    """Take the hour off the end: the rest, and the hour."""
    match = _HOUR.search(words)
    if match is None:
        part = next((name for name in _PART_OF_DAY if words.endswith(name)), "")
        return (words.removesuffix(part), _PART_OF_DAY[part]) if part else (words, None)
    part, hour, minute, spoken, more, english, english_minute, half = match.groups()
    if hour is not None:
        found = (int(hour), int(minute))
    elif spoken is not None:
        minutes = {"半": "30", "一刻": "15"}.get(more or "", (more or "0").rstrip("分"))
        found = (_number(spoken), int(minutes))
    else:
        found = (int(english) % 12 + (12 if half == "pm" else 0), int(english_minute or 0))
    if part in _AFTERNOON and found[0] < 12:
        found = (found[0] + 12, found[1])
    if found[0] > 23 or found[1] > 59:
        return words, None
    return _EN_HOUR.sub("", words[: match.start()]), time(*found)


def _day(words: str, today: date) -> date | None:
    if words in _DAYS_FROM_NOW:
        return today + timedelta(days=_DAYS_FROM_NOW[words])
    for read in _READERS:
        found = read(words, today)
        if found is not None:
            return found
    return None


def _after(words: str, today: date) -> date | None:
    match = _AFTER.fullmatch(words)
    if match is None:
        return {"下周": today + timedelta(7), "nextweek": today + timedelta(7), "下个月": _months(today, 1),
                "下月": _months(today, 1), "nextmonth": _months(today, 1)}.get(words)  # fmt: skip
    unit = _UNITS[match[2]]
    if match[1] == "半":
        return _months(today, 6) if unit == "y" else today + timedelta(days=15) if unit == "m" else None
    number = _number(match[1])
    if unit in "dw":
        return today + timedelta(days=number * (7 if unit == "w" else 1))
    return _months(today, number * (12 if unit == "y" else 1))


def _weekday(words: str, today: date) -> date | None:
    if match := _WEEKDAY_ZH.fullmatch(words):
        which, wanted = match[1], _ZH_DAYS[match[2]]
    elif match := _WEEKDAY_EN.fullmatch(words):
        which, wanted = {"this": "这", "next": "下"}.get(match[1]), _EN_DAYS.index(match[2])
    else:
        return None
    monday = today - timedelta(days=today.weekday())
    if which:
        return monday + timedelta(days=wanted + 7 * {"这": 0, "本": 0, "下": 1, "下下": 2}[which])
    ahead = (wanted - today.weekday()) % 7
    return today + timedelta(days=ahead or 7)  # "Friday" on a Friday: who means today says today


def _end_of_month(words: str, today: date) -> date | None:
    if words in ("月底", "月末", "本月底", "endofmonth", "eom"):
        return today.replace(day=calendar.monthrange(today.year, today.month)[1])
    if words in ("下月底", "下个月底"):
        following = _months(today.replace(day=1), 1)
        return following.replace(day=calendar.monthrange(following.year, following.month)[1])
    return None


def _in_month(words: str, today: date) -> date | None:
    """Read 15号 or 3月5日: the next one."""
    if match := _DAY_OF_MONTH.fullmatch(words):
        first = today.replace(day=1)
        days = (_real(month, int(match[1])) for month in (first, _months(first, 1), _months(first, 2)))
        return next((day for day in days if day is not None and day >= today), None)
    if match := _MONTH_AND_DAY.fullmatch(words):
        try:
            found = date(today.year, int(match[1]), int(match[2]))
            return found if found >= today else found.replace(year=today.year + 1)
        except ValueError:
            return None
    return None


def _written(words: str, _today: date) -> date | None:
    value = read_date(words).value
    return date.fromisoformat(value) if isinstance(value, str) else None


_READERS: tuple[Callable[[str, date], date | None], ...] = (_after, _weekday, _end_of_month, _in_month, _written)


def _real(month: date, day: int) -> date | None:
    try:
        return month.replace(day=day)
    except ValueError:
        return None


def _months(day: date, number: int) -> date:
    """Go on by months; the 31st becomes the last day of a shorter month."""
    years, month = divmod(day.month - 1 + number, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _number(text: str) -> int:
    """Read digits or a Chinese number up to 99."""
    if text.isdigit():
        return int(text)
    if text in ("a", "an"):
        return 1
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _ZH_NUMBERS.get(text, 0)
    return _ZH_NUMBERS.get(tens or "一", 1) * 10 + _ZH_NUMBERS.get(ones or "零", 0)
