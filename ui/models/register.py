"""The customer list for any number of rows: a snapshot of keys, and pages of rows read on demand.

The first keys come at once (or from a thread when the database must sort), the rest from a thread as one
array; a row is read, with its page, when the view first asks for it. A changed row is read anew without a
reset; added and removed rows come in with the next snapshot, so the list never jumps while one types.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal, Slot

from desktop_crm.events import ChangeSet, Origin
from desktop_crm.queries.customers import CustomerQueries, ListFilter, ListRow, Order
from ui.i18n import language
from ui.jobs import Jobs, Lane, Task
from ui.models.columns import COLUMNS, Look, RegisterColumn
from ui.models.pages import Pages, unchanged_ends
from ui.models.texts import cell_text, legend, news_word, sync_sentence
from ui.timers import single_shot

#: Keys read before the first paint: more than any screen shows.
FIRST_ROWS = 300
#: The list settles this long after the last change before it is asked for anew, in milliseconds: hardly at
#: all after one's own save, longer while the sync client brings one portion after the other.
SETTLE_MS, SETTLE_REMOTE_MS = 30, 800
#: The thread starts this long after the first rows, so that they are painted before it takes the processor.
PAINT_FIRST_MS = 60

RowRole = Qt.ItemDataRole.UserRole
ColumnRole = Qt.ItemDataRole.UserRole + 1

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class RegisterModel(QAbstractTableModel):
    """Rows of one filter in one order. ``settled`` tells that the whole snapshot is here."""

    settled = Signal()
    busy_changed = Signal(bool)

    def __init__(
        self, queries: CustomerQueries, jobs: Jobs, today: Callable[[], date], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._queries = queries
        self._jobs = jobs
        self._today = today
        self._pages = Pages(queries.rows)
        self._filter, self._order = ListFilter(), Order()
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

    def show_list(self, wanted: ListFilter, order: Order) -> None:
        """Show another list. Rows are there at once where an index gives them, else a moment later."""
        self._filter, self._order = wanted, order
        self._generation += 1
        self._complete = False
        if order.indexed and wanted == ListFilter(deleted=wanted.deleted):
            self._replace(self._queries.first_rids(wanted, order, FIRST_ROWS))
            self._start.start()
        else:
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
        """Return the keys of a range, both ends included."""
        return self._pages.rids[first : last + 1]

    def position_of(self, rid: int) -> int:
        """Return the position of a key, -1 when it is not in the list."""
        try:
            return self._pages.rids.index(rid)
        except ValueError:
            return -1

    # -- Qt ---------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Count the rows."""
        return 0 if parent.isValid() else len(self._pages.rids)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Count the columns."""
        return 0 if parent.isValid() else len(COLUMNS)

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
        if not index.isValid() or role not in _ROLES:
            return None
        column = COLUMNS[index.column()]
        if role == ColumnRole:
            return column
        row = self._pages.row(index.row())
        if role == RowRole:
            return row
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.look is Look.NUMBER else _LEFT
        text = self.text(column, row, index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        told = [text, news_word(row.news) if row is not None and column.look is Look.NAME else ""]
        if role == Qt.ItemDataRole.ToolTipRole and row is not None and column.look is Look.SYNC:
            told.append(sync_sentence(row.sync_state))
        told = [part for part in told if part]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{column.label(language())}：{'，'.join(told)}"
        return "\n".join(told)

    def text(self, column: RegisterColumn, row: ListRow | None, position: int) -> str:
        """Return the text of a cell."""
        if column.look is Look.NUMBER:
            return f"{position + 1:,}"
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

        def work(_task: Task) -> tuple[int, array[int]]:
            return generation, self._queries.all_rids(wanted, order)

        job = self._jobs.run(work, Lane.POOL)
        job.succeeded.connect(self._arrived)
        job.finished.connect(self._ended)

    @Slot(object)
    def _arrived(self, answer: tuple[int, array[int]]) -> None:
        generation, rids = answer
        if generation != self._generation:
            return
        if self._complete:
            self._merge(rids)
        else:
            self._complete = True
            self._take(rids)
        self.settled.emit()

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
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(COLUMNS) - 1))


_ROLES = frozenset(
    {
        Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.TextAlignmentRole, RowRole, ColumnRole,
    }
)  # fmt: skip
