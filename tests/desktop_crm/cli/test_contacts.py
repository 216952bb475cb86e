"""``log`` and ``next``: a contact in one line, and what is to do."""

from __future__ import annotations

import pytest


@pytest.fixture
def number(terminal):
    return terminal.add("full_name=曾国藩", "mobile_phone=13812345678")


def test_a_call_with_its_next_step(terminal, number):
    logged = terminal("log", number, "谈了样品", "--method", "call", "--next", "回电", "--due", "tomorrow 3pm")
    assert logged.code == 0 and logged.json["method"] == "phone" and logged.json["due"].endswith("07:00:00Z")
    assert terminal("log", number, "寄目录", "--next", "问收到没有", "--due", "3个月后").code == 0
    later = {step["next"] for step in terminal("next", "--all").json}
    assert later == {"回电", "问收到没有"}
    assert [step["next"] for step in terminal("next").json] in ([], ["回电"])  # tomorrow may be another week
    shown = terminal("next", "--all", json_wanted=False).out
    assert "曾国藩" in shown and number in shown


@pytest.mark.parametrize(
    ("words", "error"),
    [(["x", "--method", "pigeon"], "usage"), (["x", "--next", "y", "--due", "someday"], "usage"),
     (["x", "--due", "fri"], "usage"), ([" "], "row_refused")],
)  # fmt: skip
def test_what_is_wrong_saves_nothing(terminal, number, words, error):
    answer = terminal("log", number, *words)
    assert answer.error == error
    assert terminal("next", "--all").json == []


def test_an_unknown_customer(terminal):
    assert terminal("log", "KH-0", "x").error == "not_found"
