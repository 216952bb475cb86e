"""vCard in its three versions, good and broken."""

from __future__ import annotations

from pathlib import Path

from desktop_crm.domain.fields import FormKind
from desktop_crm.exchange.exporter import export_rows
from desktop_crm.exchange.rows import RowState

from .support import FakeTarget, StoredCard, imported, planned, row_of, write_csv

OLD = """BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E5=BC=A0;=E4=B8=89;;;
TEL;CELL;PREF:138 0000 1234
TEL;WORK;VOICE:010-55551234
ADR;HOME;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:;;=E6=9F=90=E8=A1=97=
1=E5=8F=B7;=E5=8C=97=E4=BA=AC=E5=B8=82;;100000;
END:VCARD
"""
NEW = """BEGIN:VCARD
VERSION:4.0
FN:李四
TEL;TYPE="cell,voice";VALUE=uri:tel:+86-138-0000-1235;ext=1
ORG:示例有限公司;销售部
BDAY:19850302
NOTE:第一行\\n第二\\, 行
item1.EMAIL;INTERNET:li@example.cn
PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ
END:VCARD
"""
COMPANY = """BEGIN:VCARD
VERSION:3.0
N:;;;;
FN:示例有限公司
ORG:示例有限公司
TEL;TYPE=WORK:0571-55551234
TEL;TYPE=WORK,FAX:0571-55551235
X-ABShowAs:COMPANY
END:VCARD
"""


def test_version_2_1(tmp_path: Path) -> None:
    row = row_of(write_csv(tmp_path / "a.vcf", OLD.replace("\n", "\r\n")))
    assert row.values == {
        "full_name": "张三",
        "mobile_phone": "13800001234",
        "landline_phone": "010-55551234",
        "mailing_address": "北京市某街1号",
        "postal_code": "100000",
        "customer_kind": "individual",
    }


def test_versions_3_and_4_and_several_cards(tmp_path: Path) -> None:
    person, company = planned(write_csv(tmp_path / "a.vcf", NEW + COMPANY)).rows
    assert person.values is not None
    assert person.values | {"employer": "示例有限公司", "birth_date": "1985-03-02"} == person.values
    assert person.values["mobile_phone"] == "13800001235"
    assert person.values["remarks"] == "第一行\n第二, 行"
    assert person.values["email"] == "li@example.cn"
    assert company.kind is FormKind.ORGANISATION
    assert company.values is not None
    assert (company.values["org_name"], company.values["fax"]) == ("示例有限公司", "0571-55551235")


def test_one_bad_card_does_not_take_the_others(tmp_path: Path) -> None:
    broken = "BEGIN:VCARD\nVERSION:3.0\nFN:坏\nno colon here\nEND:VCARD\n"
    cut = "BEGIN:VCARD\nVERSION:3.0\nFN:断\n"
    rows = planned(write_csv(tmp_path / "a.vcf", OLD + broken + cut + NEW + cut)).rows
    assert [row.state for row in rows] == [
        RowState.CREATE, RowState.ERROR, RowState.ERROR, RowState.CREATE, RowState.ERROR,
    ]  # fmt: skip
    assert rows[1].reasons("zh")


def test_gbk_in_quoted_printable_and_gb18030_files(tmp_path: Path) -> None:
    name = "FN;CHARSET=GBK;ENCODING=QUOTED-PRINTABLE:=D5=C5=C8=FD"
    quoted = f"BEGIN:VCARD\nVERSION:2.1\n{name}\nTEL;CELL:13800001234\nEND:VCARD\n"
    assert row_of(write_csv(tmp_path / "a.vcf", quoted)).name == "张三"
    assert row_of(write_csv(tmp_path / "b.vcf", COMPANY, "gb18030")).name == "示例有限公司"


def test_written_cards_are_folded_and_readable_elsewhere(tmp_path: Path) -> None:
    import vobject

    card = StoredCard(
        FormKind.INDIVIDUAL, {"customer_no": "1", "full_name": "𠮷" * 40, "remarks": "长" * 200 + "\n;,\\"}, ()
    )
    export_rows(tmp_path / "a.vcf", [card])
    data = (tmp_path / "a.vcf").read_bytes()
    assert max(len(line) for line in data.split(b"\r\n")) <= 75
    read = vobject.readOne(data.decode())
    assert (read.fn.value, read.note.value) == ("𠮷" * 40, "长" * 200 + "\n;,\\")


def test_failed_cards_keep_their_text(tmp_path: Path) -> None:
    bad = COMPANY.replace("0571-55551235", "12")
    result = imported(write_csv(tmp_path / "a.vcf", bad), FakeTarget())
    assert result.failed == 1
    assert result.failed_file is not None
    assert result.failed_file.name == "a.失败.xlsx"
