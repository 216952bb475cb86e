"""Scenes of new versions of the program, and of a backup that was opened."""

from __future__ import annotations

from pathlib import Path

from desktop_crm.errors import WrongKey
from desktop_crm.store.backup import write_backup
from sync.client.installing import Prepared, WayBack
from sync.client.status import State, SyncStatus, UpdateStatus
from sync.client.update_files import Step
from ui.dialogs.about import open_about
from ui.dialogs.backup_file import BackupFileDialog, open_backup_file
from ui.dialogs.update import UpdateDialog
from ui.screenshots.data import OFFICE
from ui.screenshots.scene import Scene
from ui.screenshots.stage import Stage

_LAST = "2026-11-22T06:03:00.000Z"
_NOTES = (
    "· 客户名册打开更快，一百万位客户也不用等\n"
    "· 打印客户信息表时可以选择不印敏感内容\n"
    "· 修正：从通讯录导入时，带分机的电话不再丢失分机号\n\n"
    "升级前会自动备份。有问题请打 8640。"
)
_READY = UpdateStatus("1.2.0", _NOTES, 10, 10, ready=True)


def _status(update: UpdateStatus) -> SyncStatus:
    return SyncStatus(State.SYNCED, last_synced_at=_LAST, server="https://crm.example.cn", update=update)


def _told(stage: Stage, update: UpdateStatus = _READY, *, windows: bool = True) -> UpdateDialog:
    window = stage.window(OFFICE)
    window.context.settings.set_text("update/told", f"{update.version} {update.error or 'ready'}")
    window.updates.installs_itself = windows
    stage.tell(window, _status(update))
    stage.settle(0.1)
    return window.updates.open()


def _ready(stage: Stage) -> None:
    stage.window(OFFICE).context.settings.remove("update/told")
    stage.tell(stage.window(OFFICE), _status(_READY))
    stage.settle(0.2)


def _centre(stage: Stage) -> None:
    window = stage.window(OFFICE)
    window.context.app.set_facts(first_sync_done="1", question=None, diverged_at=None, last_synced_at=_LAST)
    stage.tell(window, _status(UpdateStatus("1.2.0", _NOTES, 45, 100)))
    window.show_centre("waiting")
    stage.settle(0.2)


def _dialog(stage: Stage) -> None:
    _told(stage)


def _installing(stage: Stage) -> None:
    dialog = _told(stage)
    stage.settle()
    dialog.show_working()


def _by_hand(stage: Stage) -> None:
    _told(stage, windows=False)


def _command(stage: Stage) -> None:
    dialog = _told(stage, windows=False)
    stage.settle()
    place = "~/.local/share/DesktopCRM/updates/ab54a98ceb1f0ad2/desktop-crm_1.2.0_amd64.deb"
    step = Step(before="1.1.0", after="1.2.0", file="", back="", backup="", at=_LAST)
    dialog.show_command(Prepared("1.2.0", (), f"sudo apt install {place}", Path(place), step))


def _refused(stage: Stage) -> None:
    _told(stage, UpdateStatus("1.2.0", error="release_forged"))


def _none(stage: Stage) -> None:
    _told(stage, UpdateStatus())


def _back(stage: Stage, only_here: int = 0) -> None:
    dialog = _told(stage, UpdateStatus())
    stage.settle()
    dialog.show_way_back(WayBack("1.1.0", Path("x"), ("x",), "", Path("b"), only_here))
    dialog.back.click()


def _back_waits(stage: Stage) -> None:
    _back(stage, 3)


def _about(stage: Stage) -> None:
    window = stage.window(OFFICE)
    window.context.settings.set_text("update/told", "1.2.0 ready")
    stage.tell(window, _status(_READY))
    open_about(window.context, window)


def _backup(stage: Stage) -> BackupFileDialog:
    window = stage.window(OFFICE)
    path = stage.folder / "客户备份-2026-11-22.crmbackup"
    if not path.exists():
        write_backup(window.context.app.store, path)
    dialog = open_backup_file(window.context, path, window)
    stage.settle()
    return dialog


def _backup_foreign(stage: Stage) -> None:
    dialog = _backup(stage)
    dialog.show_unreadable(WrongKey())


SCENES = (
    Scene("update-told", _ready),
    Scene("update-centre", _centre),
    Scene("update", _dialog),
    Scene("update-installing", _installing),
    Scene("update-by-hand", _by_hand),
    Scene("update-command", _command),
    Scene("update-refused", _refused),
    Scene("update-none", _none),
    Scene("update-back", _back),
    Scene("update-back-waits", _back_waits),
    Scene("update-about", _about),
    Scene("backup-file", _backup),
    Scene("backup-file-foreign", _backup_foreign),
)
