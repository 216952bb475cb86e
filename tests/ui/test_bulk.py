"""Bulk edit, batches and undo in the window."""

from __future__ import annotations

from threading import Event, current_thread, main_thread

import pytest
from PySide6.QtWidgets import QApplication

from desktop_crm.domain.bulk import Act, Fate
from desktop_crm.exchange.filing import import_customers
from desktop_crm.exchange.plan import open_plan
from desktop_crm.queries.batches import State
from desktop_crm.queries.customers import CustomerQueries
from tests.ui.support_window import close_window, id_of, make_profile, names, open_window
from ui.bulk.batches import BatchesDialog
from ui.bulk.dialog import PREVIEW, RESULT, RUNNING, WISHES, BulkDialog
from ui.bulk.undoing import UndoDialog
from ui.dialogs.import_dialog import RESULT as IMPORTED
from ui.dialogs.import_dialog import open_import


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return make_profile(tmp_path_factory.mktemp("bulk") / "profile")


@pytest.fixture
def window(folder, qtbot):
    made = open_window(folder, qtbot)
    yield made
    close_window(made)


def dialog_of(kind):
    found = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, kind) and widget.isVisible()]
    assert len(found) == 1
    return found[0]


def tiers(window):
    app = window.context.app
    return {row.values["display_name"]: row.values["importance_tier"] for row in app.queries.find("1", 50)}


def value(window, name, field):
    return window.context.app.queries.card(id_of(window, name)).values.get(field)


def begin(window, *rows):
    view = window.customers.view
    view.clearSelection()
    for row in rows:
        view.selectionModel().select(
            window.customers.model.index(row, 0),
            view.selectionModel().SelectionFlag.Select | view.selectionModel().SelectionFlag.Rows,
        )
    window.actions_by_id["bulk_edit"].trigger()
    return dialog_of(BulkDialog)


def wish(dialog, field, act=Act.SET, raw=None, row=0):
    line = dialog.wishes.rows[row]
    line.choose_field(field)
    line.choose_act(act)
    if raw is not None:
        line.editor().show_raw(raw)
        line.editor().edited.emit()
    return line


def run(dialog, qtbot):
    dialog.go_on()
    qtbot.waitUntil(lambda: dialog.pages.currentIndex() == PREVIEW)
    dialog.go_on()
    qtbot.waitUntil(lambda: dialog.pages.currentIndex() == RESULT)


def test_from_selection_to_result_and_back_by_undo(window, qtbot):
    people = names(window.customers.model)
    before = {name: value(window, name, "credit_standing") for name in people}
    dialog = begin(window, 0, 1)
    assert dialog.selected.isChecked() and len(dialog.scope().rids()) == 2
    assert not dialog.next.isEnabled()
    wish(dialog, "credit_standing", raw="D")
    assert dialog.next.isEnabled()
    dialog.go_on()
    qtbot.waitUntil(lambda: dialog.pages.currentIndex() == PREVIEW)
    table = dialog.preview.table.rows
    shown = {table.index(row, 0).data(): table.index(row, 4).data() for row in range(table.rowCount())}
    assert (set(shown) == set(people[:2]) and set(shown.values()) == {"D级"}) or len(shown) == 2
    assert {name: value(window, name, "credit_standing") for name in people} == before
    dialog.go_on()
    qtbot.waitUntil(lambda: dialog.pages.currentIndex() == RESULT)
    assert [value(window, name, "credit_standing") for name in people[:2]] == ["D", "D"]
    assert value(window, people[2], "credit_standing") == before[people[2]]
    dialog.go_on()
    window.actions_by_id["undo"].trigger()
    undoing = dialog_of(UndoDialog)
    qtbot.waitUntil(undoing.close_button.isVisible)
    assert {name: value(window, name, "credit_standing") for name in people} == before
    undoing.accept()
    assert window.context.undo.can_redo
    window.actions_by_id["redo"].trigger()
    redoing = dialog_of(UndoDialog)
    qtbot.waitUntil(redoing.close_button.isVisible)
    assert [value(window, name, "credit_standing") for name in people[:2]] == ["D", "D"]
    redoing.accept()
    window.context.undo.undo()


