"""The import window, from the file to the result, on a real profile."""

from __future__ import annotations

import threading

import pytest
import xlsxwriter
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from desktop_crm.exchange.importer import DuplicatePolicy
from desktop_crm.exchange.mapping import Match
from desktop_crm.exchange.plan import open_plan
from desktop_crm.queries.customers import ListFilter
from tests.ui import test_dialogs
from ui.dialogs import import_dialog
from ui.dialogs._import_mapping import IGNORE
from ui.dialogs._import_model import NAME, NOTE, STATE, Shown
from ui.dialogs.import_dialog import FILE, MAPPING, PREVIEW, RESULT, RUNNING, open_import

said, context, shown, idle = test_dialogs.said, test_dialogs.context, test_dialogs.shown, test_dialogs.idle
_WAIT_MS = 60_000
_HEAD = ("姓名", "手机号", "通讯地址", "备住", "爱好程度")
_ROWS = (
    ("王小明", 13800130001, "绍兴市越城区解放路 1 号", "老客户", "x"),
    ("李海燕 女士", "138-0013-0002", "", "", ""),
    ("周志远", "1.38E+10", "", "", ""),
    ("王小明", "13800130001", "", "", ""),
    ("已有客户", "13800138000", "杭州市西湖区学府路 2 号", "", ""),
)


def _workbook(path, rows=_ROWS):
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate((_HEAD, *rows)):
            sheet.write_row(number, 0, row)
    return path


@pytest.fixture
def list_file(tmp_path):
    return _workbook(tmp_path / "客户.xlsx")


@pytest.fixture
def dialog(qtbot, shown, context):
    context.app.customers.create({"full_name": "已有客户", "mobile_phone": "13800138000"})
    return shown(open_import(context, None))


def _to_preview(qtbot, context, dialog, path):
    dialog.open_file(path)
    idle(qtbot, context)
    assert dialog.pages.currentIndex() == MAPPING
    dialog.go_on()
    idle(qtbot, context)
    assert dialog.pages.currentIndex() == PREVIEW


def _column(dialog, column):
    model = dialog.preview.model
    return [model.index(row, column).data() for row in range(model.rowCount())]


def test_from_the_file_to_the_result(qtbot, context, dialog, list_file):
    _to_preview(qtbot, context, dialog, list_file)
    assert _column(dialog, STATE) == ["将新建", "将新建", "错误", "重复", "重复"]
    assert _column(dialog, NAME)[1] == "李海燕"
    notes = _column(dialog, NOTE)
    assert "丢失" in notes[2] and "第 2 行" in notes[3] and "已有客户" in notes[4]
    assert dialog.next.text() == "导入 2 位客户"
    with qtbot.waitSignal(dialog.imported, timeout=_WAIT_MS) as signal:
        dialog.go_on()
    idle(qtbot, context)
    result = signal.args[0]
    assert (result.created, result.updated, result.duplicates, result.failed) == (2, 0, 2, 1)
    assert dialog.pages.currentIndex() == RESULT and dialog.outcome.open_failed.isVisible()
    assert context.app.queries.count(ListFilter()) == 3
    assert context.app.queries.find("wxm"), "what was imported can be found at once"
    with qtbot.waitSignal(dialog.accepted):
        dialog.next.click()


def test_failed_rows_open_as_a_workbook_that_can_be_imported_again(qtbot, context, dialog, list_file, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    _to_preview(qtbot, context, dialog, list_file)
    dialog.go_on()
    idle(qtbot, context)
    dialog.outcome.open_failed.click()
    assert opened == [str(list_file.with_name("客户.失败.xlsx"))]
    assert open_plan(list_file.with_name("客户.失败.xlsx")).source.total == 1


def test_filling_duplicates_is_a_choice(qtbot, context, dialog, list_file):
    _to_preview(qtbot, context, dialog, list_file)
    policy = dialog.preview.policy
    policy.setCurrentIndex(policy.findData(DuplicatePolicy.FILL.value))
    assert dialog.next.text() == "导入 4 位客户"
    with qtbot.waitSignal(dialog.imported, timeout=_WAIT_MS) as signal:
        dialog.go_on()
    idle(qtbot, context)
    assert signal.args[0].updated == 1
    (row,) = context.app.queries.find("13800138000")
    assert str(row.values["mailing_address"]).startswith("杭州市")


def test_mapping_marks_the_unsure_and_is_editable(qtbot, context, dialog, list_file):
    dialog.open_file(list_file)
    idle(qtbot, context)
    page = dialog.mapping
    assert [column.match for column in page.mapping.columns][:3] == [Match.EXACT] * 3
    assert page.combo(4).place() == IGNORE
    page.combo(4).choose("preferences")
    assert str(page.mapping.columns[4].place) == "preferences"
    page.combo(3).choose("remarks")
    page.combo(2).choose(IGNORE)
    dialog.go_on()
    idle(qtbot, context)
    first = dialog.preview.model.planned(dialog.preview.model.index(0, 0))
    assert first.values["remarks"] == "老客户" and "mailing_address" not in first.values
    dialog.go_back()
    assert dialog.pages.currentIndex() == MAPPING and page.combo(3).place() == "remarks"


def test_a_field_is_found_by_any_part_of_its_name(qtbot, context, dialog, list_file):
    dialog.open_file(list_file)
    idle(qtbot, context)
    combo = dialog.mapping.combo(4)
    completer = combo.completer()
    completer.setCompletionPrefix("银行")
    assert completer.completionCount() == 2
    combo.lineEdit().setText("没有这一栏")
    combo.lineEdit().editingFinished.emit()
    assert combo.lineEdit().text() == "（不导入）"


def test_preview_filters_and_tells_the_whole_story(qtbot, context, dialog, list_file):
    _to_preview(qtbot, context, dialog, list_file)
    preview = dialog.preview
    for shown_rows, count in ((Shown.ERROR, 1), (Shown.DUPLICATE, 2), (Shown.CREATE, 2), (Shown.ALL, 5)):
        preview.chips.choose(shown_rows)
        assert preview.model.rowCount() == count
    preview.chips.choose(Shown.REPAIRED)
    preview.table.selectRow(1)
    told = [label.text() for label in preview._details if label.isVisible()]
    assert any("李海燕 女士 → 李海燕" in text for text in told)
    assert any("性别" in text and "女)" in text for text in told), "codes are shown as words"


def test_a_file_dropped_on_the_window_is_opened(qtbot, context, dialog, list_file):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(list_file))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    action = Qt.DropAction.CopyAction
    QApplication.sendEvent(dialog, QDragEnterEvent(QPoint(50, 50), action, data, buttons, keys))
    QApplication.sendEvent(dialog, QDropEvent(QPointF(50, 50), action, data, buttons, keys))
    idle(qtbot, context)
    assert dialog.pages.currentIndex() == MAPPING


