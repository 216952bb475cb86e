"""Pictures and pages of PDF as images, made off the GUI thread.

A picture of somebody else's may be made to hurt: sizes are bounded, and what cannot be read is None.
"""

from __future__ import annotations

import threading
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter, QPainterPath

#: Longest side of what is shown, in pixels; larger pictures are made smaller when they are read.
LONGEST_SIDE = 4096
#: Memory that decoding one picture may take, in MB.
_MOST_MB = 512
#: PDF is measured in points of 1/72 inch.
_POINTS = 72
_PDF_LOCK = threading.Lock()  # the library may be entered by one thread at a time


def read_picture(data: bytes, longest: int = LONGEST_SIDE) -> QImage | None:
    """Decode a picture, turned as the camera was held, no side longer than asked; None for what is none."""
    held = QBuffer()
    held.setData(QByteArray(data))
    held.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(held)
    reader.setAutoTransform(True)
    reader.setDecideFormatFromContent(True)
    QImageReader.setAllocationLimit(_MOST_MB)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > longest:
        reader.setScaledSize(size.scaled(longest, longest, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    return None if image.isNull() else image


class PdfFile:
    """A PDF in memory. Raises ValueError for what is none, or is locked by a password. Safe in any thread."""

    def __init__(self, data: bytes) -> None:
        import pypdfium2  # it takes a while to load, and most starts need it never

        self._document: Any = None
        with _PDF_LOCK:
            try:
                self._document = pypdfium2.PdfDocument(data)
                self.pages = len(self._document)
            except pypdfium2.PdfiumError as error:
                raise ValueError(str(error)) from error

    def page_size(self, number: int) -> tuple[float, float]:
        """Return width and height of a page in points; pages count from 0."""
        with _PDF_LOCK:
            page = self._document[number]
            try:
                width, height = page.get_size()
                return float(width), float(height)
            finally:
                page.close()

    def image(self, number: int, scale: float) -> QImage:
        """Render a page at so many pixels a point, no side longer than :data:`LONGEST_SIDE`."""
        width, height = self.page_size(number)
        scale = min(scale, LONGEST_SIDE / max(width, height, 1))
        with _PDF_LOCK:
            page = self._document[number]
            bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
            try:
                made = QImage(
                    bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGBX8888
                ).copy()
            finally:
                bitmap.close()
                page.close()
        return made

    def close(self) -> None:
        """Let go of the memory."""
        with _PDF_LOCK:
            self._document.close()


def thumbnail(data: bytes, *, pdf: bool, side: int) -> QImage | None:
    """Make a square of ``side`` pixels out of the middle of a picture or of a first page; None for neither."""
    if pdf:
        try:
            document = PdfFile(data)
        except ValueError:
            return None
        try:
            width, height = document.page_size(0)
            whole: QImage | None = document.image(0, 2 * side / max(1.0, min(width, height)))
        finally:
            document.close()
    else:
        whole = read_picture(data, 8 * side)
    return None if whole is None else _cut_out(whole, side, top=pdf)


def _cut_out(image: QImage, side: int, *, top: bool) -> QImage:
    scaled = image.scaled(
        QSize(side, side), Qt.AspectRatioMode.KeepAspectRatioByExpanding, Qt.TransformationMode.SmoothTransformation
    )
    left = (scaled.width() - side) // 2
    above = 0 if top else (scaled.height() - side) // 2
    square = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    square.fill(Qt.GlobalColor.transparent)
    painter = QPainter(square)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    path = QPainterPath()
    path.addRoundedRect(QRectF(0, 0, side, side), side / 7, side / 7)
    painter.setClipPath(path)
    painter.drawImage(-left, -above, scaled)
    painter.end()
    return square
