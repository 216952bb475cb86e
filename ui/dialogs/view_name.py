"""Asks for the name of a view of the customer list, and of a new one who sees it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QRadioButton, QWidget

from desktop_crm.domain.saved_view import SAVED_VIEW, Audience
from ui.dialogs._frame import Dialog, set_texts
from ui.forms.lines import LineEdit
from ui.widgets import make_button, make_label


class NameDialog(Dialog):
    """``named(name, Audience)``; it stays open with a message when that was refused.

    ``audiences`` are the words for who may see a new view, none for one that is renamed; without a ``team`` it cannot
    be a team.
    """

    named = Signal(str, object)

    def __init__(
        self, parent: QWidget, name: str = "", *, audiences: Mapping[Audience, str] | None = None, team: str = ""
    ) -> None:
        super().__init__("view_name_dialog", parent, QSize(440, 310 if audiences else 200))
        self._new = audiences is not None
        self._label, self._who = make_label(role="key"), make_label(role="key")
        self.line = LineEdit()
        self.line.setProperty("role", "")
        self.line.setObjectName("view_name")
        self.line.setMaxLength(SAVED_VIEW["name"].max_length)
        self.line.setText(name)
        self.line.selectAll()
        self.body.addWidget(self._label)
        self.body.addWidget(self.line)
        self.audiences: dict[Audience, QRadioButton] = {}
        self._group = QButtonGroup(self)
        if audiences is not None:
            self.body.addWidget(self._who)
        for audience, words in (audiences or {}).items():
            button = QRadioButton(words)
            button.setObjectName(f"view_{audience.value}")
            button.setEnabled(bool(team) or audience is not Audience.TEAM)
            button.setChecked(audience is Audience.PRIVATE)
            self._group.addButton(button)
            self.audiences[audience] = button
            self.body.addWidget(button)
        self.body.addStretch(1)
        self.cancel = make_button("", on_click=self.reject)
        self.ok: QPushButton = make_button("", role="primary", on_click=self._take)
        self.ok.setObjectName("view_name_ok")
        self.ok.setDefault(True)
        self.foot.addStretch(1)
        self.foot.addWidget(self.cancel)
        self.foot.addWidget(self.ok)
        self.settle()
        self.line.setFocus()

    def retranslate(self) -> None:
        """Set every text."""
        self.set_head(self.tr("保存视图") if self._new else self.tr("重命名视图"))
        self._label.setText(self.tr("名称"))
        self._who.setText(self.tr("谁看得到"))
        self.line.setAccessibleName(self.tr("名称"))
        set_texts(self.cancel, self.tr("取消"))
        set_texts(self.ok, self.tr("保存"))

    def _take(self) -> None:
        name = self.line.text().strip()
        if not name:
            self.say(self.tr("请写一个名称。"), "warning")
            self.line.setFocus()
            return
        chosen = (audience for audience, button in self.audiences.items() if button.isChecked())
        self.named.emit(name, next(chosen, Audience.PRIVATE))
