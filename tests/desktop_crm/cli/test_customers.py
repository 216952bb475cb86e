"""The commands about customers."""

from __future__ import annotations

import json

import pytest

from tests.desktop_crm.cli.terminal import Terminal

ZENG = ("full_name=曾国藩", "mobile_phone=138 1234 5678", "mailing_address=湖南省长沙市芙蓉区1号")


def test_add_and_show(terminal: Terminal):
    answer = terminal("add", *ZENG, "sex=女")
    assert answer.code == 0
    assert set(answer.json) == {"no", "id", "status", "changed", "warnings", "errors", "hints"}
    shown = terminal.show(answer.json["no"])
    assert (shown["kind"], shown["name"], shown["status"], shown["sync_state"]) == (
        "individual", "曾国藩", "filed", "waiting",
    )  # fmt: skip
    assert (shown["fields"]["mobile_phone"], shown["fields"]["sex"], shown["family"]) == ("13812345678", "female", [])


def test_labels_of_both_languages_name_fields(terminal: Terminal):
    number = terminal.add("姓名=李四", "Mobile=13911112222", "最高学历=本科", "Tier=VIP", "age=40")
    fields = terminal.show(number)["fields"]
    assert (fields["full_name"], fields["mobile_phone"], fields["highest_education"]) == (
        "李四",
        "13911112222",
        "bachelor",
    )
    assert (fields["importance_tier"], fields["age_stated"]) == ("vip", 40)


def test_draft_with_errors_exits_with_one(terminal: Terminal):
    answer = terminal("add", "full_name=李四", "mobile_phone=123")
    assert (answer.code, answer.json["status"]) == (1, "draft")
    assert answer.json["errors"] and all(item["message"] and item["field"] for item in answer.json["errors"])
    assert terminal("add", *ZENG, "--draft").json["status"] == "draft"


def test_organisation_is_recognised(terminal: Terminal):
    assert terminal.show(terminal.add("单位名称=恒昌纺织有限公司"))["kind"] == "organisation"
    shown = terminal.show(terminal.add('contacts+={"姓名": "赵一", "职务": "经理"}'))
    assert (shown["kind"], shown["contacts"][0]["position"]) == ("organisation", "经理")


def test_grid_words(terminal: Terminal):
    number = terminal.add(
        *ZENG, 'family+={"name": "曾纪泽", "关系": "儿子"}', 'family+={"name":"曾纪鸿","relation":"son"}'
    )
    assert terminal("set", number, "family[2].phone=13900001111", "家庭成员[1].姓名=纪泽").code == 0
    assert [(row["name"], row.get("phone")) for row in terminal.show(number)["family"]] == [
        ("纪泽", None), ("曾纪鸿", "13900001111"),
    ]  # fmt: skip
    assert terminal("set", number, "family-=1", 'family+={"name": "新", "relation": "女"}').code == 0
    assert [row["name"] for row in terminal.show(number)["family"]] == ["曾纪鸿", "新"]


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("family[3].phone=1", "no_grid_row"), ("family[0].phone=1", "no_grid_row"), ("family-=0", "no_grid_row"),
        ("family-=²", "no_grid_row"), ("family-=x", "no_grid_row"), ("family-=" + "9" * 5000, "no_grid_row"),
        ("family[" + "9" * 5000 + "].phone=1", "unknown_field"), ("family[1].nothing=1", "unknown_field"),
        ("family+={", "bad_json"), ("family+=7", "bad_json"), ("family+=" + "[" * 100_000, "bad_json"),
        ('family+={"nothing": 1}', "unknown_field"), ('contacts+={"name": "x"}', "wrong_grid"),
        ("contacts[1].name=x", "wrong_grid"), ("nothing=1", "unknown_field"), ("sex=banana", "bad_value"),
        ("age_stated=" + "9" * 5000, "bad_value"), ("remarks=" + "x" * 200_000, "bad_value"),
        ("bare", "bad_assignment"),
        ("=", "unknown_field"), ("form_date=31.2.", "bad_value"),
        ("birthday_lunar=perhaps", "bad_value"), ("customer_kind=dog", "bad_value"),
    ],
    ids=lambda value: value[:24].encode("ascii", "replace").decode(),
)  # fmt: skip
def test_wrong_words_change_nothing(terminal: Terminal, word, code):
    number = terminal.add(*ZENG, 'family+={"name": "曾纪泽", "relation": "son"}')
    before = terminal.show(number)
    answer = terminal("set", number, "remarks=neu", word)
    assert (answer.code, answer.error) == (2, code)
    assert answer.json["error"]["message"] in answer.err
    assert terminal.show(number) == before
    assert terminal("add", "full_name=甲", word).code == 2
    assert terminal("status").json["customers"] == 1


