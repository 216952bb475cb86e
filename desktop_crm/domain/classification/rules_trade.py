"""Schemes that orders decide: transaction process, time series, volume, product, purchase size."""

from __future__ import annotations

from itertools import pairwise

from desktop_crm.domain.classification.figures import YEAR
from desktop_crm.domain.classification.model import NONE, Case, ClassValue, Evidence, Group, Scheme, Values, Verdict
from desktop_crm.domain.classification.rules_card import list_values, listed
from desktop_crm.domain.company_parameters import Parameters

NOT_APPLICABLE = ClassValue(NONE, "不适用", "Not applicable")
MIXED = "mixed"
_MONTH = YEAR / 12
_NO_ORDERS = Evidence("no_orders")
_BANDS = ("band0", "band1", "band2", "band3")


def first_order(case: Case) -> Evidence:
    """Tell when the first order was."""
    return Evidence("first_order", {"first_on": case.facts.first_on, "days": case.today - case.facts.first_on})


def last_order(case: Case) -> Evidence:
    """Tell when the last order was."""
    return Evidence("last_order", {"last_on": case.facts.last_on, "days": case.today - case.facts.last_on})


def _process(case: Case) -> Verdict:
    facts, p = case.facts, case.parameters
    if facts.open_orders:
        return Verdict("dealing", (Evidence("open_orders", {"count": facts.open_orders}),))
    if facts.orders:
        return Verdict("dealing" if case.within(facts.last_on, p.active_days) else "former", (last_order(case),))
    if case.within(facts.quoted_on, p.active_days):
        return Verdict("soon", (Evidence("quoted", {"quoted_on": facts.quoted_on}),))
    if facts.likely_until >= case.today:
        return Verdict("soon", (Evidence("likely", {"until_on": facts.likely_until}),))
    return Verdict(NONE, (_NO_ORDERS, Evidence("no_quote")))


def is_new(case: Case) -> bool:
    """Whether the first order is recent."""
    return case.within(case.facts.first_on, case.parameters.new_customer_days)


def _time(case: Case) -> Verdict:
    if not case.facts.orders:
        return Verdict("potential", (_NO_ORDERS,))
    return Verdict("new" if is_new(case) else "old", (first_order(case),))


def _volume(case: Case) -> Verdict:
    facts, p = case.facts, case.parameters
    if not facts.orders:
        return Verdict(NONE, (_NO_ORDERS,))
    abc = case.population.abc_class(facts.sales_12) if facts.sales_12 > 0 else "C"
    months = int((case.today - facts.first_on) / _MONTH)
    why = (
        Evidence("abc", {"abc": abc, "sales_amount": facts.sales_12}),
        Evidence("orders_12", {"count": facts.orders_12}),
        Evidence("tenure", {"months": months}),
    )
    if abc == "A" and months >= p.main_tenure_months:
        return Verdict("main", why)
    if abc == "C" or facts.orders_12 <= p.scattered_orders:
        return Verdict("scattered", why)
    return Verdict("general", why)


def lines_of(case: Case) -> list[tuple[str, int]]:
    """Return product lines by the company's list, with their sales of 12 months, the largest first."""
    found: dict[str, int] = {}
    for text, amount in case.facts.lines:
        code = listed(text, case.parameters.product_lines)
        found[code] = found.get(code, 0) + amount
    return sorted(found.items(), key=lambda line: (-line[1], line[0]))


def _product(case: Case) -> Verdict:
    facts, p = case.facts, case.parameters
    lines = lines_of(case)
    if not lines or facts.sales_12 <= 0:
        return Verdict(NONE, (Evidence("no_lines"),))
    why = tuple(
        Evidence("line", {"line_class": ("C7", code), "amount": amount, "share": amount / facts.sales_12})
        for code, amount in lines[:3]
    )
    large = [code for code, amount in lines if amount >= p.line_mixed * facts.sales_12]
    return Verdict(MIXED if len(large) >= 2 else lines[0][0], why)


def _products(parameters: Parameters) -> Values:
    listed_values = list_values(parameters.product_lines, ClassValue(NONE, "没有产品记录", "No products"))
    return (*listed_values[:-1], ClassValue(MIXED, "综合", "Mixed"), listed_values[-1])


def _bought(case: Case) -> Verdict:
    facts = case.facts
    if not facts.orders:
        return Verdict("potential", (_NO_ORDERS,))
    return Verdict("current", (Evidence("orders", {"count": facts.orders}), last_order(case)))


def _size(case: Case) -> Verdict:
    sales = case.facts.sales_12
    if sales <= 0:
        return Verdict(NONE, (Evidence("no_sales"),))
    band = sum(sales >= limit for limit in case.parameters.size_bands)
    return Verdict(_BANDS[band], (Evidence("sales", {"sales_amount": sales}),))


