"""AC25 某银行开设网站，如何收集信息. A plan for important depositors: each field with channel, legal note and owner;
the plan shows its progress by channel and salesperson, on everybody's laptop."""

from __future__ import annotations

from tests.support.office import Office


def test_a_bank_plans_what_to_ask_and_sees_what_came(office: Office) -> None:
    chen, wang = office.laptop("chen"), office.laptop("wang")
    for number, (name, channel) in enumerate((("甲储户", "web"), ("乙储户", "sales"), ("丙储户", "web"))):
        chen.do("add", f"姓名={name}", f"手机=1390000000{number}", f"source_channel={channel}", "signed_by=陈国栋",
                "importance_tier=vip")  # fmt: skip
    chen.do("add", "姓名=路人", "手机=13900000009", "signed_by=陈国栋")

    plan = chen.do("collect", "add", "重要储户", "target=客户等级 是 VIP客户", "starts_on=2026-01-01",
                   "due_on=2026-12-31", "monthly_target=20")  # fmt: skip
    assert plan["state"] == "draft"
    chen.do("collect", "want", "重要储户", "field=birth_date", "channel=web", "owner=陈国栋")
    chen.do(
        "collect", "want", "重要储户", "field=occupation", "channel=sales", "owner=陈国栋", "legal_note=订立合同所必需"
    )
    refused = chen.ask("collect", "publish", "重要储户")
    assert (refused.code, refused.document["error"]["code"]) == (1, "plan_incomplete")
    assert (refused.document["error"]["field"], refused.document["error"]["missing"]) == ("birth_date", "legal_note")
    chen.do("collect", "want", "重要储户", "field=birth_date", "legal_note=网站上取得本人同意")
    published = chen.do("collect", "publish", "重要储户")
    assert published["state"] == "published"
    assert all(item["channel"] and item["owner"] and item["legal_note"] for item in published["items"])
    assert [(item["files"], item["filled"]) for item in published["items"]] == [(3, 0), (3, 0)]

    number = next(row["no"] for row in chen.do("list") if row["name"] == "甲储户")
    chen.do("set", number, "出生日期=1980-05-06")
    birth, _ = chen.do("collect", "show", "重要储户")["items"]
    assert (birth["files"], birth["filled"], birth["gained"]) == (3, 1, 1)
    by_channel = {one["channel"]: (one["files"], one["filled"]) for one in birth["progress"]}
    assert by_channel == {"web": (2, 1), "sales": (1, 0)}

    chen.do("sync")
    wang.do("sync")
    (seen,) = wang.do("collect")["plans"]
    assert (seen["name"], seen["state"], seen["monthly_target"]) == ("重要储户", "published", 20)
    shown = wang.do("collect", "show", "重要储户")
    assert [item["field"] for item in shown["items"]] == ["birth_date", "occupation"]
    assert shown["items"][0]["files"] == 0  # she sees her own customers only
    assert wang.ask("collect", "close", "重要储户").document["error"]["code"] == "of_another"
    assert chen.do("collect", "close", "重要储户")["state"] == "closed"