def test_control_characters_are_dropped_and_told(terminal: Terminal):
    answer = terminal("add", "full_name=李\x00四", "remarks=a\x07b", "mobile_phone=13911112222")
    fields = terminal.show(answer.json["no"])["fields"]
    assert (fields["full_name"], fields["remarks"]) == ("李四", "ab")
    assert "characters_dropped" in {item["code"] for item in answer.json["warnings"]}


def test_text_that_is_no_unicode(terminal: Terminal):
    number = terminal.add(*ZENG)
    assert terminal("show", "\udc80").code == 2
    assert terminal("set", number, "sex\ud800=male").error == "unknown_field"
    assert terminal("find", "\udc80").code in (0, 2)
    answer = terminal("set", number, "remarks=a\udc80b")
    assert answer.code in (0, 2)
    assert terminal("add", "--json-input", "-", stdin=b'{"full_name": "\xff"}').code == 2


# -- JSON -----------------------------------------------------------------------------------


def test_what_show_prints_can_be_read_back(terminal: Terminal):
    number = terminal.add(
        *ZENG, "birthday_lunar=是", "age=40", 'family+={"name": "曾纪泽", "relation": "son", "is_under_14": false}'
    )  # fmt: skip
    shown = terminal.show(number)
    text = json.dumps(shown)
    again = terminal("set", number, "--json-input", "-", stdin=text)
    assert (again.code, again.json["changed"]) == (0, False)
    other = dict(shown, fields={**shown["fields"], "customer_no": "copy-1", "mobile_phone": "13711112222"})
    created = terminal("add", "--json-input", "-", stdin=json.dumps(other))
    assert created.code == 0
    copy = terminal.show("copy-1")
    assert {**copy["fields"], "customer_no": number, "mobile_phone": "13812345678"} == shown["fields"]
    bare = [{name: value for name, value in row.items() if name != "id"} for row in shown["family"]]
    assert [{name: value for name, value in row.items() if name != "id"} for row in copy["family"]] == bare


def test_draft_read_back_stays_a_draft(terminal: Terminal):
    number = terminal.add(*ZENG, "--draft")
    assert (
        terminal("set", number, "--json-input", "-", stdin=json.dumps(terminal.show(number))).json["status"] == "draft"
    )


def test_document_replaces_the_grid(terminal: Terminal, tmp_path):
    number = terminal.add(
        *ZENG, 'family+={"name": "一", "relation": "son", "phone": "13900001111"}',
        'family+={"name":"二","relation":"son"}', 'family+={"name":"三","relation":"son"}',
    )  # fmt: skip
    rows = terminal.show(number)["family"]
    wanted = [rows[2], {"name": "新", "relation": "daughter"}, {"id": rows[0]["id"], "name": "一", "relation": "son"}]
    file = tmp_path / "card.json"
    file.write_text(json.dumps({"fields": {}, "family": wanted}), "utf-8")
    assert terminal("set", number, "--json-input", str(file)).code == 0
    left = {row["id"]: (row["name"], row.get("phone")) for row in terminal.show(number)["family"]}
    assert left == {rows[0]["id"]: ("一", None), rows[1]["id"]: ("新", None), rows[2]["id"]: ("三", None)}
    file.write_text(json.dumps({"family": []}), "utf-8")
    assert terminal("set", number, "--json-input", str(file)).code == 0
    assert terminal.show(number)["family"] == []
    both = terminal("set", number, "family-=1", "--json-input", str(file))
    assert (both.code, both.error) == (2, "grid_twice")


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "7", '"x"', '{"fields": {"nothing": 1}}', '{"family": 7}', '{"family": [7]}', "[" * 100_000,
     '{"employees": ' + "9" * 5000 + "}", '{"full_name": {"a": 1}}', '{"sex": [1]}', '{"age_stated": NaN}',
     '{"age_stated": 1e400}', '{"contacts": [{"name": "x"}], "full_name": "x", "customer_kind": "individual"}'],
    ids=lambda text: text[:20],
)  # fmt: skip
def test_wrong_documents_save_nothing(terminal: Terminal, text):
    answer = terminal("add", "--json-input", "-", stdin=text)
    assert answer.code == 2 and answer.error
    assert terminal("status").json["customers"] == 0


