"""What a new office server needs to know: company, first account, port, who may connect."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from sync.client.office import DEFAULT_PORT, Wish
from ui.dialogs._fields import SHORTEST_PASSPHRASE, LabelledField, LineField, passphrase_strength
from ui.i18n import Translated
from ui.widgets import Panel, make_label
from ui.widgets.number_edit import NumberEdit

#: As the server checks it, but for a hyphen in front; every letter counts, Chinese ones too.
USER_NAME = re.compile(r"[\w.][\w.-]{0,39}")
_ROW_GAP = 16
_LOWEST_PORT, _HIGHEST_PORT = 1024, 65535  # those below belong to the system


class PasswordPair(Translated, QWidget):
    """A password and once more, with what it has to be."""

    typed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.first = LineField("password", secret=True, longest=200)
        self.again = LineField("password_again", secret=True, longest=200)
        lay_side_by_side(self, self.first, self.again)
        for field in (self.first, self.again):
            field.edit.textEdited.connect(self._typed)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text."""
        self.first.set_texts(self.tr("密码"), self._strength())
        self.again.set_texts(self.tr("再输入一次"))

    def text(self) -> str:
        """Return the password."""
        return self.first.edit.text()

    def clear(self) -> None:
        """Forget it."""
        for field in (self.first, self.again):
            field.edit.clear()
        self.retranslate()

    def wrong(self) -> list[LabelledField]:
        """Say beside the fields what is missing; return them."""
        if len(self.text()) < SHORTEST_PASSPHRASE:
            self.first.set_error(self.tr("密码至少要 8 个字符。"))
            return [self.first]
        if self.text() != self.again.edit.text():
            self.again.set_error(self.tr("两次输入的密码不一样。"))
            return [self.again]
        return []

    def _strength(self) -> str:
        if not self.text():
            return self.tr("至少 8 个字符。")
        grades = (self.tr("还太短：至少 8 个字符。"), self.tr("强度一般：再长一些更好。"), self.tr("强度好。"))
        return grades[passphrase_strength(self.text())]

    @Slot()
    def _typed(self) -> None:
        self.again.clear_error()
        self.first.clear_error()
        role = ("muted", "warning", "success")[passphrase_strength(self.text())]
        self.first.set_note(self._strength(), role)
        self.typed.emit()


