"""The print dialog: choices, pages to look at, output in the background, by keyboard, with names."""

from __future__ import annotations

import json

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QAbstractButton, QDialog, QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from desktop_crm.domain.fields import FormKind
from desktop_crm.domain.secrecy import Grade
from desktop_crm.services.rows import RowChange
from tests.ui.support_documents import texts
from tests.ui.support_window import close_window, id_of, make_profile, open_window, tidy
from tests.ui.test_printing import MANY, printed
from ui.print_desk.dialog import PrintDialog
from ui.print_desk.pages import PagePane
from ui.print_desk.whom import Scope
from ui.printing import blank_form, form_sheets
from ui.printing.page import Setup


@pytest.fixture(scope="module")
def shared(tmp_path_factory, dressed, request):
    made = open_window(make_profile(tmp_path_factory.mktemp("print") / "profile"), QtBot(request))
    yield made
    close_window(made)


@pytest.fixture
def window(shared, qtbot):
    shared.context.settings.remove("print")
    yield shared
    for dialog in shared.findChildren(PrintDialog):
        dialog.run.cancel()
    qtbot.waitUntil(lambda: not any(dialog.run.running for dialog in shared.findChildren(PrintDialog)))
    tidy(shared, qtbot)


@pytest.fixture
def ask(window, qtbot):
    def open_dialog(document="form", *, select=("张三",)):
        page = window.customers
        page.view.clearSelection()
        page.show_customer(id_of(window, select[0]))
        qtbot.waitUntil(lambda: page.card.card is not None and page.card.card.display_name == select[0])
        if len(select) > 1:
            page.view.selectAll()
        dialog = window.papers.print_document(document)
        qtbot.waitUntil(lambda: ready(dialog))
        return dialog

    return open_dialog


def ready(dialog):
    return dialog.pages.count > 0 and not dialog._follow.isActive() and dialog._job is None


def lines(dialog, page=0):
    return {line.text for line in dialog.plan.page(page).lines}


def audit(window):
    with window.context.app.store.read() as connection:
        rows = connection.exec_driver_sql("SELECT detail FROM audit WHERE event = 'print' ORDER BY n").fetchall()
    return [json.loads(row[0]) for row in rows]


# -- the pages ------------------------------------------------------------------------------


@pytest.fixture
def pane(qtbot):
    sheets = form_sheets(printed(MANY))
    made = PagePane()
    qtbot.addWidget(made)
    made.resize(900, 760)
    made.show()
    made.show_pages(sheets.__getitem__, len(sheets))
    qtbot.waitExposed(made)
    return made


def test_the_page_fits_the_width_until_a_zoom_is_chosen(pane):
    view = pane.view
    fitting = view.picture().deviceIndependentSize().width()
    assert view.viewport().width() * 0.8 < fitting <= view.viewport().width()
    pane.resize(1300, 800)
    assert view.picture().deviceIndependentSize().width() > fitting + 300
    view.step_zoom(1)
    chosen = view.zoom
    assert pane.zoom_label.text() == f"{chosen:.0%}"
    pane.resize(900, 760)
    assert view.zoom == chosen
    view.step_zoom(-1)
    assert view.zoom < chosen
    view.fit_width()
    assert view.picture().deviceIndependentSize().width() == fitting


def test_zoom_ends_at_its_limits(pane):
    for direction, limit in ((1, 3.0), (-1, 0.5)):
        for _ in range(20):
            pane.view.step_zoom(direction)
        assert pane.view.zoom == limit


def test_pages_turn_by_button_and_by_key(pane, qtbot):
    assert pane.page_label.text() == "第 1 页，共 4 页"
    assert not pane.previous_button.isEnabled()
    first = pane.view.picture().toImage()
    pane.next_button.click()
    assert pane.page == 1
    assert pane.view.picture().toImage() != first
    for _ in range(40):
        qtbot.keyClick(pane.view, Qt.Key.Key_PageDown)
    assert pane.page == 3
    assert not pane.next_button.isEnabled()
    for _ in range(40):
        qtbot.keyClick(pane.view, Qt.Key.Key_PageUp)
    assert pane.page == 0
    assert pane.view.accessibleDescription() == "第 1 页，共 4 页"


