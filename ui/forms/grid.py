"""The grid of the form: family members or contacts, edited in place.

Rows on the screen follow the rows of the state by position; moving a row moves its contents, so the
order of the widgets stays the order of reading.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from desktop_crm.domain.fields import Field, FieldType
from desktop_crm.domain.records import GRID
from ui.forms.card_state import CardState
from ui.forms.cell import FieldCell
from ui.forms.paper import COLUMNS, Band, CellLabel, Paper, Place, spread
from ui.forms.state import RowState, tabs
from ui.i18n import Translated, language
from ui.icons import icon
from ui.widgets import IconButton, make_button

_TAIL = 62


class GridRow:
    """Widgets of one row: its cells, its further fields, its buttons."""

    def __init__(self, table: GridTable, row: RowState, number: int) -> None:
        self.table = table
        self.number = number
        record, kind, paper = table.record, table.state.kind, table.paper
        self.cells = [FieldCell(item, row, kind, paper, labelled=False) for item in record.on_paper(kind)]
        self.tail = QWidget(paper)
        self.more = IconButton("chevron-right", "", self.tail, small=True)
        self.menu_button = IconButton("ellipsis", "", self.tail, small=True)
        self.more.setObjectName(f"rowDetails.{number}")
        self.menu_button.setObjectName(f"rowMenu.{number}")
        line = QHBoxLayout(self.tail)
        line.setContentsMargins(4, 0, 4, 0)
        line.setSpacing(2)
        line.addWidget(self.more)
        line.addWidget(self.menu_button)
        self.details, self.further = _details(table, row)
        self.details.hide()
        self.more.setVisible(bool(self.further))
        self.more.clicked.connect(table.toggle_details)
        self.menu_button.clicked.connect(table.open_menu)

    def all_cells(self) -> Iterator[FieldCell]:
        """Yield every cell in reading order."""
        yield from self.cells
        yield from self.further

    def bands(self) -> list[Band]:
        """Return the row and its further fields for the paper."""
        kind = self.table.state.kind
        places = []
        for cell in self.cells:
            at = (cell.field.cells or {})[kind]
            places.append(cell.place(at.column, at.span))
        main = Band([*places, Place(COLUMNS, 0, main=self.tail)])
        return [main, Band([Place(0, COLUMNS, main=self.details)], least=0)]

    def show(self, row: RowState) -> None:
        """Show a row of the state."""
        for cell in self.all_cells():
            cell.show_row(row)

    def open_details(self, *, opened: bool) -> None:
        """Show or hide the further fields."""
        self.details.setVisible(opened)
        self.more.set_icon("chevron-down" if opened else "chevron-right")
        self.table.paper.updateGeometry()

    def stops(self) -> Iterator[QWidget]:
        """Yield what Tab visits."""
        for cell in self.cells:
            yield from cell.editor.stops()
            yield from cell.notes.links()
        yield self.more
        yield self.menu_button
        for cell in self.further:
            yield from cell.editor.stops()
            yield from cell.notes.links()

    def delete(self) -> None:
        """Take the widgets off the paper."""
        for cell in self.all_cells():
            for widget in cell.place(0, 0).widgets():
                widget.hide()
                widget.deleteLater()
            cell.deleteLater()
        for widget in (self.tail, self.details):
            widget.hide()
            widget.deleteLater()


def _details(table: GridTable, row: RowState) -> tuple[Paper, list[FieldCell]]:
    kind = table.state.kind
    paper = Paper(table.paper)
    fields = [item for tab in tabs(table.record, kind) for item in table.record.on_tab(kind, tab)]
    cells = [FieldCell(item, row, kind, paper) for item in fields]
    rows = spread(fields, _is_wide)
    paper.set_bands([Band([cells[index].place(column, span) for index, column, span in line]) for line in rows])
    return paper, cells


def _is_wide(item: object) -> bool:
    return isinstance(item, Field) and item.type is FieldType.LONG_TEXT


class GridTable(Translated, QWidget):
    """Rows with editors in place. Alt+Up and Alt+Down move a row, Ctrl+Delete takes it out, Ctrl+Return adds one."""

    edited = Signal(object)
    left = Signal(object)
    acted = Signal(object, str)
    reveal_wanted = Signal(object)
    history_wanted = Signal(object)
    rearranged = Signal()

    def __init__(self, state: CardState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = state
        self.record = GRID[state.kind]
        self.paper = Paper(self, tail=_TAIL)
        self._heads = [(item, CellLabel(self.paper)) for item in self.record.on_paper(state.kind)]
        self._corner = CellLabel(self.paper)
        self.rows: list[GridRow] = []
        self.add_button = make_button("", role="link", icon_name="plus", on_click=self.add_row, parent=self.paper)
        self.add_button.setObjectName("addRow")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.paper)
        for keys, slot in (
            ("Alt+Up", self.move_up),
            ("Alt+Down", self.move_down),
            ("Ctrl+Del", self.remove_current),
            ("Ctrl+Return", self.insert_row),
        ):
            shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)
        self.refresh()
        self.retranslate()

    def cells(self) -> Iterator[FieldCell]:
        """Yield every cell in reading order."""
        for row in self.rows:
            yield from row.all_cells()

    def cell(self, position: int, name: str) -> FieldCell | None:
        """Return the cell of a row (counted from 1) and field."""
        if not 1 <= position <= len(self.rows):
            return None
        return next((cell for cell in self.rows[position - 1].all_cells() if cell.field.id == name), None)

    def stops(self) -> Iterator[QWidget]:
        """Yield what Tab visits."""
        for row in self.rows:
            yield from row.stops()
        yield self.add_button

    def reveal(self, cell: FieldCell) -> None:
        """Open the details a cell stands in."""
        for row in self.rows:
            if cell in row.further:
                row.open_details(opened=True)

    def refresh(self) -> None:
        """Show the rows of the state."""
        wanted = self.state.grid
        changed = len(wanted) != len(self.rows)
        while len(self.rows) > len(wanted):
            self.rows.pop().delete()
        while len(self.rows) < len(wanted):
            self.rows.append(self._new_row(wanted[len(self.rows)]))
        for row, content in zip(self.rows, wanted, strict=True):
            row.show(content)
        if changed or not self.paper.findChildren(FieldCell):
            self._rule()
        self.retranslate()

    # -- commands -----------------------------------------------------------------------------

    def add_row(self) -> None:
        """Open a row at the end and go there."""
        self._go(self.state.add_row())

    def insert_row(self) -> None:
        """Open a row below the present one and go there."""
        present = self._present()
        self._go(self.state.add_row(None if present is None else present + 1))

    def remove_current(self) -> None:
        """Take the present row out."""
        present = self._present()
        if present is not None:
            self.state.remove_row(present)
            self._go(min(present, len(self.state.grid) - 1))

    def move_up(self) -> None:
        """Move the present row up."""
        self._move(-1)

    def move_down(self) -> None:
        """Move the present row down."""
        self._move(1)

    def toggle_details(self) -> None:
        """Show or hide the further fields of the row whose button was pressed."""
        row = self._row_of(self.sender())
        if row is not None:
            row.open_details(opened=row.details.isHidden())
            self.rearranged.emit()

    def open_menu(self) -> None:
        """Offer what can be done with a row."""
        button = self.sender()
        if not isinstance(button, QWidget):
            return
        button.setFocus(Qt.FocusReason.OtherFocusReason)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, keys, name, slot in (
            (self.tr("上移"), "Alt+Up", "arrow-up", self.move_up),
            (self.tr("下移"), "Alt+Down", "arrow-down", self.move_down),
            (self.tr("在下面插入一行"), "Ctrl+Return", "plus", self.insert_row),
            (self.tr("删除这一行"), "Ctrl+Del", "trash-2", self.remove_current),
        ):
            action = QAction(icon(name), text, menu)
            action.setShortcut(QKeySequence(keys))
            action.triggered.connect(slot)
            menu.addAction(action)
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    def retranslate(self) -> None:
        """Set the heads and names."""
        for item, label in self._heads:
            label.set_label(item.label(language(), self.state.kind))
        kind = self.record.en.lower() if language() == "en" else self.record.zh
        self.add_button.setText(self.tr("添加%1").replace("%1", kind))
        self.add_button.setToolTip(self.tr("Ctrl+回车在当前行下面插入"))
        for number, row in enumerate(self.rows, 1):
            row.more.set_name(self.tr("第 %1 行的更多项目").replace("%1", str(number)))
            row.menu_button.set_name(self.tr("第 %1 行的操作").replace("%1", str(number)))
            for cell in row.all_cells():
                cell.retranslate()
                plain = cell.text()
                cell.editor.set_name(self.tr("第 %1 行 %2").replace("%1", str(number)).replace("%2", plain))

    # -- parts --------------------------------------------------------------------------------

    def _new_row(self, content: RowState) -> GridRow:
        row = GridRow(self, content, len(self.rows) + 1)
        for cell in row.all_cells():
            cell.edited.connect(self.edited)
            cell.left.connect(self.left)
            cell.acted.connect(self.acted)
            cell.reveal_wanted.connect(self.reveal_wanted)
            cell.history_wanted.connect(self.history_wanted)
            for widget in cell.place(0, 0).widgets():
                widget.show() if widget is not cell.notes else widget.hide()
        row.tail.show()
        return row

    def _rule(self) -> None:
        kind = self.state.kind
        heads = []
        for item, label in self._heads:
            at = (item.cells or {})[kind]
            heads.append(Place(at.column, at.span, main=label))
        bands = [Band([*heads, Place(COLUMNS, 0, main=self._corner)], head=True, least=34)]
        for row in self.rows:
            bands += row.bands()
        self.paper.set_bands([*bands, Band([Place(0, COLUMNS, main=self.add_button)], least=32)])

    def _row_of(self, widget: object) -> GridRow | None:
        for row in self.rows:
            if isinstance(widget, QWidget) and (row.tail.isAncestorOf(widget) or _holds(row, widget)):
                return row
        return None

    def _present(self) -> int | None:
        row = self._row_of(QApplication.focusWidget())
        return self.rows.index(row) if row else None

    def _move(self, step: int) -> None:
        present = self._present()
        if present is None:
            return
        focus = QApplication.focusWidget()
        column = next((i for i, cell in enumerate(self.rows[present].cells) if _within(cell, focus)), 0)
        self._go(self.state.move_row(present, step), column)

    def _go(self, place: int, column: int = 0) -> None:
        self.refresh()
        self.rearranged.emit()
        self.rows[place].cells[column].editor.take_focus()


def _holds(row: GridRow, widget: QWidget) -> bool:
    return row.details.isAncestorOf(widget) or any(_within(cell, widget) for cell in row.cells)


def _within(cell: FieldCell, widget: QWidget | None) -> bool:
    return widget is not None and cell.editor.isAncestorOf(widget)
