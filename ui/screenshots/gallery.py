"""Pictures of every widget in both themes: ``python -m ui.screenshots.gallery OUTDIR``."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QDate, QSize, QStringListModel, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QApplication,
    QCalendarWidget,
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QGridLayout,
    QGroupBox,
    QHBoxLayout,
    QLayout,
    QLineEdit,
    QListView,
    QMenu,
    QMessageBox,
    QPlainTextEdit,
    QRadioButton,
    QSplitter,
    QTableView,
    QTabWidget,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from ui.i18n import SOURCE, languages
from ui.icons import icon
from ui.notifications import Notifications
from ui.theme import Mode, set_role, theme
from ui.widgets import (
    Avatar,
    Banner,
    ChipRow,
    Dot,
    ElidedLabel,
    EmptyState,
    FlowLayout,
    IconButton,
    KeyValueList,
    MaskedLabel,
    Panel,
    Pill,
    Pills,
    ProgressLine,
    SearchBox,
    SectionHeader,
    Separator,
    Spinner,
    make_button,
    make_label,
)
from ui.widgets.buttons import Chip
from ui.widgets.date_edit import DateEdit, dress_calendar
from ui.widgets.number_edit import NumberEdit

_LONG = "绍兴市越城区解放大道 188 号鉴湖商务中心 3 幢 1206 室"


def _row(*widgets: QWidget, stretch: bool = True) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for widget in widgets:
        row.addWidget(widget)
    if stretch:
        row.addStretch(1)
    return row


def _panel(title: str, *parts: QWidget | QLayout) -> Panel:
    panel = Panel(margin=16, spacing=10)
    panel.body.addWidget(SectionHeader(title))
    for part in parts:
        if isinstance(part, QWidget):
            panel.body.addWidget(part)
        else:
            panel.body.addLayout(part)
    panel.body.addStretch(1)
    return panel


def _buttons() -> Panel:
    off = make_button("停用")
    off.setEnabled(False)
    off_primary = make_button("停用", role="primary")
    off_primary.setEnabled(False)
    with_menu = make_button("更多")
    set_role(with_menu, "true", "popup")
    menu = QMenu(with_menu)
    menu.addAction("打印")
    with_menu.setMenu(menu)
    first = _row(
        make_button("新建客户", role="primary", icon_name="plus"),
        make_button("导入", icon_name="upload"),
        make_button("筛选", role="ghost", icon_name="list-filter"),
        make_button("删除", role="danger", icon_name="trash-2"),
        make_button("了解更多", role="link"),
    )
    second = _row(off, off_primary, with_menu, make_button("小按钮", size="small", icon_name="plus"))
    tabs = [make_button(text, role="tab", checkable=True) for text in ("资料", "家庭成员 3", "联系记录 24")]
    tabs[0].setChecked(True)
    chips = ChipRow("快速筛选")
    chips.set_chips([Chip("all", "全部"), Chip("key", "重点客户", 86), Chip("due", "今日待回访", 5)])
    nav = make_button("客户", role="nav", icon_name="users", checkable=True)
    nav.setChecked(True)
    icons = _row(IconButton("pencil", "编辑"), IconButton("ellipsis", "更多"), IconButton("x", "关闭", small=True))
    return _panel(
        "按钮", first, second, chips, _row(*tabs), nav, make_button("统计", role="nav", icon_name="chart-column"), icons
    )


def _fields() -> Panel:
    grid = QGridLayout()
    grid.setSpacing(10)
    wrong = QLineEdit("1380013800")
    set_role(wrong, "error", "state")
    odd = QLineEdit("王小二")
    set_role(odd, "warning", "state")
    fixed = QLineEdit("KH-2026-000128")
    fixed.setReadOnly(True)
    off = QLineEdit("停用")
    off.setEnabled(False)
    empty = QLineEdit()
    empty.setPlaceholderText("占位文字")
    combo = QComboBox()
    combo.addItems(["A（优）", "B（良）", "C（中）"])
    editable = QComboBox()
    editable.setEditable(True)
    editable.addItems(["浙江", "江苏"])
    number = NumberEdit("数量")
    number.setValue(42)
    date = DateEdit("生日")
    date.setDate(QDate(2026, 11, 1))
    fields: list[QWidget] = [QLineEdit("欧阳㛃"), empty, wrong, odd, fixed, off, combo, editable, number, date]
    for place, field in enumerate(fields):
        grid.addWidget(field, place // 2, place % 2)
    plain = QPlainTextEdit("确认春季面料样卡，要求周五前报价；提到对手价低 3%。")
    plain.setFixedHeight(62)
    rich = QTextEdit("<b>备注</b> 可选中复制")
    rich.setFixedHeight(44)
    search = SearchBox("搜索客户", "搜索姓名、拼音首字母、电话、地址")
    hint = make_label("电话应为 11 位，现在是 10 位", "error")
    return _panel("输入", search, grid, hint, plain, rich)


def _choices() -> Panel:
    boxes: list[QWidget] = []
    for state in (Qt.CheckState.Unchecked, Qt.CheckState.PartiallyChecked, Qt.CheckState.Checked):
        box = QCheckBox("复选")
        box.setTristate(True)
        box.setCheckState(state)
        boxes.append(box)
    off = QCheckBox("停用")
    off.setChecked(True)
    off.setEnabled(False)
    radio = QRadioButton("男")
    radio.setChecked(True)
    tabs = QTabWidget()
    for name in ("基本资料", "更多", "历史"):
        page = QWidget()
        QVBoxLayout(page).addWidget(make_label("页面内容", "body"))
        tabs.addTab(page, name)
    group = QGroupBox("分组")
    QVBoxLayout(group).addWidget(QCheckBox("打印时带上照片"))
    progress = ProgressLine("正在导入 客户名单.xlsx")
    progress.set_progress(642, 1284)
    progress.add_action(make_button("取消", size="small"))
    return _panel(
        "选择", _row(*boxes, off), _row(radio, QRadioButton("女")), tabs, group, progress, Spinner("载入中", 28)
    )


def _marks() -> Panel:
    tones = ("green", "blue", "amber", "grey", "red", "purple")
    pills = Pills(
        [
            ("成交", "green"),
            ("意向", "blue"),
            ("已报价", "amber"),
            ("线索", "grey"),
            ("流失", "red"),
            ("合作", "purple"),
        ]
    )
    avatars = _row(*(Avatar(name, 36) for name in "欧周李单曾黄赵"), Avatar("欧阳㛃", 52, "欧阳"))
    dots = _row(*(Dot(tone) for tone in tones), Pill("A", "amber"))
    narrow = Pills(pills._items)
    narrow.setFixedWidth(150)
    secret = MaskedLabel("证件号码")
    secret.set_value("11010119900307002X", "1101 **** **** 002X")
    open_secret = MaskedLabel("移动电话")
    open_secret.set_value("13800138000", "138 **** 8000")
    open_secret.toggle()
    rows = KeyValueList()
    rows.set_rows(
        [("籍贯", "浙江绍兴"), ("证件号码", secret), ("移动电话", open_secret), ("通讯地址", _LONG), ("备注", "")]
    )
    elided = ElidedLabel(_LONG)
    elided.setFixedWidth(220)
    flow_host = QWidget()
    flow = FlowLayout(flow_host)
    for text in ("轻纺出口", "长期合作", "要求账期 60 天", "展会认识", "转介绍", "需要样卡"):
        flow.addWidget(Pill(text, "grey"))
    return _panel("标记", avatars, pills, narrow, dots, Separator(), rows, elided, flow_host)


def _banners() -> Panel:
    banners: list[QWidget] = []
    for kind, text in (
        ("info", "本机数据已加密。"),
        ("success", "已导入 1,284 位客户。"),
        ("warning", "下次回访　明天 10:00 · 送样卡"),
        ("error", "磁盘已满，没有保存。"),
    ):
        banner = Banner(text, kind)
        if kind == "error":
            banner.add_action("重试", banner.hide)
        banners.append(banner)
    empty = EmptyState("users", "还没有客户", "新建第一位客户，或从 Excel 名单导入。先看看示例数据也可以。")
    empty.add_action(make_button("从 Excel 导入", icon_name="file-spreadsheet"))
    empty.add_action(make_button("新建客户", role="primary", icon_name="plus"))
    return _panel("提示与空白页", *banners, empty)


def _views() -> Panel:
    model = QStandardItemModel(30, 4)
    model.setHorizontalHeaderLabels(["客户", "地区", "电话", "年成交额"])
    for row in range(30):
        for column, text in enumerate(("周志远", "江苏 · 苏州", "139 0575 1234", f"{row * 1284:,}")):
            model.setItem(row, column, QStandardItem(text))
    table = QTableView()
    model.setParent(table)
    table.setModel(model)
    table.verticalHeader().hide()
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    table.setShowGrid(False)
    table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
    table.selectRow(1)
    table.setSortingEnabled(True)
    table.setMinimumWidth(300)
    items = QListView()
    items.setModel(QStringListModel(["工作台", "客户", "联系记录", "商机"], items))
    items.setCurrentIndex(items.model().index(1, 0))
    split = QSplitter()
    split.addWidget(table)
    split.addWidget(items)
    split.setSizes([320, 140])
    calendar = QCalendarWidget()
    dress_calendar(calendar)
    calendar.setSelectedDate(QDate(2026, 11, 22))
    calendar.setFixedHeight(250)
    return _panel("列表与日历", split, calendar)


def build() -> QWidget:
    """Build a page with every widget."""
    page = QWidget()
    page.setProperty("role", "page")
    grid = QGridLayout(page)
    grid.setContentsMargins(20, 20, 20, 20)
    grid.setSpacing(14)
    for place, part in enumerate((_buttons(), _fields(), _choices(), _marks(), _banners(), _views())):
        grid.addWidget(part, place // 3, place % 3)
    notes = Notifications(page)
    notes.post("已删除 欧阳㛃", kind="success", action="撤销", on_action=page.update)
    return page


def popups() -> dict[str, QWidget]:
    """Build things that open on their own: menu, message box, open combo box."""
    menu = QMenu()
    menu.addAction(icon("pencil"), "编辑")
    menu.addAction(icon("copy"), "复制").setEnabled(False)
    menu.addSeparator()
    checked = menu.addAction("显示头像")
    checked.setCheckable(True)
    checked.setChecked(True)
    menu.addMenu("移动到")
    menu.setActiveAction(checked)
    box = QMessageBox(QMessageBox.Icon.Question, "删除客户", "删除 欧阳㛃？")
    box.setInformativeText("资料移到回收站，30 天内可以恢复。")
    box.setStandardButtons(QMessageBox.StandardButton.Cancel | QMessageBox.StandardButton.Yes)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
    combo = QComboBox()
    combo.addItems(["A（优）", "B（良）", "C（中）", "D（差）"])
    combo.setFixedWidth(180)
    return {"menu": menu, "message": box, "buttons": buttons, "combo": combo}


def render(folder: Path) -> list[Path]:
    """Write the pictures of both themes; return their paths."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(app, QApplication):
        raise RuntimeError("a QApplication is needed")
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    for mode in (Mode.LIGHT, Mode.DARK):
        theme.apply(app, mode)
        languages.install(SOURCE)
        page = build()
        page.resize(QSize(1500, 1120))
        shown: dict[str, QWidget] = {"gallery": page, **popups()}
        for name, widget in shown.items():
            widget.show()
            if isinstance(widget, QComboBox):
                widget.showPopup()
                shown_part: QWidget = widget.view().window()
            else:
                shown_part = widget
            for _ in range(4):
                app.processEvents()
            path = folder / f"{name}-{mode}.png"
            shown_part.grab().save(str(path))
            written.append(path)
            if isinstance(widget, QComboBox):
                widget.hidePopup()
            widget.close()
            widget.deleteLater()
    return written


def main() -> int:
    """Render into the folder named on the command line."""
    if len(sys.argv) != 2:
        sys.stderr.write("python -m ui.screenshots.gallery OUTDIR\n")
        return 2
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    for path in render(Path(sys.argv[1])):
        sys.stdout.write(f"{path}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
