"""What is being typed beside the card it may be: open that one, say that it is somebody else, or go on."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_crm.services.duplicates import Match
from ui.context import Context
from ui.dialogs._frame import Dialog, set_texts
from ui.duplicates.compare import CompareModel, CompareTable, Side
from ui.duplicates.words import against, certainty, why
from ui.revealing import Wish, reveal
from ui.widgets import IconButton, make_button, make_label

_SIZE = QSize(860, 560)
_ALL = 9


class CompareDialog(Dialog):
    """``open_wanted(customer id)``; ``apart_wanted(Match)``. Raises NotFound when the other card is gone."""

    open_wanted = Signal(str)
    apart_wanted = Signal(object)

    def __init__(self, context: Context, typed: Side, match: Match, parent: QWidget | None) -> None:
        super().__init__("compare_dialog", parent, _SIZE)
        self._context, self._match = context, match
        self.model = CompareModel(self)
        self.table = CompareTable(self.model)
        self._against = make_label(role="muted", wrap=True)
        self._eye = IconButton("eye", "", small=True)
        self._eye.clicked.connect(self._toggle)
        self._open = make_button("", on_click=self._open_other)
        self._apart = make_button("", on_click=self._tell_apart)
        self._on = make_button("", role="primary", on_click=self.accept)
        self._typed, self._other = typed, Side.of_card(context.app.queries.card(match.id))
        line = QHBoxLayout()
        line.addWidget(self._against, 1)
        line.addWidget(self._eye)
        self.body.addLayout(line)
        self.body.addWidget(self.table, 1)
        self.foot.addWidget(self._open)
        self.foot.addStretch(1)
        self.foot.addWidget(self._apart)
        self.foot.addWidget(self._on)
        QShortcut(QKeySequence("Shift+F7"), self).activated.connect(self._tell_apart)
        self.model.show_sides(self._typed, self._other)
        self.settle()
        self._on.setFocus()

    def retranslate(self) -> None:
        """Set every text."""
        score = self._match.score
        lead = f"{why(score.reasons, _ALL)} · {certainty(score.band, score.percent)}"
        self.set_head(self.tr("是同一位客户吗？"), lead)
        self._against.setText(self.tr("不同之处：%1").replace("%1", against(score.reasons) or "—"))
        self._eye.set_name(self.tr("显示或隐藏敏感内容"))
        self._eye.setVisible(self.model.has_secrets())
        set_texts(self._open, self.tr("打开 %1").replace("%1", self._match.customer_no))
        set_texts(self._apart, self.tr("不是同一位"))
        set_texts(self._on, self.tr("继续填写"))
        self.table.setAccessibleName(self.tr("并排比较"))

    def _toggle(self) -> None:
        if self.model.is_open:
            self._show(opened=False)
        else:
            wish = Wish(self, lambda: self._show(opened=True), [{"fields": "comparison"}])
            reveal(self._context, [self._match.id], wish)

    def _show(self, *, opened: bool) -> None:
        self.model.reveal(opened=opened)
        self._eye.set_icon("eye-off" if opened else "eye", "text3")

    def _open_other(self) -> None:
        self.accept()
        self.open_wanted.emit(self._match.id)

    def _tell_apart(self) -> None:
        self.accept()
        self.apart_wanted.emit(self._match)
