"""Scenes of a laptop that is locked, or whose data is gone."""

from __future__ import annotations

from dataclasses import replace

from desktop_crm.paths import ProfilePaths
from desktop_crm.store.erasing import Removal
from desktop_crm.store.lease import Lock
from ui.dialogs.removed import RemovedDialog
from ui.main_window import MainWindow
from ui.screenshots.scene import Scene
from ui.screenshots.stage import SYNCED, Stage
from ui.screenshots.sync_data import NOW

_DEVICE = "7F3A"


def _locked(stage: Stage, lock: Lock, days: int = 0) -> MainWindow:
    window = stage.window()
    status = replace(SYNCED, lock=lock)
    window.locking.follow(status)
    window.status_bar.set_status(status)
    if window.locking.screen is not None:
        window.locking.screen.show_lock(lock, _DEVICE, "K7M4QX", days)
    return window


def _lease(stage: Stage) -> None:
    _locked(stage, Lock.LEASE, 30)


def _wrong_code(stage: Stage) -> None:
    window = _locked(stage, Lock.LEASE, 31)
    if window.locking.screen is not None:
        window.locking.screen.code.setText("ABCD EFGH")
        window.locking.screen.unlock.click()


def _clock(stage: Stage) -> None:
    _locked(stage, Lock.CLOCK)


def _order(stage: Stage) -> None:
    _locked(stage, Lock.ORDER)


def _removed(stage: Stage) -> None:
    stage.window().hide()
    note = Removal(at=NOW, company="绍兴示例贸易有限公司", handed_over=7, destroyed=True)
    RemovedDialog(ProfilePaths(stage.folder / "not-made-yet"), note).show()


SCENES = (
    Scene("locked-lease", _lease),
    Scene("locked-wrong-code", _wrong_code),
    Scene("locked-clock", _clock),
    Scene("locked-order", _order),
    Scene("removed", _removed),
)
