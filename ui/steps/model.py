"""The list of next steps in the order of their days; further pages are read when somebody scrolls there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from desktop_crm.domain.steps import Due, due_of
from desktop_crm.queries.steps import MOST_COUNTED, Step
from ui.models.texts import coming_moment
from ui.steps.words import due_word

#: Heading of a time, on its first row; "" elsewhere.
HeadRole = Qt.ItemDataRole.UserRole
#: Rows read at once.
PAGE = 200
_NOWHERE = QModelIndex()


class StepModel(QAbstractListModel):
    """``more_wanted(last step)``: the view came to the end of what is here."""

    more_wanted = Signal(object)

    def __init__(self, today: Callable[[], date], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.today = today
        self._steps: list[Step] = []
        self._counts: Mapping[Due, int] = {}
        self._whole = True

    def show_steps(self, steps: Sequence[Step], counts: Mapping[Due, int], *, whole: bool) -> None:
        """List these; ``whole``: there are no more."""
        self.beginResetModel()
        self._steps, self._counts, self._whole = list(steps), counts, whole
        self.endResetModel()

    def add_steps(self, steps: Sequence[Step], *, whole: bool) -> None:
        """Add a page at the end."""
        self._whole = whole
        if steps:
            here = len(self._steps)
            self.beginInsertRows(_NOWHERE, here, here + len(steps) - 1)
            self._steps += steps
            self.endInsertRows()

    def item(self, place: int) -> Step | None:
        """Return a step; None outside the list."""
        return self._steps[place] if 0 <= place < len(self._steps) else None

    def place_of(self, row_id: str) -> int:
        """Return the place of a step; -1 when it is not listed."""
        return next((place for place, step in enumerate(self._steps) if step.row_id == row_id), -1)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        """Count the rows."""
        return 0 if parent.isValid() else len(self._steps)

    def canFetchMore(self, parent: QModelIndex | QPersistentModelIndex) -> bool:
        """Say whether there are more."""
        return not parent.isValid() and not self._whole

    def fetchMore(self, parent: QModelIndex | QPersistentModelIndex) -> None:
        """Ask for the next page, once."""
        if self.canFetchMore(parent) and self._steps:
            self._whole = True
            self.more_wanted.emit(self._steps[-1])

    def due(self, place: int) -> Due:
        """Say when a step is due."""
        return due_of(self._steps[place].due, self.today())

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what the delegate and a screen reader need."""
        step = self.item(index.row())
        if step is None:
            return None
        due = self.due(index.row())
        if role == HeadRole:
            first = index.row() == 0 or self.due(index.row() - 1) is not due
            return self._heading(due) if first else ""
        when = coming_moment(step.due, self.today())
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{step.customer_name} {step.action}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return " ".join(part for part in (due_word(due), step.customer_name, step.action, when) if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            return step.summary
        return None

    def _heading(self, due: Due) -> str:
        number = self._counts.get(due, 0)
        more = "+" if number >= MOST_COUNTED else ""
        return f"{due_word(due)}  {number:,}{more}" if number else due_word(due)
