"""The history of a customer: the page, the card as it was, and the field's history over the form."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QDateTime, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu

from desktop_crm.errors import Offline
from desktop_crm.services.customers import GridInput
from desktop_crm.store import proof
from desktop_crm.store.projection import canonical
from tests.ui.support_window import close_window, id_of, make_profile, open_window
from ui.forms.field_menu import FieldMenu
from ui.history.dialog import FieldHistory
from ui.history.model import DayRole

PHONE = "mobile_phone"


def _line(number, card_id, field, old, new, by, outcome="applied", made="", at=""):
    return canonical({
        "op": f"{number:08d}-0000-7000-8000-000000000000", "i": 0, "s": number, "t": "customer", "row": card_id,
        "field": field, "old": None if old is None else canonical(old), "new": None if new is None else canonical(new),
        "by": by, "device": f"{by}-laptop", "r": outcome, "at": at or f"2026-11-2{number}T03:00:00.000Z",
        "made": made or f"2026-11-2{number}T03:00:00.000Z",
    }).encode()  # fmt: skip


def _lines(card_id):
    return [
        _line(0, card_id, "", None, {"full_name": "张三", PHONE: "13800000000"}, "陈国栋"),
        _line(1, card_id, PHONE, "13800000000", "13900000001", "林晓"),
        _line(2, card_id, PHONE, "13900000001", "13800138000", "陈国栋"),
        _line(3, card_id, PHONE, "13800138000", "13700000003", "王芳", "lost", made="2026-11-22T01:00:00.000Z"),
        _line(4, card_id, "id_number", "440308199901101512", "11010519491231002X", "林晓"),
    ]


def _keep(app, card_id, lines):
    with app.store.write() as connection:
        extent = proof.Extent("2026-11-25T03:00:00.000Z", len(lines), 0)
        proof.keep_history(connection, card_id, lines, extent, anew=True)


@pytest.fixture
def window(tmp_path, qtbot):
    made = open_window(make_profile(tmp_path / "profile"), qtbot)
    card_id = id_of(made, "张三")
    with made.context.app.store.write() as connection:  # as if all of it had been sent long ago
        connection.exec_driver_sql("DELETE FROM outbox")
        connection.exec_driver_sql("DELETE FROM history")
    _keep(made.context.app, card_id, _lines(card_id))
    made.past.show(card_id)
    yield made
    close_window(made)


def _page(window):
    return window.pages.currentWidget()


def _values(window):
    return window.context.app.queries.card(_page(window).customer_id).values


def _news(page):
    return [entry.change.new for entry in page.model.entries()]


def _choose(page, value):
    page.view.choose(_news(page).index(value))


def _texts(page):
    return [text for text, _ in page.model.line(page.view.current()).marks]


def test_three_people_wrote_one_field_and_all_three_values_are_there(window):
    page = _page(window)
    page.fields.setCurrentIndex(page.fields.findData(PHONE))
    assert _news(page) == ["13800138000", "13700000003", "13900000001", None]
    details = [page.model.line(entry).detail for entry in page.model.entries()]
    assert details[-1] == "— → 13800000000"  # what it began with
    _choose(page, "13800138000")
    assert "现在的值" in _texts(page) and not page.detail.button(2).isEnabled()
    _choose(page, "13700000003")
    assert _texts(page) == ["被 陈国栋 覆盖", "离线"]
    assert "13700000003" in page.detail.after.text() and page.detail.button(2).isEnabled()
    _choose(page, "13900000001")
    assert _texts(page) == [] and "13800138000" in page.detail._became.text()  # overwritten knowingly


def test_a_value_is_taken_by_key_and_undone(window, qtbot):
    page = _page(window)
    _choose(page, "13700000003")
    page.view.setFocus()
    qtbot.keyClick(page.view, Qt.Key.Key_2)
    assert _values(window)[PHONE] == "13700000003"
    assert page.view.current().change.new == "13700000003" and "待发送" in _texts(page)
    window.operations.undo()
    assert _values(window)[PHONE] == "13800138000"
    window.operations.redo()
    assert _values(window)[PHONE] == "13700000003"
    qtbot.waitUntil(lambda: _news(page)[:2] == ["13700000003", "13800138000"])


def test_only_one_field_or_one_person(window):
    page = _page(window)
    _choose(page, "13900000001")
    page.detail._only.click()
    assert page.fields.currentData() == PHONE and len(_news(page)) == 4
    page.persons.setCurrentIndex(page.persons.findData("王芳"))
    assert _news(page) == ["13700000003"]
    page.fields.setCurrentIndex(page.fields.findData("id_number"))
    assert _news(page) == [] and page.empty.isVisible()
    page.persons.setCurrentIndex(0)
    assert len(_news(page)) == 1


def test_days_stand_once(window):
    page = _page(window)
    days = [page.model.index(row, 0).data(DayRole) for row in range(page.model.rowCount())]
    assert len([day for day in days if day]) == 4  # two of the five were made on one day


def test_sensitive_values_stay_hidden_until_asked_for(window):
    page = _page(window)
    _choose(page, "11010519491231002X")
    assert "440308199901101512" not in page.detail.before.text()
    page.detail.toggle()
    assert "440308199901101512" in page.detail.before.text()
    with window.context.app.store.read() as connection:
        event, detail = connection.exec_driver_sql("SELECT event, detail FROM audit ORDER BY n DESC").fetchone()
    assert event == "reveal" and "id_number" in detail and "4403" not in detail
    page.view.choose(1)
    _choose(page, "11010519491231002X")
    assert "440308199901101512" not in page.detail.before.text()


def test_the_card_as_it_was_and_taking_some_of_it(window, qtbot):
    page, moment = _page(window), _page(window).moment
    _choose(page, "13900000001")
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    assert moment.isVisible()
    shown = {line.field: (line.then, line.now) for line in moment.model.lines()}
    assert shown[PHONE] == ("13900000001", "13800138000") and not moment.take.isEnabled()
    texts = [moment.model.index(row, 1).data() for row in range(moment.model.rowCount())]
    assert "440***********1512" in texts and "440308199901101512" not in texts
    row = next(row for row, line in enumerate(moment.model.lines()) if line.field == PHONE)
    tick = moment.model.index(row, 0)
    moment.model.setData(tick, Qt.CheckState.Checked.value, Qt.ItemDataRole.CheckStateRole)
    moment.take.click()
    values = _values(window)
    assert (values[PHONE], values["id_number"]) == ("13900000001", "11010519491231002X")
    window.operations.undo()
    assert _values(window)[PHONE] == "13800138000"


def test_any_moment_can_be_chosen(window):
    moment = _page(window).moment
    moment.moment.setDateTime(QDateTime.fromString("2026-11-21T12:00:00Z", Qt.DateFormat.ISODate))
    assert {line.field: line.then for line in moment.model.lines()}[PHONE] == "13900000001"
    moment.moment.setDateTime(QDateTime.fromString("2026-11-01T12:00:00Z", Qt.DateFormat.ISODate))
    assert not moment.take.isEnabled() and "还没有" in moment.empty.accessibleName()
    moment.all_fields.setChecked(True)
    moment.moment.setDateTime(QDateTime.fromString("2026-11-24T12:00:00Z", Qt.DateFormat.ISODate))
    assert "full_name" in {line.field for line in moment.model.lines()} and not moment.model.different()


def test_a_row_that_is_gone_comes_back_with_what_is_taken(window, qtbot):
    app, page = window.context.app, _page(window)
    (child,) = app.queries.card(page.customer_id).grid
    app.customers.update(page.customer_id, {}, [GridInput({"phone": "13500135999"}, child.id)])
    app.customers.update(page.customer_id, {}, [GridInput({}, child.id, removed=True)])
    qtbot.waitUntil(lambda: "13500135999" in _news(page))
    _choose(page, "13500135999")
    assert page.detail.button(1).isEnabled()
    page.detail.press(1)
    (back,) = app.queries.card(page.customer_id).grid
    assert back.values["phone"] == "13500135000"
    window.operations.undo()
    assert app.queries.card(page.customer_id).grid == ()


def test_what_cannot_be_taken_says_why(window, qtbot):
    page = _page(window)
    window.context.app.customers.delete(page.customer_id)
    page.reload()
    _choose(page, "13900000001")
    page.detail.press(2)
    assert "回收站" in window.notifications.toasts()[-1].accessibleName()
    assert _values(window)[PHONE] == "13800138000"


def test_the_server_is_asked_and_when_it_is_not_there_the_kept_history_stays(window, qtbot):
    page = _page(window)
    window.context.with_sync = True
    window.context.app.set_facts(token="t", server_url="https://crm.test")
    asked = []

    def fetch(app, card_id):
        asked.append(card_id)
        _keep(app, card_id, [*_lines(card_id), _line(5, card_id, "sex", "female", "male", "王芳")])
        return 1

    page.fetch = fetch
    page.show_customer(page.customer_id)
    qtbot.waitUntil(lambda: _news(page)[0] == "male")
    assert asked == [page.customer_id] and "完整历史" in page._hint.text()

    def fail(_app, _card_id):
        raise Offline

    page.fetch = fail
    page._refresh.click()
    qtbot.waitUntil(lambda: page._trouble != "")
    assert len(_news(page)) == 6 and page._trouble in page._hint.text() and page._refresh.isEnabled()
    window.context.with_sync = False


def test_nothing_yet_and_a_customer_that_leaves(window, qtbot):
    page, app = _page(window), window.context.app
    other = id_of(window, "李四")
    page.show_customer(other)
    assert page.empty.isVisible() and "本机还没有" in page._hint.text()
    with qtbot.waitSignal(page.back_wanted) as told, app.store.write() as connection:
        connection.exec_driver_sql("DELETE FROM customer WHERE id = ?", (other,))
        page._settle.start()
    assert told.args == [""]
    assert window.pages.currentWidget() is window.customers


def test_keys_lead_in_and_out(window, qtbot):
    page, card_id = _page(window), _page(window).customer_id
    page.view.setFocus()
    qtbot.keyClick(page.view, Qt.Key.Key_Escape)
    assert window.pages.currentWidget() is window.customers
    qtbot.waitUntil(lambda: window.customers.card.card is not None and window.customers.card.card.id == card_id)
    window.actions_by_id["history"].trigger()
    assert _page(window) is page and page.customer_id == card_id


def _dialog(window):
    return next(widget for widget in window.findChildren(FieldHistory) if widget.isVisible())


def test_the_forms_field_has_its_history(window, qtbot):
    editor = window.open_editor(_page(window).customer_id)
    cell = editor.pages[0].cell_at(PHONE)
    cell.editor.take_focus()
    window.actions_by_id["history"].trigger()
    dialog = _dialog(window)
    assert [entry.change.new for entry in dialog.model.entries()][:2] == ["13800138000", "13700000003"]
    dialog.view.choose(1)
    qtbot.keyClick(dialog.view, Qt.Key.Key_Return)
    assert cell.editor.raw() == "13700000003" and editor.has_changes()
    editor.save()
    assert window.context.app.queries.card(id_of(window, "张三")).values[PHONE] == "13700000003"


def test_the_fields_menu_offers_it_beside_copy_and_paste(window, qtbot):
    editor = window.open_editor(_page(window).customer_id)
    cell = editor.pages[0].cell_at(PHONE)
    line = cell.editor.findChild(QLineEdit)
    place = line.rect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, line.mapToGlobal(place))
    assert QApplication.sendEvent(line, event)
    menu = next(menu for menu in line.findChildren(QMenu) if menu.isVisible())
    names = [action.objectName() for action in menu.actions()]
    assert "field_history" in names and "edit-paste" in names
    action = next(action for action in menu.actions() if action.objectName() == "field_history")
    menu.close()
    action.trigger()
    _dialog(window).reject()
    menu = cell.findChild(FieldMenu).menu_of(cell.label)
    assert menu.actions()[0].objectName() == "field_history"
    menu.deleteLater()


def test_what_is_new_on_the_form_has_no_history(window, qtbot):
    editor = window.open_editor(None)
    editor.take_focus()
    window.actions_by_id["history"].trigger()
    assert not window.findChildren(FieldHistory)
    assert "还没有历史" in window.notifications.toasts()[-1].accessibleName()
