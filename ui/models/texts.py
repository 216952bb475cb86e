"""Texts of list cells: short days, masked telephone numbers, names of regions and choices."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache

from PySide6.QtCore import QCoreApplication

from desktop_crm.domain import choices
from desktop_crm.domain.classification.catalogue import SCHEMES
from desktop_crm.domain.masking import is_masked_by_default, mask_value
from desktop_crm.domain.records import CUSTOMER
from desktop_crm.domain.values import format_value
from desktop_crm.queries.customers import ListRow
from desktop_crm.queries.sync_state import SyncState
from desktop_crm.store.unseen import News
from ui.models.columns import Look, RegisterColumn

_REGIONS = {choice.code: choice for choice in choices.REGION}
_PHONE = CUSTOMER["mobile_phone"]
_KILOBYTE, _MEGABYTE = 1 << 10, 1 << 20


def local_moment(instant: str) -> datetime | None:
    """Read a stored instant (UTC text) in the person's time zone; None when there is none."""
    try:
        return datetime.fromisoformat(instant).astimezone()
    except ValueError:
        return None


def short_day(value: str, today: date) -> str:
    """Write a day or instant shortly: 今天, 昨天, MM-DD of this year, else YYYY-MM-DD."""
    if not value:
        return ""
    try:
        day = date.fromisoformat(value) if len(value) == 10 else _local_day(value)
    except ValueError:
        return value
    if day == today:
        return QCoreApplication.translate("Days", "今天")
    if day == today - timedelta(days=1):
        return QCoreApplication.translate("Days", "昨天")
    return f"{day:%m-%d}" if day.year == today.year else day.isoformat()


def long_moment(instant: str, today: date) -> str:
    """Write an instant as day and time: 今天 09:42, 11-19 14:10."""
    moment = local_moment(instant)
    return f"{short_day(instant, today)} {moment:%H:%M}" if moment else instant


def coming_moment(instant: str, today: date) -> str:
    """Write when something is due: 今天 09:00, 明天 09:00, 周五 11-27 09:00, 2027-01-04 09:00."""
    moment = local_moment(instant)
    if moment is None:
        return ""
    day = moment.date()
    if day == today + timedelta(days=1):
        words = QCoreApplication.translate("Days", "明天")
    elif today < day <= today + timedelta(days=7):
        words = f"{weekday(day)} {day:%m-%d}"
    else:
        words = short_day(day.isoformat(), today)
    return f"{words} {moment:%H:%M}"


def weekday(day: date) -> str:
    """Name the day of the week, shortly."""
    translate = QCoreApplication.translate
    names = (
        translate("Days", "周一"), translate("Days", "周二"), translate("Days", "周三"), translate("Days", "周四"),
        translate("Days", "周五"), translate("Days", "周六"), translate("Days", "周日"),
    )  # fmt: skip
    return names[day.weekday()]


def size_words(size_bytes: int) -> str:
    """Write a size as people read it: 345 KB, 4.2 MB."""
    if size_bytes < _MEGABYTE:
        return f"{max(1, round(size_bytes / _KILOBYTE))} KB" if size_bytes else "0 KB"
    if size_bytes < _KILOBYTE * _MEGABYTE:
        return f"{size_bytes / _MEGABYTE:.1f} MB"
    return f"{size_bytes / _MEGABYTE / _KILOBYTE:.1f} GB"


def region_name(code: object, language: str) -> str:
    """Name of a region code."""
    choice = _REGIONS.get(str(code or ""))
    if choice is None:
        return str(code or "")
    return choice.en if language == "en" else choice.zh


def sync_word(state: SyncState) -> str:
    """Say a card's synchronisation in a word."""
    words = {
        SyncState.LOCAL: QCoreApplication.translate("SyncWords", "示例，只在本机"),
        SyncState.SYNCED: QCoreApplication.translate("SyncWords", "已同步"),
        SyncState.WAITING: QCoreApplication.translate("SyncWords", "待发送"),
        SyncState.CONFLICT: QCoreApplication.translate("SyncWords", "有冲突"),
    }
    return words[state]


def sync_sentence(state: SyncState) -> str:
    """Say what a card's state means."""
    sentences = {
        SyncState.LOCAL: QCoreApplication.translate("SyncWords", "示例数据，从不发送"),
        SyncState.SYNCED: QCoreApplication.translate("SyncWords", "本机的修改服务器都已收下"),
        SyncState.WAITING: QCoreApplication.translate("SyncWords", "有修改还没有发给服务器，联网后自动发送"),
        SyncState.CONFLICT: QCoreApplication.translate("SyncWords", "有被覆盖或没有写入的内容，在「冲突」里处理"),
    }
    return sentences[state]


def contradiction_words(number: int) -> str:
    """Say that values of a card contradict each other; empty when none do."""
    return QCoreApplication.translate("Quality", "%n 处内容互相矛盾", "", number) if number else ""


def news_word(news: News) -> str:
    """Say what a card has that the person has not looked at."""
    words = {
        News.CHANGED: QCoreApplication.translate("SyncWords", "同事改过，您还没看"),
        News.NEW: QCoreApplication.translate("SyncWords", "新到本机，您还没看"),
    }
    return words.get(news, "")


def legend(column: RegisterColumn) -> str:
    """Explain the marks of a column, one a line; "" for a column without any."""
    translate = QCoreApplication.translate
    if column.look is Look.SYNC:
        lines = [f"{sync_word(state)}：{sync_sentence(state)}" for state in SyncState]
        return "\n".join([column.label("zh"), *lines])
    if column.look is Look.NAME:
        dot, new = translate("SyncWords", "● 蓝点"), translate("SyncWords", "新")
        lines = [f"{dot}：{news_word(News.CHANGED)}", f"{new}：{news_word(News.NEW)}"]
        return "\n".join([column.label("zh"), *lines])
    return ""


def cell_text(column: RegisterColumn, row: ListRow, language: str, today: date) -> str:
    """Return the text of a cell."""
    if column.look is Look.SYNC:
        return sync_word(row.sync_state)
    value = row.values.get(column.source)
    if value is None or value == "":
        return ""
    if column.look is Look.DAY:
        return short_day(str(value), today)
    if column.look is Look.SHARE:
        return f"{value}%"
    if column.look is Look.MONEY and isinstance(value, int):
        return f"{value // 100:,}"
    if column.source in SCHEMES:
        return SCHEMES[column.source].value(str(value)).label(language)
    if column.source == "region":
        return region_name(value, language)
    if column.source == "primary_phone":
        return masked_phone(str(value))
    if column.added is not None:
        hidden = is_masked_by_default(column.added, in_list=True)
        write = mask_value if hidden else format_value
        return write(column.added, value, language).replace("\n", " ")
    return _declared(column, str(value), language)


def _declared(column: RegisterColumn, value: str, language: str) -> str:
    choice = column.choice(value)
    if choice is None:
        return value
    return choice.en if language == "en" else choice.zh


@lru_cache(maxsize=4096)
def masked_phone(value: str) -> str:
    """Mask a telephone number as lists show it."""
    return mask_value(_PHONE, value)


def _local_day(instant: str) -> date:
    return datetime.fromisoformat(instant).astimezone().date()
