"""The pages of the form: the paper itself and its extra tabs, all laid out from the declarations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop_crm.domain.fields import Field, FieldType, Values
from ui.forms.card_state import CardState
from ui.forms.cell import FieldCell
from ui.forms.grid import GridTable
from ui.forms.number import NumberLock
from ui.forms.paper import Band, Framed, Paper, Section, small_heading, spread
from ui.forms.state import basic_fields, header_fields, note_fields
from ui.i18n import Translated, language
from ui.widgets import Panel, Separator, make_label

#: Widest the paper gets, in pixels.
WIDEST = 1120


class Page(Translated, QWidget):
    """A page of cells. Signals carry the cell."""

    edited = Signal(object)
    left = Signal(object)
    acted = Signal(object, str)
    reveal_wanted = Signal(object)
    history_wanted = Signal(object)
    menu_filling = Signal(object, object)
    mark_clicked = Signal(object)
    rearranged = Signal()

    def __init__(self, state: CardState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = state
        self.cells: list[FieldCell] = []
        self.panel = Panel(self, margin=22, spacing=0)
        self.panel.setMaximumWidth(WIDEST)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 2, 20, 18)
        row.addStretch(1)
        row.addWidget(self.panel, 100)
        row.addStretch(1)

    def stops(self) -> Iterator[QWidget]:
        """Yield what Tab visits, in reading order."""
        for cell in self.cells:
            yield from cell.editor.stops()
            yield from cell.notes.links()

    def every_cell(self) -> Iterator[FieldCell]:
        """Yield all cells, those of the grid too."""
        yield from self.cells

    def cell_at(self, place: str) -> FieldCell | None:
        """Return the cell that findings name ``place``."""
        return next((cell for cell in self.cells if cell.field.id == place), None)

    def follow(self, values: Values) -> bool:
        """Show the cells that belong to a card with these values; return whether others do now."""
        return False

    def refresh(self) -> None:
        """Show the state."""
        for cell in self.cells:
            cell.show_row(self.state.row)

    def retranslate(self) -> None:
        """Set labels and names."""
        for cell in self.cells:
            cell.retranslate()

    def _cell(self, declared: Field, parent: QWidget, suggestions: Sequence[str] | None = None) -> FieldCell:
        cell = FieldCell(declared, self.state.row, self.state.kind, parent, suggestions=suggestions)
        for ours, outer in (
            (cell.edited, self.edited),
            (cell.left, self.left),
            (cell.acted, self.acted),
            (cell.reveal_wanted, self.reveal_wanted),
            (cell.history_wanted, self.history_wanted),
            (cell.menu_filling, self.menu_filling),
            (cell.mark_clicked, self.mark_clicked),
        ):
            ours.connect(outer)
        self.cells.append(cell)
        return cell


class TabPage(Page):
    """An extra tab: two fields a row, long texts and sets alone."""

    def __init__(self, state: CardState, tab: str, parent: QWidget | None = None) -> None:
        super().__init__(state, parent)
        frame = Framed(self.panel)
        column = QVBoxLayout(frame)
        column.setContentsMargins(1, 1, 1, 1)
        self._paper = paper = Paper(frame)
        for item in state.record.on_tab(state.kind, tab):
            self._cell(item, paper)
        self._shown: list[FieldCell] = []
        self.follow(state.row.base)
        column.addWidget(paper)
        self.panel.body.addWidget(frame)
        self.panel.body.addStretch(1)
        self.retranslate()

    def follow(self, values: Values) -> bool:
        """Show the cells that belong to a card with these values; what is filled in stays to be seen."""
        shown = [cell for cell in self.cells if _belongs(cell.field, values)]
        if shown == self._shown:
            return False
        self._shown = shown
        for cell in self.cells:
            cell.show(on=cell in shown)
        lines = spread([cell.field for cell in shown], _takes_a_line)
        self._paper.set_bands([Band([shown[i].place(at, span) for i, at, span in line]) for line in lines])
        return True

    def stops(self) -> Iterator[QWidget]:
        """Yield what Tab visits: what is shown."""
        for cell in self._shown:
            yield from cell.editor.stops()
            yield from cell.notes.links()


def _belongs(declared: Field, values: Values) -> bool:
    return declared.visible is None or declared.visible(values) or values.get(declared.id) not in (None, "", ())


def _takes_a_line(item: object) -> bool:
    return isinstance(item, Field) and item.type in (FieldType.LONG_TEXT, FieldType.SET)


class PaperPage(Page):
    """The form as the paper has it: title, header line, basic data, grid, remarks."""

    def __init__(
        self,
        state: CardState,
        issuer: str,
        suggestions: Mapping[str, Sequence[str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(state, parent)
        self._issuer = issuer
        self._title = small_heading("")
        self._header: list[tuple[FieldCell, QLabel]] = []
        self.number: NumberLock | None = None
        self.panel.body.addWidget(self._title)
        self.panel.body.addSpacing(10)
        self.panel.body.addLayout(self._make_header(suggestions))
        self.panel.body.addSpacing(6)
        frame = Framed(self.panel)
        self._column = QVBoxLayout(frame)
        self._column.setContentsMargins(1, 1, 1, 0)
        self._column.setSpacing(0)
        self._basic = self._make_basic(frame)
        self._before_grid = len(self.cells)
        self.grid = GridTable(state, frame)
        self._grid_section = Section(self.grid, frame)
        self._column.addWidget(self._grid_section)
        self._long = [self._make_long(item, frame) for item in note_fields(state.kind)]
        self.panel.body.addWidget(frame)
        self.panel.body.addStretch(1)
        for inner, outer in (
            (self.grid.edited, self.edited),
            (self.grid.left, self.left),
            (self.grid.acted, self.acted),
            (self.grid.reveal_wanted, self.reveal_wanted),
            (self.grid.history_wanted, self.history_wanted),
            (self.grid.rearranged, self.rearranged),
        ):
            inner.connect(outer)
        self.retranslate()

    def every_cell(self) -> Iterator[FieldCell]:
        """Yield all cells in reading order."""
        yield from self.cells[: self._before_grid]
        yield from self.grid.cells()
        yield from self.cells[self._before_grid :]

    def stops(self) -> Iterator[QWidget]:
        """Yield what Tab visits: header, cells row by row, grid, remarks."""
        for cell in self.cells[: self._before_grid]:
            yield from cell.editor.stops()
            if self.number is not None and cell is self.number.cell:
                yield self.number.button
            yield from cell.notes.links()
        yield from self.grid.stops()
        for cell in self.cells[self._before_grid :]:
            yield from cell.editor.stops()
            yield from cell.notes.links()

    def cell_at(self, place: str) -> FieldCell | None:
        """Return the cell that findings name ``place``, such as ``family_member[2].name``."""
        record, bracket, rest = place.partition("[")
        if bracket and record == self.grid.record.name:
            position, _, name = rest.partition("].")
            return self.grid.cell(int(position), name) if position.isdigit() else None
        return super().cell_at(place)

    def refresh(self) -> None:
        """Show the state, grid rows too."""
        super().refresh()
        self.grid.refresh()

    def retranslate(self) -> None:
        """Set title, headings and labels."""
        super().retranslate()
        english = language() == "en"
        self._title.setText(
            self.tr("%1客户信息表").replace("%1", f"{self._issuer} " if english else self._issuer).strip()
        )
        self._basic.set_title(self.tr("客户基本资料"))
        self._grid_section.set_title(self.grid.record.en if english else self.grid.record.zh)
        for section, cell in self._long:
            section.set_title(cell.text())
        for cell, label in self._header:
            label.setText(cell.text() + (":" if english else "："))
        if self.number is not None:
            self.number.retranslate()

    # -- parts --------------------------------------------------------------------------------

    def _make_header(self, suggestions: Mapping[str, Sequence[str]]) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(18)
        for declared in header_fields(self.state.kind):
            label = make_label(role="body")
            cell = self._cell(declared, self.panel, suggestions.get(declared.id))
            if cell.label is not None:
                cell.label.hide()
            column = QVBoxLayout()
            column.setSpacing(0)
            row = QHBoxLayout()
            row.setSpacing(4)
            row.addWidget(label)
            row.addWidget(cell.editor, 1)
            if declared.id == "customer_no":
                self.number = NumberLock(cell, self.state, self.panel)
                row.addWidget(self.number.button)
            column.addLayout(row)
            column.addWidget(Separator())  # the line one writes on
            column.addWidget(cell.notes)
            column.addStretch(1)
            line.addLayout(column, 1)
            self._header.append((cell, label))
        return line

    def _make_basic(self, frame: QWidget) -> Section:
        paper = Paper(frame)
        kind = self.state.kind
        bands = []
        for _, fields in groupby(basic_fields(kind), key=lambda item: (item.cells or {})[kind].row):
            places = []
            for declared in fields:
                at = (declared.cells or {})[kind]
                places.append(self._cell(declared, paper).place(at.column, at.span))
            bands.append(Band(places))
        paper.set_bands(bands)
        section = Section(paper, frame)
        self._column.addWidget(section)
        return section

    def _make_long(self, declared: Field, frame: QWidget) -> tuple[Section, FieldCell]:
        paper = Paper(frame)
        cell = self._cell(declared, paper)
        if cell.label is not None:
            cell.label.hide()
        place = cell.place(0, 12)
        place.label = None
        paper.set_bands([Band([place])])
        section = Section(paper, frame)
        self._column.addWidget(section)
        return section, cell
