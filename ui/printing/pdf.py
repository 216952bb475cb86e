"""Sheets onto devices: PDF file, printer, picture."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path

from PySide6.QtCore import QFile, QFileDevice, QIODevice, QMarginsF, QSizeF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtPrintSupport import QPrinter

from desktop_crm.errors import ExchangeError, UsageError
from ui.fonts import load_fonts
from ui.printing.sheet import DPI, Sheet, paint
from ui.printing.text_layer import RareCharacters, complete


def ensure_gui() -> QGuiApplication:
    """Return the running Qt application; without one, make one that needs no screen."""
    running = QGuiApplication.instance()
    if isinstance(running, QGuiApplication):
        return running
    return QGuiApplication(["desktop-crm", "-platform", "offscreen"])


def write_sheets(path: Path, sheets: Iterable[Sheet], title: str, bookmarks: Sequence[tuple[str, int]] = ()) -> int:
    """Write ``sheets`` as one PDF and return the number of pages; ``bookmarks`` are titles and pages from 0.

    Page after page goes to a file beside ``path``, so that memory does not grow with the number of pages; the file
    appears under its name only when it is complete, an older one stays until then. Whatever ends ``sheets`` early
    leaves nothing behind. Raises ExchangeError ``cannot_write`` when the folder cannot be written or the disk is full,
    and UsageError ``nothing_to_print`` without sheets. Works in any thread.
    """
    load_fonts()
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        pages, rare = _paint_pdf(part, sheets, title)
        if not pages:
            raise UsageError("nothing_to_print")
        complete(part, rare, bookmarks)
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as problem:
        raise ExchangeError("cannot_write", path=path.name, reason=problem.strerror or "") from problem
    finally:
        part.unlink(missing_ok=True)
    return pages


def _paint_pdf(part: Path, sheets: Iterable[Sheet], title: str) -> tuple[int, RareCharacters]:
    """Paint a PDF into a file that only this person may read. Raises OSError."""
    file = QFile(str(part))
    owner = QFileDevice.Permission.ReadOwner | QFileDevice.Permission.WriteOwner
    if not file.open(QIODevice.OpenModeFlag.WriteOnly, owner):
        raise OSError(0, file.errorString())
    writer = QPdfWriter(file)
    writer.setPdfVersion(QPdfWriter.PdfVersion.PdfVersion_1_6)
    writer.setResolution(DPI)
    writer.setTitle(title)
    writer.setCreator("Desktop CRM")
    painter = QPainter()
    rare = RareCharacters()
    pages = 0
    try:
        for sheet in sheets:
            writer.setPageLayout(page_layout(sheet))
            if pages:
                writer.newPage()
            else:
                painter.begin(writer)
            paint(painter, sheet, DPI)
            rare.note(sheet.texts)
            pages += 1
            _refuse_failed(file)
    finally:
        if painter.isActive():
            painter.end()
        file.close()
    _refuse_failed(file)
    return pages, rare


def _refuse_failed(file: QFile) -> None:
    """Raise OSError when a write did not reach the disk; the painter itself says nothing."""
    if file.error() != QFileDevice.FileError.NoError:
        raise OSError(0, file.errorString())


def page_layout(sheet: Sheet) -> QPageLayout:
    """Return the page of ``sheet`` without margins: the sheet holds its own."""
    way = QPageLayout.Orientation.Landscape if sheet.landscape else QPageLayout.Orientation.Portrait
    short, long = sorted((sheet.width * sheet.scale, sheet.height * sheet.scale))
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
    dots = sheet.scale * dpi / 25.4
    width, height = round(sheet.width * dots), round(sheet.height * dots)
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    image.setDotsPerMeterX(round(dpi / 0.0254))
    image.setDotsPerMeterY(round(dpi / 0.0254))
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    paint(painter, sheet, dpi)
    painter.end()
    return image
