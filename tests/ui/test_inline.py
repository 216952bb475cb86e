"""Editing in the list, and the clipboard both ways."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_crm.services.drafts import DraftService
from tests.ui.support_window import close_window, id_of, make_profile, names, open_window
from tests.ui.test_bulk import dialog_of, value
from ui.bulk.dialog import PREVIEW, RESULT, BulkDialog
from ui.dialogs.import_dialog import MAPPING, ImportDialog
from ui.models.columns import COLUMNS

PLACE = {column.id: place for place, column in enumerate(COLUMNS)}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return make_profile(tmp_path_factory.mktemp("inline") / "profile")


@pytest.fixture
def window(folder, qtbot):
    made = open_window(folder, qtbot)
    made.customers.view.setFocus()
    yield made
    close_window(made)


def stand_on(window, name, column):
    model = window.customers.model
    index = model.index(names(model).index(name), PLACE[column])
    window.customers.view.setCurrentIndex(index)
    return index


def open_cell(window, name, column):
    stand_on(window, name, column)
    QTest.keyClick(window.customers.view, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    return window.bulk.inline.cell


def type_into(cell, text):
    cell.editor.main.selectAll()
    QTest.keyClicks(cell.editor.main, text)


def test_alt_enter_opens_enter_saves_and_undo_brings_back(window, qtbot):
    cell = open_cell(window, "李四", "phone")
    assert cell.field.id == "mobile_phone" and cell.editor.raw() == "13900139000"
    type_into(cell, "13911112222")
    QTest.keyClick(cell.editor.main, Qt.Key.Key_Return)
    assert window.bulk.inline.cell is None
    assert value(window, "李四", "mobile_phone") == "13911112222"
    window.actions_by_id["undo"].trigger()
    assert value(window, "李四", "mobile_phone") == "13900139000"


def test_esc_puts_back(window, qtbot):
    cell = open_cell(window, "李四", "phone")
    type_into(cell, "1")
    QTest.keyClick(cell.editor.main, Qt.Key.Key_Escape)
    assert window.bulk.inline.cell is None
    assert value(window, "李四", "mobile_phone") == "13900139000"


def test_a_wrong_value_stays_open_with_its_reason(window, qtbot):
    cell = open_cell(window, "李四", "phone")
    type_into(cell, "123")
    QTest.keyClick(cell.editor.main, Qt.Key.Key_Return)
    assert window.bulk.inline.cell is cell and cell.notes.isVisible()
    assert value(window, "李四", "mobile_phone") == "13900139000"


def test_a_wrong_value_becomes_a_draft_when_the_list_has_to_go(window, qtbot):
    cell = open_cell(window, "李四", "phone")
    type_into(cell, "123")
    window.bulk.inline.leave()
    app = window.context.app
    draft = DraftService(app.store, app.clock).get(id_of(window, "李四"))
    assert draft.document["values"] == {"mobile_phone": "123"}
    editor = window.editing.open(id_of(window, "李四"))
    assert editor is not None
    window.editing.leave(offer=False)


def test_going_to_another_page_saves_what_is_right(window, qtbot):
    cell = open_cell(window, "李四", "signed_by")
    type_into(cell, "Lin")
    window.go_to("recycle_bin")
    assert window.bulk.inline.cell is None
    assert value(window, "李四", "signed_by") == "Lin"
    window.go_to("customers")
    window.actions_by_id["undo"].trigger()
    assert value(window, "李四", "signed_by") == "陈国栋"


def test_a_customer_that_leaves_while_being_edited_leaves_a_draft(window, qtbot):
    app = window.context.app
    made = app.customers.create({"full_name": "过客", "mobile_phone": "13511110000"}).id
    qtbot.waitUntil(lambda: "过客" in names(window.customers.model))
    cell = open_cell(window, "过客", "phone")
    type_into(cell, "13522220000")
    app.customers.delete(made)
    qtbot.waitUntil(lambda: window.bulk.inline.cell is None)
    assert DraftService(app.store, app.clock).get(made).document["values"] == {"mobile_phone": "13522220000"}
    DraftService(app.store, app.clock).drop(made)


def test_tab_goes_to_the_next_cell_and_row(window, qtbot):
    cell = open_cell(window, "李四", "tier")
    QTest.keyClick(cell.editor.main, Qt.Key.Key_Tab)
    second = window.bulk.inline.cell
    assert second is not None and second.field.id == "mobile_phone" and second.card.display_name == "李四"
    QTest.keyClick(second.editor.main, Qt.Key.Key_Backtab)
    assert window.bulk.inline.cell.field.id == "importance_tier"


def test_what_cannot_be_written_in_place_says_so(window, qtbot):
    stand_on(window, "李四", "updated")
    assert not window.bulk.inline.open_here()
    assert "F2" in window.notifications.toasts()[-1].accessibleName()


def test_a_second_click_opens_and_a_double_click_does_not(window, qtbot):
    view = window.customers.view
    index = stand_on(window, "李四", "phone")
    view.setFocus()
    place = view.visualRect(index).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert window.bulk.inline._slow.isActive()
    qtbot.waitUntil(lambda: window.bulk.inline.cell is not None, timeout=3000)
    window.bulk.inline.cancel()
    other = view.visualRect(window.customers.model.index(index.row(), PLACE["tier"])).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=other)
    assert not window.bulk.inline._slow.isActive()


# -- the clipboard ---------------------------------------------------------------------------


def copied(window, qtbot):
    put("nothing yet")
    window.actions_by_id["copy_rows"].trigger()
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().mimeData().hasHtml())
    return QGuiApplication.clipboard().mimeData()


def put(text):
    data = QMimeData()
    data.setText(text)
    QGuiApplication.clipboard().setMimeData(data)


def audit(window):
    with window.context.app.store.read() as connection:
        return [tuple(row) for row in connection.exec_driver_sql("SELECT event, detail FROM audit ORDER BY n")]


def test_rows_go_out_as_a_table_with_masked_numbers_and_are_written_down(window, qtbot):
    stand_on(window, "李四", "name")
    data = copied(window, qtbot)
    lines = data.text().splitlines()
    assert lines[0].split("\t")[:3] == ["客户", "客户等级", "联系电话"]
    assert lines[1].split("\t")[:3] == ["李四", "大客户", "139****9000"] or "139****9000" in lines[1]
    assert "13900139000" not in data.text() + data.html()
    assert "<td>李四</td>" in data.html()
    event, detail = audit(window)[-1]
    assert event == "copy" and '"count": 1' in detail and "李四" not in detail


def test_what_was_copied_and_pasted_back_changes_nothing(window, qtbot):
    window.customers.view.selectAll()
    copied(window, qtbot)
    stand_on(window, "阿明", "name")
    window.actions_by_id["paste_rows"].trigger()
    qtbot.waitUntil(lambda: any(isinstance(w, BulkDialog) and w.isVisible() for w in QApplication.topLevelWidgets()))
    dialog = dialog_of(BulkDialog)
    qtbot.waitUntil(lambda: dialog.pages.currentIndex() == PREVIEW)
    assert dialog.preview.changing() == 0
    dialog.reject()


def test_a_block_is_laid_over_the_rows_below_the_current_cell(window, qtbot):
    people = names(window.customers.model)
    stand_on(window, people[0], "tier")
    put("小客户\t１３８００００１１１１\r\n小客户\t13800001112\r\n")
    QTest.keyClick(window.customers.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: any(isinstance(w, BulkDialog) and w.isVisible() for w in QApplication.topLevelWidgets()))
    dialog = dialog_of(BulkDialog)
    qtbot.waitUntil(lambda: dialog.pages.currentIndex() == PREVIEW)
    assert dialog.preview.changing() == 2
    dialog.go_on()
    qtbot.waitUntil(lambda: dialog.pages.currentIndex() == RESULT)
    assert [value(window, name, "importance_tier") for name in people[:2]] == ["small", "small"]
    assert value(window, people[0], "mobile_phone") == "13800001111"
    dialog.accept()
    window.context.undo.undo()


def test_rows_that_name_their_customer_go_there_and_the_others_are_offered_as_an_import(window, qtbot):
    put('姓名\t备注\n李四\t"第一行\n第二行"\n王不在\t新客户\n')
    window.actions_by_id["paste_rows"].trigger()
    qtbot.waitUntil(lambda: any(isinstance(w, BulkDialog) and w.isVisible() for w in QApplication.topLevelWidgets()))
    dialog = dialog_of(BulkDialog)
    qtbot.waitUntil(lambda: dialog.pages.currentIndex() == PREVIEW)
    assert dialog.preview.changing() == 1 and dialog.take_rest.isVisible()
    dialog.take_rest.click()
    imported = dialog_of(ImportDialog)
    assert imported.pages.currentIndex() == MAPPING
    imported.reject()


def test_an_empty_clipboard_is_said(window, qtbot):
    put("   ")
    window.actions_by_id["paste_rows"].trigger()
    assert "剪贴板" in window.notifications.toasts()[-1].accessibleName()
