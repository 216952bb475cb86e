from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLineEdit, QWidget

from desktop_crm.events import ChangeSet, Origin
from sync.client.status import State, SyncStatus
from tests.ui.support_window import PASSPHRASE, close_window, id_of, make_profile, names, open_window
from ui.passphrase import PassphraseDialog
from ui.settings import Settings
from ui.single_instance import Listener, hand_over
from ui.undo import CardEdit, UndoStack


@pytest.fixture
def profile(tmp_path):
    return make_profile(tmp_path / "profile")


@pytest.fixture
def window(profile, qtbot):
    made = open_window(profile, qtbot)
    yield made
    close_window(made)


STATUS_WORDS = {
    SyncStatus(State.NOT_ENROLLED): "尚未连接公司 · 资料只在本机",
    SyncStatus(State.NOT_ENROLLED, pending=3): "尚未连接公司 · 资料只在本机 | 3 处修改将在连接后发送",
    SyncStatus(State.OFFLINE): "离线 · 联网后自动同步",
    SyncStatus(State.OFFLINE, pending=7): "离线 · 7 处修改待发送",
    SyncStatus(State.SYNCING, pending=2): "正在同步… | 2 处修改待发送",
    SyncStatus(State.FIRST_SYNC, loaded=1200): "首次同步 · 已载入 1200 位客户",
    SyncStatus(State.SYNCED, last_synced_at="2026-11-22T10:05:00.000Z"): "已同步 · 18:05",
    SyncStatus(State.SYNCED, conflicts=2): "已同步 | 2 处冲突待处理",
    SyncStatus(State.ERROR, error="server_refused"): "服务器拒绝登录 · 请在设置中重新连接",
    SyncStatus(State.ERROR, error="disk_full"): "磁盘已满 · 请腾出空间后点此重试",
    SyncStatus(State.LEAVING): "本机已锁定 · 联网后再试",
    SyncStatus(State.ERROR, error="odd"): "同步出错（odd）· 点此查看",
}


@pytest.mark.parametrize("status", STATUS_WORDS, ids=lambda status: f"{status.state}-{status.error}{status.pending}")
def test_status_in_words(window, status):
    window.status_bar.set_status(status)
    assert window.status_bar.words == STATUS_WORDS[status]
    assert window.status_bar._state.accessibleName()


def test_every_state_has_words():
    assert {status.state for status in STATUS_WORDS} == set(State)


def test_status_comes_from_another_thread(window, qtbot):
    with qtbot.waitSignal(window.context.sync_signals.changed):
        window.context.sync_signals.tell(SyncStatus(State.OFFLINE, pending=4, conflicts=1))
    assert window.status_bar.words == "离线 · 4 处修改待发送 | 1 处冲突待处理"
    assert "1" in window.navigation._buttons["conflicts"].text()


def test_pages(window, qtbot):
    for page in ("conflicts", "recycle_bin", "customers"):
        window.navigation._buttons[page].click()
        assert window.pages.currentWidget().objectName() == f"{page}_page"


def test_recycle_bin_restores(window, qtbot):
    window.context.app.customers.delete(id_of(window, "阿明"))
    window.go_to("recycle_bin")
    page = window.pages.currentWidget()
    qtbot.waitUntil(lambda: names(page.model) == ["阿明"])
    page.view.choose(0)
    page._restore.click()
    qtbot.waitUntil(lambda: names(page.model) == [] and "阿明" in names(window.customers.model), timeout=5_000)
    window.actions_by_id["undo"].trigger()
    qtbot.waitUntil(lambda: names(page.model) == ["阿明"], timeout=5_000)


def test_undo_brings_back_fields_and_grid_rows(window):
    from desktop_crm.services.customers import GridInput

    app, stack = window.context.app, UndoStack()
    customer_id = id_of(window, "张三")
    before = app.queries.card(customer_id)
    child = before.grid[0].id
    new_row = GridInput({"name": "王芳", "relation": "spouse"})
    app.customers.update(customer_id, {"postal_code": "312000"}, [GridInput({}, child, removed=True), new_row])
    stack.push(CardEdit(app.customers, app.queries, before, app.queries.card(customer_id)))
    for _round in range(2):
        assert stack.undo()
        back = app.queries.card(customer_id)
        assert back.values.get("postal_code") is None
        assert [row.values["name"] for row in back.grid] == ["张小明"]
        assert stack.redo()
        again = app.queries.card(customer_id)
        assert again.values["postal_code"] == "312000"
        assert [row.values["name"] for row in again.grid] == ["王芳"]


def test_undo_leaves_alone_what_somebody_else_changed(window):
    app, stack = window.context.app, UndoStack()
    customer_id = id_of(window, "李四")
    before = app.queries.card(customer_id)
    app.customers.update(customer_id, {"postal_code": "312000", "native_place": "绍兴"})
    stack.push(CardEdit(app.customers, app.queries, before, app.queries.card(customer_id)))
    app.customers.update(customer_id, {"native_place": "杭州"})
    stack.undo()
    after = app.queries.card(customer_id).values
    assert after.get("postal_code") is None
    assert after["native_place"] == "杭州"


def test_many_changes_reload_everything(window, qtbot):
    with qtbot.waitSignal(window.customers.model.settled, timeout=5_000):
        window.context.app.events.publish(ChangeSet(frozenset(), Origin.REMOTE, many=True))
    assert len(names(window.customers.model)) == 5


def test_today_is_backed_up_after_the_first_paint(window, qtbot):
    folder = window.context.app.paths.backups
    qtbot.waitUntil(lambda: folder.exists() and any(folder.iterdir()) and not window.context.jobs.busy, timeout=10_000)


