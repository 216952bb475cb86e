"""The sentence of every reason, in Chinese and English, and rules in words with the parameters in force.

How a number is written follows from the end of its name: ``_amount`` money, ``share`` percent, ``_on`` a day,
``_class`` the name of a class.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from desktop_crm.domain.classification.catalogue import SCHEMES
from desktop_crm.domain.classification.model import Evidence, Scheme
from desktop_crm.domain.company_parameters import DEFAULTS, SPECS, Parameters
from desktop_crm.domain.parameter_types import ParameterType
from desktop_crm.domain.records import CUSTOMER
from desktop_crm.domain.values import format_money

#: code -> (Chinese, English)
SENTENCES: dict[str, tuple[str, str]] = {
    "stated": ("卡片上写的是“{value}”", "The card says “{value}”"),
    "is_person": ("这是个人卡片", "The card is of a person"),
    "nature_of": ("卡片上的客户性质是{nature}", "The nature on the card is {nature}"),
    "nature_empty": ("卡片上没有填客户性质", "The card states no nature"),
    "state_code": ("统一社会信用代码以 11 开头（机关）", "The social credit code begins with 11 (state body)"),
    "special_unconfirmed": ("卡片上写特殊公司，尚待经理确认", "The card says special, which a manager has to confirm"),
    "address": ("通讯地址所在的省份", "Province of the mailing address"),
    "address_unknown": ("通讯地址看不出省份", "The address shows no province"),
    "not_filled": ("卡片上没有填", "The card does not say"),
    "scope_stated": ("卡片上的关系范围", "The scope on the card"),
    "supplies": ("有“供货给”的客户关系", "A relation says that it supplies somebody"),
    "scope_by_nature": ("客户性质是中间商", "The nature is an intermediary"),
    "scope_default": ("没有另外说明", "Nothing else is said"),
    "credit_stated": ("卡片上评定的信誉度", "The standing on the card"),
    "credit_none": ("还没有评定", "Not rated yet"),
    "source_stated": ("卡片上的信息来源", "The source on the card"),
    "open_orders": ("有 {count} 单未完成", "{count} open orders"),
    "orders": ("共 {count} 单", "{count} orders"),
    "no_orders": ("还没有订单", "No order yet"),
    "no_quote": ("近期也没有报价或购买意向", "No recent quotation or intention either"),
    "quoted": ("{quoted_on} 报过价", "Quotation on {quoted_on}"),
    "likely": ("调查卡预计 {until_on} 之前购买，可能性高", "The survey card expects a purchase until {until_on}"),
    "first_order": ("首单 {first_on}，距今 {days} 天", "First order {first_on}, {days} days ago"),
    "last_order": ("最近一单 {last_on}，距今 {days} 天", "Last order {last_on}, {days} days ago"),
    "abc": ("12 个月销售额 {sales_amount}，属于 {abc} 类", "Sales of 12 months {sales_amount}: class {abc}"),
    "orders_12": ("12 个月内 {count} 单", "{count} orders in 12 months"),
    "tenure": ("往来 {months} 个月", "{months} months of dealings"),
    "line": ("{line_class}：{amount}，占 {share}", "{line_class}: {amount}, {share}"),
    "no_lines": ("12 个月内没有写明产品线的订单", "No order of 12 months names a product line"),
    "no_sales": ("12 个月内没有销售额", "No sales in 12 months"),
    "sales": ("12 个月购买 {sales_amount}", "Purchases of 12 months {sales_amount}"),
    "tier_stated": ("按卡片上的客户等级", "By the tier on the card"),
    "tier_is": ("重要性是{tier_class}", "Importance is {tier_class}"),
    "lifetime": (
        "终身价值 {value_amount}（年贡献 {yearly_amount}）",
        "Lifetime value {value_amount} (yearly contribution {yearly_amount})",
    ),
    "assumed": (
        "部分订单没有毛利，按金额的 {share} 估算",
        "Orders without a margin count with {share} of their amount",
    ),
    "among": ("在 {count} 位有订单的客户中排名", "Ranked among {count} customers with orders"),
    "in_time": (
        "历史 {past_amount}，当前 {current_amount}，潜在 {ahead_amount}",
        "Past {past_amount}, current {current_amount}, ahead {ahead_amount}",
    ),
    "no_value": ("没有可以计算的贡献", "No contribution to speak of"),
    "referrals": ("介绍过 {count} 位客户", "Referred {count} customers"),
    "reputed": ("形象或声誉评 4 分以上", "Image or reputation of 4 or more"),
    "told_us": ("{told_on} 提供过调查、投诉或满意度信息", "Told us something usable on {told_on}"),
    "no_resource": ("没有这方面的记录", "Nothing on record"),
    "wallet": ("在我方采购占其需求的 {share}", "Buys {share} of the need from us"),
    "rivals_known": ("发现向竞争对手采购", "Dealings with competitors are known"),
    "rivals_unknown": ("没有发现向竞争对手采购", "No dealings with competitors are known"),
    "score": ("最近满意度 {score} 分（{score_on}）", "Newest satisfaction {score} ({score_on})"),
    "no_score": ("没有满意度评分", "No satisfaction score"),
    "sale": ("最近一次销售 {sale_on}", "Last sale {sale_on}"),
    "silence": ("此后没有联系", "No contact since"),
    "theirs_only": ("此后只有客户来联系", "Since then only the customer called"),
    "ours_late": ("此后有联系，但没有及时的售后回访", "Contacts since, but no timely after-sales call"),
    "followed": ("{days} 天后售后回访", "After-sales call {days} days later"),
    "informed": ("{count} 个季度每季都有产品信息", "Product news in each of {count} quarters"),
    "together": ("{together_on} 合作与支持行动", "Cooperation on {together_on}"),
    "segment": (
        "{line_class}、{nature_class}：{count} 位客户，毛利率 {share}",
        "{line_class}, {nature_class}: {count} customers, margin {share}",
    ),
    "no_segment": (
        "12 个月内没有写明产品线的订单，无法归入细分",
        "No segment: no order of 12 months names a product line",
    ),
    "gap": ("实际{actual_class}，建议{wanted_class}", "Actual: {actual_class}; recommended: {wanted_class}"),
    "no_gap": ("缺少实际或建议的类型", "The actual or the recommended type is missing"),
    "stopped": ("{stopped_on} 停止交易", "Dealings stopped on {stopped_on}"),
    "not_stopped": ("没有停止交易的记录", "No stop on record"),
    "lapsed": ("超过 {days} 天没有订单", "No order for more than {days} days"),
    "margins": (
        "近 12 个月毛利 {new_amount}，前 12 个月 {before_amount}",
        "Margin of 12 months {new_amount}, of the 12 before {before_amount}",
    ),
    "declining": ("衰退预警：毛利明显下降", "Early warning: the margin is falling"),
    "at_event": ("以客户身份参加过展会，或联合广告", "Took part in a fair as a customer, or in joint advertising"),
    "accepted": ("接受过拜访、报价或演示", "Accepted a visit, a quotation or a demonstration"),
    "contacts": ("联系过 {count} 次", "{count} contacts"),
    "no_contacts": ("没有联系记录", "No contact on record"),
    "benefits": ("有 {count} 种利益", "{count} kinds of benefit"),
    "no_benefits": ("没有记录给予的利益", "No benefit on record"),
    "only_financial": (
        "只有财务利益（打折、VIP 卡），容易被模仿",
        "Financial benefits only (discounts, a VIP card), which others copy easily",
    ),
    "not_away": ("没有失联", "Is not missed"),
    "why_unknown": ("记录里看不出原因", "The records give no reason"),
    "only_social": ("VIP 只有社交利益，取决于个人", "A VIP with social benefits only, which depend on one person"),
    "override": ("人工调整：{reason}（{by}，到 {until_on}）", "Set by hand: {reason} ({by}, until {until_on})"),
    "otherwise": ("按规则应为{rule_class}", "The rule says {rule_class}"),
}


def sentence(evidence: Evidence, language: str, parameters: Parameters = DEFAULTS) -> str:
    """Say a reason; a code of another version is said as it is."""
    words = SENTENCES.get(evidence.code)
    if words is None:
        return evidence.code
    english = language.startswith("en")
    shown = {name: _shown(name, value, language, parameters) for name, value in evidence.params.items()}
    return words[1 if english else 0].format_map(shown)


def rule_in_words(scheme: Scheme, language: str, parameters: Parameters = DEFAULTS) -> str:
    """Return the rule of a scheme with the parameters in force."""
    text = scheme.rule[1 if language.startswith("en") else 0]
    return text.format_map(_Words(parameters, language))


def parameters_of(scheme: Scheme) -> list[str]:
    """Name the parameters a scheme uses, in declared order."""
    return [name for name, spec in SPECS.items() if scheme.id in spec.used_in]


class _Words(dict[str, str]):
    """Parameters as they stand in a sentence."""

    def __init__(self, parameters: Parameters, language: str) -> None:
        super().__init__()
        self._parameters, self._language = parameters, language

    def __missing__(self, name: str) -> str:
        spec, value = SPECS[name], getattr(self._parameters, name)
        text = spec.text(value)
        if spec.type in (ParameterType.PERCENT, ParameterType.SHARES):
            joined = ", " if self._language.startswith("en") else "、"
            return joined.join(f"{part}%" for part in text.split("/"))
        if spec.type is ParameterType.AMOUNTS:
            return " / ".join(format_money(amount) for amount in value)
        return text


def _shown(name: str, value: object, language: str, parameters: Parameters) -> str:
    if name.endswith("_class") and isinstance(value, tuple):
        scheme, code = value
        return SCHEMES[scheme].value(code, parameters).label(language)
    if name.endswith("amount") and isinstance(value, int):
        return format_money(value)
    if name.endswith("share") and isinstance(value, float):
        return f"{value:.0%}"
    if name.endswith("_on") and isinstance(value, int):
        forever = "no end" if language.startswith("en") else "长期"
        return date.fromordinal(value).isoformat() if value else forever
    if name == "nature":
        choice = CUSTOMER["customer_nature"].choice(str(value))
        return (choice.en if language.startswith("en") else choice.zh) if choice else str(value)
    return str(value)


def label_of(scheme_id: str, code: str, language: str, parameters: Mapping[str, str] | None = None) -> str:
    """Name a class by its scheme and code, under stored parameters."""
    return SCHEMES[scheme_id].value(code, Parameters.of(parameters or {})).label(language)