def test_another_document_keeps_the_page_where_it_has_one(pane):
    pane.show_page(3)
    sheets = form_sheets(blank_form(FormKind.INDIVIDUAL))
    pane.show_pages(sheets.__getitem__, 1)
    assert pane.page == 0
    pane.show_words("没有可打印的内容")
    assert pane.count == 0 and pane.page_label.text() == "" and not pane.next_button.isEnabled()


# -- what is chosen -------------------------------------------------------------------------


def test_ctrl_p_offers_the_documents_of_the_customer_in_front(window, ask, qtbot):
    window.customers.show_customer(id_of(window, "李四"))
    qtbot.waitUntil(lambda: window.customers.card.card.display_name == "李四")
    window.actions_by_id["print"].trigger()
    dialog = window.findChild(PrintDialog)
    qtbot.waitUntil(lambda: ready(dialog))
    assert dialog.choices.scope is Scope.HERE
    assert dialog.choices.scopes[Scope.HERE].text() == "李四"
    assert "李四" in lines(dialog)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_the_page_of_a_customer_offers_its_documents(window, qtbot):
    window.cards.show(id_of(window, "张三"))
    page = window.pages.currentWidget()
    qtbot.waitUntil(lambda: page.view is not None)
    page.head.buttons["print"].click()
    menu = page.head.buttons["print"].findChild(QMenu, "documents_menu")
    names = [action.text() for action in menu.actions()]
    assert names[:3] == ["客户信息表", "潜在顾客调查卡", "现有顾客卡"] and "客户名册" not in names
    next(action for action in menu.actions() if action.objectName() == "print_tracking").trigger()
    menu.close()
    dialog = window.findChild(PrintDialog)
    qtbot.waitUntil(lambda: ready(dialog))
    assert dialog.plan.title == "客户跟踪记录表" and "客户名称：张三" in lines(dialog)


def test_a_selection_and_the_list_are_offered_as_such(window, ask, qtbot):
    dialog = ask("list", select=("张三", "all"))
    assert dialog.choices.scope is Scope.SELECTED
    assert dialog.plan.customers == 5
    dialog.reject()
    dialog = ask("phones")
    assert dialog.choices.scope is Scope.LIST and dialog.plan.customers == 5
    dialog.choices.scopes[Scope.HERE].click()
    qtbot.waitUntil(lambda: ready(dialog) and dialog.plan.customers == 1)
    dialog.choices.choose("form")
    assert dialog.choices.scope is Scope.HERE  # who was asked for stays
    dialog.choices.scopes[Scope.BLANK].click()
    qtbot.waitUntil(lambda: ready(dialog) and dialog.pages.count == 2)
    dialog.choices.choose("labels")
    qtbot.waitUntil(lambda: dialog.choices.scope is Scope.HERE and ready(dialog) and dialog.plan.marks is None)


def test_the_list_says_which_customers_it_shows(window, ask):
    page = window.customers
    page.choose_filter("importance_tier", "vip")
    page.head.search.setText("张三")
    page._search("张三")
    dialog = ask("list")
    assert any(text.startswith("客户等级 是 VIP客户 · “张三”　1 位客户") for text in lines(dialog))
    dialog.reject()
    page.clear_filters()


def test_who_is_not_in_the_document_is_said(ask, qtbot):
    dialog = ask("labels")
    dialog.choices.scopes[Scope.LIST].click()
    qtbot.waitUntil(lambda: ready(dialog) and "4 位没有列入" in dialog.missing.text())
    assert "没有通讯地址" in dialog.missing.text() and dialog.missing.text().endswith("等")
    dialog.choices.choose("register")
    qtbot.waitUntil(lambda: dialog.plan is None)
    assert dialog.pages.count == 0 and not dialog.save_button.isEnabled()


