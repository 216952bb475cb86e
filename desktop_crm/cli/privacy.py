"""The command ``privacy``: exports that wait for the person responsible, and deciding them."""

from __future__ import annotations

import argparse

from desktop_crm.cli.command import Command, Exit, Session
from desktop_crm.cli.wording import say
from desktop_crm.domain.anonymity import labels
from desktop_crm.domain.privacy_records import EXPORT_REQUEST
from desktop_crm.domain.values import format_value
from desktop_crm.errors import NotFound, UsageError
from desktop_crm.services.privacy import Request


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", nargs="?", choices=("list", "allow", "refuse"), default="list")
    parser.add_argument(
        "id", nargs="?", metavar="ID", help=say("申请的编号或其开头", "the request's id, or its beginning")
    )
    parser.add_argument("--reason", default="", metavar="TEXT")


def _run(session: Session, options: argparse.Namespace) -> Exit:
    service = session.app.privacy
    if options.action == "list":
        found = service.requests()
        session.answer({"requests": [_told(one) for one in found]}, "\n".join(_line(session, one) for one in found))
        return Exit.DONE
    if not options.id:
        raise UsageError("usage", detail="privacy allow|refuse ID --reason TEXT")
    wanted = [one for one in service.requests() if one.id.startswith(options.id)]
    if len(wanted) != 1:
        raise NotFound(id=options.id[:40])
    service.decide(wanted[0].id, allow=options.action == "allow", reason=options.reason)
    decided = next(one for one in service.requests() if one.id == wanted[0].id)
    session.app.write_audit("export_decided", request=decided.id, state=decided.state)
    session.answer(_told(decided), _line(session, decided))
    return Exit.DONE


def _told(request: Request) -> dict[str, object]:
    names = ("customers", "small_groups", "people", "reason", "by", "asked_at", "state", "decided_by", "decided_reason")
    fields = request.values.get("fields")
    told = {"id": request.id, "fields": list(fields) if isinstance(fields, tuple) else []}
    return {**told, **{name: request.values.get(name) for name in names}}


def _line(session: Session, request: Request) -> str:
    values, language = request.values, session.language
    fields = values.get("fields")
    return "  ".join(
        (
            request.id[:8],
            format_value(EXPORT_REQUEST["state"], request.state, language),
            str(values.get("by") or ""),
            str(values.get("reason") or ""),
            say(f"{values.get('people')} 人会被认出", f"{values.get('people')} people could be recognised"),
            labels(fields if isinstance(fields, tuple) else (), language),
        )
    )


COMMANDS = (Command("privacy", "等待同意的导出", "exports that wait to be allowed", _arguments, _run),)
