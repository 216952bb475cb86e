"""What goes out with the mail, and what documents keep to themselves: masks, grades, marks, the audit log."""

from __future__ import annotations

import json
import re
import zlib
from itertools import pairwise

import pytest

from desktop_crm.domain.addressing import greeted
from desktop_crm.domain.documents import DOCUMENTS, About
from desktop_crm.domain.secrecy import Grade
from desktop_crm.domain.stationery import ENVELOPES, LABEL_SHEETS
from desktop_crm.errors import ExchangeError
from tests.ui.support_documents import (
    SECRETS,
    company,
    printed,
    request,
    rid,
    squeezed,
    texts,
)
from ui.printing.compose import compose, grade_for
from ui.printing.output import save_pdf
from ui.printing.post import Sender
from ui.printing.sheet import advance


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    made = company(tmp_path_factory.mktemp("documents"))
    yield made
    made.close()


@pytest.fixture(autouse=True)
def _gui(qapp):
    return None


# -- post -----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", LABEL_SHEETS.values(), ids=lambda kind: kind.id)
def test_labels_stand_at_their_millimetres(app, tmp_path, kind):
    first = kind.count
    plan = compose(app, request(app, "labels", labels=kind.id, first_label=first))
    assert len(plan) == 2  # the last place of one sheet, the first of the next
    assert {one.name: one.reason for one in plan.left_out} == {"李四": "no_address", "赵六": "not_allowed"}
    for page, place in ((0, first - 1), (1, 0)):
        x, y = kind.left + place % kind.columns * kind.pitch_x, kind.top + place // kind.columns * kind.pitch_y
        sheet = plan.page(page)
        assert [(cell.x, cell.y, cell.width, cell.height) for cell in sheet.cells] == [(x, y, kind.width, kind.height)]
        for line in sheet.lines:
            end = line.x + advance(line.text, line.size, line.bold)
            assert x + 3 < line.x and end < x + kind.width - 3 and y + 2 < line.y < y + kind.height - 2
        assert not sheet.marks and not sheet.rules
    last = kind.place(kind.count - 1)
    assert last[0] + kind.width <= 210.01 and last[1] + kind.height <= 297.01


def test_a_label_says_where_and_to_whom(app, tmp_path):
    (page,) = printed(app, tmp_path / "labels.pdf", "labels")
    assert "312000浙江省绍兴市越城区解放大道188号欧阳若兰老师收" in page
    assert "312030绍兴市柯桥区轻纺城大道1888号鉴湖轻纺公司王建国收" in page
    assert "赵六" not in page and "李四" not in page


@pytest.mark.parametrize("kind", ENVELOPES.values(), ids=lambda kind: kind.id)
def test_an_envelope_has_a_digit_in_each_box(app, kind):
    sender = Sender("某商贸有限公司", "绍兴市人民路1号", "312001")
    plan = compose(app, request(app, "envelopes", [rid(app, "欧阳若兰")], envelope=kind.id, sender=sender))
    sheet = plan.page(0)
    assert (sheet.width, sheet.height) == (kind.width, kind.height)
    digits = [line for line in sheet.lines if len(line.text) == 1 and line.y < 20]
    assert "".join(line.text for line in digits) == "312000"
    boxes = sorted({(bar.x, bar.y) for bar in sheet.accents if bar.height > bar.width})
    for line, (left, right) in zip(digits, zip(boxes[::2], boxes[1::2], strict=True), strict=True):
        assert left[0] < line.x < right[0]
    assert all(b.x - a.x == pytest.approx(9, abs=0.5) for a, b in pairwise(digits))
    said = [line.text for line in sheet.lines]
    assert "欧阳若兰 老师　收" in said and "某商贸有限公司" in said
    assert all(line.x > 0 and line.x + advance(line.text, line.size, line.bold) < kind.width for line in sheet.lines)


