from __future__ import annotations

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ui.notifications import LIMIT, Notifications
from ui.screenshots import gallery
from ui.theme import LIGHT
from ui.widgets import (
    Avatar,
    Banner,
    Chip,
    ChipRow,
    ElidedLabel,
    EmptyState,
    FlowLayout,
    IconButton,
    KeyValueList,
    MaskedLabel,
    Pills,
    ProgressLine,
    SearchBox,
    Spinner,
    make_button,
    pill_width,
)
from ui.widgets.date_edit import DateEdit
from ui.widgets.labels import ValueLabel, breakable
from ui.widgets.number_edit import NumberEdit
from ui.widgets.search_box import DEBOUNCE_MS


def shown(qtbot, widget):
    qtbot.addWidget(widget)
    widget.show()
    return widget


def active(qtbot, widget):
    """Show a window and wait until it has the keyboard."""
    shown(qtbot, widget)
    widget.activateWindow()
    with qtbot.waitActive(widget):
        pass
    return widget


@pytest.fixture
def search(qtbot):
    box = active(qtbot, SearchBox("搜索客户"))
    box.setFocus()
    return box


def test_search_waits_for_a_pause_and_tells_once(search, qtbot):
    told = []
    search.searched.connect(told.append)
    qtbot.keyClicks(search, "zgf")
    assert told == []
    assert search._pause.isActive()
    assert search._pause.interval() == DEBOUNCE_MS == 180
    with qtbot.waitSignal(search.searched):
        search._pause.setInterval(0)
    assert told == ["zgf"]


def test_search_is_silent_while_composing(search, ime):
    told = []
    search.searched.connect(told.append)
    ime(search, "zhang")
    assert not search._pause.isActive()
    search._tell()
    assert told == []
    ime(search, "zhangsan", "张三")
    assert search._pause.isActive()
    search._tell()
    assert told == ["张三"]


def test_typing_then_composing_holds_the_search_back(search, qtbot, ime):
    qtbot.keyClicks(search, "a")
    assert search._pause.isActive()
    ime(search, "zh")
    assert not search._pause.isActive()
    ime(search, "", "周")
    assert search.text() == "a周"
    assert search._pause.isActive()
    search._tell()


def test_return_tells_at_once_and_escape_clears(search, qtbot):
    told = []
    search.searched.connect(told.append)
    qtbot.keyClicks(search, "138")
    qtbot.keyClick(search, Qt.Key.Key_Return)
    qtbot.keyClick(search, Qt.Key.Key_Escape)
    assert told == ["138", ""]
    assert search.text() == ""
    assert not search._pause.isActive()


def test_ctrl_f_focuses_the_search(qtbot):
    page = QWidget()
    column = QVBoxLayout(page)
    box, other = SearchBox("搜索"), QLineEdit()
    column.addWidget(box)
    column.addWidget(other)
    active(qtbot, page)
    other.setFocus()
    box.setText("王")
    box._pause.stop()
    qtbot.keyClick(other, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is box
    assert box.selectedText() == "王"


def test_chips_keep_the_choice_and_move_by_arrow(qtbot):
    row = ChipRow("筛选")
    told = []
    row.chosen.connect(told.append)
    row.set_chips([Chip("all", "全部"), Chip("due", "今日待回访", 5)])
    active(qtbot, row)
    assert (row.current(), told) == ("all", [])
    row.choose("due")
    row.set_chips([Chip("all", "全部"), Chip("due", "今日待回访", 1234)])
    assert row.current() == "due"
    assert [b.text() for b in row.findChildren(QPushButton)] == ["全部", "今日待回访  1,234"]
    row.set_chips([Chip("new", "新增"), Chip("due", "待回访")])
    assert row.current() == "due"
    QApplication.processEvents()
    button = row._buttons["due"]
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Left)
    assert row.current() == "new"
    assert told == ["due", "new"]


def test_masked_value_shows_only_after_the_eye(qtbot):
    label = active(qtbot, MaskedLabel("证件号码"))
    told = []
    label.reveal_wanted.connect(lambda: told.append(label.text()))
    label.reveal_wanted.connect(label.uncover)
    label.set_value("11010119900307002X", "1101 **** **** 002X")
    assert label.text() == "1101 **** **** 002X"
    assert label._eye.accessibleName() == "显示证件号码"
    label._eye.setFocus()
    qtbot.keyClick(label._eye, Qt.Key.Key_Space)
    assert label.text() == "11010119900307002X"
    assert label._eye.accessibleName() == "遮住证件号码"
    qtbot.keyClick(label._eye, Qt.Key.Key_Space)
    assert label.text() == "1101 **** **** 002X"
    assert told == ["1101 **** **** 002X"]


