"""What was overwritten or withheld when two people changed the same thing: read, and open the customer."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop_crm.domain.masking import is_masked_by_default, mask_value
from desktop_crm.domain.records import CUSTOMER, RECORD_TYPES
from desktop_crm.domain.values import decode, format_value
from desktop_crm.errors import UsageError
from desktop_crm.events import ChangeSet
from desktop_crm.queries.customers import ConflictItem
from ui.context import Context
from ui.i18n import Translated, language
from ui.models.texts import long_moment
from ui.widgets import EmptyState, Panel, make_label

_NOWHERE = QModelIndex()
_WIDTHS = (150, 130, 190, 190, 190, 120)


class ConflictModel(QAbstractTableModel):
    """One row a conflict item."""

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._items: list[ConflictItem] = []

    def load(self) -> None:
        """Read the items anew."""
        self.beginResetModel()
        self._items = self._context.app.queries.conflicts()
        self.endResetModel()

    def item(self, row: int) -> ConflictItem:
        """Return an item."""
        return self._items[row]

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        """Count the items."""
        return 0 if parent.isValid() else len(self._items)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        """Count the columns."""
        return 0 if parent.isValid() else len(_WIDTHS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a header."""
        titles = [self.tr("客户"), self.tr("字段"), self.tr("原值")]
        titles += [self.tr("保留的值"), self.tr("被覆盖的值"), self.tr("时间")]
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return titles[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the text of a cell."""
        if index.isValid() and role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._cells(self._items[index.row()])[index.column()]
        return None

    def _cells(self, item: ConflictItem) -> tuple[str, ...]:
        record = RECORD_TYPES.get(item.record_type, CUSTOMER)
        field = record.get(item.field)
        label = field.label(language()) if field else item.field
        kept, lost = (_value(item, raw) for raw in (item.winner, item.loser))
        return (
            item.display_name or item.customer_no,
            label,
            _value(item, item.base),
            _by(kept, item.winner_by),
            _by(lost, item.loser_by),
            long_moment(item.at, self._context.app.today()),
        )


def _by(value: str, who: str) -> str:
    return f"{value} · {who}" if who else value


def _value(item: ConflictItem, raw: str | None) -> str:
    """Write a value as its field does, masked where the field is."""
    field = RECORD_TYPES.get(item.record_type, CUSTOMER).get(item.field)
    if raw is None or raw == "":
        return "—"
    try:
        value = decode(raw)
    except UsageError:
        value = raw
    if field is None:
        return str(value)
    text = (
        mask_value(field, value, language()) if is_masked_by_default(field) else format_value(field, value, language())
    )
    return text or "—"


class ConflictsPage(Translated, QWidget):
    """``customer_wanted(id)``: show this customer."""

    customer_wanted = Signal(str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("conflicts_page")
        self.model = ConflictModel(context, self)
        self._title = make_label(role="title")
        self._hint = make_label(role="muted")
        self.view = QTableView()
        self._dress_view()
        self.empty = EmptyState("circle-check", "")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        self._lay_out()
        context.bridge.changed.connect(self._changed)
        self.reload()
        self.retranslate()

    def stop(self) -> None:
        """Nothing runs here."""

    def reload(self) -> None:
        """Read the list anew."""
        self.model.load()
        self._stack.setCurrentWidget(self.view if self.model.rowCount() else self.empty)
        self._hint.setText(self.tr("共 %n 处", "", self.model.rowCount()) if self.model.rowCount() else "")

    def retranslate(self) -> None:
        """Set every text."""
        self._title.setText(self.tr("冲突"))
        self.view.setAccessibleName(self.tr("冲突"))
        self.empty.set_texts(self.tr("没有冲突"), self.tr("两个人改了同一处资料时，被覆盖的值会留在这里，不会丢。"))
        self.reload()

    @Slot(object)
    def _changed(self, _change: ChangeSet) -> None:
        self.reload()

    def _open(self, index: QModelIndex) -> None:
        self.customer_wanted.emit(self.model.item(index.row()).agg_id)

    def _dress_view(self) -> None:
        view = self.view
        view.setObjectName("conflicts")
        view.setModel(self.model)
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setTabKeyNavigation(False)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(44)
        view.horizontalHeader().setFixedHeight(38)
        view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        view.horizontalHeader().setStretchLastSection(True)
        for place, width in enumerate(_WIDTHS):
            view.setColumnWidth(place, width)
        view.activated.connect(self._open)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._hint)
        top = QHBoxLayout()
        top.addLayout(words, 1)
        panel = Panel(margin=1, spacing=0)
        panel.body.setContentsMargins(1, 4, 1, 4)
        panel.body.addWidget(self._stack)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 18, 16)
        column.setSpacing(14)
        column.addLayout(top)
        column.addWidget(panel, 1)