class OfficeForm(Translated, QWidget):
    """Asks for everything; :meth:`wish` gives it once it is right."""

    def __init__(self, facts: dict[str, str], device: str) -> None:
        super().__init__()
        self._device = device
        self._connected = bool(facts.get("token"))
        self._reached_at = ""
        self.company = LineField("company")
        self.company.edit.setText(facts.get("issuer_name", ""))
        self.port_edit = NumberEdit("", _LOWEST_PORT, _HIGHEST_PORT)
        self.port_edit.setValue(DEFAULT_PORT)
        self.port = LabelledField(self.port_edit, "port")
        self.admin = LineField("admin", longest=40)
        self.admin.edit.setText("admin")
        self.display_name = LineField("display_name", longest=50)
        self.display_name.edit.setText(facts.get("user_name", ""))
        self.passwords = PasswordPair()
        self.others, self.autostart, self.connect_here = QCheckBox(), QCheckBox(), QCheckBox()
        boxes = ((self.others, "others"), (self.autostart, "autostart"), (self.connect_here, "connect_here"))
        for box, name in boxes:
            box.setObjectName(name)
            box.setChecked(True)
        self._notes = [make_label(role="muted", wrap=True) for _ in range(3)]
        self._lay_out()
        if self._connected:
            self.connect_here.setChecked(False)
            self.connect_here.setEnabled(False)
        for field in (self.company, self.admin, self.display_name):
            field.edit.textEdited.connect(field.clear_error)
        self.port_edit.valueChanged.connect(self.port.clear_error)
        self.retranslate()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        first, second = QWidget(), QWidget()
        lay_side_by_side(first, self.company, self.port)
        lay_side_by_side(second, self.admin, self.display_name)
        for part in (first, second, self.passwords):
            column.addWidget(part)
        ways = Panel(margin=12, spacing=8)
        for box, note in zip((self.others, self.autostart, self.connect_here), self._notes, strict=True):
            both = QVBoxLayout()
            both.setSpacing(2)
            both.addWidget(box)
            note.setContentsMargins(26, 0, 0, 0)
            both.addWidget(note)
            ways.body.addLayout(both)
        column.addWidget(ways)

    def retranslate(self) -> None:
        """Set every text."""
        self.company.set_texts(self.tr("公司名称"), self.tr("同事的电脑和打印的表上显示。"))
        self.port.set_texts(self.tr("端口"), self.tr("一般不用改；被占用时换一个。"))
        self.admin.set_texts(self.tr("管理员用户名"), self.tr("登录用，字母、数字或汉字，例如 chen。"))
        self.display_name.set_texts(self.tr("管理员姓名"), self.tr("同事看到的名字。"))
        reached = self.tr("同事从 %1 连接。").replace("%1", self._reached_at) if self._reached_at else ""
        texts = (
            (
                self.others,
                self.tr("办公室里的其他电脑可以连接"),
                reached + self.tr("系统的防火墙询问时，请选「允许访问」。"),
            ),
            (
                self.autostart,
                self.tr("登录这台电脑时自动启动"),
                self.tr("服务器在后台运行，关闭这个窗口或客户管家都不会停止。"),
            ),
            (
                self.connect_here,
                self.tr("把这台电脑的资料也连接到它"),
                self.tr("这份资料已经连接了别的服务器，不会改动。")
                if self._connected
                else self.tr("用上面的管理员账号连接；已有的客户全部保留，并上传到服务器。"),
            ),
        )
        for (box, text, note), label in zip(texts, self._notes, strict=True):
            box.setText(text)
            box.setAccessibleName(text)
            box.setAccessibleDescription(note)
            label.setText(note)

    def reached_at(self, address: str) -> None:
        """Say under which address of the network colleagues will find this computer."""
        self._reached_at = address
        self.retranslate()

    def wish(self) -> Wish | None:
        """Return what is wanted; None when something is missing, which is then said beside its field."""
        wrong: list[LabelledField] = []
        if not self.company.text():
            self.company.set_error(self.tr("请填写公司名称。"))
            wrong.append(self.company)
        if not USER_NAME.fullmatch(self.admin.text()):
            self.admin.set_error(self.tr("用 1 到 40 个字母、数字、汉字、点、横线或下划线。"))
            wrong.append(self.admin)
        if not self.display_name.text():
            self.display_name.set_error(self.tr("请填写姓名。"))
            wrong.append(self.display_name)
        wrong += self.passwords.wrong()
        if wrong:
            wrong[0].field.setFocus(Qt.FocusReason.OtherFocusReason)
            return None
        return Wish(
            self.company.text(),
            self.admin.text(),
            self.display_name.text(),
            self.passwords.text(),
            self.port_edit.value(),
            others=self.others.isChecked(),
            autostart=self.autostart.isChecked(),
            device=self._device if self.connect_here.isChecked() else "",
        )

    def port_taken(self, other: int) -> None:
        """Say that somebody else listens at the port, and which one is free (0: none near)."""
        port = self.port_edit.value()
        free = self.tr("可以用 %1。").replace("%1", str(other)) if other else self.tr("请换一个。")
        self.port.set_error(self.tr("端口 %1 已被别的程序占用。").replace("%1", str(port)) + free)
        self.port_edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.port_edit.selectAll()


def lay_side_by_side(owner: QWidget, *fields: QWidget) -> None:
    """Lay fields out in one row of equal parts."""
    row = QHBoxLayout(owner)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(_ROW_GAP)
    for field in fields:
        row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