def test_masked_value_closes_for_the_next_one_and_open_values_have_no_eye(qtbot):
    label = shown(qtbot, MaskedLabel("电话"))
    label.set_value("13800138000", "138 **** 8000")
    label.uncover()
    label.set_value("13900139000", "139 **** 9000")
    assert not label.is_revealed()
    assert label.text() == "139 **** 9000"
    label.set_value("", "")
    assert label.text() == "—"
    assert not label._eye.isVisible()


def test_elided_label_shows_all_in_the_tip(qtbot):
    label = shown(qtbot, ElidedLabel("绍兴市越城区解放大道 188 号鉴湖商务中心"))
    label.resize(80, 20)
    label.grab()
    assert label.shown_text().endswith("…")
    assert label.toolTip() == label.text()
    label.resize(900, 20)
    label.grab()
    assert label.toolTip() == ""
    assert label.minimumSizeHint().width() < 80


def test_a_long_word_is_broken_and_copied_as_it_was_typed(qtbot):
    address = "zhangwei.sales-department@shanghai-xinhua-trading.com.cn"
    rows = shown(qtbot, KeyValueList())
    rows.set_rows([("E-mail", address)])
    rows.resize(220, 200)
    label = rows.findChild(ValueLabel)
    assert label.heightForWidth(120) > 2 * label.fontMetrics().height()  # in several lines, none of it out of sight
    label.setSelection(0, len(label.text()))
    qtbot.keyClick(label, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == address
    assert breakable("上海新华贸易有限公司 zhangwei") == "上海新华贸易有限公司 zhangwei"
    for word in ("x" * 40, "a@b.c" * 8, "--------------------", "https://例子.cn/a/b/c/d/e/f/g/h"):
        assert breakable(word).replace("\u200b", "") == word


def test_key_values_show_text_as_typed_and_stay_narrow(qtbot):
    rows = shown(qtbot, KeyValueList())
    rows.set_rows([("姓名", "<b>张</b>"), ("地址", "a" * 400), ("备注", "")])
    texts = [label.text() for label in rows.findChildren(QLabel)]
    assert "<b>张</b>" in texts
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in rows.findChildren(QLabel))
    assert rows.minimumSizeHint().width() < 300
    rows.set_rows([("姓名", "李")])
    QApplication.processEvents()
    assert [w.text() for w in rows.findChildren(QLabel) if w.isVisible()] == ["姓名", "李"]


def test_pills_without_room_are_counted(qtbot):
    pills = shown(qtbot, Pills([("成交", "green"), ("轻纺出口", "grey"), ("老客户", "blue")]))
    assert pills.accessibleName() == "成交、轻纺出口、老客户"
    full = pills.sizeHint().width()
    assert full >= sum(pill_width(text) for text in ("成交", "轻纺出口", "老客户"))
    pills.resize(full, 24)
    all_there = pills.grab().toImage()
    pills.resize(90, 24)
    assert pills.grab().toImage() != all_there.copy(0, 0, 90, 24)


def test_flow_breaks_lines(qtbot):
    host = QWidget()
    flow = FlowLayout(host, gap=10)
    for _ in range(4):
        part = QWidget()
        part.setFixedSize(100, 20)
        flow.addWidget(part)
    shown(qtbot, host)
    assert flow.heightForWidth(430) == 20
    assert flow.heightForWidth(429) == 50
    assert flow.heightForWidth(100) == 110
    assert flow.minimumSize() == QSize(100, 20)


def test_spinner_turns_only_on_screen(qtbot):
    spinner = shown(qtbot, Spinner("载入中"))
    assert spinner._timer.isActive()
    spinner.hide()
    assert not spinner._timer.isActive()


def test_banner_progress_and_empty_state_speak(qtbot):
    pressed = []
    banner = shown(qtbot, Banner("磁盘已满", "error"))
    qtbot.mouseClick(banner.add_action("重试", lambda: pressed.append(1)), Qt.MouseButton.LeftButton)
    banner.set_message("已恢复", "success")
    assert (pressed, banner.accessibleName(), banner.property("kind")) == ([1], "已恢复", "success")
    line = shown(qtbot, ProgressLine("导入"))
    line.set_progress(642, 1284)
    assert (line._bar.value(), line._share.text()) == (642, "642 / 1,284")
    empty = shown(qtbot, EmptyState("users", "还没有客户"))
    assert empty.accessibleName() == "还没有客户"


