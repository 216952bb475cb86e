"""What ``history`` prints: the changes of a card, or the card as it was. Fetching is the sync client's."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from datetime import UTC, date, datetime, time

from desktop_crm.cli.card_json import known_field
from desktop_crm.cli.command import Exit, Session
from desktop_crm.cli.revealing import add_reason, may_show, shown, shown_one
from desktop_crm.cli.wording import say
from desktop_crm.domain.fields import Value
from desktop_crm.domain.history import Change, Entry, Kind, Over, State, as_it_was, as_read, differences, later_than
from desktop_crm.domain.records import CUSTOMER, RECORD_TYPES
from desktop_crm.errors import UsageError
from desktop_crm.queries.customers import CustomerCard
from desktop_crm.queries.history import HIDDEN, CardHistory, Coverage
from desktop_crm.queries.operations import field_label, record_label, record_of, shown_value

_EVENTS = {Kind.CREATED: ("新建", "created"), Kind.DELETED: ("删除", "deleted"), Kind.RESTORED: ("恢复", "restored")}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``history``."""
    parser.add_argument("no", metavar="NO")
    parser.add_argument("--field", metavar="FIELD", help=say("只看这个字段", "of this field only"))
    parser.add_argument(
        "--at", metavar="TIME", help=say("当时的客户：2026-11-20 或 2026-11-20T14:05", "the card as it was then")
    )
    add_reason(parser)


def print_history(session: Session, options: argparse.Namespace) -> Exit:
    """Answer from what this laptop holds. Raises NotFound, UsageError."""
    app = session.app
    instant = instant_of(options.at) if options.at else ""
    card = app.queries.card(app.queries.id_of(options.no))
    known = app.history_queries.of_card(card.id)
    name = _field(options.field, known) if options.field else ""
    full = may_show(session, card.id, options, name or "history")
    if instant:
        return _print_moment(session, card, known, instant, name, full=full)
    entries = [one for one in as_read(known.entries) if not name or one.change.field == name]
    document = {
        "no": card.customer_no, "id": card.id, **_coverage(known.coverage),
        "entries": [_entry(one, known, session.language, full=full) for one in entries],
    }  # fmt: skip
    lines = [_line(one, card, known, session.language) for one in entries]
    session.answer(document, "\n".join([*lines, _coverage_words(known.coverage)]))
    return Exit.DONE


def instant_of(text: str) -> str:
    """Read a moment of this computer's time zone; a day means its end. Raises UsageError."""
    try:
        if len(text.strip()) == len("2026-11-20"):
            moment = datetime.combine(date.fromisoformat(text.strip()), time.max)
        else:
            moment = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise UsageError("usage", detail=f"--at {text[:40]}") from error
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _field(text: str, known: CardHistory) -> str:
    if any(text in record.by_id for record in RECORD_TYPES.values()):
        return text
    return known_field(text, known.customer)


def _print_moment(
    session: Session, card: CustomerCard, known: CardHistory, instant: str, name: str, *, full: bool
) -> Exit:
    language = session.language

    def plain(record: str, values: Mapping[str, Value]) -> dict[str, Value]:
        kept = {name: value for name, value in values.items() if name not in HIDDEN}
        return shown(record_of(record, known.customer), kept, language, full=full)

    def one_of(record: str, name: str, value: Value) -> Value:
        return shown_one(record_of(record, known.customer), name, value, language, full=full)

    then = as_it_was(known.rows, known.entries, later_than(instant))
    found = [
        one for one in differences(then, known.rows) if one.field not in HIDDEN and (not name or one.field == name)
    ]
    root = then.get(card.id)
    document = {
        "no": card.customer_no, "id": card.id, "at": instant, "existed": root is not None,
        **_coverage(known.coverage),
        "fields": plain(CUSTOMER.name, root.values) if root else {},
        "rows": [
            {"record": row.record, "id": row.row_id, "fields": plain(row.record, row.values)}
            for row in then.values()
            if row.row_id != card.id
        ],
        "differences": [
            {
                "record": one.record, "row": one.row_id, "field": one.field,
                "then": one_of(one.record, one.field, one.then), "now": one_of(one.record, one.field, one.now),
            }
            for one in found
        ],
    }  # fmt: skip
    lines = [
        f"{field_label(one.record, one.field, language, card.kind, known.customer)}: "
        + "  →  ".join(
            shown_value(one.record, one.field, value, language, known.customer) for value in (one.then, one.now)
        )
        for one in found
    ]
    if root is None:
        lines = [say("那时还没有这位客户。", "The customer was not there yet.")]
    elif not lines:
        lines = [say("和现在一样。", "As it is now.")]
    session.answer(document, "\n".join([*lines, _coverage_words(known.coverage)]))
    return Exit.DONE


def _coverage(coverage: Coverage) -> dict[str, object]:
    return {"complete": coverage.complete, "since": coverage.since, "fetched_at": coverage.fetched_at}


def _coverage_words(coverage: Coverage) -> str:
    if coverage.complete:
        return say("（完整）", "(complete)")
    return say(f"（从 {_local(coverage.since)} 起）", f"(from {_local(coverage.since)} on)")


def _entry(entry: Entry, known: CardHistory, language: str, *, full: bool) -> dict[str, object]:
    change = entry.change
    record = record_of(change.record, known.customer)
    old, new, over = (
        shown_one(record, change.field, value, language, full=full)
        for value in (change.old, change.new, entry.over.value if entry.over is not None else None)
    )
    return {
        "made_at": change.made_at, "at": change.at, "offline": change.offline, "by": change.by,
        "device": change.device, "record": change.record, "row": change.row_id, "field": change.field,
        "kind": change.kind.value, "old": old, "new": new, "state": change.state.value,
        "overwritten_by": _over(entry.over, over),
    }  # fmt: skip


def _over(over: Over | None, value: Value) -> dict[str, object] | None:
    if over is None:
        return None
    return {"by": over.by, "device": over.device, "at": over.at, "value": value, "unseen": over.unseen}


def _line(entry: Entry, card: CustomerCard, known: CardHistory, language: str) -> str:
    change = entry.change
    parts = [_local(change.made_at), _what(change, card, known, language), change.by, change.device]
    if change.offline:
        parts.append(say("离线", "offline"))
    parts.append(_state(change.state))
    if entry.over is not None:
        parts.append(say(f"被 {entry.over.by} 覆盖", f"overwritten by {entry.over.by}"))
    return "  ".join(part for part in parts if part)


def _what(change: Change, card: CustomerCard, known: CardHistory, language: str) -> str:
    if change.kind is not Kind.CHANGED:
        zh, en = _EVENTS[change.kind]
        return f"{record_label(change.record, language)} {say(zh, en)}"
    label = field_label(change.record, change.field, language, card.kind, known.customer)
    before, after = (
        shown_value(change.record, change.field, value, language, known.customer) for value in (change.old, change.new)
    )
    return f"{label}: {before} → {after}"


def _state(state: State) -> str:
    words = {
        State.WAITING: say("待发送", "waiting"),
        State.MERGED: say("已合并", "joined"),
        State.LOST: say("没有生效", "not in force"),
        State.ASIDE: say("没有写入", "set aside"),
    }
    return words.get(state, "")


def _local(instant: str) -> str:
    try:
        return f"{datetime.fromisoformat(instant).astimezone():%Y-%m-%d %H:%M}"
    except ValueError:
        return "—"
