"""Second step of an import: which column feeds which field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QStandardItem, QStandardItemModel, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_crm.domain.fields import RecordType
from desktop_crm.domain.records import CONTACT, CUSTOMER, FAMILY_MEMBER
from desktop_crm.exchange.cells import cell_text, is_blank
from desktop_crm.exchange.mapping import Column, Mapping, Match
from desktop_crm.exchange.places import Place, grid_label
from desktop_crm.exchange.plan import ImportPlan
from ui.dialogs._frame import order_tabs, scrolled
from ui.i18n import Translated, language
from ui.widgets import ElidedLabel, Pill, make_label

#: Rows looked at for sample values.
_SAMPLE_ROWS = 40
_SAMPLES = 3
_GRID_ROWS = 3
IGNORE = "ignore"


@dataclass(frozen=True, slots=True)
class Opened:
    """An opened file and some values of each of its columns."""

    plan: ImportPlan
    samples: tuple[str, ...] = ()


def sample_values(plan: ImportPlan) -> tuple[str, ...]:
    """Give a few different values of each column, joined."""
    found: list[dict[str, None]] = [{} for _ in plan.columns]
    if plan.mapping is None:
        return ()
    for number, row in enumerate(plan.source.rows()):
        if number >= _SAMPLE_ROWS:
            break
        for seen, cell in zip(found, row.cells, strict=False):
            if len(seen) < _SAMPLES and not is_blank(cell):
                seen[cell_text(cell).strip()[:60]] = None
    return tuple("、".join(seen) for seen in found)


class PlaceCombo(QComboBox):
    """Choice of a field by typing any part of its name."""

    def __init__(self, model: QStandardItemModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setModel(model)
        self.setMaxVisibleItems(12)
        self.setMinimumContentsLength(12)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        completer = QCompleter(model, self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self._edit = QLineEdit()
        self.setLineEdit(self._edit)
        self.setCompleter(completer)
        self._edit.editingFinished.connect(self._put_right)

    def place(self) -> str:
        """Return the chosen place as the mapping names it."""
        return str(self.currentData() or IGNORE)

    def choose(self, place: str) -> None:
        """Choose a place by its name."""
        self.setCurrentIndex(max(0, self.findData(place)))

    @Slot()
    def _put_right(self) -> None:
        """Text that is no field goes back to the present choice."""
        if self.findText(self._edit.text()) < 0:
            self._edit.setText(self.itemText(self.currentIndex()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page: a turn must not change a choice unseen."""
        event.ignore()


class MappingPage(Translated, QWidget):
    """One line a column: header, sample values, field, how sure we are."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mapping: Mapping | None = None
        self._samples: tuple[str, ...] = ()
        self._combos: list[PlaceCombo] = []
        self._pills: list[Pill] = []
        self._summary = make_label(role="body", wrap=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addWidget(self._summary)
        self._content = QWidget()
        self._area = scrolled(self._content)
        self._column.addWidget(self._area, 1)

    @property
    def mapping(self) -> Mapping | None:
        """The mapping as it stands."""
        return self._mapping

    def show_file(self, opened: Opened) -> None:
        """Show the proposed mapping of a file."""
        self._mapping, self._samples = opened.plan.mapping, opened.samples
        self._build()

    def combo(self, index: int) -> PlaceCombo:
        """Return the field choice of a column."""
        return self._combos[index]

    def retranslate(self) -> None:
        """Set every text; the names of the fields too."""
        if self._mapping is not None:
            self._build()

    def _build(self) -> None:
        columns = self._mapping.columns if self._mapping else ()
        record = self._mapping.record if self._mapping else CUSTOMER
        self._content = QWidget()
        self._content.setProperty("role", "scroll")
        self._combos, self._pills = [], []
        grid = QGridLayout(self._content)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(8)
        for place, stretch in enumerate((3, 4, 4, 0)):
            grid.setColumnStretch(place, stretch)
        heads = (self.tr("文件里的列"), self.tr("示例"), self.tr("导入到"), self.tr("状态"))
        for place, text in enumerate(heads):
            grid.addWidget(make_label(text, "key"), 0, place)
        model = _places(self.tr("（不导入）"), columns, record)
        for number, column in enumerate(columns, 1):
            self._add(grid, number, column, model)
        grid.setRowStretch(len(columns) + 1, 1)
        self._area.setWidget(self._content)
        model.setParent(self._content)
        order_tabs(self._content)
        self._sum_up()

    def _add(self, grid: QGridLayout, number: int, column: Column, model: QStandardItemModel) -> None:
        header = ElidedLabel(column.header or self.tr("（无标题）"), "strong")
        sample = ElidedLabel(self._samples[column.index] if column.index < len(self._samples) else "", "body")
        combo = PlaceCombo(model)
        combo.setObjectName(f"column_{column.index}")
        combo.setAccessibleName(self.tr("「{header}」导入到").format(header=column.header))
        combo.setProperty("column", column.index)
        combo.choose(str(column.place) if column.place else IGNORE)
        combo.currentIndexChanged.connect(self._chosen)
        pill = Pill(*self._state(column))
        self._combos.append(combo)
        self._pills.append(pill)
        for place, widget in enumerate((header, sample, combo, pill)):
            grid.addWidget(widget, number, place, Qt.AlignmentFlag.AlignVCenter)

    def _state(self, column: Column) -> tuple[str, str]:
        states = {
            Match.EXACT: (self.tr("自动对应"), "green"),
            Match.SIMILAR: (self.tr("请确认"), "amber"),
            Match.MANUAL: (self.tr("手动"), "blue"),
            Match.NONE: (self.tr("不导入"), "grey"),
        }
        return states[Match.NONE if column.place is None else column.match]

    @Slot()
    def _chosen(self) -> None:
        combo = self.sender()
        if not isinstance(combo, PlaceCombo) or self._mapping is None:
            return
        index = int(combo.property("column"))
        self._mapping = self._mapping.assign_columns([index], combo.place())
        self._pills[index].set_pill(*self._state(self._mapping.columns[index]))
        self._sum_up()
        self.changed.emit()

    def _sum_up(self) -> None:
        columns = self._mapping.columns if self._mapping else ()
        unsure = sum(column.match is Match.SIMILAR and column.place is not None for column in columns)
        used = sum(column.place is not None for column in columns)
        text = self.tr("共 {all} 列，导入 {used} 列。").format(all=len(columns), used=used)
        if unsure:
            text += self.tr("有 {n} 列名称相近，请确认。").format(n=unsure)
        self._summary.setText(text)


def _places(ignore: str, columns: Sequence[Column], record: RecordType) -> QStandardItemModel:
    """List every place a column can feed, those of the grids for as many rows as are used."""
    model = QStandardItemModel()
    spoken = language()
    rows = max((column.place.row for column in columns if column.place), default=0)

    def add(text: str, data: str) -> None:
        item = QStandardItem(text)
        item.setData(data, Qt.ItemDataRole.UserRole)
        item.setEditable(False)
        model.appendRow(item)

    add(ignore, IGNORE)
    for field in record:
        add(field.label(spoken), field.id)
    for lines in (FAMILY_MEMBER, CONTACT):
        for row in range(1, max(_GRID_ROWS, rows) + 1):
            for field in lines:
                if field.id != "sort_order":
                    add(grid_label(lines, row, field, spoken), str(Place(lines, field, row)))
    return model
