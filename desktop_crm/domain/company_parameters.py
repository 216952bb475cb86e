"""Parameters of classification and analyses (domain contract §9.1): declared once with type, default, bounds and words.

An administrator sets them for everybody (:mod:`desktop_crm.services.parameters`, kind ``classification``); what is
not set, or was written by a version that knows more, falls back to the default.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from desktop_crm.domain.parameter_types import ListEntry, ParameterSpec, ParameterType, declared, specs_of, values_of
from desktop_crm.errors import UsageError

#: Kind under which the organisation's parameters keep these.
KIND = "classification"


_DAYS, _COUNT, _PERCENT, _RATIO = (
    ParameterType.DAYS,
    ParameterType.COUNT,
    ParameterType.PERCENT,
    ParameterType.RATIO,
)


@dataclass(frozen=True)
class Parameters:
    """Every parameter with its value in force; each is declared here and nowhere else."""

    new_customer_days: int = declared(
        _DAYS,
        365,
        ("新客户期限", "New customer for"),
        ("首单后这么多天内算新客户。", "A customer counts as new for so many days after the first order."),
        "C3 C11 C14",
        1,
        3650,
    )
    active_days: int = declared(
        _DAYS,
        90,
        ("活跃期限", "Active for"),
        ("这么多天内有订单，算正在交易。", "With an order in so many days, dealings are going on."),
        "C2",
        1,
        3650,
    )
    lapse_days: int = declared(
        _DAYS,
        180,
        ("失联期限", "Lapsed after"),
        ("超过这么多天没有订单，关系算破裂。", "Without an order for longer, the relation counts as broken."),
        "C18 C20 C21c",
        1,
        3650,
    )
    lapse_factor: float = declared(
        _RATIO,
        3.0,
        ("失联倍数", "Lapse factor"),
        (
            "订单稀疏的客户：放宽到平均（中位）间隔的这么多倍。",
            "Rare buyers get this many times their median interval.",
        ),
        "C18 C20 C21c",
        1,
        20,
    )
    lapse_least_days: int = declared(
        _DAYS,
        0,
        ("有规律的客户至少", "Rhythm counts from"),
        (
            "有自己间隔的客户（三单起）缺席间隔的若干倍才算失联，但不早于这么多天；0 表示与失联期限相同。"
            "每周都来的客户要三周后就发现，填 21。",
            "Who has an interval of his own (from three orders on) is lost after some multiple of it, never before so "
            "many days; 0: as long as “Lapsed after”. To miss weekly guests after three weeks, write 21.",
        ),
        "C18 C20 C21c",
        0,
        3650,
    )
    override_days: int = declared(
        _DAYS,
        180,
        ("人工调整有效期", "Manual class lasts"),
        ("人工调整的类别多少天后自动失效。", "A manual class ends by itself after so many days."),
        "C1 C4 C10",
        1,
        3650,
    )
    abc_a: float = declared(
        _PERCENT,
        0.80,
        ("A 类累计占比", "Class A up to"),
        ("按销售额从大到小累计，达到这个占比之前的是 A 类。", "Customers before this share of sales is reached are A."),
        "C4 C15b",
        1,
        99,
    )
    abc_b: float = declared(
        _PERCENT,
        0.95,
        ("B 类累计占比", "Class B up to"),
        (
            "累计占比在 A 类之后、达到这个占比之前的是 B 类，其余 C 类。",
            "After A and before this share: B; the rest C.",
        ),
        "C4",
        1,
        100,
    )
    main_tenure_months: int = declared(
        _COUNT,
        24,
        ("主力客户往来月数", "Months of dealings, key customer"),
        ("主力客户至少往来这么多个月。", "A key customer has dealt with us at least so many months."),
        "C4",
        0,
        240,
    )
    scattered_orders: int = declared(
        _COUNT,
        2,
        ("零散客户订单数", "Orders of an occasional customer"),
        ("12 个月内订单不多于这个数的是零散客户。", "With no more orders in 12 months a customer is occasional."),
        "C4",
        0,
        100,
    )
    line_mixed: float = declared(
        _PERCENT,
        0.30,
        ("综合产品占比", "Mixed products from"),
        ("两条以上产品线各达到这个占比，归为综合。", "With two lines of this share each, a customer is mixed."),
        "C7 C17",
        1,
        50,
    )
    pyramid: tuple[float, float, float] = declared(
        ParameterType.SHARES,
        (0.01, 0.04, 0.15),
        ("客户金字塔", "Customer pyramid"),
        (
            "VIP、主要、普通客户各占的百分比，其余为小客户。",
            "Shares of VIP, main and ordinary customers; the rest is small.",
        ),
        "C10 C14",
        0,
        100,
    )
    retention: float = declared(
        _PERCENT,
        0.80,
        ("年保持率", "Yearly retention"),
        ("计算终身价值用：今年的客户明年仍在的比例。", "For the lifetime value: share of customers who stay a year."),
        "C10 C15",
        1,
        99,
    )
    discount_rate: float = declared(
        _PERCENT,
        0.10,
        ("折现率", "Discount rate"),
        ("计算终身价值用：未来一年的钱打的折扣。", "For the lifetime value: interest of a year."),
        "C10 C15",
        0,
        100,
    )
    assumed_margin: float = declared(
        _PERCENT,
        0.25,
        ("默认毛利率", "Assumed margin"),
        ("没有填毛利的订单，按金额的这个比例估算。", "Orders without a margin count with this share of their amount."),
        "C10 C15 C17 C18",
        0,
        100,
    )
    loyal_orders: int = declared(
        _COUNT,
        3,
        ("忠诚客户订单数", "Orders of a loyal customer"),
        ("忠诚客户 12 个月内至少这么多订单。", "A loyal customer has at least so many orders in 12 months."),
        "C11",
        1,
        100,
    )
    loyal_wallet: float = declared(
        _PERCENT,
        0.60,
        ("忠诚客户采购占比", "Share of wallet, loyal"),
        (
            "忠诚客户在我方采购至少占其需求的这个比例。",
            "A loyal customer buys at least this share of the need from us.",
        ),
        "C11",
        1,
        100,
    )
    establish_days: int = declared(
        _DAYS,
        180,
        ("关系建立期", "Building the relation"),
        ("首单后这么多天内算关系建立。", "For so many days after the first order the relation is being built."),
        "C18",
        1,
        3650,
    )
    lifecycle_up: float = declared(
        _RATIO,
        1.10,
        ("发展阈值", "Growing from"),
        (
            "近 12 个月毛利与前 12 个月之比高于它，算关系发展。",
            "Margin of 12 months over that of the 12 before: growing.",
        ),
        "C18",
        1,
        10,
    )
    lifecycle_warn: float = declared(
        _RATIO,
        0.80,
        ("衰退预警", "Warn below"),
        ("毛利之比低于它，提示衰退。", "Below this ratio a decline is pointed out."),
        "C18",
        0,
        1,
    )
    followup_days: int = declared(
        _DAYS,
        14,
        ("售后回访期限", "After-sales call within"),
        ("交货后这么多天内回访，算负责型。", "A call in so many days after delivery is accountable selling."),
        "C16",
        1,
        365,
    )
    kotler_many: int = declared(
        _COUNT,
        200,
        ("客户多", "Many customers"),
        ("细分里不少于这么多位客户，算多。", "A segment with at least so many customers is large."),
        "C17",
        2,
        1_000_000,
    )
    kotler_few: int = declared(
        _COUNT,
        20,
        ("客户少", "Few customers"),
        ("细分里不多于这么多位客户，算少。", "A segment with no more customers is small."),
        "C17",
        1,
        1_000_000,
    )
    margin_high: float = declared(
        _PERCENT,
        0.40,
        ("毛利率高", "High margin"),
        ("毛利率达到它，算高。", "A margin of at least this is high."),
        "C17",
        0,
        100,
    )
    margin_low: float = declared(
        _PERCENT,
        0.15,
        ("毛利率低", "Low margin"),
        ("毛利率低于它，算低。", "A margin below this is low."),
        "C17",
        0,
        100,
    )
    size_bands: tuple[int, ...] = declared(
        ParameterType.AMOUNTS,
        (1_000_000, 10_000_000, 100_000_000),
        ("购买规模分档", "Purchase size bands"),
        ("按 12 个月购买额分档的三个界限。", "Three limits of the bands of purchases in 12 months."),
        "C13b",
        1,
        10_000_000_000,
    )
    industries: tuple[ListEntry, ...] = declared(
        ParameterType.LIST,
        (),
        ("行业表", "Industries"),
        (
            "公司自定的行业；空着时按卡片上写的分。",
            "The company's industries; when empty, cards are grouped by what they say.",
        ),
        "C6",
    )
    product_lines: tuple[ListEntry, ...] = declared(
        ParameterType.LIST,
        (),
        ("产品线表", "Product lines"),
        (
            "公司自定的产品线；空着时按订单上写的分。",
            "The company's product lines; when empty, by what the orders say.",
        ),
        "C7 C17",
    )
    trade_relations: tuple[ListEntry, ...] = declared(
        ParameterType.LIST,
        (
            ListEntry("直接", "Direct"),
            ListEntry("经销", "Dealer"),
            ListEntry("代理", "Agent"),
            ListEntry("寄售", "Consignment"),
        ),
        ("贸易关系表", "Trade relations"),
        ("公司自定的贸易关系。", "The company's kinds of trade relation."),
        "C13a",
    )
    more_regions: tuple[ListEntry, ...] = declared(
        ParameterType.LIST,
        (),
        ("更多地区", "More regions"),
        ("七大区以外的地区，由人工指定，例如海外区。", "Regions beside the seven, set by hand, such as overseas."),
        "C5",
    )

    stale_days: int = declared(
        _DAYS,
        180,
        ("档案更新期限", "Files kept current for"),
        (
            "超过这么多天没有更新或核实的档案算过时。",
            "A file that nobody changed or checked for longer counts as out of date.",
        ),
        "A36",
        1,
        3650,
    )
    k_min: int = declared(
        _COUNT,
        5,
        ("最小人数", "Least people of a group"),
        (
            "含敏感信息的导出里，特征相同的人少于这个数就会被认出来，导出会被拦下。",
            "Fewer people who are alike could be recognised in an export of sensitive data: it is stopped.",
        ),
        "W16 A36",
        2,
        1000,
    )
    effect_least: int = declared(
        _COUNT,
        30,
        ("实验每组至少", "Least customers of an experiment's group"),
        (
            "促销的目标组或对照组少于这个人数时，不下结论，只说人数太少。",
            "With fewer in the target or the control group of a campaign, nothing is concluded.",
        ),
        "A18",
        2,
        100_000,
    )

    @classmethod
    def of(cls, stored: Mapping[str, str]) -> Parameters:
        """Return the values in force: what is stored and can be read, the defaults for the rest."""
        return cls(**values_of(SPECS, stored))

    def texts(self) -> dict[str, str]:
        """Return every value as its text."""
        return {name: spec.text(getattr(self, name)) for name, spec in SPECS.items()}


SPECS: dict[str, ParameterSpec] = specs_of(Parameters)
DEFAULTS = Parameters()
#: Pairs of which the first must be the smaller one.
_RISING = (("abc_a", "abc_b"), ("kotler_few", "kotler_many"), ("margin_low", "margin_high"))


def check_together(parameters: Parameters) -> None:
    """Raise UsageError("parameter_value") where two parameters contradict each other."""
    for lower, higher in _RISING:
        if getattr(parameters, lower) >= getattr(parameters, higher):
            raise UsageError("parameter_value", parameter=lower, reason="not_below", other=higher)
