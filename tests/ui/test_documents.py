"""The documents of the customer file: complete, in order, numbered truly, marked, and silent where they must be."""

from __future__ import annotations

import re
from datetime import date

import pypdfium2
import pytest

from desktop_crm.domain.documents import DOCUMENTS, Cells, Table
from desktop_crm.domain.fields import FieldType
from desktop_crm.domain.records import RECORD_TYPES
from desktop_crm.errors import UsageError
from desktop_crm.services.rows import RowChange
from tests.ui.support_documents import (
    LONG,
    company,
    everybody,
    printed,
    request,
    rid,
    squeezed,
    texts,
)
from ui.jobs import Cancelled
from ui.printing.compose import Request, compose
from ui.printing.output import save_pdf
from ui.printing.page import LYING, UPRIGHT, Setup
from ui.printing.plan import Changed
from ui.printing.source import Period


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    made = company(tmp_path_factory.mktemp("documents"))
    yield made
    made.close()


@pytest.fixture(autouse=True)
def _gui(qapp):
    return None


# -- completeness ---------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("document", [one for one in DOCUMENTS if one.blocks], ids=lambda one: one.id)
def test_a_document_says_everything_its_records_hold(app, tmp_path, document, language):
    everything = "".join(printed(app, tmp_path / "one.pdf", document.id, language=language, reveal=True, reason="test"))
    assert squeezed(f"某商贸有限公司{document.title(language)}") in everything
    customer = app.queries.ids([rid(app, "欧阳若兰")])[0]
    for block in document.blocks:
        if not isinstance(block, Cells | Table):
            continue
        record = RECORD_TYPES[block.record]
        rows = app.row_queries.of_customer(block.record, customer)
        if isinstance(block, Table) and block.only:
            rows = [row for row in rows if row.values[block.only[0]] in block.only[1]]
        if isinstance(block, Table) and block.spent:
            rows = [row for row in rows if any(row.values.get(name) for name in block.sums)]
        assert rows
        for field in record.typed:
            held = [row.values.get(field.id) for row in rows]
            if isinstance(block, Cells):
                assert squeezed(field.label(language)) in everything, field.id
            for value in held:
                if value and field.type in (FieldType.TEXT, FieldType.LONG_TEXT) and not field.refers:
                    assert squeezed(value) in everything or field.id == "summary", field.id
                if value and field.choices and not isinstance(value, tuple) and field.id != "purpose":
                    choice = field.choice(value)
                    assert squeezed(choice.en if language == "en" else choice.zh) in everything, field.id


def test_records_stand_in_the_order_of_time(app, tmp_path):
    text = "".join(printed(app, tmp_path / "f8.pdf", "tracking"))
    assert text.index("2026-03-02") < text.index("2026-10-02")
    assert "对方人员" in text and "评价" in text


def test_a_long_text_runs_on_and_nothing_of_it_is_lost(app, tmp_path):
    pages = printed(app, tmp_path / "f8.pdf", "tracking", setup=Setup("A5", landscape=True, margins=LYING.margins))
    assert len(pages) > 2
    for number, page in enumerate(pages, 1):
        assert f"第{number}页共{len(pages)}页" in page
        assert "联系时间" in page  # the head comes again
        assert "客户名称：欧阳若兰" in page
    plan = compose(app, request(app, "tracking", setup=Setup("A5", landscape=True, margins=LYING.margins)))
    lines = [line for number in range(len(plan)) for line in plan.page(number).lines]
    left = next(line.x for line in lines if line.text.startswith("第1句"))
    assert "".join(line.text for line in lines if line.x == left).startswith(LONG)


def test_orders_bring_their_lines_and_sums(app, tmp_path):
    text = "".join(printed(app, tmp_path / "f6.pdf", "customer"))
    for wanted in ("全棉斜纹", "3600", "8,600.00", "1,900.00", "转账", "回访顺利", "合计"):
        assert wanted in text
    assert "挽回" not in text.replace("可挽回性", "")  # of the contacts only service and complaints


