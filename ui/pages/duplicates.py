"""Customers that may be filed twice: the pairs, and both cards side by side."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop_crm.errors import CrmError
from desktop_crm.queries.duplicates import Group
from desktop_crm.services.conflicts import Decision
from ui.context import Context
from ui.duplicates.detail import PairDetail
from ui.duplicates.model import Entry, PairModel, Show, selected
from ui.duplicates.search import DuplicateSearch
from ui.duplicates.steps import TellingApart
from ui.duplicates.view import PairView
from ui.duplicates.words import names
from ui.errors import describe
from ui.i18n import Translated
from ui.revealing import Wish, reveal
from ui.undo import Step
from ui.widgets import Chip, ChipRow, EmptyState, ProgressLine, lay_out_review, make_button, make_label

LIST_WIDTH = 340


class DuplicatesPage(Translated, QWidget):
    """``customer_wanted(id)``: show this customer. ``merge_wanted(ids)``: make one of these; offered with
    ``can_merge``."""

    customer_wanted = Signal(str)
    merge_wanted = Signal(list)

    def __init__(
        self, context: Context, search: DuplicateSearch, parent: QWidget | None = None, *, can_merge: bool = False
    ) -> None:
        super().__init__(parent)
        self.setObjectName("duplicates_page")
        self._context, self._search = context, search
        self._groups = search.groups
        self._show, self._place = Show.ALL, 0
        self.model = PairModel(self)
        self.view, self.detail = PairView(self.model), PairDetail(can_merge=can_merge)
        self.chips = ChipRow("")
        self._title, self._hint = make_label(role="title"), make_label(role="muted")
        self._anew = make_button("", size="small", icon_name="refresh-cw", on_click=search.look_at_all)
        self._anew.setObjectName("duplicates_anew")
        self._cancel = make_button("", size="small", on_click=search.cancel)
        self._cancel.setObjectName("duplicates_cancel")
        self.progress = ProgressLine()
        self.progress.add_action(self._cancel)
        self.empty = EmptyState("circle-check", "")
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()
        self.retranslate()

    def stop(self) -> None:
        """Start nothing more; the search is the window's."""

    def show_groups(self, groups: list[Group]) -> None:
        """Show these groups."""
        self._groups = groups
        self._say()

    @Slot()
    def _found(self) -> None:
        self.show_groups(self._search.groups)

    def showEvent(self, event: QShowEvent) -> None:
        """Look at once for what changed."""
        super().showEvent(event)
        if event.type() == QEvent.Type.Show and not event.spontaneous():
            self._search.look()

    def retranslate(self) -> None:
        """Set every text."""
        self._title.setText(self.tr("重复"))
        self.view.setAccessibleName(self.tr("可能重复的客户"))
        self.chips.setAccessibleName(self.tr("筛选"))
        self._anew.setText(self.tr("全部重新比较"))
        self._anew.setAccessibleName(self.tr("全部重新比较"))
        self._cancel.setText(self.tr("停止"))
        self._cancel.setAccessibleName(self.tr("停止"))
        self.progress.set_text(self.tr("正在比较客户…"))
        self._say()

    # -- what is shown ----------------------------------------------------------------------

    def _say(self) -> None:
        titles = {
            Show.ALL: self.tr("全部"),
            Show.LIKELY: self.tr("很可能"),
            Show.POSSIBLE: self.tr("可能"),
            Show.LATER: self.tr("稍后再看"),
        }
        counts = {show: len(selected(self._groups, show)) for show in Show}
        self.chips.set_chips([Chip(show.value, titles[show], counts[show]) for show in Show])
        self.chips.choose(self._show.value)
        self._hint.setText(self.tr("共 %n 对可能是同一位客户", "", counts[Show.ALL]))
        here = self.view.current()
        self.model.show_entries(selected(self._groups, self._show))
        place = self.model.place_of(here.key) if here is not None else -1
        self.view.choose(place if place >= 0 else self._place)
        self.empty.set_texts(*self._nothing(counts[Show.ALL]))
        self._stack.setCurrentIndex(0 if self.model.rowCount() else 1)
        self._show_running()

    def _nothing(self, open_ones: int) -> tuple[str, str]:
        if self._show is Show.LATER:
            return self.tr("没有放到以后的"), self.tr("按 3 放到以后的客户会列在这里。")
        if open_ones:
            return self.tr("这里没有"), self.tr("其他的在「全部」里。")
        if self._search.is_running:
            return self.tr("正在比较"), self.tr("比较在后台进行，可以继续工作。")
        return self.tr("没有重复的客户"), self.tr("新建、导入和同步来的客户会自动比较。")

    @Slot()
    def _show_running(self) -> None:
        running = self._search.is_running
        self._anew.setEnabled(not running)
        if not running:
            self.progress.hide()

    @Slot(int, int)
    def _progressed(self, done: int, total: int) -> None:
        self.progress.setVisible(self._search.is_running and total > 0)
        self.progress.set_progress(done, total)

    @Slot(object)
    def _picked(self, entry: Entry | None) -> None:
        self.detail.setVisible(entry is not None)
        ids = [card.id for card in entry.cards] if entry is not None else []
        cards = self._context.app.queries.cards(ids)
        self.detail.show_entry(entry if len(cards) == len(ids) else None, cards)
        if entry is not None:
            self._place = max(self.model.place_of(entry.key), 0)

    @Slot(str)
    def _chosen(self, key: str) -> None:
        self._show, self._place = Show(key), 0
        self._say()

    # -- decisions --------------------------------------------------------------------------

    @Slot()
    def _tell_apart(self) -> None:
        entry = self.detail.entry
        if entry is None:
            return
        if entry.pair is not None:
            one, other = entry.pair.ids
            self._decide(entry, lambda: self._apart(one, other))
        elif entry.mark is not None:
            mark = entry.mark.conflict_id
            self._decide(entry, lambda: self._settle(mark))

    def _apart(self, one: str, other: str) -> Step:
        service = self._context.app.duplicates
        return TellingApart(service, service.tell_apart(one, other))

    def _settle(self, conflict_id: str) -> Step:
        from ui.pages.conflicts import Deciding

        service = self._context.app.conflicts
        return Deciding(service, service.resolve(conflict_id, Decision.KEEP), None)

    def _decide(self, entry: Entry, work: Callable[[], Step]) -> None:
        try:
            step = work()
        except CrmError as error:
            self._context.notify(describe(error).whole().replace("\n", ""), kind="warning")
            return
        self._context.undo.push(step)
        text = self.tr("已记下：不是同一位客户（%1）").replace("%1", names(entry.cards))
        self._context.notify(text, (self.tr("撤销"), lambda: self._take_back(step)), kind="success")
        self._next(entry)

    def _take_back(self, step: Step) -> None:
        try:
            self._context.undo.take_back(step)
        except CrmError as error:
            self._context.notify(describe(error).whole().replace("\n", ""), kind="warning")
        self._search.look()

    @Slot()
    def _put_off(self) -> None:
        entry = self.detail.entry
        if entry is not None and entry.pair is not None:
            pair = entry.pair
            self._context.app.duplicates.put_off(pair.low.rid, pair.high.rid, later=not entry.later)
            self._next(entry)

    @Slot()
    def _merge(self) -> None:
        entry = self.detail.entry
        if entry is not None and entry.pair is not None:
            self.merge_wanted.emit(list(entry.pair.ids))

    @Slot()
    def _merge_all(self) -> None:
        entry = self.detail.entry
        if entry is not None:
            self.merge_wanted.emit([card.id for card in entry.group.cards])

    def _next(self, entry: Entry) -> None:
        """Go on with the next pair at once; the list read anew will say the same."""
        rest = [group for group in self._groups if group != entry.group]
        pairs = tuple(pair for pair in entry.group.pairs if pair != entry.pair)
        if pairs:
            rest.insert(self._groups.index(entry.group), replace(entry.group, pairs=pairs))
        self.show_groups(rest)
        self._search.look()
        self.view.setFocus()

    @Slot()
    def _open_first(self) -> None:
        self.detail.open_card(0)

    @Slot(object)
    def _reveal_wanted(self, wish: Wish) -> None:
        entry = self.detail.entry
        if entry is not None:
            reveal(self._context, [card.id for card in entry.cards], wish)

    # -- parts ------------------------------------------------------------------------------

    def _connect(self) -> None:
        self._search.found.connect(self._found)
        self._search.progressed.connect(self._progressed)
        self._search.running_changed.connect(self._say)
        self.view.picked.connect(self._picked)
        self.view.opened.connect(self._open_first)
        self.chips.chosen.connect(self._chosen)
        self.detail.apart_wanted.connect(self._tell_apart)
        self.detail.later_wanted.connect(self._put_off)
        self.detail.merge_wanted.connect(self._merge)
        self.detail.merge_all_wanted.connect(self._merge_all)
        self.detail.card_wanted.connect(self.customer_wanted)
        self.detail.reveal_wanted.connect(self._reveal_wanted)
        for number in (1, 2, 3):
            key = QShortcut(QKeySequence(str(number)), self.view)
            key.setContext(Qt.ShortcutContext.WidgetShortcut)
            key.activated.connect(lambda one=number: self.detail.press(one))

    def _lay_out(self) -> None:
        lay_out_review(
            self, (self._title, self._hint), self._anew, (self.chips, self.progress,), self._stack,
            view=self.view, detail=self.detail, empty=self.empty, width=LIST_WIDTH,
        )  # fmt: skip
