"""The manager's decision: one owner or shares, one price, and the reason everybody reads."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop_crm.domain.file_choices import DEAD_QUOTES
from desktop_crm.errors import CrmError
from desktop_crm.queries.claims import Case
from desktop_crm.services.claims import Decision
from ui.claims.words import ground_word, money
from ui.context import Context
from ui.dialogs._fields import LabelledField, LineField
from ui.dialogs._frame import Dialog, set_texts
from ui.widgets import ElidedLabel, make_button
from ui.widgets.number_edit import NumberEdit

_WHOLE = 100


class DecideDialog(Dialog):
    """``decided``: the decision is saved. With ``dismiss`` the decision is that they are different customers."""

    decided = Signal()

    def __init__(self, context: Context, case: Case, *, dismiss: bool = False, parent: QWidget | None = None) -> None:
        super().__init__("decide_case", parent, QSize(560, 420 if not dismiss else 280))
        self._context, self._case, self._dismiss = context, case, dismiss
        self.owner, self.quote = QComboBox(), QComboBox()
        self._owner_field = LabelledField(self.owner, "case_owner")
        self._quote_field = LabelledField(self.quote, "case_quote")
        self.split = QCheckBox()
        self.split.setObjectName("case_split")
        self.shares: dict[str, NumberEdit] = {}
        self._share_rows = QWidget()
        self.reason = LineField("case_reason", longest=500)
        self._fill()
        self._lay_out()
        self.settle()
        (self.reason.edit if dismiss else self.owner).setFocus()

    def retranslate(self) -> None:
        """Set every text."""
        title = self.tr("不是同一客户") if self._dismiss else self.tr("裁定撞单")
        if self._dismiss:
            lead = self.tr("各张档案保持原样，冻结的报价恢复；这些档案不会再成为撞单。")
        else:
            lead = self.tr("档案合并为一张，只有一个报价有效，其余报价撤回。可以离线裁定，服务器收到后最终生效。")
        self.set_head(f"{title} · {self._case.name}", lead)
        self._owner_field.set_texts(self.tr("归属"))
        self._quote_field.set_texts(self.tr("有效报价"))
        self.split.setText(self.tr("几个人分成"))
        self.reason.set_texts(self.tr("理由"), self.tr("所有相关的人都会看到。"))
        for user, box in self.shares.items():
            box.setAccessibleName(self.tr("%1 的分成").replace("%1", self._name(user)))
        set_texts(self.close_button, self.tr("取消"))
        set_texts(self.save, self.tr("裁定"))

    def decide(self) -> None:
        """Save the decision and close; say what is missing and stay open otherwise."""
        if not self.reason.text():
            self.reason.set_error(self.tr("请写明理由。"))
            self.reason.edit.setFocus()
            return
        service = self._context.app.claims
        try:
            if self._dismiss:
                service.dismiss(self._case.id, self.reason.text())
            else:
                shares = {user: box.value() for user, box in self.shares.items() if box.value()}
                decision = Decision(
                    str(self.owner.currentData()), self.reason.text(), str(self.quote.currentData() or ""),
                    shares if self.split.isChecked() else {},
                )  # fmt: skip
                service.decide(self._case.id, decision)
        except CrmError as error:
            self.say_error(error)
            return
        self.decided.emit()
        self.accept()

    # -- parts ------------------------------------------------------------------------------

    def _name(self, user: str) -> str:
        party = self._case.party(user)
        return party.name if party is not None else user

    def _fill(self) -> None:
        case = self._case
        users = {one.user for one in case.parties}
        for one in case.parties:
            self.owner.addItem(f"{one.name} · {ground_word(one.ranked.ground)}", one.user)
        for user, name in self._context.app.claim_queries.colleagues():
            if user not in users:
                self.owner.addItem(name, user)
        best = case.proposed
        self.owner.setCurrentIndex(max(0, self.owner.findData(best.user if best is not None else "")))
        for quote in case.quotes:
            if quote.state not in DEAD_QUOTES:
                self.quote.addItem(f"{money(quote.amount)} · {quote.by} · {quote.quote_no}", quote.quote_id)
        self.quote.addItem(self.tr("没有：全部撤回"), "")
        mine = next((one for one in case.quotes if best is not None and one.user == best.user), None)
        self.quote.setCurrentIndex(max(0, self.quote.findData(mine.quote_id if mine is not None else "")))
        for one in case.parties:
            box = NumberEdit("", 0, _WHOLE)
            box.setSuffix(" %")
            box.setSingleStep(5)
            box.setValue(_WHOLE // len(case.parties))
            box.setObjectName(f"case_share_{one.user}")
            self.shares[one.user] = box
        if best is not None:  # what does not divide goes to whoever is proposed
            self.shares[best.user].setValue(
                _WHOLE - sum(box.value() for box in self.shares.values()) + self.shares[best.user].value()
            )

    def _lay_out(self) -> None:
        rows = QVBoxLayout(self._share_rows)
        rows.setContentsMargins(24, 0, 0, 0)
        rows.setSpacing(6)
        for user, box in self.shares.items():
            row = QHBoxLayout()
            row.addWidget(ElidedLabel(self._name(user), "value"), 1)
            row.addWidget(box)
            rows.addLayout(row)
        self._share_rows.setVisible(False)
        self.split.toggled.connect(self._share_rows.setVisible)
        self.split.setVisible(len(self.shares) > 1)
        if not self._dismiss:
            line = QHBoxLayout()
            line.setSpacing(12)
            line.addWidget(self._owner_field, 1, Qt.AlignmentFlag.AlignTop)
            line.addWidget(self._quote_field, 1, Qt.AlignmentFlag.AlignTop)
            self.body.addLayout(line)
            self.body.addWidget(self.split)
            self.body.addWidget(self._share_rows)
        self.body.addWidget(self.reason)
        self.body.addStretch(1)
        self.close_button = make_button("", on_click=self.reject)
        self.close_button.setObjectName("close")
        self.save = make_button("", role="primary", on_click=self.decide)
        self.save.setObjectName("case_save")
        self.foot.addStretch(1)
        self.foot.addWidget(self.close_button)
        self.foot.addWidget(self.save)
