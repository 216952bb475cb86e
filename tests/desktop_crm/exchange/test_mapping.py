"""Headers find their fields: labels, aliases, identifiers, misspellings, grid columns, a person's wishes."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_crm.domain.records import CUSTOMER, GRID
from desktop_crm.errors import UsageError
from desktop_crm.exchange.columns import export_fields, headers
from desktop_crm.exchange.mapping import Match, propose
from desktop_crm.exchange.places import field_names, grid_fields, grid_label, place_of
from desktop_crm.exchange.plan import open_plan

from .support import TODAY, row_of, write_csv


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_label_names_its_own_field(language: str) -> None:
    for field in CUSTOMER:
        place = place_of(field.label(language))
        assert place is not None
        assert str(place) == field.id
    for kind, record in GRID.items():
        for field in grid_fields(kind):
            place = place_of(grid_label(record, 12, field, language))
            assert place is not None
            assert (place.record, place.field, place.row) == (record, field, 12)


def test_every_alias_is_understood() -> None:
    assert [name for field in CUSTOMER for name in field_names(field) if place_of(name) is None] == []


@pytest.mark.parametrize(
    ("header", "place"),
    [
        ("客户手机号码", "mobile_phone"), ("手机号（必填）", "mobile_phone"), (" 通 讯 地 址 ", "mailing_address"),
        ("E—mail", "email"), ("电子邮箱地址", "email"), ("full_name", "full_name"), ("Full Name", "full_name"),
        ("联系人", "contacts[1].name"), ("联系人电话", "contacts[1].phone"), ("职务", "contacts[1].position"),
        ("家庭成员1姓名", "family[1].name"), ("family_members[2].name", "family[2].name"),
        ("contacts[3].phone", "contacts[3].phone"), ("Key contact 2 Phone", "contacts[2].phone"),
        ("失败原因", None), ("序号", None), ("微信", None), ("", None), ("介绍人电话", None),
    ],
)  # fmt: skip
def test_headers(header: str, place: str | None) -> None:
    found = propose([header]).columns[0].place
    assert (str(found) if found else None) == place


def test_misspelt_headers_are_marked_similar_and_never_take_a_taken_field() -> None:
    columns = propose(["统一社会信用代码号", "办公室电话"]).columns
    assert [str(column.place) for column in columns] == ["licence_no", "landline_phone"]
    assert columns[1].match is Match.SIMILAR
    assert propose(["固定电话", "办公室电话"]).columns[1].place is None


def test_a_person_maps_by_hand(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", "甲,乙\n张三,13800001234\n")
    row = row_of(path, 甲="姓名", 乙="mobile_phone")
    assert row.values is not None
    assert (row.values["full_name"], row.values["mobile_phone"]) == ("张三", "13800001234")
    row = row_of(write_csv(tmp_path / "b.csv", "姓名,手机,备注\n张三,13800001234,x\n"), 备注="ignore")
    assert "remarks" not in (row.values or {})


@pytest.mark.parametrize(
    ("wish", "code"), [({"没有": "full_name"}, "unknown_header"), ({"姓名": "nose"}, "unknown_field")]
)
def test_impossible_wishes(tmp_path: Path, wish: dict[str, str], code: str) -> None:
    path = write_csv(tmp_path / "a.csv", "姓名,手机\n张三,13800001234\n")
    with pytest.raises(UsageError) as caught:
        open_plan(path, wish, today=TODAY)
    assert caught.value.code == code


def test_columns_without_header_stay_in_sight(tmp_path: Path) -> None:
    plan = open_plan(write_csv(tmp_path / "a.csv", "姓名,手机,\n张三,13800001234,x,y\n"))
    assert plan.columns == ("姓名", "手机", "[C]", "[D]")


def test_titles_of_an_export_are_unique() -> None:
    for language in ("zh", "en"):
        titles = headers(export_fields(sensitive=True), language)
        assert len(set(titles)) == len(titles)
