"""Sheets onto devices: PDF file, printer, picture."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QSaveFile, QSizeF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtPrintSupport import QPrinter

from desktop_crm.errors import ExchangeError, UsageError
from ui.fonts import load_fonts
from ui.printing.sheet import DPI, Sheet, paint
from ui.printing.text_layer import RareCharacters, complete_text_layer


def ensure_gui() -> QGuiApplication:
    """Return the running Qt application; without one, make one that needs no screen."""
    running = QGuiApplication.instance()
    if isinstance(running, QGuiApplication):
        return running
    return QGuiApplication(["desktop-crm", "-platform", "offscreen"])


def write_sheets(path: Path, sheets: Iterable[Sheet], title: str) -> int:
    """Write ``sheets`` as one PDF and return the number of pages.

    The file appears only when it is complete; an older one of this name stays until then. Raises
    ExchangeError ``cannot_write`` when the folder cannot be written or the disk is full, and UsageError
    ``nothing_to_print`` without sheets.
    """
    load_fonts()
    pdf, pages = _paint_pdf(sheets, title)
    if not pages:
        raise UsageError("nothing_to_print")
    file = QSaveFile(str(path))
    # A short write shows up in commit, which then leaves nothing behind.
    if not file.open(QIODevice.OpenModeFlag.WriteOnly) or file.write(pdf) < len(pdf) or not file.commit():
        raise ExchangeError("cannot_write", path=path.name, reason=file.errorString())
    return pages


def _paint_pdf(sheets: Iterable[Sheet], title: str) -> tuple[bytes, int]:
    """Paint a PDF in memory (about 10 kB a page) and complete its text layer."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPdfVersion(QPdfWriter.PdfVersion.PdfVersion_1_6)
    writer.setResolution(DPI)
    writer.setTitle(title)
    writer.setCreator("Desktop CRM")
    painter = QPainter()
    rare = RareCharacters()
    pages = 0
    for sheet in sheets:
        writer.setPageLayout(page_layout(sheet))
        if pages:
            writer.newPage()
        else:
            painter.begin(writer)
        paint(painter, sheet, DPI)
        rare.note(sheet.lines)
        pages += 1
    if pages:
        painter.end()
    return complete_text_layer(bytes(buffer.data().data()), rare), pages


def page_layout(sheet: Sheet) -> QPageLayout:
    """Return the page of ``sheet`` without margins: the sheet holds its own."""
    way = QPageLayout.Orientation.Landscape if sheet.landscape else QPageLayout.Orientation.Portrait
    short, long = sorted((sheet.width, sheet.height))
    size = QPageSize(QSizeF(short, long), QPageSize.Unit.Millimeter)
    return QPageLayout(size, way, QMarginsF(0, 0, 0, 0))


def page_range(printer: QPrinter, sheets: Iterable[Sheet]) -> Iterable[Sheet]:
    """Keep the pages chosen in the print dialog; without a choice, all."""
    first, last = printer.fromPage(), printer.toPage()
    return islice(sheets, first - 1, last or None) if first else sheets


def print_sheets(printer: QPrinter, sheets: Iterable[Sheet]) -> int:
    """Paint the chosen pages of ``sheets`` on a printer and return their number.

    The whole page is used: the sheets hold their own margins. Raises ExchangeError ``cannot_print``.
    """
    load_fonts()
    painter = QPainter()
    pages = 0
    for sheet in page_range(printer, sheets):
        printer.setPageLayout(page_layout(sheet))
        printer.setFullPage(True)
        if pages:
            printer.newPage()
        elif not painter.begin(printer):
            raise ExchangeError("cannot_print", printer=printer.printerName())
        paint(painter, sheet, printer.resolution())
        pages += 1
    if pages:
        painter.end()
    return pages


def render_sheet(sheet: Sheet, dpi: float) -> QImage:
    """Return ``sheet`` as a picture of ``dpi`` dots an inch."""
    load_fonts()
    width, height = round(sheet.width * dpi / 25.4), round(sheet.height * dpi / 25.4)
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    image.setDotsPerMeterX(round(dpi / 0.0254))
    image.setDotsPerMeterY(round(dpi / 0.0254))
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    paint(painter, sheet, dpi)
    painter.end()
    return image
