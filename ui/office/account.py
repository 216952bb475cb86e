"""An account for a colleague: name, password, what he may do. What he needs to connect is then copied in one go."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QWidget

from sync.client.office import Account, OfficeServer, OfficeStatus
from ui.context import Context
from ui.dialogs._fields import LabelledField, LineField
from ui.dialogs._frame import Dialog, set_texts
from ui.jobs import Job, Lane
from ui.office.form import USER_NAME, PasswordPair, lay_side_by_side
from ui.office.words import invitation
from ui.widgets import Spinner, make_button, make_label

#: Roles that make sense in one small office; teams and regions are arranged on the command line.
_ROLES = ("rep", "director", "admin")


class AccountDialog(Dialog):
    """Makes one account; ``added(Account)``."""

    added = Signal(object)

    def __init__(
        self, context: Context, office: OfficeServer, status: OfficeStatus, parent: QWidget | None = None
    ) -> None:
        super().__init__("office_account", parent, QSize(560, 400))
        self._context, self._office, self._status = context, office, status
        self._job: Job | None = None
        self._made: Account | None = None
        self.user = LineField("user", longest=40)
        self.display_name = LineField("display_name", longest=50)
        self.passwords = PasswordPair()
        self.roles = QComboBox()
        self.role = LabelledField(self.roles, "role")
        who = QWidget()
        lay_side_by_side(who, self.user, self.display_name)
        for part in (who, self.passwords, self.role):
            self.body.addWidget(part)
        self.body.addStretch(1)
        for role in _ROLES:
            self.roles.addItem("", role)
        self.spinner = Spinner("", 18)
        self.spinner.hide()
        self._doing = make_label(role="muted", wrap=True)
        self.shut = make_button("", on_click=self.reject)
        self.shut.setObjectName("close")
        self.add = make_button("", role="primary", icon_name="user-plus", on_click=self.add_account)
        self.add.setObjectName("add")
        self.add.setDefault(True)
        self.copy = make_button("", role="primary", icon_name="copy", on_click=self.copy_invitation)
        self.copy.setObjectName("copy")
        self.copy.hide()
        self.foot.addWidget(self.spinner)
        self.foot.addWidget(self._doing, 1)
        for button in (self.shut, self.add, self.copy):
            self.foot.addWidget(button)
        for field in (self.user, self.display_name):
            field.edit.textEdited.connect(field.clear_error)
        self.settle()
        self.user.edit.setFocus()

    def retranslate(self) -> None:
        """Set every text."""
        self.set_head(self.tr("添加同事的账号"), self.tr("同事用它连接这台服务器。"))
        self.user.set_texts(self.tr("用户名"), self.tr("登录用，例如 lin。"))
        self.display_name.set_texts(self.tr("姓名"), self.tr("作为签单人员印在表上。"))
        self.role.set_texts(self.tr("能做什么"))
        for place, text in enumerate(
            (self.tr("业务员：自己的客户"), self.tr("负责人：全部客户"), self.tr("管理员：全部客户，也管理同事的电脑"))
        ):
            self.roles.setItemText(place, text)
        set_texts(self.shut, self.tr("关闭") if self._made else self.tr("取消"))
        set_texts(self.add, self.tr("添加"))
        set_texts(self.copy, self.tr("复制给同事"))

    @Slot()
    def add_account(self) -> None:
        """Make the account; what is missing is said beside its field."""
        if self._job is not None:
            return
        wrong: list[LabelledField] = []
        if not USER_NAME.fullmatch(self.user.text()):
            self.user.set_error(self.tr("用 1 到 40 个字母、数字、汉字、点、横线或下划线。"))
            wrong.append(self.user)
        if not self.display_name.text():
            self.display_name.set_error(self.tr("请填写姓名。"))
            wrong.append(self.display_name)
        wrong += self.passwords.wrong()
        if wrong:
            wrong[0].field.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        words = (self.user.text(), self.display_name.text(), str(self.roles.currentData()), self.passwords.text())
        office = self._office
        self._job = self._context.jobs.run(lambda _task: office.add_account(*words), Lane.POOL)
        self._job.on_success(self._added).on_failure(self._failed)
        self.say("")
        self._set_busy(True)

    def copy_invitation(self) -> None:
        """Copy address, name and password for the colleague."""
        user = self._made.user if self._made else self.user.text()
        QGuiApplication.clipboard().setText(invitation(self._status, user))
        self.say(self.tr("已复制地址和用户名，可以发给同事。密码请当面或单独告诉他。"), "success")

    def _set_busy(self, busy: bool) -> None:
        for widget in (self.user, self.display_name, self.passwords, self.role, self.add):
            widget.setEnabled(not busy)
        self.spinner.setVisible(busy)
        self._doing.setText(self.tr("正在添加…") if busy else "")

    @Slot(object)
    def _added(self, account: Account) -> None:
        self._job = None
        self.show_made(account)
        self.added.emit(account)

    def show_made(self, account: Account) -> None:
        """Offer to copy what the colleague needs."""
        self._made = account
        self._set_busy(True)
        self.spinner.hide()
        self._doing.setText("")
        self.add.hide()
        self.copy.show()
        self.copy.setDefault(True)
        self.copy.setFocus()
        set_texts(self.shut, self.tr("关闭"))
        self.say(self.tr("已添加账号 %1。").replace("%1", account.user), "success")

    @Slot(object)
    def _failed(self, error: object) -> None:
        self._job = None
        self._set_busy(False)
        self.say_error(error)