def test_toast_offers_undo_and_stack_is_limited(qtbot):
    host = shown(qtbot, QWidget())
    host.resize(800, 600)
    notes = Notifications(host)
    undone = []
    toast = notes.post("已删除 欧阳㛃", action="撤销", on_action=lambda: undone.append(1))
    assert toast.isVisible()
    assert host.rect().contains(toast.geometry())
    qtbot.mouseClick(toast.findChild(QPushButton), Qt.MouseButton.LeftButton)
    assert undone == [1]
    assert notes.toasts() == ()
    for number in range(LIMIT + 2):
        notes.post(f"第 {number} 条", stay_ms=0)
    assert [toast.accessibleName() for toast in notes.toasts()] == ["第 2 条", "第 3 条", "第 4 条"]
    assert len({toast.y() for toast in notes.toasts()}) == LIMIT
    host.resize(500, 400)
    assert all(host.rect().contains(toast.geometry()) for toast in notes.toasts())
    qtbot.keyClick(notes.toasts()[-1], Qt.Key.Key_Escape)
    assert len(notes.toasts()) == LIMIT - 1
    notes.clear()


def test_toast_goes_by_itself(qtbot):
    host = shown(qtbot, QWidget())
    notes = Notifications(host)
    toast = notes.post("已保存", stay_ms=1)
    with qtbot.waitSignal(toast.gone):
        pass
    assert notes.toasts() == ()


def test_buttons_press_by_keyboard_and_have_names(qtbot):
    pressed = []
    button = shown(qtbot, make_button("保存", role="primary", icon_name="save", on_click=lambda: pressed.append(1)))
    qtbot.keyClick(button, Qt.Key.Key_Space)
    icon_button = shown(qtbot, IconButton("pencil", "编辑客户资料"))
    assert pressed == [1]
    assert icon_button.toolTip() == icon_button.accessibleName() == "编辑客户资料"
    assert icon_button.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_edits_have_names_and_margins(qtbot):
    number = shown(qtbot, NumberEdit("数量", 0, 10))
    date = shown(qtbot, DateEdit("生日"))
    assert number.lineEdit().textMargins().left() == 8
    assert (number.accessibleName(), date.accessibleName()) == ("数量", "生日")
    assert date.calendarWidget().firstDayOfWeek() == Qt.DayOfWeek.Monday


def test_avatar_paints_the_same_for_the_same_name(qtbot):
    one, other = shown(qtbot, Avatar("欧阳㛃", 40, "欧阳")), shown(qtbot, Avatar("欧阳㛃", 40, "欧阳"))
    assert one.grab().toImage() == other.grab().toImage()
    other.set_name("周志远")
    assert one.grab().toImage() != other.grab().toImage()


@pytest.mark.parametrize("role", ["", "primary", "ghost", "danger", "chip", "tab", "nav", "link"])
def test_focus_is_visible_on_every_kind_of_button(qtbot, role):
    page = QWidget()
    column = QVBoxLayout(page)
    button, other = make_button("保存", role=role), QLineEdit()
    column.addWidget(button)
    column.addWidget(other)
    active(qtbot, page)
    other.setFocus()
    size = button.size()
    without = button.grab().toImage()
    button.setFocus()
    assert button.grab().toImage() != without
    assert button.size() == size
    assert button.sizeHint().height() == size.height()


def test_everything_in_the_gallery_that_takes_focus_has_a_name(qtbot):
    page = shown(qtbot, gallery.build())
    nameless = []
    for widget in page.findChildren(QAbstractButton):
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isVisible():
            found = QAccessible.queryAccessibleInterface(widget)
            if not found.text(QAccessible.Text.Name):
                nameless.append(widget)
    assert nameless == []
    for note in page.findChildren(Notifications):
        note.clear()


def test_gallery_renders_both_themes(qtbot, tmp_path, dressed):
    paths = gallery.render(tmp_path)
    assert {path.name for path in paths} >= {"gallery-light.png", "gallery-dark.png", "combo-dark.png"}
    assert all(path.stat().st_size > 500 for path in paths)
    from ui.theme import theme

    theme.apply(dressed, "light")
    assert theme.tokens == LIGHT
