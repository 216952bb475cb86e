"""Without a network: write a letter, take what comes, and what is carried for colleagues."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QSize, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_crm.queries.sync_log import CourierFacts
from desktop_crm.store.carried import Carried
from ui.context import Context
from ui.courier import Courier
from ui.dialogs._frame import Dialog, set_texts
from ui.files import CARRIED, dropped
from ui.jobs import Task
from ui.models.texts import long_moment
from ui.sync_centre.rows import Cell, LogModel, LogRow, Look
from ui.sync_centre.tab import DetailStrip
from ui.sync_centre.view import LogView
from ui.widgets import EmptyState, IconMark, Panel, make_button, make_label


class CourierDialog(Dialog):
    """What waits here, and the letters of colleagues with their answers."""

    def __init__(self, context: Context, courier: Courier, parent: QWidget | None) -> None:
        super().__init__("courier_dialog", parent, QSize(720, 600))
        self._context, self._courier = context, courier
        self._facts: CourierFacts | None = None
        self._counted = make_label(role="heading", wrap=True)
        self._counted.setObjectName("courier_waiting")
        self._network = make_label(role="muted", wrap=True)
        self.write = make_button("", role="primary", icon_name="file-up", on_click=self._write_clicked)
        self.write.setObjectName("courier_write")
        self.write.setEnabled(False)
        self._others = make_label(role="section")
        self.model = LogModel(self._titles, self._rows, parent=self)
        self.view = LogView(self.model, (0, 150, 190))
        self.view.setObjectName("courier_list")
        self.empty = EmptyState("mail", "")
        self.strip = DetailStrip("courier_give", self._give_clicked)
        self.take = make_button("", icon_name="folder-open", on_click=self._take_clicked)
        self.take.setObjectName("courier_take")
        self.shut = make_button("", on_click=self.accept)
        self.shut.setObjectName("courier_close")
        self.setAcceptDrops(True)
        self._lay_out()
        self.settle()
        self.view.picked.connect(self._explain)
        courier.changed.connect(self.read)
        context.sync_signals.changed.connect(self._status_changed)
        self.read()

    def retranslate(self) -> None:
        """Set every text."""
        lead = self.tr(
            "把待发送的修改装进加密文件，由同事的电脑或优盘带到公司服务器，再把回执带回来。"
            "路上谁也看不到内容；文件丢了、重复了都不要紧，收到回执以前修改都在本机。"
        )
        self.set_head(self.tr("信使：没有网络时用文件同步"), lead)
        self._network.setText(self.tr("同事的修改只在联网同步时收到。"))
        self._others.setText(self.tr("替同事带的信使文件"))
        self.view.setAccessibleName(self.tr("替同事带的信使文件"))
        self.empty.set_texts(
            self.tr("没有替同事带文件"),
            self.tr("把同事的信使文件拖到窗口上，下次同步时会交给服务器，并取回给他的回执。"),
        )
        set_texts(self.write, self.tr("写信使文件…"))
        set_texts(self.take, self.tr("收信使文件或回执…"))
        set_texts(self.shut, self.tr("关闭"))
        self.model.forget()
        self._count()

    @Slot()
    def read(self) -> None:
        """Read anew what waits and what is carried."""
        log = self._context.app.sync_log

        def work(_task: Task) -> CourierFacts:
            return log.courier()

        self._context.jobs.run(work).on_success(self._arrived).on_failure(self.say_error)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take couriers' files."""
        if dropped(event, CARRIED):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take dropped files."""
        event.acceptProposedAction()
        self._courier.take(dropped(event, CARRIED))

    # -- showing ----------------------------------------------------------------------------

    @Slot(object)
    def _status_changed(self, _status: object) -> None:
        self.read()

    @Slot(object)
    def _arrived(self, facts: CourierFacts) -> None:
        changed = self._facts is None or facts != self._facts
        self._facts = facts
        if not changed:
            return
        chosen = self._chosen()
        self.model.show_keys(facts.letters)
        self._stack.setCurrentWidget(self.view if facts.letters else self.empty)
        self._count()
        if facts.letters:
            self.view.choose(_place(facts.letters, chosen))
        else:
            self.strip.say("")

    def _count(self) -> None:
        if self._facts is None:
            return
        if self._facts.waiting:
            text = self.tr("本机有 %n 处修改待发送", "", self._facts.waiting)
        else:
            text = self.tr("本机没有待发送的修改")
        self._counted.setText(text)
        self.write.setEnabled(bool(self._facts.waiting))

    def _titles(self) -> Sequence[str]:
        return (self.tr("同事"), self.tr("收下时间"), self.tr("现在"))

    def _rows(self, keys: Sequence[object]) -> Sequence[LogRow]:
        today = self._context.app.today()
        found = []
        for letter in cast("Sequence[Carried]", keys):
            word, tint, detail = self._state(letter)
            cells = (
                Cell(letter.name or self.tr("没有署名"), Look.NAME),
                Cell(long_moment(letter.came_at, today), Look.MUTED),
                Cell(word, Look.PILL, tint),
            )
            found.append(LogRow(cells, detail=detail, target=letter))
        return found

    def _state(self, letter: Carried) -> tuple[str, str, str]:
        if letter.error:
            return (
                self.tr("服务器没有收下"),
                "red",
                self.tr(
                    "服务器认不出这份文件：写信的电脑没有在这家公司登记，或文件有误。请让同事重新写一份，或联系管理员。"
                ),
            )
        if not letter.answered_at:
            return self.tr("等待交给服务器"), "grey", self.tr("下次联网同步时自动交给服务器，这里不用做什么。")
        if letter.given_at:
            return self.tr("回执已保存"), "green", self.tr("请把回执文件带给同事；可以再保存一次。")
        return self.tr("有回执，待带回"), "amber", self.tr("服务器已经答复。请保存回执，用优盘或别的办法带给同事。")

    def _chosen(self) -> Carried | None:
        row = self.view.current_row()
        return cast(Carried, row.target) if row is not None else None

    @Slot(object)
    def _explain(self, row: LogRow | None) -> None:
        letter = cast(Carried, row.target) if row is not None else None
        if row is None or letter is None:
            self.strip.say("")
            return
        answered = bool(letter.answered_at) and not letter.error
        self.strip.say(row.detail, self.tr("保存回执…") if answered else "")

    # -- what a person wants ----------------------------------------------------------------

    def _write_clicked(self) -> None:
        self._courier.ask_where_to_write(self)

    def _take_clicked(self) -> None:
        self._courier.ask_what_to_take(self)

    def _give_clicked(self) -> None:
        letter = self._chosen()
        if letter is not None:
            self._courier.ask_where_to_give(letter, self)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._counted)
        words.addWidget(self._network)
        mine = Panel(margin=14, spacing=0)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(IconMark("mail", "blue", 36, halo="blue_s"))
        row.addLayout(words, 1)
        row.addWidget(self.write)
        mine.body.addLayout(row)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        theirs = Panel(margin=1, spacing=0)
        theirs.body.setContentsMargins(1, 4, 1, 4)
        theirs.body.addWidget(self._stack)
        theirs.body.addWidget(self.strip)
        self.body.addWidget(mine)
        self.body.addWidget(self._others)
        self.body.addWidget(theirs, 1)
        self.foot.addWidget(self.take)
        self.foot.addStretch(1)
        self.foot.addWidget(self.shut)


def _place(letters: Sequence[Carried], chosen: Carried | None) -> int:
    """Return where to stand: where one stood, or at the first letter whose answer is to be taken back."""
    for wanted in (
        lambda one: chosen is not None and one.letter == chosen.letter,
        lambda one: bool(one.answered_at) and not one.error and not one.given_at,
    ):
        place = next((at for at, one in enumerate(letters) if wanted(one)), -1)
        if place >= 0:
            return place
    return 0