def test_geometry_is_remembered(profile, qtbot):
    first = open_window(profile, qtbot)
    first.resize(1024, 700)  # as wide as the offscreen screen lets a window be restored
    close_window(first)
    assert not Settings(profile / "settings.ini").state("window/geometry").isEmpty()
    second = open_window_unsized(profile, qtbot)
    assert (second.width(), second.height()) == (1024, 700)
    close_window(second)


def open_window_unsized(profile, qtbot):
    from ui.app import build

    window = build(profile, PASSPHRASE)
    window.show()
    qtbot.waitUntil(lambda: window.is_usable and window.customers.model.complete, timeout=10_000)
    return window


def test_dropped_files_are_offered_for_import(window, qtbot, monkeypatch):
    taken = []
    monkeypatch.setattr(window.operations, "import_files", taken.extend)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/data/客户.xlsx"), QUrl.fromLocalFile("/data/x.exe")])
    where, keys = QPoint(300, 300), Qt.KeyboardModifier.NoModifier
    event = QDragEnterEvent(where, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, keys)
    window.dragEnterEvent(event)
    assert event.isAccepted()
    window.take_files([Path("/data/客户.xlsx"), Path("/data/x.exe")])
    assert taken == [Path("/data/客户.xlsx")]


def test_second_start_hands_its_files_over(tmp_path, qtbot, qapp):
    assert not hand_over(tmp_path, [])
    listener = Listener(tmp_path)
    called = []
    listener.called.connect(called.append)
    program = (
        "import sys; from pathlib import Path; from ui.single_instance import hand_over;"
        "sys.exit(0 if hand_over(Path(sys.argv[1]), [Path(sys.argv[2])]) else 7)"
    )
    arguments = [sys.executable, "-c", program, str(tmp_path), str(tmp_path / "客户.csv")]
    with subprocess.Popen(arguments, cwd=Path(__file__).parents[2]) as second:
        qtbot.waitUntil(lambda: second.poll() is not None, timeout=20_000)
    listener.close()
    assert second.returncode == 0
    assert called == [[str((tmp_path / "客户.csv").resolve())]]


def test_wrong_passphrase_is_said_and_asked_again(profile, qtbot):
    dialog = PassphraseDialog(profile, new=False)
    qtbot.addWidget(dialog)
    dialog._first.setText("not this one")
    dialog.open_profile()
    assert dialog.application is None
    assert not dialog._banner.isHidden()
    assert "口令" in dialog._banner.accessibleName()
    dialog._first.setText(PASSPHRASE)
    dialog.open_profile()
    assert dialog.application is not None
    dialog.application.close()


def test_new_passphrase_is_typed_twice(tmp_path, qtbot):
    dialog = PassphraseDialog(tmp_path / "new", new=True)
    qtbot.addWidget(dialog)
    dialog._first.setText("short")
    dialog.open_profile()
    assert "8" in dialog._banner.accessibleName()
    dialog._first.setText("long enough")
    dialog._second.setText("long enouhg")
    dialog.open_profile()
    assert dialog.application is None
    assert not (tmp_path / "new").exists()


def reachable(window):
    """Widgets in the order Tab visits them."""
    found, widget = [], window.nextInFocusChain()
    while widget is not window:
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisibleTo(window) and widget.isEnabled():
            found.append(widget)
        widget = widget.nextInFocusChain()
    return found


def test_tab_goes_through_the_window_in_reading_order(window):
    order = [widget.objectName() for widget in reachable(window)]
    landmarks = ["nav_customers", "nav_import", "nav_profile", "search", "button_new", "button_filter", "register",
                 "card_edit", "card_phone", "card_tab_fields", "status_state"]  # fmt: skip
    assert [name for name in order if name in landmarks] == landmarks


def test_every_control_has_a_name(window, qtbot):
    for page in ("customers", "conflicts", "recycle_bin"):
        window.go_to(page)
        nameless = [
            widget
            for widget in window.findChildren(QWidget)
            if isinstance(widget, QAbstractButton | QLineEdit | QAbstractItemView)
            and widget.isVisibleTo(window)
            and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
            and not (widget.accessibleName() or getattr(widget, "text", str)())
        ]
        assert not nameless


def test_language_switch_reaches_every_part(window, monkeypatch):
    called = []
    monkeypatch.setattr(type(window.status_bar), "retranslate", lambda self: called.append("status"))
    monkeypatch.setattr(type(window.navigation), "retranslate", lambda self: called.append("navigation"))
    window.context.languages.install("zh_CN")
    from PySide6.QtCore import QCoreApplication, QEvent

    QCoreApplication.sendEvent(window.status_bar, QEvent(QEvent.Type.LanguageChange))
    QCoreApplication.sendEvent(window.navigation, QEvent(QEvent.Type.LanguageChange))
    assert {"status", "navigation"} <= set(called)


def test_the_role_is_never_cut_a_long_team_is(window, qtbot):
    navigation = window.navigation
    facts = {"server_url": "https://crm.example.cn", "user_name": "陈国栋", "role": "manager"}
    navigation.set_profile({**facts, "team": "华东区大客户与渠道发展第一小组"})
    qtbot.waitUntil(lambda: navigation._title_of.isVisible())
    assert navigation._title_of.text() == "· 经理"
    assert navigation._title_of.width() >= navigation._title_of.sizeHint().width()
    assert navigation._line.shown_text().endswith("…")
    assert "华东区大客户与渠道发展第一小组 · 经理" in navigation._who.toolTip()
    navigation.set_profile({})
    assert navigation._line.text() == "尚未连接公司" and navigation._title_of.isHidden()
