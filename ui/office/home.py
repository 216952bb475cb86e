"""The office server that is there: how it is at the left, how colleagues reach it at the right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from sync.client.office import Account, OfficeStatus
from ui.dialogs.qr import Code
from ui.i18n import Translated, language
from ui.office import words
from ui.widgets import ElidedLabel, IconMark, KeyValueList, Panel, SectionHeader, Separator, make_button, make_label

_KEY_WIDTH = 84
_CODE_SIDE = 140
_INVITING_WIDTH = 372
_SHOWN_ACCOUNTS = 4


class StatePanel(Translated, Panel):
    """Whether it runs, and what it holds."""

    def __init__(self, today: date) -> None:
        super().__init__(margin=16, spacing=12)
        self._today = today
        self._status = OfficeStatus()
        self._facts: Mapping[str, str] = {}
        self._mark = IconMark("hard-drive", "green", 40, halo="green_s")
        self.heading = make_label(role="heading")
        self.heading.setObjectName("office_state")
        self._since = make_label(role="muted", wrap=True)
        self.start = make_button("", role="primary")
        self.stop = make_button("")
        self.rows = KeyValueList(key_width=_KEY_WIDTH)
        self.autostart = QCheckBox()
        self.back_up = make_button("", icon_name="save")
        self.check = make_button("", icon_name="heart-pulse")
        self.folder = make_button("", icon_name="folder-open")
        named = {"start": self.start, "stop": self.stop, "autostart": self.autostart, "back_up": self.back_up}
        named |= {"check": self.check, "folder": self.folder}
        for name, widget in named.items():
            widget.setObjectName(f"office_{name}")
        self._lay_out()
        self.retranslate()

    def _lay_out(self) -> None:
        said = QVBoxLayout()
        said.setSpacing(1)
        said.addWidget(self.heading)
        said.addWidget(self._since)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self._mark)
        top.addLayout(said, 1)
        top.addWidget(self.start)
        top.addWidget(self.stop)
        bottom = QHBoxLayout()
        bottom.setSpacing(8)
        for button in (self.back_up, self.check, self.folder):
            bottom.addWidget(button)
        bottom.addStretch(1)
        self.body.addLayout(top)
        self.body.addWidget(Separator())
        self.body.addWidget(self.rows)
        self.body.addWidget(self.autostart)
        self.body.addStretch(1)
        self.body.addLayout(bottom)

    def show_status(self, status: OfficeStatus, facts: Mapping[str, str]) -> None:
        """Show how it is; ``facts`` are those of the open profile."""
        self._status, self._facts = status, facts
        with QSignalBlocker(self.autostart):
            self.autostart.setChecked(status.autostart)
        self.retranslate()

    def is_connected_here(self) -> bool:
        """Say whether the open profile belongs to this server."""
        return bool(self._facts.get("token")) and self._facts.get("server_id") == self._status.server_id

    def retranslate(self) -> None:
        """Set every text."""
        status = self._status
        tint = "green" if status.running else "text3"
        self._mark.set_icon("hard-drive", tint, "green_s" if status.running else "grey_s")
        self.heading.setText(self.tr("正在运行") if status.running else self.tr("已停止"))
        self._since.setText(words.since(status, self._today))
        self.start.setText(self.tr("启动"))
        self.start.setAccessibleName(self.tr("启动服务器"))
        self.stop.setText(self.tr("停止"))
        self.stop.setAccessibleName(self.tr("停止服务器"))
        self.start.setVisible(not status.running)
        self.stop.setVisible(status.running)
        self.rows.set_rows(
            [
                (self.tr("公司"), status.company),
                (self.tr("同事的电脑"), words.laptops(status)),
                (self.tr("客户"), f"{status.customers:,}"),
                (self.tr("本机资料"), self._here()),
                (self.tr("最近备份"), words.backups(status, self._today)),
                (self.tr("数据库"), words.place(status)),
            ]
        )
        self.autostart.setText(self.tr("登录这台电脑时自动启动"))
        self.autostart.setAccessibleName(self.autostart.text())
        for button, text in (
            (self.back_up, self.tr("立即备份")),
            (self.check, self.tr("检查")),
            (self.folder, self.tr("打开文件夹")),
        ):
            button.setText(text)
            button.setAccessibleName(text)
        self.folder.setToolTip(status.folder)

    def _here(self) -> str:
        if not self._facts.get("token"):
            return self.tr("还没有连接")
        if self.is_connected_here():
            return self.tr("已用账号 %1 连接").replace("%1", self._facts.get("user_id", ""))
        return self.tr("连接着另一台服务器")


class InvitingPanel(Translated, Panel):
    """What colleagues type, to be copied or photographed, and who may sign in."""

    copied = Signal(str)

    def __init__(self) -> None:
        super().__init__(margin=16, spacing=10)
        self.setFixedWidth(_INVITING_WIDTH)
        self._status = OfficeStatus()
        self._accounts: tuple[Account, ...] = ()
        self._head = SectionHeader("")
        self._steps = make_label(role="body", wrap=True)
        self._code_place = QVBoxLayout()
        self._code_note = make_label(role="muted", wrap=True)
        self.address = QLineEdit()
        self.address.setObjectName("office_address")
        self.address.setReadOnly(True)
        self.copy = make_button("", icon_name="copy", role="primary")
        self.copy.setObjectName("office_copy")
        self._also = make_label(role="muted", wrap=True)
        self._accounts_head = SectionHeader("")
        self._names = ElidedLabel("", "value")
        self.add = make_button("", icon_name="user-plus", size="small")
        self.add.setObjectName("office_add_account")
        self._code: Code | None = None
        self._lay_out()
        self.copy.clicked.connect(self._copy_clicked)
        self.retranslate()

    def _lay_out(self) -> None:
        picture = QHBoxLayout()
        picture.setSpacing(14)
        picture.addLayout(self._code_place)
        picture.addWidget(self._code_note, 1, Qt.AlignmentFlag.AlignVCenter)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.address, 1)
        line.addWidget(self.copy)
        self._accounts_head.add_action(self.add)
        self.body.addWidget(self._head)
        self.body.addWidget(self._steps)
        self.body.addLayout(line)
        self.body.addWidget(self._also)
        self.body.addLayout(picture)
        self.body.addStretch(1)
        self.body.addWidget(Separator())
        self.body.addWidget(self._accounts_head)
        self.body.addWidget(self._names)

    def show_status(self, status: OfficeStatus) -> None:
        """Show another address."""
        address = words.address(status)
        if address != words.address(self._status) or self._code is None:
            if self._code is not None:
                self._code.hide()
                self._code.deleteLater()
            self._code = Code(address, self.tr("服务器地址的二维码"), side=_CODE_SIDE)
            self._code_place.addWidget(self._code)
        self._status = status
        self.retranslate()

    def show_accounts(self, accounts: Sequence[Account]) -> None:
        """Show who may sign in."""
        self._accounts = tuple(one for one in accounts if one.active)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text."""
        status = self._status
        self._head.set_text(self.tr("同事怎样连接"))
        only_here = self.tr("建立时选了只有这台电脑能连接，其他电脑连不上。要改，请看手册「办公室服务器」。")
        steps = self.tr("在同事的电脑上安装客户管家，选「连接到公司」，粘贴下面的地址，再输入您给的账号和密码。")
        self._steps.setText(steps if status.others else only_here)
        address = words.address(status)
        self.address.setText(address)
        self.address.setCursorPosition(0)
        self.address.setAccessibleName(self.tr("同事要填的服务器地址"))
        self.address.setToolTip(address)
        self.copy.setText(self.tr("复制"))
        self.copy.setAccessibleName(self.tr("复制给同事的地址"))
        named = self.tr("地址里也可以写电脑名 %1，后面照旧。").replace("%1", status.named)
        self._also.setText(named if status.named else "")
        self._also.setVisible(bool(status.named))
        for part in (self.copy, self._code_note, *([self._code] if self._code is not None else [])):
            part.setVisible(status.others)
        self._code_note.setText(
            self.tr("用手机扫码，把地址转发给同事。# 后面是这台服务器证书的指纹，同事的电脑只认它。")
        )
        if self._code is not None:
            self._code.setAccessibleName(self.tr("服务器地址的二维码"))
        self._accounts_head.set_text(self.tr("账号（%1）").replace("%1", str(len(self._accounts))))
        shown = [one.display_name or one.user for one in self._accounts[:_SHOWN_ACCOUNTS]]
        more = ["…"] if len(self._accounts) > _SHOWN_ACCOUNTS else []
        self._names.setText((", " if language() == "en" else "、").join([*shown, *more]))
        self.add.setText(self.tr("添加账号…"))
        self.add.setAccessibleName(self.tr("添加同事的账号"))

    def _copy_clicked(self) -> None:
        self.copied.emit(words.invitation(self._status))


def lay_out_home(page: QWidget, state: StatePanel, inviting: InvitingPanel) -> None:
    """Lay the two panels out side by side, of one height."""
    grid = QGridLayout(page)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(14)
    grid.addWidget(state, 0, 0)
    grid.addWidget(inviting, 0, 1)
    grid.setColumnStretch(0, 1)
