"""The command ``print``: every document of the customer file as PDF, without a window."""

from __future__ import annotations

import argparse
from array import array
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_crm.cli.command import Command, Exit, Session
from desktop_crm.cli.wording import say
from desktop_crm.domain.documents import BY_ID, DOCUMENTS
from desktop_crm.domain.secrecy import Grade
from desktop_crm.domain.stationery import ENVELOPES, LABEL_SHEETS, PAPERS
from desktop_crm.errors import UsageError
from desktop_crm.queries.customers import ListFilter, Order

if TYPE_CHECKING:
    from ui.printing.compose import Request

_MOST_COPIES = 999


def contribute() -> tuple[Command, ...]:
    """Return the commands of this package."""
    text = "把客户档案的文档存为 PDF", "save documents of the customer file as PDF"
    return (Command("print", *text, _arguments, _print),)


def _arguments(parser: argparse.ArgumentParser) -> None:
    names = ", ".join(BY_ID)
    parser.add_argument("words", nargs="*", metavar="DOCUMENT NO", help=say(f"文档：{names}", f"documents: {names}"))
    parser.add_argument("-o", "--output", metavar="FILE.pdf")
    parser.add_argument("--list", action="store_true", dest="catalogue", help=say("列出文档", "list the documents"))
    parser.add_argument("--all", action="store_true", dest="everybody", help=say("所有客户", "every customer"))
    parser.add_argument("--blank", action="store_true", help=say("空表，供手填", "the empty form, to fill in by hand"))
    parser.add_argument("--language", choices=("zh", "en"), default="zh", help=say("标签的语言", "of the labels"))
    parser.add_argument("--copies", type=_copies, default=1, metavar="N")
    parser.add_argument("--grade", choices=[grade.code for grade in Grade], default=Grade.ORDINARY.code)
    parser.add_argument(
        "--reveal", metavar="REASON", default="", help=say("显示敏感信息及用途", "sensitive fields, why")
    )
    parser.add_argument("--masked", action="store_true", help=say("遮盖敏感信息", "mask sensitive fields"))
    parser.add_argument("--from", type=date.fromisoformat, default=None, dest="start", metavar="DAY")
    parser.add_argument("--to", type=date.fromisoformat, default=None, dest="end", metavar="DAY")
    parser.add_argument("--columns", default="", metavar="A,B,…", help=say("一览表的列", "columns of the list"))
    parser.add_argument("--group", default="", metavar="COLUMN", help=say("一览表的分组", "groups of the list"))
    parser.add_argument("--paper", choices=list(PAPERS), default="")
    parser.add_argument("--orientation", choices=("portrait", "landscape"), default="")
    parser.add_argument("--scale", type=int, default=100, metavar="PERCENT")
    parser.add_argument("--labels", choices=list(LABEL_SHEETS), default="3x8", help=say("标签纸", "sheet of labels"))
    parser.add_argument("--first-label", type=int, default=1, metavar="N")
    parser.add_argument("--envelope", choices=list(ENVELOPES), default="ZL")


def _print(session: Session, options: argparse.Namespace) -> Exit:
    if options.catalogue:
        return _answer_catalogue(session)
    from PySide6.QtCore import QCoreApplication

    from ui.i18n import languages
    from ui.printing import ensure_gui
    from ui.printing.compose import REASONS
    from ui.printing.output import save_pdf

    document, numbers, target = _words(options)
    in_window = QCoreApplication.instance() is not None  # which has its own language
    ensure_gui()
    if options.language == "en" and not in_window:
        languages.install("en_US")
    request = _request(session, options, document, numbers)
    plan = save_pdf(session.app, request, Path(target))
    pages = len(plan) * plan.copies
    answer: dict[str, object] = {
        "file": target,
        "document": document,
        "pages": pages,
        "customers": plan.customers,
        "grade": plan.marks.grade.code if plan.marks else Grade.ORDINARY.code,
        "left_out": [{"name": one.name, "reason": one.reason} for one in plan.left_out],
    }
    if len(numbers) == 1:
        answer["no"] = session.app.queries.card(session.app.queries.id_of(numbers[0])).customer_no
    for one in plan.left_out:
        session.say(f"{one.name}: {REASONS[one.reason][options.language == 'en']}")
    session.answer(answer, f"{target}: {pages}")
    return Exit.DONE


def _words(options: argparse.Namespace) -> tuple[str, list[str], str]:
    """Return document, numbers and file. Two words without ``-o`` are a number and the file of its form."""
    words, target = list(options.words), options.output
    if not target and len(words) == 2 and words[0] not in BY_ID:
        return "form", words[:1], words[1]
    if not target or not words:
        raise UsageError("usage", detail="DOCUMENT NO… -o FILE.pdf")
    if words[0] not in BY_ID:
        raise UsageError("unknown_document", document=words[0][:40], known=", ".join(BY_ID))
    if not (words[1:] or options.everybody or options.blank):
        raise UsageError("usage", detail="NO… | --all | --blank")
    return words[0], words[1:], target


def _request(session: Session, options: argparse.Namespace, document: str, numbers: list[str]) -> Request:
    from ui.models.columns import show_added
    from ui.printing.compose import Request, usual_setup
    from ui.printing.listing import DEFAULT_COLUMNS
    from ui.printing.page import Setup
    from ui.printing.source import Period

    show_added(session.app.forms.book())
    queries = session.app.queries
    usual = usual_setup(BY_ID[document])
    lies = options.orientation == "landscape" if options.orientation else usual.landscape
    rids = array("q", (queries.card(queries.id_of(number)).rid for number in numbers))
    # The short call has always printed the form in full.
    reveal = bool(options.reveal) or (not options.output and not options.masked)
    return Request(
        document,
        queries.all_rids(ListFilter(), Order()) if options.everybody else rids,
        options.language,
        Setup(options.paper or usual.paper, lies, usual.margins, options.scale),
        next(grade for grade in Grade if grade.code == options.grade),
        options.copies,
        reveal and not options.masked,
        options.reveal,
        period=Period(options.start, options.end),
        columns=tuple(name for name in options.columns.split(",") if name) or DEFAULT_COLUMNS,
        group=options.group,
        labels=options.labels,
        first_label=options.first_label,
        envelope=options.envelope,
    )


def _answer_catalogue(session: Session) -> Exit:
    documents = [
        {"document": one.id, "name": one.title(session.language), "form": one.form, "about": one.about.value}
        for one in DOCUMENTS
    ]
    session.answer(documents, "\n".join(f"{one['document']:<12}{one['form']:<5}{one['name']}" for one in documents))
    return Exit.DONE


def _copies(text: str) -> int:
    number = int(text)
    if not 1 <= number <= _MOST_COPIES:
        raise argparse.ArgumentTypeError(text)
    return number
