"""Backups in the settings: the automatic ones, one more now, and back to one of them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QMessageBox

from desktop_crm.store import backup
from ui.context import Context
from ui.dialogs._frame import set_texts
from ui.dialogs._restoring import Restoring, moment
from ui.dialogs._settings_pages import SettingsPage
from ui.widgets import KeyValueList, SectionHeader, Separator, Spinner, make_button, make_label

_MEGABYTE = 1_000_000


class BackupsPage(SettingsPage):
    """Last backup, back up now, restore."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.question: QMessageBox | None = None
        self._lead = make_label(role="body", wrap=True)
        self.rows = KeyValueList(key_width=110)
        self.now = make_button("", icon_name="save", on_click=self.back_up)
        self.elsewhere = make_button("", icon_name="file-down", on_click=self._choose_target)
        self.spinner = Spinner("", 18)
        self.spinner.hide()
        self._restore_head = SectionHeader("")
        self._restore_text = make_label(role="body", wrap=True)
        self.choice = QComboBox()
        self.choice.setObjectName("backup_choice")
        self.restore = make_button("", icon_name="archive-restore", on_click=self._ask)
        self.other = make_button("", icon_name="folder-open", on_click=self._choose_source)
        buttons = (self.now, self.elsewhere, self.restore, self.other)
        for button, name in zip(buttons, ("back_up", "back_up_to", "restore", "restore_from"), strict=True):
            button.setObjectName(name)
        self.restoring = Restoring(context, self)
        self.restoring.said.connect(self._restored)
        self.restoring.failed.connect(self.tell_error)
        self.restoring.busy_changed.connect(self._set_busy)
        self._lay_out()
        self.retranslate()

    def _lay_out(self) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        for button in (self.now, self.elsewhere, self.spinner):
            first.addWidget(button)
        first.addStretch(1)
        second.addWidget(self.choice, 1)
        second.addWidget(self.restore)
        second.addWidget(self.other)
        for row in (first, second):
            row.setSpacing(8)
        self.column.addWidget(self._lead)
        self.column.addWidget(self.rows)
        self.column.addLayout(first)
        self.column.addWidget(Separator())
        self.column.addWidget(self._restore_head)
        self.column.addWidget(self._restore_text)
        self.column.addLayout(second)
        self.column.addStretch(1)

    def files(self) -> list[Path]:
        """Return the backups in the profile's folder, newest first."""
        found = self.context.app.paths.backups.glob("*.backup")
        return sorted(found, key=lambda path: path.stat().st_mtime, reverse=True)

    def refresh(self) -> None:
        """Look again at the folder."""
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text."""
        files = self.files()
        self._lead.setText(self.tr("每天自动备份一次，每份都打开检查过；按天、周、月轮换保留。备份和资料库一样加密。"))
        last = moment(files[0]) if files else self.tr("还没有备份")
        self.rows.set_rows(
            [
                (self.tr("最近备份"), last),
                (self.tr("保留"), self.tr("{n} 份").format(n=len(files))),
                (self.tr("位置"), str(self.context.app.paths.backups)),
            ]
        )
        set_texts(self.now, self.tr("立即备份"))
        set_texts(self.elsewhere, self.tr("备份到…"))
        self._restore_head.set_text(self.tr("从备份恢复"))
        self._restore_text.setText(self.tr("现在的资料会先另存一份备份。恢复后程序要重新打开。"))
        self.choice.setAccessibleName(self.tr("要恢复的备份"))
        self.choice.clear()
        for path in files:
            self.choice.addItem(f"{moment(path)}  ({path.stat().st_size / _MEGABYTE:,.1f} MB)", str(path))
        self.choice.setEnabled(bool(files))
        set_texts(self.restore, self.tr("恢复…"))
        self.restore.setEnabled(bool(files))
        set_texts(self.other, self.tr("其他文件…"))

    # -- backing up -------------------------------------------------------------------------

    def back_up(self, target: Path | None = None) -> None:
        """Make a backup now, in the profile's folder or at ``target``."""
        app = self.context.app
        stamp = datetime.now().astimezone().strftime("%Y%m%d-%H%M%S")
        path = target or app.paths.backups / f"manual-{stamp}.backup"
        job = self.context.jobs.run(lambda _task: (backup.write_backup(app.store, path), path))
        job.on_success(self._backed_up).on_failure(self.tell_error)
        job.finished.connect(self._idle)
        self._set_busy(True)

    def _choose_target(self) -> None:
        name = f"customers-{self.context.app.today().isoformat()}.crmbackup"
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("备份到"), name, self.tr("备份 (*.crmbackup *.backup)"))
        if chosen:
            self.back_up(Path(chosen))

    @Slot(object)
    def _backed_up(self, outcome: tuple[int, Path]) -> None:
        count, path = outcome
        self.context.app.set_facts(last_backup_at=self.context.app.clock())
        self.refresh()
        text = self.tr("已备份 {n} 位客户：{file}").format(n=f"{count:,}", file=path.name)
        self.said.emit(text, "success")

    # -- restoring --------------------------------------------------------------------------

    def _choose_source(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, self.tr("选择备份"), "", self.tr("备份 (*.crmbackup *.backup)"))
        if chosen:
            self.ask_restore(Path(chosen))

    def _ask(self) -> None:
        if self.choice.currentData():
            self.ask_restore(Path(str(self.choice.currentData())))

    def ask_restore(self, source: Path) -> None:
        """Ask, then restore."""
        box = QMessageBox(self.window())
        box.setObjectName("ask_restore")
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(self.tr("从备份恢复"))
        box.setText(self.tr("用 {when} 的备份替换现在的资料？").format(when=moment(source)))
        box.setInformativeText(self.tr("之后改动的内容会从这台电脑消失；已经同步到服务器的会再取回来。"))
        go = box.addButton(self.tr("恢复"), QMessageBox.ButtonRole.DestructiveRole)
        keep = box.addButton(self.tr("取消"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        box.setEscapeButton(keep)
        go.clicked.connect(lambda: self.restore_from(source))
        self.question = box
        box.open()

    def restore_from(self, source: Path) -> None:
        """Put a backup in the place of the file; the present one is kept beside the backups."""
        self.restoring.start(source)

    @Slot(str)
    def _restored(self, text: str) -> None:
        self.refresh()
        self.said.emit(text, "success")

    @Slot(bool)
    def _set_busy(self, busy: bool) -> None:
        for button in (self.now, self.elsewhere, self.restore, self.other):
            button.setEnabled(not busy)
        self.spinner.setVisible(busy)
        if not busy:
            self.restore.setEnabled(self.choice.count() > 0)

    @Slot()
    def _idle(self) -> None:
        self._set_busy(False)
