"""Upper part of the card: who it is, what can be done at once, and what needs attention."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_crm.queries.customers import CustomerCard
from ui.card.words import head_pills, under_name
from ui.i18n import Translated, language
from ui.widgets import Avatar, Banner, ElidedLabel, IconButton, Pills, make_button


class CardHead(Translated, QWidget):
    """``wanted(action)`` asks for an action of the window by its identifier."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._card: CustomerCard | None = None
        self._today = date.min
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(self._identity())
        column.addLayout(self._quick())
        self.banner = Banner()
        self.banner.setObjectName("card_banner")
        self._cure = self.banner.add_action("", self._cure_clicked)
        column.addWidget(self.banner)
        self.retranslate()

    def button(self, name: str) -> QWidget:
        """Return the button that wants a call or a letter."""
        return self._mail if name == "mail" else self._phone

    def show_card(self, card: CustomerCard, today: date) -> None:
        """Show another card."""
        self._card, self._today = card, today
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text."""
        self._edit.set_name(self.tr("编辑"))
        self.more.set_name(self.tr("更多操作"))
        for button, text, tip in (
            (self._phone, self.tr("电话"), self.tr("打电话")),
            (self._mail, self.tr("邮件"), self.tr("写邮件")),
            (self._print, self.tr("打印"), self.tr("打印客户信息表")),
        ):
            button.setText(text)
            button.setToolTip(tip)
            button.setAccessibleName(tip)
        if self._card is not None:
            self._fill(self._card)

    def _fill(self, card: CustomerCard) -> None:
        name = card.display_name or self.tr("（未填姓名）")
        self._avatar.set_name(name)
        self._name.setText(name)
        self._under.setText(under_name(card, language(), self._today))
        self._pills.set_items(head_pills(card, language()))
        self._mail.setEnabled(bool(card.values.get("email")))
        self._phone.setEnabled(bool(card.values.get("mobile_phone") or card.values.get("landline_phone")))
        self._edit.setEnabled(not card.deleted)
        self._set_banner(card)

    def _set_banner(self, card: CustomerCard) -> None:
        if card.deleted:
            self._say(self.tr("这位客户在回收站里"), "error", self.tr("恢复"))
        elif card.open_conflicts:
            self._say(self.tr("%n 处冲突待处理", "", card.open_conflicts), "warning", self.tr("查看"))
        elif card.values.get("record_status") == "draft":
            self._say(self.tr("草稿：资料未填完整或有误"), "warning", self.tr("补充"))
        else:
            self.banner.hide()

    def _say(self, text: str, kind: str, action: str) -> None:
        self.banner.set_message(text, kind)
        self._cure.setText(action)
        self.banner.show()

    def _cure_clicked(self) -> None:
        if self._card is None:
            return
        if self._card.deleted:
            self.wanted.emit("restore")
        else:
            self.wanted.emit("conflicts" if self._card.open_conflicts else "edit")

    def _identity(self) -> QHBoxLayout:
        self._avatar = Avatar("", 52)
        self._name = ElidedLabel("", "name")
        self._under = ElidedLabel("", "muted")
        self._pills = Pills()
        self._edit = IconButton("pencil", "", self)
        self._edit.setObjectName("card_edit")
        self._edit.clicked.connect(self._edit_clicked)
        self.more = IconButton("ellipsis", "", self)
        self.more.setObjectName("card_more")
        self.more.clicked.connect(self._more_clicked)
        names = QHBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._name)
        names.addSpacing(6)
        names.addWidget(self._under)
        names.addStretch(1)
        names.addWidget(self._edit)
        names.addWidget(self.more)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addLayout(names)
        words.addWidget(self._pills)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._avatar, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        return row

    def _quick(self) -> QHBoxLayout:
        self._phone = make_button("", icon_name="phone", parent=self, on_click=self._phone_clicked)
        self._mail = make_button("", icon_name="mail", parent=self, on_click=self._mail_clicked)
        self._print = make_button("", icon_name="printer", parent=self, on_click=self._print_clicked)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button, name in ((self._phone, "phone"), (self._mail, "mail"), (self._print, "print")):
            button.setObjectName(f"card_{name}")
            row.addWidget(button, 1)
        return row

    def _edit_clicked(self) -> None:
        self.wanted.emit("edit")

    def _more_clicked(self) -> None:
        self.wanted.emit("menu")

    def _phone_clicked(self) -> None:
        self.wanted.emit("call")

    def _print_clicked(self) -> None:
        self.wanted.emit("print")

    def _mail_clicked(self) -> None:
        self.wanted.emit("mail")
