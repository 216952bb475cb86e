"""The window: navigation, pages, status bar, and the wiring between actions and what they do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from desktop_crm.errors import CrmError
from ui.actions import Actions
from ui.context import Action, Context, SyncMaker
from ui.courier import Courier
from ui.errors import describe
from ui.files import CARRIED, IMPORTED, dropped, ending
from ui.i18n import Translated
from ui.icons import app_icon
from ui.jobs import Lane, Task
from ui.locking import Locking
from ui.navigation import Navigation
from ui.notifications import Notifications
from ui.operations import Operations
from ui.pages.customers import CustomersPage
from ui.pages.editing import Editing
from ui.pages.past import Past
from ui.status_bar import StatusBar
from ui.sync_desk import SyncDesk
from ui.tab_order import ReadingOrder
from ui.theme import Mode
from ui.timers import single_shot

if TYPE_CHECKING:
    from ui.pages.conflicts import ConflictsPage
    from ui.pages.recycle_bin import RecycleBinPage
    from ui.pages.sync_centre import SyncCentrePage

_FIRST_SIZE = (1440, 900)
_LEAST_SIZE = (1024, 640)
#: Background work starts this long after the first rows are painted, in milliseconds.
_AFTER_PAINT_MS = 300
#: Search entries made in one transaction: a save in the window waits for one slice at most.
CARDS_A_SLICE = 300


class MainWindow(Translated, ReadingOrder, QMainWindow):
    """``usable``: the first rows are painted and the keyboard works."""

    usable = Signal()

    def __init__(self, context: Context, version: Callable[[], str]) -> None:
        super().__init__()
        self._context = context
        self.is_usable = False
        self.is_working = True
        self._dropped: list[Path] = []
        # Timers of our own, not singleShot: they end with the window.
        self._background = single_shot(self, _AFTER_PAINT_MS, self._start_background)
        self._take_drop = single_shot(self, 0, self._take_dropped)
        self.setObjectName("main_window")
        self.setWindowIcon(app_icon())
        self.setAcceptDrops(True)
        self.setMinimumSize(*_LEAST_SIZE)
        self.actions_by_id = Actions(self)
        self.operations = Operations(context, self)
        self.courier = Courier(context, self)
        self.notifications = Notifications(self)
        context.notify = self.notify
        self._version = version  # asked after the first paint: it reads the list of what is installed
        self._build()
        self.editing = Editing(context, self, self)
        self.past = Past(context, self, self)
        self.locking = Locking(context, self, self)
        self.desk = SyncDesk(context, self.actions_by_id, self.navigation, self.status_bar, self)
        self._connect()
        self._restore_geometry()
        self.desk.show_facts()
        self.locking.follow(context.status)
        self.desk.show_status(context.status)
        self._update_undo()
        self.retranslate()

    @property
    def context(self) -> Context:
        """The services of this window."""
        return self._context

    def notify(self, text: str, action: Action | None = None, *, kind: str = "info") -> object:
        """Show a short message."""
        words, on_action = action or ("", None)
        return self.notifications.post(text, kind=kind, action=words, on_action=on_action)

    def go_to(self, page: str) -> None:
        """Show a page of :data:`ui.navigation.PAGES`. An open form closes; its input stays as a draft."""
        self.editing.leave()
        self.navigation.go_to(page)
        self.pages.setCurrentWidget(self._page(page))

    def take_files(self, files: list[Path]) -> None:
        """Take files a person opened with this program, and come to the front."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
        self._take(files)

    def open_editor(self, customer_id: str | None, name: str = "") -> QWidget:
        """Open the form of a customer, or of a new one with this name. Raises NotFound."""
        if customer_id:
            self.customers.mark_seen([customer_id])
        return self.editing.open(customer_id, name)

    def centre(self) -> SyncCentrePage:
        """Return the page of the sync centre."""
        return cast("SyncCentrePage", self._page("sync_centre"))

    @Slot(str)
    def show_centre(self, tab: str) -> None:
        """Show the sync centre with a tab in front."""
        self.centre().show_tab(tab)
        self.go_to("sync_centre")

    def retranslate(self) -> None:
        """Set every text."""
        self.actions_by_id.retranslate()
        self.setWindowTitle(self.tr("客户管家"))
        self.navigation.retranslate()
        self.customers.head.retranslate()
        self.customers.selection_bar.retranslate()

    # -- Qt ---------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files that can be imported, and those of couriers."""
        if dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take dropped files, after the drag has ended on the other side."""
        files = dropped(event)
        if files:
            event.acceptProposedAction()
            self._dropped = files
            self._take_drop.start()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the window, stop the background."""
        if not self.editing.may_close():
            event.ignore()
            return
        self._context.settings.set_state("window/geometry", self.saveGeometry())
        self._context.settings.sync()
        if self.is_working:
            self.stop_work()
        self.locking.close()
        super().closeEvent(event)

    # -- locking ----------------------------------------------------------------------------

    def put_work_away(self) -> None:
        """Keep what is being typed as a draft and close the form."""
        self.editing.leave(offer=False)

    def stop_work(self) -> None:
        """Stop everything that reads or writes the profile."""
        self.is_working = False
        self._background.stop()
        self.desk.end()
        self.customers.stop()
        self.past.end()
        for page in self._others.values():
            page.stop()
        self._context.bridge.close()
        if self._context.sync is not None:
            self._context.sync.stop()
        self._context.jobs.close()

    @Slot()
    def wake_sync(self) -> None:
        """Synchronise now."""
        self.desk.wake()

    # -- building ---------------------------------------------------------------------------

    def _build(self) -> None:
        self.navigation = Navigation(self.actions_by_id)
        self.customers = CustomersPage(self._context, self.actions_by_id)
        self.status_bar = StatusBar()
        self.pages = QStackedWidget()
        self.pages.addWidget(self.customers)
        self._others: dict[str, RecycleBinPage | ConflictsPage | SyncCentrePage] = {}
        self.curtain = QStackedWidget()
        work = QWidget()
        self.curtain.addWidget(work)
        upper = QHBoxLayout(work)
        upper.setContentsMargins(0, 0, 0, 0)
        upper.setSpacing(0)
        upper.addWidget(self.navigation)
        upper.addWidget(self.pages, 1)
        root = QWidget()
        root.setProperty("role", "page")
        column = QVBoxLayout(root)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.curtain, 1)
        column.addWidget(self.status_bar)
        self.setCentralWidget(root)

    def _connect(self) -> None:
        slots = {
            "new": self._new, "edit": self._edit, "delete": self._delete, "print": self._print,
            "export": self._export, "import": self._import, "copy_phone": self._copy_phone,
            "copy_number": self._copy_number, "select_all": self.customers.view.selectAll,
            "undo": self.operations.undo, "redo": self.operations.redo, "sync": self.operations.sync,
            "connect": self.operations.connect_company, "settings": self.operations.settings,
            "about": self.operations.about, "palette": self.open_palette, "theme": self._switch_theme,
            "customers": self._go_customers, "conflicts": self._go_conflicts, "recycle_bin": self._go_bin,
            "restore": self._restore, "history": self.past.show_here, "sync_centre": self._go_centre,
            "check": self._check, "courier": self.courier.open,
        }  # fmt: skip
        for name, slot in slots.items():
            self.actions_by_id[name].triggered.connect(slot)
        for action in self.actions_by_id:
            self.addAction(action)
        self.navigation.gone_to.connect(self.go_to)
        self.navigation.profile_clicked.connect(self.operations.settings)
        self.status_bar.centre_clicked.connect(self.show_centre)
        self.status_bar.connect_clicked.connect(self.operations.connect_company)
        self.status_bar.conflicts_clicked.connect(self._go_conflicts)
        self.customers.selection_changed.connect(self.status_bar.set_selection)
        self.customers.usable.connect(self._first_paint)
        self._context.undo.changed.connect(self._update_undo)
        self.desk.news_wanted.connect(self._show_news)
        self.desk.answers_came.connect(self.courier.tell_answers)

    @Slot()
    def _take_dropped(self) -> None:
        self._take(self._dropped)

    def _take(self, files: list[Path]) -> None:
        if carried := ending(files, CARRIED):
            self.courier.take(carried)
        if imported := ending(files, IMPORTED):
            self.operations.import_files(imported)

    def _restore_geometry(self) -> None:
        state = self._context.settings.state("window/geometry")
        if state.isEmpty() or not self.restoreGeometry(state):
            room = self.screen().availableGeometry().size()
            self.resize(min(_FIRST_SIZE[0], room.width()), min(_FIRST_SIZE[1], room.height()))

    def _page(self, name: str) -> QWidget:
        if name == "customers":
            return self.customers
        if name not in self._others:
            self._others[name] = self._make_page(name)
            self.pages.addWidget(self._others[name])
        return self._others[name]

    def _make_page(self, name: str) -> RecycleBinPage | ConflictsPage | SyncCentrePage:
        if name == "recycle_bin":
            from ui.pages.recycle_bin import RecycleBinPage

            return RecycleBinPage(self._context, self.operations)
        if name == "sync_centre":
            return self._make_centre()
        from ui.pages.conflicts import ConflictsPage

        page = ConflictsPage(self._context)
        page.customer_wanted.connect(self.show_customer)
        return page

    def _make_centre(self) -> SyncCentrePage:
        from ui.pages.sync_centre import SyncCentrePage

        page = SyncCentrePage(self._context)
        page.action_wanted.connect(self._trigger)
        page.customer_wanted.connect(self.show_customer)
        page.conflict_wanted.connect(self._go_conflicts)
        page.all_seen.connect(self.customers.news_seen)
        self.desk.hinted.connect(page.refresh)
        return page

    # -- start and status -------------------------------------------------------------------

    @Slot()
    def _first_paint(self) -> None:
        self.is_usable = True
        self.customers.view.setFocus()
        self.usable.emit()
        self._background.start()

    @Slot()
    def _start_background(self) -> None:
        app = self._context.app
        self.status_bar.set_version(self._version())

        def index(task: Task) -> None:
            app.build_search(lambda: task.cancelled, cards_a_slice=CARDS_A_SLICE)

        def back_up(_task: Task) -> None:
            app.back_up_today()

        self._context.jobs.run(index)
        self._context.jobs.run(back_up, Lane.POOL).on_failure(self._backup_failed)
        if self._context.with_sync:
            # The sync client brings an HTTP library; its import is long, so not in the GUI thread.
            self._context.jobs.run(_load_sync, Lane.POOL).on_success(self._start_sync)
        if self.editing.editor is None and not self.locking.locked:
            self.editing.offer_unfinished()

    @Slot(object)
    def _start_sync(self, make: SyncMaker) -> None:
        if self.isVisible():  # else closed meanwhile
            self.desk.begin(make)

    @Slot(object)
    def _backup_failed(self, error: Exception) -> None:
        if not isinstance(error, CrmError):
            raise error
        self.notify(f"{self.tr('今天的自动备份没有完成。')}{describe(error).todo}", kind="warning")

    def _show_news(self) -> None:
        self.centre().show_news()
        self.go_to("sync_centre")

    @Slot()
    def _update_undo(self) -> None:
        self.actions_by_id["undo"].setEnabled(self._context.undo.can_undo)
        self.actions_by_id["redo"].setEnabled(self._context.undo.can_redo)

    @Slot(object)
    def show_crash(self, error: BaseException) -> None:
        """Tell an unexpected error, with a report to copy."""
        from ui.crash import CrashDialog

        CrashDialog(error, self).show()

    # -- actions ----------------------------------------------------------------------------

    @Slot()
    def open_palette(self) -> None:
        """Open Ctrl+K."""
        from ui.palette import Palette

        palette = Palette(self.actions_by_id, self._context.app.queries, self)
        palette.customer_chosen.connect(self.show_customer)
        palette.open_over(self)

    @Slot(str)
    def show_customer(self, customer_id: str) -> None:
        """Show a customer in the list."""
        self.go_to("customers")
        self.customers.show_customer(customer_id)

    @Slot()
    def _new(self) -> None:
        action = self.actions_by_id["new"]
        name = str(action.data() or "")
        action.setData(None)
        self.open_editor(None, name)

    @Slot()
    def _edit(self) -> None:
        customer_id = self.customers.current_id()
        if customer_id:
            self.open_editor(customer_id)

    @Slot()
    def _delete(self) -> None:
        if self.pages.currentWidget() is self.customers:
            self.operations.delete(self.customers.selected_ids())

    @Slot()
    def _restore(self) -> None:
        card = self.customers.card.card
        if card is not None and card.deleted:
            self.operations.restore([card.id])

    @Slot()
    def _print(self) -> None:
        self.operations.print_cards(self.customers.selected_ids())

    @Slot()
    def _export(self) -> None:
        ids = self.customers.selected_ids() if self.customers.view.selected_count() > 1 else []
        self.operations.export(ids, self.customers.wanted_filter(), self.customers.order())

    @Slot()
    def _import(self) -> None:
        self.operations.import_files()

    @Slot()
    def _copy_phone(self) -> None:
        card = self._current_card()
        if card:
            self.operations.copy_phone(self._context.app.queries.card(card))

    @Slot()
    def _copy_number(self) -> None:
        card = self._current_card()
        if card:
            self.operations.copy(self._context.app.queries.card(card).customer_no, self.tr("编号"))

    def _current_card(self) -> str:
        card = self.customers.card.card
        return card.id if card else self.customers.current_id()

    @Slot()
    def _switch_theme(self) -> None:
        from PySide6.QtWidgets import QApplication

        app = QApplication.instance()
        if isinstance(app, QApplication):
            mode = Mode.LIGHT if self._context.theme.dark else Mode.DARK
            self._context.theme.apply(app, mode)
            self._context.settings.set_text("theme", mode)

    @Slot()
    def _go_customers(self) -> None:
        self.go_to("customers")

    @Slot()
    def _go_conflicts(self) -> None:
        self.go_to("conflicts")

    @Slot()
    def _go_centre(self) -> None:
        self.go_to("sync_centre")

    @Slot()
    def _check(self) -> None:
        self.operations.check()
        self._go_centre()

    @Slot(str)
    def _trigger(self, action: str) -> None:
        self.actions_by_id[action].trigger()

    @Slot()
    def _go_bin(self) -> None:
        self.go_to("recycle_bin")


def _load_sync(_task: Task) -> SyncMaker:
    from sync.client.scheduler import Scheduler

    return Scheduler
