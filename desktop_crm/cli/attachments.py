"""Commands about attachments: attach, attachments, and what ``attachment`` does (it is contributed where there is a
network, :mod:`sync.client.attachment_commands`)."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from desktop_crm.bootstrap import Application
from desktop_crm.cli.command import Command, Exit, Session
from desktop_crm.cli.wording import say
from desktop_crm.domain.attachments import file_name
from desktop_crm.errors import UsageError
from desktop_crm.queries.attachments import Attachment

SAVE, NOTE, REMOVE, RESTORE = "save", "note", "remove", "restore"
_WITH_VALUE = (SAVE, NOTE)
#: Brings the content of an attachment here, where that is possible.
Fetch = Callable[[Application, Attachment], None]


def _attach_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("no", metavar="NO")
    parser.add_argument("file", nargs="+", metavar="FILE")
    parser.add_argument("--note", default="", metavar="TEXT", help=say("说明", "a note"))


def _attach(session: Session, options: argparse.Namespace) -> Exit:
    app = session.app
    customer_id = app.queries.id_of(options.no)
    added = app.attachments.add_files(customer_id, [Path(name) for name in options.file], options.note)
    documents = [attachment_document(app.attachment_queries.one(row_id)) for row_id in added.ids]
    answer = {"no": options.no, "attached": documents, "there": list(added.there)}
    session.answer(answer, "\n".join(_line(one) for one in documents))
    return Exit.DONE


def _list_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("no", metavar="NO")


def _list(session: Session, options: argparse.Namespace) -> Exit:
    app = session.app
    found = app.attachment_queries.of_customer(app.queries.id_of(options.no))
    documents = [attachment_document(one) for one in found]
    session.answer(documents, "\n".join(_line(one) for one in documents))
    return Exit.DONE


def attachment_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``attachment``."""
    parser.add_argument("action", choices=[SAVE, NOTE, REMOVE, RESTORE])
    parser.add_argument("id", metavar="ID", help=say("attachments 输出的 id", "the id that attachments prints"))
    what = say("save：文件或文件夹；note：说明", "save: a file or folder; note: the text")
    parser.add_argument("value", nargs="?", metavar="PATH|TEXT", help=what)


def run_attachment(session: Session, options: argparse.Namespace, fetch: Fetch) -> Exit:
    """Save, describe, remove or restore one attachment; ``fetch`` is asked for a content that is not here."""
    if (options.value is not None) != (options.action in _WITH_VALUE):
        raise UsageError("usage", detail="save ID PATH, note ID TEXT, remove ID, restore ID")
    app = session.app
    if options.action == SAVE:
        return _save(session, app.attachment_queries.one(options.id), Path(options.value), fetch)
    if options.action == NOTE:
        app.attachments.describe(options.id, note=options.value)
    elif options.action == REMOVE:
        app.attachments.remove([options.id])
    else:
        app.attachments.restore([options.id])
    one = app.attachment_queries.one(options.id)
    session.answer({**attachment_document(one), "removed": one.deleted}, one.file_name)
    return Exit.DONE


def _save(session: Session, one: Attachment, target: Path, fetch: Fetch) -> Exit:
    if target.is_dir():
        target /= file_name(one.file_name)
    if not one.here:
        fetch(session.app, one)
    session.app.attachments.save_to(one.id, target)
    session.app.write_audit("export_attachment", customer=one.customer_id, row=one.id)
    session.answer({"id": one.id, "file": str(target), "size": one.size}, str(target))
    return Exit.DONE


def attachment_document(one: Attachment) -> dict[str, object]:
    """Describe an attachment as JSON does."""
    return {
        "id": one.id,
        "file_name": one.file_name,
        "media_type": one.media_type,
        "size": one.size,
        "sha256": one.sha256,
        "note": one.note,
        "by": one.created_by,
        "at": one.created_at,
        "place": one.place.value,
        "percent": one.percent,
        "error": one.error or None,
    }


def _line(document: dict[str, object]) -> str:
    return f"{document['id']}  {document['file_name']}  {document['size']}  {document['place']}"


COMMANDS = (
    Command("attach", "给客户添加附件", "attach files to a customer", _attach_arguments, _attach),
    Command("attachments", "客户的附件", "the attachments of a customer", _list_arguments, _list),
)
