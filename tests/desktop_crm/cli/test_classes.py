"""``classes`` and ``classify``: counts, reasons, history."""

from __future__ import annotations

import pytest

from desktop_crm.domain.classification.catalogue import DECIDED


@pytest.fixture
def number(terminal):
    return terminal.add("customer_kind=organisation", "org_name=示例公司", "mobile_phone=13812345678", "nature=agent")


def test_schemes_are_listed_with_those_for_reading(terminal):
    found = {one["scheme"]: one["kind"] for one in terminal("classes").json["schemes"]}
    assert (found["C4"], found["C29"], found["C6"]) == ("computed", "described", "card")
    assert "Table 6-6" in terminal("classes", json_wanted=False).out


def test_a_scheme_counts_its_classes_and_says_its_rule(terminal, number):
    answer = terminal("classes", "c8").json
    assert {one["code"]: one["customers"] for one in answer["classes"] if one["customers"]} == {"MID": 1, "MID.AGT": 1}
    assert "365 days" in terminal("classes", "时间序列").json["rule"]
    assert terminal("classes", "C29").json["classes"] == []
    assert "Customer-centred" in terminal("classes", "C29", json_wanted=False).out
    assert terminal("classes", "C99").error == "unknown_scheme"


def test_a_customer_has_a_class_with_reasons_in_every_scheme(terminal, number):
    answer = terminal("classes", "--customer", number).json
    found = {one["scheme"]: one for one in answer["classes"]}
    assert len(found) == len(DECIDED)
    assert (found["C8"]["class"], found["C3"]["reasons"]) == ("Agents", ["No order yet"])
    one = terminal("classes", "C8", "--customer", number).json
    assert [spell["code"] for spell in one["history"]] == ["MID.AGT"]
    shown = terminal("classes", "C8", "--customer", number, json_wanted=False).out
    assert "Tree of natures: Agents (The nature on the card is Agent)" in shown
    assert terminal("classes", "C29", "--customer", number).error == "unknown_scheme"
    assert terminal("classes", "--customer", "KH-0").error == "not_found"


def test_classify_works_off_what_waits_or_everything(terminal, number):
    assert terminal("classify").json["classified"] == 1
    answer = terminal("classify", "--all").json
    assert (answer["classified"], answer["with_orders"], answer["run"]) == (1, 0, 2)
    assert "1 customers classified" in terminal("classify", json_wanted=False).out


def test_a_list_of_orders_is_recognised_and_classified(terminal, number, tmp_path):
    path = tmp_path / "orders.csv"
    path.write_text("单号,日期,客户,金额\nD-1,2026-01-02,示例公司,5\nD-2,2026-01-03,别家,6\n", "utf-8")
    answer = terminal("import", str(path), "--dry-run")
    assert (answer.json["kind"], answer.json["created"], answer.json["failed"], answer.code) == ("orders", 1, 1, 1)
    assert answer.json["mapping"] == {
        "单号": "order_no",
        "日期": "ordered_on",
        "客户": "customer_name",
        "金额": "amount",
    }
    answer = terminal("import", str(path))
    assert (answer.json["created"], answer.json["failed"]) == (1, 1)
    assert terminal("import", str(path)).json["duplicates"] == 1
    current = [one for one in terminal("classes", "C9").json["classes"] if one["code"] == "current"]
    assert current[0]["customers"] == 1
    other = tmp_path / "other.csv"
    other.write_text("凭证,日期,客户,金额\nV-1,2026-01-02,示例公司,5\n", "utf-8")
    assert terminal("import", str(other), "--kind", "orders").error == "no_orders"
    assert terminal("import", str(other), "--kind", "orders", "--map", "凭证=order_no").json["created"] == 1
