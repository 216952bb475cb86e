"""A backup that somebody opened: what it is, and whether to restore it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Slot
from PySide6.QtWidgets import QWidget

from desktop_crm.errors import WrongKey
from desktop_crm.store import backup
from desktop_crm.store.backup import Glance
from ui.context import Context
from ui.dialogs._frame import Dialog, set_texts
from ui.dialogs._restoring import Restoring, moment
from ui.jobs import Task
from ui.models.texts import long_moment
from ui.widgets import KeyValueList, ProgressLine, make_button, make_label


def open_backup_file(context: Context, path: Path, parent: QWidget | None) -> BackupFileDialog:
    """Show the dialog over ``parent``; returns at once."""
    dialog = BackupFileDialog(context, path, parent)
    dialog.open()
    return dialog


class BackupFileDialog(Dialog):
    """Reads the file in the background; restoring is offered when it can be read."""

    def __init__(self, context: Context, path: Path, parent: QWidget | None = None) -> None:
        super().__init__("backup_file_dialog", parent, QSize(560, 380))
        self._context, self._path = context, path
        self._glance: Glance | None = None
        self.rows = KeyValueList(key_width=110)
        self.progress = ProgressLine("")
        self._effect = make_label(role="body", wrap=True)
        self.restoring = Restoring(context, self)
        for part in (self.rows, self.progress, self._effect):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.restore = make_button("", icon_name="archive-restore", on_click=self._restore_clicked)
        self.restore.setObjectName("restore_file")
        self.restore.setEnabled(False)
        self.shut = make_button("", role="primary", on_click=self.reject)
        self.shut.setObjectName("close")
        self.shut.setDefault(True)
        self.foot.addWidget(self.restore)
        self.foot.addStretch(1)
        self.foot.addWidget(self.shut)
        self.settle()
        self.restoring.busy_changed.connect(self._set_busy)
        self.restoring.failed.connect(self.say_error)
        self.restoring.said.connect(self._restored)
        self._set_busy(True)
        app = context.app

        def work(_task: Task) -> Glance:
            return backup.look_into(path, app.paths, app.store.key)

        context.jobs.run(work).on_success(self._read).on_failure(self.show_unreadable)

    def retranslate(self) -> None:
        """Set every text."""
        self.set_head(self.tr("客户管家的备份"), self.tr("里面是写下它的时候这台电脑上的全部资料，和资料库一样加密。"))
        self.progress.set_text(self.tr("正在打开备份…"))
        self._show_rows()
        set_texts(self.restore, self.tr("恢复这份备份"))
        set_texts(self.shut, self.tr("保持现在的资料"))

    def _show_rows(self) -> None:
        rows = [(self.tr("文件"), self._path.name)]
        if self._path.exists():
            rows.append((self.tr("写于"), moment(self._path)))
        found = self._glance
        if found is not None:
            today = self._context.app.today()
            changed = long_moment(found.changed_at, today) if found.changed_at else self.tr("没有改动")
            rows.append((self.tr("最后的改动"), changed))
            text = self.tr("{there} 位（现在 {here} 位）")
            rows.append((self.tr("客户"), text.format(there=f"{found.customers:,}", here=f"{found.here:,}")))
            self._effect.setText(
                self.tr(
                    "恢复后，这份备份代替现在的资料：之后改动的内容会从这台电脑消失，已经同步到服务器的会再取回来。"
                    "现在的资料先另存一份备份，随时可以换回。"
                )
            )
        self.rows.set_rows(rows)

    @Slot(object)
    def _read(self, found: Glance) -> None:
        self._glance = found
        self._show_rows()
        self._set_busy(False)

    @Slot(object)
    def show_unreadable(self, error: object) -> None:
        """Say why the file cannot be restored."""
        self._glance = None
        self._show_rows()
        self._effect.clear()
        self._set_busy(False)
        if isinstance(error, WrongKey):
            text = self.tr(
                "这份备份打不开：它属于另一个资料库（另一台电脑，或重装以前），或者不是备份。现在的资料没有改动。"
                "请在写下它的那台电脑上打开。"
            )
            self.say(text, "error")
        else:
            self.say_error(error)
        set_texts(self.shut, self.tr("关闭"))

    @Slot()
    def _restore_clicked(self) -> None:
        self.progress.set_text(self.tr("正在恢复…"))
        self.restoring.start(self._path)

    @Slot(str)
    def _restored(self, text: str) -> None:
        self.say(text, "success")
        self.restore.setEnabled(False)

    @Slot(bool)
    def _set_busy(self, busy: bool) -> None:
        self.progress.set_progress(0, 0)
        self.progress.setVisible(busy)
        self.restore.setEnabled(not busy and self._glance is not None)
        self.restore.setVisible(busy or self._glance is not None)
