"""The commands that make one customer of several, and several of one."""

from __future__ import annotations

from tests.desktop_crm.cli.terminal import Terminal

ZENG = ("full_name=曾国藩", "mobile_phone=13812345678")


def test_merge_shows_its_plan_and_is_taken_apart(terminal: Terminal):
    first, second = terminal.add(*ZENG, "employer=甲公司"), terminal.add(*ZENG, "employer=乙公司", "remarks=老客户")
    words = ("merge", first, second, "--keep", first, "--take", f"工作单位={first}")
    plan = terminal(*words, "--plan")
    assert (plan.code, plan.json["no"], plan.json["merged"]) == (0, first, [])
    assert {"fields": ["employer"], "taken": [first], "reason": "chosen"} in plan.json["fields"]
    assert terminal(*words).json["merged"] == [second]
    fields = terminal.show(second)["fields"]  # the old number leads to the one that stays
    assert (fields["customer_no"], fields["employer"], fields["remarks"]) == (first, "甲公司", "老客户")
    parted = terminal("unmerge", second)
    assert (parted.code, parted.json["no"], parted.json["parted"]) == (0, first, [second])
    assert terminal.show(second)["fields"]["employer"] == "乙公司"
    assert "remarks" not in terminal.show(first)["fields"]


def test_what_cannot_be_merged_is_told(terminal: Terminal):
    first, second = terminal.add(*ZENG), terminal.add("单位名称=恒昌纺织有限公司")
    assert terminal("merge", first, first).json["error"]["code"] == "merge_count"
    assert terminal("merge", first, second).json["error"]["code"] == "merge_kinds"
    assert terminal("unmerge", first).json["error"]["code"] == "nothing_merged"
    third = terminal.add(*ZENG)
    assert terminal("merge", first, third, "--take", "employer=all").code == 2
