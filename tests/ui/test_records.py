"""The one form of all records, their list, the quick log, the next steps: in the window, by keys."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop_crm.domain.fields import FieldType
from desktop_crm.domain.file_records import FILE_RECORDS
from desktop_crm.domain.quick_dates import local, local_now
from desktop_crm.domain.steps import Due
from desktop_crm.services.contacts import QuickContact
from desktop_crm.services.drafts import DraftService
from tests.ui.support_window import close_window, id_of, make_profile, open_window, tidy
from ui.forms.amounts import MoneyEditor, ScoreEditor
from ui.forms.instant_editor import InstantEditor
from ui.records.list import columns_of
from ui.records.references import CustomerEditor, ReferenceEditor


@pytest.fixture(scope="module")
def shared(tmp_path_factory, dressed, request):
    made = open_window(make_profile(tmp_path_factory.mktemp("records") / "profile"), QtBot(request))
    yield made
    close_window(made)


@pytest.fixture
def window(shared, qtbot):
    yield shared
    tidy(shared, qtbot)


def quiet(window, qtbot):
    qtbot.waitUntil(lambda: not window.context.jobs.busy)


def rows(window, record, name="张三"):
    return window.context.app.row_queries.of_customer(record, id_of(window, name))


def toast_button(window, text):
    toast = window.notifications.toasts()[-1]
    return next(button for button in toast.findChildren(QPushButton) if button.text() == text)


def saved(dialog, qtbot):
    with qtbot.waitSignal(dialog.saved):
        dialog.save()


# -- the quick log --------------------------------------------------------------------------


def choose(window, qtbot, name):
    window.customers.show_customer(id_of(window, name))
    qtbot.waitUntil(lambda: window.customers.card.card is not None and window.customers.card.card.display_name == name)


def test_three_keys_beside_the_text_log_a_call(window, qtbot):
    choose(window, qtbot, "李四")
    pressed = 0
    qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    pressed += 1
    log = window.findChild(type(window.records).__mro__[1], "quick_log")
    assert log.focusWidget() is log.summary and log.customer.text() == "李四"
    qtbot.waitUntil(log.isActiveWindow)
    qtbot.keyClick(log.summary, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    pressed += 1
    qtbot.keyClicks(log.summary, "yangka")
    with qtbot.waitSignal(log.saved):
        qtbot.keyClick(log.summary, Qt.Key.Key_Return)
    pressed += 1
    assert pressed == 3
    (row,) = rows(window, "activity", "李四")
    assert (row.values["summary"], row.values["method"], row.values["by"]) == ("yangka", "visit", "陈国栋")
    assert "李四" in window.notifications.toasts()[-1].accessibleName()
    toast_button(window, "撤销").click()
    assert rows(window, "activity", "李四") == []
    window.actions_by_id["redo"].trigger()
    assert len(rows(window, "activity", "李四")) == 1
    assert window.records.log().methods.current() == "visit"  # as last time


def test_customer_is_found_by_pinyin_and_a_step_settled(window, qtbot):
    app, customer = window.context.app, id_of(window, "曾国藩")
    due = local_now() - timedelta(days=1)
    app.contacts.log(customer, QuickContact("谈了价格", next_action="回电", due=due))
    log = window.records.log()
    log.summary.setFocus()
    log.save()
    assert log.isVisible() and log.banner.isVisible()
    log.customer.setFocus()
    with qtbot.waitSignal(log.customer.found):
        qtbot.keyClicks(log.customer, "zgf")
    qtbot.keyClick(log.customer, Qt.Key.Key_Return)
    assert log.customer_id == customer and log.settles.isChecked()
    log.summary.setPlainText("回电了")
    log.due.setText("三天后 10点")
    with qtbot.waitSignal(log.saved):
        log.save()
    (step,) = app.steps.of_customer(customer)
    assert step.action == "再联系" and local(step.due).hour == 10
    toast_button(window, "撤销").click()
    assert [one.action for one in app.steps.of_customer(customer)] == ["回电"]


def test_words_that_are_no_day_are_told_and_input_survives_closing(window, qtbot):
    log = window.records.log(id_of(window, "张三"))
    log.summary.setPlainText("说了很多")
    log.due.setText("某天")
    log.save()
    assert log.isVisible() and "看不懂" in log.banner.accessibleName()
    log.reject()
    again = window.records.log(id_of(window, "张三"))
    assert (again.summary.toPlainText(), again.due.text()) == ("说了很多", "某天")
    again.due.setText("")
    with qtbot.waitSignal(again.saved):
        again.save()
    assert window.records.log(id_of(window, "张三")).summary.toPlainText() == ""


def test_the_rest_goes_into_the_whole_form(window, qtbot):
    log = window.records.log(id_of(window, "张三"))
    log.summary.setPlainText("样品费用")
    log.methods.choose("email")
    log.more()
    dialog = window.findChildren(type(log).__mro__[1], "record.activity")[0]
    assert dialog.form.row.raw("summary") == "样品费用" and dialog.form.row.raw("method") == "email"
    dialog.form.row.type("cost", "3.5")
    dialog.form.refresh()
    saved(dialog, qtbot)
    (row,) = rows(window, "activity")
    assert row.values["cost"] == 350


# -- the form of any record -----------------------------------------------------------------

FILLED = {
    "activity": {"method": "phone", "summary": "x"}, "investment": {"method": "visit"},
    "assessment": {"source_kind": "survey"}, "prospect_survey": {"source_channel": "web", "demand_tags": ("面料",)},
    "stop_record": {"stop_reason_main": "service"}, "sales_order": {"order_no": "A-1", "amount": "1,250.5"},
    "payment": {"amount": "3万"}, "verification": {"field": "full_name", "how": "call"},
    "delivery_address": {"label": "仓库", "address": "柯桥"}, "quote": {"quote_no": "Q-1", "amount": "1000"},
    "claim": {"claimant": "王芳"},
}  # fmt: skip


def test_every_record_is_added_changed_removed_and_brought_back(window, qtbot):
    customer = id_of(window, "张三")
    for record, values in FILLED.items():
        dialog = window.records.open(record, customer)
        for name, raw in values.items():
            dialog.form.row.type(name, raw)
        dialog.form.refresh()
        saved(dialog, qtbot)
        (row,) = rows(window, record)
        first = next(iter(values))
        edit = window.records.open(record, customer, row.id)
        assert edit.form.errors == ()
        edit.save()  # nothing changed: closes and saves nothing
        assert not edit.isVisible()
        window.records.remove(record, row.id)
        quiet(window, qtbot)
        assert rows(window, record) == []
        toast_button(window, "撤销").click()
        assert rows(window, record)[0].values[first] == row.values[first]
    assert rows(window, "payment")[0].values["amount"] == 3_000_000
    assert rows(window, "sales_order")[0].values["amount"] == 125_050


def test_missing_parts_are_said_when_one_wants_to_save(window, qtbot):
    dialog = window.records.open("activity", id_of(window, "张三"))
    assert not any(cell.notes.notes for cell in dialog.form.cells)
    dialog.save()
    assert {cell.field.id for cell in dialog.form.cells if cell.notes.notes} == {"method", "summary"}
    assert dialog.form.cell("method").editor.main.hasFocus() or dialog.form.cell("method").editor.isAncestorOf(
        dialog.focusWidget()
    )
    assert dialog.isVisible() and rows(window, "activity") == []
    dialog.discard()


def test_input_of_a_closed_form_comes_back_and_is_offered_at_the_start(window, qtbot):
    customer = id_of(window, "李四")
    dialog = window.records.open("assessment", customer)
    dialog.form.row.type("problems", "货期不稳")
    dialog.form.touched.emit()
    dialog.reject()
    window.editing.offer_unfinished()
    toast_button(window, "继续").click()
    again = next(one for one in window.findChildren(type(dialog)) if one.isVisible())
    assert again.form.row.raw("problems") == "货期不稳"
    again.discard()
    assert DraftService(window.context.app.store, window.context.app.clock).all() == []


def test_an_edit_is_undone_field_by_field(window, qtbot):
    app, customer = window.context.app, id_of(window, "张三")
    (row_id,) = app.rows.add(
        "sales_order", customer, {"order_no": "A-1", "amount": 100, "ordered_on": "2026-01-02"}
    ).ids
    dialog = window.records.open("sales_order", customer, row_id)
    dialog.form.row.type("product_line", "面料")
    dialog.form.refresh()
    saved(dialog, qtbot)
    app.rows.change("sales_order", row_id, {"order_no": "A-2"})  # somebody else, meanwhile
    window.actions_by_id["undo"].trigger()
    values = app.row_queries.row("sales_order", row_id).values
    assert "product_line" not in values and values["order_no"] == "A-2"


def test_each_field_has_the_editor_of_its_kind(window, qtbot):
    dialog = window.records.open("activity", id_of(window, "张三"))
    kinds = {cell.field.id: type(cell.editor) for cell in dialog.form.cells}
    assert kinds["contacted_at"] is InstantEditor and kinds["cost"] is MoneyEditor
    assert kinds["behaviour_score"] is ScoreEditor and kinds["contact_id"] is ReferenceEditor
    assert "next_done_at" not in kinds
    met = dialog.form.cell("contact_id").editor
    assert [option.text for option in met.line.options] == ["张小明"]
    dialog.discard()
    link = window.records.open("customer_link", id_of(window, "张三"))
    other = link.form.cell("other_id").editor
    assert isinstance(other, CustomerEditor)
    other.show_raw(id_of(window, "李四"))
    assert other.line.text() == "李四"
    link.discard()


def test_editors_read_what_people_write(window, qtbot):
    dialog = window.records.open("activity", id_of(window, "张三"))
    form = dialog.form
    money = form.cell("cost").editor
    money.line.setFocus()
    qtbot.waitUntil(money.line.hasFocus)
    money.line.setText("1.2万")
    form.cell("place").editor.take_focus()
    assert money.line.text() == "12,000.00"
    due = form.cell("next_action_at").editor
    due.line.setFocus()
    qtbot.waitUntil(due.line.hasFocus)
    qtbot.keyClicks(due.line, "2027-03-05 8:30")
    form.cell("place").editor.take_focus()
    assert due.line.text() == "2027-03-05 08:30"
    assert local(form.row.raw("next_action_at")) == datetime.fromisoformat("2027-03-05 08:30")
    score = form.cell("feeling_score").editor
    score.buttons[0].setFocus()
    qtbot.keyClick(score.buttons[0], Qt.Key.Key_4)
    assert score.buttons[3].isChecked() and form.row.raw("feeling_score") == "4"
    qtbot.keyClick(score.buttons[3], Qt.Key.Key_Delete)
    assert form.row.raw("feeling_score") == ""
    dialog.discard()


# -- lists ----------------------------------------------------------------------------------


def test_a_list_follows_what_is_done_to_its_rows(window, qtbot):
    app, customer = window.context.app, id_of(window, "张三")
    listed = window.records.show_list("customer_link", customer)
    quiet(window, qtbot)
    assert listed._stack.currentWidget() is listed.empty
    app.rows.add("customer_link", customer, {"kind": "family", "other_id": id_of(window, "李四"), "note": "表亲"})
    qtbot.waitUntil(lambda: listed.model.rowCount() == 1)
    cells = [listed.model.index(0, place).data() for place in range(listed.model.columnCount())]
    assert cells[:3] == ["亲属", "李四", "表亲"]
    qtbot.keyClick(listed.view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: listed.model.rowCount() == 0)
    listed.reject()


@pytest.mark.parametrize("record", FILE_RECORDS, ids=lambda record: record.name)
def test_columns_begin_with_when_and_what(record):
    chosen = [field.id for field in columns_of(record)]
    wanted = [*([record.when] if record.when else []), *(name for name in record.title if name != record.when)]
    assert chosen[: len(wanted)] == wanted
    assert all(record[name].type is not FieldType.LONG_TEXT for name in chosen[len(wanted) :])


# -- next steps -----------------------------------------------------------------------------


@pytest.fixture
def steps(window, qtbot):
    """The page with one step overdue, one today, one later."""
    app, now = window.context.app, local_now()
    for name, days in (("张三", -2), ("李四", 0), ("曾国藩", 60)):
        step = QuickContact("谈过", next_action=f"找{name}", due=now + timedelta(days=days))
        app.contacts.log(id_of(window, name), step)
    window.actions_by_id["next_steps"].trigger()
    page = window.pages.currentWidget()
    page.reload()
    quiet(window, qtbot)
    return page


def actions_of(page):
    return [page.model.item(place).action for place in range(page.model.rowCount())]


def test_steps_stand_by_day_and_are_counted_in_the_navigation(window, qtbot, steps):
    assert actions_of(steps) == ["找张三", "找李四", "找曾国藩"]
    assert [steps.model.due(place) for place in range(3)] == [Due.OVERDUE, Due.TODAY, Due.LATER]
    qtbot.waitUntil(lambda: window.navigation._buttons["next_steps"].text().endswith("2"))
    assert "已逾期" in steps.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)


def test_one_key_settles_a_step_and_one_takes_it_back(window, qtbot, steps):
    steps.view.choose(0)
    qtbot.keyClick(steps.view, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: actions_of(steps) == ["找李四", "找曾国藩"])
    window.actions_by_id["undo"].trigger()
    qtbot.waitUntil(lambda: steps.model.rowCount() == 3)


def test_a_digit_puts_a_step_off_at_the_same_hour(window, qtbot, steps):
    steps.view.choose(0)
    before = local(steps.view.current().due)
    qtbot.keyClick(steps.view, Qt.Key.Key_4)
    qtbot.waitUntil(lambda: actions_of(steps)[0] == "找李四")
    step = next(one for one in window.context.app.steps.page() if one.action == "找张三")
    after = local(step.due)
    assert (after.date() - local_now().date()).days == 7 and after.time() == before.time()


def test_enter_opens_the_customer_and_a_typed_day_is_taken(window, qtbot, steps):
    steps.view.choose(1)
    steps._ask()
    asked = next(widget for widget in steps.children() if widget.objectName() == "ask_day")
    qtbot.keyClicks(asked.line, "2027-05-06 11:00")
    qtbot.keyClick(asked.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: actions_of(steps)[-1] == "找李四")
    steps.view.choose(0)
    qtbot.keyClick(steps.view, Qt.Key.Key_Return)
    assert window.cards.in_front and window.cards._page.customer_id == id_of(window, "张三")


def test_further_pages_are_read_when_somebody_scrolls(window, qtbot, monkeypatch):
    monkeypatch.setattr("ui.pages.next_steps.PAGE", 2)
    app, customer = window.context.app, id_of(window, "张三")
    for number in range(5):
        app.contacts.log(customer, QuickContact("谈过", next_action=str(number), due=local_now()))
    window.actions_by_id["next_steps"].trigger()
    page = window.pages.currentWidget()
    page.model.show_steps([], {}, whole=True)
    page.reload()
    qtbot.waitUntil(lambda: page.model.rowCount() >= 2)
    for _ in range(3):
        quiet(window, qtbot)
        page.model.fetchMore(page.model.index(-1, -1))
    qtbot.waitUntil(lambda: page.model.rowCount() == 5)
    assert sorted(actions_of(page)) == list("01234")
