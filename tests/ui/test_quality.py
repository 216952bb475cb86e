"""File quality in the window: the page, the marks of verification in form, card and customer's page, the column."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop_crm.bootstrap import open_application
from desktop_crm.domain.analysis.file_quality import Figure, Sums
from desktop_crm.domain.collection_records import COLLECTION_PLAN
from desktop_crm.domain.verification import State
from desktop_crm.queries.customers import ListFilter, Order
from tests.ui.support_window import PASSPHRASE, close_window, id_of, make_profile, open_window
from ui.forms.field_menu import FieldMenu
from ui.models.columns import COLUMNS, Look
from ui.models.register import RowRole
from ui.pages.quality import QualityPage
from ui.quality.plans import CompanyForm, PlansDialog
from ui.quality.words import percent, score_text, tint
from ui.widgets import IconButton, IconMark


@pytest.fixture
def window(tmp_path, qtbot):
    made = open_window(make_profile(tmp_path / "profile"), qtbot)
    made.context.app.customers.update(id_of(made, "阿明"), {"signed_by": "赵六"})
    settled(made, qtbot)
    yield made
    close_window(made)


def settled(window, qtbot):
    """Wait until no file waits and the window has heard of it."""
    app = window.context.app
    qtbot.waitUntil(lambda: not app.quality_queries.overview().waiting, timeout=10_000)
    qtbot.waitUntil(lambda: not window.context.jobs.busy and not window.quality_desk._next.isActive(), timeout=10_000)
    QApplication.processEvents()


def page(window, qtbot):
    window.go_to("quality")
    made = window.pages.currentWidget()
    assert isinstance(made, QualityPage)
    qtbot.waitUntil(lambda: made._view is not None and not made._reading and not window.context.jobs.busy)
    return made


def listed(made):
    return [made.files.files.item(place).name for place in range(made.files.files.rowCount())]


def cell_of(window, name, field):
    editor = window.open_editor(id_of(window, name))
    return editor, editor._cell(field)


def test_the_page_shows_figures_people_and_the_worst_files(window, qtbot):
    made = page(window, qtbot)
    assert len(listed(made)) == 5
    assert [tile.value.text() for tile in made.figures.tiles][3] == "0%"
    people = [made.people.people.item(place) for place in range(made.people.people.rowCount())]
    assert (people[0][2], {row[0] for row in people[1:]}) == (True, {"陈国栋", "赵六"})
    assert "5" in made._line.text()
    assert made.files.files.data(made.files.files.index(0), Qt.ItemDataRole.AccessibleTextRole)


def test_a_reason_and_a_salesperson_narrow_the_list(window, qtbot):
    made = page(window, qtbot)
    made.choose(Figure.TIMELY)
    qtbot.waitUntil(lambda: made.files.files.rowCount() == 0)
    assert made._list.currentWidget() is made.good
    assert not made._fix.isEnabled()
    made.choose(None)
    qtbot.waitUntil(lambda: made.files.files.rowCount() == 5)
    names = [made.people.people.item(place)[0] for place in range(made.people.people.rowCount())]
    made.people.choose(names.index("赵六"))
    qtbot.waitUntil(lambda: listed(made) == ["阿明"])
    assert made.figures._sums.files == 1


def test_enter_opens_the_form_at_the_field_to_put_right(window, qtbot):
    made = page(window, qtbot)
    made.choose(Figure.COMPLETE)
    qtbot.waitUntil(lambda: not made._reading and not window.context.jobs.busy)
    line = made.files.current()
    field = next(loss.field for loss in line.quality.losses if loss.figure is Figure.COMPLETE)
    qtbot.keyClick(made.files, Qt.Key.Key_Return)
    editor = window.editing.editor
    assert editor is not None and editor.customer_id == line.id
    focus = QApplication.focusWidget()
    assert editor._cell(field).editor.isAncestorOf(focus)


def test_a_missing_part_opens_its_record_and_a_twin_the_page_of_duplicates(window, qtbot):
    made = page(window, qtbot)
    customer = id_of(window, "张三")
    made.fix_wanted.emit(customer, "assessment")
    dialog = next(one for one in QApplication.topLevelWidgets() if one.isVisible() and one is not window)
    assert type(dialog).__name__ == "RecordDialog"
    dialog.close()
    made.fix_wanted.emit("00000000-0000-0000-0000-000000000000", "full_name")  # it has left meanwhile
    assert window.notifications.toasts()
    made.action_wanted.emit("duplicates")
    assert window.navigation.current() == "duplicates"


def test_an_empty_profile_says_what_will_be_here(tmp_path, qtbot):
    open_application(tmp_path / "empty", PASSPHRASE, create=True).close()
    made = open_window(tmp_path / "empty", qtbot)
    settled(made, qtbot)
    shown = page(made, qtbot)
    assert shown._stack.currentIndex() == 1
    close_window(made)


def test_months_are_drawn_from_the_second_on(window, qtbot):
    made = page(window, qtbot)
    months = [("2026-10", Sums(1, 50, 1)), ("2026-11", Sums(1, 90, 1, 0, 0, 1, 1, 3, 1))]
    made.months.show_months(months[:1])
    made.months.grab()
    made.months.show_months([*months, ("2026-12", Sums())])
    made.months.grab()
    assert made.months.accessibleDescription() == "2026-10 70，2026-11 98"


def test_a_field_is_verified_from_its_menu_and_taken_back(window, qtbot):
    editor, cell = cell_of(window, "张三", "mobile_phone")
    assert cell.label.mark is State.UNVERIFIED
    menu = cell.findChild(FieldMenu).menu_of(cell.label)
    verify = next(action.menu() for action in menu.actions() if action.menu() is not None)
    call = next(action for action in verify.actions() if action.objectName() == "verify_call")
    call.trigger()
    assert cell.label.mark is State.VERIFIED
    assert "陈国栋" in cell.label.toolTip()
    assert cell.label.toolTip() in cell.editor.line.accessibleName()
    cell.editor.line.setFocus()
    qtbot.keyClick(cell.editor.line, Qt.Key.Key_End)
    qtbot.keyClicks(cell.editor.line, "9")
    editor.check_now()
    assert cell.label.mark is State.UNVERIFIED  # what is being typed was never checked
    qtbot.keyClick(cell.editor.line, Qt.Key.Key_Backspace)
    editor.check_now()
    assert cell.label.mark is State.VERIFIED
    window.context.undo.undo()
    qtbot.waitUntil(lambda: cell.label.mark is State.UNVERIFIED)
    window.context.undo.redo()
    qtbot.waitUntil(lambda: cell.label.mark is State.VERIFIED)


def test_doubt_is_told_and_withdrawn_by_the_key(window, qtbot):
    editor, cell = cell_of(window, "张三", "full_name")
    cell.editor.take_focus()
    menu = editor._verifying.open_menu(cell)
    names = [action.objectName() for action in menu.actions()]
    assert "verify_doubtful" in names and "verify_remove" not in names
    next(action for action in menu.actions() if action.objectName() == "verify_doubtful").trigger()
    menu.close()
    assert cell.label.mark is State.DOUBTFUL
    cell.label.grab()
    editor.verify()
    menu = next(one for one in QApplication.topLevelWidgets() if one.objectName() == "verify" and one.isVisible())
    next(action for action in menu.actions() if action.objectName() == "verify_remove").trigger()
    menu.close()
    assert cell.label.mark is State.UNVERIFIED


def test_what_is_not_saved_or_not_important_cannot_be_verified(window, qtbot):
    editor, cell = cell_of(window, "李四", "email")
    assert cell.label.mark is None  # empty
    (only,) = editor._verifying.open_menu(cell).actions()
    assert not only.isEnabled()
    assert editor._verifying.open_menu(editor._cell("sex")) is None
    assert all(action.menu() is None for action in cell_menu(editor._cell("sex")))


def cell_menu(cell):
    return cell.findChild(FieldMenu).menu_of(cell.label).actions()


def test_card_and_page_show_what_was_checked(window, qtbot):
    app, customer = window.context.app, id_of(window, "张三")
    app.verification.mark(customer, "mobile_phone", "call")
    app.verification.mark(customer, "mailing_address", "other", State.DOUBTFUL)
    window.show_customer(customer)
    qtbot.waitUntil(lambda: window.customers.card.findChild(IconMark, "mark_mobile_phone") is not None)
    mark = window.customers.card.findChild(IconMark, "mark_mobile_phone")
    assert mark.accessibleName() == mark.toolTip() != ""
    shown = window.cards.show(customer)
    qtbot.waitUntil(lambda: shown.findChild(IconMark, "mark_mailing_address") is not None)
    app.customers.update(customer, {"mobile_phone": "13900009999"})
    window.go_to("customers")
    qtbot.waitUntil(lambda: window.customers.card.findChild(IconMark, "mark_mobile_phone") is None)


def test_the_list_has_a_column_of_what_was_checked(window, qtbot):
    app = window.context.app
    app.verification.mark(id_of(window, "李四"), "mobile_phone", "call")
    settled(window, qtbot)
    rids = app.queries.all_rids(ListFilter(), Order("verified_share", descending=True))
    rows = app.queries.rows(rids)
    assert (rows[0].values["display_name"], rows[0].values["verified_share"]) == ("李四", 50)
    assert rows[-1].values["verified_share"] in (0, None)


@pytest.mark.parametrize(("share", "text"), [(None, "–"), (0.0, "0%"), (0.4, "40%"), (0.999, "99%"), (1.0, "100%")])
def test_only_the_whole_is_a_hundred_percent(share, text):
    assert percent(share) == text


def test_scores_have_three_colours():
    assert [tint(score) for score in (None, 10, 60, 80)] == ["grey", "red", "amber", "green"]
    assert (score_text(None), score_text(0)) == ("–", "0")


def test_a_plan_is_made_filled_published_and_ended_in_the_window(window, qtbot):
    app = window.context.app
    page(window, qtbot).show_plans()
    dialog = next(one for one in QApplication.topLevelWidgets() if isinstance(one, PlansDialog) and one.isVisible())
    assert dialog.empty.isVisible() and not dialog.publish.isVisible()
    dialog.new.click()
    form = dialog.findChild(CompanyForm)
    form.save.click()
    assert form.isVisible()  # a plan needs a name
    form.form.cell("name").editor.line.setFocus()
    qtbot.keyClicks(form.form.cell("name").editor.line, "Phones")
    form.save.click()
    qtbot.waitUntil(lambda: dialog.plan is not None and not window.context.jobs.busy)
    dialog.publish.click()
    assert dialog.banner.isVisible()  # it wants nothing yet
    app.collection.want(dialog.plan.id, {"field": "mobile_phone", "channel": "sales", "owner": "陈国栋"})
    dialog.reload()
    dialog.publish.click()
    assert dialog.plan.state == "draft"  # a telephone number is personal: the legal note is missing
    app.collection.want(dialog.plan.id, {"field": "mobile_phone", "legal_note": "订立合同所必需"})
    dialog.reload()
    dialog.publish.click()
    assert dialog.plan.state == "published"
    dialog.finish.click()
    assert dialog.plan.state == "closed"
    qtbot.waitUntil(lambda: not window.context.jobs.busy)
    dialog.reject()


def _plans(window, qtbot):
    page(window, qtbot).show_plans()
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, PlansDialog) and one.isVisible())


def test_a_plan_and_its_fields_are_edited_in_their_forms(window, qtbot):
    app = window.context.app
    plan_id = app.collection.save({"name": "补手机", "starts_on": "2026-11-01"})
    app.collection.want(plan_id, {"field": "mobile_phone", "channel": "sales", "owner": "陈国栋"})
    dialog = _plans(window, qtbot)
    qtbot.waitUntil(lambda: dialog.findChild(IconButton, "item_pencil") is not None)
    dialog.edit.click()
    form = dialog.findChild(CompanyForm)
    assert {cell.field.id for cell in form.form.cells} == {field.id for field in COLLECTION_PLAN.typed}
    assert form.form.cell("name").editor.raw() == "补手机" and "编辑" in form.windowTitle()
    form.form.cell("name").editor.line.setText("补手机号码")
    form.form.cell("target").editor.line.setText("没有 这样 的 条件")
    form.save.click()
    assert form.isVisible() and form.banner.isVisible()  # the target is no filter
    form.form.cell("target").editor.line.setText("客户类型 是 个人")
    form.save.click()
    assert dialog.picker.currentText() == "补手机号码" and "个人" in dialog._about.text()
    qtbot.waitUntil(lambda: not window.context.jobs.busy)
    dialog.findChild(IconButton, "item_pencil").click()
    form = next(one for one in dialog.findChildren(CompanyForm) if one.isVisible())
    form.form.cell("legal_note").editor.line.setText("订立合同所必需")
    form.save.click()
    assert app.collection.plan(plan_id).items[0].values["legal_note"] == "订立合同所必需"
    qtbot.waitUntil(lambda: not window.context.jobs.busy)
    dialog.findChild(IconButton, "item_trash-2").click()
    assert not app.collection.plan(plan_id).items
    app.collection.want(plan_id, {"field": "website", "channel": "sales", "owner": "陈国栋"})
    dialog.reload()
    dialog.publish.click()
    dialog.finish.click()
    assert not dialog.edit.isEnabled() and not dialog.add.isEnabled()
    qtbot.waitUntil(lambda: not window.context.jobs.busy)
    dialog.reject()


def test_a_customer_whose_file_contradicts_itself_is_red_and_says_why(window, qtbot):
    app, model = window.context.app, window.customers.model
    app.customers.update(id_of(window, "李四"), {"mailing_address": "湖南省长沙市芙蓉区", "postal_code": "100000"})
    settled(window, qtbot)
    rids = app.queries.all_rids(ListFilter(), Order())
    row = next(one for one in app.queries.rows(rids) if one.values["display_name"] == "李四")
    assert row.contradictions == 1
    window.go_to("customers")
    name = next(place for place, one in enumerate(COLUMNS) if one.look is Look.NAME)

    def told(role):
        found = [model.index(place, name) for place in range(model.rowCount())]
        return next(one.data(role) for one in found if one.data(RowRole) and one.data(RowRole).id == row.id)

    qtbot.waitUntil(lambda: told(Qt.ItemDataRole.ToolTipRole) == "李四\n1 处内容互相矛盾")
    assert "互相矛盾" in told(Qt.ItemDataRole.AccessibleTextRole)
