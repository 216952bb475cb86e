"""What JSON of a customer may hold: masked values in full only to whoever has the right to them, and written down."""

from __future__ import annotations

import argparse
from collections.abc import Mapping

from desktop_crm.cli.command import Session
from desktop_crm.cli.messages import sentence
from desktop_crm.cli.wording import say
from desktop_crm.domain.fields import RecordType, Value
from desktop_crm.domain.revealing import parted
from desktop_crm.errors import RecordRefused
from desktop_crm.queries.operations import record_of


def add_reason(parser: argparse.ArgumentParser) -> None:
    """Declare ``--reason``."""
    text = say("查看同事客户的敏感信息的用途", "why a colleague's sensitive fields are looked at")
    parser.add_argument("--reason", default="", metavar="TEXT", help=text)


def may_show(session: Session, customer_id: str, options: argparse.Namespace, fields: str) -> bool:
    """Say whether the answer, where it is JSON, holds masked values in full; the person is told why not."""
    if not session.as_json:
        return False
    try:
        what: dict[str, object] = {"fields": fields, "by": "command line"}
        session.app.revealing.reveal([customer_id], what, purpose=options.reason)
    except RecordRefused as error:
        session.say(sentence(error, session.language))
        return False
    return True


def shown(record: RecordType | None, values: Mapping[str, Value], language: str, *, full: bool) -> dict[str, Value]:
    """Return values as they may be shown: masked ones in full or as they look masked."""
    if full or record is None:
        return dict(values)
    open_ones, hidden = parted(record, values, language)
    return {**open_ones, **hidden}


def masked_one(record_type: str, name: str, value: Value, language: str) -> Value:
    """Return one value as lists of many customers show it: masked wherever it can be."""
    return shown_one(record_of(record_type), name, value, language, full=False)


def shown_one(record: RecordType | None, name: str, value: Value, language: str, *, full: bool) -> Value:
    """Return one value as it may be shown."""
    return shown(record, {name: value}, language, full=full)[name]
