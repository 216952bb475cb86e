"""The last wires of the window: form, drafts, files one after the other, synchronisation, first start, crash."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication
from PySide6.QtNetwork import QNetworkInformation
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton

from desktop_crm.services.drafts import DraftService
from sync.client.status import State, SyncStatus
from sync.protocol import Code
from tests.ui.support_window import close_window, id_of, make_profile, names, open_window
from ui import app as program
from ui.background import CARDS_A_SLICE
from ui.context import Context
from ui.crash import CrashDialog
from ui.forms.customer_form import CustomerEditor
from ui.sync_trouble import short_words, whole_words, with_hints
from ui.theme import theme
from ui.wakes import LONG_ABSENCE_S, NetworkHints, Wakes
from ui.widgets import Chip, ChipRow, make_button


@pytest.fixture
def profile(tmp_path):
    return make_profile(tmp_path / "profile")


@pytest.fixture
def window(profile, qtbot):
    made = open_window(profile, qtbot)
    yield made
    close_window(made)


def toasts(window):
    return [toast.accessibleName() for toast in window.notifications.toasts()]


def toast_button(window, text):
    return next(
        button
        for toast in window.notifications.toasts()
        for button in toast.findChildren(QPushButton)
        if button.text() == text
    )


def type_name(editor, name):
    editor.state.row.type("full_name", name)
    editor.touched.emit()


# -- the form -------------------------------------------------------------------------------


def test_a_save_is_told_once_and_can_be_undone_from_the_message(window):
    window.actions_by_id["new"].trigger()
    editor = window.editing.editor
    type_name(editor, "钱七")
    editor.save()
    assert [text for text in toasts(window) if "钱七" in text] == toasts(window)
    assert len(toasts(window)) == 1
    assert window.editing.editor is None
    created = id_of(window, "钱七")
    toast_button(window, "撤销").click()
    assert window.context.app.queries.card(created).deleted
    assert toasts(window) == ["已撤销"]


def test_an_edit_reaches_the_undo_stack(window):
    customer_id = id_of(window, "李四")
    editor = window.open_editor(customer_id)
    editor.state.row.type("postal_code", "312000")
    editor.save()
    assert window.context.app.queries.card(customer_id).values["postal_code"] == "312000"
    window.actions_by_id["undo"].trigger()
    assert window.context.app.queries.card(customer_id).values.get("postal_code") is None


def test_a_message_does_not_take_back_another_save(window):
    for name in ("钱七", "孙八"):
        editor = window.open_editor(None, name)
        editor.save()
    first = window.notifications.toasts()[0]
    next(button for button in first.findChildren(QPushButton) if button.text() == "撤销").click()
    assert not window.context.app.queries.card(id_of(window, "钱七")).deleted
    assert not window.context.app.queries.card(id_of(window, "孙八")).deleted
    assert "Ctrl+Z" in toasts(window)[-1]


def test_the_form_opens_another_card_and_keeps_its_input(window):
    editor = window.open_editor(None)
    type_name(editor, "赵九")
    wanted = id_of(window, "曾国藩")
    editor.open_requested.emit(wanted)
    assert window.pages.currentWidget() is window.customers
    assert window.customers.current_id() == wanted
    assert toasts(window) == ["有 1 份未完成的输入"]
    toast_button(window, "继续").click()
    again = window.editing.editor
    assert isinstance(again, CustomerEditor)
    assert again.state.row.typed["full_name"] == "赵九"
    again._leave()
    assert toasts(window) == []


def test_going_to_another_page_closes_the_form_and_keeps_its_input(window):
    type_name(window.open_editor(None), "赵九")
    window.actions_by_id["recycle_bin"].trigger()
    assert window.editing.editor is None
    assert window.pages.currentWidget().objectName() == "recycle_bin_page"
    assert toasts(window) == ["有 1 份未完成的输入"]


def test_unfinished_input_is_offered_at_the_start(profile, qtbot):
    first = open_window(profile, qtbot)
    type_name(first.open_editor(None), "赵九")
    wanted = id_of(first, "李四")
    close_window(first)
    second = open_window(profile, qtbot)
    service = DraftService(second.context.app.store, second.context.app.clock)
    service.put(wanted, service.all()[0].document)
    qtbot.waitUntil(lambda: toasts(second) != [])
    assert toasts(second) == ["有 2 份未完成的输入"]
    toast_button(second, "继续").click()
    assert second.editing.editor.state.customer_id == wanted
    second.editing.editor._leave()
    assert toasts(second) == ["有 1 份未完成的输入"]
    close_window(second)


def test_new_customer_from_a_search_without_hits(window, qtbot):
    page = window.customers
    page._search("吴十一")
    qtbot.waitUntil(lambda: page.model.complete and page.model.rowCount() == 0)
    page._create.click()
    assert window.editing.editor._initial == {"full_name": "吴十一"}
    window.editing.editor._leave()


# -- files ----------------------------------------------------------------------------------


def test_several_files_are_imported_one_after_the_other(window, tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr("ui.dialogs.import_dialog.ImportDialog.open_file", lambda _dialog, path: opened.append(path))
    files = [tmp_path / "a.csv", tmp_path / "b.csv"]
    window.take_files(files)
    assert opened == files[:1]
    window.take_files([tmp_path / "c.csv"])
    for count in (2, 3):
        QApplication.activeModalWidget().reject()
        assert len(opened) == count
    QApplication.activeModalWidget().reject()
    assert opened == [*files, tmp_path / "c.csv"]
    assert QApplication.activeModalWidget() is None


# -- synchronisation ------------------------------------------------------------------------

OTHER_CODES = (
    "server_refused", "other_server", "certificate", "insecure_address", "bad_address", "not_our_server", "bad_answer",
    "captive_portal",
    "server_busy", "server_too_many", "server_full", "no_receipts", "internal", "disk_full", "store_busy",
    "store_damaged",
)  # fmt: skip
#: Errors of a single call that never stop the synchronisation.
CALLS = {Code.NOT_FOUND, Code.METHOD, Code.ENCODING, Code.TOO_MANY, Code.BUSY, Code.FULL}


@pytest.mark.parametrize("code", [*OTHER_CODES, *(str(code) for code in Code if code not in CALLS)])
def test_trouble_of_every_code_says_what_to_do(qapp, code):
    assert code not in short_words(code)
    assert " · " in short_words(code)
    words = whole_words(code)
    assert words.what and words.safe and words.todo


def test_network_and_sleep_wake_the_synchronisation(qapp):
    woken, now = [], [0.0]
    wakes = Wakes(lambda: woken.append(now[0]), qapp, lambda: now[0])
    online, gone = QNetworkInformation.Reachability.Online, QNetworkInformation.Reachability.Disconnected
    wakes.reachability_changed(gone)
    assert woken == []
    wakes.reachability_changed(online)
    assert woken == [0.0]
    back, front = Qt.ApplicationState.ApplicationInactive, Qt.ApplicationState.ApplicationActive
    for moment, state in ((10, back), (20, front), (30, back), (31 + LONG_ABSENCE_S, front)):
        now[0] = moment
        wakes.state_changed(state)
    assert woken == [0.0, 31 + LONG_ABSENCE_S]
    wakes.deleteLater()


def test_hints_of_the_system_are_told_and_a_log_in_wakes(qapp):
    woken, told = [], []
    wakes = Wakes(lambda: woken.append(1), qapp)
    wakes.hinted.connect(told.append)
    wakes.metered_changed(True)
    wakes.metered_changed(True)
    wakes.captive_changed(True)
    assert told == [NetworkHints(metered=True), NetworkHints(metered=True, captive=True)] and woken == []
    wakes.captive_changed(False)
    assert told[-1] == NetworkHints(metered=True) and woken == [1]
    wakes.deleteLater()


@pytest.mark.parametrize(
    ("state", "error", "shown"),
    [(State.OFFLINE, "offline", "captive_portal"), (State.ERROR, "certificate", "captive_portal"),
     (State.ERROR, "revoked", "revoked"), (State.SYNCED, "", "")],
)  # fmt: skip
def test_network_that_wants_a_log_in_is_named_as_that(window, state, error, shown):
    status = SyncStatus(state, error=error, pending=2)
    assert with_hints(status, NetworkHints(captive=True)).error == shown
    assert with_hints(status, NetworkHints()) == status
    window.context.sync = None
    window.desk.show_status(status)
    window.desk.wakes.captive_changed(True)
    assert window.context.network.captive
    window.desk.show_status(status)
    assert ("浏览器" in window.status_bar.words) == (shown == "captive_portal")


def test_the_synchroniser_comes_after_the_first_paint(profile, qtbot):
    window = open_window(profile, qtbot, with_sync=True)
    qtbot.waitUntil(lambda: window.context.sync is not None, timeout=10_000)
    qtbot.waitUntil(lambda: not window.context.jobs.busy, timeout=10_000)
    assert window.context.status.state is State.NOT_ENROLLED
    close_window(window)


def test_the_start_imports_neither_http_nor_dialogs():
    program_text = (
        "import sys, ui.app; wrong = {'requests', 'sync.client.transport', 'alembic', 'keyring', 'sqlalchemy.orm',"
        "'ui.forms.customer_form', 'ui.dialogs'} & set(sys.modules); sys.exit(str(wrong) if wrong else 0)"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", program_text], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_slices_of_the_index_are_the_schedulers():
    from sync.client import scheduler

    assert CARDS_A_SLICE == scheduler.CARDS_A_SLICE


def test_background_work_makes_the_search_complete(window, qtbot):
    app = window.context.app
    with app.store.write() as connection:
        connection.exec_driver_sql("INSERT INTO search_todo (rid) SELECT rid FROM customer")
    window._start_background()
    qtbot.waitUntil(lambda: not window.context.jobs.busy)
    with app.store.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM search_todo").scalar() == 0


# -- first start and crash ------------------------------------------------------------------


def test_a_new_profile_begins_with_the_first_window(tmp_path, qtbot):
    def choose():
        dialog = QApplication.activeModalWidget()
        dialog.name.edit.setText("陈国栋")
        for field in (dialog.passphrase, dialog.repeat):
            field.edit.setText("correct horse")
        dialog.cards["import"].click()

    timer = QTimer()
    timer.setSingleShot(True)
    timer.timeout.connect(choose)
    timer.start(0)
    app, begin = program._open(tmp_path / "new", demo=False)
    assert begin == "import"
    assert app.facts()["user_name"] == "陈国栋"
    app.close()


def test_giving_up_the_first_window_makes_nothing(tmp_path, qtbot):
    timer = QTimer()
    timer.setSingleShot(True)
    timer.timeout.connect(lambda: QApplication.activeModalWidget().reject())
    timer.start(0)
    assert program._open(tmp_path / "new", demo=False) == (None, "")
    assert not (tmp_path / "new").exists()


@pytest.mark.usefixtures("expects_log")
def test_a_fault_in_a_slot_shows_one_report(window, qtbot):
    secret = "13800138000"

    def fault():
        raise RuntimeError(secret)

    button = make_button("x", on_click=fault, parent=window)
    guard = program.install_guard(window)
    try:
        button.click()
        button.click()
        qtbot.waitUntil(lambda: bool(window.findChildren(CrashDialog)))
        QApplication.processEvents()
        dialogs = window.findChildren(CrashDialog)
        assert len(dialogs) == 1
        dialogs[0].copy()
        text = QGuiApplication.clipboard().text()
        assert text == dialogs[0].findChild(QPlainTextEdit).toPlainText()
        assert "RuntimeError" in text
        assert "test_wiring.py" in text
        assert secret not in text
        dialogs[0].accept()
    finally:
        guard.uninstall()


# -- widgets --------------------------------------------------------------------------------


def test_the_chosen_chip_has_room_for_its_bold_text(qtbot, dressed):
    row = ChipRow("")
    qtbot.addWidget(row)
    row.set_chips([Chip("a", "Individual customers", 12_345), Chip("b", "Organisation", 3)])
    row.resize(row.sizeHint())
    row.show()
    bold = QFontMetrics(theme.font(13, QFont.Weight.DemiBold))
    for chip in row.findChildren(QPushButton):
        assert chip.width() >= bold.horizontalAdvance(chip.text()) + 28


def test_a_window_context_without_sync_is_not_enrolled(window):
    assert isinstance(window.context, Context)
    assert window.context.status.state is State.NOT_ENROLLED
    assert "张三" in names(window.customers.model)
