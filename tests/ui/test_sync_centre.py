"""The sync centre: the tabs, the check, the question, long lists; all by keyboard."""

from __future__ import annotations

import csv
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from desktop_crm.queries.customers import ListFilter
from desktop_crm.queries.sync_log import ReceiptFilter
from desktop_crm.store import troubles, unseen
from sync.client.status import CheckState, CheckStatus, State, SyncStatus
from tests.ui.support_centre import NOW, answer, centre, connected, idle, pulled, tell
from tests.ui.support_window import close_window, id_of
from ui.dialogs.vanish import VanishDialog
from ui.pages.sync_centre import CAME, PROBLEMS, RECEIPTS, TABS, WAITING
from ui.sync_centre.rows import PAGE_ROWS, Cell, LogModel, LogRow


@pytest.fixture
def window(tmp_path, qtbot):
    made = connected(tmp_path / "profile", qtbot)
    yield made
    close_window(made)


def texts(model):
    return [[cell.text for cell in model.row_at(model.index(row, 0)).cells] for row in range(model.rowCount())]


# -- the page -------------------------------------------------------------------------------


def test_opened_by_key_palette_navigation_and_status_bar(window, qtbot):
    assert window.actions_by_id["sync_centre"] in window.actions_by_id.offered()
    window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_F9)
    assert window.pages.currentWidget() is window.centre()
    window.go_to("customers")
    window.navigation._buttons["sync_centre"].click()
    assert window.pages.currentWidget() is window.centre()
    for status, tab in (
        (SyncStatus(State.SYNCED, pending=2), WAITING),
        (SyncStatus(State.ERROR, error="token"), PROBLEMS),
    ):
        window.go_to("customers")
        window.status_bar.set_status(status)
        window.status_bar._state.click()
        assert window.pages.currentWidget() is window.centre() and window.centre().current_tab() == tab
    idle(window, qtbot)


def test_what_waits_by_customer_with_fields_from_and_to(window, qtbot):
    app = window.context.app
    answer(app)
    app.customers.update(id_of(window, "李四"), {"postal_code": "312000", "mobile_phone": "13900139999"})
    page = centre(window, qtbot)
    assert "1 位客户的 1 处修改待发送" in page.head.words[0]
    model = page.tabs[WAITING].model
    assert model.rowCount() == 1 and model.row_at(model.index(0, 0)).cells[0].text == "李四"
    assert page.tabs[WAITING].view.isExpanded(model.index(0, 0))
    lines = [model.index(row, 1, model.index(0, 0)).data() for row in range(model.rowCount(model.index(0, 0)))]
    assert lines == ["139****9000 → 139****9999", "— → 312000"]
    assert page._buttons[WAITING].text() == "待发送  1"
    app.customers.update(id_of(window, "张三"), {"postal_code": "312001"})
    qtbot.waitUntil(lambda: model.rowCount() == 2)
    assert page.tabs[WAITING].view.isExpanded(model.index(1, 0))  # what was open stays open


def test_enter_goes_to_the_customer(window, qtbot):
    wanted = id_of(window, "李四")
    answer(window.context.app)
    window.context.app.customers.update(wanted, {"postal_code": "312000"})
    view = centre(window, qtbot).tabs[WAITING].view
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert not view.isExpanded(view.model().index(0, 0))
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert window.pages.currentWidget() is window.customers
    qtbot.waitUntil(lambda: window.customers.current_id() == wanted)


