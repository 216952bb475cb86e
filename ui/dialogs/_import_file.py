"""First step of an import: the file, dropped or chosen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui.dialogs._frame import set_texts
from ui.i18n import Translated
from ui.theme import theme
from ui.widgets import IconMark, Spinner, make_button, make_label

#: Endings of files that can be imported.
SUFFIXES = ("xlsx", "xls", "ods", "csv", "txt", "vcf", "jsonl")


def dropped_file(data: QMimeData) -> Path | None:
    """Return the first local file of what is dragged, or None."""
    files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return files[0] if files else None


class FilePage(Translated, QWidget):
    """Takes a file; ``chosen(Path)`` tells it."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._over = False
        self.setAcceptDrops(True)
        self._title = make_label(role="heading")
        self._text = make_label(role="body", wrap=True)
        self._hint = make_label(role="muted", wrap=True)
        self.button = make_button("", role="primary", icon_name="folder-open", on_click=self.choose)
        self.button.setObjectName("choose_file")
        self.spinner = Spinner("", 28)
        self.spinner.hide()
        for label in (self._title, self._text, self._hint):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(40, 24, 40, 20)
        column.setSpacing(10)
        column.addStretch(3)
        column.addWidget(IconMark("file-spreadsheet", "accent", 72, halo="soft"), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(4)
        column.addWidget(self._title)
        column.addWidget(self._text)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.spinner)
        row.addWidget(self.button)
        row.addStretch(1)
        column.addSpacing(4)
        column.addLayout(row)
        column.addStretch(3)
        column.addWidget(self._hint)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text."""
        self._title.setText(self.tr("把文件拖到这里"))
        self._text.setText(self.tr("xlsx、xls、ods、csv（UTF-8 或 GB18030）、vCard 通讯录、jsonl"))
        self._hint.setText(
            self.tr("11 位手机号、开头的 0、Excel 日期和 1.38E+10 会自动修复；不能确定的会列出来，不会悄悄改错。")
        )
        set_texts(self.button, self.tr("选择文件…"))
        self.spinner.setAccessibleName(self.tr("正在读取文件"))

    def set_busy(self, busy: bool) -> None:
        """Show that the file is being read."""
        self.spinner.setVisible(busy)
        self.button.setEnabled(not busy)

    @Slot()
    def choose(self) -> None:
        """Ask for a file."""
        kinds = " ".join(f"*.{suffix}" for suffix in SUFFIXES)
        chosen, _ = QFileDialog.getOpenFileName(
            self, self.tr("选择要导入的文件"), "", f"{self.tr('客户列表')} ({kinds})"
        )
        if chosen:
            self.chosen.emit(Path(chosen))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept local files."""
        if dropped_file(event.mimeData()) is not None:
            event.acceptProposedAction()
            self._set_over(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Forget the drag."""
        self._set_over(False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the file."""
        self._set_over(False)
        path = dropped_file(event.mimeData())
        if path is not None and self.button.isEnabled():
            event.acceptProposedAction()
            self.chosen.emit(path)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the dashed edge, stronger while a file hangs over it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(theme.color("primary" if self._over else "field_border"), 1.5, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(theme.color("soft" if self._over else "zebra"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 12, 12)
        painter.end()

    def _set_over(self, over: bool) -> None:
        self._over = over
        self.update()
