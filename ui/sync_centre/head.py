"""The top of the sync centre: how it stands in one sentence, what helps, how complete, and a check's progress."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_crm.queries.sync_log import SyncFacts
from sync.client.status import CheckState, SyncStatus
from ui.i18n import Translated
from ui.sync_centre.headline import check_words, headline, salvage_words, second_line, verified_words
from ui.widgets import KINDS, Banner, IconMark, Panel, ProgressLine, Separator, make_button, make_label

_DO_ALWAYS = frozenset({"", "sync"})  # there is a button for it all the time


class CentreHead(Translated, Panel):
    """``action_wanted(action)``: an action of the window, or ``decide``; ``cancelled``: stop the check;
    ``folder_wanted``: show where the safety copy lies."""

    action_wanted = Signal(str)
    cancelled = Signal()
    folder_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, margin=16, spacing=12)
        self.setObjectName("sync_head")
        self._action = ""
        self._icon = IconMark("info", "blue", 40, halo="blue_s")
        self._said = make_label(role="heading", wrap=True)
        self._said.setObjectName("sync_headline")
        self._more = make_label(role="muted", wrap=True)
        self.act = make_button("", role="primary", on_click=self._act_clicked)
        self.act.setObjectName("sync_head_act")
        self._shield = IconMark("shield-check", "text3", 16)
        self._verified = make_label(role="body", wrap=True)
        self._verified.setObjectName("sync_verified")
        self.progress = ProgressLine("")
        self.cancel = make_button("", size="small", on_click=self.cancelled.emit)
        self.cancel.setObjectName("sync_check_cancel")
        self.progress.add_action(self.cancel)
        self._outcome = Banner()
        self._salvage = Banner()
        self.folder = self._salvage.add_action("", self.folder_wanted.emit)
        self.folder.setObjectName("sync_salvage_folder")
        self._lay_out()
        self.retranslate()

    @property
    def words(self) -> tuple[str, ...]:
        """Everything said here, from top to bottom."""
        shown = [self._said.text(), self._more.text(), self._verified.text()]
        shown += [banner.accessibleName() for banner in (self._outcome, self._salvage) if not banner.isHidden()]
        return tuple(text for text in shown if text)

    def show_state(self, status: SyncStatus, facts: SyncFacts, now: str, today: date, *, metered: bool = False) -> None:
        """Say how it stands."""
        said = headline(status, facts, now, today)
        self._said.setText(said.text)
        self.setAccessibleName(said.text)
        symbol, tint = KINDS[said.kind]
        self._icon.set_icon(symbol, tint, f"{tint}_s")
        self._action = said.action
        self.act.setText(said.button)
        self.act.setAccessibleName(said.button)
        self.act.setVisible(said.action not in _DO_ALWAYS)
        more = second_line(said.text, status, facts, now, today, metered=metered)
        self._more.setText(more)
        self._more.setVisible(bool(more))
        proved = verified_words(facts, today) if facts.enrolled else ""
        self._verified.setText(proved)
        self._shield.set_icon("shield-check", "green" if facts.verified_at and not facts.diverged_at else "text3")
        for part in (self._shield, self._verified, self._line):
            part.setVisible(bool(proved))
        self._show_check(status)
        self._salvage.set_message(salvage_words(facts), "info")
        self._salvage.setVisible(bool(salvage_words(facts)))

    def retranslate(self) -> None:
        """Set the fixed texts; the page says the rest anew."""
        self.cancel.setText(self.tr("取消"))
        self.cancel.setAccessibleName(self.tr("取消核对"))
        self.folder.setText(self.tr("打开文件夹"))
        self.folder.setAccessibleName(self.tr("打开副本所在的文件夹"))

    def _show_check(self, status: SyncStatus) -> None:
        check = status.check
        self.progress.setVisible(check.busy)
        waiting = check.state is CheckState.WAITING
        self.progress.set_text(self.tr("等正在进行的同步结束…") if waiting else self.tr("正在与服务器逐项核对…"))
        self.progress.set_progress(check.done, check.of)
        text, kind = check_words(check)
        self._outcome.set_message(text, kind or "info")
        self._outcome.setVisible(bool(text))

    def _act_clicked(self) -> None:
        self.action_wanted.emit(self._action)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._said)
        words.addWidget(self._more)
        top = QHBoxLayout()
        top.setSpacing(14)
        top.addWidget(self._icon)
        top.addLayout(words, 1)
        top.addWidget(self.act)
        proved = QHBoxLayout()
        proved.setSpacing(8)
        proved.addWidget(self._shield)
        proved.addWidget(self._verified, 1)
        self._line = Separator()
        self.body.addLayout(top)
        self.body.addWidget(self._line)
        self.body.addLayout(proved)
        for part in (self.progress, self._outcome, self._salvage):
            self.body.addWidget(part)
            part.hide()
