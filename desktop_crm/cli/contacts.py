"""Commands about contacts: write one down, what is to do next."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from datetime import datetime
from functools import partial

from desktop_crm.bootstrap import Application
from desktop_crm.cli.command import Command, Exit, Session
from desktop_crm.cli.revealing import add_reason, may_show, shown, shown_one
from desktop_crm.cli.wording import say
from desktop_crm.domain.file_choices import METHOD
from desktop_crm.domain.quick_dates import local, local_now, read_due
from desktop_crm.domain.records import RECORD_TYPES
from desktop_crm.domain.sources import SOURCE
from desktop_crm.domain.steps import Due, due_of
from desktop_crm.domain.values import format_value, parse_value
from desktop_crm.errors import UsageError
from desktop_crm.queries.operations import field_label, record_label, record_of, shown_value
from desktop_crm.queries.timeline import Moment
from desktop_crm.services.contacts import ACTIVITY, QuickContact

_MOST = 1_000
_WORDS = {
    Due.OVERDUE: ("已逾期", "overdue"),
    Due.TODAY: ("今天", "today"),
    Due.WEEK: ("本周", "this week"),
    Due.LATER: ("以后", "later"),
    Due.UNDATED: ("没有日期", "no day"),
}


def _log_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("no", metavar="NO")
    parser.add_argument("text", metavar="TEXT")
    parser.add_argument(
        "--method", default="phone", metavar="WAY", help=", ".join(f"{one.code} {one.zh}" for one in METHOD)
    )
    parser.add_argument("--next", default="", metavar="TEXT", dest="step", help=say("下一步做什么", "what to do next"))
    parser.add_argument(
        "--due",
        default="",
        metavar="DAY",
        help=say("明天、周五、3天后、11-30 14:00", "tomorrow, fri, 3d, 2026-11-30 14:00"),
    )


def _log(session: Session, options: argparse.Namespace) -> Exit:
    app = session.app
    method = parse_value(ACTIVITY["method"], "phone" if options.method == "call" else options.method, app.today())
    if method.value is None:
        raise UsageError("usage", detail=f"--method {options.method[:40]}")
    due = _due(app, options.due)
    if due is not None and not options.step:
        raise UsageError("usage", detail="--next TEXT --due DAY")
    contact = QuickContact(options.text, str(method.value), options.step, due)
    saved = app.contacts.log(app.queries.id_of(options.no), contact)
    row = app.row_queries.row(ACTIVITY.name, saved.ids[0])
    document = {
        "id": row.id, "customer": row.customer_id, "at": row.when, "method": row.values["method"],
        "next": row.values.get("next_action"), "due": row.values.get("next_action_at"),
    }  # fmt: skip
    session.answer(document, f"{_moment(row.when)}  {options.text}")
    return Exit.DONE


def _due(app: Application, words: str) -> datetime | None:
    if not words:
        return None
    now = local(app.clock()) or local_now()
    due = read_due(words, datetime.combine(app.today(), now.time()))
    if due is None:
        raise UsageError("usage", detail=f"--due {words[:40]}")
    return due


def _next_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--all", action="store_true", help=say("也列出以后的", "those of later days too"))


def _next(session: Session, options: argparse.Namespace) -> Exit:
    app = session.app
    today = app.today()
    steps = [(due_of(step.due, today), step) for step in app.steps.page(limit=_MOST)]
    wanted = [(due, step) for due, step in steps if options.all or due in (Due.OVERDUE, Due.TODAY, Due.WEEK)]
    documents = [
        {
            "id": step.row_id, "no": step.customer_no, "customer": step.customer_id, "name": step.customer_name,
            "next": step.action, "due": step.due or None, "when": due.value, "by": step.by,
        }
        for due, step in wanted
    ]  # fmt: skip
    lines = [
        f"{say(*_WORDS[due])}  {_moment(step.due)}  {step.customer_no}  {step.customer_name}  {step.action}"
        for due, step in wanted
    ]
    session.answer(documents, "\n".join(lines) or say("没有要做的事。", "Nothing to do."))
    return Exit.DONE


def _timeline_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("no", metavar="NO")
    parser.add_argument("--limit", type=int, default=_MOST, metavar="N")
    add_reason(parser)


def _timeline(session: Session, options: argparse.Namespace) -> Exit:
    app = session.app
    card = app.queries.card(app.queries.id_of(options.no))
    line = app.timelines.of(card.id)
    full = may_show(session, card.id, options, "timeline")
    told = partial(shown_one, language=session.language, full=full)
    documents, lines = [], []
    for one in line.moments[: max(0, options.limit)]:
        words = _words(one, line.names, session.language)
        change = one.entry.change if one.entry is not None else None
        record = record_of(one.record, card.record)
        documents.append(
            {
                "when": one.when, "what": one.group.value, "record": one.record, "event": one.what or None,
                "row": one.row_id, "source": one.source, "by": one.by,
                "values": shown(record, one.values, session.language, full=full) if change is None else None,
                "field": change.field if change is not None else None,
                "old": told(record, change.field, change.old) if change is not None else None,
                "new": told(record, change.field, change.new) if change is not None else None,
            }
        )  # fmt: skip
        source = SOURCE[one.source]
        lines.append("  ".join(part for part in (_moment(one.when) if "T" in one.when else one.when, words,
                                                 say(source.zh, source.en), one.by) if part))  # fmt: skip
    session.answer(documents, "\n".join(lines))
    return Exit.DONE


def _words(moment: Moment, names: Mapping[str, str], language: str) -> str:
    """Say in one line what happened; sensitive values stay masked."""
    if moment.entry is not None:
        change = moment.entry.change
        if not change.field:
            return record_label(change.record, language)
        label = field_label(change.record, change.field, language)
        return f"{label}: {shown_value(change.record, change.field, change.new, language)}"
    record = RECORD_TYPES[moment.record]
    texts = []
    for name in record.title:
        value = moment.values.get(name)
        if value not in (None, "", ()):
            field = record[name]
            texts.append(names.get(str(value), "") if field.refers else format_value(field, value, language))
    return " · ".join([record_label(record.name, language), *(text.replace("\n", " ") for text in texts if text)])


def _moment(instant: str) -> str:
    moment = local(instant)
    return f"{moment:%Y-%m-%d %H:%M}" if moment else "—"


COMMANDS = (
    Command("log", "记一次联系", "write a contact down", _log_arguments, _log),
    Command("next", "下一步", "what to do next", _next_arguments, _next),
    Command("timeline", "客户的往来", "what happened with a customer", _timeline_arguments, _timeline),
)
