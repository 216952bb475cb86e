"""The pages of a document to look at: the same sheets, painted by the same code, one page at a time."""

from __future__ import annotations

from collections.abc import Callable

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
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from ui.i18n import Translated
from ui.printing import Sheet, render_sheet
from ui.theme import theme
from ui.widgets.buttons import IconButton, make_button
from ui.widgets.feedback import EmptyState

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
        paper = self._sheet.width * self._sheet.scale if self._sheet else 210.0
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


class PagePane(Translated, QWidget):
    """The bar that turns pages and chooses the zoom, and the page. Before there is one, a sentence.

    Keys: Page Up and Page Down, Ctrl+Home and Ctrl+End for the pages; Ctrl and plus, minus, 0 for the zoom.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet_at: Callable[[int], Sheet] | None = None
        self._count, self._page = 0, 0
        self._counting = ""
        self._build()
        self._bind()
        self.retranslate()

    @property
    def page(self) -> int:
        """Number of the page shown, from 0."""
        return self._page

    @property
    def count(self) -> int:
        """Number of pages known."""
        return self._count

    def show_pages(self, sheet_at: Callable[[int], Sheet], count: int, counting: str = "") -> None:
        """Show another document; the page stays if it has so many. ``counting``: more pages are still being counted."""
        self._sheet_at, self._count, self._counting = sheet_at, count, counting
        self._stack.setCurrentWidget(self.view)
        self.show_page(min(self._page, max(0, count - 1)))

    def show_words(self, title: str, text: str = "", icon: str = "printer") -> None:
        """Show a sentence instead of a page."""
        self._sheet_at, self._count, self._page, self._counting = None, 0, 0, ""
        self._empty.set_texts(title, text)
        self._stack.setCurrentWidget(self._empty)
        self._show_place()

    def set_counting(self, text: str) -> None:
        """Say that more pages are being counted; "" when that is done."""
        self._counting = text
        self._show_place()

    def show_page(self, page: int) -> None:
        """Show a page, counted from 0; before the first and after the last nothing happens."""
        if self._sheet_at is None or not 0 <= page < self._count:
            return
        self._page = page
        self.view.set_sheet(self._sheet_at(page))
        self._show_place()

    def retranslate(self) -> None:
        """Set every text anew."""
        self.previous_button.set_name(self.tr("上一页"))
        self.next_button.set_name(self.tr("下一页"))
        self.smaller_button.set_name(self.tr("缩小"))
        self.larger_button.set_name(self.tr("放大"))
        self.fit_button.setText(self.tr("适合宽度"))
        self.view.setAccessibleName(self.tr("页面预览"))
        self._show_place()

    def _build(self) -> None:
        # Made in reading order: that is the order of Tab.
        self.previous_button = IconButton("chevron-left", "")
        self.page_label = QLabel()
        self.next_button = IconButton("chevron-right", "")
        self.smaller_button = IconButton("zoom-out", "")
        self.zoom_label = QLabel()
        self.larger_button = IconButton("zoom-in", "")
        self.fit_button = make_button("")
        self.view = PageView()
        self._empty = EmptyState("printer", "")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        bar = QHBoxLayout()
        pages: tuple[QWidget, ...] = (self.previous_button, self.page_label, self.next_button)
        zooms: tuple[QWidget, ...] = (self.smaller_button, self.zoom_label, self.larger_button, self.fit_button)
        for widget in pages:
            bar.addWidget(widget)
        bar.addStretch(1)
        for widget in zooms:
            bar.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(bar)
        column.addWidget(self._stack, 1)

    def _bind(self) -> None:
        self.previous_button.clicked.connect(lambda: self.show_page(self._page - 1))
        self.next_button.clicked.connect(lambda: self.show_page(self._page + 1))
        self.smaller_button.clicked.connect(lambda: self.view.step_zoom(-1))
        self.larger_button.clicked.connect(lambda: self.view.step_zoom(1))
        self.fit_button.clicked.connect(self.view.fit_width)
        self.view.left_page.connect(lambda step: self.show_page(self._page + step))
        self.view.zoomed.connect(self._show_zoom)
        keys: tuple[tuple[str, QPushButton | IconButton], ...] = (
            ("Ctrl++", self.larger_button),
            ("Ctrl+=", self.larger_button),
            ("Ctrl+-", self.smaller_button),
            ("Ctrl+0", self.fit_button),
        )
        for key, button in keys:
            QShortcut(QKeySequence(key), self, button.click)
        QShortcut(QKeySequence("Ctrl+Home"), self, lambda: self.show_page(0))
        QShortcut(QKeySequence("Ctrl+End"), self, lambda: self.show_page(self._count - 1))

    def _show_place(self) -> None:
        text = ""
        if self._count:
            text = self.tr("第 {page} 页，共 {pages} 页").format(page=self._page + 1, pages=f"{self._count:,}")
        if self._counting:
            text = self.tr("第 {page} 页 · {counting}").format(page=self._page + 1, counting=self._counting)
        self.page_label.setText(text)
        self.view.setAccessibleDescription(text)
        QAccessible.updateAccessibility(QAccessibleEvent(self.view, QAccessible.Event.DescriptionChanged))
        self.previous_button.setEnabled(self._page > 0)
        self.next_button.setEnabled(self._page + 1 < self._count)

    def _show_zoom(self) -> None:
        self.zoom_label.setText(f"{self.view.zoom:.0%}")