def test_the_last_choices_are_kept_for_each_document(window, ask):
    dialog = ask("form")
    dialog.choices.paper.setCurrentText("A5")
    dialog.choices.margins[0].setValue(9)
    dialog.choices.scale.setValue(80)
    dialog.reject()
    dialog = ask("list")
    assert dialog.choices.setup() == Setup("A4", landscape=True, margins=(12, 12, 12, 7))
    dialog.choices.choose("form")
    assert dialog.choices.setup() == Setup("A5", margins=(9, 17, 15, 8), scale=80)
    dialog.reject()
    assert ask("").choices.kind.id == "form"


def test_a_document_shows_only_the_choices_it_has(ask, qtbot):
    dialog = ask("form")
    choices = dialog.choices
    assert choices.outward.isVisible() and not choices.in_period.isVisible() and not choices.envelope.isVisible()
    choices.choose("tracking")
    assert choices.in_period.isVisible() and not choices.start.isVisible() and not choices.outward.isVisible()
    choices.in_period.click()
    assert choices.start.isVisible()
    choices.choose("envelopes")
    assert choices.envelope.isVisible() and not choices.paper.isVisible() and not choices.grade.isVisible()


def test_the_grade_can_be_raised_and_not_lowered(ask, qtbot):
    dialog = ask("form")
    grades = [dialog.choices.grade.itemData(place) for place in range(dialog.choices.grade.count())]
    assert grades == [Grade.CONFIDENTIAL, Grade.SECRET]
    dialog.choices.grade.setCurrentIndex(1)
    qtbot.waitUntil(lambda: ready(dialog) and any(text.startswith("绝密") for text in lines(dialog)))


def test_sensitive_values_need_a_purpose_and_are_masked_to_look_at(window, ask, tmp_path, qtbot):
    dialog = ask("form")
    dialog.choices.reveal.click()
    qtbot.waitUntil(lambda: ready(dialog) and any(text.startswith("绝密") for text in lines(dialog)))
    assert "11010519491231002X" not in lines(dialog)
    dialog.save_pdf(tmp_path / "a.pdf")
    assert dialog.banner.isVisible() and not dialog.run.running and audit(window) == []
    dialog.choices.reason.edit.setText("应本人要求")
    with qtbot.waitSignal(dialog.saved):
        dialog.save_pdf(tmp_path / "a.pdf")
    (page,) = texts(tmp_path / "a.pdf")
    assert "11010519491231002X" in page and "张小明" in page
    (line,) = audit(window)
    assert (line["masked"], line["reason"], line["grade"]) == (False, "应本人要求", "secret")
    assert "11010519491231002X" not in lines(dialog)


# -- putting out ----------------------------------------------------------------------------


def test_saving_writes_all_pages_and_says_where(window, ask, tmp_path, qtbot):
    dialog = ask("form", select=("张三", "all"))
    dialog.choices.copies.setValue(2)
    with qtbot.waitSignal(dialog.saved) as signal:
        dialog.save_pdf(tmp_path / "form")
    assert signal.args == [tmp_path / "form.pdf"]
    document = pypdfium2.PdfDocument(tmp_path / "form.pdf")
    assert len(document) == 10
    document.close()
    assert dialog.banner.accessibleName() == "已保存到 form.pdf，共 10 页。"
    assert dialog.open_button.isVisible()
    (line,) = audit(window)
    assert (line["document"], line["customers"], line["pages"], line["masked"]) == ("form", 5, 10, True)


def test_the_proposed_name_is_that_of_the_document_and_customer(ask, tmp_path, monkeypatch, qtbot):
    asked = []

    def answer(_parent, _title, proposed, _filter):
        asked.append(proposed)
        return str(tmp_path / proposed), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    dialog = ask("form")
    with qtbot.waitSignal(dialog.saved):
        dialog.save_button.click()
    assert asked == ["客户信息表-张三.pdf"]
    assert (tmp_path / "客户信息表-张三.pdf").exists()


def test_a_file_that_cannot_be_written_is_said_in_the_dialog(ask, tmp_path, qtbot):
    dialog = ask("form")
    dialog.save_pdf(tmp_path / "missing" / "form.pdf")
    qtbot.waitUntil(lambda: dialog.banner.isVisible())
    assert "写不进去" in dialog.banner.accessibleName()
    assert list(tmp_path.iterdir()) == [] and dialog.save_button.isEnabled()


