"""Schemes of the relationship: loyalty, Kotler's types, life cycle, brand stages, benefits, satisfaction."""

from __future__ import annotations

from desktop_crm.domain.classification.figures import QUARTER, YEAR
from desktop_crm.domain.classification.model import NONE, Case, ClassValue, Evidence, Group, Scheme, Verdict
from desktop_crm.domain.classification.rules_trade import NOT_APPLICABLE, first_order, is_new, last_order

_BEST = 5  # the top box of satisfaction
_TYPES = (
    ClassValue("1", "基本型", "Basic"),
    ClassValue("2", "被动型", "Reactive"),
    ClassValue("3", "负责型", "Accountable"),
    ClassValue("4", "能动型", "Proactive"),
    ClassValue("5", "伙伴型", "Partnership"),
)
#: Natures by their first level, for the segments of Kotler's matrix.
_ROOT_LENGTH = 3


def _loyalty(case: Case) -> Verdict:
    facts, p = case.facts, case.parameters
    if not facts.orders:
        return Verdict("potential", (Evidence("no_orders"),))
    share = facts.sales_12 / facts.potential if facts.potential else 0.0
    rivals = facts.rivals or case.within(facts.competitor_on, YEAR)
    wallet = (
        Evidence("wallet", {"share": share})
        if facts.potential
        else Evidence("rivals_known" if rivals else "rivals_unknown")
    )
    why = (
        Evidence("orders_12", {"count": facts.orders_12}),
        Evidence("score", {"score": facts.score, "score_on": facts.score_on}) if facts.score else Evidence("no_score"),
        wallet,
    )
    faithful = share >= p.loyal_wallet or not rivals
    if facts.orders_12 >= p.loyal_orders and facts.score == _BEST and faithful:
        return Verdict("loyal", why)
    return Verdict("new" if is_new(case) else "old", (first_order(case), *why))


