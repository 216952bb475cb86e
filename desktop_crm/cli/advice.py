"""What is advised about a customer, as ``show`` tells it; and the command ``away``."""

from __future__ import annotations

import argparse

from desktop_crm.cli.command import Command, Exit, Session
from desktop_crm.cli.wording import say
from desktop_crm.domain.classification.catalogue import SCHEMES
from desktop_crm.domain.classification.evidence import sentence
from desktop_crm.domain.suggestions import WARNINGS
from desktop_crm.queries.advice import Advice
from desktop_crm.queries.classes import Away


def advice_document(advice: Advice, language: str) -> dict[str, object]:
    """Return suggestions and warnings as JSON: each suggestion with what it was made from."""
    return {
        "suggestions": [
            {"code": one.code, "text": one.what.text(language), "because": [why.text(language) for why in one.evidence]}
            for one in advice.suggestions
        ],
        "warnings": [{"code": code, "text": WARNINGS[code][language == "en"]} for code in advice.warnings],
    }


def advice_lines(advice: Advice, language: str) -> list[str]:
    """Return suggestions and warnings for a person."""
    lines = [f"! {WARNINGS[code][language == 'en']}" for code in advice.warnings]
    for one in advice.suggestions:
        why = "; ".join(reason.text(language) for reason in one.evidence)
        lines.append(f"→ {one.what.text(language)}  ({why})")
    return lines


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--limit", type=int, default=100, metavar="N")


def _away(session: Session, options: argparse.Namespace) -> Exit:
    app, language = session.app, session.language
    app.classes.run()
    parameters, today = app.class_queries.freshness().parameters, app.today()
    found = app.class_queries.staying_away()

    def likely(one: Away) -> str:
        return SCHEMES["C21c"].value(one.reason.code, parameters).label(language)

    documents, lines = [], []
    for one in found[: max(0, options.limit)]:
        days = (today - one.last_on).days
        because = [sentence(why, language, parameters) for why in one.reason.why]
        documents.append(
            {
                "no": one.customer_no, "id": one.id, "name": one.name, "last_on": one.last_on.isoformat(),
                "days": days, "interval": one.interval or None, "missed_after": one.limit,
                "reason": one.reason.code, "reason_text": likely(one), "because": because,
            }
        )  # fmt: skip
        rhythm = say(f"平时 {one.interval} 天", f"usually {one.interval} days") if one.interval else "–"
        away = say(f"{days} 天没来", f"away for {days} days")
        lines.append(f"{one.customer_no}  {one.name}  {away}  {rhythm}  {likely(one)} ({'; '.join(because)})")
    session.answer({"customers": len(found), "away": documents}, "\n".join(lines))
    return Exit.DONE


COMMANDS = (Command("away", "久未光临的客户和可能的原因", "who stays away, and the likely reason", _arguments, _away),)
