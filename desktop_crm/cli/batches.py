"""Commands about many customers at once: changing them, the list of batches, taking one back."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence

from desktop_crm.cli.card_json import is_grid_word, known_field
from desktop_crm.cli.command import Command, Exit, Session, teller
from desktop_crm.cli.wording import say
from desktop_crm.domain.bulk import Act, Action, Fate, acts_of, bulk_fields
from desktop_crm.domain.fields import FieldType, RecordType, Value
from desktop_crm.domain.filters.checking import check
from desktop_crm.domain.filters.subjects import added_subjects
from desktop_crm.domain.filters.tree import Operand, all_of, is_one_of
from desktop_crm.domain.masking import mask_value
from desktop_crm.domain.validation.catalogue import sentence
from desktop_crm.domain.values import parse_value
from desktop_crm.errors import UsageError
from desktop_crm.queries.batches import BatchItem
from desktop_crm.queries.customers import LIST_COLUMNS, ListFilter, Order
from desktop_crm.services.batches import Reversed
from desktop_crm.services.bulk_edit import Planned, Tally, Wishes
from desktop_crm.store.batches import Outcome

_WORD = re.compile(r"(?P<name>[^=+\-]+?)(?P<sign>[+-]?)=(?P<value>.*)", re.S)
#: Customers named in the answer of a trial or of a run.
_NAMED = 1_000


def choice_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what chooses many customers."""
    parser.add_argument(
        "--where",
        action="append",
        default=[],
        metavar="FIELD=VALUE",
        help=say(
            "所有符合的客户；可写多次，同一字段为“或”", "all customers like this; several of one field mean any of them"
        ),
    )
    parser.add_argument("--find", metavar="TEXT", default="", help=say("所有找到的客户", "all customers found by this"))
    parser.add_argument("--all", action="store_true", help=say("所有客户", "all customers"))
    parser.add_argument("--dry-run", action="store_true", help=say("只预告，不改动", "only say what would happen"))


def is_for_many(options: argparse.Namespace) -> bool:
    """Say whether a call of ``set`` is for many customers: chosen by a filter, several numbers, or only tried."""
    chosen = options.where or options.find or options.all or options.dry_run
    several = len(numbers(options)) > 1 and any("=" in word for word in options.words)
    return bool(chosen) or several or any(_is_signed(word) for word in options.words)


def numbers(options: argparse.Namespace) -> list[str]:
    """Return the customer numbers of a call: the words before the first that assigns something."""
    found = []
    for word in options.words:
        if "=" in word:
            break
        found += [number for number in word.split(",") if number]
    return found


def set_many(session: Session, options: argparse.Namespace) -> Exit:
    """Change many customers, or say what would become of them."""
    app = session.app
    customer = app.forms.book().record
    wishes = Wishes([_action(word, customer) for word in options.words if "=" in word])
    if not wishes.of(0):
        raise UsageError("usage", detail="field=value")
    rids = _chosen(session, options)
    if options.dry_run:
        tally, told = Tally(), list[Planned]()
        for some in app.bulk.preview(rids, wishes):
            for planned in some:
                tally.add(planned.verdict.fate)
                if len(told) < _NAMED and planned.verdict.fate is not Fate.SAME:
                    told.append(planned)
        document = {"dry_run": True, **_counted(tally), "customers": [_told(one, session.language) for one in told]}
        session.answer(document, "\n".join([_sum(tally), *(_line(one, session.language, customer) for one in told)]))
        return Exit.SOME_FAILED if tally[Fate.INVALID] else Exit.DONE
    edited = app.bulk.run(rids, wishes, progress=teller(session))
    app.build_search()
    app.write_audit("bulk_edit", batch=edited.batch, changed=edited.tally[Fate.CHANGE])
    document = {
        "batch": edited.batch,
        **_counted(edited.tally),
        "refused": [_told(one, session.language) for one in edited.refused],
    }
    session.answer(
        document, "\n".join([_sum(edited.tally), *(_line(one, session.language, customer) for one in edited.refused)])
    )
    if edited.error is not None:
        raise edited.error
    return Exit.SOME_FAILED if edited.tally[Fate.INVALID] else Exit.DONE


# -- batches ------------------------------------------------------------------------------------


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("verb", nargs="?", choices=("undo", "redo"), help=say("默认列出", "without: the list"))
    parser.add_argument("n", nargs="?", type=int, metavar="N")
    parser.add_argument("--limit", type=int, default=20, metavar="N")


def _batches(session: Session, options: argparse.Namespace) -> Exit:
    app = session.app
    if options.verb is None:
        items = app.batch_queries.newest(max(1, options.limit))
        session.answer([_document(item) for item in items], "\n".join(_shown(item) for item in items))
        return Exit.DONE
    if options.n is None:
        raise UsageError("usage", detail=f"batches {options.verb} N")
    move = app.batches.undo if options.verb == "undo" else app.batches.redo
    done = move(options.n, progress=teller(session))
    app.build_search()
    app.write_audit(f"batch_{options.verb}", batch=options.n, changed=done.cards, skipped=done.skipped)
    return _answer(session, done)


def _answer(session: Session, done: Reversed) -> Exit:
    skipped = session.app.batch_queries.named(done.report)
    document = {
        "changed": done.cards,
        "skipped": done.skipped,
        "outcome": done.outcome.value,
        "left": [
            {"no": one.customer_no, "name": one.name, "field": one.skipped.field or None, "why": one.skipped.why}
            for one in skipped
        ],
    }
    lines = [f"changed {done.cards}, skipped {done.skipped}"]
    lines += [f"{one.customer_no}  {one.name}  {one.skipped.field or '*'}: {one.skipped.why}" for one in skipped]
    session.answer(document, "\n".join(lines))
    if done.error is not None:
        raise done.error
    return Exit.DONE if done.outcome is Outcome.DONE else Exit.SOME_FAILED


