"""Two cards beside each other, a row a field: what is the same is quiet, what differs is marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop_crm.domain.fields import Field, FormKind, RecordType, Value, Values
from desktop_crm.domain.masking import is_masked_by_default, mask_value
from desktop_crm.domain.matching.fields import alike
from desktop_crm.domain.matching.profile import COMPARED
from desktop_crm.domain.records import CUSTOMER, GRID
from desktop_crm.domain.values import format_value
from desktop_crm.queries.customers import CustomerCard
from ui.i18n import language
from ui.theme import theme

LABEL, LEFT, RIGHT = range(3)
#: True where the two sides say different things.
DiffersRole = Qt.ItemDataRole.UserRole
#: True where both sides say the same.
SameRole = Qt.ItemDataRole.UserRole + 1
_NOWHERE = QModelIndex()
_ROW_HEIGHT = 32
_RANK = {name: place for place, name in enumerate((*COMPARED, "id_number", "licence_no"))}
_QUIET = frozenset(("customer_no", "record_status", "customer_kind", "birthday_lunar"))
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: a stored card, or what is being typed. ``title`` stands over its column."""

    title: str
    kind: FormKind = FormKind.INDIVIDUAL
    values: Values | None = None
    grid: tuple[Values, ...] = ()
    record: RecordType = CUSTOMER

    @classmethod
    def of_card(cls, card: CustomerCard) -> Side:
        """Show a stored card."""
        title = f"{card.customer_no}  {card.display_name}"
        return cls(title, card.kind, card.values, tuple(row.values for row in card.grid), card.record)


@dataclass(frozen=True, slots=True)
class Row:
    """One field on both sides. ``same``: it means the same; ``differs``: both say something, and not the same."""

    label: str
    left: str
    right: str
    same: bool
    differs: bool
    secret: bool = False


def rows_of(left: Side, right: Side, *, opened: bool) -> list[Row]:
    """List every field that one side has: those by which customers are told apart first, then in the order of the form.

    Sensitive values are masked unless ``opened``.
    """
    found = []
    both = {field.id: field for side in (left, right) for field in side.record}
    for field in sorted(both.values(), key=lambda item: _RANK.get(item.id, len(_RANK))):
        one, other = (_value(side, field) for side in (left, right))
        if field.id not in _QUIET and not (_empty(one) and _empty(other)):
            found.append(_row(field, left.kind, one, other, opened=opened))
    for kind in FormKind:
        texts = [_grid(side, kind, opened=opened) for side in (left, right)]
        if any(texts):
            record = GRID[kind]
            label = record.en if language().startswith("en") else record.zh
            found.append(_texts(label, *texts))
    return found


def _value(side: Side, field: Field) -> Value:
    return (side.values or {}).get(field.id)


def _empty(value: Value) -> bool:
    return value in (None, "", ())


def _row(field: Field, kind: FormKind, one: Value, other: Value, *, opened: bool) -> Row:
    secret = is_masked_by_default(field)
    write = mask_value if secret and not opened else format_value
    left, right = ("" if _empty(value) else write(field, value, language()) for value in (one, other))
    both = not _empty(one) and not _empty(other)
    same = both and alike(field.id, one, other)
    chosen = field.default not in (one, other)  # what nobody chose contradicts nothing
    return Row(field.label(language(), kind), left, right, same, both and not same and chosen, secret)


def _texts(label: str, left: str, right: str) -> Row:
    same = bool(left) and left == right
    return Row(label, left, right, same, bool(left and right) and not same)


def _grid(side: Side, kind: FormKind, *, opened: bool) -> str:
    if side.kind is not kind:
        return ""
    record = GRID[kind]
    names = []
    for row in side.grid:
        field = record["name"]
        value = row.get("name")
        if not _empty(value):
            masked = is_masked_by_default(field) and not opened
            names.append((mask_value if masked else format_value)(field, value, language()))
    return "、".join(names)


class CompareModel(QAbstractTableModel):
    """Rows of :func:`rows_of`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sides = (Side(""), Side(""))
        self._rows: list[Row] = []
        self._open = False

    def show_sides(self, left: Side, right: Side) -> None:
        """Show two others; hidden values are hidden again."""
        self._sides, self._open = (left, right), False
        self._fill()

    def reveal(self, *, opened: bool) -> None:
        """Show hidden values, or hide them again."""
        self._open = opened
        self._fill()

    @property
    def is_open(self) -> bool:
        """Whether hidden values show."""
        return self._open

    def rows(self) -> Sequence[Row]:
        """Return what is listed."""
        return self._rows

    def has_secrets(self) -> bool:
        """Say whether hidden values are listed."""
        return any(row.secret for row in self._rows)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Count the fields."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Label and both sides."""
        return 0 if parent.isValid() else 3

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Name the sides."""
        if orientation is not Qt.Orientation.Horizontal or section == LABEL:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._sides[section - 1].title
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return texts, and whether they agree."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        text = (row.label, row.left, row.right)[index.column()].replace("\n", " ")
        if role == DiffersRole:
            return row.differs and index.column() != LABEL
        if role == SameRole:
            return row.same or index.column() == LABEL
        if role == Qt.ItemDataRole.DisplayRole:
            return text or "—"
        if role == Qt.ItemDataRole.ToolTipRole:
            return text if len(text) > 16 else ""
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.label}：{row.left or '—'} / {row.right or '—'}"
        return None

    def _fill(self) -> None:
        self.beginResetModel()
        self._rows = rows_of(*self._sides, opened=self._open)
        self.endResetModel()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, LEFT, RIGHT)


class CompareDelegate(QStyledItemDelegate):
    """Marks what differs and quietens what is the same: the style sheet leaves neither to the model."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the mark below the text."""
        if index.data(DiffersRole):
            rect: QRect = option.rect
            width = min(QFontMetrics(option.font).horizontalAdvance(str(index.data())) + 16, rect.width() - 4)
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("amber_s"))
            painter.drawRoundedRect(QRect(rect.left() + 2, rect.top() + 5, width, rect.height() - 10), 6, 6)
            painter.restore()
        super().paint(painter, option, index)

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Choose the colour of the text."""
        super().initStyleOption(option, index)
        option.palette.setColor(option.palette.ColorRole.Text, theme.color("text3" if index.data(SameRole) else "text"))


class CompareTable(QTableView):
    """The two cards as a table; Up and Down walk through the fields."""

    def __init__(self, model: CompareModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("compare")
        self.setModel(model)
        self.setItemDelegate(CompareDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(LABEL, QHeaderView.ResizeMode.ResizeToContents)
        for column in (LEFT, RIGHT):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
