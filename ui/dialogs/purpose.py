"""Asks what sensitive values of a colleague's customer are wanted for."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QWidget

from desktop_crm.services.revealing import SHORTEST
from ui.dialogs._fields import LineField
from ui.dialogs._frame import Dialog, set_texts
from ui.widgets import make_button
from ui.widgets.layout import FlowLayout

_SIZE = QSize(480, 250)


class PurposeDialog(Dialog):
    """Asks what the values are wanted for. ``given(purpose)``."""

    given = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__("purpose_dialog", parent, _SIZE)
        self.purpose = LineField("reveal_purpose", longest=200)
        self.body.addWidget(self.purpose)
        usual = QWidget()
        flow = FlowLayout(usual, gap=6)
        self.usual = [make_button("", size="small") for _ in range(4)]
        for button in self.usual:
            button.clicked.connect(self._take_usual)
            flow.addWidget(button)
        self.body.addWidget(usual)
        self.body.addStretch(1)
        self.cancel = make_button("", on_click=self.reject)
        self.show_button = make_button("", role="primary", icon_name="eye", on_click=self._give)
        self.show_button.setObjectName("reveal_ok")
        self.show_button.setDefault(True)
        self.foot.addStretch(1)
        self.foot.addWidget(self.cancel)
        self.foot.addWidget(self.show_button)
        self.purpose.edit.textChanged.connect(self._say)
        self.settle()
        self.purpose.edit.setFocus()

    def retranslate(self) -> None:
        """Set every text."""
        lead = self.tr("这位客户由同事负责。写明用途后才显示，您的姓名、时间和用途会记录下来。")
        self.set_head(self.tr("显示敏感信息"), lead)
        self.purpose.set_texts(self.tr("用途"), self.tr("对这位客户，到关闭程序为止只问这一次。"))
        words = (self.tr("核对客户身份"), self.tr("客户本人要求"), self.tr("签订合同"), self.tr("处理投诉"))
        for button, text in zip(self.usual, words, strict=True):
            set_texts(button, text)
        set_texts(self.cancel, self.tr("取消"))
        set_texts(self.show_button, self.tr("显示"))
        self._say()

    def _say(self) -> None:
        self.show_button.setEnabled(len(self.purpose.text()) >= SHORTEST)

    def _take_usual(self) -> None:
        button = self.sender()
        self.purpose.edit.setText(next(one.text() for one in self.usual if one is button))
        self.show_button.setFocus()

    def _give(self) -> None:
        purpose = self.purpose.text()
        self.accept()
        self.given.emit(purpose)
