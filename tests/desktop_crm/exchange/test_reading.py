"""Files of every kind are opened by their content, and refused with a clear code when they cannot be."""

from __future__ import annotations

import io
import struct
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest

from desktop_crm.errors import ExchangeError
from desktop_crm.exchange import workbook_guard
from desktop_crm.exchange.opener import open_source

from .fakes import ods, xls
from .support import FakeTarget, imported, planned, row_of, write_csv, write_xlsx

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LIST = "姓名,手机,地址\n张三,13800001234,北京市海淀区某街1号\n"


def refusal(path: Path) -> str:
    with pytest.raises(ExchangeError) as caught:
        open_source(path)
    return caught.value.code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    row = row_of(write_csv(tmp_path / "a.csv", LIST, encoding))
    assert row.values is not None
    assert (row.values["full_name"], row.values["mobile_phone"]) == ("张三", "13800001234")


@pytest.mark.parametrize(
    ("encoding", "text"),
    [("shift_jis", "氏名,電話\nこれはテストの行です,カタカナのなまえ\n"), ("latin-1", "Zoë;naïve;café;über;à\n")],
)
def test_other_encodings_are_refused_not_guessed(tmp_path: Path, encoding: str, text: str) -> None:
    assert refusal(write_csv(tmp_path / "a.csv", text * 5, encoding)) == "unknown_encoding"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters(tmp_path: Path, delimiter: str) -> None:
    row = row_of(write_csv(tmp_path / "a.txt", LIST.replace(",", delimiter)))
    assert row.values is not None
    assert row.values["mailing_address"] == "北京市海淀区某街1号"


def test_excel_separator_line_and_quoted_line_ends(tmp_path: Path) -> None:
    row = row_of(write_csv(tmp_path / "a.csv", 'sep=;\r\n姓名;备注\r\n张三;"第一行\r\n第二;行"\r\n'))
    assert row.values is not None
    assert row.values["remarks"] == "第一行\n第二;行"


def test_formula_guard_is_taken_away(tmp_path: Path) -> None:
    row = row_of(write_csv(tmp_path / "a.csv", "姓名,备注\n张三,'=1+1\n"))
    assert row.values is not None
    assert row.values["remarks"] == "=1+1"


def test_title_rows_blank_columns_and_spaces_in_headers(tmp_path: Path) -> None:
    rows = [["客户资料表"], [], [None, " 姓 名 ", None, "手机号码（必填）"], [None, "张三", None, "13800001234"], []]
    plan = planned(write_xlsx(tmp_path / "a.xlsx", rows))
    assert [str(column.place) for column in plan.mapping.columns if column.place] == ["full_name", "mobile_phone"]  # type: ignore[union-attr]
    assert [row.number for row in plan.rows] == [4]


def test_merged_header_over_two_rows(tmp_path: Path) -> None:
    rows = [
        ["姓名", "联系方式", "", "家庭成员", ""],
        ["", "手机", "座机", "姓名", "关系"],
        ["张三", "13800001234", "010-55551234", "李四", "配偶"],
    ]
    row = row_of(write_xlsx(tmp_path / "a.xlsx", rows, merge=("A1:A2", "B1:C1", "D1:E1")))
    assert row.values is not None
    assert row.values["landline_phone"] == "010-55551234"
    assert row.values["full_name"] == "张三"
    assert row.grid == ({"name": "李四", "relation": "spouse"},)


def test_second_column_under_a_merged_header(tmp_path: Path) -> None:
    rows = [["姓名", "联系电话", ""], ["张三", "13800001234", "010-55551234"]]
    row = row_of(write_xlsx(tmp_path / "a.xlsx", rows, merge=("B1:C1",)))
    assert row.values is not None
    assert row.values["landline_phone"] == "010-55551234"


def test_numbers_and_dates_of_cells(tmp_path: Path) -> None:
    rows = [["姓名", "手机", "生日", "年龄"], ["张三", 13800001234, date(1985, 3, 2), 41]]
    row = row_of(write_xlsx(tmp_path / "a.xlsx", rows))
    assert row.values is not None
    assert {name: row.values[name] for name in ("mobile_phone", "birth_date", "age_stated")} == {
        "mobile_phone": "13800001234", "birth_date": "1985-03-02", "age_stated": 41,
    }  # fmt: skip


def test_days_counted_from_1904(tmp_path: Path) -> None:
    rows = [["姓名", "生日", "填表日期"], ["张三", date(1985, 3, 2), 44000]]
    row = row_of(write_xlsx(tmp_path / "a.xlsx", rows, epoch_1904=True))
    assert row.values is not None
    assert (row.values["birth_date"], row.values["form_date"]) == ("1985-03-02", "2024-06-19")


def test_xls_and_ods(tmp_path: Path) -> None:
    rows = [["姓名", "手机"], ["张三", "13800001234"], ["李四", 13800001235.0]]
    for path in (xls(tmp_path / "a.xls", rows), ods(tmp_path / "a.ods", rows)):
        values = [dict(row.values or {}) for row in planned(path).rows]
        assert [(one["full_name"], one["mobile_phone"]) for one in values] == [
            ("张三", "13800001234"), ("李四", "13800001235"),
        ]  # fmt: skip


