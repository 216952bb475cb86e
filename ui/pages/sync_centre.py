"""The sync centre: how synchronisation stands and what to do; what waits, what was sent, what came, what went wrong."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop_crm.events import ChangeSet
from desktop_crm.queries.sync_log import SyncFacts
from sync.client.status import State, SyncStatus
from ui.context import Context
from ui.i18n import Translated
from ui.jobs import Lane, Task
from ui.sync_centre.came import CameTab
from ui.sync_centre.head import CentreHead
from ui.sync_centre.problems import ProblemsTab
from ui.sync_centre.receipts import ReceiptsTab
from ui.sync_centre.tab import ListTab
from ui.sync_centre.waiting import WaitingTab
from ui.sync_trouble import with_hints
from ui.timers import single_shot
from ui.widgets import ElidedLabel, Separator, make_button, make_label

WAITING, RECEIPTS, CAME, PROBLEMS = TABS = ("waiting", "receipts", "came", "problems")
#: The head is read anew this long after the last change, in milliseconds.
SETTLE_MS = 80
#: "2 minutes ago" must stay true while the page is open, in milliseconds.
AGE_MS = 20_000


class SyncCentrePage(Translated, QWidget):
    """``action_wanted(action)``: an action of the window. ``customer_wanted(id)``: show this customer.
    ``conflict_wanted(customer id)``: show its conflicts. ``all_seen``: the person has looked at all that came."""

    action_wanted = Signal(str)
    customer_wanted = Signal(str)
    conflict_wanted = Signal(str)
    all_seen = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._facts: SyncFacts | None = None
        self._reading = self._stopped = False
        self.setObjectName("sync_centre_page")
        self._title = make_label(role="title")
        self._server = ElidedLabel("", "muted")
        self.courier = make_button("", icon_name="mail", on_click=self._courier_clicked)
        self.courier.setObjectName("sync_courier")
        self.check = make_button("", icon_name="shield-check", on_click=self._check_clicked)
        self.check.setObjectName("sync_check")
        self.now = make_button("", icon_name="refresh-cw", on_click=self._now_clicked)
        self.now.setObjectName("sync_now")
        self.head = CentreHead()
        self.came = CameTab(context)
        self.tabs: dict[str, ListTab] = {
            WAITING: WaitingTab(context),
            RECEIPTS: ReceiptsTab(context),
            CAME: self.came,
            PROBLEMS: ProblemsTab(context),
        }
        self._settle = single_shot(self, SETTLE_MS, self._read)
        self._age = QTimer(self)
        self._age.setInterval(AGE_MS)
        self._lay_out()
        self._connect()
        self.show_tab(WAITING)
        self.retranslate()

    def show_tab(self, name: str) -> None:
        """Show a tab of :data:`TABS`."""
        self._buttons[name].setChecked(True)
        self._stack.setCurrentWidget(self.tabs[name])

    def current_tab(self) -> str:
        """Return the name of the tab in front."""
        return next(name for name, button in self._buttons.items() if button.isChecked())

    def show_news(self, period: str = "today") -> None:
        """Show what came lately."""
        self.came.show_period(period)
        self.show_tab(CAME)

    def stop(self) -> None:
        """Start nothing more; the window is closing."""
        self._stopped = True
        self._settle.stop()
        self._age.stop()
        for tab in self.tabs.values():
            tab.stop()

    def refresh(self) -> None:
        """Say anew how it stands, of what is known already."""
        status = self._status()
        enrolled = status.state is not State.NOT_ENROLLED
        self.now.setEnabled(enrolled)
        self.courier.setEnabled(enrolled)
        self.check.setEnabled(enrolled and self._context.sync is not None and not status.check.busy)
        self._server.setText(status.server)
        if self._facts is not None:
            app = self._context.app
            metered = self._context.network.metered
            self.head.show_state(status, self._facts, app.clock(), app.today(), metered=metered)
            self._name_tabs()

    def retranslate(self) -> None:
        """Set every text."""
        self._title.setText(self.tr("同步中心"))
        self.courier.setText(self.tr("信使…"))
        self.courier.setAccessibleName(self.tr("信使：用文件同步"))
        self.courier.setToolTip(self.tr("没有网络时，把修改装进加密文件带给服务器；也可以替同事带"))
        self.check.setText(self.tr("全面核对"))
        self.check.setAccessibleName(self.tr("全面核对"))
        self.check.setToolTip(self.tr("把本机的每一位客户与服务器逐项比较，不一致的重新取回"))
        self.now.setText(self.tr("立即同步"))
        self.now.setAccessibleName(self.tr("立即同步"))
        self._name_tabs()
        self.refresh()

    # -- Qt ---------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Read what changed while another page was in front."""
        super().showEvent(event)
        if not self._stopped:
            self._age.start()
            self._read()
            self.tabs[self.current_tab()].view.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest while another page is in front."""
        super().hideEvent(event)
        self._age.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Tab and Ctrl+Shift+Tab go from tab to tab."""
        if (
            event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            step = -1 if event.key() == Qt.Key.Key_Backtab else 1
            self.show_tab(TABS[(TABS.index(self.current_tab()) + step) % len(TABS)])
            self.tabs[self.current_tab()].view.setFocus()
            return
        super().keyPressEvent(event)

    # -- reading ----------------------------------------------------------------------------

    def _status(self) -> SyncStatus:
        return with_hints(self._context.status, self._context.network)

    @Slot()
    def _read(self) -> None:
        if self._stopped or self._reading or not self.isVisible():
            return
        self._reading = True
        log = self._context.app.sync_log

        def work(_task: Task) -> SyncFacts:
            return log.facts()

        self._context.jobs.run(work, Lane.POOL).on_success(self._arrived).on_failure(self._failed)

    def _arrived(self, facts: SyncFacts) -> None:
        self._reading = False
        if not self._stopped:
            self._facts = facts
            self.refresh()

    def _failed(self, error: Exception) -> None:
        self._reading = False
        self.came.tell(error)

    @Slot(object)
    def _status_changed(self, status: SyncStatus) -> None:
        self.refresh()  # at once, and with fresh counts a moment later
        if not status.check.busy or not self._settle.isActive():
            self._settle.start()
        if status.state is not State.SYNCING:
            for tab in self.tabs.values():
                tab.reload()

    @Slot(object)
    def _changed(self, _change: ChangeSet) -> None:
        self._settle.start()
        for tab in self.tabs.values():
            tab.reload()

    # -- what a person wants ----------------------------------------------------------------

    def _now_clicked(self) -> None:
        self.action_wanted.emit("sync")

    def _courier_clicked(self) -> None:
        self.action_wanted.emit("courier")

    def _check_clicked(self) -> None:
        if self._context.sync is not None:
            self._context.sync.request_check()
            self.refresh()

    @Slot()
    def _cancel_check(self) -> None:
        if self._context.sync is not None:
            self._context.sync.cancel_check()

    @Slot(str)
    def _act(self, action: str) -> None:
        if action == "decide":
            self.decide()
        else:
            self.action_wanted.emit(action)

    def decide(self) -> QWidget:
        """Open the question about customers that a restored server does not know."""
        from ui.dialogs.vanish import VanishDialog

        dialog = VanishDialog(self._context, self)
        dialog.answered.connect(self._read)
        dialog.open()
        return dialog

    @Slot()
    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._context.app.paths.salvage)))

    # -- building ---------------------------------------------------------------------------

    def _connect(self) -> None:
        self._age.timeout.connect(self.refresh)
        self._group.buttonClicked.connect(self._tab_clicked)
        self.head.action_wanted.connect(self._act)
        self.head.cancelled.connect(self._cancel_check)
        self.head.folder_wanted.connect(self._open_folder)
        self.came.all_seen.connect(self.all_seen)
        for tab in self.tabs.values():
            tab.customer_wanted.connect(self.customer_wanted)
            tab.conflict_wanted.connect(self.conflict_wanted)
            tab.action_wanted.connect(self.action_wanted)
        self._context.bridge.changed.connect(self._changed)
        self._context.sync_signals.changed.connect(self._status_changed)

    def _tab_clicked(self, button: QPushButton) -> None:
        self.show_tab(next(name for name, one in self._buttons.items() if one is button))

    def _name_tabs(self) -> None:
        words = (self.tr("待发送"), self.tr("已发送"), self.tr("收到"), self.tr("问题"))
        waiting = self._facts.waiting if self._facts is not None else 0
        for name, text in zip(TABS, words, strict=True):
            shown = f"{text}  {waiting:,}" if name == WAITING and waiting else text
            self._buttons[name].setText(shown)
            self._buttons[name].setAccessibleName(shown)

    def _tab_row(self) -> QVBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(20)
        self._buttons: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        for name in TABS:
            button = make_button("", role="tab", checkable=True)
            button.setObjectName(f"sync_tab_{name}")
            self._group.addButton(button)
            self._buttons[name] = button
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(Separator())
        return column

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._server)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addLayout(words, 1)
        top.addWidget(self.courier)
        top.addWidget(self.check)
        top.addWidget(self.now)
        self._stack = QStackedWidget()
        for tab in self.tabs.values():
            self._stack.addWidget(tab)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 18, 16)
        column.setSpacing(14)
        column.addLayout(top)
        column.addWidget(self.head)
        column.addLayout(self._tab_row())
        column.addWidget(self._stack, 1)
