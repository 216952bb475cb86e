"""The customer list for any number of rows: a snapshot of keys, and pages of rows read on demand.

The first keys come at once (or from a thread when the database must sort), the rest from a thread as one
array; a row is read, with its page, when the view first asks for it. A changed row is read anew without a
reset; added and removed rows come in with the next snapshot, so the list never jumps while one types.
A grouped list (:mod:`ui.models.grouping`) first reads its heads; the keys of a group come when it is opened.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal, Slot

from desktop_crm.domain.custom.book import FormBook
from desktop_crm.events import ChangeSet, Origin
from desktop_crm.queries.customers import CustomerQueries, ListFilter, ListRow, Order
from desktop_crm.queries.groups import Figures, GroupHead, GroupQueries, group_of
from ui.i18n import language
from ui.jobs import Jobs, Lane, Task
from ui.models.columns import COLUMNS, Look, RegisterColumn, show_added
from ui.models.grouping import OPEN_AT_FIRST, Grouping, head_figures
from ui.models.pages import Pages, unchanged_ends
from ui.models.texts import cell_text, contradiction_words, legend, news_word, sync_sentence
from ui.timers import single_shot

#: Keys read before the first paint: more than any screen shows.
FIRST_ROWS = 300
#: Customers looked at for them where a filter may let few through.
LOOKED = 20_000
#: The list settles this long after the last change before it is asked for anew, in milliseconds: hardly at
#: all after one's own save, longer while the sync client brings one portion after the other.
SETTLE_MS, SETTLE_REMOTE_MS = 30, 800
#: The thread starts this long after the first rows, so that they are painted before it takes the processor.
PAINT_FIRST_MS = 60

RowRole = Qt.ItemDataRole.UserRole
ColumnRole = Qt.ItemDataRole.UserRole + 1
HeadRole = Qt.ItemDataRole.UserRole + 2

Index = QModelIndex | QPersistentModelIndex
_Heads = tuple[list[GroupHead], dict[str, "array[int]"]]
_NOWHERE = QModelIndex()
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class RegisterModel(QAbstractTableModel):
    """Rows of one filter in one order. ``settled`` tells that the whole snapshot is here."""

    settled = Signal()
    busy_changed = Signal(bool)

    def __init__(
        self,
        queries: CustomerQueries,
        jobs: Jobs,
        today: Callable[[], date],
        parent: QObject | None = None,
        groups: GroupQueries | None = None,
    ) -> None:
        super().__init__(parent)
        self._names = [column.id for column in COLUMNS]  # they may be others when another profile was open
        self._queries = queries
        self._jobs = jobs
        self._today = today
        self._pages = Pages(queries.rows)
        self._filter, self._order = ListFilter(), Order()
        self._groups, self.grouping = groups, Grouping("")
        #: Names a group where its declaration alone does not know it.
        self.group_name: Callable[[str, str], str | None] = lambda name, code: None
        self._generation = 0
        self._running = False  # one query at a time; the newest wish runs next
        self._wanted = False
        self._complete = False
        self._stopped = False
        self._start = single_shot(self, PAINT_FIRST_MS, self._query)
        self._settle = single_shot(self, SETTLE_MS, self._query)

    # -- what to show -----------------------------------------------------------------------

    @property
    def filter(self) -> ListFilter:
        """Filter in force."""
        return self._filter

    @property
    def order(self) -> Order:
        """Order in force."""
        return self._order

    @property
    def complete(self) -> bool:
        """Whether the whole snapshot is here, so that the number of rows is exact."""
        return self._complete

    @property
    def customers(self) -> int:
        """How many customers the list has, those of closed groups included."""
        return self.grouping.customers if self.grouping.name else len(self._pages.rids)

    def show_list(self, wanted: ListFilter, order: Order, group_by: str = "") -> None:
        """Show another list. Rows are there at once where an index gives them, else a moment later."""
        before = self.grouping
        if group_by != before.name or wanted != self._filter:
            self.grouping = Grouping(group_by)
            if group_by and group_by == before.name:
                self.grouping.opened = set(before.opened)
        self._filter, self._order = wanted, order
        self._generation += 1
        self._complete = False
        if not group_by and order.indexed and wanted == ListFilter(deleted=wanted.deleted):
            self._replace(self._queries.first_rids(wanted, order, FIRST_ROWS))
            self._start.start()
            return
        if not group_by and order.indexed and not wanted.text.strip():
            self._read_first(wanted, order, "")
        self._query()

    def reload(self) -> None:
        """Ask for the list again, keeping what is unchanged."""
        self._settle.start(SETTLE_MS)

    def stop(self) -> None:
        """Ask for nothing more; the window is closing."""
        self._stopped = True
        self._start.stop()
        self._settle.stop()

    def apply_change(self, change: ChangeSet) -> None:
        """Follow a commit: read the changed rows anew, and look for added or removed ones when it is quiet."""
        self.refresh(None if change.many else change.agg_ids)
        self._settle.start(SETTLE_MS if change.origin is Origin.LOCAL else SETTLE_REMOTE_MS)

    def refresh(self, ids: frozenset[str] | None = None) -> None:
        """Read some rows, or all, anew; which rows there are is not asked."""
        if ids is None:
            self._pages.forget()
            self._tell_changed(0, len(self._pages.rids) - 1)
            return
        positions = sorted(self._pages.positions(ids))
        self._pages.refresh(positions)
        for position in positions:
            self._tell_changed(position, position)

    # -- rows -------------------------------------------------------------------------------

    def row_at(self, position: int) -> ListRow | None:
        """Return a row; None when the customer is gone or there is no such position."""
        return self._pages.row(position) if 0 <= position < len(self._pages.rids) else None

    def rid_at(self, position: int) -> int:
        """Return the key at a position."""
        return self._pages.rids[position]

    def rids_between(self, first: int, last: int) -> array[int]:
        """Return the keys of the customers in a range, both ends included; heads of groups are none."""
        found = self._pages.rids[first : last + 1]
        return array("q", (rid for rid in found if rid >= 0)) if self.grouping.name else found

    def whole(self) -> Callable[[], array[int]]:
        """Return what gives the keys of all customers of the list as it is now, of closed groups too. Of a grouped
        list they are read: not for the GUI thread."""
        if self.grouping.name:
            return partial(self._queries.all_rids, self._filter, self._order)
        here = self._pages.rids[:]
        return lambda: here

    def position_of(self, rid: int) -> int:
        """Return the position of a key, -1 when it is not in the list."""
        try:
            return self._pages.rids.index(rid)
        except ValueError:
            return -1

    def take_columns(self, book: FormBook) -> bool:
        """Show the columns of what the company added; return whether others are shown now."""
        show_added(book)
        names = [column.id for column in COLUMNS]
        if names == self._names:
            return False
        self.beginResetModel()
        self._names = names
        self.endResetModel()
        return True

    # -- groups -----------------------------------------------------------------------------

    def head_at(self, position: int) -> GroupHead | None:
        """Return the head at a position; None for a customer's row."""
        rids = self._pages.rids
        return self.grouping.head(rids[position]) if 0 <= position < len(rids) else None

    def customer_from(self, position: int) -> int:
        """Return the position of the customer below a head, the position itself elsewhere."""
        below = self.head_at(position) is not None and 0 <= position + 1 < len(self._pages.rids)
        return position + 1 if below and self.head_at(position + 1) is None else position

    def title_of(self, head: GroupHead) -> str:
        """Name a group."""
        return self.grouping.title(head, self.group_name(self.grouping.name, head.code))

    def is_open(self, head: GroupHead) -> bool:
        """Whether the rows of a group are shown."""
        return head.code in self.grouping.opened

    def set_open(self, head: GroupHead, *, opened: bool) -> None:
        """Open or close a group; its first rows come at once, the rest from a thread."""
        if opened is self.is_open(head):
            return
        if not opened:
            self.grouping.forget(head.code)
            self._merge(self.grouping.keys())
            return
        self.grouping.opened.add(head.code)
        self._head_changed(head)
        wanted, order = group_of(self._filter, self.grouping.name, head.code), self._order
        if order.indexed and not wanted.text.strip():
            self._read_first(wanted, order, head.code)
        generation = self._generation

        def work(_task: Task) -> tuple[int, str, array[int]]:
            return generation, head.code, self._queries.all_rids(wanted, order)

        self._jobs.run(work, Lane.POOL).succeeded.connect(self._group_arrived)

    def heads_between(self, first: int, last: int) -> int:
        """Count the heads in a range, both ends included."""
        return self.grouping.heads_between(first, last) if self.grouping.name else 0

    def _head_changed(self, head: GroupHead) -> None:
        place = next((at for at in range(len(self._pages.rids)) if self.head_at(at) == head), -1)
        self._tell_changed(place, place) if place >= 0 else None

    def _read_first(self, wanted: ListFilter, order: Order, code: str) -> None:
        """Read the rows that a screen shows, beside the thread that reads all."""
        generation = self._generation

        def work(_task: Task) -> tuple[int, str, array[int]]:
            return generation, code, self._queries.first_rids(wanted, order, FIRST_ROWS, looked=LOOKED)

        self._jobs.run(work, Lane.POOL).succeeded.connect(self._first_arrived)

    @Slot(object)
    def _first_arrived(self, answer: tuple[int, str, array[int]]) -> None:
        generation, code, rids = answer
        if generation != self._generation or not rids:
            return
        if not self.grouping.name and not self._complete:
            self._replace(rids)
        elif code in self.grouping.missing():
            self._group_arrived(answer)

    @Slot(object)
    def _group_arrived(self, answer: tuple[int, str, array[int]]) -> None:
        generation, code, rids = answer
        if generation == self._generation and code in self.grouping.opened:
            self.grouping.put(code, rids)
            self._merge(self.grouping.keys())

    # -- Qt ---------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Count the rows."""
        return 0 if parent.isValid() else len(self._pages.rids)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Count the columns."""
        return 0 if parent.isValid() else len(self._names)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the header of a column."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(COLUMNS):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section].label(language())
        if role == Qt.ItemDataRole.ToolTipRole:
            return legend(COLUMNS[section]) or COLUMNS[section].label(language())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _LEFT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows, says to a screen reader, or is made of (``RowRole``)."""
        if not index.isValid() or role not in _ROLES or index.column() >= len(COLUMNS):
            return None
        column = COLUMNS[index.column()]
        if role == ColumnRole:
            return column
        head = self.head_at(index.row()) if self.grouping.name else None
        if head is not None:
            return self._head_data(head, column, role)
        if role == HeadRole:
            return None
        row = self._pages.row(index.row())
        if role == RowRole:
            return row
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.look in (Look.NUMBER, Look.MONEY) else _LEFT
        text = self.text(column, row, index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        told = [text]
        if row is not None and column.look is Look.NAME:
            told += news_word(row.news), contradiction_words(row.contradictions)
        if role == Qt.ItemDataRole.ToolTipRole and row is not None and column.look is Look.SYNC:
            told.append(sync_sentence(row.sync_state))
        told = [part for part in told if part]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{column.label(language())}：{'，'.join(told)}"
        return "\n".join(told)

    def _head_data(self, head: GroupHead, column: RegisterColumn, role: int) -> object:
        if role == HeadRole:
            return head
        if role == RowRole:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _LEFT
        if role == Qt.ItemDataRole.DisplayRole:
            return self.title_of(head) if column.look is Look.NAME else ""
        state = self.tr("已展开") if self.is_open(head) else self.tr("已收起")
        return "，".join([self.title_of(head), *filter(None, head_figures(head)), state])

    def text(self, column: RegisterColumn, row: ListRow | None, position: int) -> str:
        """Return the text of a cell."""
        if column.look is Look.NUMBER:
            before = self.grouping.place_of_head(position) if self.grouping.name else -1
            return f"{position - before:,}"
        if row is None:
            return self.tr("（已删除）") if column.look is Look.NAME else ""
        return cell_text(column, row, language(), self._today())

    # -- the snapshot -----------------------------------------------------------------------

    @Slot()
    def _query(self) -> None:
        self._start.stop()
        self._settle.stop()
        if self._stopped:
            return
        if self._running:
            self._wanted = True
            return
        self._running = True
        self.busy_changed.emit(True)
        generation, wanted, order = self._generation, self._filter, self._order
        name, opened = self.grouping.name, frozenset(self.grouping.opened)

        def work(_task: Task) -> tuple[int, array[int] | _Heads]:
            if not name or self._groups is None:
                return generation, self._queries.all_rids(wanted, order)
            heads = self._groups.heads(wanted, name)
            rids = {
                head.code: self._queries.all_rids(group_of(wanted, name, head.code), order)
                for head in heads
                if head.code in opened or sum(one.customers for one in heads) <= OPEN_AT_FIRST
            }
            return generation, (heads, rids)

        job = self._jobs.run(work, Lane.POOL)
        job.succeeded.connect(self._arrived)
        job.finished.connect(self._ended)

    @Slot(object)
    def _arrived(self, answer: tuple[int, array[int] | _Heads]) -> None:
        generation, found = answer
        if generation != self._generation:
            return
        if isinstance(found, tuple):
            self.grouping.take(*found)
            found = self.grouping.keys()
            self._add_figures()
        if self._complete:
            self._merge(found)
            if self.grouping.name:
                self._tell_changed(0, len(found) - 1)  # the figures of the heads
        else:
            self._complete = True
            self._take(found)
        self.settled.emit()

    def _add_figures(self) -> None:
        """Have the figures added up that take longer than the heads."""
        groups, grouping, wanted = self._groups, self.grouping, self._filter
        if groups is None or all(head.complete for head in grouping.heads):
            return

        def work(_task: Task) -> tuple[Grouping, Figures]:
            return grouping, groups.figures(wanted, grouping.name)

        self._jobs.run(work, Lane.POOL).succeeded.connect(self._figures_arrived)

    @Slot(object)
    def _figures_arrived(self, answer: tuple[Grouping, Figures]) -> None:
        grouping, figures = answer
        if grouping is self.grouping:
            grouping.add_figures(figures)
            self._tell_changed(0, len(self._pages.rids) - 1)

    @Slot()
    def _ended(self) -> None:
        self._running = False
        self.busy_changed.emit(False)
        if self._wanted:
            self._wanted = False
            self._query()

    def _take(self, rids: array[int]) -> None:
        """Take the whole of a list of which the first keys, or those of the list before, are here."""
        here = self._pages.rids
        if here and len(rids) > len(here) and rids[: len(here)] == here:
            self.beginInsertRows(_NOWHERE, len(here), len(rids) - 1)
            self._pages.extend(rids)
            self.endInsertRows()
        elif rids != here:
            self._replace(rids)

    def _merge(self, rids: array[int]) -> None:
        """Bring in added and removed keys; the rows around them stay, and with them selection and place."""
        old = self._pages.rids
        head, tail = unchanged_ends(old, rids)
        gone, came = len(old) - head - tail, len(rids) - head - tail
        if gone:
            self.beginRemoveRows(_NOWHERE, head, head + gone - 1)
            self._pages.replace(old[:head] + old[head + gone :])
            self.endRemoveRows()
        if came:
            self.beginInsertRows(_NOWHERE, head, head + came - 1)
            self._pages.replace(rids)
            self.endInsertRows()

    def _replace(self, rids: array[int]) -> None:
        self.beginResetModel()
        self._pages.replace(rids)
        self.endResetModel()

    def _tell_changed(self, first: int, last: int) -> None:
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self._names) - 1))


_ROLES = {
    Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.TextAlignmentRole, RowRole, ColumnRole, HeadRole,
}  # fmt: skip