@pytest.mark.parametrize("name", ["a.csv", "a.vcf", "a.jsonl", "a", "a.xls"])
def test_the_ending_does_not_matter(tmp_path: Path, name: str) -> None:
    made = write_xlsx(tmp_path / "made.xlsx", [["姓名", "手机"], ["张三", "13800001234"]])
    assert open_source(made.rename(tmp_path / name)).format == "xlsx"


def test_best_sheet_is_chosen(tmp_path: Path) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    book.add_worksheet("说明").write_string(0, 0, "本表由内勤整理")
    sheet = book.add_worksheet("名单")
    sheet.write_row(0, 0, ["姓名", "手机"])
    sheet.write_row(1, 0, ["张三", "13800001234"])
    book.close()
    assert [row.name for row in planned(tmp_path / "a.xlsx").rows] == ["张三"]


def test_header_only_has_no_rows(tmp_path: Path) -> None:
    plan = planned(write_csv(tmp_path / "a.csv", "姓名,手机\n"))
    assert plan.rows == []
    assert imported(tmp_path / "a.csv", FakeTarget()).created == 0


def test_300_columns(tmp_path: Path) -> None:
    header = ["姓名", "手机", *(f"列{n}" for n in range(298))]
    plan = planned(write_xlsx(tmp_path / "a.xlsx", [header, ["张三", "13800001234", *["x"] * 298]]))
    assert len(plan.columns) == 300
    assert [row.name for row in plan.rows] == ["张三"]


def test_nul_in_a_text_file_fails_its_row_only(tmp_path: Path) -> None:
    text = LIST * 1 + "李\x00四,13800001235,上海市\n" + "王五,13800001236,天津市和平区某路1号\n" * 10
    plan = planned(write_csv(tmp_path / "a.csv", text))
    assert [row.state.value for row in plan.rows[:2]] == ["create", "error"]
    assert "控制字符" in plan.rows[1].reasons("zh")[0]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"   \r\n  ", "empty"),
        (bytes(range(256)) * 40, "unknown_format"),
        (b"PK\x03\x04 no zip at all", "damaged"),
        (OLE + b"\0" * 2000, "damaged"),
        (OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600, "encrypted"),
        (b"%PDF-1.7 ...", "unknown_format"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "unknown_format"),
        (b"\xff\xfe\x00\xd8\x00\xd8", "unknown_encoding"),
        ('姓名,备注\n张三,"' .encode() + b"x" * 1_200_000, "damaged"),
    ],
)  # fmt: skip
def test_broken_files(tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(data)
    assert refusal(path) == code


def test_truncated_workbook_at_every_place(tmp_path: Path) -> None:
    whole = write_xlsx(tmp_path / "whole.xlsx", [["姓名"], *[[f"张{n}"] for n in range(50)]]).read_bytes()
    path = tmp_path / "cut.xlsx"
    for size in range(4, len(whole), len(whole) // 25):
        path.write_bytes(whole[:size])
        assert refusal(path) in ("damaged", "unknown_format", "unknown_encoding")


def test_missing_file_and_folder(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.csv") == "not_found"
    assert refusal(tmp_path) == "is_folder"


def test_a_workbook_that_claims_the_whole_sheet_is_refused(tmp_path: Path) -> None:
    rows = [["姓名"], ["张三"]]
    path = write_xlsx(tmp_path / "a.xlsx", rows)
    bomb = tmp_path / "bomb.xlsx"
    far = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"</sheetData>", far))
    assert refusal(bomb) == "too_big"


def test_formatted_empty_rows_to_the_end_are_no_bomb(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [["姓名", "手机"], ["张三", "13800001234"]])
    wide = tmp_path / "wide.xlsx"
    far = b'<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>'
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(wide, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"</sheetData>", far))
    assert [row.name for row in planned(wide).rows] == ["张三"]


def test_a_zip_that_unpacks_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_guard, "UNPACKED_LIMIT", 1 << 20)
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * (2 << 20))
    assert refusal(path) == "too_big"


def test_repeated_filled_rows_of_ods_are_refused(tmp_path: Path) -> None:
    path = ods(tmp_path / "a.ods", [["姓名"], ["张三"]], repeat=1_048_576)
    assert refusal(path) == "too_big"


def test_password_in_the_zip(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("xl/workbook.xml", b"x")
        archive.writestr("xl/worksheets/sheet1.xml", b"x")
    data = bytearray(buffer.getvalue())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(b"xl/worksheets/sheet1.xml", data.find(mark))
        begin = data.rfind(mark, 0, start)
        struct.pack_into("<H", data, begin + offset, 1)
    path = tmp_path / "a.xlsx"
    path.write_bytes(data)
    assert refusal(path) in ("encrypted", "damaged")


def test_excel_error_values_are_empty(tmp_path: Path) -> None:
    row = row_of(write_csv(tmp_path / "a.csv", "姓名,手机,职业\n张三,13800001234,#REF!\n"))
    assert row.values is not None
    assert "occupation" not in row.values


def test_instants_in_date_columns(tmp_path: Path) -> None:
    row = row_of(write_xlsx(tmp_path / "a.xlsx", [["姓名", "生日"], ["张三", datetime(1985, 3, 2, 13, 5)]]))  # noqa: DTZ001
    assert row.values is not None
    assert row.values["birth_date"] == "1985-03-02"