def test_the_whole_list_and_every_fate_is_told(window, qtbot):
    dialog = begin(window, 0)
    dialog.listed.setChecked(True)
    assert dialog.scope().number == len(dialog.scope().rids()) == window.customers.model.rowCount()
    wish(dialog, "sex", raw="male")
    dialog.go_on()
    qtbot.waitUntil(lambda: dialog.pages.currentIndex() == PREVIEW)
    page = dialog.preview
    assert page._tally[Fate.SAME] == 1 and page._tally[Fate.NOT_ALLOWED] == 1 and page.changing() == 3
    page._filter(Fate.NOT_ALLOWED.value)
    rows = page.table.rows
    assert rows.rowCount() == 1 and "没有此项" in rows.index(0, 5).data()
    dialog.go_back()
    assert dialog.pages.currentIndex() == WISHES
    dialog.reject()
    assert value(window, "李四", "sex") is None


def test_customers_of_a_grouped_list_are_read_in_the_background_and_reading_can_be_stopped(window, qtbot, monkeypatch):
    page, queries = window.customers, window.context.app.queries
    page.desk.choose(group_by="region")
    qtbot.waitUntil(lambda: page.model.grouping.name and page.model.customers == 5)
    read, reading, go_on = queries.all_rids, Event(), Event()
    threads = []

    def slow(*asked):
        threads.append(current_thread())
        reading.set()
        assert go_on.wait(10)
        return read(*asked)

    monkeypatch.setattr(CustomerQueries, "all_rids", lambda _self, *asked: slow(*asked))
    dialog = begin(window, 0)
    dialog.listed.setChecked(True)
    assert "5" in dialog.listed.text() and not threads  # the number is known, the customers are not asked yet
    wish(dialog, "sex", raw="male")
    dialog.go_on()
    qtbot.waitUntil(reading.is_set)
    assert dialog.pages.currentIndex() == RUNNING and threads != [main_thread()]
    dialog.running.cancelled.emit()
    go_on.set()
    qtbot.waitUntil(lambda: dialog.pages.currentIndex() == WISHES)
    dialog.go_on()
    qtbot.waitUntil(lambda: dialog.pages.currentIndex() == PREVIEW)
    assert dialog.preview.changing() == 3 and main_thread() not in threads
    assert len(dialog._rids) == 5  # what was previewed is what is changed
    dialog.reject()
    page.desk.choose(group_by="")


def test_invalid_values_are_told_and_not_written(window, qtbot):
    dialog = begin(window, 0)
    wish(dialog, "postal_code", raw="12")
    dialog.go_on()
    qtbot.waitUntil(lambda: dialog.pages.currentIndex() == PREVIEW)
    assert dialog.preview._tally[Fate.INVALID] == 1
    assert not dialog.next.isEnabled()
    dialog.reject()


def test_wishes_offer_what_fits_the_type(window, qtbot):
    dialog = begin(window, 0)
    line = wish(dialog, "remarks", Act.REPLACE, "新")
    assert line.needle.isVisible() and line.action() is None
    line.needle.setText("老")
    assert (line.action().find, line.action().raw) == ("老", "新")
    line = wish(dialog, "birth_date", Act.SHIFT)
    assert not line.editor().isVisible()
    line.days.setText("-7")
    assert line.action().days == -7
    line = wish(dialog, "birth_date", Act.CLEAR)
    assert line.action().act is Act.CLEAR
    second = dialog.wishes.add()
    assert not second.remove.isHidden()
    wish(dialog, "preferences", Act.ADD, ("茶",), row=1)
    assert [one.field for one in dialog.wishes.actions_wanted()] == ["birth_date", "preferences"]
    dialog.wishes._remove(second)
    assert len(dialog.wishes.rows) == 1
    dialog.reject()


