"""The conflict inbox: what is listed, what stands side by side, deciding by button and by key."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from desktop_crm.services.conflicts import Decision
from desktop_crm.store.replica import RemoteCard, RemoteRow, Replica
from tests.ui.support_window import close_window, id_of, make_profile, open_window
from ui.inbox.model import Show
from ui.inbox.words import marked


def _conflict(number, card_id, field, base, winner, loser, *, why="concurrent", important=True, by=("林晓", "陈国栋")):
    fields = {
        "record_id": card_id, "record_type": "customer", "field": field, "why": why, "base": base, "winner": winner,
        "loser": loser, "state": "open", "important": important, "at": f"2026-11-2{number}T03:00:00.000Z",
        "winner_by": by[0], "loser_by": by[1], "winner_device": "lin-laptop", "loser_device": "laptop-1",
    }  # fmt: skip
    return RemoteRow("conflict", f"{number:08d}-0000-7000-8000-000000000000", 5, fields)


@pytest.fixture
def window(tmp_path, qtbot):
    made = open_window(make_profile(tmp_path / "profile"), qtbot)
    app = made.context.app
    first, second = id_of(made, "张三"), id_of(made, "李四")
    cards = [
        RemoteCard(first, rows=[
            _conflict(1, first, "id_number", '"1"', '"11010519491231002X"', '"110105194912310021"'),
            _conflict(2, first, "credit_standing", '"B"', '"A"', '"C"', important=False),
        ]),
        RemoteCard(second, rows=[
            _conflict(3, second, "full_name", '"李四"', '"李四"', '"李世"', by=("林晓", "王芳")),
        ]),
    ]  # fmt: skip
    with app.store.write() as connection:
        Replica(connection, app.customers.deriver).apply(cards, 5)
    made.go_to("conflicts")
    page = made.pages.currentWidget()
    qtbot.waitUntil(lambda: page.model.rowCount() == 3)
    yield made
    close_window(made)


def _page(window):
    return window.pages.currentWidget()


def _fields(page):
    return [item.field for item in page.model.items()]


def test_conflicts_stand_by_customer_important_ones_first(window):
    page = _page(window)
    assert _fields(page) == ["full_name", "id_number", "credit_standing"]
    page.chips.choose(Show.IMPORTANT.value)
    assert _fields(page) == ["full_name", "id_number"]
    page.chips.choose(Show.MINE.value)
    assert _fields(page) == ["id_number", "credit_standing"]
    page.chips.choose(Show.DECIDED.value)
    assert _fields(page) == [] and page.empty.isVisible()


def test_keys_decide_and_the_next_one_is_shown(window, qtbot):
    page = _page(window)
    page.view.setFocus()
    page.view.choose(0)
    assert page.detail.item.field == "full_name" and "李世" in page.detail._other.text()
    qtbot.keyClick(page.view, Qt.Key.Key_2)
    customer = window.context.app.queries.card(page.model.items()[0].agg_id)
    assert window.context.app.queries.find("李世") and customer.id != ""
    assert page.detail.item.field == "id_number" and _fields(page) == ["id_number", "credit_standing"]
    qtbot.waitUntil(lambda: len(page._items) == 3)  # read anew: the decided one is there, decided
    assert _fields(page) == ["id_number", "credit_standing"]


def test_decision_is_undone(window, qtbot):
    page = _page(window)
    page.view.choose(0)
    page.detail.button(Decision.TAKE).click()
    window.operations.undo()
    qtbot.waitUntil(lambda: _fields(page) == ["full_name", "id_number", "credit_standing"])
    assert not window.context.app.queries.find("李世")
    window.operations.redo()
    qtbot.waitUntil(lambda: _fields(page) == ["id_number", "credit_standing"])


def test_sensitive_values_stay_hidden_until_asked_for(window):
    page = _page(window)
    page.view.choose(1)
    assert "110105194912310021" not in page.detail._other.text()
    page.detail.toggle()
    assert "110105194912310021" in page.detail._other.text()
    with window.context.app.store.read() as connection:
        events = [row[0] for row in connection.exec_driver_sql("SELECT event FROM audit")]
    assert events[-1] == "reveal"
    page.view.choose(0)
    page.view.choose(1)
    assert "110105194912310021" not in page.detail._other.text()


def test_own_value_is_edited_and_written(window):
    page = _page(window)
    page.view.choose(2)
    card_id = page.detail.item.agg_id
    page.detail.button(Decision.EDIT).click()
    assert page.detail._editor is not None and not page.detail.button(Decision.KEEP).isVisible()
    page.detail._editor.show_raw("D")
    page.detail._save.click()
    assert window.context.app.queries.card(card_id).values["credit_standing"] == "D"


def test_all_of_a_customer_are_kept(window, qtbot):
    page = _page(window)
    page.view.choose(0)
    assert not page._all.isVisible()
    page.view.choose(1)
    page._all.click()
    qtbot.waitUntil(lambda: _fields(page) == ["full_name"])


def test_enter_opens_the_customer(window, qtbot):
    page = _page(window)
    page.view.choose(0)
    with qtbot.waitSignal(page.customer_wanted) as told:
        qtbot.keyClick(page.view, Qt.Key.Key_Return)
    assert told.args == [id_of(window, "李四")]


def test_differences_of_long_texts_are_marked(dressed):
    text, other = "一" * 30 + "新", "一" * 30 + "旧"
    assert "<span" in marked(text, other) and "<span" not in marked("短", "长")
    assert "&lt;b&gt;" in marked("<b>", "<b>")
