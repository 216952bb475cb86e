"""A new version of the program: what is new, install it now or later, or back to the one before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QMessageBox, QPlainTextEdit, QWidget

from desktop_crm.program import version
from ui.context import Context
from ui.dialogs._frame import Dialog, set_texts
from ui.jobs import Job
from ui.updates.desk import UpdateDesk
from ui.updates.words import refusal, short_words
from ui.widgets import ProgressLine, SectionHeader, make_button, make_label

if TYPE_CHECKING:
    from sync.client.installing import Prepared, WayBack


class UpdateDialog(Dialog):
    """Shows one version; installing closes the program."""

    def __init__(self, context: Context, desk: UpdateDesk, parent: QWidget | None = None) -> None:
        notes = bool(desk.status.notes) and not desk.status.error
        super().__init__("update_dialog", parent, QSize(560, 460 if notes else 200))
        self._context, self._desk = context, desk
        self._way: WayBack | None = None
        self._job: Job | None = None
        self.question: QMessageBox | None = None
        self._notes_head = SectionHeader("")
        self.notes = QPlainTextEdit()
        self.notes.setObjectName("update_notes")
        self.notes.setReadOnly(True)
        self.notes.setTabChangesFocus(True)
        self._safe = make_label(role="muted", wrap=True)
        self.command = QLineEdit()
        self.command.setObjectName("update_command")
        self.command.setReadOnly(True)
        self.command.hide()
        self.progress = ProgressLine("")
        self.cancel = make_button("", size="small", on_click=self._cancel_clicked)
        self.cancel.setObjectName("update_cancel")
        self.progress.add_action(self.cancel)
        self.progress.hide()
        for part in (self._notes_head, self.notes, self._safe, self.command, self.progress):
            self.body.addWidget(part)
        self.body.addStretch(0 if notes else 1)
        self.back = make_button("", role="ghost", icon_name="undo-2", on_click=self._back_clicked)
        self.back.setObjectName("update_back")
        self.back.hide()
        self.later = make_button("", on_click=self.reject)
        self.later.setObjectName("update_later")
        self.install = make_button("", role="primary", on_click=self.install_now)
        self.install.setObjectName("update_install")
        self.copy = make_button("", icon_name="copy", role="primary", on_click=self._copy_clicked)
        self.copy.setObjectName("update_copy")
        self.copy.hide()
        self.foot.addWidget(self.back)
        self.foot.addStretch(1)
        for button in (self.later, self.install, self.copy):
            self.foot.addWidget(button)
        self.settle()
        (self.install if desk.status.ready else self.later).setFocus()
        desk.prepared.connect(self.show_command)
        desk.failed.connect(self._failed)
        context.sync_signals.changed.connect(self._status_changed)
        desk.find_way_back().on_success(self.show_way_back).on_failure(self.say_error)

    def retranslate(self) -> None:
        """Set every text."""
        update = self._desk.status
        title = short_words(update) if not update.error else ""
        lead = self.tr("现在的版本是 %1。").replace("%1", version())
        if not update.version or update.error:
            title = self.tr("没有新版本")
            lead = lead + self.tr("公司发布新版本时会自动下载，不用手动检查。")
        self.set_head(title, lead)
        if update.error:
            said = refusal(update)
            self.say(f"{said.what}{said.safe}{said.todo}", "warning")
        self._notes_head.set_text(self.tr("新在哪里"))
        self.notes.setPlainText(update.notes)
        self.notes.setAccessibleName(self.tr("新在哪里"))
        shown = bool(update.notes) and not update.error
        self._notes_head.setVisible(shown)
        self.notes.setVisible(shown)
        self._safe.setText(self._what_happens() if update.version and not update.error else "")
        self._safe.setVisible(bool(self._safe.text()) and self.command.isHidden())
        self.cancel.setText(self.tr("取消"))
        self.cancel.setAccessibleName(self.tr("取消安装"))
        self.command.setAccessibleName(self.tr("安装命令"))
        set_texts(self.later, self.tr("以后") if update.ready else self.tr("关闭"))
        alone = self._desk.installs_itself
        set_texts(self.install, self.tr("重启并安装") if alone else self.tr("备份并显示安装命令"))
        set_texts(self.copy, self.tr("复制命令"))
        self._show_way()
        self.install.setVisible(update.ready and self.command.isHidden())
        self.install.setEnabled(self._job is None)
        (self.install if update.ready else self.later).setDefault(True)

    def _what_happens(self) -> str:
        if self._desk.installs_itself:
            return self.tr("安装前会先备份资料；正在填写的内容会存为草稿。安装约需一分钟，完成后程序自动打开。")
        return self.tr("安装前会先备份资料。这个系统上安装要管理员口令，程序给出命令，由您在终端里运行。")

    # -- installing -------------------------------------------------------------------------

    @Slot()
    def install_now(self) -> None:
        """Back up and install."""
        self.say("")
        self._job = self._desk.prepare()
        self._job.finished.connect(self._idle)
        self.show_working()

    def show_working(self) -> None:
        """Show that the installer is proved and the data is backed up."""
        self._busy(self.tr("正在核对安装文件并备份资料…"))

    def _busy(self, text: str) -> None:
        self.progress.set_text(text)
        self.progress.set_progress(0, 0)
        self.progress.show()
        self.cancel.setVisible(self._job is not None)
        for button in (self.install, self.back):
            button.setEnabled(False)

    @Slot()
    def _cancel_clicked(self) -> None:
        if self._job is not None:
            self._job.cancel()

    @Slot()
    def _idle(self) -> None:
        self._job = None
        self.progress.hide()
        for button in (self.install, self.back):
            button.setEnabled(True)

    @Slot(object)
    def _failed(self, error: object) -> None:
        self.say_error(error)
        self.retranslate_kept()

    def retranslate_kept(self) -> None:
        """Set the texts anew without taking away what is said."""
        text, kind = self.banner.accessibleName(), str(self.banner.property("kind"))
        self.retranslate()
        self.say(text, kind)

    @Slot(object)
    def show_command(self, made: Prepared | WayBack) -> None:
        """Show what a person has to type, where the program may not install by itself."""
        self.command.setText(made.command)
        self.command.show()
        self.command.setCursorPosition(0)
        self.copy.show()
        self.copy.setFocus()
        for part in (self.install, self._safe):
            part.hide()
        self.say(self.tr("资料已备份。请关闭程序，在终端里运行下面的命令，再打开程序。"), "success")

    @Slot()
    def _copy_clicked(self) -> None:
        QGuiApplication.clipboard().setText(self.command.text())
        self.say(self.tr("已复制命令。"), "success")

    @Slot(object)
    def _status_changed(self, _status: object) -> None:
        if self._job is None and self.command.isHidden():
            self.retranslate_kept()

    # -- back -------------------------------------------------------------------------------

    @Slot(object)
    def show_way_back(self, way: WayBack | None) -> None:
        """Offer to go back, where that is possible."""
        self._way = way
        self._show_way()

    def _show_way(self) -> None:
        self.back.setVisible(self._way is not None)
        if self._way is not None:
            set_texts(self.back, self.tr("回到 %1…").replace("%1", self._way.version))

    @Slot()
    def _back_clicked(self) -> None:
        way = self._way
        if way is None:
            return
        box = QMessageBox(self)
        box.setObjectName("ask_back")
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Question)
        box.setText(self.tr("回到版本 %1？").replace("%1", way.version))
        box.setInformativeText(self._what_is_lost(way))
        go = None
        if not way.only_here:
            go = box.addButton(self.tr("重启并回到以前的版本"), QMessageBox.ButtonRole.DestructiveRole)
            go.clicked.connect(self._go_back)
        keep = box.addButton(self.tr("取消") if go else self.tr("关闭"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        box.setEscapeButton(keep)
        self.question = box
        box.open()

    def _what_is_lost(self, way: WayBack) -> str:
        """Say in words what going back takes away."""
        if way.backup is None:
            return self.tr("以前的版本能读现在的资料，什么都不会丢。")
        if way.only_here:
            return self.tr(
                "以前的版本读不了新的资料格式，要用升级前的备份。但是还有 %n 项只在本机（未发送的修改、附件或草稿），"
                "请先同步、写完草稿，再回到以前的版本。",
                "",
                way.only_here,
            )
        return self.tr(
            "以前的版本读不了新的资料格式，要用升级前的备份。升级后输入的内容公司服务器都有，同步后会再取回来；"
            "现在的资料另存一份备份，不会丢。"
        )

    @Slot()
    def _go_back(self) -> None:
        if self._way is not None:
            job = self._desk.go_back(self._way)
            job.finished.connect(self._idle)
            self._busy(self.tr("正在准备以前的版本…"))
