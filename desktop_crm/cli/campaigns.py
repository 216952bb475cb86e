"""The command ``campaign``: campaigns with a control group, who has a part, and what they brought."""

from __future__ import annotations

import argparse
from array import array
from datetime import date

from desktop_crm.cli.collection import read_assignments
from desktop_crm.cli.command import Command, Exit, Session, teller
from desktop_crm.cli.wording import say
from desktop_crm.domain.analysis.campaign_effect import Comparison, Effect
from desktop_crm.domain.analysis.campaign_words import phase_name, share_words, statement
from desktop_crm.domain.analysis.shares import Share
from desktop_crm.domain.campaign_records import CAMPAIGN, CAMPAIGN_MEMBER, CONTROL_PERCENT, TARGET
from desktop_crm.domain.classification.catalogue import SCHEMES
from desktop_crm.domain.filters.reading import read_filter
from desktop_crm.domain.filters.subjects import added_subjects
from desktop_crm.domain.filters.tree import all_of, conditions
from desktop_crm.domain.filters.words import describe
from desktop_crm.domain.list_views import Look
from desktop_crm.domain.values import format_value
from desktop_crm.errors import UsageError
from desktop_crm.queries.campaigns import Against, Campaign, comparable
from desktop_crm.queries.customers import ListFilter, Order

_ACTIONS = ("list", "add", "set", "draw", "show", "respond", "close", "reopen", "remove")


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", nargs="?", choices=_ACTIONS, default="list")
    parser.add_argument("campaign", nargs="?", metavar="CAMPAIGN", help=say("名称或编号", "name or id"))
    parser.add_argument("words", nargs="*", metavar="field=value | NO")
    parser.add_argument("--filter", default="", metavar="WORDS", help=say("把谁加入", "whom to add"))
    parser.add_argument("--view", metavar="NAME", help=say("视图里的客户", "the customers of a view"))
    parser.add_argument(
        "--control", type=int, default=CONTROL_PERCENT, metavar="PERCENT", help=say("对照组比例", "the control group")
    )
    parser.add_argument("--against", metavar="CAMPAIGN", help=say("和另一个活动比", "compare with another one"))
    parser.add_argument("--day", type=date.fromisoformat, metavar="DAY", help=say("响应的日期", "of the response"))


def _run(session: Session, options: argparse.Namespace) -> Exit:
    app, queries = session.app, session.app.campaign_queries
    if options.action == "list":
        campaigns = queries.all()
        session.answer(
            {"campaigns": [_told(one) for one in campaigns]}, "\n".join(_line(session, one) for one in campaigns)
        )
        return Exit.DONE
    if not options.campaign:
        raise UsageError("usage", detail=f"campaign {options.action} CAMPAIGN")
    if options.action == "add":
        made = app.campaigns.save({**read_assignments(CAMPAIGN, options.words), "name": options.campaign})
        return _show(session, queries.called(made), None)
    campaign = queries.called(options.campaign)
    match options.action:
        case "set":
            app.campaigns.save(read_assignments(CAMPAIGN, options.words), campaign.id)
        case "draw":
            return _draw(session, campaign, options)
        case "respond":
            _respond(session, campaign, options)
        case "close":
            app.campaigns.close(campaign.id)
        case "reopen":
            app.campaigns.reopen(campaign.id)
        case "remove":
            removed = app.campaigns.remove(campaign.id)
            session.answer({"id": campaign.id, "removed": len(removed)}, campaign.name)
            return Exit.DONE
    other = queries.called(options.against) if options.against else None
    return _show(session, queries.called(campaign.id), other)


def _draw(session: Session, campaign: Campaign, options: argparse.Namespace) -> Exit:
    """Add customers: of a list, or by their numbers."""
    app = session.app
    if options.words:
        ids, words = [app.queries.id_of(number) for number in options.words], ""
    elif options.filter or options.view:
        added = added_subjects(app.forms.book().record)
        view = app.views.called(options.view) if options.view else None
        look = view.look if view is not None and view.look is not None else Look()
        where = all_of(look.where, read_filter(options.filter, added)) if options.filter else look.where
        if any(one.subject in SCHEMES for one in conditions(where)):
            app.classes.run()
        rids = app.queries.all_rids(ListFilter(where=where), Order("customer_no"))
        ids, words = list(app.queries.ids(array("q", rids))), describe(where, session.language, added=added)
    else:
        raise UsageError("usage", detail="campaign draw CAMPAIGN NO… | --filter WORDS | --view NAME")
    drawn = app.campaigns.draw(campaign.id, ids, options.control, words=words, progress=teller(session))
    document = {
        "id": campaign.id, "target": drawn.target, "control": drawn.control, "known": drawn.known,
        "refused": drawn.refused, "seed": campaign.values.get("seed"),
    }  # fmt: skip
    text = say(
        f"目标组 {drawn.target}，对照组 {drawn.control}；已在其中 {drawn.known}，不允许联系 {drawn.refused}",
        f"target {drawn.target}, control {drawn.control}; there already {drawn.known}, may not be contacted "
        f"{drawn.refused}",
    )
    session.answer(document, text)
    return Exit.DONE


