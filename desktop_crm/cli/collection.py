"""The command ``collect``: plans to collect information, their fields, their progress."""

from __future__ import annotations

import argparse

from desktop_crm.cli.command import Command, Exit, Session
from desktop_crm.cli.wording import say
from desktop_crm.domain.collection_records import COLLECTION_ITEM, COLLECTION_PLAN
from desktop_crm.domain.fields import RecordType, Value
from desktop_crm.domain.naming import field_called
from desktop_crm.domain.records import CUSTOMER
from desktop_crm.domain.values import format_value
from desktop_crm.errors import UsageError
from desktop_crm.services.collection import Plan


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "action", nargs="?", choices=("list", "add", "edit", "want", "drop", "publish", "close", "show"), default="list"
    )
    parser.add_argument("plan", nargs="?", metavar="PLAN", help=say("计划的名称或编号", "name or id of a plan"))
    parser.add_argument("words", nargs="*", metavar="field=value")


def _run(session: Session, options: argparse.Namespace) -> Exit:
    service = session.app.collection
    if options.action == "list":
        plans = service.plans()
        session.answer({"plans": [_told(one) for one in plans]}, "\n".join(_line(session, one) for one in plans))
        return Exit.DONE
    if not options.plan:
        raise UsageError("usage", detail=f"collect {options.action} PLAN")
    if options.action == "add":
        values = read_assignments(COLLECTION_PLAN, options.words)
        plan_id = service.save({"starts_on": session.app.today().isoformat(), **values, "name": options.plan})
    else:
        plan_id = service.plan(options.plan).id
        if options.action == "edit":
            service.save(read_assignments(COLLECTION_PLAN, options.words), plan_id)
        elif options.action == "want":
            values = read_assignments(COLLECTION_ITEM, options.words)
            service.want(plan_id, {**values, "field": _field(str(values.get("field") or ""))})
        elif options.action == "drop":
            for word in options.words:
                service.unwant(plan_id, _field(word))
        elif options.action == "publish":
            service.publish(plan_id)
        elif options.action == "close":
            service.close(plan_id)
    return _show(session, service.plan(plan_id))


def _field(text: str) -> str:
    found = field_called(text)
    return found.id if found else text


def read_assignments(record: RecordType, words: list[str]) -> dict[str, Value]:
    """Read ``field=value`` words for a record of the company. Raises UsageError."""
    values: dict[str, Value] = {}
    for word in words:
        name, equals, text = word.partition("=")
        field = field_called(name, record)
        if not equals:
            raise UsageError("bad_assignment", text=word[:80])
        if field is None or field.automatic:
            raise UsageError("unknown_field", field=name[:80])
        values[field.id] = text
    return values


def _told(plan: Plan) -> dict[str, object]:
    names = ("name", "target", "starts_on", "due_on", "monthly_target", "by")
    return {"id": plan.id, **{name: plan.values.get(name) for name in names}, "state": plan.state}


def _line(session: Session, plan: Plan) -> str:
    state = format_value(COLLECTION_PLAN["state"], plan.state, session.language)
    return f"{plan.values.get('name')}  {state}  {plan.values.get('starts_on')} – {plan.values.get('due_on') or ''}"


def _show(session: Session, plan: Plan) -> Exit:
    language, lines, items = session.language, [_line(session, plan)], []
    for item in plan.items:
        counts = session.app.collection_queries.progress(plan.values, item.field)
        files, filled, gained = (sum(getattr(one, name) for one in counts) for name in ("files", "filled", "gained"))
        items.append(
            {
                "field": item.field, "channel": item.values.get("channel"), "owner": item.values.get("owner"),
                "legal_note": item.values.get("legal_note"), "lacks": list(item.lacks()),
                "files": files, "filled": filled, "gained": gained,
                "progress": [
                    {"channel": one.channel or None, "by": one.salesperson, "files": one.files,
                     "filled": one.filled, "gained": one.gained} for one in counts
                ],
            }
        )  # fmt: skip
        channel = format_value(COLLECTION_ITEM["channel"], item.values.get("channel"), language)
        owner = item.values.get("owner") or "—"
        lines.append(
            f"  {CUSTOMER[item.field].label(language)}  {channel or '—'}  {owner}  {filled}/{files} (+{gained})"
        )
    session.answer({**_told(plan), "items": items}, "\n".join(lines))
    return Exit.DONE


COMMANDS = (Command("collect", "收集计划", "plans to collect information", _arguments, _run),)
