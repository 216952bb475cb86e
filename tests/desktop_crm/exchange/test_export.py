"""What an export holds, what it leaves out, and that it never harms the file it replaces."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from python_calamine import load_workbook

from desktop_crm.domain.fields import FormKind, Sensitivity
from desktop_crm.domain.records import CUSTOMER
from desktop_crm.errors import CrmError, ExchangeError, UsageError
from desktop_crm.exchange.columns import WITHHELD
from desktop_crm.exchange.delimited import guard, unguard
from desktop_crm.exchange.exporter import EXPORT_SUFFIXES, export_rows

from .support import TODAY, StoredCard

SECRETS = ("11010519491231002X", "某病", "李家属", "王法人", "赵联系")


def cards() -> list[StoredCard]:
    person = {
        "customer_no": "SM-A07-000001", "customer_kind": "individual", "record_status": "filed", "full_name": "张三",
        "id_type": "resident_id", "id_number": SECRETS[0], "health_status": "chronic", "mobile_phone": "13800001234",
        "postal_code": "010000", "form_date": "2026-11-01", "remarks": "=1+1",
    }  # fmt: skip
    company = {
        "customer_no": "SM-A07-000002", "customer_kind": "organisation", "record_status": "filed",
        "org_name": "示例有限公司", "legal_representative": "王法人",
    }  # fmt: skip
    return [
        StoredCard(FormKind.INDIVIDUAL, person, ({"name": "李家属", "relation": "spouse"},)),
        StoredCard(FormKind.ORGANISATION, company, ({"name": "赵联系", "phone": "13800001235"},)),
    ]


def text_of(path: Path) -> str:
    if path.suffix == ".xlsx":
        book = load_workbook(str(path))
        return "\n".join(str(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names)
    return path.read_text(encoding="utf-8-sig").replace("\r\n ", "")


@pytest.mark.parametrize("suffix", EXPORT_SUFFIXES)
def test_sensitive_and_third_party_data_stay_out(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    assert export_rows(path, cards(), today=TODAY) == 2
    text = text_of(path)
    assert not [secret for secret in SECRETS if secret in text]
    assert "chronic" not in text
    assert "慢性病" not in text
    assert "张三" in text
    assert "13800001234" in text
    export_rows(path, cards(), sensitive=True)
    assert "李家属" in text_of(path)
    assert SECRETS[0] in text_of(path)


def test_no_withheld_field_has_a_column(tmp_path: Path) -> None:
    export_rows(tmp_path / "a.csv", [])
    titles = (tmp_path / "a.csv").read_text(encoding="utf-8-sig").strip().split(",")
    assert titles == [field.zh for field in CUSTOMER if field.sensitivity not in WITHHELD]
    assert Sensitivity.P2 in WITHHELD


@pytest.mark.parametrize(
    "young",
    [{"age_stated": 13}, {"birth_date": "2012-11-23"}, {"id_type": "resident_id", "id_number": "320500201506010023"}],
)
def test_children_are_left_out_but_for_their_number(tmp_path: Path, young: dict[str, object]) -> None:
    values = {"customer_no": "SM-1", "full_name": "小明", "mobile_phone": "13800001234", **young}
    card = StoredCard(FormKind.INDIVIDUAL, values, ())  # type: ignore[arg-type]
    export_rows(tmp_path / "a.jsonl", [card], today=TODAY)
    text = text_of(tmp_path / "a.jsonl")
    assert "SM-1" in text
    assert "小明" not in text
    assert "13800001234" not in text


def test_workbook_keeps_numbers_as_text_and_dates_as_dates(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    export_rows(
        path, cards(), fields=["customer_no", "postal_code", "mobile_phone", "form_date", "remarks"], language="en"
    )
    titles, first, _ = load_workbook(str(path)).get_sheet_by_index(0).to_python()
    assert titles == ["Number", "Postcode", "Mobile", "Date filled in", "Remarks"]
    assert first[:3] == ["SM-A07-000001", "010000", "13800001234"]
    assert str(first[3]) == "2026-11-01"
    assert first[4] == "=1+1"


def test_text_file_is_for_excel_and_guarded(tmp_path: Path) -> None:
    export_rows(tmp_path / "a.csv", cards())
    data = (tmp_path / "a.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert b"'=1+1" in data


@pytest.mark.parametrize("text", ["", "x", "=1", "'=1", "''", "'x", "'", "+86", "-", "@a", "\tx", "'''-"])
def test_guard_is_lossless(text: str) -> None:
    assert unguard(guard(text)) == text
    assert not guard(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_grid_columns_are_numbered_and_the_header_is_as_long_as_the_rows(tmp_path: Path) -> None:
    export_rows(tmp_path / "a.csv", cards(), sensitive=True)
    lines = (tmp_path / "a.csv").read_text(encoding="utf-8-sig").splitlines()
    assert "家庭成员1姓名" in lines[0]
    assert "主要联系人1联系电话" in lines[0]
    assert {line.count(",") for line in lines} == {lines[0].count(",")}


def failing() -> Iterator[StoredCard]:
    yield cards()[0]
    raise CrmError("stopped")


@pytest.mark.parametrize("suffix", EXPORT_SUFFIXES)
def test_an_export_that_fails_leaves_the_old_file(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(b"old")
    with pytest.raises(CrmError):
        export_rows(path, failing(), sensitive=True)
    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize(
    ("name", "code"), [("a.doc", "unknown_format"), ("none/a.csv", "folder_missing"), ("dir.csv", "is_folder")]
)
def test_impossible_places(tmp_path: Path, name: str, code: str) -> None:
    (tmp_path / "dir.csv").mkdir()
    with pytest.raises(ExchangeError) as caught:
        export_rows(tmp_path / name, cards())
    assert caught.value.code == code


def test_full_disk_and_locked_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number, code in ((28, "disk_full"), (13, "unwritable")):

        def fail(path: Path, target: Path, number: int = number) -> None:
            raise OSError(number, "no")

        monkeypatch.setattr(Path, "replace", fail)
        with pytest.raises(ExchangeError) as caught:
            export_rows(tmp_path / "a.xlsx", cards())
        assert caught.value.code == code
        assert list(tmp_path.iterdir()) == []


def test_unknown_field(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        export_rows(tmp_path / "a.csv", cards(), fields=["nose"])
