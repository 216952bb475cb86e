"""Commands that make one customer of several, and several of one again: merge, unmerge."""

from __future__ import annotations

import argparse

from desktop_crm.cli.card_json import known_field
from desktop_crm.cli.command import Command, Exit, Session
from desktop_crm.cli.wording import say
from desktop_crm.domain.fields import Field, Value
from desktop_crm.domain.masking import is_masked_by_default, mask_value
from desktop_crm.domain.merging import TOGETHER, Choice, Plan, merged_record
from desktop_crm.domain.values import format_value
from desktop_crm.errors import UsageError


def _merge_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("no", nargs="+", metavar="NO")
    parser.add_argument(
        "--keep", metavar="NO", help=say("留下哪一张；默认由程序建议", "which stays; proposed by default")
    )
    parser.add_argument(
        "--take",
        action="append",
        default=[],
        metavar="FIELD=NO",
        help=say(
            "某一项采用哪张档案的值；FIELD=all 合在一起", "whose value of a field is taken; FIELD=all for all of it"
        ),
    )
    parser.add_argument("--plan", action="store_true", help=say("只显示会怎样合并", "only show what would be done"))


def _merge(session: Session, options: argparse.Namespace) -> Exit:
    app = session.app
    ids = [app.queries.id_of(number) for number in options.no]
    plan = app.merging.plan(ids, app.queries.id_of(options.keep) if options.keep else None)
    places = {card.id: at for at, card in enumerate(plan.cards)}
    for word in options.take:
        name, _, number = word.partition("=")
        taken = TOGETHER if number == "all" else places.get(app.queries.id_of(number))
        plan = _choose(plan, known_field(name, merged_record(plan.cards)), taken)
    gone = [plan.cards[at] for at in plan.going]
    if not options.plan:
        app.merging.merge(plan)
    document = {
        "no": plan.survivor.customer_no,
        "id": plan.survivor.id,
        "merged": [] if options.plan else [card.customer_no for card in gone],
        "fields": [_described(plan, one) for one in plan.differing],
    }
    lines = [_line(plan, one, session.language) for one in plan.differing]
    head = f"{' + '.join(card.customer_no for card in gone)} → {plan.survivor.customer_no}"
    session.answer(document, "\n".join([head, *lines]))
    return Exit.DONE


def _choose(plan: Plan, field: str, taken: int | None) -> Plan:
    choice = next(one for one in plan.choices if any(part.id == field for part in one.fields))
    if taken is None or choice.is_fixed or (taken == TOGETHER and not choice.can_be_together):
        raise UsageError("usage", detail=f"--take {field}=NO")
    return plan.choose(field, taken)


def _described(plan: Plan, choice: Choice) -> dict[str, object]:
    taken = [plan.cards[choice.taken].customer_no] if choice.taken != TOGETHER else [c.customer_no for c in plan.cards]
    return {"fields": [field.id for field in choice.fields], "taken": taken, "reason": choice.reason.value}


def _line(plan: Plan, choice: Choice, language: str) -> str:
    names = " / ".join(field.label(language) for field in choice.fields)
    values = zip(choice.fields, choice.result(plan.stays), strict=True)
    shown = " ".join(_masked(field, value, language) for field, value in values if value not in (None, "", ()))
    return f"  {names}: {shown or '—'}  ({choice.reason.value})"


def _masked(field: Field, value: Value, language: str) -> str:
    return (mask_value if is_masked_by_default(field) else format_value)(field, value, language)


def _unmerge_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "no",
        metavar="NO",
        help=say("被合并的编号；或留下的编号，拆出全部", "a merged number, or the one that stayed for all"),
    )


def _unmerge(session: Session, options: argparse.Namespace) -> Exit:
    app = session.app
    stays, gone = app.merging.find_merged(options.no)
    if not gone:
        raise UsageError("nothing_merged", no=options.no[:60])
    numbers = {one.card_id: one.customer_no for one in app.merging.merged_into(stays)}
    app.merging.unmerge(gone)
    parted = [numbers[card_id] for card_id in gone]
    document = {"no": app.queries.card(stays).customer_no, "id": stays, "parted": parted}
    session.answer(document, f"{document['no']} | {' | '.join(parted)}")
    return Exit.DONE


COMMANDS = (
    Command("merge", "合并客户", "merge customers that are the same", _merge_arguments, _merge),
    Command("unmerge", "拆分合并过的客户", "take merged customers apart", _unmerge_arguments, _unmerge),
)
