"""The conflict inbox: a list grouped by customer, and the conflict chosen beside it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desktop_crm.errors import CrmError
from desktop_crm.queries.conflict_items import ConflictItem
from desktop_crm.services.conflicts import STATES, ConflictService, Decided, Decision
from ui.context import Context
from ui.inbox.detail import ConflictDetail
from ui.inbox.model import InboxModel, Show, selected
from ui.inbox.view import InboxView
from ui.inbox.words import state_words, subject
from ui.jobs import Task
from ui.pages.review import ReviewPage
from ui.revealing import Wish, reveal
from ui.widgets import make_button

LIST_WIDTH = 340


class Deciding:
    """A decision that can be taken back and made again."""

    def __init__(self, service: ConflictService, decided: Decided, value: object) -> None:
        self._service, self._decided, self._value = service, decided, value

    def undo(self) -> None:
        """Open the conflict again and put the former value back."""
        self._service.take_back(self._decided)

    def redo(self) -> None:
        """Decide again."""
        self._decided = self._service.resolve(self._decided.conflict_id, self._decided.decision, self._value)


class ConflictsPage(ReviewPage):
    """What was overwritten, decided by one key."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, "conflicts_page", Show.OPEN, "circle-check", parent)
        self._items: list[ConflictItem] = []
        self.model = InboxModel(context.app.today, self)
        self.view, self.detail = InboxView(self.model), ConflictDetail()
        self._all = make_button("", size="small", icon_name="list-checks", on_click=self._keep_card)
        self._all.setObjectName("inbox_keep_card")
        self.lay_out(self.detail, self._all, LIST_WIDTH)
        self._connect()
        self.retranslate()
        self.reload()

    def read(self, _task: Task) -> list[ConflictItem]:
        """Read the conflicts."""
        return self._context.app.queries.conflicts()

    def keep(self, answer: list[ConflictItem]) -> None:
        """Take the conflicts that were read."""
        self._items = answer

    def retranslate(self) -> None:
        """Set every text."""
        self._title.setText(self.tr("冲突"))
        self.view.setAccessibleName(self.tr("冲突"))
        self.chips.setAccessibleName(self.tr("筛选"))
        self._all.setText(self.tr("此客户全部保留现值"))
        self._all.setAccessibleName(self.tr("此客户全部保留现值"))
        self.say()

    # -- what is shown ----------------------------------------------------------------------

    def show_conflicts(self, items: list[ConflictItem]) -> None:
        """Show these conflicts."""
        self._items = items
        self.say()

    def say(self) -> None:
        """Show the conflicts of the chip that is chosen."""
        me = self._context.app.facts().get("user_name", "")
        names = {
            Show.OPEN: self.tr("待处理"),
            Show.IMPORTANT: self.tr("重要"),
            Show.MINE: self.tr("与我有关"),
            Show.DECIDED: self.tr("已处理"),
        }
        counts = {show: len(selected(self._items, show, me)) for show in Show}
        self._hint.setText(self.tr("共 %n 处待处理", "", counts[Show.OPEN]))
        self.empty.set_texts(*self._nothing(counts[Show.OPEN]))
        self.list_items(selected(self._items, Show(self._show), me), names, counts)

    def _nothing(self, open_ones: int) -> tuple[str, str]:
        if self._show is Show.DECIDED:
            return self.tr("还没有处理过冲突"), self.tr("处理过的冲突会列在这里，可以再次查看。")
        if open_ones:
            return self.tr("这里没有冲突"), self.tr("其他冲突在「待处理」里。")
        return self.tr("没有冲突"), self.tr("两个人改了同一处资料时，被覆盖的值会留在这里，不会丢。")

    @Slot(object)
    def _picked(self, item: ConflictItem | None) -> None:
        self.detail.setVisible(item is not None)
        self.detail.show_item(item)
        same = [one for one in self.model.items() if item is not None and one.agg_id == item.agg_id]
        self._all.setVisible(self._show is not Show.DECIDED and len(same) > 1)
        if item is not None:
            self._place = max(self.model.place_of(item.id), 0)

    # -- decisions --------------------------------------------------------------------------

    @Slot(object, object)
    def _decide(self, decision: Decision, value: object) -> None:
        item = self.detail.item
        if item is None:
            return
        service = self._context.app.conflicts
        try:
            decided = service.resolve(item.id, decision, value)
        except CrmError as error:
            self._failed(error)
            return
        step = Deciding(service, decided, value)
        self._context.undo.push(step)
        self._forget(item.id)
        message = f"{item.display_name or item.customer_no} · {subject(item)}：{state_words(STATES[decided.decision])}"
        self._context.notify(message, (self.tr("撤销"), lambda: self._take_back(step)), kind="success")
        self.view.setFocus()

    def _take_back(self, step: Deciding) -> None:
        try:
            self._context.undo.take_back(step)
        except CrmError as error:
            self._failed(error)
        self.reload()

    def _keep_card(self) -> None:
        item = self.detail.item
        if item is None:
            return
        ids = [one.id for one in self.model.items() if one.agg_id == item.agg_id]
        service = self._context.app.conflicts
        done = service.resolve_all(ids, Decision.KEEP)
        for decided in done:
            self._context.undo.push(Deciding(service, decided, None))
        self._context.notify(self.tr("%n 处冲突保留了现值", "", len(done)), kind="success")
        self.reload()

    def _forget(self, conflict_id: str) -> None:
        """Take a decided conflict out at once; the list read anew will say the same."""
        self._items = [one for one in self._items if one.id != conflict_id]
        self.say()
        self.reload()

    @Slot()
    def _open_customer(self) -> None:
        if self.detail.item is not None:
            self.customer_wanted.emit(self.detail.item.agg_id)

    @Slot(object)
    def _reveal_wanted(self, wish: Wish) -> None:
        if self.detail.item is not None:
            reveal(self._context, [self.detail.item.agg_id], wish)

    # -- parts ------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.view.picked.connect(self._picked)
        self.view.opened.connect(self._open_customer)
        self.detail.decided.connect(self._decide)
        self.detail.customer_wanted.connect(self._open_customer)
        self.detail.reveal_wanted.connect(self._reveal_wanted)
        for number in (1, 2, 3):
            key = QShortcut(QKeySequence(str(number)), self.view)
            key.setContext(Qt.ShortcutContext.WidgetShortcut)
            key.activated.connect(lambda one=number: self.detail.press(one))
