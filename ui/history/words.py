"""What the history says in words: what was changed, by whom, what became of it. No widgets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QCoreApplication

from desktop_crm.domain.fields import Field, FieldType, FormKind, RecordType, Sensitivity, Value
from desktop_crm.domain.history import Change, Entry, Kind, State
from desktop_crm.domain.masking import is_masked_by_default, mask_value
from desktop_crm.domain.merged_card import MERGED_CARD
from desktop_crm.domain.records import CUSTOMER
from desktop_crm.domain.values import format_value
from desktop_crm.queries.history import CardHistory, Coverage
from desktop_crm.queries.operations import field_label, record_label, record_of
from ui.i18n import language
from ui.models.texts import local_moment, long_moment, short_day

NOTHING = "—"


def field_of(record: str, name: str, customer: RecordType = CUSTOMER) -> Field | None:
    """Return the declared field; None for a whole row and for what a newer version knows."""
    declared = record_of(record, customer)
    return declared.get(name) if declared else None


def is_secret(record: str, name: str, customer: RecordType = CUSTOMER) -> bool:
    """Say whether the value is hidden until somebody asks for it."""
    field = field_of(record, name, customer)
    return field is not None and (is_masked_by_default(field) or field.sensitivity is Sensitivity.P2)


def value_words(known: CardHistory, record: str, name: str, value: Value, *, masked: bool = True) -> str:
    """Write a value as its field does; "" for none."""
    field = field_of(record, name, known.customer)
    if value is None or value in ("", ()):
        return ""
    if field is None:
        return known.colleagues.get(str(value), "") if name == "owner_id" else str(value)
    if isinstance(value, int) and not isinstance(value, bool) and field.type is FieldType.TEXT:
        value = str(value)
    write = mask_value if masked and is_secret(record, name, known.customer) else format_value
    return write(field, value, language())


def subject(change: Change, kind: FormKind, customer: RecordType = CUSTOMER) -> str:
    """Name what was changed: a field, or a whole record and what happened to it."""
    translate = QCoreApplication.translate
    if change.field:
        return field_label(change.record, change.field, language(), kind, customer)
    words = {
        Kind.CREATED: translate("History", "新建"),
        Kind.DELETED: translate("History", "删除"),
        Kind.RESTORED: translate("History", "恢复"),
        Kind.CHANGED: translate("History", "修改"),
    }
    if change.record == MERGED_CARD.name:
        return (
            translate("History", "拆出一张档案")
            if change.kind is Kind.DELETED
            else translate("History", "并入一张档案")
        )
    return f"{words[change.kind]} · {record_label(change.record, language())}"


def author(change: Change) -> str:
    """Name who made a change, and on which device."""
    return " · ".join(part for part in (change.by, change.device) if part)


def marks(entry: Entry, *, current: bool) -> list[tuple[str, str]]:
    """Say what became of a change as (text, colour): the most important first."""
    translate = QCoreApplication.translate
    change, found = entry.change, list[tuple[str, str]]()
    if change.state is State.WAITING:
        found.append((translate("History", "待发送"), "blue"))
    if entry.over is not None and entry.over.unseen:
        found.append((translate("History", "被 %1 覆盖").replace("%1", entry.over.by or NOTHING), "amber"))
    elif change.state is State.LOST:
        found.append((translate("History", "没有生效"), "amber"))
    elif change.state is State.ASIDE:
        found.append((translate("History", "没有写入"), "amber"))
    elif change.state is State.MERGED:
        found.append((translate("History", "已合并"), "blue"))
    if current:
        found.append((translate("History", "现在的值"), "green"))
    if change.offline:
        found.append((translate("History", "离线"), "grey"))
    return found


def became(entry: Entry, known: CardHistory, today: date, *, masked: bool) -> str:
    """Say in a sentence what became of a change; "" when there is nothing to say."""
    translate = QCoreApplication.translate
    change, over = entry.change, entry.over
    if over is not None:
        text = (
            translate("History", "被 %1 覆盖为「%2」，对方当时没有看到这个值。")
            if over.unseen
            else translate("History", "后来由 %1 改为「%2」（%3）。")
        )
        value = value_words(known, change.record, change.field, over.value, masked=masked) or NOTHING
        who = " · ".join(part for part in (over.by, over.device) if part) or NOTHING
        return text.replace("%1", who).replace("%3", long_moment(over.at, today)).replace("%2", value)
    return {
        State.WAITING: translate("History", "还在本机，联网后发送。"),
        State.MERGED: translate("History", "两个人同时写的内容已合并在一起。"),
        State.LOST: translate("History", "没有生效：服务器上另一个值更晚。"),
        State.ASIDE: translate("History", "服务器保留了它，但没有写入。"),
    }.get(change.state, "")


def when(change: Change, today: date) -> str:
    """Say when a change was made and, when that was much later, when it reached the server."""
    text = long_moment(change.made_at, today)
    if not change.offline:
        return text
    arrived = QCoreApplication.translate("History", "离线修改，%1 送达").replace("%1", long_moment(change.at, today))
    return f"{text}（{arrived}）" if not language().startswith("en") else f"{text} ({arrived})"


def day_of(change: Change, today: date) -> str:
    """Name the day of a change, as a heading."""
    day = short_day(change.made_at or change.came_at, today)
    return day[:1].upper() + day[1:]


def time_of(change: Change) -> str:
    """Write the time of day of a change."""
    moment = local_moment(change.made_at or change.came_at)
    return f"{moment:%H:%M}" if moment else ""


def covers(coverage: Coverage, today: date, *, connected: bool) -> str:
    """Say how complete the history is and from when."""
    translate = QCoreApplication.translate
    if coverage.fetched_at:
        fetched = long_moment(coverage.fetched_at, today)
        if coverage.complete:
            return translate("History", "完整历史，%1 取自服务器").replace("%1", fetched)
        since = short_day(coverage.since, today)
        text = translate("History", "从 %1 起的历史，%2 取自服务器")
        return text.replace("%1", since).replace("%2", fetched)
    if coverage.complete:
        return translate("History", "完整历史，从建档起都在本机")
    if coverage.since == "-":
        text = translate("History", "本机还没有这位客户的变更记录")
    else:
        text = translate("History", "本机从 %1 起看到的变更").replace("%1", short_day(coverage.since, today))
    return f"{text}{translate('History', '；联网后可取得完整历史')}" if connected else text


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as lists show it."""

    title: str
    detail: str
    who: str
    time: str
    marks: tuple[tuple[str, str], ...]


def values_of(change: Change, name: str) -> tuple[Value, Value]:
    """Return the value of a field before and after a change; of a whole row what it began with."""
    return (None, change.values.get(name)) if not change.field else (change.old, change.new)


def line_of(entry: Entry, known: CardHistory, kind: FormKind, name: str, *, current: bool) -> Line:
    """Write an entry for a list about a field (``name`` "": about the card); hidden values stay hidden."""
    change = entry.change
    detail, told = "", change.field or (name if change.values.get(name) is not None else "")
    if told:
        before, after = (
            value_words(known, change.record, told, one).replace("\n", " ") or NOTHING
            for one in values_of(change, told)
        )
        detail = f"{before} → {after}"
    elif change.values:
        filled = sum(1 for one in change.values if field_of(change.record, one, known.customer) is not None)
        detail = QCoreApplication.translate("History", "填写了 %n 项", "", filled)
    return Line(
        subject(change, kind, known.customer),
        detail,
        author(change),
        time_of(change),
        tuple(marks(entry, current=current)),
    )