def test_printing_sends_the_chosen_pages(ask, tmp_path, monkeypatch, qtbot):
    def choose(self):
        printer = self.printer()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "spool.pdf"))
        printer.setFromTo(2, 3)
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(QPrintDialog, "exec", choose)
    dialog = ask("form", select=("张三", "all"))
    dialog.print_button.click()
    qtbot.waitUntil(lambda: dialog.banner.isVisible())
    assert "已送往打印机" in dialog.banner.accessibleName()
    assert len(texts(tmp_path / "spool.pdf")) == 2


def test_what_is_on_its_way_can_be_stopped(ask, tmp_path, qtbot):
    dialog = ask("form", select=("张三", "all"))
    dialog.choices.copies.setValue(99)
    dialog.save_pdf(tmp_path / "many.pdf")
    assert dialog.line.isVisible() and not dialog.choices.isEnabled() and not dialog.save_button.isEnabled()
    with qtbot.waitSignal(dialog.run.cancelled):
        dialog.reject()
    assert dialog.isVisible() and "没有留下文件" in dialog.banner.accessibleName()
    assert list(tmp_path.iterdir()) == []


def test_a_closed_dialog_lets_it_go_on_and_the_window_tells(window, ask, tmp_path, qtbot):
    dialog = ask("form", select=("张三", "all"))
    dialog.choices.copies.setValue(9)
    dialog.save_pdf(tmp_path / "many.pdf")
    dialog.background_button.click()
    assert not dialog.isVisible()

    def told():
        return [toast.accessibleName() for toast in window.notifications.toasts()]

    qtbot.waitUntil(lambda: any("已保存到 many.pdf，共 45 页" in text for text in told()), timeout=10_000)
    assert len(texts(tmp_path / "many.pdf")) == 45


def test_a_change_of_the_customer_meanwhile_is_laid_out_anew(window, ask, qtbot):
    dialog = ask("tracking")
    many = [RowChange("activity", {"contacted_at": f"2026-01-{n:02}T02:00:00Z", "method": "phone", "summary": "问价"})
            for n in range(1, 29)]  # fmt: skip
    other = ask("tracking", select=("李四",))  # the drawer holds one customer at a time
    window.context.app.rows.save(id_of(window, "张三"), many)
    dialog.lay_out()
    qtbot.waitUntil(lambda: ready(dialog) and dialog.pages.count > 1)
    other.reject()


def test_of_very_many_customers_the_first_pages_are_shown(window, ask, monkeypatch, qtbot):
    monkeypatch.setattr("ui.print_desk.dialog.FIRST_CUSTOMERS", 2)
    dialog = ask("form", select=("张三", "all"))
    qtbot.waitUntil(lambda: ready(dialog) and dialog.pages.count == 5)  # counted behind the first two
    assert dialog.pages.page_label.text() == "第 1 页，共 5 页"
    dialog.reject()
    monkeypatch.setattr("ui.print_desk.dialog.MOST_COUNTED", 4)
    dialog = ask("form", select=("张三", "all"))
    assert dialog.pages.count == 2
    assert dialog.pages.page_label.text() == "第 1 页 · 样页：5 位客户里的前 2 位"


def test_every_control_has_a_name_and_tab_reaches_it(ask):
    dialog = ask("form")
    controls = [one for one in dialog.findChildren(QAbstractButton) if one.isVisible()]
    assert len(controls) > 8
    for control in controls:
        assert control.accessibleName() or control.text()
    keys = {shortcut.key().toString() for shortcut in dialog.findChildren(QShortcut)}
    assert {"Ctrl+P", "Ctrl+S", "Ctrl++", "Ctrl+0", "Ctrl+Home"} <= keys
    order, widget = [], dialog.choices.document
    while widget not in order:
        order.append(widget)
        widget = widget.nextInFocusChain()
    wanted = (dialog.choices.document, dialog.choices.paper, dialog.pages.fit_button, dialog.pages.view,
              dialog.close_button, dialog.print_button)  # fmt: skip
    places = [order.index(one) for one in wanted]
    assert places == sorted(places)
