"""The window: navigation, pages, status bar, and the wiring between actions and what they do."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from ui.actions import Actions
from ui.background import Background
from ui.bulk.desk import BulkDesk
from ui.campaigns.desk import CampaignDesk
from ui.claims.desk import ClaimDesk
from ui.context import Action, Context, SyncMaker
from ui.courier import Courier
from ui.duplicates.search import DuplicateSearch
from ui.files import BACKUPS, CARRIED, IMPORTED, dropped, ending
from ui.i18n import Translated
from ui.icons import app_icon
from ui.locking import Locking
from ui.merge.route import MergeRoute
from ui.navigation import Navigation
from ui.notifications import Notifications
from ui.operations import Operations
from ui.outside import Outside
from ui.pages.cards import Cards
from ui.pages.catalogue import Page, make
from ui.pages.customers import CustomersPage
from ui.pages.editing import Editing
from ui.pages.past import Past
from ui.portion_desk import PortionDesk
from ui.print_desk.desk import PrintDesk
from ui.records.desk import RecordDesk
from ui.status_bar import StatusBar
from ui.steps.count import StepCount
from ui.sync_desk import SyncDesk
from ui.tab_order import ReadingOrder
from ui.timers import single_shot
from ui.updates.desk import UpdateDesk
from ui.window_commands import WindowCommands

if TYPE_CHECKING:
    from ui.pages.claims import ClaimsPage
    from ui.pages.sync_centre import SyncCentrePage

_FIRST_SIZE = (1440, 900)
_LEAST_SIZE = (1024, 640)
#: Background work starts this long after the first rows are painted, in milliseconds.
_AFTER_PAINT_MS = 300


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
        self._later = single_shot(self, _AFTER_PAINT_MS, self._start_background)
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
        self.records = RecordDesk(context, self, self.operations.take_back)
        self.step_count = StepCount(context, self)
        self.claim_desk = ClaimDesk(context, self.actions_by_id["claims"].trigger, self)
        self.outside = Outside(context, self, self.records.log)
        self.papers: PrintDesk = PrintDesk(context, self, self)
        self.cards: Cards = Cards(context, self, self)
        self.past: Past = Past(context, self, self)
        self.merging = MergeRoute(context, self, self)
        self.twins = DuplicateSearch(context, self)
        self.locking = Locking(context, self, self)
        self.desk = SyncDesk(context, self.actions_by_id, self.navigation, self.status_bar, self)
        self.class_desk = PortionDesk(context, context.app.classes.work, self)
        self.quality_desk = PortionDesk(context, context.app.quality.work, self)
        self.bulk: BulkDesk = BulkDesk(context, self.customers, self)
        self.campaigns: CampaignDesk = CampaignDesk(context, self, self)
        self.updates: UpdateDesk = UpdateDesk(context, self)
        self.background = Background(context, self)
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
        """Show a page of :data:`ui.pages.catalogue.PAGES`. An open form closes; its input stays as a draft."""
        self.editing.leave()
        self.navigation.go_to(page)
        self.pages.setCurrentWidget(self.page(page))

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
        return self.editing.open(customer_id, name, back=self.cards.show if self.cards.in_front else None)

    @Slot(list)
    def open_merge(self, ids: list[str]) -> None:
        """Show how some customers would become one, to decide."""
        self.merging.open(ids)

    def centre(self) -> SyncCentrePage:
        """Return the page of the sync centre."""
        return cast("SyncCentrePage", self.page("sync_centre"))

    @Slot()
    def log_here(self) -> None:
        """Write down a contact with the customer in front."""
        self.log(self.in_front())

    @Slot(str)
    def log(self, customer_id: str) -> QWidget:
        """Write down a contact with a customer, "" for one that is chosen then."""
        return self.records.log(customer_id)

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

    def put_work_away(self) -> None:
        """Keep what is being typed as a draft and close the form."""
        self.editing.leave(offer=False)
        self.cards.put_work_away()

    @Slot()
    def _make_way(self) -> None:
        """Close for an installer: what is being typed becomes a draft."""
        self.put_work_away()
        self.close()

    def stop_work(self) -> None:
        """Stop everything that reads or writes the profile."""
        self.is_working = False
        self.bulk.inline.leave()
        self._later.stop()
        self.desk.end()
        self.step_count.stop()
        self.claim_desk.stop()
        self.class_desk.end()
        self.quality_desk.end()
        self.customers.stop()
        self.past.end()
        self.cards.end()
        self.twins.stop()
        for page, _widget in self._others.values():
            page.stop()
        self._context.bridge.close()
        if self._context.sync is not None:
            self._context.sync.stop()
        self._context.jobs.close()

    @Slot()
    def wake_sync(self) -> None:
        """Synchronise now."""
        self.desk.wake()

    def _build(self) -> None:
        self.navigation = Navigation(self.actions_by_id)
        self.customers: CustomersPage = CustomersPage(self._context, self.actions_by_id)
        self.status_bar = StatusBar()
        self.pages = QStackedWidget()
        self.pages.addWidget(self.customers)
        self._others: dict[str, tuple[Page, QWidget]] = {}
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
        self.commands = WindowCommands(self)
        for action in self.actions_by_id:
            self.addAction(action)
        self.navigation.gone_to.connect(self.go_to)
        self.editing.go_on_row = self.records.go_on
        self.step_count.counted.connect(partial(self.navigation.set_count, "next_steps"))
        self.claim_desk.counted.connect(partial(self.navigation.set_count, "claims"))
        self.navigation.profile_clicked.connect(self.operations.settings)
        self.status_bar.centre_clicked.connect(self.show_centre)
        self.status_bar.connect_clicked.connect(self.operations.connect_company)
        self.status_bar.update_clicked.connect(self.updates.open)
        self.updates.close_wanted.connect(self._make_way)
        self.status_bar.conflicts_clicked.connect(self.actions_by_id["conflicts"].trigger)
        self.customers.selection_changed.connect(self.status_bar.set_selection)
        self.customers.usable.connect(self._first_paint)
        self.customers.card.part_wanted.connect(self.merging.part)
        self._context.undo.changed.connect(self._update_undo)
        self.class_desk.settled.connect(self.customers.classes_changed)
        self.class_desk.settled.connect(self.customers.card.classes.reload)
        self.quality_desk.settled.connect(self.customers.model.refresh)
        self.desk.news_wanted.connect(self._show_news)
        self.background.sync_loaded.connect(self._start_sync)
        self.twins.counted.connect(partial(self.navigation.set_count, "duplicates"))
        self.desk.answers_came.connect(self.courier.tell_answers)

    @Slot()
    def _take_dropped(self) -> None:
        self._take(self._dropped)

    def _take(self, files: list[Path]) -> None:
        if carried := ending(files, CARRIED):
            self.courier.take(carried)
        if imported := ending(files, IMPORTED):
            self.operations.import_files(imported)
        if (copies := ending(files, BACKUPS)) and not self.locking.locked:
            self.operations.look_into_backup(copies[0])

    def _restore_geometry(self) -> None:
        state = self._context.settings.state("window/geometry")
        if state.isEmpty() or not self.restoreGeometry(state):
            room = self.screen().availableGeometry().size()
            self.resize(min(_FIRST_SIZE[0], room.width()), min(_FIRST_SIZE[1], room.height()))

    def page(self, name: str) -> QWidget:
        """Return a page of :data:`ui.pages.catalogue.PAGES`, made when it is first wanted."""
        if name == "customers":
            return self.customers
        if name not in self._others:
            self._others[name] = make(name, self)
            self.pages.addWidget(self._others[name][1])
        return self._others[name][1]

    @Slot()
    def _first_paint(self) -> None:
        self.is_usable = True
        self.customers.view.setFocus()
        self.usable.emit()
        self._later.start()

    @Slot()
    def _start_background(self) -> None:
        self.status_bar.set_version(self._version())
        self.step_count.count()
        self.claim_desk.count()
        self.updates.settle()
        self.background.begin().finished.connect(self.twins.look)  # both work the processor hard and write in turn
        self.class_desk.begin()
        self.quality_desk.begin()
        if self.editing.editor is None and not self.locking.locked:
            self.editing.offer_unfinished()

    @Slot(object)
    def _start_sync(self, make: SyncMaker) -> None:
        if self.isVisible():  # else closed meanwhile
            self.desk.begin(make)

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

    @Slot()
    def open_palette(self) -> None:
        """Open Ctrl+K."""
        from ui.palette import Palette

        palette = Palette(self.actions_by_id, self._context, self)
        palette.customer_chosen.connect(self.show_customer)
        palette.open_over(self)

    @Slot(str)
    def show_customer(self, customer_id: str) -> None:
        """Show a customer in the list; what was said of a case leads to the case."""
        if self.context.app.claim_queries.has(customer_id):
            self.go_to("claims")
            cast("ClaimsPage", self.pages.currentWidget()).show_case(customer_id)
            return
        self.go_to("customers")
        self.customers.show_customer(customer_id)

    @Slot(str, str)
    def show_class(self, scheme_id: str, code: str) -> None:
        """Show the customers of a class in the list."""
        self.go_to("customers")
        self.customers.show_class(scheme_id, code)

    def in_front(self) -> str:
        """Return the id of the customer a person is looking at; "" for none."""
        page = self.pages.currentWidget()
        if self.editing.editor is not None:
            return self.editing.editor.customer_id or ""
        if page is self.customers:
            return self._current_card()
        return str(getattr(page, "customer_id", ""))

    def _current_card(self) -> str:
        card = self.customers.card.card
        return card.id if card else self.customers.current_id()

    @Slot(str)
    def trigger(self, action: str) -> None:
        """Do what an action does."""
        self.actions_by_id[action].trigger()
