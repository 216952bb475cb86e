"""The planned rows of an import as a table, and how its cells are painted."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop_crm.domain.values import format_value
from desktop_crm.exchange.rows import PlannedRow, RowState
from desktop_crm.exchange.wording import field_label, reason, repair_sentence
from ui.i18n import language
from ui.models.columns import customer_record
from ui.widgets import paint_pill

_Index = QModelIndex | QPersistentModelIndex
COLUMNS = 5
NUMBER, STATE, NAME, PHONE, NOTE = range(COLUMNS)


class Shown(StrEnum):
    """Which rows the preview shows."""

    ALL = "all"
    CREATE = "create"
    DUPLICATE = "duplicate"
    ERROR = "error"
    REPAIRED = "repaired"


def matches(row: PlannedRow, shown: Shown) -> bool:
    """Say whether a filter lets a row through; empty rows never show."""
    if row.state is RowState.EMPTY:
        return False
    if shown is Shown.REPAIRED:
        return bool(row.repairs)
    return shown is Shown.ALL or row.state.value == shown.value


def explanations(row: PlannedRow) -> list[tuple[str, str]]:
    """Say everything about a row: (colour token, sentence), the gravest first."""
    spoken = language()
    mark = ": " if spoken == "en" else "："
    lines = [("red", text) for text in row.reasons(spoken)]
    lines += [("amber", reason(finding, spoken)) for finding in row.notes]
    for repair in row.repairs:
        after = _readable(repair.field, repair.after)
        change = f"{repair.before} → {after}" if repair.before else after
        lines.append(
            ("blue", f"{field_label(repair.field, spoken)}{mark}{repair_sentence(repair.code, spoken)} ({change})")
        )
    return lines


def _readable(field_id: str, text: str) -> str:
    """Show the label of a choice, any other value as it is."""
    field = customer_record().get(field_id)
    return format_value(field, text, language()) if field is not None and field.choice(text) else text


class PlanModel(QAbstractTableModel):
    """Reads the rows of a plan in place; a filter is a list of row numbers."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[PlannedRow] = []
        self._shown: list[int] = []
        self._words: dict[str, str] = {}
        self._heads: tuple[str, ...] = ("",) * COLUMNS

    def set_rows(self, rows: list[PlannedRow]) -> None:
        """Show the rows of a plan."""
        self._rows = rows
        self.show_only(Shown.ALL)

    def show_only(self, shown: Shown) -> None:
        """Filter."""
        self.beginResetModel()
        self._shown = [place for place, row in enumerate(self._rows) if matches(row, shown)]
        self.endResetModel()

    def set_words(self, heads: tuple[str, ...], words: dict[str, str]) -> None:
        """Set the texts: column heads, and the words of states and duplicates."""
        self._heads, self._words = heads, words
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, COLUMNS - 1)
        self.layoutChanged.emit()

    def planned(self, index: _Index) -> PlannedRow | None:
        """Return the planned row at an index."""
        return self._rows[self._shown[index.row()]] if index.isValid() and index.row() < len(self._shown) else None

    def state(self, row: PlannedRow) -> tuple[str, str]:
        """Return the words and the colour of a row's state."""
        if row.state is RowState.ERROR:
            return self._words["error"], "red"
        if row.state is RowState.DUPLICATE:
            return self._words["duplicate"], "amber"
        return (self._words["draft"], "purple") if row.draft else (self._words["create"], "green")

    def rowCount(self, parent: _Index | None = None) -> int:
        """Count the rows let through."""
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def columnCount(self, parent: _Index | None = None) -> int:
        """Count the columns."""
        return 0 if parent is not None and parent.isValid() else COLUMNS

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a column head."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return texts; the tool tip holds every sentence."""
        row = self.planned(index)
        if row is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(row, index.column())
        if role == Qt.ItemDataRole.ToolTipRole and index.column() in (NAME, NOTE):
            return "\n".join([row.name, *(text for _, text in self.explain(row))]).strip()
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == NUMBER:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def explain(self, row: PlannedRow) -> list[tuple[str, str]]:
        """Say everything about a row, what it repeats first."""
        lines = explanations(row)
        found = row.duplicate
        if found is not None:
            text = self._words["same_card"].format(no=found.customer_no)
            if not found.customer_no:
                text = self._words["same_row"].format(row=found.row)
            if row.state is not RowState.DUPLICATE:
                text = self._words["alike_card"].format(no=found.customer_no)
            lines.insert(0, ("amber", " · ".join(filter(None, (text, found.why(language()))))))
        return lines

    def _text(self, row: PlannedRow, column: int) -> str:
        values = row.values or {}
        if column == NUMBER:
            return str(row.number)
        if column == STATE:
            return self.state(row)[0]
        if column == NAME:
            return row.name or "—"
        if column == PHONE:
            return str(values.get("mobile_phone") or values.get("landline_phone") or "—")
        return " ".join(text for _, text in self.explain(row))


class StateDelegate(QStyledItemDelegate):
    """Paints the state of a row as a pill."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint the cell without its text, then the pill."""
        model = index.model()
        row = model.planned(index) if isinstance(model, PlanModel) else None
        style = QStyleOptionViewItem(option)
        self.initStyleOption(style, index)
        style.text = ""
        style.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, style, painter, style.widget)
        if row is not None and isinstance(model, PlanModel):
            text, tint = model.state(row)
            paint_pill(painter, style.rect.x() + 8, style.rect.center().y() + 1, text, tint)
