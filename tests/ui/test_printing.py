"""The printed form: what stands on it, where, and that all of it can be copied from the PDF."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter

from desktop_crm.domain.fields import FieldType, FormKind, RecordType, Value
from desktop_crm.domain.records import CUSTOMER, GRID
from desktop_crm.errors import ExchangeError, UsageError
from ui.printing import FormData, blank_form, form_data, form_sheets, print_with, render_image, write_pdf
from ui.printing.sheet import Box, Sheet, advance

ISSUER = "某商贸有限公司"
TODAY = date(2026, 11, 22)
REMARKS = "2026-10-18 展会结识。\n工作日 9:30 之后致电。"

PERSON: dict[str, Value] = {
    "customer_no": "KH-2026-000128",
    "signed_by": "陈国栋",
    "form_date": "2026-11-22",
    "full_name": "欧阳㛃",
    "sex": "female",
    "birth_date": "1985-11-23",
    "age_stated": 39,
    "native_place": "浙江绍兴",
    "health_status": "good",
    "annual_income_band": "200k_500k",
    "highest_education": "bachelor",
    "credit_standing": "A",
    "id_type": "resident_id",
    "id_number": "11010519491231002X",
    "mailing_address": "越城区解放大道 188 号",
    "postal_code": "012000",
    "landline_phone": "0575-85138000",
    "mobile_phone": "13800138000",
    "fax": "0575-85138001",
    "email": "ouyang.jie@example.com",
    "remarks": REMARKS,
}
FAMILY: list[dict[str, Value]] = [
    {"name": "买买提·䶮𬱖𫖮", "relation": "spouse", "work_unit": "绍兴市鲁迅小学", "phone": "13905751234"},
    {"name": "周一诺", "relation": "daughter"},
]
COMPANY: dict[str, Value] = {
    "customer_no": "KH-2026-000129",
    "signed_by": "陈国栋",
    "form_date": "2026-11-22",
    "org_name": "鉴湖轻纺公司",
    "customer_nature": "wholesaler",
    "founded_on": "2003-05-18",
    "registered_place": "绍兴柯桥",
    "operating_status": "good",
    "annual_revenue_band": "30m_100m",
    "qualification": "ISO 9001",
    "credit_standing": "B",
    "licence_type": "uscc",
    "licence_no": "91350100M000100Y43",
    "mailing_address": "轻纺城大道 1888 号",
    "postal_code": "312030",
    "landline_phone": "0575-84112233-802",
    "mobile_phone": "13800138000",
    "fax": "0575-84112234",
    "email": "info@example.cn",
    "remarks": "年框客户。",
}
CONTACTS: list[dict[str, Value]] = [
    {"name": "王建国", "position": "总经理", "decision_role": "decider", "phone": "13800138000"}
]


@dataclass(frozen=True)
class Row:
    values: Mapping[str, Value]


@dataclass(frozen=True)
class Card:
    kind: FormKind
    values: Mapping[str, Value]
    grid: Sequence[Row] = ()
    record: RecordType = CUSTOMER


def person(**changes: Value) -> Card:
    return Card(FormKind.INDIVIDUAL, PERSON | changes, [Row(row) for row in FAMILY])


def company() -> Card:
    return Card(FormKind.ORGANISATION, COMPANY, [Row(row) for row in CONTACTS])


def printed(card: Card, *, masked: bool = False, internal: bool = True) -> FormData:
    return form_data(card, ISSUER, masked=masked, internal=internal, today=TODAY)


def texts(path: Path) -> list[str]:
    """Text of each page, without the white space that line breaks and columns bring."""
    document = pypdfium2.PdfDocument(path)
    try:
        return ["".join(page.get_textpage().get_text_range().split()) for page in document]
    finally:
        document.close()


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.fixture(autouse=True)
def _gui(qapp: object) -> Iterator[None]:
    yield


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("card", [person(), company()], ids=["individual", "organisation"])
def test_every_label_and_value_can_be_copied_from_the_pdf(tmp_path: Path, card: Card, language: str) -> None:
    assert write_pdf(tmp_path / "form.pdf", [printed(card)], language) == 1
    (page,) = texts(tmp_path / "form.pdf")

    fields = [*CUSTOMER.on_paper(card.kind), *(CUSTOMER[name] for name in ("customer_no", "signed_by", "form_date"))]
    for declared in fields:
        if declared.type is not FieldType.LONG_TEXT or language == "zh":  # pdfium reads turned words in pieces
            assert squeezed(declared.label(language, card.kind)) in page
        value = card.values[declared.id]
        if declared.type is FieldType.CHOICE:
            choice = declared.choice(str(value))
            assert choice is not None
            value = choice.en if language == "en" else choice.zh
        if declared.type not in (FieldType.DATE, FieldType.INTEGER):
            assert squeezed(str(value)) in page
    for declared in GRID[card.kind].on_paper(card.kind):
        assert squeezed(declared.label(language, card.kind)) in page
    assert ISSUER in page
    assert ("2026-11-22" if language == "en" else "2026年11月22日") in page


def test_rare_characters_numbers_and_spaces_survive_copying(tmp_path: Path) -> None:
    names = ["䶮", "㛃", "𬱖", "𫖮", "𬍛", "户", "⼾", "人", "月", "骨"]
    family = [Row({"name": name, "work_unit": "A B"}) for name in names]
    path = tmp_path / "rare.pdf"
    write_pdf(path, [form_data(Card(FormKind.INDIVIDUAL, PERSON, family), "𫖮氏公司", today=TODAY)])
    document = pypdfium2.PdfDocument(path)
    text = document[0].get_textpage().get_text_range()
    document.close()
    rows = [line for line in text.splitlines() if line.endswith("A B")]
    assert [row.removesuffix("A B").strip() for row in rows] == names
    assert "𫖮氏公司客户信息表" in text
    assert "KH-2026-000128" in text
    assert "11010519491231002X" in text


def test_only_the_shipped_face_is_used_and_it_is_embedded(tmp_path: Path) -> None:
    write_pdf(tmp_path / "form.pdf", [printed(person())])
    pdf = (tmp_path / "form.pdf").read_bytes()
    faces = {line.rpartition(b"+")[2].strip() for line in pdf.splitlines() if line.startswith(b"/FontName")}
    assert faces == {b"CRMSansSC-Regular", b"CRMSansSC-Bold"}
    assert pdf.count(b"/FontFile2 ") == len(faces)


def test_age_is_of_today_when_the_birth_date_is_known_else_an_estimate() -> None:
    def said(card: Card, language: str = "zh") -> set[str]:
        return {line.text for line in form_sheets(printed(card), language)[0].lines}

    assert "40" in said(person())
    assert "41" in said(person(birth_date="1985-11-22"))
    assert "约 39" in said(person(birth_date=None))
    assert "about 39" in said(person(birth_date=None), "en")


def test_the_number_of_cells_is_that_of_table_6_1() -> None:
    (sheet,) = form_sheets(printed(person()))
    # 16 labels, 16 values, 4 heads, 4 rows of 4, remarks, 3 vertical headings.
    assert len(sheet.cells) == 16 + 16 + 4 + 16 + 1 + 3


def overlap(one: Box, other: Box) -> bool:
    nudge = 0.01
    return (
        min(one.right, other.right) - max(one.x, other.x) > nudge
        and min(one.bottom, other.bottom) - max(one.y, other.y) > nudge
    )


LONG = person(
    full_name="阿卜杜热西提·" * 7,
    mailing_address="伊犁哈萨克自治州察布查尔锡伯自治县" * 11,
    email="a" * 64 + "@" + "b" * 180 + ".cn",
    remarks="很长的备注，需要换页。" * 181,
)
MANY = Card(FormKind.INDIVIDUAL, LONG.values, [Row(row) for row in FAMILY * 20])


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "form",
    [printed(person()), printed(company()), printed(LONG), printed(MANY), blank_form(FormKind.ORGANISATION, ISSUER)],
    ids=["individual", "organisation", "long", "many", "blank"],
)
def test_no_cell_overlaps_another_and_no_text_leaves_its_place(form: FormData, language: str) -> None:
    for sheet in form_sheets(form, language):
        assert not [pair for pair in combinations(sheet.cells, 2) if overlap(*pair)]
        table = max(cell.bottom for cell in sheet.cells)
        assert all(cell.x > 0 and cell.right < sheet.width and cell.bottom < sheet.height - 25 for cell in sheet.cells)
        inside = [line for line in sheet.lines if min(c.y for c in sheet.cells) < line.y < table and not line.turn]
        for line in inside:
            end = line.x + advance(line.text, line.size, line.bold)
            homes = [c for c in sheet.cells if c.x <= line.x and end <= c.right + 0.01 and c.y < line.y < c.bottom]
            assert len(homes) == 1, line


def test_long_content_runs_on_and_nothing_is_cut(tmp_path: Path) -> None:
    pages = write_pdf(tmp_path / "many.pdf", [printed(MANY)])
    found = texts(tmp_path / "many.pdf")
    assert pages == len(found) == len(form_sheets(printed(MANY))) > 2
    for number, page in enumerate(found, 1):
        assert "KH-2026-000128" in page
        assert f"第{number}页共{pages}页" in page
    everything = "".join(found)
    assert everything.count("买买提·䶮𬱖𫖮") == 20
    assert sum("姓名关系工作单位联系电话" in page for page in found) >= 2
    assert everything.count("很") == everything.count("，") == everything.count("。") == 181
    for name in ("full_name", "mailing_address", "email"):
        assert str(LONG.values[name]) in found[0]


def test_a_number_is_made_smaller_rather_than_broken() -> None:
    for band in ("200k_500k", "500k_1m"):
        (sheet,) = form_sheets(printed(person(annual_income_band=band)), "en")
        choice = CUSTOMER["annual_income_band"].choice(band)
        assert choice is not None
        assert choice.en in {line.text for line in sheet.lines}


def test_a_text_without_end_is_shortened_rather_than_printed_over_its_neighbours() -> None:
    sheets = form_sheets(printed(person(native_place="长" * 20_000)))
    assert any(line.text.endswith("…") for sheet in sheets for line in sheet.lines)
    assert all(cell.bottom < 272 for sheet in sheets for cell in sheet.cells)


@pytest.mark.parametrize("kind", list(FormKind))
def test_a_blank_form_has_all_labels_and_room_to_write(tmp_path: Path, kind: FormKind) -> None:
    form = blank_form(kind, ISSUER)
    assert write_pdf(tmp_path / "blank.pdf", [form]) == 1
    (page,) = texts(tmp_path / "blank.pdf")
    assert all(declared.label("zh", kind) in page for declared in CUSTOMER.on_paper(kind))
    (sheet,) = form_sheets(form)
    grid_cells = [cell for cell in sheet.cells if cell.height == 10]
    assert len(grid_cells) >= 4 + 3 * 4


def test_a_masked_print_hides_what_the_screen_hides(tmp_path: Path) -> None:
    write_pdf(tmp_path / "masked.pdf", [printed(person(), masked=True)])
    (page,) = texts(tmp_path / "masked.pdf")
    for secret in ("11010519491231002X", "健康或良好", "20–50万元", "13905751234", "䶮"):
        assert secret not in page
    assert "110***********002X" in page
    assert "欧阳㛃" in page


def test_a_print_for_the_customer_leaves_confidential_values_out(tmp_path: Path) -> None:
    for internal in (True, False):
        write_pdf(tmp_path / "form.pdf", [printed(company(), internal=internal)])
        (page,) = texts(tmp_path / "form.pdf")
        assert ("B良" in page) is internal
        assert ("3000万–1亿元" in page) is internal
        assert "鉴湖轻纺公司" in page


def test_several_forms_make_one_file_and_each_counts_its_own_pages(tmp_path: Path) -> None:
    assert write_pdf(tmp_path / "two.pdf", [printed(person()), printed(company())]) == 2
    assert ["第1页共1页" in page for page in texts(tmp_path / "two.pdf")] == [True, True]


def test_a_footer_stands_beside_the_page_number() -> None:
    (sheet,) = form_sheets(replace(printed(person()), footer="第 3 份 内部"))
    footer = next(line for line in sheet.lines if line.text == "第 3 份 内部")
    number = next(line for line in sheet.lines if line.text.startswith("第 1 页"))
    assert footer.y == number.y
    assert footer.x < number.x


def dark_share(image: QImage) -> float:
    dots = [image.pixelColor(x, y).lightness() for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)]
    return sum(dot < 128 for dot in dots) / len(dots)


def test_the_picture_is_not_blank_and_has_the_size_of_the_paper() -> None:
    image = render_image(printed(person()), 100)
    assert (image.width(), image.height()) == (827, 1169)
    assert 0.01 < dark_share(image) < 0.2
    assert dark_share(render_image(blank_form(FormKind.INDIVIDUAL), 100)) < dark_share(image)
    with pytest.raises(IndexError):
        render_image(printed(person()), 100, page=1)


def test_hairlines_are_equally_thick_at_any_resolution() -> None:
    for dpi in (72, 97, 110, 150):
        image = render_image(printed(company()), dpi)
        y = round(52 / 25.4 * dpi)
        rules, run = [], 0
        for x in range(image.width()):
            dark = image.pixelColor(x, y).lightness() < 60
            if not dark and run:
                rules.append(run)
            run = run + 1 if dark else 0
        assert len(rules) == 8, (dpi, rules)
        assert len(set(rules[1:-1])) == 1, (dpi, rules)


def test_a_printer_gets_the_chosen_pages(tmp_path: Path) -> None:
    def spool(first: int, last: int) -> list[str]:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "spool.pdf"))
        printer.setFromTo(first, last)
        count = print_with(printer, [printed(person()), printed(company())])
        pages = texts(tmp_path / "spool.pdf")
        assert count == len(pages)
        return pages

    both = spool(0, 0)
    assert ["欧阳㛃" in both[0], "鉴湖轻纺公司" in both[1]] == [True, True]
    (second,) = spool(2, 2)
    assert "鉴湖轻纺公司" in second


@pytest.mark.usefixtures("expects_log")  # Qt says so too
def test_a_printer_that_does_not_start_is_reported(tmp_path: Path) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "missing" / "spool.pdf"))
    with pytest.raises(ExchangeError) as caught:
        print_with(printer, [printed(person())])
    assert caught.value.code == "cannot_print"


def test_a_folder_that_cannot_be_written_is_reported(tmp_path: Path) -> None:
    for path in (tmp_path / "missing" / "form.pdf", tmp_path):
        with pytest.raises(ExchangeError) as caught:
            write_pdf(path, [printed(person())])
        assert caught.value.code == "cannot_write"
    with pytest.raises(UsageError):
        write_pdf(tmp_path / "none.pdf", [])
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_the_older_file_as_it_was(tmp_path: Path) -> None:
    import resource  # not on Windows

    path = tmp_path / "form.pdf"
    path.write_bytes(b"older")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, limits[1]))  # writing beyond fails as on a full disk
    try:
        with pytest.raises(ExchangeError) as caught:
            write_pdf(path, [printed(person())])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert caught.value.code == "cannot_write"
    assert [(entry.name, entry.read_bytes()) for entry in tmp_path.iterdir()] == [("form.pdf", b"older")]


def test_a_pdf_is_written_without_window_or_screen(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from ui.printing import blank_form, write_pdf;"
        "from desktop_crm.domain.fields import FormKind;"
        "print(write_pdf(Path(sys.argv[1]), [blank_form(FormKind.INDIVIDUAL)]), 'PySide6.QtWidgets' in sys.modules)"
    )
    path = tmp_path / "blank.pdf"
    environment = {"PATH": "", "PYTHONPATH": str(Path(__file__).parents[2]), "HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.split()[0] == "1"
    assert "客户信息表" in texts(path)[0]


def test_sheets_know_their_orientation() -> None:
    assert not Sheet().landscape
    assert Sheet(297, 210).landscape
