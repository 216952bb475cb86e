"""Last steps of an import: it runs, and what it did."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_crm.exchange.importer import ImportResult
from ui.dialogs._frame import set_texts
from ui.dialogs._sums import SumsPage
from ui.dialogs._work import in_words
from ui.i18n import Translated
from ui.widgets import ProgressLine, make_button, make_label


class RunningPage(Translated, QWidget):
    """Progress with a way to stop. ``cancelled`` asks to."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = ProgressLine()
        self._note = make_label(role="muted", wrap=True)
        self.cancel = make_button("", on_click=self.cancelled.emit)
        self.cancel.setObjectName("cancel_import")
        self.importing = False
        self.buttons = row = QHBoxLayout()
        row.addWidget(self._note, 1)
        row.addWidget(self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(60, 0, 60, 0)
        column.setSpacing(14)
        column.addStretch(2)
        column.addWidget(self.line)
        column.addLayout(row)
        column.addStretch(3)

    def start(self, *, importing: bool) -> None:
        """Show a fresh bar for the check or for the import."""
        self.importing = importing
        self.cancel.setEnabled(True)
        self.line.set_progress(0, 0)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text."""
        self.line.set_text(self.tr("正在导入…") if self.importing else self.tr("正在检查每一行…"))
        safe = self.tr("取消后，已经导入的客户会保留。")
        self._note.setText(safe if self.importing else self.tr("这一步不改动任何资料。"))
        set_texts(self.cancel, self.tr("取消"))


class ResultPage(Translated, SumsPage):
    """Four sums, the way to the failed rows, and the way back: ``undo_wanted``."""

    undo_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(4, parent)
        self._result = ImportResult()
        self.open_failed = make_button("", icon_name="file-spreadsheet", on_click=self._open)
        self.open_failed.setObjectName("open_failed")
        self.undo = make_button("", icon_name="undo-2", on_click=self.undo_wanted.emit)
        self.undo.setObjectName("undo_import")
        self._where = make_label(role="muted", wrap=True)
        self._where.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.open_failed)
        row.addWidget(self.undo)
        row.addStretch(1)
        self.below.addLayout(row)
        self.below.addWidget(self._where)

    def result(self) -> ImportResult:
        """Return what is shown."""
        return self._result

    def show_result(self, result: ImportResult) -> None:
        """Show what an import did."""
        self._result = result
        sums = (result.created, result.updated, result.duplicates, result.failed)
        self.show_sums(sums, well=result.error is None and not result.cancelled)
        self.open_failed.setVisible(result.failed_file is not None)
        self.undo.setVisible(result.batch is not None)
        self._where.setVisible(result.failed_file is not None)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text."""
        result = self._result
        title = self.tr("导入完成")
        if result.error is not None:
            title = self.tr("导入中途停止")
            self.problem.set_message(in_words(result.error), "error")
        elif result.cancelled:
            title = self.tr("已取消导入")
            self.problem.set_message(self.tr("取消之前导入的客户已保存，再次导入同一文件会跳过它们。"), "warning")
        self.set_words(title, (self.tr("新建"), self.tr("补充"), self.tr("重复，已跳过"), self.tr("失败")))
        set_texts(self.open_failed, self.tr("打开失败清单"))
        set_texts(self.undo, self.tr("撤销这次导入"))
        self._where.setText(self.tr("改好清单里的行后，可以直接再导入它。"))
        if result.failed_file is not None:
            self.open_failed.setToolTip(str(result.failed_file))

    def _open(self) -> None:
        path: Path | None = self._result.failed_file
        if path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
