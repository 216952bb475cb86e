"""The table of a merge: a row a field, a column a card, and what will be taken."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from desktop_crm.domain.merging import TOGETHER, Choice, Plan
from ui.merge import words

FIELD, RESULT, CARDS = 0, 1, 2
#: The rows above the fields: which card stays, and what hangs on each.
STAYS, ROWS, FIELDS = 0, 1, 2
#: True for the cell that is taken; whether the cell can be taken.
TakenRole, OfferedRole = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
_NOWHERE = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


class MergeModel(QAbstractTableModel):
    """``planned`` follows every choice."""

    planned = Signal()

    def __init__(self, today: Callable[[], date], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._plan: Plan | None = None
        self._shown: list[int] = []  # places of the choices that are listed
        self._only_different, self._open = True, False

    @property
    def plan(self) -> Plan | None:
        """What will be done."""
        return self._plan

    def show_plan(self, plan: Plan | None) -> None:
        """Show another merge; hidden values are hidden again."""
        self._open = False
        self._set(plan)

    def show_only_different(self, *, only: bool) -> None:
        """List only the fields in which the cards differ, or everything that is filled."""
        self._only_different = only
        self._set(self._plan)

    def reveal(self, *, opened: bool) -> None:
        """Show hidden values, or hide them again."""
        self._open = opened
        self._tell()

    def has_secrets(self) -> bool:
        """Say whether hidden values are listed."""
        return self._plan is not None and any(words.has_secrets(self._plan.choices[at]) for at in self._shown)

    def choice(self, row: int) -> Choice | None:
        """Return what a row decides; None for the rows above the fields."""
        if self._plan is None or not FIELDS <= row < self.rowCount():
            return None
        return self._plan.choices[self._shown[row - FIELDS]]

    def take(self, row: int, card: int) -> bool:
        """Take a card's value of a row (``TOGETHER``: all of them); False when it cannot be taken."""
        plan = self._plan
        if plan is None or not self.offers(row, card):
            return False
        if row == STAYS:
            self._set(plan.staying(card))
        else:
            self._plan = plan.choose(self._choices(plan)[row - FIELDS].fields[0].id, card)
            self._tell()
        self.planned.emit()
        return True

    def offers(self, row: int, card: int) -> bool:
        """Say whether a card's value of a row can be taken."""
        plan, choice = self._plan, self.choice(row)
        if plan is None or not TOGETHER <= card < len(plan.cards):
            return False
        if choice is None:
            return row == STAYS and card != TOGETHER
        return choice.can_be_together if card == TOGETHER else bool(any(choice.options[card]))

    def is_taken(self, row: int, card: int) -> bool:
        """Say whether the card that stays gets this card's value."""
        plan, choice = self._plan, self.choice(row)
        if plan is None:
            return False
        if choice is None:
            return row == STAYS and card == plan.stays
        if choice.taken == TOGETHER:
            return any(choice.options[card])
        return choice.options[card] == choice.options[choice.taken] and any(choice.options[card])

    # -- Qt ---------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Count the rows."""
        return 0 if parent.isValid() or self._plan is None else FIELDS + len(self._shown)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Field, result, and the cards."""
        return 0 if parent.isValid() or self._plan is None else CARDS + len(self._plan.cards)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Name the columns."""
        wanted = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
        if role not in wanted or orientation is not Qt.Orientation.Horizontal or self._plan is None:
            return None
        if section < CARDS:
            return (self.tr("项目"), self.tr("合并后"))[section]
        card = self._plan.cards[section - CARDS]
        return f"{card.name or card.customer_no}\n{card.customer_no}"

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return texts, and which cell is taken."""
        if not index.isValid() or self._plan is None:
            return None
        row, column = index.row(), index.column()
        if role == TakenRole:
            return column >= CARDS and self.is_taken(row, column - CARDS)
        if role == OfferedRole:
            return column >= CARDS and self.offers(row, column - CARDS)
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(row, column).replace("\n", " ⏎ ")
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.text(row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            taken = self.tr("已选") if column >= CARDS and self.is_taken(row, column - CARDS) else ""
            return " ".join(filter(None, (self.text(row, FIELD), self.text(row, column), taken)))
        return None

    def text(self, row: int, column: int) -> str:
        """Return the whole text of a cell."""
        plan = self._plan
        if plan is None:
            return ""
        choice = self.choice(row)
        if choice is None:
            return self._above(plan, row, column)
        if column == FIELD:
            return words.label(choice)
        unit = choice.result(plan.stays) if column == RESULT else choice.options[column - CARDS]
        return words.unit_words(choice.fields, unit, masked=not self._open)

    def _above(self, plan: Plan, row: int, column: int) -> str:
        if column == FIELD:
            return self.tr("留下") if row == STAYS else self.tr("记录")
        if column == RESULT:
            return plan.survivor.customer_no if row == STAYS else words.counts_words(words.total(plan.cards))
        card = plan.cards[column - CARDS]
        return words.card_words(card, self._today()) if row == STAYS else words.counts_words(dict(card.counts))

    # -- parts ------------------------------------------------------------------------------

    def _choices(self, plan: Plan) -> list[Choice]:
        return [plan.choices[at] for at in self._shown]

    def _set(self, plan: Plan | None) -> None:
        self.beginResetModel()
        self._plan = plan
        self._shown = [
            at
            for at, one in enumerate(plan.choices if plan else ())
            if not one.is_fixed and (one.differs or (not self._only_different and not one.is_empty))
        ]
        self.endResetModel()

    def _tell(self) -> None:
        if self.rowCount():
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)
