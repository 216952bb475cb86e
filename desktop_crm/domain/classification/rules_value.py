"""Schemes of worth: importance, value groups, value in time, value as a resource."""

from __future__ import annotations

from desktop_crm.domain.classification.figures import YEAR
from desktop_crm.domain.classification.model import NONE, Case, ClassValue, Evidence, Group, Scheme, Verdict
from desktop_crm.domain.classification.rules_trade import NOT_APPLICABLE, first_order, is_new
from desktop_crm.domain.classification.worth import value_ahead, yearly_worth

_STATED_TIERS = frozenset({"vip", "major", "ordinary", "small"})


def _importance(case: Case) -> Verdict:
    facts, p = case.facts, case.parameters
    if not facts.orders:
        if facts.tier in _STATED_TIERS:
            return Verdict(facts.tier, (Evidence("no_orders"), Evidence("tier_stated")))
        return Verdict(NONE, (Evidence("no_orders"),))
    worth = yearly_worth(facts, p, case.today)
    why = [Evidence("lifetime", {"value_amount": value_ahead(worth, p), "yearly_amount": worth})]
    if any(year.unknown for year in facts.years):
        why.append(Evidence("assumed", {"share": p.assumed_margin}))
    why.append(Evidence("among", {"count": case.population.ranked}))
    return Verdict(case.population.tier(worth), tuple(why))


def _value_group(case: Case) -> Verdict:
    tier = case.done["C10"].code
    if tier in ("vip", "major"):
        return Verdict("high", (Evidence("tier_is", {"tier_class": ("C10", tier)}),))
    if not case.facts.orders:
        return Verdict("potential", (Evidence("no_orders"),))
    return Verdict("new" if is_new(case) else "other", (first_order(case),))


def _value_in_time(case: Case) -> Verdict:
    facts, p = case.facts, case.parameters
    years = [*facts.years, facts.earlier]
    current, *past = (year.contribution(p) for year in years)
    ahead = value_ahead(yearly_worth(facts, p, case.today), p) if facts.orders else facts.potential
    worths = {"past": sum(past), "current": current, "ahead": ahead}
    best = max(worths, key=lambda name: worths[name])
    if worths[best] <= 0:
        return Verdict(NONE, (Evidence("no_value"),))
    return Verdict(best, (Evidence("in_time", {f"{name}_amount": worth for name, worth in worths.items()}),))


def _resource(case: Case) -> Verdict:
    facts = case.facts
    held: list[tuple[str, Evidence]] = []
    if facts.referrals:
        held.append(("network", Evidence("referrals", {"count": facts.referrals})))
    if facts.sales_12 > 0 and case.population.abc_class(facts.sales_12) == "A":
        held.append(("scale", Evidence("abc", {"abc": "A", "sales_amount": facts.sales_12})))
    if facts.orders and facts.reputed:
        held.append(("brand", Evidence("reputed")))
    if case.within(facts.told_us_on, YEAR):
        held.append(("information", Evidence("told_us", {"told_on": facts.told_us_on})))
    if not held:
        return Verdict(NONE, (Evidence("no_resource"),))
    return Verdict(held[0][0], tuple(why for _code, why in held))


IMPORTANCE = Scheme(
    id="C10",
    zh="重要性程度",
    en="Importance",
    group=Group.VALUE,
    basis=("顾客终身价值", "Customer lifetime value"),
    rule=(
        "有订单的客户按终身价值排名，VIP、主要、普通客户各占前 {pyramid}，其余为小客户。"
        "年贡献取最近三年加权（50、30、20），"
        "保持率 {retention}，折现率 {discount_rate}；没有填毛利的订单按 {assumed_margin} 估算。"
        "还没有订单的按卡片上的客户等级。",
        "Customers with orders are ranked by lifetime value; VIP, main and ordinary ones are the first "
        "{pyramid}, the rest "
        "is small. Yearly worth: the last three years weighted 50, 30, 20; retention {retention}, interest "
        "{discount_rate}; orders without a margin count {assumed_margin}. Without orders the card's tier counts.",
    ),
    values=(
        ClassValue("vip", "VIP客户", "VIP"),
        ClassValue("major", "主要客户", "Main"),
        ClassValue("ordinary", "普通客户", "Ordinary"),
        ClassValue("small", "小客户", "Small"),
        NOT_APPLICABLE,
    ),
    decide=_importance,
)

VALUE_GROUP = Scheme(
    id="C14",
    zh="价值分组",
    en="Value group",
    group=Group.VALUE,
    basis=("重要性和首单时间", "Importance and first order"),
    rule=(
        "重要性为 VIP 或主要客户的为高价值客户；没有订单为潜在客户；首单在 {new_customer_days} 天内为新客户；"
        "其余为其他。",
        "VIP and main customers: high value. No order: potential. First order in {new_customer_days} days: new.",
    ),
    values=(
        ClassValue("high", "高价值客户", "High value"),
        ClassValue("new", "新客户", "New"),
        ClassValue("potential", "潜在客户", "Potential"),
        ClassValue("other", "其他", "Other"),
    ),
    decide=_value_group,
)

VALUE_IN_TIME = Scheme(
    id="C15",
    zh="客户价值",
    en="Value in time",
    group=Group.VALUE,
    basis=("历史、当前、潜在价值哪个最大", "Which value is largest"),
    rule=(
        "历史价值是 12 个月以前的贡献之和，当前价值是近 12 个月的贡献，"
        "潜在价值是今后的终身价值（没有订单时为调查的年需求潜力）；"
        "归入最大的一项。贡献等于毛利减去我方投入。",
        "Past: contribution before the last 12 months. Current: of these. Ahead: the lifetime value (without "
        "orders the "
        "potential of the survey). The largest decides. Contribution is margin less what we put in.",
    ),
    values=(
        ClassValue("ahead", "潜在价值为主", "Mostly ahead"),
        ClassValue("current", "当前价值为主", "Mostly current"),
        ClassValue("past", "历史价值为主", "Mostly past"),
        NOT_APPLICABLE,
    ),
    decide=_value_in_time,
)

RESOURCE = Scheme(
    id="C15b",
    zh="客户资源价值",
    en="Value as a resource",
    group=Group.VALUE,
    basis=("客户给企业带来的资源", "What the customer brings"),
    rule=(
        "介绍过新客户的为网络化价值；销售额属于 A 类的为成本领先和规模优势；形象或声誉评 4 "
        "分以上的为市场价值和品牌优势；"
        "12 个月内提供过调查、投诉、满意度信息的为信息价值。有几项时取前面的，其余写在理由里。",
        "Who brought new customers: network. Class A by sales: scale. Image or reputation of 4 and more: brand. "
        "Told us "
        "something usable in 12 months: information. The first that holds decides, the others stand in the reasons.",
    ),
    values=(
        ClassValue("network", "网络化价值", "Network value"),
        ClassValue("scale", "成本领先和规模优势", "Cost and scale"),
        ClassValue("brand", "市场价值和品牌优势", "Market and brand"),
        ClassValue("information", "信息价值", "Information value"),
        ClassValue(NONE, "没有记录", "None known"),
    ),
    decide=_resource,
)
