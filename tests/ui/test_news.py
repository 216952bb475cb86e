"""News: marks in the list until somebody looked, and one quiet message a synchronisation."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from desktop_crm.queries.sync_state import SyncState
from desktop_crm.store import unseen
from desktop_crm.store.unseen import News
from tests.ui.support_centre import connected, idle, pulled
from tests.ui.support_window import close_window, id_of
from ui.models.columns import COLUMNS, Look
from ui.models.texts import legend, news_word, sync_word
from ui.pages.sync_centre import CAME


@pytest.fixture
def window(tmp_path, qtbot):
    made = connected(tmp_path / "profile", qtbot)
    yield made
    close_window(made)


# -- badges of the list ---------------------------------------------------------------------


def test_marks_of_news_are_shown_told_counted_and_go_when_looked_at(window, qtbot):
    app = window.context.app
    changed, new = id_of(window, "李四"), id_of(window, "曾国藩")
    with app.store.write() as connection:
        unseen.note(connection, [changed], [new])
    page = window.customers
    page.news_seen()
    model = page.model
    rows = {model.row_at(place).id: place for place in range(model.rowCount())}
    name = next(place for place, column in enumerate(COLUMNS) if column.look is Look.NAME)
    assert model.row_at(rows[changed]).news is News.CHANGED and model.row_at(rows[new]).news is News.NEW
    role = Qt.ItemDataRole.AccessibleTextRole
    assert "同事改过" in model.index(rows[changed], name).data(role)
    assert "新到本机" in model.index(rows[new], name).data(Qt.ItemDataRole.ToolTipRole)
    qtbot.waitUntil(lambda: page._counts.get("unseen") == 2)
    page.chips.chips.choose("unseen")
    qtbot.waitUntil(lambda: model.complete and model.rowCount() == 2)
    page.clear_filters()
    qtbot.waitUntil(lambda: model.complete and model.rowCount() == 5)
    window.activateWindow()
    window.show_customer(changed)
    qtbot.waitUntil(lambda: page.card.card is not None and page.card.card.id == changed)
    page._look.stop()
    page._looked()
    qtbot.waitUntil(lambda: model.row_at(model.position_of(page.card.card.rid)).news is News.NONE)
    window.open_editor(new)
    qtbot.waitUntil(lambda: app.mark_seen() == 0)
    window.editing.leave()
    idle(window, qtbot)


def test_legend_names_every_mark():
    by_look = {column.look: legend(column) for column in COLUMNS}
    assert all(sync_word(state) in by_look[Look.SYNC] for state in SyncState)
    assert all(news_word(news) in by_look[Look.NAME] for news in (News.CHANGED, News.NEW))
    assert by_look[Look.TEXT] == ""


# -- one message a sync ---------------------------------------------------------------------


def test_a_synchronisation_that_brought_something_is_told_once(window, qtbot):
    app = window.context.app
    wanted = id_of(window, "李四")
    pulled(app, wanted, "sex", "male", "female", at=app.clock())
    status = replace(window.context.sync.status, came_since="2000-01-01T00:00:00.000Z")
    window.context.sync_signals.tell(status)
    qtbot.waitUntil(lambda: [t.accessibleName() for t in window.notifications.toasts()] == ["林晓 改了 1 位客户"])
    button = next(b for b in window.notifications.toasts()[0].findChildren(QPushButton) if b.text() == "查看")
    button.click()
    assert window.pages.currentWidget() is window.centre() and window.centre().current_tab() == CAME
    window.notifications.clear()
    window.context.sync_signals.tell(replace(status, came_since=""))
    QApplication.processEvents()
    idle(window, qtbot)
    assert window.notifications.toasts() == ()


def test_changes_of_other_peoples_customers_are_no_message(window, qtbot):
    app = window.context.app
    pulled(app, id_of(window, "李四"), "sex", "male", "female", at=app.clock())
    with app.store.write() as connection:
        connection.exec_driver_sql("UPDATE customer SET owner_id = 'li'")
    window.context.sync_signals.tell(replace(window.context.sync.status, came_since="2000-01-01T00:00:00.000Z"))
    QApplication.processEvents()
    idle(window, qtbot)
    assert window.notifications.toasts() == ()
