"""The card's tab 分类: every scheme with the customer's class and the first reason; Enter or a click opens it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop_crm.domain.classification.model import NONE
from desktop_crm.domain.company_parameters import DEFAULTS, Parameters
from desktop_crm.errors import NotFound
from desktop_crm.queries.classes import ClassOf
from ui.classes.words import class_words, group_words, joined, reasons
from ui.context import Context
from ui.i18n import Translated, language
from ui.jobs import Lane, Task
from ui.theme import theme
from ui.widgets import paint_pill, pill_width
from ui.widgets.painting import write
from ui.widgets.review_list import PaintedList

_ROW, _HEAD = 58, 34
ClassRole = Qt.ItemDataRole.UserRole

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_Answer = tuple[str, list[ClassOf], Parameters]


class CardClassModel(QAbstractListModel):
    """Rows: names of families, and :class:`ClassOf` under them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[str | ClassOf] = []
        self.parameters = DEFAULTS

    def show_classes(self, found: Sequence[ClassOf], parameters: Parameters) -> None:
        """Show the classes of another customer, or other classes."""
        rows: list[str | ClassOf] = []
        group = None
        for one in found:
            if one.scheme.group is not group:
                group = one.scheme.group
                rows.append(group)
            rows.append(one)
        self.beginResetModel()
        self._rows, self.parameters = rows, parameters
        self.endResetModel()

    def row_at(self, index: Index) -> str | ClassOf | None:
        """Return what stands at a place."""
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Count rows, names of families included."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Names of families cannot be chosen."""
        return super().flags(index) if isinstance(self.row_at(index), ClassOf) else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a row says."""
        row = self.row_at(index)
        if row is None:
            return None
        if role == ClassRole:
            return row
        if not isinstance(row, ClassOf):
            return group_words(row) if role == Qt.ItemDataRole.DisplayRole else None  # type: ignore[arg-type]
        name = class_words(row.scheme.id, row.verdict.code, self.parameters)
        if role == Qt.ItemDataRole.DisplayRole:
            return name
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(reasons(row.verdict.why, self.parameters))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.scheme.label(language())}：{name}。{joined(reasons(row.verdict.why, self.parameters))}"
        return None


class _Delegate(QStyledItemDelegate):
    """Scheme, class, first reason; a pill where a person decided."""

    hand = ""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Rows are of one height, names of families lower."""
        return QSize(200, _ROW if isinstance(index.data(ClassRole), ClassOf) else _HEAD)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        row, model = index.data(ClassRole), index.model()
        rect: QRect = option.rect
        inner = QRectF(rect).adjusted(2, 0, -8, 0)
        if not isinstance(row, ClassOf) or not isinstance(model, CardClassModel):
            head = inner.adjusted(0, 8, 0, 0)
            write(painter, head, str(index.data() or ""), "text3", 12, QFont.Weight.DemiBold)
            return
        state: QStyle.StateFlag = option.state
        if state & (QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_HasFocus):
            painter.fillRect(rect, theme.color("sel" if state & QStyle.StateFlag.State_HasFocus else "hover"))
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        line = QRectF(inner.left(), inner.top() + 5, inner.width(), 17)
        write(painter, line, row.scheme.label(language()), "text3", 12)
        value = QRectF(inner.left(), inner.top() + 21, inner.width(), 18)
        quiet = row.verdict.code == NONE
        if row.verdict.manual:
            width = pill_width(self.hand, padding=7)
            paint_pill(painter, value.right() - width, value.center().y() - 7, self.hand, "amber", height=18, padding=7)
            value.setRight(value.right() - width - 6)
        weight = QFont.Weight.Normal if quiet else QFont.Weight.Medium
        write(painter, value, str(index.data() or ""), "text2" if quiet else "text", 13, weight)
        why = reasons(row.verdict.why[:1], model.parameters)
        write(painter, QRectF(inner.left(), inner.top() + 38, inner.width(), 16), "".join(why), "text3", 12)


class CardClassView(PaintedList):
    """``opened(ClassOf)``: a click, Enter or the space bar."""

    opened = Signal(object)

    def __init__(self, model: CardClassModel, parent: QWidget | None = None) -> None:
        self.delegate = _Delegate()
        super().__init__(model, self.delegate, parent)
        self._model = model
        self.setObjectName("card_classes")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.clicked.connect(self._open)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and the space bar open; arrows are Qt's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def choose(self, place: int) -> None:
        """Stand on a row; the first is the name of a family."""
        super().choose(max(1, place))

    def _open(self, index: QModelIndex) -> None:
        row = self._model.row_at(index)
        if isinstance(row, ClassOf):
            self.opened.emit(row)


class ClassesTab(Translated, QWidget):
    """Reads in the background when the tab is in front."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._customer = ""
        self._name = ""
        self.model = CardClassModel(self)
        self.view = CardClassView(self.model)
        self.view.opened.connect(self._opened)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self.retranslate()

    def show_customer(self, customer_id: str, name: str) -> None:
        """Show another customer, or the same one anew."""
        if customer_id != self._customer:
            self.model.show_classes((), self.model.parameters)
        self._customer, self._name = customer_id, name
        self.reload()

    @Slot()
    def reload(self) -> None:
        """Read the classes anew if the tab is in front."""
        if not self.isVisible() or not self._customer:
            return
        queries, customer_id = self._context.app.class_queries, self._customer

        def work(_task: Task) -> _Answer:
            try:
                return customer_id, queries.of_customer(customer_id), queries.freshness().parameters
            except NotFound:  # in the recycle bin, or gone meanwhile
                return customer_id, [], DEFAULTS

        self._context.jobs.run(work, Lane.POOL).succeeded.connect(self._arrived)

    def retranslate(self) -> None:
        """Set every text."""
        self.view.setAccessibleName(self.tr("各类分类结果"))
        self.view.delegate.hand = self.tr("人工")
        self.view.viewport().update()

    @Slot(object)
    def _arrived(self, answer: _Answer) -> None:
        customer_id, found, parameters = answer
        if customer_id == self._customer:
            place = self.view.verticalScrollBar().value()
            self.model.show_classes(found, parameters)
            self.view.verticalScrollBar().setValue(place)

    def _opened(self, row: ClassOf) -> None:
        from ui.dialogs.class_dialog import ClassDialog

        dialog = ClassDialog(self._context, self._customer, self._name, row.scheme.id, self.window())
        dialog.changed.connect(self.reload)
        dialog.open()
