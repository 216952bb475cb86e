"""What hangs on the customers of the pictures: contacts, next steps, orders, payments, cards, assessments."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta, timezone

from desktop_crm.bootstrap import Application
from desktop_crm.domain.fields import Value
from desktop_crm.domain.quick_dates import to_instant
from desktop_crm.services.rows import RowChange

_TALKS = (
    ("phone", "quote", "确认春季面料样卡，要求周五前报价；提到对手价低 3%。", "progress"),
    ("visit", "develop", "参观染整车间，对交期 25 天无异议。", "progress"),
    ("chat", "care", "发送新品目录 12 页，客户点赞 4 款。", "unchanged"),
    ("phone", "after_sales", "回访上一批货：色差在允许范围内，包装有两箱受潮，已登记。", "unchanged"),
    ("email", "quote", "寄出报价单，含运费，有效期 30 天。", "progress"),
    ("exhibition", "develop", "展会上看了三款新料，留下样品 2 米。", "progress"),
)
_STEPS = ("送样卡", "回电确认交期", "寄合同草稿", "约见采购经理", "催第二期付款", "送节日礼品")
_LONG_STEP = "把修改过三次的年度框架协议连同样品、色卡、检测报告和对账单一起送到采购部，并请财务当面确认付款计划"


def fill_files(app: Application, today: date, full: str, long: str, organisation: str, others: Sequence[str]) -> None:
    """Give one customer of each kind a full file, and some others contacts with next steps."""
    saves = [
        (full, _whole_file(app, today, organisation)),
        (long, [_long(today)]),
        (organisation, _firm(today, app.new_id())),
    ]
    for number, customer in enumerate(others):
        days = (-12, -3, -1, 0, 0, 1, 2, 9, 40)[number % 9]
        step = _STEPS[number % len(_STEPS)]
        saves.append((customer, [_contact(today, number + 1, number, step, days)]))
    app.rows.save_many(saves)


_CHINA = timezone(timedelta(hours=8))


def _at(today: date, days: int, hour: int = 9, minute: int = 0) -> str:
    return to_instant(datetime.combine(today + timedelta(days=days), time(hour, minute), _CHINA))


def _contact(today: date, ago: int, kind: int, step: str = "", days: int = 0) -> RowChange:
    method, purpose, summary, outcome = _TALKS[kind % len(_TALKS)]
    values: dict[str, Value] = {
        "contacted_at": _at(today, -ago, 9 + kind % 8, 5 + kind * 7 % 50), "method": method, "purpose": purpose,
        "summary": summary, "outcome": outcome, "by": "陈国栋",
    }  # fmt: skip
    if step:
        values |= {"next_action": step, "next_action_at": _at(today, days, 10)}
    return RowChange("activity", values)


def _long(today: date) -> RowChange:
    change = _contact(today, 2, 3, _LONG_STEP, 0)
    return RowChange("activity", {**change.values, "summary": str(change.values["summary"]) * 12})


def _order(number: str, day: date, amount: str, line: str, state: str, key: str, **more: Value) -> RowChange:
    values: dict[str, Value] = {
        "order_no": number, "ordered_on": day.isoformat(), "amount": amount, "product_line": line, "state": state,
        "signed_by": "陈国栋", **more,
    }  # fmt: skip
    return RowChange("sales_order", values, new_id=key)


def _whole_file(app: Application, today: date, organisation: str) -> list[RowChange]:
    orders = [app.new_id() for _ in range(4)]
    changes = [_contact(today, 0, 0, "送样卡", 1), *(_contact(today, 3 + 9 * n, n) for n in range(1, 24))]
    days = [today - timedelta(days=ago) for ago in (18, 120, 260, 700)]
    changes += [
        _order("SO-2026-0871", days[0], "86,400", "轻纺面料", "open", orders[0], gross_margin="18,900",
               promised_on=(today + timedelta(days=7)).isoformat()),
        _order("SO-2026-0512", days[1], "128,600.50", "轻纺面料", "closed", orders[1], gross_margin="30,200",
               delivered_on=(days[1] + timedelta(days=24)).isoformat()),
        _order("SO-2026-0177", days[2], "42,000", "辅料", "delivered", orders[2],
               delivered_on=(days[2] + timedelta(days=20)).isoformat()),
        _order("SO-2024-0903", days[3], "15,300", "辅料", "closed", orders[3]),
        RowChange("order_line", {"order_id": orders[0], "product": "全棉斜纹 21S", "quantity": 3600, "unit": "米",
                                 "unit_price": "24", "amount": "86,400"}),
        RowChange("payment", {"order_id": orders[1], "due_on": days[0].isoformat(), "paid_on": days[0].isoformat(),
                              "amount": "128,600.50", "method": "transfer"}),
        RowChange("payment", {"order_id": orders[2], "due_on": (today - timedelta(days=30)).isoformat(),
                              "amount": "42,000", "method": "transfer"}),
        RowChange("payment", {"order_id": orders[0], "due_on": (today + timedelta(days=20)).isoformat(),
                              "amount": "43,200", "method": "bill"}),
        RowChange("investment", {"invested_at": _at(today, -40, 18), "method": "visit", "place": "绍兴饭店",
                                 "cost": "860", "cost_category": "hospitality", "benefit_kind": "social"}),
        RowChange("investment", {"invested_at": _at(today, -200, 15), "method": "letter", "supplied": "样品 2 米",
                                 "cost": "120.50", "cost_category": "sample"}),
        RowChange("assessment", {"source_kind": "purchased", "source_name": "某资讯公司年度报告",
                                 "assessed_on": (today - timedelta(days=60)).isoformat(),
                                 "valid_until": (today + timedelta(days=300)).isoformat(), "attitude_to_us": 5,
                                 "financial_position": 4, "contract_performance": 4, "reputation": 4,
                                 "credit_situation": "A", "demand_potential": "600,000"}),
        RowChange("prospect_survey", {"surveyed_by": "林晓", "surveyed_on": (today - timedelta(days=720)).isoformat(),
                                      "demand_features": "需要稳定的面料供应", "demand_tags": ("面料", "辅料"),
                                      "source_channel": "exhibition", "likelihood": "high"}),
        RowChange("customer_link", {"kind": "employer", "other_id": organisation, "note": "技术顾问"}),
        RowChange("delivery_address", {"label": "仓库", "address": "浙江省绍兴市柯桥区群贤路 200 号 3 号库",
                                       "postal_code": "312030", "recipient": "周志远", "phone": "13900001811"}),
        RowChange("verification", {"field": "mobile_phone", "how": "call", "by": "陈国栋",
                                   "verified_at": _at(today, -18, 11)}),
    ]  # fmt: skip
    return changes


def _firm(today: date, key: str) -> list[RowChange]:
    ago = today - timedelta(days=420)
    return [
        _order("SO-2025-0310", ago, "9,876,543.21", "农业生产资料及配套仓储设备", "closed", key, gross_margin="-1,200"),
        RowChange("stop_record", {"stopped_on": (ago + timedelta(days=200)).isoformat(),
                                  "stop_reason_main": "competitor", "lost_to": "某大型农资集团有限公司",
                                  "stop_reason_text": "对方给了两年账期。", "win_back_chance": "medium"}),
        _contact(today, 30, 4, "约见采购经理", -5),
    ]  # fmt: skip
