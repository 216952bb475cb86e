"""How the company's fields will look on the form: the real page, which nothing is saved from."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from desktop_crm.domain.custom.book import FormBook
from desktop_crm.domain.custom.definition import FormVersion
from desktop_crm.domain.custom.drafting import Fields
from desktop_crm.domain.fields import CUSTOM_TAB, FormKind
from ui.dialogs._frame import Dialog, scrolled, set_texts
from ui.forms.card_state import CardState
from ui.forms.cell import FieldCell
from ui.forms.sheet import TabPage
from ui.widgets import make_button

_VERSION = "preview"


class FormPreview(Dialog):
    """One may type to see what comes and goes; closing forgets it."""

    def __init__(self, fields: Fields, parent: QWidget | None = None) -> None:
        super().__init__("form_preview", parent, QSize(900, 560))
        book = FormBook((FormVersion(_VERSION, 1, "", "", "", fields),))
        self.state = CardState(FormKind.INDIVIDUAL, {}, record=book.record)
        self.page = TabPage(self.state, CUSTOM_TAB)
        self.page.edited.connect(self._typed)
        self.body.addWidget(scrolled(self.page), 1)
        self.close_button = make_button("", role="primary", on_click=self.accept)
        self.close_button.setObjectName("close")
        self.foot.addStretch(1)
        self.foot.addWidget(self.close_button)
        self.settle()

    def retranslate(self) -> None:
        """Set every text."""
        self.set_head(self.tr("预览：补充资料"), self.tr("新建客户时看到的样子。可以试填，不会保存。"))
        set_texts(self.close_button, self.tr("关闭"))

    def _typed(self, _cell: FieldCell) -> None:
        values = {name: raw for name, raw in self.state.row.given().items() if isinstance(raw, str | bool | tuple)}
        self.page.follow(values)
