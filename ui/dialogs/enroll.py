"""Connecting this laptop to the company's server."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_crm import answers
from desktop_crm.services import sample_data
from sync.client.enrolment import enroll
from sync.client.scheduler import Scheduler
from ui.context import Context
from ui.dialogs._fields import LineField
from ui.dialogs._frame import Dialog, set_texts
from ui.dialogs.sample import SampleRemoval, remove_sample
from ui.jobs import Job, Lane
from ui.widgets import Banner, Spinner, make_button, make_label


def open_enroll(context: Context, parent: QWidget | None, address: str = "") -> EnrollDialog:
    """Show the dialog over ``parent``; returns at once. A known ``address`` need not be typed."""
    dialog = EnrollDialog(context, parent, address)
    dialog.open()
    return dialog


def begin_sync(context: Context) -> None:
    """Synchronise the profile that was connected just now."""
    if context.sync is None:
        context.sync = Scheduler(context.app, context.sync_signals.tell, context.is_metered)
        context.sync.start()
    else:
        context.sync.wake()


class EnrollDialog(Dialog):
    """Server address, user, password, device. ``enrolled`` tells success."""

    enrolled = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None, address: str = "") -> None:
        super().__init__("enroll_dialog", parent, QSize(560, 520))
        self._context = context
        self._job: Job | None = None
        self._removal: SampleRemoval | None = None
        facts = context.app.facts()
        self.sample = Banner(kind="warning")
        self._remove = self.sample.add_action("", self._remove_sample)
        self._remove.setObjectName("remove_sample")
        self.server = LineField("server", longest=300)
        self.server.edit.setPlaceholderText("https://crm.example.cn")
        self.server.edit.setText(address or facts.get("server_url") or answers.read().server)
        self.server.edit.setReadOnly(bool(address))
        self.server.edit.setCursorPosition(0)
        self.user = LineField("user")
        self.password = LineField("password", secret=True, longest=200)
        self.device = LineField("device", longest=60)
        self.device.edit.setText(facts.get("device_name", ""))
        self.fields = (self.server, self.user, self.password, self.device)
        self.body.addWidget(self.sample)
        for field in self.fields:
            self.body.addWidget(field)
            field.edit.textEdited.connect(self._typed)
        self.body.addStretch(1)
        self._build_foot()
        self.settle()
        self._show_sample()
        (self.user if self.server.text() else self.server).edit.setFocus()

    def _build_foot(self) -> None:
        self.spinner = Spinner("", 18)
        self.spinner.hide()
        self.progress = make_label(role="muted", wrap=True)
        self.cancel = make_button("", on_click=self.reject)
        self.connect_button = make_button("", role="primary", icon_name="cloud", on_click=self.connect_company)
        self.cancel.setObjectName("close")
        self.connect_button.setObjectName("connect")
        self.connect_button.setDefault(True)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self.foot.addWidget(self.spinner)
        self.foot.addWidget(self.progress, 1)
        self.foot.addWidget(self.cancel)
        self.foot.addWidget(self.connect_button)

    def retranslate(self) -> None:
        """Set every text."""
        self.set_head(
            self.tr("连接到公司"),
            self.tr("连接后，您的客户会自动与公司服务器同步；没有网络时照常工作，改动先存在本机。"),
        )
        self.sample.set_message(self.tr("本机有示例数据。示例客户不会上传，建议先清除。"), "warning")
        set_texts(self._remove, self.tr("清除示例数据"))
        self.server.set_texts(self.tr("服务器地址"), self.tr("由管理员提供，以 https:// 开头。"))
        self.user.set_texts(self.tr("用户名"))
        self.password.set_texts(self.tr("密码"), self.tr("只用来登录一次，不会保存。"))
        self.device.set_texts(self.tr("本机名称"), self.tr("管理员用它认出这台电脑。"))
        set_texts(self.cancel, self.tr("取消"))
        set_texts(self.connect_button, self.tr("连接"))
        self.progress.setText(self.tr("正在连接…") if self._job is not None else "")

    @Slot()
    def _typed(self) -> None:
        for field in self.fields:
            field.clear_error()

    def connect_company(self) -> None:
        """Sign in at the server; what is missing is said beside its field."""
        if self._job is not None:
            return
        missing = [
            field for field in self.fields if not (field.edit.text() if field is self.password else field.text())
        ]
        for field in missing:
            field.set_error(self.tr("请填写这一项。"))
        if missing:
            missing[0].edit.setFocus()
            return
        app, typed = self._context.app, (self.server.text(), self.user.text(), self.password.edit.text())
        device = self.device.text()
        self._job = self._context.jobs.run(lambda _task: enroll(app, *typed, device), Lane.POOL)
        self._job.on_success(self._done).on_failure(self._failed)
        self.say("")
        self._set_busy(True)

    def _set_busy(self, busy: bool) -> None:
        for widget in (*self.fields, self.connect_button, self.sample):
            widget.setEnabled(not busy)
        self.spinner.setVisible(busy)
        self.progress.setText(self.tr("正在连接…") if busy else "")

    @Slot(object)
    def _done(self, who: dict[str, str]) -> None:
        self._job = None
        self.password.edit.clear()
        context = self._context
        begin_sync(context)
        words = self.tr("已连接 {company}，正在取回您的客户").format(company=who["company"])
        context.notify(words, kind="success")
        self.enrolled.emit()
        self.accept()

    @Slot(object)
    def _failed(self, error: object) -> None:
        self._job = None
        self._set_busy(False)
        self.say_error(error)
        self.password.edit.setFocus()
        self.password.edit.selectAll()

    def _remove_sample(self) -> None:
        self._removal = remove_sample(self._context, self, self._show_sample)

    @Slot()
    def _show_sample(self) -> None:
        self.sample.setVisible(sample_data.count(self._context.app.store) > 0)

    def reject(self) -> None:
        """Close; an answer under way is not waited for."""
        if self._job is not None:
            self._job.cancel()
        super().reject()
