"""``list`` with filters, views and groups."""

from __future__ import annotations

import json

import pytest


@pytest.fixture
def filled(terminal):
    terminal.add("full_name=张三", "mobile_phone=13812345678", "tier=vip", "mailing_address=浙江省绍兴市越城区1号")
    terminal.add("full_name=李四", "mobile_phone=13912345678", "tier=major", "mailing_address=浙江省杭州市西湖区2号")
    terminal.add("full_name=王五", "mobile_phone=13712345678", "mailing_address=北京市朝阳区3号")
    return terminal


def _names(answer):
    return [row["name"] for row in answer.json]


def test_words_and_json_filter_alike(filled):
    assert _names(filled("list", "--filter", "客户等级 是 VIP客户、主要客户 且 地区 是 华东区")) == ["李四", "张三"]
    assert _names(filled("list", "--filter", "Tier is VIP or Region = North")) == ["王五", "张三"]
    tree = {"not": True, "field": "importance_tier", "op": "empty"}
    assert _names(filled("list", "--filter", json.dumps(tree), "--sort=-no")) == ["李四", "张三"]
    assert "Tier is VIP" in filled("list", "--filter", "tier = vip", json_wanted=False).err


def test_views_are_saved_and_listed(filled):
    assert filled("view-save", "本组", "--team").error == "no_team"
    assert filled("view-save", "本组", "--team", "--shared").error == "usage"
    saved = filled("view-save", "重点", "--filter", "tier = vip").json
    assert saved["shared"] is False
    assert _names(filled("list", "--view", "重点")) == ["张三"]
    assert _names(filled("list", "--view", "重点", "--filter", "region = north")) == []
    (view,) = filled("views").json
    assert (view["words"], view["filter"]["field"]) == ("Tier is VIP", "importance_tier")
    assert len(_names(filled("list", "--view", "mine"))) == 3


def test_groups_are_told_with_their_figures(filled):
    answer = filled("list", "--group-by", "region").json
    assert answer["group_by"] == "region"
    assert [(one["code"], one["customers"]) for one in answer["groups"]] == [("north", 1), ("east", 2)]
    assert all(one["completeness"] and one["sales_12"] == 0 for one in answer["groups"])
    assert [one["name"] for one in filled("list", "--group-by", "客户等级").json["groups"]] == [
        "VIP", "Major", "(none)",
    ]  # fmt: skip
    assert sum(one["customers"] for one in filled("list", "--group-by", "c10").json["groups"]) == 3
    assert "East" in filled("list", "--view", "By region", json_wanted=False).out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--filter", "colour is red"], "filter_words"),
        (["--filter", "Health is good"], "filter_words"),
        (["--filter", '{"field": "health_status", "values": ["good"]}'], "filter_unknown"),
        (["--filter", "region is Mars"], "filter_value"),
        (["--filter", "{"], "filter_shape"),
        (["--view", "没有"], "no_such_view"),
        (["--group-by", "remarks"], "unknown_grouping"),
    ],
)
def test_what_is_not_understood_is_told(filled, words, code):
    assert filled("list", *words).error == code
    assert filled("list", *words, json_wanted=False).code == 2
