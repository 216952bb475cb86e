"""Slips of people's lists: each is mended in sight, or refused with its reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_crm.exchange.kinds import is_company_name
from desktop_crm.exchange.numbers import split_numbers
from desktop_crm.exchange.rows import PlannedRow, RowState

from .support import codes, faults, planned, row_of, write_csv, write_xlsx


def one(tmp_path: Path, **cells: object) -> PlannedRow:
    """Plan one row of a workbook: header -> cell."""
    return row_of(write_xlsx(tmp_path / "a.xlsx", [list(cells), list(cells.values())]))


def value(row: PlannedRow, field: str) -> object:
    return (row.values or {}).get(field)


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("138 0000 1234", "13800001234"), ("+86 138-0000-1234", "13800001234"), ("0086-13800001234", "13800001234"),
        ("１３８００００１２３４", "13800001234"), (13800001234.0, "13800001234"), ("13800001234.0", "13800001234"),
        ("1.3800001234E+10", "13800001234"), ("'13800001234", "13800001234"), ("13800001234 ", "13800001234"),
    ],
)  # fmt: skip
def test_mobiles_are_mended(tmp_path: Path, cell: object, number: str) -> None:
    row = one(tmp_path, 姓名="张三", 手机=cell)
    assert value(row, "mobile_phone") == number
    assert row.state is RowState.CREATE
    if cell != "13800001234 ":
        assert [repair.after for repair in row.repairs] == [number]


@pytest.mark.parametrize(
    ("header", "cell"),
    [
        ("手机", "1.38E+10"), ("手机", "1.38e10"), ("身份证号", 110105194912310021.0), ("身份证号", "1.10105E+17"),
        ("身份证号", "110105194912310000"), ("证照号码", 9.1350100e17), ("银行账号", 6222021234567890123.0),
    ],
)  # fmt: skip
def test_lost_digits_are_refused_with_the_reason(tmp_path: Path, header: str, cell: object) -> None:
    row = one(tmp_path, 姓名="张三", 地址="北京市海淀区某街1号", **{header: cell})
    assert row.state is RowState.ERROR
    assert faults(row) == {"digits_lost"}
    assert "丢失" in row.reasons("zh")[0]
    assert "lost" in row.reasons("en")[0]


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        (31108, "1985-03-02"), ("31108", "1985-03-02"), ("1985年3月2日", "1985-03-02"), ("1985.3.2", "1985-03-02"),
        (19850302, "1985-03-02"), ("1985/3/2", "1985-03-02"), (31108.5, "1985-03-02"),
    ],
)  # fmt: skip
def test_dates_are_read(tmp_path: Path, cell: object, day: str) -> None:
    assert value(one(tmp_path, 姓名="张三", 手机="13800001234", 生日=cell), "birth_date") == day


@pytest.mark.parametrize("cell", [1985, "1985", "02/03/1985", "1985-02-30", "昨天"])
def test_uncertain_dates_are_refused(tmp_path: Path, cell: object) -> None:
    assert one(tmp_path, 姓名="张三", 手机="13800001234", 生日=cell).state is RowState.ERROR


@pytest.mark.parametrize(
    ("cell", "address", "code"),
    [
        (50011, "", "050011"), (10020.0, "", "010020"), ("50011", "河北省石家庄市", "050011"),
        ("30006", "山西省太原市", "030006"), ("050011", "", "050011"), (310012, "", "310012"),
    ],
)  # fmt: skip
def test_lost_zero_of_postcodes(tmp_path: Path, cell: object, address: str, code: str) -> None:
    row = one(tmp_path, 姓名="张三", 手机="13800001234", 邮编=cell, 地址=address)
    assert value(row, "postal_code") == code
    assert ("leading_zero" in codes(row)) == (str(cell).removesuffix(".0") != code)


@pytest.mark.parametrize("address", ["", "广东省广州市"])
def test_a_short_postcode_without_proof_is_refused(tmp_path: Path, address: str) -> None:
    assert faults(one(tmp_path, 姓名="张三", 手机="13800001234", 邮编="50011", 地址=address)) == {"postcode_form"}


def test_lost_zero_of_area_codes(tmp_path: Path) -> None:
    row = one(tmp_path, 姓名="张三", 固定电话=1055551234, 传真="75555551234")
    assert (value(row, "landline_phone"), value(row, "fax")) == ("010-55551234", "0755-55551234")


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("13800001234/13900001234", 2), ("13800001234、010-55551234", 2), ("13800001234 13900001234", 2),
        ("13800001234\n13900001234", 2), ("13800001234或13900001234", 2), ("010-55551234转801", 1),
        ("010-55551234-801", 1), ("138 0000 1234", 1), ("0512 6234 1234", 1), ("(010)55551234", 1), ("", 0),
    ],
)  # fmt: skip
def test_cells_with_several_numbers(text: str, numbers: int) -> None:
    assert len(split_numbers(text)) == numbers


def test_second_number_goes_to_the_landline_or_the_remarks(tmp_path: Path) -> None:
    row = one(tmp_path, 姓名="张三", 手机="13800001234/010-55551234;13900001234", 备注="老客户")
    assert value(row, "mobile_phone") == "13800001234"
    assert value(row, "landline_phone") == "010-55551234"
    assert value(row, "remarks") == "老客户\n移动电话：13900001234"
    assert {("landline_phone", "second_number"), ("remarks", "second_number")} <= {
        (repair.field, repair.code) for repair in row.repairs
    }


def test_mixed_numbers_are_routed_by_their_pattern(tmp_path: Path) -> None:
    row = one(tmp_path, 姓名="张三", 手机="010-55551234", 电话="13800001234")
    assert (value(row, "mobile_phone"), value(row, "landline_phone")) == ("13800001234", "010-55551234")
    assert codes(row) == {"moved"}


def test_the_same_number_twice_is_one(tmp_path: Path) -> None:
    row = one(tmp_path, 姓名="张三", 手机="13800001234", 联系电话="138-0000-1234")
    assert value(row, "mobile_phone") == "13800001234"
    assert value(row, "remarks") is None


@pytest.mark.parametrize("word", ["无", "-", "N/A", "／", "null", "——"])
def test_words_for_nothing(tmp_path: Path, word: str) -> None:
    row = one(tmp_path, 姓名="张三", 手机="13800001234", 邮箱=word, 职业=word, 性别=word)
    assert row.state is RowState.CREATE
    assert not {"email", "occupation", "sex"} & set(row.values or {})
    assert "empty_word" in codes(row)


@pytest.mark.parametrize(
    ("cell", "name", "sex"),
    [("张 三", "张三", None), ("张三先生", "张三", "male"), ("李四(女士)", "李四", "female"),
     ("王先生", "王先生", None), ("John Smith", "John Smith", None), ("买买提·吐尔逊", "买买提·吐尔逊", None)],
)  # fmt: skip
def test_names(tmp_path: Path, cell: str, name: str, sex: str | None) -> None:
    row = one(tmp_path, 姓名=cell, 手机="13800001234")
    assert (value(row, "full_name"), value(row, "sex")) == (name, sex)


def test_identity_number_brings_its_document_type(tmp_path: Path) -> None:
    row = one(tmp_path, 姓名="张三", 手机="13800001234", 身份证号="11010519491231002x")
    assert (value(row, "id_type"), value(row, "id_number")) == ("resident_id", "11010519491231002X")
    assert {"id_type_inferred", "normalised"} <= codes(row)


def test_second_mail_address_goes_to_the_remarks(tmp_path: Path) -> None:
    row = one(tmp_path, 姓名="张三", 邮箱="a@example.cn; b@example.cn")
    assert (value(row, "email"), value(row, "remarks")) == ("a@example.cn", "E-mail：b@example.cn")


@pytest.mark.parametrize(
    ("cells", "kind", "values"),
    [
        ({"客户名称": "杭州示例有限公司"}, "organisation", {"org_name": "杭州示例有限公司"}),
        ({"单位名称": "示例厂"}, "organisation", {"org_name": "示例厂"}),
        ({"姓名": "张三", "单位名称": "示例有限公司"}, "individual", {"full_name": "张三", "employer": "示例有限公司"}),
        ({"客户类型": "企业", "客户名称": "晨光"}, "organisation", {"org_name": "晨光"}),
        ({"客户类型": "个人", "客户名称": "晨光贸易公司"}, "individual", {"full_name": "晨光贸易公司"}),
        ({"联系人": "张三"}, "individual", {"full_name": "张三"}),
    ],
)
def test_individual_or_organisation(tmp_path: Path, cells: dict[str, str], kind: str, values: dict[str, str]) -> None:
    row = one(tmp_path, **cells, 手机="13800001234")
    assert row.kind == kind
    assert {name: value(row, name) for name in values} == values


def test_contact_of_an_organisation(tmp_path: Path) -> None:
    row = one(tmp_path, 单位名称="示例有限公司", 联系人="李四", 联系人电话="13800001234/13900001234", 职务="经理")
    assert row.grid == ({"name": "李四", "position": "经理", "phone": "13800001234"},)
    assert "13900001234" in str(value(row, "remarks"))


def test_nothing_of_a_row_is_lost(tmp_path: Path) -> None:
    row = one(tmp_path, 姓名="张三", 手机="13800001234", 联系人="李四", 联系人电话="13900001234")
    assert "李四" in str(value(row, "remarks"))
    assert "13900001234" in str(value(row, "remarks"))


def test_malformed_values_refuse_the_row_and_missing_ones_make_a_draft(tmp_path: Path) -> None:
    assert faults(one(tmp_path, 姓名="张三", 手机="1380000")) == {"mobile_length"}
    row = one(tmp_path, 姓名="张三", 年龄="41岁")
    assert row.state is RowState.CREATE
    assert row.draft
    assert value(row, "age_stated") == 41


def test_repeated_headers_and_sums_are_no_customers(tmp_path: Path) -> None:
    text = "姓名,手机\n张三,13800001234\n姓名,手机\n李四,13800001235\n合计,2\n"
    assert [row.state.value for row in planned(write_csv(tmp_path / "a.csv", text)).rows] == [
        "create", "empty", "create", "empty",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "company"),
    [("杭州示例有限公司", True), ("示例贸易公司(杭州)", True), ("城南便利店", True), ("Example Co., Ltd.", True),
     ("张三", False), ("万店", False), ("欧阳中心", True), ("李公司", False)],
)  # fmt: skip
def test_company_names(name: str, company: bool) -> None:
    assert is_company_name(name) is company