def test_document_that_is_not_there(terminal: Terminal, tmp_path):
    assert terminal("add", "--json-input", str(tmp_path / "none.json")).code == 2
    assert terminal("add", "--json-input", str(tmp_path)).code == 2


# -- reading --------------------------------------------------------------------------------


def test_find_list_sort_and_pages(terminal: Terminal):
    numbers = [
        terminal.add(f"full_name={name}", "mobile_phone=1391111222" + str(at)) for at, name in enumerate("王李张")
    ]
    assert [row["name"] for row in terminal("find", "zhang").json] == ["张"]
    assert len(terminal("find", "1391111", "--limit", "2").json) == 2
    assert [row["name"] for row in terminal("list").json] == ["李", "王", "张"]
    assert [row["name"] for row in terminal("list", "--sort=-name").json] == ["张", "王", "李"]
    assert [row["no"] for row in terminal("list", "--sort", "编号").json] == numbers
    assert [row["no"] for row in terminal("list", "--sort", "no", "--offset", "1", "--limit", "1").json] == numbers[1:2]
    assert terminal("list", "--offset", "9").json == []
    assert terminal("find", "").json == [] or terminal("find", "").code == 0


@pytest.mark.parametrize(
    "words",
    [("list", "--limit", "-1"), ("list", "--limit", "x"), ("list", "--limit", "9" * 30), ("list", "--sort", "nothing"),
     ("list", "--sort", "id_number"), ("list", "--sort", "name; DROP TABLE customer"), ("find",), ("show",),
     ("nothing",), ("add",), ("add", "--nothing"), (), ("set",), ("find", "x", "y")],
    ids=" ".join,
)  # fmt: skip
def test_wrong_calls(terminal: Terminal, words):
    answer = terminal(*words)
    assert answer.code == 2
    assert answer.error in ("usage", "unknown_field") and answer.err


def test_unknown_customer(terminal: Terminal):
    for words in (("show", "x"), ("set", "x", "sex=male"), ("delete", "x"), ("restore", "x"), ("show", "x" * 100_000)):
        answer = terminal(*words)
        assert (answer.code, answer.error) == (2, "not_found")
        assert len(answer.err) < 200


def test_number_in_any_case_and_id_find_the_customer(terminal: Terminal):
    number = terminal.add(*ZENG)
    shown = terminal.show(number)
    assert terminal.show(number.lower()) == terminal.show(shown["id"]) == shown


def test_delete_and_restore(terminal: Terminal):
    number = terminal.add(*ZENG)
    assert terminal("delete", number).json["deleted"] is True
    assert terminal("list").json == [] and [row["no"] for row in terminal("list", "--deleted").json] == [number]
    refused = terminal("set", number, "sex=male")
    assert (refused.code, refused.error) == (1, "card_deleted")
    assert terminal("restore", number).json["deleted"] is False
    assert terminal.show(number)["deleted"] is False


def test_sensitive_fields_are_masked_for_a_person(terminal: Terminal):
    number = terminal.add(*ZENG, "证件类型=护照", "证件号码=E12345678")
    text = terminal("show", number, json_wanted=False).out
    assert "曾国藩" in text and "E12345678" not in text and "13812345678" not in text
    assert "13812345678" not in terminal("list", json_wanted=False).out


def test_conflicts_of_a_new_profile(terminal: Terminal):
    assert terminal("conflicts").json == []