def test_a_field_is_found_by_typing_pinyin(window, qtbot):
    dialog = begin(window, 0)
    line = dialog.wishes.rows[0]
    line.picker.setText("khdj")
    line._settle()
    assert line.field.id == "importance_tier"
    dialog.reject()


def test_several_customers_with_the_reasons_why_some_stay(window, qtbot):
    dialog = begin(window, 0, 1, 2)
    wish(dialog, "importance_tier", raw="small")
    run(dialog, qtbot)
    batch = dialog.outcome.result().batch
    dialog.go_on()
    window.context.app.customers.update(id_of(window, "李四"), {"importance_tier": "vip"})
    window.actions_by_id["batches"].trigger()
    listing = dialog_of(BatchesDialog)
    assert listing.chosen().batch.n == batch and listing.undo.isEnabled() and not listing.redo.isEnabled()
    listing.undo.click()
    undoing = dialog_of(UndoDialog)
    qtbot.waitUntil(undoing.close_button.isVisible)
    rows = undoing.outcome.table.rows
    told = {(rows.index(row, 1).data(), rows.index(row, 3).data()) for row in range(rows.rowCount())}
    skipped = ("李四", "之后又被改过") in told
    undoing.accept()
    assert skipped == (window.context.app.batch_queries.one(batch).last.skipped == 1)
    assert window.context.app.batch_queries.one(batch).state is State.UNDONE
    assert listing.redo.isEnabled() and not listing.undo.isEnabled()
    listing.reject()
    window.context.app.customers.update(id_of(window, "李四"), {"importance_tier": "major"})


def test_an_import_is_undone_from_its_end_page(window, qtbot, tmp_path):
    path = tmp_path / "new.csv"
    path.write_text("姓名,手机\n王一,13811110001\n王二,13811110002\n", "utf-8")
    dialog = open_import(window.context, window, path)
    qtbot.waitUntil(lambda: dialog.pages.currentIndex() == 1)
    dialog.go_on()
    qtbot.waitUntil(lambda: dialog.pages.currentIndex() == 2)
    dialog.go_on()
    qtbot.waitUntil(lambda: dialog.pages.currentIndex() == IMPORTED)
    assert dialog.outcome.undo.isVisible()
    assert window.context.undo.can_undo
    dialog.outcome.undo.click()
    undoing = dialog_of(UndoDialog)
    qtbot.waitUntil(undoing.close_button.isVisible)
    undoing.accept()
    qtbot.waitUntil(lambda: "王一" not in names(window.customers.model))
    assert window.context.app.batch_queries.newest()[0].state is State.UNDONE


def test_an_edit_goes_on_behind_a_hidden_dialog(window, qtbot, monkeypatch):
    dialog = begin(window, 0)
    wish(dialog, "remarks", raw="后台")
    dialog.go_on()
    qtbot.waitUntil(lambda: dialog.pages.currentIndex() == PREVIEW)
    with qtbot.waitSignal(dialog.edited):
        dialog.go_on()
        assert dialog.running.behind.isVisible()
        dialog.running.behind.click()
        assert dialog.isHidden()
    assert window.context.undo.can_undo
    assert [toast.accessibleName() for toast in window.notifications.toasts()] == ["已修改 1 位客户"]
    window.context.undo.undo()


def test_no_batches_yet_is_said(qtbot, tmp_path):
    window = open_window(make_profile(tmp_path / "fresh"), qtbot)
    window.actions_by_id["batches"].trigger()
    listing = dialog_of(BatchesDialog)
    assert listing.empty.isVisible() and not listing.undo.isEnabled()
    app = window.context.app
    path = tmp_path / "x.csv"
    path.write_text("姓名,手机\n王一,13811110001\n", "utf-8")
    import_customers(open_plan(path), app.customers, app.queries, app.batches)
    listing._read()
    assert listing.table.rows.index(0, 5).data() == "x.csv"
    listing.reject()
    close_window(window)
