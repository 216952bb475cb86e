"""The steps in which an office server is made: what is done, what is being done, what comes."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sync.client.office import STEPS
from ui.i18n import Translated
from ui.theme import set_role
from ui.widgets import IconMark, ProgressLine, make_label

_WIDTH = 520
_MARK = 18


class StepsView(Translated, QWidget):
    """A bar, and a line for each step."""

    def __init__(self) -> None:
        super().__init__()
        self._step = 0
        self._line = ProgressLine("")
        self._marks = [IconMark("circle-check", "green", _MARK) for _ in STEPS]
        self._labels = [make_label(role="muted") for _ in STEPS]
        self._note = make_label(role="muted", wrap=True)
        inner = QWidget()
        inner.setFixedWidth(_WIDTH)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(self._line)
        column.addSpacing(8)
        for mark, label in zip(self._marks, self._labels, strict=True):
            row = QHBoxLayout()
            row.setSpacing(10)
            row.addWidget(mark)
            row.addWidget(label, 1)
            column.addLayout(row)
        column.addSpacing(8)
        column.addWidget(self._note)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(inner)
        across.addStretch(1)
        upright = QVBoxLayout(self)
        upright.addStretch(2)
        upright.addLayout(across)
        upright.addStretch(3)
        self.retranslate()

    @Slot(int, int)
    def show_step(self, step: int, total: int) -> None:
        """Show which step is being done."""
        self._step = step
        self._line.set_progress(step, total)
        for place, (mark, label) in enumerate(zip(self._marks, self._labels, strict=True)):
            icon, tint = ("clock", "text3") if place > step else ("refresh-cw", "accent")
            mark.set_icon(*(("circle-check", "green") if place < step else (icon, tint)))
            set_role(label, "strong" if place == step else "muted")
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text."""
        texts = (
            self.tr("建立数据库、证书和管理员账号"),
            self.tr("启动服务器"),
            self.tr("登录时自动启动"),
            self.tr("连接这台电脑的资料"),
        )
        for label, text in zip(self._labels, texts, strict=True):
            label.setText(text)
        self._line.set_text(texts[min(self._step, len(texts) - 1)])
        self._note.setText(self.tr("大约半分钟。停止时，已经做完的步骤保留。"))
