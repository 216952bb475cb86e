"""Settings: looks, who works here, backups, the company's server, the file on this laptop."""

from __future__ import annotations

from PySide6.QtCore import QSize, Slot
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from ui.context import Context
from ui.dialogs._backups import BackupsPage
from ui.dialogs._forms import FormsPage
from ui.dialogs._frame import Dialog, order_tabs, scrolled, set_texts
from ui.dialogs._parameters import ParametersPage
from ui.dialogs._settings_pages import CompanyPage, LooksPage, SettingsPage, StoragePage, WhoPage
from ui.icons import icon
from ui.widgets import make_button

_NAV_WIDTH = 204
#: Pages and their icons, in order.
PAGES = (
    ("looks", "sun-moon"),
    ("who", "user-round"),
    ("company", "cloud"),
    ("parameters", "list-checks"),
    ("forms", "file-pen"),
    ("backups", "archive-restore"),
    ("storage", "hard-drive"),
)


def open_settings(context: Context, parent: QWidget | None, page: str = "looks") -> SettingsDialog:
    """Show the settings over ``parent`` at one of :data:`PAGES`; returns at once."""
    dialog = SettingsDialog(context, parent)
    dialog.go_to(page)
    dialog.open()
    return dialog


class SettingsDialog(Dialog):
    """Pages at the left, their settings at the right; everything counts at once."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("settings_dialog", parent, QSize(900, 580))
        self.pages: dict[str, SettingsPage] = {
            "looks": LooksPage(context),
            "who": WhoPage(context),
            "company": CompanyPage(context),
            "parameters": ParametersPage(context),
            "forms": FormsPage(context),
            "backups": BackupsPage(context),
            "storage": StoragePage(context),
        }
        self._stack = QStackedWidget()
        self._buttons: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(20)
        row.addLayout(self._navigation())
        line = QFrame()
        line.setProperty("role", "separator")
        line.setProperty("kind", "vertical")
        row.addWidget(line)
        row.addWidget(self._stack, 1)
        self.body.addLayout(row, 1)
        self.close_button = make_button("", role="primary", on_click=self.accept)
        self.close_button.setObjectName("close")
        self.foot.addStretch(1)
        self.foot.addWidget(self.close_button)
        for page in self.pages.values():
            page.said.connect(self.say)
        self._group.buttonClicked.connect(self._clicked)
        self.settle()
        self.go_to("looks")

    def _navigation(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(4)
        for name, icon_name in PAGES:
            button = make_button("", role="nav", checkable=True)
            button.setObjectName(f"page_{name}")
            button.setProperty("page", name)
            button.setFixedWidth(_NAV_WIDTH)
            button.setIcon(icon(icon_name, "text2", on="accent"))
            button.setIconSize(QSize(18, 18))
            self._group.addButton(button)
            self._buttons[name] = button
            column.addWidget(button)
            self._stack.addWidget(scrolled(self.pages[name]))
        column.addStretch(1)
        return column

    def go_to(self, name: str) -> None:
        """Show a page. KeyError for an unknown name."""
        self._buttons[name].setChecked(True)
        self._buttons[name].setFocus()
        self._stack.setCurrentIndex(list(self.pages).index(name))
        self.pages[name].refresh()
        self.say("")
        order_tabs(self)

    def retranslate(self) -> None:
        """Set every text."""
        self.set_head(self.tr("设置"))
        words = (
            self.tr("外观和语言"),
            self.tr("签单与编号"),
            self.tr("公司服务器"),
            self.tr("公司参数"),
            self.tr("表单与字段"),
            self.tr("备份"),
            self.tr("本机资料"),
        )
        for button, text in zip(self._buttons.values(), words, strict=True):
            button.setText(f"  {text}")
            button.setAccessibleName(text)
        set_texts(self.close_button, self.tr("完成"))

    @Slot(QPushButton)
    def _clicked(self, button: QPushButton) -> None:
        self.go_to(str(button.property("page")))

    def done(self, result: int) -> None:
        """Keep what is still being typed."""
        for page in self.pages.values():
            page.keep()
        super().done(result)
