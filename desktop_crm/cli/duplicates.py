"""The command ``duplicates``: cards that may be one customer, and telling two of them apart."""

from __future__ import annotations

import argparse

from desktop_crm.cli.command import Command, Exit, Session
from desktop_crm.cli.wording import say
from desktop_crm.domain.matching.evidence import words
from desktop_crm.errors import UsageError
from desktop_crm.queries.duplicates import Card, Group, Mark, Pair

_MANY = 2_000  # cards from which on progress is told


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", nargs="?", choices=("dismiss",), help=say("不是同一位客户", "not the same customer"))
    parser.add_argument("no", nargs="*", metavar="NO", help=say("dismiss 的两个编号", "two numbers for dismiss"))
    parser.add_argument("--scan", action="store_true", help=say("全部重新比较", "compare everything anew"))
    parser.add_argument("--limit", type=int, default=100, help=say("最多列出几组", "groups listed at most"))


def _run(session: Session, options: argparse.Namespace) -> Exit:
    if options.action == "dismiss":
        return _dismiss(session, options.no)
    if options.no:
        raise UsageError("usage", detail="dismiss NO NO")
    return _list(session, options)


def _dismiss(session: Session, numbers: list[str]) -> Exit:
    if len(numbers) != 2:
        raise UsageError("usage", detail="dismiss NO NO")
    queries = session.app.queries
    one, other = (queries.id_of(number) for number in numbers)
    told = session.app.duplicates.tell_apart(one, other)
    session.answer({"row": told.row_id, "customer": told.customer_id, "other": told.other_id}, " ≠ ".join(numbers))
    return Exit.DONE


def _list(session: Session, options: argparse.Namespace) -> Exit:
    app = session.app
    if options.scan:
        app.duplicates.start_over()

    def progress(done: int, total: int) -> None:
        if total > _MANY:
            session.say(f"{done}/{total}")

    app.duplicates.catch_up(progress=progress)
    groups, rate = app.duplicate_queries.groups(), app.duplicate_queries.rate()
    shown = groups[: max(options.limit, 0)]
    document = {
        "cards": rate.cards,
        "doubled": rate.doubled,
        "rate_percent": round(rate.percent, 2),
        "groups_in_all": len(groups),
        "groups": [_group(group, session.language) for group in shown],
    }
    lines = [line for group in shown for line in _lines(group, session.language)]
    session.answer(document, "\n".join([*lines, f"{len(groups)} · {rate.percent:.1f} %"]))
    return Exit.DONE


def _group(group: Group, language: str) -> dict[str, object]:
    return {
        "percent": group.percent,
        "customers": [_card(card) for card in group.cards],
        "pairs": [_pair(pair, language) for pair in group.pairs],
        "mark": _mark(group.mark) if group.mark is not None else None,
    }


def _card(card: Card) -> dict[str, object]:
    return {"no": card.customer_no, "id": card.id, "name": card.name}


def _pair(pair: Pair, language: str) -> dict[str, object]:
    return {
        "no": pair.low.customer_no, "other_no": pair.high.customer_no, "percent": pair.percent,
        "band": pair.band.value, "reasons": list(pair.reasons),
        "why": [words(code, language) for code in pair.reasons], "later_at": pair.later_at or None,
    }  # fmt: skip


def _mark(mark: Mark) -> dict[str, object]:
    return {"conflict": mark.conflict_id, "field": mark.field, "owner": mark.owner, "at": mark.at}


def _lines(group: Group, language: str) -> list[str]:
    if group.mark is not None:
        card = group.mark.card
        return [f"100 %  {card.customer_no} {card.name}  ↔  {group.mark.owner}  {group.mark.field}"]
    return [
        f"{pair.percent:3} %  {pair.low.customer_no} {pair.low.name}  ↔  {pair.high.customer_no} {pair.high.name}"
        f"  ({', '.join(words(code, language) for code in pair.reasons)})"
        for pair in group.pairs
    ]


COMMANDS = (Command("duplicates", "可能重复的客户", "customers that may be filed twice", _arguments, _run),)
