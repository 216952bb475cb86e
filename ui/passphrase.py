"""Asks for the passphrase of a profile on a machine without a key store."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout

from desktop_crm.bootstrap import Application, open_application
from desktop_crm.errors import CrmError
from ui.errors import describe
from ui.i18n import Translated
from ui.widgets import Banner, make_button, make_label

#: Shorter ones are guessed too quickly.
SHORTEST = 8


def ask_passphrase(folder: Path, error: CrmError, *, new: bool) -> Application | None:
    """Ask until the profile opens; None when the person gives up."""
    dialog = PassphraseDialog(folder, new=new)
    if not new and error.code != "passphrase_needed":
        dialog.show_error(error)
    dialog.exec()
    return dialog.application


class PassphraseDialog(Translated, QDialog):
    """One field, two for a new profile; a wrong passphrase is said and asked again."""

    def __init__(self, folder: Path, *, new: bool) -> None:
        super().__init__()
        self.application: Application | None = None
        self._folder = folder
        self._new = new
        self.setObjectName("passphrase_dialog")
        self._title = make_label(role="heading")
        self._text = make_label(role="body", wrap=True)
        self._first = self._field("passphrase")
        self._second = self._field("passphrase_again")
        self._second.setVisible(new)
        self._banner = Banner(kind="error")
        self._banner.hide()
        self._open = make_button("", role="primary", on_click=self.open_profile)
        self._open.setDefault(True)
        self._quit = make_button("", on_click=self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._quit)
        buttons.addWidget(self._open)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 18)
        column.setSpacing(12)
        for part in (self._title, self._text, self._first, self._second, self._banner):
            column.addWidget(part)
        column.addLayout(buttons)
        self.setFixedWidth(420)
        self.retranslate()

    def open_profile(self) -> None:
        """Try what was typed."""
        text = self._first.text()
        if self._new and not self._acceptable(text):
            return
        try:
            self.application = open_application(self._folder, text, create=self._new)
        except CrmError as error:
            self.show_error(error)
            self._first.setFocus()
            self._first.selectAll()
            return
        self.accept()

    def show_error(self, error: CrmError) -> None:
        """Say what is wrong."""
        self._say(describe(error).what)

    def retranslate(self) -> None:
        """Set every text."""
        self.setWindowTitle(self.tr("客户管家"))
        if self._new:
            self._title.setText(self.tr("设置口令"))
            self._text.setText(self.tr("这台电脑没有系统密钥库，资料用口令加密。请记住它：忘记后谁也打不开这份资料。"))
        else:
            self._title.setText(self.tr("输入口令"))
            self._text.setText(self.tr("本机的客户资料已加密，请输入口令打开。"))
        for field, text in ((self._first, self.tr("口令")), (self._second, self.tr("再输入一次"))):
            field.setPlaceholderText(text)
            field.setAccessibleName(text)
        self._open.setText(self.tr("打开"))
        self._quit.setText(self.tr("退出"))
        self._fit()

    def _acceptable(self, text: str) -> bool:
        if len(text) < SHORTEST:
            self._say(self.tr("口令至少要 %n 个字符。", "", SHORTEST))
            return False
        if text != self._second.text():
            self._say(self.tr("两次输入的口令不一样。"))
            return False
        return True

    def _say(self, text: str) -> None:
        self._banner.set_message(text, "error")
        self._banner.show()
        self._fit()

    def _fit(self) -> None:
        """Be as high as the wrapped texts need; Qt does that for no window by itself."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.resize(self.width(), layout.totalHeightForWidth(self.width()))

    def _field(self, name: str) -> QLineEdit:
        field = QLineEdit()
        field.setObjectName(name)
        field.setEchoMode(QLineEdit.EchoMode.Password)
        return field
