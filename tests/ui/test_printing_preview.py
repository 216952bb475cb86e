"""The preview: the pages that will be printed, by keyboard, with names."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop_crm.domain.fields import FormKind
from tests.ui.test_printing import MANY, printed
from ui.dialogs.print_preview import PrintPreview
from ui.printing import blank_form, form_sheets


@pytest.fixture
def preview(qtbot: QtBot) -> PrintPreview:
    dialog = PrintPreview(form_sheets(printed(MANY)), "客户信息表", file_name="KH-2026-000128.pdf")
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    return dialog


def test_the_page_fits_the_width_until_a_zoom_is_chosen(preview: PrintPreview) -> None:
    view = preview.view
    fitting = view.picture().deviceIndependentSize().width()
    assert view.viewport().width() * 0.8 < fitting <= view.viewport().width()
    preview.resize(1300, 800)
    assert view.picture().deviceIndependentSize().width() > fitting + 300
    view.step_zoom(1)
    chosen = view.zoom
    assert preview.zoom_label.text() == f"{chosen:.0%}"
    preview.resize(900, 760)
    assert view.zoom == chosen
    view.step_zoom(-1)
    assert view.zoom < chosen
    view.fit_width()
    assert view.picture().deviceIndependentSize().width() == fitting


def test_zoom_ends_at_its_limits(preview: PrintPreview) -> None:
    for direction, limit in ((1, 3.0), (-1, 0.5)):
        for _ in range(20):
            preview.view.step_zoom(direction)
        assert preview.view.zoom == limit


def test_pages_turn_by_button_and_by_key(preview: PrintPreview, qtbot: QtBot) -> None:
    assert preview.page_label.text() == "第 1 页，共 4 页"
    assert not preview.previous_button.isEnabled()
    first = preview.view.picture().toImage()
    preview.next_button.click()
    assert preview.page == 1
    assert preview.view.picture().toImage() != first
    for _ in range(40):
        qtbot.keyClick(preview.view, Qt.Key.Key_PageDown)
    assert preview.page == 3
    assert not preview.next_button.isEnabled()
    for _ in range(40):
        qtbot.keyClick(preview.view, Qt.Key.Key_PageUp)
    assert preview.page == 0
    assert preview.view.accessibleDescription() == "第 1 页，共 4 页"


def test_escape_closes(preview: PrintPreview, qtbot: QtBot) -> None:
    qtbot.keyClick(preview, Qt.Key.Key_Escape)
    assert not preview.isVisible()


def test_every_control_has_a_name_and_tab_goes_in_reading_order(preview: PrintPreview) -> None:
    controls = [*preview.findChildren(QAbstractButton), preview.view]
    controls = [control for control in controls if control.isVisible()]
    assert len(controls) == 9
    for control in controls:
        text = control.text() if isinstance(control, QAbstractButton) else ""
        assert control.accessibleName() or text
    order: list[QWidget] = []
    widget: QWidget | None = preview.previous_button
    while widget is not None and widget not in order:
        order.append(widget)
        widget = widget.nextInFocusChain()
    places = [order.index(control) for control in (preview.previous_button, preview.fit_button, preview.view)]
    assert places == sorted(places)


def test_saving_writes_all_pages_and_says_where(preview: PrintPreview, tmp_path: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(preview.saved) as signal:
        preview.save_pdf(tmp_path / "form")
    assert signal.args == [str(tmp_path / "form.pdf")]
    document = pypdfium2.PdfDocument(tmp_path / "form.pdf")
    assert len(document) == 4
    document.close()
    assert preview.banner.isVisible()


def test_the_proposed_name_is_that_of_the_customer(
    preview: PrintPreview, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def answer(_parent: QWidget, _title: str, proposed: str, _filter: str) -> tuple[str, str]:
        asked.append(proposed)
        return str(tmp_path / proposed), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    preview.save_button.click()
    assert asked == ["KH-2026-000128.pdf"]
    assert (tmp_path / "KH-2026-000128.pdf").exists()


def test_a_file_that_cannot_be_written_is_said_in_the_dialog(preview: PrintPreview, tmp_path: Path) -> None:
    preview.save_pdf(tmp_path / "missing" / "form.pdf")
    assert preview.banner.isVisible()
    assert list(tmp_path.iterdir()) == []


def test_printing_sends_the_pages(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = PrintPreview(form_sheets(blank_form(FormKind.INDIVIDUAL)), "客户信息表")
    qtbot.addWidget(dialog)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "spool.pdf"))
    dialog.print_on(printer)
    assert (tmp_path / "spool.pdf").stat().st_size > 5000
