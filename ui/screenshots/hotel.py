"""A hotel with its guests: needs, stays, discounts, and campaigns at every stage (story AC2)."""

from __future__ import annotations

from datetime import date, timedelta

from desktop_crm.bootstrap import Application
from desktop_crm.domain.fields import Value, Values
from desktop_crm.services.customers import NewCustomer
from desktop_crm.services.rows import RowChange

HOTEL = "hotel"
#: The guest whose page is shown.
GUEST = "顾念慈"
_GUESTS, _HIGH = 300, range(150)
_NEEDS = ("房型：大床", "楼层：十楼以上", "忌口：香菜", "场合：结婚纪念日 12月20日", "普洱茶")
_SURNAMES, _GIVEN = "沈陆顾徐金姚钱吴", ("雨桐", "明轩", "静怡", "子昂", "思远", "佳宁", "浩然")
_TODAY = date(2026, 11, 22)
_LINES = ("标准间", "大床房", "套房")


def fill_hotel(app: Application) -> None:
    """Fill an empty profile."""
    app.set_facts(user_name="陈国栋", issuer_name="苏州A酒店")
    saved = app.customers.create_many([_guest(number) for number in range(_GUESTS)])
    ids = [one.id for one in saved]
    app.rows.save_many([(one, _stays(number)) for number, one in enumerate(ids) if number % 3 == 0])
    card: Values = {
        "invested_at": "2026-09-01T02:00:00Z", "method": "reception", "supplied": "VIP 卡", "concession_type": "price",
        "concession_value": 12_000, "benefit_kind": "financial",
    }  # fmt: skip
    app.rows.save_many([(one, [RowChange("investment", card)]) for one in ids[:12]])
    _campaigns(app, ids)
    app.classes.run()


def _guest(number: int) -> NewCustomer:
    name = GUEST if number == 0 else f"{_SURNAMES[number % 8]}{_GIVEN[number % 7]}"
    needs = _NEEDS if number == 0 else ("楼层：十楼以上", "房型：大床") if number in _HIGH else ("房型：双床",)
    values: dict[str, Value] = {
        "full_name": name, "signed_by": "陈国栋", "mobile_phone": f"139{number:08d}", "preferences": needs,
        "mailing_address": f"江苏省苏州市姑苏区观前街{number + 1}号", "postal_code": "215000",
    }  # fmt: skip
    if number == 0:
        values |= {"contact_permission": ("phone", "post"), "preferred_name": "顾老师", "importance_tier": "vip"}
    return NewCustomer(values)


def _stays(number: int) -> list[RowChange]:
    last, gap = (240, 50) if number % 9 == 0 and number else (45, 60)
    return [_stay(number, _TODAY - timedelta(days=last + stay * gap)) for stay in range(3)]


def _stay(number: int, day: date) -> RowChange:
    values: Values = {
        "order_no": f"RZ{number:03d}-{day:%m%d}", "ordered_on": day.isoformat(),
        "amount": 68_000 + 2_000 * (number % 9), "state": "closed", "product_line": _LINES[number % 3],
    }  # fmt: skip
    return RowChange("sales_order", values)


def _campaigns(app: Application, ids: list[str]) -> None:
    days: Values = {"from_on": "2026-10-15", "to_on": "2026-10-31", "follow_days": 30, "fixed_cost": 120_000}
    care = app.campaigns.save(
        {
            **days, "name": "十楼为您留着", "promo_type": "care", "benefit_kind": "social", "intention": "come_back",
            "media": ("post", "phone"), "variable_cost": 600, "description": "给住过高楼层的老客人写信，请回来住一晚。",
            "text": "顾老师，您喜欢的十楼大床房，这个月为您留着；枕边备好普洱茶。",
        }
    )  # fmt: skip
    app.campaigns.draw(care, ids[:150], 40, words="偏好 包含 “十楼”")
    cheap = app.campaigns.save(
        {
            **days, "name": "淡季八折", "promo_type": "price_off", "benefit_kind": "financial",
            "intention": "more_sales", "media": ("internet",), "variable_cost": 200, "description": "全场八折。",
            "evaluation": "折扣没有带来回头客。",
        }
    )  # fmt: skip
    app.campaigns.draw(cheap, ids[150:290], 50)
    few: Values = {
        **days, "name": "结婚纪念日的客人：提前一个月写信、订花、留景观房，经理到场祝贺", "promo_type": "care",
        "benefit_kind": "social", "intention": "more_influence", "description": "逐一联系。", "variable_cost": 8_000,
    }  # fmt: skip
    app.campaigns.draw(app.campaigns.save(few), ids[290:], 30)
    coming: Values = {
        "name": "新年套房", "promo_type": "promo_tools", "intention": "more_sales", "from_on": "2026-12-20",
        "to_on": "2027-01-05", "description": "套房配年夜饭。", "product_line": "套房",
    }  # fmt: skip
    app.campaigns.save(coming)
    queries = app.campaign_queries
    target, control, others = (
        queries.member_ids(care),
        queries.member_ids(care, "control"),
        queries.member_ids(cheap),
    )
    came = [*target[:44], *control[:11], *others[:9]]
    day = date(2026, 11, 6)
    app.rows.save_many([(one, [_stay(place, day)]) for place, one in enumerate(came)])
    for member in queries.members(queries.called(care))[:20]:
        app.campaigns.respond(member.id, date(2026, 10, 20))
    app.campaigns.close(cheap)