def test_tabs_by_keyboard(window, qtbot):
    page = centre(window, qtbot)
    for expected in (*TABS[1:], TABS[0]):
        qtbot.keyClick(page, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
        assert page.current_tab() == expected
    idle(window, qtbot)


def test_receipts_are_searched_filtered_explained_and_exported(window, qtbot, tmp_path):
    app = window.context.app
    answer(app, seq=7, w=[8, "c1d2e3f4a5b6"])
    app.customers.update(id_of(window, "李四"), {"postal_code": "312000"})
    answer(app, "lost", 9, lost=["postal_code"], inbox="x", why="concurrent", w=[9, "aa11bb22cc"])
    page = centre(window, qtbot, RECEIPTS)
    tab = page.tabs[RECEIPTS]
    total = tab.model.rowCount()
    assert total == app.sync_log.outcomes(ReceiptFilter())["applied"] + 1
    assert tab.model.row_at(tab.model.index(0, 0)).cells[3].text == "No. 9 · aa11bb22"
    found = {tab.outcomes.itemData(place): place for place in range(tab.outcomes.count())}
    assert [tab.outcomes.itemText(place).split()[-1] for place in found.values()] == [str(total), str(total - 1), "1"]
    tab.outcomes.activated.emit(found["lost"])
    qtbot.waitUntil(lambda: tab.model.rowCount() == 1)
    tab.view.choose(0)
    assert "邮政编码" in tab.strip.accessibleName() and "同时改了" in tab.strip.accessibleName()
    assert not tab.strip.go.isHidden()
    with qtbot.waitSignal(page.conflict_wanted):
        tab.strip.go.click()
    window.show_centre(RECEIPTS)
    file = tmp_path / "receipts.csv"
    tab.export_to(file)
    idle(window, qtbot)
    rows = list(csv.reader(file.read_text("utf-8-sig").splitlines()))
    assert len(rows) == 2 and rows[1][0] == "9" and "312000" not in file.read_text("utf-8-sig")
    tab.show_outcome("")
    tab.search.setText("曾国藩")
    tab.search.searched.emit("曾国藩")
    qtbot.waitUntil(lambda: tab.model.rowCount() == 1)
    tab.search.searched.emit("没有这个人")
    qtbot.waitUntil(lambda: tab.model.rowCount() == 0)
    assert tab.stack.currentWidget() is tab.empty and tab.empty.accessibleName() == "没有找到收据"


def test_what_colleagues_changed(window, qtbot):
    app = window.context.app
    wanted = id_of(window, "李四")
    now = app.clock()
    pulled(app, wanted, "sex", "male", "female", at=now)
    with app.store.write() as connection:
        unseen.note(connection, [wanted], [])
        for what, number in (("new", 12), ("left", 3)):
            rows = [(now, f"{what}-{place}", what) for place in range(number)]
            connection.exec_driver_sql("INSERT INTO arrival (at, agg_id, what) VALUES (?, ?, ?)", rows)
    page = centre(window, qtbot, CAME)
    page.came.mine.setChecked(False)
    qtbot.waitUntil(lambda: "转来" in page.came.summary.text())
    assert page.came.summary.text() == "同事改了 1 位客户 · 12 位转来 · 3 位转走"
    model = page.came.model
    assert model.index(0, 2).data() == "林晓"
    assert model.index(0, 1, model.index(0, 0)).data() == "男 → 女"
    qtbot.waitUntil(page.came.looked.isEnabled)
    with qtbot.waitSignal(page.all_seen):
        page.came.looked.click()
    assert not page.came.looked.isEnabled()
    with app.store.read() as connection:
        assert unseen.of(connection, [wanted]) == {}


def test_troubles_say_what_to_do_and_offer_it(window, qtbot):
    app = window.context.app
    with app.store.write() as connection:
        troubles.note(connection, "token", app.clock())
    page = centre(window, qtbot, PROBLEMS)
    tab = page.tabs[PROBLEMS]
    assert tab.model.index(0, 4).data() == "还在"
    assert "重新连接公司" in tab.strip.accessibleName()
    page.action_wanted.disconnect(window.trigger)
    with qtbot.waitSignal(page.action_wanted) as asked:
        tab.strip.go.click()
    assert asked.args == ["connect"]


def test_sync_now_check_progress_and_cancel(window, qtbot):
    page = centre(window, qtbot)
    sync = window.context.sync
    page.now.click()
    page.check.click()
    assert sync.asked == ["wake", "check"]
    assert not page.check.isEnabled() and page.head.progress.isVisible()
    tell(window, qtbot, replace(sync.status, check=CheckStatus(CheckState.RUNNING, 200, 300)))
    assert page.head.progress.isVisible() and page.head.progress._share.text() == "200 / 300"
    page.head.cancel.click()
    assert sync.asked[-1] == "cancel"
    tell(window, qtbot, replace(sync.status, check=CheckStatus(CheckState.CANCELLED)))
    assert not page.head.progress.isVisible() and page.check.isEnabled()
    assert any("已取消" in text for text in page.head.words)
    window.actions_by_id["check"].trigger()
    assert sync.asked[-1] == "check"


def test_without_a_server_the_page_offers_to_connect(window, qtbot):
    window.context.app.set_facts(token=None)
    window.context.sync.status = SyncStatus(State.NOT_ENROLLED)
    page = centre(window, qtbot)
    assert not page.now.isEnabled() and not page.check.isEnabled()
    assert page.head.act.text() == "连接公司" and not page.head.act.isHidden()


def test_words_follow_the_language(window, qtbot):
    from ui.i18n import SOURCE, languages

    page = centre(window, qtbot)
    languages.install("en_US")
    try:
        QApplication.processEvents()
        assert page.now.text() == "Sync now" and page._buttons[CAME].text() == "Received"
        assert "to send, on" in page.head.words[0]
    finally:
        languages.install(SOURCE)


# -- the question ---------------------------------------------------------------------------


def ask(app):
    """Leave the store as a server left it that was restored and knows only the first customer."""
    answer(app)
    with app.store.write() as connection:
        connection.exec_driver_sql("UPDATE customer SET version = 5")
        sql = "INSERT INTO stage SELECT id, CAST(? AS BLOB) FROM customer ORDER BY id LIMIT 1"
        connection.exec_driver_sql(sql, ('{"drop": 0}',))
    app.set_facts(question="vanish", question_cards=4, question_of=5, diverged_at=NOW, salvage_file="x.backup")


@pytest.mark.parametrize(
    ("button", "answer_word", "woken"), [("vanish_drop", "drop", ["wake"]), ("vanish_keep", "keep", [])]
)
def test_question_is_answered_by_a_person_alone(window, qtbot, button, answer_word, woken):
    app = window.context.app
    ask(app)
    page = centre(window, qtbot)
    assert "5 位客户中的 4 位" in page.head.words[0]
    assert page.head.folder.isVisible()
    page.head.act.click()
    dialog = window.findChild(VanishDialog)
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 4)
    assert all(name for name, *_rest in texts(dialog.model))
    assert "answer" not in app.facts()
    dialog.findChild(QPushButton, button).click()
    assert (app.facts()["answer"], window.context.sync.asked) == (answer_word, woken)
    assert app.queries.count(ListFilter()) == 5  # nothing goes before the synchronisation acts on it
    idle(window, qtbot)


def test_closing_the_question_answers_nothing(window, qtbot):
    ask(window.context.app)
    dialog = centre(window, qtbot).decide()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert "answer" not in window.context.app.facts()
    idle(window, qtbot)


# -- long lists -----------------------------------------------------------------------------


def test_a_hundred_thousand_rows_are_read_by_the_page(dressed, qtmodeltester):
    asked = []

    def rows(keys):
        asked.append(len(keys))
        return [LogRow((Cell(str(key)),), lines=1) for key in keys]

    model = LogModel(lambda: ("n",), rows, lambda key: [LogRow((Cell(f"{key}.1"),))])
    model.show_keys(range(100_000))
    assert model.rowCount() == 100_000 and asked == []
    assert model.index(99_999, 0).data() == "99999"
    assert asked == [100_000 % PAGE_ROWS]
    assert model.index(0, 0, model.index(7, 0)).data() == "7.1"
    model.show_keys(range(300))
    qtmodeltester.check(model)
