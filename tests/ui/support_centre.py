"""A window that thinks it is connected, for the tests of the sync centre and of news in the list."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QApplication

from sync import protocol
from sync.client.status import CheckState, CheckStatus, State, SyncStatus
from tests.ui.support_window import make_profile, open_window
from ui.pages.sync_centre import WAITING
from ui.screenshots.stage import StillSync

NOW = "2026-11-22T06:05:00.000Z"
ENROLLED = {"token": "t", "first_sync_done": "1", "user_id": "chen"}


class Watched(StillSync):
    """Notes what it is asked for."""

    def __init__(self, status):
        super().__init__(status)
        self.asked = []

    def wake(self):
        self.asked.append("wake")

    def request_check(self):
        self.asked.append("check")
        self.status = replace(self.status, check=CheckStatus(CheckState.WAITING))

    def cancel_check(self):
        self.asked.append("cancel")


def idle(window, qtbot):
    qtbot.waitUntil(lambda: not window.context.jobs.busy)
    QApplication.processEvents()


def centre(window, qtbot, tab=WAITING):
    window.show_centre(tab)
    qtbot.waitUntil(lambda: window.centre()._facts is not None)
    idle(window, qtbot)
    return window.centre()


def tell(window, qtbot, status):
    window.context.sync.status = status
    with qtbot.waitSignal(window.context.sync_signals.changed):
        window.context.sync_signals.tell(status)
    qtbot.waitUntil(lambda: not window.context.jobs.busy and not window.centre()._settle.isActive())
    QApplication.processEvents()


def answer(app, outcome="applied", seq=7, **more):
    receipt = protocol.canonical({"s": seq, "r": outcome, **more}).decode()
    with app.store.write() as connection:
        sql = (
            "UPDATE outbox SET state = 'done', seq = ?, outcome = ?, acked_at = ?, receipt = ? WHERE state = 'pending'"
        )
        connection.exec_driver_sql(sql, (seq, outcome, NOW, receipt))


def connected(folder, qtbot):
    """Open the window of a new profile that has a server and is in step with it."""
    window = open_window(make_profile(folder), qtbot)
    window.context.app.set_facts(**ENROLLED)
    window.context.sync = Watched(SyncStatus(State.SYNCED, last_synced_at=NOW, server="https://crm.example.cn"))
    return window


def pulled(app, agg_id, field, old, new, *, by="林晓", at=NOW):
    with app.store.write() as connection:
        sql = (
            "INSERT INTO history (agg_id, row_id, kind, field, old, new, at, by, came_at)"
            " VALUES (?, ?, 'pulled', ?, ?, ?, ?, ?, ?)"
        )
        connection.exec_driver_sql(sql, (agg_id, agg_id, field, f'"{old}"', f'"{new}"', at, by, at))
        connection.exec_driver_sql("UPDATE customer SET owner_id = 'chen'")
