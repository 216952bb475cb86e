"""A small office from the window alone: one computer becomes its server, a colleague's laptop joins, a customer goes
from one to the other, the window closes and the server goes on, and the settings stop it."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from sync.client.office import OfficeServer, of_this_computer
from sync.client.status import State
from tests.support.processes import PASSWORD, Laptop, free_port
from tests.support.profiles import INDIVIDUAL, PASSPHRASE, profile
from ui.app import build
from ui.dialogs.settings_dialog import open_settings
from ui.main_window import MainWindow
from ui.office.account import AccountDialog
from ui.office.dialog import CHECK, FORM, HOME, OfficeDialog

pytestmark = pytest.mark.lengthy
_WAIT_MS = 60_000


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[OfficeServer]:
    """Give this account folders of its own; whatever server runs there at the end is ended by its number."""
    for variable in ("XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(variable, str(tmp_path / variable.lower()))
    office = of_this_computer()
    yield office
    number = office.status().pid if office.exists() else 0
    if number:
        with suppress(ProcessLookupError):
            os.kill(number, signal.SIGTERM)


def _window(folder: Path, qtbot) -> MainWindow:
    window = build(folder, PASSPHRASE, with_sync=True)
    window.show()
    qtbot.waitUntil(lambda: window.is_usable and window.customers.model.complete, timeout=_WAIT_MS)
    return window


def _close(window: MainWindow) -> None:
    for widget in QApplication.topLevelWidgets():
        if widget is not window and widget.isVisible():
            widget.close()
    window.close()
    window.context.app.close()
    window.deleteLater()
    QApplication.processEvents()


def _dialog(owner) -> OfficeDialog:
    return next(one for one in owner.findChildren(OfficeDialog) if one.isVisible())


def _at(qtbot, dialog: OfficeDialog, page: int) -> None:
    qtbot.waitUntil(lambda: dialog.pages.currentIndex() == page and dialog._job is None, timeout=_WAIT_MS)


def _fill(dialog: OfficeDialog) -> None:
    form = dialog.form
    form.company.edit.setText("绍兴小店")
    form.admin.edit.setText("chen")
    form.display_name.edit.setText("陈国栋")
    form.port_edit.setValue(free_port())
    form.others.setChecked(False)  # this machine alone: the tests reach no other
    _type_password(form.passwords)


def _type_password(pair) -> None:
    for line in (pair.first, pair.again):
        line.edit.setText(PASSWORD)


def test_a_small_office_from_the_window_alone(tmp_path: Path, qtbot, dressed, office: OfficeServer) -> None:
    mine = tmp_path / "mine"
    app = profile(mine, passphrase=PASSPHRASE)
    number = app.customers.create(INDIVIDUAL).customer_no
    app.close()
    window = _window(mine, qtbot)
    try:
        window.actions_by_id["office"].trigger()
        dialog = _dialog(window)
        _at(qtbot, dialog, FORM)
        _fill(dialog)
        dialog.make.click()
        _at(qtbot, dialog, HOME)
        assert dialog.status.running and dialog.status.autostart
        facts = window.context.app.facts()
        assert (facts["user_id"], facts["role"]) == ("chen", "admin"), "nobody typed an address"
        qtbot.waitUntil(lambda: window.context.status.state is State.SYNCED, timeout=_WAIT_MS)

        dialog.inviting.add.click()
        account = next(one for one in dialog.findChildren(AccountDialog) if one.isVisible())
        account.user.edit.setText("lin")
        account.display_name.edit.setText("林晓")
        account.roles.setCurrentIndex(account.roles.findData("director"))
        _type_password(account.passwords)
        with qtbot.waitSignal(account.added, timeout=_WAIT_MS):
            account.add.click()
        account.close()

        colleague = Laptop(tmp_path / "colleague")
        colleague.do("init")
        assert colleague.enroll(dialog.inviting.address.text(), "lin")["company"] == "绍兴小店"
        colleague.do("sync")
        assert colleague.do("show", number)["fields"]["full_name"] == INDIVIDUAL["full_name"]
        colleague.do("set", number, "employer=纺织厂")
        colleague.do("sync")
        window.operations.sync()
        shown = window.context.app.queries
        (row,) = shown.find("zgf")
        qtbot.waitUntil(lambda: shown.card(row.id).values.get("employer") == "纺织厂", timeout=_WAIT_MS)

        dialog.state.check.click()
        _at(qtbot, dialog, CHECK)
        assert {one.state for one in dialog.checked._found} == {"ok"}
    finally:
        _close(window)

    running = office.status()
    assert running.running and running.devices == 2 and running.connected == 2
    colleague.do("add", "full_name=上官云", "mobile_phone=13800000001")
    assert colleague.do("sync")["pushed"] == 1

    window = _window(mine, qtbot)
    try:
        qtbot.waitUntil(lambda: bool(window.context.app.queries.find("sgy")), timeout=_WAIT_MS)
        settings = open_settings(window.context, window, "company")
        settings.pages["company"].office_button.click()
        dialog = _dialog(window)
        _at(qtbot, dialog, HOME)
        assert dialog.state.is_connected_here() and dialog.status.since == running.since
        dialog.state.stop.click()
        next(one for one in dialog.question.buttons() if one.text() == "停止服务器").click()
        qtbot.waitUntil(lambda: not dialog.status.running and dialog._job is None, timeout=_WAIT_MS)
        assert dialog.state.heading.text() == "已停止"
    finally:
        _close(window)
    assert not office.status().running
    assert colleague.ask("sync").error == "offline"
