"""The printed list: repeated head row, page numbers, nothing cut."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pypdfium2
import pytest

from tests.ui.test_printing import overlap, texts
from ui.printing import Column, list_sheets, write_list_pdf

COLUMNS = [
    Column("序号", 10, "center"),
    Column("编号", 30),
    Column("客户名称", 40),
    Column("地址", 60),
    Column("本年交易额", 24, "right"),
]
LONG_ADDRESS = "绍兴市柯桥区轻纺城大道" * 9


def rows(count: int) -> list[tuple[str, ...]]:
    return [
        (str(n), f"KH-2026-{n:06}", "欧阳𬱖", LONG_ADDRESS if n % 5 == 0 else "越城区", "1,286,400.50")
        for n in range(1, count + 1)
    ]


@pytest.fixture(autouse=True)
def _gui(qapp: object) -> None:
    return None


def test_head_row_and_page_number_stand_on_every_sheet(tmp_path: Path) -> None:
    pages = write_list_pdf(tmp_path / "list.pdf", "客户一览表", COLUMNS, rows(60))
    found = texts(tmp_path / "list.pdf")
    assert pages == len(found) > 1
    for number, page in enumerate(found, 1):
        assert "序号编号客户名称地址本年交易额" in page
        assert f"第{number}页共{pages}页" in page
        assert "客户一览表" in page
    document = pypdfium2.PdfDocument(tmp_path / "list.pdf")
    width, height = document[0].get_size()
    document.close()
    assert width > height


def test_every_row_is_there_once_and_in_full(tmp_path: Path) -> None:
    write_list_pdf(tmp_path / "list.pdf", "客户一览表", COLUMNS, rows(60))
    everything = "".join(texts(tmp_path / "list.pdf"))
    assert [everything.count(f"KH-2026-{n:06}") for n in range(1, 61)] == [1] * 60
    assert everything.count(LONG_ADDRESS) == 12
    assert everything.count("欧阳𬱖") == 60


def test_cells_do_not_overlap_and_stay_on_the_sheet() -> None:
    for sheet in list_sheets("客户一览表", COLUMNS, rows(60)):
        assert not [pair for pair in combinations(sheet.cells, 2) if overlap(*pair)]
        assert all(cell.x > 10 and cell.right < 287 and cell.bottom < 197 for cell in sheet.cells)


def test_an_empty_list_has_its_head_row(tmp_path: Path) -> None:
    assert write_list_pdf(tmp_path / "list.pdf", "Customers", COLUMNS, [], "en") == 1
    (page,) = texts(tmp_path / "list.pdf")
    assert "客户名称" in page
    assert "Page1of1" in page