def test_forms_of_address():
    assert greeted({"full_name": "余世维", "preferred_name": "余先生"}) == "余世维 先生"
    assert greeted({"full_name": "欧阳若兰", "preferred_name": "兰姐"}) == "兰姐（欧阳若兰）"
    assert greeted({"full_name": "张三", "sex": "male"}) == "张三 先生"
    assert greeted({"full_name": "张三", "sex": "male"}, "en") == "Mr 张三"
    assert greeted({"full_name": "张三"}) == "张三"
    assert greeted({"full_name": "张三", "preferred_name": "张三老师"}) == "张三老师"


# -- secrecy --------------------------------------------------------------------------------


def whole(path):
    """Everything a PDF holds: its bytes, its packed streams, its text."""
    raw = path.read_bytes()
    packed = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", raw, re.S)
    parts = [raw]
    for one in packed:
        try:
            parts.append(zlib.decompress(one))
        except zlib.error:
            parts.append(one)
    return b"\n".join(parts), "".join(texts(path))


@pytest.mark.parametrize("document", [one.id for one in DOCUMENTS])
def test_what_is_masked_is_nowhere_in_the_file(app, tmp_path, document):
    path = tmp_path / "masked.pdf"
    printed(app, path, document)
    raw, text = whole(path)
    for secret in SECRETS:
        assert secret not in text
        for spelling in (
            secret.encode(),
            secret.encode("utf-16-be"),
            secret.encode("utf-16-be").hex().upper().encode(),
        ):
            assert spelling not in raw


def test_what_is_revealed_is_there_and_makes_the_document_secret(app, tmp_path):
    (page,) = printed(app, tmp_path / "open.pdf", "form", reveal=True, reason="本人要求")
    assert all(squeezed(secret) in page for secret in SECRETS)
    assert page.startswith("绝密·王五·书房AB12")


def test_the_grade_follows_from_the_fields_and_can_only_rise(app):
    def grade(document, **more):
        return grade_for(request(app, document, **more))

    assert grade("form") is Grade.CONFIDENTIAL
    assert grade("form", grade=Grade.ORDINARY) is Grade.CONFIDENTIAL
    assert grade("form", grade=Grade.SECRET) is Grade.SECRET
    assert grade("form", reveal=True) is Grade.SECRET
    assert grade("form", who=[]) is Grade.ORDINARY
    assert grade("list", columns=("number", "nature")) is Grade.ORDINARY
    assert grade("list", columns=("number", "tier")) is Grade.CONFIDENTIAL
    assert all(grade(one.id) is not Grade.ORDINARY for one in DOCUMENTS)


@pytest.mark.parametrize("document", [one for one in DOCUMENTS if one.about is not About.POST], ids=lambda one: one.id)
def test_every_page_says_who_printed_it_where_and_when(app, document):
    plan = compose(app, request(app, document.id))
    for number in range(len(plan)):
        sheet = plan.page(number)
        assert {line.text for line in sheet.marks} == {"机密 · 王五 · 书房 AB12 · 2026-11-22 10:00"}
        assert len(sheet.marks) > 1 and all(0 < line.x < sheet.width for line in sheet.marks)


def test_every_document_put_out_is_written_down_first(app, tmp_path):
    def audit():
        with app.store.read() as connection:
            rows = connection.exec_driver_sql("SELECT detail FROM audit WHERE event = 'print' ORDER BY n").fetchall()
        return [json.loads(row[0]) for row in rows]

    before = len(audit())
    printed(app, tmp_path / "a.pdf", "form", copies=3, reveal=True, reason="本人要求")
    (line,) = audit()[before:]
    customer = app.queries.ids([rid(app, "欧阳若兰")])[0]
    assert line == {
        "document": "form", "customers": 1, "pages": 3, "copies": 3, "grade": "secret", "masked": False,
        "where": "pdf", "reason": "本人要求", "customer": customer,
    }  # fmt: skip
    with pytest.raises(ExchangeError):
        save_pdf(app, request(app, "list"), tmp_path / "missing" / "a.pdf")
    assert len(audit()) == before + 2  # an attempt too
