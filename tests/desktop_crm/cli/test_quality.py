"""``quality`` and ``verify-field``."""

from __future__ import annotations

import pytest


@pytest.fixture
def number(terminal):
    return terminal.add("full_name=曾国藩", "mobile_phone=13812345678", "signed_by=王五", "form_date=today")


def test_a_field_is_verified_and_the_figures_follow(terminal, number):
    before = terminal("quality").json
    assert (before["files"], before["figures"]["verified"]) == (1, 0)
    done = terminal("verify-field", number, "手机", "--how", "id_original").json
    assert (done["field"], done["state"], done["how"], done["by"]) == ("mobile_phone", "verified", "document", "王五")
    assert (
        terminal("verify-field", number, "mobile_phone", "--how", "回访电话", "--doubtful").json["state"] == "doubtful"
    )
    assert "In doubt" not in terminal("verify-field", number, "name", "--how", "call", json_wanted=False).out
    after = terminal("quality", "--worst", "1").json
    assert after["figures"]["verified"] == 0.5
    assert after["worst"][0]["no"] == number
    assert any(one["why"] == "Mobile is in doubt" for one in after["worst"][0]["losses"])
    assert terminal("verify-field", number, "mobile_phone", "--remove").json["removed"]
    shown = terminal("quality", "--customer", number, json_wanted=False).out
    assert "Mobile is not verified" in shown


def test_what_is_wrong_is_said(terminal, number):
    assert terminal("verify-field", number, "shoe", "--how", "call").error == "unknown_field"
    assert terminal("verify-field", number, "email", "--how", "call").error == "nothing_to_check"
    assert terminal("verify-field", number, "remarks", "--how", "call").error == "not_verifiable"
    assert terminal("verify-field", number, "email", "--how", "rumour").error == "usage"


def test_people_read_it_as_lines(terminal, number):
    out = terminal("quality", json_wanted=False).out
    assert out.startswith("Score: ")
    assert number in out
    assert "Unique: 100%" in out
    assert terminal("quality", "--reason", "unique").json["worst"] == []


def test_a_plan_to_collect_is_edited_until_it_ends(terminal, number):
    terminal("collect", "add", "补手机", "starts_on=2026-11-01")
    terminal("collect", "want", "补手机", "field=网址", "channel=sales", "owner=王五")
    people = "客户类型 是 个人"
    edited = terminal(
        "collect", "edit", "补手机", "due_on=2026-12-31", "monthly_target=20", "target=客户类型 是 个人"
    ).json
    assert (edited["due_on"], edited["monthly_target"], edited["target"]) == ("2026-12-31", 20, people)
    assert terminal("collect", "edit", "补手机", "target=没有 这样 的 条件").code != 0
    assert terminal("collect", "edit", "补手机", "state=closed").error == "unknown_field"
    assert terminal("collect", "drop", "补手机", "邮箱").error == "no_such_item"
    terminal("collect", "publish", "补手机")
    assert terminal("collect", "drop", "补手机", "website").error == "plan_empty"
    terminal(
        "collect", "want", "补手机", "field=occupation", "channel=sales", "owner=王五", "legal_note=订立合同所必需"
    )
    assert [one["field"] for one in terminal("collect", "drop", "补手机", "website").json["items"]] == ["occupation"]
    terminal("collect", "close", "补手机")
    assert terminal("collect", "edit", "补手机", "due_on=2027-01-31").error == "plan_closed"
