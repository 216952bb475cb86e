"""Schemes of staying and leaving: where customers are, and why they went."""

from __future__ import annotations

from desktop_crm.domain import file_choices as codes
from desktop_crm.domain.classification.figures import YEAR
from desktop_crm.domain.classification.model import NONE, Case, ClassValue, Evidence, Group, Kind, Scheme, Verdict
from desktop_crm.domain.classification.rules_trade import last_order

_STAYED = ClassValue(NONE, "没有流失", "Has not left")


def _where(case: Case) -> Verdict:
    facts, p = case.facts, case.parameters
    if facts.stopped:
        return Verdict(f"OUT.{facts.stop_reason}", (Evidence("stopped", {"stopped_on": facts.stopped_on}),))
    if not facts.orders:
        return Verdict("potential", (Evidence("no_orders"),))
    if case.lapsed:
        return Verdict("OUT.unknown", (last_order(case), Evidence("lapsed", {"days": facts.lapse_limit(p)})))
    return Verdict("current", (last_order(case),))


def _reason(case: Case) -> Verdict:
    facts = case.facts
    if not facts.stopped:
        return Verdict(NONE, (Evidence("not_stopped"),))
    return Verdict(facts.stop_reason, (Evidence("stopped", {"stopped_on": facts.stopped_on}),))


def _detail(case: Case) -> Verdict:
    facts = case.facts
    if not facts.stopped:
        return Verdict(NONE, (Evidence("not_stopped"),))
    found = next((choice.code for choice in codes.STOP_DETAIL if choice.code in facts.stop_details), "other")
    return Verdict(found, (Evidence("stopped", {"stopped_on": facts.stopped_on}),))


def _likely(case: Case) -> Verdict:
    """Guess why a customer stays away; the strongest sign first, and what people wrote down before any guess."""
    facts, where = case.facts, case.done["C20"].code
    if facts.stopped:
        return Verdict(facts.stop_reason, (Evidence("stopped", {"stopped_on": facts.stopped_on}),))
    if where != "OUT.unknown":
        return Verdict(NONE, (Evidence("not_away"),))
    if case.done["C25"].code == "dissatisfied":
        return Verdict("service", (Evidence("score", {"score": facts.score, "score_on": facts.score_on}),))
    if facts.rivals or case.within(facts.competitor_on, YEAR):
        return Verdict("competitor", (Evidence("rivals_known"),))
    if facts.benefits == ("financial",):
        return Verdict("marketing", (Evidence("only_financial"),))
    if not facts.ours_after:
        sale = Evidence("sale", {"sale_on": facts.sale_on})
        return Verdict("service", (sale, Evidence("theirs_only" if facts.theirs_after else "silence")))
    return Verdict("unknown", (Evidence("why_unknown"),))


WHERE = Scheme(
    id="C20",
    zh="客户去向",
    en="Where customers are",
    group=Group.LOSS,
    basis=("订单和停止交易的记录", "Orders and stops"),
    rule=(
        "停止交易的按原因；有订单的为现实客户，但超过 {lapse_days} 天与 {lapse_factor} "
        "倍平均间隔中较长者没有订单的为流失、原因未明（有自己间隔的客户，"
        "前者换成公司定的至少天数 {lapse_least_days}，0 为不换）；"
        "没有订单的为潜在客户。",
        "Who stopped, by the reason. Who has orders is current, but lost for unknown reasons after the longer of "
        "{lapse_days} days and {lapse_factor} median intervals; for who has an interval of his own the company's least "
        "number of days ({lapse_least_days}; 0: none) takes the place of the first. Others are potential.",
    ),
    values=(
        ClassValue("current", "现实客户", "Current"),
        ClassValue("potential", "潜在客户", "Potential"),
        ClassValue("OUT", "流失", "Lost"),
        *(ClassValue(f"OUT.{choice.code}", choice.zh, choice.en, "OUT") for choice in codes.STOP_REASON),
        ClassValue("OUT.unknown", "原因未明", "Reason unknown", "OUT"),
    ),
    decide=_where,
)

REASON = Scheme(
    id="C21a",
    zh="流失原因（六种去向）",
    en="Reason of leaving",
    group=Group.LOSS,
    basis=("旧客户卡的主要原因", "Main reason on the card"),
    rule=("旧客户卡上的停止交易原因。", "The reason on the former customer's card."),
    values=(*(ClassValue(choice.code, choice.zh, choice.en) for choice in codes.STOP_REASON), _STAYED),
    kind=Kind.CARD,
    decide=_reason,
)

DETAIL = Scheme(
    id="C21b",
    zh="流失原因（统计）",
    en="Reason of leaving, statistics",
    group=Group.LOSS,
    basis=("旧客户卡的更多原因", "Further reasons on the card"),
    rule=(
        "旧客户卡上的更多原因，取服务、价格、质量中的第一项。参考值：服务 68%，价格 15%，质量 12%。",
        "The first of service, price and quality on the card. For comparison: 68 %, 15 %, 12 %.",
    ),
    values=(*(ClassValue(choice.code, choice.zh, choice.en) for choice in codes.STOP_DETAIL), _STAYED),
    kind=Kind.CARD,
    decide=_detail,
)

LIKELY = Scheme(
    id="C21c",
    zh="可能的流失原因",
    en="Likely reason of leaving",
    group=Group.LOSS,
    basis=("停止的原因，或记录里的迹象", "The reason of stopping, or signs on record"),
    rule=(
        "已停止交易的按旧客户卡；失联的依次看：最近满意度低为对服务不满，提到或评定有竞争对手为竞争对手，"
        "只给过财务利益为营销策略不对，最近一次交易以后我方没有联系为对服务不满，都没有则原因未明。",
        "Who stopped, by the former customer's card. Who is missed, by the first of these signs: a low score, a "
        "competitor on record, financial benefits alone (wrong marketing), no contact from us since the last sale "
        "(service). Else unknown.",
    ),
    values=(
        *(ClassValue(choice.code, choice.zh, choice.en) for choice in codes.STOP_REASON),
        ClassValue("unknown", "原因未明", "Reason unknown"),
        _STAYED,
    ),
    decide=_likely,
)
