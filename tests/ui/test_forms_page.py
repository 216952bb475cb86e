"""表单与字段 in the settings: preparing, judging and publishing the next version; reading for everybody else."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop_crm.domain.custom.conditions import is_filled
from desktop_crm.domain.custom.definition import CustomField
from tests.ui.test_customer_form_kit import Bench, open_bench
from ui.dialogs._forms import FormsPage
from ui.dialogs.field_dialog import FieldDialog
from ui.dialogs.form_preview import FormPreview

PLATE = CustomField("x_plate", "车牌号", "Plate", "code", "认出客户")
FUEL = CustomField("x_fuel", "燃料", "Fuel", "text", "备件")


@pytest.fixture
def bench(tmp_path, qtbot, dressed):
    bench = open_bench(tmp_path / "profile", qtbot)
    yield bench
    bench.close()


def page_of(bench: Bench, qtbot) -> FormsPage:
    page = FormsPage(bench.context)
    qtbot.addWidget(page)
    page.resize(600, 700)
    page.show()
    return page


def publish(bench: Bench, *fields: CustomField) -> None:
    bench.app.forms.keep(fields)
    bench.app.forms.publish("因为")


def dialog_of(page: FormsPage) -> FieldDialog:
    return page.findChildren(FieldDialog)[-1]


def test_a_template_is_proposed_and_published_with_a_reason(bench, qtbot):
    page = page_of(bench, qtbot)
    assert page.list.isHidden() and not page.publish_button.isEnabled()
    page.take_template("car_dealer")
    assert page.list.count() == 12 and not page.publish_button.isEnabled()
    page.reason.edit.setText("第一版")
    said = []
    page.said.connect(lambda text, kind: said.append((text, kind)))
    page.publish_button.click()
    assert said == [("第 1 版已发布，其他电脑同步后使用。", "success")]
    version = bench.app.forms.book().in_force
    assert version is not None and len(version.in_use) == 12 and version.reason == "第一版"
    assert not bench.app.forms.draft().started and not page.publish_button.isEnabled()


def test_a_field_is_added_in_its_dialog_which_asks_for_the_purpose(bench, qtbot):
    page = page_of(bench, qtbot)
    page.buttons["add"].click()
    dialog = dialog_of(page)
    dialog.zh.edit.setText("车架号")
    dialog.en.edit.setText("Frame number")
    dialog.kind.setCurrentIndex(dialog.kind.findData("choice"))
    dialog.save()
    assert dialog.isVisible() and "用途" in dialog.purpose.note()
    dialog.purpose.edit.setText("召回")
    dialog.choices.setPlainText("有 | Yes\n无 | No")
    dialog.required.setCurrentIndex(dialog.required.findData("sometimes"))
    dialog.required_when.subject.setCurrentIndex(dialog.required_when.subject.findData("customer_kind"))
    dialog.required_when.subject.activated.emit(0)
    dialog.required_when.answer.setCurrentIndex(dialog.required_when.answer.findData("organisation"))
    dialog.save()
    (field,) = bench.app.forms.draft().fields
    assert field.id.startswith("x_frame_number_") and [one.code for one in field.choices] == ["yes", "no"]
    assert field.required_when == {"field": "customer_kind", "op": "is", "values": ["organisation"]}
    page.buttons["edit"].click()
    again = dialog_of(page)
    assert again.typed() == field  # what was kept is shown as it was


def test_published_fields_are_withdrawn_and_drafts_can_be_brought_back(bench, qtbot):
    publish(bench, PLATE, FUEL)
    page = page_of(bench, qtbot)
    page.buttons["withdraw"].click()
    assert [one.withdrawn for one in bench.app.forms.draft().fields] == [True, False]
    assert "停用：车牌号" in page._changes.text()
    page.drop_button.click()
    assert not bench.app.forms.draft().started
    page.drop_button.click()
    assert [one.withdrawn for one in bench.app.forms.draft().fields] == [True, False]


def test_the_keyboard_moves_a_field(bench, qtbot):
    publish(bench, PLATE, FUEL)
    page = page_of(bench, qtbot)
    page.list.setCurrentRow(1)
    QTest.keyClick(page.list, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert [one.id for one in bench.app.forms.draft().fields] == ["x_fuel", "x_plate"]
    assert page.list.current_id() == "x_fuel"


def test_a_version_of_another_administrator_is_taken_in_first(bench, qtbot):
    publish(bench, PLATE)
    bench.app.forms.keep((PLATE, FUEL))
    bench.app.set_facts(form_draft_base="0-none")
    page = page_of(bench, qtbot)
    page.reason.edit.setText("因为")
    assert page.rebase_button.isVisible() and not page.publish_button.isEnabled()
    page.rebase_button.click()
    assert not page.rebase_button.isVisible() and page.publish_button.isEnabled()


def test_others_read_and_everybody_reads_old_versions(bench, qtbot):
    publish(bench, PLATE)
    publish(bench, PLATE, FUEL)
    bench.app.set_facts(role="rep")
    page = page_of(bench, qtbot)
    assert [name for name, button in page.buttons.items() if button.isVisible()] == ["preview"]
    assert not page.publish_button.isVisible() and page.list.count() == 2
    page.version.setCurrentIndex(1)
    page.version.activated.emit(1)
    assert page.list.count() == 1
    page.list.setCurrentRow(0)
    QTest.keyClick(page.list, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert not bench.app.forms.draft().started


def test_the_preview_is_the_form_itself(bench, qtbot):
    hidden = CustomField("x_b", "电池", "", "text", "备件", visible_when=is_filled("x_fuel"))
    preview = FormPreview((FUEL, hidden))
    qtbot.addWidget(preview)
    preview.show()
    battery = preview.page.cell_at("x_b")
    assert battery is not None and battery.editor.isHidden()
    preview.state.row.type("x_fuel", "汽油")
    preview.page.edited.emit(preview.page.cell_at("x_fuel"))
    assert not battery.editor.isHidden()
