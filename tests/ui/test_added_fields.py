"""Fields that the company added, in the window: on the form, the card, the list and on paper."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from desktop_crm.domain.company_parameters import DEFAULTS
from desktop_crm.domain.custom.book import EMPTY_BOOK
from desktop_crm.domain.custom.conditions import is_one_of
from desktop_crm.domain.custom.definition import CustomChoice, CustomField
from desktop_crm.domain.fields import FormKind
from desktop_crm.domain.filters.tree import is_one_of as is_one_of_filter
from desktop_crm.domain.list_views import Look
from desktop_crm.queries.customers import ListFilter
from tests.support.profiles import INDIVIDUAL
from tests.ui.test_customer_form_kit import Bench, box, cell, open_bench, type_text
from ui.card.words import card_entries
from ui.forms.masked import MaskedEditor
from ui.models.columns import BY_ID, COLUMNS, show_added
from ui.models.register import RegisterModel
from ui.printing.content import form_data
from ui.printing.form import form_pages
from ui.register.condition_row import ConditionRow, subject_entries
from ui.register.filters import filter_words

FUELS = (CustomChoice("petrol", "汽油", "Petrol"), CustomChoice("power", "纯电", "Electric"))
HELP = {"help_zh": "如 浙D12345", "help_en": "e.g. 浙D12345"}
PLATE = CustomField("x_plate", "车牌号", "Plate", "code", "认出客户", "P1", **HELP)
FUEL = CustomField("x_fuel", "燃料", "Fuel", "choice", "备件", choices=FUELS)
ELECTRIC = is_one_of("x_fuel", "power")
BATTERY = CustomField("x_battery", "电池", "Battery", "text", "备件", visible_when=ELECTRIC, required=True)
HEALTH = CustomField("x_health", "过敏", "Allergy", "text", "避免过敏", "P2")
STORY = CustomField("x_story", "来历", "Story", "long_text", "回忆")


@pytest.fixture
def bench(tmp_path, qtbot, dressed):
    bench = open_bench(tmp_path / "profile", qtbot)
    yield bench
    bench.close()
    show_added(EMPTY_BOOK)


def publish(bench: Bench, *fields: CustomField) -> None:
    bench.app.forms.keep(fields)
    bench.app.forms.publish("因为")


def test_a_new_card_has_them_on_a_tab_of_their_own(bench: Bench) -> None:
    assert bench.editor().tab_bar.count() == 2
    publish(bench, PLATE, FUEL, HEALTH)
    editor = bench.editor()
    assert editor.tab_bar.tabText(2) == "补充资料"
    type_text(editor, "full_name", "曾国藩")
    type_text(editor, "mobile_phone", "13800138000")
    type_text(editor, "x_plate", "浙d a1")
    assert isinstance(cell(editor, "x_health").editor, MaskedEditor)
    assert "浙D12345" in box(cell(editor, "x_plate")).placeholderText()
    editor.save()
    (row,) = bench.app.queries.find("曾国藩")
    card = bench.app.queries.card(row.id)
    assert card.values["x_plate"] == "浙DA1" and card.values["form_version"] == bench.app.forms.book().version_id


def test_a_field_comes_and_goes_with_what_it_depends_on(bench: Bench) -> None:
    publish(bench, FUEL, BATTERY)
    saved = bench.app.customers.create({**INDIVIDUAL, "x_fuel": "汽油"})
    editor = bench.editor(saved.id)
    battery = cell(editor, "x_battery")
    assert battery.editor.isHidden()
    cell(editor, "x_fuel").row.type("x_fuel", "power")
    editor.check_now()
    assert not battery.editor.isHidden()
    assert ("required", "x_battery") in {(one.code, one.field) for one in editor.findings()}


def test_an_old_card_is_offered_new_fields_and_not_asked_for_them(bench: Bench) -> None:
    publish(bench, FUEL)
    saved = bench.app.customers.create({**INDIVIDUAL, "x_fuel": "汽油"})
    publish(bench, FUEL, CustomField("x_frame", "车架号", "Frame", "code", "召回", required=True))
    editor = bench.editor(saved.id)
    assert cell(editor, "x_frame") is not None
    assert "x_frame" not in {one.field for one in editor.findings()}


def test_the_card_tells_them_apart_and_masks_what_is_sensitive(bench: Bench) -> None:
    publish(bench, PLATE, HEALTH)
    saved = bench.app.customers.create({**INDIVIDUAL, "x_plate": "浙A1", "x_health": "青霉素"})
    _paper, _more, added, _empty = card_entries(bench.app.queries.card(saved.id), "zh")
    assert [(line.label, line.text) for line in added] == [("车牌号", "浙A1"), ("过敏", "青霉素")]
    assert added[1].masked and "青霉素" not in added[1].masked


def test_on_paper_they_stand_below_the_table_in_line_with_it(bench: Bench) -> None:
    publish(bench, PLATE, FUEL, STORY)
    saved = bench.app.customers.create({**INDIVIDUAL, "x_plate": "浙A1", "x_story": "老朋友"})
    old = bench.app.queries.card(saved.id)
    publish(bench, PLATE, FUEL, STORY, CustomField("x_frame", "车架号", "Frame", "code", "召回"))
    new = bench.app.customers.create({**INDIVIDUAL, "mobile_phone": "13900000001", "x_frame": "LSV1"})
    for card, labels in (
        (bench.app.queries.card(old.id), {"车牌号", "燃料", "来历"}),
        (bench.app.queries.card(new.id), {"车牌号", "燃料", "来历", "车架号"}),
    ):
        (sheet,) = form_pages(form_data(card, "恒昌"))
        lines = {line.text: line for line in sheet.texts}
        assert {"车牌号", "燃料", "来历", "车架号"} & lines.keys() == labels
        table = {round(cell.x, 2) for cell in sheet.cells if cell.y < lines["E-mail"].y}
        added = {round(cell.x, 2) for cell in sheet.cells if cell.bottom > lines["车牌号"].y}
        assert added <= table
        assert lines["车牌号"].y > lines["固定电话"].y


def test_the_list_has_a_column_for_each_that_is_not_sensitive(bench: Bench) -> None:
    publish(bench, PLATE, FUEL, HEALTH)
    bench.app.customers.create({**INDIVIDUAL, "x_plate": "浙A1", "x_fuel": "纯电", "x_health": "青霉素"})
    model = RegisterModel(bench.app.queries, bench.context.jobs, bench.app.today)
    assert model.take_columns(bench.app.forms.book())
    assert "x_health" not in BY_ID
    (row,) = bench.app.queries.find("曾国藩")
    texts = {column.id: model.text(column, row, 0) for column in COLUMNS[-2:]}
    assert texts == {"x_plate": "浙A1", "x_fuel": "纯电"}
    place = COLUMNS.index(BY_ID["x_fuel"])
    assert model.headerData(place, Qt.Orientation.Horizontal) == "燃料"
    assert BY_ID["x_fuel"].sort == "x_fuel" and FormKind.INDIVIDUAL in (BY_ID["x_fuel"].field.tab or {})
    assert not model.take_columns(bench.app.forms.book())
    model.stop()


def test_the_filter_asks_for_them_by_their_names(bench: Bench) -> None:
    publish(bench, FUEL, HEALTH)
    bench.app.customers.create({**INDIVIDUAL, "x_fuel": "纯电"})
    show_added(bench.app.forms.book())
    names = {entry.key for entry in subject_entries()}
    assert "x_fuel" in names and "x_health" not in names
    row = ConditionRow(is_one_of_filter("x_fuel", "power"), DEFAULTS)
    assert row.condition() == is_one_of_filter("x_fuel", "power")
    wanted = ListFilter(where=is_one_of_filter("x_fuel", "power"))
    assert filter_words(wanted, "zh") == "燃料 是 纯电"
    view = bench.app.views.add("纯电车", Look(where=wanted.where))
    assert next(one for one in bench.app.views.all() if one.id == view).look is not None
