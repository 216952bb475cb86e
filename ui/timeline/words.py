"""What the timeline says: a line for each moment. No widgets; safe in any thread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QCoreApplication

from desktop_crm.domain.fields import FormKind
from desktop_crm.domain.quick_dates import local
from desktop_crm.domain.records import RECORD_TYPES
from desktop_crm.domain.sources import SOURCE
from desktop_crm.queries.operations import record_label
from desktop_crm.queries.timeline import Group, Moment, Timeline
from ui.history.words import line_of
from ui.i18n import language
from ui.models.texts import local_moment, short_day, weekday
from ui.records.methods import ICONS
from ui.records.words import Names, row_text, title_of

#: Group -> icon and colour of the circle.
LOOKS = {
    Group.CONTACT: ("phone", "blue"),
    Group.DEAL: ("wallet", "green"),
    Group.EFFORT: ("handshake", "purple"),
    Group.KNOWLEDGE: ("chart-column", "amber"),
    Group.FILE: ("file-text", "grey"),
    Group.CHANGE: ("pencil", "grey"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One moment as it is shown. ``found`` is what a search looks at, in small letters."""

    moment: Moment
    day: str
    time: str
    title: str
    text: str
    foot: str
    icon: str
    tint: str
    found: str


def group_word(group: Group) -> str:
    """Name a kind of moments."""
    translate = QCoreApplication.translate
    return {
        Group.CONTACT: translate("Timeline", "联系"),
        Group.DEAL: translate("Timeline", "交易"),
        Group.EFFORT: translate("Timeline", "投入"),
        Group.KNOWLEDGE: translate("Timeline", "评定"),
        Group.FILE: translate("Timeline", "文件"),
        Group.CHANGE: translate("Timeline", "变更"),
    }[group]


def source_word(code: str) -> str:
    """Name one of the six sources."""
    choice = SOURCE[code]
    return choice.en if language() == "en" else choice.zh


def lines_of(line: Timeline, kind: FormKind, today: date) -> list[Line]:
    """Write all moments of a timeline."""
    return [_line(moment, line, kind, today) for moment in line.moments]


def _line(moment: Moment, timeline: Timeline, kind: FormKind, today: date) -> Line:
    title, text = _words(moment, timeline, kind)
    icon, tint = LOOKS[moment.group]
    if moment.record == "activity":
        icon = ICONS.get(str(moment.values.get("method")), icon)
    foot = " · ".join(part for part in (source_word(moment.source), moment.by) if part)
    hour = local_moment(moment.when) if len(moment.when) > len("2026-11-22") else None
    time = f"{hour:%H:%M}" if hour else ""
    found = f"{title} {text} {foot}".casefold()
    return Line(moment, day_of(moment.when, today), time, title, text, foot, icon, tint, found)


def day_of(when: str, today: date) -> str:
    """Name the day of a moment as a heading: 今天, 昨天, 11-19 周四, 2025-03-01."""
    moment = local(when)
    if moment is None:
        return when
    text = short_day(moment.date().isoformat(), today)
    recent = moment.year == today.year and text[:1].isdigit()
    return f"{text} {weekday(moment.date())}" if recent else text[:1].upper() + text[1:]


def _words(moment: Moment, timeline: Timeline, kind: FormKind) -> tuple[str, str]:
    """Return title and text of a moment."""
    if moment.entry is not None:
        line = line_of(moment.entry, timeline.history, kind, "", current=False)
        marks = " · ".join(text for text, _ in line.marks)
        return line.title, " · ".join(part for part in (line.detail, marks) if part)
    if moment.record in _WRITERS:
        return _WRITERS[moment.record](moment, timeline.names)
    record = RECORD_TYPES[moment.record]
    head = record_label(moment.record, language())
    if moment.what == "won_back":
        return QCoreApplication.translate("Timeline", "赢回"), title_of(record, moment.values, timeline.names)
    return head, title_of(record, moment.values, timeline.names)


def _text(moment: Moment, name: str, names: Names) -> str:
    return row_text(RECORD_TYPES[moment.record][name], moment.values.get(name), names)


def _joined(moment: Moment, names: Names, *fields: str) -> str:
    return " · ".join(text for name in fields if (text := _text(moment, name, names)))


def _activity(moment: Moment, names: Names) -> tuple[str, str]:
    purpose = "" if moment.values.get("purpose") == "other" else _text(moment, "purpose", names)
    outcome = "" if moment.values.get("outcome") == "unchanged" else _text(moment, "outcome", names)
    met = _text(moment, "contact_id", names)
    title = " · ".join(part for part in (_text(moment, "method", names), purpose, met, outcome) if part)
    return title, _text(moment, "summary", names).replace("\n", " ")


def _order(moment: Moment, names: Names) -> tuple[str, str]:
    translate = QCoreApplication.translate
    word = translate("Timeline", "交货") if moment.what == "delivered" else translate("Timeline", "订单")
    title = f"{word} {_joined(moment, names, 'order_no')} · {money(moment.values.get('amount'))}"
    return title, _joined(moment, names, "product_line", "state", "promised_on" if not moment.what else "remarks")


def _payment(moment: Moment, names: Names) -> tuple[str, str]:
    translate = QCoreApplication.translate
    paid = bool(moment.values.get("paid_on"))
    word = translate("Timeline", "收到付款") if paid else translate("Timeline", "应收款到期")
    return f"{word} · {money(moment.values.get('amount'))}", _joined(moment, names, "order_id", "method")


def _investment(moment: Moment, names: Names) -> tuple[str, str]:
    cost = money(moment.values.get("cost")) if moment.values.get("cost") else ""
    head = QCoreApplication.translate("Timeline", "企业投入")
    parts = (head, _joined(moment, names, "cost_category"), cost)
    title = " · ".join(part for part in parts if part)
    return title, _joined(moment, names, "method", "place", "supplied", "other_effort", "benefit_kind")


def _file(moment: Moment, names: Names) -> tuple[str, str]:
    return _text(moment, "file_name", names) or group_word(Group.FILE), _text(moment, "note", names)


_WRITERS = {
    "activity": _activity,
    "sales_order": _order,
    "payment": _payment,
    "investment": _investment,
    "attachment": _file,
}


def money(value: object) -> str:
    """Write an amount in minor units as people do: ¥1,234.50, and without 分 where there are none."""
    minor = value if isinstance(value, int) else 0
    whole, cents = divmod(abs(minor), 100)
    return f"{'-' if minor < 0 else ''}¥{whole:,}" + (f".{cents:02}" if cents else "")
