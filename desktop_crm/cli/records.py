"""Commands about customers: add, set, show, find, list, delete, restore, conflicts."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from desktop_crm.cli.advice import advice_document, advice_lines
from desktop_crm.cli.batches import choice_arguments, is_for_many, numbers, set_many
from desktop_crm.cli.card_json import Intent, card_document, read_document, read_words
from desktop_crm.cli.command import Command, Exit, Session
from desktop_crm.cli.revealing import add_reason, masked_one, may_show
from desktop_crm.cli.wording import say
from desktop_crm.domain.fields import Field, FormKind, RecordType, Value
from desktop_crm.domain.masking import is_masked_by_default, mask_value
from desktop_crm.domain.records import CUSTOMER, GRID, RECORD_TYPES
from desktop_crm.domain.validation.card import check_field
from desktop_crm.domain.validation.catalogue import sentence
from desktop_crm.domain.validation.findings import Severity
from desktop_crm.domain.values import format_value
from desktop_crm.errors import UsageError
from desktop_crm.queries.callers import Caller
from desktop_crm.queries.customers import CustomerCard, ListRow
from desktop_crm.services.conflicts import STATES, Decision
from desktop_crm.services.customers import Saved


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", nargs="*", metavar="field=value")
    parser.add_argument(
        "--json-input",
        metavar="FILE",
        help=say("show 输出的格式；- 为标准输入", "the shape that show prints; - for stdin"),
    )
    parser.add_argument("--draft", action="store_true", help=say("保存为草稿", "keep as a draft"))


def _add(session: Session, options: argparse.Namespace) -> Exit:
    intent = _intent(options, session.app.forms.book().record)
    if not intent.values and not intent.added and not intent.whole:
        raise UsageError("usage", detail="field=value")
    if intent.changed or intent.removed:
        raise UsageError("no_grid_row", row=min({*intent.changed, *intent.removed}))
    intent.values.setdefault("customer_kind", _guessed_kind(intent))
    kind = _kind(intent.values, FormKind.INDIVIDUAL)
    saved = session.app.customers.create(intent.values, intent.grid(None, kind), as_draft=options.draft)
    return _answer_saved(session, saved)


def _set_arguments(parser: argparse.ArgumentParser) -> None:
    parser.usage = "desktop-crm set NO… | --where FIELD=VALUE | --find TEXT | --all  field=value…"
    _add_arguments(parser)
    choice_arguments(parser)


def _set(session: Session, options: argparse.Namespace) -> Exit:
    if is_for_many(options):
        return set_many(session, options)
    named = numbers(options)
    if not named:
        raise UsageError("usage", detail="NO field=value")
    options.words = options.words[1:]
    customer_id = session.app.queries.id_of(named[0])
    card = session.app.queries.card(customer_id)
    intent = _intent(options, card.record)
    rows = intent.grid(card, _kind(intent.values, card.kind))
    saved = session.app.customers.update(customer_id, intent.values, rows, as_draft=options.draft)
    return _answer_saved(session, saved)


def _no_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("no", metavar="NO")


def _show_arguments(parser: argparse.ArgumentParser) -> None:
    _no_argument(parser)
    add_reason(parser)


def _show(session: Session, options: argparse.Namespace) -> Exit:
    app = session.app
    card = app.queries.card(app.queries.id_of(options.no))
    full = may_show(session, card.id, options, "all")
    advice = app.advice.of(card)
    document = {**card_document(card, masked=not full), **advice_document(advice, session.language)}
    session.answer(document, "\n".join([_text(card, session.language), *advice_lines(advice, session.language)]))
    return Exit.DONE


def _find_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text", metavar="TEXT")
    parser.add_argument("--limit", type=count, default=20, metavar="N")


def _find(session: Session, options: argparse.Namespace) -> Exit:
    session.app.build_search()
    callers = {caller.customer_id: caller for caller in session.app.callers.find(options.text, options.limit)}
    return answer_rows(session, session.app.queries.find(options.text, options.limit), callers)


def _delete(session: Session, options: argparse.Namespace) -> Exit:
    customer_id = session.app.queries.id_of(options.no)
    session.app.customers.delete(customer_id)
    session.answer({"no": options.no, "id": customer_id, "deleted": True}, options.no)
    return Exit.DONE


def _restore(session: Session, options: argparse.Namespace) -> Exit:
    customer_id = session.app.queries.id_of(options.no)
    session.app.customers.restore(customer_id)
    session.answer({"no": options.no, "id": customer_id, "deleted": False}, options.no)
    return Exit.DONE


def _conflicts(session: Session, _options: argparse.Namespace) -> Exit:
    items = session.app.queries.conflicts()
    documents = [
        {
            "id": item.id,
            "no": item.customer_no,
            "name": item.display_name,
            "field": item.field,
            "record_type": item.record_type,
            "why": item.why,
            **{
                name: masked_one(item.record_type, item.field, value, session.language)
                for name, value in (("base", item.base), ("winner", item.winner), ("loser", item.loser))
            },
            "winner_by": item.winner_by,
            "loser_by": item.loser_by,
            "at": item.at,
            "important": item.important,
            "state": item.state,
        }
        for item in items
    ]
    lines = [
        f"{row['no']} {row['field']}: {row['winner']} ({row['winner_by']}) <- {row['loser']} ({row['loser_by']})"
        for row in documents
    ]
    session.answer(documents, "\n".join(lines))
    return Exit.DONE


def _intent(options: argparse.Namespace, customer: RecordType) -> Intent:
    intent = read_words(options.words, customer)
    if options.json_input:
        try:
            text = sys.stdin.read() if options.json_input == "-" else Path(options.json_input).read_text("utf-8-sig")
        except UnicodeDecodeError as error:
            raise UsageError("bad_json", detail="UTF-8 expected") from error
        document = read_document(text, customer)
        document.values.update(intent.values)
        document.added, document.changed, document.removed = intent.added, intent.changed, intent.removed
        document.kinds |= intent.kinds
        return document
    return intent


def _guessed_kind(intent: Intent) -> str:
    organisation = intent.values.get("org_name") or intent.kinds == {FormKind.ORGANISATION}
    if intent.values.get("full_name"):
        organisation = False
    return FormKind.ORGANISATION.value if organisation else FormKind.INDIVIDUAL.value


def _kind(values: Mapping[str, Value], present: FormKind) -> FormKind:
    """Say which form a card will have; a kind that is none is refused by the save."""
    if not values.get("customer_kind"):
        return present
    wanted = check_field(CUSTOMER, "customer_kind", values["customer_kind"], values, date.min).value
    return FormKind(str(wanted)) if wanted else present


def _answer_saved(session: Session, saved: Saved) -> Exit:
    def told(severity: Severity) -> list[dict[str, object]]:
        return [
            {"code": item.code, "field": item.field, "message": sentence(item, session.language)}
            for item in saved.findings
            if item.severity is severity
        ]

    document = {
        "no": saved.customer_no,
        "id": saved.id,
        "status": saved.status,
        "changed": saved.changed,
        "warnings": told(Severity.WARNING),
        "errors": told(Severity.ERROR),
        "hints": told(Severity.INFO),
    }
    for item in saved.findings:
        session.say(f"{item.severity.value} {item.field}: {sentence(item, session.language)}")
    session.answer(document, f"{saved.customer_no} ({saved.status})")
    return Exit.SOME_FAILED if saved.errors else Exit.DONE


def answer_rows(session: Session, rows: list[ListRow], callers: Mapping[str, Caller] | None = None) -> Exit:
    """Answer with rows of the list; for whoever has the telephone number asked for, with address and last orders."""
    documents: list[dict[str, object]] = [
        {
            "no": row.values["customer_no"],
            "id": row.id,
            "name": row.values["display_name"],
            "kind": row.values["customer_kind"],
            "status": row.values["record_status"],
            "phone": row.values["primary_phone"],
            "address": row.values["mailing_address"],
            "region": row.values["region"],
            "signed_by": row.values["signed_by"],
            "updated_at": row.values["updated_at"],
            "sync_state": row.sync_state.value,
        }
        for row in rows
    ]
    phone = CUSTOMER["mobile_phone"]
    lines = []
    for row, document in zip(rows, documents, strict=True):
        lines.append(f"{document['no']}  {document['name']}  {mask_value(phone, row.values['primary_phone'])}")
        caller = (callers or {}).get(row.id)
        if caller is not None:
            document["orders"] = [{name: order.values.get(name) for name in _ORDER} for order in caller.orders]
            lines += [f"  {text}" for text in (caller.address, *_orders(caller, session.language)) if text]
    session.answer(documents, "\n".join(lines))
    return Exit.DONE


_ORDER = ("order_no", "ordered_on", "product_line", "amount", "state")


def _orders(caller: Caller, language: str) -> list[str]:
    record = RECORD_TYPES["sales_order"]
    texts = ([format_value(record[name], row.values.get(name), language) for name in _ORDER] for row in caller.orders)
    return ["  ".join(text for text in line if text) for line in texts]


def _text(card: CustomerCard, language: str) -> str:
    lines = [f"{card.customer_no}  {card.display_name}"]
    for item in card.record:
        value = card.values.get(item.id)
        if value is not None:
            lines.append(f"{item.label(language, card.kind)}: {_masked(item, value, language)}")
    for row in card.grid:
        record = GRID[card.kind]
        cells = [_masked(record[name], value, language) for name, value in row.values.items() if name != "sort_order"]
        lines.append("  " + " · ".join(cells))
    return "\n".join(lines)


def _masked(field: Field, value: Value, language: str) -> str:
    masked = field.mask or is_masked_by_default(field)
    return mask_value(field, value, language) if masked else format_value(field, value, language)


def count(text: str) -> int:
    """Read how many; for argparse."""
    number = int(text)
    if not 0 <= number <= 10_000_000:
        raise argparse.ArgumentTypeError(text)
    return number


def _no_arguments(_parser: argparse.ArgumentParser) -> None:
    """Take no arguments of its own."""


def _resolve_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help=say("conflicts 输出的 id", "the id that conflicts prints"))
    parser.add_argument("decision", choices=[decision.value for decision in Decision])
    parser.add_argument("value", nargs="?", metavar="VALUE", help=say("edit 写入的值", "what edit writes"))


def _resolve(session: Session, options: argparse.Namespace) -> Exit:
    decision = Decision(options.decision)
    if (options.value is None) == (decision is Decision.EDIT):
        raise UsageError("usage", detail="edit VALUE")
    decided = session.app.conflicts.resolve(options.id, decision, options.value)
    document = {"id": decided.conflict_id, "customer": decided.agg_id, "state": STATES[decision]}
    session.answer(document, STATES[decision])
    return Exit.DONE


COMMANDS = (
    Command("add", "新建客户", "create a customer", _add_arguments, _add),
    Command("set", "修改客户", "change a customer", _set_arguments, _set),
    Command("show", "显示客户", "show a customer", _show_arguments, _show),
    Command("find", "查找客户", "find customers", _find_arguments, _find),
    Command("delete", "移入回收站", "move to the recycle bin", _no_argument, _delete),
    Command("restore", "从回收站恢复", "take out of the recycle bin", _no_argument, _restore),
    Command("conflicts", "被覆盖的修改", "overwritten edits", _no_arguments, _conflicts),
    Command("resolve", "处理冲突", "decide a conflict", _resolve_arguments, _resolve),
)