def _bands(parameters: Parameters) -> Values:
    limits = [limit // 100 for limit in parameters.size_bands]
    words = [(f"{low:,}–{high:,} 元", f"¥{low:,}–{high:,}") for low, high in pairwise(limits)]
    words = [
        (f"{limits[0]:,} 元以下", f"Under ¥{limits[0]:,}"),
        *words,
        (f"{limits[-1]:,} 元及以上", f"¥{limits[-1]:,} or more"),
    ]
    made = tuple(ClassValue(code, zh, en) for code, (zh, en) in zip(_BANDS, words, strict=True))
    return (*reversed(made), ClassValue(NONE, "12 个月内没有购买", "No purchase in 12 months"))


PROCESS = Scheme(
    id="C2",
    zh="交易过程",
    en="Transaction process",
    group=Group.TABLE,
    basis=("生意做到哪一步", "How far business has come"),
    rule=(
        "有未完成订单，或 {active_days} 天内有订单，为正在进行交易；只有更早的订单，为曾经有过交易；没有订单而 "
        "{active_days} 天内"
        "报过价，或调查卡预计近期购买、可能性高，为即将进行交易；其余不适用。",
        "An open order or one of the last {active_days} days: dealing. Earlier orders only: dealt before. No "
        "order, but "
        "a quotation of the last {active_days} days or a survey card that expects a purchase: about to deal.",
    ),
    values=(
        ClassValue("dealing", "正在进行交易的客户", "Dealing now"),
        ClassValue("soon", "即将进行交易的客户", "About to deal"),
        ClassValue("former", "曾经有过交易业务的客户", "Dealt before"),
        NOT_APPLICABLE,
    ),
    decide=_process,
)

TIME = Scheme(
    id="C3",
    zh="时间序列",
    en="Time series",
    group=Group.TABLE,
    basis=("首单以来的时间", "Time since the first order"),
    rule=(
        "没有订单为潜在客户；首单在 {new_customer_days} 天内为新客户；更早为老客户。",
        "No order: potential. First order in the last {new_customer_days} days: new. Earlier: old.",
    ),
    values=(
        ClassValue("old", "老客户", "Old"),
        ClassValue("new", "新客户", "New"),
        ClassValue("potential", "潜在客户", "Potential"),
    ),
    decide=_time,
)

VOLUME = Scheme(
    id="C4",
    zh="交易数量和市场地位",
    en="Volume and position",
    group=Group.TABLE,
    basis=("12 个月的销售额和往来时间", "Sales of 12 months and years of dealings"),
    rule=(
        "按 12 个月销售额累计排名：前 {abc_a} 为 A 类，到 {abc_b} 为 B 类，其余 C 类。A 类并且往来满 "
        "{main_tenure_months} 个月为"
        "主力客户；C 类，或 12 个月内不超过 {scattered_orders} 单，为零散客户；其余为一般客户。没有订单不适用。",
        "Ranked by sales of 12 months: class A up to {abc_a} of the sum, B up to {abc_b}, the rest C. A and "
        "dealings of "
        "{main_tenure_months} months: key. C, or no more than {scattered_orders} orders in 12 months: occasional.",
    ),
    values=(
        ClassValue("main", "主力客户", "Key"),
        ClassValue("general", "一般客户", "General"),
        ClassValue("scattered", "零散客户", "Occasional"),
        NOT_APPLICABLE,
    ),
    decide=_volume,
)

PRODUCT = Scheme(
    id="C7",
    zh="产品",
    en="Product",
    group=Group.TABLE,
    basis=("12 个月里买得最多的产品线", "Product line bought most in 12 months"),
    rule=(
        "12 个月销售额最大的产品线；两条以上各占 {line_mixed} 及以上为综合。也是“按产品线分类”。",
        "The line with the most sales of 12 months; mixed with two of at least {line_mixed} each.",
    ),
    own_values=_products,
    decide=_product,
    list_parameter="product_lines",
    open=True,
)

BOUGHT = Scheme(
    id="C9",
    zh="是否购买",
    en="Has bought",
    group=Group.VALUE,
    basis=("有没有订单", "Whether there is an order"),
    rule=(
        "过去买过或正在购买的为现有客户，其余为潜在客户。",
        "Who has an order is a current customer, others are potential.",
    ),
    values=(
        ClassValue("current", "现有客户", "Current"),
        ClassValue("potential", "潜在客户", "Potential"),
    ),
    decide=_bought,
)

SIZE = Scheme(
    id="C13b",
    zh="客户购买规模",
    en="Purchase size",
    group=Group.VALUE,
    basis=("12 个月购买额", "Purchases in 12 months"),
    rule=(
        "按 12 个月购买额分档，界限为 {size_bands}。",
        "Bands of the purchases in 12 months, with limits at {size_bands}.",
    ),
    own_values=_bands,
    decide=_size,
)
