"""Duplicates in the window: compared in the background, counted in the navigation, decided by button and by key."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from desktop_crm.domain.fields import FormKind
from desktop_crm.queries.duplicates import Card, Group, Mark, Pair
from desktop_crm.services.conflicts import OPEN
from desktop_crm.store.replica import RemoteCard, RemoteRow, Replica
from tests.ui.support_window import close_window, id_of, make_profile, open_window
from ui.duplicates.compare import Side, rows_of
from ui.duplicates.model import Show, selected
from ui.pages.duplicates import DuplicatesPage

TWIN = {"full_name": "張三", "mobile_phone": "13800138000", "birth_date": "1949-12-31", "email": "z@example.cn"}
SHARED = {"full_name": "李五", "mobile_phone": "13900139000"}


@pytest.fixture
def window(tmp_path, qtbot):
    folder = make_profile(tmp_path / "profile")
    made = open_window(folder, qtbot)
    made.twins._settle.setInterval(50)
    for values in (TWIN, SHARED):
        made.context.app.customers.create({**values, "signed_by": "王芳"})
    made.go_to("duplicates")
    qtbot.waitUntil(lambda: len(made.twins.groups) == 2)
    settled(made, qtbot)
    yield made
    close_window(made)


def page_of(window):
    page = window.pages.currentWidget()
    assert isinstance(page, DuplicatesPage)
    return page


def listed(page):
    return [{card.name for card in page.model.item(place).cards} for place in range(page.model.rowCount())]


def settled(window, qtbot):
    qtbot.waitUntil(lambda: not window.twins.is_running and not window.twins._settle.isActive(), timeout=10_000)


def nav(window):
    return window.navigation.findChild(QPushButton, "nav_duplicates").accessibleName()


def test_pairs_are_listed_the_surest_first_and_counted(window):
    page = page_of(window)
    assert listed(page) == [{"张三", "張三"}, {"李四", "李五"}]
    assert nav(window) == "重复  2"
    page.chips.choose(Show.LIKELY.value)
    assert listed(page) == [{"张三", "張三"}]
    page.chips.choose(Show.LATER.value)
    assert listed(page) == [] and page.empty.isVisible()


def test_both_cards_stand_side_by_side_with_what_is_hidden(window):
    page = page_of(window)
    page.view.choose(0)
    rows = {row.label: row for row in page.detail.model.rows()}
    assert rows["姓名"].same and rows["移动电话"].same and not rows["E-mail"].differs
    assert "11010519491231002X" not in rows["证件号码"].left + rows["证件号码"].right
    page.detail.toggle()
    assert any("11010519491231002X" in row.left + row.right for row in page.detail.model.rows())
    with window.context.app.store.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM audit WHERE event = 'reveal'").scalar() == 2


def test_a_key_tells_two_apart_and_undo_brings_them_back(window, qtbot):
    page = page_of(window)
    page.view.setFocus()
    page.view.choose(0)
    qtbot.keyClick(page.view, Qt.Key.Key_2)
    assert listed(page) == [{"李四", "李五"}]
    settled(window, qtbot)
    assert listed(page) == [{"李四", "李五"}] and nav(window) == "重复  1"
    window.operations.undo()
    qtbot.waitUntil(lambda: len(listed(page)) == 2, timeout=10_000)
    window.operations.redo()
    qtbot.waitUntil(lambda: len(listed(page)) == 1, timeout=10_000)


def test_later_goes_to_its_own_list_and_back(window, qtbot):
    page = page_of(window)
    page.view.choose(0)
    page.detail.later.click()
    assert listed(page) == [{"李四", "李五"}]
    settled(window, qtbot)
    page.chips.choose(Show.LATER.value)
    assert listed(page) == [{"张三", "張三"}] and page.detail.later.accessibleName() == "放回列表"
    page.detail.later.click()
    settled(window, qtbot)
    page.chips.choose(Show.ALL.value)
    assert len(listed(page)) == 2


def test_enter_opens_the_card(window, qtbot):
    page = page_of(window)
    page.view.choose(0)
    with qtbot.waitSignal(page.customer_wanted) as told:
        qtbot.keyClick(page.view, Qt.Key.Key_Return)
    assert told.args == [page.model.item(0).pair.low.id]


def test_what_is_saved_or_deleted_changes_the_list_by_itself(window, qtbot):
    page = page_of(window)
    app = window.context.app
    app.customers.delete(id_of(window, "李五"))
    qtbot.waitUntil(lambda: listed(page) == [{"张三", "張三"}], timeout=10_000)
    app.customers.create({"full_name": "曾国范", "mobile_phone": "13700137000"})
    qtbot.waitUntil(lambda: {"曾国藩", "曾国范"} in listed(page), timeout=10_000)


def test_everything_is_compared_anew_and_can_be_stopped(window, qtbot):
    page = page_of(window)
    told = []
    window.twins.progressed.connect(lambda done, total: told.append((done, total)))
    page._anew.click()
    assert window.twins.is_running and not page._anew.isEnabled()
    settled(window, qtbot)
    assert told[-1][0] == told[-1][1] > 0 and len(listed(page)) == 2
    page._anew.click()
    window.twins.cancel()
    settled(window, qtbot)
    assert page._anew.isEnabled() and not page.progress.isVisible()


def test_asked_to_compare_everything_during_a_comparison_does_so_after_it(window, qtbot, monkeypatch):
    began = []
    service = type(window.context.app.duplicates)
    start_over = service.start_over
    monkeypatch.setattr(service, "start_over", lambda self: (began.append(1), start_over(self)))
    window.twins.look()
    window.twins.look_at_all()
    window.twins.look()
    assert began == []
    settled(window, qtbot)
    assert began == [1]


def test_merging_hands_over_the_pair_or_the_whole_group(window, qtbot):
    page = DuplicatesPage(window.context, window.twins, can_merge=True)
    qtbot.addWidget(page)
    cards = [Card(n, id_of(window, name), f"N{n}", name) for n, name in enumerate(("张三", "李四", "阿明"))]
    page.show_groups([Group((Pair(cards[0], cards[1], 90, ("mobile_same",)), Pair(cards[1], cards[2], 80, ())))])
    page.view.choose(1)
    with qtbot.waitSignal(page.merge_wanted) as told:
        page.detail.press(1)
    assert told.args == [[cards[1].id, cards[2].id]]
    with qtbot.waitSignal(page.merge_wanted) as told:
        page.detail.merge_all.click()
    assert told.args == [[card.id for card in cards]]
    page.show_groups([])


def test_a_mark_of_the_server_is_settled_from_here(window, qtbot):
    page, app = page_of(window), window.context.app
    card = id_of(window, "曾国藩")
    fields = {
        "record_id": card, "record_type": "customer", "field": "id_number", "why": "duplicate", "winner": '"1"',
        "loser": '"1"', "winner_by": "林晓", "loser_by": "陈国栋", "at": "2026-11-22T02:00:00.000Z", "important": True,
        "state": OPEN,
    }  # fmt: skip
    with app.store.write() as connection:
        row = RemoteRow("conflict", "c" * 36, 7, fields)
        Replica(connection, app.customers.deriver).apply([RemoteCard(card, 7, [row])], head=7)
    window.twins.look()
    qtbot.waitUntil(lambda: len(listed(page)) == 3)
    page.view.choose(0)
    assert page.detail.entry.mark and "林晓" in page.detail._why.text() and page.detail.later.isHidden()
    page.detail.press(2)
    assert app.queries.conflicts()[0].state == "kept"
    settled(window, qtbot)
    assert len(listed(page)) == 2
    window.operations.undo()
    qtbot.waitUntil(lambda: len(listed(page)) == 3, timeout=10_000)


def test_rows_of_two_cards():
    left = Side(
        "a",
        FormKind.INDIVIDUAL,
        {"full_name": "曾国藩", "credit_standing": "N", "email": "a@b.cn"},
        ({"name": "曾纪泽"},),
    )
    right = Side("b", FormKind.INDIVIDUAL, {"full_name": "曾國藩", "credit_standing": "A", "email": "c@d.cn"})
    rows = rows_of(left, right, opened=True)
    assert [row.label for row in rows] == ["姓名", "E-mail", "信誉度", "家庭成员"]
    assert [(row.same, row.differs) for row in rows] == [(True, False), (False, True), (False, False), (False, False)]
    assert rows[3].left == "曾纪泽" and rows_of(left, right, opened=False)[3].left == "曾**"


def test_what_is_put_off_is_listed_apart():
    one, two, three = (Card(n, str(n), str(n), str(n)) for n in range(3))
    groups = [
        Group((Pair(one, two, 90, ()), Pair(two, three, 60, (), "2026-11-22"))),
        Group(mark=Mark("m", one, "id_number", "林晓", "")),
    ]
    assert [len(selected(groups, show)) for show in Show] == [2, 2, 0, 1]
