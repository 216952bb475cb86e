"""Commands about the quality of the customer file: the figures, the worst files, checking a field."""

from __future__ import annotations

import argparse

from desktop_crm.cli.command import Command, Exit, Session
from desktop_crm.cli.wording import say
from desktop_crm.domain.analysis.file_quality import Figure, Sums
from desktop_crm.domain.analysis.quality_words import figure_meaning, figure_name, reason
from desktop_crm.domain.file_records import VERIFICATION
from desktop_crm.domain.naming import field_called
from desktop_crm.domain.values import format_value, parse_value
from desktop_crm.domain.verification import State
from desktop_crm.errors import UsageError
from desktop_crm.queries.quality import FileLine

_WORST = 10


def _quality_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--worst", type=int, default=_WORST, metavar="N", help=say("列出几份", "how many files"))
    parser.add_argument(
        "--reason", choices=[one.value for one in Figure], help=say("只看这一项", "by this figure only")
    )
    parser.add_argument("--by", metavar="NAME", help=say("只看这位签单人员", "of this salesperson only"))
    parser.add_argument("--customer", metavar="NO", help=say("只看这位客户", "of this customer"))


def _quality(session: Session, options: argparse.Namespace) -> Exit:
    app, language = session.app, session.language
    if options.customer:
        line = app.quality_queries.of_customer(app.queries.id_of(options.customer))
        session.answer(_told(session, line), _line(session, line))
        return Exit.DONE
    app.quality.run()
    view = app.quality_queries.overview()
    figure = Figure(options.reason) if options.reason else None
    worst = app.quality_queries.worst(figure, options.by, limit=max(0, options.worst))
    people = sorted(view.by_person.items(), key=lambda item: -(item[1].score() or 0))
    document = {
        **_figures(view.whole),
        "stale_days": view.stale_days,
        "reasons": {one.value: view.reasons[one] for one in Figure},
        "by_person": [{"name": name, **_figures(sums)} for name, sums in people],
        "worst": [_told(session, line) for line in worst],
        "months": [{"month": month, **_figures(sums)} for month, sums in app.quality_queries.months(options.by)],
    }
    shares = view.whole.figures()
    lines = [
        f"{figure_name(one, language)}: {_percent(shares[one])}  {figure_meaning(one, language, view.stale_days)}"
        for one in Figure
    ]
    score = view.whole.score()
    lines.insert(0, f"{say('得分', 'Score')}: {'–' if score is None else score}")
    lines += ["", *(f"{name or say('没有签单人', 'nobody')}: {sums.score()} ({sums.files})" for name, sums in people)]
    session.answer(document, "\n".join([*lines, "", *(_line(session, one) for one in worst)]).strip())
    return Exit.DONE


def _figures(sums: Sums) -> dict[str, object]:
    shares = {one.value: None if share is None else round(share, 4) for one, share in sums.figures().items()}
    return {"score": sums.score(), "files": sums.files, "whole": sums.whole, "figures": shares}


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.0f}%"


def _reasons(session: Session, line: FileLine) -> list[dict[str, object]]:
    days = session.app.quality_queries.stale_days()
    return [
        {
            "figure": loss.figure.value, "points": round(loss.points, 1), "field": loss.field or None,
            "why": reason(loss, line.state, line.kind, session.language, days),
        }
        for loss in line.quality.losses
    ]  # fmt: skip


def _told(session: Session, line: FileLine) -> dict[str, object]:
    return {
        "no": line.customer_no, "id": line.id, "name": line.name, "by": line.salesperson,
        "score": line.quality.score, "completeness": line.state.completeness, "verified": line.state.verified,
        "verifiable": line.state.verifiable, "losses": _reasons(session, line),
    }  # fmt: skip


def _line(session: Session, line: FileLine) -> str:
    reasons = "; ".join(str(one["why"]) for one in _reasons(session, line))
    return f"{line.quality.score:3}  {line.customer_no}  {line.name}  {reasons}"


def _verify_arguments(parser: argparse.ArgumentParser) -> None:
    how = ", ".join(f"{one.code} {one.zh}" for one in VERIFICATION["how"].choices)
    parser.add_argument("no", metavar="NO")
    parser.add_argument("field", metavar="FIELD")
    parser.add_argument("--how", metavar="HOW", help=how)
    parser.add_argument("--doubtful", action="store_true", help=say("存疑", "it is in doubt"))
    parser.add_argument("--remove", action="store_true", help=say("去掉核实标记", "take the mark away"))


def _verify(session: Session, options: argparse.Namespace) -> Exit:
    app = session.app
    card = app.queries.card(app.queries.id_of(options.no))
    field = field_called(options.field, card.record, card.kind)
    if field is None:
        raise UsageError("unknown_field", field=options.field[:80])
    if options.remove:
        removed = app.verification.withdraw(card.id, field.id)
        session.answer({"no": card.customer_no, "field": field.id, "removed": removed is not None}, field.id)
        return Exit.DONE
    how = parse_value(VERIFICATION["how"], options.how or "", app.today()).value
    if not how:
        raise UsageError("usage", detail=f"--how {options.how or ''}"[:60])
    done = app.verification.mark(card.id, field.id, str(how), State.DOUBTFUL if options.doubtful else State.VERIFIED)
    values = done.after or {}
    document = {"no": card.customer_no, "field": field.id, **{name: values[name] for name in _TOLD}}
    words = [format_value(VERIFICATION[name], values[name], session.language) for name in ("state", "how")]
    session.answer(document, " · ".join([field.label(session.language, card.kind), *words]))
    return Exit.DONE


_TOLD = ("state", "how", "by", "verified_at")

COMMANDS = (
    Command("quality", "档案质量", "how good the customer file is", _quality_arguments, _quality),
    Command("verify-field", "核实一项内容", "say that a value was checked", _verify_arguments, _verify),
)
