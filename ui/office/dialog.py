"""This computer is the office server: making it, and afterwards looking after it."""

from __future__ import annotations

import socket
from collections.abc import Callable

from PySide6.QtCore import QSize, QTimer, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QMessageBox, QStackedWidget, QVBoxLayout, QWidget

from desktop_crm.errors import CrmError
from sync.client import office as offices
from sync.client.office import Account, Finding, OfficeServer, OfficeStatus, free_port
from ui.context import Context
from ui.dialogs._frame import Dialog, order_tabs, set_texts
from ui.dialogs.enroll import begin_sync, open_enroll
from ui.jobs import Job, Lane, Task
from ui.office.account import AccountDialog
from ui.office.check import CheckView
from ui.office.form import OfficeForm
from ui.office.home import InvitingPanel, StatePanel, lay_out_home
from ui.office.progress import StepsView
from ui.timers import single_shot
from ui.widgets import Spinner, make_button, make_label

#: Pages of the dialog, in order.
LOOKING, FORM, WORKING, HOME, CHECK = range(5)
_LOOK_EVERY_MS = 30_000
_SIZE = QSize(880, 560)


def open_office(context: Context, parent: QWidget | None, office: OfficeServer | None = None) -> OfficeDialog:
    """Show the dialog over ``parent``; returns at once. ``office``: another than that of this account."""
    dialog = OfficeDialog(context, office or offices.of_this_computer(), parent)
    dialog.open()
    return dialog