def _respond(session: Session, campaign: Campaign, options: argparse.Namespace) -> None:
    app = session.app
    members = {one.customer_id: one for one in app.campaign_queries.members(campaign)}
    for number in options.words:
        member = members.get(app.queries.id_of(number))
        if member is None or member.group != TARGET:
            raise UsageError("no_member", no=number[:40])
        app.campaigns.respond(member.id, options.day or app.today())


def _told(campaign: Campaign) -> dict[str, object]:
    names = [field.id for field in CAMPAIGN if field.id not in ("author_id", "name")]
    return {
        "id": campaign.id, "name": campaign.name, "phase": campaign.phase.value,
        "target_group": campaign.targets, "control_group": campaign.controls,
        **{name: campaign.values.get(name) for name in names},
    }  # fmt: skip


def _line(session: Session, campaign: Campaign) -> str:
    days = f"{campaign.values.get('from_on')} – {campaign.values.get('to_on')}"
    groups = say(
        f"目标组 {campaign.targets}，对照组 {campaign.controls}",
        f"target {campaign.targets}, control {campaign.controls}",
    )
    return f"{campaign.name}  {phase_name(campaign.phase, session.language)}  {days}  {groups}"


def _show(session: Session, campaign: Campaign, other: Campaign | None) -> Exit:
    app, language = session.app, session.language
    effect = app.campaign_queries.effect(campaign)
    least = app.class_queries.freshness().parameters.effect_least
    names = [CAMPAIGN_MEMBER["member_group"].choice(code) for code in ("target", "control")]
    one, control = ((name.en.lower() if language == "en" else name.zh) if name else "" for name in names)
    if language == "en":
        one, control = f"the {one}", f"the {control}"
    if other is None:
        found = [each for each in comparable(app.campaign_queries.all(), campaign) if each.discount_only]
        other = found[0] if found and not campaign.discount_only else None
    against = app.campaign_queries.against(campaign, other) if other is not None else None
    said = statement(effect.comparison, one, control, least, language)
    document = {**_told(campaign), "effect": _effect(effect, said)}
    lines = [_line(session, campaign), f"{one}: {share_words(effect.comparison.one, language)}",
             f"{control}: {share_words(effect.comparison.other, language)}", said]  # fmt: skip
    if effect.money is not None:
        money = {name: round(getattr(effect.money, name)) for name in ("baseline", "actual", "margin", "result")}
        document["money"] = {**money, "cost": effect.money.cost, "roi": effect.money.roi,
                             "break_even": effect.money.break_even}  # fmt: skip
        amount = CAMPAIGN["fixed_cost"]
        shown = [format_value(amount, round(one), language) for one in (effect.money.margin, effect.money.cost)]
        result = format_value(amount, round(effect.money.result), language)
        lines.append(say(f"增量毛利 {shown[0]}，成本 {shown[1]}，结果 {result}",
                         f"incremental margin {shown[0]}, cost {shown[1]}, result {result}"))  # fmt: skip
    if against is not None:
        text = statement(against.comparison, f"“{campaign.name}”", f"“{against.other.name}”", least, language)
        document["against"] = _against(against, text)
        lines.append(text)
    session.answer(document, "\n".join(lines))
    return Exit.DONE


def _share(share: Share) -> dict[str, object]:
    return {"came": share.part, "members": share.whole, "rate": round(share.value, 4), "low": round(share.low, 4),
            "high": round(share.high, 4)}  # fmt: skip


def _comparison(found: Comparison, said: str) -> dict[str, object]:
    gap = found.gap
    return {
        "difference": round(gap.value, 4), "low": round(gap.low, 4), "high": round(gap.high, 4),
        "finding": found.finding.value, "statement": said,
    }  # fmt: skip


def _effect(effect: Effect, said: str) -> dict[str, object]:
    return {
        "from": effect.window.first.isoformat(), "to": effect.window.last.isoformat(), "open": effect.window.open,
        "target": _share(effect.comparison.one), "control": _share(effect.comparison.other),
        "responded": effect.target.responded, "in_both": effect.both, **_comparison(effect.comparison, said),
    }  # fmt: skip


def _against(against: Against, said: str) -> dict[str, object]:
    return {
        "campaign": against.other.name, "days": against.days, "in_both": against.both,
        "target": _share(against.comparison.one), "other": _share(against.comparison.other),
        **_comparison(against.comparison, said),
    }  # fmt: skip


COMMANDS = (Command("campaign", "促销活动", "campaigns with a control group", _arguments, _run),)