def _document(item: BatchItem) -> dict[str, object]:
    batch = item.batch
    return {
        "n": batch.n, "kind": batch.kind.value, "what": batch.what, "at": batch.at, "by": batch.by,
        "created": batch.created, "changed": batch.changed, "state": item.state.value,
        "skipped": item.last.skipped if item.last is not None else 0,
    }  # fmt: skip


def _shown(item: BatchItem) -> str:
    batch = item.batch
    what = batch.what.get("file") or ", ".join(
        str(action.get("field")) for action in _actions(batch.what) if isinstance(action, dict)
    )
    return (
        f"{batch.n}  {batch.at[:16].replace('T', ' ')}  {batch.by}  {batch.kind.value}  {what}"
        f"  +{batch.created} ~{batch.changed}  {item.state.value}"
    )


def _actions(what: dict[str, object]) -> Sequence[object]:
    found = what.get("actions")
    return found if isinstance(found, list) else ()


# -- parts --------------------------------------------------------------------------------------


def _is_signed(word: str) -> bool:
    """Say whether a word adds to a field or takes from it; rows of the grid are added so, too, to one customer."""
    match = _WORD.fullmatch(word)
    return match is not None and bool(match["sign"]) and not is_grid_word(word)


def _action(word: str, customer: RecordType) -> Action:
    """Read ``field=value``, ``field=`` (clears), ``set+=members``, ``set-=members``, ``day+=7``. Raises UsageError."""
    match = _WORD.fullmatch(word)
    if match is None:
        raise UsageError("bad_assignment", text=word[:80])
    field = customer[known_field(match["name"], customer)]
    if field not in bulk_fields(customer):
        raise UsageError("not_for_many", field=field.id)
    sign, value = match["sign"], match["value"]
    if not sign:
        act = Act.SET if value.strip() else Act.CLEAR
    elif field.type is FieldType.DATE:
        if not re.fullmatch(r"\s*[0-9]{1,6}\s*", value):
            raise UsageError("bad_value", field=field.id, value=value[:80], reason="not_integer")
        return Action(field.id, Act.SHIFT, days=int(f"{sign}{value.strip()}"))
    else:
        act = Act.ADD if sign == "+" else Act.REMOVE
    if act not in acts_of(field):
        raise UsageError("not_for_many", field=field.id)
    return Action(field.id, act, None if act is Act.CLEAR else value)


def _chosen(session: Session, options: argparse.Namespace) -> Sequence[int]:
    """Return the local keys of the customers that are meant. Raises UsageError, NotFound."""
    named, queries = numbers(options), session.app.queries
    chosen = bool(options.where or options.find or options.all)
    if chosen == bool(named):
        raise UsageError("usage", detail="NO… | --where FIELD=VALUE | --find TEXT | --all")
    if named:
        return list(dict.fromkeys(queries.card(queries.id_of(number)).rid for number in named))
    if options.find:
        session.app.build_search()
    asked: dict[str, list[Operand]] = {}
    customer = session.app.forms.book().record
    for word in options.where:
        name, separator, value = word.partition("=")
        if not separator:
            raise UsageError("bad_assignment", text=word[:80])
        field = name.strip() if name.strip() in LIST_COLUMNS else known_field(name, customer)
        declared = customer.get(field)
        checked = parse_value(declared, value, session.app.today()) if declared else None
        if checked is not None and not checked.ok:
            raise UsageError("bad_value", field=field, value=value[:80], reason=checked.findings[0].code)
        asked.setdefault(field, []).extend(_operands(checked.value if checked is not None else value))
    where = check(all_of(*(is_one_of(name, *values) for name, values in asked.items())), added_subjects(customer))
    return queries.all_rids(ListFilter(text=options.find, where=where), Order("customer_no"))


def _operands(value: Value) -> list[Operand]:
    """Return what a condition asks for: members of a set one by one."""
    if isinstance(value, tuple):
        return list(value)
    return [] if value is None else [value]


def _counted(tally: Tally) -> dict[str, int]:
    return {fate.value: tally[fate] for fate in Fate}


def _sum(tally: Tally) -> str:
    return ", ".join(f"{fate.value} {tally[fate]}" for fate in Fate)


def _told(planned: Planned, language: str) -> dict[str, object]:
    return {
        "no": planned.customer_no,
        "name": planned.name,
        "fate": planned.verdict.fate.value,
        "fields": [
            {
                "field": one.field,
                "old": list(one.old) if isinstance(one.old, tuple) else one.old,
                "new": list(one.new) if isinstance(one.new, tuple) else one.new,
                "fate": one.fate.value,
                "why": sentence(one.finding, language) if one.finding else None,
            }
            for one in planned.verdict.changes
        ],
    }


def _line(planned: Planned, language: str, customer: RecordType) -> str:
    parts = []
    for one in planned.verdict.changes:
        declared = customer[one.field]
        old, new = (mask_value(declared, value, language) or "-" for value in (one.old, one.new))
        told = sentence(one.finding, language) if one.finding else f"{old} -> {new}"
        parts.append(f"{declared.label(language)}: {told}")
    return f"{planned.customer_no}  {planned.name}  {'; '.join(parts)}"


COMMANDS = (
    Command(
        "batches", "导入与批量修改：列出、撤销、重做", "imports and bulk edits: list, undo, redo", _arguments, _batches
    ),
)