def test_investments_add_up_with_what_contacts_cost(app, tmp_path):
    text = "".join(printed(app, tmp_path / "f9.pdf", "investment"))
    assert "860.00" in text and "120.50" in text and "送样品两米" in text
    assert "费用995.75优惠80.00投入合计1,075.75" in text
    (only,) = printed(app, tmp_path / "f9.pdf", "investment", period=Period(date(2026, 5, 1), date(2026, 5, 31)))
    assert "期间：2026-05-01至2026-05-31" in only and "120.50" not in only and "投入合计875.25" in only


def test_an_empty_card_leaves_room_to_write(app, tmp_path):
    (page,) = printed(app, tmp_path / "f5.pdf", "prospect", who=[rid(app, "李四")])
    assert "需求特征" in page and "李四" in page


# -- list and register ----------------------------------------------------------------------


def test_the_list_shows_the_chosen_columns_in_groups(app, tmp_path):
    (page,) = printed(app, tmp_path / "f4.pdf", "list", columns=("row", "name", "phone", "sync"), group="nature")
    assert "序号客户联系电话" in page and "同步" not in page
    assert "138****1811" in page and "13800001811" not in page
    assert "客户性质：中间商·批发商（1位）" in page and "（1位）" in page
    assert page.index("鉴湖轻纺公司") < page.index("（未填）（3位）") < page.index("欧阳若兰")


def test_the_phone_book_is_masked_unless_asked_for(app, tmp_path):
    assert "13800001811" not in "".join(printed(app, tmp_path / "p.pdf", "phones"))
    assert "13800001811" in "".join(printed(app, tmp_path / "p.pdf", "phones", reveal=True, reason="出差"))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_register_leads_to_its_pages_and_numbers_its_copies(app, tmp_path, language):
    path = tmp_path / "f3.pdf"
    pages = printed(app, path, "register", copies=2, language=language, range_words="华东")
    half = len(pages) // 2
    cover, contents = pages[0], pages[1]
    assert ("客户名册" in cover or "Customerregister" in cover) and "华东" in cover and "王五" in cover
    copies = ("第1份/共2份", "第2份/共2份") if language == "zh" else ("Copy1of2", "Copy2of2")
    assert [copy in pages[place] for place, copy in zip((0, half), copies, strict=True)] == [True, True]
    assert pages[0] != pages[half]
    # who trades is in, in the order of the numbers, and the page told is the page on which the form stands
    for number, name in ((1, "欧阳若兰"), (2, "鉴湖轻纺公司")):
        told = re.search(rf"KH-AB12-00000{number}{name}(\d+?)(?=\d?KH-|\D|$)", contents)
        assert told is not None
        page = int(told[1][0])
        title = "客户信息表" if language == "zh" else "CustomerInformationTable"
        assert title in pages[page - 1] and name in pages[page - 1]
        assert (f"第{page}页共{half}页" if language == "zh" else f"Page{page}of{half}") in pages[page - 1]
    assert "李四" not in "".join(pages)
    document = pypdfium2.PdfDocument(path)
    toc = [(mark.get_title(), mark.get_dest().get_index()) for mark in document.get_toc()]
    document.close()
    assert len(toc) == 2 * 5 and toc[0][1] == 0 and toc[5][1] == half
    assert all(name in pages[page] for name, page in toc if name in ("欧阳若兰", "鉴湖轻纺公司"))


def test_who_does_not_trade_is_told(app):
    plan = compose(app, request(app, "register"))
    assert {one.name for one in plan.left_out} == {"李四", "赵六"}
    assert {one.reason for one in plan.left_out} == {"not_trading"}
    newer = compose(app, request(app, "register", period=Period(date(2026, 1, 1))))
    assert {one.name for one in newer.left_out} == {"李四", "赵六", "鉴湖轻纺公司"}
    with pytest.raises(UsageError, match="nothing_to_print"):
        compose(app, request(app, "register", [rid(app, "李四")]))


