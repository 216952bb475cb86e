"""The question after a server was restored: customers it does not know go, or stay for now. Nothing goes unasked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QWidget

from desktop_crm.errors import CrmError
from ui.context import Context
from ui.dialogs._frame import Dialog, set_texts
from ui.jobs import Task
from ui.sync_centre.rows import Cell, LogModel, LogRow, Look
from ui.sync_centre.view import LogView
from ui.widgets import make_button, make_label


class VanishDialog(Dialog):
    """Lists the customers and takes the answer. ``answered``: it is written down, a synchronisation is asked for."""

    answered = Signal()

    def __init__(self, context: Context, parent: QWidget | None) -> None:
        super().__init__("vanish_dialog", parent, QSize(660, 560))
        self._context = context
        facts = context.app.sync_log.facts()
        self._cards, self._of = facts.question_cards, facts.question_of
        self._which = make_label(role="section")
        self.model = LogModel(self._titles, self._rows, parent=self)
        self.view = LogView(self.model, (0, 190))
        self.view.setObjectName("vanish_list")
        self._safe = make_label(role="muted", wrap=True)
        for part in (self._which, self.view, self._safe):
            self.body.addWidget(part, 1 if part is self.view else 0)
        self.drop = make_button("", role="danger", on_click=self._drop_clicked)
        self.drop.setObjectName("vanish_drop")
        self.keep = make_button("", role="primary", on_click=self._keep_clicked)
        self.keep.setObjectName("vanish_keep")
        self.foot.addWidget(self.drop)
        self.foot.addStretch(1)
        self.foot.addWidget(self.keep)
        self.settle()
        self.keep.setFocus()
        self._read()

    def retranslate(self) -> None:
        """Set every text."""
        lead = self.tr(
            "公司服务器恢复了一份较旧的备份。备份里没有本机 %1 位客户中的 %2 位：它们可能是备份以后新建的，"
            "也可能已经移交给别人。您没有发送的修改和服务器忘记的记录已经再次交给服务器，由管理员决定是否取回。"
        )
        lead = lead.replace("%1", f"{self._of:,}").replace("%2", f"{self._cards:,}")
        self.set_head(self.tr("服务器不认识这些客户，怎么办？"), lead)
        self._which.setText(self.tr("服务器不认识的客户"))
        self.view.setAccessibleName(self.tr("服务器不认识的客户"))
        self._safe.setText(
            self.tr(
                "不论怎样选择，恢复以前的完整副本都会在本机保留 90 天。"
                "暂时保留时，新的修改照常发送；管理员取回后，问题自动消失。"
            )
        )
        set_texts(self.drop, self.tr("让它们离开本机"))
        set_texts(self.keep, self.tr("暂时保留，明天再问"))
        self.model.forget()

    def _read(self) -> None:
        log = self._context.app.sync_log

        def work(_task: Task) -> list[str]:
            return log.vanishing()

        self._context.jobs.run(work).on_success(self.model.show_keys).on_failure(self.say_error)

    def _titles(self) -> Sequence[str]:
        return (self.tr("客户"), self.tr("客户编号"))

    def _rows(self, keys: Sequence[object]) -> Sequence[LogRow]:
        cards = cast("Sequence[str]", keys)
        names = self._context.app.sync_log.names(cards)
        found = []
        for agg_id in cards:
            number, name = names.get(agg_id, ("", ""))
            found.append(LogRow((Cell(name or number, Look.NAME), Cell(number, Look.MUTED)), agg_id))
        return found

    def _drop_clicked(self) -> None:
        self._answer("drop")

    def _keep_clicked(self) -> None:
        self._answer("keep")

    def _answer(self, word: str) -> None:
        try:
            self._context.app.answer_question(word)
        except CrmError as error:
            self.say_error(error)
            return
        if self._context.sync is not None and word == "drop":
            self._context.sync.wake()
        self.answered.emit()
        self.accept()
