"""Many customers at once on the command line: trying, doing, listing, taking back."""

from __future__ import annotations

import pytest

from tests.desktop_crm.cli.terminal import Terminal


@pytest.fixture
def three(terminal: Terminal) -> list[str]:
    """Three customers; the last is an organisation."""
    people = [terminal.add(f"full_name={name}", "mobile_phone=13812345678") for name in ("曾国藩", "左宗棠")]
    return [*people, terminal.add("org_name=绍兴纺织有限公司", "customer_nature=manufacturer", "email=a@example.cn")]


def test_trying_tells_and_changes_nothing(terminal, three):
    answer = terminal("set", "--all", "sex=女", "--dry-run")
    assert (answer.code, answer.json["change"], answer.json["not_allowed"]) == (0, 2, 1)
    told = {one["no"]: one for one in answer.json["customers"]}
    assert told[three[0]]["fields"] == [{"field": "sex", "old": None, "new": "female", "fate": "change", "why": None}]
    assert "does not have" in told[three[2]]["fields"][0]["why"]
    assert terminal.show(three[0])["fields"].get("sex") is None
    assert terminal("batches").json == []


def test_several_numbers_a_filter_and_undo(terminal, three):
    answer = terminal("set", three[0], three[2], "importance_tier=vip", "preferences+=茶、酒")
    assert (answer.code, answer.json["change"]) == (0, 2)
    narrowed = terminal(
        "set", "--where", "importance_tier=VIP客户", "--where", "客户类型=individual", "preferences-=酒"
    )
    assert narrowed.json["change"] == 1
    assert terminal.show(three[0])["fields"]["preferences"] == ["茶"]
    batches = terminal("batches").json
    assert [(one["n"], one["kind"], one["changed"], one["state"]) for one in batches] == [
        (2, "edit", 1, "done"),
        (1, "edit", 2, "done"),
    ]
    undone = terminal("batches", "undo", "1")
    assert (undone.code, undone.json["changed"], undone.json["skipped"]) == (0, 2, 1)
    assert undone.json["left"] == [{"no": three[0], "name": "曾国藩", "field": "preferences", "why": "changed"}]
    assert "importance_tier" not in terminal.show(three[0])["fields"]
    assert terminal("batches", "undo", "1").error == "batch_undone"
    assert terminal("batches", "redo", "1").json["changed"] == 2
    assert terminal("batches", "redo", "1").error == "batch_not_undone"


def test_an_import_is_listed_and_taken_back(terminal, tmp_path):
    path = tmp_path / "客户.csv"
    path.write_text("姓名,手机\n王一,13811110001\n王二,13811110002\n", "utf-8")
    n = terminal("import", str(path)).json["batch"]
    assert terminal("batches").json[0]["what"] == {"file": "客户.csv"}
    assert terminal("batches", "undo", str(n)).json["changed"] == 2
    assert terminal("list").json == []
    assert terminal("batches", json_wanted=False).out.strip().endswith("undone")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--all",), "usage"), (("--all", "customer_no=1"), "not_for_many"), (("--all", "sex+=male"), "not_for_many"),
        (("--all", "nothing=1"), "unknown_field"), (("--all", "form_date+=x"), "bad_value"),
        (("--where", "sex", "remarks=1"), "bad_assignment"), (("--where", "sex=dog", "remarks=1"), "bad_value"),
        (("--all", "--find", "x", "KH-1", "remarks=1"), "usage"), (("KH-404", "KH-405", "remarks=1"), "not_found"),
    ],
)  # fmt: skip
def test_wrong_words(terminal, three, words, code):
    answer = terminal("set", *words)
    assert (answer.code, answer.error) == (2, code)


def test_a_batch_that_is_not_there(terminal):
    assert terminal("batches", "undo", "7").error == "not_found"
    assert terminal("batches", "undo").error == "usage"
