"""The command ``print``: a customer's form as PDF, without a window."""

from __future__ import annotations

import argparse
from pathlib import Path

from desktop_crm.cli.command import Command, Exit, Session


def contribute() -> tuple[Command, ...]:
    """Return the commands of this package."""
    return (Command("print", "把客户信息表存为 PDF", "save a customer's form as PDF", _arguments, _print),)


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("no", metavar="NO")
    parser.add_argument("file", metavar="FILE.pdf")
    parser.add_argument("--language", choices=("zh", "en"), default="zh", help="of the labels")
    parser.add_argument("--masked", action="store_true", help="mask sensitive fields")


def _print(session: Session, options: argparse.Namespace) -> Exit:
    from ui.printing import form_data, write_pdf

    app = session.app
    card = app.queries.card(app.queries.id_of(options.no))
    form = form_data(card, app.facts().get("issuer_name", ""), masked=options.masked)
    pages = write_pdf(Path(options.file), [form], language=options.language)
    app.write_audit("print", customer=card.id, pages=pages, masked=options.masked)
    session.answer({"file": options.file, "pages": pages, "no": card.customer_no}, f"{options.file}: {pages}")
    return Exit.DONE
