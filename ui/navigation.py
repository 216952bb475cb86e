"""The left edge of the window: brand, pages, settings, and who is working here."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop_crm.domain.fields import Values
from ui.actions import Actions
from ui.i18n import Translated
from ui.icons import app_mark, icon
from ui.pages.catalogue import PAGES
from ui.widgets import Avatar, ElidedLabel, make_button

WIDTH = 192

_TASKS = ("import", "export")
_BELOW = ("settings", "about")


class Navigation(Translated, QFrame):
    """Buttons of the pages. ``gone_to(page)`` tells a choice; the dialogs' buttons trigger their actions."""

    gone_to = Signal(str)
    profile_clicked = Signal()

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self._buttons: dict[str, QPushButton] = {}
        self._counts: dict[str, int] = {}
        self._facts: Values = {}
        self.setProperty("role", "nav")
        self.setObjectName("navigation")
        self.setFixedWidth(WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 16, 12, 12)
        column.setSpacing(2)
        column.addLayout(self._brand())
        self._group = QButtonGroup(self)
        for page in PAGES:
            self._add(page, column, checkable=True)
        column.addSpacing(14)
        for task in _TASKS:
            self._add(task, column)
        column.addStretch(1)
        for name in _BELOW:
            self._add(name, column)
        column.addWidget(self._profile())
        self._buttons["customers"].setChecked(True)
        self._group.buttonClicked.connect(self._clicked)
        self.retranslate()

    def go_to(self, page: str) -> None:
        """Mark a page as the one shown."""
        self._buttons[page].setChecked(True)

    def current(self) -> str:
        """Name of the page marked as the one shown."""
        return next((name for name, button in self._buttons.items() if button.isChecked()), "customers")

    def set_count(self, page: str, number: int) -> None:
        """Show how much waits on a page."""
        if self._counts.get(page, 0) != number:
            self._counts[page] = number
            self.retranslate()

    def set_profile(self, facts: Values) -> None:
        """Show who works here: the facts of the profile."""
        self._facts = facts
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text."""
        for name, button in self._buttons.items():
            text = self._actions[name].text()
            if self._counts.get(name):
                text = f"{text}  {self._counts[name]:,}"
            button.setText(f"  {text}")
            button.setAccessibleName(text)
        self.setAccessibleName(self.tr("导航"))
        self._title.setText(self.tr("客户管家"))
        connected = bool(self._facts.get("server_url"))
        name = str(self._facts.get("user_name") or "") or self.tr("本机用户")
        team, role = str(self._facts.get("team") or ""), self._role()
        if not connected or not (team or role):
            team, role = str(self._facts.get("company") or "") if connected else "", ""
            team = team or self.tr("尚未连接公司")
        self._name.setText(name)
        self._line.setText(team)
        self._line.setVisible(bool(team))
        self._title_of.setText(f"· {role}" if team and role else role)  # the team ends in dots before the role
        self._title_of.setVisible(bool(role))
        self._avatar.set_name(name)
        line = " · ".join(part for part in (team, role) if part)
        self._who.setAccessibleName(f"{name}，{line}")
        self._who.setToolTip(f"{name}\n{line}")

    def _role(self) -> str:
        """What this person is in the company; a role of a later server by its own name."""
        role = str(self._facts.get("role") or "")
        titles = {
            "rep": self.tr("业务员"),
            "manager": self.tr("经理"),
            "director": self.tr("总监"),
            "admin": self.tr("管理员"),
        }
        return titles.get(role, role)

    def _brand(self) -> QHBoxLayout:
        mark = QLabel()
        mark.setPixmap(app_mark(28, self.devicePixelRatioF()))
        self._title = ElidedLabel("", "brand")
        row = QHBoxLayout()
        row.setContentsMargins(8, 0, 0, 12)
        row.setSpacing(9)
        row.addWidget(mark)
        row.addWidget(self._title, 1)
        return row

    def _add(self, name: str, column: QVBoxLayout, *, checkable: bool = False) -> None:
        action: QAction = self._actions[name]
        button = make_button("", role="nav", checkable=checkable, parent=self)
        button.setObjectName(f"nav_{name}")
        button.setIcon(icon(self._actions.icon_name(name), "text2", on="accent"))
        button.setIconSize(QSize(18, 18))
        if checkable:
            self._group.addButton(button)
        else:
            button.clicked.connect(action.trigger)
        self._buttons[name] = button
        column.addWidget(button)

    def _profile(self) -> QWidget:
        self._who = make_button("", role="nav", parent=self, on_click=self.profile_clicked.emit)
        self._who.setObjectName("nav_profile")
        self._who.setFixedHeight(50)
        self._avatar = Avatar("", 32)
        self._name = ElidedLabel("", "section")
        self._line, self._title_of = ElidedLabel("", "muted"), ElidedLabel("", "muted")
        for part in (self._avatar, self._name, self._line, self._title_of):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._title_of.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._line.setMinimumWidth(1)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        place = QHBoxLayout()
        place.setSpacing(3)
        place.addWidget(self._line)
        place.addWidget(self._title_of)
        place.addStretch(1)
        words.addLayout(place)
        row = QHBoxLayout(self._who)
        row.setContentsMargins(7, 2, 3, 2)
        row.setSpacing(9)
        row.addWidget(self._avatar)
        row.addLayout(words, 1)
        return self._who

    def _clicked(self, button: QPushButton) -> None:
        self.gone_to.emit(next(name for name, known in self._buttons.items() if known is button))
