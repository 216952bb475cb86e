"""Scenes of the office server: made in the window, looked after, and let colleagues in. No server runs."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from desktop_crm.errors import OfficeFailed
from sync.client.office import Account, Finding, OfficeServer, OfficeStatus
from ui.office.account import AccountDialog
from ui.office.dialog import OfficeDialog, open_office
from ui.screenshots.data import OFFICE
from ui.screenshots.scene import Scene
from ui.screenshots.stage import SCRATCH, Stage

_FINGERPRINT = "91d35765e51e3a849696d9257adf50b05d049d9cf34d7398b655767e5ace9b69"
_FOLDER = "~/.local/share/DesktopCRM-Office"
_ADDRESS = "https://192.168.1.20:8640"
_NONE = OfficeStatus(folder=_FOLDER, reached_at="192.168.1.20")
RUNNING = OfficeStatus(
    made=True,
    folder=_FOLDER,
    running=True,
    since="2026-11-22T00:32:00.000Z",
    autostart=True,
    address=_ADDRESS,
    others=True,
    fingerprint=_FINGERPRINT,
    connect=f"{_ADDRESS}#{_FINGERPRINT}",
    also=(f"https://qiantai:8640#{_FINGERPRINT}",),
    company="Jianhu Textile",
    customers=1284,
    users=4,
    devices=3,
    connected=2,
    last_backup_at="2026-11-22T00:32:20.000Z",
    backups=14,
    database=f"{_FOLDER}/server.sqlite",
    bytes=48_200_000,
)
_ACCOUNTS = (
    Account("chen", "Chen Guodong", "admin"),
    Account("lin", "Lin Xiao", "rep"),
    Account("wang", "Wang Fang", "rep"),
    Account("zhou", "Zhou Zhiyuan", "rep"),
)
_FOUND = [
    *(Finding(name, "ok") for name in ("versions", "files", "rights", "certificate", "schema", "integrity", "keys")),
    *(Finding(name, "ok") for name in ("chain", "clock", "quarantine", "salvage", "disk", "address")),
    Finding("backup", "problem", "The newest backup is 16 days old."),
    Finding("laptops", "warning", "Nothing was heard of these laptops for 30 days: 7Q2K."),
]


@dataclass(frozen=True, slots=True)
class StillOffice(OfficeServer):
    """An office server that stands as told and does nothing."""

    folder: Path = Path("nowhere")
    still: OfficeStatus = field(default=_NONE)

    def exists(self) -> bool:
        """Say what is told."""
        return self.still.made

    def status(self) -> OfficeStatus:
        """Say what is told."""
        return self.still

    def accounts(self) -> list[Account]:
        """Give some accounts."""
        return list(_ACCOUNTS)


def _dialog(stage: Stage, status: OfficeStatus = _NONE, profile: str = SCRATCH) -> OfficeDialog:
    window = stage.window(profile)
    dialog = open_office(window.context, window, StillOffice(still=status))
    stage.settle(0.1)
    return dialog


def _form(stage: Stage) -> OfficeDialog:
    dialog = _dialog(stage)
    dialog.form.company.edit.setText("Jianhu Textile")
    dialog.form.display_name.edit.setText("Chen Guodong")
    return dialog


def _errors(stage: Stage) -> None:
    dialog = _form(stage)
    dialog.form.company.edit.clear()
    dialog.form.admin.edit.setText("chen guodong")
    dialog.form.passwords.first.edit.setText("short")
    dialog.make_server()


def _port_taken(stage: Stage) -> None:
    dialog = _form(stage)
    dialog.form.port_taken(8641)
    dialog.say_error(OfficeFailed("office_address", host="0.0.0.0", port=8640))  # noqa: S104 - shown, not listened at


def _working(stage: Stage) -> None:
    _form(stage).show_working(1)


def _running(stage: Stage) -> OfficeDialog:
    return _dialog(stage, RUNNING)


def _connected(stage: Stage) -> None:
    app = stage.window(OFFICE).context.app
    app.set_facts(server_id="office", user_id=app.facts().get("user_id") or "chen")
    _dialog(stage, msgspec.structs.replace(RUNNING, server_id="office"), OFFICE)


def _stopped(stage: Stage) -> None:
    _dialog(stage, msgspec.structs.replace(RUNNING, running=False, since="", connected=0))


def _only_here(stage: Stage) -> None:
    address = "https://127.0.0.1:8640"
    alone = msgspec.structs.replace(
        RUNNING, others=False, address=address, connect=f"{address}#{_FINGERPRINT}", also=()
    )
    _dialog(stage, alone)


def _moved(stage: Stage) -> None:
    now = f"https://192.168.1.33:8640#{_FINGERPRINT}"
    _dialog(stage, msgspec.structs.replace(RUNNING, also=(now, *RUNNING.also)))


def _check(stage: Stage) -> None:
    _running(stage).show_found(_FOUND)


def _account(stage: Stage) -> AccountDialog:
    parent = _running(stage)
    dialog = AccountDialog(parent.context, StillOffice(still=RUNNING), RUNNING, parent)
    dialog.open()
    return dialog


def _account_made(stage: Stage) -> None:
    dialog = _account(stage)
    for line, text in ((dialog.user, "lin"), (dialog.display_name, "Lin Xiao")):
        line.edit.setText(text)
    dialog.show_made(_ACCOUNTS[1])


SCENES = (
    Scene("office-new", _form),
    Scene("office-new-errors", _errors),
    Scene("office-port-taken", _port_taken),
    Scene("office-working", _working),
    Scene("office-running", _running),
    Scene("office-connected", _connected),
    Scene("office-stopped", _stopped),
    Scene("office-only-here", _only_here),
    Scene("office-moved", _moved),
    Scene("office-check", _check),
    Scene("office-account", _account),
    Scene("office-account-made", _account_made),
)
