"""A picture or a PDF of a customer, shown inside the program: nothing of it is written to the disk in the clear."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleEvent, QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_crm.queries.attachments import Attachment
from ui.attachments.canvas import Canvas
from ui.attachments.pictures import PdfFile, read_picture
from ui.attachments.words import PDF, second_line
from ui.context import Context
from ui.errors import describe
from ui.i18n import Translated
from ui.jobs import Job, Lane, Task
from ui.widgets import EmptyState, IconButton, Spinner, make_button, make_label

_SIZE = QSize(940, 680)
#: Pixels a point of a page at zoom 1, on a screen of 96 dots an inch.
_SCREEN = 96 / 72


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read: a picture, or a PDF with its first page."""

    image: QImage | None
    pdf: PdfFile | None = None
    page: QSize | None = None


class PreviewDialog(Translated, QDialog):
    """Shows one attachment. ``outside_wanted``: in the system's program; ``save_wanted``: into a file.

    Keys: Ctrl and plus, minus, 0 for the zoom; Page Up, Page Down, Ctrl+Home and Ctrl+End for pages; Ctrl+S saves.
    """

    outside_wanted = Signal()
    save_wanted = Signal()

    def __init__(self, context: Context, one: Attachment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("attachment_preview")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context, self.attachment = context, one
        self._pdf: PdfFile | None = None
        self._page = self._drawn = 0
        self._job: Job | None = None
        self._build()
        self._connect()
        self.resize(_SIZE)
        self.retranslate()
        self._set_pages()
        self._job = context.jobs.run(self._read, Lane.POOL).on_success(self._show_read).on_failure(self._failed)

    @property
    def page(self) -> int:
        """Number of the page shown, from 0."""
        return self._page

    def show_page(self, page: int) -> None:
        """Show a page of a PDF; before the first and after the last nothing happens."""
        if self._pdf is not None and 0 <= page < self._pdf.pages and page != self._page:
            self._page = page
            self._set_pages()
            self._draw_page()

    def done(self, result: int) -> None:
        """Close, and let go of the content."""
        if self._job is not None:
            self._job.cancel()
        if self._pdf is not None:
            self._pdf.close()
            self._pdf = None
        super().done(result)

    def retranslate(self) -> None:
        """Set every text."""
        self.setWindowTitle(self.attachment.file_name)
        self._lead.setText(second_line(self.attachment))
        self.previous_button.set_name(self.tr("上一页"))
        self.next_button.set_name(self.tr("下一页"))
        self.smaller_button.set_name(self.tr("缩小"))
        self.larger_button.set_name(self.tr("放大"))
        self.fit_button.set_name(self.tr("适合窗口"))
        for button, text in (
            (self.outside_button, self.tr("用其他程序打开")),
            (self.save_button, self.tr("另存为…")),
            (self.close_button, self.tr("关闭")),
        ):
            button.setText(text)
            button.setAccessibleName(text)
        self._spinner.setAccessibleName(self.tr("正在打开…"))
        self.canvas.setAccessibleName(self.attachment.file_name)
        self.empty.set_texts(self.tr("不能在这里显示"), self.tr("可以用其他程序打开，或者另存为文件。"))
        self._set_pages()

    # -- reading ----------------------------------------------------------------------------

    def _read(self, task: Task) -> _Read:
        data = self._context.app.attachments.content(self.attachment.id)
        task.check()
        if self.attachment.media_type != PDF:
            return _Read(read_picture(data))
        try:
            pdf = PdfFile(data)
        except ValueError:
            return _Read(None)
        found = _Read(*self._render(pdf, 0))
        if task.cancelled:  # the window was closed meanwhile
            pdf.close()
        return found

    def _render(self, pdf: PdfFile, page: int) -> tuple[QImage, PdfFile, QSize]:
        width, height = pdf.page_size(page)
        # Twice as fine as the screen: it stays sharp when it is made larger, and need not be drawn again then.
        return pdf.image(page, 2 * _SCREEN), pdf, QSize(round(width * _SCREEN), round(height * _SCREEN))

    @Slot(object)
    def _show_read(self, found: _Read) -> None:
        self._pdf = found.pdf
        if found.image is None:
            self._stack.setCurrentWidget(self.empty)
        else:
            self._stack.setCurrentWidget(self.canvas)
            self.canvas.show_image(found.image, found.page)
            self.canvas.setFocus()
        self._set_pages()
        self._show_zoom()

    def _draw_page(self) -> None:
        pdf, page = self._pdf, self._page
        if pdf is None:
            return
        if self._job is not None:
            self._job.cancel()
        self._job = self._context.jobs.run(lambda _task: _Read(*self._render(pdf, page)), Lane.POOL)
        self._job.on_success(self._show_read).on_failure(self._failed)

    @Slot(object)
    def _failed(self, error: BaseException) -> None:
        text = describe(error)
        self.empty.set_texts(text.what, f"{text.safe}{text.todo}")
        self._stack.setCurrentWidget(self.empty)

    # -- parts ------------------------------------------------------------------------------

    def _set_pages(self) -> None:
        pages = self._pdf.pages if self._pdf is not None else 0
        for part in (self.previous_button, self._pages, self.next_button):
            part.setVisible(pages > 1)
        text = self.tr("第 {page} 页，共 {pages} 页").format(page=self._page + 1, pages=pages)
        self._pages.setText(text)
        self.previous_button.setEnabled(self._page > 0)
        self.next_button.setEnabled(self._page + 1 < pages)
        if pages > 1:
            self.canvas.setAccessibleDescription(text)
            QAccessible.updateAccessibility(QAccessibleEvent(self.canvas, QAccessible.Event.DescriptionChanged))
        shown = self._stack.currentWidget() is self.canvas
        for button in (self.smaller_button, self.larger_button, self.fit_button):
            button.setEnabled(shown)

    @Slot()
    def _show_zoom(self) -> None:
        self._zoom.setText(f"{self.canvas.zoom:.0%}" if self._stack.currentWidget() is self.canvas else "")

    def _build(self) -> None:
        # Made in reading order: that is the order of Tab.
        self._lead = make_label(role="muted")
        self.previous_button, self._pages = IconButton("chevron-left", ""), make_label(role="muted")
        self.next_button = IconButton("chevron-right", "")
        self.smaller_button, self._zoom = IconButton("zoom-out", ""), make_label(role="muted")
        self.larger_button, self.fit_button = IconButton("zoom-in", ""), IconButton("maximize", "")
        self.outside_button = make_button("", icon_name="external-link", on_click=self.outside_wanted.emit)
        self.save_button = make_button("", icon_name="download", on_click=self.save_wanted.emit)
        self.close_button = make_button("", role="primary", on_click=self.reject)
        self.canvas, self.empty, self._spinner = Canvas(), EmptyState("file", ""), Spinner("", 32)
        self._zoom.setMinimumWidth(44)
        self._stack = QStackedWidget()
        waiting = QWidget()
        centred = QVBoxLayout(waiting)
        centred.addWidget(self._spinner, 0, Qt.AlignmentFlag.AlignCenter)
        for page in (waiting, self.canvas, self.empty):
            self._stack.addWidget(page)
        head = QHBoxLayout()
        head.addWidget(self._lead, 1)
        for part in (self.previous_button, self._pages, self.next_button):
            head.addWidget(part)
        head.addSpacing(12)
        for part in (self.smaller_button, self._zoom, self.larger_button, self.fit_button):
            head.addWidget(part)
        foot = QHBoxLayout()
        foot.addWidget(self.outside_button)
        foot.addWidget(self.save_button)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 14)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.previous_button.clicked.connect(lambda: self.show_page(self._page - 1))
        self.next_button.clicked.connect(lambda: self.show_page(self._page + 1))
        self.smaller_button.clicked.connect(lambda: self.canvas.step_zoom(-1))
        self.larger_button.clicked.connect(lambda: self.canvas.step_zoom(1))
        self.fit_button.clicked.connect(self.canvas.fit)
        self.canvas.wanted.connect(lambda step: self.show_page(self._page + step))
        self.canvas.zoomed.connect(self._show_zoom)
        for key, button in (
            ("Ctrl++", self.larger_button),
            ("Ctrl+=", self.larger_button),
            ("Ctrl+-", self.smaller_button),
            ("Ctrl+0", self.fit_button),
            ("Ctrl+S", self.save_button),
        ):
            QShortcut(QKeySequence(key), self, button.click)
        QShortcut(QKeySequence("Ctrl+Home"), self, lambda: self.show_page(0))
        QShortcut(QKeySequence("Ctrl+End"), self, lambda: self.show_page(self._pdf.pages - 1 if self._pdf else 0))
