"""A campaign is the company's: every laptop has it after a synchronisation, with the members whose cards it holds; only
its author changes it, and the draw can be repeated on the second laptop from its seed."""

from __future__ import annotations

from desktop_crm.domain.drawing import control_group
from tests.support.office import Office

CAMPAIGN = ("promo_type=care", "intention=come_back", "from_on=2026-11-01", "to_on=2026-11-10", "description=写信",
            "media=post、phone", "fixed_cost=100", "variable_cost=2")  # fmt: skip


def test_a_campaign_and_its_members_reach_every_laptop(office: Office) -> None:
    chen, second, wang = office.laptop("chen"), office.laptop("chen", "second"), office.laptop("wang")
    for number, name in enumerate("甲乙丙丁戊己庚辛壬癸"):
        chen.do("add", f"姓名=客{name}", f"手机=1390000000{number}", "signed_by=陈国栋", "偏好=楼层：十楼")
    made = chen.do("campaign", "add", "十楼请回", *CAMPAIGN)
    drawn = chen.do("campaign", "draw", "十楼请回", "--filter", "偏好 包含 十楼", "--control", "30")
    assert (drawn["target"], drawn["control"]) == (7, 3)
    for laptop in (chen, second, wang):
        laptop.do("sync")
    there = second.do("campaign", "show", "十楼请回")
    assert (there["target_group"], there["control_group"], there["media"]) == (7, 3, ["phone", "post"])
    ids = [row["id"] for row in second.do("list", "--filter", "偏好 包含 十楼")]
    control = control_group(ids, 30, there["seed"])
    assert len(control) == 3 and drawn["seed"] == there["seed"]

    seen = wang.do("campaign", "show", "十楼请回")  # hers are none of these customers
    assert (seen["id"], seen["target_group"], seen["control_group"]) == (made["id"], 0, 0)
    assert seen["effect"]["finding"] == "nobody"
    refused = wang.ask("campaign", "set", "十楼请回", "fixed_cost=1")
    assert (refused.code, refused.document["error"]["code"]) == (1, "of_another")

    second.do("campaign", "set", "十楼请回", "evaluation=有效")
    second.do("campaign", "close", "十楼请回")
    second.do("sync")
    wang.do("sync")
    assert wang.do("campaign", "list")["campaigns"][0]["phase"] == "closed"
    chen.do("sync")
    assert chen.do("campaign", "remove", "十楼请回")["removed"] == 10
    for laptop in (chen, second):
        laptop.do("sync")
    assert second.do("campaign", "list")["campaigns"] == []
