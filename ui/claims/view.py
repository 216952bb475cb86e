"""The list of cases, painted: customer and state, below them the people and what the quotes lie apart."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop_crm.queries.claims import Case
from ui.claims.model import CaseModel
from ui.claims.words import case_state, decision_words, spread_words, who
from ui.models.items import ItemRole
from ui.widgets.review_list import ReviewList, paint_item

_HEIGHT = 62


class CaseDelegate(QStyledItemDelegate):
    """Paints a case in two lines."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """All rows are of one height."""
        return QSize(200, _HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint ground, pill and two lines."""
        case = index.data(ItemRole)
        if isinstance(case, Case):
            told = spread_words(case) if case.is_open else decision_words(case)
            below = " · ".join(part for part in (who(case), told) if part)
            paint_item(painter, option, (case.name or "—", below), case_state(case))


class CaseView(ReviewList):
    """Shows a :class:`CaseModel`."""

    def __init__(self, model: CaseModel, parent: QWidget | None = None) -> None:
        super().__init__(model, CaseDelegate(), parent)
        self.setObjectName("cases")
