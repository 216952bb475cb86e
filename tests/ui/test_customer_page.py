"""The page of one customer: coming and going, the parts, editing people in place, the cards, the timeline, outside."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop_crm.queries.timeline import Group
from desktop_crm.services.contacts import QuickContact
from desktop_crm.services.rows import RowChange
from tests.ui.support_window import close_window, id_of, make_profile, open_window, tidy
from ui.customer.catalogue import PARTS
from ui.customer.section import ViewSection
from ui.dialogs.qr import CodeDialog, card_text
from ui.outside import MAP_KEY
from ui.pages.customer import CARDS, MORE, PEOPLE
from ui.timeline.model import PORTION, TimelineModel
from ui.timeline.view import TimelineView
from ui.timeline.words import lines_of
from ui.widgets import IconButton

ORDERS = [
    RowChange("sales_order", {"order_no": f"A-{n}", "ordered_on": f"2020-0{n}-01", "amount": "100", "state": "closed"})
    for n in (1, 2)
]


@pytest.fixture(scope="module")
def shared(tmp_path_factory, dressed, request):
    made = open_window(make_profile(tmp_path_factory.mktemp("page") / "profile"), QtBot(request))
    yield made
    close_window(made)


@pytest.fixture
def window(shared, qtbot):
    yield shared
    shared.cards._go_back()
    tidy(shared, qtbot)


def quiet(window, qtbot):
    qtbot.waitUntil(lambda: not window.context.jobs.busy and not settling(window))


def settling(window):
    page = window.cards._page
    return page is not None and page._settle.isActive()


def opened(window, qtbot, name):
    page = window.cards.show(id_of(window, name))
    quiet(window, qtbot)
    return page


def audit(window):
    with window.context.app.store.read() as connection:
        rows = connection.exec_driver_sql("SELECT event, detail FROM audit ORDER BY n").fetchall()
    return [(row[0], json.loads(row[1])) for row in rows]


# -- coming and going -----------------------------------------------------------------------


def test_enter_opens_the_page_and_escape_goes_back(window, qtbot):
    window.customers.show_customer(id_of(window, "李四"))
    qtbot.waitUntil(lambda: window.customers.current_id() == id_of(window, "李四"))
    qtbot.keyClick(window.customers.view, Qt.Key.Key_Return)
    assert window.cards.in_front and window.cards._page.customer_id == id_of(window, "李四")
    qtbot.keyClick(window.cards._page.timeline.view, Qt.Key.Key_Escape)
    assert window.pages.currentWidget() is window.customers


def test_ctrl_enter_and_f2_edit_and_come_back_to_the_page(window, qtbot):
    window.customers.show_customer(id_of(window, "李四"))
    qtbot.keyClick(window.customers.view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    window.editing.editor._leave()
    assert window.pages.currentWidget() is window.customers
    opened(window, qtbot, "张三")
    window.actions_by_id["edit"].trigger()
    assert window.editing.editor.customer_id == id_of(window, "张三")
    window.actions_by_id["edit"].trigger()  # F2 in the form opens nothing
    window.editing.editor._leave()
    assert window.cards.in_front and window.cards._page.customer_id == id_of(window, "张三")


def test_the_page_leads_back_to_the_page_it_was_opened_from(window, qtbot):
    window.context.app.contacts.log(id_of(window, "李四"), QuickContact("谈过", next_action="回电"))
    window.actions_by_id["next_steps"].trigger()
    steps = window.pages.currentWidget()
    steps.reload()
    quiet(window, qtbot)
    steps.view.opened.emit(steps.view.current())
    assert window.cards.in_front
    window.cards._page.findChild(IconButton, "customer_back").click()
    assert window.pages.currentWidget() is steps


def test_what_is_done_with_a_customer_is_done_with_the_one_in_front(window, qtbot):
    window.customers.show_customer(id_of(window, "张三"))
    opened(window, qtbot, "李四")
    window.actions_by_id["log"].trigger()
    log = next(child for child in window.children() if child.objectName() == "quick_log")
    assert log.customer.text() == "李四"
    log.reject()
    window.actions_by_id["copy_phone"].trigger()
    assert audit(window)[-1][1]["customer"] == id_of(window, "李四")
    page = window.cards._page
    page.findChild(IconButton, "customer_history").click()
    past = window.pages.currentWidget()
    assert past.customer_id == page.customer_id
    past.findChild(IconButton, "history_back").click()
    assert window.cards.in_front


def test_a_narrow_window_folds_the_right_column_into_a_tab(window, qtbot):
    page = opened(window, qtbot, "张三")
    deals = page.parts["deals"]
    assert deals.isVisible() and not page._tabs[MORE].isVisible()
    size = window.size()
    window.resize(1024, 700)
    qtbot.waitUntil(lambda: page._tabs[MORE].isVisible())
    assert not deals.isVisible() and page.width() <= 1024
    page.show_tab(MORE)
    assert deals.isVisible()
    window.resize(size)
    qtbot.waitUntil(lambda: not page._tabs[MORE].isVisible())
    assert deals.isVisible() and page.timeline.isVisible()


# -- parts ----------------------------------------------------------------------------------


def test_parts_are_declared_and_each_says_what_it_is(window, qtbot):
    page = opened(window, qtbot, "张三")
    assert list(page.parts) == [part.name for part in PARTS]
    assert all(part.accessibleName() for part in page.parts.values() if isinstance(part, ViewSection))


def test_masked_values_stay_so_until_revealed_and_that_is_written_down(window, qtbot):
    page = opened(window, qtbot, "张三")
    fields = page.parts["identity"].fields
    number = next(label for label in fields.masked() if label.objectName() == "masked_id_number")
    assert number.text() == "110***********002X"
    number.toggle()
    assert number.text() == "11010519491231002X"
    event, detail = audit(window)[-1]
    assert (event, detail["field"]) == ("reveal", "id_number")


def test_a_relation_leads_to_the_other_and_back(window, qtbot):
    app = window.context.app
    app.rows.add("customer_link", id_of(window, "张三"), {"kind": "supplies", "other_id": id_of(window, "李四")})
    page = opened(window, qtbot, "李四")
    link = next(button for button in page.parts["links"].findChildren(QPushButton) if button.text() == "张三")
    said = [label.text() for label in page.parts["links"].findChildren(type(page.head._under))]
    assert "由其供货" in said
    link.click()
    quiet(window, qtbot)
    assert page.customer_id == id_of(window, "张三")
    assert any(button.text() == "李四" for button in page.parts["links"].findChildren(QPushButton))


def test_the_next_step_is_done_from_the_page_and_from_the_card_beside_the_list(window, qtbot):
    app, customer = window.context.app, id_of(window, "曾国藩")
    for name in ("回电", "送样"):
        app.contacts.log(customer, QuickContact("谈过", next_action=name))
    page = opened(window, qtbot, "曾国藩")
    assert "回电" in page.strip.accessibleName() and "另有 1 项" in page.strip.accessibleName()
    page.findChild(QPushButton, "step_done").click()
    qtbot.waitUntil(lambda: "送样" in page.strip.accessibleName())
    page.host.wanted.emit("back")
    card = window.customers.card
    qtbot.waitUntil(lambda: card.card is not None and card.card.id == customer and card.strip.isVisible())
    assert card._contact.text().startswith("最近联系 今天")
    card.strip.findChild(IconButton, "step_done").click()
    qtbot.waitUntil(lambda: not card.strip.isVisible())


# -- people in place ------------------------------------------------------------------------


def test_people_are_edited_in_place_and_undone(window, qtbot):
    page = opened(window, qtbot, "李四")
    page.show_tab(PEOPLE)
    grid, app = page.people.grid, window.context.app
    row = grid.rows[0]
    row.cells[0].row.type("name", "李小四")
    row.cells[0].row.type("relation", "son")
    grid.refresh()
    grid.edited.emit(row.cells[0])
    page.people.check_now()
    assert page.people._save.isVisible()
    with qtbot.waitSignal(page.people.saved):
        page.people.save()
    assert [one.values["name"] for one in app.queries.card(page.customer_id).grid] == ["李小四"]
    qtbot.waitUntil(lambda: page._tabs[PEOPLE].text() == "家庭成员 1")
    window.actions_by_id["undo"].trigger()
    assert app.queries.card(page.customer_id).grid == ()


def test_unsaved_people_are_kept_when_one_goes_away(window, qtbot):
    page = opened(window, qtbot, "阿明")
    grid = page.people.grid
    grid.rows[0].cells[0].row.type("name", "阿芳")
    grid.edited.emit(grid.rows[0].cells[0])
    page.host.wanted.emit("back")
    editor = window.open_editor(id_of(window, "阿明"))
    editor.use_draft()
    assert editor.state.grid[0].raw("name") == "阿芳"
    editor._leave()


# -- the cards ------------------------------------------------------------------------------


def test_cards_follow_from_orders_and_the_field_can_follow_too(window, qtbot):
    app, customer = window.context.app, id_of(window, "张三")
    app.rows.save(customer, ORDERS)
    page = opened(window, qtbot, "张三")
    page.show_tab(CARDS)
    assert page.cards._banner.isVisible() and "旧" in page.cards._banner.accessibleName()
    page.cards._take.click()
    qtbot.waitUntil(lambda: app.queries.card(customer).values["card_kind"] == "former")
    qtbot.waitUntil(lambda: not page.cards._banner.isVisible())
    window.actions_by_id["undo"].trigger()
    assert app.queries.card(customer).values["card_kind"] == "prospect"
    former = page.cards.cards[2]
    former._open_new()
    dialog = next(child for child in window.children() if child.objectName() == "record.stop_record")
    assert dialog.form.row.raw("stopped_on") == "2020-02-01"  # the day of the last order
    dialog.discard()


# -- the timeline ---------------------------------------------------------------------------


def test_timeline_is_narrowed_by_kind_and_words(window, qtbot):
    app, customer = window.context.app, id_of(window, "张三")
    app.rows.save(customer, ORDERS)
    app.contacts.log(customer, QuickContact("谈样卡的价格", "visit"))
    tab = opened(window, qtbot, "张三").timeline
    assert "2" in tab.chips[Group.DEAL].text()
    tab.chips[Group.DEAL].click()
    assert tab.model.total() == 2
    tab.chips["all"].click()
    tab.search.setText("样卡 访问")
    tab.search.returnPressed.emit()
    assert [tab.model.item(place).text for place in range(tab.model.total())] == ["谈样卡的价格"]
    tab.search.setText("没有")
    tab.search.returnPressed.emit()
    assert tab._stack.currentWidget() is tab.empty


def test_a_line_opens_what_it_tells(window, qtbot):
    window.context.app.contacts.log(id_of(window, "李四"), QuickContact("谈过"))
    page = opened(window, qtbot, "李四")
    place = next(
        n for n in range(page.timeline.model.total()) if page.timeline.model.item(n).moment.record == "activity"
    )
    page.timeline.opened.emit(page.timeline.model.item(place))
    dialog = next(child for child in window.children() if child.objectName() == "record.activity")
    assert dialog.form.row.raw("summary") == "谈过"
    dialog.discard()
    change = next(
        line for line in map(page.timeline.model.item, range(page.timeline.model.total())) if line.moment.entry
    )
    page.timeline.opened.emit(change)
    assert window.pages.currentWidget().objectName() == "history_page"


def test_a_long_timeline_is_laid_out_in_portions(window, qtbot):
    app, customer = window.context.app, id_of(window, "曾国藩")
    rows = [
        RowChange(
            "activity", {"contacted_at": f"2020-01-01T0{n % 10}:{n % 60:02}:00Z", "method": "phone", "summary": f"{n}"}
        )
        for n in range(PORTION + 30)
    ]
    app.rows.save(customer, rows)
    lines = lines_of(app.timelines.of(customer), app.queries.card(customer).kind, app.today())
    model = TimelineModel()
    view = TimelineView(model)
    qtbot.addWidget(view)
    model.show_lines(lines)
    assert model.rowCount() == PORTION < model.total()
    model.fetchMore(model.index(-1, -1))
    assert model.rowCount() == model.total() and not model.canFetchMore(model.index(-1, -1))


# -- outside --------------------------------------------------------------------------------


@pytest.fixture
def urls(window, monkeypatch):
    found = []
    monkeypatch.setattr(window.outside, "open_url", found.append)
    return found


def actions_of(menu):
    return {action.text(): action for action in menu.actions()}


def test_a_call_is_dialled_on_purpose_and_leaves_a_contact_to_fill_in(window, qtbot, urls):
    page = opened(window, qtbot, "张三")
    menu = window.outside.call(page.view.card, page.head.buttons["call"])
    assert urls == []
    actions_of(menu)["拨打 138****8000"].trigger()
    menu.close()
    assert urls == [QUrl("tel:13800138000")]
    log = next(child for child in window.children() if child.objectName() == "quick_log")
    assert (log.customer.text(), log.methods.current()) == ("张三", "phone")
    log.reject()
    assert [event for event, _detail in audit(window)] == ["call"]


def test_mail_and_map_say_what_they_do(window, qtbot, urls):
    aming, zhang = (window.context.app.queries.card(id_of(window, name)) for name in ("阿明", "张三"))
    button = window.customers.card.head.button("mail")
    menu = window.outside.mail(aming, button)
    actions_of(menu)["写邮件给 aming@example.cn"].trigger()
    menu.close()
    window.context.settings.set_text(MAP_KEY, "https://map.example.cn/?q=%1")
    menu = window.outside.map(zhang, button)
    (text, action), *_rest = actions_of(menu).items()
    assert "map.example.cn" in text
    action.trigger()
    menu.close()
    assert [url.toString(QUrl.ComponentFormattingOption.FullyEncoded).split("?")[0] for url in urls] == [
        "mailto:aming@example.cn", "https://map.example.cn/",
    ]  # fmt: skip


def test_the_code_holds_what_may_be_seen_and_is_written_down(window, qtbot):
    card = window.context.app.queries.card(id_of(window, "张三"))
    text, _fields = card_text(card)
    assert text.startswith("BEGIN:VCARD") and "13800138000" in text and "解放大道188号" in text
    assert "11010519491231002X" not in text and "X-CRM" not in text and "1949" not in text
    dialog = window.outside.show_code(card)
    assert isinstance(dialog, CodeDialog) and len(dialog.code._rows) > 20
    event, detail = audit(window)[-1]
    assert event == "qr" and "mobile_phone" in detail["fields"] and "138" not in json.dumps(detail)
    dialog.accept()