# -- pages ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "setup", [Setup("A5"), Setup("A3", landscape=True), Setup("A4", scale=70), Setup("B5", scale=140)]
)
@pytest.mark.parametrize("document", ["form", "customer", "tracking", "list", "register"])
def test_any_paper_holds_the_document(app, document, setup):
    plan = compose(app, request(app, document, setup=setup))
    page = setup.page()
    for number in range(len(plan)):
        sheet = plan.page(number)
        assert sheet.width * sheet.scale == pytest.approx(page.width * page.scale)
        for cell in sheet.cells:
            assert cell.x >= page.left - 0.01 and cell.right <= page.width - page.right + 0.01
            assert cell.bottom <= page.height - page.bottom
        assert not any(line.text.endswith("…") for line in sheet.lines)


def test_the_paper_of_the_file_is_that_of_the_set_up(app, tmp_path):
    save_pdf(app, request(app, "form", setup=Setup("A5", scale=70)), tmp_path / "a5.pdf")
    document = pypdfium2.PdfDocument(tmp_path / "a5.pdf")
    width, height = document[0].get_size()
    document.close()
    assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (148, 210)


def test_margins_and_scale_stay_in_their_bounds():
    page = Setup("Nonsense", margins=(-5, 0, 500, 8), scale=100_000).page()
    assert page.scale == 2 and page.width == 105
    assert (page.left, page.top, page.right) == (2, 2, 30)
    assert UPRIGHT.page().room == 180


def test_stopping_half_way_leaves_nothing(app, tmp_path):
    (tmp_path / "list.pdf").write_bytes(b"older")

    def tell(done, total):
        if total > 4:
            raise Cancelled

    with pytest.raises(Cancelled):
        save_pdf(app, request(app, "form", everybody(app), copies=2), tmp_path / "list.pdf", tell)
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("list.pdf", b"older")]


def test_a_customer_who_grows_while_the_pages_are_drawn_makes_them_counted_anew(app, tmp_path):
    customer = app.queries.ids([rid(app, "赵六")])[0]
    plan = compose(app, request(app, "tracking", [rid(app, "李四"), rid(app, "赵六")]))
    many = [RowChange("activity", {"contacted_at": f"2026-01-{n:02}T02:00:00Z", "method": "phone", "summary": "问价"})
            for n in range(1, 29)]  # fmt: skip
    changes: list[str] = []

    def tell(done, total):
        if not changes and total == 2 and done == 1:  # the pages are counted, the first of the customers is drawn
            changes.append("made")
            app.rows.save(customer, many)

    app.rows.save(app.queries.ids([rid(app, "李四")])[0], [])
    made = save_pdf(app, request(app, "tracking", [rid(app, "李四"), rid(app, "赵六")]), tmp_path / "two.pdf", tell)
    pages = texts(tmp_path / "two.pdf")
    assert changes and len(pages) == len(made) > len(plan)
    assert "".join(pages).count("问价") == 28
    plan.page(0)
    with pytest.raises(Changed):
        plan.page(1)


def test_an_empty_form_can_be_printed_without_any_customer(app, tmp_path):
    pages = printed(app, tmp_path / "blank.pdf", "form", who=[])
    assert len(pages) == 2 and "家庭成员" in pages[0] and "主要联系人" in pages[1]
    with pytest.raises(UsageError):
        compose(app, request(app, "customer", []))
    with pytest.raises(UsageError, match="unknown_document"):
        compose(app, Request("nonsense", [1]))


def test_a_copy_for_the_customer_holds_no_judgement(app, tmp_path):
    firm = [rid(app, "鉴湖轻纺公司")]
    assert "N未评" in "".join(printed(app, tmp_path / "in.pdf", "form", who=firm))
    assert "N未评" not in "".join(printed(app, tmp_path / "out.pdf", "form", who=firm, internal=False))