class OfficeDialog(Dialog):
    """Asks how the server is, and shows the form where there is none."""

    def __init__(self, context: Context, office: OfficeServer, parent: QWidget | None = None) -> None:
        super().__init__("office_dialog", parent, _SIZE)
        self.context, self._office = context, office
        self.status = OfficeStatus()
        self._job: Job | None = None
        self._doing = self._told_moved = ""
        self.question: QMessageBox | None = None
        facts = context.app.facts()
        self.form = OfficeForm(facts, facts.get("device_name") or socket.gethostname())
        self.state = StatePanel(context.app.today())
        self.inviting = InvitingPanel()
        self.checked = CheckView()
        self.working = StepsView()
        self.pages = QStackedWidget()
        self._lay_out()
        self._build_foot()
        self._looking = QTimer(self)
        self._looking.setInterval(_LOOK_EVERY_MS)
        self._looking.timeout.connect(self.look)
        self._fitting = single_shot(self, 0, self._fit)
        self._connect()
        self.settle()
        self._go_to(LOOKING if office.exists() else FORM)
        if not office.exists():
            (self.form.passwords.first if self.form.company.text() else self.form.company).field.setFocus()
        self.look()

    def _lay_out(self) -> None:
        waiting, home = QWidget(), QWidget()
        column = QVBoxLayout(waiting)
        column.addStretch(1)
        row = QHBoxLayout()
        self._turning = Spinner("", 28)
        row.addStretch(1)
        row.addWidget(self._turning)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(2)
        lay_out_home(home, self.state, self.inviting)
        for page in (waiting, self.form, self.working, home, self.checked):
            self.pages.addWidget(page)
        self.body.addWidget(self.pages, 1)

    def _build_foot(self) -> None:
        self.connect_here = make_button("", icon_name="cloud", on_click=self._connect_here_clicked)
        self.spinner = Spinner("", 18)
        self.spinner.hide()
        self._busy_text = make_label(role="muted")
        self.back = make_button("", icon_name="arrow-left", on_click=self._back_clicked)
        self.shut = make_button("", on_click=self.reject)
        self.make = make_button("", role="primary", icon_name="hard-drive", on_click=self.make_server)
        self.cancel = make_button("", on_click=self._cancel_clicked)
        named = {"connect_profile": self.connect_here, "back": self.back, "close": self.shut, "make": self.make}
        for name, button in {**named, "cancel": self.cancel}.items():
            button.setObjectName(name)
        self.foot.addWidget(self.connect_here)
        self.foot.addWidget(self.spinner)
        self.foot.addWidget(self._busy_text, 1)
        for button in (self.back, self.cancel, self.shut, self.make):
            self.foot.addWidget(button)

    def _connect(self) -> None:
        self.state.start.clicked.connect(self._start_clicked)
        self.state.stop.clicked.connect(self._stop_clicked)
        self.state.back_up.clicked.connect(self._back_up_clicked)
        self.state.check.clicked.connect(self._check_clicked)
        self.state.folder.clicked.connect(self._folder_clicked)
        self.state.autostart.toggled.connect(self._autostart_toggled)
        self.inviting.copied.connect(self._copied)
        self.inviting.add.clicked.connect(self._add_clicked)

    def retranslate(self) -> None:
        """Set every text."""
        lead = self.tr("小办公室不用另外的服务器：这台电脑保存大家的客户，同事的电脑自动和它同步。")
        if self.pages.currentIndex() in (HOME, CHECK):
            lead = self.tr("服务器在后台运行，关闭这个窗口不会停止它；这台电脑关机时，同事照常工作，开机后再同步。")
        self.set_head(self.tr("这台电脑作为办公室服务器"), lead)
        self._turning.setAccessibleName(self.tr("正在查看…"))
        self._busy_text.setText(self._doing)
        set_texts(self.connect_here, self.tr("连接本机资料…"))
        set_texts(self.back, self.tr("返回"))
        at_form = self.pages.currentIndex() in (LOOKING, FORM)
        set_texts(self.shut, self.tr("取消") if at_form else self.tr("关闭"))
        set_texts(self.make, self.tr("建立服务器"))
        set_texts(self.cancel, self.tr("停止"))

    def _go_to(self, page: int) -> None:
        self.pages.setCurrentIndex(page)
        self.make.setVisible(page == FORM)
        self.make.setDefault(page == FORM)
        self.cancel.setVisible(page == WORKING)
        self.shut.setVisible(page != WORKING)
        self.back.setVisible(page == CHECK)
        self.connect_here.setVisible(page == HOME and not self.context.app.facts().get("token"))
        if page == HOME:
            self._looking.start()
        else:
            self._looking.stop()
        self.retranslate()
        order_tabs(self)
        self._fitting.start()

    def _fit(self) -> None:
        """Give back the height that only the page before needed."""
        layout = self.layout()
        needed = layout.totalHeightForWidth(self.width()) if layout is not None else 0
        self.resize(self.width(), max(_SIZE.height(), needed))

    # -- how it is --------------------------------------------------------------------------

    @Slot()
    def look(self) -> None:
        """Ask the server how it is, and show that."""
        if self._job is None:
            office = self._office
            self.context.jobs.run(lambda _task: office.status(), Lane.POOL).on_success(self._seen).on_failure(
                self._not_seen
            )

    @Slot(object)
    def _seen(self, status: OfficeStatus) -> None:
        if self._job is not None:
            return
        self.show_status(status)
        if status.made:
            office = self._office
            job = self.context.jobs.run(lambda _task: office.accounts(), Lane.POOL)
            job.on_success(self.inviting.show_accounts).on_failure(self.say_error)

    def show_status(self, status: OfficeStatus) -> None:
        """Show how the server is; the form where there is none."""
        self.status = status
        if not status.made:
            self.form.reached_at(status.reached_at)
            if self.pages.currentIndex() != FORM:
                self._go_to(FORM)
            return
        self.state.show_status(status, self.context.app.facts())
        self.inviting.show_status(status)
        if status.moved and status.moved != self._told_moved:
            self._told_moved = status.moved
            host = status.moved.partition("#")[0]
            words = self.tr(
                "这台电脑的地址变成了 %1。请把新的地址发给同事，他们在「设置 › 公司服务器 › 重新登录」里粘贴；"
                "再在路由器里固定这台电脑的地址。"
            )
            self.say(words.replace("%1", host), "warning")
        if self.pages.currentIndex() not in (HOME, CHECK):
            self._go_to(HOME)
            self.shut.setFocus()
        self.connect_here.setVisible(self.pages.currentIndex() == HOME and not self.context.app.facts().get("token"))

    @Slot(object)
    def _not_seen(self, error: object) -> None:
        self.say_error(error)
        if self.pages.currentIndex() == LOOKING:  # it can be examined and started all the same
            self.status = OfficeStatus(made=True, folder=str(self._office.folder))
            self.state.show_status(self.status, self.context.app.facts())
            self._go_to(HOME)

    # -- making it --------------------------------------------------------------------------

    @Slot()
    def make_server(self) -> None:
        """Make, start and connect; what is missing is said beside its field."""
        wish = self.form.wish()
        if wish is None or self._job is not None:
            return
        office, app = self._office, self.context.app

        def work(task: Task) -> OfficeStatus:
            def begun(step: int) -> None:
                task.progress(step, len(offices.STEPS))

            return offices.make(office, wish, app, begun, lambda: task.cancelled)

        self.say("")
        self._job = self.context.jobs.run(work, Lane.POOL)
        self._job.on_progress(self.working.show_step).on_success(self._made).on_failure(self._not_made)
        self._job.cancelled.connect(self._cancelled)
        self.show_working()

    def show_working(self, step: int = 0) -> None:
        """Show which of the steps is being done."""
        self.working.show_step(step, len(offices.STEPS))
        self._go_to(WORKING)
        self.cancel.setEnabled(True)
        self.cancel.setFocus()

    @Slot(object)
    def _made(self, status: OfficeStatus) -> None:
        self._job = None
        self.form.passwords.clear()
        if self.context.app.facts().get("server_id") == status.server_id:
            begin_sync(self.context)
        self.show_status(status)
        self.say(self.tr("办公室服务器已建好并启动。把地址复制给同事，再给每人添加一个账号。"), "success")
        self.context.notify(self.tr("办公室服务器已启动"), kind="success")
        self.look()

    @Slot(object)
    def _not_made(self, error: object) -> None:
        self._job = None
        if isinstance(error, CrmError) and error.code == "cancelled":
            self._cancelled()
            return
        self._go_to(FORM)
        if isinstance(error, CrmError) and error.code == "office_address":
            self.form.port_taken(free_port(self.form.port_edit.value()))
        self.say_error(error)
        if self._office.exists():
            self.look()

    @Slot()
    def _cancelled(self) -> None:
        self._job = None
        made = self._office.exists()
        self._go_to(LOOKING if made else FORM)
        words = self.tr("已停止：服务器已经建好，可以在这里启动它。") if made else self.tr("已停止，没有建立服务器。")
        self.say(words, "info")
        if made:
            self.look()

    def _cancel_clicked(self) -> None:
        if self._job is not None:
            self.cancel.setEnabled(False)
            self._job.cancel()

    # -- looking after it -------------------------------------------------------------------

    def _run(self, work: Callable[[], object], doing: str, done: Callable[[object], object]) -> None:
        """Do something with the server in the background; meanwhile nothing else is begun."""
        if self._job is not None:
            return
        self.say("")
        self._job = self.context.jobs.run(lambda _task: work(), Lane.POOL)
        self._job.on_success(done).on_failure(self.say_error)
        self._job.finished.connect(self._idle)
        self._set_busy(doing)

    def _set_busy(self, doing: str) -> None:
        self._doing = doing
        self._busy_text.setText(doing)
        self.spinner.setVisible(bool(doing))
        for widget in (self.state.start, self.state.stop, self.state.back_up, self.state.check, self.state.autostart):
            widget.setEnabled(not doing)
        self.inviting.add.setEnabled(not doing)
        self.connect_here.setEnabled(not doing)

    @Slot()
    def _idle(self) -> None:
        self._job = None
        self._set_busy("")
        self.look()

    @Slot()
    def _start_clicked(self) -> None:
        self._run(self._office.start, self.tr("正在启动…"), self._started)

    @Slot(object)
    def _started(self, status: object) -> None:
        if isinstance(status, OfficeStatus):
            self.show_status(status)
        self.say(self.tr("服务器已启动。"), "success")

    @Slot()
    def _stop_clicked(self) -> None:
        box = QMessageBox(self)
        box.setObjectName("ask_stop")
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(self.tr("停止服务器"))
        box.setText(self.tr("停止办公室服务器？"))
        box.setInformativeText(self.tr("同事的电脑照常工作，改动先存在他们那里，等它再启动时同步。资料都在。"))
        go = box.addButton(self.tr("停止服务器"), QMessageBox.ButtonRole.DestructiveRole)
        keep = box.addButton(self.tr("取消"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        box.setEscapeButton(keep)
        go.clicked.connect(self.stop_server)
        if self.question is not None:
            self.question.deleteLater()
        self.question = box
        box.open()

    @Slot()
    def stop_server(self) -> None:
        """Stop the server."""
        self._run(self._office.stop, self.tr("正在停止…"), self._stopped)

    @Slot(object)
    def _stopped(self, status: object) -> None:
        if isinstance(status, OfficeStatus):
            self.show_status(status)
        self.say(self.tr("服务器已停止，资料都在。"), "info")

    @Slot()
    def _back_up_clicked(self) -> None:
        self._run(self._office.back_up, self.tr("正在备份…"), self._backed_up)

    @Slot(object)
    def _backed_up(self, _nothing: object) -> None:
        self.say(self.tr("已备份，并且读回检查过。请隔一段时间把备份文件夹拷到别的磁盘。"), "success")

    @Slot()
    def _check_clicked(self) -> None:
        self._run(self._office.examine, self.tr("正在检查…"), self._examined)

    @Slot(object)
    def _examined(self, found: object) -> None:
        if isinstance(found, list):
            self.show_found(found)

    def show_found(self, found: list[Finding]) -> None:
        """Show what an examination found."""
        self.checked.show_found(found)
        self._go_to(CHECK)
        self.back.setFocus()

    @Slot(bool)
    def _autostart_toggled(self, wanted: object) -> None:
        office, chosen = self._office, bool(wanted)

        def work() -> None:
            office.start_with_account(wanted=chosen)

        self._run(work, self.tr("正在设置…"), self._autostart_set)

    @Slot(object)
    def _autostart_set(self, _nothing: object) -> None:
        on = self.state.autostart.isChecked()
        self.say(self.tr("以后登录这台电脑时自动启动。") if on else self.tr("以后要在这里启动。"), "success")

    @Slot()
    def _folder_clicked(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(self.status.folder))

    @Slot(str)
    def _copied(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.say(self.tr("已复制，可以发给同事。"), "success")

    @Slot()
    def _add_clicked(self) -> None:
        dialog = AccountDialog(self.context, self._office, self.status, self)
        dialog.added.connect(self._account_added)
        dialog.open()

    @Slot(object)
    def _account_added(self, _account: Account) -> None:
        self.look()

    def _connect_here_clicked(self) -> None:
        open_enroll(self.context, self, self.status.here).enrolled.connect(self.look)

    def _back_clicked(self) -> None:
        self.say("")
        self._go_to(HOME)
        self.state.check.setFocus()

    # -- the end ----------------------------------------------------------------------------

    def reject(self) -> None:
        """Close; while the server is being made, give that up first."""
        if self.pages.currentIndex() == WORKING:
            self._cancel_clicked()
            return
        super().reject()

    def done(self, result: int) -> None:
        """Ask the server no more."""
        self._looking.stop()
        self._fitting.stop()
        super().done(result)
