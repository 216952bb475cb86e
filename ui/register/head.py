"""Above the list: title, search, the main buttons; the chips; and the bar that appears with a selection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication, QSignalBlocker, QSize, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.actions import Actions
from ui.i18n import Translated
from ui.register.filters import ALWAYS, CHIPS
from ui.register.views import ViewButton
from ui.widgets import ChipRow, ElidedLabel, SearchBox, Spinner, make_button, make_label
from ui.widgets.buttons import Chip


class RegisterHead(Translated, QWidget):
    """Title line. ``searched(text)`` while one types."""

    searched = Signal(str)

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self._total, self._new, self._exact = 0, 0, False
        self._title = make_label(role="title")
        self._count = ElidedLabel("", "muted")
        self._count.setObjectName("register_count")
        self._spinner = Spinner("", 14)
        self._spinner.hide()
        self.search = SearchBox("")
        self.search.setObjectName("search")
        self.search.setMinimumWidth(180)
        self.search.setMaximumWidth(330)
        self.search.searched.connect(self.searched)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addLayout(self._words(), 1)
        row.addWidget(self.search, 2)
        self._buttons = {name: self._button(name, row) for name in ("import", "export", "new")}
        self.retranslate()

    def set_counts(self, total: int, new: int, *, exact: bool) -> None:
        """Show how many customers there are and how many are new this month."""
        self._total, self._new, self._exact = total, new, exact
        self._set_count()

    def set_busy(self, busy: object) -> None:
        """Turn the spinner while the list is being read."""
        self._spinner.setVisible(bool(busy))

    def retranslate(self) -> None:
        """Set every text."""
        self._title.setText(self.tr("客户"))
        self._spinner.setAccessibleName(self.tr("正在读取"))
        self.search.set_texts(self.tr("搜索客户"), self.tr("搜索姓名、拼音首字母、电话、地址"))
        for name, button in self._buttons.items():
            text = self._actions[name].text()
            button.setText(text)
            button.setAccessibleName(text)
            button.setToolTip(_with_keys(self._actions[name]))
        self._set_count()

    def _set_count(self) -> None:
        text = self.tr("共 %1 位").replace("%1", f"{self._total:,}") if self._exact else ""
        if self._exact and self._new:
            text = f"{text} · {self.tr('本月新增 %n 位', '', self._new)}"
        self._count.setText(text)

    def _words(self) -> QVBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(self._count)
        line.addWidget(self._spinner)
        line.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self._title)
        column.addLayout(line)
        return column

    def _button(self, name: str, row: QHBoxLayout) -> QPushButton:
        icons = {"import": "upload", "export": "download", "new": "plus"}
        button = make_button("", role="primary" if name == "new" else "", icon_name=icons[name], parent=self)
        button.setObjectName(f"button_{name}")
        button.clicked.connect(self._actions[name].trigger)
        row.addWidget(button)
        return button


class ChipBar(Translated, QWidget):
    """Chips with counts, and the buttons of the popovers."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: Mapping[str, int] = {}
        self._active, self._group, self._chosen = 0, "", "all"
        self.chips = ChipRow("")
        self.chips.setObjectName("chips")
        self.chips.chosen.connect(self.chosen)
        self.filter_button = make_button("", role="ghost", icon_name="list-filter", parent=self)
        self.filter_button.setObjectName("button_filter")
        self.group_button = make_button("", role="ghost", icon_name="list-checks", parent=self)
        self.group_button.setObjectName("button_group")
        self.column_button = make_button("", role="ghost", icon_name="columns-3", parent=self)
        self.column_button.setObjectName("button_columns")
        self.card_button = make_button("", role="ghost", icon_name="panel-right", parent=self, checkable=True)
        self.card_button.setObjectName("button_card")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        self.views = ViewButton()
        self.views.changed.connect(self._fit)
        row.addWidget(self.views)
        row.addSpacing(6)
        row.addWidget(self.chips, 1)
        for button in self._side():
            row.addWidget(button)
        self.retranslate()

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """Show the counts; chips that count nothing go unless chosen."""
        self._counts = counts
        self._fit()

    def show_chip(self, name: str) -> None:
        """Show a chip as the chosen one; nothing is told back."""
        blocker = QSignalBlocker(self.chips)
        self._chosen = name if name in CHIPS else "all"
        self._fit()
        self.chips.choose(self._chosen)
        blocker.unblock()

    def set_active_filters(self, number: int) -> None:
        """Show on the filter button how many choices are in force."""
        self._active = number
        self.retranslate()

    def set_group(self, name: str) -> None:
        """Show on its button what the list is grouped by."""
        self._group = name
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text."""
        self.chips.setAccessibleName(self.tr("快速筛选"))
        text = self.tr("筛选")
        self.filter_button.setText(f"{text} {self._active}" if self._active else text)
        self.column_button.setText(self.tr("列"))
        self.card_button.setAccessibleName(self.tr("显示客户卡片"))
        self.card_button.setToolTip(self.tr("显示客户卡片"))
        group = self.tr("分组：%1").replace("%1", self._group) if self._group else self.tr("分组")
        self.group_button.setText(group)
        for button in (self.filter_button, self.group_button, self.column_button):
            button.setAccessibleName(button.text())
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many chips as fit."""
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Room for one chip; the others are left out where they do not fit."""
        return QSize(320, super().minimumSizeHint().height())

    def _fit(self) -> None:
        current = self._chosen
        wanted = [name for name in CHIPS if name in ALWAYS or name == current or self._counts.get(name)]
        buttons = (self.views, *self._side())
        room = self.width() - sum(b.sizeHint().width() + 2 for b in buttons if not b.isHidden()) - 28
        chips = [self._chip(name) for name in wanted]
        widths = [self._chip_width(chip) for chip in chips]
        while len(chips) > 1 and sum(widths) > room:
            place = next(i for i in range(len(chips) - 1, -1, -1) if chips[i].key not in ("all", current))
            del chips[place], widths[place]
            if all(chip.key in ("all", current) for chip in chips):
                break
        self.chips.set_chips(chips)

    def _side(self) -> tuple[QPushButton, ...]:
        return self.filter_button, self.group_button, self.column_button, self.card_button

    def _chip(self, name: str) -> Chip:
        return Chip(name, QCoreApplication.translate("Chips", CHIPS[name]), self._counts.get(name))

    def _chip_width(self, chip: Chip) -> int:
        return int(self.fontMetrics().horizontalAdvance(chip.caption()) * 1.06) + 28 + 8


#: Commands whose icon is known everywhere: there is no room for all words.
_PLAIN = frozenset({"to_campaign", "print", "export", "delete"})


class SelectionBar(Translated, QFrame):
    """Appears when several customers are selected."""

    dismissed = Signal()

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self._number = 0
        self.setProperty("role", "banner")
        self.setProperty("kind", "info")
        self.setObjectName("selection_bar")
        self._label = ElidedLabel("", "banner-info")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 5, 8, 5)
        row.setSpacing(8)
        row.addWidget(self._label, 1)
        self._buttons: dict[str, QPushButton] = {}
        for name, symbol in (
            ("bulk_edit", "square-pen"),
            ("merge", "git-merge"),
            ("to_campaign", "megaphone"),
            ("print", "printer"),
            ("export", "download"),
            ("delete", "trash-2"),
        ):
            button = make_button("", size="small", icon_name=symbol, parent=self)
            button.setObjectName(f"selection_{name}")
            button.clicked.connect(actions[name].trigger)
            self._buttons[name] = button
            row.addWidget(button)
        self._dismiss = make_button("", role="ghost", size="small", parent=self, on_click=self.dismissed.emit)
        row.addWidget(self._dismiss)
        self.hide()
        self.retranslate()

    def set_number(self, number: int) -> None:
        """Show for two and more."""
        self._number = number
        self.setVisible(number > 1)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text."""
        self._label.setText(self.tr("已选 %n 位客户", "", self._number))
        self.setAccessibleName(self._label.text())
        for name, button in self._buttons.items():
            text = self.tr("删除") if name == "delete" else self._actions[name].text()
            button.setText("" if name in _PLAIN else text)
            button.setToolTip(text if name in _PLAIN else "")
            button.setAccessibleName(text)
        self._dismiss.setText(self.tr("取消选择"))
        self._dismiss.setAccessibleName(self._dismiss.text())


def _with_keys(action: QAction) -> str:
    keys: Sequence[str] = [key.toString() for key in action.shortcuts()]
    return f"{action.text()} ({keys[0]})" if keys else action.text()
