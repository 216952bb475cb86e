"""AC31 4S店客户信息资料表. A car dealer takes the template of its trade without 车架号, fills in 30 cards, and
publishes a second version with it: old cards stay as they were, new ones have the field, on every laptop and on
paper."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pypdfium2  # type: ignore[import-untyped]

from tests.support.office import Office
from tests.support.processes import PASSWORD, Laptop, do_server

CARDS = 30


def test_a_dealers_form_in_two_versions(office: Office, tmp_path: Path) -> None:
    do_server(office.url, "user", "add", "boss", "--password-stdin", "--role", "admin", stdin=f"{PASSWORD}\n")
    boss, chen = office.laptop("boss"), office.laptop("chen")
    first = _first_version(boss, tmp_path)
    boss.do("sync")
    chen.do("sync")
    assert chen.do("forms")["in_force"] == first

    imported = chen.do("import", str(_list_of_cars(tmp_path)))
    assert (imported["created"], imported["failed"]) == (CARDS, 0)
    old = str(chen.do("find", "浙D80007")[0]["no"])
    assert chen.do("show", old)["fields"]["x_car_model"] == "远景7型"
    before = _printed(chen, old, tmp_path / "before.pdf")
    assert "车型" in before and "车架号" not in before

    second = _second_version(boss, tmp_path)
    chen.do("sync")  # the cards reach the office
    assert chen.do("forms")["in_force"] == first  # the second version has not left the administrator's laptop
    boss.do("sync")
    _a_value_outruns_its_form(office, boss, old, second)

    chen.do("sync")
    assert chen.do("forms")["in_force"] == second
    assert chen.do("show", old)["fields"]["form_version"] == first
    assert _printed(chen, old, tmp_path / "filled.pdf").count("车架号") == 1  # it is filled in now
    other = str(chen.do("find", "浙D80008")[0]["no"])
    assert _printed(chen, other, tmp_path / "after.pdf").count("车架号") == 0  # version 1 did not have it
    assert chen.do("set", other, "车型=帝豪")["status"] == "filed"  # and does not ask for it

    new = chen.ask("add", "姓名=钱学森", "手机=13900000077", "车型=红旗")
    assert new.document["status"] == "draft"
    assert [one["field"] for one in new.document["errors"]] == ["x_frame_no"]
    number = str(new.document["no"])
    assert chen.do("set", number, "车架号=lbehd bx5 9gy 001234")["status"] == "filed"
    fields = chen.do("show", number)["fields"]
    assert (fields["form_version"], fields["x_frame_no"]) == (second, "LBEHDBX59GY001234")
    text = _printed(chen, number, tmp_path / "new.pdf")
    assert "车架号" in text and "LBEHDBX59GY001234" in text
    assert [row["no"] for row in chen.do("find", "BX59GY")] == [number]
    chen.do("sync")
    boss.do("sync")
    assert boss.do("show", number)["fields"]["x_frame_no"] == "LBEHDBX59GY001234"
    assert boss.do("verify")["customers"] == CARDS + 1


def _first_version(boss: Laptop, folder: Path) -> str:
    """Publish the template without 车架号; a field nobody can say the use of is refused."""
    drafted = boss.do("forms", "draft", "--template", "car_dealer")
    fields = [one for one in drafted["fields"] if one["id"] != "x_frame_no"]
    _keep(boss, [*fields, {"id": "x_hobby", "zh": "爱好", "kind": "text"}], folder)
    refused = boss.ask("forms", "publish", "--reason", "第一版")
    assert refused.code == 1 and refused.document["published"] is None
    assert [(one["field"], one["code"]) for one in refused.document["problems"]] == [("x_hobby", "purpose_missing")]
    _keep(boss, fields, folder)
    return str(boss.do("forms", "publish", "--reason", "第一版")["published"])


def _second_version(boss: Laptop, folder: Path) -> str:
    drafted = boss.do("forms", "draft", "--template", "car_dealer")
    assert [(one["field"], one["change"]) for one in drafted["changes"]] == [("x_frame_no", "added")]
    fields = [{**one, "required": True} if one["id"] == "x_frame_no" else one for one in drafted["fields"]]
    _keep(boss, fields, folder)
    return str(boss.do("forms", "publish", "--reason", "召回需要车架号")["published"])


def _a_value_outruns_its_form(office: Office, boss: Laptop, number: str, version: str) -> None:
    """A value of the second version reaches a laptop that has only the first, and survives an edit there."""
    name = f"customer {version}"
    kept = do_server(office.url, "parameter", "list", "--kind", "form")
    text = next(one["value"] for one in kept if one["name"] == name)
    do_server(office.url, "parameter", "remove", "form", name)
    boss.do("set", number, "车架号=LSVAU2180N2183200")
    boss.do("sync")
    late = office.laptop("chen", "late-laptop")
    late.do("sync")
    shown = late.do("show", number)
    assert late.do("forms")["in_force"] != version and shown["fields"]["x_frame_no"] == "LSVAU2180N2183200"
    late.do("set", number, "车型=远景X7")
    late.do("sync")
    assert office.customer(number)["fields"]["x_frame_no"] == "LSVAU2180N2183200"  # type: ignore[index]
    do_server(office.url, "parameter", "set", "form", name, text)
    boss.do("sync")
    assert boss.do("show", number)["fields"]["x_car_model"] == "远景X7"
    assert late.do("sync") is not None
    assert [row["no"] for row in late.do("find", "N2183200")] == [number]


def _list_of_cars(folder: Path) -> Path:
    lines = ["姓名,手机,车型,车牌号,购车日期,保险到期,服务顾问"]
    for n in range(CARDS):
        car = f"远景{n}型,浙d 800{n:02},2024年3月{n % 28 + 1}日,2027-03-01,老周"
        lines.append(f"车主{_CHINESE[n]},139800000{n:02},{car}")
    path = folder / "cars.csv"
    path.write_text("\n".join(lines), "utf-8")
    return path


_CHINESE = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地玄黄宇宙洪荒"


def _keep(boss: Laptop, fields: list[dict[str, Any]], folder: Path) -> None:
    path = folder / "fields.json"
    path.write_text(json.dumps(fields, ensure_ascii=False), "utf-8")
    boss.do("forms", "draft", "--file", str(path))


def _printed(laptop: Laptop, number: str, target: Path) -> str:
    laptop.do("print", number, str(target))
    document = pypdfium2.PdfDocument(target)
    try:
        assert len(document) == 1
        return str(document[0].get_textpage().get_text_range())
    finally:
        document.close()
