"""The profile of a company that sells cars: fields of its own in a published version, and a draft of the next."""

from __future__ import annotations

from desktop_crm.bootstrap import Application
from desktop_crm.domain.custom.definition import CustomField
from desktop_crm.domain.custom.templates import template
from desktop_crm.domain.fields import Value

DEALER = "dealer"
_OWNER: dict[str, Value] = {
    "full_name": "欧阳若兰", "mobile_phone": "13800001811", "mailing_address": "浙江省绍兴市越城区解放大道 188 号",
    "x_car_model": "远景 X7 2024 款 2.0T 四驱豪华版", "x_plate_no": "浙D12345", "x_bought_on": "2024-03-18",
    "x_insured_until": "2027-03-17", "x_service_km": 18640, "x_next_service_on": "2026-12-10", "x_driver": "周志远",
    "x_trade_in_value": 8_600_000,
}  # fmt: skip
_HOBBY = CustomField("x_hobby", "兴趣爱好", "Hobbies", "text")


def fill_dealer(app: Application) -> None:
    """Publish the template without the frame number, fill in a card, begin the next version."""
    app.set_facts(user_name="陈国栋", issuer_name="绍兴示例汽车销售服务有限公司")
    app.forms.keep(tuple(one for one in template("car_dealer").fields if one.id != "x_frame_no"))
    app.forms.publish("按汽车 4S 店客户信息资料表")
    app.customers.create(_OWNER)
    app.forms.add_template("car_dealer")
    app.forms.keep((*app.forms.draft().fields, _HOBBY))
    app.build_search()