def _type(case: Case) -> Verdict:
    facts, p = case.facts, case.parameters
    if not facts.orders:
        return Verdict(NONE, (Evidence("no_orders"),))
    sale = Evidence("sale", {"sale_on": facts.sale_on})
    followed = 0 <= facts.followed_after <= p.followup_days
    if followed:
        why: tuple[Evidence, ...] = (sale, Evidence("followed", {"days": facts.followed_after}))
        full_quarters = min(4, max(1, (case.today - facts.sale_on) // QUARTER))
        informed = all(facts.quarters >> quarter & 1 for quarter in range(full_quarters))
        if not informed:
            return Verdict("3", why)
        why = (*why, Evidence("informed", {"count": full_quarters}))
        if facts.together_on:
            return Verdict("5", (*why, Evidence("together", {"together_on": facts.together_on})))
        return Verdict("4", why)
    if facts.theirs_after or facts.ours_after:
        return Verdict("2", (sale, Evidence("ours_late" if facts.ours_after else "theirs_only")))
    return Verdict("1", (sale, Evidence("silence")))


def segment_of(case: Case) -> str:
    """Return the segment of Kotler's matrix: product line and nature; "" for who bought nothing in 12 months."""
    line, nature = case.done["C7"].code, case.done["C8"].code
    return "" if line == NONE else f"{line}|{nature if nature == NONE else nature[:_ROOT_LENGTH]}"


def _recommended(case: Case) -> Verdict:
    segment = segment_of(case)
    number = case.population.kotler(segment, case.parameters)
    if not number:
        return Verdict(NONE, (Evidence("no_segment"),))
    known = case.population.segments[segment]
    line, _, nature = segment.partition("|")
    why = Evidence(
        "segment",
        {
            "line_class": ("C7", line),
            "nature_class": ("C8", nature),
            "count": known.customers,
            "share": known.share,
        },
    )
    return Verdict(str(number), (why,))


def _gap(case: Case) -> Verdict:
    actual, wanted = case.done["C16"].code, case.done["C17"].code
    if NONE in (actual, wanted):
        return Verdict(NONE, (Evidence("no_gap"),))
    why = Evidence("gap", {"actual_class": ("C16", actual), "wanted_class": ("C17", wanted)})
    gap = int(actual) - int(wanted)
    return Verdict("under" if gap < 0 else "over" if gap > 0 else "fits", (why,))


def _lifecycle(case: Case) -> Verdict:
    facts, p = case.facts, case.parameters
    if facts.stopped:
        return Verdict("broken", (Evidence("stopped", {"stopped_on": facts.stopped_on}),))
    if not facts.orders:
        return Verdict("building", (Evidence("no_orders"),))
    if case.lapsed:
        return Verdict("broken", (last_order(case), Evidence("lapsed", {"days": facts.lapse_limit(p)})))
    if case.today - facts.first_on < p.establish_days:
        return Verdict("building", (first_order(case),))
    new, before = facts.years[0].gross(p), facts.years[1].gross(p)
    why = Evidence("margins", {"new_amount": new, "before_amount": before})
    if new > 0 and (before <= 0 or new / before > p.lifecycle_up):
        return Verdict("growing", (why,))
    declining = before > 0 and new / before < p.lifecycle_warn
    return Verdict("keeping", (why, Evidence("declining")) if declining else (why,))


def _stage(case: Case) -> Verdict:
    facts = case.facts
    reasons = (
        ("5", facts.referrals, Evidence("referrals", {"count": facts.referrals})),
        ("4", facts.at_event, Evidence("at_event")),
        ("3", facts.orders, first_order(case)),
        ("2", facts.accepted, Evidence("accepted")),
        ("1", facts.contacts, Evidence("contacts", {"count": facts.contacts})),
    )
    held = [(code, why) for code, holds, why in reasons if holds]
    if not held:
        return Verdict(NONE, (Evidence("no_contacts"),))
    return Verdict(held[0][0], (held[0][1],))


_BENEFITS = ("structural", "social", "financial")


def _benefit(case: Case) -> Verdict:
    held = [benefit for benefit in _BENEFITS if benefit in case.facts.benefits]
    if not held:
        return Verdict(NONE, (Evidence("no_benefits"),))
    why = [Evidence("benefits", {"count": len(held)})]
    if held == ["financial"] or (held == ["social"] and case.done["C10"].code == "vip"):
        why.append(Evidence(f"only_{held[0]}"))
    return Verdict(held[0], tuple(why))


def _satisfaction(case: Case) -> Verdict:
    facts = case.facts
    if not facts.score:
        return Verdict(NONE, (Evidence("no_score"),))
    why = (Evidence("score", {"score": facts.score, "score_on": facts.score_on}),)
    return Verdict("complete" if facts.score >= _BEST else "satisfied" if facts.score >= 3 else "dissatisfied", why)


LOYALTY = Scheme(
    id="C11",
    zh="忠诚度",
    en="Loyalty",
    group=Group.RELATION,
    basis=("一再购买而不为别的品牌所动", "Buys again, unmoved by others"),
    rule=(
        "12 个月内至少 {loyal_orders} 单、最近一次满意度为 5 分，并且在我方采购占其需求 {loyal_wallet} "
        "以上或没有发现向竞争对手采购，为"
        "忠诚客户；其余按首单时间，{new_customer_days} 天内为新客户，更早为老客户，没有订单为潜在客户。",
        "At least {loyal_orders} orders in 12 months, last satisfaction 5, and {loyal_wallet} of the need "
        "bought from us or "
        "no competitor known: loyal. Others by the first order: new in {new_customer_days} days, else old.",
    ),
    values=(
        ClassValue("loyal", "忠诚客户", "Loyal"),
        ClassValue("old", "老客户", "Old"),
        ClassValue("new", "新客户", "New"),
        ClassValue("potential", "潜在客户", "Potential"),
    ),
    decide=_loyalty,
)

TYPE = Scheme(
    id="C16",
    zh="关系类型（实际）",
    en="Type of relationship",
    group=Group.RELATION,
    basis=("最近一次销售以后的联系", "Contacts since the last sale"),
    rule=(
        "科特勒五种类型：交货后没有联系为基本型；只有客户来找，或我方回访太晚，为被动型；{followup_days} "
        "天内售后回访为负责型；"
        "此后每季度都有产品信息为能动型；再加上合作与支持行动为伙伴型。",
        "Kotler's types: nothing after delivery: basic. Only the customer calls, or we do late: reactive. An "
        "after-sales "
        "call in {followup_days} days: accountable. Product news every quarter: proactive. And cooperation: "
        "partnership.",
    ),
    values=(*_TYPES, NOT_APPLICABLE),
    decide=_type,
)

RECOMMENDED = Scheme(
    id="C17",
    zh="关系类型（建议）",
    en="Recommended relationship",
    group=Group.RELATION,
    basis=("客户数量 × 边际利润水平", "Number of customers × unit margin"),
    rule=(
        "科特勒矩阵，按产品线和客户性质细分：客户不少于 {kotler_many} 位为多，不多于 {kotler_few} 位为少；"
        "毛利率 {margin_high} 以上"
        "为高，{margin_low} 以下为低。客户越少、毛利越高，关系越深。",
        "Kotler's matrix by product line and nature: many is {kotler_many} customers or more, few {kotler_few} "
        "or less; a "
        "margin of {margin_high} is high, below {margin_low} low. Fewer customers and more margin: a deeper relation.",
    ),
    values=(*_TYPES, NOT_APPLICABLE),
    decide=_recommended,
)

GAP = Scheme(
    id="C17b",
    zh="关系差距",
    en="Gap of the relationship",
    group=Group.RELATION,
    basis=("实际与建议之差", "Actual against recommended"),
    rule=(
        "实际类型浅于建议的为服务不足，深于建议的为服务过度。",
        "Shallower than recommended: under-served; deeper: over-served.",
    ),
    values=(
        ClassValue("under", "服务不足", "Under-served"),
        ClassValue("fits", "相符", "As recommended"),
        ClassValue("over", "服务过度", "Over-served"),
        NOT_APPLICABLE,
    ),
    decide=_gap,
)

LIFECYCLE = Scheme(
    id="C18",
    zh="关系生命周期",
    en="Life cycle",
    group=Group.RELATION,
    basis=("毛利的变化和失联", "Change of margin, lapse"),
    rule=(
        "没有订单，或首单不满 {establish_days} 天，为关系建立；已停止交易，或超过 {lapse_days} 天与 "
        "{lapse_factor} 倍平均间隔中较长者没有"
        "订单，为关系破裂；近 12 个月毛利与前 12 个月之比高于 {lifecycle_up} 为关系发展，其余为关系维持，低于 "
        "{lifecycle_warn} 提示衰退。",
        "No order, or the first less than {establish_days} days ago: building. Stopped, or no order for the longer of "
        "{lapse_days} days and {lapse_factor} median intervals: broken. Margin of 12 months over the 12 before above "
        "{lifecycle_up}: growing; else keeping, with a warning below {lifecycle_warn}.",
    ),
    values=(
        ClassValue("building", "关系建立", "Building"),
        ClassValue("growing", "关系发展", "Growing"),
        ClassValue("keeping", "关系维持", "Keeping"),
        ClassValue("broken", "关系破裂", "Broken"),
    ),
    decide=_lifecycle,
)

STAGE = Scheme(
    id="C19",
    zh="五个发展阶段",
    en="Five brand stages",
    group=Group.RELATION,
    basis=("有记录为证的最高阶段", "Highest stage on record"),
    rule=(
        "介绍过别人为第五阶段；以客户身份参加活动或联合广告为第四；有订单为第三；接受过拜访、报价或演示为第二；"
        "有过联系为第一。",
        "Referred others: 5. Took part in an event as a customer: 4. Ordered: 3. Accepted a visit or quotation: 2. "
        "Any contact: 1.",
    ),
    values=(
        ClassValue("1", "① 品牌进入客户的视野", "1 The brand is seen"),
        ClassValue("2", "② 乐于接受该品牌的展示", "2 Welcomes its presentation"),
        ClassValue("3", "③ 购买时与供应商有所接触", "3 In touch when buying"),
        ClassValue("4", "④ 客户之间对该品牌的交流", "4 Talks with other customers"),
        ClassValue("5", "⑤ 推荐品牌给他人", "5 Recommends it"),
        ClassValue(NONE, "还没有接触", "No contact yet"),
    ),
    decide=_stage,
)

BENEFIT = Scheme(
    id="C22",
    zh="提供的利益",
    en="Benefits offered",
    group=Group.RELATION,
    basis=("我方给予的利益类别", "Kinds of benefit given"),
    rule=(
        "按投入记录和给予的优惠，取最深的一种：结构性、社交、财务。"
        "只给过财务利益的客户，和只有社交利益的 VIP，给出提醒。",
        "From investments and concessions, the deepest kind: structural, social, financial. Who was given financial "
        "benefits alone is pointed out, and a VIP with social ones alone.",
    ),
    values=(
        ClassValue("structural", "结构性利益", "Structural"),
        ClassValue("social", "社交利益", "Social"),
        ClassValue("financial", "财务利益", "Financial"),
        ClassValue(NONE, "没有记录", "None recorded"),
    ),
    decide=_benefit,
)

SATISFACTION = Scheme(
    id="C25",
    zh="满意水平",
    en="Satisfaction",
    group=Group.RELATION,
    basis=("最近一次评分", "The newest score"),
    rule=(
        "最近一次客户感觉评分或有效的评定：5 分为完全满意，3–4 分为满意，1–2 分为不满意。",
        "The newest score of a contact or a valid assessment: 5 complete, 3–4 satisfied, 1–2 dissatisfied.",
    ),
    values=(
        ClassValue("complete", "高度/完全满意", "Completely satisfied"),
        ClassValue("satisfied", "满意", "Satisfied"),
        ClassValue("dissatisfied", "不满意", "Dissatisfied"),
        ClassValue(NONE, "没有评价", "Not rated"),
    ),
    decide=_satisfaction,
)
