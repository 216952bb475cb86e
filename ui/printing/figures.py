"""Computed values that documents print, by name: label and how it is computed. Amounts in the company's currency."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta

from desktop_crm.domain.company_parameters import DEFAULTS
from desktop_crm.domain.documents import BY_ID, Table
from desktop_crm.domain.quick_dates import local
from desktop_crm.domain.values import format_money
from ui.printing.source import Told, money_sum

Compute = Callable[[Told, str], str]


def _deal(name: str) -> Compute:
    def compute(told: Told, _language: str) -> str:
        value = getattr(told.view.deals, name) if told.view else None
        if isinstance(value, str):
            return value
        return "" if value is None else format_money(value)

    return compute


def _orders(told: Told, language: str) -> str:
    count = told.view.deals.count if told.view else 0
    return str(count) if language.startswith("en") else f"{count} 次"


def _in_time(told: Told, _language: str) -> str:
    percent = told.view.deals.on_time_percent if told.view else None
    return "" if percent is None else f"{percent}%"


def _interval(told: Told, language: str) -> str:
    days = told.view.standing.interval_days if told.view else None
    if days is None:
        return ""
    return f"{days} days" if language.startswith("en") else f"{days} 天"


def _next_on(told: Told, _language: str) -> str:
    """The last order and the usual interval after it (A39)."""
    view = told.view
    if view is None or view.standing.interval_days is None or not view.deals.last_on:
        return ""
    return (date.fromisoformat(view.deals.last_on) + timedelta(days=view.standing.interval_days)).isoformat()


def _years(told: Told, language: str) -> str:
    deals = told.view.deals if told.view else None
    if deals is None or not deals.first_on or not deals.last_on:
        return ""
    days = (date.fromisoformat(deals.last_on) - date.fromisoformat(deals.first_on)).days
    years = f"{days / 365.25:.1f}"
    return f"{years} years" if language.startswith("en") else f"{years} 年"


def _invested(told: Told, _language: str) -> str:
    return format_money(sum(one.total for one in told.view.spent)) if told.view else ""


def _next_step(told: Told, _language: str) -> str:
    step = next(iter(told.view.steps), None) if told.view else None
    if step is None:
        return ""
    due = local(step.due) if step.due else None
    return " ".join(part for part in (f"{due:%Y-%m-%d %H:%M}" if due else "", step.action) if part)


def _score(told: Told, language: str) -> str:
    """Satisfaction: the feeling at the newest contact that tells it."""
    for row in reversed(told.rows.get("activity", ())):
        if row.values.get("feeling_score"):
            return f"{row.values['feeling_score']} / 5"
    return ""


def _spent(told: Told) -> tuple[int, int]:
    """What the two tables of F9 add up to: costs, and concessions, in minor units."""
    cost = conceded = 0
    for table in BY_ID["investment"].blocks:
        if isinstance(table, Table):
            rows = told.of_table(table)
            cost += sum(money_sum(rows, name) for name in table.sums if name != "concession_value")
            conceded += money_sum(rows, "concession_value")
    return cost, conceded


#: name -> (zh, en, how it is computed)
FIGURES: Mapping[str, tuple[str, str, Compute]] = {
    "first_on": ("首次交易", "First deal", _deal("first_on")),
    "last_on": ("最近交易", "Last deal", _deal("last_on")),
    "orders": ("交易次数", "Orders", _orders),
    "interval": ("平均间隔", "Usual interval", _interval),
    "total": ("累计交易额", "Sales in all", _deal("total")),
    "this_year": ("本年交易额", "Sales this year", _deal("this_year")),
    "last_year": ("上年交易额", "Sales last year", _deal("last_year")),
    "margin": ("累计毛利", "Margin in all", _deal("margin")),
    "open": ("未完成订单", "Open orders", _deal("open_amount")),
    "next_on": ("预计下次交易", "Next deal expected", _next_on),
    "owed": ("未付金额", "Not paid yet", _deal("owed")),
    "overdue": ("逾期金额", "Overdue", _deal("overdue")),
    "in_time": ("按期付款率", "Paid in time", _in_time),
    "invested": ("企业投入", "Our investment", _invested),
    "score": ("满意度", "Satisfaction", _score),
    "next_step": ("下一步", "Next step", _next_step),
    "years": ("交易年数", "Years of dealings", _years),
    "spent_cost": ("费用", "Costs", lambda told, _language: format_money(_spent(told)[0])),
    "spent_conceded": ("优惠", "Concessions", lambda told, _language: format_money(_spent(told)[1])),
    "spent": ("投入合计", "Invested in all", lambda told, _language: format_money(sum(_spent(told)))),
}


def pairs(names: tuple[str, ...], told: Told, language: str) -> Iterator[tuple[str, str]]:
    """Give label and text of some figures; ``classes`` stands for the class in every scheme."""
    for name in names:
        if name == "classes":
            for one in told.classes:
                value = one.scheme.value(one.verdict.code, DEFAULTS)
                yield one.scheme.label(language), value.label(language)
        else:
            zh, en, compute = FIGURES[name]
            yield (en if language.startswith("en") else zh), compute(told, language)
