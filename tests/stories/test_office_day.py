"""The whole way: days offline with a messy list, a new card, search and print; then the office has it."""

from __future__ import annotations

from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pytest

from tests.support.office import Office
from tests.support.processes import Laptop

_MESSY = """客户资料汇总(2026年),,,,
,,,,
序号,客户名称,联系电话,联系地址,邮编
1,张 伟,138 0000 0101,北京市海淀区中关村大街1号,100080
2,李娜女士,１３８０００００１０２,上海市浦东新区世纪大道8号,200120
3,王强,+86-138-0000-0103,河北省石家庄市长安区中山东路20号,50011
4,陈静,1.38E+10,广东省广州市天河区体育西路3号,510620
5,张伟,13800000101,北京市海淀区中关村大街1号,100080
6,曾国藩,13800000106,湖南省长沙市岳麓区麓山南路3号,410012
"""


@pytest.fixture(scope="module")
def messy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the list as a spreadsheet program on Windows saves it."""
    path = tmp_path_factory.mktemp("lists") / "客户.csv"
    path.write_bytes(_MESSY.replace("\n", "\r\n").encode("gb18030"))
    return path


def test_days_offline_reach_the_office(office: Office, messy: Path, tmp_path: Path) -> None:
    chen = office.laptop("chen")
    office.server.stop()  # the cable is out

    imported = chen.ask("import", str(messy))
    assert imported.code == 1  # a row could not be taken: it is in the file of failed rows
    counts = imported.document
    assert (counts["created"], counts["duplicates"], counts["failed"]) == (4, 1, 1)
    assert Path(counts["failed_file"]).exists()
    again = chen.ask("import", str(messy)).document
    assert (again["created"], again["duplicates"]) == (0, 5)  # nothing twice

    card = chen.do("add", "姓名=欧阳䶮", "手机=13900000001", "性别=男", 'family+={"name":"欧阳明","relation":"子"}')
    assert card["status"] == "filed"
    assert [row["name"] for row in chen.do("find", "zgf")] == ["曾国藩"]
    assert [row["name"] for row in chen.do("find", "0000103")] == ["王强"]
    assert "欧阳䶮" in _printed_text(chen, card["no"], tmp_path / "form.pdf")
    status = chen.do("status")
    assert (status["pending_customers"], status["last_synced_at"]) == (5, None)

    office.server.start()
    assert set(chen.do("sync")["outcomes"]) == {"applied"}
    _second_laptop_has_it(office, card["no"])


def _printed_text(laptop: Laptop, number: str, target: Path) -> str:
    assert laptop.do("print", number, str(target))["pages"] == 1
    document = pypdfium2.PdfDocument(target)
    try:
        return str(document[0].get_textpage().get_text_range())
    finally:
        document.close()


def _second_laptop_has_it(office: Office, number: str) -> None:
    second = office.laptop("chen", "second-laptop")
    second.do("sync")
    shown = second.do("show", number)
    assert (shown["fields"]["full_name"], shown["sync_state"]) == ("欧阳䶮", "synced")
    assert [row["name"] for row in shown["family"]] == ["欧阳明"]
    assert sorted(row["name"] for row in second.do("list")) == sorted(["张伟", "李娜", "王强", "曾国藩", "欧阳䶮"])
    assert second.do("verify")["customers"] == 5
    at_server = office.customer(number)
    assert at_server["fields"]["full_name"] == "欧阳䶮"  # type: ignore[index]
    assert [row["fields"]["name"] for row in at_server["rows"]] == ["欧阳明"]  # type: ignore[attr-defined]
