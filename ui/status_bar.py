"""The strip at the lower edge: how synchronisation stands, in words with an icon; a click opens the sync centre."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from desktop_crm.errors import Offline
from sync.client.status import State, SyncStatus
from ui.i18n import Translated
from ui.icons import icon
from ui.models.texts import local_moment
from ui.sync_trouble import short_words
from ui.updates.words import ready_words
from ui.widgets import ElidedLabel, IconMark, make_button

_ICONS = {
    State.NOT_ENROLLED: ("hard-drive", "text3"),
    State.OFFLINE: ("cloud-off", "text3"),
    State.SYNCING: ("refresh-cw", "accent"),
    State.FIRST_SYNC: ("cloud-download", "accent"),
    State.SYNCED: ("circle-check", "green"),
    State.ERROR: ("circle-alert", "red"),
    State.LEAVING: ("lock", "red"),
}


def state_words(status: SyncStatus) -> str:
    """Say how the synchronisation stands, and what to do if it cannot go on."""
    if status.lock or status.state is State.LEAVING:
        return QCoreApplication.translate("StatusBar", "本机已锁定 · 联网后再试")
    if status.state is State.NOT_ENROLLED:
        return QCoreApplication.translate("StatusBar", "尚未连接公司 · 资料只在本机")
    if status.state is State.OFFLINE and status.error == "captive_portal":
        return short_words(status.error)
    if status.state is State.OFFLINE and status.pending:
        return QCoreApplication.translate("StatusBar", "离线 · %n 处修改待发送", "", status.pending)
    if status.state is State.OFFLINE:
        return QCoreApplication.translate("StatusBar", "离线 · 联网后自动同步")
    if status.state is State.SYNCING:
        return QCoreApplication.translate("StatusBar", "正在同步…")
    if status.state is State.FIRST_SYNC:
        return QCoreApplication.translate("StatusBar", "首次同步 · 已载入 %n 位客户", "", status.loaded)
    if status.state is State.ERROR:
        return short_words(status.error)
    moment = local_moment(status.last_synced_at)
    word = QCoreApplication.translate("StatusBar", "已同步")
    return f"{word} · {moment:%H:%M}" if moment else word


class StatusBar(Translated, QFrame):
    """``centre_clicked(tab)``: say more in the sync centre; ``connect_clicked``: there is no server yet;
    ``conflicts_clicked``: show the conflicts; ``update_clicked``: show the new version."""

    centre_clicked = Signal(str)
    connect_clicked = Signal()
    conflicts_clicked = Signal()
    update_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._status = SyncStatus(State.NOT_ENROLLED)
        self._selected, self._total = 0, 0
        self.setProperty("role", "bar")
        self.setObjectName("status_bar")
        self.setFixedHeight(32)
        self._state = self._part("status_state")
        self._state.clicked.connect(self._state_clicked)
        self._pending = self._part("status_pending")
        self._pending.setIcon(icon("cloud-upload", "text2"))
        self._pending.clicked.connect(self._pending_clicked)
        self._conflicts = self._part("status_conflicts")
        self._conflicts.setIcon(icon("triangle-alert", "amber"))
        self._conflicts.clicked.connect(self.conflicts_clicked)
        self._update = self._part("status_update")
        self._update.setIcon(icon("cloud-download", "accent"))
        self._update.clicked.connect(self.update_clicked)
        self._selection = ElidedLabel("", "muted")
        self._lock = IconMark("shield-check", "text3", 14)
        self._encrypted = ElidedLabel("", "muted")
        self._version = ElidedLabel("", "muted")
        self._lay_out()
        self.retranslate()

    @property
    def words(self) -> str:
        """Everything the left side says."""
        parts = (self._state, self._pending, self._conflicts, self._update)
        return " | ".join(part.text() for part in parts if not part.isHidden())

    def set_status(self, status: SyncStatus) -> None:
        """Show a status."""
        self._status = status
        self.retranslate()

    def set_version(self, version: str) -> None:
        """Show the version of the program."""
        self._version.setText(f"v{version}")
        QCoreApplication.setApplicationVersion(version)

    def set_selection(self, selected: int, total: int) -> None:
        """Show how many customers are selected."""
        self._selected, self._total = selected, total
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text."""
        symbol, tint = ("lock", "red") if self._status.lock else _ICONS[self._status.state]
        self._state.setIcon(icon(symbol, tint))
        self._say(self._state, state_words(self._status))
        self._say(self._pending, self._pending_words())
        shown = self._status.conflicts and not self._status.lock
        conflicts = self.tr("%n 处冲突待处理", "", self._status.conflicts) if shown else ""
        self._say(self._conflicts, conflicts)
        self._say(self._update, "" if self._status.lock else ready_words(self._status.update))
        self._state.setToolTip(f"{self._hint()}\n{self._status.server}".strip())
        chosen = self.tr("已选 %1 / %2").replace("%1", f"{self._selected:,}").replace("%2", f"{self._total:,}")
        self._selection.setText(chosen if self._selected and not self._status.lock else "")
        self._encrypted.setText(self.tr("本机数据已加密"))
        self.setAccessibleName(self.tr("状态栏"))

    def _hint(self) -> str:
        if self._status.state is State.NOT_ENROLLED:
            return self.tr("点击连接公司")
        if self._status.state is State.OFFLINE and self._status.error not in ("", Offline.code):
            return short_words(self._status.error)
        return self.tr("点击打开同步中心")

    @Slot()
    def _state_clicked(self) -> None:
        if self._status.state is State.NOT_ENROLLED:
            self.connect_clicked.emit()
        else:
            self.centre_clicked.emit("problems" if self._status.state is State.ERROR else "waiting")

    @Slot()
    def _pending_clicked(self) -> None:
        self.centre_clicked.emit("waiting")

    def _pending_words(self) -> str:
        in_state = self._status.state is State.OFFLINE and self._status.error != "captive_portal"
        if not self._status.pending or in_state:
            return ""
        if self._status.state is State.NOT_ENROLLED:
            return self.tr("%n 处修改将在连接后发送", "", self._status.pending)
        return self.tr("%n 处修改待发送", "", self._status.pending)

    def _part(self, name: str) -> QPushButton:
        button = make_button("", role="ghost", size="small", parent=self)
        button.setObjectName(name)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _say(self, button: QPushButton, text: str) -> None:
        button.setText(text)
        button.setAccessibleName(text)
        button.setVisible(bool(text))

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 16, 0)
        row.setSpacing(6)
        for part in (self._state, self._pending, self._conflicts, self._update):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self._selection)
        row.addSpacing(12)
        row.addWidget(self._lock)
        row.addWidget(self._encrypted)
        row.addSpacing(12)
        row.addWidget(self._version)
