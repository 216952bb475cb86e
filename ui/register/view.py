"""The table of the customer list: look, keyboard, sorting by header, columns that fit."""

from __future__ import annotations

from array import array

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from desktop_crm.domain.list_views import Columns
from desktop_crm.events import ChangeSet
from desktop_crm.queries.customers import Order
from desktop_crm.services.forms import FormService
from desktop_crm.store.replica import ORGANISATION
from ui.delegates.register import ROW_HEIGHT, RegisterDelegate
from ui.models.columns import BY_ID, COLUMNS
from ui.models.register import RegisterModel
from ui.register.column_set import MIN_WIDTH, ColumnSet
from ui.register.group_keys import take_group_key
from ui.settings import Settings


def _logical() -> dict[str, int]:
    return {column.id: place for place, column in enumerate(COLUMNS)}


class RegisterView(QTableView):
    """Shows a :class:`RegisterModel`. ``opened`` (Enter, double click), ``picked`` (another selection)."""

    opened = Signal()
    edit_wanted = Signal()
    picked = Signal()
    removal_wanted = Signal()
    reveal_wanted = Signal()
    menu_wanted = Signal(QPoint)
    painted = Signal()
    columns_changed = Signal()

    def __init__(
        self,
        model: RegisterModel,
        settings: Settings,
        forms: FormService | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._settings = settings
        self._forms = forms
        self.columns = ColumnSet.load(settings)
        self._arranging = False
        self._delegate = RegisterDelegate(self)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self._dress()
        self._dress_header()
        self.selectionModel().selectionChanged.connect(self.picked)
        self.doubleClicked.connect(self._double_clicked)
        self.clicked.connect(self._clicked)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self.menu_wanted)
        self.arrange()

    @property
    def delegate(self) -> RegisterDelegate:
        """Painter of the cells."""
        return self._delegate

    # -- selection --------------------------------------------------------------------------

    def selected_count(self) -> int:
        """Count the selected rows; ranges are not unfolded."""
        return sum(bottom - top + 1 - self._model.heads_between(top, bottom) for top, bottom in self._ranges())

    def selected_rids(self) -> array[int]:
        """Keys of the selected rows, from top to bottom."""
        found = array("q")
        for top, bottom in sorted(self._ranges()):
            found.extend(self._model.rids_between(top, bottom))
        return found

    def current_rid(self) -> int:
        """Key of the current row; -1 when there is none."""
        index = self.currentIndex()
        return max(-1, self._model.rid_at(index.row())) if index.isValid() else -1  # a head has a lower key

    def choose(self, position: int) -> None:
        """Make a row the only selected one and show it."""
        index = self._model.index(position, self._first_visible())
        if index.isValid():
            self.selectionModel().setCurrentIndex(
                index, QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            )
            self.scrollTo(index)

    # -- columns ----------------------------------------------------------------------------

    def arrange(self) -> None:
        """Lay the columns out for the width there is."""
        if self._arranging or self.horizontalHeader().count() != len(COLUMNS):
            return  # the columns of another profile: those of this one come with the next look at it
        self._arranging = True
        header = self.horizontalHeader()
        room = self.viewport().width()
        visible = self.columns.visible(room)
        logical_of = _logical()
        for place, name in enumerate(self.columns.order):
            header.moveSection(header.visualIndex(logical_of[name]), place)
        for name, logical in logical_of.items():
            self.setColumnHidden(logical, name not in visible)
            header.resizeSection(logical, self.columns.width(name))
        self._spread(visible, room)
        self._delegate.first_column = logical_of[visible[0]]
        self._arranging = False

    def follow_form(self, change: ChangeSet | None = None) -> None:
        """Show the columns of the company's form, if it may be another one after a change."""
        if self._forms is None or (change is not None and ORGANISATION not in change.agg_ids):
            return
        if self._model.take_columns(self._forms.book()):
            self.columns = ColumnSet.load(self._settings)
            self.arrange()
            self.columns_changed.emit()

    def room(self) -> int:
        """Width for columns in pixels."""
        return self.viewport().width()

    def set_column_shown(self, column_id: str, *, on: bool) -> None:
        """Show or hide a column and remember it."""
        self.columns.set_shown(column_id, on=on)
        self._keep_columns()

    def move_column(self, column_id: str, place: int) -> None:
        """Put a column at a place of the order and remember it."""
        self.columns.order.remove(column_id)
        self.columns.order.insert(place, column_id)
        self._keep_columns()

    def show_columns(self, columns: Columns | None) -> None:
        """Show the columns of a view, or the person's own."""
        self.columns = ColumnSet.load(self._settings) if columns is None else ColumnSet.of(columns)
        self.arrange()

    def reset_columns(self) -> None:
        """Go back to the columns of a new profile."""
        self.columns.reset()
        self._keep_columns()

    def show_order(self, order: Order) -> None:
        """Show the arrow of an order in the header."""
        place = next((i for i, column in enumerate(COLUMNS) if column.sort == order.column), -1)
        direction = Qt.SortOrder.DescendingOrder if order.descending else Qt.SortOrder.AscendingOrder
        header = self.horizontalHeader()
        header.blockSignals(True)
        header.setSortIndicator(place, direction)
        header.blockSignals(False)
        header.viewport().update()

    # -- Qt ---------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Show the columns of this profile."""
        super().showEvent(event)
        self.follow_form()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold or unfold columns."""
        super().resizeEvent(event)
        self.arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint, and tell."""
        super().paintEvent(event)
        self.painted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Ctrl+Enter edits, Del deletes, Space reveals, Left and Right fold; the rest is Qt's."""
        if take_group_key(self, self._model, event):
            return
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.edit_wanted.emit()
            return
        signals = {
            Qt.Key.Key_Return: self.opened,
            Qt.Key.Key_Enter: self.opened,
            Qt.Key.Key_Delete: self.removal_wanted,
            Qt.Key.Key_Space: self.reveal_wanted,
        }
        signal = signals.get(Qt.Key(event.key()))
        if signal is not None and event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        ):
            signal.emit()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Give the keyboard a row to stand on."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._model.rowCount():
            self.choose(0)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer."""
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(event.position().toPoint().y()))

    def leaveEvent(self, event: QEvent) -> None:
        """No row is under the pointer."""
        super().leaveEvent(event)
        self._hover(-1)

    def _ranges(self) -> list[tuple[int, int]]:
        selection = self.selectionModel().selection()
        parts = (selection.at(place) for place in range(selection.count()))
        return [(part.top(), part.bottom()) for part in parts]

    # -- parts ------------------------------------------------------------------------------

    def _dress(self) -> None:
        self.setObjectName("register")
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(rows.ResizeMode.Fixed)
        rows.setDefaultSectionSize(ROW_HEIGHT)

    def _dress_header(self) -> None:
        header = self.horizontalHeader()
        # With the table's own selection the header would ask every row for its flags at each paint.
        header.setSelectionModel(QItemSelectionModel(self._model, header))
        header.setHighlightSections(False)
        header.setFixedHeight(38)
        header.setMinimumSectionSize(MIN_WIDTH)
        header.setSectionsMovable(True)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.sectionResized.connect(self._resized)
        header.sectionMoved.connect(self._moved)

    def _first_visible(self) -> int:
        header = self.horizontalHeader()
        places = (header.logicalIndex(visual) for visual in range(header.count()))
        return next((place for place in places if not self.isColumnHidden(place)), 0)

    def _spread(self, visible: list[str], room: int) -> None:
        """Give what is left to the name, so that the table ends where the panel ends."""
        left = room - sum(map(self.columns.width, visible))
        if left > 0 and visible:
            wide = "district" if "district" in visible else "name"
            share = {"name": left} if wide == "name" else {"name": left // 2, wide: left - left // 2}
            logical_of = _logical()
            for name, more in share.items():
                self.horizontalHeader().resizeSection(logical_of[name], self.columns.width(name) + more)

    def _resized(self, logical: int, _old: int, new: int) -> None:
        if not self._arranging and new:
            self.columns.widths[COLUMNS[logical].id] = max(MIN_WIDTH, new)
            self.columns.save(self._settings)
            self.columns_changed.emit()

    def _moved(self, _logical: int, _old: int, _new: int) -> None:
        if self._arranging:
            return
        header = self.horizontalHeader()
        self.columns.order = [COLUMNS[header.logicalIndex(visual)].id for visual in range(header.count())]
        self._delegate.first_column = self._first_visible()
        self.columns.save(self._settings)
        self.columns_changed.emit()
        self.viewport().update()

    def _keep_columns(self) -> None:
        self.columns.save(self._settings)
        self.arrange()
        self.columns_changed.emit()

    def _double_clicked(self, index: QModelIndex) -> None:
        if index.isValid() and self._model.head_at(index.row()) is None:
            self.opened.emit()

    def _clicked(self, index: QModelIndex) -> None:
        head = self._model.head_at(index.row())
        if head is not None:
            self._model.set_open(head, opened=not self._model.is_open(head))

    def _hover(self, row: int) -> None:
        if row != self._delegate.hovered:
            before, self._delegate.hovered = self._delegate.hovered, row
            for changed in (before, row):
                if changed >= 0:
                    top = self.rowViewportPosition(changed)
                    self.viewport().update(0, top, self.viewport().width(), ROW_HEIGHT)


def title_of(column_id: str, language: str) -> str:
    """Header of a column."""
    return BY_ID[column_id].label(language)
