"""``history``: every change, one field, the card as it was; with and without a terminal that reads JSON."""

from __future__ import annotations

import pytest


@pytest.fixture
def number(terminal):
    made = terminal.add("full_name=曾国藩", "mobile_phone=13812345678")
    terminal("set", made, "mobile_phone=13900000002", 'family+={"name":"曾纪泽","relation":"子"}')
    return made


def test_every_change_is_listed_with_its_author(terminal, number):
    answer = terminal("history", number)
    assert answer.code == 0 and answer.json["complete"] is True
    kinds = [(row["record"], row["kind"]) for row in answer.json["entries"]]
    assert kinds == [("family_member", "created"), ("customer", "changed"), ("customer", "created")]
    phone = answer.json["entries"][1]
    assert (phone["old"], phone["new"], phone["by"], phone["state"]) == (
        "13812345678",
        "13900000002",
        "王五",
        "waiting",
    )
    assert phone["overwritten_by"] is None


def test_one_field_and_words_for_people_are_masked(terminal, number):
    shown = terminal("history", number, "--field", "移动电话", json_wanted=False)
    assert shown.code == 0 and "139****0002" in shown.out and "13900000002" not in shown.out
    assert "complete" in shown.out and "created" not in shown.out
    assert terminal("history", number, "--field", "nonsense").error == "unknown_field"


def test_the_card_as_it_was(terminal, number):
    answer = terminal("history", number, "--at", "2000-01-01")
    assert answer.json["existed"] is False and answer.json["fields"] == {}
    now = terminal("history", number, "--at", "2100-01-01T10:00").json
    assert now["existed"] and now["differences"] == [] and now["fields"]["mobile_phone"] == "13900000002"
    assert [row["fields"]["name"] for row in now["rows"]] == ["曾纪泽"]
    made = terminal("history", number).json["entries"][-1]["made_at"]
    then = terminal("history", number, "--at", made).json
    assert then["fields"]["mobile_phone"] == "13812345678" and then["rows"] == []
    assert {(one["field"], one["now"]) for one in then["differences"]} >= {("mobile_phone", "13900000002")}
    assert terminal("history", number, "--at", "yesterday-ish").code == 2
    assert terminal("history", "KH-0").error == "not_found"