def test_a_contact_file_needs_no_mapping(qtbot, context, dialog, tmp_path):
    path = tmp_path / "people.vcf"
    path.write_text("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:周志远\r\nTEL:13800130009\r\nEND:VCARD\r\n", "utf-8")
    dialog.open_file(path)
    idle(qtbot, context)
    qtbot.waitUntil(lambda: dialog.pages.currentIndex() == PREVIEW, timeout=_WAIT_MS)
    assert _column(dialog, NAME) == ["周志远"]
    dialog.go_back()
    assert dialog.pages.currentIndex() == FILE


@pytest.mark.parametrize(("name", "content"), [("a.xlsx", b"PK\x03\x04 broken"), ("b.pdf", b"%PDF"), ("c.csv", b"")])
def test_a_file_that_cannot_be_read_is_told(qtbot, context, dialog, tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    dialog.open_file(path)
    idle(qtbot, context)
    assert dialog.pages.currentIndex() == FILE and dialog.file.button.isEnabled()
    assert dialog.banner.isVisible() and dialog.banner.property("kind") == "error"


def test_cancelling_the_preview_goes_back_to_the_mapping(qtbot, context, dialog, list_file, monkeypatch):
    dialog.open_file(list_file)
    idle(qtbot, context)
    gate, prepare = threading.Event(), dialog._plan.prepare

    def waiting(*details):
        gate.wait()
        return prepare(*details)

    monkeypatch.setattr(dialog._plan, "prepare", waiting)
    dialog.go_on()
    assert dialog.pages.currentIndex() == RUNNING
    dialog.running.cancel.click()
    gate.set()
    idle(qtbot, context)
    assert dialog.pages.currentIndex() == MAPPING
    assert context.app.queries.count(ListFilter()) == 1


def test_cancelling_the_import_keeps_what_was_created(qtbot, context, dialog, tmp_path, monkeypatch):
    rows = [(f"王{chr(0x4E00 + n)}", f"13800{n:06d}", "", "", "") for n in range(2_500)]
    _to_preview(qtbot, context, dialog, _workbook(tmp_path / "many.xlsx", rows))
    real = import_dialog.import_customers

    def stopped_after_one_slice(plan, *services, progress, cancel, **rest):
        def told(done, total):
            progress(done, total)
            dialog._job.cancel()

        return real(plan, *services, progress=told, cancel=cancel, **rest)

    monkeypatch.setattr(import_dialog, "import_customers", stopped_after_one_slice)
    with qtbot.waitSignal(dialog.imported, timeout=_WAIT_MS) as signal:
        dialog.go_on()
    idle(qtbot, context)
    assert signal.args[0].cancelled and signal.args[0].created == 1_000
    assert dialog.outcome.title.text() == "已取消导入"
    assert context.app.queries.count(ListFilter()) == 1_001


def test_closing_before_the_import_began_imports_nothing(qtbot, context, dialog, list_file):
    _to_preview(qtbot, context, dialog, list_file)
    gate = threading.Event()
    context.jobs.run(lambda _task: gate.wait())  # the import stands behind this one
    with qtbot.waitSignal(dialog.finished, timeout=_WAIT_MS):
        dialog.go_on()
        dialog.reject()
        assert dialog.isVisible()
        gate.set()
    idle(qtbot, context)
    assert context.app.queries.count(ListFilter()) == 1


def test_closing_while_importing_waits_for_its_end(qtbot, context, dialog, list_file, monkeypatch):
    _to_preview(qtbot, context, dialog, list_file)
    begun, gate, real = threading.Event(), threading.Event(), import_dialog.import_customers

    def waiting(*details, **more):
        begun.set()
        gate.wait()
        return real(*details, **more)

    monkeypatch.setattr(import_dialog, "import_customers", waiting)
    with qtbot.waitSignals([dialog.imported, dialog.finished], timeout=_WAIT_MS):
        dialog.go_on()
        begun.wait()
        dialog.reject()
        assert dialog.isVisible()
        gate.set()
    idle(qtbot, context)


def test_every_step_fits_the_screen(qtbot, context, dialog, list_file):
    _to_preview(qtbot, context, dialog, list_file)
    assert dialog.width() <= 1366 and dialog.height() <= 728
    assert dialog.minimumSizeHint().height() <= 728
