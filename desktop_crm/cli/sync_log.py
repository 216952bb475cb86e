"""What the synchronisation did and has to do, from what this laptop holds: ``outbox``, ``receipts``, ``came``."""

from __future__ import annotations

import argparse

from desktop_crm.cli.command import Command, Exit, Session
from desktop_crm.cli.revealing import masked_one
from desktop_crm.cli.wording import language, say
from desktop_crm.errors import UsageError
from desktop_crm.queries.operations import Operation, field_label, record_label, shown_value
from desktop_crm.queries.sync_digest import start_of
from desktop_crm.queries.sync_log import ReceiptFilter, ReceiptRow

_PAGE = 500
_LIMIT = 100


def _outbox_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("no", nargs="?", metavar="NO", help=say("只看这位客户", "of this customer only"))


def _outbox(session: Session, options: argparse.Namespace) -> Exit:
    app = session.app
    card = app.queries.id_of(options.no) if options.no else None
    waiting: list[Operation] = []
    while page := app.sync_log.waiting(card, _PAGE, waiting[-1].n if waiting else 0):
        waiting += page
    names = app.sync_log.names([one.agg_id for one in waiting])
    document = [{**_operation(one), "no": names.get(one.agg_id, ("",))[0]} for one in waiting]
    lines = [f"{names.get(one.agg_id, (one.agg_id,))[0]}  {_words(one, session.language)}" for one in waiting]
    session.answer(document, "\n".join(lines) or say("没有待发送的修改。", "Nothing waits."))
    return Exit.DONE


def _receipts_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("no", nargs="?", metavar="NO", help=say("只看这位客户", "of this customer only"))
    parser.add_argument("--since", metavar="DAY", default="", help=say("today、week、2026-11-20", "or an instant"))
    parser.add_argument("--outcome", metavar="OUTCOME", default="")
    parser.add_argument("--limit", type=int, default=_LIMIT, metavar="N")


def _receipts(session: Session, options: argparse.Namespace) -> Exit:
    app = session.app
    cards = (app.queries.id_of(options.no),) if options.no else None
    wanted = ReceiptFilter(_since(session, options.since), options.outcome, cards)
    keys = app.sync_log.receipt_keys(wanted)[: max(options.limit, 0)]
    found = [one for at in range(0, len(keys), _PAGE) for one in app.sync_log.receipts(keys[at : at + _PAGE]) if one]
    lines = [_receipt_line(one, session.language) for one in found]
    session.answer([_receipt(one) for one in found], "\n".join(lines) or say("没有回执。", "No receipts."))
    return Exit.DONE


def _came_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--since", metavar="DAY", default="today", help=say("默认今天", "today unless said"))
    parser.add_argument("--mine", action="store_true", help=say("只看我负责的客户", "my own customers only"))


def _came(session: Session, options: argparse.Namespace) -> Exit:
    log = session.app.sync_log.came
    since = _since(session, options.since)
    came = log.since(since, mine_only=options.mine)
    cards = [
        {
            "no": card.customer_no, "id": card.agg_id, "name": card.display_name, "by": list(card.by),
            "changes": [
                {"record": line.record_type, "row": line.row_id, "field": line.field, "kind": line.kind,
                 "old": masked_one(line.record_type, line.field, line.old, session.language),
                 "new": masked_one(line.record_type, line.field, line.new, session.language),
                 "by": line.by, "at": line.at}
                for line in log.lines(card.agg_id, since)
            ],
        }
        for card in came.cards
    ]  # fmt: skip
    lines = [f"{card.customer_no}  {card.display_name}  {'、'.join(card.by)}  {card.lines}" for card in came.cards]
    total = say(
        f"同事改了 {came.changed} 位客户，新到 {came.new} 位，离开 {came.left} 位。",
        f"Changed: {came.changed}, came: {came.new}, left: {came.left}.",
    )
    document = {"since": since, "changed": came.changed, "new": came.new, "left": came.left, "cards": cards}
    session.answer(document, "\n".join([*lines, total]))
    return Exit.DONE


def _since(session: Session, text: str) -> str:
    instant = start_of(text, session.app.today()) if text else ""
    if text and not instant:
        raise UsageError("usage", detail=f"--since {text[:40]}")
    return instant


def _operation(one: Operation) -> dict[str, object]:
    return {
        "n": one.n, "op": one.op_id, "id": one.agg_id, "row": one.row_id, "record": one.record_type, "kind": one.kind,
        "made_at": one.made_at,
        "changes": [
            {"field": part.field, "old": masked_one(one.record_type, part.field, part.old, language()),
             "new": masked_one(one.record_type, part.field, part.new, language())}
            for part in one.changes
        ],
    }  # fmt: skip


def _words(one: Operation, language: str) -> str:
    changes = [
        f"{field_label(one.record_type, part.field, language)}: "
        + " → ".join(shown_value(one.record_type, part.field, value, language) for value in (part.old, part.new))
        for part in one.changes
    ]
    return f"{record_label(one.record_type, language)} {one.kind}  " + "; ".join(changes)


def _receipt(one: ReceiptRow) -> dict[str, object]:
    return {
        **_operation(one.operation), "no": one.customer_no, "name": one.display_name, "seq": one.seq,
        "tag": one.tag, "tag_seq": one.tag_seq, "outcome": one.outcome, "lost": list(one.lost), "why": one.why,
        "answered_at": one.answered_at, "settled": one.settled,
    }  # fmt: skip


def _receipt_line(one: ReceiptRow, language: str) -> str:
    number = f"#{one.seq} {one.tag}" if one.seq else "—"
    return f"{number}  {one.outcome}  {one.customer_no}  {_words(one.operation, language)}"


COMMANDS = (
    Command("outbox", "待发送的修改", "changes not sent yet", _outbox_arguments, _outbox),
    Command("receipts", "服务器的回执", "receipts of the server", _receipts_arguments, _receipts),
    Command("came", "同事改了什么", "what colleagues changed", _came_arguments, _came),
)
