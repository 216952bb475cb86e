"""Commands about customers whom several people claim: quotes, cases, decide, withdraw."""

from __future__ import annotations

import argparse

from desktop_crm.bootstrap import Application
from desktop_crm.cli.command import Command, Exit, Session
from desktop_crm.cli.wording import say
from desktop_crm.domain.claim_records import CLAIM_CASE
from desktop_crm.domain.quote_records import QUOTE
from desktop_crm.domain.values import format_value
from desktop_crm.errors import NotFound, RecordRefused, UsageError
from desktop_crm.queries.claims import Case
from desktop_crm.services.claims import Decision

_SHORTEST = 4  # characters of an id that may stand for it


def _quote_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("no", metavar="NO")
    parser.add_argument("values", nargs="*", metavar="field=value", help=", ".join(one.id for one in QUOTE.typed))


def _quote(session: Session, options: argparse.Namespace) -> Exit:
    app = session.app
    customer_id = app.queries.id_of(options.no)
    if options.values:
        given: dict[str, str] = {}
        for word in options.values:
            name, equals, value = word.partition("=")
            if not equals:
                raise UsageError("bad_assignment", text=word[:80])
            given[name] = value
        me = app.facts().get("user_name", "")
        app.rows.add(QUOTE.name, customer_id, {"quoted_on": app.today().isoformat(), "quoted_by": me or None, **given})
    rows = app.row_queries.of_customer(QUOTE.name, customer_id)
    documents = [
        {"id": row.id, **{field.id: row.values.get(field.id) for field in QUOTE.typed}, "amount": _yuan(row.values)}
        for row in rows
    ]
    lines = [
        "  ".join(format_value(QUOTE[name], row.values.get(name), session.language) for name in QUOTE.title)
        for row in rows
    ]
    session.answer(documents, "\n".join(lines))
    return Exit.DONE


def _yuan(values: object) -> float | None:
    amount = values.get("amount") if hasattr(values, "get") else None
    return amount / 100 if isinstance(amount, int) else None


def _cases_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("case", nargs="?", default="", metavar="CASE")
    parser.add_argument("--open", action="store_true", help=say("只列出待裁定的", "only those nobody decided"))
    parser.add_argument("--report", action="store_true", help=say("按月份和人员统计", "count by month and person"))


def _cases(session: Session, options: argparse.Namespace) -> Exit:
    app = session.app
    if options.report:
        return _report(session)
    cases = [_find(app, options.case)] if options.case else app.claim_queries.cases()
    wanted = [one for one in cases if one.is_open or not options.open]
    lines = [_line(one, session.language) for one in wanted]
    text = "\n".join(lines) or say("没有撞单。", "There are no cases.")
    documents = [_document(one) for one in wanted]
    session.answer(documents[0] if options.case else documents, text)
    return Exit.DONE


def _report(session: Session) -> Exit:
    counts = session.app.claim_queries.report()
    documents = [
        {"month": one.month, "user": one.user, "name": one.name, "cases": one.cases, "open": one.open,
         "won": one.won, "withdrawn": one.withdrawn}
        for one in counts
    ]  # fmt: skip
    lines = [
        f"{one.month}  {one.name}  "
        + say(
            f"撞单 {one.cases}，待裁定 {one.open}，判归 {one.won}", f"cases {one.cases}, open {one.open}, won {one.won}"
        )
        for one in counts
    ]
    session.answer(documents, "\n".join(lines) or say("没有撞单。", "There are no cases."))
    return Exit.DONE


def _document(case: Case) -> dict[str, object]:
    return {
        "id": case.id, "name": case.name, "state": case.state, "level": case.level, "overdue": case.overdue,
        "opened_at": case.opened_at, "due_at": case.due_at or None, "reasons": list(case.reasons),
        "spread": None if case.spread is None else round(case.spread, 4),
        "parties": [
            {
                "user": one.user, "name": one.name, "customer_no": one.customer_no, "customer": one.customer_name,
                "ground": one.ranked.ground.value, "since": one.ranked.since or None, "contacts": one.contacts,
                "first_contact_at": one.first_contact_at or None, "withdrawn": one.withdrawn,
            }
            for one in case.parties
        ],
        "quotes": [
            {"id": one.quote_id, "no": one.quote_no, "by": one.by, "amount": one.amount / 100, "state": one.state}
            for one in case.quotes
        ],
        "owner": case.owner or None, "shares": case.shares, "quote": case.quote or None, "reason": case.reason or None,
        "decided_by": case.decided_by or None, "waiting": case.waiting,
    }  # fmt: skip


def _line(case: Case, language: str) -> str:
    state = CLAIM_CASE["state"].choice(case.state)
    words = case.state if state is None else state.en if language.startswith("en") else state.zh
    names = " / ".join(one.name for one in case.parties)
    return "  ".join(part for part in (case.id[:8], case.name, words, names, case.owner_name) if part)


def _find(app: Application, word: str) -> Case:
    """Find a case by its id, the beginning of that, or the number of a customer in it. Raises NotFound."""
    cases = app.claim_queries.cases()
    found = [
        one
        for one in cases
        if one.id == word
        or (len(word) >= _SHORTEST and one.id.startswith(word.lower()))
        or any(word.casefold() == party.customer_no.casefold() for party in one.parties)
    ]
    if not found:
        raise NotFound(no=word[:60])
    return next((one for one in found if one.is_open), found[0])


def _decide_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("case", metavar="CASE")
    parser.add_argument("--owner", default="", metavar="USER", help=say("归谁", "whose customer it is"))
    parser.add_argument(
        "--share", action="append", default=[], metavar="USER=PERCENT", help=say("业绩分成", "who has which part")
    )
    parser.add_argument("--quote", default="", metavar="QUOTE_NO", help=say("有效的报价", "the quote that counts"))
    parser.add_argument("--dismiss", action="store_true", help=say("不是同一客户", "not the same customer"))
    parser.add_argument("--reason", required=True, metavar="TEXT")


def _decide(session: Session, options: argparse.Namespace) -> Exit:
    app = session.app
    case = _find(app, options.case)
    if options.dismiss:
        app.claims.dismiss(case.id, options.reason)
    else:
        quote = next((one.quote_id for one in case.quotes if options.quote in (one.quote_no, one.quote_id)), "")
        if options.quote and not quote:
            raise RecordRefused("no_such_quote", no=options.quote[:60])
        app.claims.decide(case.id, Decision(options.owner, options.reason, quote, _shares(options.share)))
    decided = app.claim_queries.case(case.id)
    session.answer(_document(decided), _line(decided, session.language))
    return Exit.DONE


def _shares(words: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for word in words:
        user, _, percent = word.partition("=")
        if not percent.isdecimal():
            raise UsageError("usage", detail=f"--share {word[:40]}")
        found[user] = int(percent)
    return found


def _withdraw_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("case", metavar="CASE")
    parser.add_argument("--again", action="store_true", help=say("重新主张", "take the claim up again"))


def _withdraw(session: Session, options: argparse.Namespace) -> Exit:
    case = _find(session.app, options.case)
    session.app.claims.withdraw(case.id, again=options.again)
    after = session.app.claim_queries.case(case.id)
    session.answer(_document(after), _line(after, session.language))
    return Exit.DONE


COMMANDS = (
    Command("quote", "报价单", "quotes to a customer", _quote_arguments, _quote),
    Command("cases", "撞单", "customers whom several people claim", _cases_arguments, _cases),
    Command("decide", "裁定撞单", "decide a case", _decide_arguments, _decide),
    Command("withdraw", "撤回主张", "take back one's claim", _withdraw_arguments, _withdraw),
)
