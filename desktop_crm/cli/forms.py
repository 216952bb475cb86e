"""Commands of the company's form: its versions, the next one, publishing, templates of trades."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import msgspec

from desktop_crm.cli.command import Command, Exit, Session
from desktop_crm.cli.wording import say
from desktop_crm.domain.custom.definition import CustomField, FormVersion, fields_from_text
from desktop_crm.domain.custom.drafting import Change, Difference, differences
from desktop_crm.domain.custom.kinds import FORMS, kind_of
from desktop_crm.domain.custom.templates import templates
from desktop_crm.domain.validation.catalogue import sentence
from desktop_crm.domain.validation.findings import Finding
from desktop_crm.errors import UsageError
from desktop_crm.services.forms import FormRefused

_CHANGES = {
    Change.ADDED: ("新增", "added"),
    Change.CHANGED: ("修改", "changed"),
    Change.WITHDRAWN: ("停用", "withdrawn"),
    Change.USED_AGAIN: ("恢复使用", "used again"),
    Change.MOVED: ("移动", "moved"),
}


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("verb", nargs="?", choices=("show", "draft", "publish", "templates"), default="show")
    parser.add_argument("version", nargs="?", metavar="VERSION", help=say("show：哪一版", "show: which version"))
    parser.add_argument(
        "--template", metavar="NAME", help=say("draft：采用行业模板", "draft: take a template's fields")
    )
    parser.add_argument("--file", metavar="FILE", help=say("draft：字段的 JSON", "draft: the fields as JSON"))
    parser.add_argument("--drop", action="store_true", help=say("draft：放弃草稿", "draft: forget it"))
    parser.add_argument(
        "--rebase",
        action="store_true",
        help=say("draft：并入别人刚发布的版本", "draft: take in what was published meanwhile"),
    )
    parser.add_argument("--reason", default="", metavar="TEXT", help=say("publish：修订原因", "publish: why"))


def _forms(session: Session, options: argparse.Namespace) -> Exit:
    act = {"show": _show, "draft": _draft, "publish": _publish, "templates": _templates}[options.verb]
    return act(session, options)


def _show(session: Session, options: argparse.Namespace) -> Exit:
    book = session.app.forms.book()
    wanted = options.version
    chosen = book.in_force
    if wanted:
        chosen = next((one for one in book.versions if wanted in (one.id, str(one.number))), None)
        if chosen is None:
            raise UsageError("no_such_form", name=wanted[:40])
    document = {
        "in_force": book.version_id or None,
        "versions": [_told(one) for one in book.versions],
        "overlooked": [one.id for one in book.overlooked],
        "fields": [msgspec.to_builtins(one) for one in chosen.fields] if chosen else [],
    }
    lines = [_version_line(one, in_force=one is book.in_force) for one in book.versions]
    lines += _field_lines(chosen.fields if chosen else (), session.language)
    session.answer(document, "\n".join(lines) or say("还没有发布过。", "Nothing has been published yet."))
    return Exit.DONE


def _draft(session: Session, options: argparse.Namespace) -> Exit:
    forms = session.app.forms
    if options.drop:
        forms.discard()
    if options.file:
        try:
            forms.keep(fields_from_text(Path(options.file).read_bytes()))
        except msgspec.DecodeError as error:
            raise UsageError("bad_json", detail=str(error)[:120]) from error
    if options.template:
        forms.add_template(options.template)
    if options.rebase:
        forms.rebase()
    draft, book = forms.draft(), forms.book()
    changed = differences(book.in_force.fields if book.in_force else (), draft.fields)
    found = forms.problems(draft.fields)
    document = {
        "started": draft.started,
        "base": draft.base or None,
        "fields": [msgspec.to_builtins(one) for one in draft.fields],
        "changes": [{"field": one.field.id, "change": one.change.value} for one in changed],
        "problems": _problems(found, session.language),
    }
    lines = [_change_line(one, session.language) for one in changed]
    lines += [_problem_line(one, draft.fields, session.language) for one in found]
    session.answer(document, "\n".join(lines))
    return Exit.DONE


def _publish(session: Session, options: argparse.Namespace) -> Exit:
    forms = session.app.forms
    try:
        version = forms.publish(options.reason)
    except FormRefused as refused:
        fields = forms.draft().fields
        for one in refused.findings:
            session.say(_problem_line(one, fields, session.language))
        session.answer({"published": None, "problems": _problems(refused.findings, session.language)})
        return Exit.SOME_FAILED
    session.app.build_search()
    session.app.write_audit("form_published", version=version.id, fields=len(version.in_use))
    session.answer({"published": version.id, "problems": []}, _version_line(version, in_force=True))
    return Exit.DONE


def _templates(session: Session, _options: argparse.Namespace) -> Exit:
    language = session.language
    document = [
        {
            "id": one.id, "name": one.label(language), "about": one.about(language), "uses": list(one.uses),
            "fields": [msgspec.to_builtins(field) for field in one.fields],
        }
        for one in templates()
    ]  # fmt: skip
    lines = []
    for one in templates():
        lines += [f"{one.id}  {one.label(language)}: {one.about(language)}", *_field_lines(one.fields, language)]
    session.answer(document, "\n".join(lines))
    return Exit.DONE


# -- parts --------------------------------------------------------------------------------------


def _told(version: FormVersion) -> dict[str, object]:
    return {
        "id": version.id, "number": version.number, "at": version.at, "by": version.by, "reason": version.reason,
        "base": version.base or None, "fields": len(version.in_use),
    }  # fmt: skip


def _version_line(version: FormVersion, *, in_force: bool) -> str:
    mark = "*" if in_force else " "
    return f"{mark} {version.id}  {version.at[:10]}  {version.by}  {len(version.in_use)}  {version.reason}"


def _field_lines(fields: Sequence[CustomField], language: str) -> list[str]:
    return [_field_line(one, language) for one in fields]


def _field_line(field: CustomField, language: str) -> str:
    form = FORMS[kind_of(field.kind)]
    marks = [form.en if language == "en" else form.zh, field.sensitivity]
    marks += [say("必填", "required")] if field.required or field.required_when else []
    marks += [say("已停用", "withdrawn")] if field.withdrawn else []
    return f"    {field.id}  {field.label(language)}  ({', '.join(marks)})  {field.use(language)}"


def _change_line(one: Difference, language: str) -> str:
    return f"{say(*_CHANGES[one.change])}: {one.field.label(language)} ({one.field.id})"


def _problem_line(one: Finding, fields: Sequence[CustomField], language: str) -> str:
    label = next((field.label(language) for field in fields if field.id == one.field), one.field)
    return f"{label}: {sentence(one, language)}" if label else sentence(one, language)


def _problems(found: Sequence[Finding], language: str) -> list[dict[str, object]]:
    return [{"field": one.field or None, "code": one.code, "message": sentence(one, language)} for one in found]


COMMANDS = (
    Command(
        "forms",
        "表单与字段：版本、草稿、发布、行业模板",
        "the form: versions, draft, publish, templates",
        _arguments,
        _forms,
    ),
)
