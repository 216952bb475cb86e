"""Commands of the classification: how many customers are in which class, why one is, and classifying itself."""

from __future__ import annotations

import argparse

from desktop_crm.cli.command import Command, Exit, Session
from desktop_crm.cli.wording import say
from desktop_crm.domain.classification.catalogue import SCHEMES
from desktop_crm.domain.classification.evidence import rule_in_words, sentence
from desktop_crm.domain.classification.model import GROUPS, Kind, Scheme
from desktop_crm.errors import UsageError
from desktop_crm.queries.classes import ClassOf, Spell, decided


def _classes_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("scheme", metavar="SCHEME", nargs="?", help=say("分类方式，如 C4", "a scheme, such as C4"))
    parser.add_argument("--customer", metavar="NO", help=say("这位客户的类别和理由", "of this customer, with reasons"))


def _classes(session: Session, options: argparse.Namespace) -> Exit:
    scheme = _scheme(options.scheme) if options.scheme else None
    session.app.classes.run()
    if options.customer:
        return _of_customer(session, options.customer, scheme)
    if scheme is not None:
        return _of_scheme(session, scheme)
    return _overview(session)


def _scheme(text: str) -> Scheme:
    """Find a scheme by its identifier in any case, or by its name."""
    wanted = text.casefold()
    found = next((one for one in SCHEMES.values() if wanted in (one.id.casefold(), one.zh, one.en.casefold())), None)
    if found is None:
        raise UsageError("unknown_scheme", scheme=text[:20])
    return found


def _overview(session: Session) -> Exit:
    language = session.language
    lines, document = [], []
    group = None
    for scheme in SCHEMES.values():
        if scheme.group is not group:
            group = scheme.group
            lines.append(GROUPS[group][language == "en"])
        lines.append(f"  {scheme.id:5} {scheme.label(language)}")
        document.append({"scheme": scheme.id, "name": scheme.label(language), "group": group.value,
                         "kind": scheme.kind.value})  # fmt: skip
    session.answer({"schemes": document}, "\n".join(lines))
    return Exit.DONE


def _of_scheme(session: Session, scheme: Scheme) -> Exit:
    app, language = session.app, session.language
    fresh = app.class_queries.freshness()
    counts = [] if scheme.kind is Kind.DESCRIBED else app.class_queries.counts(scheme.id)
    rule = rule_in_words(scheme, language, fresh.parameters)
    document = {
        "scheme": scheme.id, "name": scheme.label(language), "rule": rule, "run": fresh.run,
        "classes": [
            {"code": one.value.code, "name": one.value.label(language), "customers": one.customers} for one in counts
        ],
    }  # fmt: skip
    lines = [f"{'  ' * one.depth}{one.value.label(language)}  {one.customers:,}" for one in counts]
    lines = lines or [f"- {value.label(language)}" for value in scheme.values]
    session.answer(document, "\n".join([scheme.label(language), rule, "", *lines]))
    return Exit.DONE


def _of_customer(session: Session, number: str, scheme: Scheme | None) -> Exit:
    app, language = session.app, session.language
    card = app.queries.card(app.queries.id_of(number))
    chosen = decided(scheme.id).id if scheme is not None else None
    parameters = app.class_queries.freshness().parameters
    found = [one for one in app.class_queries.of_customer(card.id) if chosen in (None, one.scheme.id)]
    spells = app.class_queries.history(card.id, chosen) if chosen else []

    def name(scheme_id: str, code: str) -> str:
        return SCHEMES[scheme_id].value(code, parameters).label(language)

    def reasons(one: ClassOf) -> list[str]:
        return [sentence(why, language, parameters) for why in one.verdict.why]

    def spell(one: Spell) -> dict[str, object]:
        until = one.until_on.isoformat() if one.until_on else None
        return {
            "code": one.code, "name": name(one.scheme, one.code), "manual": one.manual, "run": one.run,
            "from": one.from_on.isoformat(), "until": until,
        }  # fmt: skip

    document: dict[str, object] = {
        "no": card.customer_no, "id": card.id,
        "classes": [
            {
                "scheme": one.scheme.id, "name": one.scheme.label(language), "code": one.verdict.code,
                "class": name(one.scheme.id, one.verdict.code), "manual": one.verdict.manual, "reasons": reasons(one),
                "since": one.since_on.isoformat() if one.since_on else None,
            }
            for one in found
        ],
    }  # fmt: skip
    if chosen:
        document["history"] = [spell(one) for one in spells]
    lines = [
        f"{one.scheme.id:5} {one.scheme.label(language)}: {name(one.scheme.id, one.verdict.code)}"
        f" ({'; '.join(reasons(one))})"
        for one in found
    ]
    lines += [f"  {one['from']} – {one['until'] or ''}  {one['name']}" for one in map(spell, spells)]
    session.answer(document, "\n".join(lines))
    return Exit.DONE


def _classify_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--all", action="store_true", help=say("全部重新分类", "all customers anew, from their records")
    )


def _classify(session: Session, options: argparse.Namespace) -> Exit:
    app = session.app
    if options.all:
        app.classes.begin_anew()
    app.classes.run()
    fresh = app.class_queries.freshness()
    document = {"classified": fresh.classified, "with_orders": fresh.with_orders, "run": fresh.run,
                "done_at": fresh.done_at}  # fmt: skip
    session.answer(document, say(f"已分类 {fresh.classified} 位客户", f"{fresh.classified} customers classified"))
    return Exit.DONE


COMMANDS = (
    Command("classes", "客户分类", "classes of customers", _classes_arguments, _classes),
    Command("classify", "重新计算分类", "bring the classes up to date", _classify_arguments, _classify),
)
