"""Preview of what will be printed: the same sheets, painted by the same code, one page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPixmap,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop_crm.errors import ExchangeError
from ui.i18n import Translated
from ui.printing import Sheet, print_sheets, render_sheet, write_sheets
from ui.theme import theme
from ui.widgets.buttons import IconButton, make_button
from ui.widgets.feedback import Banner

#: Steps of the zoom, 1 being the size on paper; fitting the width is a state of its own.
ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
_SCREEN_DPI = 96.0
_MARGIN = 24


class PageView(QScrollArea):
    """Shows one sheet as a picture, fitted to the width until a zoom is chosen."""

    zoomed = Signal()
    #: Past the end (+1) or the beginning (-1) of the page by Page Down or Page Up.
    left_page = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet: Sheet | None = None
        self._zoom: float | None = None
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWidget(self._picture)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # A bar that comes and goes would change the width that the page is fitted to.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)

    def set_sheet(self, sheet: Sheet) -> None:
        """Show another sheet from its top."""
        self._sheet = sheet
        self._draw()
        self.verticalScrollBar().setValue(0)

    def picture(self) -> QPixmap:
        """Return the page as shown."""
        return self._picture.pixmap()

    @property
    def zoom(self) -> float:
        """Size on the screen by size on paper."""
        return self._zoom if self._zoom is not None else self._fitting()

    def step_zoom(self, direction: int) -> None:
        """Go to the next larger (+1) or smaller (-1) zoom."""
        now = self.zoom
        steps = [zoom for zoom in ZOOMS if (zoom - now) * direction > 0.001]
        if steps:
            self._set_zoom(min(steps, key=lambda zoom: abs(zoom - now)))

    def fit_width(self) -> None:
        """Fit the page to the width again."""
        self._set_zoom(None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit anew."""
        super().resizeEvent(event)
        if self._zoom is None:
            self._draw()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll; at the end of the page Page Down turns it."""
        bar = self.verticalScrollBar()
        if event.key() == Qt.Key.Key_PageDown and bar.value() == bar.maximum():
            self.left_page.emit(1)
        elif event.key() == Qt.Key.Key_PageUp and bar.value() == bar.minimum():
            self.left_page.emit(-1)
        else:
            super().keyPressEvent(event)

    def _set_zoom(self, zoom: float | None) -> None:
        self._zoom = zoom
        self._draw()

    def _fitting(self) -> float:
        paper = self._sheet.width if self._sheet else 210.0
        return max(ZOOMS[0] / 2, (self.viewport().width() - 2 * _MARGIN) / (paper / 25.4 * _SCREEN_DPI))

    def _draw(self) -> None:
        if self._sheet is None:
            return
        ratio = self.devicePixelRatioF()
        image = render_sheet(self._sheet, _SCREEN_DPI * self.zoom * ratio)
        painter = QPainter(image)
        painter.setPen(theme.color("border"))  # the edge of the paper, on a background that may be white too
        painter.drawRect(image.rect().adjusted(0, 0, -1, -1))
        painter.end()
        image.setDevicePixelRatio(ratio)
        self._picture.setPixmap(QPixmap.fromImage(image))
        size = image.deviceIndependentSize().toSize()
        self._picture.resize(size + QSize(2 * _MARGIN, 2 * _MARGIN))
        self.zoomed.emit()


class PrintPreview(Translated, QDialog):
    """Shows the sheets and prints or saves them. ``file_name`` is proposed for the PDF.

    Keys: Page Up and Page Down, Ctrl+Home and Ctrl+End for the pages; Ctrl and plus, minus, 0 for the zoom;
    Ctrl+P prints, Ctrl+S saves, Esc closes.
    """

    #: The path of a PDF that was saved.
    saved = Signal(str)

    def __init__(
        self, sheets: Sequence[Sheet], title: str, parent: QWidget | None = None, *, file_name: str = ""
    ) -> None:
        super().__init__(parent)
        self._sheets = list(sheets)
        self._title = title
        self._file_name = file_name or f"{title}.pdf"
        self._page = 0
        self._build()
        self._bind()
        self.resize(900, 760)
        self.retranslate()
        self.show_page(0)
        self.view.setFocus()

    @property
    def page(self) -> int:
        """Number of the page shown, from 0."""
        return self._page

    def _build(self) -> None:
        # Made in reading order: that is the order of Tab.
        self.previous_button = IconButton("chevron-left", "")
        self.page_label = QLabel()
        self.next_button = IconButton("chevron-right", "")
        self.smaller_button = IconButton("zoom-out", "")
        self.zoom_label = QLabel()
        self.larger_button = IconButton("zoom-in", "")
        self.fit_button = make_button("")
        self.print_button = make_button("", role="primary", icon_name="printer")
        self.save_button = make_button("", icon_name="file-down")
        self.close_button = make_button("")
        self.banner = Banner()
        self.banner.hide()
        self.view = PageView()
        bar = QHBoxLayout()
        pages: tuple[QWidget, ...] = (self.previous_button, self.page_label, self.next_button)
        zooms: tuple[QWidget, ...] = (self.smaller_button, self.zoom_label, self.larger_button, self.fit_button)
        for widget in pages:
            bar.addWidget(widget)
        bar.addSpacing(16)
        for widget in zooms:
            bar.addWidget(widget)
        bar.addStretch(1)
        for button in (self.print_button, self.save_button, self.close_button):
            bar.addWidget(button)
        column = QVBoxLayout(self)
        column.addLayout(bar)
        column.addWidget(self.banner)
        column.addWidget(self.view, 1)

    def _bind(self) -> None:
        self.previous_button.clicked.connect(lambda: self.show_page(self._page - 1))
        self.next_button.clicked.connect(lambda: self.show_page(self._page + 1))
        self.smaller_button.clicked.connect(lambda: self.view.step_zoom(-1))
        self.larger_button.clicked.connect(lambda: self.view.step_zoom(1))
        self.fit_button.clicked.connect(self.view.fit_width)
        self.print_button.clicked.connect(self.print_pages)
        self.save_button.clicked.connect(self.choose_file)
        self.close_button.clicked.connect(self.reject)
        self.view.left_page.connect(lambda step: self.show_page(self._page + step))
        self.view.zoomed.connect(self._show_zoom)
        keys: tuple[tuple[str, QPushButton | IconButton], ...] = (
            ("Ctrl++", self.larger_button),
            ("Ctrl+=", self.larger_button),
            ("Ctrl+-", self.smaller_button),
            ("Ctrl+0", self.fit_button),
            ("Ctrl+P", self.print_button),
            ("Ctrl+S", self.save_button),
        )
        for key, button in keys:
            QShortcut(QKeySequence(key), self, button.click)
        QShortcut(QKeySequence("Ctrl+Home"), self, lambda: self.show_page(0))
        QShortcut(QKeySequence("Ctrl+End"), self, lambda: self.show_page(len(self._sheets) - 1))

    def retranslate(self) -> None:
        """Set every text anew."""
        self.setWindowTitle(self.tr("打印预览 – {title}").format(title=self._title))
        self.previous_button.set_name(self.tr("上一页"))
        self.next_button.set_name(self.tr("下一页"))
        self.smaller_button.set_name(self.tr("缩小"))
        self.larger_button.set_name(self.tr("放大"))
        self.fit_button.setText(self.tr("适合宽度"))
        self.print_button.setText(self.tr("打印"))
        self.save_button.setText(self.tr("保存为 PDF"))
        self.close_button.setText(self.tr("关闭"))
        self.view.setAccessibleName(self.tr("页面预览"))
        self._show_place()

    def show_page(self, page: int) -> None:
        """Show a page, counted from 0; before the first and after the last nothing happens."""
        if not 0 <= page < len(self._sheets):
            return
        self._page = page
        self.view.set_sheet(self._sheets[page])
        self._show_place()

    def _show_place(self) -> None:
        text = self.tr("第 {page} 页，共 {pages} 页").format(page=self._page + 1, pages=len(self._sheets))
        self.page_label.setText(text)
        self.view.setAccessibleDescription(text)
        QAccessible.updateAccessibility(QAccessibleEvent(self.view, QAccessible.Event.DescriptionChanged))
        self.previous_button.setEnabled(self._page > 0)
        self.next_button.setEnabled(self._page + 1 < len(self._sheets))

    def _show_zoom(self) -> None:
        self.zoom_label.setText(f"{self.view.zoom:.0%}")

    def choose_file(self) -> None:
        """Ask for a file and save the PDF there."""
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("保存为 PDF"), self._file_name, "PDF (*.pdf)")
        if chosen:
            self.save_pdf(Path(chosen))

    def save_pdf(self, path: Path) -> None:
        """Write the PDF and say so in the dialog, or why it could not be written."""
        if path.suffix.lower() != ".pdf":
            path = path.with_name(path.name + ".pdf")
        try:
            write_sheets(path, self._sheets, self._title)
        except ExchangeError as problem:
            text = self.tr("不能写入 {file}：{reason}").format(file=path, reason=problem.params.get("reason", ""))
            self._say(text, "error")
        else:
            self._say(self.tr("已保存到 {file}").format(file=path), "success")
            self.saved.emit(str(path))

    def print_pages(self) -> None:
        """Ask for a printer and print the chosen pages."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self._title)
        dialog = QPrintDialog(printer, self)
        dialog.setMinMax(1, len(self._sheets))
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.print_on(printer)

    def print_on(self, printer: QPrinter) -> None:
        """Print on a printer and say so in the dialog, or that it did not take the pages."""
        try:
            print_sheets(printer, self._sheets)
        except ExchangeError:
            text = self.tr("打印机 {printer} 不能打印").format(printer=printer.printerName())
            self._say(text, "error")
        else:
            self._say(self.tr("已送往打印机"), "success")

    def _say(self, text: str, kind: str) -> None:
        self.banner.set_message(text, kind)
        self.banner.show()
